"""What two claims of events have in common and in what they contradict each other: the ground of origins and of incidents.

A field that one of them does not tell is neither: silence agrees with everything. Sectors of one country's state speak for one
another, and "unknown" agrees with any. Nothing is compared by distance.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from marsad.ledger.copies import Wording, look_at_words, share_words
from marsad.ledger.effects import country
from marsad.ledger.link import last_day
from marsad.model import OUTLET, Bounds, Claim, Event, Place, Telling

LOOK_BACK = 2  # days before publication on which an event without a date of its own may have been: news is of yesterday and today
_NIGHT = 1  # days between the first and the last of a told day: a night has two
_WIDE = 7  # days from which a told time ("in February") dates nothing; a week only bounds the day

TELLING_COUNT = 3  # numbers below that stand in every second report
_NEAR = 1.5  # how many times the lower of two tolls the higher may be that both may be counts of one event

_STATE = frozenset({"GOV", "MIL"})
_VAGUE = frozenset({"UNK", ""})
_EXACT_PLACES = frozenset({"town", "post", "camp", "crossing", "site"})
# Modes that outlets use for one another; a mode of no row is its own, the empty one and the wide ones agree with every other.
_MODE_FAMILIES = (
    frozenset({"shelling", "air strike", "strike", "rocket", "bombing"}),
    frozenset({"clash", "gunfire", "storming", "raid", "ambush", "return fire", "repulse"}),
    frozenset({"take territory", "retake territory", "enter territory", "advance", "incursion", "infiltration"}),
    frozenset({"deployment", "reinforcement", "build-up", "movement"}),
    frozenset({"detention", "capture", "abduction"}),
)
_WIDE_MODES = frozenset({"", "attack", "killed", "killing", "wounded", "wounding", "massacre", "military operation", "destruction"})


class Days(NamedTuple):
    """The days on which an event may have been, both included; `told` where the claim says so itself."""

    first: dt.date
    last: dt.date
    told: bool


class Comparison(NamedTuple):
    """Fields on which two claims agree (`same`) and on which both cannot be right (`apart`)."""

    same: frozenset[str]
    apart: frozenset[str]


class Face(NamedTuple):
    """All of a telling by which its event is compared with another's; thousands of tellings share one."""

    doer: str | None
    target: str | None
    place: str | None
    place_word: str | None
    place_country: str
    exact: bool
    days: Days | None
    mode: str
    counts: tuple[Bounds | None, ...]


class Shown:
    """A face as the one object that stands for it, so that two are looked up by who they are and not by all that they hold."""

    __slots__ = ("face",)

    def __init__(self, face: Face) -> None:
        self.face = face


@lru_cache(1 << 16)
def _show(face: Face) -> Shown:
    return Shown(face)


def face_of(telling: Telling) -> Shown:
    """Give what stands for the event of a telling where events are compared: tellings of one face compare alike with any other."""
    found: Shown | None = telling.known.get("face")
    if found is None:
        found = telling.known["face"] = _show(_look_at(telling))
    return found


def _look_at(telling: Telling) -> Face:
    event, located = telling.claim.event, telling.claim.located
    return Face(
        doer=event.actor,
        target=event.target,
        place=place_key(telling.claim),
        place_word=event.place,
        place_country=located.country if located else "",
        exact=is_exact(located),
        days=days_of(telling),
        mode=event.mode,
        counts=(event.killed, event.wounded, event.displaced),
    )


def compare_events(a: Telling, b: Telling) -> Comparison:
    """Compare what two tellings say of doer, target, place, day, mode and number.

    `toll` says of numbers that do not agree that they are near: eleven and fourteen dead. `day` compares days that both tell;
    `bounds` those within which a day is only bounded, by a publication, for one of them.
    """
    one, other = face_of(a), face_of(b)
    return _compare_shown(one, other) if id(one) < id(other) else _compare_shown(other, one)  # the same both ways


@lru_cache(1 << 16)
def _compare_shown(a: Shown, b: Shown) -> Comparison:
    one, other = a.face, b.face
    number = _compare_counts(one.counts, other.counts)
    return _tell_apart(
        _compare_actors(one.doer, other.doer),
        _compare_actors(one.target, other.target),
        _compare_places(one, other),
        _compare_days(one.days, other.days, told=True),
        _compare_days(one.days, other.days, told=False),
        _compare_modes(one.mode, other.mode),
        number,
        _are_near(one.counts, other.counts, number),
    )


@lru_cache(1 << 13)
def _tell_apart(*verdicts: bool | None) -> Comparison:
    """Name the fields that agree and those that do not; there are few such outcomes."""
    fields = ("doer", "target", "place", "day", "bounds", "mode", "number", "toll")
    found = dict(zip(fields, verdicts, strict=True))
    return Comparison(
        same=frozenset(field for field, verdict in found.items() if verdict is True),
        apart=frozenset(field for field, verdict in found.items() if verdict is False),
    )


def _compare_actors(a: str | None, b: str | None) -> bool | None:
    if country(a) is None or country(b) is None:
        return None
    (land, _, sector), (other_land, _, other_sector) = (a or "").partition("."), (b or "").partition(".")
    if land != other_land:
        return False
    if sector == other_sector:
        return None if sector in _VAGUE else True
    return None if {sector, other_sector} <= _STATE or {sector, other_sector} & _VAGUE else False


# ── Places ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def place_key(claim: Claim) -> str | None:
    """Give the name under which a place is looked up; None where there is none, or only a country."""
    place = claim.located
    if place is None:
        words = (claim.event.place or "").split()
        return f"?{words[-1]}" if words else None
    if place.kind == "country":
        return None
    return f"g{place.geonames}" if place.geonames else f"{place.country}:{place.name}"


def is_exact(place: Place | None) -> bool:
    """Tell whether a place is a point of the map and not an area."""
    return place is not None and place.kind in _EXACT_PLACES


def _compare_places(a: Face, b: Face) -> bool | None:
    if a.place_country and b.place_country and a.place_country != b.place_country:
        return False
    if a.place is None or b.place is None:
        return None
    if a.place == b.place or (a.place_word and a.place_word == b.place_word):
        return True
    return False if a.exact and b.exact else None


# ── Days ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def first_day(iso: str) -> dt.date | None:
    """Give the first day of an ISO date, month, year or interval of these; None where it is none of them."""
    first = iso.partition("/")[0]
    try:
        if len(first) == 10:
            return dt.date.fromisoformat(first)
        return dt.date(int(first[:4]), int(first[5:7] or 1), 1)
    except ValueError:
        return None


def days_of(telling: Telling) -> Days | None:
    """Give the days on which the event may have been; None where neither the claim nor its document has a date.

    The day of publication bounds what is told as done. A told time of more than a week dates nothing, and is then no day told.
    """
    return _days_told(telling.claim.event.when, telling.published)


@lru_cache(4096)
def _days_told(when: str | None, published: dt.date | None) -> Days | None:
    first, last = (first_day(when), last_day(when)) if when else (None, None)
    if first and last and (last - first).days <= _WIDE:
        return Days(first, max(first, min(last, published)) if published else last, told=(last - first).days <= _NIGHT)
    if published is None or when:
        return None
    return Days(published - dt.timedelta(days=LOOK_BACK), published, told=False)


def _compare_days(a: Days | None, b: Days | None, *, told: bool) -> bool | None:
    if a is None or b is None or (a.told and b.told) is not told:
        return None
    return a.first <= b.last and b.first <= a.last


# ── Modes and numbers ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _compare_modes(a: str, b: str) -> bool | None:
    if a == b:
        return None if a in _WIDE_MODES else True
    if a in _WIDE_MODES or b in _WIDE_MODES:
        return None
    return any(a in family and b in family for family in _MODE_FAMILIES)


def counts_of(event: Event) -> dict[str, Bounds]:
    """Give the numbers that an event tells, by field."""
    told = {"killed": event.killed, "wounded": event.wounded, "displaced": event.displaced}
    return {field: bounds for field, bounds in told.items() if bounds is not None}


_Counts = tuple[Bounds | None, ...]


def _compare_counts(a: _Counts, b: _Counts) -> bool | None:
    """Two numbers agree where their bounds meet; they are apart where one is more than three times the other."""
    shared = _both(a, b)
    if not shared:
        return None
    if all(_meet(x, y) for x, y in shared):
        return True
    return False if any(_are_far(x, y) for x, y in shared) else None


def _are_near(a: _Counts, b: _Counts, agree: bool | None) -> bool | None:
    lows = (sorted((x[0], y[0])) for x, y in _both(a, b))
    near = any(low >= TELLING_COUNT and high <= _NEAR * low for low, high in lows)
    return True if near and not agree else None


def _both(a: _Counts, b: _Counts) -> list[tuple[Bounds, Bounds]]:
    """Give the numbers that both tell, field by field."""
    return [(x, y) for x, y in zip(a, b, strict=True) if x is not None and y is not None]


def _meet(a: Bounds, b: Bounds) -> bool:
    return b[0] <= _highest(a) and a[0] <= _highest(b)


def _highest(bounds: Bounds) -> int:
    """Give the highest number that a count may mean; "at least fifteen" says nothing of fifty."""
    low, high = bounds
    return int(_NEAR * low) if high is None else high


def _are_far(a: Bounds, b: Bounds) -> bool:
    if _meet(a, b):
        return False
    low, high = sorted((a[0], b[0]))
    return high > 3 * max(low, 1)


# ── Words and voices ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


def common_words(a: Telling, b: Telling) -> float:
    """Give the share of the shorter sentence's words that stand in the other, in any order; little words do not count.

    Two claims of one sentence have nothing in common: there the words say nothing.
    """
    if a.document == b.document and a.claim.sentence == b.claim.sentence:
        return 0.0
    return share_words(wording_of(a), wording_of(b))


def wording_of(telling: Telling) -> Wording:
    """Give the words of the sentence of a telling, with all by which they are compared."""
    found: Wording | None = telling.known.get("wording")
    if found is None:
        found = telling.known["wording"] = look_at_words(telling.words)
    return found


def voice_of(telling: Telling) -> str:
    """Name who answers for the words: a speaker by code, the agency whose news an outlet gives, or the outlet itself."""
    found: str | None = telling.known.get("speaks")
    if found is None:
        found = telling.known["speaks"] = _name_voice(telling)
    return found


def _name_voice(telling: Telling) -> str:
    source = telling.claim.source
    own = source == OUTLET or source.endswith(".MED")
    if own and telling.agencies:
        return f"agency:{telling.agencies[0]}"
    return f"outlet:{telling.outlet or telling.document}" if source == OUTLET else source


def same_names(a: Sequence[str], b: Sequence[str]) -> bool:
    """Tell whether two speakers of one office may be one person: one is not named, or the names agree.

    Names agree where one holds the other, or where the last is the same: given names are spelt in many ways, and left out.
    """
    return not a or not b or a[-1] == b[-1] or set(a) <= set(b) or set(b) <= set(a)


def in_order(tellings: Iterable[Telling]) -> tuple[Telling, ...]:
    """Sort tellings by publication, those without a date last, then by their keys."""
    return tuple(sorted(tellings, key=lambda telling: (telling.published or dt.date.max, telling.key)))
