"""What stands on a slip comes out of both databases alike, and erased data out of neither."""

from __future__ import annotations

import datetime as dt

import pytest
from store_at_hand import DENIAL, STRIKE, add, doc, rows, store_at

from marsad.errors import NotFound
from marsad.model import Capture
from marsad.store import erasure
from marsad.store.claims import Filter, count_claims, find_claims
from marsad.store.evidence import find_slips, load_bytes, load_texts, make_slips
from marsad.store.judgements import Decision, judge

PAGE = Capture(b"<p>", "text/html", url="https://tall.example/1", fetched=dt.datetime(2020, 2, 12, tzinfo=dt.UTC), status=200)


def test_slips_tell_the_same_on_both_databases(database_url: str) -> None:
    with store_at(database_url) as store:
        add(store, doc(STRIKE, url=PAGE.url, capture=PAGE), doc(DENIAL, name="b"))
        with store.read() as connection:
            ident = next(one.claim.id for one in find_claims(connection, Filter(document="a")))
        decision = Decision(claim=ident, verdict="correct", by="omar", field="killed", value="11-14", reason="two counts")
        store.write(lambda connection, now: judge(connection, decision, now, store.tell))
        add(store, doc(DENIAL, url=PAGE.url))
        with store.read() as connection:
            [slip] = find_slips(connection, ident)
            every = list(make_slips(connection, find_claims(connection, Filter(superseded=True))))
            assert len(every) == count_claims(connection, Filter(superseded=True))
            assert list(load_texts(connection, "a")) == [(doc(text).sha256, doc(text).text) for text in (STRIKE, DENIAL)]
            assert list(load_bytes(connection, {PAGE.sha256, "0" * 64})) == [(PAGE.sha256, PAGE.body)]
    assert [(one.number, one.start, one.newest) for one in slip.versions] == [(1, 0, False), (2, None, True)]
    assert [(one.answered, one.status, one.headers, one.at) for one in slip.retrievals] == [(PAGE.url, 200, (), PAGE.fetched)]
    assert [(one.verdict, one.value, one.by) for one in slip.verdicts] == [("correct", [11, 14], "omar")]
    assert [one.kind for one in slip.chain] == ["version", "retrieval", "reading", "judgement"]
    assert slip.harms == ()


def test_a_row_that_the_chain_does_not_know_is_named_on_the_slip(database_url: str) -> None:
    from store_at_hand import change

    with store_at(database_url) as store:
        add(store, doc(STRIKE, capture=PAGE))
        change(store, "DELETE FROM chain WHERE kind = 'retrieval'")
        ident = str(rows(store, "SELECT ident FROM claim")[0]["ident"])
        with store.read() as connection:
            [slip] = find_slips(connection, ident)
    assert slip.unproved == ("retrieval 1",)
    assert any("knows nothing" in harm for harm in slip.harms)


def test_an_erased_claim_has_no_slip_and_its_bytes_are_not_given(database_url: str) -> None:
    with store_at(database_url) as store:
        add(store, doc(STRIKE, capture=PAGE))
        ident = str(rows(store, "SELECT ident FROM claim")[0]["ident"])
        store.write(lambda connection, now: erasure.erase_document(connection, "a", "asked for", now, store.tell))
        with store.read() as connection:
            with pytest.raises(NotFound, match=r"erased on .* \(asked for\)"):
                find_slips(connection, ident)
            assert list(load_bytes(connection, {PAGE.sha256})) == []
            assert list(make_slips(connection, find_claims(connection, Filter(superseded=True)))) == []
