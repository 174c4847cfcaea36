"""A ledger made ready to be shown: its chapters, incidents, calendar and doubts, with every number leading to its words.

Nothing here judges. A standing word says what stands in the documents read; "no report found" says only that they are silent.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from marsad.model import Dispute, Document, Entry, Ledger
from marsad.publish.labels import Labels
from marsad.publish.ledger_chapters import in_date_order, list_accusers, list_chapters
from marsad.publish.ledger_lines import Lines
from marsad.publish.ledger_matters import each_once, lines_of_harm, list_dated, list_happenings
from marsad.publish.ledger_types import Beside, Doubt, Line, View
from marsad.text import Span


def _doubts(ledger: Ledger, lines: Lines) -> tuple[tuple[Doubt, ...], tuple[Doubt, ...]]:
    def doubt(doc: str, span: Span, kind: str, note: str) -> Doubt:
        number, document = lines.document(doc)
        direction = lines.labels.direction(document.language)
        return Doubt(doc=doc, number=number, span=span, kind=kind, note=note, quote=span.of(document.text), direction=direction)

    flags = tuple(doubt(doc, flag.span, flag.kind.name, flag.note) for doc, flag in ledger.flags)
    return flags, tuple(doubt(doc, part.span, part.reason.name, "") for doc, part in ledger.skipped)


def view_ledger(ledger: Ledger, labels: Labels) -> View:
    """Make a ledger ready to be shown.

    Raises Drift where a claim's words do not stand where its spans say, or its document is missing.
    """
    lines = Lines(ledger, labels)
    chapters = list_chapters(ledger, lines)
    happenings = list_happenings(ledger, lines)
    flags, skipped = _doubts(ledger, lines)
    return View(
        ledger=ledger,
        labels=labels,
        chapters=chapters,
        disputes=tuple(_beside(dispute, lines) for dispute in ledger.disputes),
        happenings=happenings,
        deadlines=list_dated(ledger.deadlines, lines),
        ultimatums=list_dated(ledger.ultimatums, lines),
        harm=in_date_order(each_once(lines_of_harm(ledger, happenings, lines))),
        other=each_once(lines.of_origin(claim) for claim in ledger.other),
        doubts=flags,
        read_past=skipped,
        lines=lines.all,
        accusers=list_accusers(lines.all),
    )


def _beside(dispute: Dispute, lines: Lines) -> Beside:
    def made(entries: Iterable[Entry]) -> tuple[Line, ...]:
        return each_once(map(lines.of_entry, entries))

    return Beside(
        commitment=dispute.commitment,
        accused=dispute.accused,
        accused_name=lines.labels.actor(dispute.accused),
        accusations=made(dispute.accusations),
        replies=made(dispute.replies),
        counter=made(dispute.counter),
    )


# ── Words for the head ───────────────────────────────────────────────────────────────────────────────────────────────────────


def tell_coverage(documents: Sequence[Document]) -> str:
    """Say how much was read and of what dates: a reader must see what a ledger cannot know."""
    if not documents:
        return "No document was read."
    dates = sorted(document.published for document in documents if document.published)
    undated = len(documents) - len(dates)
    read = f"{len(documents)} document{'s' if len(documents) > 1 else ''} read"
    if dates:
        read += f", published {dates[0]}" if dates[0] == dates[-1] else f", published {dates[0]} to {dates[-1]}"
    if undated:
        read += f", {undated} without a publication date"
    return f"{read}. What other documents say is not in this ledger."


def count_kinds(lines: Iterable[Line]) -> Counter[str]:
    """Count lines by kind."""
    return Counter(line.kind for line in lines)
