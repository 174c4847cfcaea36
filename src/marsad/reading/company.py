"""Company: whether a word has around it what a reading of it asks for, and nothing that forbids it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from marsad.pack.entries import CueEntry, EventEntry, NameEntry
from marsad.pack.lexicon import Clitics, Option
from marsad.words import Word

# How far, in words, a name that a reading needs may follow, and what forbids it.
_NAMED = 5
_CLOSE = 4
_REMEMBERED = 100_000


class CompanyKeeper:
    """Knows which readings have the company that they need."""

    def __init__(self, clitics: Clitics, before: int = 1) -> None:
        """Take how many words before a reading those that it shuns may stand; more where a noun is described before it."""
        self._clitics, self._before = clitics, before
        self._cut = lru_cache(_REMEMBERED)(self._cut_stems)

    def allows(self, option: Option, words: Sequence[Word], options: Sequence[list[Option]]) -> bool:
        """Tell whether an event or cue reading may stand where it does."""
        entry: EventEntry | CueEntry = option.form.entry
        first, last = option.first, option.last
        if entry.unless and entry.unless.among(self._around(words, first, last, self._before, _CLOSE)):
            return False
        if isinstance(entry, CueEntry) or not entry.needs:
            return True
        if any(entry.needs.among(self._cut(part)) for part in option.form.tail):
            return True
        if entry.needs.among(self._around(words, first, last, entry.reach, entry.reach)):
            return True
        return entry.needs_name and _name_follows(options, last)

    def _around(self, words: Sequence[Word], first: int, last: int, before: int, after: int) -> Sequence[str]:
        """Give the stems of so many words before and after a range of words, its own left out."""
        near = (*words[max(0, first - before) : first], *words[last : last + after])
        return [stem for word in near for stem in self._cut(word.form)]

    def _cut_stems(self, word: str) -> tuple[str, ...]:
        """Give a word with and without each proclitic that it may have."""
        here = self._clitics.proclitics_of(word)
        return tuple({word[len(p.form) :] for p in here if len(word) - len(p.form) > 1})


def _name_follows(options: Sequence[list[Option]], at: int) -> bool:
    """Whether the name of a state, a group, an organisation or a holder of office is near after a word."""
    return any(
        isinstance(option.form.entry, NameEntry) and not option.form.entry.weak
        for here in options[at : at + _NAMED]
        for option in here
    )
