"""What is no database of ours is refused in words, with the exit code of its kind, and left as it was."""

from __future__ import annotations

import ctypes
import hashlib
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa
from click.testing import CliRunner, Result
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError
from store_at_hand import STRIKE, add, change, clock, doc, store_at

from marsad.cli import app
from marsad.cli.pipeline import tell_claim
from marsad.errors import Unstored
from marsad.store import base, make_store, migrate
from marsad.store.base import open_store
from marsad.store.connect import explain, is_passing

SECRET = "s3cr3t-word"
COMMANDS = (["add"], ["claims"], ["verify"], ["matrix"], ["timeline"], ["show", "ab"], ["reread"], ["ledger", "idlib-2018"])


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(one) for one in arguments])


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(STRIKE, "utf-8")
    return path


def command_on(command: list[str], database: object, report: Path) -> Result:
    return run(*command, "--database", database, *([report, "--published", "2020-02-12"] if command == ["add"] else []))


def refuse(done: Result, code: int, says: str) -> None:
    told = done.stderr
    assert done.exit_code == code, done.output
    assert says in told, told
    assert told.startswith("error: ")
    assert "\n  " in told, "what to do about it stands on a line of its own"
    assert "Traceback" not in told
    assert SECRET not in done.output + told


def foreign(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE note (word TEXT)")
        connection.execute("INSERT INTO note VALUES ('x')")
        connection.commit()


def foreign_alembic(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE alembic_version (version_num TEXT)")
        connection.execute("INSERT INTO alembic_version VALUES ('0001')")
        connection.execute("CREATE TABLE note (word TEXT)")
        connection.commit()


def newer(path: Path) -> None:
    with store_at(str(path)) as store:
        add(store, doc(STRIKE))
        change(store, "UPDATE alembic_version SET version_num = '9999'")


def no_database(path: Path) -> None:
    path.write_bytes(b"a letter, and no database" * 100)


def damaged(path: Path) -> None:
    with store_at(str(path)) as store:
        add(store, doc(STRIKE))
    whole = bytearray(path.read_bytes())
    whole[100:4096] = bytes(3996)
    path.write_bytes(whole)


FILES = [
    (foreign, 2, "another program's"),
    (foreign_alembic, 2, "another program's"),
    (newer, 2, "made by a newer Marsad"),
    (no_database, 2, "is no SQLite database"),
    (damaged, 2, "is no SQLite database, or is damaged"),
]


@pytest.mark.parametrize(("make", "code", "says"), FILES, ids=[row[0].__name__ for row in FILES])
def test_a_file_that_is_not_ours_is_refused_and_left_as_it_was(
    make: object, code: int, says: str, tmp_path: Path, report: Path
) -> None:
    path = tmp_path / "some.db"
    assert callable(make)
    make(path)
    before = hashlib.sha256(path.read_bytes()).hexdigest()
    for command in (*COMMANDS, ["init"]):
        refuse(command_on(command, path, report), code, says)
        assert hashlib.sha256(path.read_bytes()).hexdigest() == before, command
    refuse(run("backup", tmp_path / "copy.db", "--database", path), code, says)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["report.txt", "some.db"]


def test_a_database_of_an_older_version_is_named_and_moved_forward_by_init(
    tmp_path: Path, report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import marsad.store.migrate

    path = tmp_path / "some.db"
    with store_at(str(path)) as store:
        add(store, doc(STRIKE))
    here = marsad.store.migrate._head()
    monkeypatch.setattr(marsad.store.migrate, "_head", lambda: "9998")
    refuse(command_on(["claims"], path, report), 2, f"older version of Marsad ({here})")


@pytest.mark.parametrize("command", [one for one in COMMANDS if one != ["add"]], ids=lambda one: one[0])
def test_asking_a_database_that_is_not_there_makes_none(command: list[str], tmp_path: Path, report: Path) -> None:
    refuse(command_on(command, tmp_path / "none.db", report), 2, "is not there")
    assert not (tmp_path / "none.db").exists()


def test_a_folder_is_no_database(tmp_path: Path, report: Path) -> None:
    for command in (*COMMANDS, ["init"]):
        refuse(command_on(command, tmp_path, report), 2, "folder")
    assert [one.name for one in tmp_path.iterdir()] == ["report.txt"]


def test_a_file_in_no_folder_is_refused(tmp_path: Path, report: Path) -> None:
    for command in (["add"], ["init"]):
        refuse(command_on(command, tmp_path / "none" / "some.db", report), 2, "cannot be opened")


def test_an_empty_file_is_no_database_of_anybody_yet(tmp_path: Path, report: Path) -> None:
    path = tmp_path / "some.db"
    path.touch()
    refuse(command_on(["claims"], path, report), 2, "is empty")
    assert path.read_bytes() == b""
    assert command_on(["add"], path, report).exit_code == 0
    assert command_on(["claims"], path, report).exit_code == 0


URLS = [
    ("", 2, "empty name"),
    ("mysql://user:{secret}@host/name", 2, "no database that Marsad knows"),
    ("postgresql://user:{secret}@host:port/name", 2, "cannot be read"),
    ("nonsense://", 2, "no database that Marsad knows"),
    ("postgresql://user:{secret}@127.0.0.1:1/name", 1, "is out of reach"),
    ("postgresql://user:{secret}@no-such-host.invalid/name", 1, "is out of reach"),
]


@pytest.mark.parametrize(("url", "code", "says"), URLS)
def test_a_url_that_leads_nowhere_is_told_without_its_password(
    url: str, code: int, says: str, report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("time.sleep", lambda _: None)
    for command in (["claims"], ["add"], ["init"]):
        refuse(command_on(command, url.format(secret=SECRET), report), code, says)


def test_a_wrong_password_user_or_name_is_told_without_the_password(postgresql_url: str, report: Path) -> None:
    right = sa.make_url(postgresql_url)
    wrong = {
        "refuses this user and password": (right.set(password=SECRET), 2),
        "does not exist on that server": (right.set(database="none"), 2),
    }
    for says, (url, code) in wrong.items():
        for command in (["claims"], ["add"], ["init"]):
            refuse(command_on(command, url.render_as_string(hide_password=False), report), code, says)
    done = command_on(["claims"], right.set(username="nobody-here", password=SECRET).render_as_string(hide_password=False), report)
    refuse(done, 2, "refuses this user and password")


def test_another_programs_database_on_a_server_is_refused_and_left_as_it_was(postgresql_url: str, report: Path) -> None:
    engine = sa.create_engine(postgresql_url)
    with engine.begin() as connection:
        connection.execute(sa.text("CREATE TABLE note (word text)"))
    for command in (["claims"], ["add"], ["init"]):
        refuse(command_on(command, postgresql_url, report), 2, "another program's")
    assert sa.inspect(engine).get_table_names() == ["note"]
    engine.dispose()


def test_an_empty_database_on_a_server_asks_for_init(postgresql_url: str, report: Path) -> None:
    refuse(command_on(["claims"], postgresql_url, report), 2, "marsad init")
    assert run("init", "--database", postgresql_url).exit_code == 0
    assert run("init", "--database", postgresql_url).exit_code == 0
    assert command_on(["claims"], postgresql_url, report).exit_code == 0


def test_the_driver_that_is_missing_is_named(report: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    refuse(command_on(["claims"], f"postgresql://user:{SECRET}@host/name", report), 2, "needs its driver")


# ── A disk that cannot be written ──


@pytest.fixture
def readonly(tmp_path: Path) -> Iterator[Path]:
    """A database in a folder that may only be read, for an account that is not root."""
    folder = tmp_path / "kept"
    folder.mkdir()
    with store_at(str(folder / "some.db")) as store:
        add(store, doc(STRIKE))
    (folder / "some.db").chmod(0o444)
    folder.chmod(0o555)
    yield folder / "some.db"
    folder.chmod(0o755)


def _bear_permissions() -> None:
    """Give up the right of root to write what nobody may write: permissions then hold for root as well."""
    drop, override = 24, 1  # PR_CAPBSET_DROP, CAP_DAC_OVERRIDE
    if os.geteuid() == 0:
        ctypes.CDLL(None).prctl(drop, override, 0, 0, 0)


def run_plainly(*arguments: object) -> subprocess.CompletedProcess[str]:
    """Run a command as an account to which permissions apply."""
    command = [sys.executable, "-m", "marsad", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, preexec_fn=_bear_permissions)


def test_a_database_that_may_only_be_read_is_read_and_not_written(readonly: Path, report: Path) -> None:
    before = readonly.read_bytes()
    done = run_plainly("claims", "--database", readonly, "--format", "jsonl")
    assert done.returncode == 0, done.stderr
    assert "SYR" in done.stdout
    done = run_plainly("add", "--published", "2020-02-13", report, "--database", readonly)
    assert done.returncode == 1, done.stderr
    assert "can only be read" in done.stderr
    assert "Traceback" not in done.stderr
    assert run_plainly("init", "--database", readonly).returncode == 0, "there is nothing to be done"
    assert readonly.read_bytes() == before
    assert [one.name for one in readonly.parent.iterdir()] == [readonly.name]


def test_a_new_database_in_a_folder_that_may_only_be_read_is_refused(readonly: Path, report: Path) -> None:
    for command in (["add", report], ["init"]):
        done = run_plainly(*command, "--database", readonly.with_name("new.db"))
        assert done.returncode == 2, done.stderr
        assert "cannot be opened" in done.stderr
        assert "Traceback" not in done.stderr


AWAY = [
    "connection failed: FATAL:  the database system is starting up",
    "connection failed: FATAL:  the database system is not yet accepting connections",
    "connection failed: FATAL:  the database system is not accepting connections",
    "connection failed: FATAL:  the database system is shutting down",
    "connection failed: FATAL:  the database system is in recovery mode",
    "connection failed: FATAL:  sorry, too many clients already",
    "connection failed: Connection refused",
    "connection timeout expired",
    "consuming input failed: server closed the connection unexpectedly",
    "could not receive data from server: Connection reset by peer",
    "terminating connection due to administrator command",
    "the connection is lost",
]


def test_a_server_that_is_just_restarting_is_waited_for_at_the_opening(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not for long: who has misspelt a host wants to know it."""
    url, told = f"sqlite:///{tmp_path}/a.db", [AWAY[0], AWAY[1]]
    waited: list[float] = []
    make_store(url, now=clock(), sleep=waited.append, tell=tell_claim)[0].close()
    right = migrate.check_tables

    def check(engine: sa.Engine) -> None:
        if told:
            cause = OperationalError("SELECT 1", {}, Exception(told.pop()))
            raise explain(cause, engine.url) from cause
        right(engine)

    monkeypatch.setattr(base, "check_tables", check)
    open_store(url, now=clock(), sleep=waited.append, tell=tell_claim).close()
    assert waited == [0.2, 0.5]
    told += AWAY * 2
    with pytest.raises(Unstored, match="out of reach"):
        open_store(url, now=clock(), sleep=waited.append, tell=tell_claim)
    assert waited[2:] == [0.2, 0.5, 1]


HERE = ["FATAL:  password authentication failed for user", "could not extend file: No space left on device", "disk I/O error"]


@pytest.mark.parametrize(("said", "passes"), [*((one, True) for one in AWAY), *((one, False) for one in HERE)])
def test_a_server_that_is_away_for_a_moment_is_told_from_one_that_refuses(said: str, passes: bool) -> None:
    cause = OperationalError("SELECT 1", {}, Exception(said))
    fault = explain(cause, make_url("postgresql://somebody@host/name"))
    fault.__cause__ = cause
    assert is_passing(fault) is passes
    assert ("out of reach" in fault.what) is passes
