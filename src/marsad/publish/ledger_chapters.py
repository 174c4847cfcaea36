"""The chapters of a ledger: the history of each commitment with its standing, and who accuses whom."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from marsad.ledger.tellings import key_of
from marsad.model import Commitment, Entry, Ledger, Standing, StandingWord, Support
from marsad.publish.agreement import tell_deadline
from marsad.publish.labels import Labels
from marsad.publish.ledger_lines import Lines
from marsad.publish.ledger_types import Chapter, Line, Measure, Turn

_UNKNOWN: StandingWord = "no report found"
MEASURES = ("said", "happened", "who", "breach", "against")


def in_date_order(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Sort lines by the day on which they were said, then by where they stand; those without a day come last."""
    return tuple(sorted(lines, key=lambda line: (line.said or dt.date.max, line.quote.number, line.quote.span, line.number)))


def list_chapters(ledger: Ledger, lines: Lines) -> tuple[Chapter, ...]:
    """Make ready the history of the agreement as a whole, and of each commitment."""
    entries: dict[str | None, list[Entry]] = defaultdict(list)
    for entry in sorted(
        ledger.entries, key=lambda entry: (entry.said or dt.date.max, lines.document(entry.claim.doc)[0], entry.claim.sentence)
    ):
        entries[entry.link.commitment].append(entry)
    standings: dict[str | None, list[Standing]] = defaultdict(list)
    for standing in ledger.standings:
        standings[standing.commitment].append(standing)
    parts: list[Commitment | None] = [None, *ledger.agreement.commitments]
    return tuple(_chapter(part, entries[part.id if part else None], standings[part.id if part else None], lines) for part in parts)


def _chapter(part: Commitment | None, entries: Sequence[Entry], standings: Sequence[Standing], lines: Lines) -> Chapter:
    by_origin: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in entries:
        by_origin[entry.origin or key_of(entry.claim), entry.link.effect].append(entry)
    made = in_date_order(lines.lead(same) for same in by_origin.values())
    now = next((s for s in standings if s.day is None), Standing(commitment=part.id if part else None, day=None, word=_UNKNOWN))
    return Chapter(
        commitment=part,
        obliged=_names(part.obligated, lines.labels) or "the text names nobody" if part else "",
        read_as=_names(part.read_as, lines.labels) if part else "",
        due=tell_deadline(lines.ledger.agreement, part) if part else "",
        standing=now.word,
        measures=tuple(_measure(code, getattr(now, code), made, lines) for code in MEASURES),
        turns=tuple(_turns(standings)),
        lines=made,
        every=tuple(lines.of_entry(entry) for entry in entries),
    )


def _names(codes: Iterable[str], labels: Labels) -> str:
    return ", ".join(labels.actor(code) for code in codes)


def _measure(code: str, support: Support, made: Sequence[Line], lines: Lines) -> Measure:
    here = {line.origin or key_of(line.claim): line for line in reversed(made)}
    parties, others = (
        tuple(here.get(origin) or lines.first_of(origin) for origin in told) for told in (support.of_parties, support.of_others)
    )
    return Measure(code=code, parties=parties, others=others)


def _turns(standings: Iterable[Standing]) -> Iterator[Turn]:
    """Give the days on which the word changed."""
    before = _UNKNOWN
    for standing in standings:
        if standing.day and standing.word != before:
            yield Turn(day=standing.day, word=standing.word)
            before = standing.word


def list_accusers(lines: Iterable[Line]) -> dict[str, dict[str, tuple[Line, ...]]]:
    """Set who accuses beside whom; one origin counts once, however many carry it and however many commitments it bears on."""
    cells: dict[str, dict[str, dict[str, Line]]] = defaultdict(lambda: defaultdict(dict))
    for line in lines:
        claim = line.claim
        if claim.act == "accuse":
            accused = (claim.event.target if claim.event.type == "none" else claim.event.actor) or ""
            cells[claim.source][accused].setdefault(line.origin or key_of(claim), line)
    return {source: {accused: tuple(found.values()) for accused, found in row.items()} for source, row in cells.items()}
