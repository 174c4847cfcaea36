"""The words by which a language tells time, as a pack gives them: read, folded, and spread over what may hang on their front.

All forms are made here once, so that reading looks every word up as it stands and strips nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from marsad.errors import BadPack
from marsad.reading.fronts import Fronts, hint_of, list_words, load_fronts
from marsad.text import Folding

_WEEKDAYS = {name: n for n, name in enumerate(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"), 1)}
_FILE = "dates"
_HINT = hint_of(_FILE)


# Kinds of words with which a time that stands for itself begins, and kinds that lead one in.
BEGINNINGS = frozenset({
    "part", "month_noun", "month", "hijri", "ordinal", "ten", "day_word", "relative", "weekday", "this", "the_unit", "unit",
    "rough", "count", "season", "decade", "year_noun", "step_first",
})  # fmt: skip
LEADING = frozenset({"by", "by_part", "until", "before", "after", "since", "within", "during", "notice", "grant"})


class Sense(NamedTuple):
    """One thing that a word can be: `rest` are the forms that must follow it, `joined` that an "and" hangs on it."""

    kind: str
    value: Any
    rest: tuple[str, ...] = ()
    joined: bool = False


class Part(NamedTuple):
    """A part of a month, week or year; `due` is the day of the month on which it falls due, 0 for the last."""

    name: str
    due: int


class Guard(NamedTuple):
    """Words beside which a day word is none."""

    after: frozenset[str]
    before: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class DateWords:
    """The folded words of time of one language, looked up by first form and kind; longest phrases first.

    `joined` are the first forms on which an "and" hangs. `openings` are the forms at which a time can begin, each with the forms of
    which one must follow; with none where it needs nothing.
    """

    senses: Mapping[str, Mapping[str, tuple[Sense, ...]]]
    joined: frozenset[str]
    openings: Mapping[str, frozenset[str]]
    fronts: Fronts
    week_starts: int
    dated: frozenset[str]
    governed: frozenset[str]
    governors: frozenset[str]
    guards: Mapping[str, Guard]
    named_by_date: frozenset[str]
    counted_from: frozenset[str]
    not_a_year_after: frozenset[str]
    year_after: frozenset[str]
    month_first: bool
    no_day_after: frozenset[str]
    day_endings: frozenset[str]

    def days(self) -> frozenset[str]:
        """Give the first words of days and months; a month that is another word too is none of them."""
        named = (form for form, kinds in self.senses.items() if kinds.keys() & _DAYS)
        return frozenset(named) - self.dated - self.governed


def _strings(raw: object, where: str) -> list[str]:
    return list_words(raw, f"{_FILE}: {where}", _FILE)


def _rows(raw: Mapping[str, Any], section: str, number: str, words: str) -> Iterator[tuple[Any, list[str]]]:
    rows = raw.get(section)
    if not isinstance(rows, list):
        raise BadPack(f"dates: {section} is missing or no list", _HINT)
    for row in rows:
        if not isinstance(row, dict) or number not in row or words not in row:
            raise BadPack(f"dates: an entry of {section} lacks {number!r} or {words!r}: {row!r}", _HINT)
        yield row[number], _strings(row[words], f"{section}, {row[number]!r}")


def _numbered(raw: Mapping[str, Any], section: str, keys: tuple[str, str], low: int, high: int) -> Iterator[tuple[int, list[str]]]:
    number, words = keys
    for value, names in _rows(raw, section, number, words):
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            raise BadPack(f"dates: {section} has {number} {value!r}; it lies between {low} and {high}", _HINT)
        yield value, names


# Sections that are rows of a number and words: kind, section, key of the number, key of the words, lowest, highest.
_NUMBERED = (
    ("month", "months", "number", "names", 1, 12),
    ("hijri", "hijri_months", "number", "names", 1, 12),
    ("weekday", "weekdays", "number", "names", 1, 7),
    ("relative", "relative_days", "days", "names", -9, 9),
    ("weak_relative", "weak_relative_days", "days", "names", -9, 9),
    ("step", "steps", "step", "words", -2, 2),
    ("decade", "decades", "year", "names", 1000, 2990),
    ("count", "counts", "number", "words", 1, 19),
    ("ten", "tens", "number", "words", 20, 90),
    ("ordinal", "ordinals", "number", "words", 1, 31),
)
# Sections that are plain lists: kind, section.
_LISTS = (
    ("hijri_mark", "hijri_marks"),
    ("era_mark", "common_era_marks"),
    ("day_word", "day_words"),
    ("season", "seasons"),
    ("this", "this"),
    ("same", "same"),
    ("month_noun", "month_nouns"),
    ("year_noun", "year_nouns"),
    ("century", "century"),
    ("rough", "rough"),
    ("few", "few"),
    ("since", "since"),
    ("after", "after"),
    ("before", "before"),
    ("of", "of"),
    ("range", "ranges"),
    ("between", "between"),
    ("by", "by"),
    ("by_part", "by_part"),
    ("until", "until"),
    ("within", "within"),
    ("during", "during"),
    ("notice", "notice"),
    ("notice_link", "notice_links"),
    ("grant", "grants"),
)
# Kinds on which no preposition hangs, and kinds on which nothing does («2006 لم» is no «م»).
_BARE = frozenset(
    {
        "step",
        "step_first",
        "ago",
        "this",
        "same",
        "few",
        "range",
        "between",
        "of",
        "century",
        "notice_link",
        "rough",
        "grant",
        "by_part",
    }
)
_DAYS = frozenset({"weekday", "relative", "month", "step"})
_MARKS = frozenset({"hijri_mark", "era_mark"})
_UNITS = ("hour", "day", "week", "month", "year")


def _phrases(raw: Mapping[str, Any], article: str) -> Iterator[tuple[str, Any, str]]:
    """Give every kind, value and phrase of the file."""
    for kind, section, number, words, low, high in _NUMBERED:
        for value, names in _numbered(raw, section, (number, words), low, high):
            yield from ((kind, value, name) for name in names)
    for kind, section in _LISTS:
        yield from ((kind, 0, word) for word in _strings(raw.get(section), section))
    for row in raw.get("parts") or ():
        if not isinstance(row, dict) or not {"part", "due", "words"} <= row.keys():
            raise BadPack(f"dates: an entry of parts lacks 'part', 'due' or 'words': {row!r}", _HINT)
        due = 0 if row["due"] == "last" else row["due"]
        if not isinstance(due, int) or not 0 <= due <= 28:
            raise BadPack(f"dates: part {row['part']!r} is due on {due!r}; give a day up to 28, or last", _HINT)
        yield from (("part", Part(str(row["part"]), due), word) for word in _strings(row["words"], "parts"))
    for row in raw.get("units") or ():
        yield from _unit_phrases(row, article)
    if raw.get("steps_first"):
        for value, names in _numbered(raw, "steps", ("step", "words"), -2, 2):
            yield from (("step_first", value, name) for name in names)
    yield from (("ago", 0, word) for word in _strings(raw.get("ago") or [], "ago"))


def _unit_phrases(row: object, article: str) -> Iterator[tuple[str, Any, str]]:
    if not isinstance(row, dict) or row.get("unit") not in _UNITS:
        raise BadPack(f"dates: an entry of units has no unit of {', '.join(_UNITS)}: {row!r}", _HINT)
    for number, key in ((1, "one"), (2, "two"), (0, "many")):
        for word in _strings(row.get(key), f"units, {row['unit']}"):
            yield "unit", (row["unit"], number), word
            yield "the_unit", (row["unit"], number), article + word


def load_date_words(raw: Mapping[str, Any], folding: Folding) -> DateWords:
    """Make the words of time from a pack's dates file, already parsed.

    Raises BadPack where a section is missing or an entry has not the form of languages/ar/dates.yaml.
    """
    if not isinstance(raw, Mapping):
        raise BadPack("dates: the file is no mapping", _HINT)
    fronts = load_fronts(raw.get("clitics"), folding, _FILE)
    doubtful = raw.get("doubtful_months") or {}
    if not isinstance(doubtful, Mapping):
        raise BadPack("dates: doubtful_months is no mapping", _HINT)
    keys = {
        name: _keys(doubtful.get(name) or [], folding, f"doubtful_months, {name}") for name in ("dated", "governed", "governors")
    }
    senses: dict[str, set[Sense]] = {}
    for kind, value, phrase in _phrases(raw, fronts.article):
        first, *rest = folding.key(phrase).split()
        # A preposition on a doubtful month makes other words of it: «بآب» is written like «باب», a door.
        hangs = kind not in _BARE and (kind != "month" or first not in keys["dated"] | keys["governed"])
        for form, joined in fronts.spread(first, prepositions=hangs) if kind not in _MARKS else ((first, False),):
            senses.setdefault(form, set()).add(Sense(kind, value, tuple(rest), joined))
    starts = _WEEKDAYS.get(str(raw.get("week_starts")))
    if starts is None:
        raise BadPack(f"dates: week_starts is {raw.get('week_starts')!r}", f"Name one of {', '.join(_WEEKDAYS)}")
    return DateWords(
        senses={form: _by_kind(some) for form, some in senses.items()},
        joined=frozenset(form for form, some in senses.items() if any(sense.joined for sense in some)),
        openings={form: openings for form, some in senses.items() if (openings := _openings(some)) is not None},
        fronts=fronts,
        week_starts=starts,
        guards=_guards(raw, folding, fronts),
        named_by_date=_hung(_strings(raw.get("named_by_date"), "named_by_date"), folding, fronts),
        counted_from=_keys(raw.get("counted_from"), folding, "counted_from"),
        year_after=_keys(raw.get("year_after") or [], folding, "year_after"),
        month_first=bool(raw.get("month_first")),
        no_day_after=_keys(raw.get("no_day_after") or [], folding, "no_day_after"),
        day_endings=_keys(raw.get("day_endings") or [], folding, "day_endings"),
        not_a_year_after=_keys(raw.get("not_a_year_after"), folding, "not_a_year_after"),
        **keys,
    )


def _openings(senses: Iterable[Sense]) -> frozenset[str] | None:
    """Give what must follow a form for a time to begin at it; None where none ever does. A slash may stand between two words."""
    opening = [sense.rest for sense in senses if sense.kind in BEGINNINGS | LEADING]
    if not opening:
        return None
    return frozenset({"/", *(rest[0] for rest in opening)}) if all(opening) else frozenset()


def _by_kind(senses: Iterable[Sense]) -> dict[str, tuple[Sense, ...]]:
    sorts: dict[str, list[Sense]] = {}
    for sense in sorted(senses, key=lambda s: (-len(s.rest), s.joined, str(s.value))):
        sorts.setdefault(sense.kind, []).append(sense)
    return {kind: tuple(some) for kind, some in sorts.items()}


def _keys(words: object, folding: Folding, where: str) -> frozenset[str]:
    return frozenset(folding.key(word) for word in _strings(words, where))


def _hung(words: Iterable[str], folding: Folding, fronts: Fronts) -> frozenset[str]:
    return frozenset(form for word in words for form, _ in fronts.spread(folding.key(word), prepositions=True))


def _guards(raw: Mapping[str, Any], folding: Folding, fronts: Fronts) -> dict[str, Guard]:
    guards: dict[str, Guard] = {}
    for row in raw.get("not_a_day") or ():
        if not isinstance(row, dict) or "words" not in row:
            raise BadPack(f"dates: an entry of not_a_day has no words: {row!r}", _HINT)
        guard = Guard(
            _hung(_strings(row.get("after") or [], "not_a_day, after"), folding, fronts),
            _keys(row.get("before") or [], folding, "not_a_day, before"),
        )
        for word in _hung(_strings(row["words"], "not_a_day, words"), folding, fronts):
            old = guards.get(word, Guard(frozenset(), frozenset()))
            guards[word] = Guard(old.after | guard.after, old.before | guard.before)
    return guards
