"""From paths to documents, one by one, in a stable order."""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, NamedTuple

from marsad.errors import BadInput
from marsad.ingest import files
from marsad.ingest.encoding import decode, find_declared
from marsad.ingest.files import JSON_LINES, MAX_BYTES, PAGES, STDIN, TABLES
from marsad.ingest.json_lines import Line, read_lines
from marsad.ingest.language import identify, remark_on_pack, require_pack
from marsad.ingest.observations import read_observations
from marsad.ingest.page import Page, looks_like_page, parse_day, read_page
from marsad.model import Capture, Document

_UNKEEPABLE = re.compile("[\0\ud800-\udfff]")

__all__ = ["MAX_BYTES", "Failure", "Load", "gather", "weigh"]


class Failure(NamedTuple):
    """Something given that could not be read, and why."""

    error: BadInput


class Load(NamedTuple):
    """How much there is to read: documents (None where it cannot be told beforehand) and bytes."""

    documents: int | None
    bytes: int


def gather(
    paths: Iterable[Path | str],
    *,
    published: dt.date | None = None,
    language: str | None = None,
    stdin: BinaryIO | None = None,
    keep_going: bool = False,
    for_keeping: bool = False,
) -> Iterator[Document | Failure]:
    """Yield the documents that paths stand for: text and HTML files, JSON lines, folders, and `-` for the standard input.

    `published` holds for documents that tell no date of their own, `language` for all. Each document has an id of its own: the one
    that it tells or its file's stem, with a number behind where it is taken. Raises a BadInput at the first thing that cannot be
    read, or, with `keep_going`, yields a Failure in its place.

    With `for_keeping` each document carries the bytes that it was got out of, and its text bears being stored: what no database
    holds (NUL, half of a surrogate pair) stands as U+FFFD, one for one, and a remark says so. Ids are then not numbered: the store
    knows which are taken. A text in a language without a pack is kept too, to be read when there is one; to read it now is refused.
    """
    desk = _Desk(published=published, language=language, stdin=stdin, for_keeping=for_keeping)
    for found in files.find_files(Path(path) for path in paths):
        for item in [found] if isinstance(found, BadInput) else desk.take(found):
            if isinstance(item, Document):
                yield item
            elif keep_going:
                yield Failure(item)
            else:
                raise item


def weigh(paths: Iterable[Path | str], *, pages: int = 0) -> Load:
    """Tell how much there is to read, without reading more than the line ends of JSON lines files; `pages` come beside them."""
    documents: int | None = pages
    size = 0
    for path in files.find_files(Path(path) for path in paths):
        if isinstance(path, BadInput):
            continue
        if path == STDIN or not path.is_file():
            documents = None
            continue
        size += path.stat().st_size
        if documents is not None:
            documents += _count_lines(path) if path.suffix.lower() in JSON_LINES else 1
    return Load(documents, size)


def _count_lines(path: Path) -> int:
    if not os.access(path, os.R_OK):
        return 0
    with path.open("rb") as stream:
        return sum(block.count(b"\n") for block in iter(lambda: stream.read(1 << 20), b""))


@dataclass(slots=True, kw_only=True)
class _Desk:
    """Where documents are made: what holds for all of them, and which ids are taken."""

    published: dt.date | None
    language: str | None
    stdin: BinaryIO | None
    for_keeping: bool = False
    taken: set[str] = field(default_factory=set)

    def take(self, path: Path) -> Iterator[Document | BadInput]:
        """Read one file, or the standard input."""
        if path == STDIN:
            if self.stdin is None:
                yield BadInput("there is no standard input to read", "Give a file")
            else:
                yield from self._take_stdin(self.stdin)
            return
        try:
            with files.open_file(path) as stream:
                if path.suffix.lower() in JSON_LINES:
                    yield from self._take_lines(read_lines(stream, str(path)), str(path), path.stem)
                elif path.suffix.lower() in TABLES:
                    yield from read_observations(stream, str(path), published=self.published)
                else:
                    data = files.read_bytes(stream, str(path))
                    yield self._take_bytes(data, str(path), path.stem, page=path.suffix.lower() in PAGES)
        except BadInput as error:
            yield error

    def _take_stdin(self, stream: BinaryIO) -> Iterator[Document | BadInput]:
        """Read JSON lines where the first character is a brace, else one text or page."""
        start = b""
        line = stream.readline(MAX_BYTES + 1)
        while line and not start.strip():
            start += line
            line = stream.readline(MAX_BYTES + 1) if not start.strip() else b""
        try:
            if start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") and not start.startswith(b"{\\rtf"):
                yield from self._take_lines(read_lines(stream, "stdin", start=start), "stdin", "stdin")
            else:
                yield self._take_bytes(files.read_bytes(stream, "stdin", start=start), "stdin", "stdin", page=False)
        except BadInput as error:
            yield error

    def _take_lines(self, lines: Iterator[Line | BadInput], name: str, stem: str) -> Iterator[Document | BadInput]:
        empty = True
        for line in lines:
            empty = False
            if isinstance(line, BadInput):
                yield line
                continue
            try:
                yield self._from_line(line, f"{name}:{line.number}", f"{stem}-{line.number}")
            except BadInput as error:
                yield error
        if empty:
            yield BadInput(f"{name} is empty", "Check the path, or leave the file out")

    def _from_line(self, line: Line, where: str, number: str) -> Document:
        told = line.fields
        published = parse_day(told["published"]) if told.get("published") else None
        if told.get("published") and published is None:
            raise BadInput(f'{where}: "published" is {told["published"]!r}, no date', "Write it as 2020-02-12, or leave it out")
        page = Page(
            text=told["text"],
            title=told.get("title", ""),
            outlet=told.get("outlet", ""),
            url=told.get("url", ""),
            published=published,
            language=told.get("language", ""),
        )
        return self._document(page, where, told.get("id") or number, trusted=True, capture=Capture(line.raw, "application/json"))

    def _take_bytes(self, data: bytes, name: str, stem: str, *, page: bool) -> Document:
        text, encoding, remarks = decode(data, find_declared(data), name=name)
        if page or looks_like_page(text):
            found = read_page(text, name=name)
            return self._document(found, name, stem, encoding, remarks + found.remarks, capture=Capture(data, "text/html"))
        return self._document(Page(text=text), name, stem, encoding, remarks, capture=Capture(data, "text/plain"))

    def _document(
        self,
        page: Page,
        where: str,
        name: str,
        encoding: str = "utf-8",
        remarks: tuple[str, ...] = (),
        *,
        capture: Capture,
        trusted: bool = False,
    ) -> Document:
        """Make the document. The language that a page declares is not trusted: many Arabic pages say that they are English."""
        language = self.language or (page.language if trusted else "") or identify(page.text)
        if self.for_keeping and not self.language:
            remarks += remark_on_pack(language)
        else:
            require_pack(language, where)
        if page.published and self.published and page.published != self.published:
            remarks += (f"it tells its own date, {page.published}, which is used",)
        if self.for_keeping and any(map(_UNKEEPABLE.search, (name, page.text, page.title, page.outlet, page.url, page.author))):
            name, page = _UNKEEPABLE.sub("\ufffd", name), _make_keepable(page)
            remarks += ("it holds signs that no database keeps; they stand as \ufffd",)
        free = name if self.for_keeping else self._free(name)
        if free != name:
            remarks += (f"another document has the id {name}; this one is {free}",)
        return Document(
            id=free,
            text=page.text,
            language=language,
            title=page.title,
            outlet=page.outlet,
            url=page.url,
            published=page.published or self.published,
            author=page.author,
            modified=page.modified,
            blocks=page.blocks,
            encoding=encoding,
            remarks=remarks,
            capture=capture if self.for_keeping else None,
        )

    def _free(self, name: str) -> str:
        free, number = name, 2
        while free in self.taken:
            free, number = f"{name}-{number}", number + 1
        self.taken.add(free)
        return free


def _make_keepable(page: Page) -> Page:
    def keepable(text: str) -> str:
        return _UNKEEPABLE.sub("\ufffd", text)

    return page._replace(
        text=keepable(page.text),
        title=keepable(page.title),
        outlet=keepable(page.outlet),
        url=keepable(page.url),
        author=keepable(page.author),
    )
