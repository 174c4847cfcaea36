"""Headers of answers whose bodies are kept without their encodings, as archives write them: true, and as they came.

A record whose body is plain must not say that it is packed. As other tools do, headers that are no longer true are kept under the
prefix `X-Archive-Orig-`, and the length of what is there is added at the end.
"""

from __future__ import annotations

Headers = tuple[tuple[str, str], ...]
PREFIX = "X-Archive-Orig-"
ASKED = "Marsad-Asked"  # a field of our own in records: the address that was asked for, where redirects led on from it
_LENGTH = "Content-Length"
_RENAMED = ("content-encoding", "transfer-encoding", "content-length")
_IDLE = ("", "identity")


def make_true(headers: Headers, size: int) -> Headers:
    """Give headers that are true of a plain body of `size` bytes; `restore_headers` gives them back as they came."""
    values = [(name.lower(), value.strip()) for name, value in headers]
    lengths = [value for name, value in values if name == "content-length"]
    packed = any(name in _RENAMED[:2] and value.lower() not in _IDLE for name, value in values)
    if not packed and all(value == str(size) for value in lengths):
        return headers
    told = tuple((PREFIX + name if name.lower() in _RENAMED else name, value) for name, value in headers)
    return (*told, (_LENGTH, str(size)))


def restore_headers(headers: Headers, size: int) -> Headers:
    """Give headers as the server sent them: those that an archive renamed get their names back."""
    renamed = tuple(f"{PREFIX}{name}".lower() for name in _RENAMED)
    if not any(name.lower() in renamed for name, _ in headers):
        return headers
    added = (_LENGTH.lower(), str(size))
    own = headers[:-1] if headers and (headers[-1][0].lower(), headers[-1][1]) == added else headers
    return tuple((name[len(PREFIX) :] if name.lower() in renamed else name, value) for name, value in own)
