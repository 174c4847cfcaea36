"""Who, in a language that describes before the noun: nation, group, kind, head, then "of" whom, and a name.

"The Turkish defence minister Hulusi Akar", "Russia's defence ministry", "a spokesman for the Lebanese army", "rebel fighters".
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from marsad.pack.entries import CueEntry, EventEntry, NameEntry, QualifierEntry, RoleEntry
from marsad.pack.lexicon import Option
from marsad.reading.chunks import ActorPhrase
from marsad.reading.focus import Focus
from marsad.reading.roles import RoleReading
from marsad.words import Word

if TYPE_CHECKING:
    from marsad.reading.who import ActorReader

_MOST = 8  # words that describe a head
_OWNING = frozenset({"REB", "OPP", "MIL"})
_STATES = frozenset({"country", "capital", "palace", "adjective"})

Read = tuple[ActorPhrase, Option, int]


class _Row(NamedTuple):
    """What a phrase is read in."""

    reader: ActorReader
    words: Sequence[Word]
    options: Sequence[list[Option]]
    focus: Focus


class DescribedReading(RoleReading):
    """A phrase of which everything before its head has been read."""

    def fill(self, country: str, sector: str, at: int, *, named: bool, described: bool, definite: bool) -> None:
        """Set what the words before the head have told, and where the phrase goes on."""
        self._country, self._sector = country or self._country, sector or self._sector
        self._named = self._inner_seen = named or described
        self._national = named
        self._definite = definite or named
        self._at = at

    def go_on(self) -> None:
        """Take whose the head is, after "of" or "for", and the name of a person."""
        self._take_field()
        if not self._take_known_holder():
            self._take_name()
        self._take_owner_after()

    def _take_field(self) -> None:
        """Take the field of a ministry: "ministry of defence"."""
        if not self._role.domain or self._form_at(self._at) not in self._reader.belonging:
            return
        field = next((o for o in self._options_at(self._at + 1) if getattr(o.form.entry, "domain", False)), None)
        if field is not None:
            self._at = field.last

    def _take_owner_after(self) -> None:
        if self._form_at(self._at) not in self._reader.belonging or self._country:
            return
        start = self._at + 1
        while self._form_at(start) in self._reader.hung:
            start += 1
        found = self._reader.read(self._words, self._options, start, self._focus) if start < len(self._words) else None
        if found is None:
            return
        phrase, _, end = found
        speaks = self._form_at(self._at) in self._reader.speaking
        state = phrase.kind in _STATES
        if not (self._role.carries or (speaks and state and phrase.kind != "adjective")):
            return
        if state and not speaks:
            # "a spokesman in Moscow" need not speak for Russia.
            return
        self._country, self._at = phrase.actor.country if phrase.known else "", end
        if self._role.carries:
            sector = phrase.actor.sector
            self._sector = "GOV" if sector == "UNK" and state else sector
        self._named = self._inner_seen = True
        self._definite = True

    def _take_known_holder(self) -> bool:
        """Take a known name right after its title: "President Erdogan"."""
        if self._role.kind != "person":
            return False
        for option in self._options_at(self._at):
            entry = option.form.entry
            if isinstance(entry, NameEntry) and entry.kind == "holder" and self._country in ("", entry.country):
                self._country, self._at = entry.country, option.last
                self._named = self._inner_seen = True
                return True
        return False

    def sum_up(self) -> tuple[ActorPhrase, int] | None:
        """Say who the phrase names, and where it ends."""
        phrase = self._sum_up()
        return (phrase, self._at) if phrase else None

    def _form_at(self, at: int) -> str:
        return self._words[at].form if at < len(self._words) else ""

    def _options_at(self, at: int) -> Sequence[Option]:
        return self._options[at] if at < len(self._options) else ()


def read_described(
    reader: ActorReader, words: Sequence[Word], options: Sequence[list[Option]], at: int, focus: Focus
) -> Read | None:
    """Read the longest phrase that begins at a word: the phrase, how its head was read, and where it ends."""
    country, sector, named = "", "", False
    index = at
    alone: Read | None = None
    for _ in range(_MOST):
        if index >= len(options):
            break
        here = options[index]
        role = _longest(here, RoleEntry)
        name = _longest(here, NameEntry)
        quality = _longest(here, QualifierEntry)
        if role is not None and index > at and _tells_more(here, role.last):
            # "Israeli military operation": the word begins what is told, and is no army.
            break
        if role is not None and not (name is not None and name.last > role.last):
            if not _heads(options, role.last) or role.form.entry.both:
                return _read_head(_Row(reader, words, options, focus), role, at, (country, sector, named)) or alone
            # "army spokesman": a head that describes another one.
            sector, index = role.form.entry.sector, role.last
            country = country or role.form.entry.country
            continue
        if name is not None:
            entry: NameEntry = name.form.entry
            actor = entry.actor_on(focus.published)
            if actor is None:
                break
            after = name.last
            if alone is None and index == at:
                read = reader.read_name(words, options, name, focus)
                alone = (read[0], name, read[1]) if read else None
            if not _goes_on(options, after) or (entry.weak and not reader.is_settled(entry, focus)) or named:
                break
            country, named, index = actor.country, True, after
            sector = actor.sector if entry.kind in ("group", "organisation") and actor.sector in _OWNING else sector
            continue
        if quality is not None and index > at - 1 and _goes_on(options, quality.last):
            sector = quality.form.entry.sector or sector
            index = quality.last
            continue
        break
    return alone


def _read_head(row: _Row, head: Option, at: int, told: tuple[str, str, bool]) -> Read | None:
    country, sector, named = told
    reader, words = row.reader, row.words
    role: RoleEntry = head.form.entry
    article = reader.hung.get(words[at - 1].form) if at else None
    if article is not None and article.article:
        head = head._replace(proclitic=article)
    if at and words[at - 1].form in reader.owners:
        head = head._replace(enclitic=words[at - 1].form)
    reading = DescribedReading(reader, words, row.options, row.focus, option=head, role=role)
    if role.both:
        phrase, end = reading.two_sides()
        return phrase, head, end
    own = sector if role.carries or role.sector == "UNK" or (sector in ("REB", "OPP") and role.sector == "MIL") else ""
    definite = bool(article and article.article)
    reading.fill(country, own, head.last, named=named, described=bool(sector), definite=definite)
    reading.go_on()
    found = reading.sum_up()
    return (found[0], head, found[1]) if found else None


def _tells_more(options: Sequence[Option], last: int) -> bool:
    """Whether an event or a cue that begins here reaches further than a role."""
    return any(isinstance(one.form.entry, EventEntry | CueEntry) and one.last > last for one in options)


def _longest(options: Sequence[Option], kind: type) -> Option | None:
    found = [option for option in options if isinstance(option.form.entry, kind)]
    return max(found, key=lambda option: option.last, default=None)


def _heads(options: Sequence[list[Option]], at: int) -> bool:
    """Whether another head stands at a place."""
    return at < len(options) and any(isinstance(option.form.entry, RoleEntry) for option in options[at])


def _goes_on(options: Sequence[list[Option]], at: int) -> bool:
    """Whether words that describe lead to a head."""
    for _ in range(_MOST):
        if at >= len(options):
            return False
        if _heads(options, at):
            return True
        quality = _longest(options[at], QualifierEntry)
        if quality is None:
            return False
        at = quality.last
    return False
