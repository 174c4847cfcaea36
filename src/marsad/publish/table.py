"""Claims as a table for a terminal, one table a document.

Words of the text stand in isolates, so that a right-to-left place or trigger stays in its column where the terminal orders text,
and changes nothing where it does not. Controls in a text are shown, not obeyed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import StringIO
from types import MappingProxyType

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from marsad.model import OUTLET, Claim, Document, Event
from marsad.publish.bidi import isolate, isolate_runs

_HEADS = ("who says", "act", "event", "doer", "bears it", "where", "when", "dead", "words")


def render_table(
    document: Document,
    claims: Sequence[Claim],
    *,
    width: int = 120,
    color: bool = False,
    ids: bool = False,
    marks: Mapping[str, str] = MappingProxyType({}),
) -> str:
    """Render the claims of one document for a terminal of `width` columns; a document without claims says so.

    With `ids` the first eight letters of each claim's id stand before it; `marks` are words that stand behind claims, by their ids.
    """
    page = StringIO()
    console = Console(
        file=page, width=max(width, 60), force_terminal=color, no_color=not color, highlight=False, legacy_windows=False
    )
    console.print(_heading(document), soft_wrap=True)
    if claims:
        console.print(_table(claims, ids=ids, marks=marks))
    else:
        console.print("  no claim about a conflict or an agreement was found\n")
    return "\n".join(row.rstrip() for row in page.getvalue().split("\n"))


def _heading(document: Document) -> Text:
    about = (document.outlet, str(document.published) if document.published else "no date told", document.title)
    heading = Text(isolate_runs(document.id), style="bold")
    heading.append("  " + " · ".join(isolate_runs(part) for part in about if part), style="not bold")
    return heading


def _table(claims: Sequence[Claim], *, ids: bool, marks: Mapping[str, str]) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for head in ("id", *_HEADS) if ids else _HEADS:
        table.add_column(head, overflow="fold", no_wrap=head in {"id", "who says", "act", "doer", "bears it"})
    for claim in claims:
        *cells, words = _cells(claim)
        mark = f" [{isolate_runs(marks[claim.id])}]" if claim.id in marks else ""
        table.add_row(*map(Text, (*((claim.id[:8],) if ids else ()), *cells, words + mark)))
    table.add_section()
    return table


def _cells(claim: Claim) -> tuple[str, ...]:
    event = claim.event
    place = isolate(event.place) if event.place else ""
    when = " ".join(part for part in (event.when, f"by {event.deadline}" if event.deadline else "") if part)
    unresolved = "" if when else " ".join(isolate(words) for words in claim.said_as)
    words = " … ".join(isolate(part.quote) for part in (claim.cue, claim.trigger) if part)
    doubt = "".join(f" [! {isolate_runs(flag.note or flag.kind.value)}]" for flag in claim.flags)
    return (
        claim.source if claim.source != OUTLET else "outlet",
        claim.act,
        tell_event(claim.event),
        event.actor or "–",
        event.target or "–",
        place,
        when or unresolved,
        _count(event.killed),
        words + doubt,
    )


def tell_event(event: Event) -> str:
    """Name an event as it is told: "not retreat", "assault (possible)". Without this an event denied would look like one told."""
    return name_event(event.type, event.negated, event.status)


def name_event(kind: str, negated: bool, status: str) -> str:
    """Name a kind of event with what is said of it: that it did not come, or that it is future, conditional or possible."""
    return f"{'not ' if negated else ''}{kind}{'' if status == 'actual' else f' ({status})'}"


def _count(bounds: tuple[int, int | None] | None) -> str:
    if bounds is None:
        return ""
    low, high = bounds
    return f"{low}+" if high is None else f"{low}" if low == high else f"{low} to {high}"
