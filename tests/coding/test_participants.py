"""Who did it and who bears it: word orders, passives, verbal nouns, light verbs, relative clauses, lists, who is left out."""

from __future__ import annotations

import pytest

from claim_table import claims_of, lacking, wrong

ORDERS = [
    ("قصفت القوات السورية القوات التركية في إدلب.", "outlet report assault SYR.MIL > TUR.MIL @إدلب"),
    ("القوات السورية قصفت القوات التركية في إدلب.", "outlet report assault SYR.MIL > TUR.MIL @إدلب"),
    ("القوات السورية تقصف القوات التركية في إدلب", "outlet report assault SYR.MIL > TUR.MIL @إدلب"),
    ("في إدلب، قصفت القوات السورية القوات التركية.", "outlet report assault SYR.MIL > TUR.MIL @إدلب"),
    ("استهدف الحوثيون القوات السعودية في نجران بالصواريخ.", "outlet report assault YEM.REB > SAU.MIL @نجران"),
    ("إن القوات السورية هاجمت القوات التركية.", "outlet report assault SYR.MIL > TUR.MIL"),
    ("كانت القوات السورية هاجمت القوات التركية في إدلب.", "outlet report assault SYR.MIL > TUR.MIL @إدلب"),
]


@pytest.mark.parametrize(("text", "claim"), ORDERS)
def test_doer_and_target_are_told_apart_in_every_order(text: str, claim: str) -> None:
    assert wrong(text, claim) == []


PASSIVES = [
    ("قُصفت بلدة سرمين من قبل القوات الروسية.", "outlet report assault RUS.MIL > - @سرمين"),
    ("قُصفت بلدة سرمين.", "outlet report assault - > - @سرمين"),
    ("تم قصف بلدة سرمين من قبل القوات الروسية.", "outlet report assault RUS.MIL > - @سرمين"),
    ("جرى استهداف القوات التركية في إدلب.", "outlet report assault - > TUR.MIL @إدلب"),
    ("تعرضت القوات التركية لقصف من قبل الجيش السوري.", "outlet report assault SYR.MIL > TUR.MIL"),
    ("تعرضت بلدة سرمين لقصف روسي.", "outlet report assault RUS.MIL > - @سرمين"),
    ("قتل ثلاثة جنود أتراك على يد القوات السورية.", "outlet report assault SYR.MIL > TUR.MIL killed=3,3"),
    ("اعتُقل صحفي سوري من قبل الشرطة التركية.", "outlet report coerce TUR.MIL > SYR.MED"),
]


@pytest.mark.parametrize(("text", "claim"), PASSIVES)
def test_a_passive_has_a_doer_only_where_one_is_named(text: str, claim: str) -> None:
    assert wrong(text, claim) == []


NOUNS = [
    ("تواصل القصف الروسي على سرمين.", "outlet report assault RUS.MIL > - @سرمين"),
    ("أسفر هجوم القوات السورية على القوات التركية عن مقتل خمسة جنود أتراك.", "outlet report assault SYR.MIL > TUR.MIL killed=5,5"),
    ("شنت القوات الروسية هجوما على بلدة سرمين.", "outlet report assault RUS.MIL > - @سرمين"),
    ("نفذ الطيران الروسي غارات على بلدة سرمين.", "outlet report assault RUS.MIL > - @سرمين"),
    ("وجهت القوات التركية ضربة إلى الجيش السوري.", "outlet report assault TUR.MIL > SYR.MIL"),
    ("بدأت القوات التركية انسحابها من سراقب.", "outlet report retreat TUR.MIL > - @سراقب"),
    ("أجرى بوتين محادثات مع أردوغان.", "outlet report consult RUS.GOV > TUR.GOV"),
    ("قامت القوات السورية بقصف بلدة سرمين.", "outlet report assault SYR.MIL > - @سرمين"),
    ("فرضت القوات الإسرائيلية حصارا على مدينة جنين.", "outlet report coerce ISR.MIL > - @جنين"),
]


@pytest.mark.parametrize(("text", "claim"), NOUNS)
def test_a_verbal_noun_takes_its_participants(text: str, claim: str) -> None:
    assert wrong(text, claim) == []


RELATIVES = [
    ("وصلت القوات التركية التي قصفت بلدة سرمين إلى الحدود.", "assault", "TUR.MIL", None),
    ("عاد الجنود الأتراك الذين هاجمتهم القوات السورية إلى بلادهم.", "assault", "SYR.MIL", "TUR.MIL"),
    ("ندد المبعوث بالغارات التي شنتها القوات الروسية على سرمين.", "assault", "RUS.MIL", None),
    ("جرى بحث الاتفاق الذي وقعته روسيا مع تركيا.", "agree", "RUS.GOV", "TUR.GOV"),
]


@pytest.mark.parametrize(("text", "kind", "actor", "target"), RELATIVES)
def test_a_relative_clause_takes_up_what_stands_before_it(text: str, kind: str, actor: str, target: str | None) -> None:
    told = [(c.event.actor, c.event.target) for c in claims_of(text) if c.event.type == kind]
    assert told == [(actor, target)]


LISTS = [
    (
        "قصفت القوات الروسية والسورية بلدة سرمين.",
        ["outlet report assault RUS.MIL > - @سرمين", "outlet report assault SYR.MIL > - @سرمين"],
    ),
    (
        "هاجم الجيش السوري والقوات الروسية القوات التركية.",
        ["outlet report assault SYR.MIL > TUR.MIL", "outlet report assault RUS.MIL > TUR.MIL"],
    ),
    (
        "استهدفت القوات السورية القوات التركية والمدنيين السوريين.",
        ["outlet report assault SYR.MIL > TUR.MIL", "outlet report assault SYR.MIL > SYR.CVL"],
    ),
    ("التقى الرئيس الروسي الرئيس التركي في سوتشي.", ["outlet report consult RUS.GOV > TUR.GOV @سوتشي"]),
    ("وقعت روسيا وتركيا اتفاقا بشأن إدلب.", ["outlet report agree RUS.GOV > TUR.GOV"]),
    ("اندلعت اشتباكات بين القوات التركية والجيش السوري في سراقب.", ["outlet report assault TUR.MIL > SYR.MIL @سراقب"]),
    (
        "قصفت القوات السورية سرمين وسيطرت على سراقب.",
        ["outlet report assault SYR.MIL > - @سرمين", "outlet report control SYR.MIL > - @سراقب"],
    ),
]


@pytest.mark.parametrize(("text", "claims"), LISTS)
def test_doers_and_targets_in_a_list_each_have_their_claim(text: str, claims: list[str]) -> None:
    assert wrong(text, *claims) == []


SECTORS = [
    ("قصفت تركيا مواقع في سراقب.", "outlet report assault TUR.MIL > - @سراقب"),
    ("قالت تركيا إنها ملتزمة بالاتفاق.", "TUR.GOV state comply TUR.GOV > -"),
    ("هاجم النظام السوري القوات التركية.", "outlet report assault SYR.MIL > TUR.MIL"),
    ("اتهم النظام السوري القوات التركية بقصف سراقب.", "SYR.GOV accuse assault TUR.MIL > - @سراقب"),
    ("سيطرت قوات النظام السوري على سراقب.", "outlet report control SYR.MIL > - @سراقب"),
    ("قصف حزب الله مستوطنة إسرائيلية.", "outlet report assault LBN.REB > ISR.CVL|-"),
    ("قصفت فصائل المعارضة السورية مواقع الجيش السوري.", "outlet report assault SYR.REB > SYR.MIL"),
    ("هاجمت هيئة تحرير الشام القوات السورية.", "outlet report assault SYR.REB > SYR.MIL"),
    ("قصف تحالف تقوده السعودية مدينة صعدة.", "outlet report assault SAU.MIL > - @صعدة"),
]


@pytest.mark.parametrize(("text", "claim"), SECTORS)
def test_a_country_fights_as_its_forces_and_speaks_as_its_government(text: str, claim: str) -> None:
    assert wrong(text, claim) == []


LEFT_OUT = [
    "قُتل عشرة جنود أتراك في إدلب.",
    "أصيب ثلاثة مدنيين سوريين في سرمين.",
    "قُصفت بلدة سرمين.",
]


@pytest.mark.parametrize("text", LEFT_OUT)
def test_a_doer_that_the_sentence_leaves_out_stays_out(text: str) -> None:
    before = "شنت القوات الروسية غارات على إدلب. "
    assert {c.event.actor for c in claims_of(text)} == {None}
    assert [c.event.actor for c in claims_of(before + text)] == ["RUS.MIL", None]


def test_the_two_sides_are_those_whom_the_text_has_named() -> None:
    text = "اتهمت أنقرة الجيش السوري بقصف سرمين. وتبادل الطرفان القصف في سراقب."
    assert {c.event.actor for c in claims_of(text) if c.sentence.start} == {"TUR.MIL", "SYR.MIL"}


ACCUSATIVE = [
    ("أصيب جنديا روسيا في اللاذقية.", "outlet report harm - > RUS.MIL @اللاذقية"),
    ("قتل الحوثيون ضابطا ليبيا في تعز.", "outlet report assault YEM.REB > LBY.MIL @تعز killed=1,1"),
    ("اعتقلت الشرطة الأوكرانية مواطنا روسيا في أوديسا.", "outlet report coerce UKR.MIL > RUS.CVL @أوديسا"),
    # The same letters without a noun of one person before them are the country.
    ("قصفت القوات الفرنسية ليبيا.", "outlet report assault FRA.MIL > LBY.GOV|LBY.MIL"),
    ("هاجمت القوات الأوكرانية روسيا.", "outlet report assault UKR.MIL > RUS.GOV|RUS.MIL"),
]


@pytest.mark.parametrize(("text", "claim"), ACCUSATIVE)
def test_an_adjective_in_the_accusative_is_not_the_country_that_is_spelled_alike(text: str, claim: str) -> None:
    assert wrong(text, claim) == []


FEMININE = [
    ("هاجمت الجنود الإثيوبيين في مقلي.", "outlet report assault - > ETH.MIL @مقلي"),
    ("هاجمت القوات الإثيوبية مقلي.", "outlet report assault ETH.MIL > - @مقلي"),
    ("هاجم الجنود الإثيوبيون مدينة مقلي.", "outlet report assault ETH.MIL > - @مقلي"),
]


@pytest.mark.parametrize(("text", "claim"), FEMININE)
def test_men_after_a_feminine_verb_are_its_object(text: str, claim: str) -> None:
    assert wrong(text, claim) == []


LENT = [
    ("ردت القوات الهندية على الخروقات بقصف مدينة لاهور.", "outlet report assault IND.MIL > - @لاهور"),
    ("رد الجيش الأرميني على القصف الأذربيجاني بقصف بلدة ترتر.", "outlet report assault ARM.MIL > - @ترتر"),
]


@pytest.mark.parametrize(("text", "claim"), LENT)
def test_the_verb_of_a_clause_lends_its_doer_past_the_noun_that_it_answers(text: str, claim: str) -> None:
    assert lacking(text, claim) == []


TAKEN = [
    ("غزو الصومال.", "outlet report control - > SOM.GOV"),
    ("الغزو الإثيوبي للصومال عام 2006.", "outlet report control ETH.MIL > SOM.GOV when=2006"),
]


@pytest.mark.parametrize(("text", "claim"), TAKEN)
def test_a_country_after_a_noun_of_taking_is_taken(text: str, claim: str) -> None:
    assert wrong(text, claim) == []


def test_they_who_are_many_are_not_the_country_that_backs_them() -> None:
    claims = claims_of("أعلن الوزير أن الحوثيين المدعومين من طهران الذين يسيطرون على مأرب انسحبوا.")
    assert {claim.event.actor for claim in claims} == {"YEM.REB"}
