"""A claim through its row and back is the same claim, whatever it says."""

from __future__ import annotations

import datetime as dt
from typing import get_args

from hypothesis import given, settings
from hypothesis import strategies as st
from store_at_hand import dump, prove, store_at

from marsad.ledger import Coded
from marsad.model import Claim, Document, Event, Evidence, Flag, FlagKind, Link, Place
from marsad.model.claims import Act, EventType, Status
from marsad.store.claims import Filter, find_claims
from marsad.store.prepared import prepare
from marsad.store.records import claim_of, claim_row, link_of, link_row
from marsad.text import Span

TEXT = "قصفت القوات السورية بلدة سراقب — «quoted» 🚨 words, and more of them.\n" * 3
ENDS = st.tuples(st.integers(0, len(TEXT)), st.integers(0, len(TEXT))).map(sorted)
SPANS = ENDS.map(lambda ends: Span(*ends))
WORDS = SPANS.map(lambda span: Evidence(span=span, quote=span.of(TEXT)))
CODES = st.sampled_from(["TUR.GOV", "SYR.MIL", "???.UNK", "SYR.REB.HTS", "RUS"])
PLAIN = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
COUNTS = st.none() | st.tuples(st.integers(0, 9_999), st.none() | st.integers(0, 9_999))
DAYS = st.dates(dt.date(1990, 1, 1), dt.date(2090, 1, 1))
WHEN = st.one_of(
    st.none(),
    DAYS.map(str),
    DAYS.map(lambda day: f"{day:%Y-%m}"),
    DAYS.map(lambda day: f"{day:%Y}"),
    st.tuples(DAYS, DAYS).map(lambda pair: f"{min(pair)}/{max(pair)}"),
    st.tuples(DAYS, DAYS).map(lambda pair: f"{min(pair):%Y}/{max(pair):%Y}"),
)
EVENTS = st.builds(
    Event,
    type=st.sampled_from(get_args(EventType)),
    actor=st.none() | CODES,
    target=st.none() | CODES,
    negated=st.booleans(),
    status=st.sampled_from(get_args(Status)),
    place=st.none() | PLAIN,
    when=WHEN,
    deadline=WHEN,
    killed=COUNTS,
    wounded=COUNTS,
    displaced=COUNTS,
    mode=st.sampled_from(["", "shelling", "air strike"]),
)
DEGREES = st.none() | st.floats(-90, 90, allow_nan=False) | st.integers(-90, 90)
PLACES = st.builds(
    Place,
    name=PLAIN,
    country=st.just("SYR"),
    kind=st.just("town"),
    latitude=DEGREES,
    longitude=DEGREES,
    geonames=st.none() | st.integers(1, 99_999_999),
)
FLAGS = st.builds(Flag, st.sampled_from(FlagKind), SPANS, PLAIN)
CLAIMS = st.builds(
    Claim,
    id=st.integers(0, 2**64 - 1).map(lambda number: f"{number:016x}"),
    doc=st.just("a"),
    lang=st.just("ar"),
    date=st.none() | DAYS.map(str),
    sentence=SPANS,
    source=st.just("outlet") | CODES,
    act=st.sampled_from(get_args(Act)),
    event=EVENTS,
    cue=st.none() | WORDS,
    trigger=st.none() | WORDS,
    rule=PLAIN,
    actor=st.none() | WORDS,
    target=st.none() | WORDS,
    speaker=st.none() | WORDS,
    place=st.none() | WORDS,
    located=st.none() | PLACES,
    quoted=st.booleans(),
    transmitted_by=st.lists(PLAIN, max_size=3).map(tuple),
    said_as=st.lists(PLAIN, max_size=3).map(tuple),
    agreement_words=st.lists(WORDS, max_size=3).map(tuple),
    flags=st.lists(FLAGS, max_size=3).map(tuple),
    note=PLAIN,
)


@given(CLAIMS)
def test_a_claim_through_its_row_and_back_is_the_same(claim: Claim) -> None:
    assert claim_of(claim_row(claim), "a", TEXT) == claim


LINKS = st.builds(
    Link,
    agreement=st.sampled_from(["idlib-2018", "minsk-2015"]),
    commitment=st.none() | st.just("S5"),
    effect=st.sampled_from(["breach", "comply", "duty", "exit", "deny"]),
    by=CODES,
    of=st.none() | CODES,
    reason=PLAIN,
    claim=st.just("0" * 16),
)


@given(LINKS)
def test_a_link_through_its_row_and_back_is_the_same(link: Link) -> None:
    assert link_of(link_row(link, 0), link.claim) == link


@settings(max_examples=15)
@given(st.lists(CLAIMS, max_size=6, unique_by=lambda claim: claim.id))
def test_claims_through_a_database_are_the_same_and_are_proved(claims: list[Claim]) -> None:
    document = Document(id="a", text=TEXT, language="ar")
    prepared = prepare(Coded(document, tuple(claims)), [], reader="r", keys={})
    with store_at(":memory:") as store:
        store.add([prepared])
        with store.read() as connection:
            found = {one.claim.id: one.claim for one in find_claims(connection, Filter())}
        assert found == {claim.id: claim for claim in claims}
        assert not prove(store).harms


def test_claims_through_postgresql_are_the_same_and_are_proved(postgresql_url: str) -> None:
    claims: list[Claim] = []

    @settings(max_examples=40)
    @given(CLAIMS)
    def gather(claim: Claim) -> None:
        claims.append(claim)

    gather()
    once = {claim.id: claim for claim in claims}
    document = Document(id="a", text=TEXT, language="ar")
    with store_at(postgresql_url) as store:
        store.add([prepare(Coded(document, tuple(once.values())), [], reader="r", keys={})])
        with store.read() as connection:
            found = {one.claim.id: one.claim for one in find_claims(connection, Filter())}
        assert found == once
        assert not prove(store).harms
        assert dump(store)["claim"]
