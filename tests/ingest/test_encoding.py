from __future__ import annotations

import codecs

import pytest

from marsad.errors import NotText
from marsad.ingest.encoding import decode, find_declared

ARABIC = "قال المتحدث باسم الوزارة إن القوات انسحبت من البلدة بعد أن استمر القصف ثلاثة أيام، وإن الهدنة صامدة في المنطقة."
RUSSIAN = "Министр заявил, что войска покинули город и что перемирие в этом районе соблюдается уже три дня."
TURKISH = "Bakan, ateşkesin bölgede üç gündür sürdüğünü ve birliklerin şehirden çekildiğini söyledi, çünkü görüşmeler devam ediyor."
ENGLISH = "The minister said that the troops had left the town and that the “truce” was holding for a third day."


@pytest.mark.parametrize(
    ("text", "written_in", "told"),
    [
        (ARABIC, "utf-8", "utf-8"),
        (ARABIC, "cp1256", "cp1256"),
        (ARABIC, "iso8859_6", "iso8859-6"),
        (ARABIC, "utf-16-le", "utf-16-le"),
        (ARABIC, "utf-16-be", "utf-16-be"),
        (RUSSIAN, "cp1251", "cp1251"),
        (RUSSIAN, "koi8_r", "koi8-r"),
        (RUSSIAN, "iso8859_5", "iso8859-5"),
        (RUSSIAN, "utf-16-le", "utf-16-le"),
        (TURKISH, "cp1254", "cp1254"),
        (ENGLISH, "cp1252", "cp1254"),
        (ENGLISH, "utf-16-be", "utf-16-be"),
    ],
)
def test_an_encoding_is_told_from_the_bytes_alone(text: str, written_in: str, told: str) -> None:
    decoded = decode(text.encode(written_in))
    assert decoded.text == text
    assert decoded.encoding == told
    assert bool(decoded.remarks) == (told != "utf-8")


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_a_byte_order_mark_is_believed_and_left_out(mark: bytes, encoding: str) -> None:
    decoded = decode(mark + ARABIC.encode(encoding))
    assert decoded.text == ARABIC
    assert decoded.encoding == encoding
    assert decoded.remarks


def test_line_ends_stay_as_they_are() -> None:
    text = "سطر أول\r\nسطر ثان\rسطر ثالث\n"
    assert decode(text.encode()).text == text


def test_a_declared_encoding_that_makes_sense_is_believed() -> None:
    decoded = decode(ARABIC.encode("cp1256"), "windows-1256")
    assert decoded.text == ARABIC
    assert "declares" in decoded.remarks[0]


@pytest.mark.parametrize("lie", ["utf-8", "iso-8859-1", "windows-1251", "no-such-encoding", "base64", "x" * 40])
def test_a_declared_encoding_that_makes_no_sense_is_not_believed(lie: str) -> None:
    assert decode(ARABIC.encode("cp1256"), lie).text == ARABIC


def test_utf8_is_read_as_utf8_whatever_the_page_declares() -> None:
    assert decode(ARABIC.encode("utf-8"), "windows-1256").text == ARABIC


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b" \r\n\t\n", "empty"),
        (codecs.BOM_UTF8, "empty"),
        (codecs.BOM_UTF16_LE + "  \n".encode("utf-16-le"), "empty"),
        (bytes(range(256)) * 8, "binary"),
        (b"\x7fELF\x02\x01\x01" + bytes(200), "binary"),
        (b"%PDF-1.7 and so on", "PDF"),
        (b"PK\x03\x04 and so on", "office document"),
        (codecs.BOM_UTF16_LE + b"a\x00b", "utf-16-le"),
        (ARABIC.encode()[:-2], "damaged at byte"),
        (ARABIC.encode() + b"\xc7\xe1" + ARABIC.encode(), "damaged at byte"),
    ],
)
def test_what_is_no_text_is_refused_with_the_reason(data: bytes, says: str) -> None:
    with pytest.raises(NotText, match=says):
        decode(data)


@pytest.mark.parametrize(
    ("page", "declared"),
    [
        (b'<html><head><meta charset="windows-1256">', "windows-1256"),
        (b"<META HTTP-EQUIV='Content-Type' CONTENT='text/html; charset=iso-8859-6'>", "iso-8859-6"),
        (b'<?xml version="1.0" encoding="cp1251"?><html>', "cp1251"),
        (b"<html><head><title>charset=nothing</title>", None),
        ("قال".encode(), None),
    ],
)
def test_a_page_declares_its_encoding_in_its_head(page: bytes, declared: str | None) -> None:
    assert find_declared(page) == declared
