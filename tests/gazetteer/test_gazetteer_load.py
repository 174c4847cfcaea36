"""A malformed entry is refused with its file and line, and what to do."""

from __future__ import annotations

import datetime as dt

import pytest

from marsad.errors import BadPack
from marsad.gazetteer import Term, actor_of
from marsad.gazetteer.load import COLUMNS, _country, _extra, _holder, _organisation, parse_entries, parse_places
from marsad.model import Actor

GOOD_COUNTRY = "- iso3: TUR\n  names: {ar: [تركيا]}\n"


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        (GOOD_COUNTRY + "- iso3: tr\n  names: {ar: [تركيا]}\n", 3, "no ISO 3166-1"),
        ("# a note\n" + GOOD_COUNTRY + "- names: {ar: [تركيا]}\n", 4, "'iso3' is missing"),
        (GOOD_COUNTRY + "  nickname: {}\n", 1, "'nickname' is none of"),
        (GOOD_COUNTRY + "  weak: {ar: [دولة]}\n", 1, "is weak but"),
        (GOOD_COUNTRY + "- iso3: NOR\n  names: {ar: [no]}\n", 3, "is no name"),
        (GOOD_COUNTRY + "- iso3: [NOR\n", 4, "not YAML"),
    ],
)
def test_a_malformed_country_is_named_by_line(text: str, line: int, says: str) -> None:
    with pytest.raises(BadPack, match=f"countries.yaml:{line}: .*{says}"):
        parse_entries(text, lambda e: _country(e, "ar"), "countries.yaml")


def test_a_malformed_code_is_refused() -> None:
    with pytest.raises(BadPack, match="no actor code"):
        parse_entries("- {id: x, code: TURKEY, names: {ar: [س]}}", lambda e: _organisation(e, "ar"), "organisations.yaml")


@pytest.mark.parametrize(("first", "last"), [("2020-13", "null"), ("yesterday", "null"), ("2020-05-01", "2019")])
def test_a_date_that_cannot_be_is_refused(first: str, last: str) -> None:
    text = f"- name: {{ar: [س]}}\n  terms: [{{code: TUR.GOV, from: {first}, to: {last}}}]"
    with pytest.raises(BadPack, match=r"offices\.yaml:1"):
        parse_entries(text, lambda e: _holder(e, "ar"), "offices.yaml")


def test_a_month_and_a_year_count_whole() -> None:
    text = "- name: {ar: [س]}\n  terms: [{code: TUR.GOV, from: 2020-02, to: 2021}]"
    (holder,) = parse_entries(text, lambda e: _holder(e, "ar"), "offices.yaml")
    assert (holder.terms[0].first, holder.terms[0].last) == (dt.date(2020, 2, 1), dt.date(2021, 12, 31))


def test_a_place_of_no_known_kind_is_refused() -> None:
    with pytest.raises(BadPack, match="none of the kinds"):
        parse_entries("- {ar: [س], en: [S], country: SYR, kind: hamlet}", lambda e: _extra(e, "ar"), "places_extra.yaml")


def test_a_broken_row_of_the_table_is_named_by_line() -> None:
    good = "إدلب\tIdlib\tSYR\ttown\t35.9306\t36.6339\t169389\t128840\t0"
    with pytest.raises(BadPack, match=r"places\.tsv:3"):
        parse_places("\n".join(["\t".join(COLUMNS), good, good.replace("35.9306", "north")]), "ar")
    with pytest.raises(BadPack, match="columns"):
        parse_places(good, "ar")


TUR, SYR = Actor("TUR", "GOV"), Actor("SYR", "REB")
EARLY = Term(actor=TUR, last=dt.date(2010, 5, 1))
LATE = Term(actor=SYR, first=dt.date(2010, 5, 1))


@pytest.mark.parametrize(
    ("terms", "on", "actor"),
    [
        ((EARLY, LATE), dt.date(2010, 4, 30), TUR),
        ((EARLY, LATE), dt.date(2010, 5, 1), SYR),
        ((EARLY, LATE), None, None),
        ((EARLY,), None, TUR),
        ((EARLY,), dt.date(2011, 1, 1), None),
    ],
)
def test_the_term_in_force_answers_and_the_later_one_on_the_day_of_change(
    terms: tuple[Term, ...], on: dt.date | None, actor: Actor | None
) -> None:
    assert actor_of(terms, on) == actor
