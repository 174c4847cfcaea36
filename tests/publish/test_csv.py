from __future__ import annotations

import csv
import io

import pytest
from claims_at_hand import TEXT, make_claim, make_document

from marsad.publish.csv import COLUMNS, escape_cell, render_csv


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", " =1+1", "\n=1", "＝1+1", "－ قال"])
def test_a_cell_that_a_spreadsheet_would_run_is_escaped(cell: str) -> None:
    assert escape_cell(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "قصف", "a=b", "2020-02-12", "«=»"])
def test_a_cell_that_is_plain_text_stays_as_it_is(cell: str) -> None:
    assert escape_cell(cell) == cell


def test_a_row_is_read_back_as_it_was_written_with_its_quote_and_numbers() -> None:
    page = "".join(render_csv([(make_document(), make_claim(note='=HYPERLINK("x"), "y"\r\nz'))]))
    assert page.startswith("doc,outlet,")
    assert page.endswith("\r\n")
    (row,) = csv.DictReader(io.StringIO(page, newline=""))
    assert row["note"] == '\'=HYPERLINK("x"), "y"\r\nz'
    assert row["quote"] == TEXT[int(row["start"]) : int(row["end"])]
    assert (row["killed_low"], row["killed_high"], row["lat"], row["when"]) == ("11", "", "35.86", "")


def test_no_claims_give_the_names_of_the_columns() -> None:
    assert "".join(render_csv([])) == ",".join(COLUMNS) + "\r\n"
