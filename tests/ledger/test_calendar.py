"""The calendar: deadlines of the text and ultimatums of speakers, each with its state and what is told after its day."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import count
from typing import Any

import pytest
from claims_by_hand import AGREEMENTS

from marsad.ledger.calendar import due
from marsad.ledger.deadlines import deadline_day
from marsad.ledger.tellings import key_of
from marsad.model import Agreement, Amended, Claim, Commitment, Deadline, Due, Effect, Entry, Event, Link
from marsad.text import Span

NUMBERS = count(1)
TODAY = dt.date(2020, 3, 1)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def claim(source: str, act: str, kind: str, said: str | None, **event: Any) -> Claim:
    number = next(NUMBERS)
    said_as = event.pop("said_as", ())
    return Claim(
        id=f"c{number}",
        doc=f"d{number}",
        lang="ar",
        date=said,
        sentence=Span(0, 1),
        source=source,
        act=act,  # type: ignore[arg-type]
        event=Event(type=kind, **event),  # type: ignore[arg-type]
        cue=None,
        trigger=None,
        rule="test",
        said_as=said_as,
    )


def entry(made: Claim, commitment: str, effect: Effect) -> Entry:
    link = Link(agreement="x", commitment=commitment, effect=effect, by=made.source, of=None, reason="", claim=made.id)
    return Entry(claim=made, link=link, said=day(made.date) if made.date else None, outlet="")


def terms(*deadlines: tuple[str, Deadline], until: str | None = None) -> Agreement:
    parts = tuple(Commitment(id=name, kind="task", obligated=(), what=name, deadline=given) for name, given in deadlines)
    return replace(
        AGREEMENTS["idlib-2018"],
        signed=day("2020-01-31"),
        in_force=day("2020-02-03"),
        until=day(until) if until else None,
        commitments=parts,
    )


def relative(after: str, **more: Any) -> Deadline:
    return Deadline(kind="relative", after=after, words="in words", **more)


# ── Deadlines of the text ────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("deadline", "expected"),
    [
        (Deadline(kind="absolute", date=day("2020-02-10")), "2020-02-10"),
        (relative("signature", days=14), "2020-02-14"),
        (relative("force", days=7), "2020-02-10"),
        (relative("signature", months=1), "2020-02-29"),  # the 31st of January, counted by the calendar
        (relative("E0", days=10), "2020-02-15"),
        (relative("E9", days=10), None),
        (Deadline(kind="relative", words="in phases"), None),
        (Deadline(kind="conditional", after="E0", words="once E0 is done"), None),
        (Deadline(kind="recurring", every=7, words="weekly"), "2020-02-03"),
    ],
)
def test_the_day_of_a_deadline_is_counted_as_the_text_says(deadline: Deadline, expected: str | None) -> None:
    agreement = terms(("E0", Deadline(kind="absolute", date=day("2020-02-05"))), ("E1", deadline))
    assert deadline_day(agreement, "E1") == (day(expected) if expected else None)


def test_deadlines_that_count_from_each_other_have_no_day() -> None:
    agreement = terms(("E0", relative("E1", days=1)), ("E1", relative("E0", days=1)))
    assert deadline_day(agreement, "E0") is None


@pytest.mark.parametrize(("today", "state"), [("2020-02-09", "open"), ("2020-02-10", "open"), ("2020-02-11", "passed")])
def test_a_deadline_is_open_on_its_own_day_and_passed_on_the_next(today: str, state: str) -> None:
    agreement = terms(("E1", Deadline(kind="absolute", date=day("2020-02-10"))))
    assert [d.state for d in due(agreement, (), (), day(today))] == [state]


def test_a_deadline_without_a_day_that_can_be_counted_is_undated_and_never_passed() -> None:
    (found,) = due(terms(("E1", Deadline(kind="relative", words="in phases"))), (), (), TODAY)
    assert (found.state, found.date, found.words) == ("undated", None, "in phases")


def test_what_is_reported_after_the_day_stands_with_the_deadline_and_what_was_before_does_not() -> None:
    agreement = terms(("E1", Deadline(kind="absolute", date=day("2020-02-10"))))
    before, after = claim("RUS.GOV", "accuse", "breach", "2020-02-09"), claim("RUS.GOV", "accuse", "breach", "2020-02-20")
    duty, other = claim("RUS.GOV", "state", "none", "2020-02-21"), claim("RUS.GOV", "accuse", "breach", "2020-02-22")
    entries = [entry(before, "E1", "breach"), entry(after, "E1", "breach"), entry(duty, "E1", "duty"), entry(other, "E2", "breach")]
    (found,) = due(agreement, entries, (), TODAY)
    assert [c.id for c in found.after] == [after.id]
    assert due(agreement, entries, (), day("2020-02-10"))[0].after == ()


def test_what_one_origin_tells_after_the_day_stands_once() -> None:
    agreement = terms(("E1", Deadline(kind="absolute", date=day("2020-02-10"))))
    told = [claim("RUS.GOV", "accuse", "breach", "2020-02-20") for _ in range(3)]
    origins = {key_of(c): "o1" for c in told}
    (found,) = due(agreement, [entry(c, "E1", "breach") for c in told], (), TODAY, origin_of=origins)
    assert [c.id for c in found.after] == [told[0].id]


@pytest.mark.parametrize(
    ("today", "until", "expected"),
    [
        ("2020-02-01", None, ("open", "2020-02-03")),
        ("2020-02-03", None, ("open", "2020-02-03")),
        ("2020-02-04", None, ("open", "2020-02-10")),
        ("2020-03-01", "2020-02-20", ("passed", "2020-02-17")),
    ],
)
def test_a_recurring_deadline_falls_due_next_and_no_more_once_the_agreement_has_ended(
    today: str, until: str | None, expected: tuple[str, str]
) -> None:
    (found,) = due(terms(("E1", Deadline(kind="recurring", every=7, words="weekly")), until=until), (), (), day(today))
    assert (found.state, str(found.date)) == expected


def test_an_amended_deadline_keeps_its_day_beside_the_new_one() -> None:
    change = Amended(by="other-2020", date=day("2020-03-10"), since=day("2020-02-20"))
    agreement = terms(("E1", Deadline(kind="absolute", date=day("2020-02-25"), amended=change)))
    old, new = due(agreement, (), (), TODAY)
    assert (old.state, old.date, old.superseded_by, old.moved_to) == ("superseded", day("2020-02-25"), "other-2020", change.date)
    assert (new.state, new.date) == ("open", change.date)
    assert [d.state for d in due(agreement, (), (), day("2020-02-19"))] == ["open"]  # the change was not yet made


def test_a_deadline_amended_by_a_commitment_takes_its_day() -> None:
    agreement = terms(
        ("E1", Deadline(kind="absolute", date=day("2020-02-10"), amended=Amended(by="E2"))),
        ("E2", Deadline(kind="absolute", date=day("2020-02-20"))),
    )
    assert [(d.commitment, d.state, str(d.date)) for d in due(agreement, (), (), TODAY)] == [
        ("E1", "superseded", "2020-02-10"),
        ("E1", "passed", "2020-02-20"),
        ("E2", "passed", "2020-02-20"),
    ]


# ── Ultimatums of speakers ───────────────────────────────────────────────────────────────────────────────────────────────────


def demand(said: str, by: str | None, *, of: str | None = "SYR.MIL", source: str = "TUR.GOV", kind: str = "retreat") -> Claim:
    return claim(source, "demand", kind, said, actor=of, status="future", deadline=by)


def threat(said: str, by: str | None, **more: Any) -> Claim:
    return claim(
        "TUR.GOV", "threaten", "assault", said, actor="TUR.MIL", target="SYR.MIL", status="conditional", deadline=by, **more
    )


def ultimatums(*claims: Claim, today: str = "2020-02-20", origins: dict[str, str] | None = None) -> list[Due]:
    return [d for d in due(terms(), (), claims, day(today), origin_of=origins) if d.kind == "ultimatum"]


def test_demand_and_threat_for_one_day_are_one_ultimatum() -> None:
    (found,) = ultimatums(demand("2020-02-05", "2020-02-29"), threat("2020-02-05", "2020-02-29"))
    assert (found.by, found.of, found.date, found.state, found.commitment) == ("TUR", "SYR", day("2020-02-29"), "issued", None)
    assert len(found.claims) == 2


@pytest.mark.parametrize(
    "other",
    [
        demand("2020-02-05", "2020-02-28"),
        demand("2020-02-05", "2020-02-29", of="SYR.REB"),
        demand("2020-02-05", "2020-02-29", source="RUS.GOV"),
    ],
)
def test_another_day_addressee_or_speaker_is_another_ultimatum(other: Claim) -> None:
    assert len(ultimatums(demand("2020-02-05", "2020-02-29"), other)) == 2


def test_a_claim_that_names_no_addressee_goes_with_the_only_one_there_is() -> None:
    nameless = demand("2020-02-06", "2020-02-29", of=None)
    assert [d.of for d in ultimatums(demand("2020-02-05", "2020-02-29"), nameless)] == ["SYR"]
    other = demand("2020-02-05", "2020-02-29", of="SYR.REB")
    assert [d.of for d in ultimatums(demand("2020-02-05", "2020-02-29"), other, nameless)] == ["SYR", "SYR.REB", None]


def test_a_later_saying_repeats_it_and_a_copy_does_not() -> None:
    first, again = demand("2020-02-05", "2020-02-29"), demand("2020-02-12", "2020-02-29")
    assert [d.state for d in ultimatums(first, again)] == ["repeated"]
    copied = {key_of(first): "o1", key_of(again): "o1"}
    assert [d.state for d in ultimatums(first, again, origins=copied)] == ["issued"]


def test_a_later_day_for_the_same_supersedes_it() -> None:
    old, new = ultimatums(demand("2020-02-05", "2020-02-29"), demand("2020-02-14", "2020-03-10"))
    assert (old.state, old.superseded_by, old.moved_to) == ("superseded", new.id, day("2020-03-10"))
    assert (new.state, new.superseded_by) == ("issued", None)


@pytest.mark.parametrize(
    "later",
    [
        demand("2020-02-14", "2020-03-10", source="RUS.GOV"),
        demand("2020-02-14", "2020-03-10", of="SYR.REB"),
        demand("2020-02-14", "2020-03-10", kind="concede"),
        demand("2020-02-05", "2020-03-10"),  # of the same day: two demands, none instead of the other
    ],
)
def test_another_speaker_addressee_or_matter_supersedes_nothing(later: Claim) -> None:
    assert "superseded" not in [d.state for d in ultimatums(demand("2020-02-05", "2020-02-29"), later)]


def test_what_comes_after_its_day_finds_it_expired_and_does_not_supersede_it() -> None:
    old, new = ultimatums(demand("2020-02-05", "2020-02-29"), demand("2020-03-02", "2020-03-10"), today="2020-03-03")
    assert (old.state, new.state) == ("expired", "issued")


@pytest.mark.parametrize(("today", "state"), [("2020-02-29", "issued"), ("2020-03-01", "expired")])
def test_an_ultimatum_expires_after_its_day(today: str, state: str) -> None:
    assert [d.state for d in ultimatums(demand("2020-02-05", "2020-02-29"), today=today)] == [state]


def test_what_is_said_after_today_is_not_known_today() -> None:
    claims = demand("2020-02-05", "2020-02-29"), demand("2020-02-14", "2020-03-10")
    assert [d.state for d in ultimatums(*claims, today="2020-02-10")] == ["issued"]


@pytest.mark.parametrize(
    ("told", "belongs"),
    [
        (claim("outlet", "report", "retreat", "2020-03-02", actor="SYR.MIL"), True),
        (claim("outlet", "report", "retreat", "2020-03-02", actor="SYR.MIL", negated=True), True),
        (claim("outlet", "report", "assault", "2020-03-02", actor="TUR.MIL", target="SYR.MIL"), True),
        (claim("outlet", "report", "retreat", "2020-02-28", actor="SYR.MIL"), False),
        (claim("outlet", "report", "retreat", "2020-05-02", actor="SYR.MIL"), False),
        (claim("outlet", "report", "retreat", "2020-03-02", actor="TUR.MIL"), False),
        (claim("outlet", "report", "assault", "2020-03-02", actor="SYR.MIL", target="TUR.MIL"), False),
        (claim("TUR.GOV", "threaten", "assault", "2020-03-02", actor="TUR.MIL", target="SYR.MIL"), False),
        (claim("outlet", "report", "retreat", "2020-03-02", actor="SYR.MIL", status="future"), False),
    ],
)
def test_what_is_told_of_the_matter_after_its_day(told: Claim, belongs: bool) -> None:
    (found,) = ultimatums(demand("2020-02-05", "2020-02-29"), threat("2020-02-05", "2020-02-29"), told, today="2020-06-01")
    assert [c.id for c in found.after] == ([told.id] if belongs else [])


@pytest.mark.parametrize(
    "made",
    [
        demand("2020-02-05", None),
        claim("TUR.GOV", "demand", "retreat", "2020-02-05", actor="SYR.MIL", negated=True, deadline="2020-02-29"),
        claim("TUR.GOV", "pledge", "retreat", "2020-02-05", actor="TUR.MIL", deadline="2020-02-29"),
        claim("outlet", "demand", "retreat", "2020-02-05", actor="SYR.MIL", deadline="2020-02-29"),
        claim("TUR.GOV", "threaten", "assault", "2020-02-05", actor="TUR.MIL", when="2020-02-03"),
    ],
)
def test_what_sets_no_day_for_anybody_is_no_ultimatum(made: Claim) -> None:
    assert ultimatums(made) == []


def test_words_stand_for_the_day_where_an_undated_document_leaves_them_unresolved() -> None:
    made = claim("TUR.GOV", "demand", "retreat", None, actor="SYR.MIL", said_as=("the end of the month",))
    assert [(d.date, d.words, d.state) for d in ultimatums(made)] == [(None, "the end of the month", "issued")]
    dated = claim("TUR.GOV", "demand", "retreat", "2020-02-05", actor="SYR.MIL", said_as=("for weeks",))
    assert ultimatums(dated) == []


def test_deadlines_and_ultimatums_are_never_mixed() -> None:
    agreement = terms(("E1", Deadline(kind="absolute", date=day("2020-02-29"))))
    found = due(agreement, (), [demand("2020-02-05", "2020-02-29")], TODAY)
    assert [(d.kind, d.id) for d in found] == [("deadline", "E1"), ("ultimatum", "TUR>SYR:2020-02-29")]
