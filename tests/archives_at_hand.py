"""Web archives of our own for tests, written by warcio: a second hand, so that ours is not read by its own mistakes."""

from __future__ import annotations

import gzip
import io
import re
from typing import NamedTuple

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

MOMENT = "2020-02-12T09:30:00Z"


class Writer(WARCWriter):  # type: ignore[misc]
    """Writes archives; warcio's own leaves files open."""

    @staticmethod
    def _create_temp_file() -> io.BytesIO:
        return io.BytesIO()


class Sent(NamedTuple):
    """A record as it is to be written."""

    url: str
    body: bytes
    headers: tuple[tuple[str, str], ...] = (("Content-Type", "text/html; charset=utf-8"),)
    status: str = "200 OK"
    kind: str = "response"
    moment: str = MOMENT
    more: tuple[tuple[str, str], ...] = ()


def page(number: int, words: str = "", encoding: str = "utf-8") -> bytes:
    """Give a page of our own."""
    first = f"قال الناطق رقم {number} إن الدوريات وصلت إلى أطراف القرية في الصباح ولم يقع أي حادث هناك."
    second = "وأضاف أن السكان عادوا إلى بيوتهم وأن الطريق مفتوح منذ يومين أمام سيارات الإغاثة والمزارعين."
    source = f"<html><body><h1>هدوء في القرية {number}</h1><p>{first}</p><p>{second} {words}</p></body></html>"
    return source.encode(encoding)


def record(sent: Sent, *, packed: bool = True) -> bytes:
    """Write one record."""
    out = io.BytesIO()
    writer = Writer(out, gzip=packed)
    is_http = sent.kind in ("response", "revisit")
    http = StatusAndHeaders(sent.status, list(sent.headers), protocol="HTTP/1.1") if is_http else None
    told = {"WARC-Date": sent.moment, **dict(sent.more)}
    kind = sent.headers[0][1] if sent.kind in ("resource", "warcinfo") else ""
    made = writer.create_warc_record(
        sent.url, sent.kind, payload=io.BytesIO(sent.body), http_headers=http, warc_headers_dict=told, warc_content_type=kind
    )
    writer.write_record(made)
    return out.getvalue()


def info(software: str, *, packed: bool = True) -> bytes:
    """Write the record by which a program says that it wrote the archive."""
    told = (("Content-Type", "application/warc-fields"),)
    return record(Sent("", f"software: {software}\r\n".encode(), told, kind="warcinfo"), packed=packed)


def pages(count: int, *, packed: bool = True) -> list[bytes]:
    """Write pages, a record each."""
    return [record(Sent(f"https://news.example/{number}", page(number)), packed=packed) for number in range(count)]


def with_length(told: str, *, packed: bool) -> bytes:
    """Write a record whose length is another than it says."""
    plain = re.sub(rb"Content-Length: \d+", f"Content-Length: {told}".encode(), pages(3, packed=False)[2], count=1)
    return gzip.compress(plain) if packed else plain
