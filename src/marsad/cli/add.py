"""`marsad add`: documents into the database, read on the way."""

from __future__ import annotations

import datetime as dt
import os
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from marsad.cli.options import adding_options, database_option, is_address, table_options
from marsad.errors import Fault

if TYPE_CHECKING:
    from marsad.cli.session import Session
    from marsad.ingest import Failure
    from marsad.model import Document
    from marsad.store import Prepared, Store

_BATCH = 24  # documents that one worker reads at a time
_STORED = 96  # documents that are stored in one transaction: what a killed run has to read again, with what the workers hold

_EPILOG = """\b
Examples:
  marsad add reports/
  marsad add articles.jsonl --keep-going
  marsad add saved-page.html --database hodeidah.db
  marsad add news.warc.gz collection.wacz --keep-going
  marsad add https://example.org/news/1 https://example.org/news/2

What is in the database already, word for word, stays as it is; an edited article becomes a new version. A run that was stopped,
however, is taken up by running it again.
"""


@click.command(epilog=_EPILOG)
@database_option
@click.option("--workers", type=click.IntRange(1, 256), metavar="N", help="How many processes read. [default: one for each core]")
@table_options
@adding_options
@click.pass_context
def command(
    ctx: click.Context,
    *,
    database: str,
    workers: int | None,
    paths: tuple[Path | str, ...],
    columns: Mapping[str, str] | None,
    dates: str | None,
    published: dt.date | None,
    language: str | None,
    keep_going: bool,
    quiet: bool,
) -> None:
    """Add documents to the database with their claims; a database that is a file and not there yet is made."""
    from marsad.cli.keeping import make_database
    from marsad.cli.pages import fetch_pages
    from marsad.cli.session import Session
    from marsad.ingest import gather, weigh

    store, before = make_database(database)
    if before is None and not quiet:
        click.echo(f"made {store.name}", err=True)
    urls, local = [str(one) for one in paths if is_address(one)], [one for one in paths if not is_address(one)]
    outcomes: Counter[str] = Counter()
    session = Session(quiet=quiet, outcomes=outcomes)
    items = gather(
        local,
        published=published,
        language=language,
        stdin=sys.stdin.buffer,
        keep_going=keep_going,
        for_keeping=True,
        passed=session.passed,
        meter=session.meter,
        columns=columns,
        dates=dates or "",
    )
    if urls:
        items = chain(items, fetch_pages(urls, published=published, language=language, keep_going=keep_going))
    with session, session.progress(lambda: weigh(local, pages=len(urls))) as show:
        for batch in add_all(store, items, session, workers or os.cpu_count() or 1):
            outcomes.update(batch)
            if show:
                show(sum(outcomes.values()) + session.failures, 1, 0)
    store.close()
    if session.failures:
        ctx.exit(2)


def add_all(store: Store, items: Iterator[Document | Failure], session: Session, workers: int) -> Iterator[Counter[str]]:
    """Add documents batch by batch, each batch whole; give what became of them."""
    from marsad.cli.workers import prepare_all
    from marsad.ingest import Failure

    known: Counter[str] = Counter()
    read: list[Prepared] = []

    def keep() -> Counter[str]:
        stored = store.add(read) if read else []
        session.count_rows(read)
        counts = Counter(one.outcome for one in stored) + known
        read.clear()
        known.clear()
        return counts

    try:
        for prepared in prepare_all(_fresh(store, items, session, known), workers):
            for one in prepared:
                if isinstance(one, Failure):
                    session.fail(one)
                else:
                    read.append(one)
            if len(read) >= _STORED:
                yield keep()
    except (Fault, KeyboardInterrupt):
        keep()  # what was read before stays read
        raise
    yield keep()


def _fresh(store: Store, items: Iterator[Document | Failure], session: Session, known: Counter[str]) -> Iterator[list[Document]]:
    """Give batches of documents that are not there yet; count those that are."""
    for batch in _batches(items, session):
        there = store.find_known(batch)
        fresh = [document for document, is_there in zip(batch, there, strict=True) if not is_there]
        store.keep_retrievals([document for document, is_there in zip(batch, there, strict=True) if is_there])
        known["unchanged"] += len(batch) - len(fresh)
        if fresh:
            yield fresh


def _batches(items: Iterator[Document | Failure], session: Session) -> Iterator[list[Document]]:
    from marsad.ingest import Failure

    batch: list[Document] = []
    for item in items:
        if isinstance(item, Failure):
            session.fail(item)
            continue
        session.note(item)
        batch.append(item)
        if len(batch) >= _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


__all__ = ["add_all", "command"]
