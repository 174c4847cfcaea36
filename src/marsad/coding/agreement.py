"""Agreement: which persons of a verb after it an actor goes with, so that nobody is made to say or do what another does."""

from __future__ import annotations

from marsad.coding.grammar import Grammar
from marsad.coding.predicates import Row

HE, SHE, THEY = "3ms", "3fs", "3mp"
_ALL = frozenset({HE, SHE, THEY})
_ONE = frozenset({"s", "ms", "fs"})
_STATES = frozenset({"country", "capital"})


def agrees(row: Row, at: int, person: str, grammar: Grammar) -> bool:
    """Tell whether the actor at `at` can be the subject of a verb that stands somewhere after it."""
    person = person.rstrip("'")
    return person not in _ALL or person in persons_of(row, at, grammar)


def persons_of(row: Row, at: int, grammar: Grammar) -> frozenset[str]:
    """Give the persons that go with an actor, as far as its words tell: «القوات … قصفت», «الوزير … قال», «المسلحون … هاجموا»."""
    chunk = row.chunks[at]
    phrase = chunk.actor
    counted = at > 0 and row.chunks[at - 1].kind == "number"
    if phrase is None or counted or phrase.kind in ("holder", "both", "palace"):
        # «33 جندياً قُتلوا»: after a number one stands for many.
        return _ALL
    words = row.sentence.words
    first = words[chunk.first].form
    if phrase.kind in _STATES:
        return frozenset({HE if first in grammar.masculine_names else SHE})
    number = chunk.options[0].form.person if chunk.options else ""
    female = first.endswith(grammar.feminine) or number.startswith("f")
    if phrase.kind == "organisation":
        female = female or words[chunk.last - 1].form.endswith(grammar.feminine)
        return frozenset({SHE}) if female else frozenset({HE, SHE})
    if phrase.kind == "collective" and number in _ONE:
        # «فصيل», and «فصائل» where the lists have it with its genitive.
        return _ALL
    if phrase.kind == "collective" or number == "p":
        return frozenset({SHE, THEY})
    if number in _ONE:
        return frozenset({SHE if female else HE})
    return _ALL if not female else frozenset({SHE, THEY})
