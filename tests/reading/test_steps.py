from __future__ import annotations

import datetime as dt

import pytest

from marsad.pack import load_pack
from marsad.reading.when import find_times, load_date_words
from marsad.words import cut_words

PUBLISHED = dt.date(2020, 2, 12)


def days_of(text: str, published: dt.date | None = PUBLISHED) -> list[str | None]:
    pack = load_pack("en")
    words = cut_words(pack.folding.fold(text))
    return [hit.when.iso for hit in find_times(words, text, published, load_date_words(pack.raw["dates"], pack.folding))]


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("on February 3, 2020", "2020-02-03"),
        ("on Feb. 3", "2020-02-03"),
        ("on March 3rd, 2019", "2019-03-03"),
        ("on the 3rd of January", "2020-01-03"),
        ("on 3 February", "2020-02-03"),
        ("on Saturday, February 1, 2020", "2020-02-01"),
        ("last week", "2020-02-03/2020-02-09"),
        ("last month", "2020-01"),
        ("last Friday", "2020-02-07"),
        ("last August", "2019-08"),
        ("two days ago", "2020-02-10"),
        ("in the past three days", "2020-02-09/2020-02-11"),
        ("in May", "2019-05"),
    ],
)
def test_a_time_is_told_in_the_order_of_the_language(words: str, days: str) -> None:
    assert days_of(f"Syrian forces shelled Saraqib {words}.") == [days]


def test_a_number_after_in_and_a_month_counts_people_and_is_no_day() -> None:
    assert days_of("In May 20 soldiers were killed in Saraqib.") == ["2019-05"]


@pytest.mark.parametrize("words", ["two days ago", "last week", "last Friday", "on Feb. 3"])
def test_what_is_counted_from_publication_is_left_open_where_that_is_unknown(words: str) -> None:
    assert days_of(f"Syrian forces shelled Saraqib {words}.", None) == [None]


def test_a_few_days_are_no_certain_days() -> None:
    assert days_of("Syrian forces shelled Saraqib in the last few days.") == [None]
