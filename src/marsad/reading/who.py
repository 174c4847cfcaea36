"""Who: actors by role grammar (office + country + name), names, nationalities; a person never seen before is read by the office.

The country of "the army" or "the government" is the one that the text gave to these words last; a text that never says it leaves it `???`.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from marsad.model import Actor
from marsad.pack import Pack
from marsad.pack.entries import NameEntry, PlaceEntry, QualifierEntry, RoleEntry
from marsad.pack.lexicon import Option
from marsad.reading.chunks import UNKNOWN, ActorPhrase
from marsad.words import Word

_MAX_PARTS = 10
_MAX_NAME = 4
_REMEMBERED = 100_000
_NATIONAL = "UNK"
# Offices and forces that belong to the place named after them.
_SEATED = frozenset({"GOV", "MIL"})
_PARTIES = frozenset({"GOV", "MIL", "REB"})
_QUOTES = frozenset('"')
# The kind of a phrase («الحركة») that only the rest of the text can tell; what it leaves open is no actor.
OPEN = "open"
_SAME_SIDE = {"GOV": ("GOV", "MIL"), "MIL": ("GOV", "MIL")}


class Focus:
    """What a document has said so far about who is meant by a role; one is made for each document."""

    def __init__(self, published: dt.date | None) -> None:
        self.published = published
        self.by_role: dict[tuple[str, str], Actor] = {}
        self.by_sector: dict[str, set[Actor]] = {}
        self.by_name: dict[str, Actor] = {}
        self.countries: Counter[str] = Counter()
        self.places: Counter[str] = Counter()
        self.parties: list[Actor] = []
        self.by_head: dict[str, Actor] = {}

    def remember(self, phrase: ActorPhrase) -> None:
        """Keep what a phrase with a known country says of its role and sector."""
        actor = phrase.actor
        if actor.country == UNKNOWN or not phrase.known:
            return
        if phrase.role:
            self.by_role[phrase.role.id, phrase.wording] = actor
        self.by_sector.setdefault(actor.sector, set()).add(actor)
        if actor.sector in _PARTIES:
            if any(
                party.country == actor.country and party.sector in _SAME_SIDE.get(actor.sector, (actor.sector,))
                for party in self.parties
            ):
                self.parties = [
                    p
                    for p in self.parties
                    if not (p.country == actor.country and p.sector in _SAME_SIDE.get(actor.sector, (actor.sector,)))
                ]
            self.parties = [*self.parties[-3:], actor]
        if phrase.head_word:
            self.by_head[phrase.head_word] = actor
        for word in phrase.name_words:
            if len(word) > 3:
                self.by_name[word] = actor

    def resolve(self, role: RoleEntry, wording: str, sector: str, definite: bool) -> Actor | None:
        """Give the actor that the text meant by this role before; a definite phrase points back by its sector where only one side has it."""
        same = self.by_role.get((role.id, wording))
        if same and same.sector == sector:
            return same
        only = self.by_sector.get(sector) if definite else None
        return next(iter(only)) if only and len(only) == 1 else None


class _Agreement:
    """Whether an adjective can belong to a phrase: it shares the article, and a plural's case and gender."""

    def __init__(self, head: str, defined: bool, single: bool, absolute: tuple[str, ...], oblique: tuple[str, ...]) -> None:
        self.defined = defined
        self.joined = False
        self._single = single
        self._oblique = oblique
        self._absolute = absolute
        self._last = head
        self._person = ""

    def allows_name(self, form: str) -> bool:
        """Tell whether a group's name in its plural form can stand beside the head: «المسلحين الحوثيين», not «الحكومة الحوثيين»."""
        return not (self._single and form.endswith(self._absolute))

    def allows(self, form: str, option: Option) -> bool:
        """Tell whether an adjective agrees, and remember it."""
        article = option.proclitic.article
        if article != self.defined and not (article and self.joined):
            return False
        person = option.form.person
        if self._single and not self.joined and person in ("mp", "fp") and form.endswith(self._absolute):
            return False
        plural = self._last.endswith(self._absolute) and form.endswith(self._absolute)
        if plural and self._last.endswith(self._oblique) != form.endswith(self._oblique):
            return False
        if self._person in ("mp", "fp") and person in ("mp", "fp") and person != self._person:
            return False
        self._last, self._person = form, person
        return True


class ActorReader:
    """Reads actor phrases at a place in a sentence's words."""

    def __init__(self, pack: Pack) -> None:
        clitics, morphology = pack.lexicon.clitics, pack.raw["morphology"]
        self._article = clitics.article
        self._posted = pack.words["posted_at"]
        self._belonging = pack.words["belonging"]
        self._unlike_genitive = pack.words["never_belonging"]
        self._speaking = pack.words["speaks_for"]
        self._common = pack.common
        self._proclitics = tuple(one.form for one in clitics.proclitics if one.form)
        self._is_common = lru_cache(_REMEMBERED)(self._find_common)
        self._absolute = tuple(morphology["absolute_endings"])
        self._oblique = tuple(morphology["oblique_endings"])

    def _is_oblique(self, word: Word, option: Option, kind: str) -> bool:
        """Tell whether a word cannot be the subject of the verb before it."""
        never = kind in ("country", "capital", "palace", "holder", "organisation") or option.form.person in ("s", "ms", "fs")
        return not never and word.form.endswith(self._oblique)

    def read(
        self, words: Sequence[Word], options: Sequence[list[Option]], at: int, focus: Focus
    ) -> tuple[ActorPhrase, Option, int] | None:
        """Read the longest actor phrase that begins at a word: the phrase, how its first word was read, and where it ends."""
        best: tuple[ActorPhrase, Option, int] | None = None
        for option in options[at]:
            entry = option.form.entry
            found: tuple[ActorPhrase, int] | None = None
            if isinstance(entry, RoleEntry):
                found = self._read_role(words, options, option, entry, focus)
                if found and best and best[0].role is None and best[2] - at > 1 and found[0].name_words:
                    # «حزب الله» is a name as it stands; a role that reaches further only over unknown words has taken too much.
                    continue
            elif isinstance(entry, NameEntry):
                found = self._read_name(words, options, option, entry, focus)
            if found and (best is None or found[1] > best[2]):
                best = (found[0], option, found[1])
        return best

    # ── names ───────────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _read_name(
        self, words: Sequence[Word], options: Sequence[list[Option]], option: Option, entry: NameEntry, focus: Focus
    ) -> tuple[ActorPhrase, int] | None:
        actor = entry.actor_on(focus.published)
        if actor is None:
            return None
        end = option.last
        definite = option.proclitic.article or entry.kind != "adjective"
        names: tuple[str, ...] = ()
        if entry.weak and words[option.first].form not in focus.by_name:
            return None
        if entry.kind == "holder":
            end = self._skip_name(words, options, end)
            names = (words[option.first].form, words[end - 1].form)
        stem = words[option.first].form[len(option.proclitic.form) :].removeprefix(self._article)
        plural = option.form.person in ("mp", "fp")
        dual = option.form.person in ("md", "fd")
        phrase = ActorPhrase(
            (actor,), entry.kind, entry.id, definite=definite, plural=plural, dual=dual, place=entry.place, name_words=names,
            oblique=self._is_oblique(words[option.first], option, entry.kind), head_word=stem if end - option.first > 1 else "",
        )  # fmt: skip
        return phrase, end

    def _skip_name(self, words: Sequence[Word], options: Sequence[list[Option]], at: int) -> int:
        """Step over the further words of a personal name: words that nothing knows."""
        end = at
        while end < len(words) and end - at < _MAX_NAME and self.may_be_name(words[end].form, options[end]):
            end += 1
        return end

    def may_be_name(self, form: str, options: Sequence[Option]) -> bool:
        """A name is a word that no list has, and that is no common word behind a clitic."""
        return not options and len(form) > 1 and form[0].isalpha() and not self._is_common(form)

    def _find_common(self, form: str) -> bool:
        return form in self._common or any(form.startswith(one) and form[len(one) :] in self._common for one in self._proclitics)

    # ── roles ───────────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _read_role(
        self, words: Sequence[Word], options: Sequence[list[Option]], option: Option, role: RoleEntry, focus: Focus
    ) -> tuple[ActorPhrase, int] | None:
        sector = role.sector
        country = role.country
        if role.both:
            return self._two_sides(options, option, role, focus)
        definite = option.proclitic.article or bool(option.enclitic)
        at = option.last
        names: list[str] = []
        inner_seen = bool(role.country)
        open_head = ""
        named = False
        national = False
        single = option.form.person in ("s", "ms", "fs") and role.kind != "collective"
        agreement = _Agreement(words[option.first].form, option.proclitic.article, single, self._absolute, self._oblique)
        agreement.joined = bool(option.form.tail)
        for _ in range(_MAX_PARTS):
            if at >= len(words) or not (words[at].form[0].isalpha() or words[at].form in _QUOTES):
                break
            quoted = words[at].form in _QUOTES and at + 2 < len(words) and words[at + 2].form in _QUOTES
            inside = at + 1 if quoted else at
            step = None if option.enclitic else self._adjective(words, options[inside], role, sector, country, agreement)
            if step and quoted and step[2] == at + 2:
                step = (*step[:2], at + 3, step[3])
            elif quoted:
                step = None
            if step:
                national = national or step[1] != country
                sector, country, at, defined = step
                named = True
                definite = definite or defined
                agreement.defined |= defined
                continue
            if not inner_seen and not (
                named and (national or not agreement.joined) and words[at].form not in self._belonging and not _hangs(options[at])
            ):
                inner = self._inner(words, options, at, role, focus, option)
                if inner:
                    phrase, at = inner
                    inner_seen = True
                    open_head = phrase.head_word if phrase.kind == OPEN else ""
                    actor = phrase.actor
                    if not country and actor.country != UNKNOWN:
                        country = actor.country
                    if role.carries and phrase.kind not in ("country", "capital", "adjective"):
                        # «قوات موالية للحكومة» are forces, whoever they serve.
                        sector = sector if role.sector == "MIL" and actor.sector == "GOV" else actor.sector
                    elif role.carries and phrase.kind in ("country", "capital") and role.sector in ("UNK", ""):
                        sector = "GOV"
                    definite = definite or phrase.definite
                    agreement.defined |= phrase.definite
                    agreement.joined = True
                    names.extend(phrase.name_words)
                    continue
            seated = (
                role.bare
                and role.sector in _SEATED
                and not (country or inner_seen or named or option.enclitic or option.proclitic.article)
            )
            seat = self._seat(options[at]) if seated else None
            if seat:
                # «محافظ البصرة», «شرطة غزة»: whose office it is, the place says.
                country, at, inner_seen, definite = seat[0], seat[1], True, True
                continue
            holder = self._apposed(options[at], country) if role.kind == "person" else None
            if holder:
                country = country or holder[1]
                at = self._skip_name(words, options, holder[0])
                continue
            if national and words[at].form in self._posted and at + 1 < len(words):
                # «السفير الأمريكي لدى لبنان»: where somebody serves is told in passing.
                found = self.read(words, options, at + 1, focus)
                if found and found[0].kind in ("country", "capital"):
                    at = found[2]
                    continue
            if (
                role.sector == "CVL"
                and not inner_seen
                and at + 1 < len(words)
                and any(getattr(o.form.entry, "kind", "") in ("place_heads", "wide_places") for o in options[at])
            ):
                # «سكان القرية اللبنانية»
                agreement.joined = agreement.joined or any(o.proclitic.article or o.form.shape == "word" for o in options[at])
                inner_seen, at = True, at + 1
                continue
            if role.names_follow:
                end = self._skip_name(words, options, at)
                if end > at:
                    names.extend(word.form for word in words[at:end])
                    at = end
                    continue
            break
        stem = words[option.first].form[len(option.proclitic.form) :]
        if not role.bare and not (named or inner_seen or names or option.enclitic):
            # «الحركة» after «حركة حماس» is Hamas; of a movement that no text has named nothing can be said.
            if role.kind == "voice" and option.proclitic.article:
                return ActorPhrase(
                    (Actor(UNKNOWN, sector or "UNK"),), role.kind, role.id, role=role, definite=True, known=False
                ), at
            if not option.proclitic.article:
                return None
            same = focus.by_head.get(stem)
            kind = role.kind if same else OPEN
            return ActorPhrase(
                (same or Actor(UNKNOWN, sector),), kind, role.id, role=role, definite=True, known=False, head_word=stem
            ), at
        known = bool(country)
        actor = Actor(country or UNKNOWN, sector or "UNK")
        if open_head and not known:
            # «قوات النظام»: whose, only the rest of the text can tell.
            return ActorPhrase((actor,), OPEN, role.id, role=role, definite=True, known=False, head_word=open_head), at
        if not known:
            for name in names:
                if name in focus.by_name:
                    actor, known = focus.by_name[name], True
                    break
        if not known:
            earlier = focus.resolve(role, " ".join(option.form.tail), actor.sector, definite)
            if earlier:
                actor = Actor(earlier.country, actor.sector if actor.sector != "UNK" else earlier.sector)
        plural = option.form.person == "p" or role.kind == "collective"
        phrase = ActorPhrase(
            (actor,), role.kind, role.id, role=role, definite=definite, plural=plural, dual=option.form.person in ("d", "md", "fd"), known=known, name_words=tuple(names),
            oblique=self._is_oblique(words[option.first], option, role.kind), head_word=stem if not role.bare else "",
            wording=" ".join(option.form.tail),
        )  # fmt: skip
        return phrase, at

    def _seat(self, options: Sequence[Option]) -> tuple[str, int] | None:
        """Give the country of a place right after an office or a force, where the name is a place for sure."""
        for option in options:
            entry = option.form.entry
            if isinstance(entry, PlaceEntry) and not entry.ambiguous and entry.place.country and not option.proclitic.form:
                return entry.place.country, option.last
        return None

    def _apposed(self, options: Sequence[Option], country: str) -> tuple[int, str] | None:
        """Take a known name that follows its title: «زعيم الحوثيين عبد الملك الحوثي»."""
        for option in options:
            entry = option.form.entry
            if (
                isinstance(entry, NameEntry)
                and entry.kind == "holder"
                and not option.proclitic.form
                and country in ("", entry.country)
            ):
                return option.last, entry.country
        return None

    def _two_sides(self, options: Sequence[list[Option]], option: Option, role: RoleEntry, focus: Focus) -> tuple[ActorPhrase, int]:
        """«الطرفان»: the two parties that the text named last, or somebody unknown where it has not named two."""
        named: list[Actor] = []
        at = option.last
        while at < len(options) and len(named) < 2:
            adjective = next(
                (
                    o
                    for o in options[at]
                    if isinstance(o.form.entry, NameEntry) and o.form.entry.kind == "adjective" and not o.proclitic.preposition
                ),
                None,
            )
            if adjective is None:
                break
            sector = adjective.form.entry.sector
            named.append(Actor(adjective.form.entry.country, "GOV" if sector == _NATIONAL else sector))
            at = adjective.last
        parties = tuple(named) if len(named) == 2 else tuple(focus.parties[-2:])
        actors = parties if len(parties) == 2 else (Actor(UNKNOWN, "UNK"),)
        end = at if len(named) == 2 else option.last
        return ActorPhrase(actors, "both", role.id, role=role, definite=True, plural=True, known=False), end

    def _adjective(
        self, words: Sequence[Word], options: Sequence[Option], role: RoleEntry, sector: str, country: str, agreement: _Agreement
    ) -> tuple[str, str, int, bool] | None:
        """Take an adjective of nationality, of a group or of a sector, or the field of a ministry."""
        # The field of a ministry before an adjective spelled alike («خارجية»).
        ordered = sorted(options, key=lambda o: not getattr(o.form.entry, "domain", False)) if len(options) > 1 else options
        for option in ordered:
            entry = option.form.entry
            if (
                option.proclitic.preposition
                or option.enclitic
                or (option.proclitic.joins and (option.proclitic.article or not isinstance(entry, QualifierEntry)))
            ):
                continue
            domain = isinstance(entry, QualifierEntry) and entry.domain
            if isinstance(entry, NameEntry) and entry.kind == "group" and option.last == option.first + 1 and not entry.weak:
                if agreement.allows_name(words[option.first].form):
                    keep = sector if role.sector in ("MED", "CVL") and not role.carries else entry.sector
                    return keep, entry.country, option.last, True
                continue
            if not isinstance(entry, (QualifierEntry, NameEntry)) or (isinstance(entry, NameEntry) and entry.kind != "adjective"):
                continue
            if not domain and not agreement.allows(words[option.first].form, option):
                continue
            if domain:
                agreement.joined = True
            if isinstance(entry, QualifierEntry) and (not entry.domain or role.domain or role.kind == "person"):
                if entry.kinds and role.kind not in entry.kinds:
                    return sector, country, option.last, option.proclitic.article
                changed = (
                    entry.sector
                    if entry.sector and (role.carries or role.sector in ("UNK", "GOV", "CVL") or entry.sector == "REB")
                    else sector
                )
                return changed, country or entry.country, option.last, option.proclitic.article
            if isinstance(entry, NameEntry) and entry.kind == "adjective":
                if entry.sector not in ("", _NATIONAL):
                    keep = sector if role.sector in ("MED", "CVL") and not role.carries else entry.sector
                    return keep, entry.country, option.last, option.proclitic.article
                return sector, country or entry.country, option.last, option.proclitic.article
        return None

    def _inner(
        self, words: Sequence[Word], options: Sequence[list[Option]], at: int, role: RoleEntry, focus: Focus, head: Option
    ) -> tuple[ActorPhrase, int] | None:
        """Read the body or country to which a role belongs: genitive, or after a preposition of belonging where the role carries."""
        start = at
        form = words[at].form
        if form in _QUOTES:
            # حركة "حماس": the name stands in quotation marks.
            found = self.read(words, options, at + 1, focus) if at + 1 < len(words) else None
            if found and found[0].role is None and found[2] < len(words) and words[found[2]].form in _QUOTES:
                focus.remember(found[0])
                return found[0], found[2] + 1
            return None
        if at == head.last and head.proclitic.article and form not in self._belonging and not _hangs(options[at]):
            # «الجيش» with its article takes no genitive.
            return None
        serving = role.kind == "person" and role.carries and at == head.last and head.proclitic.article
        for option in options[at]:
            if option.proclitic.joins or (option.proclitic.preposition in self._unlike_genitive and not serving):
                return None
        if (
            role.kind in ("person", "collective")
            and words[at - 1].form.endswith(self._absolute)
            and not any(o.proclitic.preposition for o in options[at])
        ):
            # «مسلحون دورية»: a plural in its full form takes no genitive, what follows is another participant.
            if form not in self._belonging:
                return None
        if form in self._belonging and role.carries and at + 1 < len(words):
            start = at + 1
        elif any(option.proclitic.preposition for option in options[at]) and not role.carries:
            return None
        found = self.read(words, options, start, focus)
        if found is None:
            return None
        phrase, option, end = found
        focus.remember(phrase)
        if option.proclitic.preposition in self._unlike_genitive and phrase.kind not in ("body", "group", "organisation"):
            # «المسؤول بحركة حماس» serves it; «المتحدث بدمشق» speaks there.
            return None
        if (
            start == at
            and option.proclitic.preposition
            and at > head.last
            and (phrase.kind in ("country", "capital", "palace") or role.kind != "voice")
        ):
            # «المسلحون الموالون لروسيا» are not Russia's.
            return None
        if phrase.kind == "adjective" or (start > at and phrase.kind in ("country", "capital") and form not in self._speaking):
            return None
        if start == at and option.proclitic.preposition and not role.carries:
            return None
        return phrase, end


def _hangs(options: Sequence[Option]) -> bool:
    """Whether a word hangs on what went before by a preposition of its own."""
    return any(option.proclitic.preposition for option in options)
