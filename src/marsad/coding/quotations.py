"""Quotations: which sentences lie in a quotation that a sentence before them opened and did not close."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from marsad.reading.chunks import Sentence
from marsad.words import QUOTE

# How many sentences without a quotation mark a quotation may run on before it is taken for one that nobody closed.
_LONGEST = 4


def open_quotations(sentences: Sequence[Sentence]) -> Mapping[int, int]:
    """Give by its index how many words of a sentence belong to a quotation opened before.

    Marks are often lost. So a quotation counts only where a sentence with an odd number of marks follows that closes it, and none
    with an even number stands between.
    """
    found: dict[int, int] = {}
    waiting: dict[int, int] | None = None
    for sentence in sentences:
        marks = [at for at, word in enumerate(sentence.words) if word.form == QUOTE]
        odd = len(marks) % 2 == 1
        if waiting is not None:
            if odd:
                found.update(waiting)
                found[sentence.index] = marks[0]
            elif not marks and len(waiting) < _LONGEST and not _turns_away(sentence):
                waiting[sentence.index] = len(sentence.words)
                continue
            waiting = None
        elif odd and marks[-1] < len(sentence.words) - 2:
            waiting = {}
    return found


def _turns_away(sentence: Sentence) -> bool:
    """Whether a sentence opens with words of the outlet: «يذكر أن», «وأضاف»."""
    first = sentence.chunks[0] if sentence.chunks else None
    if first is None:
        return False
    speaks = first.kind == "cue" and not any(option.form.person in ("1p", "1s") for option in first.options)
    return speaks or first.little == "turn"
