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
    ("يجب على الجيش السوري الانسحاب من سراقب.", "outlet report|demand retreat SYR.MIL > - status=future"),
    (
        "وافق الجيش السوري على الانسحاب من سراقب.",
        "SYR.MIL pledge retreat SYR.MIL > - status=future || outlet report agree|retreat SYR.MIL > - status=actual|future",
    ),
]


@pytest.mark.parametrize(("text", "claim"), STATUS)
def test_the_status_is_what_the_words_say(text: str, claim: str) -> None:
    assert wrong(text, claim) == []


CONDITIONS = [
    (
        "قال أردوغان إن تركيا ستضرب قوات النظام السوري إذا هاجمت الجنود الأتراك.",
        ["TUR.GOV threaten assault TUR.MIL > SYR.MIL status=conditional"],
    ),
    (
        "هدد أردوغان بضرب قوات النظام السوري في حال هاجمت الجنود الأتراك.",
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
