"""What one process remembers of tellings while it adds: each is loaded once, and each two that share a key are compared once.

Documents come in order of time, so that the groups of a day are taken apart and put together many times while it lasts. This is
memory and nothing more: who forgets all of it gets the same groups, later.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from sqlalchemy import Connection, select

from marsad.ledger.groups import Bond, Bonded
from marsad.ledger.incidents import bond_incident
from marsad.ledger.origins import bond_origin
from marsad.model import Telling
from marsad.store.keys import group_keys
from marsad.store.schema import telling_key
from marsad.store.tellings import Teller, in_parts, load_tellings

Kind = Literal["origin", "incident"]
COMMON = 60  # claims that share a key, from which it is a turn of phrase: only the newest are compared
_MOST_TELLINGS = 8_000  # some 5 kB each, with their bonds


_KINDS: Mapping[Kind, int] = {"origin": 0, "incident": 1}  # the last bit of their keys
_BOND: Mapping[Kind, Callable[[Telling, Telling], Bond | None]] = {"origin": bond_origin, "incident": bond_incident}


@dataclass(slots=True)
class _Met:
    """Tellings of one kind of group that have met: who stands under which key, and the bonds found."""

    buckets: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    bonds: dict[int, dict[int, Bond]] = field(default_factory=dict)

    def forget(self, last: int) -> None:
        """Forget the tellings up to a number."""
        self.bonds = {number: some for number, some in self.bonds.items() if number > last}
        for key, bucket in list(self.buckets.items()):
            bucket[:] = [number for number in bucket if number > last]
            if not bucket:
                del self.buckets[key]


class Neighbours:
    """Tellings by the numbers of their rows, with the bonds among them; `tell` makes the telling of a claim by its document.

    What is remembered of the store holds only while nobody else writes: who comes back to it says at which link of the chain.
    """

    def __init__(self, tell: Teller) -> None:
        self.tell = tell
        self._link: object = None
        self._holders: dict[int, list[int]] = {}
        self._keys: Mapping[int, Collection[int]] = {}
        self._tellings: dict[int, Telling] = {}
        self._met: dict[Kind, _Met] = {"origin": _Met(), "incident": _Met()}

    def forget(self) -> None:
        """Forget everything: after a transaction that did not come to its end, numbers may stand for other rows."""
        self._link = None
        self._holders.clear()
        self._tellings.clear()
        self._met = {"origin": _Met(), "incident": _Met()}

    def stand_at(self, link: object) -> None:
        """Begin at a link of the chain; where we left at another, somebody else has written, and all is forgotten."""
        if link != self._link:
            self.forget()

    def leave_at(self, link: object) -> None:
        """Leave at a link of the chain."""
        self._link = link

    def find_holders(self, connection: Connection, fresh: Mapping[int, Collection[int]]) -> dict[int, list[int]]:
        """Give the newest claims that hold the keys of new ones, those included, whose keys are in the store already.

        Keys that several hold are remembered: what all speak of on a day is met by every document of the day.
        """
        self._keys = fresh
        found: dict[int, list[int]] = {}
        for number in sorted(fresh):
            for key in fresh[number]:
                if key in self._holders:
                    found[key] = self._holders[key]
                    found[key].append(number)
        unknown = {key for keys in fresh.values() for key in keys} - found.keys()
        asked: dict[int, list[int]] = defaultdict(list)
        columns = (telling_key.c.key, telling_key.c.claim_id)
        for part in in_parts(unknown):
            for key, number in connection.execute(select(*columns).where(telling_key.c.key.in_(part))).all():
                asked[key].append(number)
        found |= {key: sorted(some) for key, some in asked.items()}
        found = {key: some[-COMMON:] for key, some in found.items() if len(some) > 1}
        self._holders |= found
        return found

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
        self._holders = {key: some for key, some in self._holders.items() if some[-1] > last}
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

    def _compare(self, kind: Kind, tellings: Mapping[int, Telling]) -> None:
        for number, telling in tellings.items():
            if number not in self._met[kind].bonds:
                self._enter(kind, number, telling)

    def _enter(self, kind: Kind, number: int, telling: Telling) -> None:
        """Compare a telling with all that share a key with it and were there before."""
        met, bond_of = self._met[kind], _BOND[kind]
        found: dict[int, Bond] = {}
        compared = {number}
        for key in self._keys.get(number) or group_keys(telling):
            if key % 2 != _KINDS[kind]:
                continue
            bucket = met.buckets[key]
            for other in bucket[-COMMON:]:
                if other not in compared:
                    compared.add(other)
                    known = self._tellings[other]
                    bond = bond_of(known, telling) if known.key < telling.key else bond_of(telling, known)
                    if bond:
                        found[other] = bond
            bucket.append(number)
        met.bonds[number] = found
