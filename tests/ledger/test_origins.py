"""What goes back to one source of words is one origin; what only looks like it is not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tellings_by_hand import ARIHA, SARAQIB, tell

from marsad.ledger.origins import find_origins, origin_id, origin_keys, origins_by_telling, same_origin
from marsad.model import Origin, Telling

TOLL = "eleven people were killed when shells hit the market of the town on tuesday the hospital said"
SAID = "the spokesman said that the other side does not keep the agreement and has not parted the factions"
KREMLIN: dict[str, Any] = {"source": "RUS.GOV", "act": "accuse", "kind": "breach", "actor": "TUR.GOV"}

JOINED = [
    ("one sentence in two outlets", tell(TOLL), tell(TOLL), "the same sentence"),
    (
        "a copy that changes the number",
        tell(TOLL, killed=(11, 11)),
        tell(TOLL.replace("eleven", "13"), killed=(13, 13)),
        "near copies",
    ),
    ("a copy of the next day", tell(TOLL), tell(TOLL, day="2020-02-13"), "the same sentence"),
    ("a copy without a date", tell(TOLL), tell(TOLL, day=None), "the same sentence"),
    (
        "a copy whose verb of saying makes it an accusation",
        tell(SAID, source="RUS.GOV", act="state", kind="breach"),
        tell(SAID, source="RUS.GOV", act="accuse", kind="breach"),
        "the same sentence",
    ),
    (
        "one agency for one event",
        tell("a raid on the town killed eleven at night", agencies=("afp",), at=ARIHA, killed=(11, 11), when="2020-02-11"),
        tell("eleven dead after planes struck", agencies=("afp",), at=ARIHA, killed=(11, 11), when="2020-02-11"),
        "both after afp, of the same event (the same day, number, place)",
    ),
    (
        "an agency that is quoted and an agency that is credited",
        tell("eleven dead after planes struck", source="FRA.MED", agencies=("afp",), at=ARIHA, killed=(11, 11)),
        tell("a raid on the town killed eleven at night", agencies=("afp",), at=ARIHA, killed=(11, 11)),
        "both after afp",
    ),
    (
        "one statement in other words",
        tell("Moscow: the other side does not keep the agreement", **KREMLIN),
        tell("the other side, said Peskov, keeps nothing of the Idlib agreement", names="Peskov", **KREMLIN),
        "one statement: RUS.GOV says it within a day",
    ),
    (
        "an outlet that tells in the text what its headline tells",
        tell("eleven dead in Ariha", document="page", outlet="Daily", at=ARIHA, killed=(11, 11)),
        tell("the bombing killed eleven of those who stood in line", document="page", outlet="Daily", at=ARIHA, killed=(11, 11)),
        "the outlet tells it again",
    ),
]
APART = [
    ("two speakers", tell(SAID, source="RUS.GOV"), tell(SAID, source="TUR.GOV")),
    ("a speaker and the outlet itself", tell(SAID, source="RUS.GOV"), tell(SAID)),
    ("two persons of one office", tell(SAID, names="Lavrov", **KREMLIN), tell(SAID, names="Dmitri Peskov", **KREMLIN)),
    ("an accusation and its denial", tell(SAID, source="TUR.GOV", act="state"), tell(SAID, source="TUR.GOV", act="deny")),
    ("an event and its negation", tell(SAID, source="TUR.GOV"), tell(SAID, source="TUR.GOV", negated=True)),
    ("a deed and a plan", tell(SAID, source="TUR.GOV"), tell(SAID, source="TUR.GOV", status="future")),
    ("one sentence, weeks later", tell(TOLL), tell(TOLL, day="2020-03-12")),
    (
        "a statement in other words on another day",
        tell("Moscow: the other side does not keep the agreement", **KREMLIN),
        tell("the other side keeps nothing of the agreement, Moscow says", day="2020-02-14", **KREMLIN),
    ),
    (
        "a daily count in one form of words",
        tell("the centre counted 5 breaches by the factions in the last 24 hours in the zone", source="RUS.MIL", kind="breach"),
        tell(
            "the centre counted 8 breaches by the factions in the last 24 hours in the zone",
            source="RUS.MIL",
            kind="breach",
            day="2020-02-13",
        ),
    ),
    (
        "two events in one form of words",
        tell(
            "3 people died on sunday when a mine blew up under their car near Ariha the outlet learned",
            at=ARIHA,
            when="2020-02-09",
            killed=(3, 3),
        ),
        tell(
            "5 people died on monday when a mine blew up under their car near Saraqib the outlet learned",
            at=SARAQIB,
            when="2020-02-10",
            killed=(5, 5),
        ),
    ),
    (
        "one agency, two towns",
        tell("planes struck at night", agencies=("afp",), at=ARIHA, killed=(11, 11)),
        tell("shells fell on the market", agencies=("afp",), at=SARAQIB, killed=(11, 11)),
    ),
    (
        "two agencies of one event",
        tell("planes struck at night", agencies=("afp",), at=ARIHA, killed=(11, 11)),
        tell("shells fell on the market", agencies=("reuters",), at=ARIHA, killed=(11, 11)),
    ),
    (
        "sources that nobody names",
        tell("sources said that the town was shelled again at night", source="???.UNK", act="state"),
        tell("the town was shelled at night, sources said", source="???.UNK", act="state"),
    ),
    (
        "one speaker of two events on one day",
        tell("the ministry said that its planes struck a store of arms", source="RUS.MIL", at=ARIHA),
        tell("the ministry said that its planes struck a camp", source="RUS.MIL", at=SARAQIB),
    ),
]


@pytest.mark.parametrize(("case", "one", "other", "why"), JOINED, ids=[row[0] for row in JOINED])
def test_tellings_of_one_origin_are_joined_and_the_reason_is_told(case: str, one: Telling, other: Telling, why: str) -> None:
    assert (same_origin(one, other) or "").startswith(why)
    assert same_origin(other, one) == same_origin(one, other)
    if one.published and other.published:  # what has no date is sought among all only where there are few
        assert set(origin_keys(one)) & set(origin_keys(other)), "a pair that shares no key never meets"
    assert len(find_origins([one, other])) == 1


@pytest.mark.parametrize(("case", "one", "other"), APART, ids=[row[0] for row in APART])
def test_tellings_of_two_origins_stay_apart(case: str, one: Telling, other: Telling) -> None:
    assert same_origin(one, other) is None
    assert same_origin(other, one) is None
    assert len(find_origins([one, other])) == 2


def test_one_statement_in_five_outlets_is_one_origin_of_five_outlets() -> None:
    told = [tell(SAID, outlet=f"Outlet {number}", **KREMLIN) for number in range(5)]
    (origin,) = find_origins(told)
    assert origin.kind == "copy"
    assert len(origin.outlets) == 5
    assert origin.drift == ()


def test_what_copies_change_is_kept_with_those_who_tell_it() -> None:
    first, second = tell(TOLL, killed=(11, 11), at=ARIHA), tell(TOLL.replace("eleven", "13"), killed=(13, 13), at=ARIHA)
    third = tell(TOLL, at=ARIHA)
    (origin,) = find_origins([third, second, first])
    (drift,) = origin.drift
    assert drift.field == "number"
    assert dict(drift.values) == {"killed 11": (first.key,), "killed 13": (second.key,), "": (third.key,)}


def test_two_doers_that_every_copy_names_are_no_drift() -> None:
    told = [tell(TOLL, document=name, actor=actor) for name in ("one", "two") for actor in ("TUR.MIL", "SYR.REB")]
    told.append(tell(TOLL, document="three", actor="SYR.REB"))
    (origin,) = find_origins(told)
    assert [value for value, _ in origin.drift[0].values] == ["SYR.REB + TUR.MIL", "SYR.REB"]


def test_a_speaker_without_a_name_does_not_make_two_persons_one() -> None:
    lavrov = tell(SAID, names="Lavrov", **KREMLIN)
    unnamed = tell(SAID, **KREMLIN)
    peskov = tell(SAID, names="Peskov", **KREMLIN)
    found = origins_by_telling(find_origins([lavrov, unnamed, peskov]))
    assert found[lavrov.key] != found[peskov.key]
    assert found[unnamed.key] in (found[lavrov.key], found[peskov.key])


def test_an_id_stays_when_later_documents_come_and_the_earlier_one_stays_when_two_origins_become_one() -> None:
    early, late = tell(TOLL), tell(TOLL, day="2020-02-18")
    bridge = tell(TOLL, day="2020-02-15")
    assert len(find_origins([early, late])) == 2
    (one,) = find_origins([early, late, bridge])
    assert one.id == origin_id(early)
    assert one.tellings == (early, bridge, late)


POOL = [telling for _, one, other, _ in JOINED for telling in (one, other)] + [telling for _, *pair in APART for telling in pair]


def groups(origins: Sequence[Origin]) -> set[tuple[str, ...]]:
    return {tuple(telling.key for telling in origin.tellings) for origin in origins}


@given(st.permutations(POOL))
def test_the_order_of_documents_does_not_change_the_origins(order: list[Telling]) -> None:
    assert find_origins(order) == find_origins(POOL)


@given(st.sets(st.integers(0, len(POOL) - 1)), st.dates().filter(lambda day: day.year not in (2020, 2019, 2021)))
def test_a_telling_far_away_changes_nothing(chosen: set[int], day: Any) -> None:
    told = [POOL[number] for number in sorted(chosen)]
    far = tell(
        "a delegation of elders met the governor of the province over the closing of wells", day=day.isoformat(), kind="consult"
    )
    assert groups(find_origins([*told, far])) == groups(find_origins(told)) | {(far.key,)}


@given(st.permutations(POOL).map(lambda order: order[:12]))
def test_the_component_of_a_telling_gives_the_same_origin_as_all_tellings(order: list[Telling]) -> None:
    whole = find_origins(order)
    for telling in order:
        component = [telling]
        for one in component:
            component += [other for other in order if other not in component and same_origin(one, other)]
        assert groups(find_origins(component)) <= groups(whole)


def test_a_telling_given_twice_is_one() -> None:
    one = tell(TOLL)
    assert find_origins([one, replace(one)])[0].tellings == (one,)
    assert find_origins([]) == ()
