"""The data files hold what they promise."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from functools import cache
from importlib import resources
from itertools import pairwise

import pytest
import yaml

from marsad.gazetteer import Gazetteer, Group, Holder, actor_of, load_gazetteer
from marsad.text import Folding, make_folding


@cache
def gazetteer() -> Gazetteer:
    return load_gazetteer("ar")


@cache
def folding() -> Folding:
    pack = yaml.safe_load((resources.files("marsad.languages.ar") / "orthography.yaml").read_text("utf-8"))
    return make_folding(pack["letters"], pack["dropped"])


def holder(name: str) -> Holder:
    return next(h for h in gazetteer().holders if name in h.names)


def group(id_: str) -> Group:
    return next(g for g in gazetteer().groups if g.id == id_)


def code_on(known: Holder | Group, day: str | None) -> str | None:
    actor = actor_of(known.terms, dt.date.fromisoformat(day) if day else None)
    return actor.code if actor else None


def test_every_country_stands_once() -> None:
    codes = Counter(c.iso3 for c in gazetteer().countries)
    assert [code for code, times in codes.items() if times > 1] == []
    assert {"PSE", "XKX", "TWN", "ESH", "SYR", "SSD"} <= codes.keys()
    assert len(codes) >= 197


def test_every_code_names_a_known_country_or_organisation() -> None:
    known = {c.iso3 for c in gazetteer().countries} | {"UN", "NATO", "EU", "AU", "ARL", "OSCE", "OIC", "GCC", "ICRC", "IGO"}
    g = gazetteer()
    terms = [t for group_ in g.groups for t in group_.terms] + [t for person in g.holders for t in person.terms]
    actors = [o.actor for o in g.organisations] + [t.actor for t in terms]
    assert sorted({a.code for a in actors if a.country not in known}) == []


def test_every_place_has_a_known_country_or_none_by_intent() -> None:
    known = {c.iso3 for c in gazetteer().countries} | {"HKG", "MAC", "PRI", "REU", "GLP", "MTQ", "NCL", "CUW"}
    strange = {(p.place.name, p.place.country) for p in gazetteer().places if p.place.country not in known}
    without = {name for name, country in strange if country == ""}
    assert strange - {(name, "") for name in without} == set()
    assert {"Jerusalem", "Red Sea", "Kashmir"} <= without
    assert len(without) < 25


def test_coordinates_lie_on_the_globe_and_come_in_pairs() -> None:
    for p in gazetteer().places:
        assert (p.place.latitude is None) == (p.place.longitude is None), p
        assert p.place.latitude is None or (-90 <= p.place.latitude <= 90 and -180 <= (p.place.longitude or 0) <= 180), p


def test_no_name_of_an_organisation_or_group_means_two_things() -> None:
    owners: defaultdict[str, set[str]] = defaultdict(set)
    for o in gazetteer().organisations:
        for name in o.names:
            owners[folding().key(name)].add(o.id)
    for g in gazetteer().groups:
        for name in (*g.names, *g.adjectives):
            owners[folding().key(name)].add(g.id)
    assert {name: ids for name, ids in owners.items() if len(ids) > 1} == {}


def test_ids_are_unique() -> None:
    ids = Counter([o.id for o in gazetteer().organisations] + [g.id for g in gazetteer().groups])
    assert [i for i, times in ids.items() if times > 1] == []


def test_no_strong_name_belongs_to_two_people_at_once() -> None:
    owners: defaultdict[str, set[str]] = defaultdict(set)
    for h in gazetteer().holders:
        for name in set(h.names) - h.weak:
            owners[folding().key(name)].add(h.names[0])
    assert {name: people for name, people in owners.items() if len(people) > 1} == {}


def test_no_country_word_means_two_countries() -> None:
    owners: defaultdict[str, set[str]] = defaultdict(set)
    for c in gazetteer().countries:
        for word in {*c.names, *c.adjectives, *c.plurals, *c.capitals, *c.stands_for_government} - c.weak:
            owners[folding().key(word)].add(c.iso3)
    assert {word: codes for word, codes in owners.items() if len(codes) > 1} == {}


def test_terms_of_one_person_or_group_follow_each_other() -> None:
    dated = [(g.id, g.terms) for g in gazetteer().groups] + [(h.names[0], h.terms) for h in gazetteer().holders]
    for known, terms in dated:
        for before, after in pairwise(terms):
            assert before.last is not None, known
            assert after.first is not None, known
            # A month or a year may hold the hand-over: two terms share at most the day, or the month that both name.
            assert before.last <= after.first, known


@pytest.mark.parametrize(
    "name", ["إدلب", "حلب", "غزة", "صعدة", "بغداد", "مأرب", "سراقب", "تعز", "معرة النعمان", "دونيتسك", "الفاشر", "عفرين"]
)
def test_a_place_much_in_the_news_needs_no_word_before_it(name: str) -> None:
    assert any(name in p.names and not p.ambiguous for p in gazetteer().places)


@pytest.mark.parametrize(
    "name", ["الباب", "الثورة", "العين", "الخيام", "صور", "النصر", "الوحدة", "السلام", "صالح", "فرعون", "ثورة"]
)
def test_a_place_that_is_also_a_word_is_never_clear(name: str) -> None:
    key = folding().key(name)
    assert [p for p in gazetteer().places if not p.ambiguous and key in map(folding().key, p.names)] == []


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("سراقب", "SYR"),
        ("مورك", "SYR"),
        ("خان شيخون", "SYR"),
        ("ترنبة", "SYR"),
        ("جبل الزاوية", "SYR"),
        ("محور فيلادلفيا", "PSE"),
        ("معبر كيسوفيم", "ISR"),
        ("مزارع شبعا", "LBN"),
        ("مرتفعات الجولان", "SYR"),
        ("ناغورني قره باغ", "AZE"),
        ("أوسيتيا الجنوبية", "GEO"),
        ("القرم", "UKR"),
        ("وادي سوات", "PAK"),
        ("سوتشي", "RUS"),
        ("أبيي", "SDN"),
        ("إدلب", "SYR"),
        ("محافظة إدلب", "SYR"),
        ("جنوب لبنان", "LBN"),
    ],
)
def test_a_place_of_the_conflicts_is_known_with_its_country(name: str, country: str) -> None:
    assert country in {p.place.country for p in gazetteer().places if name in p.names}


@pytest.mark.parametrize(
    ("name", "day", "code"),
    [
        ("أردوغان", "2002-05-01", None),
        ("أردوغان", "2020-02-12", "TUR.GOV"),
        ("أحمد نجدت سيزر", "2005-06-01", "TUR.GOV"),
        ("أحمد نجدت سيزر", "2020-02-12", None),
        ("الجولاني", "2020-02-12", "SYR.REB"),
        ("أحمد الشرع", "2025-03-01", "SYR.GOV"),
        ("الجولاني", None, None),
        ("علي عبد الله صالح", "2010-01-01", "YEM.GOV"),
        ("علي عبد الله صالح", "2016-01-01", "YEM.REB"),
        ("حميدتي", "2021-01-01", "SDN.MIL"),
        ("حميدتي", "2023-06-01", "SDN.REB"),
        ("نصر الله", None, "LBN.REB"),
        ("نصر الله", "2025-01-01", None),
        ("الأسد", "2020-02-12", "SYR.GOV"),
    ],
)
def test_a_person_counts_as_what_they_were_on_the_day(name: str, day: str | None, code: str | None) -> None:
    assert code_on(holder(name), day) == code


def test_the_turkish_president_of_2005_is_not_erdogan() -> None:
    day = dt.date(2005, 6, 1)
    presidents = {
        h.names[0]
        for h in gazetteer().holders
        for t in h.terms
        if t.office == "president" and t.actor.country == "TUR" and t.holds(day)
    }
    assert presidents == {"أحمد نجدت سيزر"}


@pytest.mark.parametrize(
    ("id_", "day", "code"),
    [
        ("taliban", "2021-08-14", "AFG.REB"),
        ("taliban", "2021-08-15", "AFG.GOV"),
        ("taliban", None, None),
        ("houthis", None, "YEM.REB"),
        ("rsf", "2019-06-03", "SDN.MIL"),
        ("rsf", "2023-04-15", "SDN.REB"),
        ("hts", "2020-02-12", "SYR.REB"),
    ],
)
def test_a_group_counts_as_what_it_was_on_the_day(id_: str, day: str | None, code: str | None) -> None:
    assert code_on(group(id_), day) == code


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("رويترز", "GBR.MED"),
        ("سانا", "SYR.MED"),
        ("المرصد السوري لحقوق الإنسان", "SYR.NGO"),
        ("اليونيفيل", "UN.IGO"),
        ("الناتو", "NATO.IGO"),
        ("التحالف بقيادة السعودية", "SAU.MIL"),
        ("اللجنة الدولية للصليب الأحمر", "ICRC.IGO"),
        ("السلطة الفلسطينية", "PSE.GOV"),
    ],
)
def test_an_organisation_carries_the_code_of_the_codebook(name: str, code: str) -> None:
    assert [o.actor.code for o in gazetteer().organisations if name in o.names] == [code]


def test_english_names_are_there_too() -> None:
    english = load_gazetteer("en")
    assert all(c.names for c in english.countries)
    assert any("Erdogan" in name for h in english.holders for name in h.names)
    assert any("idlib" in p.names for p in english.places)
