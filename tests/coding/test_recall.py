"""Whom a sentence means that names nobody: a subject told before, attacks told before, pronouns of others."""

from __future__ import annotations

import pytest

from claim_table import claims_of

DROPPED = [
    ("مقدمة.\nقصفت القوات الروسية مدينة خاركيف. كما استهدفت مطار دنيبرو.", "RUS.MIL"),
    ("مقدمة.\nقصفت القوات الروسية مدينة خاركيف. كما شنت غارات على دنيبرو.", "RUS.MIL"),
    ("مقدمة.\nقصفت القوات الروسية مدينة خاركيف. كما استهدف مطار دنيبرو.", None),
    ("مقدمة.\nقصفت القوات الروسية مدينة خاركيف. كما استهدفت قذائف مجهولة مطار دنيبرو.", None),
    ("مقدمة.\nقصفت القوات الروسية مدينة خاركيف. وساد الهدوء لفيف. كما استهدفت مطار دنيبرو.", None),
]


@pytest.mark.parametrize(("text", "actor"), DROPPED)
def test_a_sentence_that_opens_with_a_verb_goes_on_with_the_subject_of_the_one_before(text: str, actor: str | None) -> None:
    last = [one for one in claims_of(text) if one.event.type == "assault"][-1]
    assert last.event.actor == actor


ATTACKS = [
    ("شن الطيران الإسرائيلي غارات على رفح. واستهدفت الغارات منازل.", "ISR.MIL"),
    ("شن الطيران الإسرائيلي غارات على رفح. وقالت مصادر إن الغارات استهدفت منازل.", "ISR.MIL"),
    ("شن الطيران الإسرائيلي غارات على رفح. ونفذ الطيران المصري غارات على العريش. واستهدفت الغارات منازل.", None),
    ("شن الطيران الإسرائيلي غارات على رفح. واستهدفت غارات منازل.", None),
]


@pytest.mark.parametrize(("text", "actor"), ATTACKS)
def test_the_attacks_are_those_of_whom_alone_the_text_has_told(text: str, actor: str | None) -> None:
    last = [one for one in claims_of(text) if one.event.type == "assault"][-1]
    assert last.event.actor == actor


def test_a_mans_pronoun_is_not_hers_who_speaks() -> None:
    claims = claims_of("قالت الحكومة الليبية إن استمرار خروقاته للهدنة غير مقبول.")
    assert not [one for one in claims if one.event.actor and one.event.actor.startswith("LBY")]


def test_who_answers_a_deed_by_another_has_done_the_other() -> None:
    claims = claims_of("وردت الفصائل السورية على هذه الخروقات بإطلاق أكثر من عشرين قذيفة على بلدة كفريا.")
    assert ("assault", "SYR.REB") in {(one.event.type, one.event.actor) for one in claims}


DURING = [
    ("أسقطت القوات الأرمينية طائرة أذربيجانية أثناء خرقها للهدنة.", "AZE"),
    ("قال متحدث باسم الحوثيين إن قواتهم أسقطت طائرة تابعة لسلاح الجو السعودي أثناء خرقها للهدنة.", "SAU"),
]


@pytest.mark.parametrize(("text", "country"), DURING)
def test_who_was_hit_during_a_breach_has_broken_the_truce(text: str, country: str) -> None:
    assert {str(one.event.actor).split(".")[0] for one in claims_of(text) if one.event.type == "breach"} == {country}


def test_nobody_states_a_breach_of_their_own() -> None:
    claims = claims_of("أكد الجيش الهندي أن خروقاته للهدنة مستمرة.")
    assert not [one for one in claims if one.event.type == "breach" and one.event.actor]
