"""Groups: what is the same by pairs is joined, the strongest pairs first, and only while nobody in a group contradicts another.

The groups do not depend on the order in which things came: pairs are taken by their strength, then by the keys of the two. A chain
(a like b, b like c) does not run away, since c joins only if it may stand beside a as well.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from itertools import islice
from typing import Generic, NamedTuple, Protocol, TypeVar


class Keyed(Protocol):
    """What has a key of its own among all."""

    @property
    def key(self) -> str:
        """The key."""


Thing = TypeVar("Thing", bound=Keyed)


class Key(NamedTuple):
    """What things that may belong together share: a day, as the ordinal of the civil date, and words; day 0 where none is known.

    The day is apart from the words so that a store can lay together what is of one time: what comes in touches little of it.
    """

    day: int
    words: str


LIMIT = 40  # members of a group, no two of them alike, that are asked whether another may stand beside them


class Bond(NamedTuple):
    """That two are the same: by what, why in words, and how strongly (more is stronger)."""

    kind: str
    why: str
    strength: float


Bonded = tuple[Thing, Thing, Bond]


class Group(NamedTuple):
    """The keys of what belongs together, sorted, and the bonds by which it came together, the strongest first."""

    members: tuple[str, ...]
    bonds: tuple[Bond, ...] = ()


def pairs_by_keys(things: Iterable[Thing], keys_of: Callable[[Thing], Iterable[Key]]) -> Iterator[tuple[Thing, Thing]]:
    """Give every two that share a blocking key, once, the lower key first."""
    buckets: dict[Key, list[Thing]] = defaultdict(list)
    for thing in sorted(things, key=lambda one: one.key):
        for key in dict.fromkeys(keys_of(thing)):
            buckets[key].append(thing)
    met: set[tuple[str, str]] = set()
    for bucket in buckets.values():
        for at, one in enumerate(bucket):
            for other in bucket[at + 1 :]:
                pair = (one.key, other.key)
                if pair not in met:
                    met.add(pair)
                    yield one, other


class MayStand(NamedTuple, Generic[Thing]):
    """Whether two things may stand in one group: a test of two, and what stands for a thing in it.

    Things with the same `face` give the same answer beside any other, so that of a hundred copies one is asked.
    """

    face: Callable[[Thing], Hashable]
    test: Callable[[Thing, Thing], bool]


def join(things: Iterable[Thing], bonds: Iterable[Bonded[Thing]], may_stand: MayStand[Thing]) -> tuple[Group, ...]:
    """Join things by their bonds while every two of a group may stand beside each other.

    Of a group only the `LIMIT` that came together first are asked.
    """
    ordered = sorted(things, key=lambda thing: thing.key)
    at = {thing.key: number for number, thing in enumerate(ordered)}
    members = {number: [thing] for number, thing in enumerate(ordered)}
    faces = {number: {may_stand.face(thing): thing} for number, thing in enumerate(ordered)}
    held: dict[int, list[Bond]] = defaultdict(list)
    ranked = sorted([(-bond.strength, one.key, other.key, bond) for one, other, bond in bonds])
    for _, one_key, other_key, bond in ranked:
        mine, theirs = at[one_key], at[other_key]
        if mine != theirs:
            if (len(members[theirs]), -theirs) > (len(members[mine]), -mine):
                mine, theirs = theirs, mine
            if not _all_may(faces[mine].values(), faces[theirs].values(), may_stand.test):
                continue
            held[mine] += held.pop(theirs, [])
            at |= {thing.key: mine for thing in members[theirs]}
            members[mine] += members.pop(theirs)
            faces[mine] |= faces.pop(theirs)
        held[mine].append(bond)
    return tuple(
        Group(tuple(sorted(thing.key for thing in found)), tuple(sorted(held.get(number, ()), key=lambda bond: -bond.strength)))
        for number, found in members.items()
    )


def _all_may(mine: Iterable[Thing], theirs: Iterable[Thing], test: Callable[[Thing, Thing], bool]) -> bool:
    asked = list(islice(theirs, LIMIT))
    return all(test(one, other) for one in islice(mine, LIMIT) for other in asked)


def tell_why(bonds: Iterable[Bond], most: int = 3) -> str:
    """Say by what a group was joined: each reason once, the strongest first."""
    reasons = list(dict.fromkeys(bond.why for bond in bonds))
    more = f"; and {len(reasons) - most} more" if len(reasons) > most else ""
    return "; ".join(reasons[:most]) + more
