"""The first real page, where it lies beside the project: what its ledger shows, and what stays open without a publication date."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from claim_table import matches, misquoted, shown
from marsad.cli import app
from marsad.coding import code
from marsad.model import Claim, Document
from marsad.pack import load_pack
from marsad.reading import read

SEED = Path(__file__).parents[2] / "shared" / "seed" / "idlib-2020-02-12.ar.txt"
DAY = "2020-02-12"
pytestmark = pytest.mark.skipif(not SEED.is_file(), reason="the seed page does not lie beside the project")


def run(*arguments: object) -> Result:
    result = CliRunner().invoke(app, [str(one) for one in arguments])
    assert result.exit_code == 0, result.output
    return result


def ledger(agreement: str = "idlib-2018", published: str | None = DAY) -> dict[str, Any]:
    dated = ("--published", published) if published else ()
    found: dict[str, Any] = json.loads(run("ledger", agreement, SEED, *dated, "--format", "json").stdout)
    return found


def lines(page: dict[str, Any], commitment: str | None) -> list[dict[str, Any]]:
    """Give the claims of one commitment with the effect of each."""
    return [
        {**page["claims"][entry["claim"]], "effect": entry["effect"]}
        for chapter in page["commitments"]
        if chapter["id"] == commitment
        for entry in chapter["entries"]
    ]


def claims(published: dt.date | None = dt.date(2020, 2, 12)) -> list[Claim]:
    pack = load_pack("ar")
    document = Document(id="seed", text=SEED.read_text("utf-8"), language="ar", published=published)
    return code(read(document, pack), pack)


def said(page: dict[str, Any], commitment: str | None) -> list[tuple[object, ...]]:
    return [(c["source"], c["act"], c["event"]["type"], c["event"]["actor"], c["effect"]) for c in lines(page, commitment)]


def test_moscow_accuses_turkey_of_not_removing_the_militants_at_s5() -> None:
    assert ("RUS.GOV", "accuse", "breach", "TUR.GOV", "breach") in said(ledger(), "S5")


def test_the_attacks_stand_at_s2_with_both_sides_words() -> None:
    sides = {(source, actor) for source, _, kind, actor, _ in said(ledger(), "S2") if kind == "assault"}
    assert ("TUR.GOV", "RUS.MIL") in sides
    assert ("TUR.GOV", "SYR.MIL") in sides
    assert any(source == "RUS.GOV" for source, _ in sides)


def test_moscows_own_compliance_stands_beside_the_accusations() -> None:
    page = ledger()
    everywhere = [one for chapter in page["commitments"] for one in said(page, chapter["id"])]
    assert ("RUS.GOV", "state", "comply", "RUS.GOV", "comply") in everywhere
    replies = json.dumps(page["disputes"])
    own = [key for key, claim in page["claims"].items() if claim["event"]["type"] == "comply"]
    assert any(key in replies for key in own)


def test_ankaras_threats_are_conditional() -> None:
    threats = [c for c in claims() if c.source == "TUR.GOV" and c.act == "threaten" and c.event.type == "assault"]
    assert len([c for c in threats if c.event.status == "conditional"]) >= 3
    assert {c.event.actor for c in threats} == {"TUR.MIL"}
    assert "SYR.MIL" in {c.event.target for c in threats}


def test_the_ultimatum_falls_due_at_the_end_of_february() -> None:
    due = [limit for limit in ledger()["ultimatums"] if limit["due"] == "2020-02-29"]
    assert due
    assert any(not matches(c, "TUR.GOV demand retreat SYR.MIL > - status=future deadline=2020-02-29") for c in claims())


def test_more_than_ten_turkish_soldiers_are_told_killed_once() -> None:
    page = ledger()
    dead = [page["claims"][key]["event"] for key in page["harm"]]
    assert [(e["type"], e["actor"], e["target"], list(e["killed"])) for e in dead if e["killed"]] == [
        ("assault", "SYR.MIL", "TUR.MIL", [11, None])
    ]


def test_idlib_in_the_north_west_of_russia_is_flagged_once_and_not_mended() -> None:
    assert [flag["quote"] for flag in ledger()["flags"] if flag["kind"] == "wrong_country"] == ["إدلب، شمال غرب روسيا"]
    assert "إدلب" in {c.event.place for c in claims()}


def test_captions_and_newsletter_lines_are_read_past_with_their_reasons() -> None:
    assert [part["kind"] for part in ledger()["read_past"]] == ["repeated_caption", "repeated_caption", "newsletter", "follow_us"]
    past = [(part["span"][0], part["span"][1]) for part in ledger()["read_past"]]
    assert not [shown(c) for c in claims() if any(start < c.sentence.end and c.sentence.start < end for start, end in past)]


def test_another_memorandum_of_sochi_is_not_this_one() -> None:
    """The page speaks of September 2018; the text of October 2019 is about the north-east and is not in the ledger."""
    names = json.dumps(ledger()["commitments"], ensure_ascii=False)
    assert "2019" not in names
    assert {chapter["id"] for chapter in ledger()["commitments"]} >= {"S2", "S5"}


def test_a_later_agreement_has_no_line_from_an_earlier_page() -> None:
    page = ledger("idlib-2020")
    assert [entry for chapter in page["commitments"] for entry in chapter.get("entries", ())] == []


def test_nothing_is_put_into_the_mouth_of_the_wrong_side() -> None:
    wrong = [
        shown(c)
        for c in claims()
        if (c.source == "RUS.GOV" and c.event.actor in ("RUS.MIL", "SYR.MIL") and c.event.type == "assault")
        or (c.source == "TUR.GOV" and c.act == "accuse" and c.event.actor == "TUR.MIL")
    ]
    assert wrong == []


def test_an_aim_is_not_told_as_an_attack() -> None:
    """«… to keep the regime from launching its attack» tells of no attack that happened."""
    assert [
        shown(c)
        for c in claims()
        if c.trigger and c.trigger.quote == "هجومه" and c.event.status == "actual" and not c.event.negated
    ] == []


@pytest.mark.parametrize("published", [dt.date(2020, 2, 12), None])
def test_every_quote_of_the_page_stands_where_it_says(published: dt.date | None) -> None:
    found = claims(published)
    assert found
    assert list(misquoted(SEED.read_text("utf-8"), found)) == []


# ── Without a publication date ───────────────────────────────────────────────────────────────────────────────────────────────


def test_without_a_date_no_claim_has_a_day_that_the_page_does_not_tell() -> None:
    found = claims(None)
    assert {c.event.when for c in found} <= {None, "2018"}
    assert {c.event.deadline for c in found} == {None}
    assert {c.date for c in found} == {None}


def test_without_a_date_the_ultimatum_keeps_its_words_and_has_no_day() -> None:
    limits = ledger(published=None)["ultimatums"]
    assert limits
    assert {limit["due"] for limit in limits} == {None}
    assert "نهاية فبراير" in json.dumps(limits, ensure_ascii=False)


def test_without_a_date_the_weekday_and_the_end_of_february_are_said_to_be_open() -> None:
    undated = [flag["quote"] for flag in ledger(published=None)["flags"] if flag["kind"] == "undated"]
    assert {"نهاية فبراير", "الأربعاء"} <= set(undated)
    assert "الأربعاء" not in [flag["quote"] for flag in ledger()["flags"]]


def test_without_a_date_the_ledger_in_the_terminal_says_so() -> None:
    shown_text = run("ledger", "idlib-2018", SEED, "--format", "text").stdout
    assert "2020-02-29" not in shown_text
    assert "cannot be resolved" in shown_text
    assert "نهاية فبراير" in shown_text


def test_without_a_date_the_same_is_claimed_of_the_same() -> None:
    def core(found: list[Claim]) -> list[tuple[object, ...]]:
        return [(c.source, c.act, c.event.type, c.event.actor, c.event.target, c.event.negated) for c in found]

    # Who holds an office is known by the date only; nobody of this page has changed sides.
    assert core(claims(None)) == core(claims())


@pytest.mark.parametrize("form", ["text", "html", "json"])
def test_the_ledger_is_given_in_every_form(form: str) -> None:
    shown_text = run("ledger", "idlib-2018", SEED, "--published", DAY, "--format", form).stdout
    assert "2020-02-29" in shown_text
    assert "المتطرفين" in shown_text
