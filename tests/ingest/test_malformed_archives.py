"""Archives and JSON lines that are malformed or hostile: what is whole is read, and the rest is told, each with its reason."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from archives_at_hand import Sent, pages, record, with_length
from marsad.ingest import Failure, gather
from marsad.model import Document

FIRST, SECOND = pages(2)
PLAIN = pages(2, packed=False)
GOOD = "قال الناطق إن الطريق مفتوح أمام المزارعين."
HTML = (("Content-Type", "text/html; charset=utf-8"),)


class Row(NamedTuple):
    """One malformed input: how many documents come out of it, and which words tell each failure."""

    name: str
    data: Callable[[], bytes]
    documents: int
    reasons: tuple[str, ...]


def hash_of(data: bytes) -> str:
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def wacz(
    files: Mapping[str, bytes],
    manifest: Any = None,
    *,
    proof: bytes | None = None,
    packing: int = zipfile.ZIP_STORED,
    without: bool = False,
) -> bytes:
    """Write a WACZ file; `manifest` stands in the place of the true one."""
    true = {"profile": "data-package", "resources": [{"path": name, "hash": hash_of(data)} for name, data in files.items()]}
    told = json.dumps(true if manifest is None else manifest).encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packing) as zipped:
        for name, data in files.items():
            zipped.writestr(name, data)
        if not without:
            zipped.writestr("datapackage.json", told)
        if proof is not None:
            zipped.writestr("datapackage-digest.json", proof)
    return out.getvalue()


def encrypted(data: bytes) -> bytes:
    """Set the flags that say that the files of a ZIP archive are encrypted, in both places where they stand."""
    out = bytearray(data)
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = out.find(sign)
        while start >= 0:
            out[start + at] |= 1
            start = out.find(sign, start + 4)
    return bytes(out)


TWO = {"archive/a.warc.gz": FIRST, "archive/b.warc.gz": SECOND}
ONE = {"archive/a.warc.gz": FIRST}


def listed(**changed: str) -> dict[str, Any]:
    return {"resources": [{"path": name, "hash": changed.get(name[8], hash_of(data))} for name, data in TWO.items()]}


def lines(*some: str | bytes) -> Callable[[], bytes]:
    return lambda: b"\n".join(one if isinstance(one, bytes) else one.encode() for one in (line(), *some, line())) + b"\n"


def line(**more: Any) -> str:
    return json.dumps({"text": GOOD, **more}, ensure_ascii=False)


ROWS = [
    # ── WARC ──
    Row("long.warc", lambda: PLAIN[0] + with_length("900000", packed=False) + PLAIN[1], 2, ("its length is wrong",)),
    Row("short.warc.gz", lambda: FIRST + with_length("30", packed=True) + SECOND, 2, ("its length is wrong",)),
    Row("word-for-length.warc", lambda: PLAIN[0] + with_length("all", packed=False) + PLAIN[1], 2, ("its length is no number",)),
    Row("truncated.warc.gz", lambda: FIRST + SECOND[:-40], 1, ("breaks off",)),
    Row("truncated.warc", lambda: PLAIN[0] + PLAIN[1][:-40], 1, ("breaks off",)),
    Row("trailing.warc.gz", lambda: FIRST + SECOND + b"\x00" * 900 + b"end", 2, ("no gzip member begins here",)),
    Row("trailing.warc", lambda: PLAIN[0] + b"<html>left over</html>" * 90, 1, ("no record begins here",)),
    Row("flipped.warc.gz", lambda: FIRST + SECOND[:150] + b"\xff\x00\xff" + SECOND[153:] + SECOND, 2, ("is damaged",)),
    Row("no-warc.warc", lambda: GOOD.encode() * 900, 0, ("holds no record of a web archive",)),
    Row("no-warc.warc.gz", lambda: gzip.compress(GOOD.encode() * 900), 0, ("holds no record of a web archive",)),
    Row("empty.warc", lambda: b"", 0, ("holds no record of a web archive",)),
    Row(
        "bomb.warc.gz",
        lambda: FIRST + gzip.compress(b"WARC/1.0\r\nContent-Length: 200000000\r\n\r\n" + bytes(200_000_000), 1) + SECOND,
        2,
        ("times its size",),
    ),
    Row(
        "bomb-in-answer.warc.gz",
        lambda: (
            FIRST + record(Sent("https://news.example/b", gzip.compress(bytes(70_000_000)), (*HTML, ("Content-Encoding", "gzip"))))
        ),
        1,
        ("unpacks to far more",),
    ),
    Row(
        "header-of-10-mb.warc",
        lambda: PLAIN[0] + PLAIN[1].replace(b"WARC-Date", b"X: " + b"y" * 10_000_000 + b"\r\nWARC-Date") + PLAIN[1],
        2,
        ("its header has more than",),
    ),
    Row("deep-page.warc.gz", lambda: record(Sent("https://news.example/d", b"<div>" * 9_000 + GOOD.encode(), HTML)), 1, ()),
    Row("bad-address.warc.gz", lambda: FIRST + record(Sent("http://[not/an/address", b"<p>x</p>", HTML)), 1, ("cannot be read",)),
    Row("binary-page.warc.gz", lambda: FIRST + record(Sent("https://news.example/x", bytes(range(256)) * 9, HTML)), 1, ("binary",)),
    # ── WACZ ──
    Row("good.wacz", lambda: wacz(TWO), 2, ()),
    Row("wrong-hash.wacz", lambda: wacz(TWO, listed(a=hash_of(b"other"))), 1, ("not those of its hash",)),
    Row("odd-hash.wacz", lambda: wacz(TWO, listed(a="crc:1234")), 1, ("not those of its hash",)),
    Row("no-manifest.wacz", lambda: wacz(TWO, without=True), 2, ("is missing",)),
    Row("manifest-of-numbers.wacz", lambda: wacz(TWO, {"resources": [1, 2]}), 2, ("no list of files",)),
    Row("manifest-of-nothing.wacz", lambda: wacz(TWO, []), 2, ("no list of files",)),
    Row("deep-manifest.wacz", lambda: wacz({**TWO, "datapackage.json": b"[" * 100_000}, without=True), 2, ("no list of files",)),
    Row("wrong-proof.wacz", lambda: wacz(TWO, proof=json.dumps({"hash": hash_of(b"")}).encode()), 2, ("datapackage-digest.json",)),
    Row("unlisted.wacz", lambda: wacz(TWO, {"resources": listed()["resources"][:1]}), 1, ("not named in the manifest",)),
    Row("missing.wacz", lambda: wacz(ONE, listed()), 1, ("is not there",)),
    Row("escaping.wacz", lambda: wacz({**ONE, "../../archive/b.warc.gz": SECOND}), 1, ("leads out of the archive",)),
    Row("absolute.wacz", lambda: wacz({**ONE, "/etc/archive/b.warc.gz": SECOND}), 1, ("leads out of the archive",)),
    Row("encrypted.wacz", lambda: encrypted(wacz(ONE)), 0, ("encrypted", "encrypted")),
    Row("no-archive.wacz", lambda: wacz({"pages/pages.jsonl": b"{}\n"}), 0, ("holds no WARC file",)),
    Row("damaged.wacz", lambda: wacz(TWO).replace(FIRST[60:90], bytes(30)), 1, ("is damaged",)),
    Row("cut.wacz", lambda: wacz(TWO)[:-80], 0, ("no whole ZIP archive",)),
    Row("text.wacz", GOOD.encode, 0, ("no whole ZIP archive",)),
    Row(
        "bomb.wacz",
        lambda: wacz({**ONE, "archive/b.warc": bytes(90_000_000)}, packing=zipfile.ZIP_DEFLATED),
        1,
        ("times its size",),
    ),
    Row(
        "pages-of-nonsense.wacz",
        lambda: wacz({**ONE, "pages/pages.jsonl": b"\xff\n[]\n" + b"[" * 100_000 + b'\n{"ts": 1}\n'}),
        1,
        (),
    ),
    # ── JSON lines ──
    Row("deep.jsonl", lines('{"text": ' * 100_000), 2, ("nested too deep",)),
    Row("deep-list.jsonl", lines("[" * 100_000 + "]" * 100_000), 2, ("nested too deep",)),
    Row("long-number.jsonl", lines('{"text": "x", "n": ' + "9" * 9_000 + "}"), 2, ("too deep or a number too long",)),
    Row("newlines.jsonl", f"{line()}\r\n\r\n{line()}\n\n \r\n{line(title='ب')}".encode, 3, ()),
    Row("only-carriage-returns.jsonl", f"{line()}\r{line()}\r".encode, 0, ("broken JSON",)),
    Row("lone-surrogate.jsonl", lines('{"text": "a \\ud800 b"}'), 2, ("half a character",)),
    Row("lone-surrogate-remark.jsonl", lines('{"text": "a", "remarks": ["\\udfff"]}'), 2, ("half a character",)),
    Row("not-utf8.jsonl", lines(b'{"text": "\xc7\xe1"}'), 2, ("not UTF-8",)),
    Row("cut.jsonl", f'{line()}\n{{"text": "قال'.encode, 1, ("broken JSON",)),
    Row("no-text.jsonl", lines("{}", '{"text": " "}', '{"text": null}'), 2, ('no "text"',) * 3),
    Row("no-object.jsonl", lines("7", '"text"', "null", '["text"]'), 2, ("not an object",) * 4),
    Row("blocks-over-blocks.jsonl", lines(line(blocks=[[0, 9, "heading"], [5, 12, "quote"]])), 2, ('"blocks"',)),
    Row("blocks-beyond.jsonl", lines(line(blocks=[[0, 900, "heading"]])), 2, ('"blocks"',)),
    Row("blocks-of-words.jsonl", lines(line(blocks="all")), 2, ('"blocks"',)),
    Row("blocks-unknown.jsonl", lines(line(blocks=[[0, 3, "advert"]])), 2, ('"blocks"',)),
    Row(
        "bad-days.jsonl",
        lines(line(modified="yesterday"), line(fetched="2020-02-12"), line(dataset="other")),
        2,
        ("no date", "no time", "not known"),
    ),
    Row("bad-remarks.jsonl", lines(line(remarks="x"), line(remarks=[1])), 2, ('"remarks"', '"remarks"')),
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_what_is_whole_is_read_and_the_rest_is_told(row: Row, tmp_path: Path) -> None:
    (tmp_path / row.name).write_bytes(row.data())
    (tmp_path / "good.txt").write_text(GOOD, "utf-8")
    *found, good = gather([tmp_path / row.name, tmp_path / "good.txt"], keep_going=True, for_keeping=True)
    assert isinstance(good, Document)
    assert good.text == GOOD
    errors = [one.error for one in found if isinstance(one, Failure)]
    assert len(found) - len(errors) == row.documents
    assert len(errors) == len(row.reasons)
    for error, reason in zip(errors, row.reasons, strict=True):
        assert reason in error.what
        assert "fault in Marsad" not in error.what
        assert row.name in error.what
        assert error.hint
    assert sorted(path.name for path in tmp_path.rglob("*")) == sorted([row.name, "good.txt"])
