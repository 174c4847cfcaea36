"""The ledger of one agreement out of the store: nothing is read, linked or grouped again."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, Table, func, or_, select

from marsad.ledger.incidents import is_event, remember_incident
from marsad.ledger.origins import origins_by_telling, remember_origin
from marsad.ledger.settle import assemble
from marsad.model import Agreement, Document, Entry, Flag, Incident, Ledger, Origin, Skipped, Telling
from marsad.store.corrections import correct_claim
from marsad.store.judgements import Opinion, load_opinions
from marsad.store.records import Row, claim_of, flag_of, link_of, skipped_of
from marsad.store.schema import claim, incident, judgement, link, origin, reading
from marsad.store.tellings import Teller, ask, in_parts, load_documents


class _Period(NamedTuple):
    """The days on which texts were published, both included; None is open."""

    since: dt.date | None
    until: dt.date | None

    def of(self, query: Select[Any], table: Table = claim) -> Select[Any]:
        """Narrow a query over claims, or their links."""
        if self.since:
            query = query.where(table.c.said >= self.since)
        return query.where(table.c.said <= self.until) if self.until else query


class _Held(NamedTuple):
    """The claims of a ledger by their rows: rows, tellings, and the documents in which they stand."""

    rows: Mapping[int, Row]
    tellings: Mapping[int, Telling]
    documents: Mapping[int, Document]
    opinions: Mapping[str, Opinion]


def load_ledger(
    connection: Connection,
    agreement: Agreement,
    tell: Teller,
    *,
    today: dt.date | None = None,
    since: dt.date | None = None,
    until: dt.date | None = None,
) -> Ledger:
    """Make the ledger of an agreement: of the texts of which a claim bears on it, and of what tells the same elsewhere.

    `since` and `until` bound the days on which texts were published. A claim that people rejected is left out; what they judged
    unverifiable is told so.
    """
    period = _Period(since, until)
    links = _load_links(connection, agreement, period)
    held = _load_claims(connection, agreement, {row["version_id"] for row in links}, tell, period)
    links = [row for row in links if row["claim_id"] in held.tellings]
    origins = _origins(connection, held)
    told_by = origins_by_telling(origins)
    flags, skipped = _notes(connection, held.documents)
    return assemble(
        agreement,
        [_entry(row, held) for row in links],
        [telling.claim for telling in held.tellings.values()],
        _in_order(held.documents.values()),
        origins=origins,
        incidents=_incidents(connection, held, told_by),
        today=today,
        flags=flags,
        skipped=skipped,
        unverifiable=_unverifiable(connection, links, held),
    )


def _load_links(connection: Connection, agreement: Agreement, period: _Period) -> list[Row]:
    query = (
        select(link, claim.c.version_id)
        .join(claim, claim.c.id == link.c.claim_id)
        .where(link.c.agreement == agreement.id, link.c.current, claim.c.record.is_not(None))
    )
    return ask(connection, period.of(query, link).order_by(link.c.said, claim.c.version_id, link.c.ordinal))


def _load_claims(connection: Connection, agreement: Agreement, versions: Collection[int], tell: Teller, period: _Period) -> _Held:
    """Load the claims of the texts that bear on an agreement, with those elsewhere that tell the same statement or event."""
    sides = sorted(agreement.countries)
    about = or_(claim.c.source_country.in_(sides), claim.c.actor_country.in_(sides), claim.c.target_country.in_(sides))
    linked = claim.c.id.in_(select(link.c.claim_id).where(link.c.agreement == agreement.id))
    rows = {
        row["id"]: row
        for part in in_parts(versions)
        for row in ask(connection, select(claim).where(claim.c.version_id.in_(part), claim.c.current, or_(about, linked)))
    }
    rows |= {row["id"]: row for row in _with_deadline(connection, sides, period)}
    for column in ("origin_id", "incident_id"):
        for part in in_parts({row[column] for row in rows.values() if row[column]}):
            rows |= {row["id"]: row for row in ask(connection, select(claim).where(claim.c[column].in_(part), claim.c.current))}
    opinions = load_opinions(connection, {row["ident"] for row in rows.values()}) if _is_judged(connection) else {}
    left = {ident for ident, opinion in opinions.items() if opinion.verdict == "reject"}
    rows = {number: row for number, row in rows.items() if row["record"] is not None and row["ident"] not in left}
    documents = load_documents(connection, {row["version_id"] for row in rows.values()})
    tellings: dict[int, Telling] = {}
    for number, row in sorted(rows.items(), key=lambda pair: (pair[1]["version_id"], pair[1]["sentence_start"], pair[0])):
        document = documents.get(row["version_id"])
        if document is not None:
            made = claim_of(row, document.id, document.text)
            opinion = opinions.get(made.id)
            tellings[number] = tell(correct_claim(made, opinion.corrected) if opinion and opinion.corrected else made, document)
    return _Held(rows, tellings, documents, opinions)


def _with_deadline(connection: Connection, sides: Collection[str], period: _Period) -> list[Row]:
    """Load demands and threats of one party to another with a day: they set or move ultimatums, whatever they name."""
    query = select(claim).where(
        claim.c.current,
        claim.c.act.in_(("demand", "threaten")),
        claim.c.deadline.is_not(None),
        claim.c.source_country.in_(sides),
        or_(claim.c.actor_country.in_(sides), claim.c.target_country.in_(sides)),
    )
    return ask(connection, period.of(query))


def _is_judged(connection: Connection) -> bool:
    return connection.execute(select(judgement.c.id).limit(1)).first() is not None


def _entry(row: Row, held: _Held) -> Entry:
    telling = held.tellings[row["claim_id"]]
    link = link_of(row, telling.claim.id)
    if link.of is not None and link.of == held.rows[row["claim_id"]]["actor"]:
        link = replace(link, of=telling.claim.event.actor)  # another one, where people corrected it
    return Entry(claim=telling.claim, link=link, said=telling.published, outlet=telling.outlet)


def _origins(connection: Connection, held: _Held) -> tuple[Origin, ...]:
    groups, alone = _by_group(held, "origin_id", held.tellings)
    known = {row["id"]: row for part in in_parts(groups) for row in ask(connection, select(origin).where(origin.c.id.in_(part)))}
    made = [remember_origin(known[n]["kind"], known[n]["why"], some) for n, some in groups.items() if n in known]
    return (*made, *(remember_origin("single", "", [one]) for one in alone))


def _incidents(connection: Connection, held: _Held, told_by: Mapping[str, str]) -> tuple[Incident, ...]:
    events = [n for n, telling in held.tellings.items() if is_event(telling)]
    groups, alone = _by_group(held, "incident_id", events)
    known = {
        row["id"]: row for part in in_parts(groups) for row in ask(connection, select(incident).where(incident.c.id.in_(part)))
    }
    made = [remember_incident(known[n]["why"] if n in known else "", some, told_by) for n, some in groups.items()]
    made += [remember_incident("", [one], told_by) for one in alone]
    return tuple(sorted(made, key=lambda one: (one.first or one.tellings[0].published or dt.date.max, one.id)))


def _by_group(held: _Held, column: str, numbers: Iterable[int]) -> tuple[dict[int, list[Telling]], list[Telling]]:
    """Sort tellings by the group that they are in; give those apart that are in none."""
    groups: dict[int, list[Telling]] = defaultdict(list)
    alone: list[Telling] = []
    for number in numbers:
        group = held.rows[number][column]
        (groups[group] if group else alone).append(held.tellings[number])
    return groups, alone


def _in_order(documents: Iterable[Document]) -> tuple[Document, ...]:
    return tuple(sorted(documents, key=lambda one: (one.published or dt.date.max, one.id)))


def _notes(
    connection: Connection, documents: Mapping[int, Document]
) -> tuple[tuple[tuple[str, Flag], ...], tuple[tuple[str, Skipped], ...]]:
    """Give what the readings of texts flagged and read past."""
    flags: list[tuple[str, Flag]] = []
    skipped: list[tuple[str, Skipped]] = []
    for part in in_parts(documents):
        for row in ask(connection, select(reading).where(reading.c.version_id.in_(part), reading.c.current)):
            name = documents[row["version_id"]].id
            flags += [(name, flag_of(one)) for one in row["flags"]]
            skipped += [(name, skipped_of(one)) for one in row["skipped"]]
    return tuple(flags), tuple(skipped)


def _unverifiable(connection: Connection, links: Iterable[Row], held: _Held) -> dict[str | None, dt.date]:
    """Find commitments of which people judged every claim of a breach unverifiable, with the day of the last judgement."""
    said: dict[str | None, set[str]] = defaultdict(set)
    for row in links:
        if row["effect"] == "breach":
            said[row["commitment"]].add(held.rows[row["claim_id"]]["ident"])
    judged = {ident: held.opinions.get(ident, Opinion()).verdict for some in said.values() for ident in some}
    alike = {key: some for key, some in said.items() if all(judged[ident] == "unverifiable" for ident in some)}
    days = _days_judged(connection, {ident for some in alike.values() for ident in some})
    return {key: max(days[ident] for ident in some) for key, some in alike.items()}


def _days_judged(connection: Connection, idents: Collection[str]) -> dict[str, dt.date]:
    """Give the day of the last judgement of each claim."""
    found: dict[str, dt.date] = {}
    for part in in_parts(idents):
        query = select(judgement.c.claim_ident, judgement.c.made).where(judgement.c.claim_ident.in_(part)).order_by(judgement.c.id)
        found |= {row["claim_ident"]: row["made"].date() for row in ask(connection, query)}
    return found


def list_agreements(connection: Connection) -> dict[str, int]:
    """Count the claims that bear on each agreement."""
    query = select(link.c.agreement, func.count(func.distinct(link.c.claim_id)))
    rows = connection.execute(query.where(link.c.current).group_by(link.c.agreement).order_by(link.c.agreement))
    return {row[0]: row[1] for row in rows}


class DayCount(NamedTuple):
    """How many links bear on a commitment on one day: with what effect, who says it, of whom, by what act."""

    commitment: str | None
    effect: str
    by: str
    of: str | None
    act: str
    day: dt.date | None
    links: int


def count_entries_by_day(connection: Connection, agreement: str, since: dt.date | None, until: dt.date | None) -> list[DayCount]:
    """Count the entries of each commitment day by day, by what kind they are of: what a grid of an agreement shows."""
    columns = (link.c.commitment, link.c.effect, link.c.by_actor, link.c.of_actor, claim.c.act, link.c.said)
    query = select(*columns, func.count()).join(claim, claim.c.id == link.c.claim_id)
    query = _Period(since, until).of(query.where(link.c.agreement == agreement, link.c.current), link)
    return [DayCount(*row) for row in connection.execute(query.group_by(*columns))]


def count_entries(connection: Connection, agreement: str) -> dict[tuple[str | None, str], tuple[int, dt.date | None]]:
    """Count the entries of each commitment by effect, with the day of the last one: what a page of the agreement opens with."""
    query = (
        select(link.c.commitment, link.c.effect, func.count(), func.max(link.c.said))
        .where(link.c.agreement == agreement, link.c.current)
        .group_by(link.c.commitment, link.c.effect)
    )
    return {(row[0], row[1]): (row[2], row[3]) for row in connection.execute(query)}


def last_day_of(connection: Connection, agreement: str) -> dt.date | None:
    """Give the last day on which something was said that bears on an agreement; None where nothing dated was."""
    query = select(func.max(link.c.said)).where(link.c.agreement == agreement, link.c.current)
    return connection.execute(query).scalar()
