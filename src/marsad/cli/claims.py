"""`marsad claims`: claims of the database, by what they say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from marsad.cli.options import database_option, filter_options, output_option

if TYPE_CHECKING:
    from marsad.store.claims import Found

_EPILOG = """\b
Examples:
  marsad claims --source RUS --act accuse
  marsad claims --agreement idlib-2018 --commitment S5 --effect breach
  marsad claims --type assault --since 2020-02-01 --format csv --output assaults.csv
"""


@click.command(epilog=_EPILOG)
@database_option
@click.option(
    "--format", "form", type=click.Choice(["table", "jsonl", "csv"]), default="table", show_default=True, help="How to print."
)
@click.option("--limit", type=click.IntRange(1), metavar="N", help="At most so many. [default: 50 in a table, else all]")
@click.option("--bom", is_flag=True, help="Start CSV with a byte order mark, by which Excel knows UTF-8.")
@output_option
@filter_options
def command(*, database: str, form: str, limit: int | None, bom: bool, output: Path | None, **wanted: Any) -> None:
    """List claims, the newest first: who says that who did what, where and when, with the words."""
    from marsad.cli.keeping import open_database
    from marsad.cli.output import open_output
    from marsad.store.claims import Filter, find_claims

    store = open_database(database)
    most = limit or (50 if form == "table" else None)
    with store.read() as connection, open_output(output) as write:
        count = 0
        for text, some in _render(find_claims(connection, Filter(**wanted), limit=most), form, output, bom=bom):
            write(text)
            count += some
    if form == "table":
        more = f"; --limit shows more than {most}" if count == most else ""
        click.echo(f"{count:,} claims{more}" if count != 1 else "1 claim", err=True)
    store.close()


def _render(found: Iterable[Found], form: str, output: Path | None, *, bom: bool) -> Iterator[tuple[str, int]]:
    """Render claims; give each piece of text with how many claims are in it."""
    if form == "jsonl":
        from marsad.publish.jsonl import render_jsonl

        yield from ((line, 1) for line in render_jsonl(one.claim for one in found))
    elif form == "csv":
        from marsad.publish.csv import render_csv

        if bom:
            yield "\ufeff", 0
        yield from ((line, 1) for line in render_csv((one.document, one.claim) for one in found))
    else:
        from marsad.cli.output import measure_width, wants_color
        from marsad.publish.table import render_table

        width, color = measure_width(output), wants_color(output)
        for _, group in groupby(found, key=lambda one: one.document.id):
            some = list(group)
            yield render_table(some[0].document, [one.claim for one in some], width=width, color=color, ids=True), len(some)
