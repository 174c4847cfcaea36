"""How sure and how far off: actual, future, conditional, possible; ultimatums and their deadlines."""

from __future__ import annotations

import datetime as dt

import pytest

from claim_table import claims_of, lacking, wrong

STATUS = [
    ("انسحب الجيش السوري من سراقب.", "outlet report retreat SYR.MIL > - status=actual"),
    ("ينسحب الجيش السوري من سراقب.", "outlet report retreat SYR.MIL > - status=actual"),
    ("سينسحب الجيش السوري من سراقب.", "outlet report retreat SYR.MIL > - status=future"),
    ("قد ينسحب الجيش السوري من سراقب.", "outlet report retreat SYR.MIL > - status=possible"),
    ("لقد انسحب الجيش السوري من سراقب.", "outlet report retreat SYR.MIL > - status=actual"),
    ("قد انسحب الجيش السوري من سراقب.", "outlet report retreat SYR.MIL > - status=actual"),
    ("يُحتمل أن ينسحب الجيش السوري من سراقب.", "outlet report retreat SYR.MIL > - status=possible"),
    ("يستعد الجيش السوري للانسحاب من سراقب.", "outlet report retreat SYR.MIL > - status=future"),
    ("يُعتقد أن القوات الروسية قصفت سرمين.", "outlet report assault RUS.MIL > - status=possible"),
    ("تهدف الخطة إلى انسحاب القوات الإثيوبية من مدينة بادمي.", "outlet report retreat ETH.MIL > - status=future"),
    ("توقع الوزير الروسي أن تنسحب القوات الأوكرانية من باخموت.", "RUS.GOV state retreat UKR.MIL > - status=future"),
    ("يجب على الجيش السوري الانسحاب من سراقب.", "outlet report|demand retreat SYR.MIL > - status=future"),
    (
        "وافق الجيش السوري على الانسحاب من سراقب.",
        "SYR.MIL pledge retreat SYR.MIL > - status=future || outlet report agree|retreat SYR.MIL > - status=actual|future",
    ),
]


@pytest.mark.parametrize(("text", "claim"), STATUS)
def test_the_status_is_what_the_words_say(text: str, claim: str) -> None:
    assert wrong(text, claim) == []


AHEAD = [
    ("جرت محادثات في جنيف لوقف القصف على تعز.", "outlet report retreat - > - status=future"),
    ("سيتم سحب الدبابات وإطلاق سراح الأسرى.", "outlet report retreat - > - status=future"),
    ("سيتم سحب الدبابات وإطلاق سراح الأسرى.", "outlet report concede - > - status=future"),
]


@pytest.mark.parametrize(("text", "claim"), AHEAD)
def test_what_something_is_for_and_what_is_listed_with_it_is_still_to_come(text: str, claim: str) -> None:
    assert lacking(text, claim) == []


CONDITIONS = [
    (
        "قال أردوغان إن تركيا ستضرب قوات النظام السوري إذا هاجمت الجنود الأتراك.",
        ["TUR.GOV threaten assault TUR.MIL > SYR.MIL status=conditional"],
    ),
    (
        "هدد أردوغان بقصف قوات النظام السوري في حال هاجمت الجنود الأتراك.",
        ["TUR.GOV threaten assault TUR.MIL > SYR.MIL status=conditional"],
    ),
    (
        "قال أردوغان إن القوات التركية ستضرب قوات النظام السوري ما لم تنسحب من سراقب.",
        [
            "TUR.GOV threaten assault TUR.MIL > SYR.MIL status=conditional",
            "TUR.GOV demand retreat SYR.MIL|- > - @سراقب status=future",
        ],
    ),
    (
        "قال أردوغان إن على قوات النظام السوري الانسحاب من سراقب وإلا فإن القوات التركية ستضربها.",
        [
            "TUR.GOV demand retreat SYR.MIL > - @سراقب status=future",
            "TUR.GOV threaten assault TUR.MIL > SYR.MIL|- status=conditional|future",
        ],
    ),
]


@pytest.mark.parametrize(("text", "claims"), CONDITIONS)
def test_a_threat_under_a_condition_is_conditional(text: str, claims: list[str]) -> None:
    assert lacking(text, *claims) == []


def test_whom_a_condition_names_as_hit_does_not_become_the_doer() -> None:
    claims = claims_of("قال أردوغان إن تركيا ستضرب قوات النظام السوري إذا هاجمت الجنود الأتراك.")
    hit = [claim.event for claim in claims if claim.trigger and claim.trigger.quote == "هاجمت"]
    assert {event.actor for event in hit} <= {"SYR.MIL", None}


ULTIMATUMS = [
    (
        "أمهلت أنقرة الجيش السوري حتى نهاية فبراير للانسحاب من سراقب.",
        "TUR.GOV demand|threaten retreat SYR.MIL > - @سراقب status=future deadline=2020-02-29",
    ),
    (
        "طالبت أنقرة الجيش السوري بالانسحاب من سراقب قبل نهاية شباط.",
        "TUR.GOV demand retreat SYR.MIL > - @سراقب status=future deadline=2020-02-29",
    ),
    (
        "طالب أردوغان قوات النظام السوري بالانسحاب من سراقب خلال 48 ساعة.",
        "TUR.GOV demand retreat SYR.MIL > - @سراقب status=future deadline=2020-02-14",
    ),
    (
        "هدد أردوغان بضرب قوات النظام السوري إذا لم تنسحب من سراقب بحلول نهاية فبراير.",
        "TUR.GOV demand retreat SYR.MIL|- > - @سراقب status=future deadline=2020-02-29",
    ),
]


@pytest.mark.parametrize(("text", "claim"), ULTIMATUMS)
def test_an_ultimatum_has_its_deadline(text: str, claim: str) -> None:
    assert lacking(text, claim) == []


@pytest.mark.parametrize(("text", "claim"), ULTIMATUMS)
def test_an_ultimatum_of_an_unknown_date_has_none(text: str, claim: str) -> None:
    assert lacking(text, claim.rpartition("deadline=")[0] + "deadline=-", published=None) == []


DATED = [
    ("انسحبت القوات التركية من سراقب الأربعاء.", "outlet report retreat TUR.MIL > - when=2020-02-12"),
    ("انسحبت القوات التركية من سراقب أمس.", "outlet report retreat TUR.MIL > - when=2020-02-11"),
    ("في 7 شباط انسحبت القوات التركية من سراقب.", "outlet report retreat TUR.MIL > - when=2020-02-07"),
    ("وقعت روسيا وتركيا اتفاقا في سوتشي في 17 سبتمبر 2018.", "outlet report agree RUS.GOV > TUR.GOV when=2018-09-17"),
    ("قال أردوغان الأربعاء إن القوات الروسية قصفت سرمين.", "TUR.GOV state|accuse assault RUS.MIL > - when=-"),
    ("قال أردوغان إن القوات الروسية قصفت سرمين الثلاثاء.", "TUR.GOV state|accuse assault RUS.MIL > - when=2020-02-11"),
]


@pytest.mark.parametrize(("text", "claim"), DATED)
def test_a_date_belongs_to_the_event_and_never_to_the_speech(text: str, claim: str) -> None:
    assert wrong(text, claim) == []


def test_a_full_date_needs_no_publication_date() -> None:
    assert (
        wrong("انسحبت القوات التركية من سراقب في 7 شباط 2020.", "outlet report retreat TUR.MIL > - when=2020-02-07", published=None)
        == []
    )


def test_a_weekday_of_an_unknown_date_stays_the_word_that_it_is() -> None:
    assert wrong("انسحبت القوات التركية من سراقب الأربعاء.", "outlet report retreat TUR.MIL > - when=-", published=None) == []
    assert (
        wrong(
            "انسحبت القوات التركية من سراقب الأربعاء.",
            "outlet report retreat TUR.MIL > - when=2020-02-19",
            published=dt.date(2020, 2, 20),
        )
        == []
    )


# What averts a threat is for the one to do whom it is meant for.
AVERTED = [
    ("قالت باكو إن القوات الأذربيجانية ستقصف القوات الأرمينية ما لم تنسحب من لاتشين.", "AZE", "ARM.MIL", "لاتشين"),
    ("قال الرئيس الإثيوبي إن الجيش الإثيوبي سيهاجم القوات الإريترية ما لم تنسحب من بادمي.", "ETH", "ERI.MIL", "بادمي"),
    ("قال نتنياهو إن إسرائيل ستضرب مقاتلي حزب الله إذا لم ينسحبوا من بلدة الخيام.", "ISR", "LBN.REB", "الخيام"),
]


@pytest.mark.parametrize(("text", "who", "whom", "place"), AVERTED)
def test_what_a_threat_asks_for_is_to_be_done_by_the_one_threatened(text: str, who: str, whom: str, place: str) -> None:
    threat = f"{who}.GOV threaten assault {who}.MIL > {whom} status=conditional"
    assert wrong(text, threat, f"{who}.GOV demand retreat {whom} > - @{place} status=future") == []


def test_a_condition_that_asks_for_nothing_is_no_demand_on_the_one_threatened() -> None:
    claims = claims_of("هددت الخرطوم بقصف القوات الإثيوبية إذا انسحبت من الفشقة.")
    assert claims
    assert {claim.act for claim in claims if claim.event.type == "retreat"} <= {"threaten", "state"}


def test_whom_a_condition_with_a_feminine_verb_names_is_hit() -> None:
    """«إذا هاجمت الجنود»: she who attacks is named before, the soldiers are attacked."""
    text = "قال الرئيس الأوكراني إن بلاده ستضرب القوات الروسية إذا هاجمت الجنود الأوكرانيين."
    hit = [claim.event for claim in claims_of(text) if claim.trigger and claim.trigger.quote == "هاجمت"]
    assert [(event.actor in ("RUS.MIL", None), event.target, event.status) for event in hit] == [(True, "UKR.MIL", "conditional")]


AIMS = [
    (
        "أمهلت بوغوتا المتمردين ثلاثة أيام للانسحاب من كوكوتا.",
        "COL.GOV demand retreat ???.REB|COL.REB > - @كوكوتا status=future deadline=2020-02-15",
    ),
    ("أمهلت الخرطوم القوات الإثيوبية أسبوعا لكي تنسحب من الفشقة.", "SDN.GOV demand retreat ETH.MIL > - @الفشقة status=future"),
]


@pytest.mark.parametrize(("text", "claim"), AIMS)
def test_what_a_respite_is_given_for_is_demanded(text: str, claim: str) -> None:
    assert wrong(text, claim) == []


PROVIDED = [
    ("ينص الاتفاق على انسحاب القوات الأرمينية من كلبجار.", "future"),
    ("يقضي الاتفاق بانسحاب القوات الأرمينية من كلبجار.", "future"),
    ("أعلنت يريفان انسحاب القوات الأرمينية من كلبجار.", "actual"),
]


@pytest.mark.parametrize(("text", "status"), PROVIDED)
def test_what_an_agreement_provides_for_has_not_been_done_by_that(text: str, status: str) -> None:
    assert {claim.event.status for claim in claims_of(text) if claim.event.type == "retreat"} == {status}


def test_attacks_that_have_not_stopped_go_on() -> None:
    found = claims_of("قالت كييف إن الهجمات على القوات الأوكرانية انطلاقا من بيلغورود لم تتوقف، وإنها سترد.")
    assert [claim.event.negated for claim in found if claim.event.type == "assault"] == [False]


NOT_DONE = [
    ("قال محللون أوكرانيون إن أي هجوم روسي على خاركيف سيقابل برد قوي.", ("possible", False)),
    ("أكد الجيش الهندي أنه لم يشن أي هجوم على القوات الباكستانية.", ("actual", True)),
    ("قوات الدعم السريع غير قادرة على اقتحام الفاشر.", ("actual", True)),
    ("قوات الدعم السريع قادت اقتحام الفاشر.", ("actual", False)),
]


@pytest.mark.parametrize(("text", "told"), NOT_DONE)
def test_any_attack_is_only_possible_and_who_is_unable_has_made_none(text: str, told: tuple[str, bool]) -> None:
    assert {(claim.event.status, claim.event.negated) for claim in claims_of(text)} == {told}
