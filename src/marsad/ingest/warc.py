"""Pages out of web archives (WARC 1.0 and 1.1): the answers of servers that hold a text, with their address, time and headers.

What is no page is passed over and counted: other kinds of records, answers without success, pictures, scripts, styles. Damage is
told with its place, and the records around it are read.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import BinaryIO, NamedTuple

from marsad.errors import BadInput, NotText
from marsad.ingest import limits
from marsad.ingest.desk import Desk, Got
from marsad.ingest.formats import is_page_type, split_content_type
from marsad.ingest.page_address import name_page
from marsad.ingest.page_dates import parse_moment
from marsad.ingest.unfold import Broken, TooLarge, join_chunks, list_encodings, looks_chunked, unfold
from marsad.ingest.warc_records import Harm, Record, field_of, parse_fields, read_records
from marsad.model import Document
from marsad.model.headers import ASKED, Headers, restore_headers

_KINDS = {"warcinfo", "request", "metadata", "revisit", "conversion", "continuation"}
_STATUS = re.compile(rb"HTTP/\d(?:\.\d)?[ \t]+(\d{3})\b[^\r\n]*\r?\n")
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_WEB = re.compile(r"https?://[^\s]+", re.IGNORECASE)
_LOOKS = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b|\A%PDF-", re.IGNORECASE | re.DOTALL
)
_JSON = {"application/json", "application/ld+json"}
_PARTS = (204, 205, 206)  # successes without a body, or with a part of one
_LINES = "application/x-ndjson"
_HINT = "The rest of the archive was read; get it again where that is possible"
_STEP = 65_536


class Answer(NamedTuple):
    """What a record holds: the status and headers of an answer, None and () where there are none, and its body."""

    status: int | None
    headers: Headers
    body: bytes


class _Passed(Exception):  # noqa: N818 - counted, and no failure
    """A record is no page."""


def read_warc(stream: BinaryIO, desk: Desk, got: Got) -> Iterator[Document | BadInput]:
    """Read the pages of a WARC file, plain or packed, of any size, one by one."""
    archive = _Archive(desk, got)
    harms: list[Harm] = []
    for one in read_records(stream, got.name):
        if isinstance(one, Record):
            yield from map(archive.tell, harms)
            harms.clear()
            archive.records += 1
            yield from archive.take(one)
        elif archive.records:
            yield archive.tell(one)
        else:
            harms.append(one)
    if not archive.records:
        why = f": {harms[0].what}" if harms else ""
        yield NotText(f"{got.name} holds no record of a web archive{why}", "Look whether it is a WARC file, and whole")


@dataclass(slots=True)
class _Archive:
    """An archive that is read: what it is, and which programs it says wrote its records."""

    desk: Desk
    got: Got
    records: int = 0
    tools: dict[str, str] = field(default_factory=dict)
    tool: str = ""

    def tell(self, harm: Harm) -> BadInput:
        return BadInput(f"{self.got.name}#{harm.place}: {harm.what}", _HINT)

    def take(self, one: Record) -> Iterator[Document | BadInput]:
        """Give the documents of a record, or count it among those passed over."""
        try:
            yield from self._take(one)
        except _Passed as reason:
            self.desk.passed[str(reason)] += 1
        except BadInput as error:
            yield error

    def _take(self, one: Record) -> Iterator[Document | BadInput]:
        if one.kind == "warcinfo":
            self.tool = _find_tool(one)
            self.tools[field_of(one.fields, "WARC-Record-ID")] = self.tool
        url = _find_address(one)
        answer, media_type, charset = _open_record(one)
        name = f"{self.got.name}#{one.place} ({url})"
        self._check(one, name)
        body, remarks = _decode_body(answer, name)
        media_type = _settle_type(media_type, body)
        if field_of(one.fields, "WARC-Truncated"):
            remarks += ("the archive holds only its beginning",)
        part = Got(
            name=name,
            stem=_name(url, name),
            media_type=media_type,
            charset=charset,
            url=url,
            asked=field_of(one.fields, ASKED),
            fetched=parse_moment(field_of(one.fields, "WARC-Date")),
            status=answer.status,
            headers=restore_headers(answer.headers, len(answer.body)),
            within=f"{self.got.within or PurePath(self.got.name).name}#{one.place}",
            tool=self.tools.get(field_of(one.fields, "WARC-Warcinfo-ID"), self.tool),
            depth=self.got.depth + 1,
        )
        for found in self.desk.take_bytes(body, part):
            yield replace(found, remarks=found.remarks + remarks) if isinstance(found, Document) else found

    def _check(self, one: Record, name: str) -> None:
        if not one.is_whole:
            raise NotText(f"{name} is too large: {one.size / 1e6:.0f} MB", f"One text may have {limits.MAX_BYTES / 1e6:.0f} MB")
        if not has_true_digest(one):
            raise BadInput(f"{name} is damaged: its bytes are not those of its WARC-Block-Digest", _HINT)


def _find_tool(one: Record) -> str:
    return " ".join(field_of(parse_fields(one.block[:_STEP], "utf-8"), "software").split())[:200]


def _find_address(one: Record) -> str:
    """Give the address of a record. Raises _Passed for one that is no answer, or of no address of the web."""
    if one.kind not in ("response", "resource"):
        raise _Passed(f"{one.kind} record" if one.kind in _KINDS else "record of another kind")
    url = field_of(one.fields, "WARC-Target-URI").removeprefix("<").removesuffix(">")
    if not _WEB.fullmatch(url):
        raise _Passed("record of no address of the web")
    if url.endswith("/robots.txt"):
        raise _Passed("robots.txt")
    return url


def _open_record(one: Record) -> tuple[Answer, str, str]:
    """Open the answer in a record; give it with its media type and charset. Raises _Passed where it holds no page."""
    media_type, charset = split_content_type(field_of(one.fields, "Content-Type"))
    if one.kind == "resource" and media_type != "application/http":
        answer = Answer(None, (), one.block)
    elif media_type in ("application/http", ""):
        answer = parse_answer(one.block)
        if answer.status is None or not 200 <= answer.status < 300 or answer.status in _PARTS:
            raise _Passed(f"answer {answer.status}" if answer.status else "answer that is no HTTP")
        media_type, charset = split_content_type(field_of(answer.headers, "Content-Type"))
    else:
        raise _Passed(f"record of {media_type[:40]}")
    if media_type in _JSON or is_page_type(media_type):
        return answer, media_type, charset
    # Where the server says nothing of use, the archive may.
    seen, _ = split_content_type(field_of(one.fields, "WARC-Identified-Payload-Type"))
    if media_type and not is_page_type(seen):
        raise _Passed(_call(media_type))
    return answer, seen if is_page_type(seen) else "", charset


def _call(media_type: str) -> str:
    """Say in a word or two what is passed over."""
    family = media_type.partition("/")[0]
    if family in ("image", "video", "audio", "font"):
        return f"record of {family}"
    return "record of scripts" if media_type.endswith(("javascript", "ecmascript")) else f"record of {media_type[:40]}"


def parse_answer(block: bytes) -> Answer:
    """Take an HTTP answer apart; the status is None where it is no HTTP."""
    line = _STATUS.match(block)
    if line is None:
        return Answer(None, (), block)
    # An answer without a header has the empty line right behind its first.
    end = _HEAD_END.search(block, line.end() - 2, limits.MAX_HEAD) or _HEAD_END.search(block, line.end() - 1, limits.MAX_HEAD)
    if end is None:
        return Answer(int(line[1]), parse_fields(block[line.end() : limits.MAX_HEAD], "latin-1"), b"")
    return Answer(int(line[1]), parse_fields(block[line.end() : end.start()], "latin-1"), block[end.end() :])


def _decode_body(answer: Answer, name: str) -> tuple[bytes, tuple[str, ...]]:
    """Take chunks and content encodings off a body; some archives name them, and hold the body without them."""
    body, remarks = answer.body, tuple[str, ...]()
    values = [(key.lower(), value) for key, value in answer.headers]
    try:
        if any(key == "transfer-encoding" and "chunked" in value.lower() for key, value in values) and looks_chunked(body):
            body = join_chunks(body)
        named = list_encodings(value for key, value in values if key == "content-encoding")
        if named and looks_plain(body, named[-1]):
            return body, (f"its header says that it is packed by {named[-1]}, and it is not",)
        most = min(limits.MAX_BYTES, max(len(body) * limits.MAX_RATIO, limits.SURELY_SMALL))
        parts = (body[at : at + _STEP] for at in range(0, len(body), _STEP))
        return (b"".join(unfold(parts, named, most)) if named else body), remarks
    except TooLarge as error:
        raise NotText(f"{name} unpacks to far more than a text has", "It is left out") from error
    except Broken as error:
        raise BadInput(f"{name} is damaged: {error}", _HINT) from error


def looks_plain(body: bytes, encoding: str) -> bool:
    """Tell whether a body that is said to be packed is plain."""
    if encoding in ("gzip", "x-gzip"):
        return not body.startswith(b"\x1f\x8b")
    return _LOOKS.match(body[:4096]) is not None


def _settle_type(media_type: str, body: bytes) -> str:
    """Give the media type by which a body is read. Raises _Passed for data of a page, and for what nothing tells to be a page."""
    if not media_type and not _LOOKS.match(body[:4096]):
        raise _Passed("record of unknown type")
    if media_type in _JSON:
        if not _is_line(body):
            raise _Passed("record of JSON that is no document")
        return _LINES
    return media_type


def _is_line(body: bytes) -> bool:
    """Tell whether JSON is one document as `marsad add` reads it; most of what pages load is not."""
    if b"\n" in body.strip() or b'"text"' not in body:
        return False
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return False
    return isinstance(found, dict) and isinstance(found.get("text"), str)


def _name(url: str, name: str) -> str:
    try:
        return name_page(url)
    except ValueError as error:
        raise BadInput(f"{name}: its address cannot be read", "It is left out") from error


def has_true_digest(one: Record) -> bool:
    """Tell whether a block is that of its digest, in base 32 or hexadecimal; true where none is told, or of an unknown kind."""
    kind, _, told = field_of(one.fields, "WARC-Block-Digest").partition(":")
    kind = kind.strip().lower().replace("-", "")
    if kind not in ("sha1", "sha256", "sha512", "md5") or not told or not one.is_whole:
        return True
    real = hashlib.new(kind, one.block, usedforsecurity=False)
    return told.strip().lower().rstrip("=") in (real.hexdigest(), base64.b32encode(real.digest()).decode().lower().rstrip("="))
