"""Where a list goes on: the place of the last document seen, as it stands in an address."""

from __future__ import annotations

import datetime as dt
import re

from marsad.errors import BadInput
from marsad.store.texts import Listed

_SPOT = re.compile(r"(\d{4}-\d\d-\d\d|none)_(\d{1,18})")


def write_spot(one: Listed) -> str:
    """Write the place of a document in the list of documents."""
    return f"{one.published or 'none'}_{one.version}"


def read_spot(given: str) -> tuple[dt.date | None, int] | None:
    """Read a place in the list of documents; None for its beginning. Raises BadInput where it is none."""
    if not given:
        return None
    found = _SPOT.fullmatch(given)
    try:
        if found:
            return (None if found[1] == "none" else dt.date.fromisoformat(found[1])), int(found[2])
    except ValueError:
        pass
    raise BadInput(f"{given!r} is no place in the list of documents", "Take it from `next`, or leave it out")
