"""The readers of plain files: texts, pages, JSON lines, tables of datasets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from marsad.errors import BadInput
from marsad.ingest import files
from marsad.ingest.desk import Desk, Got
from marsad.ingest.encoding import decode, find_declared
from marsad.ingest.json_lines import Line, read_lines
from marsad.ingest.observations import read_observations
from marsad.ingest.page import Page, looks_like_page, parse_day, read_page
from marsad.model import Document


def read_text(stream: BinaryIO, desk: Desk, got: Got) -> Iterator[Document | BadInput]:
    """Read a text, or a page where it looks like the source of one."""
    yield _read(stream, desk, got, page=False)


def read_html(stream: BinaryIO, desk: Desk, got: Got) -> Iterator[Document | BadInput]:
    """Read the source of a page."""
    yield _read(stream, desk, got, page=True)


def _read(stream: BinaryIO, desk: Desk, got: Got, *, page: bool) -> Document:
    data = files.read_bytes(stream, got.name)
    text, encoding, remarks = decode(data, find_declared(data) or got.charset or None, name=got.name)
    if page or looks_like_page(text):
        found = read_page(text, name=got.name)
        return desk.make(found, got, got.capture(data, "text/html"), encoding=encoding, remarks=remarks + found.remarks)
    return desk.make(Page(text=text), got, got.capture(data, "text/plain"), encoding=encoding, remarks=remarks)


def read_table(stream: BinaryIO, desk: Desk, got: Got) -> Iterator[Document | BadInput]:
    """Read the rows of a table of a dataset that is known."""
    return read_observations(stream, got.name, published=desk.published)


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
    published = parse_day(told["published"]) if told.get("published") else None
    if told.get("published") and published is None:
        raise BadInput(f'{got.name}: "published" is {told["published"]!r}, no date', "Write it as 2020-02-12, or leave it out")
    page = Page(
        text=told["text"],
        title=told.get("title", ""),
        outlet=told.get("outlet", ""),
        url=told.get("url", ""),
        published=published,
        language=told.get("language", ""),
    )
    return desk.make(page, got, got.capture(line.raw, "application/json"), told_id=told.get("id") or got.stem, trusted=True)
