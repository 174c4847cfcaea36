from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from claims_by_hand import LENSES, claim, document

from marsad.ledger import link_claims
from marsad.ledger.link import last_day

Bears = list[tuple[str | None, str]]


def bears(agreement: str, language: str, day: str, text: str, source: str, act: str, kind: str, **event: Any) -> Bears:
    doc = document(text, day, language)
    links = link_claims([claim(doc, source, act, kind, **event)], doc, LENSES[agreement, language])
    return [(link.commitment, link.effect) for link in links]


ACCUSED = ("RUS.GOV", "accuse", "breach")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("اتهمت موسكو أنقرة بأنها لم تبعد الجماعات المتشددة عن المنطقة العازلة في إدلب.", "S5"),
        ("اتهمت موسكو أنقرة بعدم فصل المعارضة عن الإرهابيين في إدلب.", "S5"),
        ("اتهمت موسكو أنقرة بعدم سحب الأسلحة الثقيلة من المنطقة المنزوعة السلاح.", "S6"),
        ("اتهمت موسكو أنقرة بعدم فتح الطريق الدولي حلب – حماة كما نص اتفاق إدلب.", "S8"),
        ("اتهمت موسكو أنقرة بخرق اتفاق إدلب.", None),
        ("اتهمت موسكو أنقرة بخرق مذكرة سوتشي.", None),
    ],
)
def test_an_accusation_finds_the_commitment_by_its_words_or_the_whole_by_its_name(text: str, expected: str | None) -> None:
    assert bears("idlib-2018", "ar", "2020-02-12", text, *ACCUSED, actor="TUR.GOV") == [(expected, "breach")]


@pytest.mark.parametrize(
    ("act", "event", "effect"),
    [
        ("accuse", {}, "breach"),
        ("deny", {}, "deny"),
        ("state", {"negated": True}, "deny"),
        ("state", {"status": "conditional"}, None),
        ("demand", {"status": "future"}, None),
        ("threaten", {"status": "future"}, None),
    ],
)
def test_a_breach_is_read_with_its_act_negation_and_status(act: str, event: dict[str, Any], effect: str | None) -> None:
    text = "تحدثت أنقرة عن خرق اتفاق إدلب."
    found = bears("idlib-2018", "ar", "2020-02-12", text, "TUR.GOV", act, "breach", actor="TUR.GOV", **event)
    assert found == ([(None, effect)] if effect else [])


@pytest.mark.parametrize(("negated", "effect"), [(False, "comply"), (True, "breach")])
def test_not_complying_is_a_breach(negated: bool, effect: str) -> None:
    text = "The Kremlin spoke of the Idlib agreement."
    found = bears("idlib-2018", "en", "2020-02-12", text, "RUS.GOV", "state", "comply", actor="TUR.GOV", negated=negated)
    assert found == [(None, effect)]


def test_a_duty_recalled_is_no_breach() -> None:
    text = "Türkiye was obliged to drive militants out of the buffer zone near Idlib, Moscow said."
    found = bears("idlib-2018", "en", "2020-02-12", text, "RUS.GOV", "state", "retreat", actor="TUR.GOV", status="future")
    assert found == [("S5", "duty")]


def test_setting_the_agreement_aside_is_an_exit_by_the_speaker() -> None:
    text = "قال الوزير إن بلاده ستضرب بغض النظر عن اتفاق سوتشي."
    doc = document(text)
    said = claim(doc, "TUR.GOV", "threaten", "assault", actor="TUR.MIL", target="SYR.MIL", status="conditional")
    (link,) = link_claims([said], doc, LENSES["idlib-2018", "ar"])
    assert (link.commitment, link.effect, link.of) == (None, "exit", "TUR.GOV")
    assert "بغض النظر عن اتفاق" in link.reason


@pytest.mark.parametrize(
    ("day", "text", "event", "expected"),
    [
        ("2020-02-12", "قصفت قوات النظام بلدة سرمين.", {"place": "سرمين"}, [("S2", "breach")]),
        ("2018-09-01", "قصفت قوات النظام بلدة سرمين.", {"place": "سرمين"}, []),  # before the signature
        ("2020-02-12", "قصفت قوات النظام حياً في درعا.", {"place": "درعا"}, []),  # outside the zone
        ("2020-02-12", "قصفت قوات النظام مواقع.", {}, []),  # nobody says where
        ("2020-02-12", "قصفت قوات النظام سرمين.", {"place": "سرمين", "status": "conditional"}, []),
        ("2020-02-12", "قصفت قوات النظام سرمين عام 2017.", {"place": "سرمين", "when": "2017"}, []),
    ],
)
def test_fighting_bears_on_the_memorandum_in_its_zone_and_time_only(
    day: str, text: str, event: dict[str, Any], expected: Bears
) -> None:
    assert bears("idlib-2018", "ar", day, text, "outlet", "report", "assault", actor="SYR.MIL", **event) == expected


@pytest.mark.parametrize(("actor", "expected"), [("ISR.MIL", "IL2"), ("LBN.REB", "IL1")])
def test_fighting_breaks_the_clause_that_binds_the_one_who_fires(actor: str, expected: str) -> None:
    text = "An attack hit the town of Khiam in Lebanon."
    found = bears("lebanon-2024", "en", "2025-03-01", text, "outlet", "report", "assault", actor=actor, place="Khiam")
    assert found == [(expected, "breach")]


def test_fighting_by_those_who_are_no_party_bears_on_nothing() -> None:
    text = "قصفت طائرات التحالف موقعاً في إدلب."
    assert bears("idlib-2018", "ar", "2019-08-31", text, "outlet", "report", "assault", actor="USA.MIL", place="إدلب") == []


def test_an_attack_owned_and_a_breach_denied_is_a_denial() -> None:
    text = "The army said its raid in southern Lebanon was no breach of the ceasefire with Hezbollah."
    found = bears("lebanon-2024", "en", "2025-03-01", text, "ISR.MIL", "state", "assault", actor="ISR.MIL", place="Lebanon")
    assert {effect for _, effect in found} == {"deny"}


@pytest.mark.parametrize(
    "text",
    [
        "اتهمت أنقرة موسكو بخرق مذكرة سوتشي لأن قسد لم تنسحب من الحدود.",
        "اتهمت أنقرة موسكو بخرق مذكرة سوتشي المبرمة في أكتوبر 2019.",
    ],
)
def test_the_other_memorandum_of_sochi_is_told_apart(text: str) -> None:
    assert bears("idlib-2018", "ar", "2019-11-12", text, "TUR.GOV", "accuse", "breach", actor="RUS.GOV") == []


def test_the_agreement_named_before_is_meant_by_the_agreement() -> None:
    first, second = "ناقش الوزيران اتفاق إدلب.", "وقال لافروف إن أنقرة لا تنفذ الاتفاق."
    doc = document(f"{first} {second}")
    said = claim(doc, "RUS.GOV", "accuse", "breach", sentence=second, actor="TUR.GOV")
    assert [(k.commitment, k.effect) for k in link_claims([said], doc, LENSES["idlib-2018", "ar"])] == [(None, "breach")]
    alone = document(second)
    said = claim(alone, "RUS.GOV", "accuse", "breach", actor="TUR.GOV")
    assert link_claims([said], alone, LENSES["idlib-2018", "ar"]) == ()


def test_words_of_a_commitment_go_to_the_claim_whose_trigger_stands_nearest() -> None:
    text = "موسكو: أنقرة خرقت اتفاق إدلب، ومنذ أشهر طويلة من الوعود والاجتماعات لم تبعد المتطرفين عن المنطقة"
    doc = document(text)
    whole = claim(doc, "RUS.GOV", "accuse", "breach", trigger="خرقت", actor="TUR.GOV")
    part = claim(doc, "RUS.GOV", "accuse", "breach", trigger="لم تبعد", actor="TUR.GOV")
    links = link_claims([whole, part], doc, LENSES["idlib-2018", "ar"])
    assert [(k.claim, k.commitment) for k in links] == [(whole.id, None), (part.id, "S5")]


@pytest.mark.parametrize(("actor", "effect"), [("ISR.MIL", "exit"), ("EGY.MIL", "breach")])
def test_a_refusal_is_an_exit_by_the_bound_and_a_breach_by_others(actor: str, effect: str) -> None:
    text = "لن ينسحب الجيش من محور فيلادلفيا في غزة."
    event = {"actor": actor, "negated": True, "status": "future"}
    assert bears("gaza-2025", "ar", "2025-02-20", text, "ISR.GOV", "state", "retreat", **event) == [("G7", effect)]


def test_a_claim_of_breach_takes_the_words_before_a_plain_event_that_stands_nearer() -> None:
    text = "قالت موسكو إن أنقرة لا تنفذ اتفاق إدلب ولا تعمل على تحييد المتشددين، وإن الهجمات على القوات مستمرة هناك."
    doc = document(text)
    breach = claim(doc, "RUS.GOV", "accuse", "breach", trigger="لا تنفذ", actor="TUR.GOV")
    attack = claim(doc, "RUS.GOV", "state", "assault", trigger="الهجمات", target="RUS.MIL")
    links = link_claims([breach, attack], doc, LENSES["idlib-2018", "ar"])
    assert [(k.claim, k.commitment) for k in links] == [(breach.id, "S5"), (attack.id, "S2")]


def test_two_speakers_who_count_breaches_both_bear_on_the_commitment() -> None:
    text = "سجلت موسكو خمسة خروقات في إدلب وحماة بموجب مذكرة خفض التصعيد، وسجلت أنقرة ثمانية."
    doc = document(text, "2019-06-03")
    claims = [
        claim(doc, "RUS.MIL", "state", "breach", trigger="خروقات"),
        claim(doc, "TUR.MIL", "state", "breach", trigger="ثمانية"),
    ]
    links = link_claims(claims, doc, LENSES["astana-2017", "ar"])
    assert {(k.commitment, k.by) for k in links} == {("A2.1", "RUS.MIL"), ("A2.1", "TUR.MIL")}


def test_a_truce_that_takes_effect_is_kept_by_nobody_yet() -> None:
    text = "دخل وقف إطلاق النار في إدلب حيز التنفيذ."
    assert bears("idlib-2020", "ar", "2020-03-06", text, "outlet", "report", "retreat") == []
    assert bears("idlib-2020", "ar", "2020-03-06", text, "outlet", "report", "retreat", actor="SYR.MIL") == [("P1", "comply")]


def test_words_of_one_conflict_do_not_reach_another() -> None:
    text = "قالت باريس إن الجيش المالي لم يخرج الجماعات المتشددة من الشمال."
    assert bears("idlib-2018", "ar", "2021-06-01", text, "FRA.GOV", "accuse", "breach", actor="RUS.MIL") == []


def test_someone_who_cannot_be_told_is_not_the_speaker() -> None:
    text = "قال متحدث إن الغارة على لبنان لا تنتهك وقف إطلاق النار مع حزب الله."
    found = bears("lebanon-2024", "ar", "2025-03-01", text, "???.MIL", "state", "assault", actor="???.MIL", place="لبنان")
    assert all(effect != "deny" for _, effect in found)


@pytest.mark.parametrize(
    ("iso", "day"),
    [
        ("2020-02-12", dt.date(2020, 2, 12)),
        ("2020-02", dt.date(2020, 2, 29)),
        ("2019-12", dt.date(2019, 12, 31)),
        ("2018", dt.date(2018, 12, 31)),
        ("2020-02-10/2020-02-12", dt.date(2020, 2, 12)),
        ("Wednesday", None),
    ],
)
def test_the_last_day_of_an_iso_time(iso: str, day: dt.date | None) -> None:
    assert last_day(iso) == day


NAMED = "بحث المبعوث اتفاق الحديدة في ميناء الصليف."
LATER = "وقال الوزير إن المقاتلين قصفوا مواقع."


def later_bears(before: str, sentence: str, day: str, source: str, **event: Any) -> Bears:
    doc = document(f"{before} {sentence}", day)
    said = claim(doc, source, "accuse", "assault", sentence=sentence, **event)
    return [(link.commitment, link.effect) for link in link_claims([said], doc, LENSES["hodeidah-2018", "ar"])]


ZONE_TOLD = [
    (NAMED, LATER, {}, "H1"),
    ("بحث المبعوث اتفاق ستوكهولم.", LATER, {}, None),  # the text has not yet spoken of the zone
    ("زار المبعوث ميناء الصليف.", LATER, {}, None),  # nor of the agreement
    (f"{NAMED} ثم وصل إلى مأرب.", LATER, {}, None),  # the place told last lies outside
    (f"{NAMED} {'وتحدث السكان عن الغلاء والماء. ' * 60}", LATER, {}, None),  # long ago
    (NAMED, "وقال الوزير إن المقاتلين قصفوا مأرب.", {"place": "مأرب"}, None),
    (NAMED, "وقال الوزير إن المقاتلين سيقصفون مواقع.", {"status": "future"}, None),
    (NAMED, "وقال الوزير إن الطائرات قصفت مواقع.", {"actor": "USA.MIL"}, None),
]


@pytest.mark.parametrize(("before", "sentence", "event", "expected"), ZONE_TOLD)
def test_the_zone_that_a_text_last_spoke_of_holds_for_what_the_parties_go_on_to_do(
    before: str, sentence: str, event: dict[str, Any], expected: str | None
) -> None:
    found = later_bears(before, sentence, "2019-03-02", "YEM.GOV", **{"actor": "YEM.REB", **event})
    assert found == ([(expected, "breach")] if expected else [])


@pytest.mark.parametrize(("source", "day"), [("outlet", "2019-03-02"), ("YEM.GOV", "2018-11-01")])
def test_the_zone_told_before_holds_for_what_a_party_tells_while_the_agreement_is_in_force(source: str, day: str) -> None:
    assert later_bears(NAMED, LATER, day, source, actor="YEM.REB") == []
