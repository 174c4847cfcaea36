"""Erasing: the words are gone from the disk, a tombstone stays, the proof holds."""

from __future__ import annotations

from pathlib import Path

import pytest
from store_at_hand import ACCUSATION, DENIAL, STRIKE, add, doc, outcomes, prove, rows, store_at

from marsad.errors import NotFound
from marsad.model import Capture
from marsad.store import erasure
from marsad.store.backup import back_up
from marsad.store.claims import Filter, find_claims
from marsad.store.judgements import Decision, judge
from marsad.store.search import search
from marsad.store.terms import parse_query

SECRET = "شهد الراعي قاسم المعروف في القرية كلها."


def test_an_erased_document_is_found_nowhere_and_the_rest_is_proved(database_url: str) -> None:
    with store_at(database_url) as store:
        add(store, doc(STRIKE, SECRET, title="عنوان سري", capture=Capture(b"raw bytes", "text/plain")), doc(DENIAL, name="b"))
        store.write(lambda connection, now: erasure.erase_document(connection, "a", "asked for", now, store.tell))
        erasure.scrub(store.engine)
        with store.read() as connection:
            assert {found.document.id for found in find_claims(connection, Filter(superseded=True))} == {"b"}
            assert not list(search(connection, parse_query("قاسم"), limit=5))
        assert rows(store, "SELECT text, title, salt FROM version WHERE id = 1") == [{"text": None, "title": "", "salt": ""}]
        assert rows(store, "SELECT body FROM capture") == [{"body": None}]
        assert rows(store, "SELECT id FROM claim WHERE version_id = 1 AND (record IS NOT NULL OR place IS NOT NULL)") == [] or all(
            row["record"] in (None, "null") for row in rows(store, "SELECT record FROM claim WHERE version_id = 1")
        )
        assert not prove(store).harms


def test_an_erased_text_is_known_and_does_not_come_in_again(database_url: str) -> None:
    with store_at(database_url) as store:
        add(store, doc(STRIKE, SECRET))
        store.write(lambda connection, now: erasure.erase_document(connection, "a", "asked for", now, store.tell))
        assert outcomes(store, doc(STRIKE, SECRET), doc(STRIKE, SECRET, name="under another name")) == ["unchanged", "unchanged"]
        assert not prove(store).harms


def test_the_words_are_gone_from_the_file_and_from_a_later_backup(tmp_path: Path) -> None:
    path, copy = tmp_path / "marsad.db", tmp_path / "copy.db"
    with store_at(str(path)) as store:
        add(store, doc(STRIKE, SECRET, title="عنوان سري"), doc(ACCUSATION, name="b"))
        store.write(lambda connection, now: erasure.erase_document(connection, "a", "asked for", now, store.tell))
        erasure.scrub(store.engine)
        back_up(store.engine, copy)
    for file in (*tmp_path.glob("marsad.db*"), copy):
        held = file.read_bytes()
        assert "قاسم".encode() not in held
        assert "عنوان سري".encode() not in held
    assert "الكرملين".encode() in copy.read_bytes()


def test_the_name_of_a_coder_goes_and_the_verdict_stays(database_url: str) -> None:
    with store_at(database_url) as store:
        add(store, doc(STRIKE))
        with store.read() as connection:
            ident = next(found.claim.id for found in find_claims(connection, Filter()))
        decision = Decision(claim=ident, verdict="reject", by="amina", reason="known to me")
        store.write(lambda connection, now: judge(connection, decision, now, store.tell))
        store.write(lambda connection, now: erasure.erase_coder(connection, "amina", "left", now))
        assert rows(store, "SELECT name FROM coder") == [{"name": "erased-1"}]
        assert rows(store, "SELECT verdict, reason FROM judgement") == [{"verdict": "reject", "reason": None}]
        assert not prove(store).harms


def test_what_is_not_there_is_not_erased(database_url: str) -> None:
    with store_at(database_url) as store:
        with pytest.raises(NotFound):
            store.write(lambda connection, now: erasure.erase_document(connection, "nothing", "x", now, store.tell))
        with pytest.raises(NotFound):
            store.write(lambda connection, now: erasure.erase_coder(connection, "nobody", "x", now))
        with pytest.raises(NotFound):
            store.write(lambda connection, now: erasure.erase_judgement(connection, 3, "x", now))
