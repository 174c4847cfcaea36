"""What a page tells of itself in JSON-LD, in all the shapes in which it is found."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from lxml.html import HtmlElement  # type: ignore[import-untyped]

_MOST = 2_000  # objects looked at in one page
_ARTICLE = re.compile(r"(Article|Posting|Report|NewsItem|ImageGallery|Review)$")
_WRAP = re.compile(r"^\s*(?:<!--|//<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\]\]>|\]\]>)\s*;?\s*$")


class LinkedData(NamedTuple):
    """The objects of a page's JSON-LD: that of the article, that of the page around it, and all."""

    article: dict[str, Any]
    page: dict[str, Any]
    every: tuple[dict[str, Any], ...]

    def get(self, key: str) -> Any:
        """Give what is told of the article, else of the page, else what exactly one object tells; None where nothing is."""
        for one in (self.article, self.page):
            if one.get(key):
                return one[key]
        if self.article or self.page:
            return None
        told = [one[key] for one in self.every if one.get(key)]
        return told[0] if told else None

    def resolve(self, value: Any) -> dict[str, Any]:
        """Give the object that is meant: itself, or the one of that `@id`."""
        if isinstance(value, list):
            value = value[0] if value else None
        if not isinstance(value, dict):
            return {}
        if set(value) <= {"@id", "@type"} and "@id" in value:
            return next((one for one in self.every if one.get("@id") == value["@id"] and len(one) > 2), value)
        return value

    def find_kind(self, *kinds: str) -> dict[str, Any]:
        """Give the first object of one of some kinds; empty where there is none."""
        return next((one for one in self.every if set(kinds_of(one)) & set(kinds)), {})


def kinds_of(item: dict[str, Any]) -> list[str]:
    """List the kinds of an object."""
    kind = item.get("@type")
    return [str(one).rsplit("/", 1)[-1] for one in (kind if isinstance(kind, list) else [kind]) if one]


def load_data(tree: HtmlElement) -> LinkedData:
    """Load the JSON-LD of a page; what is not JSON is passed over."""
    every: list[dict[str, Any]] = []
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower() and len(every) < _MOST:
            every += list(_objects(script.text or ""))
    articles = [one for one in every if any(_ARTICLE.search(kind) for kind in kinds_of(one))]
    pages = [one for one in every if any(kind.endswith("WebPage") for kind in kinds_of(one))]
    # Entries of a live page and teasers are articles too; the one that the page is about stands highest, and first.
    return LinkedData(articles[0] if articles else {}, pages[0] if pages else {}, tuple(every))


def _objects(source: str) -> Iterator[dict[str, Any]]:
    """Yield the objects of one script, outer ones first."""
    try:
        found = json.loads(_WRAP.sub("", source), strict=False)
    except (ValueError, RecursionError):
        return
    queue = [found]
    for item in queue:
        if len(queue) > _MOST:
            return
        if isinstance(item, list):
            queue += item
        elif isinstance(item, dict):
            yield item
            queue += [item[key] for key in ("@graph", "mainEntity", "mainEntityOfPage", "publisher", "author") if key in item]


def names_in(value: Any, data: LinkedData) -> list[str]:
    """List the names of persons that a value gives: a string, an object, a reference, or a list of these."""
    names: list[str] = []
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, str):
            names.append(words_in(one))
        elif isinstance(one, dict):
            person = data.resolve(one)
            if not any(kind.endswith("Organization") for kind in kinds_of(person)):
                told = person.get("name")
                names += [words_in(name) for name in (told if isinstance(told, list) else [told])]
    return list(dict.fromkeys(name for name in names if name and "://" not in name))


def words_in(value: Any) -> str:
    """Give a string with its spaces made one; empty for anything else."""
    return " ".join(value.split()) if isinstance(value, str) else ""
