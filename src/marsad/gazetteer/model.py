"""What the gazetteer holds: countries, organisations, groups, holders of offices, places; names as written, for one language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from marsad.model import Actor, Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """What a person or group counts as from a day to a day, both included; None leaves a side open."""

    actor: Actor
    first: dt.date | None = None
    last: dt.date | None = None
    office: str = ""

    def holds(self, on: dt.date) -> bool:
        """Tell whether the term is in force on a day."""
        return (self.first is None or self.first <= on) and (self.last is None or on <= self.last)


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """A country as news speaks of it.

    `adjectives` hold the base of the nisba only; its regular forms are made elsewhere. `plurals` are the irregular ones.
    `weak` is the subset of all these words that are also ordinary words and need a word such as "state" before them.
    """

    iso3: str
    names: tuple[str, ...]
    adjectives: tuple[str, ...] = ()
    plurals: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()
    stands_for_government: tuple[str, ...] = ()
    weak: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """An organisation, outlet, monitor or body with a code of its own; `weak` names need a word such as "agency" before them."""

    id: str
    actor: Actor
    names: tuple[str, ...]
    weak: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """An armed group, party or opposition body; one open term unless its code has changed over time.

    `also` are further countries in which it fights; in a text about one of them it counts there.
    """

    id: str
    terms: tuple[Term, ...]
    names: tuple[str, ...]
    adjectives: tuple[str, ...] = ()
    weak: frozenset[str] = frozenset()
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """A person with the offices held, by date; `weak` names are read only after a title."""

    names: tuple[str, ...]
    terms: tuple[Term, ...]
    weak: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceName:
    """Names of one place, if `ambiguous` read only after a word such as "town"; `population` is 0 where nobody tells it."""

    names: tuple[str, ...]
    place: Place
    ambiguous: bool = False
    population: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Gazetteer:
    """All that is known of the world, with the names of one language."""

    language: str
    countries: tuple[Country, ...]
    organisations: tuple[Organisation, ...]
    groups: tuple[Group, ...]
    holders: tuple[Holder, ...]
    places: tuple[PlaceName, ...]


def actor_of(terms: Iterable[Term], on: dt.date | None) -> Actor | None:
    """Give whom a person or group counts as on a day, or None where no term is in force.

    On the day of a hand-over the later term counts. Where the day is unknown there is an answer only if all terms give the
    same: a guess would put words into the mouth of another government.
    """
    if on is not None:
        held = [term for term in terms if term.holds(on)]
        return held[-1].actor if held else None
    actors = {term.actor for term in terms}
    return next(iter(actors)) if len(actors) == 1 else None
