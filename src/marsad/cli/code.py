"""`marsad code`: blind double coding."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from marsad.cli.options import Given, database_option, filter_options, output_option

if TYPE_CHECKING:
    from marsad.store.coding import Answer, Disagreement, Field, Round

_EPILOG = """\b
Examples:
  marsad code start february --by amina --by omar --agreement idlib-2018 --limit 100
  marsad code sheet february --by amina --output amina.csv
  marsad code take february --by amina amina.csv
  marsad code agreement february

Each person fills a sheet of their own: a verdict for every claim, and any field that ought to be otherwise. Nobody sees what others
wrote before all have judged all.
"""


@click.group(epilog=_EPILOG)
def command() -> None:
    """Let several people judge the same claims apart, and measure how far they agree."""


@command.command("start")
@click.argument("round_name", metavar="ROUND")
@database_option
@click.option("--by", multiple=True, required=True, metavar="NAME", help="Who codes; give it twice or more.")
@click.option("--limit", type=click.IntRange(1), default=100, show_default=True, metavar="N", help="At most so many claims.")
@filter_options
def start(*, round_name: str, database: str, by: tuple[str, ...], limit: int, **wanted: Any) -> None:
    """Choose the claims of a round."""
    from marsad.cli.keeping import open_database
    from marsad.store.claims import Filter
    from marsad.store.coding import start_round

    store = open_database(database)
    made = store.write(lambda connection, now: start_round(connection, round_name, by, Filter(**wanted), limit, now))
    store.close()
    click.echo(f"{made.name}: {len(made.claims)} claims, coded by {', '.join(made.coders)}")


@command.command("sheet")
@click.argument("round_name", metavar="ROUND")
@database_option
@click.option("--by", required=True, metavar="NAME", help="Who codes.")
@click.option("--bom", is_flag=True, help="Start CSV with a byte order mark, by which Excel knows UTF-8.")
@output_option
def sheet(*, round_name: str, database: str, by: str, bom: bool, output: Path | None) -> None:
    """Write the sheet of one person, a line for each claim as the machine proposes it, the verdict to be filled in."""
    from marsad.cli.keeping import open_database
    from marsad.cli.output import open_output
    from marsad.store.coding import load_round, refuse_stranger

    store = open_database(database)
    with store.read() as connection, open_output(output) as write:
        one = load_round(connection, round_name)
        refuse_stranger(one, by)
        write("\ufeff" if bom else "")
        write("".join(_render_sheet(connection, one)))
    store.close()


def _render_sheet(connection: Any, one: Round) -> Iterator[str]:
    from marsad.publish.csv import escape_cell
    from marsad.store.coding import JUDGED, fields_of, list_claims

    page = io.StringIO()
    rows = csv.writer(page, lineterminator="\r\n")
    rows.writerow(["id", "published", "outlet", "sentence", *JUDGED, "reason"])
    for found in list_claims(connection, one):
        sentence = " ".join(found.claim.sentence.of(found.document.text).split())
        fields = fields_of(found.claim)
        values = [_cell(fields[name]) for name in JUDGED if name != "verdict"]
        about = [found.claim.id, found.claim.date or "", escape_cell(found.document.outlet), escape_cell(sentence)]
        rows.writerow([*about, "", *map(escape_cell, values), ""])
    yield page.getvalue()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        low, high = value
        return f"{low}+" if high is None else str(low) if low == high else f"{low}-{high}"
    return str(value)


@command.command("take")
@click.argument("round_name", metavar="ROUND")
@click.argument("path", metavar="FILE", type=Given(path_type=Path, dir_okay=False))
@database_option
@click.option("--by", required=True, metavar="NAME", help="Who coded.")
def take(*, round_name: str, path: Path, database: str, by: str) -> None:
    """Take a filled sheet in: all of it, or, where a line cannot be read, nothing. Lines without a verdict are left for later."""
    from marsad.cli.keeping import open_database
    from marsad.store.coding import list_missing, load_round, take_answers

    answers = list(_read_sheet(path))
    store = open_database(database)
    with store.read() as connection:
        one = load_round(connection, round_name)
    count = store.write(lambda connection, now: take_answers(connection, one, by, answers, now))
    with store.read() as connection:
        left = len(list_missing(connection, one)[by])
    store.close()
    click.echo(f"{count} claims judged by {by}, {left} left")


def _read_sheet(path: Path) -> Iterator[Answer]:
    from marsad.cli.pipeline import read_text
    from marsad.errors import BadInput
    from marsad.store.coding import read_answer

    reader = csv.DictReader(io.StringIO(read_text(path), newline=""))
    if not reader.fieldnames or not {"id", "verdict"} <= set(reader.fieldnames):
        raise BadInput(f"{path} has no columns id and verdict", "Take the sheet that `marsad code sheet` writes")
    for row in reader:
        cells = {name: (value or "").removeprefix("'") for name, value in row.items() if name}
        answer = read_answer(cells, f"{path}:{reader.line_num}")
        if answer is not None:
            yield answer


@command.command("agreement")
@click.argument("round_name", metavar="ROUND")
@database_option
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How to print.")
@output_option
def agreement(*, round_name: str, database: str, form: str, output: Path | None) -> None:
    """Tell how far people agree: Krippendorff's alpha of each field, and every disagreement."""
    from marsad.cli.keeping import open_database
    from marsad.cli.output import open_output
    from marsad.store.coding import load_round, measure_agreement

    store = open_database(database)
    with store.read() as connection, open_output(output) as write:
        fields, differences = measure_agreement(connection, load_round(connection, round_name))
        write(_render_json(fields, differences) if form == "json" else _render_text(fields, differences))
    store.close()


def _render_text(fields: Sequence[Field], differences: Sequence[Disagreement]) -> str:
    from marsad.publish.bidi import isolate_runs

    lines = ["field      alpha   the same"]
    for field in fields:
        alpha = "    –" if field.alpha is None else f"{field.alpha:5.2f}"
        lines.append(f"{field.name:<10} {alpha}   {field.agreed} of {field.judged}")
    lines.append("– : everybody gave one and the same value, so that there is nothing to measure")
    for found in differences:
        values = ", ".join(f"{by}: {isolate_runs(_cell(value) or 'none')}" for by, value in found.values.items())
        lines.append(f"{found.claim} {found.field}: {values}")
    return "\n".join(lines) + "\n"


def _render_json(fields: Sequence[Field], differences: Sequence[Disagreement]) -> str:
    record = {"fields": [field._asdict() for field in fields], "disagreements": [found._asdict() for found in differences]}
    return json.dumps(record, ensure_ascii=False, indent=2) + "\n"
