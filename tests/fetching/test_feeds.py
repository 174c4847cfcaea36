"""Feeds as they are really written: what each lists, and what is none."""

from __future__ import annotations

import datetime as dt
import gzip

import pytest

from marsad.errors import NotText
from marsad.fetching.discover import Named, find_feeds
from marsad.fetching.feeds import Feed, FeedKind, parse_written_day, read_feed

RSS = """<?xml version="1.0" encoding="{encoding}"?>
<rss version="2.0"><channel><title>وكالة الجسر</title><link>https://jisr.example/</link><language>ar-SY</language>
<item><title>هدوء حذر في سراقب</title><link>/news/1?a=1&amp;b=2</link><guid isPermaLink="false">n1</guid>
<pubDate>Wed, 12 Feb 2020 23:30:00 +0300</pubDate><description>&lt;p&gt;ساد &lt;b&gt;هدوء&lt;/b&gt;&lt;/p&gt;</description></item>
<item><title>وقف &amp;amp; هدنة</title><link>https://jisr.example/news/2</link></item>
<item><title>بلا عنوان</title></item>
<item><guid>https://jisr.example/news/4</guid></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ru"><title type="html">Мост &amp;amp; река</title>
<link rel="self" href="https://most.example/feed"/><link href="https://most.example/"/>
<entry><id>tag:most.example,2020:1</id><title>Первое</title><link href="a/1" xml:base="https://most.example/x/"/>
<published>2020-02-12T01:30:00+03:00</published><updated>2020-02-13T09:00:00Z</updated><summary>Слова</summary></entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Haber</title><link>https://haber.example/</link></channel>
<item rdf:about="https://haber.example/1"><title>Bir</title><link>https://haber.example/1</link><dc:date>2020-02-12</dc:date></item></rdf:RDF>"""
JSON = """{"version": "https://jsonfeed.org/version/1.1", "title": "Bridge",
"home_page_url": "https://bridge.example/", "language": "en",
"items": [{"id": 7, "url": "/7", "title": "One", "date_published": "2020-02-12T23:30:00-05:00", "summary": "Words"},
{"id": "https://bridge.example/8"}, "no item", {"title": "no address"}]}"""
SITEMAP = """<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc> https://jisr.example/news/1 </loc><lastmod>2020-02-14T10:00:00Z</lastmod><news:news><news:publication>
<news:name>وكالة الجسر</news:name>
<news:language>ar</news:language></news:publication><news:publication_date>2020-02-12</news:publication_date>
<news:title>هدوء</news:title></news:news></url>
<url><loc>/news/2</loc></url><url><lastmod>2020-02-14</lastmod></url></urlset>"""
INDEX = """<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>https://jisr.example/s1.xml.gz</loc>
<lastmod>2020-02-14</lastmod></sitemap></sitemapindex>"""
DAY = dt.date(2020, 2, 12)


def read(text: str, encoding: str = "utf-8") -> Feed:
    return read_feed(text.replace("{encoding}", encoding).encode(encoding), url="https://jisr.example/feed.xml")


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1256", "iso-8859-6", "utf-16"])
def test_an_rss_feed_is_read_in_every_encoding_of_arabic(encoding: str) -> None:
    feed = read(RSS, encoding)
    assert (feed.kind, feed.title, feed.site, feed.language) == (FeedKind.rss, "وكالة الجسر", "https://jisr.example/", "ar")
    first, second, third, fourth = feed.items
    assert (first.id, first.url, first.published) == ("n1", "https://jisr.example/news/1?a=1&b=2", DAY)
    assert (first.title, first.summary) == ("هدوء حذر في سراقب", "ساد هدوء")
    assert (second.id, second.url, second.published) == ("https://jisr.example/news/2", "https://jisr.example/news/2", None)
    assert second.title == "وقف & هدنة"
    assert (third.url, len(third.id)) == ("", 32)
    assert fourth.url == "https://jisr.example/news/4"


def test_a_feed_whose_label_is_wrong_is_read_by_its_letters() -> None:
    body = RSS.replace("{encoding}", "utf-8").encode("cp1256")
    assert read_feed(body, url="https://jisr.example/").title == "وكالة الجسر"
    body = RSS.replace("{encoding}", "windows-1256").encode("utf-8")
    assert read_feed(body, url="https://jisr.example/").title == "وكالة الجسر"


def test_an_atom_feed_is_read() -> None:
    feed = read(ATOM)
    (entry,) = feed.items
    assert (feed.kind, feed.title, feed.site) == (FeedKind.atom, "Мост & река", "https://most.example/")
    assert (entry.id, entry.url, entry.title, entry.summary) == (
        "tag:most.example,2020:1",
        "https://most.example/x/a/1",
        "Первое",
        "Слова",
    )
    assert (entry.published, entry.updated) == (DAY, dt.date(2020, 2, 13))


def test_an_rdf_feed_is_read() -> None:
    (item,) = read(RDF).items
    assert (item.url, item.title, item.updated or item.published) == ("https://haber.example/1", "Bir", DAY)


def test_a_json_feed_is_read() -> None:
    feed = read(JSON)
    assert (feed.kind, feed.title, feed.language) == (FeedKind.json, "Bridge", "en")
    first, second, third = feed.items
    assert (first.id, first.url, first.published, first.summary) == ("7", "https://jisr.example/7", DAY, "Words")
    assert second.url == "https://bridge.example/8"
    assert third.url == ""


@pytest.mark.parametrize("pack", [bytes, gzip.compress], ids=["plain", "gzip"])
def test_a_sitemap_is_read_with_its_news(pack: object) -> None:
    assert callable(pack)
    feed = read_feed(pack(SITEMAP.encode()), url="https://jisr.example/sitemap.xml")
    first, second = feed.items
    assert (feed.kind, feed.title, feed.language) == (FeedKind.sitemap, "وكالة الجسر", "ar")
    assert (first.url, first.title, first.published, first.updated) == (
        "https://jisr.example/news/1",
        "هدوء",
        DAY,
        dt.date(2020, 2, 14),
    )
    assert (second.url, second.published) == ("https://jisr.example/news/2", None)


def test_an_index_lists_sitemaps() -> None:
    feed = read(INDEX)
    assert (feed.kind, [one.url for one in feed.items]) == (FeedKind.sitemaps, ["https://jisr.example/s1.xml.gz"])


def test_a_sitemap_that_is_cut_off_gives_what_stands_before() -> None:
    assert [one.url for one in read(SITEMAP[: SITEMAP.index("<url><lastmod>")]).items] == [
        "https://jisr.example/news/1",
        "https://jisr.example/news/2",
    ]


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(10))
NO_FEED = [
    ("", "empty"),
    ("just words", "no feed"),
    ("<!doctype html><html><head><title>x</title></head></html>", "a page"),
    ("<html><body>x</body></html>", "a page"),
    ('{"version": "https://jsonfeed.org/version/1"}', "no feed"),
    ('{"version": "https://jsonfeed.org/version/1", "items": {}}', "no feed"),
    ('{"items": []}', "no feed"),
    ('{"items": [', "broken JSON"),
    ("{" + '"a":{' * 100_000, "broken JSON"),
    ("<svg xmlns='http://www.w3.org/2000/svg'/>", "no feed"),
    ("\x1f\x8b\x08", ""),
]


@pytest.mark.parametrize(("text", "words"), NO_FEED, ids=[str(n) for n in range(len(NO_FEED))])
def test_what_is_no_feed_is_refused_in_words(text: str, words: str) -> None:
    with pytest.raises(NotText, match=words or "."):
        read_feed(text.encode("latin-1"), url="https://jisr.example/")


ENTITIES = [
    f'<!DOCTYPE rss [{LAUGHS}]><rss version="2.0"><channel><title>&l9;</title><item><title>&l9;</title></item></channel></rss>',
    '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hostname">]><rss version="2.0"><channel><title>&x;</title></channel></rss>',
    f"<!DOCTYPE urlset [{LAUGHS}]><urlset><url><loc>https://a.example/&l9;</loc></url></urlset>",
    '<!DOCTYPE urlset [<!ENTITY x SYSTEM "file:///etc/passwd">]><urlset><url><loc>https://a.example/&x;</loc></url></urlset>',
    '<!DOCTYPE urlset SYSTEM "http://10.0.0.1/x.dtd"><urlset><url><loc>https://a.example/</loc></url></urlset>',
]


@pytest.mark.parametrize("text", ENTITIES, ids=[str(n) for n in range(len(ENTITIES))])
def test_entities_of_a_feed_are_never_followed(text: str) -> None:
    try:
        feed = read(text)
    except NotText:
        return
    told = feed.title + "".join(item.title + item.url for item in feed.items)
    assert "root:" not in told
    assert "haha" not in told
    assert len(told) < 200


DAYS = [
    ("Wed, 12 Feb 2020 23:30:00 +0300", DAY),
    ("Wed, 12 Feb 2020 00:30:00 GMT", DAY),
    ("12 Feb 2020 00:30 EST", DAY),
    ("2020-02-12", DAY),
    ("2020-02-12T23:59:59-11:00", DAY),
    ("2020-02-12 10:00", DAY),
    ("2020-02", None),
    ("2020-13-45", None),
    ("Wed, 42 Feb 2020 00:00:00 GMT", None),
    ("12/02/2020", None),
    ("yesterday", None),
    ("", None),
    (None, None),
    (20200212, None),
]


@pytest.mark.parametrize(("told", "day"), DAYS)
def test_a_day_is_read_as_it_is_written_and_never_guessed(told: object, day: dt.date | None) -> None:
    assert parse_written_day(told) == day


def test_a_title_is_read_without_its_markup_and_its_scripts() -> None:
    text = RSS.replace("هدوء حذر في سراقب", "&lt;script&gt;alert(1)&lt;/script&gt;هدوء &lt;i&gt;حذر&lt;/i&gt;\u0007")
    assert read(text).items[0].title == "هدوء حذر"


def test_a_page_names_its_feeds() -> None:
    page = """<!doctype html><html><head><base href="https://jisr.example/x/"><title>x</title>
    <link rel="alternate" type="application/rss+xml" title="آخر الأخبار" href="feed">
    <link rel="ALTERNATE home" type="application/atom+xml; charset=utf-8" href="/atom">
    <link rel="alternate" type="application/rss+xml" href="feed">
    <link rel="alternate" hreflang="en" href="/en"><link rel="stylesheet" href="/s.css"></head><body></body></html>"""
    assert find_feeds(page.encode(), url="https://jisr.example/") == (
        Named("https://jisr.example/x/feed", "آخر الأخبار"),
        Named("https://jisr.example/atom", ""),
    )
    assert find_feeds(b"", url="https://jisr.example/") == ()
    assert find_feeds(b"\0\1\2", url="https://jisr.example/") == ()


def test_of_a_feed_that_breaks_off_no_half_address_is_taken() -> None:
    text = RSS.replace("{encoding}", "utf-8")
    cut = text[: text.index("/news/2</link>") + len("/news")]
    assert [item.url for item in read(cut).items] == ["https://jisr.example/news/1?a=1&b=2"]
    with pytest.raises(NotText):
        read(text[: text.index("<item>") + 12])
