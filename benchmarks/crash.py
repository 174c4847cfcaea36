"""Kills `marsad add` at random moments, or its PostgreSQL under it, and asks whether anything was lost or doubled.

    python benchmarks/crash.py [--database URL|postgresql] [--documents N] [--rounds N] [--restarts N] [--stored N]

A run that is killed is taken up by the next one; where one ends by itself, what it left is compared with an undisturbed run, and
the next round begins with an empty database. After every kill the chain of hashes is proved. With `--restarts` the server is
stopped as a crash stops it, in the middle of a run, and started again: the run must go on by itself. On PostgreSQL half of all this
comes at random moments, half while a transaction is writing.

The database is an SQLite file of its own; `postgresql`: a server of its own, from the binaries that the tests use; or an empty
PostgreSQL database that is given, which is filled once.
"""

from __future__ import annotations

import argparse
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests" / "store")]  # the same questions as the tests ask

from crashes import (  # noqa: E402
    Content,
    assert_whole,
    content,
    count_documents,
    kill_after,
    left_behind,
    start_adding,
    wait_for,
    wait_for_writing,
)
from store_at_hand import opened, prove  # noqa: E402
from wire_items import write_file  # noqa: E402

from postgres_server import PostgresServer, make_server  # noqa: E402

LIMIT = 600  # seconds in which a run has to end


class Bench(NamedTuple):
    """What is added, how long that takes undisturbed, what it leaves, and where the next empty database is."""

    reports: Path
    documents: int
    stored: int
    seconds: float
    wanted: Content
    empty: Callable[[], str]
    chance: random.Random


def main() -> None:
    """Kill, prove, and tell what was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--database", metavar="URL", help="postgresql, or an empty database there (an SQLite file of its own)")
    parser.add_argument("--documents", type=int, default=1000, metavar="N", help="how many documents are added (1000)")
    parser.add_argument("--rounds", type=int, default=30, metavar="N", help="how often a run is killed (30)")
    parser.add_argument("--restarts", type=int, default=0, metavar="N", help="how often the server is crashed under a run (0)")
    parser.add_argument("--stored", type=int, default=96, metavar="N", help="documents of one transaction (96, as in use)")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="of the moments (1)")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the server is stopped and its folder removed
    own = options.database == "postgresql"
    if options.restarts and not own:
        parser.error("--restarts needs a server of its own: --database postgresql")
    with tempfile.TemporaryDirectory() as given, own_server(own) as server:
        folder = Path(given)
        reports = folder / "reports.jsonl"
        write_file(reports, options.documents)
        names = (f"run{number}" for number in count())

        def empty() -> str:
            name = next(names)
            return server.create_database(name) if server else options.database or str(folder / f"{name}.db")

        whole = server.create_database("whole") if server else str(folder / "whole.db")
        seconds, wanted = measure(whole, reports, options.stored)
        bench = Bench(reports, options.documents, options.stored, seconds, wanted, empty, random.Random(options.seed))
        if options.rounds:
            kill_runs(bench, options.rounds, once=bool(options.database) and not own, own=own)
        if server and options.restarts:
            crash_servers(bench, server, options.restarts)


@contextmanager
def own_server(wanted: bool) -> Iterator[PostgresServer | None]:
    """A PostgreSQL of our own for as long as it is needed, with all that a crash can lose kept as it is kept in use."""
    if not wanted:
        yield None
        return
    place = Path(tempfile.mkdtemp(prefix="marsad-crash-"))
    place.chmod(0o711)
    server = make_server(place / "server")
    try:
        yield server
    finally:
        server.remove()
        shutil.rmtree(place, ignore_errors=True)


def measure(database: str, reports: Path, stored: int) -> tuple[float, Content]:
    """Add undisturbed; give the seconds that it takes, and what is there afterwards."""
    began = time.perf_counter()
    kill_after(start_adding(database, reports, workers=2, stored=stored), LIMIT)
    seconds = time.perf_counter() - began
    with opened(database) as store:
        wanted = content(store)
    print(f"an undisturbed run takes {seconds:.1f} s and leaves {len(wanted[0]):,} texts, {len(wanted[1]):,} claims", flush=True)
    return seconds, wanted


def tell(*cells: object) -> None:
    """Write a row of the table."""
    print(" | ".join(f"{cell:>10}" for cell in cells), flush=True)


def start(bench: Bench, database: str) -> subprocess.Popen[bytes]:
    """Start a run of the bench."""
    return start_adding(database, bench.reports, workers=2, stored=bench.stored)


def kill_runs(bench: Bench, rounds: int, *, once: bool, own: bool) -> None:
    """Kill so many runs; raises AssertionError where something is lost, doubled or not proved."""
    tell("kill", "while", "after s", "of s", "before", "after", "of", "chain")
    killed = ended = 0
    database = bench.empty()
    while killed < rounds:
        before, while_writing = count_documents(database), own and bool(killed % 2)
        began, process = time.perf_counter(), start(bench, database)
        if while_writing:
            wait_for(process, database, before + bench.chance.randint(0, max(bench.documents - before - bench.stored, 0)))
            wait_for_writing(process, database)
        was_killed = kill_after(process, bench.chance.uniform(*((0, 0.1) if while_writing else (0.5, bench.seconds))))
        moment = f"{time.perf_counter() - began:.2f}"
        assert not left_behind(process.pid), "a worker stayed behind"
        after = count_documents(database)
        if was_killed:
            killed += 1
            chain = f"{prove_links(database)} good" if after else "empty"
            doing = "writing" if while_writing else "any time"
            tell(killed, doing, moment, f"{bench.seconds:.2f}", before, after, bench.documents, chain)
            continue
        assert process.returncode == 0, "a run that was not killed failed"
        assert_whole(database, bench.wanted)
        ended += 1
        tell("–", "ended", moment, f"{bench.seconds:.2f}", before, after, bench.documents, "whole")
        if once:
            break
        database = bench.empty()
    assert not kill_after(start(bench, database), LIMIT)
    assert_whole(database, bench.wanted)
    print(f"{killed} runs killed, {ended + 1} databases filled in the end: nothing lost, nothing doubled, every chain proved")


def prove_links(database: str) -> int:
    """Prove a database; give how many links its chain has."""
    with opened(database) as store:
        proof = prove(store)
    assert not proof.harms, proof.harms
    return proof.links


def crash_servers(bench: Bench, server: PostgresServer, restarts: int) -> None:
    """Crash the server under so many runs, which must go on by themselves; raises AssertionError where one does not."""
    tell("crash", "while", "before", "of", "away s", "run s", "chain")
    done = 0
    while done < restarts:
        database, while_writing = bench.empty(), not done % 2
        began, process = time.perf_counter(), start(bench, database)
        wait_for_moment(process, database, bench, while_writing=while_writing)
        before = count_documents(database)
        if while_writing:
            wait_for_writing(process, database)
        was_running = process.poll() is None
        away = bench.chance.uniform(0, 4) if was_running else 0.0
        if was_running:
            server.kill()
            time.sleep(away)
            server.start()
        told = process.communicate(timeout=LIMIT)[1]
        assert process.returncode == 0, f"the run ended with {process.returncode}: {told.decode()}"
        assert_whole(database, bench.wanted)
        seconds, chain = f"{time.perf_counter() - began:.1f}", f"{prove_links(database)} good"
        done += was_running
        doing = ("writing" if while_writing else "any time") if was_running else "ended"
        tell(done if was_running else "–", doing, before, bench.documents, f"{away:.1f}", seconds, chain)
    print(f"{restarts} crashes of the server: every run went on by itself, nothing lost, nothing doubled, every chain proved")


def wait_for_moment(process: subprocess.Popen[bytes], database: str, bench: Bench, *, while_writing: bool) -> None:
    """Wait for a random moment of a run, after its tables were made and before its last transaction."""
    last = max(bench.documents - 2 * bench.stored, 1)
    wait_for(process, database, bench.chance.randint(1, last) if while_writing or bench.chance.random() < 0.5 else 0)
    while process.poll() is None and not has_tables(database):
        time.sleep(0.02)
    time.sleep(0 if while_writing else bench.chance.uniform(0, bench.seconds / 2))


def has_tables(database: str) -> bool:
    """Tell whether a run has made its tables."""
    from marsad.errors import BadInput

    try:
        with opened(database):
            return True
    except BadInput:
        return False


if __name__ == "__main__":
    main()
