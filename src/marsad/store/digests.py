"""Digests of rows: what a row says, salted, in one form on every database."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import secrets
from collections.abc import Iterable, Mapping
from typing import Any


def new_salt() -> str:
    """Give 16 random bytes in hexadecimal.

    Salt goes into a digest so that, once row and salt are erased, nobody can find what stood there by trying names.
    """
    return secrets.token_hex(16)


def digest(values: Mapping[str, Any], salt: str) -> str:
    """Give the SHA-256 of a row's values and its salt, in hexadecimal.

    The form is JSON with sorted keys: days and moments in ISO 8601, whole numbers of floats as floats. Any database that gives the
    values back gives the same digest.
    """
    body = json.dumps(values, ensure_ascii=True, sort_keys=True, separators=(",", ":"), default=_write)
    return hashlib.sha256(f"{salt}{body}".encode()).hexdigest()


def digest_all(digests: Iterable[str], salt: str) -> str:
    """Give the digest over a list of digests in its order."""
    return hashlib.sha256("|".join([salt, *digests]).encode()).hexdigest()


def _write(value: Any) -> str:
    if isinstance(value, dt.datetime):
        return f"{value.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%S.%f}Z"
    if isinstance(value, dt.date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no written form")
