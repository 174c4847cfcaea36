"""Double coding: blind until all have judged all, then measured field by field."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from store_at_hand import ACCUSATION, DENIAL, PLEDGE, STRIKE, add, change, doc, prove, rows, store_at

from marsad.cli import app
from marsad.errors import BadInput
from marsad.store import Store
from marsad.store.base import make_store
from marsad.store.claims import Filter
from marsad.store.coding import Answer, Round, fields_of, list_claims, measure_agreement, start_round, take_answers
from marsad.store.erasure import erase_coder


def start(store: Store, name: str, coders: tuple[str, ...], wanted: Filter) -> Round:
    return store.write(lambda connection, now: start_round(connection, name, coders, wanted, 50, now))


def begin(store: Store) -> Round:
    add(store, doc(STRIKE, ACCUSATION, DENIAL, PLEDGE))
    return start(store, "r", ("amina", "omar"), Filter())


def answer(store: Store, one: Round, by: str, verdicts: dict[int, str], actors: dict[int, str]) -> None:
    with store.read() as connection:
        found = list(list_claims(connection, one))
    answers = [
        Answer(f.claim.id, verdicts.get(n, "accept"), {**fields_of(f.claim), **({"actor": actors[n]} if n in actors else {})})
        for n, f in enumerate(found)
    ]
    store.write(lambda connection, now: take_answers(connection, one, by, answers, now))


def test_nothing_is_shown_before_all_have_judged_all(database_url: str) -> None:
    with store_at(database_url) as store:
        one = begin(store)
        answer(store, one, "amina", {}, {})
        with store.read() as connection, pytest.raises(BadInput, match=r"omar has \d+ left"):
            measure_agreement(connection, one)


def test_agreement_is_one_where_all_say_the_same_and_less_where_they_differ(database_url: str) -> None:
    with store_at(database_url) as store:
        one = begin(store)
        answer(store, one, "amina", {0: "reject"}, {})
        answer(store, one, "omar", {1: "reject"}, {0: "RUS.MIL"})
        with store.read() as connection:
            fields, differences = measure_agreement(connection, one)
        by_name = {field.name: field for field in fields}
        assert by_name["type"].alpha == 1.0
        assert by_name["verdict"].alpha is not None
        assert by_name["verdict"].alpha < 0
        assert by_name["deadline"].judged == len(one.claims)
        assert {(found.claim, found.field) for found in differences} == {
            (one.claims[0], "verdict"),
            (one.claims[1], "verdict"),
            (one.claims[0], "actor"),
        }
        assert not prove(store).harms


def test_alpha_is_that_of_the_formula(database_url: str) -> None:
    with store_at(database_url) as store:
        one = begin(store)
        count = len(one.claims)
        answer(store, one, "amina", {0: "reject"}, {})
        answer(store, one, "omar", {}, {})
        with store.read() as connection:
            fields, _ = measure_agreement(connection, one)
        # Two coders, one of `count` units apart: 1 - (2n - 1) · disagreements · 2 / (2 · n_reject · n_accept), by hand.
        observed = 2 / (2 * count)
        expected = 2 * 1 * (2 * count - 1) / (2 * count * (2 * count - 1))
        assert fields[0].alpha == pytest.approx(1 - observed / expected)


def test_who_judges_again_is_counted_by_the_last_answer(database_url: str) -> None:
    with store_at(database_url) as store:
        one = begin(store)
        answer(store, one, "amina", {0: "reject"}, {})
        answer(store, one, "amina", {}, {})
        answer(store, one, "omar", {}, {})
        with store.read() as connection:
            _, differences = measure_agreement(connection, one)
        assert differences == []


def test_a_round_needs_two_people_a_new_name_and_claims(database_url: str) -> None:
    with store_at(database_url) as store:
        begin(store)
        for name, coders, wanted in (
            ("r", ("amina", "omar"), Filter()),
            ("s", ("amina", "amina"), Filter()),
            ("t", ("amina", "omar"), Filter(source="FRA")),
        ):
            with pytest.raises(BadInput):
                start(store, name, coders, wanted)


# ── The sheets ───────────────────────────────────────────────────────────────────────────────────────────────────────────────


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


def test_sheets_go_out_and_come_in_and_a_bad_line_takes_nothing_in(tmp_path: Path) -> None:
    database, sheet = str(tmp_path / "m.db"), tmp_path / "a.csv"
    with store_at(database) as store:
        begin(store)
    base = ("--database", database)
    assert run("code", "sheet", "r", "--by", "amina", "--output", str(sheet), *base).exit_code == 0
    assert run("code", "sheet", "r", "--by", "nobody", *base).exit_code == 2
    with sheet.open(encoding="utf-8", newline="") as stream:
        lines = list(csv.DictReader(stream))
    assert all(line["verdict"] == "" for line in lines)

    def write(**change: str) -> None:
        with sheet.open("w", encoding="utf-8", newline="") as stream:
            out = csv.DictWriter(stream, lines[0].keys())
            out.writeheader()
            out.writerows({**line, "verdict": "accept", **(change if n == 1 else {})} for n, line in enumerate(lines))

    write(verdict="maybe")
    result = run("code", "take", "r", "--by", "amina", str(sheet), *base)
    assert (result.exit_code, "a.csv:3" in result.output) == (2, True)
    write(actor="nobody")
    assert run("code", "take", "r", "--by", "amina", str(sheet), *base).exit_code == 2
    write()
    assert f"{len(lines)} claims judged by amina, 0 left" in run("code", "take", "r", "--by", "amina", str(sheet), *base).output
    assert "omar has" in run("code", "agreement", "r", *base).output
    assert run("code", "take", "r", "--by", "omar", str(sheet), *base).exit_code == 0
    shown = run("code", "agreement", "r", *base).output
    assert f"{len(lines)} of {len(lines)}" in shown


@pytest.mark.parametrize(
    "statement",
    [
        """UPDATE coding_round SET coders = '["amina", "eve"]'""",
        "UPDATE coding_round SET name = 'x'",
        "UPDATE coding_round SET started = '2019-01-01T00:00:00.000000Z'",
        "UPDATE coding_item SET claim_ident = '0000000000000000' WHERE ordinal = 1",
        "DELETE FROM coding_item WHERE ordinal = 1",
    ],
)
def test_a_round_is_proved_with_its_coders_and_its_claims(statement: str, database_url: str) -> None:
    with store_at(database_url) as store:
        begin(store)
        assert not prove(store).harms
        change(store, statement)
        assert [(harm.row, harm.what) for harm in prove(store).harms] == [("round 1", "it was changed")]


def test_a_round_is_proved_after_one_who_coded_it_was_erased(database_url: str) -> None:
    with store_at(database_url) as store:
        one = begin(store)
        answer(store, one, "amina", {0: "reject"}, {})
        store.write(lambda connection, now: erase_coder(connection, "amina", "left", now))
        assert not prove(store).harms
        change(store, """UPDATE coding_round SET coders = '["erased-1", "eve"]'""")
        assert [harm.row for harm in prove(store).harms] == ["round 1"]


def test_a_round_of_before_is_taken_into_the_chain_once(database_url: str) -> None:
    with store_at(database_url) as store:
        begin(store)
        last = rows(store, "SELECT max(seq) AS seq FROM chain")[0]["seq"]
        change(store, f"DELETE FROM chain WHERE seq = {last}")
        change(store, "UPDATE coding_round SET salt = '', digest = ''")
        assert [(harm.row, harm.what) for harm in prove(store).harms] == [("round 1", "the chain knows nothing of it")]
        for _ in range(2):
            make_store(database_url, now=store.now, sleep=store.sleep, tell=store.tell)[0].close()
            assert rows(store, "SELECT max(seq) AS seq FROM chain")[0]["seq"] == last
        assert not prove(store).harms
