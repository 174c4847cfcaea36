"""What many documents amount to together: tellings, origins, incidents, standings and what falls due. Nothing here judges."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any, Literal

from marsad.model.claims import Claim, EventType
from marsad.model.documents import Place

Bounds = tuple[int, int | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """A claim where one document tells it: the unit that origins and incidents are made of.

    `key` is its own among all tellings: two documents with the very same text hold the same claim ids. `sentence` is the wording,
    `words` the same folded and cut, as copies are compared. `names` are the folded words of the speaker that are a person's own;
    `agencies` the ids of the news agencies that the sentence, the dateline or the last line credits. `known` is memory, no part of
    the value: what comparing has worked out of it once, since a telling is compared with hundreds of others.
    """

    key: str
    claim: Claim
    document: str
    outlet: str
    published: dt.date | None
    sentence: str
    words: tuple[str, ...]
    names: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    known: dict[str, Any] = field(default_factory=dict, init=False, repr=False, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A field that tellings of one thing disagree on: each value with the keys of the tellings that have it, none preferred."""

    field: str
    values: tuple[tuple[str, tuple[str, ...]], ...]


OriginKind = Literal["single", "copy", "agency", "statement", "outlet"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """One source of words, however many outlets carry it: seven outlets with one sentence are one origin.

    `kind` is that of the strongest bond: a `copy` of the words, an `agency` that is credited, one `statement` of one speaker, an
    `outlet` that tells the same again. `tellings` are in the order of publication; `why` says by what they were joined; `drift`
    what the copies changed.
    """

    id: str
    kind: OriginKind
    tellings: tuple[Telling, ...]
    why: str = ""
    drift: tuple[Difference, ...] = ()

    @property
    def outlets(self) -> tuple[str, ...]:
        """Who carries it, in order of publication, each once."""
        return tuple(dict.fromkeys(telling.outlet or telling.document for telling in self.tellings))


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many an origin tells of: `killed` and the like, with bounds."""

    origin: str
    field: Literal["killed", "wounded", "displaced"]
    bounds: Bounds


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """Claims of several documents about one event, with what they disagree on kept side by side.

    A statement is never an incident. `first` and `last` bound the days told; None where no telling gives one. `counts` has a line
    for each origin that tells a number.
    """

    id: str
    type: EventType
    tellings: tuple[Telling, ...]
    origins: tuple[str, ...]
    why: str = ""
    place: str | None = None
    located: Place | None = None
    first: dt.date | None = None
    last: dt.date | None = None
    counts: tuple[Count, ...] = ()
    differences: tuple[Difference, ...] = ()


EntryKind = Literal[
    "accusation",  # a breach held against somebody
    "allegation",  # a breach told, nobody blamed
    "observation",  # a breach told by one who is no party to the conflict
    "admission",  # a breach told by the one who did it
    "justified",  # an act told by the one who did it, who denies that it is a breach
    "denial",
    "own_compliance",
    "compliance",  # told of another
    "duty",  # a reading of what the text asks, and of whom
    "exit",
]

StandingWord = Literal[
    "no report found",
    "alleged",
    "disputed",
    "corroborated",
    "admitted",
    "unverifiable",
    # Nobody tells a breach, and yet the commitment is spoken of:
    "said to be kept",
    "breach denied",
    "exit told",
    "duty read",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """By how many independent origins one thing is told, and whether a party to the conflict is among those who say it.

    The ids of one origin for each who says it, in order of time: those of parties to the conflict, and those of all others. One who
    says it on two days, or in seven outlets, stands here once.
    """

    of_parties: tuple[str, ...] = ()
    of_others: tuple[str, ...] = ()

    @property
    def origins(self) -> int:
        """How many independent origins tell it."""
        return len(self.of_parties) + len(self.of_others)

    @property
    def by_party(self) -> bool:
        """Whether a party to the conflict is among them."""
        return bool(self.of_parties)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What stands of a commitment at the end of a day: a word, and the support of four things told apart.

    That it was *said* (the commitment is spoken of, in whatever sense), that it *happened*, *who* did it, that it *breaches* the
    commitment; and what is said `against`. `day` is None where all is counted, documents without a date too. "No report found" is
    not "complied". The rules stand in `marsad.ledger.standing`.
    """

    commitment: str | None
    day: dt.date | None
    word: StandingWord
    said: Support = Support()
    happened: Support = Support()
    who: Support = Support()
    breach: Support = Support()
    against: Support = Support()


DueState = Literal["open", "passed", "undated", "issued", "repeated", "expired", "superseded"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """Something with a date: a deadline of the text, or an ultimatum of a speaker; the two are never mixed.

    `date` is the last day; None where only `words` are known. `claims` are those that set an ultimatum and repeat it, in order of
    time; `after` is what is reported of the matter once the day had passed. `superseded_by` is the id of the ultimatum, or of the
    commitment or agreement, that took its place; `moved_to` the day that an amendment puts instead.
    """

    id: str
    kind: Literal["deadline", "ultimatum"]
    state: DueState
    commitment: str | None
    by: str | None
    of: str | None
    date: dt.date | None
    words: str
    claims: tuple[Claim, ...] = ()
    after: tuple[Claim, ...] = ()
    superseded_by: str | None = None
    moved_to: dt.date | None = None
