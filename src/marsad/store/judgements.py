"""What people decide of claims and sources: added, never changed, and held by the chain.

A judgement names the claim by its id, which the same reading of the same text has again: it stays with the claim when texts are
read anew. What the machine proposed is never overwritten; a corrected value stands beside it.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

from sqlalchemy import ColumnElement, Connection, Table, insert, select

from marsad.errors import BadInput
from marsad.store.chain import ChainKind, Fact, append
from marsad.store.claims import Found, find_ident
from marsad.store.corrections import CORRECTED, check_value
from marsad.store.digests import digest, new_salt
from marsad.store.documents import next_id
from marsad.store.groups import regroup
from marsad.store.neighbours import Neighbours
from marsad.store.records import Row
from marsad.store.schema import claim, coder, judgement
from marsad.store.tellings import Teller, ask, in_parts

Verdict = Literal["accept", "reject", "correct", "unverifiable", "cannot_be_attributed", "apart", "together"]
_PART = 400  # claims whose judgements are asked for at once
WHOLE = ("accept", "reject", "unverifiable", "cannot_be_attributed")  # of these the last one holds


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


class Opinion(NamedTuple):
    """The last state of the judgements of a claim: one word for the whole, the corrected fields, who judged last and when."""

    verdict: str = ""
    corrected: Mapping[str, Any] = MappingProxyType({})
    by: str = ""
    made: dt.datetime | None = None

    def record(self) -> dict[str, Any]:
        """Give it as plain values, beside what the machine proposed."""
        made = f"{self.made:%Y-%m-%dT%H:%M:%SZ}" if self.made else None
        return {"verdict": self.verdict, "corrected": dict(self.corrected), "by": self.by, "made": made}


class Judged(NamedTuple):
    """A claim with what people judged of it; None where nobody has."""

    found: Found
    opinion: Opinion | None


def judge(connection: Connection, decision: Decision, now: dt.datetime, tell: Teller) -> int:
    """Add a judgement; give its number. Only inside `writing`.

    Raises NotFound where there is no such claim, BadInput for a field or value that a claim cannot have.
    """
    ident = find_ident(connection, decision.claim)
    value = _value_of(connection, decision, ident)
    by = check_name(decision.by)
    at = connection.execute(select(claim.c.version_id).where(claim.c.ident == ident).order_by(claim.c.id.desc())).scalars().first()
    values: Row = {
        "claim_ident": ident,
        "version_id": at,
        "by": by,
        "verdict": decision.verdict,
        "field": decision.field if decision.verdict == "correct" else None,
        "value": value,
        "reason": decision.reason.strip(),
        "round": None,
    }
    said = said_last(connection, judgement, judgement.c.claim_ident == ident, values)
    if said is not None:
        return said
    number = add_row(connection, judgement, values, now)
    if decision.verdict in ("apart", "together"):
        _regroup(connection, {ident, value or ""}, tell)
    return number


def judge_all(connection: Connection, decisions: Iterable[Decision], now: dt.datetime, tell: Teller) -> list[int]:
    """Add judgements, all of them or none; give their numbers. Only inside `writing`."""
    return [judge(connection, decision, now, tell) for decision in decisions]


def add_row(connection: Connection, table: Table, values: Row, now: dt.datetime) -> int:
    """Add the row of a judgement or a grade, `by` whom it is, with its link of the chain."""
    kind: ChainKind = "judgement" if table is judgement else "grade"
    salt, number = new_salt(), next_id(connection, table)
    whole = {**values, "coder_id": find_coder(connection, values["by"], now), "made": now}
    proof = digest(whole, salt)
    connection.execute(
        insert(table), {**{k: v for k, v in whole.items() if k != "by"}, "id": number, "salt": salt, "digest": proof}
    )
    append(connection, [Fact(kind, number, proof)], now)
    return number


def said_last(connection: Connection, table: Table, about: ColumnElement[bool], values: Row) -> int | None:
    """Give the number of what was said last, where it is the very same: to say it twice in a row changes nothing."""
    query = select(table, coder.c.name.label("by")).join(coder, coder.c.id == table.c.coder_id)
    last = ask(connection, query.where(about).order_by(table.c.id.desc()).limit(1))
    return int(last[0]["id"]) if last and {key: last[0][key] for key in values} == values else None


def check_name(by: str) -> str:
    """Give the name of somebody who judges. Raises BadInput where it is empty, or more than a line."""
    name = by.strip()
    if not name or "\n" in name or not name.isprintable():
        raise BadInput("a judgement needs a name", "Say who judges with --by; a pseudonym will do")
    return name


def find_coder(connection: Connection, name: str, now: dt.datetime) -> int:
    """Find the row of somebody who judges, or make it."""
    known = ask(connection, select(coder.c.id).where(coder.c.name == name))
    if known:
        return int(known[0]["id"])
    row = next_id(connection, coder)
    connection.execute(insert(coder), {"id": row, "name": name, "added": now})
    return row


def _value_of(connection: Connection, decision: Decision, ident: str) -> str | None:
    if decision.verdict == "correct":
        if decision.field not in CORRECTED:
            raise BadInput(
                "a correction needs a field" + (f", not {decision.field!r}" if decision.field else ""),
                f"Give --field one of {', '.join(CORRECTED)}",
            )
        if decision.value is None:
            raise BadInput("a correction needs a value", "Give --value; - for none")
        return json.dumps(check_value(decision.field, decision.value), ensure_ascii=False)
    if decision.field or decision.value:
        raise BadInput(f"{decision.verdict} has no field and no value", "Use the verdict correct, or leave --field and --value out")
    if decision.verdict in ("apart", "together"):
        if not decision.other:
            raise BadInput(f"{decision.verdict} is of two claims", "Name the other one with --with")
        other = find_ident(connection, decision.other)
        if other == ident:
            raise BadInput(f"{decision.verdict} is of two claims, and both are {ident}", "Name another one with --with")
        return other
    if decision.other:
        raise BadInput(f"{decision.verdict} is of one claim", "Leave --with out, or use apart or together")
    return None


def _regroup(connection: Connection, idents: Collection[str], tell: Teller) -> None:
    """Group the incidents of claims anew, as people decided."""
    rows = ask(connection, select(claim.c.id, claim.c.incident_id).where(claim.c.ident.in_(idents), claim.c.current))
    groups = {row["incident_id"] for row in rows if row["incident_id"]}
    members = {row["id"] for row in rows}
    for part in in_parts(groups):
        members |= set(connection.execute(select(claim.c.id).where(claim.c.incident_id.in_(part))).scalars())
    regroup(connection, "incident", members, Neighbours(tell))


class Told(NamedTuple):
    """A judgement as history keeps it."""

    number: int
    claim: str
    verdict: str
    field: str | None
    value: str | None
    reason: str | None
    by: str
    made: dt.datetime


def list_history(connection: Connection, *, by: str = "", limit: int = 50, after: int | None = None) -> list[Told]:
    """List judgements, the newest first, of one person or of all; those of rounds of double coding are blind, and left out."""
    columns = [judgement.c[name] for name in ("id", "claim_ident", "verdict", "field", "value", "reason")]
    query = select(*columns, coder.c.name, judgement.c.made).join(coder, coder.c.id == judgement.c.coder_id)
    query = query.where(judgement.c.round.is_(None), judgement.c.claim_ident.is_not(None))
    if by:
        query = query.where(coder.c.name == by)
    if after is not None:
        query = query.where(judgement.c.id < after)
    return [Told._make(row) for row in connection.execute(query.order_by(judgement.c.id.desc()).limit(limit))]


def with_opinions(connection: Connection, found: Iterable[Found]) -> Iterator[Judged]:
    """Give claims with the last state of their judgements."""
    some = iter(found)
    while part := list(islice(some, _PART)):
        opinions = load_opinions(connection, {one.claim.id for one in part})
        yield from (Judged(one, opinions.get(one.claim.id)) for one in part)


def load_opinions(connection: Connection, idents: Collection[str]) -> dict[str, Opinion]:
    """Give the last state of the judgements of claims; what is judged in a round of double coding counts for nothing here."""
    found: dict[str, Opinion] = {}
    for part in in_parts(idents):
        query = select(judgement, coder.c.name.label("by")).join(coder, coder.c.id == judgement.c.coder_id)
        heeded = judgement.c.claim_ident.in_(part), judgement.c.round.is_(None)
        for row in ask(connection, query.where(*heeded).order_by(judgement.c.id)):
            opinion = found.get(row["claim_ident"], Opinion())
            if row["verdict"] in WHOLE:
                found[row["claim_ident"]] = Opinion(row["verdict"], opinion.corrected, row["by"], row["made"])
            elif row["verdict"] == "correct" and row["value"] is not None:
                corrected = {**opinion.corrected, row["field"]: json.loads(row["value"])}
                found[row["claim_ident"]] = Opinion("correct", corrected, row["by"], row["made"])
    return found
