"""From the lists of a pack to forms: parsing of the notation of `docs/pack-format.md`, inflection, folding."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, cast, get_args

from marsad.errors import BadPack
from marsad.model import Act, EventType
from marsad.pack.entries import Company, CueEntry, EventEntry, QualifierEntry, RoleEntry, VerbEntry, WordEntry
from marsad.pack.inflect import Morphology, Spelled
from marsad.pack.lexicon import GAP, Form

Pair = tuple[str, Form]
_EVENT_KEYS = {
    "id", "type", "mode", "verbs", "passives", "nouns", "participles", "passive_participles", "phrases", "agent", "target_by",
    "agent_by", "object", "place_by", "needs", "needs_name", "reach", "unless", "negated", "weak_noun", "harm", "fault", "asked",
    "examples", "note",
}  # fmt: skip
_CUE_KEYS = {
    "id", "act", "verbs", "passives", "nouns", "participles", "phrases", "speaker", "content", "party", "content_actor", "neutral",
    "topic", "speaker_by", "future", "otherwise", "unless", "examples", "note",
}  # fmt: skip


class Compiler:
    """Spells the entries of one language; `fold` is the language's key for look-ups."""

    def __init__(self, fold: Callable[[str], str], morphology: Morphology, prefix: str, hung: frozenset[str] = frozenset()) -> None:
        self.fold = fold
        self._hung = hung
        self.morphology = morphology
        self.prefix = prefix

    # ── the notation ────────────────────────────────────────────────────────────────────────────────────────────────────────

    def lemma(self, text: str) -> list[tuple[list[str], tuple[str, ...]]]:
        """Cut a lemma into groups of alternatives with what must follow them: «أطلق يطلق + النار», «شاهد + عيان شهود + عيان»."""
        groups: list[tuple[list[str], tuple[str, ...]]] = []
        text = text.replace("-", " + ") if self.morphology.has_principal_parts else text
        heads: list[str] = []
        tail: list[str] = []
        pending = False
        for part in text.split():
            if part in ("+", GAP):
                pending = True
                if part == GAP:
                    tail.append(GAP)
            elif pending:
                tail.append(self.fold(part))
                pending = False
            else:
                if tail:
                    groups.append((heads, tuple(tail)))
                    heads, tail = [], []
                heads.append(self.fold(part))
        groups.append((heads, tuple(tail)))
        return groups

    def verbs(self, entry: object, lemmas: Iterable[str], passive: bool, where: str) -> Iterator[Pair]:
        """Conjugate verbs listed as "past present"; a past alone where the present is not in use."""
        for text in lemmas:
            for heads, tail in self.lemma(text):
                if self.morphology.has_principal_parts:
                    yield from self._principal_parts(entry, heads, tail, passive)
                    continue
                if len(heads) not in (1, 2):
                    raise BadPack(
                        f"the verb {text!r} is not a past and a present",
                        "Write both as the entries beside it do, and further words after +.",
                        file=where,
                    )
                for spelled in self.morphology.inflect_past(heads[0]):
                    yield self._pair(entry, spelled, "past", passive, tail)
                for spelled in self.morphology.inflect_present(heads[1]) if len(heads) == 2 else ():
                    yield self._pair(entry, spelled, "present", passive, tail)

    def _principal_parts(self, entry: object, heads: list[str], tail: tuple[str, ...], passive: bool) -> Iterator[Pair]:
        """Conjugate a verb listed by base, past and participle; its participle in the passive bears the event."""
        for spelled in self.morphology.inflect_verb(heads):
            if spelled.person in ("base", "s"):
                yield self._pair(entry, spelled, "present", passive, tail)
            elif spelled.person == "past":
                yield self._pair(entry, spelled, "past", passive, tail)
            elif spelled.person == "ing":
                yield self._pair(entry, spelled, "participle", passive, tail)
            else:
                yield spelled.form, Form(entry, "passive_participle", "participle", True, tail)

    def _singular_and_plural(self, heads: list[str], tail: tuple[str, ...]) -> Iterator[tuple[str, str, tuple[str, ...]]]:
        """Give a noun's forms with their number; of a compound the first or the last word takes the plural."""
        yield heads[0], "s", tail
        for head in heads[1:]:
            yield head, "p", tail
        if len(heads) == 1:
            yield self.morphology.inflect_plural(heads[0]), "p", tail
            if tail and tail[-1] != GAP and tail[-1][-1] != "*":
                yield heads[0], "p", (*tail[:-1], self.morphology.inflect_plural(tail[-1]))

    def nouns(self, entry: object, lemmas: Iterable[str]) -> Iterator[Pair]:
        """Inflect nouns listed as singular and plurals."""
        for text in lemmas:
            for heads, tail in self.lemma(text):
                if self.morphology.has_principal_parts:
                    for form, number, rest in self._singular_and_plural(heads, tail):
                        yield form, Form(entry, "noun", number, False, rest)
                    continue
                for head in heads:
                    for spelled in self.morphology.inflect_noun(head):
                        yield self._pair(entry, spelled, "noun", False, tail)

    def plurals(self, entry: object, words: Iterable[str]) -> Iterator[Pair]:
        """Spell the regular plurals of nationalities («Libyans»), where the language makes one plural of a noun."""
        for word in words if self.morphology.has_principal_parts else ():
            for heads, tail in self.lemma(" + ".join(word.split())):
                if not tail:
                    yield self.morphology.inflect_plural(heads[0]), Form(entry, "noun", "p")

    def adjectives(self, entry: object, lemmas: Iterable[str], shape: str) -> Iterator[Pair]:
        """Inflect adjectives and participles listed in the masculine singular."""
        for text in lemmas:
            for heads, tail in self.lemma(text):
                for head in heads:
                    for spelled in self.morphology.inflect_adjective(head):
                        yield self._pair(entry, spelled, shape, shape == "passive_participle", tail)

    def phrases(self, entry: object, lemmas: Iterable[str], shape: str = "word") -> Iterator[Pair]:
        """Take wordings as they stand."""
        for text in lemmas:
            whole = text.replace("-", " ") if self.morphology.has_principal_parts else text
            parts = [self.fold(part) for part in whole.split() if part != "+"]
            yield parts[0], Form(entry, shape, "", False, tuple(parts[1:]))

    def _pair(self, entry: object, spelled: Spelled, shape: str, passive: bool, tail: tuple[str, ...]) -> Pair:
        return spelled.form, Form(entry, shape, spelled.person, passive, tail, spelled.short)

    # ── the lists ───────────────────────────────────────────────────────────────────────────────────────────────────────────

    def events(self, rows: Iterable[Mapping[str, Any]], file: str) -> Iterator[Pair]:
        """Spell `events.yaml`."""
        for row in rows:
            where = check_keys(row, _EVENT_KEYS, file)
            if row.get("type") not in get_args(EventType):
                raise BadPack(f"unknown event type {row.get('type')!r}", "Take one of the types of the guidelines.", file=where)
            entry = EventEntry(
                id=f"{self.prefix}/events#{row['id']}",
                type=row["type"],
                mode=row.get("mode", ""),
                genitive=row.get("agent", "genitive")
                .replace("genitive", "agent")
                .replace("either", "agent")
                .replace("speaker", "none"),
                either=row.get("agent") == "either",
                by_speaker=row.get("agent") == "speaker",
                transitive=bool(row.get("verbs")) and row.get("object", "target") == "target",
                object=row.get("object", "target"),
                target_by=self._words(row.get("target_by")),
                agent_by=self._words(row.get("agent_by")),
                place_by=self._words(row.get("place_by")),
                needs=self._company(row.get("needs")),
                reach=int(row.get("reach", 8)),
                needs_name=bool(row.get("needs_name")),
                unless=self._company(row.get("unless")),
                negated=row.get("negated"),
                weak_noun=bool(row.get("weak_noun")),
                harm=bool(row.get("harm")),
                fault=bool(row.get("fault")),
                asked=row.get("asked"),
            )
            yield from self._predicate(entry, row, where)

    def cues(self, rows: Iterable[Mapping[str, Any]], file: str) -> Iterator[Pair]:
        """Spell `cues.yaml`."""
        for row in rows:
            where = check_keys(row, _CUE_KEYS, file)
            if row.get("act") not in get_args(Act):
                raise BadPack(f"unknown act {row.get('act')!r}", "Take one of the ten acts of the guidelines.", file=where)
            party = row.get("party") or ()
            entry = CueEntry(
                id=f"{self.prefix}/cues#{row['id']}",
                act=row["act"],
                speaker=row.get("speaker", "subject"),
                content=self._words(row.get("content")),
                party=self._words([party] if isinstance(party, str) and party != "none" else () if party == "none" else party),
                content_actor=row.get("content_actor", "none"),
                neutral=bool(row.get("neutral")),
                topic=bool(row.get("topic")),
                speaker_by=self._words(row.get("speaker_by")),
                future=bool(row.get("future")),
                otherwise=row.get("otherwise"),
                unless=self._company(row.get("unless")),
            )
            yield from self._predicate(entry, row, where)

    def _predicate(self, entry: EventEntry | CueEntry, row: Mapping[str, Any], where: str) -> Iterator[Pair]:
        yield from self.verbs(entry, row.get("verbs") or (), False, where)
        yield from self.verbs(entry, row.get("passives") or (), True, where)
        yield from self.nouns(entry, row.get("nouns") or ())
        yield from self.adjectives(entry, row.get("participles") or (), "participle")
        yield from self.adjectives(entry, row.get("passive_participles") or (), "passive_participle")
        yield from self.phrases(entry, row.get("phrases") or ())

    def roles(self, raw: Mapping[str, Any], file: str) -> Iterator[Pair]:
        """Spell `roles.yaml`: heads, qualifiers, domains."""
        for row in raw.get("heads") or ():
            entry = RoleEntry(
                id=f"{self.prefix}/roles#{row['id']}",
                sector=row["sector"],
                kind=row.get("kind", "body"),
                country=row.get("country") or "",
                names_follow=bool(row.get("names_follow")),
                carries=bool(row.get("carries")),
                fights=row.get("fights") or "",
                domain=bool(row.get("domain")),
                both=bool(row.get("both")),
                bare=row.get("bare", True),
                reports=bool(row.get("reports")),
                local=bool(row.get("local")),
                foreign=bool(row.get("foreign")),
                where=row.get("where") or {},
                unless_before=self._words(row.get("unless_before")),
            )
            for text in row["words"]:
                for heads, tail in self.lemma(text):
                    yield from self._role_forms(
                        entry, heads, tail, feminine=bool(row.get("feminine")), sound=bool(row.get("sound"))
                    )
        for row in raw.get("qualifiers") or ():
            qualifier = QualifierEntry(
                id=f"{self.prefix}/roles#{row.get('id', row['sector'])}",
                sector=row["sector"] or "",
                kinds=frozenset(row.get("kinds") or ()),
                country=row.get("country") or "",
                foreign=bool(row.get("foreign")),
            )
            yield from self.adjectives(qualifier, row["words"], "adjective")
        for row in raw.get("domains") or ():
            identity = f"{self.prefix}/roles#{row['id']}"
            yield from self.nouns(QualifierEntry(id=identity, sector=row.get("sector") or "", domain=True), row["words"])
            if row.get("alone"):
                yield from self.nouns(RoleEntry(id=identity, sector=row["sector"], kind="body", bare=False), row["words"])
        for row in raw.get("both") or ():
            yield from self.nouns(
                RoleEntry(id=f"{self.prefix}/roles#{row['id']}", sector="UNK", kind="collective", both=True), row["words"]
            )
        del file

    def _role_forms(
        self, entry: RoleEntry, heads: list[str], tail: tuple[str, ...], *, feminine: bool, sound: bool
    ) -> Iterator[Pair]:
        """The listed singular takes the regular endings that the row allows, listed plurals stand as they are."""
        if self.morphology.has_principal_parts:
            for form, number, rest in self._singular_and_plural(heads, tail):
                yield form, Form(entry, "noun", number, False, rest)
            return
        for index, head in enumerate(heads):
            forms = set(self.morphology.inflect_noun(head))
            if index == 0 and (feminine or sound):
                for spelled in self.morphology.inflect_adjective(head):
                    if (spelled.person[0] == "f" and feminine) or (spelled.person[0] == "m" and sound):
                        forms.add(spelled)
            for spelled in sorted(forms):
                yield self._pair(
                    entry,
                    spelled if index == 0 or spelled.person in ("d", "p") else spelled._replace(person="p"),
                    "noun",
                    False,
                    tail,
                )

    def other_verbs(self, raw: Mapping[str, Any], file: str) -> Iterator[Pair]:
        """Spell `plain_verbs.yaml`: plain, light and aspect verbs."""
        yield from self.verbs(VerbEntry(id=f"{self.prefix}/verbs#plain", kind="plain"), raw.get("plain") or (), False, file)
        for kind in ("light", "aspect"):
            for row in raw.get(kind) or ():
                entry = VerbEntry(
                    id=f"{self.prefix}/verbs#{row.get('id', kind)}",
                    kind=cast("Any", kind),
                    subject=row.get("subject") or "agent",
                    patient=bool(row.get("patient")),
                    mutual=bool(row.get("mutual")),
                    negates=bool(row.get("negates")),
                    status=row.get("status"),
                )
                verbs = row.get("verbs") or [row["verb"]]
                yield from self.verbs(entry, verbs, False, file)
                yield from self.nouns(entry, row.get("nouns") or ())
                yield from self.adjectives(entry, row.get("participles") or (), "participle")

    def function_words(self, kind: str, words: Iterable[str]) -> Iterator[Pair]:
        """Spell one list of little words; "word?present" stands only before a verb in the present."""
        for text in words:
            word, _, before = text.partition("?")
            word = word.replace("-", " ") if self.morphology.has_principal_parts else word
            parts = self.without_hung([self.fold(part) for part in word.split()])
            entry = WordEntry(kind=kind, value=" ".join(parts), only_before=before)
            shape = "particle" if kind == "complementizer" else "word"
            yield parts[0], Form(entry, shape, "", False, tuple(parts[1:]))

    def without_hung(self, words: list[str]) -> list[str]:
        """Leave out little words before a wording that are read as if they hung on the word after them: "the north"."""
        while len(words) > 1 and words[0] in self._hung:
            words = words[1:]
        return words

    def _company(self, words: Iterable[str] | None) -> Company:
        folded = self._words(words)
        whole = frozenset(word for word in folded if not word.endswith("*"))
        return Company(whole, tuple(sorted(word[:-1] for word in folded - whole)))

    def _words(self, words: Iterable[str] | None) -> frozenset[str]:
        listed = list(words or ())
        odd = next((word for word in listed if not isinstance(word, str)), None)
        if odd is not None:
            raise BadPack(f"a word is read as {odd!r}", "Put it in quotation marks.", file=self.prefix)
        return frozenset(self.fold(word) if word != "object" else word for word in listed)


def check_keys(row: Mapping[str, Any], known: set[str], file: str) -> str:
    """Refuse an entry with an unknown key or without an id; give the name under which its faults are told."""
    if not isinstance(row, dict) or not row.get("id"):
        raise BadPack(f"an entry without an id: {row!r:.80}", "Give it an id that no other entry has.", file=file)
    where = f"{file}#{row['id']}"
    unknown = set(row) - known
    if unknown:
        raise BadPack(f"unknown key {min(unknown)!r}", f"Known keys: {', '.join(sorted(known))}.", file=where)
    return where
