"""What a ledger tells apart from its commitments: incidents with their figures side by side, and what has a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from marsad.ledger.tellings import key_of
from marsad.model import OUTLET, Due, Incident, Ledger, Telling
from marsad.publish.labels import Labels, count_words
from marsad.publish.ledger_lines import Lines
from marsad.publish.ledger_types import Dated, Figure, Happening, Line


def list_happenings(ledger: Ledger, lines: Lines) -> tuple[Happening, ...]:
    """Make ready the incidents that several origins tell, or that a number is told of; what one tells stands in its chapter."""
    origin_of = {telling.key: origin.id for origin in ledger.origins for telling in origin.tellings}
    return tuple(_happening(i, origin_of, lines) for i in ledger.incidents if i.counts or len(i.origins) > 1)


def _happening(incident: Incident, origin_of: dict[str, str], lines: Lines) -> Happening:
    leads = {origin_of.get(t.key, t.key): t for t in reversed(incident.tellings)}
    firsts = sorted(leads.values(), key=incident.tellings.index)
    made = {origin_of.get(t.key, t.key): lines.of_origin(t.claim) for t in firsts}
    return Happening(
        incident=incident,
        title=lines.labels.word("events", incident.type),
        figures=tuple(_figures(incident, origin_of, made, lines)),
        differences=lines.contrast(incident.differences, incident.tellings),
        lines=tuple(made.values()),
        outlets=len({t.outlet or t.document for t in incident.tellings}),
    )


def _figures(incident: Incident, origin_of: dict[str, str], made: dict[str, Line], lines: Lines) -> Iterator[Figure]:
    """Give the numbers of an incident, each by who says it, from the lowest up."""
    for count in sorted(incident.counts, key=lambda c: (c.field, c.bounds[0], c.bounds[1] or c.bounds[0])):
        of_origin = (t for t in incident.tellings if origin_of.get(t.key, t.key) == count.origin)
        tellers = [t for t in of_origin if getattr(t.claim.event, count.field)]
        line = lines.of_claim(tellers[0].claim) if tellers else made[count.origin]
        by = _teller(tellers, line, lines.labels)
        yield Figure(field=count.field, words=count_words(count.bounds, count.field), by=by, line=line)


def _teller(tellers: Iterable[Telling], line: Line, labels: Labels) -> str:
    source = next((t.claim.source for t in tellers), line.claim.source)
    return (line.outlet or line.quote.doc) if source == OUTLET else labels.actor(source)


def list_dated(dues: Iterable[Due], lines: Lines) -> tuple[Dated, ...]:
    """Make ready what has a day: each line that sets or repeats it, and those that tell of the matter after it had passed."""
    return tuple(
        Dated(
            due=due,
            title=_title(due, lines),
            lines=each_once(lines.of_origin(claim) for claim in due.claims),
            after=each_once(lines.of_origin(claim) for claim in due.after),
        )
        for due in dues
    )


def each_once(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Give each origin once, by the first of its lines."""
    return tuple({line.origin or line.number: line for line in reversed(list(lines))}.values())[::-1]


def _title(due: Due, lines: Lines) -> str:
    part = lines.ledger.agreement.commitment(due.commitment or "")
    if part:
        return part.what
    by = lines.labels.actor(due.by or "")
    return f"{by} to {lines.labels.actor(due.of)}" if due.of else f"{by}, to nobody named"


def lines_of_harm(ledger: Ledger, happenings: Iterable[Happening], lines: Lines) -> Iterator[Line]:
    """Give the lines that tell harm and belong to no incident shown: the displaced of weeks, numbers of a whole war."""
    shown = {t.key for h in happenings for t in h.incident.tellings}
    origins = {origin: None for h in happenings for origin in h.incident.origins}
    for claim in ledger.harm:
        line = lines.of_claim(claim)
        if key_of(claim) not in shown and not (line.origin and line.origin in origins):
            yield lines.of_origin(claim)
