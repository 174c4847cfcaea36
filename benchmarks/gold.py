"""The score gate: reads the development gold, prints the tables of its scoring scripts, and compares with `gold/floors.json`.

    python benchmarks/gold.py                                       exit 1 under a floor
    python benchmarks/gold.py --update                              raise the floors to the scores of now
    python benchmarks/gold.py --update --allow-regression REASON    lower one, and keep the reason

The gold and its scripts lie beside the project, in `../shared`, as the texts belong to their publishers. Where it is missing
nothing is measured, and that is said. What a floor guards is what may not get worse: the balance (F1), and precision where a
wrong claim harms most. Recall alone has no floor, so that precision may be bought with it.

All of it is development gold: the rules are made with these texts in view, and most of all with the seed page. The floors guard
against getting worse. How good reading is on texts that nobody worked on, only held-out gold can tell.
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from floors import Floors, Refused, find_failures, parse_floors, raise_floors, write_floors

from marsad.cli.pipeline import code_document, link_document
from marsad.ledger import Coded
from marsad.model import Document
from marsad.pack import list_packs
from marsad.publish.jsonl import render_jsonl
from marsad.publish.links import render_links

ROOT = Path(__file__).resolve().parents[1]
FLOORS = ROOT / "gold" / "floors.json"


class Measure(NamedTuple):
    """One comparison: a gold file, the script that scores it, the table of that script's output, and the figures to guard."""

    name: str
    gold: str
    script: str
    figures: tuple[tuple[str, ...], ...]


_CLAIMS = (("event", "f1"), ("core", "f1"), ("core", "precision"), ("full", "f1"))
_LINKS = (("link", "f1"), ("link", "precision"), ("party", "f1"), ("commitment", "f1"), ("polarity",), ("none",))
_PUBLIC = (
    *((kind, part) for kind in ("assault", "protest") for part in ("precision", "f1")),
    *((part, "share") for part in ("type", "source", "target", "both")),
)
MEASURES = (
    Measure("claims seed", "gold/dev/seed.jsonl", "gold/score.py", tuple(("ar", *path) for path in _CLAIMS)),
    Measure("claims ar", "gold/dev/ar.jsonl", "gold/score.py", tuple(("ar", *path) for path in _CLAIMS)),
    Measure("links ar", "gold/dev/links.jsonl", "gold/score_links.py", tuple(("ar", *path) for path in _LINKS)),
    Measure("public ar", "bench/ar-gsr-dev.jsonl", "bench/score_gsr.py", _PUBLIC),
)
DOCUMENTS = "gold/dev/docs.jsonl"


# ── Reading the gold's texts ─────────────────────────────────────────────────────────────────────────────────────────────────


def read_documents(path: Path, languages: Iterable[str]) -> Iterator[Document]:
    """Give the documents of a file of texts in the languages that have a pack; sentences without a language are Arabic."""
    known = frozenset(languages)
    for line in path.read_text("utf-8").splitlines():
        row: dict[str, Any] = json.loads(line)
        language = row.get("language") or row.get("lang") or "ar"
        date = row.get("published") or row.get("date")
        if language in known:
            published = dt.date.fromisoformat(date) if date else None
            yield Document(id=row["id"], text=row["text"], language=language, published=published)


def write_claims(coded: Iterable[Coded], path: Path) -> None:
    """Write the claims of documents, one a line."""
    path.write_text("".join(line for one in coded for line in render_jsonl(one.claims)), "utf-8")


def write_links(coded: Iterable[Coded], path: Path) -> None:
    """Write the links of documents to every agreement known, one a line."""
    path.write_text("".join(line for one in coded for line in render_links(one.document.id, link_document(one))), "utf-8")


def predict(shared: Path, folder: Path) -> dict[str, Path]:
    """Read every text of the gold and give the file of predictions of each measure."""
    languages = list_packs()
    documents, links, public = folder / "claims.jsonl", folder / "links.jsonl", folder / "public.jsonl"
    write_claims(map(code_document, read_documents(shared / DOCUMENTS, languages)), documents)
    write_links(map(code_document, read_documents(shared / "gold/dev/links.jsonl", languages)), links)
    write_claims(map(code_document, read_documents(shared / "bench/ar-gsr-dev.jsonl", languages)), public)
    return {"claims seed": documents, "claims ar": documents, "links ar": links, "public ar": public}


# ── Scoring ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def run_script(shared: Path, measure: Measure, predicted: Path, *options: str) -> str:
    """Run the scoring script of a measure."""
    command = [sys.executable, str(shared / measure.script), str(shared / measure.gold), str(predicted), *options]
    # score_links.py takes links out of a set: without a fixed seed of hashes two runs on the same links differ.
    settled = {**os.environ, "PYTHONHASHSEED": "0", "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8", env=settled).stdout


def pick_figures(measure: Measure, table: Mapping[str, Any]) -> Iterator[tuple[str, float]]:
    """Take the guarded figures out of a script's table."""
    for path in measure.figures:
        value: Any = table
        for key in path:
            value = value[key]
        yield f"{measure.name} {' '.join(key for key in path if key != 'ar')}", float(value)


def score_all(shared: Path) -> dict[str, float]:
    """Read, score and print every measure; give the guarded figures."""
    scores: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        predicted = predict(shared, Path(folder))
        for measure in MEASURES:
            print(f"── {measure.name}: {measure.gold}")
            print(run_script(shared, measure, predicted[measure.name]))
            scores |= pick_figures(measure, json.loads(run_script(shared, measure, predicted[measure.name], "--json")))
    return scores


def hash_gold(shared: Path) -> dict[str, str]:
    """Give the SHA-256 of every file on which the figures rest: texts, gold and scripts."""
    names = sorted({DOCUMENTS, *(measure.gold for measure in MEASURES), *(measure.script for measure in MEASURES)})
    return {name: hashlib.sha256((shared / name).read_bytes()).hexdigest() for name in names}


def find_missing(shared: Path) -> list[str]:
    """Name the files of the gold that are not there."""
    names = {DOCUMENTS, *(measure.gold for measure in MEASURES), *(measure.script for measure in MEASURES)}
    return sorted(name for name in names if not (shared / name).is_file())


# ── The gate ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def main(arguments: list[str] | None = None) -> int:
    """Measure, compare, and give the exit code."""
    options = _parse(arguments)
    missing = find_missing(options.shared)
    if missing:
        print(f"skipped: the gold is not there ({options.shared}: {missing[0]}); nothing was measured")
        return 0
    old = parse_floors(options.floors.read_text("utf-8")) if options.floors.is_file() else None
    scores, gold = score_all(options.shared), hash_gold(options.shared)
    if options.update:
        return _update(options.floors, old or Floors(), scores, gold, options.allow_regression)
    if old is None:
        print(f"there are no floors yet in {options.floors}: write them with --update")
        return 1
    return _compare(old, scores, gold)


def _parse(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--shared", type=Path, default=ROOT.parent / "shared", metavar="FOLDER", help="where the gold lies (../shared)"
    )
    parser.add_argument("--floors", type=Path, default=FLOORS, metavar="FILE", help="the file of floors (gold/floors.json)")
    parser.add_argument("--update", action="store_true", help="raise the floors to the scores of now")
    parser.add_argument("--allow-regression", metavar="REASON", help="with --update: lower floors too, and keep the reason")
    options = parser.parse_args(arguments)
    if options.allow_regression is not None and not options.update:
        parser.error("--allow-regression goes with --update")
    return options


def _update(path: Path, old: Floors, scores: Mapping[str, float], gold: Mapping[str, str], reason: str | None) -> int:
    try:
        new = raise_floors(old, scores, gold, reason)
    except Refused as refused:
        print(f"not updated: {refused}", file=sys.stderr)
        return 1
    path.parent.mkdir(exist_ok=True)
    path.write_text(write_floors(new), "utf-8")
    risen = sum(score > old.floors.get(name, -1.0) for name, score in scores.items())
    print(f"{path}: {len(scores)} floors, {risen} of them risen or new")
    return 0


def _compare(old: Floors, scores: Mapping[str, float], gold: Mapping[str, str]) -> int:
    failures = list(find_failures(old, scores, gold))
    for failure in failures:
        print(f"FAIL {failure}", file=sys.stderr)
    above = sum(scores.get(name, -1.0) > floor for name, floor in old.floors.items())
    if not failures:
        print(
            f"no figure is under its floor; {above} of {len(old.floors)} are above"
            + (": --update raises the floors" if above else "")
        )
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
