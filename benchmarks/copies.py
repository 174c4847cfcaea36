"""Copies in a corpus: how many pairs of documents and of sentences repeat each other, in what time, and how both grow.

    python benchmarks/copies.py [CORPUS.jsonl.gz ...] [--documents N] [--sample N] [--seed N]

Pairs are proposed by shared keys and proved on the words, as in the ledger. Each corpus is measured at a quarter, at half and as a
whole: seconds for each document, proposals and copies, so that growth shows in one run and on one machine. A key that very many
texts share (a line of furniture) proposes no pairs: what stands everywhere is nobody's own. `--sample` prints pairs to be read by a
person: precision is a matter of reading. Without the corpora, which lie beside the project, nothing is measured.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

from marsad.ledger.copies import document_keys, same_document, same_sentence, sentence_keys, words_of
from marsad.pack import list_packs, load_pack
from marsad.text import Folding

CORPORA = Path(__file__).resolve().parents[1].parent / "shared" / "corpus"
MOST = 50  # texts of one key that are still compared with each other
_SENTENCE = re.compile(r"[^.!?؟…\n]+")
Words = tuple[str, ...]


class Text(NamedTuple):
    """A document, or a sentence of one."""

    name: str
    day: str
    text: str
    words: Words


class Found(NamedTuple):
    """What a search found: proposals, copies with their reasons, and the seconds that keys and comparing took."""

    proposals: int
    copies: list[tuple[int, int, str]]
    keying: float
    comparing: float


def read_corpus(path: Path, limit: int | None) -> list[Text]:
    """Give the documents of a gzipped JSON lines file."""
    texts: list[Text] = []
    folding: Folding | None = None
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if folding is None and row["language"] in list_packs():
                folding = load_pack(row["language"]).folding
            texts.append(Text(row["id"], row["published"] or "", row["text"], words_of(row["text"], folding)))
            if limit is not None and len(texts) >= limit:
                break
    return texts


def cut_sentences(documents: Sequence[Text]) -> Iterator[Text]:
    """Cut documents roughly into sentences."""
    code = documents[0].name[:2] if documents else ""
    folding = load_pack(code).folding if code in list_packs() else None
    for document in documents:
        for match in _SENTENCE.finditer(document.text):
            words = words_of(match.group(), folding)
            if words:
                yield Text(document.name, document.day, match.group().strip(), words)


def find_copies(
    texts: Sequence[Text], keys_of: Callable[[Words], Sequence[str]], same: Callable[[Words, Words], str | None]
) -> Found:
    """Find all copies among texts of several documents."""
    began = perf_counter()
    buckets: dict[str, list[int]] = defaultdict(list)
    for number, text in enumerate(texts):
        for key in dict.fromkeys(keys_of(text.words)):
            buckets[key].append(number)
    middle = perf_counter()
    met: set[tuple[int, int]] = set()
    copies: list[tuple[int, int, str]] = []
    for bucket in buckets.values():
        if len(bucket) > MOST:
            continue
        for at, one in enumerate(bucket):
            for other in bucket[at + 1 :]:
                if (one, other) in met or texts[one].name == texts[other].name:
                    continue
                met.add((one, other))
                why = same(texts[one].words, texts[other].words)
                if why:
                    copies.append((one, other, why))
    return Found(len(met), copies, middle - began, perf_counter() - middle)


def measure(
    title: str, texts: Sequence[Text], keys_of: Callable[[Words], Sequence[str]], same: Callable[[Words, Words], str | None]
) -> Found:
    """Print one line for a quarter, a half and the whole of the texts."""
    found = Found(0, [], 0, 0)
    for part in (4, 2, 1):
        some = texts[: len(texts) // part]
        found = find_copies(some, keys_of, same)
        each = 1e6 / max(1, len(some))
        print(
            f"{title:<10}{len(some):>9,} texts {found.proposals:>9,} proposed {len(found.copies):>8,} copies"
            f" {found.keying * each:>8.0f} µs keys {found.comparing * each:>8.0f} µs comparing, each"
        )
    return found


def print_sample(texts: Sequence[Text], found: Found, count: int, seed: int) -> None:
    """Print pairs, drawn by chance, for reading; the same text twice is left out."""
    pairs = [row for row in found.copies if texts[row[0]].words != texts[row[1]].words]
    for number, (one, other, why) in enumerate(random.Random(seed).sample(pairs, min(count, len(pairs))), 1):
        print(f"\n[{number}] {why}")
        for text in (texts[one], texts[other]):
            print(f"  {text.name} {text.day or 'undated'}: {' '.join(text.text.split())[:400]}")


def main() -> None:
    """Measure every corpus that is there."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", nargs="*", type=Path, default=sorted(CORPORA.glob("*.jsonl.gz")), help="JSON lines, gzipped")
    parser.add_argument("--documents", type=int, metavar="N", help="read the first N documents only")
    parser.add_argument("--sample", type=int, default=0, metavar="N", help="print N pairs of documents and N of sentences")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="by which chance they are drawn (1)")
    options = parser.parse_args()
    if not options.corpora:
        print(f"skipped: there is no corpus in {CORPORA}")
    for path in options.corpora:
        print(f"── {path.name}")
        documents = read_corpus(path, options.documents)
        sentences = list(cut_sentences(documents))
        for title, texts, keys_of, same in (
            ("documents", documents, document_keys, same_document),
            ("sentences", sentences, sentence_keys, same_sentence),
        ):
            found = measure(title, texts, keys_of, same)
            print_sample(texts, found, options.sample, options.seed)


if __name__ == "__main__":
    main()
