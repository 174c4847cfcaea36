"""What the API gives, as plain values: the claim record of the annotation guidelines, with where it stands around it."""

from __future__ import annotations

import datetime as dt

from marsad.model import Agreement, Document, Due, Link
from marsad.publish.jsonl import Record, record_claim
from marsad.store.claims import Cell, Day, Dossier, Found
from marsad.store.incidents import Gathered, OpenedIncident
from marsad.store.texts import Coverage, Listed, Opened, Version


def record_found(found: Found) -> Record:
    """Give a claim with the document that tells it; `number` is what the next page is asked for by."""
    return {
        **record_claim(found.claim),
        "number": found.number,
        "words": found.claim.sentence.of(found.document.text),
        "document": record_document(found.document),
    }


def record_document(document: Document) -> Record:
    """Give what a document tells of itself, without its text."""
    return {
        "name": document.id,
        "title": document.title,
        "outlet": document.outlet,
        "url": document.url,
        "author": document.author,
        "language": document.language,
        "published": _day(document.published),
        "modified": _day(document.modified),
        "fetched": record_moment(document.fetched),
        "sha256": document.sha256,
    }


def record_listed(one: Listed) -> Record:
    """Give a document of a list."""
    return {
        "name": one.name,
        "title": one.title,
        "outlet": one.outlet,
        "url": one.url,
        "language": one.language,
        "published": _day(one.published),
        "added": record_moment(one.added),
        "claims": one.claims,
    }


def record_opened(opened: Opened) -> Record:
    """Give a document with its text, its versions and its claims; spans are half-open code points of the text."""
    return {
        **record_document(opened.document),
        "text": opened.document.text,
        "remarks": list(opened.document.remarks),
        "version": opened.at.number,
        "versions": [
            {"number": one.number, "added": record_moment(one.added), "sha256": one.sha256, "erased": one.erased}
            for one in opened.versions
        ],
        "skipped": [{"span": list(part.span), "reason": part.reason.value} for part in opened.skipped],
        "claims": [record_claim(claim) for claim in opened.claims],
    }


def _record_version(one: Version) -> Record:
    return {"number": one.number, "added": record_moment(one.added), "sha256": one.sha256, "erased": one.erased}


def record_dossier(one: Dossier) -> Record:
    """Give all that is known of a claim where one document tells it."""
    return {
        **record_found(one.found),
        "version": one.version,
        "current": one.current,
        "added": record_moment(one.added),
        "read": record_moment(one.read),
        "reader": one.reader,
        "links": [record_link(link) for link in one.links],
        "judgements": [
            {
                "number": row["id"],
                "made": record_moment(row["made"]),
                "by": row["coder"],
                "verdict": row["verdict"],
                "field": row["field"],
                "value": row["value"],
                "reason": row["reason"],
            }
            for row in one.judgements
        ],
        "told_too": [_beside(other) for other in one.copies],
        "same_event": [_beside(other) for other in one.incident],
        "chain": one.chain,
    }


def _beside(other: Found) -> Record:
    return {"id": other.claim.id, "document": other.document.id, "outlet": other.document.outlet, "date": other.claim.date}


def record_link(link: Link) -> Record:
    """Give how a claim bears on a commitment, and why it is thought so."""
    return {
        "agreement": link.agreement,
        "commitment": link.commitment,
        "effect": link.effect,
        "by": link.by,
        "of": link.of,
        "reason": link.reason,
    }


def record_gathered(one: Gathered) -> Record:
    """Give an incident of a list."""
    return {
        "id": one.ident,
        "type": one.type,
        "first": _day(one.first),
        "last": _day(one.last),
        "claims": one.claims,
        "origins": one.origins,
        "telling": record_found(one.telling),
    }


def record_incident(opened: OpenedIncident) -> Record:
    """Give an incident with its accounts as people corrected them; differences give each value with the claims that tell it."""
    incident, idents = opened.incident, {telling.key: telling.claim.id for one in opened.origins for telling in one.tellings}
    return {
        "id": opened.ident,
        "type": incident.type,
        "why": incident.why,
        "place": incident.place,
        "first": _day(incident.first),
        "last": _day(incident.last),
        "differences": [
            {
                "field": one.field,
                "values": [{"value": value, "claims": [idents[key] for key in keys]} for value, keys in one.values],
            }
            for one in incident.differences
        ],
        "origins": [{"id": one.id, "kind": one.kind, "why": one.why, "outlets": list(one.outlets)} for one in opened.origins],
        "accounts": [
            {**record_found(one.found), "origin": one.origin, "judged": one.opinion.record() if one.opinion else None}
            for one in opened.accounts
        ],
    }


def record_agreement(agreement: Agreement) -> Record:
    """Give an agreement: its parties and its commitments in our own words."""
    return {
        "id": agreement.id,
        "title": {"en": agreement.title, "ar": agreement.title_ar},
        "signed": _day(agreement.signed),
        "in_force": _day(agreement.in_force),
        "parties": [{"name": one.name, "role": one.role.value, "codes": list(one.codes)} for one in agreement.parties],
        "commitments": [
            {"id": one.id, "kind": one.kind, "obligated": list(one.obligated), "what": one.what} for one in agreement.commitments
        ],
    }


def record_due(due: Due) -> Record:
    """Give something with a date: a deadline of the text, or an ultimatum of a speaker."""
    return {
        "id": due.id,
        "kind": due.kind,
        "state": due.state,
        "commitment": due.commitment,
        "by": due.by,
        "of": due.of,
        "date": _day(due.date),
        "words": due.words,
        "moved_to": _day(due.moved_to),
        "superseded_by": due.superseded_by,
        "claims": [claim.id for claim in due.claims],
        "after": [claim.id for claim in due.after],
    }


def record_cell(cell: Cell) -> Record:
    """Give a cell of the matrix."""
    return dict(cell._asdict())


def record_day(day: Day) -> Record:
    """Give a line of the timeline."""
    return {**day._asdict(), "day": _day(day.day)}


def record_coverage(coverage: Coverage) -> Record:
    """Give what the store covers."""
    return {
        "documents": coverage.documents,
        "claims": coverage.claims,
        "outlets": dict(coverage.outlets),
        "languages": dict(coverage.languages),
        "first": _day(coverage.first),
        "last": _day(coverage.last),
        "undated": coverage.undated,
        "added": record_moment(coverage.added),
    }


def _day(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def record_moment(moment: dt.datetime | None) -> str | None:
    """Write a moment, in UTC."""
    return f"{moment.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%SZ}" if moment else None
