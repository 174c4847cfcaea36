"""`marsad ledger`: the ledger of one agreement, from documents."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from marsad.cli.options import Day, database_option, maybe_reading_options, output_option
from marsad.errors import BadInput

if TYPE_CHECKING:
    from marsad.model import Agreement, Ledger

_EPILOG = """\b
Examples:
  marsad ledger idlib-2018
  marsad ledger idlib-2018 report.txt --published 2020-02-12
  marsad ledger idlib-2018 reports/ --format html --output ledger.html
  marsad ledger idlib-2018 reports/ --format json > ledger.json

`marsad agreements list` names the agreements; an agreement of your own is given as its .yaml file.
"""


@click.command(epilog=_EPILOG)
@click.argument("agreement", metavar="AGREEMENT")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "html", "json"]),
    default="text",
    show_default=True,
    help="How to print the ledger.",
)
@click.option(
    "--today",
    type=Day(),
    metavar="DATE",
    help="The day on which deadlines and ultimatums are open or passed; else the last day on which a document was published.",
)
@output_option
@database_option
@click.option("--since", type=Day(), metavar="DATE", help="Texts of the database that were published since this day.")
@click.option("--until", type=Day(), metavar="DATE", help="Texts of the database that were published until this day.")
@maybe_reading_options
@click.pass_context
def command(
    ctx: click.Context,
    *,
    agreement: str,
    database: str,
    since: dt.date | None,
    until: dt.date | None,
    paths: tuple[Path, ...],
    form: str,
    today: dt.date | None,
    output: Path | None,
    published: dt.date | None,
    language: str | None,
    keep_going: bool,
    quiet: bool,
) -> None:
    """Keep the ledger of one agreement: for each commitment, who says what of it, with the words; no verdict and no score.

    Without a PATH it is the ledger of what the database holds.
    """
    from marsad.cli import pipeline
    from marsad.cli.output import measure_width, open_output, refuse_overwrite, wants_color
    from marsad.cli.session import Session
    from marsad.ingest import gather, weigh

    chosen = pipeline.choose_agreement(agreement)
    if not paths:
        ledger = _from_store(database, chosen, today, since, until)
        with open_output(output) as write:
            write(pipeline.render_ledger(ledger, form, width=min(measure_width(output), 120), color=wants_color(output)))
        return
    if since or until:
        raise BadInput("--since and --until choose texts of the database", "Leave them out, or leave out the paths")
    refuse_overwrite(output, paths)
    session = Session(quiet=quiet)
    items = gather(
        paths,
        published=published,
        language=language,
        stdin=sys.stdin.buffer,
        keep_going=keep_going,
        passed=session.passed,
        meter=session.meter,
    )
    with session:
        coded = list(session.code_all(items, lambda: weigh(paths)))
        # Documents without a date tell no day: then it is that of the clock.
        day = today or (None if any(one.document.published for one in coded) else dt.datetime.now().astimezone().date())
        ledger = pipeline.settle_ledger(coded, chosen, day)
        if session.failures and not session.documents:
            ctx.exit(2)
        with open_output(output) as write:
            write(pipeline.render_ledger(ledger, form, width=min(measure_width(output), 120), color=wants_color(output)))
    if session.failures:
        ctx.exit(2)


def _from_store(database: str, agreement: Agreement, today: dt.date | None, since: dt.date | None, until: dt.date | None) -> Ledger:
    from marsad.cli.keeping import open_database
    from marsad.store.ledger import load_ledger

    store = open_database(database)
    with store.read() as connection:
        ledger = load_ledger(connection, agreement, store.tell, today=today, since=since, until=until)
    store.close()
    return ledger
