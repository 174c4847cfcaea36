"""The annotated articles of the corpus: each claim is whole, and no article is both learnt from and left out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, get_args

import pytest

from marsad.model import Act, EventType, Status

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "benchmarks"))
from corpus_gold import PARTS, read_claims, spell_claim


@pytest.mark.parametrize("part", PARTS)
def test_every_claim_has_the_acts_types_and_states_of_the_record(part: str) -> None:
    for claim in read_claims("ar", part):
        assert claim["act"] in get_args(Act)
        assert claim["event"]["type"] in get_args(EventType)
        assert claim["event"]["status"] in get_args(Status)


@pytest.mark.parametrize("part", PARTS)
def test_every_span_of_a_claim_lies_in_its_sentence(part: str) -> None:
    for claim in read_claims("ar", part):
        first, last = claim["sentence"]
        for span in (claim["cue"], claim["trigger"], claim["event"]["place"]):
            assert span is None or first <= span[0] < span[1] <= last, claim


@pytest.mark.parametrize("part", PARTS)
def test_an_event_has_its_words_and_an_act_alone_has_none(part: str) -> None:
    for claim in read_claims("ar", part):
        assert (claim["trigger"] is None) == (claim["event"]["type"] == "none"), claim


def test_no_article_is_both_learnt_from_and_left_out() -> None:
    learnt, left_out = ({claim["doc"] for claim in read_claims("ar", part)} for part in PARTS)
    assert not learnt & left_out


def test_a_stored_claim_is_spelled_out_with_the_words_of_its_text() -> None:
    article: dict[str, Any] = {"text": "قصف الجيش مدينة.", "language": "ar", "published": "2020-02-12"}
    stored: dict[str, Any] = {"doc": "a", "cue": None, "trigger": [0, 3], "event": {"type": "assault", "place": [10, 15]}}
    spelled = spell_claim(stored, article)
    assert (spelled["cue"], spelled["trigger"], spelled["event"]["place"]) == (None, "قصف", "مدينة")
    assert spelled["date"] == "2020-02-12"
