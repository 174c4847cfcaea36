"""Origins: which tellings go back to one source of words, however many outlets carry them.

Tellings that share a key are compared by two, and what is the same is joined. Four things make two tellings one origin: near copies
of one sentence within a few days; the same agency credited for the same event; one statement of one speaker; an outlet that tells
the same again. Two speakers, a speaker on two days, and an accusation and its denial are never one.

A store keeps the rows of `origin_keys`. When a document comes, it compares the new tellings with those that share a key
(`bond_origin`), gathers the groups that they meet, and calls `join_origins` on that handful. All of one origin was published
within a week, so that the work does not grow with what is kept.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import get_args

from marsad.ledger.compare import (
    Comparison,
    common_words,
    compare_events,
    counts_of,
    in_order,
    place_key,
    same_names,
    voice_of,
    wording_of,
)
from marsad.ledger.copies import SHORTEST, liken, same_wording, sentence_keys
from marsad.ledger.effects import country
from marsad.ledger.groups import Bond, Bonded, Group, Key, MayStand, join, pairs_by_keys, tell_why
from marsad.model import OUTLET, Act, Claim, Difference, Origin, OriginKind, Telling

COPY_DAYS = 3  # a copy follows its original within so many days
AGENCY_DAYS = 2
STATEMENT_DAYS = 1  # a statement of the evening is in the papers of the morning
SPAN = 7  # days between the first and the last telling of one origin: what comes back week after week is a turn of phrase
STATEMENT_WORDS = 0.5  # share of the shorter sentence's words that two wordings of one statement have in common at least …
SUPPORTED_WORDS = 0.35  # … and where two fields of the event are the same as well
CLOSE = 0.8  # resemblance above which contradictions are what the copying changed

_DENIALS: frozenset[Act] = frozenset({"deny", "reject"})
_SAYING: frozenset[Act] = frozenset({"report", "state", "accuse", "admit"})
_STEP = COPY_DAYS + 1  # days of half a window: two that copy each other share one


def origin_keys(telling: Telling) -> tuple[Key, ...]:
    """Give the keys under which a telling is looked up: bands of its sentence in a window of days, and who said what on which day.

    A day's key stands for the days after it as well, so that a telling of the next day meets it; a window overlaps the one before.
    What has no date meets only what has none, where nobody looks further. Keys are good beside others of one `copies.SCHEME`. A row
    of a dataset has none: it is an origin by itself, and rows are so alike in form that all of them would meet.
    """
    claim = telling.claim
    if claim.observed:
        return ()
    kind = f"{claim.source}|{claim.event.type}|{_side(claim)}"
    copies = [f"c{key}|{kind}" for key in sentence_keys(telling.words)]
    voice = voice_of(telling)
    if telling.published is None:
        return (*(Key(0, words) for words in copies), Key(0, f"d{telling.document}|{kind}"))
    day = telling.published.toordinal()
    window = day // _STEP * _STEP
    ahead = AGENCY_DAYS if voice.startswith("agency:") else STATEMENT_DAYS
    matters = _matters(claim) if voice.startswith("outlet:") else ("",)
    said = [f"v{voice}|{claim.event.type}|{_side(claim)}{about}" for about in matters]
    return (
        *(Key(at, words) for words in copies for at in (window - _STEP, window)),
        *(Key(at, words) for words in said for at in range(day, day + ahead + 1)),
    )


def _matters(claim: Claim) -> tuple[str, ...]:
    """Name what a claim is about, by which an outlet that speaks for itself meets itself: its places and numbers.

    Of the dozens of things that an outlet tells on a day only those are the same that share one. A speaker says less on a day.
    """
    event = claim.event
    named = (f"|{place_key(claim)}", f"|{event.place}") if event.place else ()
    return tuple(dict.fromkeys((*named, *(f"|{field}{low}" for field, (low, _) in counts_of(event).items()))))


def same_origin(a: Telling, b: Telling) -> str | None:
    """Say why two tellings go back to one origin, or nothing where they do not."""
    bond = bond_origin(a, b)
    return bond.why if bond else None


def find_origins(tellings: Iterable[Telling]) -> tuple[Origin, ...]:
    """Group tellings into origins, in the order of their first publication; the order in which they are given changes nothing.

    An origin's id is made from the key of its earliest telling, and stays as long as that one is the earliest. Where a document
    joins two origins, the id of the earlier one stays; where an earlier telling is found later, the id becomes that one's. Whoever
    has kept an id that is gone finds the origin by any of its tellings.
    """
    given = {telling.key: telling for telling in tellings}
    bonds = ((one, other, bond) for one, other in _pairs(list(given.values())) if (bond := bond_origin(one, other)))
    made = (describe_origin(group, given) for group in join_origins(given.values(), bonds))
    return tuple(sorted(made, key=lambda origin: (origin.tellings[0].published or dt.date.max, origin.tellings[0].key)))


def join_origins(tellings: Iterable[Telling], bonds: Iterable[Bonded[Telling]]) -> tuple[Group, ...]:
    """Join tellings by the bonds that were found among them."""
    return join(tellings, bonds, MayStand(_voice_face, may_be_one))


def origins_by_telling(origins: Iterable[Origin]) -> dict[str, str]:
    """Give the id of the origin of each telling's key."""
    return {telling.key: origin.id for origin in origins for telling in origin.tellings}


# ── Two tellings ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


class _Voice:
    """Who says what kind of thing on which day: all by which tellings are held apart before their words are compared."""

    __slots__ = ("agency", "day", "kind", "names", "row", "source")

    def __init__(
        self, source: str, agency: str, day: int | None, kind: tuple[object, ...], names: tuple[str, ...], *, row: str
    ) -> None:
        self.source, self.agency, self.day, self.kind, self.names, self.row = source, agency, day, kind, names, row


_voice = lru_cache(1 << 15)(_Voice)  # one object for those that are alike, so that two are looked up by who they are


def _voice_face(telling: Telling) -> _Voice:
    found: _Voice | None = telling.known.get("voice")
    if found is None:
        claim, voice = telling.claim, voice_of(telling)
        kind = (claim.event.type, claim.event.negated, claim.event.status == "actual", _side(claim))
        agency = voice if voice.startswith("agency:") else ""
        day = telling.published.toordinal() if telling.published else None
        row = telling.document if claim.observed else ""
        found = telling.known["voice"] = _voice(claim.source, agency, day, kind, telling.names, row=row)
    return found


def may_be_one(a: Telling, b: Telling) -> bool:
    """Tell whether two tellings may stand in one origin at all: one voice, one person, one side, one kind of event, one week."""
    return _may_be_one(_voice_face(a), _voice_face(b))


@lru_cache(1 << 16)
def _may_be_one(a: _Voice, b: _Voice) -> bool:
    if a.source != b.source and not (a.agency and a.agency == b.agency):
        return False
    if a.day is not None and b.day is not None and abs(a.day - b.day) > SPAN:
        return False
    if a.row and b.row and a.row != b.row:
        return False  # rows of a dataset are alike in form, and each is an observation of its own
    return a.kind == b.kind and same_names(a.names, b.names)


def _side(claim: Claim) -> str:
    """Name the kind of act: acts by which outlets tell the same saying fall together, a denial stands against all of them."""
    return "say" if claim.act in _SAYING else "deny" if claim.act in _DENIALS else claim.act


def _share_agency(a: Telling, b: Telling) -> bool:
    return bool(_voice_face(a).agency) and _voice_face(a).agency == _voice_face(b).agency


def bond_origin(a: Telling, b: Telling) -> Bond | None:
    """Give the bond of two tellings of one origin, or nothing where they are of two."""
    one, other = _voice_face(a), _voice_face(b)
    if not _may_be_one(one, other):
        return None
    days = None if one.day is None or other.day is None else abs(one.day - other.day)
    for test in (_as_copies, _as_agency, _as_statement, _as_outlet):
        bond = test(a, b, days)
        if bond:
            return bond
    return None


def _compare(a: Telling, b: Telling) -> Comparison:
    """Compare two events; what was told when is a matter of publication here."""
    return _without_bounds(compare_events(a, b))


@lru_cache(1 << 13)
def _without_bounds(found: Comparison) -> Comparison:
    return Comparison(found.same - {"bounds"}, found.apart - {"bounds"})


def _as_copies(a: Telling, b: Telling, days: int | None) -> Bond | None:
    """Near copies of one sentence. What has another place, day or number may be another event in the same form of words."""
    if days is not None and days > COPY_DAYS:
        return None
    why = same_wording(wording_of(a), wording_of(b))
    if why is None:
        return None
    found = _compare(a, b)
    if days != 0 and _is_of_another_day(a, b, found):
        return None
    alike = liken(wording_of(a), wording_of(b)).resemblance
    if alike < CLOSE and ("place" in found.apart or len(found.apart & {"day", "number", "target"}) > 1):
        return None
    return Bond("copy", why, 3 + alike)


def _is_of_another_day(a: Telling, b: Telling, found: Comparison) -> bool:
    """Tell whether texts of two days fill one form of words anew ("five breaches in 24 hours"): other numbers, or another day."""
    return (
        "day" in found.apart
        or counts_of(a.claim.event) != counts_of(b.claim.event)
        or {word for word in a.words if word.isdigit()} != {word for word in b.words if word.isdigit()}
    )


def _as_agency(a: Telling, b: Telling, days: int | None) -> Bond | None:
    """One agency is credited for both, and the claims agree closely."""
    if not _share_agency(a, b) or days is None or days > AGENCY_DAYS:
        return None
    found = _compare(a, b)
    if not _agree_closely(a, b, found):
        return None
    agency = voice_of(a).partition(":")[2]
    return Bond("agency", f"both after {agency}, of the same event ({_fields(found)})", 2 + common_words(a, b))


def _as_statement(a: Telling, b: Telling, days: int | None) -> Bond | None:
    """One statement in several wordings: a speaker, an act, an event, a day, and words in common."""
    if a.claim.source != b.claim.source or a.claim.act != b.claim.act or not _is_one_speaker(a, b):
        return None
    if a.document != b.document and (days is None or days > STATEMENT_DAYS):
        return None
    common = common_words(a, b)
    if min(len(a.words), len(b.words)) < SHORTEST or common < SUPPORTED_WORDS:
        return None
    found = _compare(a, b)
    if found.apart or (days and _is_of_another_day(a, b, found)):
        return None
    if common < (SUPPORTED_WORDS if len(found.same - {"mode"}) > 1 else STATEMENT_WORDS):
        return None
    return Bond(
        "statement", f"one statement: {a.claim.source} says it within a day, {common:.0%} of the words in common", 1 + common
    )


def _is_one_speaker(a: Telling, b: Telling) -> bool:
    """Tell whether a code stands for one speaker: "a source" of two texts is two people, unless both are named."""
    land, _, sector = a.claim.source.partition(".")
    if a.claim.source == OUTLET:
        return False
    return bool(a.names and b.names) or (land != "???" and sector not in ("CVL", "UNK"))


def _as_outlet(a: Telling, b: Telling, days: int | None) -> Bond | None:
    """An outlet that tells in its own voice what it has told before, in the same text or within a day."""
    if a.claim.source != OUTLET or voice_of(a) != voice_of(b):
        return None
    if a.document != b.document and (days is None or days > STATEMENT_DAYS):
        return None
    found = _compare(a, b)
    if not _agree_closely(a, b, found):
        return None
    return Bond("outlet", f"the outlet tells it again ({_fields(found)})", 0.5 + common_words(a, b) / 2)


def _agree_closely(a: Telling, b: Telling, found: Comparison) -> bool:
    """Tell whether two claims tell one event: nothing apart, and one place and something else, or one number and the words."""
    if found.apart:
        return False
    more = found.same - {"place", "number"}
    if "place" in found.same:
        return len(found.same) > 1
    return "number" in found.same and bool(more) and common_words(a, b) >= SUPPORTED_WORDS


def _fields(found: Comparison) -> str:
    return f"the same {', '.join(sorted(found.same))}" if found.same else "nothing apart"


# ── Many tellings ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _pairs(tellings: Sequence[Telling]) -> Iterator[tuple[Telling, Telling]]:
    """Give the pairs to be compared; of tellings that are alike to the word and the day each meets the first one alone."""
    twins: dict[tuple[object, ...], list[Telling]] = defaultdict(list)
    for telling in sorted(tellings, key=lambda one: one.key):
        twins[telling.words, telling.published, telling.names, telling.agencies, telling.outlet, _content(telling.claim)].append(
            telling
        )
    for first, *others in twins.values():
        yield from ((first, other) for other in others)
    firsts = [alike[0] for alike in twins.values()]
    yield from pairs_by_keys(firsts, origin_keys)
    if any(telling.published is None for telling in firsts):
        yield from (
            pair for pair in pairs_by_keys(firsts, _timeless_keys) if (pair[0].published is None) != (pair[1].published is None)
        )


def _timeless_keys(telling: Telling) -> Iterator[Key]:
    """Give the keys by which what has no date meets copies of any day; among many years of texts that would be too many."""
    return (Key(0, key) for key in sentence_keys(telling.words) if not telling.claim.observed)


def _content(claim: Claim) -> tuple[object, ...]:
    return claim.source, claim.act, claim.event


def remember_origin(kind: OriginKind, why: str, tellings: Iterable[Telling]) -> Origin:
    """Make an origin of tellings that were joined before, as a store keeps them."""
    ordered = in_order(tellings)
    return Origin(id=origin_id(ordered[0]), kind=kind, tellings=ordered, why=why, drift=find_drift(ordered))


def describe_origin(group: Group, tellings: Mapping[str, Telling]) -> Origin:
    """Make an origin of a group, out of tellings by their keys; its kind is that of its strongest bond."""
    return remember_origin(kind_of_origin(group), tell_why(group.bonds), (tellings[key] for key in group.members))


def kind_of_origin(group: Group) -> OriginKind:
    """Give the kind of the strongest bond of a group."""
    strongest = group.bonds[0].kind if group.bonds else "single"
    return next(kind for kind in get_args(OriginKind) if kind == strongest)


def origin_id(telling: Telling) -> str:
    """Give the id of the origin of which a telling is the earliest."""
    return f"o{hashlib.sha256(telling.key.encode('utf-8', 'surrogatepass')).hexdigest()[:15]}"


# ── Drift ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _number(claim: Claim) -> str:
    return ", ".join(f"{field} {_bounds(*bounds)}" for field, bounds in counts_of(claim.event).items())


def _bounds(low: int, high: int | None) -> str:
    return f"{low}" if low == high else f"{low}+" if high is None else f"{low}–{high}"


def _known(code: str | None) -> str:
    return code or "" if country(code) else ""


def _scope(claim: Claim) -> str:
    return " ".join(word for word in ("not" if claim.event.negated else "", claim.event.status, claim.act) if word)


FIELDS: dict[str, Callable[[Claim], str]] = {
    "doer": lambda claim: _known(claim.event.actor),
    "target": lambda claim: _known(claim.event.target),
    "number": _number,
    "date": lambda claim: claim.event.when or "",
    "place": lambda claim: claim.located.name if claim.located else claim.event.place or "",
    "scope": _scope,
}


def find_drift(tellings: Sequence[Telling]) -> tuple[Difference, ...]:
    """Find the fields on which tellings differ, document by document: what the copies changed, added or left out.

    A document that tells a field of several ("Turkey and the factions") has them together as one value; one that is silent has the
    empty value. None is preferred.
    """
    return tuple(found for field in FIELDS if (found := difference_in(field, tellings)))


def difference_in(field: str, tellings: Sequence[Telling], *, silence: bool = True) -> Difference | None:
    """Set side by side what documents tell of one field, in the order of the tellings; None where they agree.

    `silence` says whether telling nothing is a value as well.
    """
    value_of = FIELDS[field]
    by_document: dict[str, list[Telling]] = defaultdict(list)
    for telling in tellings:
        by_document[telling.document].append(telling)
    values: dict[str, list[str]] = defaultdict(list)
    for told in by_document.values():
        value = " + ".join(sorted({text for one in told if (text := value_of(one.claim))}))
        if value or silence:
            values[value].extend(one.key for one in told)
    if len(values) < 2:
        return None
    return Difference(field=field, values=tuple((value, tuple(keys)) for value, keys in values.items()))
