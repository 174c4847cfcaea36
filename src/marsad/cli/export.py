"""`marsad export`: documents of the database in forms that `marsad add` reads, here or elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from marsad.cli.options import Given, database_option, filter_options
from marsad.errors import BadInput

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from marsad.store.claims import Filter

_EPILOG = """\b
Examples:
  marsad export documents.jsonl
  marsad export - --outlet "Radio Levant" > levant.jsonl
  marsad export breaches.jsonl --agreement idlib-2018 --effect breach
  marsad export cited.wacz --agreement idlib-2018

FILE.jsonl holds the texts and what is told of them; FILE.wacz the pages of the web as they were got, to be looked at in a browser
(replayweb.page). Options choose the texts that hold such claims, as in `marsad claims`; of each
document the newest text is written, with --superseded all. Erased texts are never in it.
"""
_LINES = (".jsonl", ".ndjson")


@click.command(epilog=_EPILOG)
@click.argument("path", metavar="FILE", type=Given(path_type=Path, dir_okay=False, allow_dash=True))
@database_option
@click.option("--quiet", "-q", is_flag=True, help="No progress and no summary.")
@filter_options
def command(*, path: Path, database: str, quiet: bool, **wanted: Any) -> None:
    """Write documents into a file, in the form of its name."""
    from marsad.cli.keeping import open_database
    from marsad.store.claims import Filter

    write = _choose(path)
    store = open_database(database)
    with store.read() as connection:
        told = write(connection, path, Filter(**wanted), quiet=quiet)
    store.close()
    if not quiet:
        click.echo(f"{'standard output' if str(path) == '-' else path}: {told}", err=True)


def _choose(path: Path) -> Any:
    if str(path) == "-" or path.suffix.lower() in _LINES:
        return _write_lines
    if path.suffix.lower() == ".wacz":
        return _write_archive
    raise BadInput(
        f"{path} tells no form that is known", "Name it .jsonl or .wacz, or give - for JSON lines on the standard output"
    )


def _write_lines(connection: Connection, path: Path, wanted: Filter, *, quiet: bool) -> str:
    from marsad.cli.output import open_output
    from marsad.cli.session import draw_steps
    from marsad.publish.document_lines import render_document
    from marsad.store.chosen import load_texts

    versions = _find(connection, wanted)
    target = None if str(path) == "-" else path
    with open_output(target) as write, draw_steps("exporting", quiet=quiet) as show:
        for done, one in enumerate(load_texts(connection, versions), start=1):
            write(render_document(one))
            if show:
                show(done, len(versions))
    return f"{len(versions):,} document{'' if len(versions) == 1 else 's'}"


def _write_archive(connection: Connection, path: Path, wanted: Filter, *, quiet: bool) -> str:
    from marsad.cli.keeping import present
    from marsad.cli.output import open_bytes
    from marsad.cli.session import draw_steps
    from marsad.publish.wacz import Archived, write_wacz
    from marsad.store.pages import find_pages, load_pages
    from marsad.store.retrievals import own_tool

    numbers = find_pages(connection, _find(connection, wanted))
    if not numbers:
        raise BadInput(
            "no page of the web is chosen", "Documents given as files have no address to be archived under; export .jsonl"
        )
    pages = (Archived(*one) for one in load_pages(connection, numbers))
    with open_bytes(path) as stream, draw_steps("exporting", quiet=quiet) as show:
        write_wacz(
            stream,
            pages,
            made=present(),
            software=own_tool(),
            show=lambda done: show(done, len(numbers)) if show else None,
        )
    return f"{len(numbers):,} page{'' if len(numbers) == 1 else 's'}"


def _find(connection: Connection, wanted: Filter) -> list[int]:
    from marsad.store.chosen import find_versions

    versions = find_versions(connection, wanted)
    if not versions:
        raise BadInput("no document is chosen", "`marsad claims` with the same options lists the claims that they choose")
    return versions


__all__ = ["command"]
