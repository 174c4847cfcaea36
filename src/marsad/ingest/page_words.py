"""The words of pages (`page_words.yaml`), folded and made into patterns once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import yaml

_SPACES = re.compile(r"\s+")
_MARKS = re.compile("[\u064b-\u065f\u0670\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
# Arabic, Persian and Hindi digits as plain ones; the dot that small letters make of a Turkish capital goes.
_DIGITS = {zero + digit: str(digit) for zero in (0x660, 0x6F0, 0x966) for digit in range(10)} | {0x307: ""}
_ENDS = " :|-–—…»«\"'()[]{}\u060c,.•·"
SENTENCE_END = re.compile("[.!?\u061f…:»”\"']\\s*$")


class PageWords(NamedTuple):
    """What pages say beside the news: patterns over folded lines, and the words in the names of their elements."""

    letters: Mapping[int, str]
    furniture_names: frozenset[str]
    paywall_names: frozenset[str]
    hidden_names: frozenset[str]
    byline_names: frozenset[str]
    date_names: frozenset[str]
    caption_names: frozenset[str]
    labels: Mapping[str, re.Pattern[str]]
    lines: Mapping[str, re.Pattern[str]]
    longest_line: int
    published: re.Pattern[str]
    modified: re.Pattern[str]
    author: re.Pattern[str]
    about: re.Pattern[str]
    month: re.Pattern[str]
    months: Mapping[str, int]

    def fold(self, line: str) -> str:
        """Fold a line for comparison: small letters, one space, plain digits, letters that are written alike as one."""
        return _fold(line, self.letters)


@cache
def load_words() -> PageWords:
    """Load the words; made once."""
    data: dict[str, Any] = yaml.safe_load(files("marsad.ingest").joinpath("page_words.yaml").read_text("utf-8"))
    letters = _DIGITS | {ord(letter): other for letter, other in data["fold"].items()}
    months = {_fold(word, letters): number for number, words in data["months"].items() for word in words}

    def begins(words: Iterable[str]) -> re.Pattern[str]:
        return re.compile(rf"(?:{_either(words, letters)})(?!\w)")

    told = [*data["published_labels"], *data["modified_labels"], *data["author_labels"], *data["about_words"], *data["weekdays"]]
    return PageWords(
        letters=letters,
        **{name: frozenset(data[name]) for name in PageWords._fields if name.endswith("_names")},
        labels={kind: begins(words) for kind, words in data["labels"].items()},
        lines={kind: re.compile("|".join(f"(?:{line})" for line in lines)) for kind, lines in data["lines"].items()},
        longest_line=data["longest_line"],
        published=begins(data["published_labels"]),
        modified=begins(data["modified_labels"]),
        author=begins(data["author_labels"]),
        about=re.compile(rf"(?<!\w)(?:{_either(told, letters)})(?!\w)"),
        month=re.compile(rf"(?<!\w)(?:{_either(months, letters)})(?!\w)"),
        months=months,
    )


def _either(words: Iterable[str], letters: Mapping[int, str]) -> str:
    folded = {_fold(word, letters) for word in words}
    return "|".join(re.escape(word) for word in sorted(folded, key=len, reverse=True))


def _fold(line: str, letters: Mapping[int, str]) -> str:
    return _SPACES.sub(" ", _MARKS.sub("", line).lower().translate(letters)).strip()


def strip_ends(line: str) -> str:
    """Take the punctuation off both ends of a line."""
    return line.strip(_ENDS)
