"""Who says it: speech verbs, participles, "according to", colons, quotes, turn words, speakers carried on."""

from __future__ import annotations

import pytest

from claim_table import claims_of, lacking, wrong

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
