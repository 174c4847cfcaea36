"""The ledger: what claims amount to for an agreement, set side by side."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from marsad.model.accounts import Due, Incident, Origin, Standing
from marsad.model.agreements import Agreement
from marsad.model.claims import Claim
from marsad.model.documents import Document, Flag, Skipped

Effect = Literal["breach", "comply", "duty", "exit", "deny"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """That a claim bears on a commitment (None: on the agreement as a whole), how, and why it is thought so."""

    agreement: str
    commitment: str | None
    effect: Effect
    by: str
    of: str | None
    reason: str
    claim: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of a commitment's history: a claim, what it means for the commitment, when it was said, and where.

    `origin` is the source of its words, `copies` counts the documents that carry it: several lines, one origin.
    """

    claim: Claim
    link: Link
    said: dt.date | None
    outlet: str
    copies: int = 1
    origin: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """Accusations against one side (`TUR`, `SYR.REB`) beside what answers them; both are kept, neither is judged.

    `replies` are denials and claims of compliance about the accused, on the same commitment or the agreement as a whole;
    `counter` are the accusations that the accused itself makes on the same commitment.
    """

    commitment: str | None
    accused: str
    accusations: tuple[Entry, ...]
    replies: tuple[Entry, ...]
    counter: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """What is said about one agreement: histories, disputes, incidents, what falls due, harm told; no verdict and no score.

    `day` is the day for which the calendar holds. `standings` has a line of a commitment for each day on which what stands of it
    changed, and one without a day that counts everything.
    """

    agreement: Agreement
    documents: tuple[Document, ...]
    entries: tuple[Entry, ...]
    disputes: tuple[Dispute, ...]
    harm: tuple[Claim, ...]
    other: tuple[Claim, ...]
    flags: tuple[tuple[str, Flag], ...] = ()
    skipped: tuple[tuple[str, Skipped], ...] = ()
    origins: tuple[Origin, ...] = ()
    incidents: tuple[Incident, ...] = ()
    standings: tuple[Standing, ...] = ()
    calendar: tuple[Due, ...] = ()
    day: dt.date | None = None

    @property
    def deadlines(self) -> tuple[Due, ...]:
        """What the text of the agreement sets."""
        return tuple(due for due in self.calendar if due.kind == "deadline")

    @property
    def ultimatums(self) -> tuple[Due, ...]:
        """What speakers set."""
        return tuple(due for due in self.calendar if due.kind == "ultimatum")
