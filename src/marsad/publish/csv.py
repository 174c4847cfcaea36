"""Claims as CSV (RFC 4180) for spreadsheets: one row a claim, with the sentence that says it.

Spreadsheets run a cell that starts like a formula, and the text comes from strangers: such a cell gets an apostrophe before it, by
which spreadsheets take it for text (OWASP, "CSV injection"). Programs had better read the JSON lines, where nothing is changed.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence

from marsad.model import Claim, Document

COLUMNS = (
    "doc",
    "outlet",
    "url",
    "lang",
    "date",
    "source",
    "act",
    "type",
    "mode",
    "actor",
    "target",
    "negated",
    "status",
    "place",
    "country",
    "lat",
    "lon",
    "when",
    "deadline",
    "killed_low",
    "killed_high",
    "wounded_low",
    "wounded_high",
    "displaced_low",
    "displaced_high",
    "cue",
    "trigger",
    "quote",
    "start",
    "end",
    "quoted",
    "transmitted_by",
    "said_as",
    "flags",
    "rule",
    "id",
    "note",
)
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")

Cell = str | int | float | None


def escape_cell(value: str) -> str:
    """Put an apostrophe before what a spreadsheet would run as a formula."""
    return f"'{value}" if _FORMULA.match(value) else value


def list_cells(document: Document, claim: Claim) -> tuple[Cell, ...]:
    """Give the cells of a claim in the order of `COLUMNS`, not yet escaped; None where nothing is told."""
    event, located = claim.event, claim.located
    return (
        claim.doc,
        document.outlet,
        document.url,
        claim.lang,
        claim.date,
        claim.source,
        claim.act,
        event.type,
        event.mode,
        event.actor,
        event.target,
        "true" if event.negated else "false",
        event.status,
        event.place,
        located.country if located else None,
        located.latitude if located else None,
        located.longitude if located else None,
        event.when,
        event.deadline,
        *(event.killed or (None, None)),
        *(event.wounded or (None, None)),
        *(event.displaced or (None, None)),
        claim.cue.quote if claim.cue else None,
        claim.trigger.quote if claim.trigger else None,
        claim.sentence.of(document.text),
        *claim.sentence,
        "true" if claim.quoted else "false",
        "; ".join(claim.transmitted_by),
        "; ".join(claim.said_as),
        "; ".join(f"{flag.kind.value}: {flag.note}" for flag in claim.flags),
        claim.rule,
        claim.id,
        claim.note,
    )


def render_csv(rows: Iterable[tuple[Document, Claim]]) -> Iterator[str]:
    """Render claims row by row, the names of the columns first."""
    return render_rows(COLUMNS, (list_cells(document, claim) for document, claim in rows))


def render_rows(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
    """Render rows one by one, the names of the columns first; lines end with CR LF as the standard asks."""
    page = io.StringIO(newline="")
    writer = csv.writer(page, lineterminator="\r\n")
    writer.writerow(columns)
    yield _take(page)
    for row in rows:
        writer.writerow([escape_cell(cell) if isinstance(cell, str) else cell for cell in row])
        yield _take(page)


def _take(page: io.StringIO) -> str:
    text = page.getvalue()
    page.seek(0)
    page.truncate()
    return text
