"""An agreement for a terminal: parties, commitments and sources, as its data file tells them."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from marsad.ledger.deadlines import deadline_day
from marsad.model import Agreement, Commitment
from marsad.publish.bidi import isolate

_INDENT = " " * 7


def list_line(agreement: Agreement) -> str:
    """Tell an agreement in one line: id, day of signature, number of commitments, title."""
    return f"{agreement.id:<16} {agreement.signed}  {len(agreement.commitments):>3} commitments  {agreement.title}"


def render_agreement(agreement: Agreement, *, width: int = 100) -> str:
    """Render an agreement in lines of at most `width` columns."""
    rows = [
        agreement.title,
        isolate(agreement.title_ar) if agreement.title_ar else "",
        f"{agreement.id} · {_tell_dates(agreement)}",
        "",
    ]
    rows += [f"{party.role.value:<10} {party.name} ({', '.join(party.codes)})" for party in agreement.parties]
    for commitment in agreement.commitments:
        rows += ["", *_tell_commitment(commitment, agreement, width)]
    rows += ["", "Sources", *(row for source in agreement.sources for row in _wrap(source, width, "  "))]
    return "\n".join(row for number, row in enumerate(rows) if row or number != 1) + "\n"


def _tell_dates(agreement: Agreement) -> str:
    until = f", until {agreement.until}" if agreement.until else ""
    return f"signed {agreement.signed} at {agreement.place}, in force from {agreement.in_force}{until}"


def _tell_commitment(commitment: Commitment, agreement: Agreement, width: int) -> Iterator[str]:
    bound = ", ".join(commitment.obligated) or "nobody named"
    read_as = f"; read as binding {', '.join(commitment.read_as)}" if commitment.read_as else ""
    yield f"{commitment.id:<6} {commitment.kind} · binds {bound}{read_as}"
    yield from _wrap(commitment.what, width, _INDENT)
    if commitment.where:
        yield from _wrap(f"Where: {commitment.where}", width, _INDENT)
    if commitment.deadline:
        yield from _wrap(f"By: {tell_deadline(agreement, commitment)}", width, _INDENT)
    if commitment.verification:
        yield from _wrap(f"Verified by: {commitment.verification}", width, _INDENT)


def tell_deadline(agreement: Agreement, commitment: Commitment) -> str:
    """Tell when a commitment is due: the day, printed or counted, the words of the text, what has changed; or nothing."""
    deadline = commitment.deadline
    if deadline is None:
        return ""
    day = None if deadline.every else deadline_day(agreement, commitment.id)
    parts = [str(part) for part in (day, deadline.words) if part]
    if deadline.amended:
        parts.append(f"amended by {deadline.amended.by}" + (f" to {deadline.amended.date}" if deadline.amended.date else ""))
    return " – ".join(parts)


def _wrap(text: str, width: int, indent: str) -> list[str]:
    return textwrap.wrap(
        text, width, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False, break_long_words=False
    )
