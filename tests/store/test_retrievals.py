"""How bytes were got: each time once, beside the text, proved, and gone when they are erased."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from click.testing import CliRunner
from store_at_hand import DAY, DENIAL, STRIKE, add, doc, dump, outcomes, prove, rows, store_at

from marsad.cli import app
from marsad.model import Block, BlockKind, Capture, Document
from marsad.store import Store, erasure
from marsad.store.backup import back_up
from marsad.store.claims import Filter, find_claims
from marsad.store.connect import make_engine, parse_url, writing
from marsad.store.digests import digest
from marsad.store.migrate import _mark_sqlite
from marsad.text import Span

MORNING = dt.datetime(2020, 2, 12, 6, 30, tzinfo=dt.UTC)
NOON = MORNING.replace(hour=12)
PAGE = "https://tall.example/1"


def got(body: bytes = b"<p>", at: dt.datetime | None = MORNING, **more: Any) -> Capture:
    headers = (("Content-Type", "text/html"), ("Set-Cookie", "a"), ("Set-Cookie", "b"))
    told: dict[str, Any] = {"url": PAGE, "asked": "https://t.example/", "status": 200, "headers": headers, "tool": "Marsad/0.1"}
    return Capture(body, "text/html", fetched=at, **(told | more))


def page(capture: Capture, *sentences: str) -> Document:
    return doc(*(sentences or (STRIKE,)), url=PAGE, capture=capture)


def retrievals(store: Store) -> list[dict[str, Any]]:
    return rows(store, "SELECT * FROM retrieval ORDER BY id")


def test_what_was_asked_and_answered_is_kept_as_it_came(database_url: str) -> None:
    with store_at(database_url) as store:
        add(store, page(got(within="news.warc.gz#184211")))
        [row] = dump(store)["retrieval"]
        assert (row["asked"], row["answered"], row["status"]) == ("https://t.example/", PAGE, 200)
        assert row["headers"] == [["Content-Type", "text/html"], ["Set-Cookie", "a"], ["Set-Cookie", "b"]]
        assert (row["at"], row["tool"], row["within"]) == (MORNING, "Marsad/0.1", "news.warc.gz#184211")
        assert row["capture_sha256"] == got().sha256
        assert not prove(store).harms


def test_a_file_was_got_when_it_was_given_and_by_marsad(database_url: str) -> None:
    with store_at(database_url) as store:
        add(store, doc(STRIKE, capture=Capture(STRIKE.encode(), "text/plain")))
        [row] = dump(store)["retrieval"]
        assert (row["asked"], row["answered"], row["status"], row["headers"]) == ("", "", None, [])
        assert row["at"].year == 2020
        assert row["tool"].startswith("Marsad/")


def test_a_text_whose_bytes_are_not_kept_has_no_fetch(database_url: str) -> None:
    with store_at(database_url) as store:
        add(store, doc(STRIKE))
        assert retrievals(store) == []


# What is added after `page(got())`, and how many retrievals there are then.
AGAIN: list[tuple[str, Capture, int]] = [
    ("the same retrieval", got(), 1),
    ("the same bytes, later", got(at=NOON), 2),
    ("other bytes with the same text, later", got(b"<p id=2>", NOON), 2),
    ("the same bytes by another redirect", got(asked="https://other.example/"), 2),
    ("the same bytes in an archive", got(within="a.warc#0"), 2),
    ("the same bytes as a file", got(at=None), 1),
    ("other bytes as a file", Capture(b"<p>3", "text/html"), 2),
]


def test_every_time_that_bytes_are_got_is_kept_once_and_the_text_stays_as_it_is(database_url: str) -> None:
    with store_at(database_url) as store:
        expected = 0
        for number, (what, capture, count) in enumerate(AGAIN):
            first = doc(f"{number}. {STRIKE}", url=f"{PAGE}/{number}", capture=got())
            again = doc(f"{number}. {STRIKE}", url=f"{PAGE}/{number}", capture=capture)
            assert outcomes(store, first, again, again) == ["added", "unchanged", "unchanged"], what
            expected += count
            assert len(retrievals(store)) == expected, what
        assert not prove(store).harms


def test_keeping_what_was_got_again_needs_no_reading_and_changes_nothing_twice(database_url: str) -> None:
    with store_at(database_url) as store:
        add(store, page(got()), doc(DENIAL, name="b"))
        some = [page(got(b"<p>2", NOON)), doc(DENIAL, name="b"), doc("another text", name="c", capture=got())]
        assert [store.keep_retrievals(some), store.keep_retrievals(some)] == [1, 0]
        assert len(rows(store, "SELECT * FROM version")) == 2
        assert len(rows(store, "SELECT * FROM capture")) == 2
        assert not prove(store).harms


def test_adding_a_folder_again_keeps_other_bytes_of_a_known_text(tmp_path: Path) -> None:
    folder, base = tmp_path / "in", str(tmp_path / "m.db")
    folder.mkdir()
    for body in (STRIKE.encode(), STRIKE.encode("utf-16"), STRIKE.encode("utf-16")):
        (folder / "a.txt").write_bytes(body)
        assert CliRunner().invoke(app, ["add", str(folder), "-d", base, "--published", "2020-02-12", "-q"]).exit_code == 0
    with store_at(base) as store:
        assert [row["number"] for row in rows(store, "SELECT number FROM version")] == [1]
        assert len(retrievals(store)) == 2
        assert not prove(store).harms


def test_author_day_of_change_and_blocks_come_back_as_they_went_in(database_url: str) -> None:
    blocks = (Block(Span(0, 12), BlockKind.heading), Block(Span(14, 20), BlockKind.caption))
    one = doc(STRIKE, author="سليم النجار", modified=DAY, blocks=blocks)
    with store_at(database_url) as store:
        add(store, one)
        with store.read() as connection:
            assert {found.document for found in find_claims(connection, Filter())} == {one}


def test_where_bytes_were_got_goes_with_what_is_erased(database_url: str) -> None:
    with store_at(database_url) as store:
        one = page(got())
        add(store, one, doc(DENIAL, name="b", capture=got(b"<p>b")))
        store.keep_retrievals([page(got(b"<p>2", NOON, within="a.warc#7"))])
        store.write(lambda connection, now: erasure.erase_document(connection, "a", "asked for", now, store.tell))
        first, other, second = retrievals(store)
        for row in (first, second):
            assert (row["asked"], row["answered"], row["within"], row["salt"]) == ("", "", "", "")
            assert row["headers"] in ([], "[]")
        assert other["asked"]
        gone = rows(store, "SELECT sha256 FROM capture WHERE body IS NULL")
        assert {row["sha256"] for row in gone} == {got().sha256, got(b"<p>2").sha256}
        assert not prove(store).harms


def test_bytes_that_were_erased_do_not_come_in_again_with_another_text(database_url: str) -> None:
    """As when a later version of Marsad reads the same page otherwise."""
    with store_at(database_url) as store:
        add(store, page(got()))
        store.write(lambda connection, now: erasure.erase_document(connection, "a", "asked for", now, store.tell))
        assert outcomes(store, page(got(at=NOON)), page(got(at=NOON), STRIKE, DENIAL)) == ["unchanged", "unchanged"]
        assert store.keep_retrievals([page(got(at=NOON))]) == 0
        assert rows(store, "SELECT body FROM capture") == [{"body": None}]
        assert not prove(store).harms


def test_bytes_stay_while_another_text_was_got_out_of_them(database_url: str) -> None:
    with store_at(database_url) as store:
        add(store, doc(STRIKE, capture=got()), doc(DENIAL, name="b", capture=got()))
        store.write(lambda connection, now: erasure.erase_document(connection, "a", "asked for", now, store.tell))
        assert all(row["body"] for row in rows(store, "SELECT body FROM capture"))
        assert not prove(store).harms


def test_a_backup_holds_the_fetches_and_is_proved(database_url: str, tmp_path: Path) -> None:
    with store_at(database_url) as store:
        add(store, page(got()))
        back_up(store.engine, tmp_path / "copy.db")
        whole = dump(store)["retrieval"]
    with store_at(str(tmp_path / "copy.db")) as copy:
        assert dump(copy)["retrieval"] == whole
        assert not prove(copy).harms


def test_versions_of_before_are_proved_by_the_digests_that_they_had(database_url: str) -> None:
    """A row as the first schema wrote it: its digest knows of no author, day of change, or blocks."""
    from test_migrations import step_to

    told = {
        "document_id": 1, "number": 1, "text_sha256": doc("words").sha256, "title": "", "language": "ar", "published": DAY,
        "fetched": None, "capture_sha256": None, "encoding": "utf-8", "remarks": [],
    }  # fmt: skip
    proof = digest({**told, "name": "a", "url": "", "outlet": ""}, "salt")
    engine = make_engine(parse_url(database_url))
    if engine.dialect.name == "sqlite":
        _mark_sqlite(engine)
    added = f"{MORNING:%Y-%m-%dT%H:%M:%S.%fZ}"
    shared = {"text": doc("words").text, "added": added, "latest": True, "salt": "salt", "digest": proof}
    values = {**told, **shared, "id": 1, "remarks": "[]"}
    with writing(engine) as connection:
        step_to(connection, "0001")
        connection.execute(sa.text("INSERT INTO document (id, name, added) VALUES (1, 'a', :added)"), {"added": added})
        names = ", ".join(values)
        given = ", ".join(f":{name}" if name != "remarks" else "'[]'" for name in values)
        connection.execute(sa.text(f"INSERT INTO version ({names}) VALUES ({given})"), values)
    engine.dispose()
    with store_at(database_url) as store:
        from marsad.store.chain import Fact, append

        store.write(lambda connection, _: append(connection, [Fact("version", 1, proof)], MORNING))
        assert not prove(store).harms
        assert rows(store, "SELECT author, modified FROM version") == [{"author": "", "modified": None}]
