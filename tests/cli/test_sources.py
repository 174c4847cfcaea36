"""The list of sources, as a user keeps it."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from site_of_tests import Reply
from web_at_hand import FEED, NEWS, World, feed

PAGE = "<!doctype html><html><head><title>x</title>{links}</head><body><p>x</p></body></html>"
LINK = "<link rel='alternate' type='application/rss+xml' title='{title}' href='{href}'>"


@pytest.fixture(autouse=True)
def feed_of_two(world: World) -> None:
    world.site.pages["/feed.xml"] = Reply(feed(1, 2))


def listed(world: World) -> list[dict[str, object]]:
    return [json.loads(line) for line in world.ok("sources", "list", "--format", "jsonl").stdout.splitlines()]


def test_a_feed_is_added_once_with_its_title(world: World) -> None:
    assert "وكالة الجسر" in world.ok("sources", "add", FEED).stdout
    assert "there already" in world.ok("sources", "add", FEED).stdout
    (one,) = listed(world)
    assert (one["url"], one["title"], one["state"]) == (FEED, "وكالة الجسر", "new")


def test_of_a_page_the_feed_that_it_names_is_added(world: World) -> None:
    world.site.pages["/"] = Reply(PAGE.format(links=LINK.format(title="all", href="/feed.xml")))
    world.ok("sources", "add", f"{NEWS}/")
    assert [one["url"] for one in listed(world)] == [FEED]


REFUSED = [
    (
        LINK.format(title="one", href="/1.xml") + LINK.format(title="two", href="/2.xml"),
        "names 2 feeds: http://news.example/1.xml (one)",
    ),
    ("", "no feed, and names none"),
    (LINK.format(title="gone", href="/gone.xml"), "is not there (404)"),
]


@pytest.mark.parametrize(("links", "words"), REFUSED)
def test_a_page_that_names_none_or_several_is_refused_with_what_to_do(world: World, links: str, words: str) -> None:
    world.site.pages["/"] = Reply(PAGE.format(links=links))
    world.site.pages["/robots.txt"] = Reply(f"Sitemap: {NEWS}/map.xml")
    result = world.run("sources", "add", f"{NEWS}/")
    assert result.exit_code == 2
    assert words in result.output
    assert ("/map.xml" in result.output) == ("none" in words)


@pytest.mark.parametrize("url", ["file:///etc/passwd", "http://10.0.0.1/feed", "http://localhost/feed", "feed.xml"])
@pytest.mark.parametrize("more", [(), ("--no-check",)])
def test_an_address_that_is_never_reached_is_no_source(world: World, url: str, more: tuple[str, ...]) -> None:
    result = world.run("sources", "add", url, *more)
    assert (result.exit_code, "cannot be followed" in result.output) == (2, True)
    assert world.lines.reached == []


def test_sources_are_exported_and_come_in_again_equal(world: World, tmp_path: Path) -> None:
    world.ok("sources", "add", FEED, "--outlet", "«الجسر»", "--language", "ar", "--folder", "سوريا/وكالات")
    world.ok("sources", "add", "--no-check", f"{NEWS}/b?x=1&y=2", f"{NEWS}/خبر")
    world.ok("sources", "pause", f"{NEWS}/b?x=1&y=2")
    world.ok("sources", "export", "--output", str(tmp_path / "a.opml"))
    other = str(tmp_path / "other.db")
    assert "added: 3, there already: 0, left out: 0" in world.ok("sources", "import", str(tmp_path / "a.opml"), "-d", other).stdout
    assert "added: 0, there already: 3" in world.ok("sources", "import", str(tmp_path / "a.opml"), "-d", other).stdout
    world.ok("sources", "export", "--output", str(tmp_path / "b.opml"), "-d", other)
    assert (tmp_path / "a.opml").read_bytes() == (tmp_path / "b.opml").read_bytes()


def test_what_a_list_names_inwards_is_left_out_and_the_rest_comes_in(world: World, tmp_path: Path) -> None:
    path = tmp_path / "a.opml"
    outlines = "".join(f"<outline text='x' xmlUrl='{url}'/>" for url in (FEED, "file:///etc/passwd", "http://169.254.169.254/"))
    path.write_text(f"<opml version='2.0'><body>{outlines}</body></opml>", "utf-8")
    result = world.ok("sources", "import", str(path))
    assert "added: 1, there already: 0, left out: 2" in result.stdout
    assert "metadata" in result.output
    path.write_text("<opml version='2.0'><body/></opml>", "utf-8")
    assert "lists no source" in world.run("sources", "import", str(path)).output


def test_a_source_is_named_by_its_number_its_address_or_its_name(world: World) -> None:
    world.ok("sources", "add", FEED, "--outlet", "وكالة الجسر")
    world.ok("sources", "add", "--no-check", f"{NEWS}/b", f"{NEWS}/c", "--outlet", "two")
    assert "paused" in world.ok("sources", "pause", "وكالة الجسر").stdout
    assert "followed again" in world.ok("sources", "resume", "1").stdout
    assert "2 sources are called two" in world.run("sources", "pause", "two").output
    assert "no source is nobody" in world.run("sources", "remove", "nobody").output
    assert "removed" in world.ok("sources", "remove", f"{NEWS}/b").stdout
    assert len(listed(world)) == 2


def test_a_paused_source_is_not_asked(world: World) -> None:
    world.ok("sources", "add", FEED)
    world.ok("sources", "pause", FEED)
    before = world.site.asked["/feed.xml"]
    world.ok("watch", "--once")
    assert world.site.asked["/feed.xml"] == before
    assert [one["state"] for one in listed(world)] == ["paused"]


def test_documents_stay_when_a_source_is_removed(world: World) -> None:
    world.ok("sources", "add", FEED)
    world.ok("watch", "--once")
    assert "with 2 items" in world.ok("sources", "remove", FEED).stdout
    assert world.rows("SELECT count(*) FROM document") == [(2,)]
    assert world.rows("SELECT count(*) FROM item") == world.rows("SELECT count(*) FROM poll") == [(0,)]


def test_a_check_asks_and_changes_nothing(world: World) -> None:
    world.ok("sources", "add", "--no-check", FEED, f"{NEWS}/none.xml")
    result = world.run("sources", "check")
    assert result.exit_code == 2
    assert "rss, 2 items, the newest of 2020-02-12" in result.stdout
    assert "FAULT" in result.stdout
    assert world.rows("SELECT count(*) FROM poll") == [(0,)]
    assert world.run("sources", "check", FEED).exit_code == 0
    assert world.asked() == {"/feed.xml": 2, "/none.xml": 1}


def test_a_name_that_turns_the_line_or_starts_a_formula_does_no_harm(world: World) -> None:
    world.site.pages["/feed.xml"] = Reply(feed(1).replace("وكالة الجسر", "=1+1&#x202E;evil"))
    world.ok("sources", "add", FEED)
    assert "\u202e" not in world.ok("sources", "list").stdout
    (row,) = csv.DictReader(io.StringIO(world.ok("sources", "list", "--format", "csv").stdout))
    assert row["title"].startswith("'=")


def test_an_empty_list_is_told(world: World) -> None:
    world.ok("init")
    assert "no source is followed yet" in world.ok("sources", "list").output
