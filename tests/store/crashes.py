"""Runs of `marsad add` that are ended at some moment, and the question whether anything was lost or doubled."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import psycopg
from sqlalchemy import func, select

from marsad.errors import BadInput
from marsad.store import Store
from marsad.store.schema import claim, document, version
from store_at_hand import opened, prove

ROOT = Path(__file__).resolve().parents[2]
PLACES = ("سراقب", "أريحا", "بنش", "سرمين", "النيرب", "كفرنبل")
FORCES = ("القوات السورية", "القوات الروسية", "القوات التركية")
PATTERNS = (
    "قصفت {force} بلدة {place} يوم الثلاثاء، ما أسفر عن مقتل {number} أشخاص.",
    "واتهمت وزارة الدفاع التركية {force} بخرق اتفاق سوتشي قرب {place}.",
    "ونفت وزارة الدفاع الروسية أن تكون {force} قد قصفت بلدة {place}.",
    "وأكد شهود من {place} أن {number} عائلات نزحت بعد وصول {force}.",
)


def write_reports(path: Path, count: int, *, seed: int = 3) -> None:
    """Write so many short reports as JSON lines, each with an address of its own."""
    chance = random.Random(seed)
    with path.open("w", encoding="utf-8") as lines:
        for number in range(count):
            filled = [
                pattern.format(force=chance.choice(FORCES), place=chance.choice(PLACES), number=chance.randint(3, 10))
                for pattern in chance.sample(PATTERNS, 2)
            ]
            row = {"id": f"r{number}", "url": f"https://wire.example/{number}", "text": f"{number}\n\n" + "\n\n".join(filled)}
            row |= {"published": f"2020-02-{1 + number * 28 // count:02}", "language": "ar", "outlet": f"o{number % 5}"}
            lines.write(json.dumps(row, ensure_ascii=False) + "\n")


_START = """
import time
import marsad.cli.add as adding, marsad.cli.workers as workers
from marsad.cli import main
from marsad.store import Store

def add(store, batch, whole=Store.add):
    kept = whole(store, batch)
    time.sleep({pause})
    return kept

Store.add = add
adding._STORED, workers._FEW_BYTES = {stored}, {few}
if __name__ == "__main__":
    main()
"""


def start_adding(database: str, reports: Path, *, workers: int = 1, stored: int = 24, pause: float = 0) -> subprocess.Popen[bytes]:
    """Start `marsad add` in a process group of its own, so that it stores so many documents at a time.

    Several workers start at once, however little there is to read. The run rests so many seconds after each transaction: who is
    slow to kill it still finds it running.
    """
    start = _START.format(stored=stored, few=0 if workers > 1 else 10**9, pause=pause)
    return subprocess.Popen(
        [sys.executable, "-c", start, "add", "--quiet", "--workers", str(workers), "--database", database, str(reports)],
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
    )


def wait_for(process: subprocess.Popen[bytes], database: str, documents: int) -> None:
    """Wait until a run has kept so many documents, or has ended."""
    while process.poll() is None and count_documents(database) < documents:
        time.sleep(0.01)


_WRITING = """
SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle' AND query ~ '^(INSERT|UPDATE|COMMIT)'
"""


def wait_for_writing(process: subprocess.Popen[bytes], url: str) -> bool:
    """Wait until a run is in the middle of writing to PostgreSQL; tell whether it was seen before the run ended."""
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        while process.poll() is None:
            row = connection.execute(_WRITING).fetchone()
            if row and row[0]:
                return True
            time.sleep(0.002)
    return False


def kill_after(process: subprocess.Popen[bytes], seconds: float) -> bool:
    """Kill a run as the system does, if it still runs after so many seconds; its workers are left to end by themselves."""
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.wait()
        return True
    finally:
        if process.stderr:
            process.stderr.close()
    return False


def left_behind(group: int, *, patience: float = 20) -> bool:
    """Tell whether processes of a group still run once patience has ended."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return False
        time.sleep(0.1)
    return True


def count_documents(database: str) -> int:
    """Count what was kept; nothing where there is no database yet, or none with tables."""
    try:
        with opened(database) as store, store.read() as connection:
            return connection.execute(select(func.count()).select_from(document)).scalar_one()
    except BadInput:
        return 0


Content = tuple[Sequence[object], Sequence[object]]


def content(store: Store) -> Content:
    """Give what a store holds, without numbers of rows, moments and salts: documents with their texts, and claims with them."""
    with store.read() as connection:
        texts = connection.execute(
            select(document.c.name, version.c.number, version.c.text, version.c.latest)
            .join(version, version.c.document_id == document.c.id)
            .order_by(document.c.name, version.c.number)
        ).all()
        claims = connection.execute(
            select(document.c.name, claim.c.ident, claim.c.current)
            .join(version, version.c.id == claim.c.version_id)
            .join(document, document.c.id == version.c.document_id)
            .order_by(document.c.name, claim.c.ident, claim.c.id)
        ).all()
    return [tuple(row) for row in texts], [tuple(row) for row in claims]


def assert_whole(database: str, wanted: Content) -> None:
    """Hold that a store has what an undisturbed run has, each thing once, and proves it."""
    with opened(database) as store:
        assert content(store) == wanted
        proof = prove(store)
    assert not proof.harms
