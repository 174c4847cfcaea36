"""How many died: numbers near and far, one person, two, and what tells of none."""

from __future__ import annotations

import pytest

from claim_table import claims_of

KILLED = [
    ("أعلنت القناة سقوط ثلاثة قتلى في كسلا.", (3, 3)),
    ("قتل في المعارك 113 جنديا على الأقل من القوات الأرمينية.", (113, None)),
    ("قُتل أحد قادة قوات الدعم السريع في الخرطوم.", (1, 1)),
    ("قالت الوكالة إن العميد الروسي قتل في باخموت.", (1, 1)),
    ("مقتل جنديين سوريين جراء تفجير انتحاري على حاجز في طرطوس.", (2, 2)),
    ("قُتل جندي هندي في كشمير.", (1, 1)),
    ("أوقع هجوم انتحاري في بيشاور أكثر من 49 قتيلا و135 جريحا.", (50, None)),
    ("أسفر هجوم على سوق في لاهور عن سقوط 32 قتيلا ونحو مائة جريح.", (32, 32)),
    ("لقي خمسة جنود ماليين مصرعهم إثر غارة على غاو.", (5, 5)),
    ("قتل عشرة أشخاص بينهم طفلان في قصف على غاو.", (10, 10)),
    ("خلفت الغارات على تعز عشرات القتلى والجرحى.", None),
    ("سقط أكثر من 30 قتيلا وجريحا في بانغي.", None),
    ("سقط ثلاثة قتلى وجريح في بنغازي.", (3, 3)),
    ("سقط جرحى في بنغازي.", None),
    ("قُتل الجنود في كشمير.", None),
]


@pytest.mark.parametrize(("text", "killed"), KILLED)
def test_the_dead_are_counted_where_they_are_told(text: str, killed: tuple[int, int | None] | None) -> None:
    assert {claim.event.killed for claim in claims_of(text)} == {killed}
