"""`marsad tokens`: words by which programs use the API in the name of an account."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import click

from marsad.cli.accounts import ROLES, change
from marsad.cli.options import database_option

if TYPE_CHECKING:
    from sqlalchemy import Connection

_EPILOG = """\b
Examples:
  marsad tokens add amina --label "nightly export" --scope reader --days 90
  marsad tokens list
  marsad tokens revoke 3

A program sends its token with each request: Authorization: Bearer TOKEN. It may do what its scope may, and never more than the
account.
"""


@click.group(epilog=_EPILOG)
def command() -> None:
    """Keep the tokens by which programs use the API. Needed where `marsad serve` asks who comes."""


@command.command("add")
@click.argument("account")
@database_option
@click.option("--label", required=True, metavar="TEXT", help="What it is for.")
@click.option("--scope", type=click.Choice(ROLES), default="reader", show_default=True, help="What may be done with it.")
@click.option("--days", type=click.IntRange(1, 366), default=90, show_default=True, help="How long it is good.")
def add(*, account: str, database: str, label: str, scope: str, days: int) -> None:
    """Make a token, and print its word: this once, for only its hash is kept."""
    from marsad.cli.keeping import open_database
    from marsad.store.accounts import find_account
    from marsad.store.tokens import add_token

    def task(connection: Connection, now: dt.datetime) -> tuple[int, str]:
        return add_token(connection, find_account(connection, account), label, scope=scope, days=days, now=now)

    number, word = change(open_database(database), "add token", f"{account}: {label}", task)
    click.echo(f"token {number} of {account}, for {scope}, good for {days} days; it is shown this once:", err=True)
    click.echo(word)


@command.command("list")
@database_option
def list_(*, database: str) -> None:
    """List the tokens; their words are not kept."""
    from marsad.cli.keeping import open_database, present
    from marsad.publish.bidi import isolate
    from marsad.store.tokens import list_tokens

    now = present()
    for one in open_database(database).ask(list_tokens):
        state = "called back" if one.revoked else "ended" if one.ends <= now else "good"
        click.echo(
            f"{one.number:>4}  {isolate(one.account)}  {one.scope}  until {one.ends:%Y-%m-%d}  {state}  {isolate(one.label)}"
        )


@command.command("revoke")
@click.argument("number", type=click.IntRange(1))
@database_option
def revoke(*, number: int, database: str) -> None:
    """Call a token back."""
    from marsad.cli.keeping import open_database
    from marsad.store.tokens import revoke_token

    found = change(
        open_database(database), "revoke token", str(number), lambda connection, now: revoke_token(connection, number, now)
    )
    click.echo(f"token {number} of {found.account} is good no more")
