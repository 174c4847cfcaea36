"""Hand-made tellings for the tests of origins and incidents."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import Any

from marsad.ledger.copies import words_of
from marsad.ledger.tellings import key_of
from marsad.model import Claim, Event, Place, Telling
from marsad.text import Span

_numbers = itertools.count()


def town(name: str, country: str = "SYR", kind: str = "town") -> Place:
    return Place(name=name, country=country, kind=kind)


ARIHA, SARAQIB = town("Ariha"), town("Saraqib")
IDLIB_REGION = town("Idlib governorate", kind="region")
SYRIA = town("Syria", kind="country")


def tell(
    sentence: str,
    *,
    day: str | None = "2020-02-12",
    outlet: str = "",
    source: str = "outlet",
    act: str = "report",
    kind: str = "assault",
    names: str = "",
    agencies: tuple[str, ...] = (),
    at: Place | None = None,
    document: str = "",
    **event: Any,
) -> Telling:
    number = next(_numbers)
    name = document or f"doc{number:04}"
    event.setdefault("place", at.name if at else None)
    claim = Claim(
        id=f"c{number:04}",
        doc=name,
        lang="en",
        date=day,
        sentence=Span(0, len(sentence)),
        source=source,
        act=act,  # type: ignore[arg-type]
        event=Event(type=kind, **event),  # type: ignore[arg-type]
        cue=None,
        trigger=None,
        rule="test",
        located=at,
    )
    return Telling(
        key=key_of(claim),
        claim=claim,
        document=name,
        outlet=outlet or f"outlet {number}",
        published=dt.date.fromisoformat(day) if day else None,
        sentence=sentence,
        words=words_of(sentence),
        names=tuple(names.split()),
        agencies=agencies,
    )
