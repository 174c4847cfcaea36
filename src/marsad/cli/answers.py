"""From what came of the web to documents: the job runner around one answer, and the addresses that pages claim."""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote, urlsplit

from marsad.errors import BadInput, Fault, NotText

if TYPE_CHECKING:
    from marsad.fetching import Fetched
    from marsad.model import Document

_FORMS = re.compile(r"\A(?:www\d?|m|mobile|amp)\.")
_FEEDS = re.compile(rb"\A\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<(?:rss|feed|rdf:RDF|urlset|sitemapindex|opml)\b", re.DOTALL)


class Known(NamedTuple):
    """What is known of a page before it is read; it holds where the page does not tell it. `language` holds for all."""

    outlet: str = ""
    language: str = ""
    published: dt.date | None = None
    by_feed: bool = False


def read_answer(got: Fetched, known: Known) -> Iterator[Document | BadInput]:
    """Give the documents that an answer holds, or why it holds none.

    One of the two edges of the program: a crash in a parser takes down this one answer, and is told.
    """
    try:
        if _FEEDS.match(got.body[:4096]):
            raise NotText(f"{got.asked} is a feed, and no page", f"Follow it: marsad sources add {got.asked}")
        for found in _take(got, known):
            yield found if isinstance(found, BadInput) else _complete(found, got, known)
    except BadInput as error:
        yield error
    except Fault:
        raise
    except Exception as error:
        if os.environ.get("MARSAD_TRACE"):
            raise
        yield BadInput(
            f"{got.asked} could not be read: a fault in Marsad ({type(error).__name__}: {error})",
            "Report it with the page; MARSAD_TRACE=1 shows where it happened",
        )


def _take(got: Fetched, known: Known) -> Iterator[Document | BadInput]:
    from marsad.ingest.gather import _Desk

    desk = _Desk(published=None, language=known.language or None, stdin=None, for_keeping=True)
    yield desk._take_bytes(got.body, got.asked, name_page(got.answered), page="html" in got.media_type)


def _complete(found: Document, got: Fetched, known: Known) -> Document:
    """Add what the page does not tell, and say so; give it its address."""
    remarks = found.remarks
    url, doubt = choose_address(found.url, got.answered)
    if doubt:
        remarks += (doubt,)
    published = found.published or known.published
    if published and not found.published and known.by_feed:
        remarks += (f"it tells no date; {published} is the day that its feed tells",)
    capture = found.capture and replace(
        found.capture,
        url=got.answered,
        asked=got.asked,
        fetched=got.at,
        status=got.status,
        headers=got.headers,
        tool=got.tool,
    )
    outlet = found.outlet or known.outlet
    return replace(found, url=url, outlet=outlet, published=published, fetched=got.at, remarks=remarks, capture=capture)


def choose_address(told: str, answered: str) -> tuple[str, str]:
    """Choose the address of a page: the one that it tells of itself where it is of the same site, else where it was got.

    A page could otherwise pass for a newer version of another site's article. With it comes a remark where what it tells
    is not used.
    """
    try:
        claimed, real = urlsplit(told), urlsplit(answered)
        hosts = _site(claimed.hostname), _site(real.hostname)
    except ValueError:
        return answered, ""
    if not told or claimed.scheme not in ("http", "https"):
        return answered, ""
    if claimed.path in ("", "/") and not claimed.query and (real.path not in ("", "/") or real.query):
        return answered, ""  # many sites name their front page in every article
    first, second = hosts
    if first == second or first.endswith(f".{second}") or second.endswith(f".{first}"):
        return told, ""
    return answered, f"it says that its address is {told}, on another site; {answered} is where it was got"


def _site(host: str | None) -> str:
    return _FORMS.sub("", (host or "").lower().rstrip("."))


def name_page(url: str) -> str:
    """Give a page an id for people out of its address: its site and the last word of its path."""
    parts = urlsplit(url)
    words = [re.sub(r"[^\w.-]+", "-", unquote(part)).strip("-.") for part in (*parts.path.split("/"), parts.query)]
    last = next((word for word in reversed(words) if re.search(r"\w", word)), "")
    last = re.sub(r"\.(?:s?html?|php|aspx?)\Z", "", last)[:80].strip("-.")
    return "-".join(filter(None, (_site(parts.hostname), last))) or "page"
