"""Documents as JSON lines: one object a line, of which only `text` is required."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from typing import Any, BinaryIO, NamedTuple

from marsad.errors import BadInput
from marsad.ingest import files, limits

_KEYS = ("id", "text", "title", "published", "outlet", "url", "language")
_LINE = re.compile(rb"[^\n]*\n|[^\n]+")
_WIDE = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}


class Line(NamedTuple):
    """One document of a JSON lines file as it stands there; what is not told is empty."""

    number: int
    fields: dict[str, str]
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
                yield Line(number, _fields(raw, f"{name}:{number}"), raw)
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


def _fields(raw: bytes, where: str) -> dict[str, str]:
    record = _object(raw, where)
    fields: dict[str, str] = {}
    for key in _KEYS:
        value = record.get(key)
        if key == "id" and isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        if value is None:
            continue
        if not isinstance(value, str):
            raise BadInput(f'{where}: "{key}" is not a string', f'Write "{key}" as text in quotation marks')
        if any("\ud800" <= letter <= "\udfff" for letter in value):
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
