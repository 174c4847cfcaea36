"""An agreement made ready to read a language with: its patterns compiled, its zone and names asked of sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from marsad.ledger.agreements import WordTable, load_words
from marsad.ledger.phrases import Pattern, Sentence, Spelling, compile_patterns, make_sentence
from marsad.model import Agreement, Claim, Commitment, Cues, Document

_ROUGH_SENTENCE = re.compile(r"[^.!?؟…\n]+")
NEAR = 1500  # code points back to which "the agreement" still means the one that was named


@dataclass(frozen=True, slots=True, kw_only=True)
class Lens:
    """One agreement's patterns for one language."""

    agreement: Agreement
    spelling: Spelling
    names: tuple[Pattern, ...]
    not_this: tuple[Pattern, ...]
    inside: tuple[Pattern, ...]
    outside: tuple[Pattern, ...]
    phrases: tuple[tuple[Commitment, tuple[Pattern, ...]], ...]
    effects: Mapping[str, tuple[Pattern, ...]]

    def sentence(self, text: str, start: int = 0) -> Sentence:
        """Make a sentence ready for this lens."""
        return make_sentence(text, start, self.spelling)

    def names_it(self, sentence: Sentence) -> bool:
        """Tell whether a sentence calls this agreement by a name, and not another that is called alike."""
        return bool(sentence.first(self.names)) and not sentence.first(self.not_this)

    def speaks(self, effect: str, sentence: Sentence) -> str:
        """Quote the words of an effect in a sentence, or nothing."""
        return sentence.quote(sentence.first(self.effects.get(effect, ())))

    def in_zone(self, claim: Claim, sentence: Sentence) -> bool:
        """Tell whether the event lies where the agreement holds: by its place if one is told, else by the sentence."""
        zone = self.agreement.zone
        if claim.event.place:
            place = self.sentence(claim.event.place)
            if place.first(self.inside):
                return True
            if place.first(self.outside):
                return False
            if zone.whole and claim.located is not None:
                return claim.located.country in zone.countries
        if sentence.first(self.outside):
            return False
        if sentence.first(self.inside):
            return True
        return (
            zone.whole and not (claim.located and claim.located.country not in zone.countries) and _is_home(claim, zone.countries)
        )


def _is_home(claim: Claim, countries: Iterable[str]) -> bool:
    """Tell whether all who act in a claim belong to the countries of the zone; abroad, a place would be told."""
    codes = [c for c in (claim.event.actor, claim.event.target) if c]
    return bool(codes) and any(c.partition(".")[0] in countries for c in codes)


def make_lens(agreement: Agreement, spelling: Spelling, words: WordTable | None = None) -> Lens:
    """Compile an agreement for a language; costs milliseconds, so the caller keeps the lens."""
    table = words or load_words()
    language = spelling.language

    def compiled(cues: Sequence[Cues]) -> tuple[Pattern, ...]:
        return compile_patterns((p for c in cues if c.language == language for p in c.phrases), spelling)

    return Lens(
        agreement=agreement,
        spelling=spelling,
        names=compiled(agreement.names),
        not_this=compiled(agreement.not_this),
        inside=compiled(agreement.zone.inside),
        outside=compiled(agreement.zone.outside),
        phrases=tuple((c, compiled(c.phrases)) for c in agreement.commitments),
        effects={effect: compile_patterns(found, spelling) for effect, found in table.effects.get(language, {}).items()},
    )


@dataclass(frozen=True, slots=True)
class Naming:
    """Where a document names the agreement, and where another that is called alike.

    Where it speaks of the zone, and where of places outside.
    """

    at: tuple[tuple[int, bool], ...]
    places: tuple[tuple[int, bool], ...] = ()

    def inside_before(self, position: int) -> bool:
        """Tell whether the last place named, not far before the position, lies in the zone."""
        last = next(((start, inside) for start, inside in reversed(self.places) if start < position), None)
        return last is not None and last[1] and position - last[0] <= NEAR

    def just_before(self, position: int) -> bool:
        """Tell whether the agreement named last, not far before the position, is this one."""
        last = next(((start, this) for start, this in reversed(self.at) if start < position), None)
        return last is not None and last[1] and position - last[0] <= NEAR


def find_naming(document: Document, lens: Lens) -> Naming:
    """Find every sentence of a document, and its title, that calls an agreement by one of this agreement's names."""
    found: list[tuple[int, bool]] = []
    places: list[tuple[int, bool]] = []
    if document.title and lens.sentence(document.title).first(lens.names):
        found.append((-1, lens.names_it(lens.sentence(document.title))))
    for match in _ROUGH_SENTENCE.finditer(document.text):
        sentence = lens.sentence(match.group(), match.start())
        if sentence.first(lens.names):
            found.append((match.start(), not sentence.first(lens.not_this)))
        inside, outside = bool(sentence.first(lens.inside)), bool(sentence.first(lens.outside))
        if inside or outside:
            places.append((match.start(), inside and not outside))
    return Naming(tuple(found), tuple(places))
