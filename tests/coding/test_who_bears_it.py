"""Whom a deed befell and who did it, where neither stands right beside the verb."""

from __future__ import annotations

import pytest

from claim_table import claims_of, lacking, wrong

MANY = [
    ("سار المتظاهرون في الخرطوم وهتفوا ضد أديس أبابا.", {"SDN.CVL"}),
    ("سار المتظاهرون في الخرطوم ورددوا هتافات معادية لإثيوبيا.", {"SDN.CVL"}),
]


@pytest.mark.parametrize(("text", "actors"), MANY)
def test_those_named_after_a_plural_verb_are_not_its_subject(text: str, actors: set[str]) -> None:
    assert {claim.event.actor for claim in claims_of(text)} == actors


DESCRIBED = [
    ("قالت الشرطة الهندية إن جنديا قتل في هجوم مسلحين اقتحموا مركزا في سريناغار.", "IND.REB"),
    ("أعلن الجيش الأرميني أن طائرة مسيرة تابعة للجيش الأذربيجاني قصفت بلدة ترتر.", "AZE.MIL"),
    ("أعلن الوزير في ستيباناكرت أن المتمردين المتحالفين مع رواندا الذين يسيطرون على غوما انسحبوا.", "COD.REB"),
]


@pytest.mark.parametrize(("text", "actor"), DESCRIBED)
def test_who_does_it_may_be_told_by_what_describes_them(text: str, actor: str) -> None:
    assert actor in {claim.event.actor for claim in claims_of(text)}


HIT = [
    ("وقع هجوم بسيارة مفخخة استهدف نقطة تفتيش للجيش الصومالي في كيسمايو.", "outlet report assault - > SOM.MIL @كيسمايو"),
    ("نجا وزير الداخلية الصومالي من محاولة اغتيال في مقديشو.", "outlet report assault - > SOM.GOV @مقديشو"),
]


@pytest.mark.parametrize(("text", "claim"), HIT)
def test_who_is_hit_may_be_told_by_an_owner_or_an_escape(text: str, claim: str) -> None:
    assert wrong(text, claim) == []


COUNTED = [
    ("قُتل عشرة أشخاص في انفجار في كابل.", "AFG.CVL"),
    ("قال الطبيب إن ستة أشخاص على الأقل قتلوا في كابل.", "AFG.CVL"),
    ("قُتل عشرة أشخاص في اشتباكات في كابل.", "AFG.UNK"),
    ("مقتل عشرة في انفجار في كابل.", "AFG.UNK"),
    ("مقتل مئة ألف شخص في سوريا.", "SYR.UNK"),
    ("نزوح مئة ألف شخص من كابل.", "AFG.CVL"),
]


@pytest.mark.parametrize(("text", "target"), COUNTED)
def test_people_of_whom_nothing_is_told_are_civilians_but_not_in_the_toll_of_a_fight(text: str, target: str) -> None:
    assert {claim.event.target for claim in claims_of(text)} == {target}


COMES_BACK = [
    ("عاد الحوثيون الذين تصدت لهم القوات السعودية في جازان.", "outlet report assault SAU.MIL > YEM.REB @جازان"),
    ("عاد الحوثيون الذين تصدوا للقوات السعودية في جازان.", "outlet report assault YEM.REB > SAU.MIL @جازان"),
    ("عاد وزير في حكومة طالبان التي أطاحت بها القوات الأمريكية في كابل.", "outlet report assault USA.MIL > AFG.GOV"),
    ("قصفت القوات الروسية المباني التي يسيطر عليها الجيش الأوكراني في خيرسون.", "outlet report control UKR.MIL > -"),
]


@pytest.mark.parametrize(("text", "claim"), COMES_BACK)
def test_whom_a_relative_clause_comes_back_to_bears_what_another_does(text: str, claim: str) -> None:
    assert lacking(text, claim) == []


FOUGHT = [
    ("مقتل ثلاثة جنود أوكرانيين في اشتباكات مع القوات الروسية قرب باخموت.", "outlet report assault RUS.MIL > UKR.MIL @باخموت"),
    ("مقتل خمسة مدنيين في اشتباكات مع الشرطة في الخرطوم.", "outlet report assault - > SDN.CVL @الخرطوم"),
]


@pytest.mark.parametrize(("text", "claim"), FOUGHT)
def test_the_dead_of_a_fight_bear_it_and_not_those_whom_they_fought(text: str, claim: str) -> None:
    assert wrong(text, claim) == []


NAMED = [
    ("تقدمت المقاومة الشعبية في تعز، وانسحب الحوثيون من البلدة.", {"YEM.MIL", "YEM.REB"}),
    ("قصفت طائرة مسيرة تابعة للحوثيين بلدة في مأرب.", {"YEM.REB"}),
    ("هاجم مسلحو جماعة الشباب قاعدة للقوات الأفريقية في مقديشو.", {"SOM.REB"}),
    ("هاجمت مدفعية القوات المسلحة السعودية مواقع في صعدة.", {"SAU.MIL"}),
]


@pytest.mark.parametrize(("text", "actors"), NAMED)
def test_a_group_is_not_taken_for_the_army_or_the_people_of_its_country(text: str, actors: set[str]) -> None:
    assert {claim.event.actor for claim in claims_of(text)} == actors


def test_a_group_that_came_to_govern_is_told_by_what_it_was_where_the_day_is_unknown() -> None:
    assert {claim.source for claim in claims_of("أعلنت حركة طالبان مسؤوليتها عن الهجوم في قندهار.", published=None)} == {"AFG.REB"}


SHARED = [
    ("دعا وزير الخارجية التركي إلى وقف الغارات الروسية على إدلب.", {"RUS.MIL"}),
    ("أعلن الجيش الإسرائيلي وقف الغارات على غزة.", {"ISR.MIL"}),
    ("تعرضت مواقع الجيش الليبي في سرت لقصف من قوات حفتر.", {"LBY.REB"}),
    ("تعرضت مواقع الجيش الإسرائيلي لقصف من لبنان.", {None}),
    ("تعرض السجناء للضرب والتعذيب من قبل الشرطة السودانية.", {"SDN.MIL"}),
    ("كما خطف مسلحون أمس عاملا في كركوك العراقية.", {"IRQ.REB"}),
]


@pytest.mark.parametrize(("text", "actors"), SHARED)
def test_a_doer_may_be_told_by_the_deed_that_ends_the_deed_beside_or_where_it_comes_from(
    text: str, actors: set[str | None]
) -> None:
    assert {claim.event.actor for claim in claims_of(text)} == actors
