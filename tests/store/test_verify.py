"""Whatever is changed behind the store's back is found, and the row is named."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError
from store_at_hand import ACCUSATION, DAY, DENIAL, PLEDGE, STRIKE, add, change, doc, prove, rows, store_at

from marsad.cli.pipeline import prepare_document
from marsad.model import Block, BlockKind, Capture
from marsad.store import Prepared, Store
from marsad.store.erasure import erase_document
from marsad.store.judgements import Decision, judge
from marsad.store.reread import store_readings
from marsad.store.tellings import Teller
from marsad.store.verify import verify, verify_captures
from marsad.text import Span

MORNING = dt.datetime(2020, 2, 12, 6, 30, tzinfo=dt.UTC)

# What is done, the row that is named, and what is said of it.
TAMPERED: list[tuple[str, str, str]] = [
    ("UPDATE version SET text = text || ' ' WHERE id = 1", "version 1", "its text was changed"),
    ("UPDATE version SET text = NULL WHERE id = 2", "version 2", "its text was changed"),
    ("UPDATE version SET title = 'x' WHERE id = 1", "version 1", "it was changed"),
    ("UPDATE version SET published = '2021-01-01' WHERE id = 1", "version 1", "it was changed"),
    ("UPDATE version SET remarks = '[\"x\"]' WHERE id = 1", "version 1", "it was changed"),
    ("UPDATE version SET digest = salt || salt WHERE id = 2", "version 2", "digest is not the one in the chain"),
    ("UPDATE version SET author = 'x' WHERE id = 1", "version 1", "it was changed"),
    ("UPDATE version SET author = '' WHERE id = 2", "version 2", "it was changed"),
    ("UPDATE version SET modified = NULL WHERE id = 2", "version 2", "it was changed"),
    ("UPDATE version SET blocks = '[]' WHERE id = 2", "version 2", "it was changed"),
    ("UPDATE version SET added = '2019-01-01T00:00:00.000000Z' WHERE id = 1", "version 1", "the moment"),
    ("UPDATE reading SET read = '2019-01-01T00:00:00.000000Z' WHERE id = 2", "reading 2", "the moment"),
    ("UPDATE retrieval SET asked = 'https://x' WHERE id = 1", "retrieval 1", "it was changed"),
    ("UPDATE retrieval SET answered = 'https://x' WHERE id = 2", "retrieval 2", "it was changed"),
    ("UPDATE retrieval SET status = 404 WHERE id = 2", "retrieval 2", "it was changed"),
    ("UPDATE retrieval SET headers = '[]' WHERE id = 2", "retrieval 2", "it was changed"),
    ("UPDATE retrieval SET at = '2019-01-01T00:00:00.000000Z' WHERE id = 2", "retrieval 2", "it was changed"),
    ("UPDATE retrieval SET tool = 'x' WHERE id = 1", "retrieval 1", "it was changed"),
    ("UPDATE retrieval SET within = 'x' WHERE id = 1", "retrieval 1", "it was changed"),
    ("UPDATE retrieval SET version_id = 2 WHERE id = 1", "retrieval 1", "it was changed"),
    ("DELETE FROM retrieval WHERE id = 2", "retrieval 2", "it is gone"),
    ("UPDATE document SET name = 'x' WHERE id = 1", "version 1", "it was changed"),
    ("UPDATE document SET outlet = 'x' WHERE id = 1", "version 1", "it was changed"),
    ("UPDATE document SET url = 'https://x' WHERE id = 1", "version 1", "it was changed"),
    ("UPDATE claim SET source = 'USA.GOV' WHERE id = 1", "claim 1", "was changed"),
    ("UPDATE claim SET actor = 'USA.MIL' WHERE id = 1", "claim 1", "was changed"),
    ("UPDATE claim SET negated = NOT negated WHERE id = 2", "claim 2", "was changed"),
    ("UPDATE claim SET killed_low = 12 WHERE id = 1", "claim 1", "was changed"),
    ("UPDATE claim SET place = place || 'x', latitude = 0.5 WHERE id = 1", "claim 1", "was changed"),
    ("UPDATE claim SET happened_first = '2020-01-01' WHERE id = 1", "claim 1", "was changed"),
    ("UPDATE claim SET record = '{}' WHERE id = 1", "claim 1", "was changed"),
    ("UPDATE claim SET said = '2020-02-13' WHERE id = 1", "claim 1", "was changed"),
    ("UPDATE claim SET rule = 'x' WHERE id = 1", "claim 1", "was changed"),
    ("UPDATE claim SET sentence_end = sentence_end - 1 WHERE id = 1", "claim 1", "was changed"),
    ("UPDATE claim SET ident = '0000000000000000' WHERE id = 1", "claim 1 (0000000000000000)", "was changed"),
    ("UPDATE claim SET digest = 'x' WHERE id = 1", "claim 1", "was changed"),
    ("UPDATE link SET effect = 'comply' WHERE effect = 'breach'", "claim", "a link of it, was changed"),
    ("UPDATE link SET reason = 'x'", "claim", "a link of it, was changed"),
    ("DELETE FROM link", "claim", "a link of it, was changed"),
    ("UPDATE reading SET claims = claims + 1 WHERE id = 1", "reading 1", "claims"),
    ("UPDATE reading SET salt = 'x' WHERE id = 1", "claim 1", ""),
    ("UPDATE reading SET digest = 'x' WHERE id = 2", "reading 2", "digest is not the one in the chain"),
    ("UPDATE chain SET digest = previous WHERE seq = 2", "chain 2", "its hash is not that of what it says"),
    ("UPDATE chain SET \"row\" = 9 WHERE seq = 1", "chain 1", "its hash is not that of what it says"),
    ("UPDATE chain SET kind = 'grade' WHERE seq = 1", "chain 1", "its hash is not that of what it says"),
    ("UPDATE chain SET made = '2019-01-01T00:00:00.000000Z' WHERE seq = 3", "chain 3", "its hash is not that of what it says"),
    ("UPDATE chain SET hash = digest WHERE seq = 2", "chain 3", "it does not hold the hash of the link before it"),
    ("DELETE FROM chain WHERE seq = 2", "chain 3", "1 links before it are missing"),
    ("DELETE FROM chain WHERE seq = 1", "chain 2", "1 links before it are missing"),
    ("UPDATE capture SET body = substr(body, 1, 5)", "capture", "its bytes were changed"),
]  # fmt: skip


def fill(store: Store) -> None:
    page = Capture(
        b"<p>",
        "text/html",
        url="https://tall.example/b",
        fetched=MORNING,
        status=200,
        headers=(("Server", "x"),),
        asked="https://t",
    )
    told: dict[str, Any] = {"author": "A. N. Author", "modified": DAY, "blocks": (Block(Span(0, 7), BlockKind.heading),)}
    add(store, doc(STRIKE, ACCUSATION, capture=Capture(STRIKE.encode(), "text/plain")))
    add(store, doc(DENIAL, PLEDGE, name="b", capture=page, **told))


def test_every_change_is_found_and_the_row_is_named(database_url: str) -> None:
    """Each change is made in a transaction of its own, proved there, and taken back."""
    missed = []
    with store_at(database_url) as store:
        fill(store)
        assert not prove(store).harms
        for statement, row, what in TAMPERED:
            with store.engine.connect() as connection:
                assert connection.execute(sa.text(statement)).rowcount, f"nothing is changed by {statement}"
                found = [*verify(connection).harms, *verify_captures(connection)]
                connection.rollback()
            if not any(harm.row.startswith(row) and what in harm.what for harm in found):
                missed.append((statement, found))
        assert not prove(store).harms
    assert not missed


@pytest.mark.parametrize("table", ["link", "claim", "reading", "version"])
def test_rows_that_are_taken_out_are_missed(table: str, database_url: str) -> None:
    """Whoever takes out rows takes out what hangs on them; the chain still knows of them."""
    with store_at(database_url) as store:
        fill(store)
        below = ("telling_key", "link", "claim", "reading", "search_part", "retrieval", "version")
        for one in below[: below.index(table) + 1]:
            change(store, f'DELETE FROM "{one}"')
        harms = prove(store).harms
        assert {harm.row for harm in harms} & {"reading 1", "version 1", "claim 1"} or any(h.row.startswith("claim") for h in harms)


def test_rows_that_are_put_in_are_found(database_url: str) -> None:
    with store_at(database_url) as store:
        fill(store)
        columns = ", ".join(key for key in rows(store, "SELECT * FROM claim WHERE id = 1")[0] if key not in ("id", "ident"))
        change(store, f"INSERT INTO claim (id, ident, {columns}) SELECT 99, 'feedfeedfeedfeed', {columns} FROM claim WHERE id = 1")
        assert any("claims" in harm.what and harm.row == "reading 1" for harm in prove(store).harms)
        change(store, "DELETE FROM claim WHERE id = 99")
        assert not prove(store).harms
        columns = ", ".join(key for key in rows(store, "SELECT * FROM version")[0] if key not in ("id", "number", "text_sha256"))
        change(
            store,
            f"INSERT INTO version (id, number, text_sha256, {columns}) SELECT 99, 9, 'x', {columns} FROM version WHERE id = 1",
        )
        assert [harm.row for harm in prove(store).harms] == ["version 99"]


def test_a_chain_cut_short_is_found_by_a_hash_that_was_kept(database_url: str) -> None:
    with store_at(database_url) as store:
        fill(store)
        last = prove(store).last
        of_second = "IN (SELECT id FROM claim WHERE version_id > 1)"
        for statement in (
            f"DELETE FROM telling_key WHERE claim_id {of_second}",
            f"DELETE FROM link WHERE claim_id {of_second}",
            "DELETE FROM claim WHERE version_id > 1",
            "DELETE FROM reading WHERE version_id > 1",
            "DELETE FROM search_part WHERE version_id > 1",
            "DELETE FROM retrieval WHERE version_id > 1",
            "DELETE FROM version WHERE id > 1",
            "DELETE FROM document WHERE id > 1",
        ):
            change(store, statement)
        change(store, "DELETE FROM chain WHERE seq > 3")
        assert not prove(store).harms, "nothing in the database itself tells that it was longer"
        with store.read() as connection:
            [harm] = verify(connection, known=last).harms
        assert harm.row == "chain"
        assert last in harm.what


# An article whose first sentence stays and whose second goes: claim 1 is carried over, the others are lost.
CARRIED: list[tuple[str, str, str]] = [
    ("UPDATE carried SET sentence_start = sentence_start + 1 WHERE NOT lost", "carried 1", "where the words"),
    ("UPDATE carried SET sentence_start = NULL, lost = NOT lost WHERE NOT lost", "carried 1", "where the words"),
    ("UPDATE carried SET sentence_start = 0, lost = NOT lost WHERE lost", "carried 2", "where the words"),
    ("UPDATE carried SET claim_id = (SELECT max(id) FROM claim) WHERE id = 1", "carried 1", "its claim is none of the text before"),
    ("DELETE FROM carried WHERE id = 2", "claim 2", "what became of its words in version 2 is gone"),
    ("UPDATE carried SET version_id = 1 WHERE id = 1", "carried 1", "not a newer one"),
]


def test_what_became_of_the_words_of_an_edited_article_is_proved(database_url: str) -> None:
    url = "https://tall.example/1"
    missed = []
    with store_at(database_url) as store:
        add(store, doc(STRIKE, ACCUSATION, url=url))
        add(store, doc("x", STRIKE, DENIAL, url=url))
        assert {row["lost"] for row in rows(store, "SELECT lost FROM carried")} == {True, False}
        assert not prove(store).harms
        for statement, row, what in CARRIED:
            with store.engine.connect() as connection:
                assert connection.execute(sa.text(statement)).rowcount, f"nothing is changed by {statement}"
                found = verify(connection).harms
                connection.rollback()
            if not any(harm.row.startswith(row) and what in harm.what for harm in found):
                missed.append((statement, found))
    assert not missed


def _store_reading(connection: sa.Connection, now: dt.datetime, *, at: int, one: Prepared, tell: Teller) -> list[int]:
    return store_readings(connection, [(at, one)], now, tell)


def test_articles_edited_twice_read_again_and_erased_are_proved(database_url: str) -> None:
    url = "https://tall.example/1"
    with store_at(database_url) as store:
        for text in ((STRIKE, ACCUSATION), (STRIKE, DENIAL), (PLEDGE, DENIAL)):
            add(store, doc(*text, url=url))
            [number] = [row["id"] for row in rows(store, "SELECT id FROM version WHERE latest")]
            again = replace(prepare_document(doc(*text)), reader="newer-words")
            store.write(partial(_store_reading, at=number, one=again, tell=store.tell))
        assert len(rows(store, "SELECT id FROM reading")) == 6
        assert not prove(store).harms
        store.write(lambda connection, now: erase_document(connection, "a", "asked for", now, store.tell))
        assert not prove(store).harms


def test_the_name_of_somebody_who_judged_is_proved(database_url: str) -> None:
    with store_at(database_url) as store:
        fill(store)
        ident = rows(store, "SELECT ident FROM claim WHERE id = 1")[0]["ident"]
        decision = Decision(claim=ident, verdict="accept", by="amina")
        store.write(lambda connection, now: judge(connection, decision, now, store.tell))
        assert not prove(store).harms
        change(store, "UPDATE coder SET name = 'omar'")
        assert [(harm.row, harm.what) for harm in prove(store).harms] == [("judgement 1", "it was changed")]


def test_what_may_change_is_no_harm(database_url: str) -> None:
    with store_at(database_url) as store:
        fill(store)
        change(store, "UPDATE claim SET origin_id = NULL, incident_id = NULL, current = NOT current")
        change(store, "UPDATE reading SET current = NOT current")
        assert not prove(store).harms


def test_the_database_itself_refuses_a_claim_of_no_reading(database_url: str) -> None:
    with store_at(database_url) as store:
        fill(store)
        with pytest.raises(SQLAlchemyError):
            change(store, "UPDATE claim SET reading_id = 77 WHERE id = 1")
