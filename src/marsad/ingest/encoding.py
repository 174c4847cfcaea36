"""From bytes to text, without ever putting a character where another stood.

The order is: a byte order mark; UTF-16 told by its zero bytes; UTF-8, which hardly any other encoding is by chance; what the page
declares; a guess among the old encodings of the languages read. What was done is told in `encoding` and `remarks`.
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from marsad.errors import NotText
from marsad.ingest.language import sense


class Decoded(NamedTuple):
    """A text, the encoding that it was in, and what a reader of the text should know about how it was got."""

    text: str
    encoding: str
    remarks: tuple[str, ...] = ()


_MARKS = (  # the longer first: the mark of UTF-32-LE starts with that of UTF-16-LE
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_KINDS = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
    (b"{\\rtf", "a rich-text document"),
)
# Old encodings of Arabic, Russian, Turkish and English texts. The Turkish one stands for the Western ones too: it differs from
# them in six letters, which no text in English has.
_CANDIDATES = ["cp1256", "iso8859_6", "cp1251", "koi8_r", "iso8859_5", "cp866", "cp1254"]
# Servers and editors write these into pages of every encoding; as a declaration they say nothing.
_IDLE_LABELS = {"iso8859-1", "cp1252", "ascii"}
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_C1 = re.compile("[\x80-\x9f]")
_USUAL = re.compile(
    "[\t\n\r\x20-\x7e\u00a0-\u024f\u0370-\u06ff\u2000-\u2bff\u4e00-\u9fff\ufb50-\ufdff\ufe70-\ufeff\U0001f000-\U0001faff]"
)
_SAMPLE = 65_536


def decode(data: bytes, declared: str | None = None, *, name: str = "the input") -> Decoded:
    """Decode a text and say from which encoding.

    `declared` is what a page or a header says of itself; it is believed where it makes sense. Raises NotText for an empty or
    binary input, damaged UTF-8, and an encoding that nobody can tell.
    """
    for kind, what in _KINDS:
        if data.startswith(kind):
            raise NotText(f"{name} is {what}, not a text", "Save its text as a UTF-8 file first")
    decoded = _decode_known(data, name) or _decode_old(data, declared, name)
    if not decoded.text.strip("\ufeff \t\r\n\f\v"):
        raise NotText(f"{name} is empty", "Give a file with a text in it")
    return decoded


def _decode_known(data: bytes, name: str) -> Decoded | None:
    """Decode what tells its encoding by itself: a mark, zero bytes, or valid UTF-8."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _marked(data[len(mark) :], encoding, name)
    if wide := _wide(data):
        return wide
    if b"\x00" in data or len(_CONTROLS.findall(data[:_SAMPLE])) * 100 > min(len(data), _SAMPLE):
        raise NotText(f"{name} is binary, not a text", "Give a text, HTML or JSON lines file")
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        _refuse_damaged(data, error, name)
        return None


def _marked(data: bytes, encoding: str, name: str) -> Decoded:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise NotText(
            f"{name} says by its byte order mark that it is {encoding}, and is not at byte {error.start}", "Save it again as UTF-8"
        ) from error
    if encoding == "utf-8":
        return Decoded(text, encoding, ("a byte order mark was left out; offsets start after it",))
    return Decoded(text, encoding, (f"read as {encoding}, told by its byte order mark",))


def _wide(data: bytes) -> Decoded | None:
    """Decode UTF-16 without a mark: its spaces, digits and line ends have a zero byte, and only one order gives letters."""
    if len(data) < 4 or len(data) % 2 or not _CONTROLS.search(data[:_SAMPLE]):
        return None
    for encoding in ("utf-16-le", "utf-16-be"):
        sample = data[:_SAMPLE].decode(encoding, "ignore")
        common = len(re.findall("[\t\n\r\x20-\x7e\u0400-\u06ff]", sample))
        if common * 2 > len(sample) and len(_USUAL.findall(sample)) * 100 > len(sample) * 98:
            try:
                return Decoded(data.decode(encoding), encoding, (f"read as {encoding}, told by its bytes; it has no mark",))
            except UnicodeDecodeError:
                continue
    return None


def _refuse_damaged(data: bytes, error: UnicodeDecodeError, name: str) -> None:
    """Refuse what is UTF-8 but for a few bytes: to read it as an old encoding would turn all of it into nonsense."""
    mended = data[: max(_SAMPLE, error.start + 4096)].decode("utf-8", "replace")
    broken = mended.count("\ufffd")
    foreign = sum(letter > "\x7f" for letter in mended)
    if foreign >= 20 and broken * 10 < foreign:
        hint = "It was cut in the middle of a character or put together from several encodings; save it again as UTF-8"
        raise NotText(f"{name} is UTF-8, but damaged at byte {error.start}", hint) from error


def _decode_old(data: bytes, declared: str | None, name: str) -> Decoded:
    """Decode one of the old 8-bit encodings: the declared one where its words make sense, else the likeliest."""
    label = _codec(declared)
    told = None if label is None or label in _IDLE_LABELS else _try(data, label)
    if told is not None and sense(told) > 0.0:
        return Decoded(told, str(label), (f"read as {label}, which it declares",))
    guesses = [(encoding, text) for encoding in _guesses(data) if (text := _try(data, encoding)) is not None]
    if guesses:
        encoding, text = max(guesses, key=lambda guess: sense(guess[1]))  # of equals the first, which is the likelier
        lies = f"; it declares {declared}" if declared else ""
        return Decoded(text, str(_codec(encoding)), (f"read as {_codec(encoding)}, guessed from its letters{lies}",))
    if told is not None:
        return Decoded(told, str(label), (f"read as {label}, which it declares",))
    raise NotText(f"{name} is in an encoding that cannot be told", "Save it as UTF-8")


def _guesses(data: bytes) -> list[str]:
    from charset_normalizer import from_bytes

    sample = data[:_SAMPLE]
    matches = [match.encoding for match in from_bytes(sample, cp_isolation=_CANDIDATES)]
    foreign = sum(byte > 0x7F for byte in sample)
    # Latin letters with a few marks among them are hardly ever anything else.
    return ["cp1254", *matches] if foreign * 10 < len(sample) else matches


def _try(data: bytes, encoding: str) -> str | None:
    """Decode strictly; None where a byte has no letter, or one that only a terminal of 1980 would understand."""
    try:
        text = data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None
    return None if _C1.search(text) else text


def _codec(label: str | None) -> str | None:
    """Give Python's name of an encoding; None where there is none of that name, or it is no encoding of text."""
    try:
        codec = codecs.lookup(label.strip()) if label else None
        return codec.name if codec is not None and isinstance(b"a".decode(codec.name), str) else None
    except (LookupError, UnicodeDecodeError, ValueError):
        return None


def find_declared(data: bytes) -> str | None:
    """Find the encoding that an HTML page declares in its head; None where it declares none."""
    found = re.search(
        rb"<(?:meta[^>]{0,200}?charset|\?xml[^>]{0,100}?encoding)\s*=\s*[\"']?\s*([\w.:-]{2,40})", data[:4096], re.IGNORECASE
    )
    return found.group(1).decode("ascii", "ignore") if found else None
