"""The claim as a whole: places, the dead, evidence, ids; the same sentence is the same claim wherever it stands."""

from __future__ import annotations

import pytest

from claim_table import claims_of, evidence_of, lacking, misquoted, read_text, shown, wrong
from marsad.coding import code
from marsad.pack import load_pack

PLACES = [
    ("قصفت القوات الروسية مدينة سراقب.", "outlet report assault RUS.MIL > - @سراقب"),
    ("قصفت القوات الروسية ريف إدلب الجنوبي.", "outlet report assault RUS.MIL > - @إدلب"),
    ("قال مسؤول تركي في أنقرة إن القوات السورية قصفت سرمين.", "TUR.GOV state|accuse assault SYR.MIL > - @سرمين"),
    ("قال مسؤول تركي في أنقرة إن القوات السورية هاجمت القوات التركية.", "TUR.GOV state|accuse assault SYR.MIL > TUR.MIL @-"),
    ("أكدت موسكو أن الجيش السوري سيطر على سراقب.", "RUS.GOV state control SYR.MIL > - @سراقب"),
    ("وقال المتحدث في دمشق إن الجيش السوري انسحب.", "???.GOV|SYR.GOV state retreat SYR.MIL > - @-"),
    ("اندلعت اشتباكات بين القوات الأوكرانية والقوات الروسية قرب خاركيف.", "outlet report assault UKR.MIL > RUS.MIL @خاركيف"),
    ("التزمت القوات التركية باتفاق سوتشي.", "outlet report comply TUR.MIL|TUR.GOV > - @-"),
    ("دخلت القوات التركية بلدة كفرحلب.", "outlet report control|mobilize TUR.MIL > - @كفرحلب"),
]


@pytest.mark.parametrize(("text", "claim"), PLACES)
def test_the_place_is_the_events_and_never_the_speakers(text: str, claim: str) -> None:
    assert wrong(text, claim) == []


DEAD = [
    ("قُتل عشرة جنود أتراك في إدلب.", "outlet report harm - > TUR.MIL @إدلب killed=10,10"),
    ("قُتل أكثر من عشرة جنود أتراك في إدلب.", "outlet report harm - > TUR.MIL @إدلب killed=11,"),
    ("مقتل 13 جنديا تركيا في إدلب", "outlet report harm - > TUR.MIL @إدلب killed=13,13"),
    ("قُتل ما لا يقل عن ٢٠ مدنيا يمنيا في صعدة.", "outlet report harm - > YEM.CVL @صعدة killed=20,"),
    ("قُتل جنديان تركيان في إدلب.", "outlet report harm - > TUR.MIL @إدلب killed=2,2"),
    ("قتلت القوات السورية ثلاثة جنود أتراك في إدلب.", "outlet report assault SYR.MIL > TUR.MIL @إدلب killed=3,3"),
    ("أسفر قصف القوات الروسية على سرمين عن مقتل تسعة مدنيين.", "outlet report assault RUS.MIL > SYR.CVL|???.CVL @سرمين killed=9,9"),
    ("أصيب سبعة مدنيين سوريين في سرمين.", "outlet report harm - > SYR.CVL @سرمين wounded=7,7"),
]


@pytest.mark.parametrize(("text", "claim"), DEAD)
def test_the_dead_and_wounded_are_counted_with_their_bounds(text: str, claim: str) -> None:
    assert wrong(text, claim) == []


EVENTS = [
    ("أرسلت تركيا تعزيزات عسكرية إلى إدلب.", "outlet report mobilize TUR.MIL > - @إدلب"),
    ("نشرت روسيا قوات في سراقب.", "outlet report mobilize RUS.MIL > - @سراقب"),
    ("سيطر الجيش السوري على سراقب.", "outlet report control SYR.MIL > - @سراقب"),
    ("دخلت الهدنة في إدلب حيز التنفيذ.", "outlet report retreat - > -"),
    ("أعلن الحوثيون وقف إطلاق النار في الحديدة.", "YEM.REB state retreat YEM.REB > - @الحديدة"),
    ("اعتقلت القوات الإسرائيلية خمسة فلسطينيين في جنين.", "outlet report coerce ISR.MIL > PSE.CVL @جنين"),
    ("علقت روسيا مشاركتها في اتفاق الحبوب.", "outlet report exit RUS.GOV > -"),
    ("وقعت روسيا وتركيا مذكرة تفاهم في سوتشي.", "outlet report agree RUS.GOV > TUR.GOV"),
    ("التقى بوتين أردوغان في موسكو.", "outlet report consult RUS.GOV > TUR.GOV @موسكو"),
    ("سيّرت القوات الروسية والتركية دورية مشتركة على طريق إم 4.", "outlet report cooperate RUS.MIL > TUR.MIL"),
    ("أفرجت أوكرانيا عن خمسين أسيرا روسيا.", "outlet report concede UKR.GOV|UKR.MIL > RUS.MIL|RUS.UNK"),
    ("فرضت واشنطن عقوبات على موسكو.", "outlet report sanction USA.GOV > RUS.GOV"),
    ("قدمت قطر مساعدات إلى الحكومة اللبنانية.", "outlet report aid QAT.GOV > LBN.GOV"),
    ("تظاهر مئات السودانيين في الخرطوم.", "outlet report protest SDN.CVL > - @الخرطوم"),
    (
        "أشادت طهران بدمشق.",
        "IRN.GOV state support IRN.GOV > SYR.GOV || outlet report support IRN.GOV > SYR.GOV || IRN.GOV state none - > SYR.GOV",
    ),
]


@pytest.mark.parametrize(("text", "claim"), EVENTS)
def test_every_type_of_event_is_known_by_its_words(text: str, claim: str) -> None:
    assert wrong(text, claim) == []


ANYWHERE = [
    "قصفت القوات الروسية بلدة سرمين",
    "نفت موسكو قصف المستشفى",
    "قال وزير الدفاع التركي إن القوات السورية قصفت سرمين",
    "اتهمت أنقرة دمشق بخرق الهدنة",
    "قُتل عشرة جنود أتراك في إدلب",
    "ستنسحب القوات التركية من سراقب",
    "شنت القوات الروسية هجوما على بلدة سرمين",
]


def told(text: str) -> list[str]:
    return [shown(claim) for claim in claims_of(text)]


@pytest.mark.parametrize("sentence", ANYWHERE)
def test_a_sentence_is_read_the_same_as_headline_and_in_the_body(sentence: str) -> None:
    alone = told(sentence)
    assert alone
    assert told(sentence + ".") == alone
    assert told(f"خبر من المنطقة.\n{sentence}.") == alone
    assert told(f"خبر من المنطقة.\n\n{sentence}. انتهى الخبر هنا.") == alone


@pytest.mark.parametrize("sentence", ANYWHERE)
def test_an_and_before_a_sentence_changes_nothing(sentence: str) -> None:
    assert told(f"و{sentence}.") == told(f"{sentence}.")


def test_every_piece_of_evidence_stands_where_it_says() -> None:
    text = "اتهم وزير الدفاع التركي روسيا بقصف سراقب.\r\n\r\nوقال إن أكثر من عشرة مدنيين سوريين قُتلوا في سرمين.\r\n"
    claims = claims_of(text)
    assert claims
    assert list(misquoted(text, claims)) == []
    assert {part.quote for claim in claims for part in evidence_of(claim)} >= {"اتهم", "روسيا", "سراقب"}


def test_evidence_is_quoted_as_written_and_not_as_folded() -> None:
    text = "هَاجَمَتْ القُوّاتُ الرُّوسيّةُ القــوات التركيّة."
    [claim] = claims_of(text)
    assert claim.trigger is not None
    assert claim.trigger.quote == "هَاجَمَتْ"
    assert claim.target is not None
    assert claim.target.quote.startswith("القــوات")


def test_a_claim_keeps_its_id_on_a_second_reading_and_changes_it_with_the_text() -> None:
    text = "قصفت القوات الروسية بلدة سرمين. وانسحب الجيش السوري من سراقب."
    first, second = claims_of(text), claims_of(text)
    assert first == second
    assert len({claim.id for claim in first}) == len(first) == 2
    assert not {claim.id for claim in first} & {claim.id for claim in claims_of(text + " ")}


def test_the_same_sentence_told_twice_is_two_claims_with_two_ids() -> None:
    text = "قصفت القوات الروسية بلدة سرمين.\nوفي خبر آخر.\nقصفت القوات الروسية بلدة سرمين أيضا."
    claims = [claim for claim in claims_of(text) if claim.event.type == "assault"]
    assert len(claims) == 2
    assert len({claim.id for claim in claims}) == 2


def test_claims_come_in_the_order_of_the_text() -> None:
    text = "قصفت القوات الروسية بلدة سرمين. وانسحب الجيش السوري من سراقب. ونفت موسكو قصف المستشفى."
    starts = [claim.sentence.start for claim in claims_of(text)]
    assert starts == sorted(starts)
    assert len(starts) == 3


def test_a_claim_names_the_entry_that_made_it() -> None:
    rules = {claim.rule for claim in claims_of("اتهمت أنقرة دمشق بقصف سراقب. وقُتل عشرة جنود أتراك.")}
    assert rules
    assert all(rule.startswith(("ar/events#", "ar/cues#")) for rule in rules)


def test_the_language_and_the_publication_date_stand_in_the_claim() -> None:
    text = "قصفت القوات الروسية بلدة سرمين."
    assert [(c.lang, c.date) for c in claims_of(text)] == [("ar", "2020-02-12")]
    assert [(c.lang, c.date) for c in claims_of(text, published=None)] == [("ar", None)]


def test_coding_a_reading_twice_gives_the_same_claims() -> None:
    reading = read_text("قال وزير الدفاع التركي إن القوات السورية قصفت سرمين. وأضاف أن دمشق خرقت الهدنة.")
    pack = load_pack("ar")
    assert code(reading, pack) == code(reading, pack)


def test_the_agreement_of_a_town_is_no_event_there() -> None:
    assert lacking("خرقت روسيا اتفاق سوتشي.", "outlet report breach RUS.GOV|RUS.MIL > - @-") == []


ONE_BY_ONE = [
    (
        "سجلت كييف خروقات ارتكبتها القوات الروسية، بين قصف وقنص.",
        "UKR.GOV accuse breach RUS.MIL > -",
        ["UKR.GOV accuse assault RUS.MIL > -"] * 2,
    ),
    (
        "ارتكب الحوثيون خروقات للهدنة في الحديدة، بين قصف وقنص.",
        "outlet report breach YEM.REB > - @الحديدة",
        ["outlet report assault YEM.REB > -"] * 2,
    ),
    (
        "قال التحالف إن الحوثيين ارتكبوا 40 خرقا للهدنة في الحديدة، بين قصف وقنص.",
        "SAU.MIL state|accuse breach YEM.REB > - @الحديدة",
        ["SAU.MIL state|accuse assault YEM.REB > -"] * 2,
    ),
    # A new clause that no "between" opens tells of other things, by nobody knows whom.
    (
        "ارتكبت القوات الروسية خروقات للهدنة في دونيتسك، ووقع قصف وقنص.",
        "outlet report breach RUS.MIL > - @دونيتسك",
        ["outlet report assault - > -"] * 2,
    ),
    (
        "ارتكب الحوثيون خروقات للهدنة في الحديدة. وقع قصف في تعز.",
        "outlet report breach YEM.REB > - @الحديدة",
        ["outlet report assault - > - @تعز"],
    ),
]


@pytest.mark.parametrize(("text", "breach", "deeds"), ONE_BY_ONE)
def test_breaches_told_one_by_one_are_the_deeds_of_who_broke_the_truce(text: str, breach: str, deeds: list[str]) -> None:
    assert wrong(text, breach, *deeds) == []


REACHED = [
    ("ندد المبعوث بالمعارك التي جرت في مدينة مقلي الأحد.", "battle", "مقلي", "2020-02-09"),
    ("أدانت كييف القصف الذي وقع على مدينة سومي الأحد.", "shell", "سومي", "2020-02-09"),
    ("قصفت القوات الروسية ودمرت مباني في مدينة سومي الأحد.", "shell", "سومي", "2020-02-09"),
    ("هاجمت القوات الإثيوبية القوات السودانية وسيطرت على القضارف.", "attack", "القضارف", None),
]


@pytest.mark.parametrize(("text", "rule", "place", "when"), REACHED)
def test_circumstances_reach_through_a_relative_clause_and_a_joined_verb(
    text: str, rule: str, place: str, when: str | None
) -> None:
    [claim] = [claim for claim in claims_of(text) if f"events#{rule}" in claim.rule]
    assert place in (claim.event.place or "")
    assert claim.event.when == when


NOT_REACHED = [
    ("أدانت كييف القصف الروسي، وجرى اجتماع في مدينة سومي.", "UKR.GOV accuse assault RUS.MIL > - @-"),
    (
        "هاجمت القوات الإثيوبية القوات السودانية، وتظاهر مئات المدنيين في أم درمان.",
        "outlet report assault ETH.MIL > SDN.MIL @-",
    ),
    (
        "هاجمت القوات الإثيوبية القوات السودانية، بينما تظاهر مئات المدنيين في أم درمان.",
        "outlet report assault ETH.MIL > SDN.MIL @-",
    ),
    (
        "هاجمت القوات الهندية القوات الباكستانية، وقالت إسلام آباد إن الهدنة في كشمير انتهت.",
        "outlet report assault IND.MIL > PAK.MIL @-",
    ),
    ("قتل تسعة جنود هنود، وسيطرت القوات الباكستانية على كارجيل.", "outlet report harm - > IND.MIL @- killed=9,9"),
]


@pytest.mark.parametrize(("text", "claim"), NOT_REACHED)
def test_circumstances_of_the_next_clause_are_not_those_of_this_one(text: str, claim: str) -> None:
    assert lacking(text, claim) == []


HEADS = [
    ("انسحب الجيش الأذربيجاني من منطقة مجاورة.", "منطقة مجاورة"),
    ("انسحب الجيش الأذربيجاني من مرتفعات استراتيجية.", "مرتفعات استراتيجية"),
    ("انسحب الجيش الأرميني نحو منطقة حدودية.", "منطقة حدودية"),
    ("انسحب الجيش الأذربيجاني من منطقة لاتشين.", "لاتشين"),
    ("انسحب الجيش الأذربيجاني.", "-"),
    # An object without a preposition is what was hit, and no place.
    ("استهدف القصف مدينة.", "-"),
]


@pytest.mark.parametrize(("text", "place"), HEADS)
def test_a_place_word_stands_for_a_place_without_a_name_after_a_preposition(text: str, place: str) -> None:
    [claim] = claims_of(text)
    assert (claim.event.place or "-").endswith(place)


BETWEEN = [
    ("اندلعت معارك بين الهند والصين.", "outlet report assault IND.MIL > CHN.GOV|CHN.MIL @-"),
    ("شهدت الحدود اشتباكات بين كولومبيا وفنزويلا.", "outlet report assault COL.MIL > VEN.GOV|VEN.MIL @-"),
    ("أجريت محادثات بين مصر وإثيوبيا.", "outlet report consult EGY.GOV > ETH.GOV @-"),
    ("اندلعت اشتباكات بين الهند وباكستان في كشمير.", "outlet report assault IND.MIL > PAK.GOV|PAK.MIL @كشمير"),
    ("اندلعت اشتباكات في كولومبيا.", "outlet report assault - > - @كولومبيا"),
]


@pytest.mark.parametrize(("text", "claim"), BETWEEN)
def test_the_countries_between_which_something_happens_are_no_place(text: str, claim: str) -> None:
    assert wrong(text, claim) == []


QUOTED_NAMES = [
    "انسحبت القوات الإثيوبية من القضارف.",
    "انسحبت القوات الإثيوبية من «القضارف».",
    'انسحبت القوات الإثيوبية إلى "القضارف".',
]


@pytest.mark.parametrize("text", QUOTED_NAMES)
def test_a_place_in_quotation_marks_is_a_place(text: str) -> None:
    assert wrong(text, "outlet report retreat ETH.MIL > - @القضارف") == []


ONCE = [
    ("شنت القوات الروسية غارات استهدفت القوات الأوكرانية قرب خيرسون.", "outlet report assault RUS.MIL > UKR.MIL @خيرسون"),
    ("وقع تفجير في كابول، أمس، استهدف قوات حلف الناتو.", "outlet report assault - > NATO.IGO @كابول"),
    ("أدان الرئيس العراقي الهجوم الذي استهدف السفارة التركية.", "IRQ.GOV accuse assault - > TUR.GOV"),
    ("قتلت القوات الصومالية عشرة مسلحين من حركة الشباب في أحدث المعارك.", "outlet report assault SOM.MIL > SOM.REB killed=10,10"),
    ("أعلن الرئيس الإثيوبي التوصل إلى اتفاق مع جبهة تحرير تيغراي.", "ETH.GOV state agree ETH.GOV > ETH.REB"),
    ("قتلت القوات الهندية جنديا باكستانيا وأصابت آخر في كشمير.", "outlet report assault IND.MIL > PAK.MIL @كشمير"),
    ("قتل جندي باكستاني وجرح آخر في كشمير.", "outlet report harm - > PAK.MIL @كشمير"),
    (
        "أطلق الحوثيون صواريخ على مأرب، ما تسبب بمقتل ثلاثة مدنيين يمنيين.",
        "outlet report assault YEM.REB > YEM.CVL @مأرب killed=3,3",
    ),
    ("قتل خمسة جنود ماليين في هجوم قرب غاو.", "outlet report assault - > MLI.MIL @غاو killed=5,5"),
    ("قتل خمسة جنود ماليين جراء انفجار عبوة ناسفة قرب غاو.", "outlet report assault - > MLI.MIL @غاو killed=5,5"),
    ("قتل خمسة جنود ماليين خلال الحرب.", "outlet report harm - > MLI.MIL killed=5,5"),
]


@pytest.mark.parametrize(("text", "claim"), ONCE)
def test_what_happened_once_is_told_once(text: str, claim: str) -> None:
    assert len(claims_of(text)) == 1
    assert wrong(text, claim) == []


def test_a_monitor_that_tells_of_a_shell_fired_none() -> None:
    assert wrong("أكد المرصد السوري سقوط قذيفة على بلدة سرمين.", "SYR.NGO report|state assault - > - @سرمين") == []


NO_VERBS = [
    "أكد الوزير المصري أن الحراك يصب في مصلحة البلاد.",
    "لم يرد تأكيد من الحكومة السودانية.",
    "وصل نجل الرئيس الليبي إلى طرابلس.",
    "سقط صاروخ وسط حشد في كركوك ولم ينفجر، كما يود الأهالي.",
]


@pytest.mark.parametrize("text", NO_VERBS)
def test_a_short_form_stands_only_after_a_negation_and_no_past_after_a_preposition(text: str) -> None:
    words = {claim.trigger.quote for claim in claims_of(text) if claim.trigger}
    assert not words & {"يصب", "يرد", "نجل", "حشد", "يود"}


OF_NO_TYPE = [
    ("دعت طهران أنقرة إلى عدم تعقيد الوضع في العراق.", "IRN.GOV demand none - > TUR.GOV status=future"),
    ("اتهمت كييف موسكو بالسعي إلى الفوضى.", "UKR.GOV accuse none - > RUS.GOV"),
]


@pytest.mark.parametrize(("text", "claim"), OF_NO_TYPE)
def test_a_content_in_which_nothing_of_a_type_happens_is_the_act_alone(text: str, claim: str) -> None:
    assert wrong(text, claim) == []


ONLY_NAMED = [
    "وقال الوزير إن الناس تعبوا من القصف والقتل ومن كل ما جرى، وإن البلاد تريد الحياة.",
    "وقررت المحكمة النظر في قضية اغتيال الوزير اللبناني بعد سنوات من التأجيل والمماطلة والخلافات بين القضاة.",
    "ويبحث المؤتمر سبل مكافحة التعذيب في سجون العالم، بحضور خبراء من منظمات كثيرة ومن جامعات معروفة.",
]


@pytest.mark.parametrize("text", ONLY_NAMED)
def test_an_attack_that_is_only_named_is_no_claim(text: str) -> None:
    below_a_headline = f"خبر من المدينة.\n{text}"
    assert [claim for claim in claims_of(below_a_headline) if claim.event.type == "assault"] == []


DESCRIBED = [
    "الفصائل الليبية الموقعة على الاتفاق كثيرة.",
    "الدول الداعمة للحكومة الليبية كثيرة.",
]


@pytest.mark.parametrize("text", DESCRIBED)
def test_a_definite_participle_only_says_which_ones_are_meant(text: str) -> None:
    assert claims_of(text) == []


def test_a_meeting_is_told_once_where_the_same_people_go_on_talking() -> None:
    text = "التقى المبعوث الأممي وزير الخارجية السوداني في الخرطوم وبحث معه الوضع."
    assert len(claims_of(text)) == 1


def test_a_breach_by_shelling_is_a_breach_and_an_attack() -> None:
    types = {claim.event.type for claim in claims_of("خرق الجيش الباكستاني الهدنة بقصف قرى هندية في كشمير.")}
    assert types == {"breach", "assault"}


def test_what_is_to_be_done_under_an_agreement_has_not_been_done() -> None:
    text = "وقعت باكو ويريفان اتفاقا تنسحب بموجبه القوات الأرمينية من لاتشين."
    assert lacking(text, "outlet report retreat ARM.MIL > - @لاتشين status=future") == []


def test_a_few_words_over_a_paragraph_are_a_heading_and_no_claim() -> None:
    assert claims_of("التقى الرئيس الكيني الرئيس التنزاني.\nاتفاق السلام\nوبحثا الوضع في المنطقة كلها.")[1:] == []
