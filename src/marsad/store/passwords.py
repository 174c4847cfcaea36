"""Passwords and second factors: kept as hashes, compared in the same time whoever asks.

Hashing takes 64 MiB and a good part of a second by design; two are worked out at once, so that sign-ins cannot fill the memory.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
import threading
from functools import cache
from typing import TYPE_CHECKING

from marsad.errors import BadInput

if TYPE_CHECKING:
    from argon2 import PasswordHasher

LEAST, MOST = 12, 200  # characters of a password
_STEP = 30  # seconds for which a code of a second factor is shown
_TURNS = threading.BoundedSemaphore(2)


@cache
def _hasher() -> PasswordHasher:
    from argon2 import PasswordHasher
    from argon2.profiles import RFC_9106_LOW_MEMORY

    return PasswordHasher.from_parameters(RFC_9106_LOW_MEMORY)


@cache
def _nobodys() -> str:
    return _hasher().hash(secrets.token_hex(16))


def check_password(password: str, name: str = "") -> None:
    """Raise BadInput where a password is too easy, or longer than anybody needs."""
    if not LEAST <= len(password) <= MOST:
        raise BadInput(f"a password has {LEAST} to {MOST} characters", "Some words in a row are easy to keep and hard to guess")
    if len(set(password)) < 5 or (name and name.casefold() in password.casefold()):
        raise BadInput("this password is too easy to guess", "Take some words in a row, without the name")


def hash_password(password: str) -> str:
    """Give what is kept of a password."""
    with _TURNS:
        return _hasher().hash(password)


def is_password(kept: str | None, given: str) -> bool:
    """Tell whether a password is the one that is kept. Where there is no account the same work is done, and the answer is no."""
    from argon2.exceptions import InvalidHashError, VerificationError

    if len(given) > MOST:
        return False
    with _TURNS:
        try:
            return _hasher().verify(kept or _nobodys(), given) and kept is not None
        except (VerificationError, InvalidHashError):
            return False


def new_secret() -> str:
    """Give a new secret of a second factor."""
    import pyotp

    return pyotp.random_base32()


def secret_address(secret: str, name: str) -> str:
    """Give the address by which a program that shows codes takes up a secret."""
    import pyotp

    return pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name="Marsad")


def find_step(secret: str, code: str, now: dt.datetime, last: int) -> int | None:
    """Give the time step of a code, half a minute early or late; None where it is no code of now, or one was used of that step."""
    import pyotp

    given = "".join(code.split())
    if not (given.isascii() and given.isdigit()):
        return None
    present = int(now.timestamp()) // _STEP
    totp = pyotp.TOTP(secret)
    for step in (present - 1, present, present + 1):
        if step > last and secrets.compare_digest(totp.at(step * _STEP), given):
            return step
    return None


def new_word() -> str:
    """Give the random word of a session or a token: 256 bits."""
    return secrets.token_urlsafe(32)


def digest_word(word: str) -> str:
    """Give what is kept of a random word. It needs no salt: nobody can guess it."""
    return hashlib.sha256(word.encode("utf-8", "surrogatepass")).hexdigest()


def is_secret(given: str) -> bool:
    """Tell whether something has the form of our secrets."""
    return len(given) == 32 and set(given) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
