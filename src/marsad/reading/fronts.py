"""Fronts: what hangs before the words of time and number, as a pack's `clitics` declare it.

All forms are made when a pack is loaded, so that reading looks every word up as it stands and strips nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from marsad.errors import BadPack
from marsad.text import Folding


class Fronts(NamedTuple):
    """Conjunctions, prepositions and the article of a language.

    `alone` are the conjunctions that may also stand as a word of their own; after a preposition of `melting` the article loses its
    first letter.
    """

    conjunctions: tuple[str, ...]
    prepositions: tuple[str, ...]
    article: str
    alone: frozenset[str] = frozenset()
    melting: frozenset[str] = frozenset()

    def hang(self, preposition: str, form: str, *, definite: bool) -> str:
        """Hang a preposition on a form; `definite` tells that the form begins with the article, and not only with its letters."""
        return preposition + (form[1:] if definite and preposition in self.melting else form)

    def spread(self, form: str, *, prepositions: bool) -> Iterator[tuple[str, bool]]:
        """Give the form with all that may hang on its front, and whether an "and" is among it."""
        definite = bool(self.article) and form.startswith(self.article)
        hung = [self.hang(one, form, definite=definite) for one in self.prepositions] if prepositions else []
        for one in (form, *hung):
            yield one, False
            for conjunction in self.conjunctions:
                yield conjunction + one, True

    def is_definite(self, form: str) -> bool:
        """Tell whether the article stands in a form behind what else hangs there."""
        loose = [one for one in (*self.conjunctions, *self.prepositions) if one not in self.melting]
        return form.lstrip("".join(loose)).startswith(self.article)


def load_fronts(raw: object, folding: Folding, file: str) -> Fronts:
    """Read the `clitics` of a file of a pack; `file` is its name for messages.

    Raises BadPack where they are missing or no mapping of lists.
    """
    if not isinstance(raw, Mapping):
        raise BadPack(f"{file}: clitics is missing or no mapping", hint_of(file))
    ands, prepositions, alone, melting = (
        tuple(list_words(raw.get(key, default), f"{file}: clitics, {key}", file))
        for key, default in (("and", None), ("prepositions", None), ("alone", []), ("melting", []))
    )
    return Fronts(ands, prepositions, folding.key(str(raw.get("article") or "")), frozenset(alone), frozenset(melting))


def list_words(raw: object, where: str, file: str) -> list[str]:
    """Give a list of words as it stands; BadPack names the place where it is none."""
    if not isinstance(raw, list) or not all(isinstance(word, str) and word.strip() for word in raw):
        raise BadPack(f"{where} is no list of words", hint_of(file))
    return list(raw)


def hint_of(file: str) -> str:
    """Say what to do about a file that breaks its form."""
    return f"Compare the file with languages/ar/{file}.yaml"
