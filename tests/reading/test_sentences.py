"""Where sentences end: with and without the space, never inside abbreviations, numbers, addresses and hidden words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claim_table import read_text
from marsad.reading.sentences import MAX_SENTENCE, split_lines

ONE = [
    "وصل د. خالد إلى المدينة",
    "نقلت أ.ف.ب. الخبر عن المصدر",
    "بلغت النسبة 3.5 في المئة",
    "زوروا الموقع www.example.org للمزيد",
    "خ.رقت القوات الهدنة",
    "خــ.رقت القوات الهدنة",
    "قال: «انتهى الأمر.»",
    "بلغ العدد 1.200 جندي",
    "الساعة 10.30 صباحا بدأ القصف",
    "خبر بلا نقطة في آخره",
    "وصل أ. ب. إلى المدينة",
]


@pytest.mark.parametrize("text", ONE)
def test_one_sentence_stays_one(text: str) -> None:
    assert [s.span.of(text) for s in read_text(text).sentences] == [text]


MANY = [
    ("قصفت روسيا البلدة. وانسحب الجيش.", ["قصفت روسيا البلدة.", "وانسحب الجيش."]),
    ("قصفت روسيا البلدة الأربعاء.وقال المتحدث ذلك.", ["قصفت روسيا البلدة الأربعاء.", "وقال المتحدث ذلك."]),
    ("هل انسحبوا؟ نعم انسحبوا!", ["هل انسحبوا؟", "نعم انسحبوا!"]),
    ("هل انسحبوا؟نعم انسحبوا", ["هل انسحبوا؟", "نعم انسحبوا"]),
    ("قال «انسحبنا.» ثم غادر.", ["قال «انسحبنا.»", "ثم غادر."]),
    ('قال "انسحبنا". ثم غادر.', ['قال "انسحبنا".', "ثم غادر."]),
    ("سطر أول\nسطر ثان", ["سطر أول", "سطر ثان"]),
    ("سطر أول\r\n\r\n  سطر ثان  \r\n", ["سطر أول", "سطر ثان"]),
    ("سطر أول\u2028سطر ثان", ["سطر أول", "سطر ثان"]),
    ("انتهى القصف سنة 2018. بعدها عاد السكان.", ["انتهى القصف سنة 2018.", "بعدها عاد السكان."]),
    ("وصلت القوات إلى المدينة… ثم انسحبت.", ["وصلت القوات إلى المدينة…", "ثم انسحبت."]),
]


@pytest.mark.parametrize(("text", "sentences"), MANY)
def test_sentences_are_cut_where_they_end(text: str, sentences: list[str]) -> None:
    assert [s.span.of(text) for s in read_text(text).sentences] == sentences


KINDS = [
    ("عنوان الخبر\nقصفت روسيا البلدة.\nعنوان فرعي\nوانسحب الجيش.", ["headline", "body", "headline", "body"]),
    ("عنوان الخبر\nمشهد من البلدة مشهد من البلدة\nوانسحب الجيش.", ["headline", "caption", "body"]),
]


@pytest.mark.parametrize(("text", "kinds"), KINDS)
def test_headlines_captions_and_body_are_told_apart(text: str, kinds: list[str]) -> None:
    assert [s.kind for s in read_text(text).sentences] == kinds


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\u2029", "\t\r\n"])
def test_a_text_of_nothing_has_no_sentence(text: str) -> None:
    assert read_text(text).sentences == ()


def test_sentences_are_numbered_in_the_order_of_the_text() -> None:
    sentences = read_text("خبر أول. خبر ثان.\nخبر ثالث.").sentences
    assert [s.index for s in sentences] == [0, 1, 2]
    assert [s.span.start for s in sentences] == sorted(s.span.start for s in sentences)


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=st.sampled_from('ابت .؟!…"«»()\n\r\u20281٢,،:؛-a')))
def test_no_letter_is_lost_and_none_belongs_to_two_sentences(text: str) -> None:
    reading = read_text(text)
    taken: list[int] = []
    for part in [*(s.span for s in reading.sentences), *(s.span for s in reading.skipped)]:
        taken.extend(range(part.start, part.end))
    assert len(taken) == len(set(taken))
    assert {at for at, letter in enumerate(text) if not letter.isspace()} <= set(taken)


def test_lines_are_given_without_the_space_around_them() -> None:
    text = "  أول \n\n\tثان\r\n"
    assert [span.of(text) for span in split_lines(text)] == ["أول", "ثان"]


def test_what_runs_on_without_an_end_is_cut_before_it_is_too_long() -> None:
    text = "قصفت القوات السورية إدلب، و" * 400
    spans = [sentence.span for sentence in read_text(text).sentences]
    assert len(spans) > 3
    assert max(span.end - span.start for span in spans) <= MAX_SENTENCE
    assert "".join(span.of(text) for span in spans).replace(" ", "") == text.replace(" ", "")
