"""`marsad timeline`: what was said, day by day."""

from __future__ import annotations

import csv
import io
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from marsad.cli.options import database_option, filter_options, output_option

if TYPE_CHECKING:
    from marsad.store.claims import Day

_EPILOG = """\b
Examples:
  marsad timeline --agreement idlib-2018
  marsad timeline --type assault --format csv --output assaults-by-day.csv
"""
_KINDS = 6  # kinds of claims told by name in a line


@click.command(epilog=_EPILOG)
@database_option
@click.option("--format", "form", type=click.Choice(["table", "csv"]), default="table", show_default=True, help="How to print.")
@output_option
@filter_options
def command(*, database: str, form: str, output: Path | None, **wanted: Any) -> None:
    """Count claims day by day, by act and kind of event. Days on which nothing is stored are silent, not calm."""
    from marsad.cli.keeping import open_database
    from marsad.cli.output import open_output
    from marsad.store.claims import Filter, count_days

    store = open_database(database)
    with store.read() as connection, open_output(output) as write:
        days = count_days(connection, Filter(**wanted))
        write(_render_csv(days) if form == "csv" else _render_table(days))
    store.close()


def _render_csv(days: Sequence[Day]) -> str:
    page = io.StringIO()
    rows = csv.writer(page, lineterminator="\n")
    rows.writerow(["day", "act", "event", "negated", "status", "claims", "origins"])
    for day, act, kind, negated, *rest in days:
        rows.writerow([day, act, kind, "true" if negated else "false", *rest])
    return page.getvalue()


def _render_table(days: Sequence[Day]) -> str:
    from marsad.publish.table import name_event

    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for day in days:
        counts[str(day.day) if day.day else "no date   "][f"{day.act} {name_event(day.type, day.negated, day.status)}"] += (
            day.claims
        )
    if not counts:
        return "no claim was found\n"
    lines = []
    for name, kinds in counts.items():
        shown = kinds.most_common(_KINDS)
        rest = sum(kinds.values()) - sum(count for _, count in shown)
        told = ", ".join(f"{kind} {count}" for kind, count in shown) + (f", others {rest}" if rest else "")
        lines.append(f"{name} {sum(kinds.values()):>5}  {told}")
    return "\n".join(lines) + "\n"
