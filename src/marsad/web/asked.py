"""What a view is asked for: the parameters of an address, the same for pages and for the API."""

from __future__ import annotations

import datetime as dt
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Depends, Query

from marsad.errors import BadInput
from marsad.store.claims import Filter

MOST = 200  # rows of one page of a list
Text = Annotated[str, Query(max_length=200)]
Code = Annotated[str, Query(max_length=24, pattern=r"^[A-Za-z?]*(?:\.[A-Za-z]+)?$")]
Word = Annotated[str, Query(max_length=64, pattern=r"^[\w .:-]*$")]
Spot = Annotated[str, Query(max_length=40)]
Name = Annotated[str, Query(min_length=1, max_length=300)]
Version = Annotated[int | None, Query(ge=1, le=10**6)]


def ask_filter(
    *,
    source: Code = "",
    actor: Code = "",
    target: Code = "",
    act: Word = "",
    type: Word = "",  # noqa: A002 - the name in the address
    place: Text = "",
    agreement: Word = "",
    commitment: Word = "",
    effect: Word = "",
    outlet: Text = "",
    document: Text = "",
    since: dt.date | None = None,
    until: dt.date | None = None,
    judged: bool = False,
    unjudged: bool = False,
    superseded: bool = False,
) -> Filter:
    """Which claims are asked for; what is left out asks for nothing. Codes are countries (`TUR`) or whole codes (`TUR.GOV`)."""
    if since and until and since > until:
        raise BadInput(f"since ({since}) is after until ({until})", "Change one of the two")
    for text in (place, outlet, document):
        if "\0" in text:
            raise BadInput("a parameter holds a NUL", "Leave it out")
    return Filter(
        source=source,
        actor=actor,
        target=target,
        act=act,
        type=type,
        place=place,
        agreement=agreement,
        commitment=commitment,
        effect=effect or None,
        outlet=outlet,
        document=document,
        since=since,
        until=until,
        judged=judged,
        unjudged=unjudged,
        superseded=superseded,
    )


Wanted = Annotated[Filter, Depends(ask_filter)]
Limit = Annotated[int, Query(ge=1, le=MOST)]
Day = Annotated[dt.date | None, Query()]
After = Annotated[int | None, Query(ge=1, le=2**62)]


def query_of(wanted: Filter, **more: object) -> str:
    """Write what is asked for as the query of an address; what asks for nothing is left out."""
    values = {name: getattr(wanted, name) for name in Filter.__dataclass_fields__} | more
    told = {name: _write(value) for name, value in values.items() if value not in ("", None, False)}
    return f"?{urlencode(told)}" if told else ""


def _write(value: object) -> str:
    return "true" if value is True else str(value)
