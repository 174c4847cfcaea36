"""What falls due: deadlines of the text and ultimatums of speakers, never mixed, each with what is reported once it had passed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from marsad.ledger.deadlines import list_deadlines
from marsad.ledger.ultimatums import list_ultimatums
from marsad.model import Agreement, Claim, Due, Entry


def due(
    agreement: Agreement,
    entries: Iterable[Entry],
    claims: Iterable[Claim],
    today: dt.date,
    *,
    origin_of: Mapping[str, str] | None = None,
) -> tuple[Due, ...]:
    """Give what the agreement and the speakers have set a day for, as it stands on `today`: deadlines first, then ultimatums.

    `origin_of` gives the origin of a telling by its key: what one origin says, however many carry it, stands once.
    """
    origins = origin_of or {}
    told = [c for c in claims if c.date is None or dt.date.fromisoformat(c.date) <= today]
    known = [e for e in entries if e.said is None or e.said <= today]
    return (*list_deadlines(agreement, known, today, origins), *list_ultimatums(told, today, origins))
