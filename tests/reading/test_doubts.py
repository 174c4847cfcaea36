"""Doubts: told and never repaired. A place put into the wrong country, a date that cannot be resolved, parts that do not add up."""

from __future__ import annotations

import pytest

from claim_table import claims_of, read_text
from marsad.model import FlagKind

WRONG = [
    ("وقع القصف في إدلب، شمال غرب روسيا.", "إدلب، شمال غرب روسيا"),
    ("وقع القصف في إدلب شمال غربي تركيا.", "إدلب شمال غربي تركيا"),
    ("وقع القصف في صعدة، شمالي السعودية.", "صعدة، شمالي السعودية"),
    ("وقع القصف في خاركيف (شرق روسيا).", "خاركيف (شرق روسيا"),
]


@pytest.mark.parametrize(("text", "quote"), WRONG)
def test_a_place_told_with_the_wrong_country_is_flagged_with_its_words(text: str, quote: str) -> None:
    flags = [flag for flag in read_text(text).flags if flag.kind is FlagKind.wrong_country]
    assert [flag.span.of(text) for flag in flags] == [quote]
    assert "gazetteer" in flags[0].note


RIGHT = [
    "وقع القصف في إدلب، شمال غرب سوريا.",
    "وقع القصف في إدلب، قالت روسيا.",
    "وقع القصف في إدلب، وروسيا تنفي.",
    "وقع القصف في إدلب وفي شمال العراق.",
    "وقع القصف في صعدة، شمالي اليمن.",
    "وقعت روسيا وتركيا الاتفاق في سوتشي.",
    "وصل الوفد من إدلب إلى تركيا.",
]


@pytest.mark.parametrize("text", RIGHT)
def test_a_place_told_right_or_only_near_another_country_is_not_flagged(text: str) -> None:
    assert [flag for flag in read_text(text).flags if flag.kind is FlagKind.wrong_country] == []


def test_the_words_of_a_wrong_country_are_kept_as_they_stand() -> None:
    [claim] = claims_of("قصفت القوات السورية إدلب، شمال غرب روسيا.")
    assert claim.event.place == "إدلب"
    assert claim.event.actor == "SYR.MIL"


@pytest.mark.parametrize("words", ["الأربعاء", "أمس", "نهاية فبراير"])
def test_a_relative_date_without_a_publication_date_is_flagged(words: str) -> None:
    text = f"انسحبت القوات التركية من سراقب {words}."
    flags = read_text(text, published=None).flags
    assert [(flag.kind, flag.span.of(text)) for flag in flags] == [(FlagKind.undated, words)]
    assert [flag for flag in read_text(text).flags if flag.kind is FlagKind.undated] == []


def test_a_full_date_is_never_in_doubt() -> None:
    assert read_text("انسحبت القوات التركية من سراقب في 12 فبراير 2020.", published=None).flags == ()


def test_a_claim_keeps_the_words_of_a_date_that_cannot_be_resolved() -> None:
    [claim] = claims_of("انسحبت القوات التركية من سراقب الأربعاء.", published=None)
    assert claim.event.when is None
    assert claim.said_as == ("الأربعاء",)


UNEVEN = [
    ("قتل خمسة جنود بينهم سبعة ضباط في درعا.", "خمسة جنود بينهم سبعة"),
    ("قتل 10 مدنيين، بينهم 6 أطفال و7 نساء، في نيالا.", "10 مدنيين، بينهم 6 أطفال و7"),
    ("وصل عشرة جنود، هم ستة أتراك وثلاثة سوريين.", "عشرة جنود، هم ستة أتراك وثلاثة"),
]


@pytest.mark.parametrize(("text", "quote"), UNEVEN)
def test_parts_that_do_not_add_up_are_flagged_with_their_words(text: str, quote: str) -> None:
    flags = [flag for flag in read_text(text).flags if flag.kind is FlagKind.bad_sum]
    assert [flag.span.of(text) for flag in flags] == [quote]


EVEN = [
    "قتل عشرة جنود بينهم سبعة ضباط في درعا.",
    "قتل 10 مدنيين، بينهم 6 أطفال و4 نساء، في نيالا.",
    "وصل عشرة جنود، هم ستة أتراك وأربعة سوريين.",
    "وصل عشرة جنود، هم ستة أتراك وسوري.",
    "قتل خمسة جنود بينهم ضابط عمره 45 عاما.",
    "قتل نحو خمسة جنود، وأصيب سبعة آخرون.",
    "قتل خمسة جنود بينهم ضابط. وأصيب تسعة.",
]


@pytest.mark.parametrize("text", EVEN)
def test_parts_that_add_up_or_are_not_all_told_are_not_flagged(text: str) -> None:
    assert [flag for flag in read_text(text).flags if flag.kind is FlagKind.bad_sum] == []
