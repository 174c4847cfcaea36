"""Sources in the database: what is fresh, what waits, what was done; and how a source is doing."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import Connection
from store_at_hand import STRIKE, add, doc, prove, rows, store_at

from marsad.store import Store
from marsad.store.health import Past, tell_health
from marsad.store.sources import (
    Listed,
    Poll,
    Source,
    Waiting,
    add_sources,
    count_waiting,
    list_waiting,
    record_poll,
    remove_source,
    settle_item,
)

NOW = dt.datetime(2020, 3, 1, 12, tzinfo=dt.UTC)
DAY = dt.date(2020, 2, 12)


def follow(store: Store, *urls: str, since: dt.date | None = None) -> list[Source]:
    return store.write(lambda connection, now: add_sources(connection, [Source(url=url, since=since) for url in urls], now))


def poll(store: Store, source: Source, *items: Listed) -> int:
    return store.write(lambda connection, now: record_poll(connection, source, Poll(outcome="new", items=items), now))


def waiting(store: Store, *, most: int = 100, at: dt.datetime = NOW) -> list[Waiting]:
    with store.read() as connection:
        return list_waiting(connection, at, most=most)


def listed(number: int, *, day: dt.date | None = DAY) -> Listed:
    return Listed(f"n{number}", f"https://a.example/{number}", f"t{number}", day)


def test_an_item_is_fresh_once(database_url: str) -> None:
    with store_at(database_url) as store:
        (one,) = follow(store, "https://a.example/feed")
        assert poll(store, one, listed(1), listed(2), listed(1)) == 2
        assert poll(store, one, listed(2), listed(3)) == 1
        assert [item.url[-1] for item in waiting(store)] == ["1", "2", "3"]
        assert prove(store).harms == ()


def test_an_address_of_two_feeds_is_fetched_once_and_settled_for_both(database_url: str) -> None:
    with store_at(database_url) as store:
        first, second = follow(store, "https://a.example/1.xml", "https://a.example/2.xml")
        poll(store, first, listed(1))
        poll(store, second, Listed("other id", "https://a.example/1", "", None))
        (item,) = waiting(store)
        (stored,) = add(store, doc(STRIKE, url=item.url))
        store.write(lambda connection, now: settle_item(connection, item, "kept", now, at=stored.version))
        assert waiting(store) == []
        assert {row["outcome"] for row in rows(store, "SELECT outcome FROM item")} == {"kept", "known"}
        (third,) = follow(store, "https://a.example/3.xml")
        assert poll(store, third, Listed("third id", "https://a.example/1", "", None)) == 0


def test_what_is_older_than_wanted_and_what_has_no_address_is_kept_apart(database_url: str) -> None:
    with store_at(database_url) as store:
        (one,) = follow(store, "https://a.example/feed", since=DAY)
        old = listed(1, day=DAY - dt.timedelta(1))
        changed = Listed("n9", "https://a.example/9", "", None, DAY - dt.timedelta(1))
        assert poll(store, one, old, changed, listed(2), listed(3, day=None), Listed("x", "", "no address", DAY)) == 2
        found = {row["outcome"]: row["n"] for row in rows(store, "SELECT outcome, count(*) AS n FROM item GROUP BY 1")}
        assert found == {"passed": 2, "waiting": 2, "refused": 1}


def test_the_newest_wait_first_and_no_more_than_wanted(database_url: str) -> None:
    with store_at(database_url) as store:
        (one,) = follow(store, "https://a.example/feed")
        poll(store, one, listed(1), listed(2, day=None), listed(3, day=DAY + dt.timedelta(1)))
        assert [item.url[-1] for item in waiting(store)] == ["3", "1", "2"]
        assert [item.url[-1] for item in waiting(store, most=1)] == ["3"]
        with store.read() as connection:
            assert count_waiting(connection) == 3


def test_an_item_that_failed_rests_ever_longer_and_is_given_up(database_url: str) -> None:
    with store_at(database_url) as store:
        (one,) = follow(store, "https://a.example/feed")
        poll(store, one, listed(1))
        rests: list[float] = []
        at = NOW
        while due := waiting(store, at=at):
            (item,) = due
            store.write(lambda connection, _, item=item, at=at: settle_item(connection, item, "failed", at, error="x"))  # type: ignore[misc]
            (row,) = rows(store, "SELECT rests FROM item")
            again = dt.datetime.fromisoformat(row["rests"])
            rests.append((again - at).total_seconds() / 3600)
            assert waiting(store, at=again - dt.timedelta(seconds=1)) == []
            at = again
        assert rests == [0.5, 1, 2, 4, 8, 16]


def test_a_wish_to_come_later_is_kept_to(database_url: str) -> None:
    with store_at(database_url) as store:
        (one,) = follow(store, "https://a.example/feed")
        poll(store, one, listed(1))
        (item,) = waiting(store)
        store.write(lambda connection, _: settle_item(connection, item, "failed", NOW, later=7200.0))
        assert waiting(store, at=NOW + dt.timedelta(seconds=7199)) == []
        assert len(waiting(store, at=NOW + dt.timedelta(seconds=7200))) == 1


def test_many_items_come_in_at_once(database_url: str) -> None:
    with store_at(database_url) as store:
        (one,) = follow(store, "https://a.example/map.xml")
        many = [Listed(str(n), f"https://a.example/{n}", "", None) for n in range(3000)]
        assert poll(store, one, *many) == 3000
        assert poll(store, one, *many) == 0


def test_a_source_is_removed_with_what_it_listed(database_url: str) -> None:
    with store_at(database_url) as store:
        first, second = follow(store, "https://a.example/1.xml", "https://a.example/2.xml")
        poll(store, first, listed(1))
        poll(store, second, listed(2))

        def remove(connection: Connection, _: dt.datetime) -> int:
            return remove_source(connection, first)

        assert store.write(remove) == 1
        assert [item.url[-1] for item in waiting(store)] == ["2"]


def days_ago(days: float) -> dt.datetime:
    return NOW - dt.timedelta(days=days)


HEALTH = [
    ("never asked", Past(), "new", "not asked yet"),
    ("asked and well", Past(days_ago(9), days_ago(0), days_ago(0), newest=days_ago(0.1), lately=36, items=40), "well", "40 items"),
    ("silent", Past(days_ago(39), days_ago(0), days_ago(0), newest=days_ago(9), lately=120, items=140), "silent",
     "no new item for 9 days, it had 4 a day"),
    ("a weekend", Past(days_ago(39), days_ago(0), days_ago(0), newest=days_ago(1.9), lately=120, items=140), "well", ""),
    ("seldom anyway", Past(days_ago(39), days_ago(0), days_ago(0), newest=days_ago(9), lately=6, items=7), "well", "7 items"),
    ("too new to tell", Past(days_ago(9), days_ago(0), days_ago(0), newest=days_ago(8.9), lately=4, items=7), "well", ""),
    ("failed once", Past(days_ago(9), days_ago(0), days_ago(1), 1, "it was slow", days_ago(1)), "failing",
     "failed once since 2020-02-29: it was slow"),
    ("failed for long", Past(days_ago(9), days_ago(0), days_ago(5), 40, "gone", days_ago(6)), "failing", "failed 40 times since"),
    ("never answered", Past(days_ago(9), days_ago(0), None, 3, "gone"), "failing", "failed 3 times and never answered: gone"),
    ("empty", Past(days_ago(9), days_ago(0), days_ago(0)), "well", "0 items"),
]  # fmt: skip


@pytest.mark.parametrize(("past", "state", "words"), [row[1:] for row in HEALTH], ids=[row[0] for row in HEALTH])
def test_how_a_source_is_doing_is_told_by_its_past(past: Past, state: str, words: str) -> None:
    found = tell_health(Source(url="https://a.example/"), past, NOW)
    assert found.state == state
    assert words in found.line
    assert tell_health(Source(url="https://a.example/", paused=True), past, NOW).state == "paused"
