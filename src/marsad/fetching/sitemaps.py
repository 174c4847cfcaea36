"""Sitemaps: lists of a site's pages, for news also with their titles and days (sitemaps.org, Google's news extension)."""

from __future__ import annotations

import re
from urllib.parse import urljoin

from marsad.errors import NotText
from marsad.fetching.feeds import Feed, FeedKind, Item, clean, parse_written_day, read_language


def read_sitemap(text: str, *, url: str = "", name: str = "the sitemap") -> Feed:
    """Read a sitemap, or an index of sitemaps. One that is cut off gives what stands before the cut. Raises NotText."""
    from lxml import etree  # type: ignore[import-untyped]

    plain = re.sub(r"\A\s*<\?xml[^>]*\?>", "", text).encode("utf-8", "replace")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True, encoding="utf-8"
    )
    try:
        root = etree.fromstring(plain, parser)
    except etree.XMLSyntaxError as error:
        raise NotText(f"{name} is broken XML", "Look at it in a browser") from error
    if root is None:
        raise NotText(f"{name} is broken XML", "Look at it in a browser")
    index = etree.QName(root).localname == "sitemapindex"
    rows = [_fields(row) for row in root if isinstance(row.tag, str)]
    items = tuple(_item(row, url) for row in rows if row.get("loc"))
    language = next((row["language"] for row in rows if row.get("language")), "")
    title = next((row["name"] for row in rows if row.get("name")), "")
    kind = FeedKind.sitemaps if index else FeedKind.sitemap
    return Feed(kind=kind, title=clean(title), language=read_language(language), items=items)


def _fields(row: object) -> dict[str, str]:
    """Give the words of all elements in a row by their names without a prefix; of several, the first."""
    from lxml import etree

    found: dict[str, str] = {}
    for element in row.iter():  # type: ignore[attr-defined]
        if isinstance(element.tag, str) and element.text and element.text.strip():
            found.setdefault(etree.QName(element).localname, element.text)
    return found


def _item(row: dict[str, str], base: str) -> Item:
    address = urljoin(base, clean(row["loc"]))
    return Item(
        id=address,
        url=address,
        title=clean(row.get("title")),
        published=parse_written_day(row.get("publication_date")),
        updated=parse_written_day(row.get("lastmod")),
    )
