"""The ledger: what claims amount to for an agreement, set side by side."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

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

    `copies` counts the documents that carry the very same sentence (a wire copy): several lines, one origin.
    """

    claim: Claim
    link: Link
    said: dt.date | None
    outlet: str
    copies: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """Accusations against one country beside what answers them; both are kept, neither is judged.

    `replies` are denials and claims of compliance about the accused, on the same commitment or the agreement as a whole;
    `counter` are the accusations that the accused itself makes on the same commitment.
    """

    commitment: str | None
    accused: str
    accusations: tuple[Entry, ...]
    replies: tuple[Entry, ...]
    counter: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ultimatum:
    """A demand or threat with a deadline that a speaker, not the agreement, has set; `repeats` are later claims that say it again.

    `due` is an ISO date; where it cannot be resolved it is None, and `said_as` holds the words.
    """

    claim: Claim
    due: str | None
    said_as: str
    repeats: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """What is said about one agreement: histories, disputes, ultimatums, harm told, flags; no verdict and no score."""

    agreement: Agreement
    documents: tuple[Document, ...]
    entries: tuple[Entry, ...]
    disputes: tuple[Dispute, ...]
    ultimatums: tuple[Ultimatum, ...]
    harm: tuple[Claim, ...]
    other: tuple[Claim, ...]
    flags: tuple[tuple[str, Flag], ...] = ()
    skipped: tuple[tuple[str, Skipped], ...] = ()
