"""Further annotated articles of the corpus: claims by offsets alone, as the texts belong to their publishers.

    python benchmarks/corpus_gold.py                    read them, score them, print the tables
    python benchmarks/corpus_gold.py --write FOLDER     write the articles and claims of each part out for `tools/train_weights.py`

`gold/corpus/ar.training.jsonl` is for learning from: the trained parts are fitted on it together with the development gold, and its
misses may be looked at. `gold/corpus/ar.left-out.jsonl` is for measuring only: no word or rule is made from its claims.
Each article was annotated by one annotator by the guidelines of the claim record, and not adjudicated. A record is the claim record
but for cue, trigger and place, which are spans of code points. The texts lie in `../shared/corpus`; where it is missing nothing is
measured, and that is said.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gzip
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from marsad.cli.pipeline import code_document
from marsad.model import Document
from marsad.publish.jsonl import render_jsonl

ROOT = Path(__file__).resolve().parents[1]
PARTS = ("training", "left-out")


def read_claims(language: str, part: str) -> list[dict[str, Any]]:
    """Give the stored claims of a part, cue, trigger and place as spans."""
    path = ROOT / "gold" / "corpus" / f"{language}.{part}.jsonl"
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def read_articles(shared: Path, language: str, ids: set[str]) -> dict[str, dict[str, Any]]:
    """Take the articles with these ids out of the corpus."""
    with gzip.open(shared / "corpus" / f"{language}.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = (json.loads(line) for line in lines)
        return {row["id"]: row for row in rows if row["id"] in ids}


def spell_claim(claim: dict[str, Any], article: dict[str, Any]) -> dict[str, Any]:
    """Give a claim with the words of its text in place of the spans."""

    def words(span: list[int] | None) -> str | None:
        return article["text"][span[0] : span[1]] if span else None

    event = claim["event"] | {"place": words(claim["event"]["place"])}
    spelled = {"cue": words(claim["cue"]), "trigger": words(claim["trigger"]), "event": event}
    return claim | spelled | {"lang": article["language"], "date": article["published"], "note": ""}


def write_part(shared: Path, language: str, part: str, folder: Path) -> tuple[Path, Path]:
    """Write the articles and the claims of a part as the development gold has them; give both files."""
    claims = read_claims(language, part)
    articles = read_articles(shared, language, {claim["doc"] for claim in claims})
    texts, gold = folder / f"{part}.docs.jsonl", folder / f"{part}.claims.jsonl"
    keys = ("id", "language", "published", "text")
    texts.write_text("".join(_line({key: row[key] for key in keys}) for row in articles.values()), "utf-8")
    gold.write_text("".join(_line(spell_claim(claim, articles[claim["doc"]])) for claim in claims), "utf-8")
    return texts, gold


def score_part(shared: Path, texts: Path, gold: Path, folder: Path) -> str:
    """Read the articles of a part and give the table of the scoring script."""
    predicted = folder / "predicted.jsonl"
    with predicted.open("w", encoding="utf-8") as out:
        for document in _documents(texts):
            out.writelines(render_jsonl(code_document(document).claims))
    command = [sys.executable, str(shared / "gold" / "score.py"), str(gold), str(predicted)]
    return subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8").stdout.partition("\nar:")[0]


def _documents(texts: Path) -> Iterator[Document]:
    for line in texts.read_text("utf-8").splitlines():
        row = json.loads(line)
        day = row["published"]
        published = dt.date.fromisoformat(day) if day else None
        yield Document(id=row["id"], text=row["text"], language=row["language"], published=published)


def _line(row: dict[str, Any]) -> str:
    return json.dumps(row, ensure_ascii=False) + "\n"


def main() -> int:
    """Score both parts, or write them out."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--write", type=Path, metavar="FOLDER")
    options = parser.parse_args()
    if not (options.shared / "corpus" / "ar.jsonl.gz").is_file():
        print(f"nothing measured: no corpus in {options.shared}")
        return 0
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.write or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        for part in PARTS:
            texts, gold = write_part(options.shared, "ar", part, folder)
            if not options.write:
                print(f"── corpus {part}: gold/corpus/ar.{part}.jsonl\n{score_part(options.shared, texts, gold, folder)}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
