"""`marsad show`: all that is known of one claim."""

from __future__ import annotations

from pathlib import Path

import click

from marsad.cli.options import database_option, output_option

_EPILOG = """\b
Examples:
  marsad show 26b6052bd3e1ab71
  marsad show 26b6 --format json
"""


@click.command(epilog=_EPILOG)
@click.argument("ident", metavar="ID")
@database_option
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How to print.")
@output_option
def command(*, ident: str, database: str, form: str, output: Path | None) -> None:
    """Show a claim with its words, its document and versions, what it bears on, its copies, its incident and its judgements.

    The id may be cut short as far as it stays the only one.
    """
    from marsad.cli.dossier import render_json, render_text
    from marsad.cli.keeping import open_database
    from marsad.cli.output import measure_width, open_output
    from marsad.store.claims import show_claim

    store = open_database(database)
    with store.read() as connection, open_output(output) as write:
        dossiers = show_claim(connection, ident)
        write(render_json(dossiers) if form == "json" else render_text(dossiers, min(measure_width(output), 120)))
    store.close()
