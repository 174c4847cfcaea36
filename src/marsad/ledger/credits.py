"""Credits: which news agencies a text says that it has its news from.

A name in the news is no credit ("a reporter of Reuters was hurt"): it counts in brackets, after a word such as "agency" or
"according to", where it opens or closes a text, and alone in a line. Names and words are data (`agencies.yaml`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from importlib import resources
from typing import Any, NamedTuple

import yaml

from marsad.text import Span

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_HEAD = 160  # code points within which a text's dateline stands


class Credit(NamedTuple):
    """An agency with the words that credit it; `whole` where the credit is for the text and not for one sentence."""

    agency: str
    span: Span
    whole: bool


class _Agencies(NamedTuple):
    by_name: Mapping[str, str]
    weak: frozenset[str]
    before: str
    heads: str
    sources: str


@lru_cache(maxsize=1)
def _agencies() -> _Agencies:
    raw = yaml.load((resources.files("marsad") / "ledger" / "agencies.yaml").read_text("utf-8"), Loader=_LOADER)  # noqa: S506
    return _Agencies(
        by_name={name: row["id"] for row in raw["agencies"] for names in row["names"].values() for name in names},
        weak=frozenset(name for row in raw["agencies"] for name in row.get("weak", ())),
        before=_any_of(word for words in (*raw["credits"].values(), *raw["heads"].values()) for word in words),
        heads=_any_of(word for words in raw["heads"].values() for word in words),
        sources=_any_of(word for words in raw["sources"].values() for word in words),
    )


def list_agencies() -> tuple[str, ...]:
    """Name the agencies that are known, by id."""
    return tuple(dict.fromkeys(_agencies().by_name.values()))


def _any_of(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(set(words), key=len, reverse=True))


@lru_cache(maxsize=64)
def find_credits(text: str) -> tuple[Credit, ...]:
    """Find the agencies that a text credits, in the order of its words, each wording once."""
    known = _agencies()
    found = {credit for name, agency in known.by_name.items() if name in text for credit in _credits(text, name, agency)}
    return tuple(sorted(found, key=lambda credit: (credit.span, credit.agency)))


def agencies_for(text: str, sentence: Span) -> tuple[str, ...]:
    """Give the ids of the agencies credited for one sentence of a text: in the sentence itself, else for the whole text."""
    found = find_credits(text)
    own = dict.fromkeys(credit.agency for credit in found if credit.span.meets(sentence))
    return tuple(own or dict.fromkeys(credit.agency for credit in found if credit.whole))


def _credits(text: str, name: str, agency: str) -> Iterator[Credit]:
    """Give the places where one name is a credit."""
    known = _agencies()
    before = known.heads if name in known.weak else known.before
    alone, after, opening = _patterns(name, before, known.sources)
    for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text):
        start, end = match.span()
        line = text.rfind("\n", 0, start) + 1
        stop = text.find("\n", end)
        row = text[line : stop if stop >= 0 else len(text)]
        if alone.fullmatch(row):
            yield Credit(agency, Span(start, end), whole=True)
        elif _is_bracketed(text, start, end):
            yield Credit(agency, Span(start, end), whole=start < _HEAD or not text[end + 1 :].strip(" .\n"))
        elif name not in known.weak and start < _HEAD and opening.match(row, start - line):
            yield Credit(agency, Span(start, end), whole=True)
        elif after.search(text, max(line, start - 40), start):
            yield Credit(agency, Span(start, end), whole=False)


@lru_cache(maxsize=256)
def _patterns(name: str, before: str, sources: str) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    word = re.escape(name)
    return (
        re.compile(rf"\W*(?:(?:{sources})\W+)?{word}\W*", re.IGNORECASE),
        re.compile(rf"(?<!\w)\w?(?:{before})[\s\"«“(]*\Z", re.IGNORECASE),
        re.compile(rf"{word}\s*[-–—:]"),
    )


def _is_bracketed(text: str, start: int, end: int) -> bool:
    """Tell whether a name stands alone in brackets; a country or "agencies" may stand beside it."""
    opened = max(text.rfind(mark, max(0, start - 25), start) for mark in "([")
    closed = min((at for mark in ")]" if (at := text.find(mark, end, end + 25)) >= 0), default=-1)
    if opened < 0 or closed < 0:
        return False
    inside = text[opened + 1 : closed]
    return not any(mark in inside for mark in ")]([\n") and len(inside.split()) <= len(text[start:end].split()) + 2
