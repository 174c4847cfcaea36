"""Names of the gazetteer as entries of a lexicon: countries, capitals, nationalities, organisations, groups, office holders, places."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from marsad.gazetteer import Gazetteer
from marsad.model import Actor, Place
from marsad.pack.compile import Compiler, Pair
from marsad.pack.entries import NameEntry, PlaceEntry, Term
from marsad.pack.lexicon import Form


def spell_names(gazetteer: Gazetteer, compiler: Compiler) -> Iterator[Pair]:
    """Spell every name of an actor."""
    for country in gazetteer.countries:
        iso = country.iso3
        land = Place(name=country.name, country=iso, kind="country")
        yield from _names(compiler, NameEntry(id=f"countries#{iso}", kind="country", country=iso, place=land), country.names)
        yield from _names(compiler, NameEntry(id=f"countries#{iso}.seat", kind="palace", country=iso), country.stands_for_government)
        capital = Place(name=country.capital[0], country=iso, kind="town") if country.capital else None
        yield from _names(compiler, NameEntry(id=f"countries#{iso}.capital", kind="capital", country=iso, place=capital), country.capital)
        national = NameEntry(id=f"countries#{iso}.adjective", kind="adjective", country=iso, sector="UNK")
        yield from compiler.adjectives(national, country.adjective, "adjective")
        yield from compiler.nouns(national, country.plural)
    for organisation in gazetteer.organisations:
        actor = Actor.parse(organisation.code)
        entry = NameEntry(id=f"organisations#{organisation.id}", kind="organisation", country=actor.country, sector=actor.sector)
        yield from _names(compiler, entry, organisation.names)
    for group in gazetteer.groups:
        yield from _dated(compiler, f"groups#{group.id}", "group", group)
    for holder in gazetteer.holders:
        yield from _dated(compiler, f"offices#{holder.id}", "holder", holder)


def _dated(compiler: Compiler, identity: str, kind: Literal["group", "holder"], row: Any) -> Iterator[Pair]:
    terms = tuple(
        Term(actor=Actor.parse(term.code), first=term.first.isoformat() if term.first else "", last=term.last.isoformat() if term.last else "")
        for term in row.terms
    )
    first = terms[0].actor
    entry = NameEntry(
        id=identity, kind=kind, country=first.country, sector=first.sector, terms=terms if len(terms) > 1 or kind == "holder" else (), weak=getattr(row, "weak", False)
    )
    yield from _names(compiler, entry, row.names)
    adjectives = getattr(row, "adjective", ())
    if adjectives:
        yield from compiler.adjectives(NameEntry(id=identity, kind="adjective", country=first.country, sector=first.sector, terms=entry.terms), adjectives, "adjective")


def spell_places(gazetteer: Gazetteer, compiler: Compiler) -> Iterator[Pair]:
    """Spell every name of a place."""
    fold = compiler.fold
    for row in gazetteer.places:
        entry = PlaceEntry(id=f"places#{row.place.geonames or row.place.name}", place=row.place, ambiguous=row.ambiguous)
        for name in row.names:
            words = fold(name).replace("-", " ").split()
            if words:
                yield words[0], Form(entry, "name", "", False, tuple(words[1:]))


def _names(compiler: Compiler, entry: NameEntry, names: tuple[str, ...]) -> Iterator[Pair]:
    for name in names:
        words = compiler.fold(name).replace("-", " ").split()
        yield words[0], Form(entry, "name", "", False, tuple(words[1:]))
