"""Which feeds a page names in its head."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import urljoin

from marsad.errors import NotText
from marsad.fetching.feeds import clean
from marsad.ingest.encoding import decode, find_declared

_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml")


class Named(NamedTuple):
    """A feed as a page names it."""

    url: str
    title: str


def find_feeds(data: bytes, *, url: str) -> tuple[Named, ...]:
    """List the feeds that a page names, each once, in its order; none for what is no page."""
    from lxml import etree, html  # type: ignore[import-untyped]

    try:
        text = decode(data, find_declared(data), name=url).text.replace("\0", "")
        parser = html.HTMLParser(encoding="utf-8", no_network=True)
        tree = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (NotText, etree.ParserError, ValueError):
        return ()
    base = next(iter(tree.xpath("//base/@href")), "")
    found: dict[str, str] = {}
    for link in tree.xpath("//link[@href]"):
        kind = clean(link.get("type")).lower().partition(";")[0]
        if "alternate" in clean(link.get("rel")).lower().split() and kind in _TYPES:
            address = urljoin(urljoin(url, clean(base)), clean(link.get("href")))
            found.setdefault(address, clean(link.get("title")))
    return tuple(Named(*pair) for pair in found.items())
