"""The records of a WARC file, one by one, in constant memory, with where each begins; damage is told, and passed over.

Plain files and files of gzip members are read. Of the well-known libraries, warcio and FastWARC, both end at the first damage and
neither looks whether lengths are true; FastWARC gives the last part of a file that was cut off as if it were whole, warcio has no
bound for headers. So records are framed here: WARC is simple (https://iipc.github.io/warc-specifications/), only damage is hard.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from typing import BinaryIO, NamedTuple

from marsad.errors import BadInput
from marsad.ingest import limits
from marsad.ingest.limits import MAX_AGAIN, MAX_HEAD, MAX_RATIO, SURELY_SMALL

Fields = tuple[tuple[str, str], ...]
_STEP = 65_536  # bytes that are read or unpacked at once
_KEPT = 1_000_000  # bytes of a member that are looked at again where it turns out to be damaged
_GZIP = b"\x1f\x8b\x08"
_SIGN = b"WARC/"
_START = re.compile(rb"WARC/\d\.\d[ \t]*\r?\n")
_SURE_START = re.compile(_START.pattern + rb"(?=[A-Za-z][A-Za-z-]{0,40}:)")
_HEAD_ENDS = (b"\n\r\n", b"\n\n")
_LENGTH = re.compile(r"\d{1,15}")


class Record(NamedTuple):
    """A record: where it begins, its fields, its block. Of a block that is larger than may be held only the beginning is there."""

    place: str
    fields: Fields
    block: bytes
    size: int

    @property
    def kind(self) -> str:
        """What it is: response, resource, request …; in small letters."""
        return field_of(self.fields, "WARC-Type").lower()

    @property
    def is_whole(self) -> bool:
        """Whether all of its block is there."""
        return len(self.block) == self.size


class Harm(NamedTuple):
    """Something that is no whole record: where it begins, and what is wrong."""

    place: str
    what: str


class _Damaged(Exception):  # noqa: N818 - becomes a Harm
    """Bytes cannot be unpacked."""


class _Hopeless(Exception):  # noqa: N818 - becomes the last Harm
    """So much is damaged that looking for whole records would never end."""


def field_of(fields: Fields, name: str) -> str:
    """Give the first field of a name, in whatever case; empty where there is none."""
    return next((value for key, value in fields if key.lower() == name.lower()), "")


def is_warc(start: bytes) -> bool:
    """Tell by its first bytes whether a file is a WARC, plain or packed."""
    return start.startswith(_SIGN) or (start.startswith(_GZIP) and _unpacks_to_record(start))


def read_records(stream: BinaryIO, name: str) -> Iterator[Record | Harm]:
    """Give the records of a stream in their order, and in the place of each that is damaged, what is wrong with it."""
    raw = _Raw(stream, name)
    try:
        if raw.peek(len(_GZIP)) == _GZIP:
            yield from _read_members(raw)
        else:
            yield from _Stretch(raw.read, str, raw, plain=True).records()
    except _Hopeless:
        yield Harm(str(raw.at), "too much of it is damaged; the rest was not read")


def _read_members(raw: _Raw) -> Iterator[Record | Harm]:
    while raw.peek(1):
        start = raw.at
        raw.mark()
        what = "no gzip member begins here"
        if raw.peek(len(_GZIP)) == _GZIP:
            member = _Member(raw)
            try:
                yield from _Stretch(member.read, partial(_name_member, start), raw).records()
                continue
            except _Damaged as error:
                raw.spend(min(member.given, limits.MAX_BYTES))
                raw.back()
                what = str(error)
        found = raw.find_member()
        yield Harm(str(start), f"{what}; the next record stands at {raw.at}" if found else what)


def _name_member(start: int, at: int) -> str:
    """Name the place of a record: where its member begins, and, of several in one, where it stands in what that unpacks to."""
    return f"{start}+{at}" if at else str(start)


class _Raw:
    """The bytes of the file, as they stand there; those taken since the last mark can be looked at again."""

    def __init__(self, stream: BinaryIO, name: str) -> None:
        self._stream, self._name = stream, name
        self._buffer, self._kept, self.at = bytearray(), bytearray(), 0
        self._again = MAX_AGAIN
        self.size = _measure(stream)

    def _fill(self, size: int) -> bool:
        while len(self._buffer) < size:
            try:
                data = self._stream.read(_STEP)
            except (OSError, EOFError, zlib.error) as error:
                raise BadInput(f"{self._name} cannot be read: {error}", "Get the file again") from error
            if not data:
                return False
            self._buffer += data
        return True

    def peek(self, size: int) -> bytes:
        self._fill(size)
        return bytes(self._buffer[:size])

    def read(self, size: int = _STEP) -> bytes:
        """Take what comes next, `size` bytes at most; nothing at the end."""
        self._fill(1)
        data = bytes(self._buffer[:size])
        del self._buffer[: len(data)]
        self.at += len(data)
        self._kept += data
        if len(self._kept) > _KEPT:
            del self._kept[: len(self._kept) - _KEPT]
        return data

    def put_back(self, data: bytes) -> None:
        self._buffer[:0] = data
        self.at -= len(data)
        del self._kept[len(self._kept) - len(data) :]

    def mark(self) -> None:
        self._kept.clear()

    def back(self) -> None:
        """Go back to the mark, or as far towards it as bytes were kept."""
        self.spend(len(self._kept))
        self.put_back(bytes(self._kept))

    def spend(self, size: int) -> None:
        """Count bytes that are read again because of damage. Raises _Hopeless for more than a hostile file should cost."""
        self._again -= size
        if self._again < 0:
            raise _Hopeless

    def rewind(self, at: int) -> bool:
        """Go to an earlier place of the file; tell whether it bears that."""
        if self.size is None:
            return False
        self.spend(self.at - at)
        self._stream.seek(at)
        self._buffer.clear()
        self.at = at
        return True

    def find_member(self) -> bool:
        """Go to the next gzip member that holds a record, after the present byte; to the end where there is none."""
        self.read(1)
        while True:
            self._fill(_STEP)
            found = self._buffer.find(_GZIP)
            self.read(found if found >= 0 else max(len(self._buffer) - len(_GZIP) + 1, 0))
            if found >= 0 and _unpacks_to_record(self.peek(512)):
                return True
            if not self.read(1 if found >= 0 or len(self._buffer) < len(_GZIP) else 0) and not self._fill(len(_GZIP)):
                self.read()
                return False


def _measure(stream: BinaryIO) -> int | None:
    """Give the size of a stream that can be read again from any place; None of others."""
    if not stream.seekable():
        return None
    at = stream.tell()
    size = stream.seek(0, io.SEEK_END)
    stream.seek(at)
    return size if not at else None


def _unpacks_to_record(start: bytes) -> bool:
    try:
        return zlib.decompressobj(31).decompress(start, len(_SIGN)) == _SIGN
    except zlib.error:
        return False


class _Member:
    """A gzip member, unpacked as it is read."""

    def __init__(self, raw: _Raw) -> None:
        self._raw, self._unpack = raw, zlib.decompressobj(31)
        self._waiting, self._taken, self.given = b"", 0, 0

    def read(self) -> bytes:
        """Give what comes next; nothing at the end. Raises _Damaged."""
        while not self._unpack.eof:
            if not self._waiting:
                self._waiting = self._raw.read(16_384)
                self._taken += len(self._waiting)
            end = not self._waiting
            try:
                out = self._unpack.decompress(self._waiting, _STEP)
            except zlib.error as error:
                raise _Damaged("the gzip member is damaged") from error
            self._waiting = self._unpack.unconsumed_tail
            if self._unpack.eof:
                self._raw.put_back(self._unpack.unused_data)
            elif end and not out:
                raise _Damaged("the file breaks off in the middle of this record")
            self.given += len(out)
            if self.given > SURELY_SMALL and self.given > MAX_RATIO * self._taken:
                raise _Damaged(f"it unpacks to more than {MAX_RATIO} times its size, which no page does")
            if out:
                return out
        return b""


class _Stretch:
    """Records in a row: those of a `plain` file, or of one gzip member, of which there should be one."""

    def __init__(self, more: Callable[[], bytes], name: Callable[[int], str], raw: _Raw, *, plain: bool = False) -> None:
        self._more, self._name, self._raw, self._plain = more, name, raw, plain
        self._buffer, self._at = bytearray(), 0

    def records(self) -> Iterator[Record | Harm]:
        """Give the records. Raises _Damaged where bytes cannot be unpacked."""
        self._skip_lines()
        while self._fill(1):
            start = self._at
            if not _START.match(self._peek(64)):
                self._find_start()
                yield Harm(self._name(start), f"no record begins here; {self._at - start:,} bytes were passed over")
                continue
            yield self._record(start)

    def _record(self, start: int) -> Record | Harm:
        place = self._name(start)
        head = self._take_head()
        if head is None:
            cut = len(self._buffer) < MAX_HEAD
            self._raw.spend(min(len(self._buffer), MAX_HEAD))
            self._take(1)
            self._find_start()
            return Harm(place, _cut(self._at - start) if cut else f"its header has more than {MAX_HEAD:,} bytes")
        fields = parse_fields(head.partition(b"\n")[2], "utf-8")
        told = field_of(fields, "Content-Length")
        if not _LENGTH.fullmatch(told):
            self._find_start()
            return Harm(place, f"its length is no number: {told[:40]!r}")
        return self._take_block(place, fields, int(told))

    def _take_block(self, place: str, fields: Fields, size: int) -> Record | Harm:
        start = self._at
        held = self._take(min(size, limits.MAX_BYTES + MAX_HEAD))
        if not self._is_beyond(start + size):
            self._skip(size - len(held))
        ended = self._at - start < size
        lines = self._skip_lines()
        # Two line ends close a record; the last one of a file may lack them.
        if not ended and (lines.count(b"\n") >= 2 or not self._fill(1) or (lines and _START.match(self._peek(64)))):
            return Record(place, fields, held, size)
        got = self._at - start - len(lines)
        back = self._go_back(start, held + lines if got == len(held) else b"")
        self._find_start()
        if ended and back and not self._fill(1):
            return Harm(place, _cut(self._at - start) if self._plain else f"it has {got:,} bytes, and says {size:,}")
        return Harm(place, f"its length is wrong: it says {size:,} bytes")

    def _is_beyond(self, at: int) -> bool:
        return self._plain and self._raw.size is not None and at > self._raw.size

    def _go_back(self, start: int, held: bytes) -> bool:
        """Go back to the beginning of a block whose length is wrong: records may stand in what was taken for it."""
        if held:
            self._raw.spend(len(held))
            self._buffer[:0] = held
        elif self._plain and self._raw.rewind(start):
            self._buffer.clear()
        else:
            return False
        self._at = start
        return True

    def _fill(self, size: int) -> bool:
        while len(self._buffer) < size:
            data = self._more()
            if not data:
                return False
            self._buffer += data
        return True

    def _peek(self, size: int) -> bytes:
        self._fill(size)
        return bytes(self._buffer[:size])

    def _take(self, size: int) -> bytes:
        self._fill(size)
        data = bytes(self._buffer[:size])
        del self._buffer[:size]
        self._at += len(data)
        return data

    def _skip(self, size: int) -> None:
        while size > 0 and self._fill(1):
            size -= len(self._take(min(size, len(self._buffer))))

    def _skip_lines(self) -> bytes:
        """Take line ends; give them, as many as may be held."""
        taken = b""
        while self._fill(1) and self._buffer[0] in b"\r\n":
            found = re.match(rb"[\r\n]+", self._buffer)
            assert found
            taken = (taken + self._take(found.end()))[:1_000]
        return taken

    def _take_head(self) -> bytes | None:
        """Take the header of a record with the empty line behind it; None where it has no end, or too late a one."""
        size = 4096
        while True:
            there = self._fill(size)
            ends = [at + len(end) for end in _HEAD_ENDS if (at := self._buffer.find(end, 0, MAX_HEAD)) >= 0]
            if ends:
                return self._take(min(ends))
            if not there or size >= MAX_HEAD:
                return None
            size = min(size * 4, MAX_HEAD)

    def _find_start(self) -> None:
        """Go to where a record surely begins, or to the end."""
        while self._fill(1):
            self._fill(_STEP)
            found = _SURE_START.search(self._buffer)
            if found:
                self._take(found.start())
                return
            searched = len(self._buffer)
            self._take(searched - 128 if self._fill(searched + 1) else searched)


def _cut(size: int) -> str:
    return f"the file breaks off in the middle of this record, after {size:,} bytes"


def parse_fields(lines: bytes, encoding: str) -> Fields:
    """Read header lines, name and value as they stand; lines that begin with a space go on with the line before."""
    try:
        text = lines.decode(encoding)
    except UnicodeDecodeError:
        text = lines.decode("latin-1")
    found: list[tuple[str, str]] = []
    for line in text.replace("\r\n", "\n").split("\n"):
        name, colon, value = line.partition(":")
        if line[:1] in (" ", "\t") and found:
            found[-1] = (found[-1][0], f"{found[-1][1]} {line.strip()}")
        elif colon:
            found.append((name.strip(), value.strip()))
    return tuple(found)
