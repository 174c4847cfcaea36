"""A news agency is credited in brackets, after a word of crediting, in a dateline or alone in a line; else it is only named."""

from __future__ import annotations

import pytest

from marsad.ledger.credits import agencies_for, find_credits, list_agencies
from marsad.text import Span

CREDITED = [
    ("دمشق (رويترز) - قصف الجيش البلدة مساء أمس.", "reuters", True),
    ("أنقرة (أ ف ب) - دخل رتل من الشاحنات المدينة.", "afp", True),
    ("رويترز - توقف إطلاق النار ساعات قليلة.", "reuters", True),
    ("هدأت الجبهة صباح اليوم.\nالمصدر: رويترز", "reuters", True),
    ("هدأت الجبهة صباح اليوم.\nتاس", "tass", True),
    ("قال مسؤول لوكالة تاس إن الدوريات مستمرة.", "tass", False),
    ("ذكرت وكالة سانا أن الطريق فُتح.", "sana", False),
    ("بحسب رويترز عاد الهدوء إلى البلدة.", "reuters", False),
    ("MOSCOW, Feb 12 (Reuters) - The patrol was called off.", "reuters", True),
    ("The patrol was called off, according to Interfax.", "interfax", False),
    ("Патрулирование отменено, сообщает ТАСС.", "tass", False),
    ("Devriye iptal edildi.\nKaynak: Anadolu Ajansı", "anadolu", True),
]
NOT_CREDITED = [
    "أصيب مصور رويترز بشظية قرب الحاجز.",
    "ركب فارس حصانه ومضى.",
    "جرى الاجتماع في بترا بحضور الوفدين.",
    "وقعت الهزة شرق هضبة الأناضول.",
    "A photographer of Reuters was hurt at the roadblock.",
    "",
]


@pytest.mark.parametrize(("text", "agency", "whole"), CREDITED)
def test_an_agency_is_credited(text: str, agency: str, whole: bool) -> None:
    assert {(credit.agency, credit.whole) for credit in find_credits(text)} == {(agency, whole)}
    assert all(credit.span.of(text) in text for credit in find_credits(text))


@pytest.mark.parametrize("text", NOT_CREDITED)
def test_an_agency_that_is_only_named_is_not_credited(text: str) -> None:
    assert find_credits(text) == ()


def test_a_credit_of_the_text_goes_for_every_sentence_that_has_none_of_its_own() -> None:
    text = "دمشق (رويترز) - قصف الجيش البلدة.\nقال مسؤول لوكالة تاس إن الدوريات مستمرة.\nعاد الهدوء."
    starts = [0, text.index("قال"), text.index("عاد")]
    found = [agencies_for(text, Span(start, start + 10)) for start in starts]
    assert found[0] == ("reuters",)
    assert found[2] == ("reuters",)
    assert agencies_for(text, Span(starts[1], starts[2])) == ("tass",)


def test_agencies_are_known_by_an_id_of_their_own() -> None:
    assert len(set(list_agencies())) == len(list_agencies()) >= 30
