"""The desk where documents are made of what was got: what holds for all of them, which ids are taken, what was passed over."""

from __future__ import annotations

import datetime as dt
import io
import os
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from marsad.errors import BadInput, Fault
from marsad.ingest import files, limits
from marsad.ingest.files import STDIN
from marsad.ingest.formats import SNIFFED, find_reader, suffix_of, tell_format
from marsad.ingest.language import identify, remark_on_pack, require_pack
from marsad.ingest.limits import MAX_DEPTH
from marsad.ingest.page import Page
from marsad.ingest.page_address import choose_address
from marsad.model import Capture, Document

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_UNKEEPABLE = re.compile("[\0\ud800-\udfff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Got:
    """What is known of bytes before they are read: their name for messages, the stem of ids, how they were got.

    `suffix` is that of the file's name, in small letters. `media_type` and `charset` are what a server said. `url`, `asked`,
    `fetched`, `status`, `headers`, `within` and `tool` are those of the capture. `depth` counts the archives around it.
    `searched` says that nobody named it: it was found in a folder or an archive, and is passed over where it is nothing to read.
    """

    name: str
    stem: str
    suffix: str = ""
    media_type: str = ""
    charset: str = ""
    url: str = ""
    asked: str = ""
    fetched: dt.datetime | None = None
    status: int | None = None
    headers: tuple[tuple[str, str], ...] = ()
    within: str = ""
    tool: str = ""
    depth: int = 0
    searched: bool = False

    def part(self, name: str, stem: str) -> Got:
        """Say what is known of a part of it: the same, under a name of its own."""
        return replace(self, name=name, stem=stem)

    def capture(self, body: bytes, media_type: str) -> Capture:
        """Make the capture of bytes that were got so."""
        return Capture(
            body,
            media_type,
            url=self.url,
            fetched=self.fetched,
            status=self.status,
            headers=self.headers,
            within=self.within,
            asked=self.asked,
            tool=self.tool,
        )


@dataclass(slots=True, kw_only=True)
class Desk:
    """Where documents are made. `passed` counts what was met and left out by rule, by the reason: no failure, and told at the end.

    `published` holds for documents that tell no date of their own, `language` for all. With `for_keeping` documents bear being
    stored, as `gather` says. `columns` tells which column of a table holds what, `dates` how its days are written.
    """

    published: dt.date | None = None
    language: str | None = None
    stdin: BinaryIO | None = None
    for_keeping: bool = False
    taken: set[str] = field(default_factory=set)
    passed: Counter[str] = field(default_factory=Counter)
    columns: Mapping[str, str] = field(default_factory=dict)
    dates: str = ""
    may_unpack: int = limits.MAX_BYTES  # bytes that the outermost archive may yet unpack to, with all that lie in it
    _done: int = 0
    _open: BinaryIO | None = None

    @property
    def position(self) -> int:
        """How many bytes of files were read."""
        return self._done + (self._open.tell() if self._open and self._open.seekable() else 0)

    def take(self, path: Path, *, searched: bool = False) -> Iterator[Document | BadInput]:
        """Read one file, or the standard input; `searched` as in `Got`."""
        if path == STDIN:
            if self.stdin is None:
                yield BadInput("there is no standard input to read", "Give a file")
            else:
                yield from self._take_stdin(self.stdin)
            return
        try:
            with files.open_file(path) as stream:
                self._open = stream
                suffix = suffix_of(path.name)
                got = Got(name=str(path), stem=path.name[: -len(suffix)] if suffix else path.name, suffix=suffix, searched=searched)
                try:
                    yield from self.take_stream(stream, got)
                finally:
                    self._done, self._open = self.position, None
        except BadInput as error:
            yield error

    def take_bytes(self, data: bytes, got: Got) -> Iterator[Document | BadInput]:
        """Read bytes that came out of an archive or off the web."""
        if got.depth > MAX_DEPTH:
            yield BadInput(f"{got.name} lies in more than {MAX_DEPTH} archives, one in the other", "Unpack it first")
        else:
            yield from self.take_stream(io.BytesIO(data), got)

    def take_stream(self, stream: BinaryIO, got: Got) -> Iterator[Document | BadInput]:
        """Read a stream by what it is.

        One of the two edges of the program, the runner of a job: a crash in a parser takes down this one input, and is told.
        """
        try:
            reader = find_reader(tell_format(_peek(stream, got.name), got.suffix, got.media_type))
            yield from reader(stream, self, got)
        except BadInput as error:
            yield error
        except Fault:
            raise
        except Exception as error:
            if os.environ.get("MARSAD_TRACE"):
                raise
            yield BadInput(
                f"{got.name} could not be read: a fault in Marsad ({type(error).__name__}: {error})",
                "Report it with the input; MARSAD_TRACE=1 shows where it happened",
            )

    def _take_stdin(self, stream: BinaryIO) -> Iterator[Document | BadInput]:
        """Read JSON lines where the first character is a brace, else what the first bytes say."""
        start = b""
        line = stream.readline(limits.MAX_BYTES + 1)
        while line and not start.strip():
            start += line
            line = stream.readline(limits.MAX_BYTES + 1) if not start.strip() else b""
        lines = start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") and not start.startswith(b"{\\rtf")
        got = Got(name="stdin", stem="stdin", suffix=".jsonl" if lines else "")
        yield from self.take_stream(io.BufferedReader(_Joined(start, stream)), got)

    def make(
        self,
        page: Page,
        got: Got,
        capture: Capture,
        *,
        told_id: str = "",
        encoding: str = "utf-8",
        remarks: tuple[str, ...] = (),
        trusted: bool = False,
        dataset: str = "",
    ) -> Document:
        """Make a document of what was read.

        The language that a page declares is trusted only where `trusted`: many Arabic pages say that they are English. Raises
        BadInput for a language without a pack, where it is to be read now; rows of a `dataset` need none.
        """
        name = told_id or got.stem
        language = self.language or (page.language if trusted else "") or identify(page.text)
        if self.for_keeping and not self.language:
            remarks += () if dataset else remark_on_pack(language)
        elif not dataset:
            require_pack(language, got.name)
        if page.published and self.published and page.published != self.published:
            remarks += (f"it tells its own date, {page.published}, which is used",)
        if self.for_keeping and any(map(_UNKEEPABLE.search, (name, page.text, page.title, page.outlet, page.url, page.author))):
            name, page = _UNKEEPABLE.sub("\ufffd", name), _make_keepable(page)
            remarks += ("it holds signs that no database keeps; they stand as \ufffd",)
        free = name if self.for_keeping else self._free(name)
        if free != name:
            remarks += (f"another document has the id {name}; this one is {free}",)
        url, doubt = choose_address(page.url, got.url) if got.url else (page.url, "")
        return Document(
            id=free,
            text=page.text,
            language=language,
            title=page.title,
            outlet=page.outlet,
            url=url,
            published=page.published or self.published,
            author=page.author,
            modified=page.modified,
            fetched=got.fetched,
            blocks=page.blocks,
            dataset=dataset,
            encoding=encoding,
            remarks=(*remarks, doubt) if doubt else remarks,
            capture=capture if self.for_keeping else None,
        )

    def _free(self, name: str) -> str:
        free, number = name, 2
        while free in self.taken:
            free, number = f"{name}-{number}", number + 1
        self.taken.add(free)
        return free


class _Joined(io.RawIOBase):
    """What was read of a stream already, and the rest of it."""

    def __init__(self, start: bytes, rest: BinaryIO) -> None:
        self._start, self._rest = start, rest

    def readable(self) -> bool:
        return True

    def readinto(self, into: WriteableBuffer) -> int:
        view = memoryview(into).cast("B")
        data = self._start[: len(view)] or self._rest.read(len(view))
        self._start = self._start[len(view) :]
        view[: len(data)] = data
        return len(data)


def _peek(stream: BinaryIO, name: str) -> bytes:
    """Look at the first bytes of a stream without taking them."""
    try:
        if isinstance(stream, io.BufferedReader):
            return stream.peek(SNIFFED)[:SNIFFED]
        start = stream.read(SNIFFED)
        stream.seek(0)
    except OSError as error:
        raise BadInput(f"{name} cannot be read: {error.strerror or error}") from error
    return start


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
