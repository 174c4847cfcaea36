"""What a page tells of itself: title, outlet, address, author, dates; from its metadata first, then from its visible lines.

Nothing is guessed: not from the address, not from the clock, not from what most pages do. What is not told stays empty.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

from marsad.ingest.page_blocks import Piece, names_of
from marsad.ingest.page_data import LinkedData, load_data, names_in, words_in
from marsad.ingest.page_dates import find_dates, is_about, is_clock, parse_day
from marsad.ingest.page_words import SENTENCE_END, PageWords, strip_ends

if TYPE_CHECKING:
    from lxml.html import HtmlElement  # type: ignore[import-untyped]


class About(NamedTuple):
    """What a page tells of itself; empty where it does not.

    `window` is the title of the browser's window, `body` the text that the metadata gives, `limited` that not all is free to read.
    """

    title: str = ""
    outlet: str = ""
    url: str = ""
    author: str = ""
    published: dt.date | None = None
    modified: dt.date | None = None
    language: str = ""
    limited: bool = False
    body: str = ""
    window: str = ""


_DATE_NAMES = (
    r"article:published_time|date|pubdate|publishdate|publish[-_]date|publication_date|datepublished|originalpublicationdate|"
    r"dc\.date|dc\.date\.issued|dcterms\.(date|created|issued)|parsely-pub-date|sailthru\.date|cxenseparse:recs:publishtime"
)
_MODIFIED_NAMES = (
    r"article:modified_time|og:updated_time|last-modified|last_modified|lastmod|revised|datemodified|"
    r"dc\.date\.modified|dcterms\.modified"
)
_AUTHOR_NAMES = r"author|parsely-author|dc\.creator|dcterms\.creator|article:author|byl|sailthru\.author"
_REGULAR = {"re": "http://exslt.org/regular-expressions"}
_PUBLISHED = (
    "//meta[@property='article:published_time' or @property='og:published_time' or @property='og:article:published_time']/@content",
    "//meta[@itemprop='datePublished']/@content",
    f"//meta[re:test(@name, '^({_DATE_NAMES})$', 'i')]/@content",
    "//*[@itemprop='datePublished' or (local-name()='time' and @pubdate)]/@*[local-name()='datetime' or local-name()='content']",
)
_MODIFIED = (
    "//meta[@property='article:modified_time' or @property='og:updated_time' or @property='og:article:modified_time']/@content",
    "//meta[@itemprop='dateModified']/@content",
    f"//meta[re:test(@name, '^({_MODIFIED_NAMES})$', 'i')]/@content",
    "//*[@itemprop='dateModified']/@*[local-name()='datetime' or local-name()='content']",
)
_OUTLETS = ("//meta[@property='og:site_name']/@content", "//meta[@name='application-name']/@content")
_PUBLISHER = "//*[@itemprop='publisher']//*[@itemprop='name']"
_ADDRESSES = ("//link[@rel='canonical']/@href", "//meta[@property='og:url']/@content")
_TITLES = ("//meta[@property='og:title']/@content", "//meta[@name='twitter:title']/@content")
_PARTS = re.compile(r"\s+[|–—\-:·•»«/›]+\s+|\s*(?:\||»|«|::)\s*|:\s+")
_SHORTEST_TITLE = 8  # code points
_MOST_MARKS = 8
_NEAR = 6  # blocks under the headline in which its date and author stand
_LONGEST_NAME = 60
_LONGEST_LINE = 90
_LONGEST_ABOUT = 160
_BARE_NAME = 4  # words of a name behind a label without a colon


def read_about(tree: HtmlElement) -> About:
    """Read the metadata of a page; to be done before its scripts are taken out."""
    data = load_data(tree)
    outlet = _first(tree, _OUTLETS) or _outlet_of(tree, data)
    free = data.get("isAccessibleForFree")
    return About(
        title=_first(tree, _TITLES) or words_in(data.article.get("headline")),
        outlet=outlet,
        url=_address(tree, data),
        author=", ".join(name for name in _authors(tree, data) if name != outlet),
        published=_date(tree, _PUBLISHED, data.get("datePublished")),
        modified=_date(tree, _MODIFIED, data.get("dateModified")),
        language=str(tree.get("lang") or "").split("-")[0].lower(),
        window=words_in(tree.findtext(".//title")),
        limited=free is False or (isinstance(free, str) and free.lower() == "false"),
        body=str(data.article.get("articleBody") or "") if isinstance(data.article.get("articleBody"), str) else "",
    )


def _first(tree: HtmlElement, paths: Iterable[str]) -> str:
    for path in paths:
        for value in tree.xpath(path)[:20]:
            if found := words_in(str(value)):
                return found
    return ""


def _outlet_of(tree: HtmlElement, data: LinkedData) -> str:
    publisher = data.get("publisher") or next((one["publisher"] for one in data.every if one.get("publisher")), None)
    told = words_in(data.resolve(publisher).get("name")) or words_in(publisher)
    named = [words_in(element.get("content") or element.text_content()) for element in tree.xpath(_PUBLISHER)]
    return told or next((name for name in named if name), "") or words_in(data.find_kind("WebSite").get("name"))


def _address(tree: HtmlElement, data: LinkedData) -> str:
    """Give the address that the page calls its own; a site's front page is the address of no article."""
    main = data.article.get("mainEntityOfPage")
    told = [str(value).strip() for path in _ADDRESSES for value in tree.xpath(path)]
    told += [words_in(data.article.get("url")), words_in(main), words_in(main.get("@id")) if isinstance(main, dict) else ""]
    return next((url for url in told if _is_address(url)), "")


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return (
        parts.scheme in ("http", "https")
        and bool(parts.netloc)
        and (parts.path.strip("/") != "" or bool(parts.query))
        and " " not in url
    )


def _authors(tree: HtmlElement, data: LinkedData) -> list[str]:
    found = names_in(data.get("author"), data)
    if found:
        return found
    marked = tree.xpath("//*[@itemprop='author']")
    for element in marked:
        inner = element.xpath(".//*[@itemprop='name']") or [element]
        found += [words_in(str(one.get("content") or one.text_content())) for one in inner]
    if not found:
        found = [
            words_in(str(value))
            for value in tree.xpath(f"//meta[re:test(@name, '^({_AUTHOR_NAMES})$', 'i')]/@content", namespaces=_REGULAR)
        ]
    return list(dict.fromkeys(name for name in found if name and "://" not in name and len(name) <= 3 * _LONGEST_NAME))


def _date(tree: HtmlElement, paths: Iterable[str], told: Any) -> dt.date | None:
    values = [str(value) for path in paths for value in tree.xpath(path, namespaces=_REGULAR)]
    values += [told] if isinstance(told, str) else []
    return next((day for value in values if (day := parse_day(value))), None)


# ── The headline ──


def find_headline(blocks: Sequence[Piece], about: About) -> tuple[int | None, str]:
    """Find the headline among the blocks, and give the title: as it stands there, else as the metadata tells it."""
    told = [about.title, about.window]
    pieces = [part for title in told if title for part in _pieces(title, about.outlet)]
    for piece in pieces:
        for at, block in enumerate(blocks):
            if _alike(block.text, piece) and block.text != about.outlet:
                return at, block.text
    firsts = [at for at, block in enumerate(blocks) if block.element.tag == "h1" and block.text != about.outlet]
    if len(firsts) == 1 and not _is_home(blocks[firsts[0]]):
        return firsts[0], blocks[firsts[0]].text
    if not any(told):
        heads = [at for at, block in enumerate(blocks) if block.kind == "heading"]
        return (heads[0], blocks[heads[0]].text) if heads and heads[0] <= _NEAR else (None, "")
    return None, next((_shorten(title, about.outlet) for title in told if title), "")


def _pieces(title: str, outlet: str) -> Iterator[str]:
    """Give a title, and what stands in it between marks, the longest first, without the name of the outlet."""
    yield title
    marks = list(_PARTS.finditer(title))[:_MOST_MARKS]
    cuts = [0, *(cut for found in marks for cut in found.span()), len(title)]
    parts = {title[start:end].strip() for start in cuts[::2] for end in cuts[1::2] if start < end}
    yield from sorted(
        (part for part in parts if len(part) >= _SHORTEST_TITLE and part not in (title, outlet)), key=len, reverse=True
    )


def _alike(one: str, other: str) -> bool:
    return len(one) >= _SHORTEST_TITLE and " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


def _is_home(block: Piece) -> bool:
    link = block.element.find(".//a")
    return link is not None and (link.get("href") or "") in ("/", "#", "")


def _shorten(title: str, outlet: str) -> str:
    """Take the name of the outlet off a title's end or beginning."""
    if outlet and outlet in title:
        for piece in _pieces(title, outlet):
            if piece != title and outlet not in piece:
                return piece
    return title


# ── Visible lines ──


def read_lines(blocks: Sequence[Piece], headline: int | None, about: About, words: PageWords, language: str) -> About:
    """Fill from the visible lines what the metadata does not tell: dates after their labels or under the headline, the author."""
    if about.published is None:
        about = about._replace(
            published=_labelled(blocks, words.published, words, language) or _beside(blocks, headline, words, language)
        )
    if about.modified is None:
        about = about._replace(modified=_labelled(blocks, words.modified, words, language))
    if not about.author:
        about = about._replace(author=_byline(blocks, headline, about, words))
    return about


def _labelled(blocks: Sequence[Piece], label: re.Pattern[str], words: PageWords, language: str) -> dt.date | None:
    """Read the date behind a label that begins a line or stands behind another date in it."""
    for block in blocks:
        line = words.fold(block.text[:400])
        if not (is_about(line, words) or (len(line) < _LONGEST_LINE and not SENTENCE_END.search(line))):
            continue  # a sentence that begins like one
        for found in label.finditer(line):
            if found.start() and (line[found.start() - 1].isalnum() or not is_about(line[: found.start()], words)):
                continue
            rest = line[found.end() : found.end() + 60]
            dates = sorted(find_dates(rest, words, month_first=language == "en"), key=lambda told: told.start)
            if dates and not re.search(r"[^\W\d_]{3,}", words.about.sub(" ", rest[: dates[0].start])):
                return dates[0].day
    return None


def _beside(blocks: Sequence[Piece], headline: int | None, words: PageWords, language: str) -> dt.date | None:
    """Read the date of a line that is nothing but that, right before the headline or shortly after it."""
    if headline is None:
        return None
    for at in [*range(headline + 1, min(headline + 1 + _NEAR, len(blocks))), headline - 1]:
        if at < 0:
            continue
        block = blocks[at]
        line = words.fold(block.text)
        if len(line) >= _LONGEST_ABOUT or is_clock(line):  # a time of day is an entry's on a live page
            continue
        if (day := parse_day(block.moment)) and not SENTENCE_END.search(line) and not words.modified.search(line):
            return day
        if is_about(line, words) or names_of(block.element) & words.date_names:
            dates = sorted(find_dates(line, words, month_first=language == "en"), key=lambda told: told.start)
            if dates and not words.modified.search(line[: dates[0].start]):
                return dates[0].day
    return None


def _byline(blocks: Sequence[Piece], headline: int | None, about: About, words: PageWords) -> str:
    """Read the author from a line that names one by a label, or is marked as naming one."""
    for at, block in enumerate(blocks):
        if len(block.text) > _LONGEST_NAME + 20 or at == headline:
            continue
        line = words.fold(block.text)
        found = words.author.match(line)
        marked = bool(names_of(block.element) & words.byline_names)
        near = headline is not None and headline - 2 <= at <= headline + _NEAR
        if found and (marked or near):
            name = _cut_name(block.text[_unfold(block.text, found.end(), words) :])
            colon = line[found.end() :].lstrip()[:1] == ":"
            if not (marked or colon) and (len(name.split()) > _BARE_NAME or SENTENCE_END.search(line) or block.kind == "heading"):
                continue
        elif marked and near:
            name = _cut_name(block.text)
        else:
            continue
        if name and name != about.outlet and _is_name(name):
            return name
    return ""


def _unfold(text: str, length: int, words: PageWords) -> int:
    """Give the length of the beginning of a text that folds to `length` code points."""
    return next((at for at in range(length, len(text) + 1) if len(words.fold(text[:at]).rstrip()) >= length), len(text))


def _cut_name(text: str) -> str:
    """Cut a name off what follows it: a date, a bar, a dot in the middle."""
    return strip_ends(re.split(r"\s+[|·•/–—-]\s+|\s*[|·•]\s*|\d", strip_ends(text))[0])


def _is_name(name: str) -> bool:
    count = len(name.split())
    return 1 <= count <= 6 and len(name) <= _LONGEST_NAME and not re.search(r"[\d@.?!:\u061f]", name)
