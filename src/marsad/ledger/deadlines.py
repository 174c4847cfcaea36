"""Deadlines of an agreement's text: absolute, counted, recurring, conditional, amended; and what is reported once one has passed.

A deadline is *open* up to its day, then *passed*; *undated* where the text gives no day that can be counted; *superseded* where it
was amended, the new day standing beside it. That a deadline has passed does not say that it was missed.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from marsad.ledger.tellings import once
from marsad.model import FORCE, SIGNATURE, Agreement, Claim, Commitment, Deadline, Due, Entry

_NEVER = dt.date.max


class Reports(NamedTuple):
    """The entries of a ledger, and the day on which they are asked."""

    entries: Sequence[Entry]
    today: dt.date
    origins: Mapping[str, str]

    def after(self, part: Commitment, day: dt.date | None) -> tuple[Claim, ...]:
        """Give what is said of a commitment after a day, readings of the duty aside, an origin once."""
        if day is None or day >= self.today:
            return ()
        about = [e for e in self.entries if e.link.commitment == part.id and e.link.effect != "duty" and e.said and e.said > day]
        return once((e.claim for e in sorted(about, key=lambda e: e.said or _NEVER)), self.origins)


def list_deadlines(agreement: Agreement, entries: Sequence[Entry], today: dt.date, origins: Mapping[str, str]) -> Iterator[Due]:
    """Give the deadlines of the text in its order, as they stand on `today`."""
    reports = Reports(entries, today, origins)
    for part in agreement.commitments:
        if part.deadline:
            yield from _of_commitment(part, part.deadline, agreement, reports)


def _of_commitment(part: Commitment, deadline: Deadline, agreement: Agreement, reports: Reports) -> Iterator[Due]:
    today = reports.today
    date, last = deadline_day(agreement, part.id), None
    if deadline.every and date:
        last, date = _next(date, deadline.every, today, agreement.until)
    reported = reports.after(part, last or date)
    first = Due(
        id=part.id,
        kind="deadline",
        state="undated" if date is None else "open" if today <= date else "passed",
        commitment=part.id,
        by=None,
        of=", ".join(part.obligated) or None,
        date=date,
        words=deadline.words,
        after=reported,
    )
    change = deadline.amended
    if change is None or (change.since and change.since > today):
        yield first
        return
    new = change.date or deadline_day(agreement, change.by)
    yield replace(first, state="superseded", superseded_by=change.by, moved_to=new, after=() if new else reported)
    if new:
        yield replace(
            first,
            id=f"{part.id}/{new}",
            state="open" if today <= new else "passed",
            date=new,
            after=reports.after(part, new),
        )


def deadline_day(agreement: Agreement, commitment: str, seen: frozenset[str] = frozenset()) -> dt.date | None:
    """Give the day by which a commitment is due; None where the text gives none that can be counted.

    A relative one counts from the signature, the entry into force, or the day by which another commitment is due. That the other
    was done on another day is a matter of reports, and moves nothing here.
    """
    part = agreement.commitment(commitment)
    deadline = part.deadline if part else None
    if deadline is None or commitment in seen:
        return None
    if deadline.date or deadline.kind == "conditional":
        return deadline.date
    if deadline.kind == "recurring" and not deadline.after:
        return agreement.in_force if deadline.every else None
    start = _anchor(agreement, deadline.after, seen | {commitment})
    if start is None or (deadline.days is None and deadline.months is None and deadline.kind == "relative"):
        return None
    return _add_months(start, deadline.months or 0) + dt.timedelta(days=deadline.days or 0)


def _anchor(agreement: Agreement, after: str, seen: frozenset[str]) -> dt.date | None:
    named = {SIGNATURE: agreement.signed, FORCE: agreement.in_force}
    return named.get(after) or deadline_day(agreement, after, seen)


def _add_months(day: dt.date, months: int) -> dt.date:
    """Count calendar months; from the 31st of a month to the last day of a shorter one."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _next(start: dt.date, every: int, today: dt.date, until: dt.date | None) -> tuple[dt.date | None, dt.date]:
    """Give the last time before today that something recurring was due, and the next; the last of all, once the agreement ended."""
    end = min(today, until) if until else today
    turns = max(0, -((start - end).days // every))
    coming = start + dt.timedelta(days=every * turns)
    if until and coming > until:
        coming -= dt.timedelta(days=every)
    before = coming - dt.timedelta(days=every)
    return (before if before >= start else None), coming
