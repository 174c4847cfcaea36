"""What is broken, lying or hostile: each is a clear record of failure or is read right, and the rest of the folder is read.

A row is a file name, its bytes, and what comes of it: words that the text holds and words that it does not, or the reason of the
failure. No row may crash, hang, or put a sign where another stood.
"""

from __future__ import annotations

import base64
import os
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from documents_at_hand import lengthened, locked, nested, overlapping, packed_by, zip_of, zip_with_entry
from marsad.ingest import Failure, gather
from marsad.model import Document

FIRST = "قال المتحدث باسم الوزارة إن القوات انسحبت من البلدة أمس بعد أيام من القصف المتواصل على أطرافها."
SECOND = "وأضاف أن الهدنة ما زالت صامدة في المنطقة كلها، وأن الدوريات المشتركة ستبدأ الأسبوع المقبل كما اتفق عليه."
BODY = f"<h1>هدوء في البلدة</h1><p>{FIRST}</p><p>{SECOND}</p>"


class Read(NamedTuple):
    """The file is read: the text holds these words, none of those, and a remark says this."""

    holds: tuple[str, ...] = (FIRST, SECOND)
    lacks: tuple[str, ...] = ()
    remark: str = ""


class Refused(NamedTuple):
    """The file is refused, and the reason holds these words."""

    reason: str


class Partly(NamedTuple):
    """A part is refused, and the reason holds these words; the part beside it, `FIRST` alone, is read."""

    reason: str


class Row(NamedTuple):
    """One malformed input; its bytes are made when they are needed, for some are large."""

    name: str
    data: Callable[[], bytes]
    comes: Read | Refused | Partly


def page(body: str, head: str = "<meta charset=utf-8>", encoding: str = "utf-8") -> Callable[[], bytes]:
    return lambda: f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode(encoding)


def linked(data: str) -> str:
    return f'<meta charset=utf-8><script type="application/ld+json">{data}</script>'


def raw(text: str | bytes, encoding: str = "utf-8") -> Callable[[], bytes]:
    return lambda: text if isinstance(text, bytes) else text.encode(encoding)


PAGES_AND_TEXTS = [
    # ── cut off ──
    Row("truncated-in-text.html", raw(f"<!DOCTYPE html><html><body><h1>هدوء</h1><p>{FIRST}</p><p>{SECOND}"), Read()),
    Row("truncated-in-tag.html", raw(f'<html><body><p>{FIRST}</p><p>{SECOND}</p><div class="fo'), Read(lacks=("fo",))),
    Row("truncated-in-script.html", raw(f"<html><body><p>{FIRST}</p><p>{SECOND}</p><script>var gone = 1;"), Read(lacks=("gone",))),
    Row("truncated-in-character.html", lambda: page(BODY * 3)()[:-200] + "ق".encode()[:1], Refused("damaged at byte")),
    Row("unclosed-comment.html", page(f"{BODY}<!-- left open {FIRST}"), Read(lacks=("left open",))),
    Row("unclosed-tags.html", page(f"<div><b><i><p>{FIRST}<p><td>{SECOND}</table></i>"), Read()),
    # ── encodings ──
    Row("wrong-label-utf8.html", page(BODY, "<meta charset=utf-8>", "cp1256"), Read(remark="guessed")),
    Row("wrong-label-latin.html", page(BODY, "<meta charset=iso-8859-1>"), Read()),
    Row("unknown-label.html", page(BODY, "<meta charset=x-nonsense>", "cp1256"), Read(remark="guessed")),
    Row("label-of-no-text.html", page(BODY, "<meta charset=base64>"), Read()),
    Row("utf16-without-mark.html", page(BODY, "", "utf-16-le"), Read(remark="no mark")),
    Row("utf16-labelled-utf8.html", page(BODY, "<meta charset=utf-8>", "utf-16"), Read(remark="byte order mark")),
    Row("mark-and-not-utf8.html", lambda: b"\xef\xbb\xbf" + page(BODY, encoding="cp1256")(), Refused("byte order mark")),
    Row("two-encodings.txt", lambda: (FIRST * 5).encode() + SECOND.encode("cp1256")[:20], Refused("damaged at byte")),
    Row("null-bytes.html", lambda: page(BODY)().replace(b"<p>", b"<p>\x00", 1), Refused("binary")),
    Row("binary.html", lambda: bytes(range(256)) * 40, Refused("binary")),
    Row("picture.html", lambda: b"\x89PNG\r\n\x1a\n" + bytes(300), Refused("a picture")),
    # ── signs ──
    Row("half-characters.html", page(f"<p>{FIRST} &#xD800; &#xDFFF;</p><p>{SECOND}</p>"), Read(lacks=("\ud800", "\udfff"))),
    Row("entities-beyond.html", page(f"<p>{FIRST} &#x110000; &#0; &bogus;</p><p>{SECOND}</p>"), Read(lacks=("\x00",))),
    Row("bidi-overrides.html", page(f"<p>{FIRST}</p><p>\u202e{SECOND}\u202c</p>"), Read()),
    Row("mixed-newlines.txt", raw(f"{FIRST}\r\n{SECOND}\r{FIRST}\n\r{SECOND}\x0b"), Read()),
    Row("only-a-mark.txt", raw(b"\xef\xbb\xbf"), Refused("empty")),
    Row("empty.html", raw(b""), Refused("empty")),
    Row("spaces.html", raw(b" \r\n\t "), Refused("empty")),
    # ── form ──
    Row("nested-10000.html", page("<div>" * 10_000 + f"<p>{FIRST}</p><p>{SECOND}</p>"), Read(remark="nested")),
    Row("nested-tables.html", page("<table><tr><td>" * 3_000 + f"<p>{FIRST}</p><p>{SECOND}</p>"), Read(remark="nested")),
    Row("nested-inline.html", page(f"{BODY}<p>" + "<b><i>" * 5_000 + "آخر"), Read()),
    Row(
        "huge-attribute.html",
        page(f'<div class="{"x" * 3_000_000}" data-a="{"y " * 500_000}">{BODY}</div>'),
        Read(lacks=("xxx", "y y")),
    ),
    Row("many-attributes.html", page("<p " + " ".join(f"a{n}=1" for n in range(20_000)) + f">{FIRST}</p><p>{SECOND}</p>"), Read()),
    Row("duplicate-attributes.html", page(f'<div class="a" class="comments" id=x id=y>{BODY}</div>'), Read()),
    Row(
        "bomb-in-source.html",
        page(f'{BODY}<img src="data:image/png;base64,{base64.b64encode(bytes(4_000_000)).decode()}">'),
        Read(lacks=("base64", "AAAA")),
    ),
    Row("cdata.html", page(f"<![CDATA[<p>hidden</p>]]>{BODY}"), Read()),
    Row(
        "only-scripts.html",
        page("<script>document.write('<p>' + text + '</p>')</script><style>p{}</style>"),
        Refused("without text"),
    ),
    Row(
        "frameset.html",
        raw("<html><head></head><frameset cols='20%,80%'><frame src=a.html><frame src=b.html></frameset></html>"),
        Refused("without text"),
    ),
    Row(
        "meta-refresh.html",
        raw("<html><head><meta http-equiv=refresh content='0;url=http://x.example/'></head><body></body></html>"),
        Refused("without text"),
    ),
    Row(
        "svg-with-script.html",
        page(f"{BODY}<svg><script>alert(1)</script><text>in the picture</text></svg>"),
        Read(lacks=("alert", "in the picture")),
    ),
    Row(
        "event-handlers.html",
        page(f'<p onclick="steal()">{FIRST}</p><p><a href="javascript:steal()">{SECOND}</a></p>'),
        Read(lacks=("steal",)),
    ),
    Row(
        "doctype-entities.html",
        raw(
            '<!DOCTYPE html [<!ENTITY a "aaaa"><!ENTITY x SYSTEM "file:///etc/passwd">]>'
            f"<html><body>{BODY}<p>&x;&a;</p></body></html>"
        ),
        Read(lacks=("root:",)),
    ),
    Row("deep-json-ld.html", page(BODY, linked('{"a":[' * 50_000)), Read(lacks=('"a"',))),
    Row(
        "hostile-json-ld.html",
        page(
            BODY,
            linked(
                '{"@type":"NewsArticle","@graph":{"@id":"a","author":{"@id":"a"}},"datePublished":7,'
                '"author":[[["x"]],null,3],"publisher":[]}'
            ),
        ),
        Read(),
    ),
    Row("many-breaks.html", page(BODY + "<br>" * 200_000), Read()),
    Row("many-tables.html", page(BODY + "<table><tr><td>a<td>b</table>" * 3_000), Read()),
    Row("many-comments.html", page(BODY + "<div><p>5 comments</p></div>" * 3_000), Read(lacks=("5 comments",))),
    Row("one-long-line.html", page(BODY + "<p>" + "كلمة " * 200_000 + "</p>"), Read()),
]


@pytest.mark.parametrize("row", PAGES_AND_TEXTS, ids=lambda row: row.name)
def test_a_malformed_page_or_text_is_read_right_or_refused_with_the_reason(row: Row, tmp_path: Path) -> None:
    check(row, tmp_path)


def beside(name: str, data: str | bytes = SECOND) -> Callable[[], bytes]:
    """A ZIP with this file and a good one behind it."""
    return lambda: zip_of({name: data, "good.txt": FIRST})


def linking(target: str) -> bytes:
    entry = zipfile.ZipInfo("link.txt")
    entry.create_system, entry.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    return zip_with_entry(entry, target.encode(), {"good.txt": FIRST})


def wrongly_summed() -> bytes:
    return zip_of({"a.txt": b"x" * 300, "good.txt": FIRST}, stored=True).replace(b"x" * 300, b"x" * 299 + b"y")


ARCHIVES = [
    Row("slip.zip", beside("../../etc/cron.d/a.txt"), Partly("leads out of the archive")),
    Row("slip-backwards.zip", beside("..\\..\\a.txt"), Partly("leads out of the archive")),
    Row("absolute.zip", beside("/etc/passwd.txt"), Partly("root of a disk")),
    Row("drive.zip", beside("C:\\Windows\\a.txt"), Partly("root of a disk")),
    Row("turned-name.zip", beside("photo\u202etxt.html"), Partly("hide what it is")),
    Row("name-of-two-lines.zip", beside("a\nnote: all is well.txt"), Partly("hide what it is")),
    Row("null-in-name.zip", lambda: zip_of({"aXb.txt": SECOND, "good.txt": FIRST}).replace(b"aXb.", b"a\0b."), Partly("hide what")),
    Row("link.zip", lambda: linking("/etc/passwd"), Partly("a link")),
    Row("bomb.zip", beside("zeros.txt", bytes(40_000_000)), Partly("far more than a text")),
    Row("too-large-inside.zip", beside("a.txt", os.urandom(1_000_000) * 51), Partly("too large")),
    Row("matryoshka.zip", lambda: nested({"a.txt": SECOND}, 3), Refused("more than 3 archives")),
    Row("locked.zip", lambda: locked(beside("a.txt")(), "a.txt"), Partly("password")),
    Row("wrong-sum.zip", wrongly_summed, Partly("damaged")),
    Row("lying-length.zip", lambda: lengthened(beside("a.txt")(), "a.txt"), Partly("damaged")),
    Row("unknown-packing.zip", lambda: packed_by(beside("a.txt")(), "a.txt", 99), Partly("not known")),
    Row("overlapping.zip", lambda: overlapping(FIRST.encode(), 500), Refused("over one another")),
    Row("truncated.zip", lambda: beside("a.txt")()[:-60], Refused("damaged ZIP")),
    Row("directory-astray.zip", lambda: beside("a.txt")().replace(b"PK\x01\x02", b"PK\x01\x09"), Refused("damaged ZIP")),
    Row("no.zip", raw(b"PK\x03\x04" + bytes(5_000)), Refused("damaged ZIP")),
    Row("binary-inside.zip", beside("a.txt", bytes(range(256)) * 40), Partly("binary")),
]


@pytest.mark.parametrize("row", ARCHIVES, ids=lambda row: row.name)
def test_a_malformed_archive_costs_what_is_malformed_in_it(row: Row, tmp_path: Path) -> None:
    check(row, tmp_path)


def check(row: Row, folder: Path) -> None:
    """Read a malformed file beside a good one, and look at what comes of both."""
    (folder / row.name).write_bytes(row.data())
    (folder / "good.txt").write_text(FIRST, "utf-8")
    *found, good = gather([folder / row.name, folder / "good.txt"], keep_going=True, for_keeping=True)
    assert isinstance(good, Document)
    assert good.text == FIRST
    if isinstance(row.comes, Refused):
        assert [type(one) for one in found] == [Failure]
        (failure,) = (one for one in found if isinstance(one, Failure))
        assert row.comes.reason in failure.error.what
        assert failure.error.hint
        return
    (document,) = (one for one in found if isinstance(one, Document))
    if isinstance(row.comes, Partly):
        (failure,) = (one for one in found if isinstance(one, Failure))
        assert row.comes.reason in failure.error.what
        assert failure.error.hint
        assert document.text == FIRST
        return
    for words in row.comes.holds:
        assert words in document.text
    for words in row.comes.lacks:
        assert words not in document.text
    assert row.comes.remark in " ".join(document.remarks)
