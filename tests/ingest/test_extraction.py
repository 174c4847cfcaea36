"""Pages in the manner of many outlets, and how much of each is read right; `benchmarks/extraction.py` has the method."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))

import extraction

from marsad.ingest.language import identify
from marsad.ingest.page import Page, read_page

PAGES = extraction.list_pages()
# Floors of what is measured now: F1 of the text on all pages and on those held out, and the share of facts that are right.
FLOORS = {"all": 0.985, "held out": 0.965}
FACTS = {"title": 0.97, "published": 0.97, "modified": 0.97, "author": 0.95, "outlet": 0.97, "url": 0.95}


@pytest.fixture(scope="module")
def scores() -> list[extraction.Score]:
    return extraction.measure(extraction.read_by_marsad, PAGES)


def read(page: Path) -> Page:
    return read_page(extraction.decode_page(page), name=page.name)


def test_there_are_pages_enough_and_a_third_is_held_out() -> None:
    held = [page for page in PAGES if page.name.startswith(extraction.HELD_OUT)]
    assert len(PAGES) >= 40
    assert len(held) * 3 >= len(PAGES)


def test_the_text_of_pages_is_found(scores: list[extraction.Score]) -> None:
    assert extraction.sum_up(scores).f1 >= FLOORS["all"]


def test_the_text_of_pages_that_nobody_worked_on_is_found(scores: list[extraction.Score]) -> None:
    assert extraction.sum_up([s for s in scores if s.name.startswith(extraction.HELD_OUT)]).f1 >= FLOORS["held out"]


@pytest.mark.parametrize("fact", extraction.FACTS)
def test_what_pages_tell_of_themselves_is_found(scores: list[extraction.Score], fact: str) -> None:
    assert extraction.sum_up(scores).facts[fact] >= FACTS[fact]


def test_no_date_is_invented() -> None:
    for page in PAGES:
        expected, found = extraction.load_expected(page), read(page)
        for told, day in ((expected["published"], found.published), (expected["modified"], found.modified)):
            assert day is None or str(day) == told, page.name


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_blocks_stand_where_they_say_and_cover_the_text(page: Path) -> None:
    found = read(page)
    assert found.blocks
    assert "\n\n".join(block.span.of(found.text) for block in found.blocks) == found.text
    assert all(block.span.of(found.text).strip() for block in found.blocks)


def test_blocks_keep_their_kind() -> None:
    right = wrong = 0
    for page in PAGES:
        found = read(page)
        kinds = {block.span.of(found.text): block.kind for block in found.blocks}
        for kind, text in extraction.load_expected(page)["blocks"]:
            if text in kinds:
                right, wrong = right + (kinds[text] == kind), wrong + (kinds[text] != kind)
    assert right / (right + wrong) >= 0.97


def test_a_page_that_publishes_only_the_beginning_says_so() -> None:
    for page in PAGES:
        partial = any("only the beginning" in remark for remark in read(page).remarks)
        assert partial is extraction.load_expected(page)["partial"], page.name


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_is_in_its_language_whatever_it_declares(page: Path) -> None:
    assert identify(read(page).text) == extraction.load_expected(page)["language"]


def test_the_entries_of_a_live_page_stay_in_order_each_after_its_time() -> None:
    text = read(extraction.PAGES / "ar-live.html").text
    times = re.findall(r"^\d\d:\d\d$", text, re.MULTILINE)
    assert times == ["21:12", "15:40", "10:05", "06:00"]
    assert [line for line in text.split("\n\n") if line][2] == "21:12"


def test_a_caption_that_stands_twice_stands_once() -> None:
    expected = json.loads((extraction.PAGES / "ar-gallery.json").read_text("utf-8"))
    captions = [text for kind, text in expected["blocks"] if kind == "caption"]
    text = read(extraction.PAGES / "ar-gallery.html").text
    assert [text.count(caption) for caption in captions] == [1] * len(captions)


def test_shingles_are_compared_as_multisets() -> None:
    assert extraction.compare_texts("a b c d e", "a b c d e") == (1.0, 1.0)
    assert extraction.compare_texts("a b c d e", "a b c d") == (1.0, 0.5)
    assert extraction.compare_texts("a b c d", "a b c d a b c d") == (0.2, 1.0)
    assert extraction.compare_texts("a b c d", "") == (0.0, 0.0)
