"""The score gate: floors rise by themselves, fall only with a reason, and hold for the gold on which they were measured."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "benchmarks"))

import gold as gate  # noqa: E402 - benchmarks are scripts beside each other, no package
from floors import Floors, Refused, find_failures, parse_floors, raise_floors, write_floors  # noqa: E402

GOLD = {"dev/ar.jsonl": "aa"}
OLD = Floors(gold=GOLD, floors={"claims event f1": 0.60, "claims core f1": 0.40})


@pytest.mark.parametrize(
    ("scores", "gold", "expected"),
    [
        ({"claims event f1": 0.60, "claims core f1": 0.40}, GOLD, []),
        ({"claims event f1": 0.99, "claims core f1": 0.41, "links f1": 0.1}, GOLD, []),
        ({"claims event f1": 0.5999, "claims core f1": 0.40}, GOLD, ["claims event f1 is 0.5999, under its floor 0.6000"]),
        ({"claims event f1": 0.60}, GOLD, ["claims core f1 was not measured; its floor is 0.4000"]),
    ],
)
def test_a_figure_under_its_floor_fails_and_one_on_it_does_not(
    scores: dict[str, float], gold: dict[str, str], expected: list[str]
) -> None:
    assert list(find_failures(OLD, scores, gold)) == expected


@pytest.mark.parametrize("gold", [{"dev/ar.jsonl": "bb"}, {}, {**GOLD, "dev/en.jsonl": "cc"}])
def test_floors_do_not_hold_for_other_gold(gold: dict[str, str]) -> None:
    failures = list(find_failures(OLD, OLD.floors, gold))
    assert len(failures) == 1
    assert "is not the gold on which the floors were measured" in failures[0]


def test_floors_rise_to_the_scores_and_new_figures_join() -> None:
    new = raise_floors(OLD, {"claims event f1": 0.7, "claims core f1": 0.4, "links f1": 0.5}, {"dev/ar.jsonl": "bb"})
    assert new.floors == {"claims event f1": 0.7, "claims core f1": 0.4, "links f1": 0.5}
    assert new.gold == {"dev/ar.jsonl": "bb"}
    assert new.lowered == ()


@pytest.mark.parametrize("reason", [None, "", "  "])
@pytest.mark.parametrize("scores", [{"claims event f1": 0.9, "claims core f1": 0.39}, {"claims event f1": 0.9}])
def test_a_floor_does_not_fall_without_a_reason(scores: dict[str, float], reason: str | None) -> None:
    with pytest.raises(Refused, match=r"claims core f1 from 0\.4000 to"):
        raise_floors(OLD, scores, GOLD, reason)


def test_a_floor_falls_with_a_reason_which_is_kept() -> None:
    once = raise_floors(OLD, {"claims event f1": 0.7, "claims core f1": 0.3}, GOLD, "the guidelines changed")
    assert once.floors["claims core f1"] == 0.3
    assert [(row.reason, dict(row.floors)) for row in once.lowered] == [("the guidelines changed", {"claims core f1": (0.4, 0.3)})]
    twice = raise_floors(once, {"claims event f1": 0.7}, GOLD, "core is no longer measured")
    assert [row.reason for row in twice.lowered] == ["the guidelines changed", "core is no longer measured"]
    assert twice.lowered[1].floors == {"claims core f1": (0.3, None)}


def test_a_reason_that_was_not_needed_is_not_kept() -> None:
    assert raise_floors(OLD, {"claims event f1": 0.7, "claims core f1": 0.4}, GOLD, "just in case").lowered == ()


def test_floors_are_read_as_they_were_written() -> None:
    floors = raise_floors(OLD, {"claims event f1": 0.7, "claims core f1": 0.3}, GOLD, "سبب")
    assert parse_floors(write_floors(floors)) == floors
    assert "سبب" in write_floors(floors)


# ── The gate as it is run ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_without_the_gold_nothing_is_measured_and_that_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert gate.main(["--shared", str(tmp_path / "none")]) == 0
    assert capsys.readouterr().out.startswith("skipped: ")


@pytest.fixture
def measured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in for the gold and its scores, and give the place of the floors."""
    monkeypatch.setattr(gate, "find_missing", lambda shared: [])
    monkeypatch.setattr(gate, "hash_gold", lambda shared: GOLD)
    score(monkeypatch, 0.5)
    return tmp_path / "gold" / "floors.json"


def score(monkeypatch: pytest.MonkeyPatch, value: float) -> None:
    monkeypatch.setattr(gate, "score_all", lambda shared: {"claims event f1": value})


def test_the_gate_fails_until_there_are_floors(measured: Path) -> None:
    assert gate.main(["--floors", str(measured)]) == 1
    assert not measured.exists()


def test_the_gate_fails_under_a_floor_and_passes_on_it(measured: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert gate.main(["--floors", str(measured), "--update"]) == 0
    assert gate.main(["--floors", str(measured)]) == 0
    score(monkeypatch, 0.4)
    assert gate.main(["--floors", str(measured)]) == 1


def test_an_update_that_is_refused_leaves_the_file_as_it_was(measured: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gate.main(["--floors", str(measured), "--update"])
    before = measured.read_text("utf-8")
    score(monkeypatch, 0.4)
    assert gate.main(["--floors", str(measured), "--update"]) == 1
    assert measured.read_text("utf-8") == before
    assert gate.main(["--floors", str(measured), "--update", "--allow-regression", "measured anew"]) == 0
    assert parse_floors(measured.read_text("utf-8")).floors == {"claims event f1": 0.4}


def test_a_regression_is_allowed_only_while_updating(measured: Path) -> None:
    with pytest.raises(SystemExit):
        gate.main(["--floors", str(measured), "--allow-regression", "because"])


@pytest.mark.skipif(bool(gate.find_missing(ROOT.parent / "shared")), reason="the gold does not lie beside the project")
@pytest.mark.skipif(not gate.FLOORS.is_file(), reason="gold/floors.json is not written yet")
def test_no_figure_is_under_its_floor(capsys: pytest.CaptureFixture[str]) -> None:
    code = gate.main([])
    assert code == 0, capsys.readouterr().err
