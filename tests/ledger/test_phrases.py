from __future__ import annotations

import pytest
from spellings import ARABIC, ENGLISH

from marsad.ledger.phrases import PhraseError, check_pattern, compile_pattern, expand_groups, make_sentence


@pytest.mark.parametrize(
    ("pattern", "sentence"),
    [
        ("clear* + militant*", "The militants were not cleared out."),
        ("drive out", "They promised to DRIVE  out the fighters."),
        ("patrol* + !M4", "A patrol left the village."),
    ],
)
def test_an_english_pattern_finds_its_words_in_any_order(pattern: str, sentence: str) -> None:
    assert make_sentence(sentence, 0, ENGLISH).match(compile_pattern(pattern, ENGLISH))


@pytest.mark.parametrize(
    ("pattern", "sentence"),
    [
        ("مدينة", "وبالمدينة"),  # conjunction, preposition, article
        ("مدينة", "لمدينتهم"),  # a feminine ending opens before a pronoun
        ("~سحب", "سيسحب الجيش"),  # future and person
        ("~نسحب*", "انسحبت القوات"),  # the past tense of a verb in ان
        ("أسلحة الثقيلة", "الأسلحة الثقيلة"),  # words that follow each other
        ("حلب حماة", "طريق حلب – حماة"),  # a dash between two towns
        ("خرق*", "خــ.رقت"),  # a word slipped past filters
        ("إم4", "الطريق إم4"),
    ],
)
def test_an_arabic_pattern_sees_through_clitics_and_spelling(pattern: str, sentence: str) -> None:
    assert make_sentence(sentence, 0, ARABIC).match(compile_pattern(pattern, ARABIC))


@pytest.mark.parametrize(
    ("pattern", "sentence"),
    [
        ("patrol* + !M4", "A patrol left on the M4."),
        ("clear + militant*", "The clearing is near the militants."),
        ("drive out", "They drive the car out."),
    ],
)
def test_a_pattern_leaves_other_sentences_alone(pattern: str, sentence: str) -> None:
    assert not make_sentence(sentence, 0, ENGLISH).match(compile_pattern(pattern, ENGLISH))


def test_spans_count_from_the_beginning_of_the_document() -> None:
    text = "الأولى. تُسيَّر الدوريات غداً"
    start = text.index("تُ")
    sentence = make_sentence(text[start:], start, ARABIC)
    (span,) = sentence.match(compile_pattern("دوريات", ARABIC))
    assert span.of(text) == "الدوريات"
    assert sentence.quote([span]) == "الدوريات"


def test_named_groups_are_written_out_within_each_other() -> None:
    assert expand_groups("<a> + x", {"a": "p|<b>", "b": "q"}) == "p|q + x"


@pytest.mark.parametrize("pattern", ["a | + b", "", "!a", "a + + b", "a||b"])
def test_a_pattern_with_a_gap_is_refused(pattern: str) -> None:
    with pytest.raises(PhraseError):
        check_pattern(pattern)


def test_an_unknown_group_and_a_group_within_itself_are_refused() -> None:
    with pytest.raises(PhraseError, match="<b>"):
        expand_groups("<b>", {})
    with pytest.raises(PhraseError, match="inside itself"):
        expand_groups("<a>", {"a": "x|<a>"})
