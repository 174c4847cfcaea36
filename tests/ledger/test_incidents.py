"""Claims of one event are one incident; what only lies near, sounds alike or is only said is none."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tellings_by_hand import ARIHA, IDLIB_REGION, SARAQIB, SYRIA, tell

from marsad.ledger.incidents import find_incidents, incident_keys, is_event, same_incident
from marsad.ledger.origins import find_origins, origins_by_telling
from marsad.model import Incident, Telling

TUESDAY = "2020-02-11"


def shell(sentence: str, **event: Any) -> Telling:
    told: dict[str, Any] = {"when": TUESDAY, "at": ARIHA, "mode": "shelling"}
    return tell(sentence, **(told | event))


def incidents(*tellings: Telling, **judged: Any) -> tuple[Incident, ...]:
    return find_incidents(tellings, origins_by_telling(find_origins(tellings)), **judged)


JOINED = [
    ("one town, one day, one mode", shell("eleven died in the market"), shell("a hospital counts its dead")),
    (
        "tolls that differ",
        shell("eleven died in the market", killed=(11, 11)),
        shell("observers count thirteen", killed=(13, 13), kind="harm", mode="killed", target="SYR.CVL"),
    ),
    (
        "a day that is only bounded, with one number and one target",
        shell("eleven died in the market", target="SYR.CVL", killed=(11, 11)),
        shell("a hospital counts its dead", target="SYR.CVL", killed=(11, 11), when=None),
    ),
    (
        "a doer that is in dispute, all else one",
        shell("the army shelled the market of Ariha at noon", actor="SYR.MIL", killed=(11, 11)),
        shell("the factions shelled Ariha at noon", actor="SYR.REB", killed=(11, 11)),
    ),
    (
        "a town and no town, by a number, the wording and two things more",
        shell("twenty three soldiers died in an air strike on their column", killed=(23, 23), target="TUR.MIL"),
        shell(
            "an air strike on a column killed twenty three soldiers the governor said",
            killed=(23, 23),
            target="TUR.MIL",
            at=None,
        ),
    ),
    (
        "a town and its region, likewise",
        shell("twenty three soldiers died in an air strike on their column", killed=(23, 23), target="TUR.MIL"),
        shell(
            "an air strike on a column killed twenty three soldiers the governor said",
            killed=(23, 23),
            target="TUR.MIL",
            at=IDLIB_REGION,
        ),
    ),
]
APART = [
    (
        "two towns",
        shell("eleven died in the market", killed=(11, 11)),
        shell("eleven died in the camp", at=SARAQIB, killed=(11, 11)),
    ),
    ("two days", shell("eleven died in the market"), shell("eleven died in the market square", when="2020-02-09")),
    ("two kinds", shell("the market was shelled"), tell("the army took the town", kind="control", at=ARIHA, when=TUESDAY)),
    ("two modes", shell("the market was shelled"), shell("he was killed with a knife", mode="assassination")),
    (
        "a country alone",
        shell("the army shelled", at=SYRIA, actor="SYR.MIL"),
        shell("shells of the army", at=SYRIA, actor="SYR.MIL"),
    ),
    (
        "a battle for a town that goes on for days",
        shell("fighters clash at the gates of Ariha", mode="clash", target="SYR.REB", when=None),
        shell("clashes in the east of Ariha", mode="clash", target="SYR.REB", when=None),
    ),
    (
        "at least fifteen dead and fifty",
        shell("at least fifteen died", killed=(15, None), target="SYR.CVL", when=None),
        shell("fifty one dead", killed=(51, 51), target="SYR.CVL", when=None),
    ),
    (
        "areas that no gazetteer knows, by their name and a number",
        shell("ten died in the areas of the operation", at=None, place="the areas", killed=(10, 10), target="SYR.REB", when=None),
        shell("planes hit the areas that they hold", at=None, place="the areas", killed=(10, 10), target="SYR.REB", when=None),
    ),
    ("a region alone", shell("shells of the army", at=IDLIB_REGION), shell("bombs of the planes", at=IDLIB_REGION)),
    (
        "a town and a day that is only bounded",
        shell("shells fell on the market", mode="shelling"),
        shell("planes came again", mode="air strike", when=None),
    ),
    (
        "another doer and another target",
        shell("the army shelled the factions", actor="SYR.MIL", target="SYR.REB", killed=(11, 11)),
        shell("the factions shelled the army", actor="SYR.REB", target="SYR.MIL", killed=(11, 11)),
    ),
    (
        "small numbers without a town",
        shell("two died in a raid", killed=(2, 2), at=None),
        shell("two of them died when planes came", killed=(2, 2)),
    ),
]
NO_EVENTS = [
    ("a threat", shell("we will strike Ariha", act="threaten", status="future")),
    ("a demand", shell("do not strike Ariha", act="demand")),
    ("a plan", shell("they will strike Ariha", status="future")),
    ("a condition", shell("if they strike Ariha", status="conditional")),
    ("a possibility", shell("they may strike Ariha", status="possible")),
    ("what did not happen", shell("nobody struck Ariha", negated=True)),
    ("a denial", shell("we did not strike Ariha", act="deny")),
    ("a statement", shell("he spoke in Ariha", kind="none", act="state")),
    ("a meeting", shell("they met in Ariha", kind="consult")),
    ("a breach without a place", shell("they broke the truce", kind="breach", at=None, act="accuse")),
    ("a war", shell("there is war in Ariha", mode="war")),
]


@pytest.mark.parametrize(("case", "one", "other"), JOINED, ids=[row[0] for row in JOINED])
def test_claims_of_one_event_are_one_incident(case: str, one: Telling, other: Telling) -> None:
    assert same_incident(one, other)
    assert same_incident(other, one) == same_incident(one, other)
    assert set(incident_keys(one)) & set(incident_keys(other)), "a pair that shares no key never meets"
    (found,) = incidents(one, other)
    assert found.why


@pytest.mark.parametrize(("case", "one", "other"), APART, ids=[row[0] for row in APART])
def test_claims_of_two_events_stay_apart(case: str, one: Telling, other: Telling) -> None:
    assert same_incident(one, other) is None
    assert len(incidents(one, other)) == 2


@pytest.mark.parametrize(("case", "one"), NO_EVENTS, ids=[row[0] for row in NO_EVENTS])
def test_what_is_only_said_is_no_incident(case: str, one: Telling) -> None:
    assert not is_event(one)
    assert incident_keys(one) == ()
    assert incidents(one, shell("the market was shelled at noon"))[0].tellings != (one,)
    assert incidents(one) == ()


def test_tolls_stand_side_by_side_by_origin() -> None:
    told = [
        shell(text, killed=(n, n)) for text, n in (("eleven died", 11), ("observers count thirteen", 13), ("fourteen dead", 14))
    ]
    (found,) = incidents(*told)
    assert sorted(count.bounds for count in found.counts) == [(11, 11), (13, 13), (14, 14)]
    assert len(found.origins) == 3
    (number,) = found.differences
    assert [(value, len(keys)) for value, keys in number.values] == [("killed 11", 1), ("killed 13", 1), ("killed 14", 1)]
    assert (str(found.first), str(found.last), found.place) == (TUESDAY, TUESDAY, "Ariha")


def test_copies_tell_one_count_with_low_and_high() -> None:
    text = "people were killed when shells hit the market of the town on tuesday the hospital said"
    (found,) = incidents(shell(f"eleven {text}", killed=(11, 11)), shell(f"twelve {text}", killed=(12, None)))
    assert len(found.origins) == 1
    assert [count.bounds for count in found.counts] == [(11, None)]


def test_copies_are_one_incident_though_no_place_is_told() -> None:
    text = "people were killed when shells hit the market of the town on tuesday the hospital said"
    assert len(incidents(shell(text, at=None), shell(text, at=None))) == 1


def test_a_sentence_of_two_towns_tells_two_incidents() -> None:
    text = "the army shelled both towns of the province on tuesday and the roads that lead to them"
    told = [shell(text, at=place, document=name) for name in ("one", "two") for place in (ARIHA, SARAQIB)]
    found = incidents(*told)
    assert [len(one.tellings) for one in found] == [2, 2]


def test_a_chain_of_days_does_not_run_away() -> None:
    told = [
        shell("shells fell on the market", when=f"2020-02-{day:02}/2020-02-{day + 1:02}", day="2020-02-20") for day in range(3, 18)
    ]
    found = incidents(*told)
    assert all((one.last - one.first).days <= 2 for one in found if one.first and one.last)


def test_a_vague_telling_does_not_bridge_two_events() -> None:
    one = shell("the army shelled Ariha", actor="SYR.MIL", target="SYR.REB")
    vague = shell("Ariha was shelled")
    other = shell("the factions shelled Ariha", actor="SYR.REB", target="SYR.MIL")
    groups = {found.tellings for found in incidents(one, vague, other)}
    assert not any({one, other} <= set(group) for group in groups)


def test_what_people_hold_apart_stays_apart_and_what_they_put_together_is_one() -> None:
    one, other, far = shell("eleven died"), shell("a hospital counts"), shell("eleven died there", at=SARAQIB)
    assert len(incidents(one, other)) == 1
    assert len(incidents(one, other, apart=[(other.key, one.key)])) == 2
    (joined,) = incidents(one, other, far, together=[(far.key, one.key)])
    assert joined.why.startswith("put together by hand")
    assert len(incidents(one, far, together=[(one.key, far.key)], apart=[(far.key, one.key)])) == 2
    assert len(incidents(one, together=[(one.key, "of a claim that is gone")])) == 1


POOL = [telling for _, one, other in (*JOINED, *APART) for telling in (one, other)] + [one for _, one in NO_EVENTS]


@given(st.permutations(POOL))
def test_the_order_of_documents_does_not_change_the_incidents(order: list[Telling]) -> None:
    assert incidents(*order) == incidents(*POOL)


@given(st.sets(st.integers(0, len(POOL) - 1)))
def test_a_telling_far_away_changes_nothing(chosen: set[int]) -> None:
    told = [POOL[number] for number in sorted(chosen)]
    far = tell("miners closed the road to the harbour", kind="protest", day="2011-05-03", when="2011-05-02", at=SARAQIB)
    assert {one.tellings for one in incidents(*told, far)} == {one.tellings for one in incidents(*told)} | {(far,)}


@given(st.permutations(POOL), st.integers(0, len(POOL)))
def test_no_incident_holds_two_places_or_two_days(order: list[Telling], count: int) -> None:
    for found in incidents(*order[:count]):
        towns = {t.claim.located.name for t in found.tellings if t.claim.located and t.claim.located.kind == "town"}
        assert len(towns) <= 1
        assert all(is_event(telling) for telling in found.tellings)
