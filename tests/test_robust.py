"""Any text: nothing raises, every quote stands where it says, a second reading gives the same; spellings of the wild do no harm."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claim_table import claims_of, misquoted, read_text
from marsad.coding import code
from marsad.pack import load_pack

PACK = load_pack("ar")
CLEAN = "قصفت القوات الروسية بلدة سراقب وخرقت الهدنة، بعد مقتل 20 جنديا تركيا في إدلب."

WILD = {
    "vowel marks": "قَصَفَتِ القُوَّاتُ الرُّوسِيَّةُ بَلْدَةَ سراقب وخَرَقَت الهُدْنَة، بعد مَقتل 20 جُنديّاً تُركيّاً في إدلب.",
    "elongation": "قصفـــت القـــوات الروســـية بلـــدة سراقـــب وخرقـــت الهدنـــة، بعد مقتـــل 20 جنديـــا تركيـــا في إدلـــب.",
    "hidden words": "قصفت القوات الروسية بلدة سراقب وخــ.رقت الهدنة، بعد مـ.ـقتل 20 جنديا تركيا في إدلب.",
    "no hamzas": "قصفت القوات الروسية بلدة سراقب وخرقت الهدنة، بعد مقتل 20 جنديا تركيا فى ادلب.",
    "heh for teh": "قصفت القوات الروسيه بلده سراقب وخرقت الهدنه، بعد مقتل 20 جنديا تركيا في إدلب.",
    "Arabic-Indic digits": "قصفت القوات الروسية بلدة سراقب وخرقت الهدنة، بعد مقتل ٢٠ جنديا تركيا في إدلب.",
    "Persian digits and yeh": "قصفت القوات الروسیة بلدة سراقب وخرقت الهدنة، بعد مقتل ۲۰ جندیا ترکیا فی إدلب.",
    "presentation forms": CLEAN.replace("قصفت", "\ufed7\ufebc\ufed4\ufe96").replace("سراقب", "\ufeb3\ufeae\ufe8d\ufed7\ufe90"),
    "bidirectional controls": "\u200f"
    + CLEAN.replace("القوات الروسية", "\u202bالقوات الروسية\u202c").replace("سراقب", "\u2067سراقب\u2069"),
    "joiners": "قص\u200dفت القوات الر\u200cوسية بلدة سراقب وخرقت الهد\u2060نة، بعد مقتل 20 جنديا تركيا في إدلب.",
    "emoji": "🚨 قصفت القوات الروسية 🇷🇺 بلدة سراقب وخرقت الهدنة، بعد مقتل 20 جنديا تركيا في إدلب. 😡😡",
    "Latin comma": "قصفت القوات الروسية بلدة سراقب وخرقت الهدنة, بعد مقتل 20 جنديا تركيا في إدلب.",
    "double spaces": "قصفت  القوات   الروسية بلدة\u00a0سراقب وخرقت\tالهدنة،  بعد مقتل 20 جنديا تركيا  في إدلب.",
}


def told(text: str) -> list[tuple[object, ...]]:
    return [
        (c.source, c.act, c.event.type, c.event.actor, c.event.target, c.event.negated, c.event.status, c.event.killed)
        for c in claims_of(text)
    ]


@pytest.mark.parametrize("text", WILD.values(), ids=WILD.keys())
def test_a_spelling_of_the_wild_is_read_like_the_clean_one(text: str) -> None:
    assert told(text) == told(CLEAN)
    assert len(told(CLEAN)) == 3


LATIN = [
    ("قصفت القوات الروسية بطائرات Su-24 بلدة سراقب.", ("RUS.MIL", "assault")),
    ("قالت وزارة الدفاع الروسية عبر Twitter إن الجيش التركي قصف سراقب.", ("TUR.MIL", "assault")),
    ("انسحبت القوات التركية من الطريق M4 قرب سراقب.", ("TUR.MIL", "retreat")),
    ("شنت القوات الإسرائيلية (IDF) هجوما على غزة.", ("ISR.MIL", "assault")),
]


@pytest.mark.parametrize(("text", "wanted"), LATIN)
def test_latin_names_and_numbers_inside_arabic_do_no_harm(text: str, wanted: tuple[str, str]) -> None:
    assert [(c.event.actor, c.event.type) for c in claims_of(text)] == [wanted]


def test_a_missing_space_after_a_full_stop_changes_nothing() -> None:
    apart = "قصفت القوات الروسية بلدة سراقب. وانسحب الجيش التركي من سرمين."
    assert told(apart.replace(". ", ".")) == told(apart)
    assert len(told(apart)) == 2


@pytest.mark.parametrize(
    "text",
    ["", " ", "خبر", ".", "قصف", "\ufeff", "\u200f", "😀", "\x00", "\ud800", "ـ", "َ", "«", "٢٠", "أنها", "إنّ" * 50, "و" * 500],
    ids=lambda text: ascii(text)[1:25],
)
def test_a_text_of_one_word_or_none_is_read(text: str) -> None:
    assert list(misquoted(text, claims_of(text))) == []


def test_a_document_of_a_hundred_thousand_words_is_read_whole() -> None:
    lines = [
        "قصفت القوات الروسية بلدة سراقب في إدلب.",
        "وقال وزير الدفاع التركي إن الجيش السوري خرق الهدنة.",
        "وهطل المطر على الحقول مع حلول المساء.",
    ]
    count = 100_000 // sum(len(line.split()) for line in lines) + 1
    text = "\n".join(f"{line[:-1]} رقم {number}." for number in range(count) for line in lines)
    assert len(text.split()) > 100_000
    claims = claims_of(text)
    assert len(claims) == 2 * count
    assert len({claim.id for claim in claims}) == len(claims)
    assert claims[-1].sentence.end > len(text) - 100


def test_one_sentence_of_ten_thousand_words_is_read() -> None:
    text = "قال وزير الدفاع التركي إن " + " و".join(["القوات السورية قصفت بلدة سراقب"] * 2_000)
    assert list(misquoted(text, claims_of(text))) == []


def test_a_document_without_line_breaks_is_read() -> None:
    text = "قصفت القوات الروسية بلدة سراقب. " * 500
    assert len(claims_of(text)) == 500


WORDS = """
قصفت قصف هجوم انسحبت خرقت الهدنة اتفاق سوتشي القوات الروسية التركية الجيش السوري تركيا موسكو أنقرة أردوغان وزير
الدفاع المتحدث باسم قال وأضاف نفت اتهمت هدد طالبت بحسب مضيفاً متهماً إن أن أنها بأنه لم لن لا قد إذا وإلا الذي التي
على في إلى بين إدلب سراقب بلدة مقتل عشرة ٢٠ جنود مدنيين الأربعاء نهاية فبراير 2018 فيما الطرفان ، . : « » " ؛ ( ) …
؟ خــ.رقت 😀 Su-24
"""
TOKENS = [*WORDS.split(), "في حال", "من قبل", "أكثر من", "في المقابل", "من جهته", "\n", "\u202b"]
SENTENCES = st.lists(st.sampled_from(TOKENS), max_size=40).map(" ".join)
GLUED = st.lists(st.sampled_from([*TOKENS, " ", " ", "و", "ب", "ال", "ـ", "َ"]), max_size=30).map("".join)
ANYTHING = st.text(
    alphabet=st.one_of(st.characters(), st.characters(min_codepoint=0x600, max_codepoint=0x6FF), st.sampled_from(" \n.،«»")),
    max_size=200,
)
DATES = st.one_of(st.none(), st.dates())


def check(text: str, published: dt.date | None) -> None:
    reading = read_text(text, published=published)
    for sentence in reading.sentences:
        assert 0 <= sentence.span.start < sentence.span.end <= len(text)
        for word in sentence.words:
            assert sentence.span.start <= word.start < word.end <= sentence.span.end
    for span in (*(one.span for one in reading.skipped), *(one.span for one in reading.flags)):
        assert 0 <= span.start < span.end <= len(text)
    claims = code(reading, PACK)
    assert list(misquoted(text, claims)) == []
    assert len({claim.id for claim in claims}) == len(claims)
    assert claims == code(read_text(text, published=published), PACK)
    for claim in claims:
        assert claim.rule
        assert claim.source
        assert (claim.event.type == "none") == (claim.trigger is None)
        assert claim.act == "report" or claim.source != "outlet"


@settings(max_examples=150, deadline=None)
@given(SENTENCES, DATES)
def test_any_order_of_the_words_of_news_is_read_without_a_fault(text: str, published: dt.date | None) -> None:
    check(text, published)


@settings(max_examples=100, deadline=None)
@given(GLUED, DATES)
def test_any_gluing_of_the_words_of_news_is_read_without_a_fault(text: str, published: dt.date | None) -> None:
    check(text, published)


@settings(max_examples=100, deadline=None)
@given(ANYTHING, DATES)
def test_any_text_at_all_is_read_without_a_fault(text: str, published: dt.date | None) -> None:
    check(text, published)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(CLEAN)), st.sampled_from("ـ\u200f\u202b\u064e\u0651\u2069")), max_size=12))
def test_marks_strewn_anywhere_change_no_claim(strewn: list[tuple[int, str]]) -> None:
    text = CLEAN
    for at, mark in sorted(strewn, reverse=True):
        text = text[:at] + mark + text[at:]
    assert told(text) == told(CLEAN)
