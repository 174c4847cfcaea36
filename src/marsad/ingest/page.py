"""From a saved HTML page to its main text, and to what the page says of itself.

The extractor finds where the news stands, our rules say which blocks of that part are news (`page_main`). Title, outlet, address,
author and dates are taken only from where a page tells them (`page_about`): metadata, JSON-LD, and visible lines with their labels.
A date is never guessed from the address or the clock.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from marsad.errors import NotText
from marsad.ingest.language import UNDETERMINED, identify
from marsad.ingest.page_about import About, find_headline, read_about, read_lines
from marsad.ingest.page_blocks import DEEPEST, Piece, cut_blocks, depth_of, parse_page, prune
from marsad.ingest.page_dates import parse_day
from marsad.ingest.page_flat import flatten
from marsad.ingest.page_main import find_main
from marsad.ingest.page_words import PageWords, load_words
from marsad.model import Block, BlockKind
from marsad.text import Span

if TYPE_CHECKING:
    from lxml.html import HtmlElement  # type: ignore[import-untyped]

__all__ = ["Page", "looks_like_page", "parse_day", "read_page"]

_LOOKS = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
_APART = "\n\n"
_BEGINNING = 1_500  # code points: a text that is called limited and is shorter is taken for a beginning


class Page(NamedTuple):
    """The main text of a page, paragraphs apart by an empty line, and what the page tells of itself; empty where it does not."""

    text: str
    title: str = ""
    outlet: str = ""
    url: str = ""
    published: dt.date | None = None
    language: str = ""
    remarks: tuple[str, ...] = ()
    author: str = ""
    modified: dt.date | None = None
    blocks: tuple[Block, ...] = ()


def looks_like_page(text: str) -> bool:
    """Tell whether a text is the source of an HTML page."""
    return _LOOKS.match(text[:4096]) is not None


def read_page(source: str, *, name: str = "the page") -> Page:
    """Take the main text out of a page; the headline comes first, captions stay in, scripts and styles never do.

    Where the extractor finds no main text (a bare or unusual page), all text of the body is taken, and a remark says so. Raises
    NotText where there is none at all.
    """
    words = load_words()
    tree = parse_page(source, name)
    about = read_about(tree)
    if depth_of(tree) > DEEPEST:
        return _read_flat(source, about, name)
    walled = prune(tree, words)
    blocks = cut_blocks(tree, words)
    headline, title = find_headline(blocks, about)
    about = read_lines(blocks, headline, about._replace(title=title), words, _language_of(blocks, about))
    chosen, remarks, shut = _choose(tree, blocks, headline, about, words)
    if not chosen:
        raise _without_text(name)
    text, parts = _join(chosen)
    if walled or shut or (about.limited and len(text) < _BEGINNING):
        remarks += ("only the beginning is published: the page says that the rest is for subscribers",)
    return Page(
        text, about.title, about.outlet, about.url, about.published, about.language, remarks, about.author, about.modified, parts
    )


def _read_flat(source: str, about: About, name: str) -> Page:
    """Take all text of a page that is nested beyond reason: no part of it can be told from another."""
    lines = flatten(source)
    if not lines:
        raise _without_text(name)
    text, parts = _join([("paragraph", line) for line in lines])
    remark = "it is nested beyond reason; all text of the page was taken"
    return Page(
        text, about.title, about.outlet, about.url, about.published, about.language, (remark,), about.author, about.modified, parts
    )


def _without_text(name: str) -> NotText:
    return NotText(f"{name} is a page without text", "It may be built by scripts: open it in a browser and save what it shows")


def _choose(
    tree: HtmlElement, blocks: Sequence[Piece], headline: int | None, about: About, words: PageWords
) -> tuple[list[tuple[str, str]], tuple[str, ...], bool]:
    """Choose what is kept of a page, as kinds and texts, with the remarks on it, and whether a paywall stands there."""
    main = find_main(tree, blocks, headline, (about.author, about.outlet), words)
    if _measure(main.blocks) > len(about.title):
        return [(block.kind, block.text) for block in main.blocks], (), main.walled
    told = [" ".join(line.split()) for line in re.sub(r"<[^>]{1,200}>", "\n", about.body).splitlines()]
    if sum(map(len, told)) > _measure(blocks):
        title = [("heading", about.title)] if about.title else []
        remark = "the page shows no text; what its metadata gives as the article's body was taken"
        return title + [("paragraph", line) for line in told if line], (remark,), False
    remark = "no main text was found; all text of the page was taken"
    return [(block.kind, block.text) for block in blocks], (remark,), False


def _measure(blocks: Sequence[Piece]) -> int:
    return sum(len(block.text) for block in blocks)


def _language_of(blocks: Sequence[Piece], about: About) -> str:
    text = " ".join(block.text for block in blocks if block.link_share < 0.5)[:4_000]
    found = identify(text)
    return about.language if found == UNDETERMINED else found


def _join(chosen: Sequence[tuple[str, str]]) -> tuple[str, tuple[Block, ...]]:
    """Join blocks to the text, and tell where each stands in it."""
    blocks, at = [], 0
    for kind, text in chosen:
        blocks.append(Block(Span(at, at + len(text)), BlockKind(kind)))
        at += len(text) + len(_APART)
    return _APART.join(text for _, text in chosen), tuple(blocks)
