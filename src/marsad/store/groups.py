"""Origins and incidents in the store: what comes in is compared only with what shares a key with it.

The same pure functions group tellings here and in memory. Adding looks up the keys of the new claims, takes the groups that they
meet apart and puts them together again with the new ones in; everything else stays untouched, so the work grows with what is added.
A claim that is alone has no group: its origin is its own.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Literal

from sqlalchemy import Connection, Table, bindparam, delete, func, select, update

from marsad.ledger.incidents import find_incidents, incident_keys
from marsad.ledger.origins import find_origins, origin_keys
from marsad.model import Incident, Origin, Telling
from marsad.store.documents import insert_many, next_id
from marsad.store.schema import claim, incident, judgement, origin, telling_key
from marsad.store.tellings import Teller, in_parts, load_tellings

Kind = Literal["origin", "incident"]
_TABLES: Mapping[Kind, Table] = {"origin": origin, "incident": incident}
_COMMON = (
    60  # claims that share a key, from which it is a turn of phrase and of an outlet's furniture: only the newest are compared
)


def group_keys(telling: Telling) -> tuple[int, ...]:
    """Give the keys of a telling as the store keeps them: 63 bits, even for origins and odd for incidents."""
    found = [*((key, 0) for key in origin_keys(telling)), *((key, 1) for key in incident_keys(telling))]
    return tuple(dict.fromkeys(_number(key, kind) for key, kind in found))


def _number(key: str, kind: int) -> int:
    whole = int.from_bytes(hashlib.blake2b(f"{kind}{key}".encode("utf-8", "surrogatepass"), digest_size=8).digest())
    return (whole >> 2 << 1) | kind


def join_groups(connection: Connection, fresh: Mapping[int, Collection[int]], tell: Teller) -> None:
    """Put new claims, given with their keys, into the origins and incidents that they belong to. Only inside `writing`."""
    holders: dict[int, list[int]] = defaultdict(list)
    for part in in_parts({key for keys in fresh.values() for key in keys}):
        for row in connection.execute(select(telling_key.c.key, telling_key.c.claim_id).where(telling_key.c.key.in_(part))):
            holders[row.key].append(row.claim_id)
    for parity, kind in enumerate(_TABLES):
        met = {number for key, some in holders.items() if key % 2 == parity and len(some) > 1 for number in sorted(some)[-_COMMON:]}
        _join(connection, kind, met, tell)


def _join(connection: Connection, kind: Kind, met: Collection[int], tell: Teller) -> None:
    """Group claims that meet, with all of the groups that they are in."""
    if not met:
        return
    groups = {row for row in _groups_of(connection, kind, met).values() if row}
    column = claim.c[f"{kind}_id"]
    members = {row for part in in_parts(groups) for row in connection.execute(select(claim.c.id).where(column.in_(part))).scalars()}
    regroup(connection, kind, set(met) | members, tell)


def regroup(connection: Connection, kind: Kind, numbers: Collection[int], tell: Teller) -> None:
    """Group claims anew, and write down what changed; groups that are empty afterwards are taken out."""
    tellings = load_tellings(connection, numbers, tell, current=True)
    at = {telling.key: number for number, telling in tellings.items()}
    before = _groups_of(connection, kind, at.values())
    made: Iterable[Origin | Incident]
    if kind == "origin":
        made = find_origins(tellings.values())
    else:
        apart, together = hand_pairs(connection, tellings.values())
        made = find_incidents(tellings.values(), _origins_of(connection, at), apart, together)
    after: dict[int, int | None] = dict.fromkeys(at.values())
    table = _TABLES[kind]
    used: set[int] = set()
    for group in made:
        members = [at[telling.key] for telling in group.tellings]
        if len(members) > 1:
            row = _row_of(connection, table, group, [before[number] for number in members], used)
            after |= dict.fromkeys(members, row)
    _write(connection, kind, before, after)


def _groups_of(connection: Connection, kind: Kind, numbers: Collection[int]) -> dict[int, int | None]:
    column = claim.c[f"{kind}_id"]
    return {
        row.id: row.group
        for part in in_parts(numbers)
        for row in connection.execute(select(claim.c.id, column.label("group")).where(claim.c.id.in_(part)))
    }


def _origins_of(connection: Connection, at: Mapping[str, int]) -> dict[str, str]:
    known = _groups_of(connection, "origin", at.values())
    return {key: f"o{known[number]}" if known.get(number) else key for key, number in at.items()}


def _row_of(connection: Connection, table: Table, group: Origin | Incident, before: Iterable[int | None], used: set[int]) -> int:
    """Find the row of a group: the one that most of its members were in, if it is still free; else a new one."""
    values = {"ident": group.id, "why": group.why}
    values |= {"kind": group.kind} if isinstance(group, Origin) else {"type": group.type}
    for row, _ in sorted(Counter(one for one in before if one).items(), key=lambda pair: (-pair[1], pair[0])):
        if row not in used:
            used.add(row)
            connection.execute(update(table).where(table.c.id == row).values(values))
            return row
    row = next_id(connection, table)
    used.add(row)
    insert_many(connection, table, [{"id": row, **values}])
    return row


def _write(connection: Connection, kind: Kind, before: Mapping[int, int | None], after: Mapping[int, int | None]) -> None:
    changed = [{"number": number, "group": row} for number, row in after.items() if before[number] != row]
    if not changed:
        return
    column = f"{kind}_id"
    connection.execute(update(claim).where(claim.c.id == bindparam("number")).values({column: bindparam("group")}), changed)
    left = {before[number] for number, row in after.items() if before[number] != row} - {None} - set(after.values())
    for part in in_parts([row for row in left if row]):
        still = set(connection.execute(select(claim.c[column]).where(claim.c[column].in_(part)).distinct()).scalars())
        connection.execute(delete(_TABLES[kind]).where(_TABLES[kind].c.id.in_([row for row in part if row not in still])))


def hand_pairs(connection: Connection, tellings: Iterable[Telling]) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
    """Give the pairs of tellings that people set apart, or put together; the last judgement on a pair holds."""
    by_ident: dict[str, list[str]] = defaultdict(list)
    for telling in tellings:
        by_ident[telling.claim.id].append(telling.key)
    pairs: dict[tuple[str, str], str] = {}
    for part in in_parts(by_ident):
        query = select(judgement).where(judgement.c.claim_ident.in_(part), judgement.c.verdict.in_(["apart", "together"]))
        for row in connection.execute(query.order_by(judgement.c.id)):
            for one in by_ident[row.claim_ident]:
                for other in by_ident.get(row.value or "", ()):
                    pairs[min(one, other), max(one, other)] = row.verdict
    return tuple({pair for pair, verdict in pairs.items() if verdict == kind} for kind in ("apart", "together"))  # type: ignore[return-value]


def count_groups(connection: Connection) -> dict[Kind, int]:
    """Count the origins of several tellings, and the incidents of several."""
    return {kind: connection.execute(select(func.count()).select_from(table)).scalar_one() for kind, table in _TABLES.items()}


__all__ = ["count_groups", "group_keys", "hand_pairs", "join_groups", "regroup"]
