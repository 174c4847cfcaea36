"""What a file is, and which reader takes it.

A reader gives the documents of a stream one by one, and an error in the place of each that cannot be read. A container (an archive)
hands what it holds back to the desk, which asks again what that is. A new format is a reader in a module of its own, a name in
`Format`, its signs in `tell_format`, and a line in `find_reader`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from enum import StrEnum
from pathlib import PurePath
from typing import TYPE_CHECKING, BinaryIO

from marsad.errors import BadInput
from marsad.ingest.warc_records import is_warc
from marsad.model import Document

if TYPE_CHECKING:
    from marsad.ingest.desk import Desk, Got

Reader = Callable[[BinaryIO, "Desk", "Got"], Iterator[Document | BadInput]]
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{2,40})", re.IGNORECASE)
SNIFFED = 4096  # bytes of its beginning by which a file is told


class Format(StrEnum):
    """What a file is."""

    text = "text"
    page = "page"
    lines = "lines"
    table = "table"
    warc = "warc"
    wacz = "wacz"
    zip = "zip"
    docx = "docx"
    sheet = "sheet"
    pdf = "pdf"
    office = "office"


_SUFFIXES = {
    ".html": Format.page,
    ".htm": Format.page,
    ".xhtml": Format.page,
    ".jsonl": Format.lines,
    ".ndjson": Format.lines,
    ".csv": Format.table,
    ".tsv": Format.table,
    ".txt": Format.text,
    ".warc": Format.warc,
    ".warc.gz": Format.warc,
    ".wacz": Format.wacz,
    ".zip": Format.zip,
    ".pdf": Format.pdf,
    ".docx": Format.docx,
    ".docm": Format.docx,
    ".xlsx": Format.sheet,
    ".xlsm": Format.sheet,
}
_MEDIA_TYPES = {
    "application/pdf": Format.pdf,
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": Format.docx,
    "text/html": Format.page,
    "application/xhtml+xml": Format.page,
    "application/x-ndjson": Format.lines,
    "application/jsonl": Format.lines,
    "text/csv": Format.table,
    "application/warc": Format.warc,
    "application/wacz": Format.wacz,
}
SUFFIXES = frozenset(_SUFFIXES)
READ_IN_FOLDERS = SUFFIXES
CONTAINERS = frozenset({Format.warc, Format.wacz, Format.zip})  # hold any number of documents, which only reading them tells
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
# What is a ZIP by its bytes, and something of its own by its name.
_ZIPPED = {
    ".wacz": Format.wacz,
    ".docx": Format.docx,
    ".docm": Format.docx,
    ".xlsx": Format.sheet,
    ".xlsm": Format.sheet,
}
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DOUBLE = tuple(suffix for suffix in SUFFIXES if suffix.count(".") > 1)


def tell_format(start: bytes, suffix: str, media_type: str = "") -> Format:
    """Tell what a file is: by its first bytes where they say it, else by its suffix, else by what a server calls it.

    What nothing tells is text; a page is still told by its first words when it is read.
    """
    if is_warc(start):
        return Format.warc
    if start.startswith(_ZIP):
        return _ZIPPED.get(suffix, Format.zip)
    if start[:1024].lstrip().startswith(b"%PDF-"):
        return Format.pdf
    if start.startswith(_OLD_OFFICE):
        return Format.office
    return _SUFFIXES.get(suffix) or _MEDIA_TYPES.get(media_type) or Format.text


def suffix_of(name: str) -> str:
    """Give the suffix of a file's name, in small letters; `.warc.gz` is one."""
    small = name.lower()
    return next((suffix for suffix in _DOUBLE if small.endswith(suffix)), PurePath(small).suffix)


def is_page_type(media_type: str) -> bool:
    """Tell whether what a server calls so may be a text for people, by itself; tables and archives are not."""
    return media_type == "text/plain" or _MEDIA_TYPES.get(media_type) not in (None, Format.table, *CONTAINERS)


def split_content_type(value: str) -> tuple[str, str]:
    """Give the media type in small letters, and the charset, of a Content-Type header; empty where it tells none."""
    charset = _CHARSET.search(value)
    return value.partition(";")[0].strip().lower(), charset.group(1) if charset else ""


def find_reader(form: Format) -> Reader:
    """Give the reader of a format. Readers are loaded when they are asked for: some of their libraries are slow to load."""
    from marsad.ingest import plain

    match form:
        case Format.lines:
            return plain.read_json_lines
        case Format.table:
            from marsad.ingest.tables import read_csv

            return read_csv
        case Format.sheet:
            from marsad.ingest.sheets import read_xlsx

            return read_xlsx
        case Format.page:
            return plain.read_html
        case Format.warc:
            from marsad.ingest.warc import read_warc

            return read_warc
        case Format.wacz:
            from marsad.ingest.wacz import read_wacz

            return read_wacz
        case Format.pdf:
            from marsad.ingest.pdf import read_pdf

            return read_pdf
        case Format.docx:
            from marsad.ingest.docx import read_docx

            return read_docx
        case Format.office:
            return plain.refuse_old_office
        case Format.zip:
            from marsad.ingest.zipped import read_zip

            return read_zip
        case _:
            return plain.read_text
