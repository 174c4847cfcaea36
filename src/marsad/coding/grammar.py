"""Grammar: the little words and endings by which coding reads a language, gathered from its pack once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from marsad.pack import Pack

# The word order that a pack declares where the doer stands before its verb and who bears it after it.
FIXED = "fixed"
_DETERMINING = ("articles", "indefinite", "owners", "pointing_words", "determiners")
_WHERE = ("place", "from", "to", "onto")


@dataclass(frozen=True, slots=True, kw_only=True)
class Grammar:
    """Folded words of `function.yaml` and `orthography.yaml`; what each is for stands beside it there."""

    article: str
    case_ending: str
    subject_endings: tuple[str, ...]
    feminine: tuple[str, ...]
    feminine_pronouns: frozenset[str]
    masculine_names: frozenset[str]
    masculine_pronouns: frozenset[str]
    place: frozenset[str]
    away: frozenset[str]
    to: frozenset[str]
    onto: frozenset[str]
    between: frozenset[str]
    against: frozenset[str]
    owning: frozenset[str]
    persons: frozenset[str]
    serving: frozenset[str]
    manner: frozenset[str]
    before_after: frozenset[str]
    meanwhile: frozenset[str]
    means: frozenset[str]
    aims: frozenset[str]
    civil_places: frozenset[str]
    military_places: frozenset[str]
    inhabited: frozenset[str]
    completing: frozenset[str]
    purpose: frozenset[str]
    ties: frozenset[str]
    auxiliaries: frozenset[str]
    result_verbs: frozenset[str]
    causes: frozenset[str]
    topics: frozenset[str]
    unless: frozenset[str]
    provides: frozenset[str]
    under_it: frozenset[str]
    never: frozenset[str]
    opening_negations: frozenset[str]
    resumptive: frozenset[str]
    pointing: frozenset[str]
    whichever: frozenset[str]
    near: frozenset[str]
    never_alone: frozenset[str]
    loose_places: frozenset[str]
    adjective: tuple[str, ...]
    owing: frozenset[str]
    one_of: frozenset[str]
    sites: frozenset[str]
    about: frozenset[str]
    there: frozenset[str]
    settled: frozenset[str]
    and_wounded: frozenset[str]
    bearing: frozenset[str]
    contrasts: frozenset[str]
    determiners: frozenset[str]
    apart: frozenset[str]
    occasions: frozenset[str]
    fixed_order: bool
    auxiliary: Mapping[str, frozenset[str]]
    not_words: frozenset[str]
    determining: frozenset[str]
    adverb_endings: tuple[str, ...]
    first_person: frozenset[str]
    possessives: frozenset[str]
    others: frozenset[str]
    held_by: frozenset[str]

    @property
    def where(self) -> frozenset[str]:
        """Every preposition after which a place may stand."""
        return self.place | self.away | self.to | self.onto


@lru_cache(maxsize=8)
def grammar_of(pack: Pack) -> Grammar:
    """Give the grammar of a pack."""
    words, prepositions = pack.words, pack.prepositions
    nothing: frozenset[str] = frozenset()
    return Grammar(
        article=pack.lexicon.clitics.article,
        case_ending=pack.lexicon.clitics.case_ending,
        subject_endings=tuple(pack.raw["morphology"].get("subject_endings") or ()),
        feminine=tuple(pack.raw["morphology"].get("feminine_endings") or ()),
        masculine_pronouns=frozenset(pack.raw["morphology"].get("masculine_pronouns") or ()),
        feminine_pronouns=frozenset(pack.raw["morphology"].get("feminine_pronouns") or ()),
        masculine_names=words.get("masculine_names", nothing),
        place=prepositions.get("place", nothing),
        away=prepositions.get("from", nothing),
        to=prepositions.get("to", nothing),
        onto=prepositions.get("onto", nothing),
        between=prepositions.get("between", nothing),
        against=prepositions.get("against", nothing),
        owning=words.get("owning", nothing),
        persons=words.get("persons", nothing),
        serving=words.get("serving", nothing),
        manner=words.get("manner", nothing),
        before_after=words.get("before_after", nothing),
        meanwhile=words.get("meanwhile", nothing),
        means=words.get("means", nothing),
        aims=words.get("aims", nothing),
        civil_places=words.get("civil_places", nothing),
        military_places=words.get("military_places", nothing),
        inhabited=words.get("inhabited", nothing),
        completing=words.get("completing", nothing),
        purpose=words.get("purpose", nothing),
        ties=words.get("ties", nothing),
        auxiliaries=words.get("auxiliaries", nothing),
        topics=words.get("topics", nothing),
        causes=words.get("causes", nothing),
        result_verbs=words.get("result_verbs", nothing),
        unless=words.get("unless", nothing),
        under_it=words.get("under_it", nothing),
        provides=words.get("provides", nothing),
        opening_negations=words.get("opening_negations", nothing),
        resumptive=words.get("resumptive", nothing),
        pointing=frozenset(word.split()[-1] for word in words.get("resumptive", nothing)),
        whichever=words.get("whichever", nothing),
        sites=words.get("sites", nothing),
        one_of=words.get("one_of", nothing),
        owing=words.get("owing", nothing),
        never_alone=words.get("never_alone", nothing),
        loose_places=words.get("loose_places", nothing),
        adjective=tuple(pack.raw["morphology"].get("adjective_endings") or ()),
        near=words.get("near", nothing),
        about=words.get("about", nothing),
        there=words.get("there", nothing),
        settled=words.get("settled", nothing),
        and_wounded=words.get("and_wounded", nothing),
        bearing=words.get("bearing", nothing),
        contrasts=words.get("contrasts", nothing),
        determiners=words.get("determiners", nothing),
        apart=words.get("apart", nothing),
        occasions=words.get("occasions", nothing),
        fixed_order=pack.raw["orthography"].get("word_order") == FIXED,
        auxiliary={
            kind: frozenset(pack.folding.key(word) for word in listed)
            for kind, listed in (pack.raw["function"].get("auxiliary") or {}).items()
        },
        not_words=frozenset(pack.folding.key(word) for word in pack.raw["function"]["negation"].get("verbal", ())),
        determining=nothing.union(*(words.get(kind, nothing) for kind in _DETERMINING)),
        adverb_endings=tuple(pack.raw["function"].get("adverb_endings") or ()),
        first_person=words.get("first_person", nothing),
        possessives=frozenset(pack.lexicon.clitics.possessives),
        others=words.get("others", nothing),
        held_by=words.get("held_by", nothing),
        never=frozenset(pack.folding.key(word) for word in pack.raw["function"]["negation"].get("future", ())),
    )
