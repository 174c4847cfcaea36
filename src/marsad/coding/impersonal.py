"""Impersonal: verbs of saying whose subject is nobody whom the sentence names, so that no one else is taken for the speaker."""

from __future__ import annotations

from marsad.coding.predicates import Predicate, Row
from marsad.pack.entries import CueEntry
from marsad.reading.chunks import MAYBE_NAME

_THIRD = frozenset({"3ms", "3fs"})
_TELLING = frozenset({"state", "report"})


def is_considered(row: Row, predicate: Predicate) -> bool:
    """Whether a verb is passive: right after it stands what something is considered, «المستوطنات … تعتبر انتهاكاً للقانون».

    A speaker would say of what, by a name, a pronoun or "that".
    """
    entry: CueEntry = predicate.entry
    at = predicate.at
    brings = entry.act in _TELLING and "object" in entry.content and "object" not in entry.party
    if not (brings and predicate.is_verb and predicate.form.shape == "present" and predicate.form.person in _THIRD):
        return False
    following = row.chunks[at + 1] if at + 1 < len(row.chunks) else None
    if predicate.option.enclitic or following is None or following.governor or following.joins:
        return False
    noun = row.predicates.get(at + 1)
    ending = row.grammar.case_ending
    indefinite = bool(ending) and row.sentence.words[following.last - 1].form.endswith(ending)
    return noun is not None and not noun.is_verb and not following.proclitic.article and indefinite


def accuses_somebody_else(row: Row, after: int, edge: int) -> bool:
    """Whether a word that no list has stands where the accused would: «اتهمت الوزارة «القوى الغربية» بـ…»."""
    for chunk in row.chunks[after + 1 : edge]:
        if chunk.governor or chunk.little.startswith("preposition") or chunk.kind in ("event", "verb", "mark", "cue"):
            return False
        if chunk.kind == "quote":
            return True
        if chunk.kind == "word" and chunk.little != MAYBE_NAME:
            grammar = row.grammar
            form = row.sentence.words[chunk.first].form
            return form.startswith(grammar.article) or (bool(grammar.case_ending) and form.endswith(grammar.case_ending))
    return False


def is_said_by_thing(row: Row, predicate: Predicate) -> bool:
    """Whether an indefinite noun that nothing knows does it: «قرار يدين إيران», «وثيقة تتهم الجيش»."""
    at = predicate.at
    if not predicate.is_verb or predicate.form.shape != "present" or not at or row.chunks[at].joins:
        return False
    before, following = row.chunks[at - 1], row.chunks[at + 1] if at + 1 < len(row.chunks) else None
    noun = before.kind == "word" or (before.kind in ("cue", "event") and not row.finite[at - 1])
    written = row.sentence.words[before.first].form
    definite = before.proclitic.article or before.enclitic or written.startswith(row.grammar.article)
    in_it = following is not None and following.little.startswith("preposition") and bool(following.enclitic)
    return noun and not definite and not in_it
