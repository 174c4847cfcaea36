"""Words as search knows them: spelling variants fall together, and «والهدنة» is found by «هدنة».

A word is indexed by its *stem*: whatever may be a little word before it is taken away, again and again, while enough letters are
left. That makes one of «الوزير», «وزير» and «للوزير», and now and then one of words that have nothing to do with each other. So
what the index finds is only asked for again: a word is what was looked for if the two are the same after taking away little words
in the order in which Arabic writes them, each once.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

import yaml

from marsad.errors import BadInput
from marsad.text import Span

LONGEST = 64  # letters of a term; PostgreSQL takes no word of more than 2,046 bytes
# Marks over letters, and controls that nobody sees: inside a word they are passed over, so that «هد\u200cنة» is one word.
_MARKS = r"\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
_UNSEEN = r"\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_FRACTIONS = r"\u00bc-\u00be\u2150-\u215f\u2189"  # ½ is neither a letter nor 12
_RAISED = r"\u00b2\u00b3\u00b9\u2070-\u2089"  # the 2 of km²
_LETTER = rf"[^\W\d_{_FRACTIONS}{_RAISED}]"
# Numbers, their thousands parted or not, and runs of letters: M4 is two terms, as are M-4 and M 4, so that each finds the others.
_WORD = re.compile(rf"\d{{1,3}}(?:[,\u066c]\d{{3}})+(?!\d)|\d+|[{_RAISED}]+|{_LETTER}(?:[{_UNSEEN}]*{_LETTER}|[{_MARKS}])*")
_QUERY = re.compile(r'(-?)"([^"]*)"?|([^\s"]+)')
_REMEMBERED = 200_000
_CODE = "1"  # goes up when the code below, or that of `search.stem_text`, cuts or folds words in another way


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
    rules: Mapping[str, Any] = yaml.safe_load(_file())
    return rules


def _file() -> str:
    return files("marsad.store").joinpath("search.yaml").read_text("utf-8")


@cache
def rules_version() -> str:
    """Give a short hash of the rules by which words are cut and folded: what others indexed is not found by these."""
    return hashlib.sha256(f"{_CODE}|{_file()}".encode()).hexdigest()[:8]


@lru_cache(_REMEMBERED)
def fold_word(word: str) -> str:
    """Fold one word: no marks over letters, one form of each letter, small, digits as 0–9, and nothing else."""
    letters: Mapping[str, str] = _rules()["letters"]
    bare = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", word).casefold())
    for written, other in _runs():
        bare = bare.replace(written, other)
    return "".join(letters.get(c, str(unicodedata.digit(c)) if c.isdigit() else c) for c in bare if c.isalnum())[:LONGEST]


@cache
def _runs() -> Sequence[tuple[str, str]]:
    """Give runs of letters that are written in two ways, with marks and letters apart."""
    runs: Mapping[str, str] = _rules()["runs"]
    return [(unicodedata.normalize("NFKD", one), unicodedata.normalize("NFKD", other)) for one, other in runs.items()]


def index_words(text: str) -> Iterator[Term]:
    """Cut a text into folded words with their places; what folds to nothing is left out."""
    for found in _WORD.finditer(text):
        folded = fold_word(found.group())
        if folded:
            yield Term(folded, Span(found.start(), found.end()))


@lru_cache(_REMEMBERED)
def stem(folded: str) -> str:
    """Take away whatever may be a little word before a word, again and again, while enough letters are left."""
    little = sorted((form for row in _proclitics() for form in row), key=lambda form: -len(form[0]))
    while folded not in _rules()["whole"]:
        rest = next(filter(None, (_after(folded, *form) for form in little)), "")
        if not rest:
            break
        folded = rest
    return folded


def _proclitics() -> Sequence[Sequence[tuple[str, int]]]:
    """Give the little words in the order in which they stand, each with how many letters it must leave."""
    rows: Sequence[Mapping[str, int]] = _rules()["proclitics"]
    return [list(row.items()) for row in rows]


def _after(word: str, little: str, least: int) -> str:
    """Give what is left of a word after a little one; nothing where it has none, or is whole as it stands."""
    whole = word in _rules()["whole"] or not word.startswith(little) or len(word) - len(little) < least
    return "" if whole else word[len(little) :]


@lru_cache(_REMEMBERED)
def forms_of(folded: str) -> frozenset[str]:
    """Give a word with and without the little words before it, taken away in the order in which they are written."""
    found = {folded}
    for row in _proclitics():
        found |= {rest for form in found for one in row if (rest := _after(form, *one))}
    for written, (least, article) in _rules()["joined"].items():
        rests = {rest for form in found if (rest := _after(form, written, least))}
        found |= rests | {article + rest for rest in rests}
    return frozenset(found)


def are_same(one: str, other: str) -> bool:
    """Tell whether two folded words are one, but for little words before them."""
    return one == other or not forms_of(one).isdisjoint(forms_of(other))


def parse_query(text: str) -> Query:
    """Read what is looked for: words that must all stand there, "words in a row", -without, and OR between alternatives.

    Raises BadInput where nothing is looked for.
    """
    alternatives: list[list[Wanted]] = [[]]
    for found in _QUERY.finditer(text.translate(_plain_marks())):
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


@cache
def _plain_marks() -> Mapping[int, str]:
    """Tell how the marks of a query are read: every quotation mark as ", and controls that nobody sees as nothing."""
    unseen = dict.fromkeys((0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)), "")
    return unseen | dict.fromkeys(map(ord, _rules()["quotes"]), '"')


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
