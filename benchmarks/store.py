"""How the store grows: documents a second into it, and seconds for what is asked of it, at several sizes of one database.

    python benchmarks/store.py --sizes 1000 10000 100000

Documents are wire items of our own (`wire_items.py`), four to eight sentences each, one in five a copy. `add` is the command, with
all cores, from JSON lines to rows that are committed, grouped and searchable; a size is reached by adding what is missing to the
size before, so that each rate is that of adding to a store of about that size. A query is run several times; the median is told.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from wire_items import Item, write_items

from marsad.cli.keeping import open_database
from marsad.cli.pipeline import choose_agreement
from marsad.store import Store
from marsad.store.claims import Day, Filter, count_all, count_days, count_matrix, find_claims
from marsad.store.ledger import count_entries, load_ledger
from marsad.store.search import search
from marsad.store.terms import parse_query

AGREEMENT = "idlib-2018"
TIMES = 5


def add_items(database: str, items: Iterator[Item], count: int, folder: Path) -> float:
    """Add the next items by the command; give the seconds that it took."""
    path = folder / "items.jsonl"
    with path.open("w", encoding="utf-8") as lines:
        lines.writelines(json.dumps(item, ensure_ascii=False) + "\n" for item in islice(items, count))
    began = time.perf_counter()
    subprocess.run([sys.executable, "-m", "marsad", "add", str(path), "--database", database, "--quiet"], check=True)
    return time.perf_counter() - began


def queries(store: Store) -> dict[str, Callable[[], object]]:
    """Give what is asked: the standing of an agreement, the newest claims, a search, the matrix over all, the timeline."""
    agreement = choose_agreement(AGREEMENT)
    last = max(day.day for day in _days(store) if day.day)

    def ask(task: Callable[..., object], *arguments: object) -> Callable[[], object]:
        def run() -> object:
            with store.read() as connection:
                return task(connection, *arguments)

        return run

    return {
        "ledger: entries of each commitment": ask(count_entries, agreement.id),
        "ledger: the last week, whole": lambda: _ledger_of(store, last),
        "claims: newest 50": ask(lambda connection: list(find_claims(connection, Filter(), limit=50))),
        "claims: newest 50 of an agreement": ask(
            lambda connection: list(find_claims(connection, Filter(agreement=agreement.id), limit=50))
        ),
        "search: a frequent word": ask(lambda connection: list(search(connection, parse_query("القوات"), limit=20))),
        "search: a phrase": ask(lambda connection: list(search(connection, parse_query('"اتفاق سوتشي" سراقب'), limit=20))),
        "search: a word that is nowhere": ask(lambda connection: list(search(connection, parse_query("زمردة"), limit=20))),
        "matrix: over all": ask(lambda connection: count_matrix(connection, Filter())),
        "timeline: over all": ask(lambda connection: count_days(connection, Filter())),
    }


def _days(store: Store) -> list[Day]:
    with store.read() as connection:
        return count_days(connection, Filter())


def _ledger_of(store: Store, last: dt.date) -> object:
    with store.read() as connection:
        return load_ledger(connection, choose_agreement(AGREEMENT), store.tell, since=last - dt.timedelta(days=6))


def median_of(task: Callable[[], object], times: int) -> float:
    """Run a task several times, after once that does not count; give the median of the milliseconds."""
    task()
    found = []
    for _ in range(times):
        began = time.perf_counter()
        task()
        found.append(1000 * (time.perf_counter() - began))
    return statistics.median(found)


def main() -> int:
    parser = argparse.ArgumentParser(description="How the store grows.")
    parser.add_argument("--sizes", nargs="+", type=int, default=[1000, 5000], metavar="N", help="documents in the store")
    parser.add_argument("--database", help="a database that does not exist yet; else one that is thrown away")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        database = options.database or str(folder / "store.db")
        items = write_items(max(options.sizes))
        before = 0
        for size in sorted(options.sizes):
            seconds = add_items(database, items, size - before, folder)
            store = open_database(database)
            with store.read() as connection:
                held = count_all(connection)
            print(f"── {held['documents']:,} documents, {held['claims']:,} claims")
            print(f"{(size - before) / seconds:10.0f}  documents a second into it ({size - before:,} in {seconds:.0f} s)")
            for what, task in queries(store).items():
                print(f"{median_of(task, TIMES):10.1f}  ms  {what}", flush=True)
            store.close()
            before = size
    return 0


if __name__ == "__main__":
    sys.exit(main())
