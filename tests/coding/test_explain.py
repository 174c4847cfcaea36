"""Explain: what it says of a sentence is what coding did with it."""

from __future__ import annotations

import pytest

from claim_table import read_text
from marsad.cli.explanation import render_explanation
from marsad.coding import code
from marsad.coding.explain import explain
from marsad.pack import load_pack

TEXT = "قال المتحدث باسم الجيش الأوكراني إن القوات الروسية قصفت مدينة سومي. وأضاف أنها انسحبت من باخموت."


def test_an_explanation_gives_the_claims_that_coding_gives() -> None:
    reading, pack = read_text(TEXT), load_pack("ar")
    explained = [claim for index in range(len(reading.sentences)) for claim in explain(reading, pack, index).claims]
    assert explained == code(reading, pack)


def test_it_names_the_entries_of_the_words_that_were_found() -> None:
    told = explain(read_text(TEXT), load_pack("ar"), 0)
    assert [word.entry for word in told.words] == ["ar/cues#state-qala (state)", "ar/events#shell-qasafa (assault)"]
    assert told.words[1].agents == ("RUS.MIL",)
    assert [(region.cue, region.act, region.speakers) for region in told.regions] == [("قال", "state", ("UKR.MIL",))]


def test_the_chunks_cover_the_words_of_the_sentence() -> None:
    told = explain(read_text(TEXT), load_pack("ar"), 0)
    assert " ".join(chunk.words for chunk in told.chunks).replace(" .", ".") == told.sentence.span.of(TEXT)


def test_who_spoke_in_the_sentence_before_speaks_on() -> None:
    told = explain(read_text(TEXT), load_pack("ar"), 1)
    assert {claim.source for claim in told.claims} == {"UKR.MIL"}


@pytest.mark.parametrize("index", [-1, 2, 99])
def test_a_sentence_that_is_not_there_is_an_index_error(index: int) -> None:
    with pytest.raises(IndexError):
        explain(read_text(TEXT), load_pack("ar"), index)


def test_the_lines_for_the_terminal_isolate_the_words_of_the_source() -> None:
    lines = list(render_explanation(explain(read_text(TEXT), load_pack("ar"), 0), TEXT))
    assert any("ar/events#shell-qasafa" in line for line in lines)
    assert all("\u2068" in line for line in lines if any("\u0600" <= letter <= "\u06ff" for letter in line))
