"""Records of a web archive (WARC 1.1), each packed by itself, the same bytes each time for the same answer.

The body stands plain in the record. What the headers said of how it was packed is kept under the prefix that archives use.
"""

from __future__ import annotations

import gzip
import hashlib
import re
import uuid
from typing import NamedTuple

from marsad.model import Retrieval
from marsad.model.headers import ASKED, make_true
from marsad.publish.document_lines import write_moment

_LEVEL = 6


class Written(NamedTuple):
    """A record as it is written, its id, and the SHA-256 of the body, as archives write it."""

    data: bytes
    ident: str
    digest: str


def write_info(tool: str, one: Retrieval) -> Written:
    """Write the record that names the program by which answers were got; `one` is the first of them."""
    fields = [("WARC-Type", "warcinfo"), ("WARC-Record-ID", _name(f"software {tool}")), ("WARC-Date", write_moment(one.at))]
    block = f"software: {_flat(tool)}\r\nformat: WARC File Format 1.1\r\n".encode()
    return _pack([*fields, ("Content-Type", "application/warc-fields")], block, block)


def write_answer(one: Retrieval, body: bytes, info: str) -> Written:
    """Write the record of an answer: a response with its headers, or a resource where no answer is known."""
    is_answer = one.status is not None
    fields = [
        ("WARC-Type", "response" if is_answer else "resource"),
        ("WARC-Record-ID", _name(f"{one.answered} {one.asked} {write_moment(one.at)} {one.sha256} {one.status} {one.headers}")),
        ("WARC-Target-URI", one.answered),
        ("WARC-Date", write_moment(one.at)),
        ("WARC-Warcinfo-ID", info),
        ("WARC-Identified-Payload-Type", one.media_type),
        *([(ASKED, one.asked)] if one.asked not in ("", one.answered) else []),
        ("Content-Type", "application/http; msgtype=response" if is_answer else one.media_type),
    ]
    return _pack(fields, _head(one, len(body)) + body if is_answer else body, body)


def _head(one: Retrieval, size: int) -> bytes:
    reason = "OK" if one.status == 200 else ""
    lines = [f"HTTP/1.1 {one.status} {reason}", *(f"{_flat(name)}: {_flat(value)}" for name, value in make_true(one.headers, size))]
    text = "\r\n".join((*lines, "", ""))
    try:
        return text.encode("latin-1")  # as it came over the line
    except UnicodeEncodeError:
        return text.encode("utf-8")


def _pack(fields: list[tuple[str, str]], block: bytes, body: bytes) -> Written:
    digest = f"sha256:{hashlib.sha256(body).hexdigest()}"
    told = [
        *fields,
        ("WARC-Payload-Digest", digest),
        ("WARC-Block-Digest", f"sha256:{hashlib.sha256(block).hexdigest()}"),
        ("Content-Length", str(len(block))),
    ]
    head = "".join(f"{name}: {_flat(value)}\r\n" for name, value in told)
    data = gzip.compress(f"WARC/1.1\r\n{head}\r\n".encode() + block + b"\r\n\r\n", _LEVEL, mtime=0)
    return Written(data, dict(fields)["WARC-Record-ID"], digest)


def _name(what: str) -> str:
    return f"<{uuid.uuid5(uuid.NAMESPACE_URL, what).urn}>"


def _flat(value: str) -> str:
    """Write a value in one line, whatever a stranger put into it."""
    return re.sub(r"[\r\n]+", " ", value)
