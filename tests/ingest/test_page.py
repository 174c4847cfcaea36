from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.errors import NotText
from marsad.ingest.page import looks_like_page, parse_day, read_page

FIRST = "قال المتحدث باسم الوزارة إن القوات انسحبت من البلدة أمس بعد أيام من القصف المتواصل على أطرافها."
SECOND = "وأضاف أن الهدنة ما زالت صامدة في المنطقة كلها، وأن الدوريات المشتركة ستبدأ الأسبوع المقبل كما اتفق عليه."


def make_page(head: str = "", title: str = "هدوء في البلدة") -> str:
    return f"""<!DOCTYPE html><html lang="ar"><head><meta charset="utf-8"><title>{title} | موقع</title>{head}
<script>var hidden = "قصف";</script><style>.hidden {{ color: red }}</style></head><body><nav><a href="/">الرئيسية</a></nav>
<h1>{title}</h1><article><p>{FIRST}</p><p>{SECOND}</p></article><footer>حقوق النشر محفوظة</footer></body></html>"""


def test_the_main_text_stands_in_paragraphs_after_the_headline() -> None:
    assert read_page(make_page()).text == f"هدوء في البلدة\n\n{FIRST}\n\n{SECOND}"


def test_scripts_and_styles_are_never_text() -> None:
    for source in (make_page(), "<html><body><script>hidden()</script><p>نص</p><style>.hidden{}</style></body></html>"):
        assert "hidden" not in read_page(source).text


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2020-02-12T23:30:00+03:00">',
        '<meta name="DC.date.issued" content="2020-02-12">',
        '<meta itemprop="datePublished" content="20200212">',
        '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2020-02-12T08:00:00Z"}</script>',
        '<script type="application/ld+json">{"@graph": [{"@type": "WebSite"}, {"datePublished": "2020-02-12"}]}</script>',
        '<script type="application/ld+json">[{"datePublished": "2020-02-12"}]</script>',
    ],
)
def test_the_date_is_the_one_that_the_page_tells(head: str) -> None:
    assert read_page(make_page(head)).published == dt.date(2020, 2, 12)


@pytest.mark.parametrize(
    "head",
    [
        "",
        '<meta name="date" content="Wednesday">',
        '<meta property="article:modified_time" content="2021-05-05">',
        '<link rel="canonical" href="https://example.org/2020/02/12/a">',
        '<script type="application/ld+json">{"datePublished": </script>',
        '<script type="application/ld+json">"2020-02-12"</script>',
    ],
)
def test_a_date_is_never_guessed(head: str) -> None:
    assert read_page(make_page(head, title="هدوء في 12-02-2020")).published is None


def test_a_page_tells_title_outlet_and_address() -> None:
    page = read_page(
        make_page(
            '<meta property="og:title" content="هدوء"><meta property="og:site_name" content="وكالة  تجريبية">'
            '<link rel="canonical" href="https://example.org/a/1">'
        )
    )
    assert (page.title, page.outlet, page.url, page.language) == (
        "هدوء في البلدة",
        "وكالة تجريبية",
        "https://example.org/a/1",
        "ar",
    )


def test_the_publisher_is_the_outlet_where_the_site_has_no_name() -> None:
    head = '<script type="application/ld+json">{"publisher": {"name": "وكالة تجريبية"}}</script>'
    assert read_page(make_page(head)).outlet == "وكالة تجريبية"


def test_a_bare_page_gives_all_its_text_and_says_so_where_no_main_text_is_found() -> None:
    page = read_page("<html><body><ul><li><a href='a'>خبر</a></li><li><a href='b'>خبر آخر</a></li></ul></body></html>")
    assert "خبر آخر" in page.text


@pytest.mark.parametrize(
    "source", ["<html></html>", "<html><body><script>only()</script></body></html>", "<html><body> &nbsp; </body>"]
)
def test_a_page_without_text_is_refused(source: str) -> None:
    with pytest.raises(NotText, match="without text"):
        read_page(source)


BITS = [
    *(
        "<div>",
        "</div>",
        "<table>",
        "<tr>",
        "<td>",
        "</p>",
        "<a href=x>",
        "<li>",
        "<h1>",
        "</h1>",
        "<br>",
        "<script>",
        "<!--",
        "-->",
    ),
    *(
        "\x00",
        "&#xD800;",
        "<frameset>",
        "<svg>",
        "<title>",
        "</html>",
        "<template>",
        "<select>",
        "<p hidden>",
        "<![CDATA[",
        "\u202e",
    ),
    *("<figure>", '<time datetime="2020-99-99">', '<div class="share">', '<script type="application/ld+json">', "<blockquote>"),
]


@given(st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.sampled_from(BITS), st.integers(0, 80)), max_size=8))
@settings(max_examples=150, deadline=None)
def test_a_page_damaged_anywhere_is_read_or_refused_and_its_blocks_hold(damages: list[tuple[float, str, int]]) -> None:
    source = make_page('<meta property="article:published_time" content="2020-02-12">')
    for place, bit, lost in damages:
        at = int(place * len(source))
        source = source[:at] + bit + source[at + lost :]
    try:
        page = read_page(source)
    except NotText as error:
        assert "without text" in str(error)  # noqa: PT017 - both ends are well; a crash is not
        return
    assert "\n\n".join(block.span.of(page.text) for block in page.blocks) == page.text
    assert page.published in (None, dt.date(2020, 2, 12))


def test_a_page_nested_beyond_reason_does_not_crash() -> None:
    source = "<html><body>" + "<div>" * 50_000 + "نص" + "</div>" * 50_000
    try:
        assert "نص" in read_page(source).text
    except NotText as error:
        assert "without text" in str(error)  # noqa: PT017 - both ends are well; a crash is not


@pytest.mark.parametrize(
    ("text", "is_page"),
    [
        ("<!DOCTYPE html><p>نص", True),
        ("  <html>", True),
        ("<?xml version='1.0'?><!-- a --><html>", True),
        ("< 5 قتلى", False),
        ("قال <b>الوزير</b>", False),
    ],
)
def test_a_page_is_known_by_how_it_begins(text: str, is_page: bool) -> None:
    assert looks_like_page(text) is is_page


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2020-02-12", dt.date(2020, 2, 12)),
        ("2020-02-12T23:59:00-11:00", dt.date(2020, 2, 12)),
        ("20200212", dt.date(2020, 2, 12)),
        ("2020-02-30", None),
        ("12/02/2020", None),
        ("2020-02-123", None),
        ("", None),
    ],
)
def test_only_iso_dates_are_read(value: str, day: dt.date | None) -> None:
    assert parse_day(value) == day
