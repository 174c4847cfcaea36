"""Agreement: nobody is made to say or do what the verb says of somebody else."""

from __future__ import annotations

import pytest

from claim_table import claims_of, lacking

GOES_ON = [
    (
        "أعلنت وزارة الدفاع الأمريكية أن طائرة قتلت قائد حركة الشباب في الصومال، واتهمته بالتخطيط لهجمات.",
        "SOM.REB",
    ),
    ("تراجع الجيش الإثيوبي عن الرواية الأولى التي تحمل المسؤولية للسودانيين عن مقتل الطبيب.", "SDN.GOV"),
    ("ونددت المنظمة بأوضاع أفريقيا الوسطى التي اتهم المرتزقة الروس بقتل مدنيين فيها.", "RUS.REB"),
]


@pytest.mark.parametrize(("text", "somebody"), GOES_ON)
def test_who_does_not_agree_with_the_verb_does_not_accuse(text: str, somebody: str) -> None:
    assert somebody not in {claim.source for claim in claims_of(text)}


ACCUSED = [
    ("وتأتي الزيارة بعد اتهام كييف موسكو بخرق الهدنة.", "UKR.GOV accuse breach RUS.GOV|RUS.MIL > -"),
    ("وجدد الوزير الأرميني اتهامه أذربيجان بقصف بلدة غوريس.", "ARM.GOV accuse assault AZE.MIL > - @بلدة غوريس"),
    ("من جانبه اتهم وزير الدفاع الباكستاني الهند بخرق الهدنة.", "PAK.GOV accuse breach IND.GOV|IND.MIL > -"),
]


@pytest.mark.parametrize(("text", "claim"), ACCUSED)
def test_the_second_name_after_an_accusation_is_accused(text: str, claim: str) -> None:
    assert lacking(text, claim) == []


def test_one_accused_through_a_clause_with_that_does_not_accuse() -> None:
    sources = {claim.source for claim in claims_of("وتابع الوزير التشادي باتهام حركة الشباب بأنها هاجمت مدينة أبشي.")}
    assert sources == {"TCD.GOV"}


def test_soldiers_counted_with_a_singular_take_a_plural_verb() -> None:
    assert (
        lacking("وقالت وزارة الدفاع الأذرية إن 33 جندياً قُتلوا في غارة.", "AZE.GOV state harm|assault - > AZE.MIL|- killed=33,33")
        == []
    )


NOT_BLAMED = [
    ("وأشار الوزير السوداني إلى أنه أول قرار يدين إثيوبيا.", "SDN.GOV"),
    ("تقع هناك قاعدة لحركة الشباب التي يلقى باللوم عليها في شن هجمات على القوات الكينية.", "SOM.REB"),
    ("اتهمت وزارة الخارجية الأذرية «القوى الغربية» بدعم المتمردين.", "???.UNK"),
    ("كينيا وإثيوبيا حتى الآن لم تنتقدا عمليات السودان.", "ETH.GOV"),
]


@pytest.mark.parametrize(("text", "somebody"), NOT_BLAMED)
def test_who_is_not_named_with_the_verb_does_not_accuse(text: str, somebody: str) -> None:
    assert somebody not in {claim.source for claim in claims_of(text)}


def test_what_is_considered_a_breach_is_not_considered_so_by_who_spoke_last() -> None:
    text = "قال الوزير الإسرائيلي إنه سيبقى في الضفة الغربية. وتقام المستوطنات هناك، وتعتبر انتهاكاً للقانون الدولي."
    assert "ISR.GOV" not in {claim.source for claim in claims_of(text) if claim.event.type == "breach"}


OWN_BREACH = [
    "وقالت الخارجية الروسية إنها ستدرس ما إذا كان الإطلاق يعد انتهاكاً للقرار.",
    "وقال الوزير الباكستاني إن الغارات انتهاك لسيادة باكستان.",
    "وقال الوزير الإثيوبي إن القصف انتهاك سيادة إثيوبيا.",
    "حذر وزير الخارجية الأرميني من خرق السيادة الأرمينية.",
    "وقال الوزير اللبناني إن التحليق انتهاك للأجواء اللبنانية.",
]


@pytest.mark.parametrize("text", OWN_BREACH)
def test_nobody_states_a_breach_of_their_own(text: str) -> None:
    assert {claim.event.actor for claim in claims_of(text) if claim.event.type == "breach"} <= {None}


def test_each_of_two_condemns() -> None:
    text = "أدانت كل من الولايات المتحدة وبريطانيا قصف الجيش السوداني مدينة الفاشر."
    assert {claim.source for claim in claims_of(text)} == {"USA.GOV", "GBR.GOV"}


def test_a_faction_that_no_list_knows_is_accused_and_not_a_country_named_after_it() -> None:
    claims = claims_of("اتهم الوزير التشادي كتلا نيابية داخل البرلمان بعرقلة الانسحاب من السودان.")
    assert {claim.event.actor for claim in claims} == {None}


def test_against_whom_a_campaign_is_did_not_do_what_soldiers_tell() -> None:
    text = "كشف الجنود الإثيوبيون عن حوادث قتل لمدنيين صوماليين في مدينة بيدوا خلال الحملة على حركة الشباب."
    assert {claim.event.actor for claim in claims_of(text)} == {None}


def test_a_view_that_says_something_is_nobody_s_of_those_named() -> None:
    text = "قال الوزير الإيراني إنه متفائل. وهذا يدعم الرأي الذي يقول إن أذربيجان لن تلتزم بالاتفاق."
    assert [claim.source for claim in claims_of(text) if claim.event.type == "breach"] == ["???.UNK"]


def test_what_somebody_ought_to_stop_is_asked_and_not_charged() -> None:
    text = "وقالت وزارة الخارجية الكينية إنه يتعين على جميع الأطراف الصومالية التوقف عن خرق الهدنة."
    assert {claim.act for claim in claims_of(text)} == {"demand"}
