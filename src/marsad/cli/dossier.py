"""All that is known of one claim, in words and as JSON."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Sequence
from textwrap import wrap
from typing import Any

from marsad.publish.bidi import isolate, isolate_runs
from marsad.publish.jsonl import record_claim
from marsad.publish.table import tell_event
from marsad.store.claims import Dossier, Found
from marsad.store.records import Row

_INDENT = "  "


def render_text(dossiers: Sequence[Dossier], width: int) -> str:
    """Put what is known of a claim into lines, one block for each document that holds its text."""
    return "\n".join(line.rstrip() for dossier in dossiers for line in (*_lines(dossier, width), ""))


def _lines(one: Dossier, width: int) -> Iterator[str]:
    claim, document = one.found.claim, one.found.document
    event = claim.event
    yield f"{claim.id}  {claim.source} · {claim.act} · {event.type}" + ("" if one.current else "  (superseded)")
    sentence = isolate(" ".join(claim.sentence.of(document.text).split()))
    yield from wrap(sentence, width, initial_indent=_INDENT, subsequent_indent=_INDENT)
    told = {
        "doer": event.actor,
        "bears it": event.target,
        "not so": "said not to be so" if event.negated else None,
        "status": event.status if event.status != "actual" else None,
        "where": isolate(event.place) if event.place else None,
        "when": event.when,
        "by when": event.deadline,
        "dead": _bounds(event.killed),
        "wounded": _bounds(event.wounded),
        "words": " … ".join(isolate(part.quote) for part in (claim.cue, claim.trigger) if part) or None,
        "rule": claim.rule,
        "note": isolate_runs(claim.note) or None,
    }
    yield from (f"{_INDENT}{name:<10} {value}" for name, value in told.items() if value)
    published = document.published or "no date told"
    outlet = isolate_runs(document.outlet) or "no outlet told"
    yield f"document   {isolate_runs(document.id)} · {outlet} · {published} · version {one.version}"
    where = f"characters {claim.sentence.start}–{claim.sentence.end}"
    yield f"{_INDENT}text {document.sha256[:16]}… {where}, added {_moment(one.added)}"
    yield f"{_INDENT}read {_moment(one.read)} by {one.reader}" + (f", link {one.chain} of the chain" if one.chain else "")
    for row in one.evidence:
        became = "its words are gone" if row["lost"] else f"its words stand at {row['sentence_start']}"
        yield f"{_INDENT}in version {row['number']}: {became}"
    for link in one.links:
        yield f"bears on   {link.agreement} {link.commitment or '(as a whole)'} · {link.effect} · {isolate_runs(link.reason)}"
    yield from _beside("told too", one.copies)
    yield from _beside("same event", one.incident)
    for row in one.judgements:
        yield f"judged     {_judged(row)}"
    for row in one.grades:
        what = f"{isolate_runs(row['outlet'])} {row['reliability']}{row['credibility'] or ''}"
        yield f"graded     {_moment(row['made'])} by {isolate_runs(row['coder'])}: {what}{_reason(row)}"


def _judged(row: Row) -> str:
    """Tell a judgement: its number, by which it can be erased, when, who, what, and why."""
    what = row["verdict"].replace("_", " ")
    if row["field"]:
        what += f" {row['field']}: " + (tell_value(json.loads(row["value"])) if row["value"] is not None else "erased")
    elif row["value"]:
        what += f" {'from' if row['verdict'] == 'apart' else 'with'} {row['value']}"
    return f"{_moment(row['made'])} by {isolate_runs(row['coder'])}: {what}{_reason(row)}  (judgement {row['id']})"


def _reason(row: Row) -> str:
    if row["reason"] is None:
        return " · reason erased"
    return f" · {isolate_runs(row['reason'])}" if row["reason"] else ""


def tell_value(value: Any) -> str:
    """Write a value of a field of a claim: numbers as 12, 11–14 or 11+, nothing as "none"."""
    if value is None or value == "":
        return "none"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        low, high = value
        return f"{low}+" if high is None else str(low) if low == high else f"{low}–{high}"
    return isolate_runs(str(value))


def _beside(name: str, others: Sequence[Found]) -> Iterator[str]:
    for number, other in enumerate(others):
        claim = other.claim
        dead = f" · {_bounds(claim.event.killed)} dead" if claim.event.killed else ""
        where = isolate_runs(other.document.outlet or other.document.id)
        what = f"{claim.source} {claim.act} {tell_event(claim.event)}{dead}"
        yield f"{name if not number else '':<10} {claim.date or 'no date'} · {where} · {what} · {claim.id}"


def _moment(moment: dt.datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"


def _bounds(bounds: tuple[int, int | None] | None) -> str | None:
    if bounds is None:
        return None
    low, high = bounds
    return f"{low} or more" if high is None else str(low) if low == high else f"{low}–{high}"


def render_json(dossiers: Sequence[Dossier]) -> str:
    """Write what is known of a claim as JSON, a list with an object for each document that holds its text."""
    return json.dumps([_record(one) for one in dossiers], ensure_ascii=False, indent=2, default=str) + "\n"


def _record(one: Dossier) -> dict[str, object]:
    document = one.found.document
    return {
        "claim": record_claim(one.found.claim),
        "sentence": one.found.claim.sentence.of(document.text),
        "document": {"id": document.id, "outlet": document.outlet, "url": document.url, "published": document.published},
        "text_sha256": document.sha256,
        "version": one.version,
        "current": one.current,
        "added": one.added,
        "read": one.read,
        "reader": one.reader,
        "chain": one.chain,
        "links": [
            {"agreement": link.agreement, "commitment": link.commitment, "effect": link.effect, "reason": link.reason}
            for link in one.links
        ],
        "carried": list(one.evidence),
        "grades": [{key: value for key, value in row.items() if key not in ("salt", "digest")} for row in one.grades],
        "judgements": [{key: value for key, value in row.items() if key != "salt"} for row in one.judgements],
        "copies": [record_claim(other.claim) for other in one.copies],
        "incident": [record_claim(other.claim) for other in one.incident],
    }
