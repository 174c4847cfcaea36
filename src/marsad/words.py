"""Words: the folded copy of a text cut into words, numbers and marks, each with its place in the original."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from marsad.text import Folded

# Marks of all languages, for whoever reads words: those that part clauses, and those past which nothing belongs together.
COMMAS = frozenset("،,")
STOPS = COMMAS | frozenset('.؛;:؟?!"()')
# Marks that end a sentence, and those that end every clause.
SENTENCE_MARKS = frozenset(".;؛!?؟")
CLAUSE_MARKS = SENTENCE_MARKS | frozenset(":…–—()[]")
DECIMAL_MARK = "٫"
THOUSANDS_MARK = "٬"
# Letters with the digits that hang on them are kept apart («إم4» is two), so that a number is always a number.
_WORD = re.compile(rf"\d+(?:[.,{DECIMAL_MARK}{THOUSANDS_MARK}]\d+)*|[^\W\d_]+(?:['’\-][^\W\d_]+)*|[^\w\s]|_")

# The same where a hyphen between letters parts two words («rebel-held») and is no word.
_PARTED = re.compile(
    rf"\d+(?:[.,{DECIMAL_MARK}{THOUSANDS_MARK}]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*|(?<!\w)-|-(?!\w)|(?<=\d)-(?=\d)|[^\w\s-]|_"
)


# Unicode's classes of marks, and of letters that change the one before them, such as the Arabic elongation.
_HANGING = ("Mn", "Lm")


# The quotation mark to which folding brings every other.
QUOTE = '"'


class Word(NamedTuple):
    """One word, number or mark: its folded form, and its half-open span in the original text."""

    form: str
    start: int
    end: int


def cut_words(folded: Folded, *, part_hyphens: bool = False) -> list[Word]:
    """Cut a folded text into words; spans count code points of the original text."""
    origin, pattern = folded.origin, _PARTED if part_hyphens else _WORD
    if origin is None:
        return [Word(m.group(), m.start(), m.end()) for m in pattern.finditer(folded.body)]
    words = []
    for match in pattern.finditer(folded.body):
        start, after = match.span()
        end, limit = origin[after - 1] + 1, origin[after]
        words.append(Word(match.group(), origin[start], end if end == limit else _end(folded.text, end, limit)))
    return words


def _end(text: str, end: int, limit: int) -> int:
    """Give the end of a word in the original, with what hangs on its last letter: vowel marks, and letters that lengthen it."""
    while end < limit and unicodedata.category(text[end]) in _HANGING:
        end += 1
    return end
