"""The keys of a telling as the store keeps them: what may belong together shares one."""

from __future__ import annotations

import hashlib

from marsad.ledger.groups import Key
from marsad.ledger.incidents import incident_keys
from marsad.ledger.origins import origin_keys
from marsad.model import Telling


def group_keys(telling: Telling) -> tuple[int, ...]:
    """Give the keys of a telling as the store keeps them: whole numbers of 63 bits, even for origins and odd for incidents.

    The day stands first, so that keys of one time lie side by side and adding touches little of a large table.
    """
    found = [*((key, 0) for key in origin_keys(telling)), *((key, 1) for key in incident_keys(telling))]
    return tuple(dict.fromkeys(_number(key, kind) for key, kind in found))


def _number(key: Key, kind: int) -> int:
    """Write a key as 22 bits of day, 40 of a hash of the words, and one of the kind."""
    words = int.from_bytes(hashlib.blake2b(key.words.encode("utf-8", "surrogatepass"), digest_size=5).digest())
    return key.day << 41 | words << 1 | kind
