"""Files out of ZIP archives: each goes back to the desk as if it lay in a folder. Nothing is ever written to a disk.

What no folder would give is passed over and counted: pictures, scripts, hidden files. What is damaged, locked or hostile costs that
one file, or, where the archive itself cannot be trusted, the archive.
"""

from __future__ import annotations

import io
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import PurePath, PurePosixPath
from typing import BinaryIO
from zipfile import ZipFile, ZipInfo

from marsad.errors import BadInput, NotText
from marsad.ingest import files, limits
from marsad.ingest.desk import Desk, Got
from marsad.ingest.formats import READ_IN_FOLDERS, Format, find_reader, suffix_of
from marsad.ingest.zip_names import decode_name, find_escape
from marsad.model import Document

_END, _END64 = b"PK\x05\x06", b"PK\x06\x06"
_ENTRY = b"PK\x01\x02"
_TAIL = (
    65_557 + 20 + 56
)  # bytes at the end of a file among which its directory is told: the longest comment, and the ends before it
_STEP = 4_096  # bytes: some ways of packing give a whole step at once, thousands of times as large
_OFFICE = {"word/document.xml": Format.docx, "xl/workbook.xml": Format.sheet}
_KINDS = (
    (re.compile(r"\.(png|jpe?g|gif|svg|webp|ico|bmp|tiff?|avif|heic)$"), "picture"),
    (re.compile(r"\.(css|m?js|map|woff2?|ttf|otf|eot)$"), "style or script"),
    (re.compile(r"\.(mp[34]|m4[av]|avi|mov|ogg|wav|webm|mkv)$"), "sound or film"),
)
_LOCKED = 0x1
_HINT = "The rest of the archive was read; pack it again where that is possible"


class _Passed(Exception):  # noqa: N818 - counted, and no failure
    """A member is left out by rule."""


def read_zip(stream: BinaryIO, desk: Desk, got: Got) -> Iterator[Document | BadInput]:
    """Read the files of a ZIP one by one; an office document, which is one too, goes to its own reader."""
    if not stream.seekable():
        stream = io.BytesIO(files.read_bytes(stream, got.name))
    archive = open_zip(stream, got.name)
    names = {info.filename for info in archive.infolist()}
    form = next((form for name, form in _OFFICE.items() if name in names), None)
    if form:
        stream.seek(0)
        yield from find_reader(form)(stream, desk, got)
        return
    if not got.depth:
        desk.may_unpack = max(limits.MAX_BYTES, _measure(stream) * limits.MAX_RATIO)
    for info in archive.infolist():
        if not info.is_dir():
            yield from _take(archive, info, desk, got)


def open_zip(stream: BinaryIO, name: str) -> ZipFile:
    """Open a ZIP whose directory is of a size that bears being read, and whose members lie beside one another.

    Raises BadInput for any other.
    """
    try:
        _refuse_crowd(stream, name)
        archive = ZipFile(stream)
    except (zipfile.BadZipFile, struct.error, ValueError, OSError, EOFError, NotImplementedError) as error:
        raise BadInput(f"{name} is a damaged ZIP archive, or only its beginning", "Get it again, whole") from error
    _refuse_overlap(archive.infolist(), name)
    return archive


def _refuse_crowd(stream: BinaryIO, name: str) -> None:
    """Refuse a directory of too many members before it is loaded."""
    size = _measure(stream)
    begin = max(0, size - _TAIL)
    stream.seek(begin)
    tail = stream.read(_TAIL)
    at = tail.rfind(_END)
    if at < 0:
        raise zipfile.BadZipFile
    (length,) = struct.unpack_from("<L", tail, at + 12)
    if length == 0xFFFFFFFF:
        at = tail.rfind(_END64)
        (length,) = struct.unpack_from("<Q", tail, at + 40)
    crowd = length > limits.MAX_DIRECTORY
    if not crowd:
        stream.seek(max(0, begin + at - length))
        crowd = stream.read(length).count(_ENTRY) > limits.MAX_MEMBERS
    stream.seek(0)
    if crowd:
        raise BadInput(f"{name} holds more than {limits.MAX_MEMBERS:,} files", "Unpack it, and give its folders one by one")


def _refuse_overlap(infos: Sequence[ZipInfo], name: str) -> None:
    """Refuse members that share bytes: no program packs so, but archives that are made to unpack without end do."""
    ordered = sorted(infos, key=lambda info: info.header_offset)
    for info, after in pairwise(ordered):
        if info.header_offset + 30 + info.compress_size > after.header_offset:
            raise BadInput(f"{name} is hostile: its members lie over one another", "Ask whoever made it for another")


def _measure(stream: BinaryIO) -> int:
    size = stream.seek(0, io.SEEK_END)
    stream.seek(0)
    return size


def _take(archive: ZipFile, info: ZipInfo, desk: Desk, got: Got) -> Iterator[Document | BadInput]:
    """Give the documents of a member, or count it among those passed over."""
    inner = decode_name(info)
    name = f"{got.name}!{inner}"
    try:
        suffix = _choose(info, inner, name)
        data = read_member(archive, info, name, desk)
    except _Passed as reason:
        desk.passed[str(reason)] += 1
        return
    except BadInput as error:
        yield error
        return
    base = PurePosixPath(inner).name
    part = replace(
        got.part(name, base[: -len(suffix)] or base),
        suffix=suffix,
        media_type="",
        charset="",
        url="",  # that of the archive: a document is known by its own
        asked="",
        within=f"{got.within or got.url or PurePath(got.name).name}!{inner}",
        depth=got.depth + 1,
        searched=True,
    )
    yield from desk.take_bytes(data, part)


def _choose(info: ZipInfo, inner: str, name: str) -> str:
    """Give the suffix of a member that is read. Raises _Passed for one left out by rule, BadInput for one not to be trusted."""
    if escape := find_escape(info, inner):
        raise BadInput(f"{name}: {escape}", "It is left out; ask whoever made the archive what it is")
    parts = PurePosixPath(inner).parts
    if "__MACOSX" in parts or any(part.startswith(".") for part in parts):
        raise _Passed("hidden file")
    if stat.S_IFMT(info.external_attr >> 16) not in (0, stat.S_IFREG):
        raise BadInput(f"{name} is a link or a device, and no file", "Pack the file that it stands for")
    suffix = suffix_of(inner)
    for kind, what in _KINDS:
        if kind.search(suffix):
            raise _Passed(what)
    if suffix not in READ_IN_FOLDERS:
        raise _Passed(f"file of kind {suffix[:12]}" if suffix.isascii() and suffix else "file of no kind")
    return suffix


def read_member(archive: ZipFile, info: ZipInfo, name: str, desk: Desk) -> bytes:
    """Unpack a member, within what one text and what all of an archive may have. Raises BadInput where it cannot be."""
    if info.flag_bits & _LOCKED:
        raise BadInput(f"{name} is locked by a password", "Unpack it with the password, and give the file")
    if info.file_size > max(info.compress_size * limits.MAX_RATIO, limits.SURELY_SMALL):
        raise NotText(f"{name} unpacks to far more than a text has", "It is left out")
    files.refuse_large(info.file_size, name)
    if info.file_size > desk.may_unpack:
        raise NotText(f"{name}: its archive unpacks to far more than texts have", "It is left out; unpack it first")
    desk.may_unpack -= info.file_size
    try:
        with archive.open(info) as packed:
            data = b"".join(iter(lambda: packed.read(_STEP), b""))
    except NotImplementedError as error:
        raise BadInput(f"{name} is packed in a way that is not known", "Pack it again, by the usual way (deflate)") from error
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, struct.error) as error:
        raise BadInput(f"{name} is damaged: its bytes are not those that the archive tells", _HINT) from error
    if len(data) != info.file_size:
        raise BadInput(f"{name} is damaged: its length is not that which the archive tells", _HINT)
    return data
