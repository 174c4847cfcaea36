"""`marsad erase`: personal data out of the database, with a tombstone."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from marsad.cli.options import database_option

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy import Connection

_EPILOG = """\b
Examples:
  marsad erase document 2020-02-12-saved-page --reason "asked for by the person named"
  marsad erase coder amina --reason "left the project"
  marsad erase judgement 14 --reason "names a source"
  marsad erase traces

Copies made by `marsad backup` before still hold what is erased here.
"""


@click.group(epilog=_EPILOG)
def command() -> None:
    """Erase personal data for good. Digests stay, so that `marsad verify` still proves everything else."""


@command.command("document")
@click.argument("name", metavar="ID")
@database_option
@click.option("--reason", required=True, metavar="TEXT", help="Why; it is kept, so name nobody.")
@click.option("--yes", is_flag=True, help="Do not ask.")
def erase_document(*, name: str, database: str, reason: str, yes: bool) -> None:
    """Erase a document: its text in all versions, its title, its bytes, and the words of its claims."""
    from marsad.cli.pipeline import tell_claim
    from marsad.store import erasure

    _ask(f"Erase the text of {name} for good?", yes=yes)
    _erase(database, lambda connection, now: erasure.erase_document(connection, name, reason, now, tell_claim))
    click.echo(f"{name} is erased")


@command.command("coder")
@click.argument("name")
@database_option
@click.option("--reason", required=True, metavar="TEXT", help="Why; it is kept, so name nobody.")
@click.option("--yes", is_flag=True, help="Do not ask.")
def erase_coder(*, name: str, database: str, reason: str, yes: bool) -> None:
    """Erase the name of somebody who judged, and the reasons that they wrote; the verdicts stay."""
    from marsad.store import erasure

    _ask(f"Erase the name {name} and all that was written under it for good?", yes=yes)
    _erase(database, lambda connection, now: erasure.erase_coder(connection, name, reason, now))
    click.echo(f"{name} is erased")


@command.command("judgement")
@click.argument("number", type=click.IntRange(1))
@database_option
@click.option("--reason", required=True, metavar="TEXT", help="Why; it is kept, so name nobody.")
@click.option("--yes", is_flag=True, help="Do not ask.")
def erase_judgement(*, number: int, database: str, reason: str, yes: bool) -> None:
    """Erase what was written with one judgement: its reason, and a place. Its verdict stays."""
    from marsad.store import erasure

    _ask(f"Erase the reason of judgement {number} for good?", yes=yes)
    _erase(database, lambda connection, now: erasure.erase_judgement(connection, number, reason, now))
    click.echo(f"the reason of judgement {number} is erased")


@command.command("traces")
@database_option
def erase_traces(*, database: str) -> None:
    """Clear from the disk what was erased before, where another process held on to it then."""
    from marsad.cli.keeping import open_database
    from marsad.store.erasure import scrub

    store = open_database(database)
    scrub(store.engine)
    store.close()
    click.echo(f"{store.name} holds nothing any more of what was erased")


def _ask(question: str, *, yes: bool) -> None:
    if not yes and not click.confirm(question, err=True):
        click.echo("nothing was erased", err=True)
        raise click.exceptions.Exit(1)


def _erase(database: str, task: Callable[[Connection, dt.datetime], object]) -> None:
    from marsad.cli.keeping import open_database
    from marsad.store.erasure import scrub

    store = open_database(database)
    store.write(task)
    scrub(store.engine)
    store.close()
