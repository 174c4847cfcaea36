"""From a URL to a database that is known to be ours: SQLite in one file by default, PostgreSQL by the same code.

Everything that a database can refuse becomes one of two errors, with what to do about it: `BadDatabase` where another one must be
named, `Unstored` where the disk, the server or another process stands in the way.
"""

from __future__ import annotations

import logging
import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, OperationalError, SQLAlchemyError

from marsad.errors import BadDatabase, BadInput, Fault, NotFound, Unstored

DEFAULT = "marsad.db"
APPLICATION_ID = 0x4D525344  # "MRSD" in the header of our SQLite files
WAIT = 30  # seconds to wait for another process that is writing
_ADVISORY = 0x4D525344  # one writer at a time on PostgreSQL too: the chain of hashes has one end
_WRITE = "marsad_write"
logging.getLogger("psycopg").addHandler(logging.NullHandler())  # what it says of a broken connection, we say ourselves


def parse_url(given: str) -> URL:
    """Read a database URL, or the path of an SQLite file. Raises BadInput for what is neither."""
    if not given.strip():
        raise BadInput("the database has an empty name", "Give a file, or a URL such as postgresql://user:password@host/name")
    if "://" not in given:
        return URL.create("sqlite", database=given)
    try:
        url = make_url(given)
    except (ArgumentError, ValueError) as error:
        raise BadInput("the database URL cannot be read", "Write it as postgresql://user:password@host:5432/name") from error
    if url.get_backend_name() == "sqlite":
        return url
    if url.get_backend_name() in ("postgresql", "postgres"):
        return url.set(drivername="postgresql+psycopg")
    raise BadInput(f"{url.get_backend_name()} is no database that Marsad knows", "Use a file (SQLite) or postgresql://…")


def name_database(url: URL) -> str:
    """Name a database for people, without its password."""
    return str(url.database) if url.get_backend_name() == "sqlite" else url.render_as_string(hide_password=True)


def make_engine(url: URL) -> Engine:
    """Make the engine of a database; nothing is opened yet. Raises BadInput where the driver is not installed."""
    try:
        if url.get_backend_name() == "sqlite":
            still = {"creator": lambda: _open_still(Path(str(url.database)))} if _is_still(url) else {}
            engine = create_engine(url, connect_args={"timeout": WAIT, "check_same_thread": False}, **still)
            event.listen(engine, "connect", _set_up_sqlite)
        else:
            engine = create_engine(url, pool_pre_ping=True, connect_args={"connect_timeout": 10})
    except (ModuleNotFoundError, NoSuchModuleError) as error:
        raise BadInput("PostgreSQL needs its driver", "Install it: pip install 'marsad[postgresql]'") from error
    event.listen(engine, "begin", _begin)
    return engine


def _is_still(url: URL) -> bool:
    """Tell whether a file lies where we may write nothing, and nobody else has it open: on a medium that is kept for reading.

    SQLite writes beside a file even to read it, and would refuse.
    """
    if url.database in (None, "", ":memory:"):
        return False
    path = Path(str(url.database))
    beside = any(path.with_name(path.name + end).exists() for end in ("-wal", "-shm"))
    return path.is_file() and not beside and not os.access(path, os.W_OK) and not os.access(path.parent, os.W_OK)


def _open_still(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?immutable=1", uri=True, check_same_thread=False)


def _set_up_sqlite(connection: Any, _: Any) -> None:
    connection.isolation_level = None  # the driver's own transactions do not cover reads, nor changes of the schema
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA cache_size = -65536")
    cursor.execute("PRAGMA temp_store = MEMORY")
    cursor.close()


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get(_WRITE, False)
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
    elif writes:
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ADVISORY})


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Open a transaction that only reads; it sees the database as of one moment."""
    with told(engine.url), engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        with connection.begin():
            yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Open a transaction that writes: one at a time, all of it or nothing."""
    with told(engine.url), engine.connect().execution_options(**{_WRITE: True}) as connection, connection.begin():
        yield connection


@contextmanager
def told(url: URL) -> Iterator[None]:
    """Turn what a database refuses into our errors."""
    try:
        yield
    except SQLAlchemyError as error:
        raise explain(error, url) from error
    except sqlite3.Error as error:
        raise explain(error, url) from error


class _Refusal(NamedTuple):
    """Words of a driver's message, and what they mean for a user."""

    words: str
    kind: type[Fault]
    what: str
    hint: str


_AWAY = (
    r"server closed|reset by peer|broken pipe|terminating connection|connection is (closed|lost)|is (shutting|starting)"
    r"|accepting connections|recovery mode"
)
_FAR = (
    r"could not translate host|Name or service not known|Connection refused|timeout expired|connection timeout|failed to resolve"
    r"|SSL|too many clients|" + _AWAY
)
_REFUSALS = (
    _Refusal(
        r"file is not a database|malformed",
        BadDatabase,
        "is no SQLite database, or is damaged",
        "Name another file; `marsad backup` makes copies to go back to",
    ),
    _Refusal(
        r"database (table )?is locked",
        Unstored,
        "is being written by another process",
        "Wait until it has ended, and run this again: nothing is lost",
    ),
    _Refusal(
        r"disk is full|No space left|could not extend file",
        Unstored,
        "has no space left on its disk",
        "Make room, and run this again: it goes on where it stopped",
    ),
    _Refusal(r"readonly|read-only", Unstored, "can only be read", "Look at the permissions of the file and of its folder"),
    _Refusal(r"unable to open database file", NotFound, "cannot be opened", "Check the path, and the permissions of its folder"),
    _Refusal(
        r"password authentication failed|no password supplied|role .* does not exist",
        BadInput,
        "refuses this user and password",
        "Check the user and the password in the URL",
    ),
    _Refusal(r"database .* does not exist", NotFound, "does not exist on that server", "Make it with createdb, or name another"),
    _Refusal(_FAR, Unstored, "is out of reach", "Check host and port, and that the server runs; what was added before is safe"),
    _Refusal(r"disk I/O error", Unstored, "cannot be read or written", "Look at the disk; `marsad verify` tells what is harmed"),
)


def explain(error: Exception, url: URL) -> Fault:
    """Say in our words what a database refused; what nobody foresaw keeps the driver's first line."""
    said = str(error.orig) if isinstance(error, DBAPIError) else str(error)
    for refusal in _REFUSALS:
        if re.search(refusal.words, said, re.IGNORECASE):
            return refusal.kind(f"the database {name_database(url)} {refusal.what}", refusal.hint)
    first = said.strip().splitlines()[0] if said.strip() else type(error).__name__
    return Unstored(f"the database {name_database(url)} answered: {first}", "Run `marsad verify` to see whether anything is harmed")


def is_passing(error: BaseException) -> bool:
    """Whether to try again after a moment may help: the connection broke, or another process is writing."""
    cause = error.__cause__ if isinstance(error, Unstored) else error
    if not isinstance(cause, OperationalError):
        return False
    said = str(cause.orig)
    return cause.connection_invalidated or bool(re.search(rf"locked|refused|timeout|too many clients|{_AWAY}", said, re.IGNORECASE))


def refuse_missing(url: URL) -> None:
    """Raise NotFound where an SQLite file is not there: reading must not make an empty one."""
    if url.get_backend_name() == "sqlite" and url.database not in (None, "", ":memory:") and not Path(str(url.database)).exists():
        raise NotFound(f"the database {name_database(url)} is not there", "Make it with `marsad init`, or name one with --database")
