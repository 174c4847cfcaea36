"""Blind double coding: two people judge the same claims apart, and how far they agree is measured field by field.

Nobody is shown a judgement of the round before all who code it have judged every claim. Agreement is Krippendorff's alpha
(Hayes and Krippendorff 2007), nominal: 1 is agreement, 0 what chance would give; 0.667 is the least that it is usual to rely on.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, insert, select

from marsad.errors import BadInput, NotFound
from marsad.model import Claim
from marsad.store.claims import Filter, Found, find_claims, load_claims
from marsad.store.documents import insert_many, next_id
from marsad.store.judgements import FIELDS, WHOLE, add_row, check_value, find_coder
from marsad.store.records import Row
from marsad.store.schema import claim, coding_item, coding_round, judgement
from marsad.store.tellings import ask, in_parts

JUDGED = ("verdict", *FIELDS)


class Round(NamedTuple):
    """A round of double coding: its row, who codes, and the claims in their order."""

    row: int
    name: str
    coders: tuple[str, ...]
    claims: tuple[str, ...]


class Answer(NamedTuple):
    """What somebody says of one claim: a verdict on the whole, the fields as they ought to be, and why."""

    claim: str
    verdict: str
    fields: Mapping[str, Any]
    reason: str = ""


class Field(NamedTuple):
    """How far people agree on one field; `alpha` is None where all gave the one same value, or only one claim was judged."""

    name: str
    alpha: float | None
    agreed: int
    judged: int


class Disagreement(NamedTuple):
    """A field of a claim on which people differ."""

    claim: str
    field: str
    values: Mapping[str, Any]


def start_round(connection: Connection, name: str, coders: Sequence[str], wanted: Filter, limit: int, now: dt.datetime) -> Round:  # noqa: PLR0917
    """Choose the claims of a round and put it down. Only inside `writing`.

    Of the claims asked for, `limit` are taken in an order that has nothing to do with what they say: that of a hash of round and
    id. Raises BadInput where the round is there already, fewer than two code it, or no claim was found.
    """
    if ask(connection, select(coding_round.c.id).where(coding_round.c.name == name)):
        raise BadInput(f"the round {name} is there already", "Give it another name")
    if len(set(coders)) < 2:
        raise BadInput("double coding needs two people", "Give --by twice")
    idents = dict.fromkeys(found.claim.id for found in find_claims(connection, wanted))
    chosen = sorted(idents, key=lambda ident: hashlib.sha256(f"{name}|{ident}".encode()).digest())[:limit]
    if not chosen:
        raise BadInput("no claim was found to be judged", "Look with `marsad claims` and the same options")
    row = next_id(connection, coding_round)
    connection.execute(insert(coding_round), {"id": row, "name": name, "started": now, "coders": list(dict.fromkeys(coders))})
    insert_many(
        connection, coding_item, ({"round_id": row, "ordinal": n, "claim_ident": ident} for n, ident in enumerate(chosen, 1))
    )
    return Round(row, name, tuple(dict.fromkeys(coders)), tuple(chosen))


def load_round(connection: Connection, name: str) -> Round:
    """Load a round. Raises NotFound where there is none of that name."""
    rows = ask(connection, select(coding_round).where(coding_round.c.name == name))
    if not rows:
        raise NotFound(f"there is no round {name}", "Start it with `marsad code start`")
    items = ask(connection, select(coding_item).where(coding_item.c.round_id == rows[0]["id"]).order_by(coding_item.c.ordinal))
    return Round(rows[0]["id"], name, tuple(rows[0]["coders"]), tuple(item["claim_ident"] for item in items))


def refuse_stranger(one: Round, by: str) -> None:
    """Raise BadInput where somebody does not code the round."""
    if by not in one.coders:
        raise BadInput(f"{by} does not code the round {one.name}", f"It is coded by {', '.join(one.coders)}")


def list_claims(connection: Connection, one: Round) -> Iterator[Found]:
    """Give the claims of a round in their order, each as the document that came in last tells it."""
    numbers: dict[str, int] = {}
    for part in in_parts(one.claims):
        query = select(claim.c.id, claim.c.ident).where(claim.c.ident.in_(part), claim.c.record.is_not(None))
        numbers |= {row["ident"]: row["id"] for row in ask(connection, query.order_by(claim.c.current, claim.c.id))}
    yield from load_claims(connection, [numbers[ident] for ident in one.claims if ident in numbers])


def fields_of(one: Claim) -> dict[str, Any]:
    """Give the fields of a claim that are judged, as the machine proposes them."""
    event = one.event
    return {
        "source": one.source,
        "act": one.act,
        **{name: getattr(event, name) for name in FIELDS if name not in ("source", "act", "killed")},
        "killed": list(event.killed) if event.killed else None,
    }


def take_answers(connection: Connection, one: Round, by: str, answers: Sequence[Answer], now: dt.datetime) -> int:
    """Add what somebody says of the claims of a round, all of it or nothing; give how many claims. Only inside `writing`.

    What they say again counts instead of what they said before, which stays. Raises BadInput where somebody does not code the
    round, or a claim is not of it.
    """
    refuse_stranger(one, by)
    proposed = {found.claim.id: found for found in list_claims(connection, one)}
    places = {row["ident"]: row["version_id"] for part in in_parts(one.claims) for row in ask(connection, _places(part))}
    person = find_coder(connection, by, now)
    for answer in answers:
        if answer.claim not in proposed:
            what = f"{answer.claim or 'a line without an id'} is no claim of the round {one.name}"
            raise BadInput(what, f"Take the sheet that `marsad code sheet {one.name}` gives")
        common: Row = {
            "claim_ident": answer.claim,
            "version_id": places[answer.claim],
            "coder_id": person,
            "made": now,
            "field": None,
            "value": None,
            "reason": answer.reason,
            "round": one.name,
        }
        add_row(connection, {**common, "verdict": answer.verdict}, now)
        had = fields_of(proposed[answer.claim].claim)
        for name, value in answer.fields.items():
            if value != had[name]:
                written = json.dumps(value, ensure_ascii=False)
                add_row(connection, {**common, "verdict": "correct", "field": name, "value": written}, now)
    return len(answers)


def _places(part: Sequence[str]) -> Any:
    return select(claim.c.ident, claim.c.version_id).where(claim.c.ident.in_(part)).order_by(claim.c.id)


def read_answer(row: Mapping[str, str], where: str) -> Answer | None:
    """Read one line of a sheet; None where its verdict is still empty. Raises BadInput with the place of what cannot be read."""
    verdict = (row.get("verdict") or "").strip().replace(" ", "_")
    if not verdict:
        return None
    if verdict not in WHOLE:
        raise BadInput(f"{where}: {verdict!r} is no verdict", f"Write one of {', '.join(WHOLE)}")
    try:
        fields = {name: check_value(name, row[name]) for name in FIELDS if name in row}
    except BadInput as error:
        raise BadInput(f"{where}: {error.what}", error.hint) from error
    return Answer((row.get("id") or "").strip(), verdict, fields, (row.get("reason") or "").strip())


# ── Agreement ────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def list_missing(connection: Connection, one: Round) -> dict[str, int]:
    """Count the claims that each person still has to judge."""
    said = _said(connection, one)
    return {by: sum(ident not in said[by] for ident in one.claims) for by in one.coders}


def measure_agreement(connection: Connection, one: Round) -> tuple[list[Field], list[Disagreement]]:
    """Measure how far people agree, field by field, and list where they do not.

    Raises BadInput while somebody has claims left to judge: what others said stays unseen till then.
    """
    left = {by: count for by, count in list_missing(connection, one).items() if count}
    if left:
        raise BadInput(
            f"the round {one.name} is not done: {', '.join(f'{by} has {count} left' for by, count in left.items())}",
            "Nothing is shown before all have judged all",
        )
    said = _said(connection, one)
    fields, differences = [], []
    for name in JUDGED:
        values = {
            ident: {by: said[by][ident].get(name) for by in one.coders} for ident in one.claims if ident in said[one.coders[0]]
        }
        apart = {ident: some for ident, some in values.items() if len({_label(value) for value in some.values()}) > 1}
        fields.append(Field(name, _alpha(values), len(values) - len(apart), len(values)))
        differences += [Disagreement(ident, name, some) for ident, some in apart.items()]
    order = {ident: n for n, ident in enumerate(one.claims)}
    return fields, sorted(differences, key=lambda found: order[found.claim])


def _said(connection: Connection, one: Round) -> dict[str, dict[str, dict[str, Any]]]:
    """Give by person and claim the verdict and every field, the machine's where it was left as it is."""
    people = {find: by for by in one.coders for find in _coder_ids(connection, by)}
    had = {found.claim.id: fields_of(found.claim) for found in list_claims(connection, one)}
    said: dict[str, dict[str, dict[str, Any]]] = {by: {} for by in one.coders}
    for row in ask(connection, select(judgement).where(judgement.c.round == one.name).order_by(judgement.c.id)):
        by = people.get(row["coder_id"])
        if by is None or row["claim_ident"] not in had:
            continue
        if row["verdict"] in WHOLE:
            said[by][row["claim_ident"]] = {**had[row["claim_ident"]], "verdict": row["verdict"]}
        elif row["field"] and row["claim_ident"] in said[by]:
            said[by][row["claim_ident"]][row["field"]] = json.loads(row["value"])
    return said


def _coder_ids(connection: Connection, by: str) -> list[int]:
    from marsad.store.schema import coder

    return [row["id"] for row in ask(connection, select(coder.c.id).where(coder.c.name == by))]


def _label(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _alpha(values: Mapping[str, Mapping[str, Any]]) -> float | None:
    from nltk.metrics.agreement import AnnotationTask

    rows = [(by, ident, _label(value)) for ident, some in values.items() for by, value in some.items()]
    if len(values) < 2 or len({label for _, _, label in rows}) < 2:
        return None
    return float(AnnotationTask(data=rows).alpha())
