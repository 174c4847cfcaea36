"""Cutting a sentence into chunks: at every word the longest thing that can stand there; a fixed order decides between equals."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from marsad.model import Actor, Place, Quantity
from marsad.pack import Pack
from marsad.pack.entries import (
    CueEntry,
    EventEntry,
    NameEntry,
    PlaceEntry,
    QualifierEntry,
    RoleEntry,
    VerbEntry,
    WordEntry,
)
from marsad.pack.lexicon import BARE, GAP, Option
from marsad.reading.apposition import introduce
from marsad.reading.chunks import MAYBE_NAME, ActorPhrase, Chunk, PlacePhrase
from marsad.reading.company import CompanyKeeper
from marsad.reading.datewords import load_date_words
from marsad.reading.focus import Focus, end_of_dateline
from marsad.reading.fronted import Fronted
from marsad.reading.numbers import NumberHit, find_numbers, load_number_words
from marsad.reading.premodified import PremodifiedReader
from marsad.reading.when import find_times
from marsad.reading.who import ActorReader
from marsad.reading.written import Written
from marsad.text import Span
from marsad.words import Word

_QUOTES = frozenset('"')
_WHERE = frozenset({"preposition place", "preposition from", "preposition onto", "preposition to"})
# The word order that a pack declares where the doer stands before its verb and who bears it after it.
FIXED = "fixed"
_SHUNNED_BEFORE = 4  # words before an event word, in a fixed order, at which it is seen that it is none
# How far, in words, a name that a reading needs may stand, and what forbids it.
_NAMED = 5
_CLOSE = 4
_REMEMBERED = 100_000


_TELLING_ENTRIES = frozenset({EventEntry, CueEntry})
_GOVERNING = frozenset({"little", "quote", "event", "cue"})
_ACTOR_ENTRIES = frozenset({RoleEntry, NameEntry})
# How many chunks after a cue its content may still begin.
_CUE_REACH = 8
# Of equally long readings the lowest of these is taken.
_SURE, _TELLING, _PREDICATE, _ACTOR, _PLACE, _VERB = range(6)


class Found(NamedTuple):
    """A candidate at a word: what it is, where it ends, and its rank among equally long ones (lower wins)."""

    rank: int
    chunk: Chunk


# The letters that a place name has at least behind a clitic.
_MIN_PLACE = 3


class Chunker:
    """Cuts sentences of one language into chunks."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        self._joining = [
            p
            for p in pack.lexicon.clitics.proclitics
            if p.form and p.joins and not p.article and not p.preposition and not p.future
        ]
        self._all_prepositions = frozenset().union(*pack.prepositions.values())
        self._dates = load_date_words(pack.raw["dates"], pack.folding)
        fixed = pack.raw["orthography"].get("word_order") == FIXED
        self._company = CompanyKeeper(pack.lexicon.clitics, _SHUNNED_BEFORE if fixed else 1)
        self._who = (PremodifiedReader if fixed else ActorReader)(pack, self._dates.days())
        self._actor_entries = _ACTOR_ENTRIES | {QualifierEntry} if fixed else _ACTOR_ENTRIES
        self._fronted = Fronted(pack)
        self._capital = False
        self._sites = pack.words.get("sites", frozenset())
        self._purpose = pack.words.get("purpose", frozenset())
        self._describing = tuple(pack.raw["morphology"].get("describing_endings") or ()) or (" ",)
        self._adjective = tuple(pack.raw["morphology"].get("adjective_endings") or ()) or (" ",)
        self._loose = pack.words.get("loose_places", frozenset())
        self._joints = tuple(one.form for one in self._joining)
        self._written = Written(pack.raw["orthography"])
        self._partitive = pack.words.get("partitive_of", pack.prepositions["from"])
        self._within = pack.prepositions["place"]
        self._ending = pack.lexicon.clitics.case_ending or " "
        self._numbers = load_number_words(pack.raw["numbers"], pack.folding)

    def options(self, words: Sequence[Word], text: str) -> list[list[Option]]:
        """Look every word up once; a letter that is never a pronoun («ة») takes the readings with one away."""
        look, shortened = self._pack.lexicon.options, self._pack.lexicon.shortened
        found: list[list[Option]] = []
        for at, word in enumerate(words):
            here = look(words, at) if word.form[0].isalpha() else []
            if here:
                if word.form in shortened and not (at and _negates(found[at - 1])):
                    here = [one for one in here if not one.form.short or one.proclitic.preposition in self._purpose]
                here = self._written.fitting(here, at, text[word.start : word.end])
            found.append(here)
        return found

    def cut(
        self, words: Sequence[Word], options: Sequence[list[Option]], text: str, published: dt.date | None, focus: Focus
    ) -> tuple[Chunk, ...]:
        """Cut a sentence; `options` is what `options()` gave for its words."""
        times = {hit.first: hit for hit in find_times(words, text, published, self._dates)}
        numbers = {hit.first: hit for hit in find_numbers(words, self._numbers)}
        chunks: list[Chunk] = []
        at, newsroom = 0, end_of_dateline(words)
        self._who.text = text
        while at < len(words):
            front = self._fronted.before(words, options, at, times.keys() | numbers.keys()) if self._fronted else None
            at = front.end if front else at
            chunk: Chunk | None = None
            if at in times:
                hit = times[at]
                chunk = Chunk("time", at, hit.last, time=hit.when, later=hit.later)
            elif at in numbers:
                number = numbers[at]
                quantity = Quantity(span=_span(words, at, number.last), low=number.low, high=number.high)
                chunk = Chunk("number", at, number.last, quantity=quantity)
            else:
                chunk = self._best(words, options, at, focus, chunks)
                self._free_number(numbers, chunk, words)
            if chunk.actor:
                chunk = _surname(_place_of_adjective(chunk, chunks), chunks, words, self._who.pronouns)
            chunk = self._govern(front.put_on(chunk) if front else chunk, chunks)
            if chunk.actor:
                focus.remember(chunk.actor)
            if (chunk.actor or chunk.place) and chunk.first >= newsroom and not _names_agreement(chunk, chunks):
                before = chunks[-1].little if chunks else ""
                focus.count(chunk, within=chunk.governor in self._within or before in ("directions", "place_heads"))
            if self._fronted and self._is_named(chunk, chunks, words, options):
                # «the town of Saraqib»: the name stands right after its head.
                at = chunk.last
                continue
            chunks.append(chunk)
            at = chunk.last
        return tuple(introduce(chunks, words, self._pack.words.get("he_is", frozenset()), focus))

    def _is_named(self, chunk: Chunk, before: Sequence[Chunk], words: Sequence[Word], options: Sequence[list[Option]]) -> bool:
        """Whether a word such as "of" only leads from a word for a place to its name."""
        if chunk.value not in self._partitive or not before or before[-1].little != "place_heads" or chunk.last >= len(words):
            return False
        named = any(isinstance(one.form.entry, PlaceEntry | NameEntry) for one in options[chunk.last])
        return named or self._who.is_name(words[chunk.last], options[chunk.last])

    def _best(
        self, words: Sequence[Word], options: Sequence[list[Option]], at: int, focus: Focus, before: Sequence[Chunk]
    ) -> Chunk:
        form = words[at].form
        if not form[0].isalnum():
            return Chunk("quote" if form in _QUOTES else "mark", at, at + 1, value=form)
        here = options[at]
        known = self._known(words, options, at, focus, before) if here else None
        return known or self._unknown(words, here, at, focus, before)

    def _known(
        self, words: Sequence[Word], options: Sequence[list[Option]], at: int, focus: Focus, before: Sequence[Chunk]
    ) -> Chunk | None:
        """Give the longest chunk that the readings of a word allow; of equally long ones the first by rank."""
        here = options[at]
        if len(here) == 1 and isinstance(entry := here[0].form.entry, WordEntry):
            # Most words are nothing but little words.
            little = self._find_little(here[0], entry, options, before)
            return little.chunk if little else None
        kinds = {type(option.form.entry) for option in here}
        predicates = self._predicates(words, options, here) if not _TELLING_ENTRIES.isdisjoint(kinds) else []
        found = [_find_predicate(predicates, before)] if predicates else []
        held = self._fronted.held(words, at) if self._fronted else 0
        if held:
            return Chunk("word", at, held, value=words[at].form)
        actor = self._who.read(words, options, at, focus) if not self._actor_entries.isdisjoint(kinds) else None
        if actor and predicates and self._fronted and _is_rather_people(predicates, before):
            # «the rebels» are people, unless what stands before leads to the verb.
            predicates, found = [], []
        if actor and predicates and self._fronted and before and before[-1].actor and not before[-1].governor:
            # «the army wounded Palestinian civilians»: after who does it stands the verb.
            actor = None if any(option.form.shape == "past" for option in predicates) else actor
        if actor and (
            (predicates and self._wants_verb(predicates, actor[1], before)) or self._describes(words, here, actor, before)
        ):
            actor = None
        if actor:
            phrase, option, end = actor
            place = PlacePhrase(phrase.place) if phrase.place else None
            chunk = Chunk(
                "actor", at, end, (option,), actor=phrase, place=place, proclitic=option.proclitic, enclitic=option.enclitic
            )
            found.append(Found(_ACTOR, chunk))
        for option in here:
            entry = option.form.entry
            one: Found | None = None
            if isinstance(entry, WordEntry):
                one = self._find_little(option, entry, options, before)
            elif isinstance(entry, VerbEntry):
                if found and _is_rather_past(option, predicates, before):
                    found = [other for other in found if other.chunk.kind not in ("cue", "event")]
                one = self._find_verb(option, entry, options, before)
            elif isinstance(entry, PlaceEntry) and not (actor and actor[0].place and actor[2] == option.last):
                # A capital is an actor and a place; what governs it decides later.
                one = _find_place(option, entry, words[option.first].form, before)
            if one:
                found.append(one)
        if len(found) > 1:
            found.sort(key=lambda one: (-one.chunk.last, one.rank))
        return found[0].chunk if found else None

    def _find_little(
        self, option: Option, entry: WordEntry, options: Sequence[list[Option]], before: Sequence[Chunk]
    ) -> Found | None:
        if entry.only_before and (not self._before(options, option.last, entry.only_before) or _brings_content(entry, before)):
            return None
        if option.proclitic.preposition and entry.kind in ("negation verbal", "negation absence"):
            # «كلا من» is "each of", not "like no".
            return None
        if option.last - option.first > 1 and any(
            isinstance(inner.form.entry, RoleEntry) and inner.last > option.last for inner in options[option.last - 1]
        ):
            # «من طرفي النزاع» is "from" with the two sides of the war, not «من طرف» with a pronoun.
            return None
        chunk = Chunk(
            "little",
            option.first,
            option.last,
            (option,),
            little=entry.kind,
            value=entry.value,
            proclitic=option.proclitic,
            enclitic=option.enclitic,
        )
        # «من جانبه» is "for his part" rather than "by him".
        return Found(_SURE if entry.only_before or entry.kind == "turn" else _TELLING, chunk)

    def _find_verb(self, option: Option, entry: VerbEntry, options: Sequence[list[Option]], before: Sequence[Chunk]) -> Found:
        points_back = bool(option.enclitic) and bool(before) and before[-1].kind == "event"
        carries = entry.kind != "plain" and (self._event_follows(options, option.last) or points_back)
        chunk = Chunk(
            "verb", option.first, option.last, (option,), verb=entry, proclitic=option.proclitic, enclitic=option.enclitic
        )
        if carries and self._has_subject(option, entry, options, before):
            return Found(_SURE, chunk)
        return Found(_TELLING if carries else _VERB, chunk)

    def _has_subject(self, option: Option, entry: VerbEntry, options: Sequence[list[Option]], before: Sequence[Chunk]) -> bool:
        """«روسيا تواصل قصف», «تواصل روسيا قصف»: with a subject of its own a verb is "she goes on with", not "it goes on"."""
        if entry.kind != "aspect" or option.form.shape != "present":
            return False
        led = bool(before) and before[-1].actor is not None and not before[-1].governor
        nearest = options[option.last] if option.last < len(options) else []
        # After a preposition it is the noun: «مع تواصل التحقيقات».
        opens = not before or before[-1].kind in ("mark", "quote") or before[-1].little in ("complementizer", "relative")
        return led or (opens and not any(isinstance(near.form.entry, EventEntry) for near in nearest))

    def _unknown(self, words: Sequence[Word], here: Sequence[Option], at: int, focus: Focus, before: Sequence[Chunk]) -> Chunk:
        """Take a word that no list has in this place: a name told before, the name of a place, or just a word."""
        form = words[at].form
        known = self._named_before(form, focus) if focus.by_name else None
        if known:
            # «وقال حمدان»: a name that the text has introduced with its office.
            joins = form not in focus.by_name
            return Chunk(
                "actor",
                at,
                at + 1,
                actor=ActorPhrase((known,), "person", "names#introduced", definite=True, known=False),
                proclitic=self._joining[0] if joins else BARE,
            )
        head = before[:-1] if before and before[-1].kind == "quote" else before
        self._capital = self._who.is_name(words[at], here)
        if self._names_place(head, at, form, quoted=head is not before):
            # «بلدة كنصفرة», «بلدة "كنصفرة"»: a name that no gazetteer has is still the place that the text names.
            named = self._who.is_name(words[at], here) and not form.endswith(self._describing)
            return Chunk("place", at, at + 1, place=PlacePhrase(None), little=MAYBE_NAME if named else "")
        if self._fronted and self._capital and before and before[-1].little in _WHERE and before[-1].last == at:
            # «in Foa»: a name after a word of place.
            end = at + 1
            return Chunk("place", at, end, place=PlacePhrase(None), little=MAYBE_NAME)
        return Chunk("word", at, at + 1, value=form, little=MAYBE_NAME if self._capital else "")

    def _named_before(self, form: str, focus: Focus) -> Actor | None:
        """Whom the text has introduced by a name, which an "and" may hang on."""
        known = focus.by_name.get(form)
        for joining in self._joining:
            if known is None and form.startswith(joining.form):
                known = focus.by_name.get(form[len(joining.form) :])
        return known

    def _names_place(self, before: Sequence[Chunk], at: int, form: str, *, quoted: bool) -> bool:
        """Whether the last chunk is a word that has the name of a place after it.

        A common word is one in quotation marks, with its article («حي السلام») and where it is no adjective («جبل صبر»),
        but after a loose word it only describes the place («مناطق نفوذ», «مواقع وتجمعات»).
        """
        head = before[-1] if before else None
        if head is None or head.little != "place_heads" or head.value in self._sites or not form[0].isalpha():
            return False
        described = head.value in self._loose or form.endswith(self._adjective) or form.startswith(self._joints)
        if described and not quoted and self._who.is_common(form) and not form.startswith(self._who.article):
            return False
        if self._fronted and not self._capital:
            return False
        return at - head.last <= 1 and not head.proclitic.article and len(form) > _MIN_PLACE - 1

    def _wants_verb(self, predicates: Sequence[Option], role: Option, before: Sequence[Chunk]) -> bool:
        """Whether a word that is a verb and also names people («طالب») stands where a sentence has its verb."""
        if role.proclitic.article or role.proclitic.preposition or not any(option.form.is_verb for option in predicates):
            return False
        last = before[-1] if before else None
        return last is None or last.kind == "mark" or last.little in ("because", "turn", "perfect", "negation verbal", "relative")

    def _describes(
        self, words: Sequence[Word], here: Sequence[Option], actor: tuple[ActorPhrase, Option, int], before: Sequence[Chunk]
    ) -> bool:
        """Whether a word for one person is the adjective of the noun before it: «هجوم مسلح», «المبنى المدني»."""
        phrase, role, end = actor
        last = before[-1] if before else None
        if last is None or phrase.role is None or end != role.first + 1 or role.form.person not in ("s", "ms", "fs"):
            return False
        if role.proclitic.preposition or role.proclitic.joins or not any(isinstance(o.form.entry, QualifierEntry) for o in here):
            return False
        article = self._who.article
        noun = words[last.first].form[len(last.proclitic.form) - len(article) * last.proclitic.article :]
        defined = noun.startswith(article)
        accusative = noun.endswith(self._ending) and words[role.first].form.endswith(self._ending)
        # A word that no list has can be a verb, unless its own form or what governs it shows a noun.
        sure = last.governor or defined or accusative
        if last.kind == "event":
            sure = not any(option.form.is_verb for option in last.options)
        elif last.kind != "word" and last.value not in self._sites:
            return False
        return bool(sure) and defined == role.proclitic.article and last.last == role.first and not last.enclitic

    def _event_follows(self, options: Sequence[list[Option]], at: int) -> bool:
        """Whether an event noun comes right after a light verb, or after its short subject."""
        return any(
            isinstance(option.form.entry, EventEntry) and option.form.shape == "noun"
            for near in options[at : at + 4]
            for option in near
        )

    def _free_number(self, numbers: dict[int, NumberHit], chunk: Chunk, words: Sequence[Word]) -> None:
        """Read the number of which a wording has taken the first word: «handed over three», where "over three" would be a bound."""
        for first in range(chunk.first + 1, chunk.last):
            if (taken := numbers.get(first)) and taken.last > chunk.last:
                for hit in find_numbers(words[chunk.last : taken.last], self._numbers):
                    shifted = hit._replace(first=hit.first + chunk.last, last=hit.last + chunk.last)
                    numbers[shifted.first] = shifted

    def _predicates(self, words: Sequence[Word], options: Sequence[list[Option]], here: Sequence[Option]) -> list[Option]:
        """Give the event and cue readings that the words around allow, the most telling first."""
        found = [
            option
            for option in here
            if isinstance(option.form.entry, (EventEntry, CueEntry)) and self._company.allows(option, words, options)
        ]
        if len(found) > 1 and self._fronted:
            # A noun and a verb of one spelling («strikes») are told apart by where they stand, so that both are kept.
            nouns = [option for option in found if option.form.shape in ("noun", "word")]
            found = _most_telling(nouns) + _most_telling([option for option in found if option not in nouns])
        elif len(found) > 1:
            best = max(_weight(option) for option in found)
            if best > 0:
                telling = [option for option in found if _weight(option) == best]
                found = telling or found
            # A spelling that is one verb's past and another's present («تعرض») is the past, unless what stands before differs.
            pasts = [option for option in found if option.form.shape == "past" and not option.proclitic.form]
            if pasts and any(option.form.shape == "present" and option.form.entry is not pasts[0].form.entry for option in found):
                found = [option for option in found if option.form.shape != "present"]
        return found

    def _before(self, options: Sequence[list[Option]], at: int, shape: str) -> bool:
        return at < len(options) and any(option.form.shape == shape for option in options[at])

    def _govern(self, chunk: Chunk, before: Sequence[Chunk]) -> Chunk:
        """Note the preposition that stands right before a chunk, as a clitic or as a word."""
        if chunk.proclitic.preposition:
            return chunk._replace(governor=chunk.proclitic.preposition)
        if not before or before[-1].kind not in _GOVERNING:
            return chunk
        if chunk.actor and len(before) > 1 and before[-1].value in self._partitive:
            counted = before[-2]
            partitive = self._pack.words["partitive"]
            large = len(before) > 2 and counted.kind == before[-3].kind == "word" and before[-3].value in partitive
            if counted.kind == "number" or (counted.kind == "word" and counted.value in partitive) or large:
                # «عدد من الجنود», «عدد كبير من الجنود»
                return chunk
        if (
            len(before) > 1
            and before[-1].kind == "quote"
            and before[-2].little.startswith("preposition")
            and chunk.kind in ("place", "actor", "event")
        ):
            # «إلى "أستانة"»
            return chunk._replace(governor=before[-2].value)
        if before[-1].kind == "little" and before[-1].little.startswith("preposition") and not before[-1].enclitic:
            return chunk._replace(governor=before[-1].value)
        if before[-1].kind in ("event", "cue"):
            # «القبض على»: the last word of an entry may be the preposition that governs what follows.
            form = before[-1].options[0].form
            tail = form.tail
            # «handed over three captives»: a verb that takes an object has a particle there, and no preposition.
            takes = bool(self._fronted) and isinstance(form.entry, EventEntry) and form.entry.object in ("target", "place")
            if tail and tail[-1] in self._all_prepositions and GAP not in tail and not (takes and form.shape != "noun"):
                return chunk._replace(governor=tail[-1])
        return chunk


def _is_rather_people(predicates: Sequence[Option], before: Sequence[Chunk]) -> bool:
    """Whether a word that names people and is a verb in the present stands where nothing leads to a verb."""
    if any(not option.form.is_verb or option.form.shape != "present" for option in predicates):
        return False
    last = before[-1] if before else None
    return last is None or not (last.little.startswith(("auxiliary", "negation verbal", "pronoun", "preposition to")) or last.actor)


def _find_predicate(predicates: Sequence[Option], before: Sequence[Chunk]) -> Found:
    """Take the longest event or cue; where a word is both, the one with the more telling company, then the cue."""
    longest = max(option.last for option in predicates)
    kept = [option for option in predicates if option.last == longest]
    if before and before[-1].little == "complementizer" and before[-1].enclitic:
        # «إنه تعهد»: after its pronoun "that" brings what somebody does.
        kept = [option for option in kept if option.form.is_verb] or kept
    cues = tuple(option for option in kept if isinstance(option.form.entry, CueEntry))
    events = tuple(option for option in kept if isinstance(option.form.entry, EventEntry))
    is_cue = bool(cues) and (not events or _weight(cues[0]) >= _weight(events[0]))
    mine = cues if is_cue else events
    light = before[-1].verb if before else None
    carried = light is not None and light.kind == "light" and any(not option.form.is_verb for option in mine)
    chunk = Chunk(
        "cue" if is_cue else "event",
        mine[0].first,
        longest,
        mine,
        proclitic=mine[0].proclitic,
        enclitic=mine[0].enclitic,
        others=events if is_cue else (),
    )
    return Found(_SURE if _weight(mine[0]) or carried else _PREDICATE, chunk)


def _brings_content(entry: WordEntry, before: Sequence[Chunk]) -> bool:
    """Whether words that else say "until" bring what a cue before them takes by their preposition («دعا إلى أن ينسحب»)."""
    first = entry.value.partition(" ")[0]
    for chunk in reversed(before[-_CUE_REACH:]):
        if chunk.kind == "cue":
            return any(isinstance(o.form.entry, CueEntry) and first in o.form.entry.content for o in chunk.options)
        if chunk.kind in ("mark", "event"):
            return False
    return False


def _find_place(option: Option, entry: PlaceEntry, form: str, before: Sequence[Chunk]) -> Found | None:
    after_place_word = _after_place_word(before)
    if option.proclitic.form and len(form) - len(option.proclitic.form) < _MIN_PLACE:
        # «باب» is a door before it is "in Ibb".
        return None
    if entry.ambiguous and not after_place_word:
        return None
    sure = after_place_word or (bool(before) and before[-1].little.startswith("preposition"))
    chunk = Chunk("place", option.first, option.last, (option,), place=PlacePhrase(entry.place), proclitic=option.proclitic)
    return Found(_SURE if sure else _PLACE, chunk)


def _is_rather_past(option: Option, predicates: Sequence[Option], before: Sequence[Chunk]) -> bool:
    """Tell whether a word is the past of a plain verb before it is the present of an event or cue («تعرض»)."""
    if option.form.shape != "past" or option.enclitic or _asks_for_present(before):
        return False
    return all(one.form.shape == "present" and not _weight(one) for one in predicates)


def _negates(options: Sequence[Option]) -> bool:
    """Whether a word may be a negation, after which a verb loses its last vowel."""
    return any(isinstance(one.form.entry, WordEntry) and one.form.entry.kind.startswith("negation") for one in options)


def _span(words: Sequence[Word], first: int, last: int) -> Span:
    return Span(words[first].start, words[last - 1].end)


def _most_telling(options: list[Option]) -> list[Option]:
    best = max(map(_weight, options), default=0)
    return [option for option in options if _weight(option) == best]


def _weight(option: Option) -> int:
    """How much of its company a reading asks for: further words first, needed words after."""
    return 2 * sum(part != GAP for part in option.form.tail) + (
        isinstance(option.form.entry, EventEntry) and bool(option.form.entry.needs)
    )


def _place_of_adjective(chunk: Chunk, before: Sequence[Chunk]) -> Chunk:
    """«الحدود اللبنانية»: an adjective of nationality after a place word says where, not who."""
    if (
        chunk.actor
        and chunk.actor.kind == "adjective"
        and not chunk.actor.plural
        and before
        and (
            before[-1].little in ("place_heads", "directions", "wide_places")
            or (before[-1].kind == "place" and chunk.proclitic.article)
        )
    ):
        country = chunk.actor.actor.country
        return Chunk("place", chunk.first, chunk.last, place=PlacePhrase(Place(name="", country=country, kind="country")))
    return chunk


def _surname(chunk: Chunk, before: Sequence[Chunk], words: Sequence[Word], pronouns: tuple[str, ...]) -> Chunk:
    """«حسن اليمني»: right after a name an adjective of nationality for one man belongs to the name."""
    phrase = chunk.actor
    if phrase is None or phrase.kind != "adjective" or not before or before[-1].little != MAYBE_NAME or before[-1].kind != "word":
        return chunk
    option = chunk.options[0]
    if (
        option.form.person not in ("s", "ms")
        or not option.proclitic.article
        or option.proclitic.joins
        or chunk.last - chunk.first > 1
    ):
        return chunk
    if before[-1].value.startswith(option.proclitic.form) or before[-1].value.endswith(pronouns):
        # «الكرملين الروسي», «نظيريه الروسي»
        return chunk
    return Chunk("word", chunk.first, chunk.last, value=words[chunk.first].form, little=MAYBE_NAME)


def _asks_for_present(before: Sequence[Chunk]) -> bool:
    """Whether a verb after this can only be in the present: «لم تخرج»."""
    return bool(before) and before[-1].little in ("negation verbal", "negation future", "future")


def _after_place_word(before: Sequence[Chunk]) -> bool:
    return bool(before) and before[-1].little in ("place_heads", "directions")


def _names_agreement(chunk: Chunk, before: Sequence[Chunk]) -> bool:
    """Whether a town only names the agreement before it: «اتفاق سوتشي» lies nowhere near Sochi."""
    noun = before[-1] if before else None
    return (
        noun is not None
        and noun.kind == "event"
        and chunk.kind == "place"
        and not chunk.governor
        and any(getattr(option.form.entry, "type", "") == "agree" for option in noun.options)
    )
