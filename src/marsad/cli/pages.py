"""Single pages of the web, as `marsad add` takes them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from marsad.cli.answers import Known, read_answer
from marsad.errors import BadInput

if TYPE_CHECKING:
    from marsad.fetching import Outcome
    from marsad.ingest import Failure
    from marsad.model import Document

WIDTH = 8  # hosts that are asked beside each other


class Unfetched(BadInput):
    """An address gave nothing that is kept."""


def fetch_pages(
    urls: Sequence[str], *, published: dt.date | None = None, language: str | None = None, keep_going: bool = False
) -> Iterator[Document | Failure]:
    """Fetch pages and give their documents as they come. Raises BadInput at the first failure, or gives it with `keep_going`."""
    from marsad.fetching import Fetched
    from marsad.fetching.lanes import Lanes
    from marsad.fetching.opening import open_fetcher
    from marsad.ingest import Failure

    lanes: Lanes[Outcome] = Lanes(WIDTH)
    fetcher = open_fetcher(sleep=lanes.sleep)
    for url in dict.fromkeys(urls):
        lanes.add(lane_of(url), lambda url=url: fetcher.fetch(url))  # type: ignore[misc]
    known = Known(language=language or "", published=published)
    try:
        for got in lanes.results():
            for found in read_answer(got, known) if isinstance(got, Fetched) else [refusal(got)]:
                if not isinstance(found, BadInput):
                    yield found
                elif keep_going:
                    yield Failure(found)
                else:
                    raise found
    finally:
        list(lanes.stop())


def lane_of(url: str) -> str:
    """Give the host that an address names, by which requests wait for each other; empty where none can be told."""
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


def refusal(got: Outcome) -> BadInput:
    """Say as an error why an address gave nothing."""
    from marsad.fetching import Refused

    if isinstance(got, Refused):
        return Unfetched(got.what, got.hint)
    return Unfetched(f"{got.asked} gave nothing", "Try again later")
