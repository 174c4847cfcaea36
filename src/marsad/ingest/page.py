"""From a saved HTML page to its main text, and to what the page says of itself.

The extractor finds the text; title, outlet, address and date are taken only from where a page tells them by name (metadata and
JSON-LD). A date is never guessed from the address, the words or the clock.
"""

from __future__ import annotations

import datetime as dt
import json
import logging
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from marsad.errors import NotText

if TYPE_CHECKING:
    from lxml.html import HtmlElement  # type: ignore[import-untyped]


class Page(NamedTuple):
    """The main text of a page, paragraphs apart by an empty line, and what the page tells of itself; empty where it does not."""

    text: str
    title: str = ""
    outlet: str = ""
    url: str = ""
    published: dt.date | None = None
    language: str = ""
    remarks: tuple[str, ...] = ()


_LOOKS = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
_DATE_NAMES = (
    r"article:published_time|date|pubdate|publishdate|publish[-_]date|publication_date|"
    r"dc\.date|dc\.date\.issued|dcterms\.(date|created|issued)|parsely-pub-date|sailthru\.date"
)
_DATES = (
    "//meta[@property='article:published_time' or @property='og:published_time' or @property='og:article:published_time']/@content",
    "//meta[@itemprop='datePublished']/@content",
    f"//meta[re:test(@name, '^({_DATE_NAMES})$', 'i')]/@content",
    "//time[@itemprop='datePublished' or @pubdate]/@datetime",
)
_TITLES = ("//meta[@property='og:title']/@content", "//h1//text()", "//title/text()")
_OUTLETS = ("//meta[@property='og:site_name']/@content", "//meta[@name='application-name']/@content")
_ADDRESSES = ("//link[@rel='canonical']/@href", "//meta[@property='og:url']/@content")
_REGULAR = {"re": "http://exslt.org/regular-expressions"}
_BLOCKS = re.compile(
    r"(p|div|section|article|header|footer|main|aside|h[1-6]|li|[uo]l|table|tr|blockquote|fig(ure|caption)|[bh]r|pre)\Z"
)


def looks_like_page(text: str) -> bool:
    """Tell whether a text is the source of an HTML page."""
    return _LOOKS.match(text[:4096]) is not None


def read_page(source: str, *, name: str = "the page") -> Page:
    """Take the main text out of a page; the headline comes first, captions stay in, scripts and styles never do.

    Where the extractor finds no main text (a bare or unusual page), all text of the body is taken, and a remark says so. Raises
    NotText where there is none at all.
    """
    tree = _parse(source, name)
    about = _about(tree)
    main = _main_text(source)
    remarks = () if main else ("no main text was found; all text of the page was taken",)
    text = main or _body_text(tree)
    if not text:
        raise NotText(f"{name} is a page without text", "It may be built by scripts: open it in a browser and save what it shows")
    return about._replace(text=_with_headline(text, tree), remarks=remarks)


def _parse(source: str, name: str) -> HtmlElement:
    from lxml import etree, html  # type: ignore[import-untyped]

    # The text is decoded already; a declaration of another encoding inside it would make the parser refuse it.
    plain = re.sub(r"^\s*<\?xml[^>]*\?>", "", source, count=1).replace("\x00", "")
    try:
        return html.document_fromstring(plain.encode("utf-8"), parser=html.HTMLParser(encoding="utf-8", no_network=True))
    except (etree.ParserError, ValueError) as error:
        raise NotText(f"{name} is a page without text", "Look whether it was saved whole") from error


def _main_text(source: str) -> str:
    # The extractor logs every page that gives it nothing; the caller is told by a remark instead.
    logging.getLogger("trafilatura").addHandler(logging.NullHandler())
    import trafilatura

    found = trafilatura.extract(source, output_format="txt", include_comments=False, include_tables=True, with_metadata=False)
    return re.sub(r"\s*\n\s*", "\n\n", found.strip()) if found else ""


def _body_text(tree: HtmlElement) -> str:
    from lxml import etree

    body = tree.find("body")
    body = tree if body is None else body
    etree.strip_elements(body, "script", "style", "noscript", "template", "iframe", "svg", etree.Comment, with_tail=False)
    blocks = [element for element in body.iter() if isinstance(element.tag, str) and _BLOCKS.match(element.tag)]
    for element in blocks:
        element.tail = "\n" + (element.tail or "")
        element.text = "\n" + (element.text or "")
    lines = (" ".join(line.split()) for line in str(body.text_content()).split("\n"))
    return "\n\n".join(line for line in lines if line)


def _with_headline(text: str, tree: HtmlElement) -> str:
    """Put the headline first where the extractor left it out: it makes claims of its own («Moscow: …»)."""
    heads = [" ".join(str(head.text_content()).split()) for head in tree.iter("h1")]
    heads = [head for head in heads if head]
    if len(heads) != 1 or heads[0] in " ".join(text[: 2 * len(heads[0]) + 200].split()):
        return text
    return f"{heads[0]}\n\n{text}"


def _about(tree: HtmlElement) -> Page:
    data = list(_linked_data(tree))
    publisher: dict[str, Any] = next((item["publisher"] for item in data if isinstance(item.get("publisher"), dict)), {})
    return Page(
        text="",
        title=_first(tree, _TITLES),
        outlet=_first(tree, _OUTLETS) or _words(publisher.get("name")),
        url=_first(tree, _ADDRESSES),
        published=_date(tree, data),
        language=str(tree.get("lang") or "").split("-")[0].lower(),
    )


def _first(tree: HtmlElement, paths: tuple[str, ...]) -> str:
    for path in paths:
        found = " ".join(" ".join(tree.xpath(path)[:20]).split())
        if found:
            return found
    return ""


def _words(value: object) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""


def _date(tree: HtmlElement, data: list[dict[str, Any]]) -> dt.date | None:
    told = [str(value) for path in _DATES for value in tree.xpath(path, namespaces=_REGULAR)]
    told += [value for item in data if isinstance(value := item.get("datePublished"), str)]
    return next((day for value in told if (day := parse_day(value))), None)


def parse_day(value: str) -> dt.date | None:
    """Read the civil date of an ISO 8601 date or time as written, in the zone in which it was written; None for another form."""
    found = re.match(r"\s*(\d{4})-?(\d{2})-?(\d{2})(?=$|[T\s])", value)
    try:
        return dt.date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def _linked_data(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    """Yield the objects of the page's JSON-LD, those of a graph one by one; what is not JSON is passed over."""
    for script in tree.xpath("//script[@type='application/ld+json']/text()"):
        try:
            found = json.loads(str(script), strict=False)
        except (ValueError, RecursionError):
            continue
        queue = found if isinstance(found, list) else [found]
        for item in queue:
            if isinstance(item, dict):
                yield item
                yield from (inner for inner in _list(item.get("@graph")) if isinstance(inner, dict))


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
