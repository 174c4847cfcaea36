"""Where: towns of the gazetteer, places that only the text knows, words that are places only after "town"."""

from __future__ import annotations

import pytest

from claim_table import read_text
from marsad.model import Place


def places(text: str) -> list[tuple[str, Place | None]]:
    return [
        (sentence.span_of(chunk).of(text), chunk.place.place)
        for sentence in read_text(text).sentences
        for chunk in sentence.chunks
        if chunk.kind == "place" and chunk.place
    ]


TOWNS = [
    ("قصف في سراقب.", "سراقب", "SYR"),
    ("قصف في إدلب.", "إدلب", "SYR"),
    ("قصف في ادلب.", "ادلب", "SYR"),
    ("قصف على صعدة.", "صعدة", "YEM"),
    ("قصف على خان يونس.", "خان يونس", "PSE"),
    ("قصف على الفاشر.", "الفاشر", "SDN"),
    ("قصف على خاركيف.", "خاركيف", "UKR"),
    ("قصف على مصراتة.", "مصراتة", "LBY"),
    ("قصف بإدلب.", "بإدلب", "SYR"),
]


@pytest.mark.parametrize(("text", "quote", "country"), TOWNS)
def test_a_town_of_the_gazetteer_has_its_country_and_coordinates(text: str, quote: str, country: str) -> None:
    [(seen, place)] = places(text)
    assert seen == quote
    assert place is not None
    assert place.country == country


def test_coordinates_are_degrees_and_those_of_saraqib_lie_in_idlib() -> None:
    [(_, place)] = places("قصف في سراقب.")
    assert place is not None
    assert place.latitude == pytest.approx(35.86, abs=0.1)
    assert place.longitude == pytest.approx(36.80, abs=0.1)


def test_a_town_that_no_gazetteer_has_is_still_where_the_text_says() -> None:
    [(quote, place)] = places("قصف على بلدة كنصفيرين.")
    assert quote == "كنصفيرين"
    assert place is None


NO_PLACES = ["وصل حسن إلى بيته.", "قال الباب مغلق.", "أكل الرجل ثم نام."]


@pytest.mark.parametrize("text", NO_PLACES)
def test_a_common_word_is_no_town(text: str) -> None:
    assert places(text) == []


def test_a_nationality_after_a_place_word_says_where_and_not_who() -> None:
    sentence = read_text("قصف قرب الحدود اللبنانية.").sentences[0]
    assert [chunk.actor for chunk in sentence.chunks if chunk.actor] == []
