"""Ultimatums: what one side sets another for a day. They are words of speakers, and no part of the agreement.

Demand and threat of one side to one addressee for one day are one ultimatum, with every later claim that says it again. It is
*issued*, *repeated* once a later day has an origin of its own for it, *superseded* once the same side sets the same addressee
another day for the same before the first has passed, *expired* once its day has passed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from marsad.ledger.link import last_day
from marsad.ledger.parties import side_of
from marsad.ledger.tellings import key_of, once
from marsad.model import Claim, Due, DueState

FOLLOW = dt.timedelta(days=30)  # how long after an ultimatum what is reported of its matter still belongs to it
_SETTING = ("demand", "threaten")
_NEVER = dt.date.max


@dataclass(slots=True)
class _Demand:
    """An ultimatum as it comes together from its claims, in order of time."""

    by: str
    of: str | None
    date: dt.date | None
    words: str
    claims: list[Claim]

    @property
    def first(self) -> dt.date:
        return _said(self.claims[0])

    def types(self, act: str) -> set[str]:
        return {c.event.type for c in self.claims if c.act == act}


def _said(claim: Claim) -> dt.date:
    return dt.date.fromisoformat(claim.date) if claim.date else _NEVER


def list_ultimatums(claims: Sequence[Claim], today: dt.date, origins: Mapping[str, str]) -> Iterator[Due]:
    """Give the ultimatums in the order of their first saying, as they stand on `today`."""
    ordered = sorted(claims, key=_said)
    demands = _join([d for c in ordered if (d := _demand(c))])
    for one in demands:
        later = next((other for other in demands if _supersedes(other, one)), None)
        yield Due(
            id=_id(one),
            kind="ultimatum",
            state=_state(one, later, today, origins),
            commitment=None,
            by=one.by,
            of=one.of,
            date=one.date,
            words=one.words,
            claims=tuple(one.claims),
            after=_followed(one, ordered, today, origins),
            superseded_by=_id(later) if later else None,
            moved_to=later.date if later else None,
        )


def _id(one: _Demand) -> str:
    return f"{one.by}>{one.of or '?'}:{one.date or one.claims[0].id}"


def _demand(claim: Claim) -> _Demand | None:
    """Read a demand or threat that sets a day; words of time stand for the day where an undated document leaves them unresolved."""
    by = side_of(claim.source)
    if by is None or claim.act not in _SETTING or claim.event.negated:
        return None
    date = _day_set(claim)
    words = " … ".join(claim.said_as)
    if date is None and (not words or claim.date):
        return None
    of = side_of(claim.event.actor if claim.act == "demand" else claim.event.target)
    return _Demand(by, None if of == by else of, date, words, [claim])


def _day_set(claim: Claim) -> dt.date | None:
    event = claim.event
    if event.deadline:
        return last_day(event.deadline)
    if claim.act != "threaten" or not event.when or not claim.date:
        return None
    last = last_day(event.when)
    return last if last and last > dt.date.fromisoformat(claim.date) else None


def _join(demands: Sequence[_Demand]) -> list[_Demand]:
    """Join what one side sets one addressee for one day; a claim that names no addressee goes with the only one there is."""
    joined: list[_Demand] = []
    for one in sorted(demands, key=lambda d: d.of is None):
        mine = [d for d in joined if (d.by, d.date, d.date or d.words) == (one.by, one.date, one.date or one.words)]
        fit = [d for d in mine if d.of == one.of] or (mine if one.of is None and len(mine) == 1 else [])
        if fit:
            fit[0].claims = sorted([*fit[0].claims, *one.claims], key=_said)
        else:
            joined.append(replace(one, claims=list(one.claims)))
    return sorted(joined, key=lambda d: (d.first, d.date or _NEVER))


def _supersedes(later: _Demand, one: _Demand) -> bool:
    if one.date is None or later.date is None or one.of is None or (later.by, later.of) != (one.by, one.of):
        return False
    asked, again = one.types("demand"), later.types("demand")
    same_matter = bool(asked & again) or not asked or not again
    return later.date != one.date and one.first < later.first <= one.date and same_matter


def _state(one: _Demand, later: _Demand | None, today: dt.date, origins: Mapping[str, str]) -> DueState:
    if later:
        return "superseded"
    if one.date and one.date < today:
        return "expired"
    first = {origins.get(key_of(c), key_of(c)) for c in one.claims if _said(c) == one.first}
    again = any(_said(c) > one.first and origins.get(key_of(c), key_of(c)) not in first for c in one.claims)
    return "repeated" if again else "issued"


def _followed(one: _Demand, ordered: Sequence[Claim], today: dt.date, origins: Mapping[str, str]) -> tuple[Claim, ...]:
    """Give what is told, in the month after the day, of what was demanded and of what was threatened."""
    if one.date is None or one.date >= today:
        return ()
    end = one.date + FOLLOW
    return once((c for c in ordered if one.date < _said(c) <= end and _is_of(c, one)), origins)


def _is_of(claim: Claim, one: _Demand) -> bool:
    event = claim.event
    if claim.act in (*_SETTING, "pledge") or event.status != "actual" or one.of is None:
        return False
    doer, bearer = side_of(event.actor), side_of(event.target)
    done = event.type in one.types("demand") and doer == one.of
    return done or (event.type in one.types("threaten") and doer == one.by and bearer in (one.of, None))
