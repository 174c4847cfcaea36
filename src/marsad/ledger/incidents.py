"""Incidents: which claims of several documents tell one event, with what they disagree on kept side by side.

Claims are joined by place, day, kind, doers, targets and numbers together, never by distance and never by a country alone. Only
what is told as done is an event: a demand, a threat, a plan, a condition and a denial are none, and neither is a statement. A group
grows only while no two of its members contradict each other; the days of every two meet, so that no chain of days runs away.

A store keeps the rows of `incident_keys`, compares by `bond_incident` what shares one, and calls `join_incidents` on the groups
that it meets, as it does for origins.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence

from marsad.ledger.compare import (
    TELLING_COUNT,
    Comparison,
    common_words,
    compare_events,
    counts_of,
    days_of,
    face_of,
    in_order,
    is_exact,
    place_key,
)
from marsad.ledger.groups import Bond, Bonded, Group, Key, MayStand, join, pairs_by_keys, tell_why
from marsad.ledger.origins import difference_in
from marsad.model import Act, Bounds, Claim, Count, Difference, EventType, Incident, Place, Telling

Pair = tuple[str, str]

# What happens on the ground at a place and a time, and the family in which kinds are told for one another: a shelling that kills is
# told as an attack or as its dead.
FAMILIES: Mapping[EventType, str] = {
    "assault": "violence",
    "harm": "violence",
    "breach": "violence",
    "mobilize": "mobilize",
    "control": "control",
    "retreat": "retreat",
    "coerce": "coerce",
    "protest": "protest",
    "aid": "aid",
    "concede": "concede",
}
# How things stand for weeks is no event of a day.
STATES = frozenset({"war", "hostilities", "escalation", "hold territory", "arms build-up", "calm", "truce in effect", "pressure"})
_TELLING: frozenset[Act] = frozenset({"report", "state", "accuse", "admit"})
_HARD = frozenset({"place", "day", "bounds", "mode"})
_SOFT = frozenset({"doer", "target", "number"})
_SUPPORT = frozenset({"doer", "target", "number", "toll", "mode"})
WORDED = 0.35  # share of the shorter sentence's words from which the wording supports that two sentences tell one event …
CLOSELY = 0.5  # … and from which it may stand for a day or a town

_FIELDS = ("doer", "target", "number", "date", "place")


def is_event(telling: Telling) -> bool:
    """Tell whether a claim tells an event that is said to have happened."""
    event = telling.claim.event
    return (
        event.type in FAMILIES
        and event.status == "actual"
        and not event.negated
        and telling.claim.act in _TELLING
        and event.mode not in STATES
        and (event.type != "breach" or place_key(telling.claim) is not None)
    )


def incident_keys(telling: Telling) -> tuple[Key, ...]:
    """Give the keys under which an event is looked up: its place and each of its days, its numbers and each of its days.

    None for what is no event, and for one of which neither a day nor a publication is known.
    """
    days = days_of(telling)
    if days is None or not is_event(telling):
        return ()
    event = telling.claim.event
    place, counts = place_key(telling.claim), counts_of(event)
    names = [f"p{place}"] if place else []
    names += [f"n{field}{low}" for field, (low, _) in counts.items() if low >= TELLING_COUNT]
    told = range(days.first.toordinal(), days.last.toordinal() + 1)
    return tuple(Key(day, f"{name}|{FAMILIES[event.type]}") for name in names for day in told)


def same_incident(a: Telling, b: Telling) -> str | None:
    """Say why two tellings tell one event, or nothing where they do not."""
    bond = bond_incident(a, b)
    return bond.why if bond else None


def find_incidents(
    tellings: Iterable[Telling],
    origin_of: Mapping[str, str],
    apart: Collection[Pair] = (),
    together: Collection[Pair] = (),
) -> tuple[Incident, ...]:
    """Group the events among tellings into incidents, in the order of their days; the order of the tellings changes nothing.

    `origin_of` gives the id of the origin of a telling's key. `apart` and `together` are judgements by hand on pairs of keys: what
    is held apart never stands in one incident; what is put together joins the two incidents as they are, whatever contradicts,
    unless that would bring together what is held apart. An incident's id is made from the key of its earliest telling, as an
    origin's is.
    """
    given = {telling.key: telling for telling in tellings if is_event(telling)}
    bonds = (
        (one, other, bond) for one, other in pairs_by_keys(given.values(), incident_keys) if (bond := bond_incident(one, other))
    )
    made = (
        describe_incident(group, given, origin_of) for group in join_incidents(given.values(), bonds, origin_of, apart, together)
    )
    return tuple(sorted(made, key=lambda one: (one.first or one.tellings[0].published or dt.date.max, one.id)))


def join_incidents(
    tellings: Iterable[Telling],
    bonds: Iterable[Bonded[Telling]],
    origin_of: Mapping[str, str],
    apart: Collection[Pair] = (),
    together: Collection[Pair] = (),
) -> tuple[Group, ...]:
    """Join events by the bonds that were found among them."""
    given = {telling.key: telling for telling in tellings if is_event(telling)}
    split = {frozenset(pair) for pair in apart}
    judged = {key for pair in split for key in pair}

    def face(one: Telling) -> Hashable:
        if one.key in judged or one.claim.observed:
            return one.key  # judged by hand, or a row of a dataset: it stands for itself alone
        return face_of(one), FAMILIES[one.claim.event.type]

    def may_stand(a: Telling, b: Telling) -> bool:
        return (not split or frozenset((a.key, b.key)) not in split) and may_be_one_event(a, b)

    groups = join(given.values(), [*bonds, *_by_origin(given.values(), origin_of)], MayStand(face, may_stand))
    return _by_hand(groups, split, together)


# ── Two tellings ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def may_be_one_event(a: Telling, b: Telling) -> bool:
    """Tell whether two tellings may stand in one incident: one family, days that meet, no two places, at most one dispute."""
    return _compare(a, b) is not None


def _compare(a: Telling, b: Telling) -> Comparison | None:
    if FAMILIES[a.claim.event.type] != FAMILIES[b.claim.event.type] or _are_two_rows(a, b):
        return None
    found = compare_events(a, b)
    return None if found.apart & _HARD or len(found.apart & _SOFT) > 1 else found


def _are_two_rows(a: Telling, b: Telling) -> bool:
    """Tell whether two tellings are rows of one dataset, which has a row for an event: two rows are two events."""
    one, other = a.claim, b.claim
    return one.observed and other.observed and one.source == other.source and a.document != b.document


def bond_incident(a: Telling, b: Telling) -> Bond | None:
    """Give the bond of two tellings of one event, or nothing where they are of two."""
    if not (is_event(a) and is_event(b)) or days_of(a) is None or days_of(b) is None:
        return None
    found = _compare(a, b)
    if found is None:
        return None
    if "place" in found.same:
        return _of_one_place(a, b, found)
    return _of_one_number(a, b, found)


def _of_one_place(a: Telling, b: Telling, found: Comparison) -> Bond | None:
    """Join by one town and its day with one thing more in common, two where something is in dispute.

    In an area, or where a day is only bounded, fights go on for days: there the wording or a number must agree as well.
    """
    common = common_words(a, b)
    support = found.same & _SUPPORT
    disputed = found.apart & _SOFT
    sure = "day" in found.same and is_exact(a.claim.located) and is_exact(b.claim.located)
    placed = a.claim.located is not None and b.claim.located is not None  # else "the areas" would be one place everywhere
    near = placed and (_is_one_number(a, b, found) or ("toll" in found.same and common >= WORDED))
    if not sure and not near and common < CLOSELY:
        return None
    speaks = len(support) + (common >= (WORDED if sure else CLOSELY))
    if speaks < 1 + (not sure) + len(disputed):
        return None
    return Bond("place", _tell("one place", found, support, common >= WORDED), 1 + (speaks - 2 * len(disputed)) / 10 + common / 100)


def _of_one_number(a: Telling, b: Telling, found: Comparison) -> Bond | None:
    """Join what names no town, or a town and its region, by a number that is no small one, the wording, and two things more."""
    support = found.same & _SUPPORT
    if found.apart or not _is_one_number(a, b, found) or common_words(a, b) < WORDED:
        return None
    if len(support) - 1 + ("day" in found.same) < 2:
        return None
    return Bond("number", _tell("one number", found, support, worded=True), 0.5 + len(support) / 10)


def _is_one_number(a: Telling, b: Telling, found: Comparison) -> bool:
    numbers = [low for low, _ in (*counts_of(a.claim.event).values(), *counts_of(b.claim.event).values())]
    return "number" in found.same and max(numbers) >= TELLING_COUNT


def _tell(head: str, found: Comparison, support: Collection[str], worded: bool) -> str:
    more = [field for field in ("doer", "target", "mode", "number", "toll") if field in support and head != f"one {field}"]
    parts = [
        head,
        "one day" if "day" in found.same else "days that meet",
        *("near tolls" if field == "toll" else f"one {field}" for field in more),
    ]
    disputed = sorted(found.apart & _SOFT)
    return ", ".join([*parts, *(["like words"] if worded else []), *([f"with another {disputed[0]}"] if disputed else [])])


def _by_origin(tellings: Iterable[Telling], origin_of: Mapping[str, str]) -> Iterator[tuple[Telling, Telling, Bond]]:
    """Bond what one origin tells: each with the first that tells the same, and those with each other."""
    bond = Bond("origin", "of one origin", 2)
    told: dict[str, dict[tuple[object, ...], list[Telling]]] = defaultdict(lambda: defaultdict(list))
    for telling in in_order(tellings):
        if telling.key in origin_of:
            told[origin_of[telling.key]][telling.claim.event, telling.published].append(telling)
    for alike in told.values():
        firsts = [first for first, *_ in alike.values()]
        yield from ((first, other, bond) for first, *others in alike.values() for other in others)
        yield from (
            (one, other, bond) for at, one in enumerate(firsts) for other in firsts[at + 1 :] if _is_one_wording(one, other)
        )


def _is_one_wording(a: Telling, b: Telling) -> bool:
    """Tell whether two tellings of one origin are of one event: a sentence may tell several."""
    same = compare_events(a, b).same
    if a.document == b.document:
        return bool(same & {"place", "number"}) and len(same & {*_SUPPORT, "place"}) > 1
    return bool(same & {*_SUPPORT, "place"}) or common_words(a, b) >= 2 * WORDED


# ── Many tellings ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _by_hand(groups: Sequence[Group], split: Collection[frozenset[str]], together: Collection[Pair]) -> tuple[Group, ...]:
    """Put groups together as people have judged."""
    found = {key: group for group in groups for key in group.members}
    for one, other in sorted(tuple(sorted(pair)) for pair in together):
        if one not in found or other not in found or found[one] is found[other]:
            continue
        members = {*found[one].members, *found[other].members}
        if any(pair <= members for pair in split):
            continue
        bonds = (Bond("hand", "put together by hand", 9), *found[one].bonds, *found[other].bonds)
        found |= dict.fromkeys(members, Group(tuple(sorted(members)), bonds))
    return tuple({group.members: group for group in found.values()}.values())


def describe_incident(group: Group, tellings: Mapping[str, Telling], origin_of: Mapping[str, str]) -> Incident:
    """Make an incident of a group, out of tellings by their keys."""
    return remember_incident(tell_why(group.bonds), (tellings[key] for key in group.members), origin_of)


def remember_incident(why: str, tellings: Iterable[Telling], origin_of: Mapping[str, str]) -> Incident:
    """Make an incident of tellings that were joined before, as a store keeps them."""
    return _incident(why, in_order(tellings), origin_of)


def _incident(why: str, tellings: tuple[Telling, ...], origin_of: Mapping[str, str]) -> Incident:
    place, located = _place(tellings)
    days = [found for telling in tellings if (found := days_of(telling)) and found.told]
    return Incident(
        id=incident_id(tellings[0]),
        type=kind_of_incident(tellings),
        tellings=tellings,
        origins=tuple(dict.fromkeys(origin_of[telling.key] for telling in tellings if telling.key in origin_of)),
        why=why,
        place=place,
        located=located,
        first=min((found.first for found in days), default=None),
        last=max((found.last for found in days), default=None),
        counts=tuple(_counts(tellings, origin_of)),
        differences=_differences(tellings),
    )


def incident_id(telling: Telling) -> str:
    """Give the id of the incident of which a telling is the earliest."""
    return f"i{hashlib.sha256(telling.key.encode('utf-8', 'surrogatepass')).hexdigest()[:15]}"


def kind_of_incident(tellings: Sequence[Telling]) -> EventType:
    """Give the kind that most tell; of kinds told as often the one that says most, as they stand in FAMILIES."""
    told = Counter(telling.claim.event.type for telling in tellings)
    return max(FAMILIES, key=lambda kind: told[kind])


def _place(tellings: Sequence[Telling]) -> tuple[str | None, Place | None]:
    """Give the place as it is told most exactly, the first of them."""
    placed = [telling.claim for telling in tellings if telling.claim.event.place]
    if not placed:
        return None, None
    best = min(placed, key=_vagueness)
    return best.event.place, best.located


def _vagueness(claim: Claim) -> int:
    return (
        0 if is_exact(claim.located) else 1 if claim.located and claim.located.kind != "country" else 2 if place_key(claim) else 3
    )


def _counts(tellings: Sequence[Telling], origin_of: Mapping[str, str]) -> Iterator[Count]:
    """Give low and high of each number by origin, in the order of the tellings; a telling without an origin stands for itself."""
    told: dict[tuple[str, str], list[Bounds]] = defaultdict(list)
    for telling in tellings:
        for field, bounds in counts_of(telling.claim.event).items():
            told[origin_of.get(telling.key, telling.key), field].append(bounds)
    for (origin, field), found in told.items():
        highs = [high for _, high in found if high is not None]
        high = max(highs) if len(highs) == len(found) else None
        yield Count(origin=origin, field=field, bounds=(min(low for low, _ in found), high))  # type: ignore[arg-type]


def _differences(tellings: Sequence[Telling]) -> tuple[Difference, ...]:
    return tuple(found for field in _FIELDS if (found := difference_in(field, tellings, silence=False)))
