"""Which blocks of a page are its news: the extractor's choice, made whole and cleared of furniture.

The extractor (trafilatura) is good at finding where the news stands, and less at its ends: it takes short lines of furniture along
and leaves out short paragraphs. So its lines are only the anchors: the smallest part of the page that holds nearly all of them is
read, block by block, and what a page marks as furniture by its words or by being links is left out.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from marsad.ingest.page_blocks import Piece
from marsad.ingest.page_dates import is_about, is_clock
from marsad.ingest.page_words import SENTENCE_END, PageWords, strip_ends

if TYPE_CHECKING:
    from lxml.html import HtmlElement  # type: ignore[import-untyped]

_HELD = 0.9  # of the anchored text that the part which is read has to hold
_KEY = 60  # code points by which a block and a line of the extractor are known as the same
_MARGIN = 0.3  # of the anchored text: a container with more is no furniture, whatever its first line says
_LINKS = 0.8  # share of links at which a block is a list of them
_SHORT = 25  # code points: shorter lines that the extractor left out and that do not end are no sentences
_LONG_NAME = 80
_MANY_BLOCKS = 1_500


class Main(NamedTuple):
    """The blocks of the news, and whether the page says that only the beginning stands there."""

    blocks: list[Piece]
    walled: bool = False


def find_main(tree: HtmlElement, blocks: Sequence[Piece], headline: int | None, about: Sequence[str], words: PageWords) -> Main:
    """Choose the blocks that are news; none where the extractor finds none.

    `headline` is the place of the headline among the blocks; `about` names author and outlet, whose lines are no news.
    """
    anchored = _find_anchors(tree, blocks, words)
    if not any(anchored):
        return Main([])
    first, last = _find_part(blocks, anchored)
    start = headline if headline is not None and headline <= last else first
    kinds = [_judge(block, words) for block in blocks]
    _spread(blocks, kinds, anchored, words)
    named = frozenset(words.fold(name) for name in about if name)
    live = sum(is_clock(words.fold(block.text)) for block in blocks[start : last + 1]) >= 2
    news = [_is_news(block, words, named, anchored=anchor, live=live) for block, anchor in zip(blocks, anchored, strict=True)]
    kept = [at for at in range(start, last + 1) if at == headline or (not kinds[at] and news[at])]
    walled = any(kinds[at] == "paywall" for at in range(start, min(len(blocks), last + 12)))
    furniture = {at for at in range(start, last + 1) if at not in kept and (kinds[at] or blocks[at].link_share >= _LINKS)}
    return Main(_tidy(blocks, kept, headline, furniture), walled)


def _find_anchors(tree: HtmlElement, blocks: Sequence[Piece], words: PageWords) -> list[bool]:
    # The extractor logs every page that gives it nothing; the caller is told by a remark instead.
    logging.getLogger("trafilatura").addHandler(logging.NullHandler())
    import trafilatura

    # Its second opinion (jusText) compares all short lines of a page with each other; a page of thousands does without.
    many = len(blocks) > _MANY_BLOCKS
    found = trafilatura.extract(
        tree, output_format="txt", include_comments=False, include_tables=True, with_metadata=False, fast=many
    )
    lines = {words.fold(line.strip(" -")) for line in (found or "").split("\n")}
    joined = "" if many else " ".join(lines)
    starts = {line[:_KEY] for line in lines}
    folded = [words.fold(block.text) for block in blocks]
    return [line in lines or (len(line) >= _SHORT and (line[:_KEY] in starts or line[:_KEY] in joined)) for line in folded]


def _find_part(blocks: Sequence[Piece], anchored: Sequence[bool]) -> tuple[int, int]:
    """Find the smallest element that holds nearly all of the anchored text; give its first and last block."""
    holds: Counter[Any] = Counter()
    depths: dict[Any, int] = {}
    paths = [[block.element, *block.element.iterancestors()] for block in blocks]
    whole = 0
    for block, path, is_anchor in zip(blocks, paths, anchored, strict=True):
        if is_anchor:
            whole += len(block.text)
            for at, element in enumerate(path):
                holds[element] += len(block.text)
                depths[element] = len(path) - at
    part = max((element for element in holds if holds[element] >= _HELD * whole), key=lambda element: depths[element])
    inside = [at for at, path in enumerate(paths) if part in path]
    return inside[0], inside[-1]


def _judge(block: Piece, words: PageWords) -> str:
    """Say as what kind of furniture a block shows itself; empty where it does not."""
    line = words.fold(block.text)
    for kind, label in words.labels.items():
        found = label.match(strip_ends(line))
        if found and _is_label(strip_ends(line)[found.end() :], block):
            return kind
    if len(line) <= words.longest_line:
        for kind, pattern in words.lines.items():
            if pattern.search(line):
                return kind
    return ""


def _is_label(rest: str, block: Piece) -> bool:
    """Tell whether what follows a label leaves it one: nothing, a number, a colon or a bar, or links."""
    if not strip_ends(rest) or re.fullmatch(r"[\s\d():]*", rest):
        return True
    return len(block.text) < 160 and (rest.lstrip()[:1] in (":", "|", "»", "›") or block.link_share >= 0.5)


def _spread(blocks: Sequence[Piece], kinds: list[str], anchored: Sequence[bool], words: PageWords) -> None:
    """Let a label that begins a container, and what a heading of links or comments stands over, take the rest with it."""
    whole = sum(len(block.text) for block, is_anchor in zip(blocks, anchored, strict=True) if is_anchor)
    before = 0
    for at, block in enumerate(blocks):
        if kinds[at] in ("related", "comments", "newsletter", "cookies", "paywall", "share"):
            inside = _container(blocks, at)
            held = sum(len(blocks[other].text) for other in inside if anchored[other])
            if held <= _MARGIN * whole:
                for other in inside:
                    kinds[other] = kinds[other] or kinds[at]
            if kinds[at] == "comments" and before >= whole / 2:
                for other in _under(block.element.getparent(), blocks, at):
                    kinds[other] = kinds[other] or "comments"
        if anchored[at] and not kinds[at]:
            before += len(block.text)


def _under(element: Any, blocks: Sequence[Piece], at: int) -> Iterator[int]:
    """Give the blocks from a place on that stand in an element."""
    for other in range(at, len(blocks)):
        if element is not None and element not in blocks[other].element.iterancestors():
            return
        yield other


def _container(blocks: Sequence[Piece], at: int) -> range:
    """Give the blocks of the largest element of which a block is the first."""
    end, element = at + 1, blocks[at].element
    while element is not None and element.tag not in ("body", "html"):
        if at and element in (blocks[at - 1].element, *blocks[at - 1].element.iterancestors()):
            break
        while end < len(blocks) and element in (blocks[end].element, *blocks[end].element.iterancestors()):
            end += 1
        element = element.getparent()
    return range(at, end)


def _is_news(block: Piece, words: PageWords, named: frozenset[str], *, anchored: bool, live: bool) -> bool:
    """Tell whether a block that is no furniture by its words is news by its form."""
    line = words.fold(block.text)
    if is_clock(line):
        return live
    if block.link_share >= _LINKS and not (SENTENCE_END.search(line) and len(line) > _SHORT):
        return False
    if _is_byline(line, words, named) or (len(line) < 160 and is_about(_without(line, named), words)):
        return False
    if block.kind in ("heading", "caption", "quote", "table"):
        return True
    if block.kind == "list":
        return block.link_share < 0.5
    return anchored or (len(line) >= _SHORT and bool(SENTENCE_END.search(line)))


def _without(line: str, named: frozenset[str]) -> str:
    for name in named:
        line = line.replace(name, " ")
    return line


def _is_byline(line: str, words: PageWords, named: frozenset[str]) -> bool:
    """Tell whether a folded line is but the name of the author or the outlet, or begins as a line of authors does."""
    if len(line) > _LONG_NAME:
        return False
    bare = strip_ends(line)
    if bare in named:
        return True
    found = words.author.match(bare)
    if not found:
        return False
    rest = strip_ends(bare[found.end() :])
    return rest in named or (not SENTENCE_END.search(line) and bare[found.end() :].lstrip()[:1] == ":")


def _tidy(blocks: Sequence[Piece], kept: Sequence[int], headline: int | None, furniture: set[int]) -> list[Piece]:
    """Leave out what stands twice, and headings over furniture that was left out."""
    tidy: list[int] = []
    seen: set[str] = set()
    for at in kept:
        block = blocks[at]
        once = block.kind in ("caption", "heading") or (tidy and blocks[tidy[-1]].text == block.text)
        if once and block.text in seen:
            continue
        seen.add(block.text)
        tidy.append(at)
    result = []
    for place, at in enumerate(tidy):
        following = tidy[place + 1] if place + 1 < len(tidy) else None
        block = blocks[at]
        if at == headline:
            block = block._replace(kind="heading")
        elif block.kind == "heading":
            if SENTENCE_END.search(block.text) and len(block.text) > _SHORT and block.text[-1] not in ":\"'”»":
                block = block._replace(kind="paragraph")  # what stands under a headline and is a sentence
            elif following is None or (following - at > 1 and at + 1 in furniture):
                continue
        result.append(block)
    return result
