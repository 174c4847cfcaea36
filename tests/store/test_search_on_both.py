"""The same question has the same answer on SQLite and on PostgreSQL: 60 queries told by hand, and any others."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from contextlib import ExitStack

import pytest
from hypothesis import given
from hypothesis import strategies as st
from store_at_hand import add, doc, store_at

from marsad.errors import BadInput
from marsad.model import Document
from marsad.store import Store
from marsad.store.search import PLACES, SEVERAL, search, stem_text
from marsad.store.terms import are_same, find_hits, fold_word, index_words, parse_query, stem
from postgres_server import PostgresServer

TEXTS = {
    "a": "وقعت الأطراف الهدنة في مدينة الحديدة، ثم خُرِقت الهدنة بعد يومين.",
    "b": "قال وزير الخارجية إن وقف إطلاق النار قائم في إدلب وسراقب، وإن الحل سياسي.",
    "c": "Reporters in Saraqib (سراقب) counted 12 shells on the M4; وقف القصف لم يدم.",
    "d": "نفى الوزير أن تكون بلاده خرقت وقف إطلاق النار، ودعا إلى حل سريع.",
    "e": "وبيسكوف يردّ: لا خطط للقاء، والله أعلم بما سيأتي الآن.",
    "f": "أُغلق طريق إم4 قرب أريحا، وبقي إم-5 مفتوحاً أمام 1,200 شاحنة.",
    "g": "Türkiye'nin İdlib'deki gözlem noktaları: ışıklar yanıyor. Кремль: ещё три недели.",
    "h": "نـــزح ٩٠٠٬٠٠٠ شخص من المنطقة، وعاد ۱۲ منهم. المسؤول نفى المسئولية.",
    "i": "للجنة المشتركة مقر في صوران، وباللجنة عشرة مراقبين؛ أنْ يُمنَعوا خرق.",
    "j": "CAFÉ Straße ﻻ ﷲ – soft\u00adhyphen زئبق\u200cية 3.5 km² N° ½",
}
ANSWERS = {
    "هدنة": "a",
    "الهدنة": "a",
    "والهدنة": "a",
    "بالهدنة": "a",
    "للهدنه": "a",
    "هُدْنة": "a",
    "هـدنـة": "a",
    "الحديده هدنة": "a",
    "هدنة إدلب": "",
    "ادلب": "b",
    "بإدلب": "b",
    '"وقف إطلاق النار"': "bd",
    "«وقف اطلاق النار»": "bd",
    "“لوقف إطلاق النار”": "bd",
    "النار وقف": "bd",
    '"النار وقف"': "",
    '"وقف النار"': "",
    "وقف": "bcd",
    "وقف -إطلاق": "c",
    'وقف -"إطلاق النار"': "c",
    "وقف -«القصف»": "bd",
    "سراقب": "bc",
    "وسراقب": "bc",
    "Saraqib": "c",
    "SARAQIB سراقب": "c",
    "وزير": "bd",
    "للوزير": "bd",
    "لوزير": "bd",
    "وزير -نفى": "b",
    "وزير -نفي": "b",
    "بيسكوف": "e",
    "فبيسكوف": "e",
    "يرد": "e",
    "الله": "ej",
    "له": "",
    "الآن": "e",
    "ان": "bdi",
    "حل": "bd",
    "الحل": "bd",
    "حل -سريع": "b",
    "M4": "c",
    "m 4": "c",
    "إم4": "f",
    "ام-4": "f",
    "إم 5": "f",
    "4": "cf",
    "1200": "f",
    "1,200": "f",
    "١٢٠٠": "f",
    "900000": "h",
    "12": "ch",
    "١٢": "ch",
    "idlib": "g",
    "IDLIB turkiye": "g",
    "ISIKLAR": "g",
    "еще": "g",
    "КРЕМЛЬ": "g",
    "المسؤولية": "h",
    "مسئول": "h",
    "نزح": "h",
    "لجنة": "i",
    "اللجنة المشتركة": "i",
    "خرق": "i",
    "خرقت": "ad",
    "cafe": "j",
    "STRASSE": "j",
    "softhyphen": "j",
    "زئبقية": "j",
    '"3 5 km2"': "j",
    "هدنة OR سراقب": "abc",
    "هدنة OR سراقب -Saraqib": "ab",
    'M4 OR "إم 4" OR زمرد': "cf",
    "\u200f\u2067«إطلاق النار»\u2069": "bd",
}


def answers(store: Store, query: str) -> list[str]:
    with store.read() as connection:
        return [hit.document.id for hit in search(connection, parse_query(query), limit=1000)]


@pytest.fixture(scope="module")
def both(server: PostgresServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Store]]:
    """One store of each kind with the same texts: those above, and the random ones below."""
    urls = str(tmp_path_factory.mktemp("both") / "marsad.db"), server.create_database("search_on_both")
    with ExitStack() as stack:
        first, second = (stack.enter_context(store_at(url)) for url in urls)
        for store in (first, second):
            add(store, *(doc(text, name=name) for name, text in TEXTS.items()))
            add(store, *RANDOM.values())
        yield first, second
    server.drop_database("search_on_both")


def test_there_are_enough_queries() -> None:
    assert len(ANSWERS) >= 60


@pytest.mark.parametrize("query", ANSWERS)
def test_both_give_the_answer_told_by_hand(query: str, both: tuple[Store, Store]) -> None:
    for store in both:
        assert "".join(sorted(name for name in answers(store, query) if name in TEXTS)) == ANSWERS[query]


# ── Any texts, any queries ──


# Words that fall together, words that only seem to, numbers, and letters that databases cut in ways of their own.
def _split(words: str) -> list[str]:
    return words.split()


WORDS = (
    *_split("هدنة الهدنة وبالهدنة للهدنة وزير زير الوزير لبنان بلبنان حل الحل للحل الله له الآن ان مسئول مسؤول"),
    *_split("12 ١٢ 1,200 12a 1e5 M4 إم4 a.b x@y.org /etc/x -5 3.5 ½ m² Ⅳ İst ırak straße O'Neil NOT AND near"),
    *_split("ещё नमस्ते 漢字 𞤀𞤣𞤤 𐐀 ﻻ ﷲ a\u200db e\u0301 \u0301 ـ 𝟙𝐀"),
    SEVERAL,
)
_chance = random.Random(7)
RANDOM: Mapping[str, Document] = {
    f"random-{n}": doc(" ".join(_chance.choices(WORDS, k=_chance.choice([1, 3, 8, 20]))), name=f"random-{n}") for n in range(120)
} | {
    # Texts of several parts: many words, and one word so often that PostgreSQL forgets where the last of them stand.
    "many": doc("هدنة ١٢ " * 800 + "لبنان زير", name="many"),
    "often": doc("زير " + "حل " * (PLACES + 20) + "حل 12", name="often"),
}
_word = st.sampled_from(WORDS)
_phrase = st.lists(_word, min_size=1, max_size=3).map(lambda words: '"' + " ".join(words) + '"')
_wanted = st.builds(str.__add__, st.sampled_from(["", "", "", "-"]), _word | _phrase)
QUERY = st.lists(_wanted | st.just("OR"), min_size=1, max_size=5).map(" ".join) | st.text(max_size=20)


@given(query=QUERY)
def test_both_give_what_reading_every_text_gives(query: str, both: tuple[Store, Store]) -> None:
    try:
        wanted = parse_query(query)
    except BadInput:
        return
    read = {name for name, terms in TERMS.items() if find_hits(wanted, terms)}
    for store in both:
        found = answers(store, query)
        assert len(found) == len(set(found))
        assert set(found) == read


TERMS = {
    **{name: list(index_words(text)) for name, text in TEXTS.items()},
    **{name: list(index_words(document.text)) for name, document in RANDOM.items()},
}


@given(*[st.text(alphabet="الوفبكهن", min_size=1, max_size=8)] * 2)
def test_words_that_are_one_have_one_stem_so_that_the_index_never_finds_too_little(one: str, other: str) -> None:
    for front in ("", "ال", "وال", "بال", "لل", "و", "ل", "فب"):
        if are_same(one, front + other):
            assert stem(one) == stem(front + other)


@given(st.text(max_size=100))
def test_a_stem_has_letters_and_digits_only(text: str) -> None:
    assert all(part.isalnum() for part in " ".join(stem_text(text)).split())
    assert all(fold_word(part) == part for part in " ".join(stem_text(text)).split())


def test_words_far_from_one_another_are_found_together_and_a_phrase_after_many_of_its_words(both: tuple[Store, Store]) -> None:
    assert len(stem_text(RANDOM["many"].text)) > 1
    assert len(stem_text(RANDOM["often"].text)) > 1
    for store in both:
        assert "many" in answers(store, '"لبنان زير" "هدنة 12"')
        assert "often" in answers(store, 'زير "حل 12"')


def test_a_text_of_very_many_long_words_is_taken(database_url: str) -> None:
    letters = "ابتثجحخد"
    words = ["".join(_chance.choices(letters, k=60)) for _ in range(9_000)]
    with store_at(database_url) as store:
        add(store, doc(" ".join(words), name="a"))
        assert answers(store, f"{words[0]} {words[-1]}") == ["a"]
