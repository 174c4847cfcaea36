"""Train the weights of `marsad.coding.weigh` on annotated articles and say how well they do on articles that were left out.

    python tools/train_weights.py ar ../shared/gold/dev/docs.jsonl ../shared/gold/dev/ar.jsonl [--folds 24] [--write FILE]

A candidate (an event word) is right where the gold has a claim of its type in an overlapping sentence whose trigger shares letters
with it. The model is a logistic regression with a penalty on large weights, fitted by plain gradient steps: a few hundred features,
a few hundred candidates. Folds are whole documents.
"""

from __future__ import annotations

import argparse
import collections
import datetime as dt
import json
import math
import random
import zlib
from pathlib import Path
from typing import Any, NamedTuple

from marsad.coding.choose import NEVER, Choice, Side
from marsad.coding.claims import Coder
from marsad.coding.predicates import Predicate
from marsad.model import Document
from marsad.pack import Pack, load_pack, read_file
from marsad.reading import read
from marsad.reading.chunks import Sentence

# A participant that no grammar fills is named only where at least two of three such choices are right on articles left out.
MIN_PRECISION = 0.66
MIN_CHOICES = 10
STEPS, RATE, PENALTY = 400, 0.5, 1.0
Row = dict[str, Any]  # an annotated claim as the gold file has it


class Candidate(NamedTuple):
    """An event word of a document: what stands around it, and whether the gold has it as a claim."""

    doc: str
    features: tuple[str, ...]
    right: bool


def load_documents(path: Path, language: str) -> list[Document]:
    """Read the annotated documents of a language."""
    documents = []
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        if row.get("language") != language:
            continue
        day = row.get("published")
        documents.append(
            Document(
                id=row["id"],
                text=row["text"],
                language=language,
                published=dt.date.fromisoformat(day) if day and day[0].isdigit() else None,
            )
        )
    return documents


def gather(documents: list[Document], gold: dict[str, list[Row]], pack: Pack) -> list[Candidate]:
    """Run the reader and note every event word with its features."""
    candidates: list[Candidate] = []
    for document in documents:
        claims = gold.get(document.id, [])
        if not claims:
            continue

        def note(
            sentence: Sentence,
            predicate: Predicate,
            features: list[str],
            *,
            document: Document = document,
            claims: list[Row] = claims,
        ) -> None:
            span = sentence.span_between(predicate.option.first, predicate.option.last)
            candidates.append(
                Candidate(document.id, tuple(features), any(_meets(claim, span, predicate, document.text) for claim in claims))
            )

        reading = read(document, pack)
        coder = Coder(document, pack, note, home=reading.home)
        for sentence in reading.sentences:
            list(coder.code(sentence))
    return candidates


def gather_examples(language: str, pack: Pack) -> list[Candidate]:
    """Take the pack's own examples beside the articles: short plain sentences in which every event word is settled."""
    candidates: list[Candidate] = []
    rows = [row for file in ("events", "cues") for row in read_file(language, file)]
    for row in rows:
        for number, example in enumerate(row.get("examples") or ()):
            expected = [claim.split()[2] for claim in example["claims"]]
            fold = f"example {zlib.crc32(str(row['id']).encode()) % 6}"
            document = Document(
                id=f"{row['id']}-{number}", text=example["text"] + ".", language=language, published=dt.date(2020, 2, 12)
            )

            def note(
                sentence: Sentence, predicate: Predicate, features: list[str], expected: list[str] = expected, fold: str = fold
            ) -> None:
                entry = predicate.entry
                kinds = {entry.type, entry.negated or entry.type, "assault" if entry.harm else entry.type}
                candidates.append(Candidate(fold, tuple(features), bool(kinds & set(expected))))

            coder = Coder(document, pack, note)
            for sentence in read(document, pack).sentences:
                list(coder.code(sentence))
    return candidates


def gather_choices(documents: list[Document], gold: dict[str, list[Row]], pack: Pack) -> list[list[Candidate]]:
    """Note every choice of a participant: a group of candidates each, right where the gold names their country for the side."""
    groups: list[list[Candidate]] = []
    for document in documents:
        claims = gold.get(document.id, [])

        def note(
            sentence: Sentence,
            predicate: Predicate,
            side: Side,
            choices: list[Choice],
            *,
            document: Document = document,
            claims: list[Row] = claims,
        ) -> None:
            span = sentence.span_between(predicate.option.first, predicate.option.last)
            met = [claim for claim in claims if _meets(claim, span, predicate, document.text)]
            if not met or not choices:
                return
            wanted = {(claim["event"][side] or "-").split(".")[0] for claim in met}
            groups.append(
                [
                    Candidate(
                        f"{document.id}|{side}",
                        tuple(f"{side} {name}" for name in one.features),
                        any(actor.country in wanted for actor in one.part.actors),
                    )
                    for one in choices
                ]
            )

        if claims:
            reading = read(document, pack)
            coder = Coder(document, pack, home=reading.home, listen_choice=note)
            for sentence in reading.sentences:
                list(coder.code(sentence))
    return groups


def train_choices(groups: list[list[Candidate]], folds: int, write: Path | None) -> None:
    """Train and cross-validate the choice of participants; the least sums keep precision before recall."""
    docs = sorted({group[0].doc.split("|")[0] for group in groups})
    random.Random(7).shuffle(docs)  # noqa: S311 - folds, not secrets
    leasts = {}
    for side in ("actor", "target"):
        scored: list[tuple[float, bool, bool]] = []
        mine = [group for group in groups if group[0].doc.endswith(side)]
        for fold in range(folds):
            out = set(docs[fold::folds])
            weights = fit([one for group in mine if group[0].doc.split("|")[0] not in out for one in group])
            for group in mine:
                if group[0].doc.split("|")[0] in out:
                    best = max(group, key=lambda one: total_of(weights, one))
                    scored.append((total_of(weights, best), best.right, any(one.right for one in group)))
        possible = sum(can for _, _, can in scored)
        best_f = (0.0, NEVER, 0.0, 0.0)
        hit = 0
        for taken, (score, right, _) in enumerate(sorted(scored, reverse=True), 1):
            hit += right
            precision, recall = hit / taken, hit / possible
            f = 1.25 * precision * recall / (0.25 * precision + recall) if hit else 0.0  # F0.5: precision counts double
            if f > best_f[0] and precision >= MIN_PRECISION and taken >= MIN_CHOICES:
                best_f = (f, score, precision, recall)
        leasts[side] = best_f[1]
        told = f"precision {best_f[2]:.3f} recall {best_f[3]:.3f} at least {best_f[1]:.2f}"
        print(f"{side}: {len(scored)} open, {possible} with an answer; left out: {told}")
    if write:
        values = fit([one for group in groups for one in group])
        values |= {f"least {side}": round(least, 3) for side, least in leasts.items()}
        write.write_text(json.dumps(dict(sorted(values.items())), ensure_ascii=False, indent=0) + "\n", "utf-8")


def _meets(claim: Row, span: tuple[int, int], predicate: Predicate, text: str) -> bool:
    kind = claim["event"]["type"]
    entry = predicate.entry
    if kind not in (entry.type, entry.negated or entry.type, "assault" if entry.harm else entry.type):
        return False
    start, end = claim["sentence"]
    trigger = claim.get("trigger")
    if not trigger or not (start <= span[0] < end):
        return False
    at = text.find(trigger, start, end)
    while at >= 0:
        if span[0] < at + len(trigger) and at < span[1]:
            return True
        at = text.find(trigger, at + 1, end)
    return False


def fit(candidates: list[Candidate]) -> dict[str, float]:
    """Fit the weights."""
    counts = collections.Counter(name for one in candidates for name in set(one.features))
    names = [name for name, count in counts.items() if count >= 4]
    index = {name: at for at, name in enumerate(names)}
    rows = [([index[n] for n in set(one.features) if n in index], 1.0 if one.right else 0.0) for one in candidates]
    weights = [0.0] * len(names)
    total = len(rows)
    for step in range(STEPS):
        slope = [PENALTY * w / total for w in weights]
        for active, label in rows:
            miss = 1 / (1 + math.exp(-sum(weights[a] for a in active))) - label
            for a in active:
                slope[a] += miss / total
        rate = RATE * 4 / (1 + step / 100)
        weights = [w - rate * s for w, s in zip(weights, slope, strict=True)]
    return {name: round(weights[at], 3) for name, at in index.items() if abs(weights[at]) >= 0.01}


def total_of(weights: dict[str, float], one: Candidate) -> float:
    """Add up a candidate's weights."""
    return sum(weights.get(name, 0.0) for name in one.features)


def best_least(scored: list[tuple[float, bool]]) -> tuple[float, float]:
    """Find the least sum with the highest F1 of candidates; give it with that F1."""
    wanted = sum(right for _, right in scored)
    hit = 0
    best = (0.0, 0.0)
    for taken, (score, right) in enumerate(sorted(scored, reverse=True), 1):
        hit += right
        f1 = 2 * hit / (taken + wanted)
        if f1 > best[1]:
            best = (score, f1)
    return best


def main() -> None:
    """Train, cross-validate, and write if asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("language")
    parser.add_argument("documents", type=Path)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--folds", type=int, default=24)
    parser.add_argument("--only", help="train on these documents alone (comma separated ids)")
    parser.add_argument(
        "--least", type=float, help="take this least sum: what is left out by it is lost twice, as some words no list knows"
    )
    parser.add_argument("--write", type=Path, help="write the weights to this file")
    parser.add_argument("--choices", type=Path, help="train the choice of participants instead, and write it to this file")
    options = parser.parse_args()
    pack = load_pack(options.language)
    gold: dict[str, list[Row]] = collections.defaultdict(list)
    for line in options.gold.read_text("utf-8").splitlines():
        row = json.loads(line)
        gold[row["doc"]].append(row)
    if options.choices:
        train_choices(
            gather_choices(load_documents(options.documents, options.language), gold, pack), options.folds, options.choices
        )
        return
    candidates = gather(load_documents(options.documents, options.language), gold, pack)
    candidates += gather_examples(options.language, pack)
    if options.only:
        candidates = [one for one in candidates if one.doc in options.only.split(",")]
    docs = sorted({one.doc for one in candidates})
    random.Random(7).shuffle(docs)  # noqa: S311 - folds, not secrets
    scored: list[tuple[float, bool]] = []
    for fold in range(options.folds):
        out = set(docs[fold :: options.folds])
        weights = fit([one for one in candidates if one.doc not in out])
        # The examples are all plain: the least sum is chosen on articles alone.
        scored += [
            (total_of(weights, one), one.right) for one in candidates if one.doc in out and not one.doc.startswith("example ")
        ]
    least, f1 = best_least(scored)
    least = least if options.least is None else options.least
    hit = sum(right for score, right in scored if score >= least)
    taken = sum(score >= least for score, _ in scored)
    print(f"{len(candidates)} candidates, {sum(one.right for one in candidates)} right, {len(docs)} documents")
    recall = hit / sum(right for _, right in scored)
    print(f"left-out documents: precision {hit / taken:.3f} recall {recall:.3f} F1 {f1:.3f} at least {least:.2f}")
    if options.write:
        weights = fit(candidates)
        weights["least"] = round(least, 3)
        options.write.write_text(json.dumps(dict(sorted(weights.items())), ensure_ascii=False, indent=0) + "\n", "utf-8")


if __name__ == "__main__":
    main()
