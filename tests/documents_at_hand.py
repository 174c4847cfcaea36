"""Archives and documents that tests make: ZIP files, sound and hostile."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable, Mapping


def zip_of(members: Mapping[str, str | bytes], *, stored: bool = False) -> bytes:
    """Pack files into a ZIP."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return made.getvalue()


def zip_with_entry(entry: zipfile.ZipInfo, data: bytes, members: Mapping[str, str | bytes]) -> bytes:
    """Pack files behind one whose entry is told to the last bit."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(entry, data)
        for name, text in members.items():
            archive.writestr(name, text)
    return made.getvalue()


def zip_named_in(encoding: str, name: str, data: bytes) -> bytes:
    """Pack a file whose name is in an old encoding, without a word about which."""
    raw = name.encode(encoding)
    made = zip_of({"x" * len(raw): data}, stored=True)
    return made.replace(b"x" * len(raw), raw)


def locked(archive: bytes, name: str) -> bytes:
    """Set the flag of a password on a member, in both of its headers."""
    return _edit(archive, name, 6, lambda flags: flags | 1)


def packed_by(archive: bytes, name: str, method: int) -> bytes:
    """Say of a member that it is packed in another way."""
    return _edit(archive, name, 8, lambda _: method)


def lengthened(archive: bytes, name: str) -> bytes:
    """Say of a member that it is longer than it is."""
    return _edit(archive, name, 22, lambda length: length + 1_000)


def _edit(archive: bytes, name: str, field: int, change: Callable[[int], int]) -> bytes:
    """Change a number in both headers of a member; `field` is its place in the first, that in the second is two bytes on."""
    data = bytearray(archive)
    for sign, shift, length, names in ((b"PK\x03\x04", 0, 26, 30), (b"PK\x01\x02", 2, 28, 46)):
        at = data.find(sign)
        while at >= 0:
            (size,) = struct.unpack_from("<H", data, at + length)
            if data[at + names : at + names + size] == name.encode():
                struct.pack_into("<H", data, at + field + shift, change(*struct.unpack_from("<H", data, at + field + shift)))
            at = data.find(sign, at + 4)
    return bytes(data)


def overlapping(text: bytes, times: int) -> bytes:
    """Make a ZIP whose directory names the same bytes many times over."""
    made = zip_of({"a.txt": text})
    at, end = made.find(b"PK\x01\x02"), made.find(b"PK\x05\x06")
    entry = made[at:end]
    return made[:at] + entry * times + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, times, times, len(entry) * times, at, 0)


def nested(members: Mapping[str, str | bytes], times: int) -> bytes:
    """Pack a ZIP into a ZIP, so many times."""
    data = zip_of(members)
    for number in range(times):
        data = zip_of({f"{number}.zip": data})
    return data
