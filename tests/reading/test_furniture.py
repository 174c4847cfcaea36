"""Page furniture: read past with its reason and left in the text; a line of news is never furniture."""

from __future__ import annotations

import pytest

from claim_table import claims_of, read_text
from marsad.errors import BadPack
from marsad.model import SkipReason
from marsad.pack import load_pack
from marsad.reading.furniture import load_furniture

LINES = [
    ("تعزيزات في طريقها إلى البلدة تعزيزات في طريقها إلى البلدة", "repeated_caption", "تعزيزات في طريقها إلى البلدة"),
    ("سجل الآن في النشرة البريدية ليصلك كل جديد", "newsletter", None),
    ("اشترك فى النشرة البريدية", "newsletter", None),
    ("تابعنا على منصات التواصل الاجتماعى", "follow_us", None),
    ("تابعونا على فيسبوك وتويتر", "follow_us", None),
    ("تصوير: مراسلنا في المدينة", "credit", None),
    ("المصدر: وكالات", "credit", None),
    ("اقرأ أيضا: خريطة الهدنة", "related", None),
    ("أخبار ذات صلة", "related", None),
]


@pytest.mark.parametrize(("line", "reason", "part"), LINES)
def test_furniture_is_read_past_with_its_reason_and_kept_in_the_text(line: str, reason: str, part: str | None) -> None:
    text = f"عنوان الخبر\n{line}\nقصفت القوات الروسية البلدة."
    skipped = read_text(text).skipped
    assert [(one.reason, one.span.of(text)) for one in skipped] == [(SkipReason[reason], part or line)]


NEWS = [
    "تابعت القوات الروسية قصف البلدة.",
    "اشترك الجيش التركي في العملية.",
    "صور القمر الصناعي تظهر تعزيزات تركية.",
    "شارك الوفد الروسي في المحادثات.",
    "قال المصدر إن القوات الروسية قصفت البلدة.",
    "المزيد من القوات التركية تدخل إدلب.",
    "سجل المرصد 20 خرقا للهدنة.",
    "وقال وقال المتحدث ذلك.",
]


@pytest.mark.parametrize("line", NEWS)
def test_a_line_of_news_is_no_furniture(line: str) -> None:
    assert read_text(f"عنوان الخبر\n{line}").skipped == ()


def test_of_a_caption_that_stands_twice_the_first_copy_is_read() -> None:
    claims = claims_of("عنوان الخبر\nالقوات التركية تدخل سراقب القوات التركية تدخل سراقب\n")
    assert [(c.event.actor, c.event.place) for c in claims] == [("TUR.MIL", "سراقب")]


def test_a_line_that_stands_on_two_lines_is_read_once() -> None:
    text = "عنوان الخبر\nالقوات الروسية تقصف سرمين\nالقوات الروسية تقصف سرمين\n"
    assert len(claims_of(text)) == 1
    assert [one.reason for one in read_text(text).skipped] == [SkipReason.repeated_caption]


def test_no_claim_comes_from_what_is_read_past() -> None:
    assert claims_of("عنوان الخبر\nاقرأ أيضا: القوات الروسية تقصف سرمين") == []


@pytest.mark.parametrize("row", [{"reason": "newsletter", "pattern": "("}, {"reason": "weather", "pattern": "x"}])
def test_a_pattern_that_cannot_be_used_is_named_with_its_file(row: dict[str, str]) -> None:
    with pytest.raises(BadPack, match=r"furniture\.yaml"):
        load_furniture([row], load_pack("ar").folding, "ar/furniture.yaml")
