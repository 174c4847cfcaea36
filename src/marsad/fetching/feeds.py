"""What a feed lists: RSS, Atom, JSON Feed, sitemaps, read out of bytes.

Nothing is fetched here, and no date is guessed: a day counts as it is written, in the zone in which it is written.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from enum import StrEnum
from typing import Any
from urllib.parse import urljoin
from xml.sax import SAXException

from marsad.errors import NotText
from marsad.fetching.limits import LIMITS
from marsad.ingest.encoding import decode, find_declared

_UNFIT = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")  # what XML or a database cannot hold
_MOST_TITLE = 500  # code points of a title, and ten times as many of a summary
_ROOT = re.compile(r"<(?![?!])\s*(?:[\w-]+:)?([\w-]+)")
_LOOKED_AT = 20_000
_JSON_FEED = "https://jsonfeed.org/version/"


class FeedKind(StrEnum):
    """What sort of list it is."""

    rss = "rss"
    atom = "atom"
    json = "json"
    sitemap = "sitemap"
    sitemaps = "sitemaps"  # an index: a list of sitemaps


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """Something that a feed lists.

    `id` is what the feed knows it by: its own id, else its address, else a hash of what it tells.
    """

    id: str
    url: str = ""
    title: str = ""
    published: dt.date | None = None
    updated: dt.date | None = None
    summary: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A list of items, newest where the feed puts them; an index lists sitemaps as its items."""

    kind: FeedKind
    title: str = ""
    site: str = ""
    language: str = ""
    items: tuple[Item, ...] = ()


def read_feed(data: bytes, *, url: str = "", media_type: str = "", name: str = "") -> Feed:
    """Read what a feed lists. Addresses in it are read against `url`. Raises NotText for what is no feed."""
    name = name or url or "the feed"
    data = unpack(data, name)
    text = decode(data, find_declared(data) or _charset(media_type), name=name).text.lstrip("\ufeff \t\r\n")
    if text.startswith("{"):
        return _read_json(text, url, name)
    root = _root(text)
    if root in ("rss", "rdf", "feed"):
        return _read_xml(text, url, name)
    if root in ("urlset", "sitemapindex"):
        from marsad.fetching.sitemaps import read_sitemap

        return read_sitemap(text, url=url, name=name)
    what = "a page, and no feed" if root == "html" else "no feed that is known"
    raise NotText(
        f"{name} is {what}", "Give an RSS, Atom or JSON feed or a sitemap; `marsad sources add` finds those that a page names"
    )


def unpack(data: bytes, name: str) -> bytes:
    """Unpack a sitemap that is kept as a gzip file; what unfolds to too much is refused."""
    if not data.startswith(b"\x1f\x8b"):
        return data
    import zlib

    try:
        opened = zlib.decompressobj(47)
        whole = opened.decompress(data, LIMITS.body + 1)
    except zlib.error as error:
        raise NotText(f"{name} is a damaged gzip file", "Try again later") from error
    if len(whole) > LIMITS.body:
        raise NotText(f"{name} unfolds to more than {LIMITS.body:,} bytes", "Give one of its parts")
    if not opened.eof:
        raise NotText(f"{name} is a gzip file that ends before its end", "Try again later")
    return whole


def _charset(media_type: str) -> str | None:
    found = re.search(r"charset\s*=\s*[\"']?([\w.:-]{2,40})", media_type, re.IGNORECASE)
    return found.group(1) if found else None


def _root(text: str) -> str:
    """Give the name of the first element, in small letters; empty where there is none."""
    plain = re.sub(r"<!--.*?-->", "", text[:_LOOKED_AT], flags=re.DOTALL)
    found = _ROOT.search(plain)
    return found.group(1).lower() if found else ""


def _read_xml(text: str, url: str, name: str) -> Feed:
    import feedparser

    plain = re.sub(r"\A\s*<\?xml[^>]*\?>", "", text)
    # A stream, as a string could be taken for an address or a file's name.
    read = feedparser.parse(
        io.BytesIO(plain.encode("utf-8", "replace")),
        response_headers={"content-type": "application/xml; charset=utf-8", "content-location": url},
        sanitize_html=False,
    )
    broken = isinstance(read.get("bozo_exception"), SAXException)
    # Of a feed that breaks off, the last entry may have half an address.
    whole = not broken or re.search(r"</(?:rss|feed|(?:\w+:)?RDF)\s*>\s*\Z", plain) is not None
    entries, about = read.entries if whole else read.entries[:-1], read.feed
    if not entries and (broken or not read.version):
        raise NotText(f"{name} is no feed that can be read", "Look at it in a browser; it may be broken, or built by scripts")
    return Feed(
        kind=FeedKind.atom if read.version.startswith("atom") else FeedKind.rss,
        title=_plain(about.get("title", "")),
        site=clean(about.get("link", "")),
        language=read_language(about.get("language", "")),
        items=tuple(_entry(entry, url) for entry in entries),
    )


def _entry(entry: dict[str, Any], base: str) -> Item:
    link = clean(entry.get("link", ""))
    told = clean(entry.get("id", ""))
    if not link and re.match(r"https?://", told):
        link = told
    # Asked past the library, which gives the one day where the other is missing.
    days = parse_written_day(dict.get(entry, "published")), parse_written_day(dict.get(entry, "updated"))
    return _item(told, urljoin(base, link) if link else "", days, entry)


def _item(told: str, url: str, days: tuple[dt.date | None, dt.date | None], row: Mapping[str, Any]) -> Item:
    published, updated = days
    head, words = _plain(row.get("title")), _plain(row.get("summary"), 10 * _MOST_TITLE)
    ident = told or url or hashlib.sha256(f"{head}\n{published}\n{words}".encode()).hexdigest()[:32]
    return Item(id=ident, url=url, title=head, published=published, updated=updated, summary=words)


def _read_json(text: str, url: str, name: str) -> Feed:
    try:
        read = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise NotText(f"{name} is broken JSON, and no feed", "Look at it in a browser") from error
    rows = read.get("items")
    if not str(read.get("version", "")).startswith(_JSON_FEED) or not isinstance(rows, list):
        raise NotText(f"{name} is JSON, and no feed", "A JSON feed names its version, https://jsonfeed.org/version/…")
    return Feed(
        kind=FeedKind.json,
        title=_plain(read.get("title")),
        site=clean(read.get("home_page_url")),
        language=read_language(clean(read.get("language"))),
        items=tuple(_json_item(row, url) for row in rows if isinstance(row, dict)),
    )


def _json_item(row: Mapping[str, Any], base: str) -> Item:
    told, link = row.get("id"), clean(row.get("url") or row.get("external_url"))
    ident = str(told) if isinstance(told, int | float) and not isinstance(told, bool) else clean(told)
    if not link and re.match(r"https?://", ident):
        link = ident
    days = parse_written_day(row.get("date_published")), parse_written_day(row.get("date_modified"))
    return _item(ident, urljoin(base, link) if link else "", days, row)


def parse_written_day(told: object) -> dt.date | None:
    """Read the civil day of a moment in ISO 8601 or RFC 5322, in the zone in which it is written; None for another form."""
    if not isinstance(told, str):
        return None
    told = told.strip()
    iso = re.match(r"(\d{4})-(\d{2})-(\d{2})(?=$|[T\s])", told)
    try:
        if iso:
            return dt.date(*map(int, iso.groups()))
        if re.match(r"(?:[A-Za-z]{3,9},?\s+)?\d{1,2}\s+[A-Za-z]{3,9}\.?\s+\d{4}\b", told):
            return parsedate_to_datetime(told).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return None


def read_language(told: str) -> str:
    """Read the language out of a tag such as `ar-SY`; empty where it is none."""
    found = re.match(r"([a-zA-Z]{2,3})(?:[-_]|\Z)", told.strip())
    return found.group(1).lower() if found else ""


def clean(told: object) -> str:
    """Give a string with its spaces drawn together and without what neither XML nor a database holds."""
    return " ".join(_UNFIT.sub("", told).split()) if isinstance(told, str) else ""


def _plain(told: object, most: int = _MOST_TITLE) -> str:
    """Give the text of what may be HTML."""
    text = clean(told)
    if re.search(r"<[a-zA-Z/!]|&#?\w+;", text):
        from lxml import etree, html  # type: ignore[import-untyped]

        try:
            root = html.fragment_fromstring(text, create_parent="div")
            etree.strip_elements(root, "script", "style", etree.Comment, with_tail=False)
            text = clean(root.text_content())
        except (etree.ParserError, ValueError):
            text = ""
    return text if len(text) <= most else f"{text[: most - 1]}…"
