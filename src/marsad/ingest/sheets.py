"""The sheets of XLSX files as tables: values of cells as they were last seen, never formulas, macros or links."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import PurePath
from typing import Any, BinaryIO

from marsad.errors import BadInput, NotText
from marsad.ingest import files, limits
from marsad.ingest.desk import Desk, Got
from marsad.ingest.tables import Row, Table, read_rows
from marsad.ingest.zipped import open_zip, read_member
from marsad.model import Document

_DECLARES = re.compile(rb"<\0?!\0?(?:D\0?O\0?C\0?T\0?Y\0?P\0?E|E\0?N\0?T\0?I\0?T\0?Y)")
_HINT = "Open it and save it again as XLSX, or as CSV"


def read_xlsx(stream: BinaryIO, desk: Desk, got: Got) -> Iterator[Document | BadInput]:
    """Read the rows of the sheets of an XLSX file, each a text; sheets whose columns are not known are passed over."""
    from openpyxl import load_workbook

    data = files.read_bytes(stream, got.name)
    _refuse_hostile(data, desk, got)
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        sheets = list(book.worksheets)
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, SyntaxError, OSError) as error:
        raise BadInput(f"{got.name} is a damaged XLSX file", _HINT) from error
    many = len(sheets) > 1
    for sheet in sheets:
        sheet.reset_dimensions()  # what it says of its size may be false, and then costs a million empty cells
        within = f"{got.within or PurePath(got.name).name}!{sheet.title}"
        part = replace(got, name=f"{got.name}!{sheet.title}", within=within, searched=got.searched or many)
        yield from read_rows(_open_sheet(sheet, part), desk)


def _refuse_hostile(data: bytes, desk: Desk, got: Got) -> None:
    """Refuse a file whose parts declare entities or unpack beyond reason, before anything reads its XML."""
    with open_zip(io.BytesIO(data), got.name) as archive:
        if "xl/workbook.xml" not in archive.namelist():
            raise NotText(f"{got.name} has no sheets: xl/workbook.xml is not there", _HINT)
        if not got.depth:
            desk.may_unpack = 4 * limits.MAX_BYTES
        for info in archive.infolist():
            if info.filename.endswith((".xml", ".rels")):
                part = read_member(archive, info, f"{got.name}!{info.filename}", desk)
                if _DECLARES.search(part):
                    raise BadInput(f"{got.name} is hostile: its {info.filename} declares entities", "It is best left alone")


def _open_sheet(sheet: Any, got: Got) -> Table:
    rows = _rows_of(sheet, got)
    first = next(rows, None)
    if first is None or isinstance(first, BadInput):
        return Table(got, [], iter([first] if first else []))
    start = _line(first.cells)

    def rest() -> Iterator[Row | BadInput]:
        for row in rows:
            yield row if isinstance(row, BadInput) else row._replace(raw=start + row.raw)

    return Table(got, first.cells, rest())


def _rows_of(sheet: Any, got: Got) -> Iterator[Row | BadInput]:
    """Give the rows that hold something."""
    seen = 0
    try:
        for number, values in enumerate(sheet.iter_rows(values_only=True), start=1):
            seen += len(values) + 1
            if seen > limits.MAX_CELLS:
                yield NotText(f"{got.name} has more than {limits.MAX_CELLS:,} cells", "Save the rows that hold texts by themselves")
                return
            if any(value is not None for value in values):
                cells = [_show(value) for value in values]
                while cells and not cells[-1]:
                    cells.pop()
                if cells:
                    yield Row(number, cells, _line(cells))
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, SyntaxError, OSError, OverflowError):
        yield BadInput(f"{got.name} is damaged; what stands before was read", _HINT)


def _show(value: object) -> str:
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def _line(cells: Sequence[str]) -> bytes:
    line = io.StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue().encode("utf-8", "replace")
