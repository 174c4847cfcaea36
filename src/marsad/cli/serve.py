"""`marsad serve`: the workplace in a browser, on the database."""

from __future__ import annotations

import ipaddress

import click

from marsad.cli.options import database_option
from marsad.errors import BadInput

_EPILOG = """\b
Examples:
  marsad serve
  marsad serve --port 9000 --database postgresql://marsad@localhost/marsad
"""


@click.command(epilog=_EPILOG)
@database_option
@click.option("--host", default="127.0.0.1", show_default=True, metavar="ADDRESS", help="Address to listen at.")
@click.option("--port", type=click.IntRange(0, 65_535), default=8030, show_default=True, help="Port to listen at.")
def command(*, database: str, host: str, port: int) -> None:
    """Open the workplace on the database: pages in Arabic and English, and the API under /api/v1. It reads, and changes nothing.

    It answers this machine alone: whoever can reach it can read all that the database holds.
    """
    import uvicorn

    from marsad.cli import pipeline
    from marsad.cli.intake import take_in
    from marsad.cli.keeping import open_database, present
    from marsad.web import build_app

    if not _is_loopback(host):
        raise BadInput(f"{host} can be reached by others, and the pages ask nobody who they are", "Listen at 127.0.0.1")
    store = open_database(database)
    app = build_app(store, pipeline.known_agreements(), now=present, take=take_in)
    shown = f"[{host}]" if ":" in host else host
    click.echo(f"Marsad is at http://{shown}:{port}/ on {store.name}; Ctrl-C ends it", err=True)
    uvicorn.run(app, host=host, port=port, log_level="warning", access_log=False)


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
