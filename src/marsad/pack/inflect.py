"""Inflection at build time: a pack lists a lemma, this spells out its forms by the pack's own tables.

Done once when a pack is loaded, so that reading a word is a look-up. The tables are data (`morphology.yaml`); nothing here knows a
language.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple


class Spelled(NamedTuple):
    """One spelled form: its folded letters and its person or number as the table names it, without primes.

    `short` marks the forms of the present that stand only after certain words («لم يقل»).
    """

    form: str
    person: str
    short: bool = False


class Paradigm(NamedTuple):
    """A row of a table: words with this ending take these affixes in its place."""

    ends: str
    forms: tuple[tuple[str, str, str], ...]

    def spell(self, word: str) -> Iterator[Spelled]:
        """Spell all forms of a word that has the row's ending."""
        stem = word[: len(word) - len(self.ends)]
        for person, prefix, suffix in self.forms:
            yield Spelled(prefix + stem + suffix, person)


class Morphology(NamedTuple):
    """The tables of one language."""

    past: tuple[Paradigm, ...]
    present: tuple[Paradigm, ...]
    noun: tuple[Paradigm, ...]
    adjective: tuple[Paradigm, ...]
    jussive_length: int
    jussive_drops: frozenset[str]
    jussive_forms: tuple[tuple[str, str], ...]
    verb: tuple[Paradigm, ...] = ()
    plural: tuple[Paradigm, ...] = ()

    @property
    def has_principal_parts(self) -> bool:
        """Whether verbs are listed by their principal parts (base, past, participle) and nouns by singular and plural."""
        return bool(self.verb)

    def inflect_verb(self, parts: Sequence[str]) -> Iterator[Spelled]:
        """Spell a verb from its base; a past or a participle that the rule does not give is listed after it."""
        base, listed = parts[0], parts[1:]
        forms = {spelled.person: spelled.form for spelled in _row(self.verb, base).spell(base)}
        past = listed[0] if listed else forms["past"]
        participle = listed[-1] if listed else forms["past"]
        doubled = base + base[-1]
        going = doubled + forms["ing"][len(base) :] if past.startswith(doubled) and forms["ing"].startswith(base) else forms["ing"]
        yield Spelled(base, "base")
        yield Spelled(forms["s"], "s")
        yield Spelled(past, "past")
        yield Spelled(participle, "participle")
        yield Spelled(going, "ing")

    def inflect_plural(self, word: str) -> str:
        """Spell the regular plural of a noun."""
        return next(spelled.form for spelled in _row(self.plural, word).spell(word))

    def inflect_past(self, word: str) -> Iterator[Spelled]:
        """Spell a verb's past by persons, from its third person masculine singular."""
        return _row(self.past, word).spell(word)

    def inflect_present(self, word: str) -> Iterator[Spelled]:
        """Spell a verb's present by persons; the first letter of the listed form is the person's prefix."""
        body = word[1:]
        row = _row(self.present, body)
        for (_, _, suffix), spelled in zip(row.forms, row.spell(body), strict=True):
            yield spelled._replace(short=bool(row.ends) and not suffix)
        if len(word) == self.jussive_length and word[-2] in self.jussive_drops:
            short = body[:-2] + body[-1]
            for person, prefix in self.jussive_forms:
                yield Spelled(prefix + short, person, short=True)

    def inflect_noun(self, word: str) -> Iterator[Spelled]:
        """Spell a noun's case and dual endings, from the form that the pack lists."""
        return _row(self.noun, word).spell(word)

    def inflect_adjective(self, word: str) -> Iterator[Spelled]:
        """Spell an adjective's or participle's genders and numbers, from its masculine singular."""
        return _row(self.adjective, word).spell(word)


def _row(table: Sequence[Paradigm], word: str) -> Paradigm:
    return next((row for row in table if word.endswith(row.ends)), Paradigm("", (("", "", ""),)))


def load_morphology(raw: Mapping[str, Any]) -> Morphology:
    """Build the tables from a pack's `morphology.yaml`."""

    def table(name: str) -> tuple[Paradigm, ...]:
        rows = raw.get(name) or []
        return tuple(
            Paradigm(row["ends"], tuple((person.rstrip("'"), prefix, suffix) for person, (prefix, suffix) in row["forms"].items()))
            for row in rows
        )

    jussive = raw.get("jussive") or {}
    return Morphology(
        past=table("past"),
        present=table("present"),
        noun=table("noun"),
        adjective=table("adjective"),
        jussive_length=jussive.get("length", 0),
        jussive_drops=frozenset(jussive.get("drops", ())),
        jussive_forms=tuple((jussive.get("forms") or {}).items()),
        verb=table("verb"),
        plural=table("plural"),
    )
