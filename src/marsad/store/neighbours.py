"""What one process remembers of tellings while it adds: each is loaded once, and each two that share a key are compared once.

Documents come in order of time, so that the groups of a day are taken apart and put together many times while it lasts. This is
memory and nothing more: who forgets all of it gets the same groups, later.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from sqlalchemy import Connection

from marsad.ledger.groups import Bond, Bonded, Key
from marsad.ledger.incidents import bond_incident, incident_keys, may_be_one_event
from marsad.ledger.origins import bond_origin, may_be_one, origin_keys
from marsad.model import Telling
from marsad.store.tellings import Teller, load_tellings

Kind = Literal["origin", "incident"]
COMMON = 60  # claims that share a key, from which it is a turn of phrase: only the newest are compared
_MOST_TELLINGS = 8_000  # some 5 kB each, with their bonds
_MOST_PAIRS = 400_000


@dataclass(slots=True)
class _Rules:
    """The pure functions by which one kind of group is made."""

    keys: Callable[[Telling], Iterable[Key]]
    bond: Callable[[Telling, Telling], Bond | None]
    may_stand: Callable[[Telling, Telling], bool]


_RULES: dict[Kind, _Rules] = {
    "origin": _Rules(origin_keys, bond_origin, may_be_one),
    "incident": _Rules(incident_keys, bond_incident, may_be_one_event),
}


@dataclass(slots=True)
class _Met:
    """Tellings of one kind of group that have met: who stands under which key, the bonds found, and who may stand beside whom."""

    buckets: dict[Key, list[int]] = field(default_factory=lambda: defaultdict(list))
    bonds: dict[int, dict[int, Bond]] = field(default_factory=dict)
    may: dict[tuple[str, str], bool] = field(default_factory=dict)

    def forget(self, last: int) -> None:
        """Forget the tellings up to a number."""
        self.may.clear()
        self.bonds = {
            number: {other: bond for other, bond in some.items() if other > last}
            for number, some in self.bonds.items()
            if number > last
        }
        for key, bucket in list(self.buckets.items()):
            bucket[:] = [number for number in bucket if number > last]
            if not bucket:
                del self.buckets[key]


class Neighbours:
    """Tellings by the numbers of their rows, with the bonds among them; `tell` makes the telling of a claim by its document."""

    def __init__(self, tell: Teller) -> None:
        self.tell = tell
        self._tellings: dict[int, Telling] = {}
        self._met: dict[Kind, _Met] = {"origin": _Met(), "incident": _Met()}

    def forget(self) -> None:
        """Forget everything: after a transaction that did not come to its end, numbers may stand for other rows."""
        self._tellings.clear()
        self._met = {"origin": _Met(), "incident": _Met()}

    def load(self, connection: Connection, numbers: Collection[int]) -> dict[int, Telling]:
        """Give the tellings of rows, from memory where they are there."""
        missing = [number for number in numbers if number not in self._tellings]
        self._tellings |= load_tellings(connection, missing, self.tell)
        return {number: self._tellings[number] for number in sorted(numbers) if number in self._tellings}

    def forget_old(self) -> None:
        """Forget the older half where there are too many; what is met again is loaded again."""
        if len(self._tellings) <= _MOST_TELLINGS:
            return
        old = sorted(self._tellings)[: _MOST_TELLINGS // 2]
        last = old[-1]
        for number in old:
            del self._tellings[number]
        for met in self._met.values():
            met.forget(last)

    def find_bonded(self, kind: Kind, tellings: Mapping[int, Telling], fresh: set[int]) -> set[int]:
        """Compare tellings, and give the numbers of those that have a bond with one of the fresh ones."""
        met = self._met[kind]
        self._compare(kind, tellings)
        found: set[int] = set()
        for number in tellings:
            others = met.bonds[number].keys()
            found |= others if number in fresh else {number} if others & fresh else set()
        return found

    def bonds(self, kind: Kind, tellings: Mapping[int, Telling]) -> Iterator[Bonded[Telling]]:
        """Give the bonds among tellings that were loaded."""
        met = self._met[kind]
        self._compare(kind, tellings)
        for number, one in tellings.items():
            for other_number, bond in met.bonds[number].items():
                if other_number in tellings:
                    yield one, tellings[other_number], bond

    def may_stand(self, kind: Kind) -> Callable[[Telling, Telling], bool]:
        """Give the test of who may stand beside whom in a group, which remembers its answers."""
        known, rule = self._met[kind].may, _RULES[kind].may_stand
        if len(known) > _MOST_PAIRS:
            known.clear()

        def may(a: Telling, b: Telling) -> bool:
            pair = (a.key, b.key) if a.key < b.key else (b.key, a.key)
            found = known.get(pair)
            if found is None:
                found = known[pair] = rule(a, b)
            return found

        return may

    def _compare(self, kind: Kind, tellings: Mapping[int, Telling]) -> None:
        for number, telling in tellings.items():
            if number not in self._met[kind].bonds:
                self._enter(kind, number, telling)

    def _enter(self, kind: Kind, number: int, telling: Telling) -> None:
        """Compare a telling with all that share a key with it and were there before."""
        met, rules = self._met[kind], _RULES[kind]
        found: dict[int, Bond] = {}
        compared: set[int] = set()
        for key in dict.fromkeys(rules.keys(telling)):
            bucket = met.buckets[key]
            for other in bucket[-COMMON:]:
                if other not in compared:
                    compared.add(other)
                    bond = rules.bond(*sorted((telling, self._tellings[other]), key=lambda one: one.key))
                    if bond:
                        found[other] = bond
            bucket.append(number)
        met.bonds[number] = found
