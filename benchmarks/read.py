"""Speed and memory of reading, as a user meets them: from raw text to claims, on one core.

    python benchmarks/read.py [CORPUS.jsonl.gz] [--documents N] [--runs N]

Every run is a process of its own, and each figure is the median of the runs (3). Loading the pack is told apart from reading. The
ratio compares reading with plain splitting and tokenising of the same text by two regular expressions, in the same run and on the
same core, so that it means something on another machine. Without the corpus, which lies beside the project, only the start is
measured.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import resource
import statistics
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT.parent / "shared" / "corpus" / "ar.jsonl.gz"
SENTENCE = "اتهمت وزارة الدفاع الروسية الجيش التركي بقصف بلدة سراقب.\n"
_SENTENCES = re.compile(r"[^.!?؟…\n]+[.!?؟…]*")
_WORDS = re.compile(r"\w+|[^\w\s]")
Figures = dict[str, float]


def read_corpus(path: Path, limit: int | None) -> Iterator[dict[str, Any]]:
    """Give the documents of a gzipped JSON lines file one by one, so that memory holds one of them."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if limit is not None and number >= limit:
                return
            yield json.loads(line)


def measure_reading(path: Path, limit: int | None) -> Figures:
    """Read and code a corpus in this process; seconds are of the wall clock, without those of unpacking it."""
    began = perf_counter()
    from marsad.cli.pipeline import load_once
    from marsad.coding import code
    from marsad.model import Document
    from marsad.reading import read

    pack = load_once("ar")
    loading = perf_counter() - began
    documents = sentences = claims = letters = 0
    reading = plain = 0.0
    for row in read_corpus(path, limit):
        document = Document(id=row["id"], text=row["text"], language="ar")
        began = perf_counter()
        found = read(document, pack)
        coded = code(found, pack)
        middle = perf_counter()
        split_plainly(document.text)
        plain += perf_counter() - middle
        reading += middle - began
        documents, sentences, claims, letters = (
            documents + 1,
            sentences + len(found.sentences),
            claims + len(coded),
            letters + len(document.text),
        )
    return {
        "documents": documents,
        "sentences": sentences,
        "claims": claims,
        "code points": letters,
        "pack": loading,
        "speed": sentences / reading,
        "plain speed": sentences / plain,
        "ratio": reading / plain,
        "peak": peak_mebibytes(),
    }


def split_plainly(text: str) -> int:
    """Cut a text into sentences and these into words, and do no more; give the number of words."""
    return sum(len(_WORDS.findall(sentence)) for sentence in _SENTENCES.findall(text))


def peak_mebibytes() -> float:
    """Give the most memory that this process has held; the system counts in KiB, on macOS in bytes."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 2**20 if sys.platform == "darwin" else peak / 2**10


def time_help() -> float:
    """Give the seconds that `marsad --help` takes in a fresh process."""
    began = perf_counter()
    subprocess.run([sys.executable, "-m", "marsad", "--help"], check=True, capture_output=True)
    return perf_counter() - began


def time_first_claim() -> float:
    """Give the seconds from the start of a fresh process to its first claim."""
    command = [sys.executable, "-m", "marsad", "read", "-", "--format", "jsonl", "--quiet"]
    began = perf_counter()
    done = subprocess.run(command, check=True, capture_output=True, input=SENTENCE.encode())
    seconds = perf_counter() - began
    if not done.stdout.startswith(b"{"):
        sys.exit("no claim came from the sentence that should give one; run `marsad doctor`")
    return seconds


def run_apart(path: Path, limit: int | None) -> Figures:
    """Measure reading in a process of its own, so that its memory is its own."""
    command = [sys.executable, __file__, str(path), "--one-run", *(["--documents", str(limit)] if limit is not None else [])]
    figures: Figures = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
    return figures


def print_table(figures: Figures) -> None:
    """Print the figures, one a line, with what they are."""
    rows = (
        ("documents", "documents", ",.0f"),
        ("sentences", "sentences in them", ",.0f"),
        ("claims", "claims found", ",.0f"),
        ("speed", "sentences a second, raw text to claims, one core", ",.0f"),
        ("plain speed", "sentences a second, splitting and tokenising alone", ",.0f"),
        ("ratio", "times as long as splitting and tokenising alone", ".1f"),
        ("peak", "MiB of memory at the most", ",.0f"),
        ("pack", "seconds to load the pack", ".2f"),
        ("help", "seconds for `marsad --help`", ".2f"),
        ("first claim", "seconds from start to first claim", ".2f"),
    )
    for key, words, form in rows:
        if key in figures:
            print(f"{figures[key]:>10{form}}  {words}")


def main() -> None:
    """Measure, and print the medians."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "corpus", nargs="?", type=Path, default=CORPUS, help="JSON lines, gzipped, with id and text (../shared/corpus/ar.jsonl.gz)"
    )
    parser.add_argument("--documents", type=int, metavar="N", help="read the first N documents only")
    parser.add_argument("--runs", type=int, default=3, metavar="N", help="how many runs the median is of (3)")
    parser.add_argument("--one-run", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one_run:
        print(json.dumps(measure_reading(options.corpus, options.documents)))
        return
    runs: list[Figures] = [{"help": time_help(), "first claim": time_first_claim()} for _ in range(options.runs)]
    if options.corpus.is_file():
        runs = [one | run_apart(options.corpus, options.documents) for one in runs]
    else:
        print(f"skipped: there is no corpus at {options.corpus}; only the start is measured")
    print_table({key: statistics.median(run[key] for run in runs) for key in runs[0]})


if __name__ == "__main__":
    main()
