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
    from marsad.store.judgements import Opinion

_EPILOG = """\b
Examples:
  marsad claims --source RUS --act accuse
  marsad claims --agreement idlib-2018 --commitment S5 --effect breach
  marsad claims --judged --format jsonl
  marsad claims --type assault --since 2020-02-01 --format csv --output assaults.csv
"""


@click.command(epilog=_EPILOG)
@database_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "jsonl", "csv", "codes"]),
    default="table",
    show_default=True,
    help="How to print.",
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
    from marsad.store.judgements import with_opinions

    store = open_database(database)
    most = limit or (50 if form == "table" else None)
    with store.read() as connection, open_output(output) as write:
        count = 0
        judged = with_opinions(connection, find_claims(connection, Filter(**wanted), limit=most))
        for text, some in _render(judged, form, output, bom=bom):
            write(text)
            count += some
    if form == "table":
        more = f"; --limit shows more than {most}" if count == most else ""
        click.echo(f"{count:,} claims{more}" if count != 1 else "1 claim", err=True)
    store.close()


def _render(
    judged: Iterable[tuple[Found, Opinion | None]], form: str, output: Path | None, *, bom: bool
) -> Iterator[tuple[str, int]]:
    """Render claims; give each piece of text with how many claims are in it. The machine's values are left as they are."""
    if form == "jsonl":
        from marsad.publish.jsonl import record_claim, write_line

        for one, opinion in judged:
            yield write_line({**record_claim(one.claim), "judged": opinion.record() if opinion else None}), 1
    elif form in ("csv", "codes"):
        from marsad.publish.crosswalks import render_codes
        from marsad.publish.csv import render_csv

        if bom:
            yield "\ufeff", 0
        render = render_csv if form == "csv" else render_codes
        yield from ((line, 1) for line in render((one.document, one.claim) for one, _ in judged))
    else:
        from marsad.cli.output import measure_width, wants_color
        from marsad.publish.table import render_table

        width, color = measure_width(output), wants_color(output)
        for _, group in groupby(judged, key=lambda pair: pair[0].document.id):
            some = list(group)
            marks = {one.claim.id: tell_opinion(opinion) for one, opinion in some if opinion}
            claims = [one.claim for one, _ in some]
            yield render_table(some[0][0].document, claims, width=width, color=color, ids=True, marks=marks), len(some)


def tell_opinion(opinion: Opinion) -> str:
    """Say in a few words what people judged: the verdict, and the fields as they were corrected."""
    from marsad.cli.dossier import tell_value

    fields = ", ".join(f"{name}: {tell_value(value)}" for name, value in opinion.corrected.items())
    return "; ".join(part for part in (f"judged: {opinion.verdict.replace('_', ' ')}", fields) if part)
