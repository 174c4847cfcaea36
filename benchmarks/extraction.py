"""How well text, headline, dates and author of pages are found, beside plain trafilatura, on the pages that the tests bring.

    python benchmarks/extraction.py            both, on all pages and on the third that nobody worked on
    python benchmarks/extraction.py --pages    one line for each page

The method for the text is that of Zyte's public article-extraction benchmark: shingles of four words as multisets, precision and
recall for each page, their averages, and F1 of these. The pages are invented, in the manner of Arabic, Russian, Turkish and English
outlets; those whose names begin with `held-` were written before the rules and are measured, but never looked at to mend a rule.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from statistics import mean
from typing import Any, NamedTuple

from marsad.errors import BadInput
from marsad.ingest.encoding import decode, find_declared
from marsad.ingest.page import read_page

PAGES = Path(__file__).resolve().parents[1] / "tests" / "ingest" / "pages"
HELD_OUT = "held-"
_WORD = re.compile(r"\w+")
_SHINGLE = 4  # words
FACTS = ("title", "published", "modified", "author", "outlet", "url")


class Found(NamedTuple):
    """What a reader of pages found: the text with its headline, and what the page tells of itself."""

    text: str
    about: dict[str, str]


class Score(NamedTuple):
    """One page: shares of shingles that are right and that were found, and which facts are right."""

    name: str
    precision: float
    recall: float
    facts: dict[str, bool]


class Total(NamedTuple):
    """Averages over pages."""

    pages: int
    precision: float
    recall: float
    facts: dict[str, float]

    @property
    def f1(self) -> float:
        """The harmonic mean of the averages, as the public benchmark takes it."""
        return 2 * self.precision * self.recall / (self.precision + self.recall)


def list_pages() -> list[Path]:
    """List the pages, in the order of their names."""
    return sorted(PAGES.glob("*.html"))


def load_expected(page: Path) -> dict[str, Any]:
    """Load what a page should give."""
    expected: dict[str, Any] = json.loads(page.with_suffix(".json").read_text("utf-8"))
    return expected


def decode_page(page: Path) -> str:
    """Give the source of a page as a text."""
    data = page.read_bytes()
    return decode(data, find_declared(data), name=page.name).text


def read_by_marsad(page: Path) -> Found:
    """Read a page as Marsad does."""
    try:
        found = read_page(decode_page(page), name=page.name)
    except BadInput:
        return Found("", {})
    return Found(found.text, {name: _tell(getattr(found, name, "")) for name in FACTS})


def read_by_trafilatura(page: Path) -> Found:
    """Read a page by trafilatura as it comes, from the same decoded source, its title put first where the text lacks it."""
    import trafilatura

    source = decode_page(page)
    text = trafilatura.extract(source, include_comments=False) or ""
    about = trafilatura.extract_metadata(source)
    facts = {
        "title": about.title or "",
        "published": about.date or "",
        "author": about.author or "",
        "outlet": about.sitename or "",
        "url": about.url or "",
    }
    with_title = text if facts["title"] in text else f"{facts['title']}\n{text}"
    return Found(with_title, facts)


def _tell(value: object) -> str:
    return "" if value is None else str(value)


def score_page(page: Path, found: Found) -> Score:
    """Compare what was found with what the page should give."""
    expected = load_expected(page)
    right = "\n".join(text for _, text in expected["blocks"])
    precision, recall = compare_texts(right, found.text)
    facts = {name: _same(found.about.get(name, ""), expected[name]) for name in FACTS}
    return Score(page.stem, precision, recall, facts)


def compare_texts(right: str, found: str) -> tuple[float, float]:
    """Give precision and recall of the shingles of a text."""
    wanted, got = _shingles(right), _shingles(found)
    common = (wanted & got).total()
    return common / max(got.total(), 1), common / max(wanted.total(), 1)


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(text)
    return Counter(tuple(words[at : at + _SHINGLE]) for at in range(max(1, len(words) - _SHINGLE + 1)))


def _same(one: str, other: str) -> bool:
    return " ".join(one.split()) == " ".join(other.split())


def sum_up(scores: Sequence[Score]) -> Total:
    """Average the scores of pages."""
    facts = {name: mean(score.facts[name] for score in scores) for name in FACTS}
    return Total(len(scores), mean(s.precision for s in scores), mean(s.recall for s in scores), facts)


def measure(read: Callable[[Path], Found], pages: Iterable[Path]) -> list[Score]:
    """Read pages and score them."""
    return [score_page(page, read(page)) for page in pages]


READERS: dict[str, Callable[[Path], Found]] = {"marsad": read_by_marsad, "trafilatura": read_by_trafilatura}


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", action="store_true", help="one line for each page that is not held out")
    options = parser.parse_args()
    print(f"{'reader':12} {'pages':14} {'F1':>6} {'prec':>6} {'recall':>6}  " + " ".join(f"{name:>9}" for name in FACTS))
    for name, read in READERS.items():
        scores = measure(read, list_pages())
        held = [score for score in scores if score.name.startswith(HELD_OUT)]
        worked = [score for score in scores if not score.name.startswith(HELD_OUT)]
        for what, part in (("all", scores), ("worked on", worked), ("held out", held)):
            total = sum_up(part)
            facts = " ".join(f"{total.facts[fact]:9.3f}" for fact in FACTS)
            label = f"{what} ({total.pages})"
            print(f"{name:12} {label:14} {total.f1:6.3f} {total.precision:6.3f} {total.recall:6.3f}  {facts}")
        if options.pages:
            _print_pages(worked)


def _print_pages(scores: Iterable[Score]) -> None:
    for score in scores:
        wrong = ", ".join(name for name, right in score.facts.items() if not right)
        print(f"    {score.name:22} precision {score.precision:.3f}  recall {score.recall:.3f}  {wrong and 'wrong: ' + wrong}")


if __name__ == "__main__":
    main()
