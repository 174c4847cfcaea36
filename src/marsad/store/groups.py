"""Origins and incidents in the store: what comes in is compared only with what shares a key with it.

The same pure functions group tellings here and in memory. Adding looks up the keys of the new claims, takes the groups that they
meet apart and puts them together again with the new ones in; everything else stays untouched, so the work grows with what is added.
A claim that is alone has no group: its origin is its own.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlalchemy import Connection, Table, bindparam, delete, func, select, update

from marsad.ledger.compare import in_order
from marsad.ledger.groups import Group, tell_why
from marsad.ledger.incidents import incident_id, join_incidents, kind_of_incident
from marsad.ledger.origins import join_origins, kind_of_origin, origin_id
from marsad.model import Telling
from marsad.store.documents import insert_many, next_id
from marsad.store.neighbours import Kind, Neighbours
from marsad.store.records import Row
from marsad.store.schema import claim, incident, judgement, origin
from marsad.store.tellings import ask, in_parts

_TABLES: Mapping[Kind, Table] = {"origin": origin, "incident": incident}


class _Members:
    """In which groups claims are: looked up once for both kinds, and kept up to date while a transaction groups."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._groups: dict[Kind, dict[int, int | None]] = {"origin": {}, "incident": {}}
        self._current: set[int] = set()

    def look_up(self, numbers: Collection[int]) -> None:
        """Look up claims that were not looked up before; erased ones are no claims."""
        columns = (claim.c.id, claim.c.origin_id, claim.c.incident_id, claim.c.current, claim.c.record.is_not(None).label("kept"))
        known = self._groups["origin"]
        for part in in_parts([number for number in numbers if number not in known]):
            for number, its_origin, its_incident, current, kept in self.connection.execute(
                select(*columns).where(claim.c.id.in_(part))
            ).all():
                self._groups["origin"][number] = its_origin
                self._groups["incident"][number] = its_incident
                if current and kept:
                    self._current.add(number)

    def groups_of(self, kind: Kind, numbers: Collection[int]) -> dict[int, int | None]:
        """Give the group of each claim."""
        self.look_up(numbers)
        known = self._groups[kind]
        return {number: known[number] for number in numbers if number in known}

    def current(self, kind: Kind, numbers: Collection[int]) -> dict[int, int | None]:
        """Give the group of each claim that is neither superseded nor erased."""
        return {number: row for number, row in self.groups_of(kind, numbers).items() if number in self._current}

    def members(self, kind: Kind, groups: Collection[int]) -> set[int]:
        """Give the claims of groups."""
        column = claim.c[f"{kind}_id"]
        return {
            number
            for part in in_parts(groups)
            for number in self.connection.execute(select(claim.c.id).where(column.in_(part))).scalars().all()
        }

    def move(self, kind: Kind, after: Mapping[int, int | None]) -> None:
        """Note that claims are in other groups now."""
        self._groups[kind] |= after


def join_groups(connection: Connection, fresh: Mapping[int, Collection[int]], neighbours: Neighbours) -> None:
    """Put new claims, given with their keys, into the origins and incidents that they belong to. Only inside `writing`."""
    holders, members = neighbours.find_holders(connection, fresh), _Members(connection)
    members.look_up({*fresh, *(number for some in holders.values() for number in some)})
    for parity, kind in enumerate(_TABLES):
        met = {number for key, some in holders.items() if key % 2 == parity for number in some}
        _join(members, kind, met, fresh.keys(), neighbours)
    neighbours.forget_old()


def _join(members: _Members, kind: Kind, met: Collection[int], fresh: Collection[int], neighbours: Neighbours) -> None:
    """Compare new claims with those that they meet, and group them anew with the groups of those that they are bonded to."""
    known = members.current(kind, {*met, *fresh})
    tellings = neighbours.load(members.connection, known)
    bonded = neighbours.find_bonded(kind, tellings, set(fresh))
    if kind == "incident":
        bonded |= members.members("origin", _rows(members.groups_of("origin", fresh)))
    if bonded:
        together = members.members(kind, _rows(members.groups_of(kind, bonded)))
        _regroup(members, kind, {*bonded, *together, *(number for number in fresh if number in known)}, neighbours)


def _rows(groups: Mapping[int, int | None]) -> set[int]:
    return {row for row in groups.values() if row}


def regroup(connection: Connection, kind: Kind, numbers: Collection[int], neighbours: Neighbours) -> None:
    """Group claims anew, and write down what changed; groups that are empty afterwards are taken out."""
    _regroup(_Members(connection), kind, numbers, neighbours)


def _regroup(members: _Members, kind: Kind, numbers: Collection[int], neighbours: Neighbours) -> None:
    connection, before = members.connection, members.current(kind, numbers)
    tellings = neighbours.load(connection, before)
    at = {telling.key: number for number, telling in tellings.items()}
    origin_of = _origins_of(members, at) if kind == "incident" else {}
    after: dict[int, int | None] = dict.fromkeys(tellings)
    rows = _Rows(connection, _TABLES[kind], before)
    by_key = {telling.key: telling for telling in tellings.values()}
    for group in _join_tellings(connection, kind, tellings, origin_of, neighbours):
        together = [at[key] for key in group.members]
        if len(together) > 1:
            row = rows.keep(together)
            if row is None:
                row = rows.give(_describe(kind, group, by_key), together)
            after |= dict.fromkeys(together, row)
    rows.write()
    _write(connection, kind, before, after)
    members.move(kind, after)


def _describe(kind: Kind, group: Group, by_key: Mapping[str, Telling]) -> Row:
    """Give what the row of a group keeps; all else is made of its claims when it is asked for."""
    told = in_order(by_key[key] for key in group.members)
    ident, of_kind = (
        (origin_id(told[0]), {"kind": kind_of_origin(group)})
        if kind == "origin"
        else (incident_id(told[0]), {"type": kind_of_incident(told)})
    )
    return {"ident": ident, "why": tell_why(group.bonds), **of_kind}


def _join_tellings(
    connection: Connection, kind: Kind, tellings: dict[int, Telling], origin_of: Mapping[str, str], neighbours: Neighbours
) -> tuple[Group, ...]:
    bonds = neighbours.bonds(kind, tellings)
    if kind == "origin":
        return join_origins(tellings.values(), bonds)
    apart, together = hand_pairs(connection, tellings.values())
    return join_incidents(tellings.values(), bonds, origin_of, apart, together)


def _origins_of(members: _Members, at: Mapping[str, int]) -> dict[str, str]:
    known = members.groups_of("origin", at.values())
    return {key: f"o{known[number]}" if known.get(number) else key for key, number in at.items()}


class _Rows:
    """The rows of groups: one that most of its members were in stays its row, where it is still free; else there is a new one."""

    def __init__(self, connection: Connection, table: Table, before: Mapping[int, int | None]) -> None:
        self.connection, self.table, self.before = connection, table, before
        self.sizes = Counter(row for row in before.values() if row)
        self.known = {
            row["id"]: row for part in in_parts(self.sizes) for row in ask(connection, select(table).where(table.c.id.in_(part)))
        }
        self.next = next_id(connection, table)
        self.used: dict[int, Row] = {}

    def keep(self, members: Sequence[int]) -> int | None:
        """Give the row of a group that is as it was, or nothing."""
        row = self.before[members[0]]
        if row is None or row not in self.known or self.sizes[row] != len(members):
            return None
        if any(self.before[one] != row for one in members):
            return None
        self.used[row] = self.known[row]
        return row

    def give(self, described: Row, members: Sequence[int]) -> int:
        """Give the row of a group that is new or has changed."""
        told = Counter(row for one in members if (row := self.before[one]) and row in self.known and row not in self.used)
        row = min(told, key=lambda one: (-told[one], one), default=self.next)
        self.next += row == self.next
        self.used[row] = {"id": row, **described}
        return row

    def write(self) -> None:
        """Write what is new or has changed."""
        insert_many(self.connection, self.table, (values for row, values in self.used.items() if row not in self.known))
        for row, values in self.used.items():
            if row in self.known and values != self.known[row]:
                self.connection.execute(update(self.table).where(self.table.c.id == row).values(values))


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


__all__ = ["count_groups", "hand_pairs", "join_groups", "regroup"]
