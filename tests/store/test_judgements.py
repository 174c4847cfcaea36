"""Judgements and grades: added and never changed, held by the chain, heeded by the ledger."""

from __future__ import annotations

from typing import Any

import pytest
from store_at_hand import ACCUSATION, DAY, DENIAL, STRIKE, add, doc, dump, prove, rows, store_at

from marsad.cli.pipeline import choose_agreement
from marsad.errors import BadInput, NotFound
from marsad.ledger.kinds import kind_of
from marsad.model import Ledger
from marsad.store import Store
from marsad.store.claims import Filter, find_claims, show_claim
from marsad.store.corrections import check_value
from marsad.store.grades import Grading, add_grade, list_grades
from marsad.store.judgements import Decision, judge, load_opinions
from marsad.store.ledger import load_ledger


def decide(store: Store, ident: str, verdict: Any, **more: Any) -> int:
    decision = Decision(claim=ident, verdict=verdict, by=more.pop("by", "amina"), **more)
    return store.write(lambda connection, now: judge(connection, decision, now, store.tell))


def give(store: Store, grading: Grading) -> int:
    return store.write(lambda connection, now: add_grade(connection, grading, now))


def ident_of(store: Store, kind: str, act: str = "") -> str:
    with store.read() as connection:
        return next(found.claim.id for found in find_claims(connection, Filter(type=kind, act=act)))


def ledger_of(store: Store) -> Ledger:
    with store.read() as connection:
        return load_ledger(connection, choose_agreement("idlib-2018"), store.tell, today=DAY)


def test_the_last_judgement_holds_and_all_are_kept(database_url: str) -> None:
    with store_at(database_url) as store:
        add(store, doc(STRIKE))
        ident = ident_of(store, "assault")
        decide(store, ident, "accept")
        decide(store, ident[:8], "reject", by="omar", reason="another town")
        with store.read() as connection:
            assert load_opinions(connection, [ident])[ident].verdict == "reject"
            (dossier,) = show_claim(connection, ident)
        assert [(row["coder"], row["verdict"], row["reason"]) for row in dossier.judgements] == [
            ("amina", "accept", ""),
            ("omar", "reject", "another town"),
        ]
        assert not prove(store).harms


def test_a_judgement_changes_no_row_that_was_there(database_url: str) -> None:
    with store_at(database_url) as store:
        add(store, doc(STRIKE))
        apart = ("judgement", "chain", "coder")
        before = dump(store, without=apart)
        decide(store, ident_of(store, "assault"), "correct", field="actor", value="RUS.MIL")
        assert dump(store, without=apart) == before


def test_a_rejected_claim_leaves_the_ledger_and_a_corrected_one_says_so(database_url: str) -> None:
    with store_at(database_url) as store:
        add(store, doc(STRIKE, ACCUSATION))
        strike = ident_of(store, "assault")
        assert strike in {entry.claim.id for entry in ledger_of(store).entries}
        decide(store, strike, "correct", field="actor", value="RUS.MIL")
        (entry,) = [entry for entry in ledger_of(store).entries if entry.claim.id == strike]
        assert (entry.claim.event.actor, entry.link.of) == ("RUS.MIL", "RUS.MIL")
        assert "actor was SYR.MIL" in entry.claim.note
        decide(store, strike, "reject")
        assert strike not in {entry.claim.id for entry in ledger_of(store).entries}


def test_a_commitment_is_unverifiable_when_every_claim_of_its_breach_was_judged_so(database_url: str) -> None:
    with store_at(database_url) as store:
        add(store, doc(ACCUSATION))
        agreement = choose_agreement("idlib-2018")
        told = {entry.claim.id for entry in ledger_of(store).entries if kind_of(entry, agreement) == "accusation"}
        assert told
        for ident in told:
            decide(store, ident, "unverifiable")
        (now,) = [one for one in ledger_of(store).standings if one.commitment is None and one.day is None]
        assert now.word == "unverifiable"


def test_people_put_two_tellings_together_and_hold_them_apart(database_url: str) -> None:
    other = "قُتل 13 شخصاً في غارة على مدينة معرة النعمان يوم الأحد."
    with store_at(database_url) as store:
        add(store, doc(STRIKE, outlet="أ"), doc(other, name="b", outlet="ب"))
        with store.read() as connection:
            idents = [found.claim.id for found in find_claims(connection, Filter(type="assault"))]
        grouped = "SELECT DISTINCT incident_id FROM claim WHERE type = 'assault' AND incident_id IS NOT NULL"
        assert rows(store, grouped) == []
        decide(store, idents[0], "together", other=idents[1])
        assert len(rows(store, grouped)) == 1
        decide(store, idents[0], "apart", other=idents[1])
        assert rows(store, grouped) == []
        assert not prove(store).harms


VALUES = [
    ("actor", "SYR.MIL", "SYR.MIL"),
    ("target", "-", None),
    ("source", "outlet", "outlet"),
    ("negated", "true", True),
    ("killed", "11", [11, 11]),
    ("killed", "11-14", [11, 14]),
    ("killed", "11+", [11, None]),
    ("when", "2020-02-01/2020-02-12", "2020-02-01/2020-02-12"),
    ("type", "assault", "assault"),
    ("place", "سراقب", "سراقب"),
]
REFUSED = [
    ("actor", "nobody"),
    ("actor", "outlet"),
    ("source", "-"),
    ("negated", "perhaps"),
    ("killed", "many"),
    ("when", "yesterday"),
    ("type", "violence"),
    ("act", ""),
]


@pytest.mark.parametrize(("field", "text", "value"), VALUES)
def test_a_corrected_value_is_read_as_the_record_has_it(field: str, text: str, value: object) -> None:
    assert check_value(field, text) == value


@pytest.mark.parametrize(("field", "text"), REFUSED)
def test_a_value_that_no_claim_can_have_is_refused(field: str, text: str) -> None:
    with pytest.raises(BadInput):
        check_value(field, text)


def test_what_cannot_be_judged_is_refused_and_nothing_is_kept(database_url: str) -> None:
    with store_at(database_url) as store:
        add(store, doc(STRIKE))
        ident = ident_of(store, "assault")
        before = dump(store)
        with pytest.raises(NotFound):
            decide(store, "ffffffffffffffff", "accept")
        for more in ({"field": "colour", "value": "red"}, {"field": "actor", "value": "nobody"}):
            with pytest.raises(BadInput):
                decide(store, ident, "correct", **more)
        with pytest.raises(BadInput):
            decide(store, ident, "together")
        with pytest.raises(BadInput):
            decide(store, ident, "accept", by=" ")
        assert dump(store) == before


def test_grades_are_kept_beside_each_other_and_none_outweighs_another(database_url: str) -> None:
    with store_at(database_url) as store:
        add(store, doc(DENIAL, outlet="قناة التل"))
        ident = ident_of(store, "assault", "deny")
        for given in (
            Grading(outlet="قناة التل", reliability="B", by="amina"),
            Grading(outlet="قناة التل", reliability="D", by="omar", reason="two errors"),
            Grading(outlet="قناة التل", reliability="B", credibility="3", claim=ident, by="amina"),
        ):
            give(store, given)
        with store.read() as connection:
            found = [(row["reliability"], row["credibility"], row["coder"]) for row in list_grades(connection, "قناة التل")]
            (dossier,) = show_claim(connection, ident)
        assert found == [("B", None, "amina"), ("D", None, "omar"), ("B", "3", "amina")]
        assert [row["credibility"] for row in dossier.grades] == [None, None, "3"]
        assert not prove(store).harms
        for bad in (("G", None, None), ("B", "7", ident), ("B", "3", None)):
            given = Grading(outlet="قناة التل", reliability=bad[0], credibility=bad[1], claim=bad[2], by="amina")
            with pytest.raises(BadInput):
                give(store, given)
