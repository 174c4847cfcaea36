"""Kills `marsad add` of 1,000 documents at random moments, 30 times, and asks whether anything was lost or doubled.

    python benchmarks/crash.py [--database URL] [--documents N] [--rounds N]

A run that is killed is taken up by the next one; where one ends by itself, what it left is compared with an undisturbed run, and
the next round begins with an empty database. After every kill the chain of hashes is proved. The database is an SQLite file of its
own, or an empty PostgreSQL database that is given; that one is filled once.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "tests" / "store")]  # the same questions as the tests ask

from crashes import assert_whole, content, count_documents, kill_after, left_behind, start_adding  # noqa: E402
from store_at_hand import opened, prove  # noqa: E402
from wire_items import write_file  # noqa: E402


def main() -> None:
    """Kill, prove, and tell what was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--database", metavar="URL", help="an empty PostgreSQL database (an SQLite file of its own)")
    parser.add_argument("--documents", type=int, default=1000, metavar="N", help="how many documents are added (1000)")
    parser.add_argument("--rounds", type=int, default=30, metavar="N", help="how often a run is killed (30)")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="of the moments (1)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        crash(Path(folder), options.database, options.documents, options.rounds, random.Random(options.seed))


def crash(folder: Path, given: str | None, documents: int, rounds: int, chance: random.Random) -> None:
    """Kill so many runs; raises AssertionError where something is lost, doubled or not proved."""
    reports = folder / "reports.jsonl"
    write_file(reports, documents)
    began = perf_counter()
    kill_after(start_adding(str(folder / "whole.db"), reports, workers=2), 600)
    whole = perf_counter() - began
    with opened(str(folder / "whole.db")) as store:
        wanted = content(store)
    print(f"an undisturbed run takes {whole:.0f} s and leaves {len(wanted[0]):,} texts, {len(wanted[1]):,} claims")
    killed = ended = 0
    database = given or str(folder / "0.db")
    while killed < rounds:
        before = count_documents(database)
        process = start_adding(database, reports, workers=2)
        was_killed = kill_after(process, chance.uniform(0.5, whole))
        assert not left_behind(process.pid), "a worker stayed behind"
        if was_killed:
            killed += 1
            after = count_documents(database)
            if after:
                with opened(database) as store:
                    assert not prove(store).harms
            print(f"killed {killed:>3}: {before:>5,} documents before, {after:>5,} after, proved")
            continue
        assert_whole(database, wanted)
        ended += 1
        print("the run ended by itself: nothing lost, nothing doubled")
        if given:
            break
        database = str(folder / f"{ended}.db")
    assert not kill_after(start_adding(database, reports, workers=2), 600)
    assert_whole(database, wanted)
    print(f"{killed} runs killed, {ended + 1} databases filled in the end: nothing lost, nothing doubled, every chain proved")


if __name__ == "__main__":
    main()
