"""`marsad reread`: stored texts, read again with newer words and rules."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

import click

from marsad.cli.options import database_option

if TYPE_CHECKING:
    from marsad.model import Document
    from marsad.store import Store

_BATCH = 24
_EPILOG = """\b
Example:
  marsad reread

A run that was stopped is taken up by running it again. Judgements stay with the claims that are made again.
"""


@click.command(epilog=_EPILOG)
@database_option
@click.option("--workers", type=click.IntRange(1, 256), metavar="N", help="How many processes read. [default: one for each core]")
@click.option("--quiet", "-q", is_flag=True, help="No progress and no summary.")
@click.pass_context
def command(ctx: click.Context, *, database: str, workers: int | None, quiet: bool) -> None:
    """Read texts again whose claims other words and rules made. New claims come in; old ones stay, superseded."""
    from marsad.cli.group import tell_error
    from marsad.cli.keeping import open_database
    from marsad.cli.pipeline import reader_version
    from marsad.cli.session import draw_steps
    from marsad.cli.workers import prepare_all
    from marsad.ingest import Failure
    from marsad.store.reread import count_stale, store_readings

    store = open_database(database)
    total = store.ask(lambda connection: count_stale(connection, reader_version()))
    done = claims = 0
    numbers: list[int] = []
    crashed: list[Failure] = []
    with draw_steps("reading", quiet=quiet) as show:
        for prepared in prepare_all(_stale(store, reader_version(), numbers), workers or os.cpu_count() or 1):
            numbered = [(numbers.pop(0), one) for one in prepared]
            batch = [(number, one) for number, one in numbered if not isinstance(one, Failure)]
            crashed += [one for _, one in numbered if isinstance(one, Failure)]
            made = store.write(lambda connection, now, batch=batch: list(store_readings(connection, batch, now, store.tell)))  # type: ignore[misc]
            done, claims = done + len(made), claims + sum(made)
            if show:
                show(done, total)
    store.close()
    for one in crashed:
        tell_error(one.error.what, one.error.hint)
    if not quiet:
        click.echo(
            f"{done:,} texts read again, {claims:,} claims" if total else "every text was read by these words and rules", err=True
        )
    if crashed:
        ctx.exit(1)


def _stale(store: Store, reader: str, numbers: list[int]) -> Iterator[list[Document]]:
    """Give batches of texts to read, and put down the numbers of their versions."""
    from marsad.store.reread import load_stale

    after = 0
    while True:
        part = store.ask(partial(load_stale, reader=reader, after=after, limit=_BATCH))
        if not part:
            return
        after = part[-1][0]
        numbers.extend(number for number, _ in part)
        yield [document for _, document in part]
