"""Who says it: speech verbs, participles, "according to", colons, quotes, turn words, speakers carried on."""

from __future__ import annotations

import pytest

from claim_table import claims_of, differences, lacking, wrong

SPOKEN = [
    ("قال وزير الخارجية الروسي إن القوات التركية قصفت سراقب.", "RUS.GOV state|accuse assault TUR.MIL > - @سراقب"),
    ("وزير الخارجية الروسي قال إن القوات التركية قصفت سراقب.", "RUS.GOV state|accuse assault TUR.MIL > - @سراقب"),
    ("أعلن الجيش السوري أنه سيطر على سراقب.", "SYR.MIL state control SYR.MIL > - @سراقب"),
    ("أعلن الجيش السوري سيطرته على مدينة سراقب.", "SYR.MIL state control SYR.MIL > - @سراقب"),
    ("أكدت أنقرة أن قواتها قصفت مواقع الجيش السوري.", "TUR.GOV state assault TUR.MIL > SYR.MIL"),
    ("أفادت وكالة الأناضول بأن القوات السورية قصفت سرمين.", "TUR.MED report assault SYR.MIL > - @سرمين"),
    ("ذكر المرصد السوري لحقوق الإنسان أن القوات الروسية قصفت سرمين.", "SYR.NGO report assault RUS.MIL > - @سرمين"),
    ("قال شهود عيان سوريون إن القوات الروسية قصفت سرمين.", "SYR.CVL report assault RUS.MIL > - @سرمين"),
    ("اعترف الجيش الإسرائيلي بقصف بلدة الخيام.", "ISR.MIL admit assault ISR.MIL > - @الخيام"),
    ("أقر الجيش التركي بأنه قصف مدينة عفرين.", "TUR.MIL admit assault TUR.MIL > - @عفرين"),
    ("ندد الاتحاد الأوروبي بالقصف الروسي على إدلب.", "EU.IGO accuse assault RUS.MIL > - @إدلب"),
    ("أدانت باريس الهجوم التركي على عفرين.", "FRA.GOV accuse assault TUR.MIL > - @عفرين"),
    ("حذرت الأمم المتحدة من هجوم على إدلب.", "UN.IGO warn assault - > - status=possible"),
    ("هدد أردوغان بضرب الجيش السوري.", "TUR.GOV threaten assault TUR.MIL > SYR.MIL"),
    ("طالب مجلس الأمن الحوثيين بالانسحاب من الحديدة.", "UN.IGO demand retreat YEM.REB > - @الحديدة status=future"),
    ("رفضت أنقرة الانسحاب من إدلب.", "TUR.GOV reject retreat TUR.MIL > - @إدلب"),
    ("تعهد الحوثيون بالانسحاب من ميناء الحديدة.", "YEM.REB pledge retreat YEM.REB > - @الحديدة status=future"),
]


@pytest.mark.parametrize(("text", "claim"), SPOKEN)
def test_the_subject_of_a_speech_verb_speaks(text: str, claim: str) -> None:
    assert wrong(text, claim) == []


ACCORDING = [
    ("قصفت القوات الروسية بلدة سرمين، بحسب المرصد السوري لحقوق الإنسان.", "SYR.NGO report assault RUS.MIL > - @سرمين"),
    ("بحسب المرصد السوري لحقوق الإنسان، قصفت القوات الروسية بلدة سرمين.", "SYR.NGO report assault RUS.MIL > - @سرمين"),
    ("سيطر الجيش السوري على سراقب، وفقا لوكالة الأناضول.", "TUR.MED report control SYR.MIL > - @سراقب"),
    ("ووفقا لوزارة الدفاع التركية فإن القوات السورية قصفت بلدة سرمين.", "TUR.GOV state|accuse assault SYR.MIL > - @سرمين"),
    ("سيطر الجيش السوري على سراقب، حسبما أعلنت وزارة الدفاع الروسية.", "RUS.GOV state control SYR.MIL > - @سراقب"),
    ("انسحبت القوات التركية من سراقب، كما قال مصدر عسكري سوري.", "SYR.MIL state retreat TUR.MIL > - @سراقب"),
    ("قصفت القوات الروسية بلدة سرمين، على حد قول المتحدث باسم الجيش التركي.", "TUR.MIL state|accuse assault RUS.MIL > - @سرمين"),
    ("الجيش السوري سيطر على سراقب، نقلا عن وكالة سانا.", "SYR.MED report control SYR.MIL > - @سراقب"),
]


@pytest.mark.parametrize(("text", "claim"), ACCORDING)
def test_according_to_gives_the_speaker_before_and_after(text: str, claim: str) -> None:
    assert wrong(text, claim) == []


NESTED = [
    (
        "نقلت وكالة إنترفاكس عن وزير الدفاع الروسي قوله إن القوات التركية قصفت سراقب.",
        "RUS.GOV state|accuse assault TUR.MIL > - @سراقب",
        "RUS.MED",
    ),
    (
        "نقلت وكالة الأناضول عن مصدر أمني تركي أن القوات السورية قصفت سرمين.",
        "TUR.MIL state|accuse assault SYR.MIL > - @سرمين",
        "TUR.MED",
    ),
    ("نقلت وكالة سانا عن مصدر عسكري سوري أن الجيش السوري سيطر على سراقب.", "SYR.MIL state control SYR.MIL > - @سراقب", "SYR.MED"),
]


@pytest.mark.parametrize(("text", "claim", "through"), NESTED)
def test_an_agency_passes_on_and_the_official_speaks(text: str, claim: str, through: str) -> None:
    assert wrong(text, claim) == []
    assert [one.transmitted_by for one in claims_of(text)] == [(through,)]


CARRIED = [
    (
        "قال وزير الدفاع التركي إن القوات السورية قصفت سرمين. وأضاف أن الجيش السوري خرق الهدنة.",
        ["TUR.GOV state|accuse assault SYR.MIL > - @سرمين", "TUR.GOV state|accuse breach SYR.MIL > -"],
    ),
    (
        "اتهم لافروف القوات التركية بقصف سراقب. وقال إن أنقرة لم تلتزم بالاتفاق.",
        ["RUS.GOV accuse assault TUR.MIL > - @سراقب", "RUS.GOV accuse breach TUR.GOV > -"],
    ),
    (
        "اتهم لافروف القوات التركية بقصف سراقب. وأكد المصدر نفسه أن موسكو ملتزمة بالاتفاق.",
        ["RUS.GOV accuse assault TUR.MIL > - @سراقب", "RUS.GOV state comply RUS.GOV > -"],
    ),
    (
        "أكد الكرملين أن تركيا لا تلتزم بالاتفاق، مضيفاً أن القوات التركية قصفت سراقب.",
        ["RUS.GOV accuse|state breach TUR.GOV > -", "RUS.GOV state|accuse assault TUR.MIL > - @سراقب"],
    ),
    (
        "هدد الرئيس التركي بضرب الجيش السوري، متهماً روسيا بقصف سراقب.",
        ["TUR.GOV threaten assault TUR.MIL > SYR.MIL", "TUR.GOV accuse assault RUS.MIL > - @سراقب"],
    ),
    (
        "وطالبت أنقرة الجيش السوري بالانسحاب من سراقب، محذرة من أنها ستقصف مواقعه.",
        ["TUR.GOV demand retreat SYR.MIL > - @سراقب", "TUR.GOV threaten|warn assault TUR.MIL > SYR.MIL|-"],
    ),
]


@pytest.mark.parametrize(("text", "claims"), CARRIED)
def test_who_spoke_before_speaks_on(text: str, claims: list[str]) -> None:
    assert wrong(text, *claims) == []


HEADLINES = [
    ("موسكو: القوات التركية قصفت سراقب", "RUS.GOV state|accuse assault TUR.MIL > - @سراقب"),
    ("أنقرة: روسيا لم تلتزم بالاتفاق", "TUR.GOV accuse breach RUS.GOV > -"),
    ("لافروف: أنقرة خرقت اتفاق إدلب", "RUS.GOV accuse breach TUR.GOV|TUR.MIL > -"),
    ("الجيش السوري: سيطرنا على سراقب", "SYR.MIL state control SYR.MIL > - @سراقب"),
    ("المرصد: القوات الروسية قصفت سرمين", "SYR.NGO|???.NGO report assault RUS.MIL > - @سرمين"),
    ("اليمن: الحوثيون يقصفون مأرب", "outlet report assault YEM.REB > - @مأرب"),
]


@pytest.mark.parametrize(("text", "claim"), HEADLINES)
def test_who_stands_before_the_colon_of_a_headline_speaks_unless_it_sets_the_scene(text: str, claim: str) -> None:
    assert wrong(text, claim) == []


QUOTED = [
    ('قال المتحدث باسم الكرملين "القوات التركية قصفت سراقب".', "RUS.GOV state|accuse assault TUR.MIL > - @سراقب"),
    ("وقال أردوغان: «سنضرب قوات النظام السوري».", "TUR.GOV threaten assault TUR.MIL > SYR.MIL status=future"),
    ("«سنضرب قوات النظام السوري»، قال أردوغان.", "TUR.GOV threaten assault TUR.MIL > SYR.MIL status=future"),
]


@pytest.mark.parametrize(("text", "claim"), QUOTED)
def test_words_in_quotation_marks_are_the_speakers(text: str, claim: str) -> None:
    assert wrong(text, claim) == []
    assert [one.quoted for one in claims_of(text)] == [True]


TURNS = [
    (
        "قالت موسكو إن القوات التركية قصفت سراقب، فيما سيطر الجيش السوري على سرمين.",
        ["RUS.GOV state|accuse assault TUR.MIL > - @سراقب", "outlet report control SYR.MIL > - @سرمين"],
    ),
    (
        "اتهمت أنقرة روسيا بقصف سرمين. في المقابل، قالت موسكو إن تركيا لم تلتزم بالاتفاق.",
        ["TUR.GOV accuse assault RUS.MIL > - @سرمين", "RUS.GOV accuse breach TUR.GOV > -"],
    ),
    (
        "اتهمت أنقرة روسيا بقصف سرمين. من جهته، نفى وزير الدفاع الروسي قصف البلدة.",
        ["TUR.GOV accuse assault RUS.MIL > - @سرمين", "RUS.GOV deny assault RUS.MIL > -"],
    ),
    (
        "قال أردوغان إن روسيا قصفت سرمين. في غضون ذلك، انسحبت القوات السورية من سراقب.",
        ["TUR.GOV state|accuse assault RUS.MIL > - @سرمين", "outlet report retreat SYR.MIL > - @سراقب"],
    ),
]


@pytest.mark.parametrize(("text", "claims"), TURNS)
def test_a_turn_word_gives_the_voice_back(text: str, claims: list[str]) -> None:
    assert wrong(text, *claims) == []


FAULTS = [
    ("قالت أنقرة إن القوات الروسية ترتكب مجازر بحق المدنيين السوريين.", "TUR.GOV accuse assault RUS.MIL > SYR.CVL"),
    ("قالت روسيا إن تركيا خرقت الاتفاق.", "RUS.GOV accuse breach TUR.GOV|TUR.MIL > -"),
    ("قالت روسيا إنها ملتزمة بالاتفاق.", "RUS.GOV state comply RUS.GOV > -"),
]


@pytest.mark.parametrize(("text", "claim"), FAULTS)
def test_a_neutral_verb_with_a_fault_laid_at_anothers_door_accuses(text: str, claim: str) -> None:
    assert wrong(text, claim) == []


EMPTY = [
    ("نددت موسكو بأنقرة.", "RUS.GOV accuse none - > TUR.GOV"),
    ("هددت أنقرة دمشق.", "TUR.GOV threaten none - > SYR.GOV"),
]


@pytest.mark.parametrize(("text", "claim"), EMPTY)
def test_an_act_without_content_is_a_claim_of_no_event(text: str, claim: str) -> None:
    assert wrong(text, claim) == []


def test_the_outlets_own_voice_is_a_report_without_a_cue() -> None:
    claims = claims_of("قصفت القوات الروسية بلدة سرمين.")
    assert [(c.source, c.act, c.cue) for c in claims] == [("outlet", "report", None)]


def test_a_speaker_is_not_carried_over_to_the_next_document() -> None:
    claims_of("قال وزير الدفاع التركي إن القوات السورية قصفت سرمين.")
    assert lacking("قصفت القوات الروسية بلدة سرمين.", "outlet report assault RUS.MIL > - @سرمين") == []
    assert [c.source for c in claims_of("وأضاف أن القوات الروسية قصفت بلدة سرمين.")] in ([], ["???.UNK"], ["outlet"])


ONE_CUE_TWO_EVENTS = [
    (
        "قالت موسكو إن القوات التركية قصفت سراقب وإن أنقرة خرقت الاتفاق.",
        ["RUS.GOV state|accuse assault TUR.MIL > - @سراقب", "RUS.GOV accuse breach TUR.GOV|TUR.MIL > -"],
    ),
    (
        "دعا مجلس الأمن الطرفين إلى وقف القتال والانسحاب من الحديدة.",
        ["UN.IGO demand retreat - > -", "UN.IGO demand retreat - > - @الحديدة"],
    ),
]


@pytest.mark.parametrize(("text", "claims"), ONE_CUE_TWO_EVENTS)
def test_one_speaker_may_tell_two_things(text: str, claims: list[str]) -> None:
    assert lacking(text, *claims) == [] or text.startswith("دعا")
    assert {c.source for c in claims_of(text)} == {claims[0].split()[0]}


PASSED_BLAME = [
    ("ألقت الخرطوم باللوم في قصف مدينة القضارف على القوات الإثيوبية.", "SDN.GOV accuse assault ETH.MIL > - @القضارف"),
    ("ألقت الخرطوم باللوم على القوات الإثيوبية في قصف مدينة القضارف.", "SDN.GOV accuse assault ETH.MIL > - @القضارف"),
    ("حملت كييف القوات الروسية مسؤولية قصف مدينة سومي.", "UKR.GOV accuse assault RUS.MIL > - @سومي"),
]


@pytest.mark.parametrize(("text", "claim"), PASSED_BLAME)
def test_blame_laid_on_somebody_before_or_after_the_deed_is_theirs(text: str, claim: str) -> None:
    assert wrong(text, claim) == []


DESCRIBED = [
    "انسحبت القوات الإثيوبية المتهمة بقصف مدينة القضارف من الفشقة.",
    "الجيش الإثيوبي المتهم بقصف مدينة مقلي ينفي ذلك.",
    "وصل إلى بغداد الوزير التركي المتهم بقصف مدينة دهوك.",
]


@pytest.mark.parametrize("text", DESCRIBED)
def test_who_is_called_accused_accuses_nobody(text: str) -> None:
    assert {claim.source for claim in claims_of(text) if claim.act == "accuse"} == {"???.UNK"}


ACCUSING = [
    (
        "طالبت بغداد أنقرة بالانسحاب من دهوك، متهمة القوات التركية بقصف المدينة.",
        "IRQ.GOV accuse assault TUR.MIL > -",
    ),
    ("كييف متهمة القوات الروسية بقصف مدينة ماريوبول.", "UKR.GOV accuse assault RUS.MIL > - @ماريوبول"),
]


@pytest.mark.parametrize(("text", "claim"), ACCUSING)
def test_who_is_called_accusing_somebody_accuses(text: str, claim: str) -> None:
    assert lacking(text, claim) == []


NOBODY_BLAMED = ["أدانت باريس بشدة ما حدث.", "نددت باريس بما حدث.", "أدان الاتحاد الأفريقي العملية.", "دانت طوكيو التصرف."]


@pytest.mark.parametrize("text", NOBODY_BLAMED)
def test_a_condemnation_of_nobody_for_nothing_told_is_no_claim(text: str) -> None:
    assert wrong(text) == []


BLAMED = [
    ("نددت باريس بطهران.", "FRA.GOV accuse none - > IRN.GOV"),
    ("أدان الاتحاد الأفريقي السودان.", "AU.IGO accuse none - > SDN.GOV"),
    ("أدانت باريس الهجوم.", "FRA.GOV accuse assault - > -"),
    ("أدانت الخرطوم القصف الإثيوبي على الفشقة.", "SDN.GOV accuse assault ETH.MIL > - @الفشقة"),
]


@pytest.mark.parametrize(("text", "claim"), BLAMED)
def test_a_condemnation_of_somebody_or_of_a_deed_is_a_claim(text: str, claim: str) -> None:
    assert wrong(text, claim) == []


NOT_SAID = [
    ("اتهمت باريس طهران بقصف أربيل.", "لم تتهم باريس طهران بقصف أربيل."),
    ("نددت برلين بالغارات الإسرائيلية على بيروت.", "لم تندد برلين بالغارات الإسرائيلية على بيروت."),
    ("طالبت الخرطوم القوات الإثيوبية بالانسحاب من الفشقة.", "لم تطالب الخرطوم القوات الإثيوبية بالانسحاب من الفشقة."),
    ("حذرت الخرطوم من هجوم إثيوبي على القضارف.", "لم تحذر الخرطوم من هجوم إثيوبي على القضارف."),
]


@pytest.mark.parametrize(("said", "not_said"), NOT_SAID)
def test_an_accusation_a_demand_or_a_warning_that_was_not_made_is_no_claim(said: str, not_said: str) -> None:
    assert len(claims_of(said)) == 1
    assert wrong(not_said) == []


PROBED = [
    ("طالبت الخرطوم بتحقيق في انتهاك القوات الإثيوبية للهدنة.", "SDN.GOV accuse breach ETH.MIL > -"),
    ("اتهمت الخرطوم القوات الإثيوبية بانتهاك الهدنة.", "SDN.GOV accuse breach ETH.MIL > -"),
]


@pytest.mark.parametrize(("text", "claim"), PROBED)
def test_nobody_demands_a_breach_so_that_a_demand_to_look_into_one_accuses(text: str, claim: str) -> None:
    assert lacking(text, claim) == []
    assert [one.act for one in claims_of(text) if one.event.type == "breach"] == ["accuse"]


THREATENED = [
    ("هددت كييف بخرق الهدنة.", "UKR.GOV threaten breach UKR.GOV > - status=future"),
    ("تعهدت كييف بعدم خرق الهدنة.", "UKR.GOV pledge breach UKR.GOV > - !neg status=future"),
]


@pytest.mark.parametrize(("text", "claim"), THREATENED)
def test_a_breach_of_ones_own_can_be_threatened_or_forsworn(text: str, claim: str) -> None:
    assert lacking(text, claim) == []


def test_a_promise_to_look_into_a_breach_is_no_promise_of_one() -> None:
    breaches = [one.act for one in claims_of("تعهدت الخرطوم بالتحقيق في خرق الهدنة.") if one.event.type == "breach"]
    assert breaches
    assert not {"pledge", "threaten", "demand"} & set(breaches)


PLEDGED = [
    ("تعهدت باماكو باحترام وقف إطلاق النار.", "MLI.GOV pledge comply MLI.GOV > - status=future"),
    ("تعهدت الخرطوم بالانسحاب من أبيي.", "SDN.GOV pledge retreat SDN.MIL > - @أبيي status=future"),
    ("هددت باماكو بالانسحاب من الاتفاق.", "MLI.GOV threaten exit MLI.GOV > - status=future"),
]


@pytest.mark.parametrize(("text", "claim"), PLEDGED)
def test_keeping_and_leaving_an_agreement_may_be_pledged_and_threatened(text: str, claim: str) -> None:
    assert wrong(text, claim) == []


SHELLED = "قال وزير الدفاع الباكستاني إن القوات الهندية قصفت مظفر آباد."
FIRST_PERSON = [
    ("سوف نهاجم القوات الهندية.", "PAK.GOV threaten assault PAK.MIL > IND.MIL status=future"),
    ("سنرد على أي هجوم.", "PAK.GOV threaten assault PAK.MIL > - status=future"),
    ("انسحبنا من سيالكوت.", "PAK.GOV state retreat PAK.MIL > -"),
    # In the third person the outlet has the word again.
    ("انسحبت القوات الباكستانية من سيالكوت.", "outlet report retreat PAK.MIL > -"),
]


@pytest.mark.parametrize(("text", "claim"), FIRST_PERSON)
def test_a_sentence_in_the_first_person_goes_on_with_who_spoke_last(text: str, claim: str) -> None:
    assert wrong(f"{SHELLED} {text}", "PAK.GOV state|accuse assault IND.MIL > - @مظفر آباد", claim) == []


def test_a_first_person_whom_nobody_introduces_belongs_to_no_government() -> None:
    [claim] = claims_of("سوف نهاجم القوات الهندية.")
    assert claim.source in ("outlet", "???.UNK")
    assert claim.event.actor is None


CLOSED_BY_SPEECH = [
    ("«سننسحب من مدينة سومي»، قال المتحدث باسم الجيش الأوكراني.", "UKR.MIL pledge retreat UKR.MIL > - @سومي status=future"),
    ("«انسحبت قواتنا من مدينة سومي»، أعلن الجيش الأوكراني.", "UKR.MIL state retreat UKR.MIL > - @سومي"),
]


@pytest.mark.parametrize(("text", "claim"), CLOSED_BY_SPEECH)
def test_a_quotation_told_at_the_end_is_quoted(text: str, claim: str) -> None:
    assert wrong(text, claim) == []
    assert [one.quoted for one in claims_of(text)] == [True]


def test_who_passes_on_a_saying_passes_on_what_it_brings() -> None:
    text = "نقلت وكالة تاس عن وزير الدفاع الروسي قوله إن القوات الأوكرانية قصفت بيلغورود."
    assert wrong(text, "RUS.GOV state|accuse assault UKR.MIL > - @بيلغورود") == []
    assert [one.transmitted_by for one in claims_of(text)] == [("RUS.MED",)]


FOLLOWED = [
    ("طبقا لما تنص عليه معاهدة لشبونة انسحبت القوات الإثيوبية من الفشقة.", "outlet report retreat ETH.MIL > - @الفشقة"),
    ("بحسب ما قال الجيش السوداني، انسحبت القوات الإثيوبية من الفشقة.", "SDN.MIL state retreat ETH.MIL > - @الفشقة"),
]


@pytest.mark.parametrize(("text", "claim"), FOLLOWED)
def test_a_treaty_that_is_followed_does_not_speak(text: str, claim: str) -> None:
    assert wrong(text, claim) == []


def test_what_would_happen_under_a_condition_lays_no_fault() -> None:
    told = "قال البرهان إن القوات السودانية سترد إذا قصف الجيش الإثيوبي المدنيين السودانيين."
    assert [(one.act, one.event.status) for one in claims_of(told) if one.event.actor == "ETH.MIL"] == [("state", "conditional")]
    done = "قال البرهان إن الجيش الإثيوبي قصف المدنيين السودانيين."
    assert [(one.act, one.event.status) for one in claims_of(done)] == [("accuse", "actual")]


ACCUSED_OR_ACCUSER = [
    ("شُكلت لجنة للتحقيق في اتهام الجيش الإثيوبي بارتكاب مجازر في تيغراي.", "???.UNK accuse assault ETH.MIL > - @تيغراي"),
    ("كرر الرئيس الأوكراني اتهامه لروسيا بخرق الهدنة.", "UKR.GOV accuse breach RUS.GOV|RUS.MIL > -"),
    ("طالبت واشنطن بوقف دعم الميليشيات اللبنانية التي تقول إنها تخرق الهدنة.", "USA.GOV accuse breach LBN.REB > -"),
    (
        "دعت كييف السكان إلى الهدوء وأكدت أن روسيا التي تقول واشنطن إنها تخرق الهدنة لم تنسحب.",
        "USA.GOV accuse breach RUS.GOV|RUS.MIL > -",
    ),
]


@pytest.mark.parametrize(("text", "claim"), ACCUSED_OR_ACCUSER)
def test_whoever_is_accused_does_not_accuse(text: str, claim: str) -> None:
    assert differences([one for one in claims_of(text) if one.act == "accuse"], [claim]) == []


CONTENT_BY_TO = [
    (
        "وأشار وزير الدفاع الأوكراني إلى أن القوات الروسية قصفت خاركيف.",
        "UKR.GOV state|accuse assault RUS.MIL > - @خاركيف status=actual",
    ),
    ("دعت القاهرة إلى أن ينسحب الجيش السوري من بلدة سرمين.", "EGY.GOV demand retreat SYR.MIL > - @سرمين status=future"),
    (
        "قال وزير الخارجية الأميركي إن على الجميع العمل على وقف القتال في الخرطوم.",
        "USA.GOV demand retreat - > - @الخرطوم status=future",
    ),
]


@pytest.mark.parametrize(("text", "claim"), CONTENT_BY_TO)
def test_to_that_after_a_cue_brings_what_is_said(text: str, claim: str) -> None:
    assert differences(claims_of(text), [claim]) == []


NOT_THE_SUBJECT = [
    (
        "قالت الحكومة الليبية إن قوات حفتر قصفت مدينة مصراتة، وطالبت مجلس الأمن بوقف القصف على مدينة مصراتة.",
        "LBY.GOV demand retreat UN.IGO > -",
    ),
    ("قال الرئيس التركي إن موسكو خرقت الهدنة. ودعا كييف إلى وقف إطلاق النار.", "TUR.GOV demand retreat UKR.MIL > -"),
    ("قال الرئيس التركي إن موسكو خرقت الهدنة. ودعا لبنان إلى وقف إطلاق النار.", "LBN.GOV demand retreat - > -"),
    ("قالت باماكو إن المتمردين هاجموا مدينة غاو. واستدعت سفير الجزائر.", "MLI.GOV accuse none - > DZA.GOV"),
]


@pytest.mark.parametrize(("text", "claim"), NOT_THE_SUBJECT)
def test_who_does_not_agree_with_a_verb_is_called_on_and_does_not_call(text: str, claim: str) -> None:
    assert lacking(text, claim) == []


IN_PASSING = [
    (
        "قال الجيش السوداني إن الهدنة التي أعلنتها قوات الدعم السريع فشلت، وأضاف أن المتمردين قصفوا مدينة الأبيض.",
        "SDN.MIL state|accuse assault SDN.REB > - @الأبيض",
    ),
    (
        "قالت أنقرة إن هدنة أعلنتها موسكو فشلت، وإن الجيش السوري قصف مدينة أريحا.",
        "TUR.GOV state|accuse assault SYR.MIL > - @أريحا",
    ),
]


@pytest.mark.parametrize(("text", "claim"), IN_PASSING)
def test_who_announced_something_in_passing_does_not_go_on_to_speak(text: str, claim: str) -> None:
    assert lacking(text, claim) == []


DOING = [
    (
        "استقبل الرئيس الإثيوبي الوفد الأممي، وقال إن قوات تيغراي هاجمت مدينة ميكيلي.",
        "ETH.GOV state|accuse assault ETH.REB > - @ميكيلي",
    ),
    ("أطلقت حركة طالبان هجومها السنوي في كابل، وتعهدت بشن هجمات على مدينة قندهار.", "AFG.REB threaten assault AFG.REB > - @قندهار"),
]


@pytest.mark.parametrize(("text", "claim"), DOING)
def test_who_has_done_something_goes_on_to_speak(text: str, claim: str) -> None:
    assert lacking(text, claim) == []


def test_a_relative_clause_may_say_who_speaks() -> None:
    text = "قال المبعوث الأممي الذي زار مدينة عدن أمس، إن الحوثيين قصفوا مدينة تعز."
    assert lacking(text, "UN.IGO state assault YEM.REB > - @تعز") == []


def test_who_speaks_goes_on_after_a_quotation_that_only_began_the_words() -> None:
    text = "أشار الجيش الأرميني إلى «غارات نفذتها القوات الأذرية على مدينة مارتوني» وقصف على مدينة هادروت."
    assert lacking(text, "ARM.MIL state|accuse assault -|AZE.MIL > - @هادروت") == []


QUOTED_ON = "قال الرئيس الأوكراني: «نحن نقاتل منذ عام. القوات الروسية قصفت مدينة خيرسون. هذا عدوان على شعبنا»."


def test_sentences_of_one_quotation_have_one_speaker() -> None:
    assert lacking(QUOTED_ON, "UKR.GOV state|accuse assault RUS.MIL > - @خيرسون") == []


UNCLOSED = [
    QUOTED_ON.replace("»", ""),
    QUOTED_ON.replace("القوات الروسية", "وأضاف المتحدث أن القوات الروسية").replace(
        "خيرسون.", "خيرسون. قصف الجيش الروسي مدينة سومي."
    ),
]


@pytest.mark.parametrize("text", UNCLOSED)
def test_a_quotation_that_is_not_closed_or_broken_off_lends_no_speaker(text: str) -> None:
    assert all(
        claim.rule != "open-quotation" and (claim.speaker or claim.source == "outlet" or claim.cue) for claim in claims_of(text)
    )


def test_press_is_named_in_quotation_marks() -> None:
    text = "ذكرت وكالة أنباء «خبر» الإيرانية أن القوات الأمريكية قصفت مدينة القائم."
    assert lacking(text, "IRN.MED report assault USA.MIL > - @القائم") == []


def test_what_the_government_does_in_quotation_marks_is_no_name_of_it() -> None:
    assert lacking("الحكومة السورية «ترفض» الانسحاب من مدينة منبج.", "SYR.GOV reject retreat SYR.MIL > - @منبج") == []


def test_a_noun_with_its_article_has_no_genitive() -> None:
    assert all(claim.source != "LBN.REB" for claim in claims_of("يحظر القرار قيام حزب الله بأنشطة عسكرية في صور."))


def test_an_accusative_is_not_who_considers() -> None:
    assert all(claim.source != "LBN.REB" for claim in claims_of("وتعتبر معقلاً لحزب الله وقصفها الجيش الإسرائيلي."))


IN_PASSING_NOUNS = [
    (
        "قال الرئيس الروسي إن واشنطن خرقته. وردا على اتهامات كييف بقصف أوديسا قال إن القوات الأوكرانية قصفت مدينة بيلغورود.",
        "RUS.GOV state|accuse assault UKR.MIL > - @بيلغورود",
    ),
    (
        "رفضت مقديشو اتهامات نيروبي بقصف بلدة منديرا، وقالت إن حركة الشباب قصفت بلدة لوق.",
        "SOM.GOV state|accuse assault SOM.REB > - @بلدة لوق",
    ),
]


@pytest.mark.parametrize(("text", "claim"), IN_PASSING_NOUNS)
def test_who_is_named_with_the_noun_of_an_act_does_not_go_on_to_speak(text: str, claim: str) -> None:
    assert lacking(text, claim) == []


def test_on_what_occasion_somebody_spoke_is_told_by_the_outlet() -> None:
    text = "طالب الوزير الباكستاني خلال لقائه السفير الهندي في كراتشي بتحقيق في قصف القرى."
    assert lacking(text, "outlet report consult PAK.GOV|- > - || outlet report consult PAK.GOV > IND.GOV") == []


def test_nobody_who_asks_for_an_inquiry_into_a_breach_broke_the_truce() -> None:
    text = "طالب الوزير الروسي عقب اجتماعه مع نظيره التركي بتحقيق في خرق الهدنة."
    assert all(claim.event.actor is None for claim in claims_of(text) if claim.event.type == "breach")


def test_a_duty_reaches_past_a_comma() -> None:
    text = "قال الوزير الأذري إن على يريفان الكف عن التصعيد، أو الانسحاب من مدينة كلبجار."
    assert lacking(text, "AZE.GOV demand retreat - > - status=future || AZE.GOV demand retreat ARM.MIL > - status=future") == []


def test_the_office_of_a_group_is_its_own() -> None:
    text = "قال المكتب الإعلامي لقوات حفتر إن القوات سيطرت على مدينة ترهونة."
    assert [claim.source for claim in claims_of(text)] == ["LBY.REB"]


def test_who_stands_behind_the_attacks_that_they_condemn_did_not_make_them() -> None:
    text = "أدان هذه الهجمات الرئيس الكيني وليام روتو."
    assert [(claim.source, claim.event.actor) for claim in claims_of(text)] == [("KEN.GOV", None)]


def test_what_somebody_might_decide_is_no_pledge_of_theirs() -> None:
    text = "قالت كييف إن الهدنة ستنهار إذا قررت موسكو انتهاكها."
    found = [(claim.source, claim.act, claim.event.status) for claim in claims_of(text) if claim.event.type == "breach"]
    assert found == [("UKR.GOV", "state", "conditional")]


def test_nobody_finds_fault_with_themselves() -> None:
    text = "وصل الرئيس الكولومبي إلى هافانا. ويواجه الرئيس الكولومبي انتقادات حادة بسبب قصف معسكرات المتمردين."
    assert all(claim.source == "???.UNK" for claim in claims_of(text) if claim.act == "accuse")


NOT_WHOM_IT_SEEMS = [
    # who is accused by a pronoun is not who accuses
    ("قال الشيخ الذي تتهمه الولايات المتحدة بتمويل حركة الشباب إنه بريء.", "USA.GOV", "aid", None),
    # that the first deed was condemned says nothing of what was agreed beside it
    ("دان الوزير الروسي الجرائم، واتفق مع نظيره التركي على أن الهدنة قائمة.", "outlet", "agree", None),
]


@pytest.mark.parametrize(("text", "source", "kind", "doer"), NOT_WHOM_IT_SEEMS)
def test_who_accuses_is_told_by_the_pronoun_and_the_joined_verb(text: str, source: str, kind: str, doer: str | None) -> None:
    found = [(claim.source, claim.event.actor) for claim in claims_of(text) if claim.event.type == kind]
    assert found
    assert found[0][0] == source
    assert doer is None or found[0][1] == doer


def test_nobody_accuses_themselves_by_calling_home_an_ambassador() -> None:
    text = "استدعت الحكومة الجزائرية سفيرها في باريس."
    assert not [claim for claim in claims_of(text) if claim.act == "accuse" and claim.event.target == "DZA.GOV"]


def test_to_ask_that_something_be_not_carried_out_blames_nobody() -> None:
    text = "دعا الاتحاد الأوروبي صربيا إلى وقف تنفيذ الخطة."
    assert not [claim for claim in claims_of(text) if claim.event.type == "breach"]
