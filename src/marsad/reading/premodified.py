"""Actor phrases of languages in which what describes a noun stands before it («the Turkish defence minister Hulusi Akar»).

The phrase is gathered from its first word on: nationalities, owners, qualifiers and further nouns up to its head, then a name, then
whom it belongs to («spokesman for the Libyan army»).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from marsad.model import Actor
from marsad.pack import Pack
from marsad.pack.entries import CueEntry, EventEntry, NameEntry, PlaceEntry, QualifierEntry, RoleEntry
from marsad.pack.lexicon import Option
from marsad.reading.chunks import UNKNOWN, ActorPhrase
from marsad.reading.focus import Focus
from marsad.reading.roles import OPEN
from marsad.reading.who import ActorReader
from marsad.words import Word

_MAX_PARTS = 8
_MAX_NAME = 4
# How many words that nothing knows may stand between what describes a head and the head («deputy foreign minister»).
_MAX_UNKNOWN = 2
_WHOLE = frozenset({"country", "capital", "palace", "organisation", "group", "holder"})


class _Item(NamedTuple):
    option: Option
    entry: RoleEntry | NameEntry | QualifierEntry | PlaceEntry
    end: int


class PremodifiedReader(ActorReader):
    """Reads actor phrases whose describing words stand before their head."""

    def __init__(self, pack: Pack, days: frozenset[str] = frozenset()) -> None:
        super().__init__(pack, days)
        self.text = ""
        words, nothing = pack.words, frozenset[str]()
        self.determiners = words.get("articles", nothing) | words.get("owners", nothing) | words.get("pointing_words", nothing)
        self.indefinite = words.get("indefinite", nothing)
        self.backed = words.get("backed_by", nothing)
        self.led = words.get("led_by", nothing)

    def is_name(self, word: Word, options: Sequence[Option]) -> bool:
        """A name is a capitalised word that no list has."""
        return self.may_be_name(word.form, options) and self.text[word.start : word.start + 1].isupper()

    def skip_name(self, words: Sequence[Word], options: Sequence[list[Option]], at: int) -> int:
        """Step over the further words of a personal name."""
        end = at
        while end < len(words) and end - at < _MAX_NAME and self.is_name(words[end], options[end]):
            end += 1
        return end

    def read(
        self, words: Sequence[Word], options: Sequence[list[Option]], at: int, focus: Focus
    ) -> tuple[ActorPhrase, Option, int] | None:
        """Read the longest actor phrase that begins at a word: the phrase, how its first word was read, and where it ends."""
        return _Phrase(self, words, options, focus, at).read()

    def name_at(
        self, words: Sequence[Word], options: Sequence[list[Option]], option: Option, focus: Focus
    ) -> tuple[ActorPhrase, int] | None:
        """Read a name that stands for itself."""
        found = self.read_name(words, options, option, focus)
        return (found[0]._replace(plural=option.form.person == "p"), found[1]) if found else None


class _Phrase:
    """One reading of a phrase."""

    def __init__(
        self, reader: PremodifiedReader, words: Sequence[Word], options: Sequence[list[Option]], focus: Focus, at: int
    ) -> None:
        self._reader, self._words, self._options, self._focus = reader, words, options, focus
        self._first = at
        before = words[at - 1].form if at else ""
        self._definite = before in reader.determiners
        self._single = before in reader.indefinite
        self._names: tuple[str, ...] = ()
        self._owned = False
        self._foreign = False
        self._where: dict[str, str] = {}

    def read(self) -> tuple[ActorPhrase, Option, int] | None:
        items = self._gather()
        head = next((i for i in range(len(items) - 1, -1, -1) if isinstance(items[i].entry, RoleEntry)), None)
        if head is None:
            return self._name(items)
        return self._role(items[: head + 1])

    # ── the words up to the head ────────────────────────────────────────────────────────────────────────────────────────────

    def _gather(self) -> list[_Item]:
        items: list[_Item] = []
        at = self._first
        for _ in range(_MAX_PARTS):
            item = self._item(at, items)
            if item is None and items and not isinstance(items[-1].entry, RoleEntry):
                at = self._past_unknown(at, items)
                item = self._item(at, items) if at else None
            if item is None:
                break
            items.append(item)
            at = item.end
            if self._is_compound(at) and self._goes_on(at + 1):
                # «Russian-backed forces» are not Russia's, the «Saudi-led coalition» is.
                led = self._words[at].form in self._reader.led
                items = items if led else []
                self._foreign = self._foreign and led
                at += 1
        return items

    def _is_compound(self, at: int) -> bool:
        """Whether a hyphen ties a word such as "backed" or "led" to the name before it."""
        if at >= len(self._words) or self._words[at].form not in self._reader.backed | self._reader.led:
            return False
        return self._words[at].start - self._words[at - 1].end == 1 and not self._reader.text[self._words[at - 1].end].isspace()

    def _goes_on(self, at: int) -> bool:
        return self._item(at, []) is not None or (at + 1 < len(self._words) and self._item(at + 1, []) is not None)

    def _past_unknown(self, at: int, items: Sequence[_Item]) -> int:
        """Go past words that nothing knows to a head behind them, 0 where none follows."""
        entry = items[-1].entry
        describes = items[-1].option.enclitic or isinstance(entry, QualifierEntry) or getattr(entry, "kind", "") == "adjective"
        if not describes:
            return 0
        for end in range(at + 1, min(at + 1 + _MAX_UNKNOWN, len(self._words) - 1) + 1):
            word = self._words[end - 1]
            if self._options[end - 1] or not word.form[0].isalpha() or end >= len(self._words):
                return 0
            found = self._item(end, items)
            if found is not None and isinstance(found.entry, RoleEntry):
                return end
        return 0

    def _item(self, at: int, items: Sequence[_Item]) -> _Item | None:
        """Give what the words at a place add to the phrase."""
        if at >= len(self._words):
            return None
        here = [one for one in self._options[at] if isinstance(one.form.entry, RoleEntry | NameEntry | QualifierEntry | PlaceEntry)]
        if not here:
            return None
        if items and (items[-1].option.enclitic and isinstance(items[-1].entry, RoleEntry) and self._tells(at)):
            return None
        has_head = any(isinstance(item.entry, RoleEntry) for item in items)
        if has_head and self._tells(at):
            return None
        best = max(here, key=lambda one: (one.last, isinstance(one.form.entry, RoleEntry), isinstance(one.form.entry, NameEntry)))
        entry = best.form.entry
        if isinstance(entry, NameEntry):
            if has_head and entry.kind != "holder":
                return None
            if entry.weak and not items and self._words[at].form not in self._focus.by_name and not self._may_be_weak(at, best):
                return None
        if isinstance(entry, PlaceEntry) and (has_head or entry.ambiguous):
            return None
        return _Item(best, entry, best.last)

    def _may_be_weak(self, at: int, option: Option) -> bool:
        if self._reader.is_settled(option.form.entry, self._focus):
            return True
        following = self._options[option.last] if option.last < len(self._options) else []
        return any(isinstance(one.form.entry, RoleEntry) for one in following)

    def _tells(self, at: int) -> bool:
        """Whether a word may tell of an event, so that the head stands before it: «army shells»; but «rebel forces» are people."""
        telling = [one for one in self._options[at] if isinstance(one.form.entry, EventEntry | CueEntry)]
        people = any(isinstance(one.form.entry, RoleEntry) for one in self._options[at])
        return bool(telling) and not (people and all(one.form.shape == "present" for one in telling))

    # ── names ───────────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _name(self, items: Sequence[_Item]) -> tuple[ActorPhrase, Option, int] | None:
        item = next((one for one in items if isinstance(one.entry, NameEntry)), None)
        if item is None or item is not items[0]:
            return None
        longer = [
            one for one in items if isinstance(one.entry, NameEntry) and one.entry.kind in ("group", "organisation", "holder")
        ]
        chosen = longer[-1] if longer and isinstance(items[0].entry, NameEntry) and items[0].entry.kind == "adjective" else item
        found = self._reader.name_at(self._words, self._options, chosen.option, self._focus)
        if found is None:
            return None
        phrase, end = found
        return phrase._replace(definite=phrase.definite or self._definite), chosen.option, end

    # ── roles ───────────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _role(self, items: Sequence[_Item]) -> tuple[ActorPhrase, Option, int] | None:
        head = items[-1]
        role: RoleEntry = head.entry  # type: ignore[assignment]
        if role.both:
            return self._two_sides(head)
        country, sector = role.country, role.sector
        described = False
        for item in items[:-1]:
            country, sector, counts = self._described(item, role, country, sector)
            described = described or counts
        end = head.end
        possessive = head.option.enclitic
        if not possessive:
            end = self._take_names(role, end)
            country, sector, end = self._take_owner(role, country, sector, end)
        beside = described or bool(self._names) or self._owned
        if end < len(self._words) and self._words[end].form in role.unless_before:
            return None
        known = role.bare or beside
        phrase = self._sum_up(role, head.option, country, sector) if known else self._bare(role, head.option)
        return (phrase, head.option._replace(first=self._first), end) if phrase else None

    def _described(self, item: _Item, role: RoleEntry, country: str, sector: str) -> tuple[str, str, bool]:
        """Add what a word before the head says: country, sector, and whether it describes the head at all."""
        entry = item.entry
        if isinstance(entry, QualifierEntry):
            self._foreign = self._foreign or entry.foreign
            changes = (
                entry.sector
                and not (entry.kinds and role.kind not in entry.kinds)
                and (role.carries or role.sector in ("UNK", "GOV", "CVL", "") or entry.sector == "REB")
                and not (role.sector == "MIL" and entry.sector == "GOV")
            )
            return country or entry.country, entry.sector if changes else sector, True
        if isinstance(entry, PlaceEntry):
            return country or entry.place.country, sector, True
        if isinstance(entry, RoleEntry):
            owner = entry.sector
            takes = role.carries or (owner in ("REB", "OPP") and role.sector in ("MIL", "UNK"))
            if owner in ("GOV", "MIL") and role.sector == "REB":
                # «regime fighters»
                return country or entry.country, "MIL", True
            changed = ("REB" if owner == "OPP" and role.sector == "MIL" else owner) if takes and owner else sector
            if entry.where:
                self._where = dict(entry.where)
            return country or entry.country, changed, True
        actor = entry.actor_on(self._focus.published)
        if actor is None:
            return country, sector, False
        keep = role.sector in ("MED", "CVL", "NGO") and not role.carries
        if entry.kind in ("group", "organisation") or (entry.kind == "adjective" and actor.sector not in ("UNK", "")):
            sector = sector if keep else actor.sector
        elif role.carries and role.sector in ("UNK", "") and entry.kind in ("country", "capital"):
            sector = "GOV"
        return country or actor.country, sector, True

    def _take_names(self, role: RoleEntry, end: int) -> int:
        """Take the name after a title, known or not."""
        if end < len(self._words):
            for option in self._options[end]:
                entry = option.form.entry
                if isinstance(entry, NameEntry) and entry.kind == "holder" and role.kind == "person":
                    self._names = (self._words[option.last - 1].form,)
                    return self._reader.skip_name(self._words, self._options, option.last)
        if not role.names_follow and role.kind != "person":
            return end
        last = self._reader.skip_name(self._words, self._options, end)
        if last > end:
            self._names = tuple(word.form for word in self._words[end:last])
        return last

    def _take_owner(self, role: RoleEntry, country: str, sector: str, end: int) -> tuple[str, str, int]:
        """Take the body, the country or the field that follows with a preposition: «minister of defence», «army of Chad»."""
        if end + 1 >= len(self._words) or self._words[end].form not in self._reader.belonging:
            return country, sector, end
        start = end + 1
        while start < len(self._words) - 1 and self._words[start].form in self._reader.determiners:
            start += 1
        domain = next((o for o in self._options[start] if isinstance(o.form.entry, QualifierEntry) and o.form.entry.domain), None)
        if domain is not None and (role.domain or role.kind in ("person", "body")):
            self._owned = True
            return self._take_owner(role, country, domain.form.entry.sector or sector, domain.last)
        if country and not role.carries:
            return country, sector, end
        found = self._reader.read(self._words, self._options, start, self._focus)
        if found is None:
            place = next((o.form.entry for o in self._options[start] if isinstance(o.form.entry, PlaceEntry)), None)
            if place is not None and not place.ambiguous and not country:
                self._owned = True
                return place.place.country, sector, end
            return country, sector, end
        phrase, _, last = found
        if phrase.kind == "adjective" or (phrase.kind == "capital" and not role.carries):
            return country, sector, end
        self._owned = True
        actor = phrase.actor
        if role.carries and phrase.kind not in ("country", "capital"):
            sector = sector if role.sector == "MIL" and actor.sector == "GOV" else actor.sector
        elif actor.sector in ("IGO", "REB") and role.sector in ("MIL", "UNK"):
            sector = actor.sector
        elif role.carries and role.sector in ("UNK", ""):
            sector = "GOV"
        if not country and actor.country != UNKNOWN:
            country = actor.country
        self._where = dict(phrase.where) or self._where
        return country, sector, last

    # ── the whole ───────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _sum_up(self, role: RoleEntry, head: Option, country: str, sector: str) -> ActorPhrase:
        focus = self._focus
        actor, known = Actor(country or UNKNOWN, sector or "UNK"), bool(country)
        foreign = role.foreign or self._foreign
        where, far = dict(role.where) or self._where, False
        told = next((focus.by_name[name] for name in self._names if name in focus.by_name), None) if not known else None
        if told:
            actor, known = told, True
        if not known and not foreign:
            earlier = focus.resolve(role, "", actor.sector, self._definite)
            if earlier:
                far, where = earlier.far, dict(earlier.where)
                actor = Actor(earlier.actor.country, actor.sector if actor.sector != "UNK" else earlier.actor.sector)
        return ActorPhrase(
            (actor,),
            role.kind,
            role.id,
            role=role,
            definite=self._definite,
            plural=head.form.person == "p" or role.kind == "collective",
            known=known,
            name_words=self._names,
            head_word="" if role.bare else self._words[head.first].form,
            far=far,
            foreign=foreign,
            where={} if known and role.where and not role.country else where,
        )

    def _bare(self, role: RoleEntry, head: Option) -> ActorPhrase | None:
        """Read «the movement», which after «the Hamas movement» is Hamas; of one that no text has named nothing can be said."""
        if not self._definite:
            return None
        if role.kind == "voice":
            return ActorPhrase((Actor(UNKNOWN, role.sector or "UNK"),), role.kind, role.id, role=role, definite=True, known=False)
        stem = self._words[head.first].form
        same = self._focus.by_head.get(stem)
        actor, kind = (same.actor, role.kind) if same else (Actor(UNKNOWN, role.sector or "UNK"), OPEN)
        where = same.where if same else role.where
        return ActorPhrase(
            (actor,), kind, role.id, role=role, definite=True, known=False, head_word=stem, where=where, foreign=role.foreign
        )

    def _two_sides(self, head: _Item) -> tuple[ActorPhrase, Option, int]:
        """«The two sides»: the parties that the text named last, or somebody unknown where it has not named two."""
        parties = tuple(self._focus.parties[-2:])
        actors = parties if len(parties) == 2 else (Actor(UNKNOWN, "UNK"),)
        role: RoleEntry = head.entry  # type: ignore[assignment]
        sure = len(self._focus.parties) == 2
        phrase = ActorPhrase(actors, "both", role.id, role=role, definite=True, plural=True, known=False, sure=sure)
        return phrase, head.option, head.end
