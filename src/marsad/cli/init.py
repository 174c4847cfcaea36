"""`marsad init`: a database with its tables."""

from __future__ import annotations

import click

from marsad.cli.options import database_option

_EPILOG = """\b
Examples:
  marsad init
  marsad init --database hodeidah.db
  marsad init --database postgresql://marsad:secret@localhost/marsad
"""


@click.command(epilog=_EPILOG)
@database_option
def command(*, database: str) -> None:
    """Make the database, or move one of an older version forward. One that is of this version already stays as it is."""
    from marsad.cli.keeping import make_database

    store, before = make_database(database)
    store.close()
    click.echo(f"{store.name} is ready" if before is None else f"{store.name} is of this version (it was {before})")
