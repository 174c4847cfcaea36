from __future__ import annotations

import datetime as dt
from functools import cache
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.errors import BadPack
from marsad.model import Precision
from marsad.pack import load_pack
from marsad.reading.when import DateWords, TimeHit, find_times, load_date_words
from marsad.words import cut_words

WEDNESDAY = dt.date(2020, 2, 12)


PACK = load_pack("ar")
FOLDING = PACK.folding


@cache
def words_of_time() -> DateWords:
    return load_date_words(PACK.raw["dates"], FOLDING)


def times(text: str, published: dt.date | None = WEDNESDAY) -> list[TimeHit]:
    return find_times(cut_words(FOLDING.fold(text)), text, published, words_of_time())


def told(text: str, published: dt.date | None = WEDNESDAY) -> list[str | None]:
    return [hit.when.iso for hit in times(text, published)]


def due(text: str, published: dt.date | None = WEDNESDAY) -> list[str | None]:
    """Deadlines in either reading, forward first."""
    return [when.iso for hit in times(text, published) if (when := hit.later or hit.when).deadline]


FULL_DATES = [
    ("وقع الهجوم في 12 شباط 2020", "2020-02-12"),
    ("وقع الهجوم في 12 فبراير/شباط 2020", "2020-02-12"),
    ("وقع الهجوم في 12 شباط (فبراير) 2020 قرب البلدة", "2020-02-12"),
    ("وقع الهجوم في ١٢ شباط ٢٠٢٠", "2020-02-12"),
    ("وقع الهجوم في 12 من شهر شباط عام 2020", "2020-02-12"),
    ("وقع الهجوم في الثاني والعشرين من تشرين الأول 2019", "2019-10-22"),
    ("وقع الهجوم في الحادي عشر من تشرين/الثاني 2019", "2019-11-11"),
    ("وقع الهجوم في الثلاثين من كانون الثاني 2019", "2019-01-30"),
    ("وقع الهجوم يوم 2020/2/12 شمالا", "2020-02-12"),
    ("وقع الهجوم يوم 12/02/2020 شمالا", "2020-02-12"),
    ("وقع الهجوم يوم 2020-02-12 شمالا", "2020-02-12"),
    ("وقع الهجوم يوم 12-2-2020 شمالا", "2020-02-12"),
    ("وقع الهجوم يوم 12.2.2020م شمالا", "2020-02-12"),
    ("الأربعاء 12 شباط 2020", "2020-02-12"),
    ("الأربعاء، 12 شباط/فبراير 2020", "2020-02-12"),
    ("يوم الأربعاء (12 شباط 2020) أعلن الناطق", "2020-02-12"),
    ("في 3 جانفي 2019", "2019-01-03"),
    ("في 4 غشت 2017", "2017-08-04"),
    ("في 5 دجنبر 2018", "2018-12-05"),
    ("في 6 أوت 2018", "2018-08-06"),
    ("اتفاق 18 جمادى الآخرة 1441 هـ", "2020-02-12"),
    ("اتفاق 18/6/1441هـ", "2020-02-12"),
]


@pytest.mark.parametrize(("text", "expected"), FULL_DATES)
def test_a_full_date_needs_no_publication_date(text: str, expected: str) -> None:
    assert told(text, None) == [expected]
    assert told(text) == [expected]


MONTHS_AND_YEARS = [
    ("بدأت الحملة في يوليوز 2016", "2016-07"),
    ("بدأت الحملة في آذار (مارس) 2019", "2019-03"),
    ("بدأت الحملة في سبتمبر من عام 2014", "2014-09"),
    ("بدأت الحملة عام 2018", "2018"),
    ("بدأت الحملة في صيف عام 2006", "2006"),
    ("بدأت الحملة مطلع 2010", "2010"),
    ("الموازنة للعام 2019", "2019"),
    ("بين عامي 2011 و2014", "2011/2014"),
    ("في الستينات", "1960/1969"),
    ("في تسعينيات القرن الماضي", "1990/1999"),
]


@pytest.mark.parametrize(("text", "expected"), MONTHS_AND_YEARS)
def test_a_month_or_year_is_told_as_exactly_as_it_is_written(text: str, expected: str) -> None:
    assert told(text, None) == [expected]


FROM_PUBLICATION = [
    # weekdays
    ("قصفت المدفعية البلدة الأربعاء", "2020-02-12"),
    ("قصفت المدفعية البلدة مساء الثلاثاء", "2020-02-11"),
    ("قصفت المدفعية البلدة فجر الأحد", "2020-02-09"),
    ("قصفت المدفعية البلدة بعد ظهر الأحد", "2020-02-09"),
    ("قصفت المدفعية البلدة ليل الخميس", "2020-02-06"),
    ("قصفت المدفعية البلدة ليلة الخميس الجمعة", "2020-02-06"),
    ("قصفت المدفعية البلدة منتصف ليل الخميس/ الجمعة", "2020-02-06"),
    ("قصفت المدفعية البلدة الأربعاء الماضي", "2020-02-05"),
    ("تبدأ المحادثات الأربعاء المقبل", "2020-02-19"),
    ("تبدأ المحادثات يوم الأحد القادم", "2020-02-16"),
    ("وصل الوفد الخميس من الأسبوع الماضي", "2020-02-06"),
    ("مساء الجمعة وصباح السبت", "2020-02-07/2020-02-08"),
    ("من الأحد إلى الثلاثاء", "2020-02-09/2020-02-11"),
    # days
    ("قال الوزير اليوم", "2020-02-12"),
    ("قال الوزير صباح اليوم الأربعاء", "2020-02-12"),
    ("قال الوزير أمس", "2020-02-11"),
    ("قال الوزير يوم أمس الثلاثاء", "2020-02-11"),
    ("قال الوزير أمس (الثلاثاء)", "2020-02-11"),
    ("قال الوزير البارحة", "2020-02-11"),
    ("قال الوزير أول أمس", "2020-02-10"),
    ("قال الوزير أول من أمس", "2020-02-10"),
    ("قال الوزير أمس الأول الاثنين", "2020-02-10"),
    ("يجتمع الوفدان غداً", "2020-02-13"),
    ("يجتمع الوفدان بعد غد", "2020-02-14"),
    ("يجتمع الوفدان يوم الغد", "2020-02-13"),
    ("يسري الاتفاق الليلة", "2020-02-12"),
    ("سمع دوي هذا الصباح", "2020-02-12"),
    ("سمع دوي الليلة الماضية", "2020-02-11"),
    ("سرى الاتفاق منتصف الليلة الماضية", "2020-02-12"),
    # back and ahead
    ("سقطت البلدة قبل ثلاثة أيام", "2020-02-09"),
    ("سقطت البلدة قبل أسبوعين", "2020-01-29"),
    ("سقطت البلدة قبل 48 ساعة", "2020-02-10"),
    ("سقطت البلدة قبل شهرين", "2019-12"),
    ("سقطت البلدة قبل خمس وعشرين سنة", "1995"),
    ("سقطت البلدة الأسبوع الماضي", "2020-02-03/2020-02-09"),
    ("سقطت البلدة الأسبوع قبل الماضي", "2020-01-27/2020-02-02"),
    ("سقطت البلدة الشهر الماضي", "2020-01"),
    ("سقطت البلدة هذا الشهر", "2020-02"),
    ("سقطت البلدة العام الماضي", "2019"),
    ("ينسحب الجنود الشهر المقبل", "2020-03"),
    ("سقطت البلدة مطلع الشهر الحالي", "2020-02"),
    ("خلال اليومين الماضيين", "2020-02-10/2020-02-11"),
    ("خلال الأيام الثلاثة الماضية", "2020-02-09/2020-02-11"),
    ("خلال الساعات الـ48 الماضية", "2020-02-10/2020-02-12"),
    ("خلال الساعات الأربع والعشرين الماضية", "2020-02-11/2020-02-12"),
    ("في الـ 24 ساعة الماضية", "2020-02-11/2020-02-12"),
    ("في السنوات السبع الماضية", "2013/2020"),
    # months without a year
    ("في نوفمبر تشرين الثاني الماضي", "2019-11"),
    ("في شهر أغسطس/آب الماضي", "2019-08"),
    ("في 27 من ديسمبر/كانون الاول الماضي", "2019-12-27"),
    ("في 21 يناير/ كانون الثاني الجاري", "2020-01-21"),
    ("في 14 آذار الماضي", "2019-03-14"),
    ("في 14 آذار المقبل", "2020-03-14"),
    ("في 22 تشرين الأول", "2019-10-22"),
    ("في 20 شباط", "2020-02-20"),  # not the one 51 weeks ago
    ("في 12 آذار من العام الماضي", "2019-03-12"),
    ("في الثامن من الشهر الجاري", "2020-02-08"),
    ("مطلع شباط", "2020-02"),
    ("في منتصف شهر مارس/آذار", "2020-03"),
    ("نهاية فبراير", "2020-02-29"),
    ("نهاية الشهر", "2020-02-29"),
    # ranges
    ("من 10 إلى 12 فبراير", "2020-02-10/2020-02-12"),
    ("بين 5 و7 آذار", "2020-03-05/2020-03-07"),
    ("في 10 و11 شباط", "2020-02-10/2020-02-11"),
    ("من 28 يناير إلى 3 فبراير", "2020-01-28/2020-02-03"),
    ("بين 28 كانون الأول و3 كانون الثاني", "2019-12-28/2020-01-03"),
    ("منذ الأحد", "2020-02-09/2020-02-12"),
    ("منذ 18 كانون الثاني", "2020-01-18/2020-02-12"),
    ("منذ عام 2011", "2011/2020"),
    ("منذ 2011", "2011/2020"),
]


@pytest.mark.parametrize(("text", "expected"), FROM_PUBLICATION)
def test_words_are_counted_from_the_publication_date_and_from_nothing_else(text: str, expected: str) -> None:
    assert told(text) == [expected]
    unresolved = [hit.when for hit in times(text, None)]
    assert [when.said_as for when in unresolved] == [hit.when.said_as for hit in times(text)]
    if "2011" not in text:
        assert all(when.iso is None and when.precision is Precision.unresolved for when in unresolved)


def test_since_a_year_is_the_year_where_nobody_knows_when_it_was_written() -> None:
    assert told("منذ عام 2016", None) == ["2016"]


BOTH_READINGS = [
    ("قصفت المدفعية البلدة الثلاثاء", "2020-02-11", "2020-02-18"),
    ("في 10 فبراير", "2020-02-10", "2021-02-10"),
    ("في نوفمبر", "2019-11", "2020-11"),
    ("من الأحد إلى الثلاثاء", "2020-02-09/2020-02-11", "2020-02-16/2020-02-18"),
    ("بعد يومين", None, "2020-02-14"),
    ("خلال 48 ساعة", None, "2020-02-14"),
]


@pytest.mark.parametrize(("text", "back", "forward"), BOTH_READINGS)
def test_words_that_tell_past_or_future_are_read_in_both_ways(text: str, back: str | None, forward: str) -> None:
    (hit,) = times(text)
    assert hit.when.iso == back
    assert hit.later is not None
    assert hit.later.iso == forward
    assert hit.later.said_as == hit.when.said_as


@pytest.mark.parametrize("text", ["الثلاثاء الماضي", "الأحد المقبل", "أمس", "12 شباط 2020", "عام 2018"])
def test_words_that_settle_their_direction_have_one_reading(text: str) -> None:
    assert [hit.later for hit in times(text)] == [None]


DEADLINES = [
    ("أن ينسحبوا بحلول نهاية الشهر", "2020-02-29"),
    ("أن ينسحبوا بحلول الجمعة", "2020-02-14"),
    ("أن ينسحبوا وبحلول مارس المقبل", "2020-03-31"),
    ("أن ينسحبوا بحلول منتصف آذار", "2020-03-15"),
    ("أن ينسحبوا بنهاية العام", "2020-12-31"),
    ("أن ينسحبوا حتى نهاية فبراير", "2020-02-29"),
    ("أن ينسحبوا حتى 18 شباط", "2020-02-18"),
    ("أن ينسحبوا حتى مساء الجمعة", "2020-02-14"),
    ("أن ينسحبوا قبل نهاية فبراير", "2020-02-29"),
    ("أن ينسحبوا قبل نهاية الأسبوع", "2020-02-16"),
    ("أن ينسحبوا قبل 15 أكتوبر", "2020-10-15"),
    ("أن ينسحبوا قبل مارس المقبل", "2020-02-29"),
    ("أن ينسحبوا قبل الأربعاء المقبل", "2020-02-19"),
    ("أن ينسحبوا في موعد أقصاه 20 شباط", "2020-02-20"),
    ("أن ينسحبوا في غضون أسبوع", "2020-02-19"),
    ("أن ينسحبوا خلال 48 ساعة", "2020-02-14"),
    ("أن ينسحبوا خلال ثلاثة أشهر", "2020-05-12"),
    ("أن ينسحبوا خلال الأيام الثلاثة المقبلة", "2020-02-15"),
    ("منحهم مهلة تنتهي الجمعة", "2020-02-14"),
    ("منحهم مهلة حتى 18 شباط", "2020-02-18"),
    ("منحهم مهلة 48 ساعة", "2020-02-14"),
    ("منحهم مهلة مدتها أسبوعان", "2020-02-26"),
    ("أمهلت الحكومة المسلحين 72 ساعة", "2020-02-15"),
]


@pytest.mark.parametrize(("text", "expected"), DEADLINES)
def test_a_deadline_falls_due_on_one_day(text: str, expected: str) -> None:
    assert due(text) == [expected]
    assert due(text, None) in ([None], [])
    assert told(text, None) == [None]


def test_a_deadline_with_its_year_needs_no_publication_date() -> None:
    assert due("قبل 15 أكتوبر 2018", None) == ["2018-10-15"]


@pytest.mark.parametrize("text", ["نهاية فبراير", "الجمعة", "في 20 شباط", "قبل أسبوعين", "منذ الأحد", "الشهر المقبل"])
def test_a_date_alone_is_no_deadline(text: str) -> None:
    assert due(text) == []


@pytest.mark.parametrize(
    "text",
    ["قبل عام 2011", "قبل نهاية العام الماضي", "حتى 30 يناير", "حتى نهاية 2017", "بعد 12 شباط", "قبل يومين من الاقتراع"],
)
def test_what_came_before_or_after_a_past_date_is_not_dated_by_it(text: str) -> None:
    assert told(text) == []


UNRESOLVED = [
    "31 فبراير 2020",
    "يوم 31/2/2020",
    "يوم 25/13/2020",
    "في 31 شباط",
    "الثامن من الشهر عينه",
    "21 أكتوبر من العام نفسه",
    "الأيام القليلة الماضية",
    "في الساعات المقبلة",
    "20 يناير/ كانون أول 2007",
    "40 رجب 1441 هـ",
    "قبل نحو أسبوعين",
    "منذ أكثر من سبع سنوات",
]


@pytest.mark.parametrize("text", UNRESOLVED)
def test_a_date_is_never_invented(text: str) -> None:
    assert all(iso is None for iso in told(text))


NO_TIMES = [
    "القرار 1701 الصادر عن المجلس",
    "قتل 7 جنود و12 مدنيا",
    "أصيب 2006 أشخاص",
    "في اليوم الثاني من المحادثات",
    "لليوم الثالث على التوالي",
    "قال لقناة روسيا اليوم",
    "بعد صلاة الجمعة",
    "يوم الجمعة العظيمة",
    "نواب قوى 14 آذار",
    "في محافظة إب اليمنية",
    "مارس ضغوطا على الوفد",
    "الأمين العام الحالي للمنظمة",
    "الرأي العام",
    "الرئيس رجب طيب",
    "في غضون ذلك",
    "أحد القادة",
    "هم في أمس الحاجة إلى الدواء",
    "لم يعد إلى الباب",
    "سجل 3-2 في المباراة",
]


@pytest.mark.parametrize("text", NO_TIMES)
def test_words_that_only_look_like_a_time_tell_none(text: str) -> None:
    assert told(text) == []


def test_the_weekday_outweighs_the_day_counted_from_a_late_dateline() -> None:
    assert told("قال الوزير أمس الخميس") == ["2020-02-13"]


def test_a_sentence_may_tell_several_times_and_they_do_not_overlap() -> None:
    hits = times("سرت الهدنة في 13 مايو الماضي، ثم خرقت الأحد، وتنتهي المهلة بحلول نهاية الشهر")
    assert [hit.when.iso for hit in hits] == ["2019-05-13", "2020-02-09", "2020-02-29"]
    assert all(a.last <= b.first for a, b in pairwise(hits))


def test_an_absurd_publication_date_is_not_believed() -> None:
    assert told("أمس", dt.date(1, 1, 1)) == [None]


def without(section: str) -> dict[str, Any]:
    return {key: value for key, value in PACK.raw["dates"].items() if key != section}


@pytest.mark.parametrize(
    "raw",
    [
        [],
        without("months"),
        without("clitics"),
        without("week_starts"),
        {**PACK.raw["dates"], "months": [{"number": 13, "names": ["شهر"]}]},
        {**PACK.raw["dates"], "weekdays": [{"number": 1}]},
        {**PACK.raw["dates"], "since": "منذ"},
        {**PACK.raw["dates"], "units": [{"unit": "fortnight", "one": ["أسبوع"]}]},
        {**PACK.raw["dates"], "parts": [{"part": "end", "due": 40, "words": ["نهاية"]}]},
    ],
)
def test_a_malformed_file_is_refused(raw: Any) -> None:
    with pytest.raises(BadPack, match="dates"):
        load_date_words(raw, FOLDING)


PIECES = [
    "يوم",
    "الأحد",
    "الأربعاء",
    "الماضي",
    "المقبل",
    "نهاية",
    "منتصف",
    "شباط",
    "فبراير",
    "تشرين",
    "الثاني",
    "الأول",
    "من",
    "إلى",
    "بين",
    "و",
    "حتى",
    "قبل",
    "بعد",
    "منذ",
    "خلال",
    "مهلة",
    "عام",
    "سنة",
    "العام",
    "الشهر",
    "الأسبوع",
    "أسبوع",
    "ساعة",
    "أيام",
    "الأيام",
    "ثلاثة",
    "عشرين",
    "والعشرين",
    "12",
    "2020",
    "31",
    "1441",
    "99999999999",
    "/",
    "-",
    "(",
    ")",
    "،",
    "ال",
    "هـ",
    "رجب",
    "غدا",
    "أمس",
    "اليوم",
    "ليلة",
    "وصباح",
    "والسبت",
]


@given(st.lists(st.sampled_from(PIECES), max_size=14), st.none() | st.dates())
def test_any_words_are_read_without_fault_and_quoted_as_written(pieces: list[str], published: dt.date | None) -> None:
    check_quotes(" ".join(pieces), published)


@given(st.text(max_size=60), st.none() | st.dates())
def test_any_text_is_read_without_fault(text: str, published: dt.date | None) -> None:
    check_quotes(text, published)


def check_quotes(text: str, published: dt.date | None) -> None:
    words = cut_words(FOLDING.fold(text))
    last = 0
    for hit in find_times(words, text, published, words_of_time()):
        assert last <= hit.first < hit.last <= len(words)
        last = hit.last
        for when in (hit.when, hit.later):
            if when is not None:
                assert when.said_as == text[when.span.start : when.span.end] != ""
                assert (when.first is None) == (when.last is None) == (when.precision is Precision.unresolved)
                assert when.first is None or when.last is None or when.first <= when.last
