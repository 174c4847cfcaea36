"""Names in the fields of datasets: found where the whole field is a name of the gazetteer, and no nearer than that."""

from __future__ import annotations

import datetime as dt
import math
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache

from marsad.gazetteer import Gazetteer, Term, actor_of, load_gazetteer
from marsad.model import Actor, Place

_YEARS = re.compile(r"\s*\(\d{4}-(?:\d{4})?\)")
_NO_ACTORS = frozenset({"NGO", "MED"})  # "RSF" in a field of actors is never the press
_NEAR = 10.0  # km between the point of a row and that of the gazetteer, above which one name is of two places
_EARTH = 6371.0  # km, mean radius


@cache
def _gazetteer() -> Gazetteer:
    return load_gazetteer("en")


def key(name: str) -> str:
    """Write a name so that spellings that differ in signs alone fall together: marks, apostrophes, hyphens, spaces and capitals."""
    plain = unicodedata.normalize("NFKD", name)
    return "".join(letter for letter in plain.casefold() if letter.isalnum())


@cache
def _countries() -> Mapping[str, str]:
    return {key(name): one.iso3 for one in _gazetteer().countries for name in one.names}


@cache
def _actors() -> Mapping[str, tuple[tuple[Term, ...], ...]]:
    """The groups and organisations of each name; several where it is the name of several."""
    found: dict[str, list[tuple[Term, ...]]] = defaultdict(list)
    for group in _gazetteer().groups:
        for name in group.names:
            found[key(name)].append(group.terms)
    for one in _gazetteer().organisations:
        for name in one.names if one.actor.sector not in _NO_ACTORS else ():
            found[key(name)].append((Term(actor=one.actor),))
    return {name: tuple(terms) for name, terms in found.items()}


@cache
def _places() -> Mapping[tuple[str, str], tuple[Place, ...]]:
    found: dict[tuple[str, str], list[Place]] = defaultdict(list)
    for one in _gazetteer().places:
        if one.place.kind == "town" and one.place.latitude is not None:
            for name in dict.fromkeys((*one.names, one.place.name)):
                same = found[one.place.country, key(name)]
                # A town stands in a table for each script.
                if not any(other.geonames is not None and other.geonames == one.place.geonames for other in same):
                    same.append(one.place)
    return {where: tuple(places) for where, places in found.items()}


def find_country(name: str) -> str | None:
    """Find a country by its English name; None where none has it."""
    return _countries().get(key(name)) if name else None


def find_actor(words: str, on: dt.date | None, patterns: Mapping[str, str], country: str | None) -> str | None:
    """Find the code of an actor by the words of a field; None where they are no name that is known, or that of several.

    `patterns` are the forms in which datasets write states and civilians. "Civilians" alone are those of `country`.
    """
    bare = _YEARS.sub("", words).strip()
    if key(bare) == "civilians" and country:
        return f"{country}.CVL"
    codes = {*_by_pattern(bare, patterns), *(actor.code for name in _names(bare) for actor in _by_name(name, on))}
    return next(iter(codes)) if len(codes) == 1 else None


def _by_pattern(words: str, patterns: Mapping[str, str]) -> Iterator[str]:
    for pattern, sector in patterns.items():
        before, _, after = pattern.partition("{country}")
        if words.startswith(before) and words.endswith(after):
            country = find_country(words[len(before) : len(words) - len(after)])
            if country:
                yield f"{country}.{sector}"


def _names(words: str) -> tuple[str, ...]:
    """Give the names in a field: "HTS: Hayat Tahrir al-Sham" has two, of one group."""
    return (words, *words.split(": ")) if ": " in words else (words,)


def _by_name(name: str, on: dt.date | None) -> Iterator[Actor]:
    for terms in _actors().get(key(name), ()):
        actor = actor_of(terms, on)
        if actor:
            yield actor


def find_place(name: str, country: str, latitude: float, longitude: float) -> Place | None:
    """Find the one town of that name in the country that lies where the row says; None where there is none, or several."""
    here = [
        place
        for place in _places().get((country, key(name)), ())
        if place.latitude is not None
        and place.longitude is not None
        and _distance(latitude, longitude, place.latitude, place.longitude) <= _NEAR
    ]
    return here[0] if len(here) == 1 else None


def _distance(latitude: float, longitude: float, other: float, east: float) -> float:
    """Give the distance of two points in km, on a sphere."""
    one, two = math.radians(latitude), math.radians(other)
    half = math.sin((two - one) / 2) ** 2 + math.cos(one) * math.cos(two) * math.sin(math.radians(east - longitude) / 2) ** 2
    return 2 * _EARTH * math.asin(math.sqrt(min(1.0, half)))
