"""Bodies without the encodings in which they were sent, within a bound: what unfolds to more is refused, never held.

The fetcher and the readers of archives share it.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

_STEP = 65_536  # bytes that are unfolded at once
_GZIP = b"\x1f\x8b"
_CHUNK = re.compile(rb"[ \t]*([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]*)?\r?\n")
_IDLE = frozenset({"", "identity", "none", "utf-8"})  # what servers write where nothing was encoded
ZIPPED = frozenset({"gzip", "x-gzip", "deflate"})


class TooLarge(Exception):  # noqa: N818 - the caller says of what, and what to do
    """More came than may."""


class Broken(Exception):  # noqa: N818
    """The bytes are not what they are said to be, or end before their end."""


def list_encodings(values: Iterable[str]) -> list[str]:
    """Give the encodings that Content-Encoding headers name, in small letters, those left out that say nothing."""
    named = (one.strip().lower() for value in values for one in value.split(","))
    return [one for one in named if one not in _IDLE]


def unfold(parts: Iterable[bytes], encodings: Sequence[str], most: int, *, cut: bool = False) -> Iterator[bytes]:
    """Take the encodings off part by part, the last first.

    What is, or unfolds to, more than `most` bytes is cut off there with `cut`, else refused. Raises TooLarge and Broken.
    """
    stream = bound(parts, most, cut)
    for encoding in reversed(encodings):
        if encoding not in ZIPPED and encoding != "br":
            raise Broken(f"it is encoded as {encoding}, which is not read")
        stream = bound(_unbrotli(stream) if encoding == "br" else _inflate(stream, encoding), most, cut)
    yield from stream


def bound(parts: Iterable[bytes], most: int, cut: bool) -> Iterator[bytes]:
    """Give the parts, `most` bytes in all. Raises TooLarge where there are more, unless they are to be cut off."""
    size = 0
    for part in parts:
        size += len(part)
        if size > most:
            if cut:
                yield part[: most - size]
                return
            raise TooLarge("body")
        yield part


def _inflate(parts: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    unpack: Any = None
    try:
        for part in parts:
            rest = part
            while rest:
                if unpack is None or (unpack.eof and rest.startswith(_GZIP)):  # a gzip file may have several members
                    unpack = zlib.decompressobj(_window(rest, encoding))
                yield from _unpack(unpack, rest)
                rest = unpack.unused_data if unpack.unused_data.startswith(_GZIP) else b""
    except zlib.error as error:
        raise Broken(f"it is not {encoding}, as it says") from error
    if unpack is not None and not unpack.eof:
        raise Broken("its compressed body ends before its end")


def _unpack(unpack: Any, data: bytes) -> Iterator[bytes]:
    """Unfold a part in steps, so that a small part never becomes a large one at once."""
    while not unpack.eof:
        out = unpack.decompress(data, _STEP)
        yield out
        data = unpack.unconsumed_tail
        if not data and len(out) < _STEP:
            return


def _unbrotli(parts: Iterable[bytes]) -> Iterator[bytes]:
    import brotli

    unpack = brotli.Decompressor()
    try:
        for part in parts:
            yield unpack.process(part, output_buffer_limit=_STEP)
            while not unpack.can_accept_more_data():
                yield unpack.process(b"", output_buffer_limit=_STEP)
    except brotli.error as error:
        raise Broken("it is not br, as it says") from error
    if not unpack.is_finished():
        raise Broken("its compressed body ends before its end")


def _window(first: bytes, encoding: str) -> int:
    """Give zlib's window: gzip and zlib are told by their heads; many servers send bare deflate."""
    if encoding != "deflate":
        return 47
    return 15 if len(first) > 1 and first[0] & 0x0F == 8 and int.from_bytes(first[:2], "big") % 31 == 0 else -15


def join_chunks(data: bytes) -> bytes:
    """Take the chunks of a transfer off a body. Raises Broken where it ends before its end, or is no row of chunks."""
    parts: list[bytes] = []
    at = 0
    while True:
        head = _CHUNK.match(data, at)
        if head is None:
            raise Broken("its chunks are broken")
        size = int(head[1], 16)
        if not size:
            return b"".join(parts)
        part = data[head.end() : head.end() + size]
        if len(part) < size:
            raise Broken("its chunks end before its end")
        parts.append(part)
        at = head.end() + size
        at += 2 if data.startswith(b"\r\n", at) else 1


def looks_chunked(data: bytes) -> bool:
    """Tell whether a body is a row of chunks: some archives name chunks in the header, and hold the body without them."""
    head = _CHUNK.match(data)
    if head is None:
        return False
    end = head.end() + int(head[1], 16)
    return end >= len(data) or data.startswith((b"\r\n", b"\n"), end)
