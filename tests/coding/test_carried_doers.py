"""Doers that a word of means or aim carries on, two sides with "between", and who is hit where a place says whose it is."""

from __future__ import annotations

import datetime as dt

import pytest

from claim_table import claims_of, wrong

LED = [
    (
        "قصف الجيش الأوكراني مدينة دونيتسك في محاولة للتقدم نحو المطار.",
        ["outlet report assault UKR.MIL > - @دونيتسك", "outlet report control UKR.MIL > - status=possible"],
    ),
    (
        "شنت قوات حفتر هجوما على مدينة غريان بهدف السيطرة على البلدة.",
        ["outlet report assault LBY.REB > - @غريان", "outlet report control LBY.REB > - status=possible"],
    ),
    (
        "خرق الجيش الأذربيجاني الهدنة من خلال قصف بلدة مارتوني.",
        ["outlet report breach AZE.MIL > -", "outlet report assault AZE.MIL > - @مارتوني"],
    ),
]


@pytest.mark.parametrize(("text", "claims"), LED)
def test_who_does_a_deed_does_what_it_is_done_by_or_for(text: str, claims: list[str]) -> None:
    told = {(one.event.type, one.event.actor, one.event.status) for one in claims_of(text)}
    expected = {(c.split()[2], c.split()[3], "possible" if "status=possible" in c else "actual") for c in claims}
    assert told == expected


BETWEEN = [
    ("اندلعت حرب بين القوات الموالية لحكومة الوفاق وبين قوات حفتر.", "LBY.MIL", "LBY.REB"),
    ("شهدت أم درمان معارك بين الجيش السوداني والشرطة السودانية من جهة وقوات الدعم السريع من جهة أخرى.", "SDN.MIL", "SDN.REB"),
    ("وقعت اشتباكات دارت بين الجيش الأرميني والجيش الأذربيجاني.", "ARM.MIL", "AZE.MIL"),
]


@pytest.mark.parametrize(("text", "actor", "target"), BETWEEN)
def test_between_names_one_of_each_side(text: str, actor: str, target: str) -> None:
    assert {(one.event.actor, one.event.target) for one in claims_of(text, published=dt.date(2024, 5, 1))} == {(actor, target)}


HIT = [
    ("أطلقت حركة حماس صواريخ على بلدات إسرائيلية.", "PSE.REB", "ISR.CVL"),
    ("قصف الجيش الأذربيجاني مواقع أرمينية.", "AZE.MIL", "ARM.MIL"),
    ("قصف الجيش الروسي أحياء سكنية أوكرانية.", "RUS.MIL", "UKR.CVL"),
    ("قصف الجيش الروسي أحياء سكنية في خاركيف.", "RUS.MIL", "UKR.CVL"),
    ("استهدفت طائرات أمريكية موقعا قرب مدن عراقية.", "USA.MIL", None),
    ("قصف الجيش الهندي الحدود الباكستانية.", "IND.MIL", None),
]


@pytest.mark.parametrize(("text", "actor", "target"), HIT)
def test_who_is_hit_is_told_by_whose_the_place_is(text: str, actor: str, target: str | None) -> None:
    assert {(one.event.actor, one.event.target) for one in claims_of(text)} == {(actor, target)}


def test_an_active_verb_has_no_doer_by_from() -> None:
    assert {one.event.actor for one in claims_of("استهدف هجوم نقطة تفتيش مشتركة من الجيش العراقي.")} == {None}


def test_a_fighter_before_the_place_that_is_targeted_is_no_victim() -> None:
    assert wrong("أدانت الرياض استهداف الحوثيين مدينة نجران.", "SAU.GOV accuse assault YEM.REB > - @نجران") == []


BOTH = [
    (
        "خرق الجيش الهندي والجيش الباكستاني الهدنة. وتحدث مراقبون عن خروقات من الطرفين.",
        {("IND.MIL", "PAK.MIL"), ("PAK.MIL", "IND.MIL")},
    ),
    ("التقى بوتين أردوغان وروحاني في طهران. وسجلت خروقات من الطرفين.", {(None, None)}),
]


@pytest.mark.parametrize(("text", "pairs"), BOTH)
def test_both_sides_are_blamed_only_where_the_text_names_no_third(text: str, pairs: set[tuple[str | None, str | None]]) -> None:
    last = [one for one in claims_of(text) if one.event.type == "breach"][-len(pairs) :]
    assert {(one.event.actor, one.event.target) for one in last} == pairs


COUNTED = [
    ("اتهمت كييف الجيش الروسي بارتكاب 40 خرقا للهدنة، بين قصف وقنص.", {("breach", "RUS.MIL"), ("assault", "RUS.MIL")}),
    ("قال مسؤول أوكراني إن ثلاثة صواريخ سقطت قرب خاركيف.", {("assault", None)}),
]


@pytest.mark.parametrize(("text", "deeds"), COUNTED)
def test_counted_charges_are_theirs_who_are_charged_and_counted_rockets_nobodys(text: str, deeds: set[tuple[str, str]]) -> None:
    assert {(one.event.type, one.event.actor) for one in claims_of(text)} == deeds


BEGUN = [
    ("بدأت القوات التركية قصف قوات سوريا الديمقراطية في منبج.", "TUR.MIL", "SYR.REB"),
    ("واصل الجيش الإثيوبي قصف المتمردين في مقلي.", "ETH.MIL", "ETH.REB"),
    ("تواصل قصف الجيش الروسي على خاركيف.", "RUS.MIL", None),
    ("تواصل روسيا قصف الجيش الأوكراني.", "RUS.MIL", "UKR.MIL"),
    ("روسيا تواصل قصف الجيش الأوكراني.", "RUS.MIL", "UKR.MIL"),
]


@pytest.mark.parametrize(("text", "actor", "target"), BEGUN)
def test_who_begins_or_goes_on_does_it_and_whom_it_names_then_bears_it(text: str, actor: str | None, target: str | None) -> None:
    assert {(one.event.actor, one.event.target) for one in claims_of(text)} == {(actor, target)}


LATER = [
    ("قصفت القوات الروسية مدينة خيرسون قبل أن تنسحب منها.", {("assault", "RUS.MIL"), ("retreat", "RUS.MIL")}),
    ("انسحبت قوات حفتر من غريان بعد أن قصفت مصراتة.", {("retreat", "LBY.REB"), ("assault", "LBY.REB")}),
    ("قصفت القوات الروسية مدينة خيرسون قبل أن ينسحب الجيش الأوكراني.", {("assault", "RUS.MIL"), ("retreat", "UKR.MIL")}),
]


@pytest.mark.parametrize(("text", "deeds"), LATER)
def test_a_deed_before_or_after_another_has_its_doer_where_it_names_none(text: str, deeds: set[tuple[str, str]]) -> None:
    assert {(one.event.type, one.event.actor) for one in claims_of(text)} == deeds


ENDED = [
    "القرار الذي أنهى الحرب بين إسرائيل وحزب الله.",
    "الهدنة بين إسرائيل وحزب الله دخلت حيز التنفيذ.",
]


@pytest.mark.parametrize("text", ENDED)
def test_a_truce_in_effect_or_a_war_that_is_ended_has_both_sides(text: str) -> None:
    assert {(one.event.actor, one.event.target) for one in claims_of(text) if one.event.type == "retreat"} == {
        ("ISR.MIL", "LBN.REB")
    }


def test_a_plural_verb_does_not_stand_before_its_own_subject() -> None:
    claims = claims_of("دخل الحوثيون البلدة حيث قتلوا الجنود السعوديين.")
    assert {(one.event.actor, one.event.target) for one in claims if one.event.type == "assault"} == {("YEM.REB", "SAU.MIL")}


OWNED = [
    ("شنت إسرائيل غارات على مواقع لحزب الله.", "ISR.MIL", "LBN.REB"),
    ("قُتل خمسة من مقاتلي حزب الله في غارة إسرائيلية.", "ISR.MIL", "LBN.REB"),
]


@pytest.mark.parametrize(("text", "actor", "target"), OWNED)
def test_whose_the_posts_are_and_of_whom_some_were_killed_tells_who_was_hit(text: str, actor: str, target: str) -> None:
    assert {(one.event.actor, one.event.target) for one in claims_of(text)} == {(actor, target)}


def test_whom_an_and_joins_to_one_of_two_sides_is_no_subject() -> None:
    claims = claims_of("الاشتباكات بين الجيش السوداني وقوات الدعم السريع أغلقت الطريق.")
    assert not [one for one in claims if one.event.type == "coerce" and one.event.actor]


def test_all_parties_are_of_the_country_in_view() -> None:
    assert wrong("دعا غوتيريش جميع الأطراف إلى احترام الهدنة في اليمن.", "UN.IGO demand comply YEM.UNK > - status=future") == []
