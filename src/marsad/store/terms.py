"""Words as search knows them: spelling variants fall together, and «والهدنة» is found by «هدنة».

A word is indexed by its *stem*: whatever may be a little word before it is taken away, again and again, while enough letters are
left. That makes one of «الوزير», «وزير» and «للوزير», and now and then one of words that have nothing to do with each other. So
what the index finds is only asked for again: a word is what was looked for if the two are the same after taking away little words
in the order in which Arabic writes them, each once.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

import yaml

from marsad.errors import BadInput
from marsad.text import Span

LONGEST = 64  # letters of a term; PostgreSQL drops words of more than 2,046 bytes
_WORD = re.compile(r"(?:[^\W_]|[\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed])+")
_QUERY = re.compile(r'(-?)"([^"]*)"?|(\S+)')
_REMEMBERED = 200_000


class Term(NamedTuple):
    """A word of a text: folded, and where it stands."""

    folded: str
    span: Span


class Wanted(NamedTuple):
    """Words that must stand one after another; `absent` where they must not."""

    words: tuple[str, ...]
    absent: bool = False


class Query(NamedTuple):
    """What is looked for: one of several alternatives, in each of which everything must hold."""

    alternatives: tuple[tuple[Wanted, ...], ...]


@cache
def _rules() -> Mapping[str, Any]:
    text = files("marsad.store").joinpath("search.yaml").read_text("utf-8")
    rules: Mapping[str, Any] = yaml.safe_load(text)
    return rules


@lru_cache(_REMEMBERED)
def fold_word(word: str) -> str:
    """Fold one word: no marks over letters, one form of each letter, small, digits as 0–9."""
    letters: Mapping[str, str] = _rules()["letters"]
    bare = (c for c in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(c))
    return "".join(letters.get(c, str(unicodedata.digit(c)) if c.isdigit() else c) for c in bare)[:LONGEST]


def index_words(text: str) -> Iterator[Term]:
    """Cut a text into folded words with their places; what folds to nothing is left out."""
    for found in _WORD.finditer(text):
        folded = fold_word(found.group())
        if folded:
            yield Term(folded, Span(found.start(), found.end()))


@lru_cache(_REMEMBERED)
def stem(folded: str) -> str:
    """Take away whatever may be a little word before a word, again and again, while enough letters are left."""
    rules = _rules()
    least: int = rules["least"]
    little = sorted({form for row in rules["proclitics"] for form in row}, key=lambda form: -len(form))
    while True:
        rest = next((folded[len(one) :] for one in little if folded.startswith(one) and len(folded) - len(one) >= least), "")
        if not rest:
            return folded
        folded = rest


@lru_cache(_REMEMBERED)
def forms_of(folded: str) -> frozenset[str]:
    """Give a word with and without the little words before it, taken away in the order in which they are written."""
    rules = _rules()
    found = {folded}
    for row in rules["proclitics"]:
        for form in list(found):
            found |= {form[len(one) :] for one in row if form.startswith(one) and len(form) - len(one) >= rules["least"]}
    for written, parts in rules["joined"].items():
        for form in list(found):
            if form.startswith(written) and len(form) - len(written) >= rules["least"]:
                found |= {form[len(written) :], parts[-1] + form[len(written) :]}
    return frozenset(found)


def are_same(one: str, other: str) -> bool:
    """Tell whether two folded words are one, but for little words before them."""
    return one == other or not forms_of(one).isdisjoint(forms_of(other))


def parse_query(text: str) -> Query:
    """Read what is looked for: words that must all stand there, "words in a row", -without, and OR between alternatives.

    Raises BadInput where nothing is looked for.
    """
    alternatives: list[list[Wanted]] = [[]]
    for found in _QUERY.finditer(text):
        minus, phrase, word = found.groups()
        if word == "OR":
            alternatives.append([])
            continue
        if word is not None and word.startswith("-") and len(word) > 1:
            minus, word = "-", word[1:]
        words = tuple(term.folded for term in index_words(phrase if word is None else word))
        if words:
            alternatives[-1].append(Wanted(words, bool(minus)))
    kept = tuple(tuple(some) for some in alternatives if any(not one.absent for one in some))
    if not kept:
        raise BadInput("there is no word to look for", 'Give words, "words in a row", -without, or a OR b')
    return Query(kept)


def find_hits(query: Query, terms: Sequence[Term]) -> list[Span]:
    """Find the places in a text where what is looked for stands; none where an alternative does not wholly hold."""
    places: dict[str, list[int]] = {}
    for at, term in enumerate(terms):
        places.setdefault(stem(term.folded), []).append(at)
    for alternative in query.alternatives:
        hits: list[Span] = []
        for wanted in alternative:
            here = list(_stand_at(wanted.words, terms, places))
            if bool(here) == wanted.absent:
                break
            hits += here
        else:
            return sorted(hits)
    return []


def _stand_at(words: Sequence[str], terms: Sequence[Term], places: Mapping[str, Sequence[int]]) -> Iterator[Span]:
    for at in places.get(stem(words[0]), ()):
        if at + len(words) <= len(terms) and all(are_same(word, terms[at + n].folded) for n, word in enumerate(words)):
            yield Span(terms[at].span.start, terms[at + len(words) - 1].span.end)
