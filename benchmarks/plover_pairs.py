"""Which PLOVER type does Marsad code between two marked actors? Measured on English sentences that others have labelled.

    python benchmarks/plover_pairs.py [PAIRS.tsv] [--misses N]

A row has a sentence, the words of a source and of a target, and the type between them. Marsad reads the sentence alone, with
no date and no text around it. Of its claims those count whose doer (or speaker, as the crosswalk says) lies in the words of the
source; the one that also has its target there is taken before one that has it elsewhere or nowhere. Where none counts, it
abstains, which is no answer and counts as a miss over all rows. The pairs lie beside the project and are for measuring only; where
they are missing nothing is done.
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from marsad.coding import code
from marsad.model import Claim, Document
from marsad.pack import load_pack
from marsad.publish.crosswalks import Coded, code_claim
from marsad.reading import read
from marsad.text import Span

PAIRS = Path(__file__).resolve().parents[2] / "shared" / "bench" / "en-plover-pairs-dev.tsv"
ABSTAIN = "ABSTAIN"
_MARK = re.compile(r"</?[st]>")
# The pairs join two types of PLOVER, and have a name of their own for both.
JOINED = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}


def find_spans(sentence: str, marked: str, words: tuple[str, str]) -> tuple[Span, Span]:
    """Say where source and target stand in a sentence: at their marks, or where marks are missing at their words."""
    first, second = (_find_marked(marked, mark) or _find_words(sentence, told) for mark, told in zip("st", words, strict=True))
    return first, second


def _find_marked(marked: str, mark: str) -> Span | None:
    begins, ends = marked.find(f"<{mark}>"), marked.find(f"</{mark}>")
    if min(begins, ends) < 0:
        return None
    start, end = (len(_MARK.sub("", marked[:at])) for at in (begins, ends))
    return Span(start, end)


def _find_words(sentence: str, words: str) -> Span:
    start = max(sentence.find(words), 0)
    return Span(start, start + len(words))


def choose_type(claims: Iterable[Claim], source: Span, target: Span) -> str:
    """Choose the type of the claim that runs from the source, if it can be to the target; ABSTAIN where none does."""
    ranked = []
    for number, claim in enumerate(claims):
        coded = code_claim(claim)
        if coded.plover_type:
            rank = _rank(claim, coded, source, target)
            if rank:
                ranked.append((rank, -number, JOINED.get(coded.plover_type, coded.plover_type)))
    return max(ranked)[2] if ranked else ABSTAIN


def _rank(claim: Claim, coded: Coded, source: Span, target: Span) -> int:
    """How well a claim runs from one span to the other: 0 not from the source at all."""
    spans = {"speaker": claim.speaker, "actor": claim.actor, "target": claim.target}
    speaks = coded.source == claim.source
    doer = spans["speaker"] if speaks else spans["actor"]
    bearers = [words.span for name, words in spans.items() if words and not (name == "speaker" if speaks else name == "actor")]
    if doer is None or not _meet(doer.span, source):
        mutual = not speaks and spans["target"] is not None and doer is not None and _meet(spans["target"].span, source)
        return 2 if mutual and doer is not None and _meet(doer.span, target) else 0
    return 3 if any(_meet(span, target) for span in bearers) else 1


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def tell_scores(answers: Iterable[tuple[str, str]]) -> str:
    """Tell accuracy over all rows, over answered ones, and the F1 of every type with their mean."""
    rows = list(answers)
    right = Counter(gold for gold, given in rows if gold == given)
    golds, given = Counter(gold for gold, _ in rows), Counter(told for _, told in rows)
    answered = len(rows) - given[ABSTAIN]
    hits = sum(right.values())
    scores = {kind: 2 * right[kind] / (golds[kind] + given[kind]) for kind in sorted(golds)}
    lines = [
        f"{kind:10} {right[kind]:4} right of {golds[kind]:4}, given {given[kind]:4}  F1 {score:.3f}"
        for kind, score in scores.items()
    ]
    lines.append(
        f"rows {len(rows)}  answered {answered}  accuracy {hits / len(rows):.3f}  where it answers {hits / max(1, answered):.3f}"
    )
    lines.append(f"macro F1 {sum(scores.values()) / len(scores):.3f}")
    return "\n".join(lines)


def answer(row: Mapping[str, str]) -> str:
    """Read the sentence of a row and say which type runs between its two actors."""
    text = _MARK.sub("", row["marked_sentence"])
    source, target = find_spans(text, row["marked_sentence"], (row["source"], row["target"]))
    pack = load_pack("en")
    claims = code(read(Document(id=row["sentence_id"], text=text, language="en"), pack), pack)
    return choose_type(claims, source, target)


def main() -> None:
    """Measure, and print misses where they are asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pairs", nargs="?", type=Path, default=PAIRS)
    parser.add_argument("--misses", type=int, default=0, metavar="N", help="print so many misses")
    wanted = parser.parse_args()
    if not wanted.pairs.is_file():
        sys.exit(f"no pairs at {wanted.pairs}: nothing is measured")
    with wanted.pairs.open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines, delimiter="\t") if row["gold_root"]]
    answers = [answer(row) for row in rows]
    misses = [(row, given) for row, given in zip(rows, answers, strict=True) if row["gold_root"] != given]
    for row, given in misses[: wanted.misses]:
        print(f"{row['gold_root']} {given}: {row['marked_sentence']}")
    print(tell_scores(zip((row["gold_root"] for row in rows), answers, strict=True)))


if __name__ == "__main__":
    main()
