"""When an event was: the times of its own clause, and none that date something else."""

from __future__ import annotations

import pytest

from claim_table import claims_of

TIMES = [
    ("قصفت القوات الأرمينية بلدة ترتر يوم الأحد.", "2020-02-09"),
    ("اندلعت الحرب في 2011 في ليبيا.", "2011"),
    ("اتفقت الحكومة السودانية والمتمردون في وقت متأخر من أمس.", "2020-02-11"),
    # A day after a person is no part of a name.
    ("قتل 12 جنديا الثلاثاء في هجوم لحركة الشباب على مقديشو.", "2020-02-11"),
    # What is asked for on a day gone is not done on it.
    ("دعا الرئيس السوداني الأحد الماضي إلى وقف القتال.", None),
    # The year is that of the independence.
    ("استمرت الحرب في السودان منذ استقلاله عام 1956.", None),
    # The day is that of the ban, the week that of the attacks.
    ("تثبت الصور خرق إيران للحظر المفروض عليها منذ عام 2007.", None),
    ("نشرت السلطات الأفغانية قواتها في كابل إثر هجمات الأسبوع الماضي.", None),
    # … and here that of the agreement itself.
    ("وقعت باكو ويريفان الاتفاق المبرم عام 2018.", None),
    # The month is that of the clashes before.
    ("انسحبت القوات الإثيوبية من بادمي بعد مواجهات يوليو 2018.", None),
]


@pytest.mark.parametrize(("text", "when"), TIMES)
def test_a_time_belongs_to_the_event_that_it_dates(text: str, when: str | None) -> None:
    [claim, *_] = claims_of(text)
    assert claim.event.when == when


def test_a_number_that_is_a_year_counts_nobody() -> None:
    assert {claim.event.killed for claim in claims_of("أطاح المتمردون بالحاكم وقتلوه في 2011.")} <= {None, (1, 1)}


SHARED = [
    ("قصف الجيش الروسي الأربعاء بلدة أفدييفكا، وقتل ثلاثة جنود أوكرانيين.", {"2020-02-12"}),
    ("قصف الجيش الروسي الأربعاء بلدة أفدييفكا، ويحاصر مدينة باخموت.", {"2020-02-12", None}),
]


@pytest.mark.parametrize(("text", "days"), SHARED)
def test_a_day_is_shared_by_past_verbs_that_an_and_joins(text: str, days: set[str | None]) -> None:
    assert {claim.event.when for claim in claims_of(text)} == days
