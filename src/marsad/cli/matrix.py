"""`marsad matrix`: who accuses whom."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from marsad.cli.options import database_option, filter_options, output_option

if TYPE_CHECKING:
    from marsad.store.claims import Cell

_EPILOG = """\b
Examples:
  marsad matrix
  marsad matrix --agreement idlib-2018 --since 2020-02-01
"""


@click.command(epilog=_EPILOG)
@database_option
@click.option("--format", "form", type=click.Choice(["table", "csv"]), default="table", show_default=True, help="How to print.")
@output_option
@filter_options
def command(*, database: str, form: str, output: Path | None, **wanted: Any) -> None:
    """Count who accuses whom, in origins and claims: rows accuse columns. With --agreement: who tells of whose breaches of it.

    An accusation is what somebody says, no finding. A count leads to its claims by `marsad claims` with the same options.
    """
    from marsad.cli.keeping import open_database
    from marsad.cli.output import open_output
    from marsad.store.claims import Filter, count_matrix

    store = open_database(database)
    with store.read() as connection, open_output(output) as write:
        cells = count_matrix(connection, Filter(**wanted))
        write(_render_csv(cells) if form == "csv" else _render_table(cells))
    store.close()


def _render_csv(cells: Sequence[Cell]) -> str:
    page = io.StringIO()
    rows = csv.writer(page, lineterminator="\n")
    rows.writerow(["source", "accused", "claims", "origins"])
    rows.writerows(cells)
    return page.getvalue()


def _render_table(cells: Sequence[Cell]) -> str:
    if not cells:
        return "no accusation was found: that nobody accuses is not that all comply\n"
    across = sorted({cell.accused for cell in cells})
    down = sorted({cell.source for cell in cells})
    counts = {(cell.source, cell.accused): cell for cell in cells}
    width = max(8, *(len(name) + 1 for name in across))
    lines = ["origins (claims); rows accuse columns", " " * 10 + "".join(f"{name:>{width}}" for name in across)]
    for source in down:
        row = (counts.get((source, accused)) for accused in across)
        lines.append(f"{source:<10}" + "".join(f"{_tell(cell):>{width}}" for cell in row))
    return "\n".join(lines) + "\n"


def _tell(cell: Cell | None) -> str:
    if cell is None:
        return "·"
    return str(cell.origins) if cell.origins == cell.claims else f"{cell.origins} ({cell.claims})"
