"""Arrangement: the chunks of a language that describes before the noun and names the subject before the verb, put in the order that
coding expects.

Coding looks for whose an event noun is after it, for who speaks after a speech verb that closes a sentence, and for what is said
after a word such as "that". Where a language says the same in another order, or leaves such a word out, its chunks are laid so
here. Every chunk keeps its words, so that what is quoted stays what is written.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from marsad.pack import Pack
from marsad.pack.entries import CueEntry, EventEntry
from marsad.pack.lexicon import BARE, Option
from marsad.reading.chunks import MAYBE_NAME, Chunk, PlacePhrase
from marsad.words import CLAUSE_MARKS, COMMAS, Word

# How coding calls the verbs that only build a form of another one.
_AUXILIARIES = {
    "auxiliary be": "perfect",
    "auxiliary have": "perfect",
    "auxiliary do": "perfect",
    "auxiliary will": "future",
    "auxiliary may": "possibility",
    "auxiliary must": "obligation",
    "adverb": "perfect",
}
_BESIDE = frozenset({*_AUXILIARIES, "negation verbal", "negation future", "future", "possibility", "obligation"})
_LEADS_BASE = frozenset({
    "auxiliary will", "auxiliary may", "auxiliary must", "auxiliary do", "negation verbal", "negation future", "complementizer",
})  # fmt: skip
_OBJECTS = frozenset({"actor", "place", "number", "word"})
_NEAR = 4  # chunks between a speech verb and what it brings, or a noun and what describes it
_TAIL = 12  # chunks after a speech verb that closes a sentence


class Arrangement:
    """Lays the chunks of a sentence in the order that coding expects."""

    def __init__(self, pack: Pack) -> None:
        self._to = pack.prepositions["to"]
        self._of = pack.words.get("owning", frozenset())
        self._adverbs = tuple(pack.raw["function"].get("adverb_endings") or ())

    def order(self, chunks: Sequence[Chunk], words: Sequence[Word]) -> list[Chunk]:
        """Give the chunks in the order of coding."""
        led = [self._lead(chunks, at) for at in range(len(chunks))]
        led = self._name_places(list(self._merge_pronouns(led)))
        shaped = [self._shape(led, at, words) if chunk.kind in ("event", "cue", "verb") else chunk for at, chunk in enumerate(led)]
        laid = self._lay_speaker_last(list(self._hang_owners(self._lay_after_nouns(shaped))))
        named = [one._replace(little=_AUXILIARIES.get(one.little, one.little)) for one in laid]
        return list(self._bring_content(named))

    def is_rather_noun(self, predicates: Sequence[Option], before: Sequence[Chunk]) -> bool:
        """Whether a word that is also the base or the -s form of a verb stands where no verb can."""
        if not predicates or any(one.form.shape != "present" for one in predicates):
            return False
        last = before[-1] if before else None
        return last is None or (last.little not in _BESIDE and last.value not in self._to and last.kind != "actor")

    def _merge_pronouns(self, chunks: Sequence[Chunk]) -> Iterator[Chunk]:
        """Hang a pronoun that is a subject on what stands before it: "said it had", "that they will"."""
        skip = False
        for at, chunk in enumerate(chunks):
            if skip:
                skip = False
                continue
            following = chunks[at + 1] if at + 1 < len(chunks) else None
            if chunk.little == "complementizer" and following is not None and following.little == "pronoun":
                yield chunk._replace(enclitic=following.value)
                skip = True
            elif self._is_speech(chunk) and following is not None and following.little == "pronoun":
                yield chunk
                yield Chunk(
                    "little", following.first, following.last, little="complementizer", value="that", enclitic=following.value
                )
                skip = True
            elif (
                chunk.kind == "verb"
                and chunk.verb is not None
                and chunk.verb.kind == "aspect"
                and following is not None
                and following.little == "complementizer"
                and following.value in self._to
            ):
                yield chunk
                skip = True
            elif chunk.kind == "event" and following is not None and self._is_compound(chunk, following):
                yield Chunk("word", chunk.first, chunk.last, value="", proclitic=chunk.proclitic, governor=chunk.governor)
            else:
                yield chunk

    def _name_places(self, chunks: list[Chunk]) -> list[Chunk]:
        """Lay the name of a place right behind what kind of place it is: "the town of Saraqib", "Idlib province"."""
        laid = list(chunks)
        at = 0
        while at < len(laid):
            chunk = laid[at]
            if chunk.little == "place_heads":
                named = at + 2 < len(laid) and laid[at + 1].value in self._of and _may_name_place(laid[at + 2])
                if named:
                    name = laid[at + 2]._replace(governor=chunk.governor, proclitic=chunk.proclitic)
                    laid[at : at + 3] = [_as_place(name)]
                elif at and laid[at - 1].kind == "place" and not chunk.joins and not chunk.governor:
                    del laid[at]
                    continue
            at += 1
        return laid

    def _is_compound(self, chunk: Chunk, following: Chunk) -> bool:
        """Whether an event noun only says of which kind the noun right after it is: "ceasefire violations"."""
        nouns = all(one.form.shape == "noun" for one in chunk.options) and any(o.form.shape == "noun" for o in following.options)
        return following.kind == "event" and nouns and not (following.joins or following.governor or following.proclitic.article)

    # ── verbs and nouns that are spelled alike ──

    def _lead(self, chunks: Sequence[Chunk], at: int) -> Chunk:
        """Read "to" before the base of a verb as what brings it: "pledged to withdraw"."""
        chunk = chunks[at]
        if chunk.kind != "little" or chunk.value not in self._to:
            return chunk
        following = next((one for one in chunks[at + 1 : at + 3] if one.little not in _BESIDE), None)
        bases = following is not None and any(one.form.person == "base" for one in following.options)
        return (
            chunk._replace(little="complementizer")
            if bases and following is not None and not following.proclitic.article
            else chunk
        )

    def _shape(self, chunks: Sequence[Chunk], at: int, words: Sequence[Word]) -> Chunk:
        """Strike the readings of a word that the words before and after it rule out, and tell passives."""
        chunk = chunks[at]
        beside = self._auxiliaries(chunks, at)
        following = chunks[at + 1] if at + 1 < len(chunks) else None
        kept: list[Option] = []
        for option in chunk.options:
            read = self._read(option, chunks, at, beside, following)
            if read is not None and read not in kept:
                kept.append(read)
        if beside and any(one.form.is_verb for one in kept):
            kept = [one for one in kept if one.form.is_verb]
        nouns = [one for one in kept if one.form.shape == "noun"]
        if nouns and not beside and self._is_named(chunks, at, following):
            kept = nouns
        if not kept:
            return Chunk(
                "word", chunk.first, chunk.last, value=words[chunk.first].form, proclitic=chunk.proclitic, governor=chunk.governor
            )
        return chunk._replace(options=tuple(kept), governor="" if beside else chunk.governor)

    def _read(
        self, option: Option, chunks: Sequence[Chunk], at: int, beside: frozenset[str], following: Chunk | None
    ) -> Option | None:
        """Give an option as it is read here; None where it cannot be."""
        form = option.form
        be, have = "auxiliary be" in beside, "auxiliary have" in beside
        if form.shape == "past":
            return None if beside - {"adverb"} else option
        if form.shape == "passive_participle":
            if be:
                return option._replace(form=form._replace(shape="past", person="past"))
            if have:
                return option._replace(form=form._replace(shape="past", person="past", passive=False))
            return option._replace(form=form._replace(shape="past", person="past")) if _is_reduced(option, following) else None
        if form.shape == "participle":
            if be:
                return option._replace(form=form._replace(shape="present", person="ing"))
            last = chunks[at - 1] if at else None
            named = chunks[at].governor or (last is not None and last.kind in ("cue", "verb"))
            return option._replace(form=form._replace(shape="noun", person="s")) if named else option
        if form.shape == "present":
            return option if self._may_be_verb(chunks, at, beside, form.person, following) else None
        return option

    def _is_named(self, chunks: Sequence[Chunk], at: int, following: Chunk | None) -> bool:
        """Whether a word is a noun here: an article, a preposition or whose it is leads to it."""
        last = chunks[at - 1] if at else None
        return chunks[at].proclitic.article or bool(chunks[at].governor) or (last is not None and bool(last.enclitic))

    def _auxiliaries(self, chunks: Sequence[Chunk], at: int) -> frozenset[str]:
        """Give the little words right before a verb that build its form."""
        found: set[str] = set()
        for index in range(at - 1, -1, -1):
            little = chunks[index].little
            if chunks[index].kind == "word" and self._adverbs and chunks[index].value.endswith(self._adverbs):
                continue
            if little == "complementizer":
                return frozenset({*found, little}) if chunks[index].value in self._to else frozenset(found)
            if little not in _BESIDE:
                break
            found.add(little)
        return frozenset(found)

    def _may_be_verb(self, chunks: Sequence[Chunk], at: int, beside: frozenset[str], person: str, following: Chunk | None) -> bool:
        """Whether a base or a form in -s is a verb here: something leads to it, or its subject stands before it."""
        if beside & _LEADS_BASE:
            return person == "base"
        last = chunks[at - 1] if at else None
        if last is None or chunks[at].governor or chunks[at].proclitic.article:
            return False
        if _has_finite(chunks, at):
            return False
        subject = last.actor is not None and last.actor.kind != "adjective" and not last.governor and not last.enclitic
        brought = following is not None and (following.kind in _OBJECTS or following.little == "complementizer")
        if chunks[at].kind == "cue" or last.little == "relative":
            return subject or last.little == "relative" or (last.kind == "word" and person == "s")
        if chunks[at].kind == "event" and all(
            one.form.is_verb or one.form.shape.endswith("participle") for one in chunks[at].options
        ):
            # "Air strikes in Syria kill 45", "that the forces withdraw": the word is nothing but a verb.
            return subject or (brought and following is not None and not following.governor)
        return subject and brought

    # ── what stands before a noun ──

    def _lay_after_nouns(self, chunks: list[Chunk]) -> list[Chunk]:
        """Lay who describes or owns an event noun behind it: "Russian air strikes", "the army's shelling"."""
        laid = list(chunks)
        at = 0
        while at < len(laid):
            noun = self._noun_of(laid, at) if laid[at].actor is not None else None
            if noun is not None:
                laid[at : noun + 1] = self._behind(laid[at : noun + 1])
            at += 1
        return laid

    def _noun_of(self, chunks: Sequence[Chunk], at: int) -> int | None:
        """Give the event noun that an actor before it describes or owns."""
        owned = bool(chunks[at].enclitic)
        for index in range(at + 1, min(at + 1 + (_NEAR if owned else 2), len(chunks))):
            chunk = chunks[index]
            if chunk.kind in ("event", "cue") and not chunk.proclitic.article and not chunk.joins and not chunk.governor:
                return index if not any(one.form.is_verb for one in chunk.options) and self._is_noun(chunk) else None
            if chunk.kind not in ("word", "number") or chunk.joins:
                return None
        return None

    def _is_noun(self, chunk: Chunk) -> bool:
        return any(one.form.shape == "noun" for one in chunk.options)

    def _behind(self, chunks: Sequence[Chunk]) -> list[Chunk]:
        """Lay the first chunk behind the last; the noun takes over what led to both."""
        actor, *between, noun = chunks
        kept = tuple(one for one in noun.options if one.form.shape == "noun") or noun.options
        led = noun._replace(governor=actor.governor, proclitic=actor.proclitic, options=kept)
        bare = actor._replace(governor="", enclitic="", proclitic=BARE._replace(article=actor.proclitic.article))
        return [*between, led, bare]

    def _hang_owners(self, chunks: Sequence[Chunk]) -> Iterator[Chunk]:
        """Hang whom "of" brings on an event noun as one who does it: "the withdrawal of Israeli forces"."""
        for at, chunk in enumerate(chunks):
            noun = chunks[at - 1] if at else None
            following = chunks[at + 1] if at + 1 < len(chunks) else None
            if noun is not None and following is not None and following.actor is not None and self._owns(noun, chunk):
                continue
            before = chunks[at - 2] if at > 1 else None
            if chunk.actor is not None and noun is not None and before is not None and self._owns(before, noun):
                yield chunk._replace(governor="")
                continue
            yield chunk

    def _owns(self, noun: Chunk, preposition: Chunk) -> bool:
        if noun.kind != "event" or preposition.value not in self._of or any(one.form.is_verb for one in noun.options):
            return False
        return all(preposition.value not in getattr(one.form.entry, "target_by", ()) for one in noun.options)

    # ── speech ──

    def _lay_speaker_last(self, chunks: list[Chunk]) -> list[Chunk]:
        """Lay who speaks behind the speech verb that closes a sentence: "…, the ministry said on Monday."."""
        for at in range(len(chunks) - 1, max(0, len(chunks) - _TAIL), -1):
            if not self._is_speech(chunks[at]):
                continue
            start = next((i for i in range(at - 1, max(-1, at - 8), -1) if _is_pause(chunks[i])), None)
            rest = chunks[at + 1 :]
            alone = not any(_is_verb(one) or one.little == "complementizer" or one.kind == "quote" for one in rest)
            if start is None or start < 2 or not alone or start + 1 == at:
                return chunks
            subject = chunks[start + 1 : at]
            if not any(one.actor is not None for one in subject) or any(_is_verb(one) for one in subject):
                return chunks
            return [*chunks[: start + 1], chunks[at], *subject, *rest]
        return chunks

    def _bring_content(self, chunks: Sequence[Chunk]) -> Iterator[Chunk]:
        """Put in the word that brings what is said where the language leaves it out: "said the army had withdrawn"."""
        for at, chunk in enumerate(chunks):
            if self._is_result(chunks, at):
                yield Chunk("little", chunk.first, chunk.first, little="result", value="")
            yield chunk
            if self._is_speech(chunk) and self._leaves_out(chunks, at):
                yield Chunk("little", chunk.last, chunk.last, little="complementizer", value="that")

    def _is_result(self, chunks: Sequence[Chunk], at: int) -> bool:
        """Whether a comma and a participle tell what came of a deed: "…, killing fifteen people"."""
        harms = any(one.form.shape == "participle" and getattr(one.form.entry, "harm", False) for one in chunks[at].options)
        return harms and at > 0 and _is_pause(chunks[at - 1])

    def _leaves_out(self, chunks: Sequence[Chunk], at: int) -> bool:
        following = chunks[at + 1] if at + 1 < len(chunks) else None
        if following is None or following.kind not in (*_OBJECTS, "event", "time") or following.governor:
            return False
        for chunk in chunks[at + 1 :]:
            if chunk.kind == "quote" or chunk.little == "complementizer" or chunk.kind == "cue":
                return False
            if chunk.kind == "mark" and chunk.value in (CLAUSE_MARKS | COMMAS):
                return False
            if _is_verb(chunk):
                return True
        return False

    def _is_speech(self, chunk: Chunk) -> bool:
        """Whether a chunk is a verb of saying that brings a whole clause and addresses nobody."""
        return chunk.kind == "cue" and any(
            one.form.is_verb
            and not one.form.passive
            and isinstance(one.form.entry, CueEntry)
            and "that" in one.form.entry.content
            and not one.form.entry.party
            for one in chunk.options
        )


def _has_finite(chunks: Sequence[Chunk], at: int) -> bool:
    """Whether a verb in the past stands before a word in its clause: what follows it is no verb of its own."""
    for chunk in reversed(chunks[:at]):
        if (
            chunk.kind in ("mark", "quote", "cue")
            or chunk.joins
            or chunk.little in ("complementizer", "relative", "because", "condition", "turn")
        ):
            return False
        if chunk.kind in ("event", "verb") and any(one.form.shape == "past" for one in chunk.options):
            return True
    return False


def _is_reduced(option: Option, following: Chunk | None) -> bool:
    """Whether a participle without "to be" tells what somebody bore: "killed in", "shelled by"."""
    if following is not None and following.little == "preposition agent":
        return True
    entry = option.form.entry
    if not (isinstance(entry, EventEntry) and entry.harm):
        return False
    return following is None or following.kind in ("mark", "time") or following.little.startswith("preposition")


def _may_name_place(chunk: Chunk) -> bool:
    return chunk.kind == "place" or (chunk.kind == "word" and chunk.little == MAYBE_NAME) or chunk.place is not None


def _as_place(chunk: Chunk) -> Chunk:
    """Read a name after what kind of place it is as that place, also where no list has it."""
    return (
        chunk
        if chunk.kind == "place"
        else Chunk(
            "place",
            chunk.first,
            chunk.last,
            place=chunk.place or PlacePhrase(None),
            proclitic=chunk.proclitic,
            governor=chunk.governor,
        )
    )


def _is_pause(chunk: Chunk) -> bool:
    return chunk.kind == "quote" or (chunk.kind == "mark" and chunk.value in COMMAS)


def _is_verb(chunk: Chunk) -> bool:
    if chunk.kind in ("event", "cue"):
        return any(one.form.is_verb for one in chunk.options)
    return chunk.kind == "verb" and any(one.form.is_verb for one in chunk.options)
