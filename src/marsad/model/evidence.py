"""The evidence of one claim: its words, where they stand, how they were got, what was made of them, and what proves it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from marsad.model.claims import Claim
from marsad.model.documents import Document
from marsad.model.ledger import Link


@dataclass(frozen=True, slots=True, kw_only=True)
class Retrieval:
    """One time that the bytes of a text were got; `answered` is empty for a file, `size` counts bytes."""

    at: dt.datetime
    asked: str
    answered: str
    status: int | None
    headers: tuple[tuple[str, str], ...]
    tool: str
    within: str
    sha256: str
    media_type: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """A version of the document, and where the words of the claim begin in it; None where they do not stand in it.

    `holds` says that this is the version in which the claim was made.
    """

    number: int
    added: dt.datetime
    published: dt.date | None
    modified: dt.date | None
    sha256: str
    start: int | None
    holds: bool = False
    newest: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What somebody judged of a claim; `reason` is None where it was erased, `value` a field's value as corrected."""

    number: int
    made: dt.datetime
    by: str
    verdict: str
    field: str | None
    value: Any
    reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Proved:
    """A link of the chain for one row that the claim rests on, and what is not as it says; nothing where all is."""

    seq: int
    made: dt.datetime
    kind: str
    row: int
    digest: str
    previous: str
    hash: str
    harms: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """All that proves one claim where one document tells it.

    `document` is the version that holds the claim, `reader` a short hash of the words, rules and agreements by which it was read.
    `unproved` names rows that the chain knows nothing of. `end` is the number and hash of the last link of the chain when the slip
    was made.
    """

    claim: Claim
    document: Document
    current: bool
    added: dt.datetime
    read: dt.datetime
    reader: str
    retrievals: tuple[Retrieval, ...]
    versions: tuple[Edition, ...]
    links: tuple[Link, ...]
    verdicts: tuple[Verdict, ...]
    chain: tuple[Proved, ...]
    unproved: tuple[str, ...]
    end: tuple[int, str]

    @property
    def harms(self) -> tuple[str, ...]:
        """What is not as the chain says, of all rows that the claim rests on."""
        unknown = (f"{row}: the chain knows nothing of it" for row in self.unproved)
        return (*unknown, *(harm for link in self.chain for harm in link.harms))
