"""The ledger as one JSON object: what the text and the page show, for programs.

Claims stand once, by id, in the record of the JSON lines with their sentence and gloss; everything else points to them. The texts
of the documents are not in it, only their SHA-256. `format` changes when a key changes its meaning.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable

from marsad.model import Agreement, Commitment, Document, Ledger
from marsad.publish.jsonl import Record, record_claim
from marsad.publish.labels import load_labels
from marsad.publish.ledger_types import Beside, Chapter, Contrast, Dated, Doubt, Happening, Line, View
from marsad.publish.ledger_view import view_ledger

FORMAT = "marsad.ledger/1"
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def render_json(ledger: Ledger) -> str:
    """Render a ledger as an indented JSON object, ended by a line feed; letters as they are.

    Raises Drift where a quote does not stand where its span says.
    """
    text = json.dumps(record_ledger(ledger), ensure_ascii=False, indent=1)
    # A lone surrogate has no UTF-8; inside a JSON string its escape says the same.
    return _LONE_SURROGATE.sub(lambda match: f"\\u{ord(match.group()):04x}", text) + "\n"


def record_ledger(ledger: Ledger) -> Record:
    """Give the record of a ledger. It holds no verdict and no score: what is said stands side by side."""
    view = view_ledger(ledger, load_labels())
    return {
        "format": FORMAT,
        "agreement": _record_agreement(ledger.agreement),
        "documents": [_record_document(document) for document in ledger.documents],
        "commitments": [_record_chapter(chapter) for chapter in view.chapters],
        "disputes": [_record_dispute(dispute) for dispute in view.disputes],
        "incidents": [_record_happening(happening) for happening in view.happenings],
        "day": _date(ledger.day),
        "deadlines": [_record_dated(dated) for dated in view.deadlines],
        "ultimatums": [_record_dated(dated) for dated in view.ultimatums],
        "harm": list(dict.fromkeys(claim.id for claim in ledger.harm)),
        "other": list(dict.fromkeys(claim.id for claim in ledger.other)),
        "flags": [_record_doubt(doubt) for doubt in view.doubts],
        "read_past": [_record_doubt(doubt) for doubt in view.read_past],
        "origins": _record_origins(view),
        "claims": _record_claims(view),
    }


def _record_agreement(agreement: Agreement) -> Record:
    return {
        "id": agreement.id,
        "title": agreement.title,
        "title_ar": agreement.title_ar,
        "signed": agreement.signed.isoformat(),
        "in_force": agreement.in_force.isoformat(),
        "until": agreement.until.isoformat() if agreement.until else None,
        "parties": [{"name": party.name, "role": party.role.value, "codes": list(party.codes)} for party in agreement.parties],
    }


def _record_document(document: Document) -> Record:
    return {
        "id": document.id,
        "title": document.title,
        "outlet": document.outlet,
        "url": document.url,
        "language": document.language,
        "published": document.published.isoformat() if document.published else None,
        "sha256": document.sha256,
        "encoding": document.encoding,
        "remarks": list(document.remarks),
    }


def _record_chapter(chapter: Chapter) -> Record:
    """Give the record of a commitment's history; with no id it is that of the agreement as a whole."""
    told = _record_commitment(chapter.commitment) if chapter.commitment else {"id": None, "what": "the agreement as a whole"}
    return told | {
        "standing": chapter.standing,
        "turns": [{"day": turn.day.isoformat(), "standing": turn.word} for turn in chapter.turns],
        "measures": {
            measure.code: {"origins": measure.count, "parties": _ids(measure.parties), "others": _ids(measure.others)}
            for measure in chapter.measures
        },
        "entries": [_record_entry(line, chapter) for line in chapter.every],
    }


def _record_commitment(part: Commitment) -> Record:
    due = part.deadline
    return {
        "id": part.id,
        "what": part.what,
        "kind": part.kind,
        "obligated": list(part.obligated),
        "read_as": list(part.read_as),
        "deadline": {"date": due.date.isoformat() if due.date else None, "words": due.words} if due else None,
    }


def _record_entry(line: Line, chapter: Chapter) -> Record:
    link = line.link
    return {
        "claim": line.claim.id,
        "said": line.said.isoformat() if line.said else None,
        "outlet": line.outlet,
        "kind": line.kind,
        "effect": link.effect if link else None,
        "by": link.by if link else None,
        "of": link.of if link else None,
        "reason": line.reason,
        "origin": line.origin or None,
        "leads": any(line.number == lead.number for lead in chapter.lines),
    }


def _record_dispute(dispute: Beside) -> Record:
    return {
        "commitment": dispute.commitment,
        "accused": dispute.accused,
        "accusations": _ids(dispute.accusations),
        "replies": _ids(dispute.replies),
        "counter": _ids(dispute.counter),
    }


def _record_happening(happening: Happening) -> Record:
    incident = happening.incident
    return {
        "id": incident.id,
        "type": incident.type,
        "place": incident.place,
        "first": _date(incident.first),
        "last": _date(incident.last),
        "why": incident.why,
        "origins": list(incident.origins),
        "claims": list(dict.fromkeys(telling.claim.id for telling in incident.tellings)),
        "counts": [{"field": c.field, "low": c.bounds[0], "high": c.bounds[1], "origin": c.origin} for c in incident.counts],
        "differences": [_record_contrast(found) for found in happening.differences],
    }


def _record_contrast(found: Contrast) -> Record:
    return {"field": found.field, "values": [{"value": value, "claims": _ids(lines)} for value, lines in found.values]}


def _record_dated(dated: Dated) -> Record:
    due = dated.due
    return {
        "id": due.id,
        "commitment": due.commitment,
        "by": due.by,
        "of": due.of,
        "due": _date(due.date),
        "state": due.state,
        "words": due.words,
        "superseded_by": due.superseded_by,
        "moved_to": _date(due.moved_to),
        "claims": _ids(dated.lines),
        "after": _ids(dated.after),
    }


def _record_origins(view: View) -> Record:
    """Give the origins that several tellings share; a claim whose origin is not here is its own."""
    leads = {line.origin: line for line in view.lines if line.others}
    shared = {origin.id: origin for origin in view.ledger.origins if origin.id in leads}
    return {
        key: {
            "kind": origin.kind,
            "why": origin.why,
            "outlets": list(origin.outlets),
            "documents": list(dict.fromkeys(telling.document for telling in origin.tellings)),
            "claims": list(dict.fromkeys(telling.claim.id for telling in origin.tellings)),
            "drift": [_record_contrast(found) for found in leads[key].drift],
        }
        for key, origin in shared.items()
    }


def _date(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _record_doubt(doubt: Doubt) -> Record:
    return {"doc": doubt.doc, "span": list(doubt.span), "kind": doubt.kind, "note": doubt.note, "quote": doubt.quote}


def _record_claims(view: View) -> Record:
    """Give every claim once, in the order of the documents and their sentences."""
    ordered = sorted(view.lines, key=lambda line: (line.quote.number, line.quote.span, line.claim.id))
    return {line.claim.id: record_claim(line.claim) | {"quote": line.quote.text, "gloss": line.gloss} for line in ordered}


def _ids(lines: Iterable[Line]) -> list[str]:
    return list(dict.fromkeys(line.claim.id for line in lines))
