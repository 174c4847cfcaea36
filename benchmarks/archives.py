"""Whether web archives are read in constant memory, and how fast.

    python benchmarks/archives.py --sizes 1000 10000

Archives are our own: pages of our own sentences, one in five a picture or a redirect. Each size is read in a process of its own, of
which the peak of memory is told, twice: the records alone (also by the libraries warcio and FastWARC, where they are there), and
all the way to documents. A second archive is cut off in its last record: all whole ones must come, and the place of the cut.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

PARAGRAPHS = 12
TEXT = (
    "قال الناطق إن الدوريات وصلت إلى أطراف القرية في الصباح ولم يقع حادث هناك بينما عاد السكان إلى بيوتهم وفتح الطريق "
    "أمام سيارات الإغاثة منذ يومين وأضاف أن الهدنة صامدة وأن اللجنة ستجتمع الأسبوع المقبل كما اتفق عليه الطرفان"
)


def write_record(kind: str, url: str, block: bytes, media_type: str) -> bytes:
    """Write one record as a gzip member."""
    digest = hashlib.sha1(block, usedforsecurity=False).hexdigest()
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2020-02-12T09:30:00Z\r\n"
        f"WARC-Record-ID: <urn:sha1:{digest}>\r\nWARC-Block-Digest: sha1:{digest}\r\nContent-Type: {media_type}\r\n"
        f"Content-Length: {len(block)}\r\n\r\n"
    )
    return gzip.compress(head.encode() + block + b"\r\n\r\n", 6, mtime=0)


def records(count: int) -> Iterator[bytes]:
    """Give the records of an archive: four pages, then something that is passed over."""
    source, words = random.Random(7), TEXT.split()
    for number in range(count):
        url = f"https://news.example/{number}"
        if number % 5 == 4:
            other = (
                b"HTTP/1.1 301 Moved\r\n\r\n",
                b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n" + source.randbytes(30_000),
            )
            yield write_record("response", url, other[number % 2], "application/http; msgtype=response")
            continue
        lines = (" ".join(source.choices(words, k=60)) for _ in range(PARAGRAPHS))
        body = f"<html><body><h1>خبر {number}</h1>{''.join(f'<p>{line}.</p>' for line in lines)}</body></html>".encode()
        head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
        yield write_record("response", url, head + body, "application/http; msgtype=response")


def _own(path: Path) -> int:
    from marsad.ingest.warc_records import Record, read_records

    with path.open("rb") as stream:
        return sum(isinstance(one, Record) for one in read_records(stream, path.name))


def _warcio(path: Path) -> int:
    from warcio.archiveiterator import ArchiveIterator

    with path.open("rb") as stream:
        return sum(one.raw_stream.read() is not None for one in ArchiveIterator(stream))


def _fastwarc(path: Path) -> int:
    from fastwarc.warc import ArchiveIterator  # type: ignore[import-not-found, unused-ignore]

    with path.open("rb") as stream:
        return sum(one.reader.read() is not None for one in ArchiveIterator(stream, parse_http=False))


def _documents(path: Path) -> int:
    from marsad.ingest import gather

    return sum(1 for _ in gather([path], keep_going=True, for_keeping=True))


READERS: dict[str, Callable[[Path], int]] = {"records": _own, "warcio": _warcio, "fastwarc": _fastwarc, "documents": _documents}


def measure(how: str, path: Path) -> None:
    """Read an archive in this process; print how many came, in how many seconds, and the peak of memory in MB."""
    READERS[how](path.with_name("warm-up.warc.gz"))  # what reads is loaded before the clock starts
    began = time.perf_counter()
    count = READERS[how](path)
    seconds = time.perf_counter() - began
    print(count, f"{seconds:.3f}", f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.1f}")


def run(how: str, path: Path) -> tuple[int, float, float] | None:
    """Measure in a process of its own; None where a library is not there."""
    got = subprocess.run([sys.executable, __file__, "--measure", how, str(path)], capture_output=True, text=True, check=False)
    if "ModuleNotFoundError" in got.stderr:
        return None
    if got.returncode:
        raise SystemExit(got.stderr)
    count, seconds, peak = got.stdout.split()
    return int(count), float(seconds), float(peak)


def main() -> None:
    """Write the archives, and measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--measure", nargs=2, metavar=("HOW", "FILE"), help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.measure:
        measure(chosen.measure[0], Path(chosen.measure[1]))
        return
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "warm-up.warc.gz").write_bytes(b"".join(records(5)))
        for size in chosen.sizes:
            path = Path(folder) / f"{size}.warc.gz"
            with path.open("wb") as stream:
                stream.writelines(records(size))
            print(f"{size:,} records, {path.stat().st_size / 1e6:.1f} MB")
            for how in READERS:
                tell(how, size, run(how, path))
        cut = Path(folder) / "cut.warc.gz"
        shutil.copy(path, cut)
        os.truncate(cut, cut.stat().st_size - 100)
        tell("cut off", size, run("records", cut))


def tell(how: str, size: int, got: tuple[int, float, float] | None) -> None:
    """Print a line of the result."""
    if got is None:
        print(f"  {how:<10} is not installed")
    else:
        count, seconds, peak = got
        print(f"  {how:<10} {count:>7,} came   {size / seconds:>9,.0f} records/s   peak {peak:>6.1f} MB")


if __name__ == "__main__":
    main()
