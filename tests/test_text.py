"""Folding with the way back: spellings that writers mix fall together, and what is found is quoted as it was written."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from marsad.errors import Drift
from marsad.pack import load_pack
from marsad.text import Span, check_quote, make_folding, sha256
from marsad.words import cut_words

ARABIC = load_pack("ar").folding
LETTERS = st.text(
    alphabet=st.one_of(
        st.sampled_from("ابتأإآىيةهؤئء٠١۴ـ.*· «»\u064b\u0651\u0670\u200f\u202b\u2067\ufeff\ufefb\ufdf2ﷺABc3é"), st.characters()
    )
)

SAME = [
    ("بلدة", "بَلْدَة"),  # vowel marks
    ("بلدة", "بلـــدة"),  # elongation
    ("بلدة", "بلده"),  # final teh and heh
    ("إدلب", "ادلب"),  # hamza left out
    ("أنقرة", "انقره"),
    ("مسؤول", "مسوول"),
    ("آخر", "اخر"),
    ("موسى", "موسي"),  # alef maqsura and yeh
    ("خرقت", "خــ.رقت"),  # a dot that hides a word from filters
    ("خرقت", "خ.ـرقت"),
    ("لا", "\ufefb"),  # a ligature
    ("قصف", "\ufed7\ufebc\ufed2"),  # presentation forms
    ("123", "١٢٣"),
    ("123", "۱۲۳"),
    ("تركيا", "\u202bتركيا\u202c"),  # bidirectional controls
    ("تركيا", "تر\u200dكيا\u200f"),
    ("تركيا", "\ufeffتركيا"),
    ("روسیا", "روسيا"),  # a Farsi yeh
    ('"نعم"', "«نعم»"),
    ("BBC", "ＢＢＣ"),  # full-width Latin
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spellings_that_writers_mix_have_one_key(one: str, other: str) -> None:
    assert ARABIC.key(one) == ARABIC.key(other)


APART = [("قصف", "قصد"), ("علم", "عالم"), ("3.5", "35"), ("إدلب", "ادل ب"), ("خ.رقت", "خرقت"), ("www.site.org", "wwwsiteorg")]


@pytest.mark.parametrize(("one", "other"), APART)
def test_different_words_keep_different_keys(one: str, other: str) -> None:
    assert ARABIC.key(one) != ARABIC.key(other)


FOUND = [
    ("هاجمت القــوات البلدة", "القوات", "القــوات"),
    ("هَاجَمَ الجيش", "هاجم", "هَاجَمَ"),
    ("قالت \u202bتركيا\u202c ذلك", "تركيا", "تركيا"),
    ("وخــ.رقت الهدنة", "وخرقت", "وخــ.رقت"),
    ("قتل ٢٠ جنديا", "20", "٢٠"),
    ("\ufefb خطط", "لا", "\ufefb"),
]


@pytest.mark.parametrize(("text", "key", "quote"), FOUND)
def test_what_is_found_in_the_copy_is_quoted_as_written(text: str, key: str, quote: str) -> None:
    folded = ARABIC.fold(text)
    start = folded.body.index(ARABIC.key(key))
    assert folded.back(start, start + len(ARABIC.key(key))).of(text).rstrip("\u064e\u064f\u0650\u0652") == quote.rstrip(
        "\u064e\u064f\u0650\u0652"
    )


def test_a_text_that_loses_no_letter_keeps_its_positions() -> None:
    folded = ARABIC.fold("قصفت أنقرة البلدة")
    assert folded.origin is None
    assert len(folded.body) == len("قصفت أنقرة البلدة")
    assert folded.back(5, 10) == Span(5, 10)


@settings(max_examples=200, deadline=None)
@given(LETTERS)
def test_every_range_of_the_copy_comes_from_inside_the_text(text: str) -> None:
    folded = ARABIC.fold(text)
    last = 0
    for at in range(len(folded.body)):
        span = folded.back(at, at + 1)
        assert last <= span.start < span.end <= len(text)
        last = span.start
    assert folded.back(len(folded.body), len(folded.body)).end <= len(text)


@settings(max_examples=200, deadline=None)
@example("\ufe70")
@example("\ufe71")
@given(LETTERS)
def test_folding_twice_changes_nothing_more(text: str) -> None:
    once = ARABIC.key(text)
    assert ARABIC.key(once) == once


@settings(max_examples=200, deadline=None)
@given(LETTERS)
def test_words_stand_in_order_inside_the_text_and_hold_no_space(text: str) -> None:
    last = 0
    for word in cut_words(ARABIC.fold(text)):
        assert last <= word.start < word.end <= len(text)
        assert not any(letter.isspace() for letter in word.form)
        last = word.start


CUTS = [
    ("قصفت روسيا سراقب.", ["قصفت", "روسيا", "سراقب", "."]),
    ("الطريق إم4", ["الطريق", "ام", "4"]),
    ("قتل 1,200 شخص", ["قتل", "1,200", "شخص"]),
    ("«لا خطط»", ['"', "لا", "خطط", '"']),
    ("طائرات F-16 وSu-24", ["طايرات", "F", "-", "16", "وSu", "-", "24"]),
    ("😀 خبر", ["😀", "خبر"]),
]


@pytest.mark.parametrize(("text", "forms"), CUTS)
def test_words_numbers_and_marks_are_cut_apart(text: str, forms: list[str]) -> None:
    assert [word.form for word in cut_words(ARABIC.fold(text))] == forms


def test_a_quote_that_moved_is_refused() -> None:
    check_quote("قصفت روسيا", Span(5, 10), "روسيا")
    with pytest.raises(Drift, match="روسيا"):
        check_quote("قصفت روسيا", Span(4, 9), "روسيا")


SPANS = [
    (Span(0, 5), Span(1, 4), True, True),
    (Span(0, 5), Span(4, 9), False, True),
    (Span(0, 5), Span(5, 9), False, False),
    (Span(0, 5), Span(0, 5), True, True),
]


@pytest.mark.parametrize(("one", "other", "covers", "meets"), SPANS)
def test_spans_are_half_open(one: Span, other: Span, covers: bool, meets: bool) -> None:
    assert one.covers(other) is covers
    assert one.meets(other) is meets
    assert other.meets(one) is meets


def test_a_lone_surrogate_has_a_hash() -> None:
    assert sha256("\ud800") != sha256("a") != sha256("b")
    assert len(sha256("")) == 64


def test_a_folding_without_a_table_still_drops_controls() -> None:
    plain = make_folding({}, "")
    assert plain.key("cease\u200bfire\u00ad") == "ceasefire"
    assert plain.key("Ceasefire") == "Ceasefire"
