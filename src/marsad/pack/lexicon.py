"""The lexicon: every word of every list of a pack, inflected, in one table; looking a word up peels its clitics.

A word is analysed once and remembered: news uses few words often, so that nearly every look-up is a dictionary hit. Entries of
several words are found from their first word; what must follow is checked against the sentence.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from marsad.words import Word

GAP = ".."
MAX_GAP = 5
_REMEMBERED = 200_000
# The person of a name that is written all in capitals.
CAPITALS = "capitals"
_BEGINNING = 2  # letters after the article that a word has in common with the part of an entry for which it can stand
_SHORTEST_PRESENT = 3  # letters of a verb in the present after the sign of the future: «سير» is a noun


class Proclitic(NamedTuple):
    """What hangs before a word: its letters, and what they mean."""

    form: str
    before: str
    joins: bool
    article: bool
    preposition: str
    future: bool


BARE = Proclitic("", "any", False, False, "", False)


class Form(NamedTuple):
    """One spelled form of an entry.

    `shape` is past, present, noun, participle, passive_participle or word; `person` as the paradigm names it. `tail` holds the
    further words of the entry, folded; GAP before one allows up to five words between. `passive` marks verbs whose subject bears
    the event, `short` forms that stand only after a negation or a preposition of purpose.
    """

    entry: Any
    shape: str
    person: str = ""
    passive: bool = False
    tail: tuple[str, ...] = ()
    short: bool = False

    @property
    def is_verb(self) -> bool:
        """Whether the form is a finite verb."""
        return self.shape in ("past", "present")


class Option(NamedTuple):
    """One way to read a word of a sentence: form, clitics, and the half-open range of words that it takes."""

    form: Form
    proclitic: Proclitic
    enclitic: str
    first: int
    last: int


class _Piece(NamedTuple):
    form: Form
    proclitic: Proclitic
    enclitic: str


class _Analysis(NamedTuple):
    """A word analysed: its pieces, the places of those that any word may follow, and of the others by how the next word begins.

    `alone` tells that the free ones need no further word, `nation` that the word may be a country and its adjective.
    """

    pieces: tuple[_Piece, ...]
    free: tuple[int, ...]
    by_next: Mapping[str, tuple[int, ...]]
    alone: bool
    nation: bool


@dataclass(frozen=True, slots=True)
class Clitics:
    """The clitics of a language as its pack declares them; `by_letter` has those that a word may have by its first letter."""

    proclitics: tuple[Proclitic, ...]
    enclitics: tuple[str, ...]
    before_enclitic: tuple[tuple[str, str], ...]
    article: str
    case_ending: str = ""
    noun_enclitics: frozenset[str] = frozenset()
    possessives: tuple[str, ...] = ()
    by_letter: Mapping[str, tuple[Proclitic, ...]] = field(init=False)

    def __post_init__(self) -> None:
        letters = {proclitic.form[:1] for proclitic in self.proclitics} | {""}
        by_letter = {a: tuple(one for one in self.proclitics if one.form[:1] in ("", a)) for a in letters}
        object.__setattr__(self, "by_letter", by_letter)

    def carries(self, word: str, part: str) -> bool:
        """Tell whether a word is a listed one as it may stand in a sentence, with its article, its case ending or a pronoun.

        «*» at the end of what is listed stands for any ending.
        """
        if word == part:
            return True
        if part[-1] == "*":
            return word.startswith(part[:-1])
        if self.possessives:
            return word.startswith(part) and word[len(part) :] in self.possessives
        if word.startswith(self.article) and word[len(self.article) :] == part:
            return True
        if len(part) < 3 or word[:2] != part[:2]:
            return False
        if word.startswith(part) and (word[len(part) :] == self.case_ending or word[len(part) :] in self.enclitics):
            return True
        return any(
            part.endswith(ending)
            and word[len(part) :] in self.enclitics
            and word == part[: -len(ending)] + stem + word[len(part) :]
            for stem, ending in self.before_enclitic
        )

    def beginning(self, word: str) -> str:
        """Give the first letters of a word after its article, which no ending or pronoun changes."""
        while self.article and word.startswith(self.article):
            word = word[len(self.article) :]
        return word[:_BEGINNING]

    def proclitics_of(self, word: str) -> list[Proclitic]:
        """Give the proclitics with which a word may begin, the empty one among them."""
        return [one for one in self.by_letter.get(word[:1], self.by_letter[""]) if word.startswith(one.form)]

    def split(self, word: str) -> Iterator[tuple[Proclitic, str, str]]:
        """Give every way to cut a word into proclitic, stem and enclitic; the whole word comes first."""
        for proclitic in self.proclitics_of(word):
            rest = word[len(proclitic.form) :]
            if len(rest) < 2:
                continue
            yield proclitic, rest, ""
            if proclitic.preposition and proclitic.article:
                # لليمن: the article of a name melts into the preposition.
                yield proclitic._replace(article=False), self.article + rest, ""
            if not rest.endswith(self.enclitics):
                continue
            for enclitic in self.enclitics:
                stem = rest[: -len(enclitic)]
                if len(stem) < 2 or not rest.endswith(enclitic):
                    continue
                yield proclitic, stem, enclitic
                for end, restored in self.before_enclitic:
                    if stem.endswith(end):
                        yield proclitic, stem[: -len(end)] + restored, enclitic


class Lexicon:
    """All forms of a pack by their first word, with a memory of words already analysed."""

    def __init__(self, forms: Mapping[str, Sequence[Form]], clitics: Clitics) -> None:
        self._forms: dict[str, tuple[Form, ...]] = {word: tuple(entries) for word, entries in forms.items()}
        self._clitics = clitics
        self._seen: dict[str, _Analysis] = {}
        # Words met that may be a verb without its last vowel, which few are.
        self.shortened: set[str] = set()

    @property
    def clitics(self) -> Clitics:
        """The clitics of the language."""
        return self._clitics

    def __len__(self) -> int:
        return len(self._forms)

    def __contains__(self, word: str) -> bool:
        return word in self._forms

    def analyse(self, word: str) -> tuple[_Piece, ...]:
        """Give every entry that a word may be a form of, with its clitics; a reading without clitics shuts out the others."""
        return self._remember(word).pieces

    def _remember(self, word: str) -> _Analysis:
        known = self._seen.get(word)
        if known is None:
            if len(self._seen) >= _REMEMBERED:
                self._seen.clear()
            known = self._seen[word] = self._sort_by_next(self._take_apart(word))
            if any(piece.form.short for piece in known.pieces):
                self.shortened.add(word)
        return known

    def _take_apart(self, word: str) -> tuple[_Piece, ...]:
        pieces = tuple(self._analyse(word))
        if (
            len(pieces) > 1
            and any(piece.enclitic for piece in pieces)
            and any(
                not piece.enclitic and piece.form.shape in ("noun", "past", "present") and not piece.form.tail for piece in pieces
            )
        ):
            # «إزالة» is the noun, not «أزال» with a pronoun: the reading that needs less is the right one.
            return tuple(piece for piece in pieces if not piece.enclitic)
        return pieces

    def _analyse(self, word: str) -> Iterator[_Piece]:
        whole = self._forms.get(word)
        if self._clitics.possessives:
            yield from (_Piece(form, BARE, "") for form in whole or ())
            if not whole:
                yield from self._possessed(word)
            return
        if whole:
            yield from (_Piece(form, BARE, "") for form in whole)
            if any(
                not form.tail
                # «وأدى» folds to «وادي», a valley.
                and getattr(form.entry, "kind", "") != "place_heads"
                and (
                    form.shape != "name"
                    or not (
                        getattr(form.entry, "weak", False)
                        or getattr(form.entry, "ambiguous", False)
                        or getattr(form.entry, "kind", "") == "country"
                    )
                )
                for form in whole
            ):
                return
        for proclitic, stem, enclitic in self._clitics.split(word):
            if (not proclitic.form and not enclitic) or (proclitic.future and len(stem) < _SHORTEST_PRESENT):
                continue
            for form in self._forms.get(stem, ()):
                if proclitic.preposition and form.person == "1p" and len(stem) <= _SHORTEST_PRESENT:
                    # «لندن» is a city, not "that we condemn".
                    continue
                if _fits(form, proclitic, enclitic, self._clitics.noun_enclitics):
                    yield _Piece(form, proclitic, enclitic)

    def _possessed(self, word: str) -> Iterator[_Piece]:
        """Give whose a thing is, where a word ends as an owner does («Syria's»); the first ending stands for all of them."""
        for ending in self._clitics.possessives:
            if word.endswith(ending):
                for form in self._forms.get(word[: -len(ending)], ()):
                    if form.shape in ("name", "noun") and not form.tail:
                        yield _Piece(form, BARE, self._clitics.possessives[0])
                return

    def _sort_by_next(self, pieces: tuple[_Piece, ...]) -> _Analysis:
        """Sort the pieces of a word by what must follow: «على» begins hundreds of entries, of which few go on as the text does."""
        free: list[int] = []
        by_next: dict[str, tuple[int, ...]] = {}
        for place, piece in enumerate(pieces):
            part = piece.form.tail[0] if piece.form.tail else GAP
            beginning = self._clitics.beginning(part) if part != GAP else ""
            if "*" in beginning or len(beginning) < _BEGINNING:
                free.append(place)
            else:
                by_next[beginning] = (*by_next.get(beginning, ()), place)
        kinds = {getattr(piece.form.entry, "kind", "") for piece in pieces}
        alone = not any(pieces[place].form.tail for place in free)
        return _Analysis(pieces, tuple(free), by_next, alone, {"country", "adjective"} <= kinds)

    def options(self, words: Sequence[Word], at: int) -> list[Option]:
        """Give every reading of the words that begin at a place, longest first."""
        form = words[at].form
        pieces, places, by_next, alone, nation = self._seen.get(form) or self._remember(form)
        if not pieces:
            return []
        if by_next and at + 1 < len(words):
            more = by_next.get(self._clitics.beginning(words[at + 1].form))
            if more:
                places, alone = tuple(sorted(places + more)), False
        end = at + 1
        found = [Option(*pieces[i], at, end) for i in places] if alone else self._matching(pieces, places, words, at)
        return self._country_or_adjective(found, words, at) if nation else found

    def _matching(self, pieces: Sequence[_Piece], places: Sequence[int], words: Sequence[Word], at: int) -> list[Option]:
        """Give the readings of which all further words stand in the sentence, longest first."""
        found = []
        for place in places:
            piece = pieces[place]
            tail = piece.form.tail
            last = self._match_tail(tail, words, at + 1) if tail else at + 1
            if last:
                found.append(Option(piece.form, piece.proclitic, piece.enclitic, at, last))
        if len(found) > 1:
            found.sort(key=lambda option: -option.last)
        return found

    def _country_or_adjective(self, found: list[Option], words: Sequence[Word], at: int) -> list[Option]:
        """«روسيا» is the country; only after a noun in the accusative («جنديا روسيا») is it the adjective."""
        kinds = {getattr(option.form.entry, "kind", "") for option in found if option.last == at + 1 and not option.proclitic.form}
        if not {"country", "adjective"} <= kinds:
            return found
        dropped = "country" if at and self._accusative(words[at - 1].form, words[at].form[-1]) else "adjective"
        return [option for option in found if option.proclitic.form or getattr(option.form.entry, "kind", "") != dropped]

    def _accusative(self, word: str, ending: str) -> bool:
        """Whether a word is a noun or adjective of one person that has taken a case ending."""
        return word[-1] == ending and any(
            piece.form.person in ("s", "ms")
            and piece.form.shape in ("noun", "adjective")
            and word[len(piece.proclitic.form) : -1] in self._forms
            for piece in self.analyse(word)
        )

    def _match_tail(self, tail: tuple[str, ...], words: Sequence[Word], at: int) -> int:
        """Say where the words of a tail end, 0 if they do not stand there."""
        reach = at
        at_end = at
        gap = False
        for part in tail:
            if part == GAP:
                gap = True
                continue
            limit = reach + (MAX_GAP if gap else 0)
            while reach <= limit and reach < len(words) and not self._clitics.carries(words[reach].form, part):
                if not words[reach].form[0].isalnum() and words[reach].form != '"':
                    return 0
                reach += 1
            if reach > limit or reach >= len(words):
                return 0
            reach += 1
            if not gap:
                at_end = reach
            # What follows a gap is proof, not part of the range: «أطلقت السلطات سراح» is found at its verb.
        return at_end


def _fits(form: Form, proclitic: Proclitic, enclitic: str, noun_enclitics: frozenset[str]) -> bool:
    """Tell whether a form may carry these clitics."""
    shape = form.shape
    if shape in ("past", "present"):
        if proclitic.article or proclitic.before == "noun" or (proclitic.preposition and shape == "past"):
            return False
        return not (proclitic.future and shape != "present") and enclitic not in noun_enclitics
    if proclitic.before == "verb":
        return False
    if shape == "name":
        return not enclitic and not proclitic.article
    if shape == "word":
        # «المرتفعات»: a place word may take its article.
        if proclitic.preposition and getattr(form.entry, "kind", "") == "negation verbal":
            # «كلا» is both, not "like no".
            return False
        articled = proclitic.article and getattr(form.entry, "kind", "") != "place_heads"
        return not enclitic and not articled and not proclitic.future
    if form.tail and enclitic:
        return False
    return not (proclitic.article and enclitic)


def build_forms(entries: Iterable[tuple[str, Form]]) -> dict[str, list[Form]]:
    """Gather forms under their first word."""
    table: dict[str, list[Form]] = defaultdict(list)
    for word, form in entries:
        if form not in table[word]:
            table[word].append(form)
    return table
