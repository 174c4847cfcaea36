"""Words: the folded copy of a text cut into words, numbers and marks, each with its place in the original."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from marsad.text import Folded

# Letters with the digits that hang on them are kept apart («إم4» is two), so that a number is always a number.
_WORD = re.compile(r"\d+(?:[.,٫٬]\d+)*|[^\W\d_]+(?:['’\-][^\W\d_]+)*|[^\w\s]|_")


class Word(NamedTuple):
    """One word, number or mark: its folded form, and its half-open span in the original text."""

    form: str
    start: int
    end: int


def cut_words(folded: Folded) -> list[Word]:
    """Cut a folded text into words; spans count code points of the original text."""
    origin = folded.origin
    if origin is None:
        return [Word(m.group(), m.start(), m.end()) for m in _WORD.finditer(folded.body)]
    return [Word(m.group(), origin[m.start()], _end(folded, m.end())) for m in _WORD.finditer(folded.body)]


def _end(folded: Folded, at: int) -> int:
    """The end of a word in the original, with the vowel marks and elongations that follow its last letter."""
    assert folded.origin is not None
    end = folded.origin[at - 1] + 1
    while end < folded.origin[at] and folded.text[end : end + 1] and (unicodedata.combining(folded.text[end]) or folded.text[end] == "\u0640"):
        end += 1
    return end
