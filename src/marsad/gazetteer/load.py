"""Load the gazetteer's files into values; every malformed entry is named with its file and line."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from importlib import resources
from typing import Any, TypeVar

import yaml

from marsad.errors import BadPack
from marsad.gazetteer.model import Country, Gazetteer, Group, Holder, Organisation, PlaceName, Term
from marsad.gazetteer.spellings import person_spellings, plain, spellings
from marsad.model import Actor, Place

T = TypeVar("T")

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_CODE = re.compile(r"(?:[A-Z]{3}|UN|NATO|EU|AU|ARL|OSCE|OIC|GCC|ICRC|IGO)\.(?:GOV|MIL|REB|OPP|CVL|NGO|MED|IGO|UNK)")
_DAY = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
_KINDS = frozenset({"town", "district", "region", "area", "country", "post", "camp", "crossing", "road", "water", "site"})
LATIN_COLUMNS = ("names", "name", "country", "lat", "lon", "geonames", "population", "weak")
# So many letters has a spelling made by rule; a shorter one is too easily another word.
_LEAST = 5
COLUMNS = ("names_ar", "name_en", "country", "kind", "lat", "lon", "geonames", "population", "ambiguous")

_Entry = Mapping[str, Any]


def load_gazetteer(language: str) -> Gazetteer:
    """Read the package's gazetteer with the names of one language (`ar`, `en`).

    Raises BadPack, with file and line, where an entry is malformed.
    """
    return Gazetteer(
        language=language,
        countries=_read("countries.yaml", lambda e: _country(e, language)),
        organisations=_read("organisations.yaml", lambda e: _organisation(e, language)),
        groups=_read("groups.yaml", lambda e: _group(e, language)),
        holders=_holders(language),
        places=_places(language),
    )


def _holders(language: str) -> tuple[Holder, ...]:
    """Give the people in office; in Latin letters also by the further spellings that are nobody else's."""
    holders = _read("offices.yaml", lambda e: _holder(e, language))
    if language == "ar":
        return holders
    made = [[one for name in holder.names for one in person_spellings(name) if one.count(" ")] for holder in holders]
    counts = Counter(one for names in made for one in set(names))
    known = {name.casefold() for holder in holders for name in holder.names}
    return tuple(
        replace(holder, names=(*holder.names, *(one for one in dict.fromkeys(names) if counts[one] == 1 and one not in known)))
        for holder, names in zip(holders, made, strict=True)
    )


def _places(language: str) -> tuple[PlaceName, ...]:
    """Give the towns by their names in Arabic letters or by their spellings in Latin ones, and the places collected by hand."""
    extra = _read("places_extra.yaml", lambda e: _extra(e, language))
    if language == "ar":
        return (*parse_places(_text("places.tsv"), language), *extra)
    towns = parse_latin(_text("places_latin.tsv"))
    return (*towns, *extra, *_respelled(extra, {plain(name) for row in (*towns, *extra) for name in row.names}))


def _respelled(rows: tuple[PlaceName, ...], taken: set[str]) -> Iterator[PlaceName]:
    """Give further spellings of the places collected by hand; what another place is called is refused, and what two would be."""
    made = [[one for name in row.names for one in spellings(name) if one not in taken and len(one) >= _LEAST] for row in rows]
    counts = Counter(one for names in made for one in set(names))
    for row, names in zip(rows, made, strict=True):
        if own := tuple(name for name in dict.fromkeys(names) if counts[name] == 1):
            yield replace(row, names=own)


def parse_latin(text: str, file: str = "places_latin.tsv") -> list[PlaceName]:
    """Parse the table of spellings in Latin letters; the weak ones are read only after a word such as "town"."""
    rows = text.split("\n")
    if tuple(rows[0].split("\t")) != LATIN_COLUMNS:
        raise BadPack(
            "the columns are not " + ", ".join(LATIN_COLUMNS), "Build it again with tools/build_places_latin.py", file=file, line=1
        )
    made: list[PlaceName] = []
    for line, row in enumerate(rows[1:], 2):
        if row:
            try:
                made.extend(_latin(row.split("\t")))
            except (ValueError, TypeError) as error:
                raise BadPack(str(error), "Build it again with tools/build_places_latin.py", file=file, line=line) from error
    return made


def _latin(cells: list[str]) -> Iterator[PlaceName]:
    names, name, country, lat, lon, geonames, population, doubtful = cells
    weak = frozenset(doubtful.split("|")) if doubtful else frozenset()
    place = Place(name=name, country=country, kind="town", latitude=float(lat), longitude=float(lon), geonames=int(geonames))
    strong = tuple(one for one in names.split("|") if one not in weak)
    if strong:
        yield PlaceName(names=strong, place=place, population=int(population))
    if weak:
        yield PlaceName(names=tuple(sorted(weak)), place=place, ambiguous=True, population=int(population))


def parse_entries(text: str, make: Callable[[_Entry], T], file: str) -> tuple[T, ...]:
    """Parse a YAML list of entries with a function that makes one value; ValueError and its kin become BadPack with the line."""
    try:
        entries = yaml.load(text, _Loader)  # noqa: S506 - a safe loader, written in C
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise BadPack(
            f"not YAML: {error.problem}", "Mend the line; a text editor with YAML colours helps", file=file, line=line
        ) from error
    made: list[T] = []
    for number, entry in enumerate(entries):
        try:
            made.append(make(entry))
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            reason = f"{error.args[0]!r} is missing" if isinstance(error, KeyError) else str(error)
            hint = "Compare it with the entry above and the notes at the head of the file"
            raise BadPack(reason, hint, file=file, line=_line_of(text, number)) from error
    return tuple(made)


def parse_places(text: str, language: str, file: str = "places.tsv") -> list[PlaceName]:
    """Parse the table of towns: Arabic names for `ar`, the English name for any other language."""
    rows = text.split("\n")
    if tuple(rows[0].split("\t")) != COLUMNS:
        raise BadPack("the columns are not " + ", ".join(COLUMNS), "Build it again with tools/build_places.py", file=file, line=1)
    made: list[PlaceName] = []
    for line, row in enumerate(rows[1:], 2):
        if row:
            try:
                made.append(_town(row.split("\t"), language))
            except (ValueError, TypeError) as error:
                raise BadPack(str(error), "Build it again with tools/build_places.py", file=file, line=line) from error
    return made


def _town(cells: list[str], language: str) -> PlaceName:
    names, english, country, kind, lat, lon, geonames, population, ambiguous = cells
    place = Place(
        name=english,
        country=country,
        kind=kind,
        latitude=float(lat),
        longitude=float(lon),
        geonames=int(geonames) if geonames else None,
    )
    written = tuple(names.split("|")) if language == "ar" else (english,)
    return PlaceName(names=written, place=place, ambiguous=ambiguous == "1", population=int(population))


def _country(entry: _Entry, language: str) -> Country:
    _known(entry, "iso3", "names", "adjective", "plural", "capital", "stands_for_government", "weak")
    if not re.fullmatch("[A-Z]{3}", entry["iso3"]):
        raise ValueError(f"{entry['iso3']!r} is no ISO 3166-1 alpha-3 code")
    country = Country(
        iso3=entry["iso3"],
        names=_words(entry["names"], language),
        adjectives=_words(entry.get("adjective"), language),
        plurals=_words(entry.get("plural"), language),
        capitals=_words(entry.get("capital"), language),
        stands_for_government=_words(entry.get("stands_for_government"), language),
        weak=frozenset(_words(entry.get("weak"), language)),
    )
    _subset(country.weak, country.names + country.adjectives + country.plurals + country.capitals + country.stands_for_government)
    return country


def _organisation(entry: _Entry, language: str) -> Organisation:
    _known(entry, "id", "code", "names", "weak", "note")
    names, weak = _words(entry["names"], language), frozenset(_words(entry.get("weak"), language))
    _subset(weak, names)
    return Organisation(id=entry["id"], actor=_actor(entry["code"]), names=names, weak=weak)


def _group(entry: _Entry, language: str) -> Group:
    _known(entry, "id", "code", "terms", "names", "adjective", "weak", "also", "note")
    names, adjectives = _words(entry["names"], language), _words(entry.get("adjective"), language)
    weak = frozenset(_words(entry.get("weak"), language))
    _subset(weak, names + adjectives)
    terms = _terms(entry["terms"]) if "terms" in entry else (Term(actor=_actor(entry["code"])),)
    also = tuple(entry.get("also") or ())
    if strange := [iso for iso in also if not re.fullmatch("[A-Z]{3}", iso)]:
        raise ValueError(f"{strange[0]!r} is no ISO 3166-1 alpha-3 code")
    return Group(id=entry["id"], terms=terms, names=names, adjectives=adjectives, weak=weak, also=also)


def _holder(entry: _Entry, language: str) -> Holder:
    _known(entry, "name", "weak", "terms")
    names, weak = _words(entry["name"], language), frozenset(_words(entry.get("weak"), language))
    _subset(weak, names)
    return Holder(names=names, terms=_terms(entry["terms"]), weak=weak)


def _extra(entry: _Entry, language: str) -> PlaceName:
    _known(entry, "ar", "en", "country", "kind", "at", "ambiguous", "note")
    if entry["kind"] not in _KINDS:
        raise ValueError(f"{entry['kind']!r} is none of the kinds {', '.join(sorted(_KINDS))}")
    at = entry.get("at") or (None, None)
    place = Place(name=entry["en"][0], country=entry["country"], kind=entry["kind"], latitude=at[0], longitude=at[1])
    return PlaceName(names=_words(entry, language), place=place, ambiguous=bool(entry.get("ambiguous", False)))


def _terms(entries: list[_Entry]) -> tuple[Term, ...]:
    terms = []
    for entry in entries:
        _known(entry, "code", "from", "to", "office")
        first, last = _day(entry["from"], last=False), _day(entry["to"], last=True)
        if first and last and last < first:
            raise ValueError(f"a term ends on {last} before it begins on {first}")
        terms.append(Term(actor=_actor(entry["code"]), first=first, last=last, office=entry.get("office", "")))
    return tuple(terms)


def _day(value: object, *, last: bool) -> dt.date | None:
    """Read a day, a month or a year as its first or last day; null is open."""
    if value is None or isinstance(value, dt.date):
        return value
    match = _DAY.fullmatch(str(value))
    if match is None:
        raise ValueError(f"{value!r} is no day, month or year such as 2020-02-12, 2020-02 or 2020")
    year, month = int(match[1]), int(match[2] or (12 if last else 1))
    return dt.date(year, month, calendar.monthrange(year, month)[1] if last else 1)


@cache
def _actor(code: str) -> Actor:
    if not _CODE.fullmatch(code):
        raise ValueError(f"{code!r} is no actor code such as TUR.GOV")
    return Actor.parse(code)


def _words(by_language: Mapping[str, list[str]] | None, language: str) -> tuple[str, ...]:
    words = tuple((by_language or {}).get(language, ()))
    for word in words:
        if not isinstance(word, str) or word != word.strip() or not word:
            raise ValueError(f"{word!r} is no name; put it in quotation marks if YAML takes it for something else")
    return words


def _known(entry: _Entry, *keys: str) -> None:
    if unknown := entry.keys() - set(keys):
        raise ValueError(f"{min(unknown)!r} is none of {', '.join(keys)}")


def _subset(weak: frozenset[str], words: tuple[str, ...]) -> None:
    if strange := weak - set(words):
        raise ValueError(f"{min(strange)!r} is weak but stands among no words of its entry")


def _line_of(text: str, number: int) -> int:
    """Find the line of an entry; the file is parsed once more, which only a fault costs."""
    root = yaml.compose(text, _Loader)
    return int(root.value[number].start_mark.line) + 1 if root is not None else 0


def _read(file: str, make: Callable[[_Entry], T]) -> tuple[T, ...]:
    return parse_entries(_text(file), make, file)


def _text(file: str) -> str:
    return (resources.files("marsad.gazetteer") / file).read_text(encoding="utf-8")
