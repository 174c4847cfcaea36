"""Making a database, moving an old one forward, and refusing one that is not ours."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, delete, insert, inspect
from sqlalchemy.engine import URL

from marsad.errors import BadDatabase, BadInput
from marsad.store import schema_accounts  # noqa: F401 - its tables belong to the schema
from marsad.store.connect import APPLICATION_ID, name_database, reading, told, writing
from marsad.store.schema import document, notes, schema_note

_TRIES = 60  # to mark a new file while others mark it too
_PAUSE = 0.05  # seconds between two tries


def make_tables(engine: Engine, sleep: Callable[[float], None] = time.sleep) -> str | None:
    """Make the tables of a new database, or move an older one of ours forward; give the revision that it had, None where new.

    Raises BadDatabase for a database that holds another program's tables, or is newer than this Marsad.
    """
    with told(engine.url):
        if engine.dialect.name == "sqlite":
            _mark_patiently(engine, sleep)
        with writing(engine) as connection:
            before = _revision(connection, engine.url)
            if before != _head():
                config = _config()
                config.attributes["connection"] = connection
                command.upgrade(config, "head")
                connection.execute(delete(schema_note))
                connection.execute(insert(schema_note), notes())
        return before


def check_tables(engine: Engine) -> None:
    """Raise BadDatabase where a database is not one of ours, or of another version of the schema."""
    with reading(engine) as connection:
        revision = _revision(connection, engine.url)
    name = name_database(engine.url)
    if revision is None:
        raise BadDatabase(f"the database {name} is empty", "Make its tables with `marsad init`")
    if revision != _head():
        raise BadDatabase(
            f"the database {name} is of an older version of Marsad ({revision})",
            "Copy it with `marsad backup`, then move it forward with `marsad init`",
        )


def _mark_patiently(engine: Engine, sleep: Callable[[float], None]) -> None:
    """Mark a file. Where several commands make it at once, SQLite does not wait to change the journal's mode: it refuses."""
    for _ in range(_TRIES):
        try:
            _mark_sqlite(engine)
        except sqlite3.OperationalError as error:
            if "locked" not in str(error):
                raise
            sleep(_PAUSE)
        else:
            return
    _mark_sqlite(engine)


def _mark_sqlite(engine: Engine) -> None:
    """Put our mark into a new file, and let readers go on while somebody writes (WAL)."""
    with engine.connect() as connection:
        cursor = connection.connection.cursor()
        mark = cursor.execute("PRAGMA application_id").fetchone()[0]
        tables = cursor.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        if mark != APPLICATION_ID and tables:
            raise BadDatabase(
                f"{name_database(engine.url)} is another program's database",
                "Name a file that does not exist yet, or one of Marsad",
            )
        cursor.execute("PRAGMA journal_mode = WAL")
        if mark != APPLICATION_ID:
            cursor.execute(f"PRAGMA application_id = {APPLICATION_ID}")


def _revision(connection: Connection, url: URL) -> str | None:
    """Give the schema's revision; None for an empty database. Raises BadDatabase for another program's, or a newer one."""
    tables = set(inspect(connection).get_table_names())
    revision = MigrationContext.configure(connection).get_current_revision() if "alembic_version" in tables else None
    name = name_database(url)
    if revision is None:
        foreign = tables - {"alembic_version"}
        if foreign:
            shown = ", ".join(sorted(foreign)[:3])
            raise BadDatabase(f"the database {name} holds another program's tables ({shown})", "Name a database of its own")
        return None
    if document.name not in tables:
        raise BadDatabase(f"the database {name} holds another program's tables", "Name a database of its own")
    if revision not in {step.revision for step in ScriptDirectory.from_config(_config()).walk_revisions()}:
        raise BadDatabase(
            f"the database {name} was made by a newer Marsad (schema {revision})", "Install that version, or name another database"
        )
    return revision


def _head() -> str:
    head = ScriptDirectory.from_config(_config()).get_current_head()
    if head is None:
        raise BadInput("the steps of the schema are missing", "Install Marsad again")
    return head


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    return config
