from __future__ import annotations

import datetime as dt
import gzip
import io
import random
import zlib
from collections import Counter
from pathlib import Path

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from archives_at_hand import Sent, info, page, pages, record, with_length
from marsad.errors import BadInput
from marsad.ingest import Failure, gather
from marsad.ingest.warc_records import Harm, Record, read_records
from marsad.model import Document
from marsad.model.headers import make_true, restore_headers

HTML = ("Content-Type", "text/html; charset=utf-8")
LONG = random.Random(1).randbytes(5_000_000).hex().encode()
GARBAGE = b"\x00\x17 this is no record \xff" * 9


class Found:
    """What came of an archive."""

    def __init__(self, data: bytes, folder: Path, name: str = "news.warc.gz") -> None:
        (folder / name).write_bytes(data)
        self.passed = Counter[str]()
        found = list(gather([folder / name], keep_going=True, for_keeping=True, passed=self.passed))
        self.documents = [one for one in found if isinstance(one, Document)]
        self.errors = [one.error for one in found if isinstance(one, Failure)]
        self.urls = [one.url.removeprefix("https://news.example/") for one in self.documents]


def test_a_page_of_an_archive_keeps_its_address_time_status_headers_place_and_tool(tmp_path: Path) -> None:
    first = info("Crawler/1.5")
    found = Found(first + record(Sent("https://news.example/a", page(1), (HTML, ("X-A", "one"), ("X-A", "two")))), tmp_path)
    (document,) = found.documents
    capture = document.capture
    assert capture is not None
    assert (document.id, document.url, document.language) == ("news.example-a", "https://news.example/a", "ar")
    assert "الناطق رقم 1 " in document.text
    assert (capture.body, capture.media_type, capture.url, capture.status) == (page(1), "text/html", document.url, 200)
    assert capture.headers == (HTML, ("X-A", "one"), ("X-A", "two"))
    assert capture.fetched == document.fetched == dt.datetime(2020, 2, 12, 9, 30, tzinfo=dt.UTC)
    assert capture.within == f"news.warc.gz#{len(first)}"
    assert capture.tool == "Crawler/1.5"
    assert not found.errors


def test_a_plain_archive_gives_the_same_documents_as_a_packed_one(tmp_path: Path) -> None:
    plain, packed = Found(b"".join(pages(4, packed=False)), tmp_path, "a.warc"), Found(b"".join(pages(4)), tmp_path, "a.warc.gz")
    assert plain.documents == packed.documents
    assert len(plain.documents) == 4


def test_an_archive_is_known_by_its_first_bytes_whatever_its_name(tmp_path: Path) -> None:
    assert len(Found(b"".join(pages(2)), tmp_path, "a.bin").documents) == 2


def test_what_is_no_page_is_passed_over_and_counted(tmp_path: Path) -> None:
    data = b"".join(
        [
            info("x"),
            record(Sent("https://news.example/gone", b"no", status="404 Not Found")),
            record(Sent("https://news.example/moved", b"", status="301 Moved")),
            record(Sent("https://news.example/p.png", b"\x89PNG", (("Content-Type", "image/png"),))),
            record(Sent("https://news.example/s.js", b"var a", (("Content-Type", "text/javascript"),))),
            record(Sent("https://news.example/d", b'{"a": 1}', (("Content-Type", "application/json"),))),
            record(Sent("https://news.example/robots.txt", b"User-agent: *", (("Content-Type", "text/plain"),))),
            record(Sent("https://news.example/r", b"", kind="revisit")),
            record(Sent("https://news.example/a", b"GET / HTTP/1.1\r\n\r\n", (), kind="request")),
            record(Sent("urn:text:https://news.example/a", b"words", (("Content-Type", "text/plain"),), kind="resource")),
            *pages(1),
        ]
    )
    found = Found(data, tmp_path)
    assert found.urls == ["0"]
    assert not found.errors
    assert dict(found.passed) == {
        "warcinfo record": 1,
        "answer 404": 1,
        "answer 301": 1,
        "record of image": 1,
        "record of scripts": 1,
        "record of JSON that is no document": 1,
        "robots.txt": 1,
        "revisit record": 1,
        "request record": 1,
        "record of no address of the web": 1,
    }


def test_texts_resources_and_documents_in_json_are_read_too(tmp_path: Path) -> None:
    words = "قال الناطق إن الطريق مفتوح منذ يومين."
    line = f'{{"text": "{words}", "title": "طريق"}}'.encode()
    data = b"".join(
        [
            record(Sent("https://news.example/t", words.encode(), (("Content-Type", "text/plain"),))),
            record(Sent("https://news.example/r", page(1), (HTML,), kind="resource")),
            record(Sent("https://news.example/j", line, (("Content-Type", "application/json"),))),
        ]
    )
    found = Found(data, tmp_path)
    assert not found.errors
    assert [one.text for one in found.documents[::2]] == [words, words]
    assert found.documents[2].title == "طريق"
    resource = found.documents[1].capture
    assert resource is not None
    assert (resource.status, resource.headers, resource.url) == (None, (), "https://news.example/r")


def test_the_charset_of_the_header_is_used(tmp_path: Path) -> None:
    sent = Sent("https://news.example/a", page(1, encoding="cp1256"), (("Content-Type", "text/html; charset=windows-1256"),))
    (document,) = Found(record(sent), tmp_path).documents
    assert "الدوريات" in document.text
    assert document.encoding == "cp1256"


def chunked(body: bytes) -> bytes:
    return (
        b"".join(b"%x;a=1\r\n%s\r\n" % (len(body[at : at + 50]), body[at : at + 50]) for at in range(0, len(body), 50))
        + b"0\r\n\r\n"
    )


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("gzip", gzip.compress(page(1))),
        ("x-gzip", gzip.compress(page(1))),
        ("deflate", zlib.compress(page(1))),
        ("deflate", zlib.compress(page(1))[2:-4]),
        ("br", brotli.compress(page(1))),
        ("gzip, br", brotli.compress(gzip.compress(page(1)))),
        ("identity", page(1)),
        ("gzip", page(1)),
        ("br", page(1)),
    ],
)
@pytest.mark.parametrize("transfer", ["", "chunked", "chunked, and not"])
def test_encodings_are_taken_off_where_they_are_there(name: str, body: bytes, transfer: str, tmp_path: Path) -> None:
    headers = (HTML, ("Content-Encoding", name), *([("Transfer-Encoding", "chunked")] if transfer else []))
    sent = Sent("https://news.example/a", chunked(body) if transfer == "chunked" else body, headers)
    found = Found(record(sent), tmp_path)
    assert not found.errors
    (document,) = found.documents
    assert document.capture is not None
    assert document.capture.body == page(1)
    assert document.capture.headers == headers
    assert bool(document.remarks) == (body == page(1) and name != "identity")


@pytest.mark.parametrize(
    ("headers", "body", "reason"),
    [
        ((("Content-Encoding", "gzip"),), gzip.compress(page(1))[:-20], "ends before its end"),
        ((("Content-Encoding", "gzip"),), gzip.compress(bytes(60_000_000)), "unpacks to far more"),
        ((("Content-Encoding", "br"),), brotli.compress(bytes(60_000_000)), "unpacks to far more"),
        ((("Content-Encoding", "zstd"),), b"\x28\xb5\x2f\xfd" + bytes(90), "zstd, which is not read"),
        ((("Transfer-Encoding", "chunked"),), chunked(page(1))[:-300], "chunks end before"),
        ((), page(1)[:-200] + b"\xff" * 3, "UTF-8"),
    ],
)
def test_a_damaged_or_hostile_body_is_refused_and_the_rest_is_read(
    headers: tuple[tuple[str, str], ...], body: bytes, reason: str, tmp_path: Path
) -> None:
    first, last = pages(2)
    found = Found(first + record(Sent("https://news.example/x", body, (HTML, *headers))) + last, tmp_path)
    assert found.urls == ["0", "1"]
    (error,) = found.errors
    assert reason in error.what
    assert f"news.warc.gz#{len(first)} (https://news.example/x)" in error.what
    assert error.hint


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize("kept", [4.5, 4.02, 4.98, 1.5, 0.5])
def test_a_truncated_archive_gives_all_whole_records_and_says_where_it_broke(packed: bool, kept: float, tmp_path: Path) -> None:
    records = pages(6, packed=packed)
    whole = int(kept)
    data = b"".join(records[:whole]) + records[whole][: int(len(records[whole]) * (kept - whole))]
    found = Found(data, tmp_path, "news.warc.gz" if packed else "news.warc")
    assert found.urls == [str(number) for number in range(whole)]
    (error,) = found.errors
    assert f"#{sum(map(len, records[:whole]))}: the file breaks off" in error.what or not whole


def test_an_archive_that_is_cut_between_records_or_before_the_last_line_ends_is_whole(tmp_path: Path) -> None:
    data = b"".join(pages(3, packed=False))
    for cut in (0, 1, 2, 3, 4):
        found = Found(data[: len(data) - cut], tmp_path, "news.warc")
        assert found.urls == ["0", "1", "2"]
        assert not found.errors


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ("garbage", "begins here"),
        ("flipped", "damaged"),
        ("short", "length is wrong"),
        ("long", "says"),
        ("far", "says"),
        ("no number", "no number"),
        ("negative", "no number"),
        ("header", "header has more than"),
        ("no colon", "no number"),
        ("version", "begins here"),
        ("text", "begins here"),
    ],
)
def test_what_is_damaged_is_told_with_its_place_and_all_around_it_is_read(
    bad: str, reason: str, packed: bool, tmp_path: Path
) -> None:
    first, second, third, fourth = pages(4, packed=packed)
    plain = pages(3, packed=False)[2]
    made = {
        "garbage": GARBAGE,
        "flipped": third[:-200] + bytes(byte ^ 0x15 for byte in third[-200:-190]) + third[-190:],
        "short": with_length("200", packed=packed),
        "long": with_length(str(len(plain) + 300), packed=packed),
        "far": with_length("987654321012", packed=packed),
        "no number": with_length("many", packed=packed),
        "negative": with_length("-5", packed=packed),
        "header": (gzip.compress if packed else bytes)(plain.replace(b"WARC-Date", b"X-A: " + LONG + b"\r\nWARC-Date")),
        "no colon": (gzip.compress if packed else bytes)(b"WARC/1.0\r\nno field at all\r\n\r\nwords\r\n\r\n"),
        "version": (gzip.compress if packed else bytes)(b"WARC/eleven\r\n\r\n\r\n\r\n"),
        "text": (gzip.compress if packed else bytes)("كلمات لا غير\n".encode() * 40),
    }[bad]
    found = Found(first + second + made + third + fourth, tmp_path, "news.warc.gz" if packed else "news.warc")
    assert found.urls == ["0", "1", "2", "3"]
    (error,) = found.errors
    assert reason in error.what
    assert f"#{len(first + second)}" in error.what
    assert error.hint


def test_a_file_without_a_record_is_refused_once(tmp_path: Path) -> None:
    for name, data in (("a.warc", b"words only\n" * 900), ("a.warc.gz", gzip.compress(b"words only\n" * 900)), ("a.warc", b"")):
        found = Found(data, tmp_path, name)
        assert not found.documents
        (error,) = found.errors
        assert "no record of a web archive" in error.what


def test_a_member_that_unpacks_without_end_is_left_at_once(tmp_path: Path) -> None:
    first, last = pages(2)
    head = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 900000000\r\n\r\n"
    found = Found(first + gzip.compress(head + bytes(300_000_000), 1) + last, tmp_path)
    assert found.urls == ["0", "1"]
    assert "times its size" in found.errors[0].what


def test_a_file_packed_as_a_whole_gives_its_records_with_places_of_their_own(tmp_path: Path) -> None:
    found = Found(gzip.compress(b"".join(pages(3, packed=False))), tmp_path)
    assert found.urls == ["0", "1", "2"]
    places = [one.capture.within for one in found.documents if one.capture]
    assert places[0] == "news.warc.gz#0"
    assert places[1].startswith("news.warc.gz#0+")
    assert len(set(places)) == 3


def test_bytes_that_are_not_those_of_their_digest_are_refused(tmp_path: Path) -> None:
    first, last = pages(2, packed=False)
    spoilt = pages(3, packed=False)[2].replace("الصباح".encode(), "المساء".encode())
    found = Found(first + spoilt + last, tmp_path, "news.warc")
    assert found.urls == ["0", "1"]
    assert "WARC-Block-Digest" in found.errors[0].what


def test_a_block_that_is_larger_than_may_be_held_is_passed_by(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("marsad.ingest.limits.MAX_BYTES", 1_000)
    data = record(Sent("https://news.example/big", b"x" * 2_000_000, (("Content-Type", "text/plain"),)), packed=False)
    found = Found(data + record(Sent("https://news.example/a", page(1)), packed=False), tmp_path, "news.warc")
    assert [one.what.partition(") ")[2] for one in found.errors] == ["is too large: 2 MB"]


def test_damage_that_would_be_read_again_and_again_ends_the_reading() -> None:
    data = b"".join(with_length("100000", packed=False) for _ in range(400))
    found = list(read_records(io.BytesIO(data), "x"))
    assert all(isinstance(one, Harm) for one in found)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("marsad.ingest.warc_records.MAX_AGAIN", 1_000_000)
        *_, last = read_records(io.BytesIO(data), "x")
    assert isinstance(last, Harm)
    assert "too much" in last.what


def test_a_stream_that_cannot_be_rewound_is_read_too() -> None:
    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

    for packed in (True, False):
        data = b"".join(pages(3, packed=packed))
        assert sum(isinstance(one, Record) for one in read_records(Pipe(data), "x")) == 3
    found = list(read_records(Pipe(pages(1, packed=False)[0] + with_length("5000", packed=False) + data), "x"))
    assert [type(one) for one in found] == [Record, Harm, Record, Record, Record]


def test_without_keep_going_the_first_damage_ends_the_run(tmp_path: Path) -> None:
    (tmp_path / "a.warc.gz").write_bytes(pages(1)[0] + GARBAGE)
    with pytest.raises(BadInput, match="no gzip member"):
        list(gather([tmp_path / "a.warc.gz"]))


@pytest.mark.parametrize(
    "headers",
    [
        (),
        (HTML,),
        (HTML, ("Content-Length", "100")),
        (HTML, ("content-length", "37"), ("Content-Encoding", "gzip"), ("Vary", "x")),
        (("Transfer-Encoding", "chunked"), HTML),
        (("Transfer-Encoding", "chunked"), ("Content-Length", "100")),
        (("Content-Length", "99"), ("Content-Length", "100")),
        (("Content-Encoding", "identity"), ("Content-Length", "100")),
    ],
)
def test_headers_are_made_true_and_come_back_as_they_were(headers: tuple[tuple[str, str], ...]) -> None:
    told = make_true(headers, 100)
    assert restore_headers(told, 100) == headers
    small = [(name.lower(), value) for name, value in told]
    assert not any(name == "content-encoding" and value != "identity" for name, value in small)
    assert not any(name == "transfer-encoding" for name, _ in small)
    assert all(value == "100" for name, value in small if name == "content-length")


@pytest.mark.parametrize("packed", [True, False])
@given(
    at=st.integers(1, 3),
    start=st.floats(0.0, 0.95),
    size=st.integers(1, 60),
    put=st.binary(max_size=80),
)
def test_whatever_is_done_to_one_record_the_others_are_read(packed: bool, at: int, start: float, size: int, put: bytes) -> None:
    records = pages(5, packed=packed)
    blocks = [one.block for one in read_records(io.BytesIO(b"".join(records)), "x") if isinstance(one, Record)]
    others = blocks[:at] + blocks[at + 1 :]
    bad = records[at]
    first = 1 + int(start * (len(bad) - 70))  # its own bytes, not the line ends behind it
    records[at] = bad[:first] + put + bad[first + size :]
    found = list(read_records(io.BytesIO(b"".join(records)), "x"))
    read = [one.block for one in found if isinstance(one, Record)]
    assert [block for block in read if block in others] == others
    assert len(read) == 5 or any(isinstance(one, Harm) for one in found)
