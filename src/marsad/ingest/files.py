"""Which files a list of paths stands for, and their bytes."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from marsad.errors import BadInput, NotFound, NotText
from marsad.ingest import limits
from marsad.ingest.formats import READ_IN_FOLDERS, suffix_of

STDIN = Path("-")


def find_files(paths: Iterable[Path]) -> Iterator[Path | BadInput]:
    """List the files that paths stand for, each once, folders sorted and searched to the bottom; hidden files are left out.

    A path that is not there, or a folder without a readable file, gives an error in its place.
    """
    seen: set[Path] = set()
    for path in paths:
        for found in _expand(path):
            if isinstance(found, Path):
                real = found.resolve() if found != STDIN else STDIN
                if real in seen:
                    continue
                seen.add(real)
            yield found


def _expand(path: Path) -> Iterator[Path | BadInput]:
    if path == STDIN or (path.exists() and not path.is_dir()):
        yield path
    elif not path.exists():
        yield NotFound(
            f"{path} is not there", "Give a text, HTML or JSON lines file, a folder of them, or - for the standard input"
        )
    else:
        yield from _search(path)


def _search(folder: Path) -> Iterator[Path | BadInput]:
    found = False
    refused: list[OSError] = []
    for place, folders, names in os.walk(folder, onerror=refused.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and suffix_of(name) in READ_IN_FOLDERS:
                found = True
                yield Path(place, name)
    for error in refused:
        yield BadInput(f"{error.filename} cannot be opened: {error.strerror}", "Look at its permissions")
    if not found and not refused:
        yield NotText(f"{folder} holds no file that can be read", f"Files read in a folder are {' '.join(sorted(READ_IN_FOLDERS))}")


def open_file(path: Path) -> BinaryIO:
    """Open a file for its bytes. Raises BadInput where it cannot be opened."""
    try:
        return path.open("rb")
    except OSError as error:
        raise BadInput(f"{path} cannot be opened: {error.strerror}", "Look at its permissions") from error


def read_bytes(stream: BinaryIO, name: str, *, start: bytes = b"") -> bytes:
    """Read a stream to its end, or refuse it where it is larger than `MAX_BYTES`; at most that much is held in memory."""
    refuse_large(_size(stream), name)
    try:
        data = start + stream.read(limits.MAX_BYTES + 1 - len(start))
    except OSError as error:
        raise BadInput(f"{name} cannot be read: {error.strerror}") from error
    refuse_large(len(data), name)
    return data


def _size(stream: BinaryIO) -> int:
    """Give the size of a regular file before it is read; 0 for what has none (a pipe, bytes in memory)."""
    try:
        status = os.fstat(stream.fileno())
    except OSError:
        return 0
    return status.st_size if stat.S_ISREG(status.st_mode) else 0


def refuse_large(size: int, name: str) -> None:
    """Raise NotText for more than `MAX_BYTES`."""
    if size > limits.MAX_BYTES:
        much = f"{size / 1e6:.0f} MB" if size > limits.MAX_BYTES + 1 else f"more than {limits.MAX_BYTES / 1e6:.0f} MB"
        raise NotText(
            f"{name} is too large: {much}, and one text may have {limits.MAX_BYTES / 1e6:.0f} MB",
            "Cut it into its articles, one file each or one line each of a .jsonl file",
        )
