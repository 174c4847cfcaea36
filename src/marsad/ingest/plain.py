"""The readers of plain files: texts, pages, JSON lines, tables of datasets."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import BinaryIO

from marsad.errors import BadInput, NotText
from marsad.ingest import files
from marsad.ingest.desk import Desk, Got
from marsad.ingest.encoding import decode, find_declared
from marsad.ingest.json_lines import Line, read_lines
from marsad.ingest.observations import load_datasets
from marsad.ingest.page import Page, looks_like_page, parse_day, read_page
from marsad.ingest.page_dates import parse_moment
from marsad.model import Document


def read_text(stream: BinaryIO, desk: Desk, got: Got) -> Iterator[Document | BadInput]:
    """Read a text, or a page where it looks like the source of one."""
    yield _read(stream, desk, got, page=False)


def read_html(stream: BinaryIO, desk: Desk, got: Got) -> Iterator[Document | BadInput]:
    """Read the source of a page."""
    yield _read(stream, desk, got, page=True)


def refuse_old_office(stream: BinaryIO, desk: Desk, got: Got) -> Iterator[Document | BadInput]:
    """Refuse a document of Word, Excel or PowerPoint as they were written until 2003, or one with a password."""
    what = "an office document in the old form (.doc, .xls), or with a password"
    yield NotText(f"{got.name} is {what}", "Open it and save it as .docx or .xlsx without a password")


def _read(stream: BinaryIO, desk: Desk, got: Got, *, page: bool) -> Document:
    data = files.read_bytes(stream, got.name)
    text, encoding, remarks = decode(data, find_declared(data) or got.charset or None, name=got.name)
    if page or looks_like_page(text):
        found = read_page(text, name=got.name)
        return desk.make(found, got, got.capture(data, "text/html"), encoding=encoding, remarks=remarks + found.remarks)
    return desk.make(Page(text=text), got, got.capture(data, "text/plain"), encoding=encoding, remarks=remarks)


def read_json_lines(stream: BinaryIO, desk: Desk, got: Got) -> Iterator[Document | BadInput]:
    """Read documents as JSON lines; each line is a document of its own."""
    empty = True
    for line in read_lines(stream, got.name):
        empty = False
        if isinstance(line, BadInput):
            yield line
            continue
        try:
            yield _from_line(line, desk, got.part(f"{got.name}:{line.number}", f"{got.stem}-{line.number}"))
        except BadInput as error:
            yield error
    if empty:
        yield BadInput(f"{got.name} is empty", "Check the path, or leave the file out")


def _from_line(line: Line, desk: Desk, got: Got) -> Document:
    told = line.fields
    page = Page(
        text=told["text"],
        title=told.get("title", ""),
        outlet=told.get("outlet", ""),
        url=told.get("url", ""),
        published=_day(told, "published", got),
        language=told.get("language", ""),
        author=told.get("author", ""),
        modified=_day(told, "modified", got),
        blocks=line.blocks,
    )
    capture = got.capture(line.raw, "application/json")
    dataset = _dataset(told.get("dataset", ""), got)
    made = desk.make(page, got, capture, told_id=told.get("id") or got.stem, trusted=True, dataset=dataset)
    remarks = (*line.remarks, *(one for one in made.remarks if one not in line.remarks))
    return replace(made, remarks=remarks, fetched=_moment(told, got) or made.fetched)


def _day(told: Mapping[str, str], key: str, got: Got) -> dt.date | None:
    if not told.get(key):
        return None
    day = parse_day(told[key])
    if day is None:
        raise BadInput(f'{got.name}: "{key}" is {told[key]!r}, no date', "Write it as 2020-02-12, or leave it out")
    return day


def _moment(told: Mapping[str, str], got: Got) -> dt.datetime | None:
    if not told.get("fetched"):
        return None
    moment = parse_moment(told["fetched"])
    if moment is None:
        raise BadInput(
            f'{got.name}: "fetched" is {told["fetched"]!r}, no time', "Write it as 2020-02-12T09:30:00Z, or leave it out"
        )
    return moment


def _dataset(code: str, got: Got) -> str:
    known = [one.code for one in load_datasets()] if code else []
    if code not in ("", *known):
        raise BadInput(f'{got.name}: "dataset" is {code!r}, which is not known', f"Known are {', '.join(known)}; or leave it out")
    return code
