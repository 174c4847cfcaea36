"""Where output goes: the standard output, or a file that appears whole or not at all."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import BinaryIO

from marsad.errors import BadInput
from marsad.ingest.files import find_files

Write = Callable[[str], None]
_COLUMNS = 100  # where there is no terminal whose width could be asked


def open_output(path: Path | None) -> AbstractContextManager[Write]:
    """Open what output is written to, in UTF-8 whatever the locale says.

    A file is written beside its place and moved there at the end, so that a run that fails or is interrupted leaves the old one
    as it was. Raises BadInput where the file cannot be written.
    """
    if path is None:
        return _to_stream(sys.stdout.buffer)
    return _to_device(path) if _is_device(path) else _to_file(path.resolve())


def refuse_overwrite(path: Path | None, inputs: Iterable[Path]) -> None:
    """Raise BadInput where output would replace a folder or one of the files that are read."""
    if path is None:
        return
    if path.is_dir():
        raise BadInput(f"{path} is a folder, no file to write to", "Give --output the name of a file")
    if not path.is_file():
        return
    read = (found for found in find_files(inputs) if isinstance(found, Path) and found.is_file())
    if any(path.samefile(found) for found in read):
        raise BadInput(f"{path} is read here and would be overwritten", "Give --output another file")


def _is_device(path: Path) -> bool:
    """Tell whether a path is a device or a pipe, such as /dev/null: written to, and never replaced by a file."""
    return path.exists() and not path.is_file()


@contextmanager
def _to_stream(stream: BinaryIO) -> Iterator[Write]:
    live = stream.isatty()

    def write(text: str) -> None:
        stream.write(text.encode("utf-8"))
        if live:
            stream.flush()

    try:
        yield write
    finally:
        stream.flush()


@contextmanager
def _to_device(path: Path) -> Iterator[Write]:
    with path.open("wb") as stream, _to_stream(stream) as write:
        yield write


@contextmanager
def open_bytes(path: Path) -> Iterator[BinaryIO]:
    """Open a file for bytes; it is written beside its place and moved there at the end. Raises BadInput where it cannot be."""
    place = path.resolve()
    if _is_device(place):
        raise BadInput(f"{path} is no file that can be written anew", "Give the name of a file")
    part = place.with_name(f".{place.name}.{os.getpid()}.part")
    try:
        stream = part.open("xb")
    except OSError as error:
        raise BadInput(f"{path} cannot be written: {error.strerror}", "Give a file in a folder that is there") from error
    try:
        with stream:
            yield stream
        part.replace(place)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def _to_file(path: Path) -> Iterator[Write]:
    with open_bytes(path) as stream, _to_stream(stream) as write:
        yield write


def is_terminal(path: Path | None) -> bool:
    """Tell whether output goes to a terminal."""
    return path is None and sys.stdout.isatty()


def measure_width(path: Path | None) -> int:
    """Give the columns that output may take: the terminal's, or what COLUMNS says, or 100."""
    if is_terminal(path):
        return shutil.get_terminal_size().columns
    told = os.environ.get("COLUMNS", "")
    return int(told) if told.isdecimal() and int(told) else _COLUMNS


def wants_color(path: Path | None) -> bool:
    """Tell whether output may be coloured: on a terminal, unless NO_COLOR is set (no-color.org)."""
    return is_terminal(path) and not os.environ.get("NO_COLOR")
