from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.errors import BadPack
from marsad.pack import load_pack
from marsad.reading.numbers import NumberWords, find_numbers, load_number_words
from marsad.words import cut_words

PACK = load_pack("ar")
FOLDING = PACK.folding


@cache
def number_words() -> NumberWords:
    return load_number_words(PACK.raw["numbers"], FOLDING)


def counts(text: str) -> list[tuple[int, int | None]]:
    return [(hit.low, hit.high) for hit in find_numbers(cut_words(FOLDING.fold(text)), number_words())]


EXACT = [
    ("140 متمردا", 140),
    ("١٤٠ متمردا", 140),
    ("12,345 نازحا", 12345),
    ("1٬250 نازحا", 1250),
    ("1.250 نازحا", 1250),
    ("1.250.000 نازح", 1250000),
    ("1.5 مليون نازح", 1500000),
    ("6,1 مليون نازح", 6100000),
    ("500 ألف نازح", 500000),
    ("20 ألفا", 20000),
    ("3 آلاف نازح", 3000),
    ("3 آلاف و500 نازح", 3500),
    ("ثلاثة جنود", 3),
    ("ثلاث طائرات", 3),
    ("ثماني طائرات", 8),
    ("عشر طائرات", 10),
    ("أحد عشر قتيلا", 11),
    ("إحدى عشرة نقطة", 11),
    ("النقاط الاثنتي عشرة", 12),
    ("أربعة عشر جنديا", 14),
    ("اثنان وعشرون جريحا", 22),
    ("خمسة وعشرين جريحا", 25),
    ("خمسة و عشرين جريحا", 25),
    ("واحد وثلاثون جريحا", 31),
    ("مقتل اثنين من الجنود", 2),
    ("مائة شخص", 100),
    ("مئتي جندي", 200),
    ("ثلاثمئة جندي", 300),
    ("ثلاث مئة وخمسة وعشرون جنديا", 325),
    ("مئة وأربعين جنديا", 140),
    ("ألف جندي", 1000),
    ("ألفي جندي", 2000),
    ("ألف ومئتين", 1200),
    ("ثلاثة آلاف وأربعمئة وخمسة عشر", 3415),
    ("ثلاثمئة ألف نازح", 300000),
    ("ربع مليون نازح", 250000),
    ("مليون ونصف المليون نازح", 1500000),
    ("مليونين ومئتي ألف نازح", 2200000),
    ("المسلحين السبعة", 7),
    ("بثلاثة صواريخ", 3),
    ("و34 مسلحا", 34),
    ("النقاط الـ12", 12),
]


@pytest.mark.parametrize(("text", "expected"), EXACT)
def test_a_number_in_digits_or_words_is_exact(text: str, expected: int) -> None:
    (hit,) = find_numbers(cut_words(FOLDING.fold(text)), number_words())
    assert (hit.low, hit.high, hit.exact) == (expected, expected, True)


BOUNDED = [
    ("أكثر من عشرة جنود", 11, None),
    ("أكثر من مئتين و ثلاثين جنديا", 231, None),
    ("ما يزيد على 1600 طن", 1601, None),
    ("ما لا يقل عن 20 مدنيا", 20, None),
    ("على الأقل 20 مدنيا", 20, None),
    ("20 مدنيا على الأقل", 20, None),
    ("113 جندي على الاقل", 113, None),
    ("20 مدنيا أو أكثر", 20, None),
    ("أقل من 30 جنديا", 1, 29),
    ("ما لا يزيد عن 30 جنديا", 1, 30),
    ("نحو 200 جندي", 200, 200),
    ("حوالي ربع مليون نازح", 250000, 250000),
    ("قرابة ستين ألف نازح", 60000, 60000),
    ("بنحو 2500 جندي", 2500, 2500),
    ("بين 10 و15 قتيلا", 10, 15),
    ("بين عشرة وخمسة عشر قتيلا", 10, 15),
    ("10 إلى 15 قتيلا", 10, 15),
    ("10-15 قتيلا", 10, 15),
    ("11 أو 13 قتيلا", 11, 13),
    ("عشرات القتلى", 10, None),
    ("مئات القتلى", 100, None),
    ("مقتل الآلاف", 1000, None),
    ("عشرات الآلاف من النازحين", 10000, None),
    ("مئات الآلاف من النازحين", 100000, None),
]


@pytest.mark.parametrize(("text", "low", "high"), BOUNDED)
def test_a_bounded_or_rough_number_is_not_exact(text: str, low: int, high: int | None) -> None:
    (hit,) = find_numbers(cut_words(FOLDING.fold(text)), number_words())
    assert (hit.low, hit.high, hit.exact) == (low, high, False)


NO_NUMBERS = [
    "الهجوم الأول والثاني",
    "الحادي عشر من الشهر",
    "الدورة السادسة والعشرين",
    "عدة قتلى",
    "بضعة أيام",
    "بضعة عشر رجلا",
    "القرار 1701",
    "قرار مجلس الأمن 1701",
    "20 في المئة",
    "20%",
    "طائرة سو-24",
    "طائرة سو24",
    "بنتيجة 3/2",
    "أكثر من مرة",
    "أحد القادة",
    "جندي واحد",
    "يوم الاثنين",
    "كميات كبيرة",
    "لست خائفا",
    "192.168.10.1",
    "12345678901234567890",
]


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_ordinals_shares_labels_and_several_are_no_quantities(text: str) -> None:
    assert counts(text) == []


def test_numbers_of_different_things_are_kept_apart() -> None:
    assert counts("قتل ثلاثة مدنيين وأربعة جنود و13 مسلحا") == [(3, 3), (4, 4), (13, 13)]
    assert counts("مئة قتيل وعشرون جريحا") == [(100, 100), (20, 20)]


def test_a_bound_that_follows_holds_for_the_nearest_number_only() -> None:
    assert counts("20 شخصا بينهم 3 أطفال على الأقل") == [(20, 20), (3, None)]


@pytest.mark.parametrize(
    "raw",
    [
        [],
        {key: value for key, value in PACK.raw["numbers"].items() if key != "scales"},
        {**PACK.raw["numbers"], "units": [{"number": "three", "words": ["ثلاثة"]}]},
        {**PACK.raw["numbers"], "labels": "القرار"},
        {**PACK.raw["numbers"], "bounds": {"roughly": ["نحو"]}},
    ],
)
def test_a_malformed_file_is_refused(raw: Any) -> None:
    with pytest.raises(BadPack, match="numbers"):
        load_number_words(raw, FOLDING)


PIECES = [
    "ثلاثة",
    "عشر",
    "عشرة",
    "عشرين",
    "وعشرين",
    "مئة",
    "ومئتين",
    "ألف",
    "آلاف",
    "مليون",
    "ونصف",
    "ربع",
    "نصف",
    "بين",
    "و",
    "إلى",
    "أو",
    "أكثر",
    "من",
    "على",
    "الأقل",
    "نحو",
    "عشرات",
    "الآلاف",
    "12",
    "1.5",
    "1,000",
    "-",
    "/",
    "%",
    "القرار",
    "بضعة",
    "واحد",
]


@given(st.lists(st.sampled_from(PIECES), max_size=14))
def test_any_words_are_read_without_fault_and_in_order(pieces: list[str]) -> None:
    check(" ".join(pieces))


@given(st.text(max_size=60))
def test_any_text_is_read_without_fault(text: str) -> None:
    check(text)


def check(text: str) -> None:
    words = cut_words(FOLDING.fold(text))
    last = 0
    for hit in find_numbers(words, number_words()):
        assert last <= hit.first < hit.last <= len(words)
        last = hit.last
        assert hit.low >= 0
        assert hit.high is None or hit.low <= hit.high
        assert not hit.exact or hit.low == hit.high
