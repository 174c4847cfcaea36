"""Numbers: quantities that a sentence tells, in digits or words, with their bounds.

Words come from the pack (`languages/ar/numbers.yaml`); the grammar is here. "More than ten" is [11, none], "at least 20"
[20, none], "fewer than 30" [1, 29], "about 200" [200, 200] and not exact, "10 to 15" [10, 15], "dozens" [10, none], "thousands"
[1000, none]. Ordinals, shares in per cent, scores, labels ("resolution 1701", "Su-24") and "several" are no quantities. What is
counted, and whether a number is a part of a date, the caller sees.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from marsad.errors import BadPack
from marsad.reading.fronts import Fronts, hint_of, list_words, load_fronts
from marsad.text import Folding
from marsad.words import DECIMAL_MARK, STOPS, THOUSANDS_MARK, Word

_FILE = "numbers"
_HINT = hint_of(_FILE)
_BOUNDS = ("more_than", "at_least", "less_than", "at_most", "about")
_MOST_DIGITS = 12
_AFTER = 4  # words between a number and a bound that follows it
_STOPS = STOPS | {"-"}
_LATIN_MARKS = str.maketrans({THOUSANDS_MARK: ",", DECIMAL_MARK: "."})


class NumberHit(NamedTuple):
    """A number told by the words `first` to `last` (half-open), bounds and all; `high` is None where it has no upper bound."""

    first: int
    last: int
    low: int
    high: int | None
    exact: bool


class Part(NamedTuple):
    """One thing that a word can be in a number; `rest` are the forms that must follow, `joined` that an "and" hangs on it."""

    kind: str
    value: Any
    rest: tuple[str, ...] = ()
    joined: bool = False


@dataclass(frozen=True, slots=True)
class NumberWords:
    """The folded number words of one language, looked up by first form; longest phrases first."""

    parts: Mapping[str, tuple[Part, ...]]
    openings: Mapping[str, frozenset[str]]  # forms at which a number can begin, with those of which one must follow, if any must
    alone: frozenset[str]  # an "and" that is a word of its own
    glued: frozenset[str]  # what may stand glued before digits: «و34», «ال12»


def _strings(raw: object, where: str) -> list[str]:
    return list_words(raw, f"{_FILE}: {where}", _FILE)


def _rows(raw: Mapping[str, Any], section: str, number: str) -> Iterator[tuple[Any, Mapping[str, Any]]]:
    rows = raw.get(section)
    if not isinstance(rows, list):
        raise BadPack(f"numbers: {section} is missing or no list", _HINT)
    for row in rows:
        value = row.get(number) if isinstance(row, dict) else None
        if not isinstance(value, (int, float)) or isinstance(value, bool) or value <= 0:
            raise BadPack(f"numbers: an entry of {section} has no {number}: {row!r}", _HINT)
        yield value, row


def _phrases(raw: Mapping[str, Any]) -> Iterator[tuple[str, Any, str]]:
    for kind, section, number in (
        ("unit", "units", "number"),
        ("bound_unit", "bound_units", "number"),
        ("tens", "tens", "number"),
        ("hundreds", "hundreds", "number"),
        ("fraction", "fractions", "share"),
        ("vague", "vague", "low"),
    ):
        for value, row in _rows(raw, section, number):
            yield from ((kind, value, word) for word in _strings(row.get("words"), section))
    for value, row in _rows(raw, "scales", "number"):
        for key, times in (("one", 1), ("two", 2), ("many", 0)):
            yield from (("scale", (value, times), word) for word in _strings(row.get(key), f"scales, {key}"))
    for kind, section, value in (("pair", "pairs", 2), ("ten", "ten", 10), ("hundred", "hundred", 100)):
        yield from ((kind, value, word) for word in _strings(raw.get(section), section))
    for section in ("between", "to", "or", "percent", "some", "labels", "ordinals"):
        yield from ((section, 0, word) for word in _strings(raw.get(section), section))
    yield from _bound_phrases(raw)


def _bound_phrases(raw: Mapping[str, Any]) -> Iterator[tuple[str, Any, str]]:
    for kind, section in (("bound", "bounds"), ("after", "after")):
        table = raw.get(section)
        if not isinstance(table, dict) or not set(table) <= set(_BOUNDS):
            raise BadPack(f"numbers: {section} is no mapping of {', '.join(_BOUNDS)}", _HINT)
        for name, words in table.items():
            yield from ((kind, name, word) for word in _strings(words, f"{section}, {name}"))


# Kinds with which a number begins, and kinds that may take the article.
_OPENING = frozenset({"bound", "vague", "fraction", "unit", "bound_unit", "ten", "tens", "hundred", "hundreds", "scale"})
_DEFINITE = frozenset({"unit", "bound_unit", "ten", "tens", "hundred", "hundreds", "scale", "fraction", "vague"})


def load_number_words(raw: Mapping[str, Any], folding: Folding) -> NumberWords:
    """Make the number words from a pack's numbers file, already parsed.

    Raises BadPack where a section is missing or an entry has not the form of languages/ar/numbers.yaml.
    """
    fronts = load_fronts(raw.get("clitics") if isinstance(raw, Mapping) else None, folding, _FILE)
    parts: dict[str, set[Part]] = {}
    for kind, value, phrase in _phrases(raw):
        first, *rest = folding.key(phrase).split()
        for form, joined in _hang(first, fronts, definite=kind in _DEFINITE):
            parts.setdefault(form, set()).add(Part(kind, value, tuple(rest), joined))
    for word in _strings(raw.get("not_numbers"), "not_numbers"):
        parts.pop(folding.key(word), None)
    listed = {
        form: tuple(sorted(some, key=lambda p: (-len(p.rest), p.joined, p.kind, str(p.value)))) for form, some in parts.items()
    }
    openings = {form: opening for form, some in listed.items() if (opening := _openings(some)) is not None}
    return NumberWords(listed, openings, fronts.alone, frozenset(_glue(fronts)))


def _openings(parts: Iterable[Part]) -> frozenset[str] | None:
    """Give what must follow a form for a number to begin at it; None where none ever does."""
    opening = [part.rest for part in parts if part.kind in _OPENING]
    if not opening:
        return None
    return frozenset(rest[0] for rest in opening) if all(opening) else frozenset()


def _hang(form: str, fronts: Fronts, *, definite: bool) -> Iterator[tuple[str, bool]]:
    """Give a form with all that may hang on its front, the article too if it may have one, and whether an "and" is among it."""
    bare = [(form, False), (fronts.article + form, True)] if definite and fronts.article else [(form, False)]
    hung = [fronts.hang(preposition, one, definite=has) for preposition in fronts.prepositions for one, has in bare]
    for one in [one for one, _ in bare] + hung:
        yield one, False
        yield from ((conjunction + one, True) for conjunction in fronts.conjunctions)


def _glue(fronts: Fronts) -> Iterator[str]:
    for preposition in ("", *fronts.prepositions):
        yield fronts.hang(preposition, fronts.article, definite=True)
        yield from (a + preposition + d for a in ("", *fronts.conjunctions) for d in ("", fronts.article))


class _Line:
    """One sentence under reading."""

    __slots__ = ("data", "forms", "parts", "words")

    def __init__(self, words: Sequence[Word], data: NumberWords) -> None:
        look = data.parts.get
        self.words, self.data = words, data
        self.forms = [word.form for word in words]
        self.parts = [look(form) for form in self.forms]

    def part(self, i: int, *kinds: str, joined: bool = False) -> tuple[int, Part] | None:
        """Give the end and the longest part of any of the kinds at a word; `joined` asks for one with an "and" on it."""
        here = self.parts[i] if 0 <= i < len(self.parts) else None
        if not here:
            return None
        for part in here:
            end = i + 1 + len(part.rest)
            if part.kind in kinds and (part.joined or not joined) and tuple(self.forms[i + 1 : end]) == part.rest:
                return end, part
        return None

    def added(self, i: int, *kinds: str) -> tuple[int, Part] | None:
        """Give the part that an "and" adds, the "and" hanging on it or standing before it."""
        if self._is_and(i):
            return self.part(i + 1, *kinds)
        return self.part(i, *kinds, joined=True)

    def follows(self, i: int, forms: frozenset[str]) -> bool:
        """Tell whether one of some forms stands after a word."""
        return i + 1 < len(self.forms) and self.forms[i + 1] in forms

    # Whole numbers.

    def digits(self, i: int) -> tuple[int, float] | None:
        """Read digits with separators of thousands or of decimals."""
        form = self.forms[i] if i < len(self.forms) else ""
        if not form[:1].isdecimal() or len(form) > 2 * _MOST_DIGITS:
            return None
        scaled = self.part(i + 1, "scale")
        groups = form.translate(_LATIN_MARKS).replace(".", ",").split(",")
        if len(groups) == 2 and (len(groups[1]) != 3 or (scaled and "," not in form)):
            return i + 1, float(f"{groups[0]}.{groups[1]}")
        if any(len(group) != 3 for group in groups[1:]) or len(groups[0]) > (3 if len(groups) > 1 else _MOST_DIGITS):
            return None
        return i + 1, int("".join(groups))

    def below_hundred(self, i: int, *, joined: bool = False) -> tuple[int, int] | None:
        """Read 2 to 99 in words: «ثلاثة», «أربعة عشر», «خمسة وعشرين»."""
        if found := self.part(i, "tens", "ten", joined=joined):
            return found[0], found[1].value
        unit = self.part(i, "unit", "bound_unit", joined=joined)
        if not unit:
            return None
        end, part = unit
        if (teen := self.part(end, "ten")) and not teen[1].joined:
            return teen[0], part.value + 10
        if tens := self.added(end, "tens"):
            return tens[0], part.value + tens[1].value
        if part.kind == "unit":
            return end, part.value
        pair = self.part(i, "pair", joined=joined)
        return (pair[0], 2) if pair else None

    def below_thousand(self, i: int, *, joined: bool = False) -> tuple[int, int] | None:
        """Read 2 to 999 in words: «مئة», «ثلاث مئة», «مئتين وخمسة عشر»."""
        hundreds = self.part(i, "hundred", "hundreds", joined=joined)
        unit = self.part(i, "unit", joined=joined)
        if hundreds:
            end, value = hundreds[0], hundreds[1].value
        elif unit and (hundred := self.part(unit[0], "hundred")) and not hundred[1].joined:
            end, value = hundred[0], unit[1].value * 100
        else:
            return self.below_hundred(i, joined=joined)
        rest = self.below_hundred(end + 1) if self._is_and(end) else self.below_hundred(end, joined=True)
        return (rest[0], value + rest[1]) if rest else (end, value)

    def _is_and(self, i: int) -> bool:
        return i < len(self.forms) and self.forms[i] in self.data.alone

    def group(self, i: int, *, joined: bool = False) -> tuple[int, float, int] | None:
        """Read a count and its scale: end, value, scale («ثلاثة آلاف», «500 ألف», «ألفين», «ربع مليون», «مليون ونصف»)."""
        share = self.part(i, "fraction", joined=joined)
        if share and (scale := self.part(share[0], "scale")) and scale[1].value[1] == 1:
            return scale[0], share[1].value * scale[1].value[0], 1
        count = self.digits(i) if not joined else None
        count = count or self.below_thousand(i, joined=joined)
        scale = self.part(count[0] if count else i, "scale", joined=joined and not count)
        if not scale or (count and scale[1].joined):
            return (count[0], count[1], 1) if count else None
        size, times = scale[1].value
        if count:
            end, value = scale[0], count[1] * size
        elif times:
            end, value = scale[0], times * size
        else:
            return None
        half = self.added(end, "fraction")
        if half:
            end, value = half[0], value + half[1].value * size
            again = self.part(end, "scale")
            end = again[0] if again and again[1].value == (size, 1) and not again[1].joined else end
        return end, value, size

    def number(self, i: int) -> tuple[int, int] | None:
        """Read the longest number at a word; None for what is not whole."""
        found = self.group(i)
        if not found:
            return None
        end, value, size = found
        while size > 1:
            more = self.group(end + 1) if self._is_and(end) else self.group(end, joined=True)
            if not more or more[1] >= size:
                break
            end, value, size = more[0], value + more[1], more[2]
        return (end, int(value)) if value == int(value) else None

    # Bounds.

    def hit(self, i: int) -> NumberHit | int | None:
        """Read a number with what bounds it; an int is the word up to which there is none."""
        bound = self.part(i, "bound")
        start = bound[0] if bound else i
        if start >= len(self.forms) or (bound and self.part(start, "bound") and not self.number(start)):
            return None
        if self._is_some(start):
            return None
        vague = self.vague(start)
        if vague:
            return NumberHit(i, vague[0], vague[1], None, False)
        number = self.number(start)
        if not number:
            return None
        if share := self.part(number[0], "percent"):
            return share[0]
        if self._is_label(i):
            return number[0]
        second = self.second(start, number)
        if second:
            return NumberHit(i, second[0], number[1], second[1], False)
        name = bound[1].value if bound else self.bound_after(number[0])
        return _bounded(i, number[0], number[1], name)

    def vague(self, i: int) -> tuple[int, int] | None:
        """Read «عشرات», «مئات الآلاف»."""
        found = self.part(i, "vague")
        if not found:
            return None
        end, low = found[0], found[1].value
        scale = self.part(end, "scale")
        return (scale[0], low * scale[1].value[0]) if scale and not scale[1].joined and low < 1000 else (end, low)

    def second(self, i: int, number: tuple[int, int]) -> tuple[int, int] | None:
        """Read the upper end of a range: «بين 10 و15», «10 إلى 15», «10-15», «10 أو 15»."""
        end = number[0]
        if end >= len(self.forms):
            return None
        to = self.part(end, "to", "or")
        if to:
            other = self.number(to[0])
        elif self.forms[end] in {"-", "–"}:
            other = self.number(end + 1)
        elif self.part(i - 1, "between"):
            other = self.number(end + 1) if self._is_and(end) else self.number(end) if self.added(end, *_DEFINITE) else None
        else:
            return None
        chained = other and other[0] < len(self.forms) and self.forms[other[0]] in {"-", "–", "/"}
        return other if other and not chained and other[1] > number[1] else None

    def bound_after(self, i: int) -> str:
        """Give the bound that follows within a few words («20 شخصا على الأقل»), none of them another number."""
        for j in range(i, min(i + _AFTER, len(self.forms))):
            found = self.part(j, "after")
            if found:
                return str(found[1].value)
            if (
                self.forms[j] in _STOPS
                or self.forms[j][:1].isdecimal()
                or self._is_and(j)
                or self.part(j, "unit", "tens", "hundred")
            ):
                return ""
        return ""

    def _is_some(self, i: int) -> bool:
        """Tell whether a ten is none: «بضعة عشر», «السادسة والعشرين»."""
        return bool(
            self.part(i, "ten", "tens")
            and (self.part(i - 1, "some", "ordinals") or (self._is_and(i - 1) and self.part(i - 2, "ordinals")))
        )

    def _is_label(self, i: int) -> bool:
        """Tell whether a number names, and does not count: «القرار 1701», «سو-24», «إم4», «3/2»."""
        if self.part(i - 1, "labels"):
            return True
        pair = self.part(i - 2, "labels")
        if pair and pair[0] == i:
            return True
        if i == 0 or not self.forms[i][:1].isdecimal():
            return False
        before = self.forms[i - 1]
        if before == "#" or (before == "/" and self.forms[i - 2][:1].isdecimal()) or self.forms[i + 1 : i + 2] == ["/"]:
            return True
        glued = self.words[i - 1].end == self.words[i].start
        if glued and before[0].isalpha():
            return before not in self.data.glued
        return (
            glued
            and i > 1
            and before in {"-", "–"}
            and self.forms[i - 2][0].isalpha()
            and self.words[i - 2].end == self.words[i - 1].start
        )


def _bounded(first: int, last: int, number: int, bound: str) -> NumberHit:
    if bound == "more_than":
        return NumberHit(first, last, number + 1, None, False)
    if bound == "at_least":
        return NumberHit(first, last, number, None, False)
    if bound == "less_than":
        return NumberHit(first, last, min(1, number), max(number - 1, 0), False)
    if bound == "at_most":
        return NumberHit(first, last, min(1, number), number, False)
    return NumberHit(first, last, number, number, bound != "about")


def find_numbers(words: Sequence[Word], data: NumberWords) -> list[NumberHit]:
    """Find the quantities that the words of one sentence tell, left to right; they never overlap."""
    line = _Line(words, data)
    hits: list[NumberHit] = []
    i, n = 0, len(words)
    while i < n:
        form = line.forms[i]
        following = data.openings.get(form)
        opens = form[0].isdecimal() if following is None else not following or line.follows(i, following)
        if not opens:
            i += 1
            continue
        found = line.hit(i)
        if isinstance(found, NumberHit):
            hits.append(found)
            i = max(found.last, i + 1)
        else:
            i = max(found or 0, i + 1)
    return hits
