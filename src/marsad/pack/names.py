"""Names of the gazetteer as entries of a lexicon: countries, capitals, nationalities, organisations, groups, people, places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from marsad.gazetteer import Gazetteer, Holder
from marsad.gazetteer.spellings import read_rules
from marsad.model import Place
from marsad.pack.compile import Compiler, Pair
from marsad.pack.entries import NameEntry, PlaceEntry
from marsad.pack.lexicon import CAPITALS, Form

# The letters that a last name has at least which stands for a holder of office alone.
_SURNAME = 5


def spell_names(gazetteer: Gazetteer, compiler: Compiler) -> Iterator[Pair]:
    """Spell every name of an actor."""
    for country in gazetteer.countries:
        iso = country.iso3
        land = Place(name=country.names[0], country=iso, kind="country")
        yield from _names(
            compiler, NameEntry(id=f"countries#{iso}", kind="country", country=iso, place=land), country.names, country.weak
        )
        yield from _names(
            compiler, NameEntry(id=f"countries#{iso}", kind="palace", country=iso), country.stands_for_government, country.weak
        )
        capital = Place(name=country.capitals[0], country=iso, kind="town") if country.capitals else None
        yield from _names(
            compiler, NameEntry(id=f"countries#{iso}", kind="capital", country=iso, place=capital), country.capitals, country.weak
        )
        national = NameEntry(id=f"countries#{iso}", kind="adjective", country=iso, sector="UNK")
        for word in country.adjectives:
            doubtful = replace(national, weak=True) if word in country.weak else national
            yield from compiler.adjectives(doubtful, (" + ".join(word.split()),), "adjective")
        yield from compiler.nouns(national, country.plurals)
        yield from compiler.plurals(national, country.adjectives)
    for organisation in gazetteer.organisations:
        entry = NameEntry(
            id=f"organisations#{organisation.id}",
            kind="organisation",
            country=organisation.actor.country,
            sector=organisation.actor.sector,
        )
        yield from _names(compiler, entry, organisation.names, organisation.weak)
    for group in gazetteer.groups:
        first = group.terms[0].actor
        terms = group.terms if len(group.terms) > 1 else ()
        where = {iso: iso for iso in group.also}
        entry = NameEntry(
            id=f"groups#{group.id}", kind="group", country=first.country, sector=first.sector, terms=terms, where=where
        )
        yield from _names(compiler, entry, group.names, group.weak)
        yield from compiler.adjectives(
            replace(entry, kind="adjective"), (" + ".join(word.split()) for word in group.adjectives), "adjective"
        )
    for holder in gazetteer.holders:
        yield from _names(compiler, _holder_entry((holder,)), holder.names, holder.weak)
    for surname, holders in _surnames(gazetteer, compiler).items():
        if surname in read_rules().given_names:
            continue
        if len({term.actor for holder in holders for term in holder.terms}) == 1 or len(holders) == 1:
            # After the first mention news gives the last name alone; one that two bodies would share is nobody's.
            yield surname, Form(_holder_entry(holders), "name", "", False, ())


def _holder_entry(holders: Sequence[Holder]) -> NameEntry:
    terms = tuple(term for holder in holders for term in holder.terms)
    first = terms[0].actor
    return NameEntry(id=f"offices#{holders[-1].names[0]}", kind="holder", country=first.country, sector=first.sector, terms=terms)


def _surnames(gazetteer: Gazetteer, compiler: Compiler) -> dict[str, list[Holder]]:
    """Give who bears each last word of a name, in a language that calls people by it; a short one may be any word."""
    found: dict[str, list[Holder]] = {}
    for holder in gazetteer.holders if compiler.morphology.has_principal_parts else ():
        parted = (compiler.fold(name).replace("-", " ").split() for name in holder.names)
        for surname in dict.fromkeys(words[-1] for words in parted if len(words) > 1 and len(words[-1]) >= _SURNAME):
            found.setdefault(surname, []).append(holder)
    return found


def spell_places(gazetteer: Gazetteer, compiler: Compiler) -> Iterator[Pair]:
    """Spell every name of a place."""
    # Of places of one name the one that is read by its name alone comes first, then the largest.
    for row in sorted(gazetteer.places, key=lambda row: (row.ambiguous, -row.population)):
        entry = PlaceEntry(id=f"places#{row.place.geonames or row.place.name}", place=row.place, ambiguous=row.ambiguous)
        for name in row.names:
            yield from _name(compiler, entry, name)


def _names(compiler: Compiler, entry: NameEntry, names: Iterable[str], weak: frozenset[str]) -> Iterator[Pair]:
    doubtful = replace(entry, weak=True)
    for name in names:
        yield from _name(compiler, doubtful if name in weak else entry, name)


def _name(compiler: Compiler, entry: NameEntry | PlaceEntry, name: str) -> Iterator[Pair]:
    words = compiler.without_hung(compiler.fold(name).replace("-", " ").split())
    if words:
        # A name all in capitals ("US") may be spelled like a common word: only so written it is the name.
        person = CAPITALS if name.isupper() and name.isascii() else ""
        yield words[0], Form(entry, "name", person, False, tuple(words[1:]))
