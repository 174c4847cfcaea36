"""`marsad accounts`: who may sign in to the workplace, and with which role."""

from __future__ import annotations

import datetime as dt
import getpass
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

import click

from marsad.cli.options import database_option

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from marsad.store import Store

T = TypeVar("T")
ROLES = ("reader", "coder", "reviewer", "admin")
_EPILOG = """\b
Examples:
  marsad accounts add amina --role admin
  marsad accounts list
  marsad accounts role omar reviewer
  marsad accounts password omar
  marsad accounts close omar

A reader reads. A coder judges claims and adds documents, a reviewer also settles what coders see otherwise, an admin also keeps the
accounts. Each may do what those before may. A password is asked for, or read from the standard input with --password-stdin; never
given in the line, where others on the machine could read it.
"""
_stdin_option = click.option("--password-stdin", is_flag=True, help="Read the password from the standard input.")


@click.group(epilog=_EPILOG)
def command() -> None:
    """Keep the accounts of those who work in the browser. Needed where `marsad serve` can be reached by others."""


def change(store: Store, action: str, subject: str, task: Callable[[Connection, dt.datetime], T]) -> T:
    """Do a change of accounts, and keep in the same transaction what was done by whom at this machine."""
    from marsad.store.audit import Done, note

    def both(connection: Connection, now: dt.datetime) -> T:
        result = task(connection, now)
        note(connection, Done(_user(), "command", action, subject), now)
        return result

    return store.write(both)


def _user() -> str:
    """Give the name of who is signed in at this machine; empty where it has none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def _ask_password(*, stdin: bool) -> str:
    if stdin:
        return sys.stdin.readline().rstrip("\r\n")
    return str(click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True))


@command.command("add")
@click.argument("name")
@database_option
@click.option("--role", type=click.Choice(ROLES), default="reader", show_default=True, help="What they may do.")
@_stdin_option
def add(*, name: str, database: str, role: str, password_stdin: bool) -> None:
    """Make an account. A database that is not there yet is made."""
    from marsad.cli.keeping import make_database
    from marsad.store.accounts import add_account

    store, _ = make_database(database)
    password = _ask_password(stdin=password_stdin)
    made = change(
        store, "add account", f"{name}: {role}", lambda connection, now: add_account(connection, name, role, password, now)
    )
    click.echo(f"added {made.name}, {made.role}")


@command.command("list")
@database_option
def list_(*, database: str) -> None:
    """List the accounts."""
    from marsad.cli.keeping import open_database
    from marsad.publish.bidi import isolate
    from marsad.store.accounts import list_accounts

    for one in open_database(database).ask(list_accounts):
        marks = [mark for mark, holds in (("second factor", one.second_factor), ("closed", one.closed)) if holds]
        click.echo("  ".join([isolate(one.name), one.role, f"since {one.added:%Y-%m-%d}", *marks]))


@command.command("role")
@click.argument("name")
@click.argument("role", type=click.Choice(ROLES))
@database_option
def role_(*, name: str, role: str, database: str) -> None:
    """Give an account another role. Its sessions end."""
    from marsad.cli.keeping import open_database
    from marsad.store.accounts import set_role

    change(open_database(database), "role", f"{name}: {role}", lambda connection, _: set_role(connection, name, role))
    click.echo(f"{name} is {role}")


@command.command("password")
@click.argument("name")
@database_option
@click.option("--keep-second-factor", is_flag=True, help="Ask for the second factor as before; else it is taken away.")
@_stdin_option
def password_(*, name: str, database: str, keep_second_factor: bool, password_stdin: bool) -> None:
    """Give an account another password. Its sessions end."""
    from marsad.cli.keeping import open_database
    from marsad.store.accounts import set_password, set_second_factor

    store = open_database(database)
    given = _ask_password(stdin=password_stdin)

    def renew(connection: Connection, _: dt.datetime) -> None:
        set_password(connection, name, given)
        if not keep_second_factor:
            set_second_factor(connection, name, None)

    change(store, "password", name, renew)
    click.echo(f"{name} has another password")


def _close(name: str, database: str, *, closed: bool) -> None:
    from marsad.cli.keeping import open_database
    from marsad.store.accounts import close_account

    action = "close account" if closed else "open account"
    change(open_database(database), action, name, lambda connection, _: close_account(connection, name, closed=closed))
    click.echo(f"{name} is {'closed' if closed else 'open again'}")


@command.command("close")
@click.argument("name")
@database_option
def close(*, name: str, database: str) -> None:
    """Let nobody sign in with an account any more. Its sessions and tokens end; what was done keeps its name."""
    _close(name, database, closed=True)


@command.command("open")
@click.argument("name")
@database_option
def open_(*, name: str, database: str) -> None:
    """Let somebody sign in again with an account that was closed."""
    _close(name, database, closed=False)


@command.command("audit")
@database_option
@click.option("--limit", type=click.IntRange(1, 100_000), default=50, show_default=True, help="How many of the last changes.")
def audit(*, database: str, limit: int) -> None:
    """List who changed what, the last first, and prove that no row was changed since."""
    from marsad.cli.keeping import open_database
    from marsad.errors import Drift
    from marsad.publish.bidi import isolate
    from marsad.store.audit import find_tampering, list_audit

    store = open_database(database)
    for one in store.ask(lambda connection: list_audit(connection, limit=limit)):
        done = one.done
        click.echo(f"{one.at:%Y-%m-%dT%H:%M:%SZ}  {isolate(done.who or '-')}  {done.how}  {done.action}  {isolate(done.subject)}")
    harmed = store.ask(find_tampering)
    if harmed:
        raise Drift(
            f"the record was changed behind its back, from row {harmed[0]} on", "Compare it with a copy made by `marsad backup`"
        )
