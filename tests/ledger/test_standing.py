"""The standing of a commitment: who says what gives which word, and by how many independent origins each thing is told."""

from __future__ import annotations

import datetime as dt
from itertools import count
from typing import Any

import pytest
from claims_by_hand import AGREEMENTS
from hypothesis import given
from hypothesis import strategies as st

from marsad.ledger.kinds import kind_of
from marsad.ledger.parties import is_party, is_same_side, side_of
from marsad.ledger.standing import Grounds, stand, stand_at_turns
from marsad.ledger.tellings import key_of
from marsad.model import Claim, Entry, Event, Evidence, Link, Standing
from marsad.text import Span

IDLIB = AGREEMENTS["idlib-2018"]
NUMBERS = count(1)


def entry(
    by: str,
    effect: str,
    of: str | None,
    *,
    kind: str = "assault",
    act: str = "state",
    day: int | None = 12,
    on: str | None = "S2",
    outlet: str = "agency",
    named: bool = False,
    **event: Any,
) -> Entry:
    number = next(NUMBERS)
    said = dt.date(2020, 2, day) if day else None
    claim = Claim(
        id=f"c{number}",
        doc=f"d{number}",
        lang="ar",
        date=said.isoformat() if said else None,
        sentence=Span(0, 1),
        source=by,
        act=act,  # type: ignore[arg-type]
        event=Event(type=kind, actor=of, **event),  # type: ignore[arg-type]
        cue=None,
        trigger=None,
        rule="test",
        agreement_words=(Evidence(span=Span(0, 1), quote="x"),) if named else (),
    )
    link = Link(
        agreement=IDLIB.id,
        commitment=on,
        effect=effect,  # type: ignore[arg-type]
        by=by,
        of=of,
        reason="",
        claim=claim.id,
    )
    return Entry(claim=claim, link=link, said=said, outlet=outlet)


def now(*entries: Entry, on: str | None = "S2", grounds: Grounds | None = None) -> Standing:
    return next(s for s in stand(entries, grounds or Grounds(), IDLIB, [None]) if s.commitment == on)


def one_incident(*entries: Entry) -> Grounds:
    return Grounds(incident_of={key_of(e.claim): "i1" for e in entries})


# ── Sides and kinds ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("TUR.GOV", "TUR.MIL", True),
        ("TUR", "TUR.GOV", True),
        ("SYR.GOV", "SYR.REB", False),
        ("SYR.REB", "SYR.REB", True),
        ("outlet", "outlet", False),
        ("???.MIL", "???.MIL", False),
        (None, None, False),
    ],
)
def test_a_government_and_its_forces_are_one_side_and_its_rebels_another(one: str, other: str, same: bool) -> None:
    assert is_same_side(one, other) is same
    assert (side_of(one) is not None and side_of(one) == side_of(other)) is same


@pytest.mark.parametrize(
    ("code", "party"),
    [("RUS.GOV", True), ("SYR.REB", True), ("SYR.UNK", True), ("SYR.NGO", False), ("SYR.CVL", False), ("UN.IGO", False),
     ("FRA.GOV", False), ("outlet", False), (None, False)],
)  # fmt: skip
def test_who_is_a_party_to_the_conflict(code: str | None, party: bool) -> None:
    assert is_party(code, IDLIB) is party


@pytest.mark.parametrize(
    ("made", "kind"),
    [
        (entry("RUS.GOV", "breach", "TUR.GOV", kind="breach"), "accusation"),
        (entry("RUS.GOV", "breach", None), "allegation"),
        (entry("outlet", "breach", "SYR.MIL", act="report"), "observation"),
        (entry("UN.IGO", "breach", "SYR.MIL"), "observation"),
        (entry("UN.IGO", "breach", "SYR.MIL", act="accuse"), "accusation"),
        (entry("SYR.NGO", "breach", "SYR.MIL", act="report"), "observation"),
        (entry("SYR.GOV", "breach", "SYR.REB"), "accusation"),
        (entry("RUS.MIL", "breach", "RUS.MIL"), "admission"),
        (entry("RUS.MIL", "deny", "RUS.MIL"), "justified"),
        (entry("RUS.MIL", "deny", "RUS.MIL", act="deny"), "denial"),
        (entry("RUS.MIL", "deny", "RUS.MIL", negated=True), "denial"),
        (entry("RUS.GOV", "comply", "RUS.GOV", kind="comply"), "own_compliance"),
        (entry("RUS.GOV", "comply", "TUR.GOV", kind="comply"), "compliance"),
        (entry("RUS.GOV", "duty", "TUR.GOV"), "duty"),
        (entry("TUR.GOV", "exit", "TUR.GOV"), "exit"),
    ],
)
def test_what_an_entry_is_to_its_commitment(made: Entry, kind: str) -> None:
    assert kind_of(made, IDLIB) == kind


# ── The word ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────

ACCUSED = ("TUR.GOV", "breach", "SYR.MIL")
SEEN = ("outlet", "breach", "SYR.MIL")
DENIED = ("SYR.GOV", "deny", "SYR.MIL")


@pytest.mark.parametrize(
    ("entries", "word"),
    [
        ([], "no report found"),
        ([entry(*ACCUSED)], "alleged"),
        ([entry(*SEEN, act="report")], "alleged"),
        ([entry(*ACCUSED), entry(*DENIED, act="deny")], "disputed"),
        ([entry(*ACCUSED), entry("RUS.GOV", "deny", "SYR.MIL", act="deny")], "disputed"),
        ([entry(*ACCUSED), entry("RUS.GOV", "deny", "RUS.MIL", act="deny")], "alleged"),
        ([entry(*ACCUSED), entry(*DENIED, act="deny", day=2)], "disputed"),
        ([entry(*ACCUSED), entry("SYR.GOV", "comply", "SYR.GOV", kind="comply", day=13)], "disputed"),
        ([entry(*ACCUSED), entry("SYR.GOV", "comply", "SYR.GOV", kind="comply", day=2)], "alleged"),
        ([entry(*ACCUSED), entry("SYR.GOV", "comply", "SYR.GOV", kind="comply", day=13, on=None)], "disputed"),
        ([entry(*ACCUSED), entry("SYR.GOV", "comply", "SYR.GOV", kind="comply", day=2, on=None)], "alleged"),
        ([entry(*ACCUSED), entry("SYR.GOV", "deny", "SYR.MIL", act="deny", on="S5")], "alleged"),
        ([entry("TUR.GOV", "breach", None), entry("SYR.GOV", "deny", "SYR.MIL", act="deny")], "alleged"),
        ([entry("TUR.GOV", "breach", None), entry("SYR.GOV", "deny", None, act="deny")], "disputed"),
        ([entry(*ACCUSED), entry("TUR.GOV", "comply", "RUS.GOV", kind="comply")], "alleged"),
        ([entry(*ACCUSED), entry("SYR.MIL", "breach", "SYR.MIL"), entry(*DENIED, act="deny")], "admitted"),
        ([entry(*ACCUSED), entry("SYR.MIL", "deny", "SYR.MIL")], "admitted"),
        ([entry(*DENIED, act="deny")], "breach denied"),
        ([entry("RUS.GOV", "comply", "RUS.GOV", kind="comply")], "said to be kept"),
        ([entry("TUR.GOV", "exit", "TUR.GOV"), entry("RUS.GOV", "duty", "TUR.GOV")], "exit told"),
        ([entry("RUS.GOV", "duty", "TUR.GOV")], "duty read"),
    ],
)
def test_a_commitment_stands_where_its_entries_put_it(entries: list[Entry], word: str) -> None:
    assert now(*entries).word == word


def test_two_that_tell_one_event_corroborate_it_if_one_is_no_party() -> None:
    told = entry(*ACCUSED), entry(*SEEN, act="report")
    assert now(*told, grounds=one_incident(*told)).word == "corroborated"


def test_two_parties_do_not_corroborate_each_other() -> None:
    told = entry(*ACCUSED), entry("SYR.REB", "breach", "SYR.MIL")
    assert now(*told, grounds=one_incident(*told)).word == "alleged"


def test_two_events_are_not_added_up() -> None:
    assert now(entry(*ACCUSED), entry(*SEEN, act="report")).word == "alleged"
    assert now(entry(*ACCUSED), entry(*SEEN, act="report")).happened.origins == 1


def test_a_reply_is_never_outvoted() -> None:
    told = [entry(*SEEN, act="report", outlet=str(n)) for n in range(9)]
    assert now(*told, grounds=one_incident(*told)).word == "corroborated"
    assert now(*told, entry(*DENIED, act="deny"), grounds=one_incident(*told)).word == "disputed"


def test_only_people_say_unverifiable_and_from_their_day_on() -> None:
    grounds = Grounds(unverifiable={"S2": dt.date(2020, 2, 14)})
    words = {s.day: s.word for s in stand_at_turns([entry(*ACCUSED)], grounds, IDLIB) if s.commitment == "S2"}
    assert words == {dt.date(2020, 2, 12): "alleged", dt.date(2020, 2, 14): "unverifiable", None: "unverifiable"}


# ── Four things told apart ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_copies_are_one_origin() -> None:
    told = [entry(*SEEN, act="report", outlet=outlet) for outlet in ("a", "b", "c")]
    grounds = one_incident(*told)._replace(origin_of={key_of(e.claim): "o1" for e in told})
    assert (now(*told, grounds=grounds).happened.origins, now(*told, grounds=grounds).word) == (1, "alleged")


def test_one_side_that_says_it_on_ten_days_is_one_origin() -> None:
    told = [entry("TUR.GOV" if day % 2 else "TUR.MIL", "breach", "SYR.MIL", day=day) for day in range(1, 11)]
    found = now(*told, grounds=one_incident(*told))
    assert (found.said.origins, found.happened.origins, found.happened.by_party) == (1, 1, True)


def test_two_outlets_that_give_one_agencys_news_are_one_voice() -> None:
    told = [entry(*SEEN, act="report", outlet=outlet) for outlet in ("a", "b")]
    voices = {key_of(e.claim): "agency:example" for e in told}
    assert now(*told, grounds=one_incident(*told)).happened.origins == 2
    assert now(*told, grounds=one_incident(*told)._replace(voice_of=voices)).happened.origins == 1


@pytest.mark.parametrize(
    ("made", "happened", "who", "breach"),
    [
        (entry("TUR.GOV", "breach", "SYR.MIL"), 1, 1, 0),
        (entry("TUR.GOV", "breach", None), 1, 0, 0),
        (entry("TUR.GOV", "breach", "SYR.MIL", named=True), 1, 1, 1),
        (entry("TUR.GOV", "breach", "SYR.GOV", kind="breach"), 0, 1, 1),
        (entry("TUR.GOV", "breach", "SYR.MIL", kind="retreat", negated=True), 1, 1, 0),
        (entry("SYR.MIL", "deny", "SYR.MIL"), 1, 1, 0),
        (entry("SYR.MIL", "deny", "SYR.MIL", act="deny"), 0, 0, 0),
        (entry("RUS.GOV", "duty", "TUR.GOV"), 0, 0, 0),
    ],
)
def test_each_thing_has_its_own_support(made: Entry, happened: int, who: int, breach: int) -> None:
    found = now(made)
    assert (found.said.origins, found.happened.origins, found.who.origins, found.breach.origins) == (1, happened, who, breach)


def test_who_did_it_counts_those_who_name_the_same_side() -> None:
    told = entry("TUR.GOV", "breach", "SYR.MIL"), entry("SYR.NGO", "breach", "RUS.MIL"), entry(*SEEN, act="report")
    found = now(*told, grounds=one_incident(*told))
    assert (found.happened.origins, found.who.origins) == (3, 2)
    assert (len(found.happened.of_parties), len(found.happened.of_others)) == (1, 2)


# ── Day by day ───────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_each_day_stands_on_what_was_said_until_then() -> None:
    entries = [entry(*ACCUSED, day=12), entry(*DENIED, act="deny", day=13), entry("SYR.MIL", "breach", "SYR.MIL", day=None)]
    days = [dt.date(2020, 2, day) for day in (11, 12, 13)]
    words = [s.word for s in stand(entries, Grounds(), IDLIB, [*days, None]) if s.commitment == "S2"]
    assert words == ["no report found", "alleged", "disputed", "admitted"]


def test_only_days_that_change_something_are_kept() -> None:
    entries = [entry(*ACCUSED, day=12), entry(*ACCUSED, day=14), entry("RUS.GOV", "duty", "TUR.GOV", day=15, on="S5")]
    found = stand_at_turns(entries, one_incident(*entries[:2]), IDLIB)
    assert [s.day for s in found if s.commitment == "S2"] == [dt.date(2020, 2, 12), None]
    assert [s.day for s in found if s.commitment == "S1a"] == [None]


ANY = st.builds(
    entry,
    st.sampled_from(["TUR.GOV", "RUS.GOV", "SYR.MIL", "outlet", "UN.IGO"]),
    st.sampled_from(["breach", "comply", "deny", "duty", "exit"]),
    st.sampled_from(["SYR.MIL", "TUR.GOV", None]),
    day=st.one_of(st.none(), st.integers(1, 28)),
    on=st.sampled_from(["S2", None]),
    outlet=st.sampled_from(["a", "b"]),
)


@given(st.lists(ANY, max_size=12), st.randoms())
def test_the_order_in_which_entries_are_given_changes_no_word_and_no_count(entries: list[Entry], random: Any) -> None:
    shuffled = random.sample(entries, len(entries))
    days = [dt.date(2020, 2, 14), None]
    one, other = (stand(given_, Grounds(), IDLIB, days) for given_ in (entries, shuffled))
    assert [(s.word, s.said.origins, s.against.origins) for s in one] == [
        (s.word, s.said.origins, s.against.origins) for s in other
    ]


@given(st.lists(ANY, max_size=12))
def test_a_day_never_has_less_than_the_day_before(entries: list[Entry]) -> None:
    days = [dt.date(2020, 2, day) for day in range(1, 29)]
    said = [s.said.origins for s in stand(entries, Grounds(), IDLIB, days) if s.commitment == "S2"]
    assert said == sorted(said)
