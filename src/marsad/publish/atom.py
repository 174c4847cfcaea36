"""A list of claims as an Atom feed (RFC 4287), by which a reader of feeds follows a question as it follows a site."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from html import escape
from typing import NamedTuple

# XML 1.0 has no way to write these at all.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class Item(NamedTuple):
    """One entry of a feed: `ident` is a name for ever, `language` that of the words of `text`."""

    ident: str
    title: str
    link: str
    updated: dt.datetime
    author: str
    text: str
    language: str


class Feed(NamedTuple):
    """What a feed tells of itself: `self_link` is its own address, by which it is known."""

    title: str
    self_link: str
    page: str
    updated: dt.datetime
    language: str


def render_atom(feed: Feed, items: Iterable[Item]) -> Iterator[str]:
    """Render a feed, its entries one by one."""
    yield '<?xml version="1.0" encoding="utf-8"?>\n'
    yield f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{_write(feed.language)}">\n'
    yield f"<id>{_write(feed.self_link)}</id>\n<title>{_write(feed.title)}</title>\n<updated>{_moment(feed.updated)}</updated>\n"
    yield f'<link rel="self" type="application/atom+xml" href="{_write(feed.self_link)}"/>\n'
    yield f'<link rel="alternate" type="text/html" href="{_write(feed.page)}"/>\n'
    for item in items:
        yield "".join(_render(item))
    yield "</feed>\n"


def _render(item: Item) -> Iterator[str]:
    yield f"<entry>\n<id>{_write(item.ident)}</id>\n<title>{_write(item.title)}</title>\n"
    yield f"<updated>{_moment(item.updated)}</updated>\n<author><name>{_write(item.author)}</name></author>\n"
    yield f'<link rel="alternate" type="text/html" href="{_write(item.link)}"/>\n'
    language = f' xml:lang="{_write(item.language)}"' if item.language else ""
    yield f'<content type="text"{language}>{_write(item.text)}</content>\n</entry>\n'


def _write(text: str) -> str:
    return escape(_UNWRITABLE.sub("\ufffd", text))


def _moment(moment: dt.datetime) -> str:
    return f"{moment.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%SZ}"
