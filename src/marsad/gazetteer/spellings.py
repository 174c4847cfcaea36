"""Spellings of one name in Latin letters: what news makes of a name that is at home in another script.

The rows of `spellings.yaml` say which letters stand for which. A rule only proposes: whoever asks takes a spelling only if it is
nobody else's.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

import yaml

# Letters that no mark can be taken off: Turkish, Polish, Vietnamese, and the signs for ayn and hamza.
_PLAIN = str.maketrans({"ı": "i", "ł": "l", "đ": "d", "ø": "o", "æ": "ae", "ß": "ss", **dict.fromkeys("‘’ʿʾʻʼ`´′", "'")})
_HANGING = re.compile(r"(?<![a-z])'|'(?![a-z])")
_VOWELS = re.compile("[aeiouyw']+")
_ALIKE = (("sh", "s"), ("ch", "s"), ("kh", "k"), ("gh", "g"), ("dh", "d"), ("th", "t"), ("ph", "f"), ("zh", "j"), ("dj", "j"))
_CLASSES = str.maketrans({"q": "k", "c": "k", "v": "f", "z": "d", "g": "j"})
_MOST = 16


class Rules(NamedTuple):
    """The rows of `spellings.yaml`."""

    articles: tuple[str, ...]
    endings: tuple[tuple[str, ...], ...]
    middles: tuple[tuple[str, ...], ...]
    persons: tuple[tuple[str, ...], ...]
    given_names: frozenset[str]


@cache
def read_rules() -> Rules:
    """Read the rows once."""
    raw: dict[str, Any] = yaml.safe_load((resources.files("marsad.gazetteer") / "spellings.yaml").read_text("utf-8"))
    endings, middles, persons = (tuple(map(tuple, raw[key])) for key in ("endings", "middles", "persons"))
    return Rules(tuple(raw["articles"]), endings, middles, persons, frozenset(raw["given_names"]))


def plain(name: str) -> str:
    """Give a name in small letters without marks, hyphens and hanging apostrophes: «Ma‘arrat an Nu‘mān» is "ma'arrat an nu'man"."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", name.translate(_PLAIN).lower()) if not unicodedata.combining(c))
    return " ".join(_HANGING.sub("", bare.translate(_PLAIN)).replace("-", " ").split())


def skeleton(name: str) -> str:
    """Give the consonants of a name without article and doubling, by which two spellings are told to be one name or not."""
    words = plain(name).split()
    words = [word for word in words if word not in read_rules().articles] or words
    body = " ".join(words)
    for letters, one in _ALIKE:
        body = body.replace(letters, one)
    body = _VOWELS.sub("", re.sub("(?<=[a-z])h", "", body.translate(_CLASSES))).replace(" ", "")
    return re.sub(r"(.)\1+", r"\1", body)


def spellings(name: str) -> list[str]:
    """Give further spellings of a name, in small letters, the likelier first; the name itself comes first of all."""
    rules = read_rules()
    found = dict.fromkeys(_without_apostrophes(plain(name)))
    for step in (with_articles, _endings, _single, _middles):
        for one in list(found):
            found.update(dict.fromkeys(step(one, rules)))
            if len(found) >= _MOST:
                return list(found)[:_MOST]
    return list(found)


def person_spellings(name: str) -> list[str]:
    """Give further spellings of a person's name, in small letters: of each of its words, and without the article of the family."""
    rules = read_rules()
    words = plain(name).split()
    made = [" ".join(words)]
    for at, word in enumerate(words):
        row = next((row for row in rules.persons if word in row), ())
        made += [" ".join([*words[:at], other, *words[at + 1 :]]) for other in row if other != word]
    bare = [one.split() for one in made if len(one.split()) > 2 and one.split()[-2] == "al"]
    return list(dict.fromkeys([*made, *(" ".join([*parts[:-2], parts[-1]]) for parts in bare)]))


def _without_apostrophes(name: str) -> Iterator[str]:
    yield name
    yield name.replace("'", "")


def with_articles(name: str, rules: Rules) -> Iterator[str]:
    """Put the two commonest articles for any other, and leave out a leading one where a name remains."""
    words = name.split()
    for article in rules.articles[:2]:
        yield " ".join(article if word in rules.articles and len(words) > 1 else word for word in words)
    if words[0] in rules.articles and len(words) > 1 and len("".join(words[1:])) > 3:
        yield " ".join(words[1:])


def _endings(name: str, rules: Rules) -> Iterator[str]:
    for row in rules.endings:
        for ending in row:
            if name.endswith(ending) and len(name) > len(ending) + 2:
                yield from (name[: -len(ending)] + other for other in row)
                return


def _single(name: str, rules: Rules) -> Iterator[str]:
    """Write a doubled consonant once: «Maarrat», "Maarat"."""
    del rules
    yield re.sub(r"([b-df-hj-np-tv-z])\1", r"\1", name)


def _middles(name: str, rules: Rules) -> Iterator[str]:
    for letters, *others in rules.middles:
        if letters in name:
            yield from (name.replace(letters, other) for other in others)
