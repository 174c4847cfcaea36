"""A copy of the whole database in one SQLite file, taken while others read and write."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Engine, func, insert, select
from sqlalchemy.engine import URL

from marsad.errors import BadInput, Unstored
from marsad.store.connect import make_engine, reading, told, writing
from marsad.store.migrate import make_tables
from marsad.store.schema import metadata, schema_note, search_part
from marsad.store.search import rebuild_index

Show = Callable[[int, int], None]
_ROWS = 2000


def back_up(engine: Engine, path: Path, show: Show | None = None) -> None:
    """Copy a database into a new SQLite file, whole or not at all.

    An SQLite database is copied page by page, PostgreSQL row by row as of one moment. Raises BadInput where the file is
    there already.
    """
    if path.exists():
        raise BadInput(f"{path} is there already", "Give the copy a name of its own: a backup never replaces another")
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        part.open("xb").close()
    except OSError as error:
        raise BadInput(f"{path} cannot be written: {error.strerror}", "Give the copy a name in a folder that is there") from error
    try:
        if engine.dialect.name == "sqlite":
            _copy_pages(engine, part, show)
        else:
            _copy_rows(engine, part, show)
        part.replace(path)
    except sqlite3.Error as error:
        raise Unstored(f"{path} cannot be written: {error}", "Look at the folder and at the space on its disk") from error
    finally:
        for left in (part, *(part.with_name(part.name + end) for end in ("-wal", "-shm", "-journal"))):
            left.unlink(missing_ok=True)


def _copy_pages(engine: Engine, part: Path, show: Show | None) -> None:
    with told(engine.url), engine.connect() as connection:
        source = connection.connection.driver_connection
        assert isinstance(source, sqlite3.Connection)
        target = sqlite3.connect(part)
        try:
            source.backup(target, pages=2048, progress=(lambda _, left, total: show(total - left, total)) if show else None)
        finally:
            target.close()


def _copy_rows(engine: Engine, part: Path, show: Show | None) -> None:
    target = make_engine(URL.create("sqlite", database=str(part)))
    make_tables(target)
    with reading(engine) as source, writing(target) as copy:
        tables = [table for table in metadata.sorted_tables if table not in (schema_note, search_part)]
        total = sum(source.execute(select(func.count()).select_from(table)).scalar_one() for table in tables)
        done = 0
        for table in tables:
            found = source.execution_options(yield_per=_ROWS).execute(select(table)).mappings()
            for rows in found.partitions(_ROWS):
                copy.execute(insert(table), [dict(row) for row in rows])
                done += len(rows)
                if show:
                    show(done, total)
        rebuild_index(copy)
    target.dispose()
