"""Asking the store: claims by what they say, one claim with all that is known of it, the matrix, the timeline."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, FromClause, Select, and_, func, or_, select

from marsad.errors import BadInput, NotFound
from marsad.model import Claim, Document, Link
from marsad.store.records import Row, claim_of, link_of
from marsad.store.schema import carried, chain, claim, coder, document, grade, judgement, link, reading, tombstone, version
from marsad.store.tellings import ask, document_of, documents_query, in_parts
from marsad.text import Span

_BATCH = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which claims are asked for; what is empty asks for nothing. Codes are countries (`TUR`) or whole codes (`TUR.GOV`)."""

    source: str = ""
    actor: str = ""
    target: str = ""
    act: str = ""
    type: str = ""
    place: str = ""
    agreement: str = ""
    commitment: str = ""
    effect: str | None = None
    outlet: str = ""
    document: str = ""
    since: dt.date | None = None
    until: dt.date | None = None
    judged: bool = False
    unjudged: bool = False
    superseded: bool = False

    def join(self, query: Select[Any]) -> Select[Any]:
        """Join versions and documents to a query over claims, where they are asked for."""
        if not (self.outlet or self.document):
            return query
        joined = query.join(version, version.c.id == claim.c.version_id)
        return joined.join(document, document.c.id == version.c.document_id)

    def apply(self, query: Select[Any]) -> Select[Any]:
        """Narrow a query over claims, and over documents, which `join` brings in."""
        if self.agreement or self.commitment or self.effect:
            query = query.where(claim.c.id.in_(select(link.c.claim_id).where(*self._links(link))))
        return self._apply(query)

    def apply_to_links(self) -> Select[Any]:
        """Ask for the ids of claims by way of their links, each by the first of those asked for."""
        earlier = link.alias()
        again = select(earlier.c.id).where(earlier.c.claim_id == link.c.claim_id, earlier.c.id < link.c.id, *self._links(earlier))
        query = self.join(select(claim.c.id).select_from(link.join(claim, claim.c.id == link.c.claim_id)))
        return self._apply(query.where(*self._links(link), ~again.exists()))

    def _links(self, of: FromClause) -> Iterator[ColumnElement[bool]]:
        """Say which links are asked for."""
        for name in ("agreement", "commitment", "effect"):
            if getattr(self, name):
                yield of.c[name] == getattr(self, name)
        if self.since:
            yield of.c.said >= self.since
        if self.until:
            yield of.c.said <= self.until
        if not self.superseded:
            yield of.c.current

    def _apply(self, query: Select[Any]) -> Select[Any]:
        if not self.superseded:
            query = query.where(claim.c.current)
        for name in ("source", "actor", "target"):
            code = getattr(self, name).upper() if getattr(self, name).lower() != "outlet" else "outlet"
            if code:
                query = query.where(claim.c[name] == code if "." in code else claim.c[f"{name}_country"] == code)
        for name in ("act", "type"):
            if getattr(self, name):
                query = query.where(claim.c[name] == getattr(self, name))
        if self.place:
            query = query.where(claim.c.place.contains(self.place, autoescape=True))
        if self.outlet:
            query = query.where(document.c.outlet == self.outlet)
        if self.document:
            query = query.where(document.c.name == self.document)
        if self.since:
            query = query.where(claim.c.said >= self.since)
        if self.until:
            query = query.where(claim.c.said <= self.until)
        if self.judged:
            query = query.where(claim.c.ident.in_(select(judgement.c.claim_ident).where(judgement.c.round.is_(None))))
        if self.unjudged:
            of_claim = judgement.c.claim_ident == claim.c.ident, judgement.c.round.is_(None)
            query = query.where(
                ~select(judgement.c.id).where(*of_claim, judgement.c.verdict.not_in(("apart", "together"))).exists()
            )
        return query


class Found(NamedTuple):
    """A claim with its document, and the number of its row."""

    number: int
    claim: Claim
    document: Document


def find_claims(connection: Connection, wanted: Filter, *, limit: int | None = None, after: int | None = None) -> Iterator[Found]:
    """Find claims, the newest said first; those of one document in the order of its text. Erased ones are left out.

    `after` is the number of the row of the last one seen: what follows it is given. Raises NotFound where there is no such row.
    """
    if wanted.agreement and limit:
        query, day = wanted.apply_to_links(), link.c.said  # from the newest link back, as far as it takes
    else:
        query, day = wanted.apply(wanted.join(select(claim.c.id))), claim.c.said
    if after is not None:
        query = query.where(_follows(connection, after, day))
    order = (day.desc().nulls_last(), claim.c.version_id.desc(), claim.c.sentence_start, claim.c.id)
    rows = connection.execute(query.where(claim.c.record.is_not(None)).order_by(*order).limit(limit)).all()
    for start in range(0, len(rows), _BATCH):
        yield from load_claims(connection, [row.id for row in rows[start : start + _BATCH]])


def _follows(connection: Connection, after: int, day: ColumnElement[dt.date]) -> ColumnElement[bool]:
    """Say what stands behind a claim in the order of `find_claims`."""
    row = connection.execute(select(claim.c.said, claim.c.version_id, claim.c.sentence_start).where(claim.c.id == after)).first()
    if row is None:
        raise NotFound("this page of the list is not there any more", "Begin again at the first page")
    later = or_(claim.c.sentence_start > row.sentence_start, and_(claim.c.sentence_start == row.sentence_start, claim.c.id > after))
    behind = or_(claim.c.version_id < row.version_id, and_(claim.c.version_id == row.version_id, later))
    if row.said is None:
        return and_(day.is_(None), behind)
    return or_(day < row.said, day.is_(None), and_(day == row.said, behind))


def count_claims(connection: Connection, wanted: Filter) -> int:
    """Count the claims that `find_claims` finds."""
    query = wanted.join(select(func.count(claim.c.id))).where(claim.c.record.is_not(None))
    return int(connection.execute(wanted.apply(query)).scalar_one())


def count_at_most(connection: Connection, wanted: Filter, most: int) -> int:
    """Count the claims that `find_claims` finds, and stop at so many: a queue need not be counted to its end."""
    some = wanted.apply(wanted.join(select(claim.c.id))).where(claim.c.record.is_not(None)).limit(most).subquery()
    return int(connection.execute(select(func.count()).select_from(some)).scalar_one())


def load_claims(connection: Connection, numbers: Sequence[int]) -> Iterator[Found]:
    """Load claims by the numbers of their rows, in the order asked for; erased ones are left out."""
    rows = {row["id"]: row for part in in_parts(set(numbers)) for row in ask(connection, select(claim).where(claim.c.id.in_(part)))}
    texts = {
        row["id"]: document_of(row)
        for part in in_parts({row["version_id"] for row in rows.values()})
        for row in ask(connection, documents_query(version.c.id.in_(part)))
    }
    for number in numbers:
        row = rows.get(number)
        if row is not None and row["record"] is not None and row["version_id"] in texts:
            one = texts[row["version_id"]]
            yield Found(number, claim_of(row, one.id, one.text), one)


def claims_at(connection: Connection, at: int, one: Document, spans: Sequence[Span]) -> list[Claim]:
    """Give the current claims of a version whose sentences meet one of the spans, in the order of the text."""
    query = select(claim).where(claim.c.version_id == at, claim.c.current, claim.c.record.is_not(None))
    made = (claim_of(row, one.id, one.text) for row in ask(connection, query.order_by(claim.c.sentence_start, claim.c.id)))
    return [found for found in made if any(found.sentence.meets(span) for span in spans)]


# ── One claim ────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """All that the store knows of one claim where one document tells it."""

    found: Found
    version: int
    current: bool
    read: dt.datetime
    reader: str
    added: dt.datetime
    links: tuple[Link, ...]
    judgements: tuple[Row, ...]
    grades: tuple[Row, ...]
    evidence: tuple[Row, ...]
    copies: tuple[Found, ...]
    incident: tuple[Found, ...]
    chain: int | None


def show_claim(connection: Connection, ident: str) -> tuple[Dossier, ...]:
    """Give all that is known of a claim, for each document that holds its text, the current ones first.

    An id may be cut short as far as it stays the only one. Raises NotFound where there is none, BadInput where there are several.
    """
    whole = find_ident(connection, ident)
    rows = connection.execute(
        select(claim.c.id).where(claim.c.ident == whole).order_by(claim.c.current.desc(), claim.c.id.desc())
    ).scalars()
    dossiers = tuple(_dossier(connection, found) for found in load_claims(connection, list(rows)))
    if not dossiers:
        raise tell_erased(connection, whole)
    return dossiers


def tell_erased(connection: Connection, ident: str) -> NotFound:
    """Make the error for a claim whose text was erased: when, and why."""
    return NotFound(f"the claim {ident} was erased{_tell_erasure(connection, ident)}", "What was judged of it stays, by its id")


def _tell_erasure(connection: Connection, ident: str) -> str:
    """Say when and why the text of a claim was erased."""
    query = select(tombstone).join(claim, claim.c.version_id == tombstone.c.row).where(tombstone.c.kind == "version")
    rows = ask(connection, query.where(claim.c.ident == ident).order_by(tombstone.c.id.desc()).limit(1))
    return f" on {rows[0]['made']:%Y-%m-%d} ({rows[0]['reason']})" if rows else ""


def find_ident(connection: Connection, ident: str) -> str:
    """Find the whole id of a claim, of which the beginning may be given.

    Raises NotFound where there is none, BadInput where there are several.
    """
    idents = [row[0] for row in connection.execute(_idents(ident))]
    if not idents:
        raise NotFound(f"no claim has the id {ident}", "`marsad claims` lists them")
    if len(idents) > 1 and ident not in idents:
        raise BadInput(f"several claims begin with {ident}: {', '.join(idents[:5])} …", "Give more of the id")
    return ident if ident in idents else idents[0]


def _idents(ident: str) -> Select[Any]:
    return (
        select(claim.c.ident).where(claim.c.ident >= ident, claim.c.ident < ident + "g").distinct().order_by(claim.c.ident).limit(6)
    )


def _dossier(connection: Connection, found: Found) -> Dossier:
    row = (
        connection.execute(
            select(claim, reading.c.read, reading.c.reader, version.c.number, version.c.added)
            .join(reading, reading.c.id == claim.c.reading_id)
            .join(version, version.c.id == claim.c.version_id)
            .where(claim.c.id == found.number)
        )
        .mappings()
        .one()
    )
    links = ask(connection, select(link).where(link.c.claim_id == found.number).order_by(link.c.ordinal))
    return Dossier(
        found=found,
        version=row["number"],
        current=row["current"],
        read=row["read"],
        reader=row["reader"],
        added=row["added"],
        links=tuple(link_of(one, found.claim.id) for one in links),
        judgements=tuple(list_judgements(connection, found.claim.id)),
        grades=tuple(_grades(connection, found)),
        evidence=tuple(_evidence(connection, found.number)),
        copies=tuple(_beside(connection, found.number, "origin_id", row["origin_id"])),
        incident=tuple(_beside(connection, found.number, "incident_id", row["incident_id"])),
        chain=connection.execute(select(chain.c.seq).where(chain.c.kind == "reading", chain.c.row == row["reading_id"])).scalar(),
    )


def _grades(connection: Connection, found: Found) -> list[Row]:
    """The grades of the outlet and of who speaks, and of this piece of information; each as it was given."""
    names = [name for name in (found.document.outlet, found.claim.source) if name]
    query = select(grade, coder.c.name.label("coder")).join(coder, coder.c.id == grade.c.coder_id).order_by(grade.c.id)
    of_this = or_(grade.c.claim_ident.is_(None), grade.c.claim_ident == found.claim.id)
    return ask(connection, query.where(grade.c.outlet.in_(names), of_this))


def _evidence(connection: Connection, number: int) -> Iterator[Row]:
    query = select(carried, version.c.number, version.c.added).join(version, version.c.id == carried.c.version_id)
    for row in connection.execute(query.where(carried.c.claim_id == number).order_by(version.c.number)).mappings():
        yield dict(row)


def _beside(connection: Connection, number: int, column: str, group: int | None) -> Iterator[Found]:
    if group is None:
        return
    query = select(claim.c.id).where(claim.c[column] == group, claim.c.id != number).order_by(claim.c.said, claim.c.id).limit(50)
    yield from load_claims(connection, list(connection.execute(query).scalars()))


def list_judgements(connection: Connection, ident: str) -> list[Row]:
    """List the judgements of a claim in their order; those of rounds of double coding are blind, and shown by their agreement."""
    query = select(judgement, coder.c.name.label("coder")).join(coder, coder.c.id == judgement.c.coder_id)
    return ask(connection, query.where(judgement.c.claim_ident == ident, judgement.c.round.is_(None)).order_by(judgement.c.id))


# ── Counts ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────


class Cell(NamedTuple):
    """How many accusations one party makes of another: claims, and the origins that they go back to."""

    source: str
    accused: str
    claims: int
    origins: int


def count_matrix(connection: Connection, wanted: Filter) -> list[Cell]:
    """Count who accuses whom, country by country: claims and origins, the most first.

    Without an agreement it counts accusations of any deed; with one, the claims that tell of a breach of it.
    """
    origins = func.count(func.distinct(func.coalesce(claim.c.origin_id, -claim.c.id)))
    if wanted.agreement:
        accused: ColumnElement[str] = func.substr(link.c.of_actor, 1, 3)
        query = (
            select(claim.c.source_country, accused, func.count(func.distinct(claim.c.id)), origins)
            .join(link, link.c.claim_id == claim.c.id)
            .where(link.c.agreement == wanted.agreement, link.c.effect == "breach", link.c.of_actor.is_not(None))
        )
        if wanted.commitment:
            query = query.where(link.c.commitment == wanted.commitment)
    else:
        accused = claim.c.actor_country
        query = select(claim.c.source_country, accused, func.count(), origins).where(
            claim.c.act == (wanted.act or "accuse"), claim.c.actor_country.is_not(None)
        )
    query = _period(query, wanted).group_by(claim.c.source_country, accused)
    rows = connection.execute(query).all()
    return sorted((Cell(*row) for row in rows), key=lambda cell: (-cell.origins, -cell.claims, cell.source, cell.accused))


class Day(NamedTuple):
    """What was said on one day, counted by act and kind of event; `day` is None for texts without a date.

    What is said not to be so, or to come, is counted apart from what is told: "not withdrawn" is no withdrawal.
    """

    day: dt.date | None
    act: str
    type: str
    negated: bool
    status: str
    claims: int
    origins: int


def count_days(connection: Connection, wanted: Filter) -> list[Day]:
    """Count claims day by day, in the order of days."""
    origins = func.count(func.distinct(func.coalesce(claim.c.origin_id, -claim.c.id)))
    kinds = (claim.c.said, claim.c.act, claim.c.type, claim.c.negated, claim.c.status)
    query = wanted.apply(wanted.join(select(*kinds, func.count(), origins))).group_by(*kinds)
    rows = [Day(*row) for row in connection.execute(query)]
    return sorted(rows, key=lambda day: (day.day or dt.date.max, *day[1:5]))


def _period(query: Select[Any], wanted: Filter) -> Select[Any]:
    query = query.where(claim.c.current)
    if wanted.since:
        query = query.where(claim.c.said >= wanted.since)
    if wanted.until:
        query = query.where(claim.c.said <= wanted.until)
    if wanted.type:
        query = query.where(claim.c.type == wanted.type)
    return query


def count_all(connection: Connection) -> Mapping[str, int]:
    """Count what is in the store."""
    tables = {"documents": document, "versions": version, "readings": reading, "claims": claim, "judgements": judgement}
    return {name: connection.execute(select(func.count()).select_from(table)).scalar_one() for name, table in tables.items()}
