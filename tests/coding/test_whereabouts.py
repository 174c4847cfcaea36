"""Where: the most specific place that a sentence names for an event, wherever in the sentence it stands."""

from __future__ import annotations

import pytest

from claim_table import claims_of

PLACES = [
    # A description where no name stands, and a name before a description.
    ("سيطرت قوات الدعم السريع على المباني الحكومية.", ["المباني الحكومية"]),
    ("قصفت القوات الأوكرانية مواقع عسكرية في ريف دونيتسك.", ["ريف دونيتسك"]),
    ("أغلقت القوات الهندية هذا المطار.", ["هذا المطار"]),
    ("اندلعت اشتباكات في بعض المناطق.", ["بعض المناطق"]),
    ("انتشر الجيش الإثيوبي قرب السد الكبير.", ["السد الكبير"]),
    # At the head of the sentence, also with an insertion after it.
    ("وفي مصراتة، شرقي العاصمة طرابلس، قصفت القوات الليبية الميناء.", ["مصراتة"]),
    # Between a verb without a doer and its noun.
    ("تم في الدوحة توقيع اتفاق لوقف القتال في دارفور.", ["الدوحة"]),
    ("تشهد أوكرانيا معارك عنيفة.", ["أوكرانيا"]),
    # In the clause to which a relative clause belongs.
    ("عاد السكان إلى بلدة شوشا التي تسيطر عليها القوات الأذربيجانية.", ["شوشا"]),
    # In the verb to which an "and" joins this one.
    ("دخل الجيش السوداني مدينة ود مدني وقتل ثلاثة مدنيين.", ["مدينة ود مدني", "مدينة ود مدني"]),
    # What something hits, not from where it came.
    ("أطلقت حركة حماس صواريخ من القطاع على مدينة عسقلان.", ["مدينة عسقلان"]),
    ("استردت القوات السودانية منطقة «طوردا» جنوبي مدينة الدمازين.", ["طوردا"]),
    ("قصف الجيش السوداني العاصمة الخرطوم.", ["العاصمة الخرطوم"]),
    # Where the dead of an attack fell is where it was.
    ("في مدينة بنغازي قتل عشرة جنود في مواجهات مع المتمردين.", ["مدينة بنغازي"]),
    ("أسفر هجوم شنه مسلحون على مدرسة للشرطة في مدينة لاهور عن مقتل خمسة أشخاص.", ["مدينة لاهور"]),
    # A verb that only describes what was hit, a verb by which something is felt.
    ("استهدفت المدفعية الأرمينية حافلة تقل جنودا قرب بلدة ترتر.", ["بلدة ترتر"]),
    ("قتل ثلاثة جنود في تفجير هز مدينة كركوك.", ["مدينة كركوك"]),
    ("عاد السكان إلى منطقة جيدو التي تسيطر على غالبيتها حركة الشباب.", ["منطقة جيدو"]),
    ("قتل خمسة جنود، في هجوم شنه مسلحون على حاجز في سيناء.", ["سيناء"]),
]


@pytest.mark.parametrize(("text", "places"), PLACES)
def test_the_place_is_the_most_specific_one_that_is_named(text: str, places: list[str]) -> None:
    found = [claim.event.place or "" for claim in claims_of(text) if claim.event.type != "none"]
    assert [place for place in places if not any(place in one or (one and one in place) for one in found)] == []


NO_PLACES = [
    ("طالبت أنقرة دمشق بفتح الطرق وبالانسحاب من حلب.", "concede"),
    ("جرت محادثات حول ليبيا.", "consult"),
    ("بدأت قمة لبحث الأزمة في مالي.", "consult"),
    ("يدعم الغرب الحكومة الأوكرانية.", "support"),
    ("قال المتحدث الليبي في اتصال هاتفي لـ«الشرق الأوسط» إن الهدنة صامدة.", "consult"),
    ("توسط الرئيس اليمني المقيم في السعودية بين الجماعتين.", "consult"),
    ("طالبت باريس جميع الأطراف بالامتناع عن العنف.", "assault"),
    ("التقى الوزير الروسي نظيره التركي بعد انسحاب القوات من منبج.", "consult"),
]


@pytest.mark.parametrize(("text", "kind"), NO_PLACES)
def test_a_place_of_something_else_is_not_where_it_was(text: str, kind: str) -> None:
    assert {claim.event.place for claim in claims_of(text) if claim.event.type == kind} <= {None}


WORDINGS = [
    ("انسحبت القوات الإثيوبية من المناطق الواقعة شمالي الإقليم.", "المناطق"),
    ("سقطت قذيفة أوكرانية على منطقة مفتوحة.", "منطقة مفتوحة"),
    ("قصف الجيش السوداني منطقة «طوردا» الحدودية.", "منطقة «طوردا»"),
    ("انتشر الجيش الأرميني في منطقة النزاع.", "منطقة النزاع"),
    ("قصفت القوات الأوكرانية مواقع وتجمعات للقوات الروسية.", None),
    ("قصف الجيش السوري البلدة وأدى القصف إلى سقوط قتلى.", "البلدة"),
]


@pytest.mark.parametrize(("text", "place"), WORDINGS)
def test_a_place_is_told_with_its_adjective_and_no_more(text: str, place: str | None) -> None:
    assert claims_of(text)[0].event.place == place
