from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from claims_by_hand import AGREEMENTS, LENSES, claim, document

from marsad.ledger import Coded, settle
from marsad.model import Claim, Document, Event, Evidence, Flag, FlagKind, Ledger, Skipped, SkipReason
from marsad.text import Span

SHARED = Path(__file__).resolve().parents[3] / "shared"
IDLIB = AGREEMENTS["idlib-2018"]
OF_IDLIB = {language: lens for (key, language), lens in LENSES.items() if key == "idlib-2018"}


def ledger(*coded: Coded) -> Ledger:
    return settle(coded, IDLIB, OF_IDLIB)


def accusation(doc: Document, **event: Any) -> Claim:
    return claim(doc, "RUS.GOV", "accuse", "breach", actor="TUR.GOV", **event)


def test_entries_stand_in_the_order_of_the_documents_dates() -> None:
    text = "قال لافروف إن تركيا خرقت اتفاق إدلب."
    docs = [document(text, day, name=name) for name, day in [("b", "2020-02-14"), ("a", "2020-02-12"), ("c", None)]]
    found = ledger(*(Coded(d, [accusation(d)]) for d in docs))
    assert [e.claim.doc for e in found.entries] == ["a", "b", "c"]
    assert [d.id for d in found.documents] == ["a", "b", "c"]


def test_a_wire_copy_is_kept_and_counted() -> None:
    first = document("قال لافروف إن تركيا خرقت اتفاق إدلب.", name="a")
    copy = document("قال لافروف إنّ تركيا  خرقت اتفاق إدلب.", name="b")
    other = document("قال بيسكوف إن تركيا خرقت اتفاق إدلب.", name="c")
    speakers = {"a": "لافروف", "b": "لافروف", "c": "بيسكوف"}
    found = ledger(*(Coded(d, [_said_by(accusation(d), d, speakers[d.id])]) for d in (first, copy, other)))
    assert [(e.claim.doc, e.copies) for e in found.entries] == [("a", 2), ("b", 2), ("c", 1)]


def _said_by(made: Claim, doc: Document, name: str) -> Claim:
    at = doc.text.index(name)
    return replace(made, speaker=Evidence(span=Span(at, at + len(name)), quote=name))


def test_an_accusation_and_a_denial_stand_beside_each_other() -> None:
    accuser = document("قال لافروف إن تركيا خرقت اتفاق إدلب.", "2020-02-12", name="a")
    denier = document("نفى الوزير خرق بلاده اتفاق إدلب.", "2020-02-13", name="b")
    denial = claim(denier, "TUR.GOV", "deny", "breach", actor="TUR.GOV")
    (dispute,) = ledger(Coded(accuser, [accusation(accuser)]), Coded(denier, [denial])).disputes
    assert (dispute.commitment, dispute.accused) == (None, "TUR")
    assert [e.claim.doc for e in dispute.accusations] == ["a"]
    assert [e.claim.id for e in dispute.replies] == [denial.id]


def test_a_government_and_its_rebels_accuse_each_other_as_two_sides() -> None:
    texts = {
        "a": ("اتهمت دمشق الفصائل بخرق اتفاق إدلب.", "SYR.GOV", "SYR.REB"),
        "b": ("اتهمت الفصائل دمشق بخرق اتفاق إدلب.", "SYR.REB", "SYR.GOV"),
    }
    coded = []
    for name, (text, by, of) in texts.items():
        doc = document(text, name=name)
        coded.append(Coded(doc, [claim(doc, by, "accuse", "breach", actor=of)]))
    found = ledger(*coded)
    assert [(d.accused, len(d.accusations), len(d.counter)) for d in found.disputes] == [("SYR", 1, 1), ("SYR.REB", 1, 1)]


def test_an_accusation_without_a_reply_is_no_dispute() -> None:
    doc = document("قال لافروف إن تركيا خرقت اتفاق إدلب.")
    found = ledger(Coded(doc, [accusation(doc)]))
    assert found.disputes == ()
    assert len(found.entries) == 1


def test_the_same_ultimatum_in_two_documents_is_one_with_a_repeat() -> None:
    docs = [document("طالبت أنقرة دمشق بسحب قواتها قبل نهاية الشهر.", day, name=day) for day in ("2020-02-05", "2020-02-12")]
    said = [
        claim(d, "TUR.GOV", "demand", "retreat", actor="SYR.MIL", status="future", deadline="2020-02-29", place="إدلب")
        for d in docs
    ]
    found = ledger(*(Coded(d, [c]) for d, c in zip(docs, said, strict=True)))
    (ultimatum,) = found.ultimatums
    assert (ultimatum.date, ultimatum.state, [c.doc for c in ultimatum.claims]) == (
        dt.date(2020, 2, 29),
        "repeated",
        ["2020-02-05", "2020-02-12"],
    )
    assert found.entries == ()


def test_an_ultimatum_of_an_undated_page_keeps_its_words() -> None:
    doc = document("طالبت أنقرة دمشق بسحب قواتها قبل نهاية فبراير.", None)
    said = claim(doc, "TUR.GOV", "demand", "retreat", actor="SYR.MIL", status="future", said_as=("نهاية فبراير",))
    (ultimatum,) = ledger(Coded(doc, [said])).ultimatums
    assert (ultimatum.date, ultimatum.words) == (None, "نهاية فبراير")


def test_a_demand_without_a_deadline_is_no_ultimatum() -> None:
    doc = document("طالبت أنقرة دمشق بسحب قواتها.")
    said = claim(doc, "TUR.GOV", "demand", "retreat", actor="SYR.MIL", status="future")
    found = ledger(Coded(doc, [said]))
    assert found.ultimatums == ()
    assert [c.id for c in found.other] == [said.id]


def test_harm_told_flags_and_skipped_parts_are_listed() -> None:
    doc = document("قتل أكثر من عشرة جنود أتراك في قصف على إدلب.")
    told = claim(doc, "outlet", "report", "assault", actor="SYR.MIL", target="TUR.MIL", place="إدلب", killed=(11, None))
    flag = Flag(FlagKind.wrong_country, Span(0, 3), "told in another country")
    skipped = Skipped(Span(0, 3), SkipReason.newsletter)
    found = ledger(Coded(doc, [told], [flag], [skipped]))
    assert [c.event.killed for c in found.harm] == [(11, None)]
    assert found.flags == (("doc", flag),)
    assert found.skipped == (("doc", skipped),)
    assert [e.link.commitment for e in found.entries] == ["S2"]


def test_no_claims_make_an_empty_ledger() -> None:
    found = ledger(Coded(document("لا شيء."), []))
    assert (found.entries, found.disputes, found.ultimatums, found.harm, found.other) == ((), (), (), (), ())


# ── The page of the first real case ──


def seed() -> Coded:
    page = SHARED / "seed" / "idlib-2020-02-12.ar.txt"
    gold = SHARED / "gold" / "dev" / "seed.jsonl"
    if not page.is_file() or not gold.is_file():
        pytest.skip("../shared with the first page and its gold claims is not here")
    doc = document(page.read_text(encoding="utf-8"), name="seed")
    return Coded(doc, [_as_claim(n, json.loads(line), doc) for n, line in enumerate(gold.read_text(encoding="utf-8").splitlines())])


def _as_claim(number: int, raw: dict[str, Any], doc: Document) -> Claim:
    span = Span(*raw["sentence"])
    killed = raw["event"].pop("killed")
    event = Event(**raw["event"], killed=tuple(killed) if killed else None)
    return Claim(
        id=str(number),
        doc="seed",
        lang="ar",
        date=raw["date"],
        sentence=span,
        source=raw["source"],
        act=raw["act"],
        event=event,
        cue=None,
        trigger=_where(doc, span, raw["trigger"]),
        rule="gold",
    )


def _where(doc: Document, span: Span, quote: str | None) -> Evidence | None:
    at = doc.text.find(quote, *span) if quote else -1
    return Evidence(span=Span(at, at + len(quote)), quote=quote) if quote and at >= 0 else None


def test_the_first_page_gives_the_ledger_that_its_readers_expect() -> None:
    found = ledger(seed())
    links = {(e.link.commitment, e.link.effect, e.link.by, e.link.of) for e in found.entries}
    assert ("S5", "breach", "RUS.GOV", "TUR.GOV") in links
    assert (None, "breach", "RUS.GOV", "TUR.GOV") in links
    assert ("S2", "breach", "TUR.GOV", "RUS.MIL") in links
    assert ("S2", "breach", "TUR.GOV", "SYR.MIL") in links
    assert ("S2", "breach", "RUS.GOV", None) in links
    assert (None, "comply", "RUS.GOV", "RUS.GOV") in links
    assert (None, "exit", "TUR.GOV", "TUR.GOV") in links
    assert any(d.commitment == "S2" and d.accused == "RUS" and d.replies for d in found.disputes)
    (ultimatum,) = found.ultimatums
    assert (ultimatum.by, ultimatum.of, ultimatum.date) == ("TUR", "SYR", dt.date(2020, 2, 29))
    assert {c.act for c in ultimatum.claims} == {"threaten", "demand"}
    assert [c.event.killed for c in found.harm] == [(11, None)]
    assert any(c.act == "threaten" for c in found.other)
