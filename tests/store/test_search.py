"""Search: one folding for all languages, little words looked past, and the same answers on both databases."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from store_at_hand import add, doc, store_at

from marsad.errors import BadInput
from marsad.store.search import PLACES, search, stem_text
from marsad.store.terms import are_same, find_hits, fold_word, forms_of, index_words, parse_query, stem

SAME = [
    ("هدنة", "والهدنة"),
    ("الهدنة", "هدنه"),
    ("هدنة", "للهدنة"),
    ("هُدنة", "بالهــدنة"),
    ("وزير", "الوزير"),
    ("وزير", "لوزير"),
    ("بيسكوف", "وبيسكوف"),
    ("إدلب", "ادلب"),
    ("أنقرة", "لأنقره"),
    ("موسكو", "فموسكو"),
    ("على", "علي"),
    ("١٢", "12"),
    ("Saraqib", "SARAQIB"),
    ("Ёлка", "елка"),
    ("İdlib", "idlib"),
    ("ırak", "IRAK"),
]
OTHERS = [
    ("لبنان", "نان"),
    ("الوزير", "زير"),
    ("هدنة", "هدية"),
    ("تركيا", "تركية"),
    ("باريس", "ريس"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_a_word_is_found_in_every_spelling_and_behind_little_words(one: str, other: str) -> None:
    first, second = fold_word(one), fold_word(other)
    assert are_same(first, second)
    assert stem(first) == stem(second)


@pytest.mark.parametrize(("one", "other"), OTHERS)
def test_another_word_is_not_found_though_the_stems_may_be_the_same(one: str, other: str) -> None:
    assert not are_same(fold_word(one), fold_word(other))
    assert not find_hits(parse_query(one), list(index_words(other)))
    assert not find_hits(parse_query(other), list(index_words(one)))


def test_a_word_that_may_be_two_is_found_by_both() -> None:
    assert forms_of("وزير") == {"وزير", "زير"}  # a minister, or "and a jar"


@given(st.text(max_size=200))
def test_any_text_is_cut_into_words_that_stand_where_they_say(text: str) -> None:
    for term in index_words(text):
        assert fold_word(term.span.of(text)) == term.folded
        assert stem(stem(term.folded)) == stem(term.folded)
        assert not set(stem(term.folded)) & set(' "()|&!:*<>')


TEXTS = {
    "a": "وقعت الأطراف الهدنة في مدينة الحديدة، ثم خرقت الهدنة بعد يومين.",
    "b": "قال وزير الخارجية إن وقف إطلاق النار قائم في إدلب وسراقب.",
    "c": "Reporters in Saraqib (سراقب) counted 12 shells; وقف القصف لم يدم.",
    "d": "نفى الوزير أن تكون بلاده خرقت وقف إطلاق النار.",
    "e": "لا كلمة هنا عن الأمر كله.",
}
QUERIES = {
    "هدنة": "a",
    "للهدنة": "a",
    "الحديدة هدنة": "a",
    "هدنة إدلب": "",
    '"وقف إطلاق النار"': "bd",
    "النار وقف": "bd",
    '"النار وقف"': "",
    "وقف": "bcd",
    "وقف -إطلاق": "c",
    'وقف -"إطلاق النار"': "c",
    "سراقب": "bc",
    "Saraqib": "c",
    "saraqib سراقب": "c",
    "١٢": "c",
    "وزير": "bd",
    "وزير -نفى": "b",
    "هدنة OR سراقب": "abc",
    "هدنة OR سراقب -Saraqib": "ab",
    '"خرقت الهدنة"': "a",
    "خرقت": "ad",
    "زير": "b",
    "كلمة": "e",
}


@pytest.fixture
def texts(database_url: str) -> object:
    with store_at(database_url) as store:
        add(store, *(doc(text, name=name) for name, text in TEXTS.items()))
        yield store


def test_a_query_gives_the_answers_told_by_hand_on_both_databases(texts: object) -> None:
    from marsad.store import Store

    assert isinstance(texts, Store)
    with texts.read() as connection:
        found = {
            query: "".join(sorted(hit.document.id for hit in search(connection, parse_query(query), limit=10))) for query in QUERIES
        }
    assert found == QUERIES


def test_of_one_day_the_last_added_comes_first_and_spans_open_the_words(texts: object) -> None:
    from marsad.store import Store

    assert isinstance(texts, Store)
    with texts.read() as connection:
        hits = list(search(connection, parse_query("وقف"), limit=2))
    assert [hit.document.id for hit in hits] == ["d", "c"]
    assert all(span.of(hit.document.text).endswith("وقف") for hit in hits for span in hit.spans)


def test_only_the_newest_version_is_found(database_url: str) -> None:
    url = "https://tall.example/1"
    with store_at(database_url) as store:
        add(store, doc("بقيت الهدنة قائمة في المدينة.", "الجملة الثانية باقية.", url=url))
        add(store, doc("انهار الاتفاق في المدينة.", "الجملة الثانية باقية.", url=url))
        with store.read() as connection:
            assert not list(search(connection, parse_query("هدنة"), limit=5))
            assert [hit.document.id for hit in search(connection, parse_query("باقية"), limit=5)] == ["a"]


def test_a_text_of_a_hundred_thousand_words_is_found_by_its_last_one(database_url: str) -> None:
    long = "كلمة عادية هنا. " * 35_000 + "الزمرد"
    assert len(stem_text(long)) == 35_000 // PLACES  # of one part, PostgreSQL keeps so many places of a word
    with store_at(database_url) as store:
        add(store, doc(long), doc("نص قصير.", name="b"))
        with store.read() as connection:
            (hit,) = search(connection, parse_query("زمرد"), limit=5)
    assert hit.spans[-1].of(hit.document.text) == "الزمرد"


@pytest.mark.parametrize("query", ["", "   ", "-هدنة", '""', "!!!", "OR"])
def test_a_query_without_a_word_is_refused(query: str) -> None:
    with pytest.raises(BadInput, match="no word"):
        parse_query(query)


@given(st.text(alphabet="اهدنو لبوقف ء\"()-|&*: OR'12", max_size=30))
def test_no_query_breaks_the_database(query: str) -> None:
    from sqlalchemy import create_engine, text

    from marsad.store.search import write_query

    try:
        wanted = parse_query(query)
    except BadInput:
        return
    with create_engine("sqlite://").connect() as connection:
        connection.execute(text("CREATE VIRTUAL TABLE t USING fts5(terms, tokenize='unicode61 remove_diacritics 0')"))
        connection.execute(text("SELECT rowid FROM t WHERE t MATCH :query"), {"query": write_query(wanted, "sqlite")})
