"""One place has many spellings in Latin letters; each is its own or nobody's."""

from __future__ import annotations

from collections import defaultdict

import pytest

from marsad.errors import BadPack
from marsad.gazetteer import load_gazetteer
from marsad.gazetteer.load import LATIN_COLUMNS, parse_latin
from marsad.gazetteer.spellings import person_spellings, plain, skeleton, spellings


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Saraqib", "Saraqeb"),
        ("Ma‘arrat an Nu‘mān", "Maarat al-Numan"),
        ("Ma'arrat an-Nu'man", "Maarrat al-Nu'man"),
        ("Al Ḩudaydah", "Hodeidah"),
        ("Dayr az Zawr", "Deir ez-Zor"),
        ("I‘zāz", "Azaz"),
        ("Qabāţīyah", "Qabatiya"),
        ("Avdiyivka", "Avdiivka"),
    ],
)
def test_two_spellings_of_one_name_have_one_skeleton(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other)


@pytest.mark.parametrize(("one", "other"), [("Aleppo", "Halab"), ("Homs", "Hama"), ("Tyre", "Sur"), ("Douma", "Doha")])
def test_another_name_has_another_skeleton(one: str, other: str) -> None:
    assert skeleton(one) != skeleton(other)


@pytest.mark.parametrize(
    ("name", "made"),
    [("Ar Raqqah", "raqqa"), ("Qabāţīyah", "qabatiyeh"), ("Khan Yunis", "khan younis"), ("Ma‘arrat an Nu‘mān", "maarrat al numan")],
)
def test_the_rules_make_the_spellings_of_news(name: str, made: str) -> None:
    assert made in spellings(name)


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("Bashar al-Assad", "bashar assad"),
        ("Volodymyr Zelensky", "volodymyr zelenskyy"),
        ("Mohammed Deif", "muhammad deif"),
        ("Muammar Gaddafi", "muammar qaddafi"),
    ],
)
def test_a_person_is_known_by_the_spellings_of_news(name: str, made: str) -> None:
    assert made in person_spellings(name)
    assert [made in holder.names for holder in load_gazetteer("en").holders].count(True) == 1


@pytest.mark.parametrize(
    ("spellings_of_one", "country"),
    [
        (["Saraqib", "Saraqeb", "Sarakeb"], "SYR"),
        (["Maarat al-Numan", "Ma'arrat an-Nu'man", "Maarrat al Numan"], "SYR"),
        (["Daraa", "Deraa", "Dar'a"], "SYR"),
        (["Raqqa", "al-Raqqah"], "SYR"),
        (["Hodeidah", "Hodeida", "al-Hudaydah"], "YEM"),
        (["Taiz", "Ta'izz"], "YEM"),
        (["Azaz", "A'zaz"], "SYR"),
        (["Stepanakert", "Khankendi"], "AZE"),
        (["Marinka", "Maryinka"], "UKR"),
        (["Mekelle", "Mekele"], "ETH"),
    ],
)
def test_every_spelling_is_read_as_the_place(spellings_of_one: list[str], country: str) -> None:
    places = defaultdict(set)
    for row in load_gazetteer("en").places:
        for name in row.names:
            places[plain(name)].add((row.place.country, row.place.name))
    found = [places[plain(name)] for name in spellings_of_one]
    assert all({land for land, _ in those} == {country} for those in found), found
    assert set.intersection(*found), found


def test_no_spelling_is_two_towns() -> None:
    owners = defaultdict(set)
    for row in load_gazetteer("en").places:
        for name in row.names if row.place.geonames else ():
            owners[name].add(row.place.geonames)
    assert [name for name, towns in owners.items() if len(towns) > 1] == []


def test_a_spelling_that_is_a_word_is_read_only_with_a_word_such_as_town() -> None:
    sure = {name for row in load_gazetteer("en").places if not row.ambiguous for name in map(plain, row.names)}
    assert sure.isdisjoint({"ali", "omar", "salem", "hit", "said", "march", "mary", "jordan", "same", "sale"})


def test_a_malformed_row_is_named_by_line() -> None:
    good = "a town|atown\tA Town\tSYR\t1.0\t2.0\t7\t0\t"
    with pytest.raises(BadPack, match=r"places_latin\.tsv:3: "):
        parse_latin("\n".join(["\t".join(LATIN_COLUMNS), good, good.replace("1.0", "north")]))
    with pytest.raises(BadPack, match="the columns are not"):
        parse_latin(good)
