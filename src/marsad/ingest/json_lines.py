"""Documents as JSON lines: one object a line, of which only `text` is required.

`marsad export` writes the same form; what it writes and reads is told in docs/ingest.md.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from typing import Any, BinaryIO, NamedTuple

from marsad.errors import BadInput
from marsad.ingest import files, limits
from marsad.model import Block, BlockKind
from marsad.text import Span

_KEYS = ("id", "text", "title", "outlet", "author", "url", "published", "modified", "fetched", "language", "dataset")
_BLOCK_KINDS = {kind.value for kind in BlockKind}
_HALF = re.compile("[\ud800-\udfff]")
_LINE = re.compile(rb"[^\n]*\n|[^\n]+")
_WIDE = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}


class Line(NamedTuple):
    """One document of a JSON lines file as it stands there; what is not told is empty."""

    number: int
    fields: dict[str, str]
    blocks: tuple[Block, ...] = ()
    remarks: tuple[str, ...] = ()
    raw: bytes = b""


def read_lines(stream: BinaryIO, name: str, *, start: bytes = b"") -> Iterator[Line | BadInput]:
    """Yield the documents of a JSON lines stream one by one, or, for a line that cannot be read, an error that names the line.

    Lines end with a line feed alone. A file of any length is read, a line of `MAX_BYTES` at most. Empty lines are passed over.
    """
    for number, raw in enumerate(_split(stream, name, start), start=1):
        if isinstance(raw, BadInput):
            yield raw
            return
        if raw.strip():
            try:
                yield _line(number, raw, f"{name}:{number}")
            except BadInput as error:
                yield error


def _split(stream: BinaryIO, name: str, start: bytes) -> Iterator[bytes | BadInput]:
    try:
        first = start or stream.readline(limits.MAX_BYTES + 1)
        if first[:2] in _WIDE:  # as some shells redirect: small files, read whole
            data = files.read_bytes(stream, name, start=first)
            yield from data[2:].decode(_WIDE[first[:2]]).encode("utf-8").split(b"\n")
            return
        *before, line = _LINE.findall(first.removeprefix(codecs.BOM_UTF8)) or [b""]
        yield from before
        while line:
            files.refuse_large(len(line), name)
            yield line
            line = stream.readline(limits.MAX_BYTES + 1)
    except UnicodeDecodeError:
        yield BadInput(f"{name} says that it is UTF-16, and is not", "Save it again as UTF-8")
    except BadInput as error:
        yield error


def _line(number: int, raw: bytes, where: str) -> Line:
    record = _object(raw, where)
    fields = _fields(record, where)
    remarks = _remarks(record.get("remarks"), where)
    return Line(number, fields, _blocks(record.get("blocks"), len(fields["text"]), where), remarks, raw)


def _blocks(told: Any, size: int, where: str) -> tuple[Block, ...]:
    """Read the parts of a text: start, end and kind of each. Raises BadInput where they are not in order within it."""
    blocks, at = list[Block](), 0
    for part in told if isinstance(told, list) else [] if told is None else [None]:
        match part:
            case [int(start), int(end), str(kind)] if at <= start <= end <= size and kind in _BLOCK_KINDS:
                blocks.append(Block(Span(start, end), BlockKind(kind)))
                at = end
            case _:
                kinds = ", ".join(sorted(_BLOCK_KINDS))
                hint = f'Write "blocks" as [[start, end, kind], …] in code points of the text, in order; kinds are {kinds}'
                raise BadInput(f'{where}: "blocks" are not parts of the text in their order', hint)
    return tuple(blocks)


def _remarks(told: Any, where: str) -> tuple[str, ...]:
    if told is None:
        return ()
    if not isinstance(told, list) or not all(isinstance(one, str) for one in told):
        raise BadInput(f'{where}: "remarks" is not a list of strings', 'Write "remarks" as ["…"], or leave it out')
    if any(_HALF.search(one) for one in told):
        raise BadInput(f'{where}: "remarks" holds half a character (a lone surrogate)', "Write the file again as UTF-8")
    return tuple(told)


def _fields(record: dict[str, Any], where: str) -> dict[str, str]:
    fields: dict[str, str] = {}
    for key in _KEYS:
        value = record.get(key)
        if key == "id" and isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        if value is None:
            continue
        if not isinstance(value, str):
            raise BadInput(f'{where}: "{key}" is not a string', f'Write "{key}" as text in quotation marks')
        if _HALF.search(value):
            raise BadInput(f'{where}: "{key}" holds half a character (a lone surrogate)', "Write the file again as UTF-8")
        fields[key] = value
    if not fields.get("text", "").strip():
        raise BadInput(f'{where}: no "text"', 'Each line needs {"text": "…"} with the words of the document')
    return fields


def _object(raw: bytes, where: str) -> dict[str, Any]:
    try:
        record = json.loads(raw.decode("utf-8").rstrip())
    except UnicodeDecodeError as error:
        raise BadInput(
            f"{where}: not UTF-8 at byte {error.start} of the line", "JSON lines are UTF-8; save the file again"
        ) from error
    except json.JSONDecodeError as error:
        raise BadInput(
            f"{where}: broken JSON, {error.msg} at column {error.colno}", "Mend the line, or use --keep-going"
        ) from error
    except (ValueError, RecursionError) as error:
        raise BadInput(
            f"{where}: broken JSON, nested too deep or a number too long", "Mend the line, or use --keep-going"
        ) from error
    if not isinstance(record, dict):
        raise BadInput(f"{where}: not an object", 'Each line is an object: {"text": "…"}')
    return record
