"""Written: what the letters of a word as written tell of it, which the folded copy has lost."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marsad.pack.entries import NameEntry, PlaceEntry
from marsad.pack.lexicon import CAPITALS, Option

_SHORT = 4


class Written:
    """Strikes the readings of a word that its letters as written rule out."""

    def __init__(self, orthography: Mapping[str, Any]) -> None:
        self._never_enclitic: str = orthography["never_enclitic"]
        self._passive: str = orthography.get("passive_vowel") or ""
        self._capitals = bool(orthography.get("capital_names"))
        self._hung = tuple(orthography.get("hung_openings") or ())

    def fitting(self, options: list[Option], at: int, written: str) -> list[Option]:
        """Give the readings of the word at an index that fit its letters."""
        if self._never_enclitic and written[-1] in self._never_enclitic:
            # «ة» is never a pronoun.
            options = [option for option in options if not option.enclitic or option.last > at + 1]
        if self._hung and written.startswith(self._hung):
            # «وأدى» begins with a word of its own, so that no valley («وادي») is meant.
            options = [option for option in options if option.proclitic.form]
        if self._capitals and not written.isupper():
            # «us» is no country, «march» no place: a name begins with a capital letter.
            options = [option for option in options if _is_written_so(option, written)]
        elif self._capitals and any(option.form.person == CAPITALS for option in options):
            # «US» is the country, not "us".
            options = [option for option in options if isinstance(option.form.entry, NameEntry | PlaceEntry)]
        if self._passive and self._passive in written:
            options = self._with_vowel(options, written)
        return options

    def _with_vowel(self, options: list[Option], written: str) -> list[Option]:
        """«أُعدم»: a past whose first letter carries the vowel of the passive is one, where the word can be one at all."""
        passives = [option for option in options if option.form.passive and option.form.shape == "past"]
        if not any(written.find(self._passive) == len(option.proclitic.form) + 1 for option in passives):
            return options
        return [option for option in options if option.form.passive or option.form.shape != "past"]


def _is_written_so(option: Option, written: str) -> bool:
    """Whether a word may be the name that a reading takes it for, by its capital letters."""
    if not isinstance(option.form.entry, NameEntry | PlaceEntry):
        return True
    # «al-Shabaab»: a short first word of a longer name may be written small.
    small = bool(option.form.tail) and len(written) < _SHORT
    return option.form.person != CAPITALS and (written[0].isupper() or small)
