"""The nouns: values that do not change, codes that read back, dates as the claim record writes them."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from marsad import model
from marsad.model import Actor, Agreement, Commitment, Document, Event, Party, Precision, Role, When, Zone
from marsad.text import Span

DAY = dt.date


@pytest.mark.parametrize(
    ("code", "country", "sector"),
    [("SYR.MIL", "SYR", "MIL"), ("???.REB", "???", "REB"), ("UN.IGO", "UN", "IGO"), ("TUR", "TUR", "UNK")],
)
def test_an_actor_is_read_from_its_code(code: str, country: str, sector: str) -> None:
    assert Actor.parse(code) == Actor(country, sector)


@pytest.mark.parametrize("code", ["SYR.MIL", "???.UNK", "GCC.IGO"])
def test_a_code_is_written_as_it_was_read(code: str) -> None:
    assert Actor.parse(code).code == code


TIMES = [
    (DAY(2020, 2, 12), DAY(2020, 2, 12), Precision.day, "2020-02-12"),
    (DAY(2020, 2, 10), DAY(2020, 2, 12), Precision.span, "2020-02-10/2020-02-12"),
    (DAY(2020, 2, 1), DAY(2020, 2, 29), Precision.month, "2020-02"),
    (DAY(2018, 1, 1), DAY(2018, 12, 31), Precision.year, "2018"),
    (DAY(2018, 1, 1), DAY(2019, 12, 31), Precision.year, "2018/2019"),
    (DAY(2020, 1, 1), DAY(2020, 2, 29), Precision.month, "2020-01-01/2020-02-29"),
    (None, None, Precision.unresolved, None),
    (DAY(2020, 2, 12), None, Precision.day, None),
]


@pytest.mark.parametrize(("first", "last", "precision", "iso"), TIMES)
def test_a_time_is_written_as_exactly_as_it_is_told(
    first: dt.date | None, last: dt.date | None, precision: Precision, iso: str | None
) -> None:
    assert When(span=Span(0, 1), said_as="x", first=first, last=last, precision=precision).iso == iso


def nouns() -> list[type]:
    return [one for one in vars(model).values() if dataclasses.is_dataclass(one) and isinstance(one, type)]


@pytest.mark.parametrize("noun", nouns(), ids=lambda noun: noun.__name__)
def test_a_noun_never_changes_and_carries_nothing_more(noun: type) -> None:
    assert noun.__dataclass_params__.frozen  # type: ignore[attr-defined]
    assert "__slots__" in vars(noun)


def test_a_document_cannot_be_changed() -> None:
    document = Document(id="a", text="نص", language="ar")
    with pytest.raises(dataclasses.FrozenInstanceError):
        document.text = "غيره"  # type: ignore[misc]


def test_the_hash_of_a_document_is_that_of_its_text_alone() -> None:
    one = Document(id="a", text="نص", language="ar")
    assert one.sha256 == Document(id="b", text="نص", language="ar", title="عنوان").sha256
    assert one.sha256 != Document(id="a", text="نص.", language="ar").sha256


def test_an_event_says_nothing_that_nobody_told() -> None:
    event = Event(type="assault")
    assert (event.actor, event.target, event.place, event.when, event.deadline, event.killed) == (None,) * 6
    assert (event.negated, event.status) == (False, "actual")


def an_agreement() -> Agreement:
    parties = (
        Party(name="الأولى", role=Role.signatory, codes=("AAA.GOV", "AAA.MIL")),
        Party(name="الثانية", role=Role.regulated, codes=("BBB.REB",)),
        Party(name="الشاهد", role=Role.witness, codes=("UN.IGO",)),
        Party(name="المراقب", role=Role.monitor, codes=("CCC.MIL",)),
    )
    return Agreement(
        id="test-2020",
        title="Test",
        title_ar="تجربة",
        signed=DAY(2020, 1, 1),
        in_force=DAY(2020, 1, 2),
        until=None,
        place="X",
        parties=parties,
        zone=Zone(countries=("AAA",)),
        names=(),
        not_this=(),
        sources=(),
        commitments=tuple(Commitment(id=key, kind="task", obligated=(), what=f"what {key} asks") for key in ("T1", "T2")),
    )


def test_witnesses_and_monitors_are_countries_of_an_agreement_but_no_sides() -> None:
    agreement = an_agreement()
    assert agreement.countries == {"AAA", "BBB", "UN", "CCC"}
    assert agreement.sides == {"AAA", "BBB"}


def test_a_commitment_is_found_by_its_id_or_not_at_all() -> None:
    agreement = an_agreement()
    found = agreement.commitment("T2")
    assert found is not None
    assert found.what == "what T2 asks"
    assert agreement.commitment("T3") is None
