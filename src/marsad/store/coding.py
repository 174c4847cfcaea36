"""Blind double coding: two people judge the same claims apart, and how far they agree is measured field by field.

Nobody is shown a judgement of the round before all who code it have judged every claim. Agreement is Krippendorff's alpha
(Hayes and Krippendorff 2007): 1 is agreement, 0 what chance would give; 0.667 is the least that it is usual to rely on.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cache
from itertools import combinations
from typing import Any, Literal, NamedTuple

from sqlalchemy import Connection, insert, select, update

from marsad.errors import BadInput, NotFound
from marsad.model import Claim
from marsad.store.chain import Fact, append
from marsad.store.claims import Filter, Found, find_claims, load_claims
from marsad.store.corrections import FIELDS, check_value
from marsad.store.digests import digest, new_salt
from marsad.store.documents import insert_many, next_id
from marsad.store.judgements import WHOLE, add_row, check_name
from marsad.store.proved import load_items, load_proved, values_of
from marsad.store.records import Row, days_of
from marsad.store.schema import claim, coder, coding_item, coding_round, judgement
from marsad.store.tellings import ask, in_parts

JUDGED = ("verdict", *FIELDS)
FEW = 30  # claims below which alpha may be far off
Measure = Literal["nominal", "ratio", "days"]
_Said = dict[str, dict[str, dict[str, Any]]]


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
    """How far people agree on one field; `alpha` is None where all gave the one same value, or only one claim was judged.

    `measure` says how far two values are apart: `nominal`, the same or not; `ratio` of numbers; `days` that two times share.
    """

    name: str
    measure: Measure
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
    if not name.strip() or len(name) > 64:
        raise BadInput("a round needs a name of at most 64 letters", "Give it a short name: february")
    coders = tuple(dict.fromkeys(check_name(by) for by in coders))
    if len(coders) < 2:
        raise BadInput("double coding needs two people", "Give --by twice")
    idents = dict.fromkeys(found.claim.id for found in find_claims(connection, wanted))
    chosen = sorted(idents, key=lambda ident: hashlib.sha256(f"{name}|{ident}".encode()).digest())[:limit]
    if not chosen:
        raise BadInput("no claim was found to be judged", "Look with `marsad claims` and the same options")
    row, salt = next_id(connection, coding_round), new_salt()
    proof = digest({"name": name, "started": now, "coders": list(coders), "claims": chosen}, salt)
    values = {"id": row, "name": name, "started": now, "coders": list(coders), "salt": salt, "digest": proof}
    connection.execute(insert(coding_round), values)
    insert_many(
        connection, coding_item, ({"round_id": row, "ordinal": n, "claim_ident": ident} for n, ident in enumerate(chosen, 1))
    )
    append(connection, [Fact("round", row, proof)], now)
    return Round(row, name, coders, tuple(chosen))


def seal_rounds(connection: Connection, now: dt.datetime) -> None:
    """Take rounds into the chain that were started before it held them. Only inside `writing`."""
    for number in find_unsealed(connection):
        salt = new_salt()
        proof = digest(values_of("round", load_proved(connection, "round", [number])[number]), salt)
        connection.execute(update(coding_round).where(coding_round.c.id == number).values(salt=salt, digest=proof))
        append(connection, [Fact("round", number, proof)], now)


def find_unsealed(connection: Connection) -> list[int]:
    """Find rounds that the chain does not hold yet."""
    return list(connection.execute(select(coding_round.c.id).where(coding_round.c.digest == "")).scalars())


def load_round(connection: Connection, name: str) -> Round:
    """Load a round. Raises NotFound where there is none of that name."""
    rows = ask(connection, select(coding_round).where(coding_round.c.name == name))
    if not rows:
        raise NotFound(f"there is no round {name}", "Start it with `marsad code start`")
    return Round(rows[0]["id"], name, tuple(rows[0]["coders"]), tuple(load_items(connection, rows[0]["id"])))


def list_rounds(connection: Connection) -> list[Round]:
    """List the rounds that there are, the newest first."""
    names = connection.execute(select(coding_round.c.name).order_by(coding_round.c.id.desc())).scalars()
    return [load_round(connection, name) for name in names]


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
    """Add what somebody says of the claims of a round, all of it or nothing; give how many claims are new or changed.

    Only inside `writing`. What they say again counts instead of what they said before, which stays. Raises BadInput where somebody
    does not code the round, a claim is not of it, or all have judged all.
    """
    refuse_stranger(one, by)
    proposed = {found.claim.id: fields_of(found.claim) for found in list_claims(connection, one)}
    said = _said(connection, one)
    places = {row["ident"]: row["version_id"] for part in in_parts(one.claims) for row in ask(connection, _places(part))}
    for answer in answers:
        if answer.claim not in proposed:
            what = f"{answer.claim or 'a line without an id'} is no claim of the round {one.name}"
            raise BadInput(what, f"Take the sheet that `marsad code sheet {one.name}` gives")
    fresh = [answer for answer in answers if said[by].get(answer.claim) != _state(proposed[answer.claim], answer)]
    if fresh and not any(_missing(one, said, proposed).values()):
        raise BadInput(f"the round {one.name} is done", "Who has seen what others said judges no more; start another round")
    for answer in fresh:
        had = proposed[answer.claim]
        common: Row = {"claim_ident": answer.claim, "version_id": places[answer.claim], "by": by, "field": None, "value": None}
        common |= {"reason": answer.reason, "round": one.name}
        add_row(connection, judgement, {**common, "verdict": answer.verdict}, now)
        for name, value in answer.fields.items():
            if value != had[name]:
                written = json.dumps(value, ensure_ascii=False)
                add_row(connection, judgement, {**common, "verdict": "correct", "field": name, "value": written}, now)
    return len(fresh)


def _state(had: Mapping[str, Any], answer: Answer) -> dict[str, Any]:
    """Give what somebody says of a claim in full: the machine's value where they left it as it is."""
    return {**had, **answer.fields, "verdict": answer.verdict, "reason": answer.reason}


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


def list_missing(connection: Connection, one: Round) -> dict[str, list[str]]:
    """List the claims that each person still has to judge; what was erased since the round began need not be judged."""
    there = [found.claim.id for found in list_claims(connection, one)]
    return _missing(one, _said(connection, one), there)


def _missing(one: Round, said: _Said, there: Collection[str]) -> dict[str, list[str]]:
    return {by: [ident for ident in there if ident not in said[by]] for by in one.coders}


def measure_agreement(connection: Connection, one: Round) -> tuple[list[Field], list[Disagreement]]:
    """Measure how far people agree, field by field, and list where they do not.

    Raises BadInput while somebody has claims left to judge: what others said stays unseen till then.
    """
    left = {by: len(some) for by, some in list_missing(connection, one).items() if some}
    if left:
        raise BadInput(
            f"the round {one.name} is not done: {', '.join(f'{by} has {count} left' for by, count in left.items())}",
            "Nothing is shown before all have judged all",
        )
    said = _said(connection, one)
    order = {ident: n for n, ident in enumerate(one.claims)}
    fields, differences = [], []
    for name in JUDGED:
        values = {ident: {by: said[by][ident][name] for by in one.coders} for ident in one.claims if ident in said[one.coders[0]]}
        apart = {ident: some for ident, some in values.items() if len({_label(value) for value in some.values()}) > 1}
        measure = _MEASURES.get(name, "nominal")
        fields.append(Field(name, measure, measure_alpha(values.values(), measure), len(values) - len(apart), len(values)))
        differences += [Disagreement(ident, name, some) for ident, some in apart.items()]
    return fields, sorted(differences, key=lambda found: order[found.claim])


def _said(connection: Connection, one: Round) -> _Said:
    """Give by person and claim the verdict, why, and every field, the machine's where it was left as it is."""
    had = {found.claim.id: fields_of(found.claim) for found in list_claims(connection, one)}
    said: _Said = {by: {} for by in one.coders}
    query = select(judgement, coder.c.name.label("by")).join(coder, coder.c.id == judgement.c.coder_id)
    for row in ask(connection, query.where(judgement.c.round == one.name).order_by(judgement.c.id)):
        of_person = said.get(row["by"])
        if of_person is None or row["claim_ident"] not in had:
            continue
        if row["verdict"] in WHOLE:
            of_person[row["claim_ident"]] = {**had[row["claim_ident"]], "verdict": row["verdict"], "reason": row["reason"]}
        elif row["field"] and row["value"] is not None and row["claim_ident"] in of_person:
            of_person[row["claim_ident"]][row["field"]] = json.loads(row["value"])
    return said


def _label(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def measure_alpha(items: Collection[Mapping[str, Any]], measure: Measure = "nominal") -> float | None:
    """Give Krippendorff's alpha of items, each with the value that each person gives; None where there is nothing to measure.

    That is where fewer than two items were judged, or all values are the same.
    """
    from nltk.metrics.agreement import AnnotationTask

    distance = _DISTANCES[measure]
    rows = [(by, n, _label(value)) for n, some in enumerate(items) for by, value in some.items()]
    labels = sorted({label for _, _, label in rows})
    if len(items) < 2 or not any(distance(a, b) for a, b in combinations(labels, 2)):
        return None
    return float(AnnotationTask(data=rows, distance=distance).alpha())


def _differ(one: str, other: str) -> float:
    return float(one != other)


def _differ_as_numbers(one: str, other: str) -> float:
    """How far two numbers are apart, by the middle of their bounds: the ratio difference of Krippendorff, from 0 to 1."""
    a, b = (json.loads(label) for label in (one, other))
    if a is None or b is None:
        return _differ(one, other)
    first, second = (low if high is None else (low + high) / 2 for low, high in (a, b))
    return ((first - second) / (first + second)) ** 2 if first + second else 0.0


def _differ_as_days(one: str, other: str) -> float:
    """How many of the days of two times they do not share, as a part of all: from 0 to 1 (Jaccard)."""
    a, b = (_days(json.loads(label)) for label in (one, other))
    return 1 - len(a & b) / len(a | b) if a and b else _differ(one, other)


@cache
def _days(when: str | None) -> frozenset[int]:
    first, last = days_of(when)
    return frozenset(range(first.toordinal(), last.toordinal() + 1)) if first and last else frozenset()


_MEASURES: Mapping[str, Measure] = {"killed": "ratio", "when": "days", "deadline": "days"}
_DISTANCES: Mapping[Measure, Callable[[str, str], float]] = {
    "nominal": _differ,
    "ratio": _differ_as_numbers,
    "days": _differ_as_days,
}
