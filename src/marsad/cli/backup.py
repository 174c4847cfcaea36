"""`marsad backup`: a copy of the database in one file."""

from __future__ import annotations

from pathlib import Path

import click

from marsad.cli.options import Given, database_option

_EPILOG = """\b
Examples:
  marsad backup marsad-2020-02-12.db
  marsad backup copy.db --database postgresql://marsad:secret@localhost/marsad

The copy is an SQLite file that every command takes with --database, whatever it was copied from.
"""


@click.command(epilog=_EPILOG)
@click.argument("path", metavar="FILE", type=Given(path_type=Path, dir_okay=False))
@database_option
@click.option("--quiet", "-q", is_flag=True, help="No progress.")
def command(*, path: Path, database: str, quiet: bool) -> None:
    """Copy the database into a new file as it is at one moment, while others read and write."""
    from marsad.cli.keeping import open_database
    from marsad.cli.session import draw_steps
    from marsad.store.backup import back_up

    store = open_database(database)
    with draw_steps("copying", quiet=quiet) as show:
        back_up(store.engine, path, show)
    store.close()
    click.echo(f"{store.name} is copied to {path}")
