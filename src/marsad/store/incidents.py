"""Incidents out of the store: a list of them, and one with its accounts side by side, its origins and what they differ on."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, func, select

from marsad.errors import NotFound
from marsad.ledger.incidents import remember_incident
from marsad.ledger.origins import origins_by_telling, remember_origin
from marsad.model import Document, Incident, Origin, Telling
from marsad.store.claims import Filter, Found, load_claims
from marsad.store.corrections import correct_claim
from marsad.store.judgements import Opinion, load_opinions
from marsad.store.schema import claim, incident, origin
from marsad.store.tellings import Teller, ask


class Gathered(NamedTuple):
    """An incident in a list: how many claims of how many origins tell it, when, and its first claim."""

    row: int
    ident: str
    type: str
    first: dt.date | None
    last: dt.date | None
    claims: int
    origins: int
    telling: Found


class Account(NamedTuple):
    """What one claim tells of an incident: as people corrected it, with what they judged, and the origin of its words."""

    found: Found
    opinion: Opinion | None
    origin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedIncident:
    """An incident with its accounts in the order of time. Those that people rejected are shown, and count for nothing."""

    ident: str
    incident: Incident
    accounts: tuple[Account, ...]
    origins: tuple[Origin, ...]


def list_incidents(connection: Connection, wanted: Filter, *, limit: int = 50, after: int | None = None) -> list[Gathered]:
    """List the incidents of which a claim is asked for, those found last first; `after` is the row of the last one seen."""
    told = wanted.apply(wanted.join(select(claim.c.incident_id))).where(claim.c.incident_id.is_not(None))
    counts = (func.min(claim.c.said), func.max(claim.c.said), func.count(), _ORIGINS, func.min(claim.c.id))
    query = select(incident.c.id, incident.c.ident, incident.c.type, *counts).join(claim, claim.c.incident_id == incident.c.id)
    query = query.where(claim.c.current, claim.c.record.is_not(None), incident.c.id.in_(told))
    if after is not None:
        query = query.where(incident.c.id < after)
    query = query.group_by(incident.c.id, incident.c.ident, incident.c.type).order_by(incident.c.id.desc()).limit(limit)
    rows = connection.execute(query).all()
    tellings = {found.number: found for found in load_claims(connection, [row[7] for row in rows])}
    return [
        Gathered(row[0], row[1], row[2], row[3], row[4], row[5], row[6], tellings[row[7]]) for row in rows if row[7] in tellings
    ]


_ORIGINS = func.count(func.distinct(func.coalesce(claim.c.origin_id, -claim.c.id)))


def open_incident(connection: Connection, ident: str, tell: Teller) -> OpenedIncident:
    """Open an incident by its id. Raises NotFound where there is none: incidents go as claims are joined otherwise."""
    rows = ask(connection, select(incident).where(incident.c.ident == ident).order_by(incident.c.id).limit(1))
    if not rows:
        raise NotFound(f"there is no incident {ident}", "Its claims may have been joined otherwise since; look at one of them")
    members = ask(connection, _members(rows[0]["id"]))
    found = list(load_claims(connection, [row["id"] for row in members]))
    opinions = load_opinions(connection, {one.claim.id for one in found})
    told = {one.number: _tell(one.claim, opinions.get(one.claim.id), one.document, tell) for one in found}
    kept = {number: telling for number, telling in told.items() if _verdict(opinions, telling.claim.id) != "reject"} or told
    origins = _origins(connection, {row["id"]: row["origin_id"] for row in members}, told)
    told_by = origins_by_telling(origins)
    order = {number: n for n, number in enumerate(sorted(told, key=lambda one: (told[one].published or dt.date.max, one)))}
    accounts = (
        Account(one._replace(claim=told[one.number].claim), opinions.get(one.claim.id), told_by[told[one.number].key])
        for one in sorted(found, key=lambda one: order[one.number])
    )
    made = remember_incident(rows[0]["why"], kept.values(), told_by)
    return OpenedIncident(ident=ident, incident=made, accounts=tuple(accounts), origins=origins)


def find_incident(connection: Connection, ident: str) -> str | None:
    """Find the incident that a claim is told to be of; None where it stands alone."""
    query = select(incident.c.ident).join(claim, claim.c.incident_id == incident.c.id)
    return connection.execute(query.where(claim.c.ident == ident, claim.c.current).limit(1)).scalar()


def _members(row: int) -> Select[Any]:
    of_incident = claim.c.incident_id == row, claim.c.current, claim.c.record.is_not(None)
    return select(claim.c.id, claim.c.origin_id).where(*of_incident)


def _verdict(opinions: Mapping[str, Opinion], ident: str) -> str:
    return opinions.get(ident, Opinion()).verdict


def _tell(one: Any, opinion: Opinion | None, document: Document, tell: Teller) -> Telling:
    return tell(correct_claim(one, opinion.corrected) if opinion and opinion.corrected else one, document)


def _origins(connection: Connection, origin_of: Mapping[int, int | None], told: Mapping[int, Telling]) -> tuple[Origin, ...]:
    """Give the origins of tellings, with the copies that stand among them alone."""
    groups: dict[int, list[Telling]] = defaultdict(list)
    for number, telling in told.items():
        groups[origin_of[number] or -number].append(telling)
    known = {row["id"]: row for row in ask(connection, select(origin).where(origin.c.id.in_([n for n in groups if n > 0])))}
    made = [
        remember_origin(known[n]["kind"] if n in known else "single", known[n]["why"] if n in known else "", some)
        for n, some in groups.items()
    ]
    return tuple(sorted(made, key=_by_time))


def _by_time(one: Origin) -> tuple[dt.date, str]:
    days: Iterable[dt.date] = (telling.published for telling in one.tellings if telling.published)
    return min(days, default=dt.date.max), one.id
