"""What a page tells of itself: in metadata of all shapes, and in visible lines; and what is never taken for it."""

from __future__ import annotations

import datetime as dt

import pytest

from marsad.ingest.page import read_page
from marsad.ingest.page_dates import find_dates, is_about, is_clock
from marsad.ingest.page_words import load_words

DAY = dt.date(2020, 2, 12)
FIRST = "قال المتحدث باسم الوزارة إن القوات انسحبت من البلدة أمس بعد أيام من القصف المتواصل على أطرافها."
SECOND = "وأضاف أن الهدنة ما زالت صامدة في المنطقة كلها، وأن الدوريات المشتركة ستبدأ الأسبوع المقبل كما اتفق عليه."
ENGLISH = (
    "The spokesman said that the troops had left the town after days of shelling on its edge.",
    "He added that the truce was holding and that joint patrols would begin next week as agreed.",
)


def make_page(head: str = "", under: str = "", before: str = "", body: tuple[str, str] = (FIRST, SECOND)) -> str:
    return (
        f"<!DOCTYPE html><html><head><title>هدوء في البلدة</title>{head}</head><body>{before}<article><h1>هدوء في البلدة</h1>"
        f"{under}<p>{body[0]}</p><p>{body[1]}</p></article></body></html>"
    )


def linked(data: str) -> str:
    return f'<script type="application/ld+json">{data}</script>'


# ── Dates ──


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("12 شباط 2020", DAY),
        ("الأربعاء ١٢ فبراير ٢٠٢٠", DAY),
        ("12 فيفري 2020", DAY),
        ("2020/02/12", DAY),
        ("12/2/2020", DAY),
        ("12.02.2020", DAY),
        ("12 февраля 2020 г.", DAY),
        ("12 Şubat 2020 Çarşamba", DAY),
        ("February 12, 2020", DAY),
        ("Feb. 12, 2020", DAY),
        ("12th February 2020", DAY),
        ("29 February 2019", None),
        ("February 2020", None),
        ("12 شباط", None),
        ("1.2.3.2020", None),
        ("version 12.02.20201", None),
        ("12 May", None),
    ],
)
def test_a_date_in_words_is_read_where_it_is_whole(line: str, day: dt.date | None) -> None:
    words = load_words()
    assert next((told.day for told in find_dates(words.fold(line), words, month_first=False)), None) == day


@pytest.mark.parametrize(
    ("line", "day"), [("02/03/2020", None), ("13/02/2020", dt.date(2020, 2, 13)), ("02/13/2020", dt.date(2020, 2, 13))]
)
def test_a_date_that_can_be_read_in_two_ways_is_read_in_none(line: str, day: dt.date | None) -> None:
    assert next((told.day for told in find_dates(line, load_words(), month_first=True)), None) == day


@pytest.mark.parametrize(
    ("line", "is_line"),
    [
        ("نشر في: الأربعاء 12 فبراير 2020 - 14:30 بتوقيت غرينتش", True),
        ("Опубликовано: 12 февраля 2020, 14:30", True),
        ("Yayınlanma: 12.02.2020 14:05 | Güncelleme: 13.02.2020", True),
        ("Updated 12 February 2020", True),
        ("انسحبت القوات في 12 فبراير 2020", False),
        ("On 12 February 2020 the army left", False),
        ("الهدنة", False),
    ],
)
def test_a_line_about_the_page_is_told_from_one_of_news(line: str, is_line: bool) -> None:
    words = load_words()
    assert is_about(words.fold(line), words) is is_line


@pytest.mark.parametrize(
    ("line", "clock"),
    [("19:25", True), ("09:48 GMT", True), ("12.02.2020 14:05", False), ("14:30 قال الوزير إن القوات انسحبت", False)],
)
def test_a_time_alone_is_a_clock(line: str, clock: bool) -> None:
    assert is_clock(line) is clock


@pytest.mark.parametrize(
    ("under", "published", "modified"),
    [
        ("<div>نشر في: 12 فبراير 2020</div><div>آخر تحديث: 13 فبراير 2020</div>", DAY, DAY + dt.timedelta(days=1)),
        ("<p>تاريخ النشر 12-02-2020</p>", DAY, None),
        ("<span class=date>12 شباط 2020 الساعة 14:30</span>", DAY, None),
        ("<time datetime='2020-02-12T10:00:00Z'>قبل يومين</time>", DAY, None),
        ("<div>آخر تحديث: 12 فبراير 2020</div>", None, DAY),
        ("<div>12 فبراير</div>", None, None),
        ("<p>نشر في 12 فبراير 2020 تقرير عن الهدنة قالت فيه المنظمة إن الخروق زادت.</p>", None, None),
        ("<p>وقع الاتفاق في 12 فبراير 2020.</p>", None, None),
    ],
)
def test_visible_dates_are_read_by_their_labels_or_their_place(
    under: str, published: dt.date | None, modified: dt.date | None
) -> None:
    page = read_page(make_page(under=under))
    assert (page.published, page.modified) == (published, modified)


def test_the_date_of_today_in_a_masthead_is_no_date_of_publication() -> None:
    assert read_page(make_page(before="<div>الأحد 1 مارس 2026</div><div><a href='/a'>أخبار</a></div>")).published is None


def test_metadata_is_believed_before_visible_lines() -> None:
    head = '<meta property="article:published_time" content="2020-02-12T10:00:00Z">'
    assert read_page(make_page(head, "<div>نشر في: 1 مارس 2021</div>")).published == DAY


# ── JSON-LD ──


@pytest.mark.parametrize(
    ("data", "author"),
    [
        ('{"@type":"NewsArticle","author":"سلمى الحداد"}', "سلمى الحداد"),
        ('{"@type":"NewsArticle","author":["سلمى الحداد",{"name":"نادر قاسم"}]}', "سلمى الحداد, نادر قاسم"),
        ('{"@graph":[{"@type":"Article","author":{"@id":"#1"}},{"@id":"#1","@type":"Person","name":"ريم ناصر"}]}', "ريم ناصر"),
        ('{"@type":"NewsArticle","author":{"@type":"Organization","name":"وكالة"}}', ""),
        ('{"@type":"NewsArticle","author":"https://example.org/authors/1"}', ""),
        ('{"@type":"NewsArticle","author":[[["x"]],null,3]}', ""),
        ('{"@type":"NewsArticle","author":{"@id":"#gone"}}', ""),
        ('<!-- {"@type":"NewsArticle","author":{"name":["ريم ناصر"]}} -->', "ريم ناصر"),
        ('{"@type":"WebPage","mainEntity":{"@type":"NewsArticle","author":"ريم ناصر"}}', "ريم ناصر"),
    ],
)
def test_authors_are_read_from_linked_data_in_all_its_shapes(data: str, author: str) -> None:
    assert read_page(make_page(linked(data))).author == author


def test_the_date_of_another_object_is_not_that_of_the_article() -> None:
    data = '[{"@type":"VideoObject","datePublished":"2001-01-01"},{"@type":"NewsArticle","headline":"هدوء في البلدة"}]'
    assert read_page(make_page(linked(data))).published is None


def test_a_page_built_by_scripts_gives_the_body_of_its_metadata_with_a_remark() -> None:
    data = f'{{"@type":"NewsArticle","headline":"هدوء في البلدة","articleBody":"{FIRST}\\n{SECOND}"}}'
    page = read_page(f"<html><head>{linked(data)}</head><body><div id=app></div></body></html>")
    assert page.text == f"هدوء في البلدة\n\n{FIRST}\n\n{SECOND}"
    assert "metadata" in page.remarks[0]


# ── Author, title, address ──


@pytest.mark.parametrize(
    ("under", "author"),
    [
        ("<p>بقلم: ريم ناصر</p>", "ريم ناصر"),
        ("<div class='byline'>ريم ناصر | 12 فبراير 2020</div>", "ريم ناصر"),
        ("<p>By Amal Fenn</p>", "Amal Fenn"),
        ("<p>Автор: Инна Белова</p>", "Инна Белова"),
        ("<p>كتب رئيس الوزراء رسالة إلى الأمم المتحدة</p>", ""),
        ("<p>By the end of the week the army had left.</p>", ""),
        ("<div class='byline'>12 فبراير 2020</div>", ""),
    ],
)
def test_an_author_is_read_from_a_line_that_says_so(under: str, author: str) -> None:
    page = read_page(make_page(under=under))
    assert page.author == author
    assert not author or author not in page.text


@pytest.mark.parametrize(
    ("head", "title"),
    [
        (
            '<meta property="og:title" content="هدوء في البلدة | موقع تجريبي"><meta property="og:site_name" content="موقع تجريبي">',
            "هدوء في البلدة",
        ),
        ('<meta property="og:title" content="عنوان آخر للمشاركة">', "هدوء في البلدة"),
        ("", "هدوء في البلدة"),
    ],
)
def test_the_title_is_the_headline_as_it_stands_on_the_page(head: str, title: str) -> None:
    assert read_page(make_page(head)).title == title


@pytest.mark.parametrize(
    ("address", "url"),
    [
        ("https://example.org/a/1", "https://example.org/a/1"),
        ("https://example.org/?p=7", "https://example.org/?p=7"),
        ("https://example.org/", ""),
        ("/a/1", ""),
        ("javascript:alert(1)", ""),
        ("https://[broken/", ""),
    ],
)
def test_an_address_is_one_of_an_article(address: str, url: str) -> None:
    assert read_page(make_page(f'<link rel="canonical" href="{address}">')).url == url


def test_an_english_page_with_a_slashed_date_that_may_be_two_has_no_date() -> None:
    assert read_page(make_page(under="<div>02/03/2020</div>", body=ENGLISH)).published is None
    assert read_page(make_page(under="<div>13/03/2020</div>", body=ENGLISH)).published == dt.date(2020, 3, 13)
