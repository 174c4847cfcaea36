"""Whatever ends a run of `marsad add`, nothing is lost, nothing is doubled, and the next run goes on where it stopped."""

from __future__ import annotations

import random
import resource
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from crashes import (
    ROOT,
    Content,
    assert_whole,
    content,
    count_documents,
    kill_after,
    left_behind,
    start_adding,
    wait_for,
    wait_for_writing,
    write_reports,
)
from sqlalchemy import Connection, func, select

from marsad.cli.pipeline import prepare_document
from marsad.errors import Unstored
from marsad.store import Store
from marsad.store.connect import make_engine, parse_url
from marsad.store.migrate import make_tables
from marsad.store.schema import document
from postgres_server import PostgresServer
from store_at_hand import DENIAL, STRIKE, add, doc, opened, prove, store_at

COUNT = 120


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("reports") / "reports.jsonl"
    write_reports(path, COUNT)
    return path


@pytest.fixture(scope="module")
def undisturbed(reports: Path, tmp_path_factory: pytest.TempPathFactory) -> Content:
    """What a run leaves that nothing disturbs."""
    database = str(tmp_path_factory.mktemp("whole") / "whole.db")
    process = start_adding(database, reports)
    assert not kill_after(process, 300)
    assert process.returncode == 0
    with opened(database) as store:
        return content(store)


def test_a_run_that_is_killed_again_and_again_is_taken_up(database_url: str, reports: Path, undisturbed: Content) -> None:
    chance = random.Random(11)
    for kept in (0, 24, 48):
        process = start_adding(database_url, reports, pause=0.05)
        wait_for(process, database_url, kept + 1)
        assert kill_after(process, chance.uniform(0, 0.1)), "the run had ended before it could be killed"
        with opened(database_url) as store:
            assert not prove(store).harms
    assert not kill_after(start_adding(database_url, reports), 300)
    assert_whole(database_url, undisturbed)


def test_workers_end_when_the_command_is_killed(reports: Path, tmp_path: Path, undisturbed: Content) -> None:
    database = str(tmp_path / "some.db")
    process = start_adding(database, reports, workers=2, pause=0.2)
    wait_for(process, database, 1)
    assert kill_after(process, 0), "the run had ended before it could be killed"
    assert not left_behind(process.pid)
    assert not kill_after(start_adding(database, reports, workers=2), 300)
    assert_whole(database, undisturbed)


def test_a_run_that_is_interrupted_ends_quietly_and_keeps_what_it_has(reports: Path, tmp_path: Path, undisturbed: Content) -> None:
    database = str(tmp_path / "some.db")
    process = start_adding(database, reports)
    wait_for(process, database, 24)
    process.send_signal(signal.SIGINT)
    assert process.wait(60) in (0, 130)
    assert process.stderr
    with process.stderr as told:
        assert b"Traceback" not in told.read()
    assert not kill_after(start_adding(database, reports), 300)
    assert_whole(database, undisturbed)


def test_a_full_disk_is_told_and_the_next_run_goes_on(reports: Path, tmp_path: Path, undisturbed: Content) -> None:
    database = tmp_path / "some.db"

    def bound() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # so that a write past the bound fails as one on a full disk does
        resource.setrlimit(resource.RLIMIT_FSIZE, (1_250_000, 1_250_000))

    command = [sys.executable, "-m", "marsad", "add", "--quiet", "--database", str(database), str(reports)]
    done = subprocess.run(command, capture_output=True, text=True, preexec_fn=bound, check=False, cwd=ROOT)
    assert done.returncode == 1, done.stderr
    assert "error: the database" in done.stderr
    assert "Traceback" not in done.stderr
    assert 0 < count_documents(str(database)) < COUNT
    with opened(str(database)) as store:
        assert not prove(store).harms
    assert not kill_after(start_adding(str(database), reports), 300)
    assert_whole(str(database), undisturbed)


def test_a_database_that_another_process_is_writing_is_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "some.db"
    with store_at(str(path)) as store:
        add(store, doc(STRIKE))
        with closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as other:
            other.execute("BEGIN IMMEDIATE")
            timer = threading.Timer(1.0, lambda: other.execute("COMMIT"))
            timer.start()
            assert add(store, doc(DENIAL, name="b"))[0].outcome == "added"
            timer.join()
        assert not prove(store).harms


def test_a_database_that_stays_locked_is_told_and_nothing_is_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("marsad.store.connect.WAIT", 0.05)
    path = tmp_path / "some.db"
    with store_at(str(path)) as store:
        add(store, doc(STRIKE))
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(Unstored, match="another process"):
                add(store, doc(DENIAL, name="b"))
            with store.read():
                pass
            other.execute("ROLLBACK")
        assert add(store, doc(DENIAL, name="b"))[0].outcome == "added"
        assert not prove(store).harms


def test_a_file_that_another_command_is_making_is_waited_for(tmp_path: Path) -> None:
    """SQLite refuses at once, whatever its patience, to change the mode of a journal under which somebody else is at work."""
    path = tmp_path / "some.db"
    engine = make_engine(parse_url(str(path)))
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        pauses: list[float] = []

        def sleep(seconds: float) -> None:
            pauses.append(seconds)
            if len(pauses) == 3:
                other.execute("ROLLBACK")

        assert make_tables(engine, sleep) is None
        assert len(pauses) == 3
    engine.dispose()


def test_two_that_write_at_once_lose_and_double_nothing(database_url: str, reports: Path, undisturbed: Content) -> None:
    both = [start_adding(database_url, reports) for _ in range(2)]
    for process in both:
        assert not kill_after(process, 300)
        assert process.returncode == 0
    assert_whole(database_url, undisturbed)


def test_a_server_that_stops_and_comes_back_is_waited_for(own_server: PostgresServer) -> None:
    url = own_server.create_database("marsad")
    with store_at(url) as store:
        add(store, doc(STRIKE))
        for way in (own_server.stop, own_server.kill):
            way()
            waits = iter(range(3))

            def sleep(_: float, waits: object = waits) -> None:
                assert hasattr(waits, "__next__")
                if next(waits, None) is None:
                    own_server.start()

            object.__setattr__(store, "sleep", sleep)
            assert add(store, doc(DENIAL, name=way.__name__))[0].outcome == "added"
        assert not prove(store).harms
        assert count_documents(url) == 3


def test_a_server_that_stays_away_is_told_and_what_was_added_is_safe(own_server: PostgresServer) -> None:
    url = own_server.create_database("marsad")
    with store_at(url) as store:
        add(store, doc(STRIKE))
        own_server.stop()
        with pytest.raises(Unstored, match="out of reach"):
            add(store, doc(DENIAL, name="b"))
        own_server.start()
        assert add(store, doc(DENIAL, name="b"))[0].outcome == "added"
        assert not prove(store).harms


def test_a_run_goes_on_by_itself_when_its_server_crashes_while_it_writes(
    own_server: PostgresServer, reports: Path, undisturbed: Content
) -> None:
    """Killed twice, taken up, and then the server crashes under it: nothing is lost, nothing doubled."""
    url = own_server.create_database("marsad")
    for kept in (0, 48):
        process = start_adding(url, reports)
        wait_for(process, url, kept + 1)
        assert kill_after(process, 0), "the run had ended before it could be killed"
    process = start_adding(url, reports)
    assert wait_for_writing(process, url), "the run had ended before the server could be stopped"
    own_server.kill()
    own_server.start()
    assert not kill_after(process, 120)
    assert process.returncode == 0
    assert_whole(url, undisturbed)


@pytest.mark.parametrize("ask", [lambda store: store.find_known([doc(STRIKE)]), lambda store: store.ask(lambda _: [True])])
def test_what_is_asked_while_the_server_is_away_is_answered_when_it_is_back(
    own_server: PostgresServer, ask: Callable[[Store], list[bool]]
) -> None:
    with store_at(own_server.create_database("marsad")) as store:
        add(store, doc(STRIKE))
        own_server.kill()
        object.__setattr__(store, "sleep", lambda _: own_server.start())
        assert ask(store) == [True]


def test_what_is_asked_while_the_server_breaks_off_is_asked_again(own_server: PostgresServer) -> None:
    asked: list[int] = []

    def task(connection: Connection) -> int:
        asked.append(len(asked))
        if len(asked) == 1:
            own_server.kill()
        return connection.execute(select(func.count()).select_from(document)).scalar_one()

    with store_at(own_server.create_database("marsad")) as store:
        add(store, doc(STRIKE))
        object.__setattr__(store, "sleep", lambda _: own_server.start())
        assert store.ask(task) == 1
        assert asked == [0, 1]


def test_what_was_kept_before_the_answer_was_lost_is_not_kept_twice(database_url: str) -> None:
    """The connection breaks after the database has kept a batch, before it said so: the batch is given again."""
    batch = [prepare_document(doc(STRIKE)), prepare_document(doc(DENIAL, name="b"))]
    with store_at(database_url) as store:
        store.add(batch)
        assert [one.outcome for one in store.add(batch)] == ["unchanged", "unchanged"]
        assert not prove(store).harms
