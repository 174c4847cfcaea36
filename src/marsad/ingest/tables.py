"""Rows of tables as documents: CSV and its kin, and the sheets of XLSX files.

Which column holds what is told by `--columns`, or by names that can mean nothing else (`tables.yaml`). Formulas are never worked
out: what the program that wrote the file last saw in a cell is read. A day is taken only where it can be read in one way.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files as data_files
from typing import BinaryIO, NamedTuple

import yaml

from marsad.errors import BadInput, NotText
from marsad.ingest import files, limits
from marsad.ingest.desk import Desk, Got
from marsad.ingest.encoding import decode
from marsad.ingest.observations import find_dataset, read_observations
from marsad.ingest.page import Page, parse_day
from marsad.model import Document

FIELDS = ("text", "title", "published", "url", "outlet", "author", "id", "language")
ORDERS = ("day-first", "month-first")
_DELIMITERS = ",;\t|"
_NUMBERS = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?:\s.*)?")
_UNKNOWN = "is a table whose columns are not known"
_HINT = "Say which column holds what: --columns text=Body,title=Headline,published=Date. Tables of ACLED and UCDP GED are known"


class Row(NamedTuple):
    """A row of a table: its number, its cells, and how it stands in the file, below the names of the columns."""

    number: int
    cells: Sequence[str]
    raw: bytes


class Table(NamedTuple):
    """A table: where it stands, its columns, its rows one by one, and how its letters were read."""

    got: Got
    header: Sequence[str]
    rows: Iterator[Row | BadInput]
    encoding: str = "utf-8"
    remarks: tuple[str, ...] = ()


@cache
def load_names() -> Mapping[str, str]:
    """Give the names of columns that are known, folded, with the field that each tells."""
    told = yaml.safe_load(data_files("marsad.ingest").joinpath("tables.yaml").read_text("utf-8"))
    return {_fold(name): field for field, names in told.items() for name in names}


def _fold(name: str) -> str:
    return " ".join(name.casefold().split())


def read_csv(stream: BinaryIO, desk: Desk, got: Got) -> Iterator[Document | BadInput]:
    """Read the rows of a table: of a dataset that is known, or each a text."""
    start = stream.peek(8_192) if isinstance(stream, io.BufferedReader) else stream.read(8_192)
    if not isinstance(stream, io.BufferedReader):
        stream.seek(0)
    first = start.partition(b"\n")[0].decode("utf-8-sig", "replace")
    if not desk.columns and find_dataset(next(csv.reader([first], delimiter=_delimiter_of(first)), [])):
        yield from read_observations(stream, got.name, published=desk.published)
        return
    data = files.read_bytes(stream, got.name)
    if not data.strip():
        raise BadInput(f"{got.name} {_UNKNOWN}: it is empty", _HINT)
    text, encoding, remarks = decode(data, got.charset or None, name=got.name)
    yield from read_rows(_open_csv(text, got, encoding, remarks), desk)


def _delimiter_of(line: str) -> str:
    return max(_DELIMITERS, key=line.count)


def _open_csv(text: str, got: Got, encoding: str, remarks: tuple[str, ...]) -> Table:
    lines = io.StringIO(text.removeprefix("\ufeff"), newline="")
    taken: list[str] = []

    def take() -> Iterator[str]:
        for line in lines:
            taken.append(line)
            yield line

    source = take()
    first = next((line for line in source if line.strip()), "")
    csv.field_size_limit(limits.MAX_BYTES)
    header = next(csv.reader([first], delimiter=_delimiter_of(first)), [])

    def rows() -> Iterator[Row | BadInput]:
        reader = csv.reader(source, delimiter=_delimiter_of(first), strict=True)
        number = 1
        while True:
            taken.clear()
            number += 1
            try:
                cells = next(reader, None)
            except csv.Error as error:
                yield BadInput(f"{got.name}, row {number}: broken CSV, {error}", "Mend the row; what stands after it was not read")
                return
            if cells is None:
                return
            if any(cell.strip() for cell in cells):
                yield Row(number, cells, (first + "".join(taken)).encode(encoding, "replace"))

    return Table(got, header, rows(), encoding, remarks)


def read_rows(table: Table, desk: Desk) -> Iterator[Document | BadInput]:
    """Read the rows of a table, each a text; a table that nobody named and whose columns are not known is passed over, counted."""
    try:
        places, guessed = _place(table, desk.columns)
    except BadInput:
        if not table.got.searched:
            raise
        desk.passed["table whose columns are not known"] += 1
        return
    remarks = table.remarks
    if guessed:
        told = ", ".join(f"{field}={table.header[at].strip()}" for field, at in places.items())
        remarks += (f"its columns were told by their names: {told}",)
    empty = True
    for row in table.rows:
        empty = False
        try:
            yield row if isinstance(row, BadInput) else _read_row(row, table, places, remarks, desk)
        except BadInput as error:
            yield error
    if empty:
        yield NotText(f"{table.got.name} is a table without rows", "Look whether it is whole")


def _place(table: Table, columns: Mapping[str, str]) -> tuple[dict[str, int], bool]:
    """Tell which field stands in which column, and whether that was told by names alone."""
    name, header = table.got.name, [_fold(one) for one in table.header]
    known = load_names()
    wanted = [(field, _fold(column)) for field, column in columns.items()] or [
        (known[one], one) for one in dict.fromkeys(header) if one in known
    ]
    fields = [field for field, _ in wanted]
    if "text" not in fields:
        raise BadInput(f"{name} {_UNKNOWN}", _HINT)
    for field, column in wanted:
        if column not in header:
            there = ", ".join(filter(None, (one.strip() for one in table.header)))[:300]
            raise BadInput(f"{name} has no column {columns[field]!r}", f"Its columns are: {there}")
        if header.count(column) > 1 or fields.count(field) > 1:
            raise BadInput(f"{name} has more than one column for {field}", "Give each a name of its own, or say which by --columns")
    return {field: header.index(column) for field, column in wanted}, not columns


def _read_row(row: Row, table: Table, places: Mapping[str, int], remarks: tuple[str, ...], desk: Desk) -> Document:
    got = table.got.part(f"{table.got.name}, row {row.number}", f"{table.got.stem}-{row.number}")
    if len(row.cells) > len(table.header):
        what = f"{len(row.cells)} cells, and the table has {len(table.header)} columns"
        raise BadInput(f"{got.name}: {what}", "Mend the row: a quotation mark or a delimiter may be missing")
    told = {field: row.cells[at].strip() if at < len(row.cells) else "" for field, at in places.items()}
    if not told["text"]:
        raise NotText(f"{got.name}: no text", "Fill the cell, or leave the row out")
    published, doubt = read_day(told.get("published", ""), desk.dates)
    page = Page(
        text=told["text"],
        title=told.get("title", ""),
        outlet=told.get("outlet", ""),
        url=told.get("url", ""),
        published=published,
        language=told.get("language", ""),
        author=told.get("author", ""),
    )
    capture = got.capture(row.raw, "text/csv")
    remarks += (doubt,) if doubt else ()
    return desk.make(page, got, capture, told_id=told.get("id", ""), encoding=table.encoding, remarks=remarks, trusted=True)


def read_day(told: str, order: str = "") -> tuple[dt.date | None, str]:
    """Read a day where it can be read in one way, with `order` (day-first, month-first) in that; else None, and why."""
    if not told:
        return None, ""
    found = _NUMBERS.fullmatch(told)
    if not found:
        day = parse_day(told)
        return day, "" if day else f"its day, {told[:40]!r}, is in a form that is not read"
    one, other, year = int(found[1]), int(found[3]), int(found[4])
    ways = {"day-first": (other, one), "month-first": (one, other)}
    days = {_day(year, *ways[way]) for way in ([order] if order else ORDERS)} - {None}
    if len(days) == 1:
        return days.pop(), ""
    return None, f"its day, {told!r}, can be read in two ways; --dates says which" if days else f"its day, {told!r}, is none"


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
