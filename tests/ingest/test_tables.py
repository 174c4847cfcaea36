"""Tables: each row a text, by columns that are told or can mean nothing else; broken ones are refused, the rest is read."""

from __future__ import annotations

import datetime as dt
import io
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from documents_at_hand import zip_of
from marsad.ingest import Failure, gather
from marsad.ingest.tables import read_day
from marsad.model import Document

FIRST = "قال المتحدث باسم الوزارة إن القوات انسحبت من البلدة أمس بعد أيام من القصف المتواصل على أطرافها."
SECOND = "وأضاف أن الهدنة ما زالت صامدة في المنطقة كلها، وأن الدوريات المشتركة ستبدأ الأسبوع المقبل كما اتفق عليه."
COLUMNS = {"text": "Body", "title": "Headline", "published": "Date", "url": "Link", "id": "No"}


def read(path: Path, columns: Mapping[str, str] | None = None, **told: Any) -> tuple[list[Document], list[str]]:
    found = list(gather([path], keep_going=True, for_keeping=True, columns=columns, **told))
    return [one for one in found if isinstance(one, Document)], [one.error.what for one in found if isinstance(one, Failure)]


def save(folder: Path, data: str | bytes, name: str = "news.csv") -> Path:
    (folder / name).write_bytes(data.encode() if isinstance(data, str) else data)
    return folder / name


def book_of(rows: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1256", "utf-16"])
def test_a_row_is_a_text_whatever_parts_its_fields_and_in_whatever_letters(delimiter: str, encoding: str, tmp_path: Path) -> None:
    first = delimiter.join(["No", "Body", "Headline", "Date", "Link"])
    row = delimiter.join(["x7", f'"{FIRST}\n{SECOND}"', "هدوء", "2020-02-12", "https://a.example/1"])
    (document,), failures = read(save(tmp_path, f"{first}\r\n{row}\r\n".encode(encoding)), COLUMNS)
    assert not failures
    assert (document.id, document.text, document.title) == ("x7", f"{FIRST}\n{SECOND}", "هدوء")
    assert (document.published, document.url) == (dt.date(2020, 2, 12), "https://a.example/1")
    assert document.capture is not None
    assert row in document.capture.body.decode(encoding)


def test_columns_that_are_not_told_are_taken_by_names_that_mean_nothing_else_and_that_is_told(tmp_path: Path) -> None:
    (document,), _ = read(save(tmp_path, f"العنوان,النص,Date\nهدوء,{FIRST.replace(',', '')},2020-02-12\n"))
    assert (document.text, document.title, document.published) == (FIRST, "هدوء", None)
    assert any("told by their names: title=العنوان, text=النص" in remark for remark in document.remarks)


def test_a_table_in_a_folder_whose_columns_are_not_known_is_passed_over(tmp_path: Path) -> None:
    save(tmp_path, "a,b\n1,2\n")
    save(tmp_path, FIRST, "a.txt")
    passed = Counter[str]()
    documents, failures = read(tmp_path, passed=passed)
    assert ([one.text for one in documents], failures) == ([FIRST], [])
    assert passed == {"table whose columns are not known": 1}


def test_sheets_are_read_and_formulas_never_worked_out(tmp_path: Path) -> None:
    rows: list[list[object]] = [["No", "Body", "Date", "Headline", "Link"]]
    rows += [[7, FIRST, dt.datetime(2020, 2, 12), "=1+1", None], [], [8, SECOND, None, "هدوء", None]]  # noqa: DTZ001
    (first, second), failures = read(save(tmp_path, book_of(rows), "news.xlsx"), COLUMNS)
    assert not failures
    assert (first.id, first.text, first.title, first.published) == ("7", FIRST, "", dt.date(2020, 2, 12))
    assert (second.id, second.text, second.title) == ("8", SECOND, "هدوء")
    assert second.capture is not None
    assert SECOND.encode() in second.capture.body


@pytest.mark.parametrize(
    ("told", "order", "day"),
    [
        ("2020-02-12", "", dt.date(2020, 2, 12)),
        ("13/02/2020", "", dt.date(2020, 2, 13)),
        ("02/13/2020", "", dt.date(2020, 2, 13)),
        ("٠٣/٠٣/٢٠٢٠", "", dt.date(2020, 3, 3)),
        ("03/04/2020", "", None),
        ("03/04/2020", "day-first", dt.date(2020, 4, 3)),
        ("03/04/2020", "month-first", dt.date(2020, 3, 4)),
        ("13/02/2020", "month-first", None),
        ("31.02.2020", "", None),
        ("soon", "", None),
    ],
)
def test_a_day_is_taken_only_where_it_can_be_read_in_one_way(told: str, order: str, day: dt.date | None) -> None:
    found, doubt = read_day(told, order)
    assert found == day
    assert bool(doubt) == (day is None)


FAR: list[list[object]] = [["Body"], [FIRST], [None] * 900 + ["x"]]
GOOD = f'Body\n"{FIRST}"\n'
PART = '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><workbook>&b;</workbook>'


@pytest.mark.parametrize(
    ("name", "data", "read_rows", "reason"),
    [
        ("empty.csv", "", 0, "is empty"),
        ("header-only.csv", "Body\n", 0, "without rows"),
        ("wrong-columns.csv", f"Text\n{FIRST}\n", 0, "no column 'Body'"),
        ("twice.csv", f"Body,Body\n{FIRST},x\n", 0, "more than one column"),
        ("unclosed.csv", GOOD + '"left open\n', 1, "broken CSV"),
        ("nulls.csv", GOOD.encode() + b"\x00\x00\x00\n", 0, "binary"),
        ("too-wide.csv", GOOD + "a,b,c\n", 1, "3 cells, and the table has 1"),
        ("no-text.csv", 'Body,x\n"",1\n' + f'"{FIRST}",2\n', 1, "no text"),
        ("long-line.csv", b"Body\n" + b"x" * 50_000_001, 0, "too large"),
        ("damaged.csv", (GOOD * 3).encode() + "ق".encode()[:1], 0, "damaged at byte"),
        ("no.xlsx", "Body\n", 0, "damaged ZIP"),
        ("no-sheets.xlsx", zip_of({"a.xml": "<a/>"}), 0, "no sheets"),
        ("entities.xlsx", zip_of({"xl/workbook.xml": PART}), 0, "hostile"),
        ("outside.xlsx", zip_of({"xl/workbook.xml": PART.encode("utf-16")}), 0, "hostile"),
        ("bomb.xlsx", zip_of({"xl/workbook.xml": "<a/>", "xl/b.xml": bytes(40_000_000)}), 0, "far more than"),
        ("broken.xlsx", zip_of({"xl/workbook.xml": "<workbook>"}), 0, "damaged XLSX"),
        ("truncated.xlsx", book_of([["Body"], [FIRST]])[:-50], 0, "damaged ZIP"),
        ("header-only.xlsx", book_of([["Body"]]), 0, "without rows"),
        ("far-cell.xlsx", book_of(FAR), 1, "901 cells"),
        ("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4_000), 0, "old form"),
    ],
    ids=lambda value: value if isinstance(value, str) and value.endswith(("csv", "xlsx", "xls")) else "",
)
def test_a_malformed_table_is_refused_with_the_reason_and_the_rest_read(
    name: str, data: str | bytes, read_rows: int, reason: str, tmp_path: Path
) -> None:
    documents, failures = read(save(tmp_path, data, name), {"text": "Body"})
    assert [one.text for one in documents] == [FIRST] * read_rows
    (failure,) = failures
    assert reason in failure


def test_macros_of_a_workbook_are_left_alone(tmp_path: Path) -> None:
    (document,), failures = read(save(tmp_path, book_of([["Body"], [FIRST]]), "news.xlsm"), {"text": "Body"})
    assert (document.text, failures) == (FIRST, [])
