"""Following sources, as a user does it, with a site of the tests for the web."""

from __future__ import annotations

import json
import threading
from pathlib import Path
from typing import Any

import pytest

from site_of_tests import PUBLIC, Reply
from web_at_hand import FEED, NEWS, SENTENCES, World, article, feed


def test_a_source_is_followed_and_what_it_lists_comes_in_with_its_claims(world: World) -> None:
    world.site.pages["/feed.xml"] = Reply(feed(1, 2), headers={"Content-Type": "application/rss+xml"})
    assert "added" in world.ok("sources", "add", FEED, "--outlet", "وكالة الجسر").stdout
    told = world.ok("watch", "--once").output
    assert "1 source asked: 1 with something new" in told
    assert "articles: 2 new, 2 fetched" in told
    claims = [json.loads(line) for line in world.ok("claims", "--format", "jsonl").stdout.splitlines()]
    assert {claim["event"]["type"] for claim in claims} >= {"assault", "breach"}
    assert {claim["date"] for claim in claims} == {"2020-02-12"}
    assert world.rows("SELECT url, outlet FROM document ORDER BY url") == [
        (f"{NEWS}/news/1", "وكالة الجسر"),
        (f"{NEWS}/news/2", "وكالة الجسر"),
    ]
    ((remarks,),) = world.rows("SELECT DISTINCT remarks FROM version WHERE number = 1 LIMIT 1")
    assert "2020-02-12 is the day that its feed tells" in remarks
    (kept,) = world.rows(f"SELECT asked, answered, status, tool, headers FROM retrieval WHERE asked = '{NEWS}/news/1'")
    assert kept[:3] == (f"{NEWS}/news/1", f"{NEWS}/news/1", 200)
    assert kept[3].startswith("Marsad/")
    assert ["Content-Type", "text/html; charset=utf-8"] in json.loads(kept[4])
    world.ok("verify", "-q")


def test_nothing_is_fetched_twice_over_many_rounds(world: World) -> None:
    world.site.pages["/feed.xml"] = Reply(feed(1, 2), etag='"1"')
    world.site.pages["/other.xml"] = Reply(feed(2, 3))
    world.ok("sources", "add", FEED, f"{NEWS}/other.xml")
    for _ in range(3):
        world.ok("watch", "--once")
    assert world.asked() == {"/feed.xml": 4, "/other.xml": 4, "/news/1": 1, "/news/2": 1, "/news/3": 1}
    assert world.rows("SELECT outcome, count(*) FROM poll GROUP BY 1 ORDER BY 1") == [("new", 2), ("same", 2), ("unchanged", 2)]
    world.site.pages["/feed.xml"] = Reply(feed(1, 2, 4), etag='"2"')
    world.ok("watch", "--once")
    assert world.asked()["/news/4"] == 1
    assert world.rows("SELECT count(*) FROM document") == [(4,)]


def test_an_article_that_is_here_by_another_way_is_not_fetched(world: World) -> None:
    world.ok("add", f"{NEWS}/news/1")
    world.site.pages["/feed.xml"] = Reply(feed(1, 2))
    world.ok("sources", "add", FEED)
    world.ok("watch", "--once")
    assert world.asked()["/news/1"] == 1
    assert world.rows("SELECT outcome FROM item ORDER BY url") == [("known",), ("kept",)]


def test_a_run_that_is_stopped_goes_on_where_it_stopped(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    from marsad.cli.rounds import Round

    world.site.pages["/feed.xml"] = Reply(feed(1, 2, 3, 4))
    world.ok("sources", "add", FEED)
    released = threading.Event()
    third = world.site.pages["/news/3"]
    world.site.pages["/news/3"] = lambda handler: (released.wait(5), third.send(handler))  # type: ignore[assignment,union-attr]
    keep, kept = Round._keep_page, []

    def stop_after_two(self: Round, *given: Any) -> None:
        keep(self, *given)
        kept.append(given)
        if len(kept) == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr(Round, "_keep_page", stop_after_two)
    stopped = world.run("watch", "--once")
    released.set()
    assert stopped.exit_code == 130
    assert "interrupted" in stopped.output
    assert "2 waiting for a later round" in stopped.output
    monkeypatch.setattr(Round, "_keep_page", keep)
    world.ok("watch", "--once")
    assert world.rows("SELECT outcome, count(*) FROM item GROUP BY 1") == [("kept", 4)]
    assert world.rows("SELECT count(*) FROM document") == [(4,)]
    asked = [world.site.asked[f"/news/{n}"] for n in SENTENCES]
    assert asked == [1, 1, 2, 1]  # what was on its way when it was stopped is asked for again, and nothing else
    world.ok("verify", "-q")


FAILED = [
    ("not there", Reply("", 404), "refused"),
    ("robots", None, "refused"),
    ("a fault", Reply("", 500), "failed"),
    ("busy", Reply("", 429, {"Retry-After": "7200"}), "failed"),
    ("leads inwards", Reply("", 302, {"Location": "http://10.0.0.1/"}), "refused"),
    ("no text", Reply("<!doctype html><html><body></body></html>"), "refused"),
    ("a picture", Reply(b"\x89PNG\r\n\x1a\n" + b"\0" * 50, headers={"Content-Type": "image/png"}), "refused"),
    ("a feed", Reply(feed(1)), "refused"),
]


@pytest.mark.parametrize(("page", "outcome"), [row[1:] for row in FAILED], ids=[row[0] for row in FAILED])
def test_one_article_that_fails_takes_none_with_it_and_its_reason_is_kept(world: World, page: Reply | None, outcome: str) -> None:
    if page is None:
        world.site.pages["/robots.txt"] = Reply("User-agent: *\nDisallow: /news/2")
    else:
        world.site.pages["/news/2"] = page
    world.site.pages["/feed.xml"] = Reply(feed(1, 2))
    world.ok("sources", "add", FEED)
    world.ok("watch", "--once")
    found = {url[-1]: (told, bool(error)) for url, told, error in world.rows("SELECT url, outcome, error FROM item")}
    assert found == {"1": ("kept", False), "2": (outcome, True)}
    assert set(world.lines.reached) == {PUBLIC}
    before = world.site.asked["/news/2"]
    world.ok("watch", "--once")
    assert world.site.asked["/news/2"] == before  # refused for good, or put off
    world.clock.seconds += 90_000
    world.ok("watch", "--once")
    assert world.site.asked["/news/2"] == before + (outcome == "failed")


def test_an_article_that_is_being_read_when_a_run_is_stopped_is_kept(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    from marsad.cli.rounds import Round

    world.site.pages["/feed.xml"] = Reply(feed(1))
    world.ok("sources", "add", FEED)
    read = Round._read

    def stop(self: Round, *given: Any) -> Any:
        monkeypatch.setattr(Round, "_read", read)
        raise KeyboardInterrupt

    monkeypatch.setattr(Round, "_read", stop)
    assert world.run("watch", "--once").exit_code == 130
    assert world.rows("SELECT outcome FROM item") == [("kept",)]
    world.ok("watch", "--once")
    assert world.asked()["/news/1"] == 1


def test_an_article_that_always_fails_is_given_up(world: World) -> None:
    world.site.pages["/news/1"] = Reply("", 500)
    world.site.pages["/feed.xml"] = Reply(feed(1))
    world.ok("sources", "add", FEED)
    for _ in range(10):
        world.ok("watch", "--once")
        world.clock.seconds += 90_000
    assert world.site.asked["/news/1"] == 6


def test_a_crash_in_a_parser_takes_down_one_article_and_not_the_run(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    from marsad.ingest import plain
    from marsad.ingest.page import read_page

    def crash(source: str, *, name: str) -> Any:
        if name.endswith("/1"):
            raise RecursionError("too deep")
        return read_page(source, name=name)

    monkeypatch.setattr(plain, "read_page", crash)
    world.site.pages["/feed.xml"] = Reply(feed(1, 2))
    world.ok("sources", "add", FEED)
    told = world.ok("watch", "--once").output
    assert "a fault in Marsad (RecursionError: too deep)" in told
    assert world.rows("SELECT outcome FROM item ORDER BY url") == [("refused",), ("kept",)]


SICK = [
    ("not there", Reply("", 404), "is not there"),
    ("a page", Reply("<!doctype html><html><body>x</body></html>"), "a page, and no feed"),
    ("broken", Reply("<rss><channel>"), ""),
    ("empty", Reply(""), "empty"),
    ("nested deep", Reply("<rss>" + "<a>" * 20_000), ""),
    ("robots", None, "robots.txt"),
]


@pytest.mark.parametrize(("page", "words"), [row[1:] for row in SICK], ids=[row[0] for row in SICK])
def test_a_source_that_fails_is_told_and_the_others_go_on(world: World, page: Reply | None, words: str) -> None:
    world.site.pages["/feed.xml"], world.site.pages["/sick.xml"] = Reply(feed(1)), page or Reply(feed(2))
    if page is None:
        world.site.pages["/robots.txt"] = Reply("User-agent: *\nDisallow: /sick.xml")
    world.ok("sources", "add", "--no-check", FEED, f"{NEWS}/sick.xml")
    told = world.run("watch", "--once")
    assert told.exit_code == 2
    assert "1 did not answer" in told.output
    assert words in told.output
    assert world.rows("SELECT outcome FROM item") == [("kept",)]
    states = {
        json.loads(line)["url"]: json.loads(line)["state"]
        for line in world.ok("sources", "list", "--format", "jsonl").stdout.splitlines()
    }
    assert states == {FEED: "well", f"{NEWS}/sick.xml": "failing"}


def test_a_source_that_fails_is_asked_less_and_less(world: World) -> None:
    world.site.pages["/feed.xml"] = Reply("", 500)
    world.ok("sources", "add", "--no-check", FEED)
    for _ in range(200):
        world.run("watch", "--once")  # a minute later each
    assert world.site.asked["/feed.xml"] == 6  # 0, 5, 10, 20, 40, 80 minutes apart
    world.clock.seconds += 90_000
    world.site.pages["/feed.xml"] = Reply(feed(1))
    world.ok("watch", "--once")
    assert "well" in world.ok("sources", "list").stdout


def test_a_sitemap_index_is_followed_from_a_day_on(world: World) -> None:
    ns = "xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'"
    world.site.pages["/sitemap.xml"] = Reply(
        f"<sitemapindex {ns}><sitemap><loc>{NEWS}/s1.xml</loc><lastmod>2020-02-12</lastmod></sitemap>"
        f"<sitemap><loc>{NEWS}/old.xml</loc><lastmod>2019-01-01</lastmod></sitemap></sitemapindex>"
    )
    world.site.pages["/s1.xml"] = Reply(
        f"<urlset {ns}><url><loc>{NEWS}/news/1</loc><lastmod>2020-02-12</lastmod></url>"
        f"<url><loc>{NEWS}/news/2</loc><lastmod>2019-02-12</lastmod></url></urlset>"
    )
    world.ok("sources", "add", f"{NEWS}/sitemap.xml", "--since", "2020-01-01")
    world.ok("watch", "--once")
    assert world.asked() == {"/sitemap.xml": 2, "/s1.xml": 1, "/news/1": 1}
    assert world.rows("SELECT outcome FROM item ORDER BY url") == [("kept",), ("passed",)]
    assert world.rows("SELECT published FROM version") == [(None,)]  # when a page was changed is not when it was published


def test_a_limit_puts_the_rest_off_and_the_newest_come_first(world: World) -> None:
    world.site.pages["/feed.xml"] = Reply(feed(1, 2, 3))
    world.ok("sources", "add", FEED)
    assert "1 waiting for a later round" in world.ok("watch", "--once", "--limit", "1").output.replace("2 waiting", "1 waiting")
    assert world.asked()["/news/1"] == 1
    assert "/news/2" not in world.asked()


def test_a_host_is_asked_one_thing_at_a_time_and_hosts_beside_each_other(world: World) -> None:
    world.site.pages["/a.xml"] = Reply(feed(1, 2, 3, 4))
    world.site.pages["/b.xml"] = Reply(feed(1, 2, 3, 4, host="http://other.example"))
    world.ok("sources", "add", "--no-check", f"{NEWS}/a.xml", "http://other.example/b.xml")
    world.names["other.example"] = ["11.22.33.55"]
    world.lines.leads["11.22.33.55"] = world.site.port
    world.ok("watch", "--once")
    assert world.lines.most == {PUBLIC: 1, "11.22.33.55": 1}
    assert world.rows("SELECT count(*) FROM item WHERE outcome = 'kept'") == [(8,)]


def test_a_page_cannot_pass_for_an_article_of_another_site(world: World) -> None:
    world.site.pages["/news/1"] = article(1, head="<link rel='canonical' href='http://victim.example/news/9'>")
    world.site.pages["/news/2"] = article(2, head="<link rel='canonical' href='http://www.news.example/2-neat'>")
    world.site.pages["/news/3"] = article(3, head="<link rel='canonical' href='http://news.example/'>")
    told = world.ok("add", f"{NEWS}/news/1", f"{NEWS}/news/2", f"{NEWS}/news/3").output
    urls = [url for (url,) in world.rows("SELECT url FROM document ORDER BY url")]
    assert urls == [f"{NEWS}/news/1", f"{NEWS}/news/3", "http://www.news.example/2-neat"]
    assert "on another site" in told


def test_single_pages_are_added_beside_files(world: World, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(SENTENCES[3], "utf-8")
    told = world.ok("add", str(tmp_path / "a.txt"), f"{NEWS}/news/1").output
    assert "added: 2" in told
    assert world.rows("SELECT count(*) FROM version WHERE fetched IS NOT NULL") == [(1,)]


def test_a_page_that_fails_ends_an_add_unless_it_keeps_going(world: World) -> None:
    result = world.run("add", f"{NEWS}/none")
    assert (result.exit_code, "is not there (404)" in result.output) == (2, True)
    result = world.run("add", f"{NEWS}/none", f"{NEWS}/news/1", "-k")
    assert (result.exit_code, "added: 1" in result.output) == (2, True)
    assert "`marsad add` fetches pages" in world.run("read", f"{NEWS}/news/1").output
    assert (
        "Follow it: marsad sources add" in (world.site.pages.update({"/f": Reply(feed(1))}) or world.run("add", f"{NEWS}/f")).output
    )


def test_an_article_that_was_erased_is_not_fetched_again_and_leaves_no_words(world: World) -> None:
    world.site.pages["/feed.xml"] = Reply(feed(1, 2))
    world.ok("sources", "add", FEED)
    world.ok("watch", "--once")
    world.ok("erase", "document", "news.example-1", "--reason", "asked for", "--yes")
    assert min(world.rows("SELECT url, title, outcome FROM item")) == ("", "", "known")
    world.ok("watch", "--once")
    assert world.asked()["/news/1"] == 1
    assert "/news/1" not in Path(world.database).read_bytes().decode("latin-1")
    world.ok("verify", "-q")


def test_ctrl_c_between_two_rounds_ends_a_watch_cleanly(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    naps: list[float] = []

    def nap(seconds: float) -> None:
        naps.append(seconds)
        if len(naps) == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr("marsad.cli.watch.time.sleep", nap)
    world.site.pages["/feed.xml"] = Reply(feed(1))
    world.ok("sources", "add", FEED)
    before = threading.active_count()
    result = world.run("watch", "--every", "10m")
    assert result.exit_code == 130
    assert len(naps) == 2
    assert all(590 < seconds <= 600 for seconds in naps)
    assert threading.active_count() < before + 5  # threads end with the command; those of the site come and go


def test_nothing_to_follow_is_told(world: World) -> None:
    world.ok("init")
    assert "no source is followed yet" in world.run("watch", "--once").output
    assert "is no span" in world.run("watch", "--every", "soon").output
    assert world.run("watch", "--every", "5s").exit_code == 2
