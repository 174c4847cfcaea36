"""From what came of the web to documents, with what is known of it beside the page."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from marsad.errors import BadInput, NotText
from marsad.ingest.page_address import name_page

if TYPE_CHECKING:
    from marsad.fetching import Fetched
    from marsad.ingest.desk import Got
    from marsad.model import Document

_FEEDS = re.compile(rb"\A\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<(?:rss|feed|rdf:RDF|urlset|sitemapindex|opml)\b", re.DOTALL)


class Known(NamedTuple):
    """What is known of a page before it is read; it holds where the page does not tell it. `language` holds for all."""

    outlet: str = ""
    language: str = ""
    published: dt.date | None = None
    by_feed: bool = False


def read_answer(got: Fetched, known: Known) -> Iterator[Document | BadInput]:
    """Give the documents that an answer holds, or why it holds none."""
    from marsad.ingest.desk import Desk

    if _FEEDS.match(got.body[:4096]):
        yield NotText(f"{got.asked} is a feed, and no page", f"Follow it: marsad sources add {got.asked}")
        return
    desk = Desk(language=known.language or None, for_keeping=True)
    for found in desk.take_bytes(got.body, _tell(got)):
        yield found if isinstance(found, BadInput) else _complete(found, known)


def _tell(got: Fetched) -> Got:
    """Say how an answer was got."""
    from marsad.ingest.desk import Got
    from marsad.ingest.formats import split_content_type

    media_type, charset = split_content_type(got.media_type)
    return Got(
        name=got.asked,
        stem=name_page(got.answered),
        suffix="" if media_type else PurePosixPath(urlsplit(got.answered).path).suffix.lower(),
        media_type=media_type,
        charset=charset,
        url=got.answered,
        asked=got.asked,
        fetched=got.at,
        status=got.status,
        headers=got.headers,
        tool=got.tool,
    )


def _complete(found: Document, known: Known) -> Document:
    """Add what the page does not tell, and say so."""
    remarks = found.remarks
    published = found.published or known.published
    if published and not found.published and known.by_feed:
        remarks += (f"it tells no date; {published} is the day that its feed tells",)
    return replace(found, outlet=found.outlet or known.outlet, published=published, remarks=remarks)
