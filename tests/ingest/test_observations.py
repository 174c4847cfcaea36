"""Rows of datasets as documents: every field is in the text, the row as it stands is the capture, and a broken row is told."""

from __future__ import annotations

import datetime as dt
import io

import pytest

from marsad.errors import BadInput
from marsad.ingest.observations import find_dataset, read_observations
from marsad.model import BlockKind, Document
from observing_rows import ACLED, CLASH, GED, ONE_SIDED, STRIKE, table


def read(data: bytes) -> list[Document | BadInput]:
    return list(read_observations(io.BytesIO(data), "some.csv"))


def documents(data: bytes) -> list[Document]:
    return [one for one in read(data) if isinstance(one, Document)]


@pytest.mark.parametrize(
    ("header", "code"),
    [
        (ACLED, "acled"),
        (GED, "ucdp-ged"),
        ([*reversed(ACLED), "population_best"], "acled"),
        (ACLED[1:], None),
        ([name.upper() for name in GED], None),
        (["text", "title"], None),
        ([], None),
    ],
)
def test_a_table_is_known_by_all_its_columns(header: list[str], code: str | None) -> None:
    found = find_dataset(header)
    assert (found.code if found else None) == code


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_every_field_that_is_told_stands_in_the_text_under_its_name(delimiter: str) -> None:
    [one] = documents(table(ACLED, STRIKE, delimiter=delimiter))
    assert one.text.startswith("Aircraft of the government hit a market, and eleven people died.\n\nevent_date: 11 February 2020\n")
    lines = one.text.split("\n")
    for name, value in STRIKE.items():
        if name != "notes":
            assert f"{name}: {value}" in lines
    assert (one.id, one.outlet, one.published, one.language, one.dataset) == ("acled-SYR90001", "Tall Wire", None, "en", "acled")


def test_prose_and_fields_are_told_apart() -> None:
    [one] = documents(table(GED, ONE_SIDED))
    assert [(block.kind, block.span.of(one.text)[:9]) for block in one.blocks] == [
        (BlockKind.paragraph, "Tall Wire"),
        (BlockKind.table, "date_star"),
    ]
    assert one.outlet == "UCDP"
    [bare] = documents(table(ACLED, CLASH))
    assert [block.kind for block in bare.blocks] == [BlockKind.table]
    assert bare.outlet == "ACLED"


def test_the_capture_is_the_head_and_the_row_as_they_stand_in_the_file() -> None:
    data = table(ACLED, STRIKE, CLASH)
    first, second = documents(data)
    assert first.capture
    assert second.capture
    head = data[: data.index(b"\n") + 1]
    assert first.capture.body.startswith(head)
    assert first.capture.body + second.capture.body[len(head) :] == data
    assert documents(first.capture.body) == [first]


def test_a_row_that_is_broken_is_told_by_its_line_and_the_rest_is_read() -> None:
    rows = (
        table(ACLED, STRIKE).decode()
        + "a,b\r\n\r\n"
        + table(ACLED, CLASH | {"event_id_cnty": ""}, CLASH).decode().split("\n", 1)[1]
    )
    told = [one.what if isinstance(one, BadInput) else one.id for one in read(rows.encode())]
    assert told == [
        "acled-SYR90001",
        "some.csv:4: 2 fields, and the table has 31 columns",
        "some.csv:6: no event_id_cnty",
        "acled-SYR90002",
    ]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "columns are not known"),
        (b"a,b\n1,2\n", "columns are not known"),
        (table(ACLED, STRIKE) + b"\xff\xfe,x\n", "not UTF-8"),
        (table(ACLED, STRIKE) + b'"open', "broken CSV"),
        (table(ACLED, CLASH)[:-40], "fields, and the table has"),
    ],
)
def test_what_cannot_be_read_ends_with_a_word_and_not_with_a_crash(data: bytes, says: str) -> None:
    last = read(data)[-1]
    assert isinstance(last, BadInput)
    assert says in last.what


def test_a_day_of_publication_that_is_given_holds_for_all_rows() -> None:
    [one] = read_observations(io.BytesIO(table(GED, ONE_SIDED)), "x", published=dt.date(2024, 6, 1))
    assert isinstance(one, Document)
    assert one.published == dt.date(2024, 6, 1)
