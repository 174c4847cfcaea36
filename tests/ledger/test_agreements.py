from __future__ import annotations

import datetime as dt
import re
from importlib.resources import files
from pathlib import Path

import pytest
from spellings import SPELLINGS

from marsad.errors import BadPack, NotFound
from marsad.ledger import check_agreement, find_agreement, load_agreements, make_lens, parse_agreement
from marsad.ledger.deadlines import deadline_day
from marsad.ledger.form import DEADLINES, LANGUAGES
from marsad.model import Agreement, Commitment, Cues

AGREEMENTS = load_agreements()
EXPECTED = {
    "astana-2017": (
        "A1",
        "A2.1",
        "A2.2",
        "A2.3",
        "A2.4",
        "A2.5",
        "A3",
        "A4.1",
        "A4.2",
        "A5.1",
        "A5.2",
        "A5.3",
        "A6.1",
        "A6.2",
        "A7",
    ),
    "idlib-2018": ("S1a", "S1b", "S2", "S3", "S4", "S5", "S6", "S7a", "S7b", "S8", "S9a", "S9b", "S10"),
    "idlib-2020": ("P1", "P2a", "P2b", "P3"),
    "minsk-2015": tuple(f"M{n}" for n in range(1, 14)),
    "hodeidah-2018": tuple(f"H{n}" for n in range(1, 11)),
    "libya-2020": tuple(f"L{n}" for n in range(1, 11)),
    "jeddah-2023": ("J1", "J2", "J3", "J4", "JC1", "JC2"),
    "pretoria-2022": ("E1", "E2", "E3", "E4", "E5", "E6", "E7", "N1"),
    "lebanon-2024": tuple(f"IL{n}" for n in range(1, 10)),
    "gaza-2025": ("G1", "G2", "G3", "G4", "G5", "G6", "G7", "G8", "O1", "O2"),
    "juba-2020": ("JU1", "JU2", "JU3", "JU4"),
    "cpa-2005": ("C1", "C2", "C3", "C4", "C5", "C6"),
    "colombia-2016": ("CO1", "CO2", "CO3", "CO4", "CO5"),
}
COMMITMENTS = [(a, c) for a in AGREEMENTS.values() for c in a.commitments]
EXAMPLES = [(a, c, cues) for a, c in COMMITMENTS for cues in c.phrases if cues.example]

SOUND = """\
id: test-2020
title: {en: A test, ar: اختبار}
signed: 2020-01-01
in_force: 2020-01-02
until: null
place: Nowhere
sources: [none]
parties:
  - {name: One, role: signatory, codes: [RUS.GOV]}
zone: {countries: [SYR], whole: true}
names: {ar: [اتفاق], en: [deal]}
commitments:
  - id: T1
    kind: task
    obligated: none
    what: Something is done.
    kept_by: [retreat]
    phrases:
      ar: {match: [شيء], example: حدث شيء.}
      en: {none: nobody speaks of it}
"""


def test_the_package_holds_the_agreements_and_their_ids() -> None:
    assert {a.id: tuple(c.id for c in a.commitments) for a in AGREEMENTS.values()} == EXPECTED


@pytest.mark.parametrize(("agreement", "commitment"), COMMITMENTS, ids=lambda v: getattr(v, "id", None))
def test_every_commitment_has_phrases_or_says_why_not(agreement: Agreement, commitment: Commitment) -> None:
    assert {cues.language for cues in commitment.phrases} >= set(LANGUAGES)
    assert all(bool(cues.phrases) != bool(cues.none) for cues in commitment.phrases)


@pytest.mark.parametrize(
    ("agreement", "commitment", "cues"), EXAMPLES, ids=lambda v: getattr(v, "id", getattr(v, "language", None))
)
def test_the_phrases_find_the_example(agreement: Agreement, commitment: Commitment, cues: Cues) -> None:
    lens = make_lens(agreement, SPELLINGS[cues.language])
    patterns = {c.id: p for c, p in lens.phrases}[commitment.id]
    assert lens.sentence(cues.example).first(patterns)


def test_every_file_of_the_package_is_sound() -> None:
    for key in AGREEMENTS:
        name = f"{key}.yaml"
        assert check_agreement((files("marsad.agreements") / name).read_text(encoding="utf-8"), name) == []


def test_only_three_rows_of_the_idlib_memorandum_name_who_must_act() -> None:
    assert [c.id for c in AGREEMENTS["idlib-2018"].commitments if c.obligated] == ["S2", "S7a", "S10"]


def test_a_sound_file_has_no_problems() -> None:
    assert check_agreement(SOUND, "t.yaml") == []
    assert parse_agreement(SOUND, "t.yaml").commitment("T1") is not None


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("signed: 2020-01-01", "signed: 1 January", 3, "no date"),
        ("in_force: 2020-01-02", "in_force: 2019-01-02", 4, "before signed"),
        ("place: Nowhere\n", "", 1, "lacks 'place'"),
        ("place: Nowhere", "plaice: Nowhere", 6, "no key 'plaice'"),
        ("role: signatory", "role: friend", 9, "'friend'"),
        ("kind: task", "kind: promise", 14, "'promise'"),
        ("kept_by: [retreat]", "kept_by: [leaving]", 17, "'leaving'"),
        ("match: [شيء]", "match: ['شيء + <nosuch>']", 19, "<nosuch>"),
        ("match: [شيء]", "match: ['شيء|']", 19, "empty"),
        (", example: حدث شيء.", "", 19, "no example"),
        ("      en: {none: nobody speaks of it}\n", "", 19, "lacks 'en'"),
        ("{none: nobody speaks of it}", "{}", 20, "no phrases"),
        ("obligated: none", "obligated: [russia]", 15, "'russia'"),
        ("place: Nowhere", "place: [", 8, "not valid YAML"),
    ],
)
def test_a_problem_is_told_with_its_line(old: str, new: str, line: int, words: str) -> None:
    assert old in SOUND
    broken = SOUND.replace(old, new)
    problems = check_agreement(broken, "t.yaml")
    assert any(p.line == line and words in p.what for p in problems), problems
    assert all(p.hint for p in problems)
    with pytest.raises(BadPack, match=rf"t.yaml:{problems[0].line}: "):
        parse_agreement(broken, "t.yaml")


# ── Deadlines ────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def with_deadline(deadline: str) -> str:
    """Give the sound file with a deadline in its first commitment, and with two commitments more to count from."""
    head, _, first = SOUND.partition("commitments:\n")
    others = [first.replace("id: T1", f"id: {name}") for name in ("E2", "E9")]
    return f"{head}commitments:\n{first.replace('    kept_by', f'    {deadline}{chr(10)}    kept_by')}{''.join(others)}"


@pytest.mark.parametrize(
    ("deadline", "words"),
    [
        ("{kind: relative, days: 14, words: w}", "counted from nothing"),
        ("{kind: absolute, days: 14, after: signature, words: w}", "counted from nothing"),
        ("{kind: relative, after: signature, words: w}", "nothing is counted"),
        ("{kind: relative, days: two, after: signature, words: w}", "days is no number"),
        ("{kind: relative, months: 0, after: signature, words: w}", "months is no number"),
        ("{kind: relative, days: 14, after: E7, words: w}", "hangs on E7"),
        ("{kind: relative, days: 14, after: T1, words: w}", "hangs on T1"),
        ("{kind: relative, days: 14, after: signature, date: 2020-01-16, words: w}", "counting gives 2020-01-15"),
        ("{kind: absolute, every: 7, words: w}", "does not come back"),
        ("{kind: absolute, date: 2020-01-16, amended: {date: 2020-02-01}}", "lacks 'by'"),
        ("{kind: relative}", "neither date nor words"),
    ],
)
def test_a_deadline_that_cannot_be_counted_is_a_problem(deadline: str, words: str) -> None:
    problems = check_agreement(with_deadline(f"deadline: {deadline}"), "t.yaml")
    assert any(words in p.what for p in problems), problems
    assert all(p.hint and p.line > 1 for p in problems)


DOCUMENT = Path(__file__).parents[2] / "docs" / "adding-an-agreement.md"
SHOWN = re.findall(r"^deadline: .*$", DOCUMENT.read_text("utf-8"), re.MULTILINE)


@pytest.mark.parametrize("shown", SHOWN)
def test_every_deadline_that_the_document_shows_is_sound(shown: str) -> None:
    agreement = parse_agreement(with_deadline(shown), "t.yaml")
    assert agreement.commitments[0].deadline


def test_every_form_of_a_deadline_is_shown() -> None:
    assert {re.findall(r"kind: (\w+)", shown)[0] for shown in SHOWN} == set(DEADLINES)
    assert all(any(f"{key}: " in shown for shown in SHOWN) for key in ("after", "days", "months", "every", "amended", "since"))


@pytest.mark.parametrize(
    ("agreement", "commitment", "day"),
    [
        ("hodeidah-2018", "H2", "2019-01-01"),
        ("pretoria-2022", "E3", "2022-11-17"),
        ("libya-2020", "L2", "2021-01-23"),
        ("idlib-2018", "S8", "2018-12-31"),
        ("minsk-2015", "M9", "2015-12-31"),
        ("juba-2020", "JU2", None),
    ],
)
def test_the_days_of_the_agreements_are_those_of_their_texts(agreement: str, commitment: str, day: str | None) -> None:
    assert deadline_day(AGREEMENTS[agreement], commitment) == (dt.date.fromisoformat(day) if day else None)


def test_all_problems_are_told_at_once() -> None:
    broken = SOUND.replace("kind: task", "kind: promise").replace("role: signatory", "role: friend")
    assert [p.line for p in check_agreement(broken, "t.yaml")] == [9, 14]


def test_an_empty_file_and_a_twofold_id_are_problems() -> None:
    assert check_agreement("", "t.yaml")[0].line == 1
    commitment = SOUND.partition("commitments:\n")[2]
    assert any("two commitments" in p.what for p in check_agreement(SOUND + commitment, "t.yaml"))


def test_an_unknown_agreement_offers_near_names() -> None:
    assert find_agreement("idlib-2018", AGREEMENTS).id == "idlib-2018"
    with pytest.raises(NotFound, match="Did you mean idlib-2018"):
        find_agreement("idlib2018", AGREEMENTS)
    with pytest.raises(NotFound, match="Known are"):
        find_agreement("zzzz", AGREEMENTS)
