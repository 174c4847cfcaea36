"""Mistakes that coders of news make and that must not be made here: denied, undone, threatened, planned things told as done."""

from __future__ import annotations

import pytest

from claim_table import claims_of, lacking, wrong

DENIED = [
    ("نفت موسكو قصف المستشفى.", "RUS.GOV deny assault RUS.MIL > -|???.CVL"),
    ("نفى الجيش التركي أن يكون قد قصف بلدة سرمين.", "TUR.MIL deny assault TUR.MIL > - @سرمين"),
    ("نفى المتحدث باسم الكرملين مهاجمة القوات التركية.", "RUS.GOV deny assault RUS.MIL > TUR.MIL"),
    ("نفت دمشق أنها قصفت نقطة مراقبة تركية.", "SYR.GOV deny assault SYR.MIL > TUR.MIL|TUR.GOV|-"),
    ("نفت أنقرة انتهاك الهدنة.", "TUR.GOV deny breach TUR.MIL|TUR.GOV > -"),
    ("نفى وزير الدفاع الروسي انسحاب قواته من سراقب.", "RUS.GOV deny retreat RUS.MIL > - @سراقب"),
    ("نفى الحوثيون مسؤوليتهم عن الهجوم على نجران.", "YEM.REB deny assault YEM.REB > -"),
    (
        "وقال متحدث عسكري سوري إن الجيش السوري لم يقصف المستشفى.",
        "SYR.MIL deny|state assault SYR.MIL > -|SYR.CVL|???.CVL !neg || SYR.MIL deny assault SYR.MIL > -|SYR.CVL|???.CVL",
    ),
]


@pytest.mark.parametrize(("text", "claim"), DENIED)
def test_a_denied_attack_is_not_an_attack(text: str, claim: str) -> None:
    assert wrong(text, claim) == []


RESPONSIBILITY = [
    ("نفى الجيش الباكستاني مسؤوليته عن قصف مدينة قندهار.", "PAK.MIL deny assault PAK.MIL > - @قندهار"),
    ("نفت أديس أبابا أي صلة بالهجوم على مدينة مقلي.", "ETH.GOV deny assault ETH.MIL > - @مقلي"),
    ("نفى حزب الله علاقته بالهجوم على مدينة حيفا.", "LBN.REB deny assault LBN.REB > - @حيفا"),
]


@pytest.mark.parametrize(("text", "claim"), RESPONSIBILITY)
def test_who_denies_a_part_in_a_deed_denies_to_have_done_it(text: str, claim: str) -> None:
    assert wrong(text, claim) == []


def test_who_owns_the_responsibility_denies_nothing() -> None:
    assert {claim.act for claim in claims_of("أكد الجيش الباكستاني مسؤوليته عن قصف مدينة قندهار.")} <= {"state", "admit"}


def test_a_denial_does_not_negate_what_it_denies() -> None:
    """The guidelines keep the event positive: the act already says that it is not so."""
    denied = claims_of("نفت موسكو قصف المستشفى.")
    assert [(claim.act, claim.event.negated, claim.event.status) for claim in denied] == [("deny", False, "actual")]


UNDONE = [
    ("لم ينسحب الجيش السوري من سراقب.", "outlet report retreat SYR.MIL > - @سراقب !neg"),
    ("لم تقصف القوات الروسية مدينة إدلب.", "outlet report assault RUS.MIL > - @إدلب !neg"),
    ("لم تخرق تركيا الهدنة.", "outlet report breach TUR.MIL > - !neg || outlet report comply TUR.GOV|TUR.MIL > -"),
    (
        "لم تنتهك القوات التركية وقف إطلاق النار في إدلب.",
        "outlet report breach TUR.MIL > - !neg @إدلب || outlet report comply TUR.MIL > - @إدلب",
    ),
    ("ولم يوقع الطرفان الروسي والتركي أي اتفاق.", "outlet report agree RUS.GOV > TUR.GOV !neg"),
    ("لا تهاجم تركيا المدنيين السوريين.", "outlet report assault TUR.MIL > SYR.CVL !neg"),
    ("لم تقم القوات التركية بقصف بلدة سرمين.", "outlet report assault TUR.MIL > - @سرمين !neg"),
    ("لم يتم قصف بلدة سرمين.", "outlet report assault - > - @سرمين !neg"),
    ("لا خطط لانسحاب القوات التركية من إدلب.", "outlet report retreat TUR.MIL > - @إدلب !neg"),
    ("قال الكرملين إنه لا خطط لإجراء محادثات بين بوتين وأردوغان.", "RUS.GOV state consult RUS.GOV > TUR.GOV !neg"),
    ("قال وزير الدفاع التركي إنه لا نية لسحب القوات التركية من إدلب.", "TUR.GOV state retreat TUR.MIL > - @إدلب !neg"),
]


@pytest.mark.parametrize(("text", "claim"), UNDONE)
def test_what_was_not_done_is_not_told_as_done(text: str, claim: str) -> None:
    assert wrong(text, claim) == []


NOT_KEPT = [
    ("لم تلتزم تركيا بالاتفاق.", "outlet report breach TUR.GOV > -"),
    ("لا تلتزم دمشق بالهدنة.", "outlet report breach SYR.GOV|SYR.MIL > -"),
    ("قالت موسكو إن أنقرة لم تنفذ الاتفاق.", "RUS.GOV accuse breach TUR.GOV > -"),
    ("اتهمت موسكو أنقرة بعدم الالتزام باتفاق إدلب.", "RUS.GOV accuse breach TUR.GOV > -"),
]


@pytest.mark.parametrize(("text", "claim"), NOT_KEPT)
def test_a_duty_not_kept_is_a_breach_and_not_a_negated_compliance(text: str, claim: str) -> None:
    assert wrong(text, claim) == []


STILL_KEPT = [
    ("قال الكرملين إن روسيا لا تزال ملتزمة بالاتفاق.", "RUS.GOV state comply RUS.GOV > -"),
    ("ما زالت تركيا ملتزمة بالاتفاق.", "outlet report comply TUR.GOV > -"),
    ("لا يزال الجيش السوري يقصف بلدة سرمين.", "outlet report assault SYR.MIL > - @سرمين"),
]


@pytest.mark.parametrize(("text", "claim"), STILL_KEPT)
def test_a_no_in_the_words_for_still_negates_nothing(text: str, claim: str) -> None:
    assert wrong(text, claim) == []


ACCUSED = [
    ("اتهمت أنقرة دمشق بقصف سراقب.", "TUR.GOV accuse assault SYR.MIL > - @سراقب"),
    ("اتهم الحوثيون التحالف السعودي بقصف مدينة صعدة.", "YEM.REB accuse assault SAU.MIL > - @صعدة"),
    ("اتهمت الحكومة اليمنية الحوثيين بخرق الهدنة في الحديدة.", "YEM.GOV accuse breach YEM.REB > - @الحديدة"),
    ("حمّلت باريس موسكو مسؤولية الهجوم على إدلب.", "FRA.GOV accuse assault RUS.MIL > -"),
    ("اتهم وزير الخارجية الأوكراني روسيا بانتهاك وقف إطلاق النار في دونباس.", "UKR.GOV accuse breach RUS.MIL|RUS.GOV > - @دونباس"),
    ("تتهم بغداد أنقرة بأنها قصفت مدينة دهوك.", "IRQ.GOV accuse assault TUR.MIL > - @دهوك"),
]


@pytest.mark.parametrize(("text", "claim"), ACCUSED)
def test_an_accusation_adds_no_plain_event(text: str, claim: str) -> None:
    assert wrong(text, claim) == []


def test_the_accused_of_a_passive_does_the_deed_and_does_not_speak() -> None:
    claims = claims_of("اتُهمت القوات الروسية بقصف بلدة سرمين.")
    assert [(claim.act, claim.event.type, claim.event.actor) for claim in claims] == [("accuse", "assault", "RUS.MIL")]
    assert claims[0].source != "RUS.MIL"


AHEAD = [
    ("ستنسحب القوات التركية من سراقب.", "outlet report retreat TUR.MIL > - @سراقب status=future"),
    ("سوف تنسحب القوات التركية من سراقب.", "outlet report retreat TUR.MIL > - @سراقب status=future"),
    ("لن تنسحب القوات التركية من إدلب.", "outlet report retreat TUR.MIL > - @إدلب !neg status=future"),
    ("من المقرر أن تنسحب القوات الروسية من سراقب.", "outlet report retreat RUS.MIL > - @سراقب status=future"),
    (
        "تعتزم تركيا سحب قواتها من سراقب.",
        "outlet report|pledge retreat TUR.MIL > - @سراقب status=future || TUR.GOV pledge retreat TUR.MIL > - @سراقب status=future",
    ),
    ("أعلنت أنقرة أنها ستنسحب من سراقب.", "TUR.GOV pledge retreat TUR.MIL > - @سراقب status=future"),
    (
        "قال وزير الدفاع التركي إن بلاده لن تنسحب من إدلب.",
        "TUR.GOV state|reject|pledge retreat TUR.MIL > - @إدلب !neg status=future || TUR.GOV reject retreat TUR.MIL > - @إدلب",
    ),
    ("قد تنسحب القوات الروسية من سراقب.", "outlet report retreat RUS.MIL > - @سراقب status=possible"),
    ("ربما قصفت القوات الروسية بلدة سرمين.", "outlet report assault RUS.MIL > - @سرمين status=possible"),
    ("وأنباء عن انسحاب القوات التركية من سراقب.", "outlet report retreat TUR.MIL > - @سراقب status=possible"),
]


@pytest.mark.parametrize(("text", "claim"), AHEAD)
def test_what_lies_ahead_or_may_be_is_not_told_as_done(text: str, claim: str) -> None:
    assert wrong(text, claim) == []


HANGING = [
    ("في حال هاجم الجيش السوري القوات التركية فإن أنقرة سترد.", "assault", "SYR.MIL"),
    ("إذا لم ينسحب الجيش السوري من سراقب فإن تركيا ستهاجم قواته.", "retreat", "SYR.MIL"),
    ("وقال أردوغان إن على الجيش السوري أن ينسحب من سراقب وإلا فإن تركيا ستضرب قوات النظام.", "assault", "TUR.MIL"),
    ("هددت أنقرة بقصف الجيش السوري ما لم ينسحب من سراقب.", "assault", "TUR.MIL"),
    ("حذر بوتين من أن روسيا ستضرب القوات التركية إذا هاجمت الجيش السوري.", "assault", "RUS.MIL"),
    ("طالبت أنقرة الجيش السوري بالانسحاب من سراقب.", "retreat", "SYR.MIL"),
    ("دعا الأمين العام للأمم المتحدة روسيا إلى وقف قصف إدلب.", "retreat", "RUS.MIL"),
    ("تعهدت موسكو بسحب قواتها من سراقب.", "retreat", "RUS.MIL"),
    ("رفضت دمشق سحب قواتها من سراقب.", "retreat", "SYR.MIL"),
]


@pytest.mark.parametrize(("text", "kind", "actor"), HANGING)
def test_what_hangs_on_a_condition_a_threat_or_a_wish_has_not_happened(text: str, kind: str, actor: str) -> None:
    claims = claims_of(text)
    assert (kind, actor) in [(claim.event.type, claim.event.actor) for claim in claims]
    assert [claim for claim in claims if claim.event.status == "actual"] == []


CODED_RIGHT = [
    ("هاجمت إسرائيل لبنان.", "outlet report assault ISR.MIL > LBN.MIL|LBN.GOV|LBN.CVL|- status=actual"),
    ("هاجمت إسرائيل بلدة الخيام اللبنانية.", "outlet report assault ISR.MIL > - @الخيام"),
    ("انسحبت القوات السورية من سراقب.", "outlet report retreat SYR.MIL > - @سراقب status=actual"),
    ("انسحبت القوات الإسرائيلية من غزة.", "outlet report retreat ISR.MIL > - @غزة status=actual"),
    ("انتهكت القوات السورية الهدنة في إدلب.", "outlet report breach SYR.MIL > - @إدلب status=actual"),
    ("انتهكت الميليشيات الحوثية الهدنة في الحديدة.", "outlet report breach YEM.REB > - @الحديدة"),
    ("خرقت إسرائيل وقف إطلاق النار.", "outlet report breach ISR.MIL > - status=actual"),
    ("خرق الحوثيون اتفاق وقف إطلاق النار في الحديدة.", "outlet report breach YEM.REB > - @الحديدة"),
    ("هاجم لبنان إسرائيل.", "outlet report assault LBN.MIL > ISR.MIL|ISR.GOV|ISR.CVL|-"),
]


@pytest.mark.parametrize(("text", "claim"), CODED_RIGHT)
def test_the_plain_sentences_that_others_get_wrong_are_right(text: str, claim: str) -> None:
    assert wrong(text, claim) == []


PAIRS = [
    ("قصفت روسيا المدينة.", "لم تقصف روسيا المدينة."),
    ("قصفت روسيا المدينة.", "ستقصف روسيا المدينة."),
    ("قصفت روسيا المدينة.", "نفت روسيا قصف المدينة."),
    ("قصفت روسيا المدينة.", "هددت روسيا بقصف المدينة."),
    ("انسحب الجيش السوري.", "لن ينسحب الجيش السوري."),
    ("انسحب الجيش السوري.", "قد ينسحب الجيش السوري."),
    ("انسحب الجيش السوري.", "طالبت تركيا بانسحاب الجيش السوري."),
]


@pytest.mark.parametrize(("done", "not_done"), PAIRS)
def test_done_and_not_done_are_never_the_same_claim(done: str, not_done: str) -> None:
    def told(text: str) -> set[tuple[object, ...]]:
        return {(c.act, c.event.type, c.event.negated, c.event.status) for c in claims_of(text)}

    assert told(done)
    assert told(not_done)
    assert not told(done) & told(not_done)


QUIET = [
    "افتتحت البلدية حديقة جديدة للأطفال.",
    "فاز المنتخب الروسي على المنتخب التركي بهدفين.",
    "هاجم الناقد الرواية في مقاله.",
    "ارتفعت أسعار القمح في تركيا.",
    "هطلت أمطار غزيرة على دمشق.",
    "هاجم لاعبو الفريق مرمى الخصم في الشوط الثاني.",
]


@pytest.mark.parametrize("text", QUIET)
def test_a_sentence_about_something_else_holds_no_claim(text: str) -> None:
    assert wrong(text) == []


def test_the_agreement_that_a_denial_names_is_not_signed_anew() -> None:
    assert lacking("قالت أنقرة إنها ملتزمة باتفاق سوتشي.", "TUR.GOV state comply TUR.GOV > -") == []
    assert [claim.event.type for claim in claims_of("قالت أنقرة إنها ملتزمة باتفاق سوتشي.")] == ["comply"]


OTHER_BREACHES = [
    ("خالفت الحكومة السودانية الاتفاق.", "خالف السائق القانون."),
    ("أخفقت الحكومة السودانية في تنفيذ الاتفاق.", "أخفقت الحكومة السودانية في تنظيم الحفل."),
    ("خرقت القوات الهندية الهدنة.", "خرقت رصاصة جدار المنزل."),
]


@pytest.mark.parametrize(("breach", "other"), OTHER_BREACHES)
def test_a_word_of_breach_tells_one_only_of_an_agreement(breach: str, other: str) -> None:
    assert [claim.event.type for claim in claims_of(breach)] == ["breach"]
    assert wrong(other) == []


FREED_BY_NAME = [
    ("حررت القوات الأوكرانية مدينة خيرسون.", ["control"]),
    ("تظاهر أنصار حركة تحرير السودان في الخرطوم.", ["protest"]),
    ("تحرير أسعار الصرف في السودان.", []),
]


@pytest.mark.parametrize(("text", "types"), FREED_BY_NAME)
def test_a_movement_with_liberation_in_its_name_frees_nothing_by_it(text: str, types: list[str]) -> None:
    assert [claim.event.type for claim in claims_of(text)] == types
