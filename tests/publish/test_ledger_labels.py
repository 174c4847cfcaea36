"""The words for codes: none is missing, and what a claim says is told as it is said."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from marsad.errors import BadPack
from marsad.model import Act, Claim, Effect, Event, EventType, FlagKind, Role, SkipReason, Status
from marsad.publish.labels import count_words, load_labels
from marsad.text import Span


@pytest.mark.parametrize(
    ("group", "codes"),
    [
        ("acts", get_args(Act)),
        ("events", get_args(EventType)),
        ("statuses", get_args(Status)),
        ("effects", get_args(Effect)),
        ("skips", [reason.name for reason in SkipReason]),
        ("flags", [kind.name for kind in FlagKind]),
        ("roles", [role.name for role in Role]),
    ],
)
def test_every_code_has_an_english_and_an_arabic_word(group: str, codes: list[str]) -> None:
    labels = load_labels()
    for code in codes:
        assert labels.word(group, code)
        assert any("\u0600" <= letter <= "\u06ff" for letter in labels.word(group, code, "ar")), code


def test_marks_of_kinds_are_all_different() -> None:
    kinds = load_labels().groups["kinds"]
    assert len({kind["mark"] for kind in kinds.values()}) == len(kinds)


def test_a_missing_word_names_the_file_and_what_to_add() -> None:
    with pytest.raises(BadPack, match=r"labels\.yaml: no entry 'shout'.*Add it"):
        load_labels().word("acts", "shout")


def told(source: str, act: Any, event: Any, **more: Any) -> str:
    claim = Claim(
        id="c",
        doc="d",
        lang="ar",
        date=None,
        sentence=Span(0, 1),
        source=source,
        act=act,
        event=Event(type=event, **more),
        cue=None,
        trigger=None,
        rule="r",
    )
    return load_labels().tell(claim, "Al-Sahil")


# Codes of countries that no gazetteer names, so that these lines hold whatever the gazetteer says.
@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (told("XXA.GOV", "accuse", "breach", actor="XXB.GOV"), "XXA accuses: XXB does not keep what was agreed"),
        (
            told("XXA.GOV", "state", "breach", actor="XXB.MIL", negated=True),
            "XXA says that forces of XXB do not break what was agreed",
        ),
        (
            told("XXA.GOV", "deny", "assault", actor="XXA.MIL", target="XXB.CVL"),
            "XXA denies that forces of XXA attack civilians (XXB)",
        ),
        (told("XXA.GOV", "state", "assault", actor="XXA.MIL", negated=True), "XXA says that forces of XXA do not attack"),
        (
            told("XXA.GOV", "pledge", "retreat", actor="XXA.MIL", status="future"),
            "XXA pledges that forces of XXA will withdraw or hold fire",
        ),
        (
            told("XXA.GOV", "demand", "retreat", actor="XXB.MIL", status="future"),
            "XXA demands that forces of XXB should withdraw or hold fire",
        ),
        (
            told("XXA.GOV", "threaten", "assault", actor="XXA.MIL", target="XXB.MIL", status="conditional"),
            "XXA threatens that forces of XXA would attack forces of XXB, on a condition",
        ),
        (
            told("XXA.GOV", "warn", "harm", target="XXB.CVL", status="possible"),
            "XXA warns that civilians (XXB) may be killed, hurt or displaced",
        ),
        (told("outlet", "report", "harm"), "Al-Sahil reports that people not named are killed, hurt or displaced"),
        (told("XXA.GOV", "accuse", "none", target="XXB.GOV"), "XXA accuses XXB; no event is told"),
        (
            told("UN.IGO", "report", "consult", actor="XXA.GOV", target="XXB.GOV"),
            "the United Nations reports that XXA holds talks with XXB",
        ),
    ],
)
def test_a_claim_is_told_as_it_is_said(line: str, expected: str) -> None:
    assert line == expected


@pytest.mark.parametrize(
    ("bounds", "words"),
    [
        ((11, None), "more than 10 (at least 11) killed"),
        ((1, None), "at least 1 killed"),
        ((33, 33), "33 killed"),
        ((7, 8), "7 to 8 killed"),
        ((0, 5), "up to 5 killed"),
        ((0, 0), "nobody killed"),
    ],
)
def test_a_toll_keeps_its_bounds(bounds: tuple[int, int | None], words: str) -> None:
    assert count_words(bounds, "killed") == words


@pytest.mark.parametrize(
    ("language", "direction"), [("ar", "rtl"), ("fa-IR", "rtl"), ("en", "ltr"), ("tr", "ltr"), ("und", "auto"), ("", "auto")]
)
def test_direction_follows_the_language(language: str, direction: str) -> None:
    assert load_labels().direction(language) == direction


def test_countries_have_the_names_of_the_gazetteer_and_else_their_code() -> None:
    labels = load_labels()
    assert labels.actor("SYR.REB") == "armed groups (Syria)"
    assert labels.actor("SYR.MIL", "ar") == "قوات سوريا"
    assert labels.actor("XXA.GOV") == "XXA"
    assert labels.actor("SYR") == "Syria"
    assert labels.actor("???.REB") == "armed groups (country not told)"
    assert labels.actor("UN.IGO", "ar") == "الأمم المتحدة"
