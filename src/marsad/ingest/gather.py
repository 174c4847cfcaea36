"""From paths to documents, one by one, in a stable order."""

from __future__ import annotations

import datetime as dt
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, NamedTuple

from marsad.errors import BadInput
from marsad.ingest import files
from marsad.ingest.desk import Desk
from marsad.ingest.files import STDIN
from marsad.ingest.formats import CONTAINERS, Format, suffix_of, tell_format
from marsad.ingest.limits import MAX_BYTES
from marsad.model import Document

__all__ = ["MAX_BYTES", "Failure", "Load", "Meter", "gather", "weigh"]


class Failure(NamedTuple):
    """Something given that could not be read, and why."""

    error: BadInput


class Load(NamedTuple):
    """How much there is to read: documents (None where it cannot be told beforehand) and bytes.

    `by_bytes` says that progress is better told by these: there are archives, and all bytes are known.
    """

    documents: int | None
    bytes: int
    by_bytes: bool = False


@dataclass(slots=True)
class Meter:
    """How far the reading of files has come, in bytes; what the standard input gives is not counted. `listen` is told each step."""

    bytes: int = 0
    listen: Callable[[int], object] | None = None

    def move(self, to: int) -> None:
        """Put down how far it is."""
        self.bytes = to
        if self.listen:
            self.listen(to)


def gather(
    paths: Iterable[Path | str],
    *,
    published: dt.date | None = None,
    language: str | None = None,
    stdin: BinaryIO | None = None,
    keep_going: bool = False,
    for_keeping: bool = False,
    passed: Counter[str] | None = None,
    meter: Meter | None = None,
    columns: Mapping[str, str] | None = None,
    dates: str = "",
) -> Iterator[Document | Failure]:
    """Yield the documents that paths stand for: text and HTML files, JSON lines, folders, and `-` for the standard input.

    `published` holds for documents that tell no date of their own, `language` for all. Each document has an id of its own: the one
    that it tells or its file's stem, with a number behind where it is taken. Raises a BadInput at the first thing that cannot be
    read, or, with `keep_going`, yields a Failure in its place.

    With `for_keeping` each document carries the bytes that it was got out of, and its text bears being stored: what no database
    holds (NUL, half of a surrogate pair) stands as U+FFFD, one for one, and a remark says so. Ids are then not numbered: the store
    knows which are taken. A text in a language without a pack is kept too, to be read when there is one; to read it now is refused.
    `passed` counts what archives hold that is left out by rule, by the reason; `meter` is told how far the reading has come.
    `columns` tells which column of a table holds what (`{"text": "Body"}`), `dates` how its days are written: day-first or
    month-first.
    """
    desk = Desk(
        published=published,
        language=language,
        stdin=stdin,
        for_keeping=for_keeping,
        passed=Counter() if passed is None else passed,
        columns=columns or {},
        dates=dates,
    )
    given = dict.fromkeys(Path(path) for path in paths)
    for found in files.find_files(given):
        for item in [found] if isinstance(found, BadInput) else desk.take(found, searched=found not in given):
            if meter:
                meter.move(desk.position)
            if isinstance(item, Document):
                yield item
            elif keep_going:
                yield Failure(item)
            else:
                raise item


def weigh(paths: Iterable[Path | str], *, pages: int = 0) -> Load:
    """Tell how much there is to read, without reading more than the line ends of JSON lines files; `pages` come beside them."""
    documents: int | None = pages
    size, known = 0, not pages
    for path in files.find_files(Path(path) for path in paths):
        if isinstance(path, BadInput):
            continue
        if path == STDIN or not path.is_file():
            documents, known = None, False
            continue
        size += path.stat().st_size
        form = tell_format(b"", suffix_of(path.name))
        if form in CONTAINERS:
            documents = None
        elif documents is not None:
            documents += _count_lines(path) if form is Format.lines else 1
    return Load(documents, size, by_bytes=documents is None and known)


def _count_lines(path: Path) -> int:
    if not os.access(path, os.R_OK):
        return 0
    with path.open("rb") as stream:
        return sum(block.count(b"\n") for block in iter(lambda: stream.read(1 << 20), b""))
