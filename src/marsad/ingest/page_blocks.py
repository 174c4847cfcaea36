"""The blocks of a page: its tree without what is never text, cut into headings, paragraphs, captions, quotes, items and rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from marsad.errors import NotText
from marsad.ingest.page_words import SENTENCE_END, PageWords

if TYPE_CHECKING:
    from lxml.html import HtmlElement  # type: ignore[import-untyped]

DEEPEST = 400  # elements inside each other; a page has some forty, and the parser goes down to 2,048
# Elements whose text is never text of the page, or is what stands around it on every page of a site.
_NEVER = (
    *("script", "style", "noscript", "template", "iframe", "svg", "math", "canvas", "object", "embed", "audio", "video", "map"),
    *("head", "select", "option", "button", "input", "textarea", "nav", "dialog", "footer"),
    *("amp-ad", "amp-sidebar", "amp-iframe", "amp-social-share"),
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCK = _HEADINGS | {
    *("p", "div", "section", "article", "header", "main", "aside", "li", "ul", "ol", "dl", "dt", "dd", "blockquote"),
    *("table", "tbody", "thead", "tr", "td", "th", "caption", "figure", "figcaption", "hr", "pre", "center", "form", "fieldset"),
    *("address", "details", "summary", "body", "html", "amp-img"),
}
_ROLES = frozenset({"navigation", "complementary", "banner", "dialog", "search", "contentinfo", "alert"})
_NAME = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_MOST_OF_PAGE = 0.5
_USED = frozenset({"class", "id", "href", "role", "style", "hidden", "datetime", "itemprop", "lang", "dir", "aria-hidden", "title"})
_MOST_ATTRIBUTES = 30
_LONG_TAG = re.compile(r"<([A-Za-z][\w:-]{0,40})\b[^<>]{4000,}>")
_ATTRIBUTE = re.compile(r"\s[\w:-]+\s*=")
_MOST_IN_TAG = 500
_LONGEST_ATTRIBUTE = 500  # code points


class Piece(NamedTuple):
    """A block of a page: its words, what it is, the element that it stands in, and how much of it is links (code points).

    `moment` is the time that a `time` element in it tells to machines.
    """

    text: str
    kind: str
    element: Any
    linked: int
    moment: str = ""

    @property
    def link_share(self) -> float:
        """The share of its letters that are links."""
        return self.linked / max(len(self.text), 1)


def parse_page(source: str, name: str) -> HtmlElement:
    """Parse the source of a page. Raises NotText where there is nothing in it."""
    from lxml import etree, html  # type: ignore[import-untyped]

    # The text is decoded already; a declaration of another encoding inside it would make the parser refuse it.
    plain = re.sub(r"^\s*<\?xml[^>]*\?>", "", source, count=1).replace("\x00", "")
    plain = _LONG_TAG.sub(_bare, plain)
    data = plain.encode("utf-8", "replace")  # half of a surrogate pair cannot be written
    try:
        return html.document_fromstring(
            data, parser=html.HTMLParser(encoding="utf-8", no_network=True, remove_pis=True, huge_tree=True)
        )
    except (etree.ParserError, ValueError) as error:
        raise NotText(f"{name} is a page without text", "Look whether it was saved whole") from error


def _bare(found: re.Match[str]) -> str:
    """Leave of a tag with thousands of attributes its name: the parser compares each with all others."""
    tag = found.group()
    many = len(_ATTRIBUTE.findall(tag)) > _MOST_IN_TAG or len(tag.split()) > 20 * _MOST_IN_TAG
    return f"<{found.group(1)}>" if many else tag


def names_of(element: HtmlElement) -> set[str]:
    """Give the words in the class and id of an element, single and in pairs: `entry-meta` gives entry, meta, entrymeta."""
    found: set[str] = set()
    for value in f"{element.get('class') or ''} {element.get('id') or ''}"[:400].split():
        parts = [part.lower() for part in _NAME.findall(value)]
        found.update(parts)
        found.update(a + b for a, b in pairwise(parts))
        found.add("".join(parts))
    return found


def prune(tree: HtmlElement, words: PageWords) -> bool:
    """Take out what is never text or by its name is furniture; tell whether a paywall stood there."""
    from lxml import etree

    etree.strip_elements(tree, *_NEVER, etree.Comment, with_tail=False)
    _trim(tree)
    body = tree.find("body")
    whole = measure_text(tree if body is None else body)
    walled = False
    for element in list(tree.iter()):
        if element.getparent() is None or element.tag in ("html", "body", "article", "main", "h1"):
            continue
        named = names_of(element)
        wall = bool(named & words.paywall_names)
        if not (wall or _is_hidden(element, named, words) or named & words.furniture_names or element.tag == "aside"):
            continue
        if measure_text(element) < whole * _MOST_OF_PAGE and not element.xpath(".//h1"):
            walled |= wall and bool(measure_text(element))
            drop(element)
    return walled


def _trim(tree: HtmlElement) -> None:
    """Leave of attributes and of line breaks in a row what is of use: some pages hold millions of either, on purpose."""
    for element in list(tree.iter()):
        if len(element.attrib) > _MOST_ATTRIBUTES or any(len(value) > _LONGEST_ATTRIBUTE for value in element.attrib.values()):
            kept = {key: value[:_LONGEST_ATTRIBUTE] for key, value in element.attrib.items() if key in _USED}
            element.attrib.clear()
            element.attrib.update(kept)
        if element.tag == "br" and not (element.tail or "").strip():
            before = element.getprevious()
            if before is not None and before.tag == "br" and before.get("twice") and not (before.tail or "").strip():
                drop(element)
            elif before is not None and before.tag == "br":
                element.set("twice", "1")


def _is_hidden(element: HtmlElement, named: set[str], words: PageWords) -> bool:
    style = (element.get("style") or "")[:200].replace(" ", "").lower()
    return (
        "display:none" in style
        or element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or element.get("role") in _ROLES
        or bool(named & words.hidden_names)
    )


def measure_text(element: HtmlElement) -> int:
    """Count the code points of an element's text, links left out."""
    linked = sum(len(text) for link in element.iter("a") for text in link.itertext())
    return sum(len(text.strip()) for text in element.itertext()) - linked


def drop(element: HtmlElement) -> None:
    """Take an element out of the tree; what follows it stays."""
    parent = element.getparent()
    if parent is None:
        return
    before = element.getprevious()
    if element.tail:
        if before is None:
            parent.text = (parent.text or "") + element.tail
        else:
            before.tail = (before.tail or "") + element.tail
        element.tail = None
    parent.remove(element)


def depth_of(tree: HtmlElement) -> int:
    """Tell how deep the elements of a page stand in each other."""
    from lxml import etree

    depth = deepest = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


@dataclass(slots=True)
class _Cutter:
    """Walks a tree and cuts it into blocks; a walk without recursion, for pages are nested at will."""

    words: PageWords
    data_tables: frozenset[Any]
    pieces: list[str]
    linked: int = 0
    links: int = 0
    broken: bool = False
    moment: str = ""

    def cut(self, root: HtmlElement) -> Iterator[Piece]:
        from lxml import etree

        open_blocks: list[Any] = [root]
        for event, element in etree.iterwalk(root, events=("start", "end")):
            tag = element.tag
            if tag == "br":
                if event == "start":
                    yield from self._break(open_blocks[-1])
            elif tag in ("td", "th") and open_blocks[-1] in self.data_tables:
                if event == "end":
                    self.pieces.append(" | ")
            elif tag in _BLOCK and not (open_blocks[-1] in self.data_tables and tag != "tr" and element is not open_blocks[-1]):
                yield from self._flush(open_blocks[-1])
                if event == "start":
                    open_blocks.append(element)
                elif open_blocks[-1] is element:
                    open_blocks.pop()
            elif tag == "a":
                self.links += 1 if event == "start" else -1
            elif tag in ("time", "abbr") and event == "start":
                self.moment = self.moment or element.get("datetime") or element.get("title") or ""
            self._add(element.text if event == "start" else element.tail if element is not root else None)
        yield from self._flush(root)

    def _add(self, text: str | None) -> None:
        if text:
            if self.broken and text.strip():
                self.broken = False
            self.pieces.append(text)
            if self.links > 0:
                self.linked += len(text.strip())

    def _break(self, element: Any) -> Iterator[Piece]:
        """End a block at an empty line, or at a line that ends like a sentence; else lines are one block."""
        text = "".join(self.pieces)
        if self.broken or SENTENCE_END.search(text):
            yield from self._flush(element)
        else:
            self.pieces.append(" ")
            self.broken = True

    def _flush(self, element: Any) -> Iterator[Piece]:
        text = " ".join("".join(self.pieces).split()).strip("| ")
        linked, moment, self.linked, self.moment, self.broken = self.linked, self.moment, 0, "", False
        self.pieces.clear()
        if text:
            yield Piece(_once(text), _kind_of(element, self.words, self.data_tables), element, linked, moment)


def cut_blocks(tree: HtmlElement, words: PageWords) -> list[Piece]:
    """Cut a page into its blocks, in their order."""
    body = tree.find("body")
    root = tree if body is None else body
    return list(_Cutter(words, frozenset(_find_rows(root)), []).cut(root))


def _find_rows(root: HtmlElement) -> Iterator[Any]:
    """Give the rows of tables that hold data; those that hold the page are no rows."""
    for table in root.iter("table"):
        cells = list(table.iter("td", "th"))
        nested = table.find(".//table") is not None or any(cell.find(".//p") is not None for cell in cells)
        rows = list(table.iter("tr"))
        if not nested and len(cells) >= 2 * len(rows) and all(len("".join(cell.itertext())) < 150 for cell in cells):
            yield from rows


def _kind_of(element: Any, words: PageWords, rows: frozenset[Any]) -> str:
    kind = "paragraph"
    for at, one in enumerate([element, *_some(element.iterancestors(), 12)]):
        if one.tag in _HEADINGS and at == 0:
            return "heading"
        if one in rows:
            return "table"
        if one.tag in ("figcaption", "caption") or (
            at < 2 and one.tag not in ("figure", "body") and names_of(one) & words.caption_names
        ):
            return "caption"
        if one.tag == "blockquote":
            return "quote"
        if one.tag in ("li", "dd") and at < 2 and not _is_wrap(one):
            kind = "list"
    return kind


def _is_wrap(item: Any) -> bool:
    """Tell whether an item of a list holds several blocks, as the entries of a live page do, and is no item of a text."""
    inner = [child for child in item.iterchildren() if child.tag in _BLOCK and child.tag not in ("ul", "ol")]
    return len(inner) > 1 or any(child.tag not in ("p", "div") for child in inner)


def _some(items: Iterable[Any], most: int) -> Iterator[Any]:
    for _, item in zip(range(most), items, strict=False):
        yield item


def _once(text: str) -> str:
    """Give once what stands twice in one block: a caption that is there for small and for large screens."""
    length = len(text)
    if 30 <= length <= 800:
        for cut in (length // 2, length // 2 + 1):
            if text[:cut].strip() == text[cut:].strip():
                return text[:cut].strip()
    return text
