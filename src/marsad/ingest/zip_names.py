"""The names of files in ZIP archives: in which encoding they are, and whether they may be used."""

from __future__ import annotations

import re
from contextlib import suppress
from zipfile import ZipInfo

_UTF8 = 0x800  # the flag by which a name says that it is UTF-8
_DRIVE = re.compile(r"[A-Za-z]:")
# Controls, marks that turn the direction of what follows, and halves of characters: a name that hides what it is.
_HIDING = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
# Older programs write names in the encoding of their system; which one is told by its letters, in this order.
_CANDIDATES = (
    ("cp866", re.compile("[\u0400-\u04ff]")),
    ("cp1256", re.compile("[\u0600-\u06ff\u200c\u200d]")),
    ("cp1251", re.compile("[\u0400-\u04ff]")),
)


def decode_name(info: ZipInfo) -> str:
    """Give the name of a member with its folders, parts by `/`."""
    name = info.orig_filename
    if not info.flag_bits & _UTF8 and not name.isascii():
        with suppress(UnicodeEncodeError):  # what the archive's own field cannot hold is told in a further one, and right
            name = _guess(name.encode("cp437"), name)
    return name.replace("\\", "/")


def _guess(raw: bytes, name: str) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        pass
    for encoding, letters in _CANDIDATES:
        guess = raw.decode(encoding, "replace")
        foreign = [sign for sign in guess if not sign.isascii()]
        plain = sum(sign.isascii() and sign.isalpha() for sign in guess.rpartition(".")[0])
        if len(foreign) > plain and all(letters.match(sign) for sign in foreign):
            return guess
    return name


def find_escape(info: ZipInfo, name: str) -> str:
    """Say why a name may not be used; empty where it may. Nothing is unpacked by it, but it goes into what is kept."""
    if _HIDING.search(info.orig_filename):
        return "its name holds signs that hide what it is"
    if name.startswith("/") or _DRIVE.match(name):
        return "its name begins at the root of a disk"
    if ".." in name.split("/"):
        return "its name leads out of the archive"
    return ""
