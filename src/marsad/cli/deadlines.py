"""`marsad deadlines`: what falls due, and what became of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from marsad.cli.options import Day, database_option, output_option

if TYPE_CHECKING:
    from marsad.model import Agreement, Ledger
    from marsad.store import Store

_EPILOG = """\b
Examples:
  marsad deadlines
  marsad deadlines idlib-2018 --today 2020-03-01
"""


@click.command(epilog=_EPILOG)
@click.argument("agreement", metavar="[AGREEMENT]", required=False)
@database_option
@click.option("--today", type=Day(), metavar="DATE", help="The day for which it is told. [default: the present one]")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How to print.")
@output_option
def command(*, agreement: str | None, database: str, today: dt.date | None, form: str, output: Path | None) -> None:
    """Show the deadlines of an agreement's text and the ultimatums of speakers, apart, each with what is reported after it passed.

    Without an AGREEMENT: of all on which a claim in the database bears.
    """
    from marsad.cli import pipeline
    from marsad.cli.keeping import open_database, present
    from marsad.cli.output import open_output

    store = open_database(database)
    day = today or present().astimezone().date()
    chosen = [pipeline.choose_agreement(agreement)] if agreement else list(_spoken_of(store))
    with open_output(output) as write:
        ledgers = [_load(store, one, day) for one in chosen]
        write(_render_json(ledgers) if form == "json" else _render_text(ledgers, output))
    store.close()


def _spoken_of(store: Store) -> Iterator[Agreement]:
    from marsad.cli import pipeline
    from marsad.store.ledger import list_agreements

    with store.read() as connection:
        there = list_agreements(connection)
    return (agreement for key, agreement in pipeline.known_agreements().items() if key in there)


def _load(store: Store, agreement: Agreement, day: dt.date) -> Ledger:
    from marsad.store.ledger import load_ledger

    with store.read() as connection:
        return load_ledger(connection, agreement, store.tell, today=day)


def _render_text(ledgers: list[Ledger], output: Path | None) -> str:
    from marsad.cli.output import measure_width, wants_color
    from marsad.publish.ledger_text import render_calendar

    if not ledgers:
        return "no claim in the database bears on an agreement\n"
    width, color = min(measure_width(output), 120), wants_color(output)
    return "\n".join(render_calendar(ledger, width=width, color=color) for ledger in ledgers)


def _render_json(ledgers: list[Ledger]) -> str:
    import json

    from marsad.publish.ledger_json import record_ledger

    kept = ("agreement", "day", "deadlines", "ultimatums", "claims")
    records = ({key: record[key] for key in kept} for record in map(record_ledger, ledgers))
    return json.dumps(list(records), ensure_ascii=False, indent=1) + "\n"
