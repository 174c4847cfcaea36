"""The nouns: values that never change, one new type at each arrow.

    Source -> ingest -> Document -> read -> Reading -> code -> Claim -> settle -> Ledger

Offsets are half-open code points into `Document.text`. Dates are civil dates (ISO 8601). Nothing here reads a disk, a network or a
clock, and nothing here imports a stage.
"""

from __future__ import annotations

from marsad.model.accounts import (
    Bounds,
    Count,
    Difference,
    Due,
    DueState,
    EntryKind,
    Incident,
    Origin,
    OriginKind,
    Standing,
    StandingWord,
    Support,
    Telling,
)
from marsad.model.agreements import (
    FORCE,
    SIGNATURE,
    Agreement,
    Amended,
    Commitment,
    Cues,
    Deadline,
    Paraphrase,
    Party,
    Role,
    Tie,
    Zone,
)
from marsad.model.claims import OUTLET, Act, Claim, Event, EventType, Evidence, Status
from marsad.model.documents import (
    Actor,
    Block,
    BlockKind,
    Capture,
    Document,
    Flag,
    FlagKind,
    Place,
    Precision,
    Quantity,
    Skipped,
    SkipReason,
    When,
)
from marsad.model.ledger import Dispute, Effect, Entry, Ledger, Link

__all__ = [
    "FORCE",
    "OUTLET",
    "SIGNATURE",
    "Act",
    "Actor",
    "Agreement",
    "Amended",
    "Block",
    "BlockKind",
    "Bounds",
    "Capture",
    "Claim",
    "Commitment",
    "Count",
    "Cues",
    "Deadline",
    "Difference",
    "Dispute",
    "Document",
    "Due",
    "DueState",
    "Effect",
    "Entry",
    "EntryKind",
    "Event",
    "EventType",
    "Evidence",
    "Flag",
    "FlagKind",
    "Incident",
    "Ledger",
    "Link",
    "Origin",
    "OriginKind",
    "Paraphrase",
    "Party",
    "Place",
    "Precision",
    "Quantity",
    "Role",
    "SkipReason",
    "Skipped",
    "Standing",
    "StandingWord",
    "Status",
    "Support",
    "Telling",
    "Tie",
    "When",
    "Zone",
]
