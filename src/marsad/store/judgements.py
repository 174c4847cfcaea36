"""What people decide of claims and sources: added, never changed, and held by the chain.

A judgement names the claim by its id, which the same reading of the same text has again: it stays with the claim when texts are
read anew. What the machine proposed is never overwritten; a corrected value stands beside it.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, NamedTuple, get_args

from sqlalchemy import Connection, insert, select

from marsad.errors import BadInput, NotFound
from marsad.model import Act, Claim, EventType, Status
from marsad.store.chain import Fact, append
from marsad.store.claims import find_ident
from marsad.store.digests import digest, new_salt
from marsad.store.documents import next_id
from marsad.store.groups import regroup
from marsad.store.neighbours import Neighbours
from marsad.store.records import Row
from marsad.store.schema import claim, coder, grade, judgement
from marsad.store.tellings import Teller, ask, in_parts

Verdict = Literal["accept", "reject", "correct", "unverifiable", "cannot_be_attributed", "apart", "together"]
VERDICTS: tuple[str, ...] = get_args(Verdict)
WHOLE = ("accept", "reject", "unverifiable", "cannot_be_attributed")  # of these the last one holds
RELIABILITY = "ABCDEF"
CREDIBILITY = "123456"

_CODE = re.compile(r"(\?\?\?|[A-Z][A-Z0-9]{1,11})\.[A-Z]{2,4}|outlet")
_DAYS = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?(/\d{4}(-\d{2}(-\d{2})?)?)?")
_CHOICES: Mapping[str, tuple[str, ...]] = {"act": get_args(Act), "type": get_args(EventType), "status": get_args(Status)}
FIELDS = ("source", "act", "type", "actor", "target", "negated", "status", "place", "when", "deadline", "killed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What somebody decides of a claim: `field` and `value` for a correction, `other` for a claim to be held apart or together."""

    claim: str
    verdict: Verdict
    by: str
    reason: str = ""
    field: str | None = None
    value: str | None = None
    other: str | None = None
    round: str | None = None


class Opinion(NamedTuple):
    """The last state of the judgements of a claim: one word for the whole, and the corrected fields."""

    verdict: str
    corrected: dict[str, Any]


def judge(connection: Connection, decision: Decision, now: dt.datetime, tell: Teller) -> int:
    """Add a judgement; give its number. Only inside `writing`.

    Raises NotFound where there is no such claim, BadInput for a field or value that a claim cannot have.
    """
    ident = find_ident(connection, decision.claim)
    value = _value_of(connection, decision)
    if not decision.by.strip():
        raise BadInput("a judgement needs a name", "Say who judges with --by; a pseudonym will do")
    at = connection.execute(select(claim.c.version_id).where(claim.c.ident == ident).order_by(claim.c.id.desc())).scalars().first()
    number = add_row(
        connection,
        {
            "claim_ident": ident,
            "version_id": at,
            "coder_id": find_coder(connection, decision.by.strip(), now),
            "made": now,
            "verdict": decision.verdict,
            "field": decision.field,
            "value": value,
            "reason": decision.reason,
            "round": decision.round,
        },
        now,
    )
    if decision.verdict in ("apart", "together"):
        _regroup(connection, {ident, value or ""}, tell)
    return number


def add_row(connection: Connection, values: Row, now: dt.datetime) -> int:
    """Add the row of a judgement with its link of the chain."""
    salt, number = new_salt(), next_id(connection, judgement)
    proof = digest(values, salt)
    connection.execute(insert(judgement), {**values, "id": number, "salt": salt, "digest": proof})
    append(connection, [Fact("judgement", number, proof)], now)
    return number


def find_coder(connection: Connection, name: str, now: dt.datetime) -> int:
    """Find the row of somebody who judges, or make it."""
    known = ask(connection, select(coder.c.id).where(coder.c.name == name))
    if known:
        return int(known[0]["id"])
    row = next_id(connection, coder)
    connection.execute(insert(coder), {"id": row, "name": name, "added": now})
    return row


def _value_of(connection: Connection, decision: Decision) -> str | None:
    if decision.verdict == "correct":
        if decision.field not in FIELDS:
            raise BadInput(f"a correction needs a field, not {decision.field!r}", f"Give --field one of {', '.join(FIELDS)}")
        return json.dumps(check_value(decision.field, decision.value), ensure_ascii=False)
    if decision.verdict in ("apart", "together"):
        if not decision.other:
            raise BadInput(f"{decision.verdict} is of two claims", "Name the other one with --with")
        return find_ident(connection, decision.other)
    return None


def check_value(field: str, value: str | None) -> Any:
    """Read a corrected value as the claim record has it; `-` or nothing is null. Raises BadInput for what a field cannot hold."""
    text = (value or "").strip()
    if text in ("", "-", "null"):
        if field in ("source", "act", "type", "status", "negated"):
            raise BadInput(f"{field} cannot be empty", "Give a value, or judge the claim as a whole")
        return None
    if field in _CHOICES:
        if text not in _CHOICES[field]:
            raise BadInput(f"{text!r} is no {field}", f"Give one of {', '.join(_CHOICES[field])}")
        return text
    if field in ("source", "actor", "target"):
        if not _CODE.fullmatch(text) or (field != "source" and text == "outlet"):
            raise BadInput(f"{text!r} is no actor", "Write country and sector: TUR.GOV, SYR.REB, ???.MIL")
        return text
    if field == "negated":
        if text.lower() not in ("true", "false"):
            raise BadInput(f"negated is true or false, not {text!r}", "Give --value true or --value false")
        return text.lower() == "true"
    if field in ("when", "deadline"):
        if not _DAYS.fullmatch(text):
            raise BadInput(
                f"{text!r} is no time", "Write a day, a month, a year or an interval: 2020-02-12, 2020-02, 2020-02-01/2020-02-12"
            )
        return text
    return _bounds(text) if field == "killed" else text


def _bounds(text: str) -> list[int | None]:
    found = re.fullmatch(r"(\d+)(?:(?:-|–|\.\.)(\d+)|(\+))?", text)
    if not found:
        raise BadInput(f"{text!r} is no number", "Write 12, a range 11-14, or 11+ for eleven or more")
    low = int(found[1])
    return [low, None if found[3] else int(found[2] or low)]


def _regroup(connection: Connection, idents: Collection[str], tell: Teller) -> None:
    """Group the incidents of claims anew, as people decided."""
    rows = ask(connection, select(claim.c.id, claim.c.incident_id).where(claim.c.ident.in_(idents), claim.c.current))
    groups = {row["incident_id"] for row in rows if row["incident_id"]}
    members = {row["id"] for row in rows}
    for part in in_parts(groups):
        members |= set(connection.execute(select(claim.c.id).where(claim.c.incident_id.in_(part))).scalars())
    regroup(connection, "incident", members, Neighbours(tell))


def correct_claim(one: Claim, corrected: Mapping[str, Any]) -> Claim:
    """Give a claim as people corrected it, with a note of what the machine had."""
    event = {k: v for k, v in corrected.items() if k not in ("source", "act")}
    if "killed" in event and event["killed"] is not None:
        event["killed"] = tuple(event["killed"])
    had = ", ".join(f"{k} was {getattr(one if k in ('source', 'act') else one.event, k)}" for k in corrected)
    outer = {k: v for k, v in corrected.items() if k in ("source", "act")}
    return replace(one, event=replace(one.event, **event), note=f"corrected by people: {had}", **outer)


def load_opinions(connection: Connection, idents: Collection[str]) -> dict[str, Opinion]:
    """Give the last state of the judgements of claims; what is judged in a round of double coding counts for nothing here."""
    found: dict[str, Opinion] = {}
    for part in in_parts(idents):
        query = select(judgement).where(judgement.c.claim_ident.in_(part), judgement.c.round.is_(None))
        for row in ask(connection, query.order_by(judgement.c.id)):
            opinion = found.get(row["claim_ident"], Opinion("", {}))
            if row["verdict"] in WHOLE:
                found[row["claim_ident"]] = opinion._replace(verdict=row["verdict"])
            elif row["verdict"] == "correct" and row["value"] is not None:
                found[row["claim_ident"]] = Opinion("correct", {**opinion.corrected, row["field"]: json.loads(row["value"])})
    return found


# ── Grades of sources ────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class Grading:
    """A grade that somebody gives: of a source (A to F), and of one piece of its information (1 to 6) where a claim is named."""

    outlet: str
    reliability: str
    by: str
    reason: str = ""
    credibility: str | None = None
    claim: str | None = None


def add_grade(connection: Connection, given: Grading, now: dt.datetime) -> int:
    """Add a grade; give its number. Only inside `writing`. Raises BadInput for a grade that there is not."""
    if given.reliability not in RELIABILITY:
        raise BadInput(f"{given.reliability!r} is no grade of a source", "Give A (reliable) to E, or F (cannot be judged)")
    if given.credibility is not None and given.credibility not in CREDIBILITY:
        raise BadInput(f"{given.credibility!r} is no grade of information", "Give 1 (confirmed) to 5, or 6 (cannot be judged)")
    if (given.credibility is None) != (given.claim is None):
        raise BadInput("a grade of information is of one claim", "Give the grade 1 to 6 and --claim together, or neither")
    values: Row = {
        "outlet": given.outlet,
        "reliability": given.reliability,
        "credibility": given.credibility,
        "claim_ident": find_ident(connection, given.claim) if given.claim else None,
        "coder_id": find_coder(connection, given.by.strip(), now),
        "made": now,
        "reason": given.reason,
    }
    salt, number = new_salt(), next_id(connection, grade)
    proof = digest(values, salt)
    connection.execute(insert(grade), {**values, "id": number, "salt": salt, "digest": proof})
    append(connection, [Fact("grade", number, proof)], now)
    return number


def list_grades(connection: Connection, outlet: str | None = None) -> list[Row]:
    """List grades in the order in which they were given, with who gave them; all are kept, none outweighs another."""
    query = select(grade, coder.c.name.label("coder")).join(coder, coder.c.id == grade.c.coder_id).order_by(grade.c.id)
    return ask(connection, query.where(grade.c.outlet == outlet) if outlet else query)


def check_outlet(connection: Connection, outlet: str) -> None:
    """Raise NotFound where no document is of an outlet and nobody speaks under the code."""
    from marsad.store.schema import document

    known = connection.execute(select(document.c.id).where(document.c.outlet == outlet).limit(1)).first()
    spoken = connection.execute(select(claim.c.id).where(claim.c.source == outlet).limit(1)).first()
    if known is None and spoken is None:
        raise NotFound(f"{outlet} is no outlet or speaker of this database", "Write its name as `marsad claims` shows it")
