"""The sample reports, and the ledger that is kept from them."""

from __future__ import annotations

import datetime as dt
import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from marsad.cli import pipeline
from marsad.ingest import gather
from marsad.ledger.kinds import kind_of as kind_in
from marsad.model import Document, Entry, FlagKind, Ledger, SkipReason

DEMO = Path(__file__).parents[2] / "demo"
SAHIL, MINA, MARFA, DIFFA = (
    "2020-02-12-wikalat-al-sahil",
    "2020-02-12-mawqi-al-mina",
    "2020-02-13-sahifat-al-marfa",
    "2020-02-24-sahifat-al-diffa",
)


@cache
def reports() -> dict[str, Any]:
    lines = [json.loads(path.read_text("utf-8")) for path in sorted((DEMO / "reports").glob("*.jsonl"))]
    return {line["id"]: line for line in lines}


@cache
def demo_ledger() -> Ledger:
    documents = [item for item in gather([DEMO / "reports"]) if isinstance(item, Document)]
    return pipeline.settle_ledger(
        [pipeline.code_document(document) for document in documents], pipeline.choose_agreement("idlib-2018")
    )


def kind_of(entry: Entry) -> str:
    return kind_in(entry, demo_ledger().agreement)


# ── The reports ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_there_are_thirty_reports_or_more_each_told_of_in_the_readme() -> None:
    readme = (DEMO / "README.md").read_text("utf-8")
    assert len(reports()) >= 30
    assert [name for name in reports() if f"`{name}`" not in readme] == []


@pytest.mark.parametrize("name", sorted(reports()))
def test_a_report_is_whole_and_cannot_be_taken_for_a_real_page(name: str) -> None:
    report = reports()[name]
    assert set(report) == {"id", "outlet", "published", "language", "url", "title", "text"}
    assert dt.date(2020, 2, 1) <= dt.date.fromisoformat(report["published"]) <= dt.date(2020, 3, 31)
    assert report["url"].split("/")[2].endswith(".example")
    assert name.startswith(report["published"])


def test_the_wire_copy_carries_the_same_sentences_under_another_head() -> None:
    original, copy = reports()[SAHIL], reports()[MINA]
    same = set(original["text"].split("\n\n")) & set(copy["text"].split("\n\n"))
    assert len(same) == 3
    assert original["title"] != copy["title"]
    assert original["outlet"] != copy["outlet"]


# ── The ledger ───────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_moscow_accuses_ankara_at_s5_and_ankara_denies() -> None:
    entries = demo_ledger().entries
    assert any(e.link.commitment == "S5" and e.link.by == "RUS.GOV" and kind_of(e) == "accusation" for e in entries)
    assert any(e.claim.doc == MARFA and kind_of(e) == "denial" for e in entries)
    assert any(e.claim.doc == SAHIL and kind_of(e) == "own_compliance" for e in entries)


def test_the_wire_copy_is_one_origin() -> None:
    assert {e.copies for e in demo_ledger().entries if e.claim.doc in {SAHIL, MINA}} >= {2}


def test_the_other_memorandum_of_sochi_is_not_mixed_in() -> None:
    assert [e.link for e in demo_ledger().entries if e.claim.doc == DIFFA] == []


def test_the_ultimatum_ends_on_the_last_day_of_february() -> None:
    assert dt.date(2020, 2, 29) in {ultimatum.date for ultimatum in demo_ledger().ultimatums}


def test_the_two_tolls_stand_side_by_side() -> None:
    assert {(29, 29), (33, 33)} <= {claim.event.killed for claim in demo_ledger().harm}


def test_the_wrong_country_is_flagged_and_the_furniture_read_past() -> None:
    ledger = demo_ledger()
    assert {doc for doc, flag in ledger.flags if flag.kind is FlagKind.wrong_country} == {MARFA}
    past = {part.reason for doc, part in ledger.skipped if doc == SAHIL}
    assert {SkipReason.repeated_caption, SkipReason.newsletter, SkipReason.follow_us} <= past


def test_a_denied_strike_is_nobodys_strike() -> None:
    entries = [e for e in demo_ledger().entries if e.claim.doc == "2020-02-28-wikalat-al-jisr" and e.link.by == "RUS.GOV"]
    assert all(e.link.effect == "deny" for e in entries)


# ── What many documents amount to ────────────────────────────────────────────────────────────────────────────────────────────


def test_s5_was_alleged_and_is_disputed_since_ankara_has_replied() -> None:
    standings = [(s.day, s.word) for s in demo_ledger().standings if s.commitment == "S5"]
    assert (dt.date(2020, 2, 10), "alleged") in standings
    assert (dt.date(2020, 2, 13), "disputed") in standings
    assert standings[-1] == (None, "disputed")


def test_what_no_report_tells_of_is_silent_and_not_kept() -> None:
    assert {s.word for s in demo_ledger().standings if s.commitment == "S9b"} == {"no report found"}


def test_the_accusation_of_the_wire_copy_is_one_origin_for_every_count() -> None:
    (now,) = [s for s in demo_ledger().standings if s.commitment == "S5" and s.day is None]
    assert (now.who.origins, now.who.by_party, now.who.of_others) == (1, True, ())


def test_the_deadlines_of_2018_have_passed_and_what_is_told_since_stands_with_them() -> None:
    found = {due.commitment: due for due in demo_ledger().deadlines}
    assert {due.state for due in found.values()} == {"passed"}
    assert {claim.doc for claim in found["S5"].after} & {SAHIL, MINA}


def test_the_ultimatum_is_the_speakers_and_no_deadline_of_the_text() -> None:
    ledger = demo_ledger()
    assert all(due.commitment is None and due.by and due.claims for due in ledger.ultimatums)
    assert dt.date(2020, 2, 29) not in {due.date for due in ledger.deadlines}
