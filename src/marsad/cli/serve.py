"""`marsad serve`: the workplace in a browser, on the database."""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING

import click

from marsad.cli.options import database_option
from marsad.errors import BadInput

if TYPE_CHECKING:
    from marsad.store import Store

_EPILOG = """\b
Examples:
  marsad serve
  marsad serve --port 9000 --database postgresql://marsad@localhost/marsad
  marsad serve --host 0.0.0.0 --name monitor.example.org
"""


@click.command(epilog=_EPILOG)
@database_option
@click.option("--host", default="127.0.0.1", show_default=True, metavar="ADDRESS", help="Address to listen at.")
@click.option("--port", type=click.IntRange(0, 65_535), default=8030, show_default=True, help="Port to listen at.")
@click.option("--accounts", is_flag=True, help="Ask who comes, on this machine too. Elsewhere it is always asked.")
@click.option("--name", "names", multiple=True, metavar="NAME", help="A name by which others reach this place; more than once.")
def command(*, database: str, host: str, port: int, accounts: bool, names: tuple[str, ...]) -> None:
    """Open the workplace on the database: pages in Arabic and English, and the API under /api/v1.

    On this machine alone it asks nobody who they are: whoever can reach it can read and change all that the database holds. At
    another address, or under another name, it asks for an account: make the first with `marsad accounts add`.
    """
    import uvicorn

    from marsad.cli import pipeline
    from marsad.cli.intake import take_in
    from marsad.cli.keeping import open_database, present
    from marsad.web import build_app
    from marsad.web.entrance import Entry

    asks = accounts or bool(names) or not _is_loopback(host)
    store = open_database(database)
    if asks:
        _need_an_account(store)
    app = build_app(store, pipeline.known_agreements(), now=present, take=take_in, entry=Entry(accounts=asks, names=names))
    shown = f"[{host}]" if ":" in host else host
    click.echo(f"Marsad is at http://{shown}:{port}/ on {store.name}; Ctrl-C ends it", err=True)
    if not _is_loopback(host):
        click.echo("what is sent to it can be read on the way: put a server with HTTPS before it (docs/web.md says how)", err=True)
    uvicorn.run(app, host=host, port=port, log_level="warning", access_log=False, server_header=False)


def _need_an_account(store: Store) -> None:
    from marsad.store.accounts import has_accounts

    if not store.ask(has_accounts):
        raise BadInput(
            "others can reach this place, and there is no account yet", "Make one: marsad accounts add NAME --role admin"
        )


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
