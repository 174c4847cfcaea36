"""Dates as words tell them: the grammar of one date or stretch against a publication date.

Words come from the pack (`languages/ar/dates.yaml`).
What leads a date in ("since", "before", "within") is read in `marsad.reading.when`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from marsad.model import Precision
from marsad.reading import calendar
from marsad.reading.calendar import Stretch
from marsad.reading.datewords import BEGINNINGS, DateWords, Part, Sense
from marsad.reading.steps import days_after_month, read_ago, read_step_first
from marsad.reading.told import NO_PART, YEARS, Tail, Told, counted, end_of, long_run, resolve
from marsad.words import COMMAS, Word

_SEPARATORS = frozenset({"/", "-", "–", "\\"})
_HIJRI_YEARS = range(1300, 1501)

_OPENERS = COMMAS | {"(", "-"}

Parsed = tuple[int, Told] | None


class Line:
    """One sentence under reading: its words, what each can be, and the publication date."""

    __slots__ = ("_cores", "data", "forms", "published", "senses")

    def __init__(self, words: Sequence[Word], published: dt.date | None, data: DateWords) -> None:
        self.published, self.data = published, data
        self.forms = [word.form for word in words]
        look = data.senses.get
        self.senses = [look(form) for form in self.forms]
        self._cores: dict[int, Parsed] = {}

    # Words and phrases.

    def form(self, i: int) -> str:
        """Give the form of a word, empty beyond the ends."""
        return self.forms[i] if 0 <= i < len(self.forms) else ""

    def sense(self, i: int, kind: str) -> tuple[int, Sense] | None:
        """Give the end and the longest sense of a kind at a word."""
        here = self.senses[i] if 0 <= i < len(self.senses) else None
        if not here:
            return None
        for sense in here.get(kind, ()):
            end = self._end(i, sense.rest)
            if end:
                return end, sense
        return None

    def _end(self, i: int, rest: tuple[str, ...]) -> int:
        j = i + 1
        for form in rest:
            if self.form(j) == "/":  # «تشرين/الثاني»
                j += 1
            if self.form(j) != form:
                return 0
            j += 1
        return j

    def skip(self, i: int, *kinds: str) -> int:
        """Go past one word or phrase of any of the kinds, if one stands there."""
        for kind in kinds:
            if found := self.sense(i, kind):
                return found[0]
        return i

    def number(self, i: int, low: int, high: int) -> int | None:
        """Give a number in digits that lies within bounds."""
        form = self.form(i)
        if form.isdecimal() and len(form) <= 4 and low <= int(form) <= high:
            return int(form)
        return None

    def joined(self, i: int) -> int | None:
        """Give where what an "and" adds begins: after a «و» of its own, or at the word that it hangs on."""
        if self.form(i) in self.data.fronts.alone:
            return i + 1
        return i if self.form(i) in self.data.joined else None

    # Parts of dates.

    def year(self, i: int) -> tuple[int, int, bool] | None:
        """Read a year with its mark: end, year, whether it is a Hijri one."""
        hijri = self.number(i, _HIJRI_YEARS.start, _HIJRI_YEARS.stop - 1)
        if hijri is not None:
            return self.skip(i + 1, "hijri_mark"), hijri, True
        year = self.number(i, YEARS.start, YEARS.stop - 1)
        return (self.skip(i + 1, "era_mark"), year, False) if year is not None else None

    def month(self, i: int) -> tuple[int, int, bool] | None:
        """Read a month, or its two names in a pair («شباط/فبراير», «شباط (فبراير)»): end, number, whether a pair.

        The number is 0 where the two names are of two months: an error of the source.
        """
        found = self.sense(i, "month")
        if not found:
            return None
        end, sense = found
        j = end + (self.form(end) in _SEPARATORS or self.form(end) == "(")
        other = self.sense(j, "month")
        if not other or other[1].joined:
            return end, sense.value, False
        if other[1].value != sense.value:
            return other[0], 0, True
        closes = self.form(end) == "(" and self.form(other[0]) == ")"
        return other[0] + closes, sense.value, True

    def day(self, i: int) -> tuple[int, int] | None:
        """Read a day of the month: digits or an ordinal, tens included."""
        day = self.number(i, 1, 31)
        if day is not None and len(self.form(i)) <= 2:
            return i + 1 + (self.form(i + 1) in self.data.day_endings), day
        found = self.sense(i, "ordinal")
        if not found:
            ten = self.sense(i, "ten")
            return (ten[0], ten[1].value) if ten and ten[1].value <= 30 and self.data.fronts.is_definite(self.form(i)) else None
        j = self.joined(found[0])
        ten = self.sense(j, "ten") if j is not None else None
        return (ten[0], found[1].value + ten[1].value) if ten and found[1].value < 10 else (found[0], found[1].value)

    def days(self, i: int) -> tuple[int, int, int | None] | None:
        """Read a day or two of them («10 و11», «10 إلى 12», «10-12»): end, first, last."""
        first = self.day(i)
        if not first:
            return None
        j = first[0]
        sep = self.skip(j, "range")
        if sep == j:
            joined = self.joined(j)
            sep = joined if joined is not None else j + 1 if self.form(j) == "-" else -1
        second = self.day(sep) if sep > 0 else None
        apart = second[1] - first[1] if second else 0
        near = apart == 1 or (apart > 1 and (sep != self.joined(j) or bool(self.sense(i - 1, "between"))))
        return (second[0], first[1], second[1]) if second and near else (j, first[1], None)

    def tail(self, i: int) -> Tail:
        """Read what follows a month: a year («2018», «من عام 2018», «من العام الماضي»), or a step («الماضي»)."""
        step = self.sense(i + (self.form(i) == "/"), "step")
        of = self.skip(i, "of")
        noun = self.sense(of, "year_noun")
        year = self.year(step[0] if step else noun[0] if noun else of + (self.form(of) in COMMAS))
        if year:
            return Tail(year[0], year[1], hijri=year[2])
        if step:
            return Tail(step[0], step=step[1].value)
        if not noun:
            return Tail(i)
        step = self.sense(noun[0], "step")
        if step and self.published:
            return Tail(step[0], self.published.year + step[1].value)
        same = step or self.sense(noun[0], "same")
        return Tail(same[0], open=True) if same else Tail(i)

    # Dates.

    def numeric(self, i: int) -> Parsed:
        """Read 2020/2/12, 12-02-2020, 12.2.2020: the day first, unless the year is."""
        form = self.form(i)
        if not form[:1].isdecimal():
            return None
        if "." in form:
            parts, end = form.split("."), i + 1
        elif self.form(i + 1) in _SEPARATORS and self.form(i + 1) == self.form(i + 3):
            parts, end = [self.form(j) for j in (i, i + 2, i + 4)], i + 5
        else:
            return None
        if len(parts) != 3 or not all(p.isdecimal() and len(p) <= 4 for p in parts) or len(parts[1]) > 2:
            return None
        year, month, day = (int(p) for p in (parts if len(parts[0]) == 4 else parts[::-1]))
        if len(parts[0]) + len(parts[2]) not in (5, 6):
            return None
        marked = self.skip(end, "hijri_mark")
        if year in _HIJRI_YEARS and month <= 12 and day <= 30:
            return marked, counted(calendar.hijri(year, month, day))
        return (self.skip(end, "era_mark"), Told(year=year, month=month, day=day)) if year in YEARS else None

    def dated(self, i: int) -> Parsed:
        """Read a date by the name of its month: a day, two days, or the month alone, with year or step if told."""
        part = self.sense(i, "part")
        start = part[0] if part else i
        j = self.skip(start, "month_noun")
        days = self.days(j)
        k = days[0] if days else j
        k = self.skip(self.skip(k, "of"), "month_noun") if days else k
        if not days and k == i and self.number(i - 1, 0, 99) is not None:
            return None  # the rest of a date that is none: «40 شباط», «قوى 14 آذار»
        hijri = self.hijri_date(k, days[1] if days else None)
        if hijri:
            return hijri
        month = self.month(k)
        if not month:
            return self.day_of_this_month(days, k)
        after = None if days else days_after_month(self, k, month[0])
        days = days or after
        end, year, step, is_hijri, is_open = self.tail(after[0] if after else month[0])
        if is_open or not month[1]:
            return end, Told(kind="counted")
        beside = bool(days or part or k > start or year or step is not None or month[2])
        if is_hijri or not self._is_month(k, beside):
            return None
        if year is None and step is None and self.form(i - 1) in self.data.named_by_date:
            return None
        day, day_end = (days[1], days[2]) if days else (None, None)
        return end, Told(year=year, month=month[1], day=day, day_end=day_end, step=step, part=part[1].value if part else NO_PART)

    def _is_month(self, i: int, beside: bool) -> bool:
        """Tell whether a month's name is one, and not another word or the rest of a name."""
        form, data = self.form(i), self.data
        bare = form[1:] if form[:1] in data.fronts.conjunctions else form
        if beside or not (data.dated | data.governed) & {form, bare}:
            return True
        return bool(data.governed & {form, bare}) and self.form(i - 1) in data.governors

    def hijri_date(self, i: int, day: int | None) -> Parsed:
        """Read a Hijri month with its year."""
        month = self.sense(i, "hijri")
        if not month:
            return None
        j = self.skip(self.skip(month[0], "of"), "year_noun")
        year = self.year(j)
        if not year or not year[2]:
            return None
        return year[0], counted(calendar.hijri(year[1], month[1].value, day))

    def day_of_this_month(self, days: tuple[int, int, int | None] | None, i: int) -> Parsed:
        """Read «الثامن من الشهر الجاري»; «من الشهر نفسه» stays unresolved."""
        unit = self.sense(i, "the_unit")
        if not days or not unit or unit[1].value != ("month", 1) or not self.sense(i - 1, "of"):
            return None
        if same := self.sense(unit[0], "same"):
            return same[0], Told(kind="counted")
        step = self.sense(unit[0], "step")
        if not step:
            return None
        month = calendar.month_on(self.published, step[1].value) if self.published else None
        if not month:
            return step[0], Told(kind="counted")
        return step[0], Told(year=month.first.year, month=month.first.month, day=days[1], day_end=days[2])

    def yearly(self, i: int) -> Parsed:
        """Read «عام 2018», «صيف عام 2006», «مطلع 2010», «عامي 2011 و2012», «التسعينات»."""
        part = self.sense(i, "part") or self.sense(i, "season")
        j = part[0] if part else i
        decade = self.sense(j, "decade")
        if decade:
            first = decade[1].value
            return self.skip(decade[0], "century"), counted(calendar.civil_years(first, first + 9))
        noun = self.sense(j, "year_noun")
        k = noun[0] if noun else j
        year = self.year(k)
        bare = not noun and not part and not self.sense(i - 1, "since") and self.form(i - 1) not in self.data.year_after
        if not year or bare or (noun and self.form(j - 1) in self.data.not_a_year_after):
            return None
        if year[2]:
            return (year[0], counted(calendar.hijri(year[1], None, None))) if self.sense(k + 1, "hijri_mark") else None
        second = self.year(self.joined(year[0]) or -1) if noun else None
        if second and (second[1] == year[1] + 1 or (second[1] > year[1] and self.sense(i - 1, "between"))):
            return second[0], counted(calendar.civil_years(year[1], second[1]))
        which = part[1].value if part and isinstance(part[1].value, Part) else NO_PART
        return year[0], Told(year=year[1], part=which)

    # Days counted from publication.

    def daily(self, i: int) -> Parsed:
        """Read weekdays and days like «أمس», each with day words before it and a date after it."""
        j = self.skip(i, "part") if self.sense(self.skip(i, "part"), "day_word") else i
        start = j
        while (k := self.skip(j, "day_word")) > j:
            j = k
        relative = self.sense(j, "relative") or (self.sense(j, "weak_relative") if j > start else None)
        whole = self.sense(start, "relative")
        if whole and (not relative or whole[0] > relative[0]):
            relative, j = whole, start
        weekday = self.sense(relative[0] if relative else j, "weekday")
        if not relative and weekday and (after := self.sense(weekday[0], "relative")) and not self.guarded(weekday[0], after[0]):
            relative, weekday = after, (after[0], weekday[1])
        if relative and not weekday:
            weekday = self.in_brackets(relative[0])
        found = weekday or relative
        if not found or ((not weekday or not relative) and self.guarded(j, found[0])):
            return None
        return self.day_with_date(found[0], relative[1].value if relative else None, weekday)

    def in_brackets(self, i: int) -> tuple[int, Sense] | None:
        """Read «(الثلاثاء)» after «أمس»."""
        weekday = self.sense(i + 1, "weekday") if self.form(i) == "(" else None
        return (weekday[0] + 1, weekday[1]) if weekday and self.form(weekday[0]) == ")" else None

    def day_with_date(self, end: int, days: int | None, weekday: tuple[int, Sense] | None) -> Parsed:
        """Read what follows a weekday or counted day: a step, a second day, the date itself."""
        told = Told(kind="weekday", weekday=weekday[1].value) if weekday else Told()
        if weekday and days is None:
            end, told = self.next_day(end, told)
            if step := self.sense(end, "step"):
                end, told = step[0], told._replace(step=step[1].value)
            elif week := self.day_of_week(end, weekday[1].value):
                return week
        elif days is not None:
            told = self.counted_day(days, weekday[1].value if weekday else 0)
        opened = end + (self.form(end) in _OPENERS)
        date = self.numeric(self.skip(opened, "day_word")) or self.dated(self.skip(opened, "day_word"))
        if date and (date[1].day or (date[1].kind == "counted" and date[1].back)):
            return date[0] + (self.form(end) == "(" and self.form(date[0]) == ")"), date[1]
        return end, told

    def next_day(self, i: int, told: Told) -> tuple[int, Told]:
        """Go past the second day of a night («ليلة الخميس/الجمعة»), or join two days on end («السبت والأحد»)."""
        j = i + (self.form(i) in _SEPARATORS)
        other = self.sense(j, "weekday")
        if other and not other[1].joined and other[1].value == told.weekday % 7 + 1:
            return other[0], told
        k = i
        if self.joined(i) is not None:
            k = self.skip(i + (self.form(i) in self.data.fronts.alone), "day_word")
            other = self.sense(k, "weekday")
            if other and (other[1].joined or k > i) and other[1].value == told.weekday % 7 + 1:
                return other[0], told._replace(day_end=1)
        return i, told

    def day_of_week(self, i: int, weekday: int) -> Parsed:
        """Read «من الأسبوع الماضي» after a weekday."""
        unit = self.sense(self.skip(i, "of"), "the_unit")
        step = self.sense(unit[0], "step") if unit and unit[1].value == ("week", 1) and self.sense(i, "of") else None
        if not step:
            return None
        week = calendar.week_on(self.published, step[1].value, self.data.week_starts) if self.published else None
        return step[0], counted(calendar.weekday_after(week.first, weekday) if week else None)

    def counted_day(self, days: int, weekday: int) -> Told:
        """Give the day so many days from publication; with a weekday, the one nearest to it."""
        day = calendar.days_on(self.published, days) if self.published else None
        if day is None:
            return Told(kind="counted")
        return counted(calendar.weekday_near(day, weekday) if weekday else calendar.one_day(day))

    def guarded(self, i: int, end: int) -> bool:
        """Tell whether a day word is none here («صلاة الجمعة», «اليوم الثاني», «روسيا اليوم»)."""
        guard = self.data.guards.get(self.form(i))
        return guard is not None and (self.form(i - 1) in guard.after or self.form(end) in guard.before)

    # Stretches counted from publication.

    def stretch(self, i: int) -> Parsed:
        """Read «الأسبوع الماضي», «هذا الشهر», «نهاية العام», «الأيام الثلاثة الماضية», «24 ساعة الماضية»."""
        part = self.sense(i, "part")
        j = part[0] if part else i
        this = self.sense(j, "this")
        j = this[0] if this else j
        unit = self.sense(j, "the_unit")
        if not unit or (unit[1].value[1] == 1 and unit[1].value[0] in ("hour", "day")):
            return None if part or this else self.last_count(i)
        name, number = unit[1].value
        if number != 1:
            return self.last_units(unit[0], name, number)
        if name == "year" and self.form(j - 1) in self.data.not_a_year_after:
            return None
        step = self.sense(unit[0], "step")
        if self.sense(unit[0], "same"):
            return None
        if not step and not this and not part:
            return None
        return (step[0] if step else unit[0]), self.unit_on(name, step[1].value if step else 0, part[1].value if part else NO_PART)

    def unit_on(self, name: str, count: int, part: Part) -> Told:
        """Give the week, month or year so many from that of publication."""
        if not self.published:
            return Told(kind="counted", part=part)
        if name == "week":
            found = calendar.week_on(self.published, count, self.data.week_starts)
        elif name == "month":
            found = calendar.month_on(self.published, count)
        else:
            found = calendar.civil_years(self.published.year + count, self.published.year + count)
        return counted(end_of(found, part) if found else None)._replace(part=part)

    def last_units(self, i: int, name: str, number: int) -> Parsed:
        """Read what follows «الأيام»: a count and a step, or «القليلة»."""
        j = self.skip(i, "few")
        if number == 0 and j == i:
            count = self.count(i + (self.form(i) == self.data.fronts.article))
            j, number = count or (i, 0)
        step = self.sense(j, "step")
        return (step[0], self.run_of(name, number, step[1].value)) if step else None

    def last_count(self, i: int) -> Parsed:
        """Read «24 ساعة الماضية», «الثلاثة أيام الماضية»."""
        count = self.counted_unit(i + (self.form(i) == self.data.fronts.article))
        step = self.sense(count[0], "step") if count else None
        return (step[0], self.run_of(count[2], count[1] or 0, step[1].value)) if count and step else None

    def run_of(self, name: str, number: int, step: int) -> Told:
        """Give the run of days, months or years that ends with publication or begins with it."""
        day = self.published
        if not day or not number or step == 0 or number > 1000:
            return Told(kind="counted")
        if name in ("month", "year"):
            return counted(long_run(day, name, number if step > 0 else -number))
        days = number // 24 if name == "hour" else number * 7 if name == "week" else number
        if not days:
            return Told(kind="counted")
        # Hours reach into the day of publication; whole days end before it.
        near = 0 if name == "hour" else 1
        ends = (
            (calendar.days_on(day, near), calendar.days_on(day, days))
            if step > 0
            else (calendar.days_on(day, -days), calendar.days_on(day, -near))
        )
        first, last = ends
        return counted(Stretch(first, last, Precision.span) if first and last else None)

    # Counts of units.

    def count(self, i: int) -> tuple[int, int] | None:
        """Read a small number in digits or words."""
        number = self.number(i, 1, 1000)
        if number is not None:
            return i + 1, number
        word = self.sense(i, "count") or self.sense(i, "ten")
        if not word:
            return None
        j = self.joined(word[0])
        ten = self.sense(j, "ten") if j is not None and word[1].value < 10 else None
        return (ten[0], word[1].value + ten[1].value) if ten else (word[0], word[1].value)

    def counted_unit(self, i: int) -> tuple[int, int | None, str] | None:
        """Read «يومين», «ثلاثة أيام», «48 ساعة», «أسبوع»: end, number (None where rough or not told), unit."""
        start = self.skip(i, "rough")
        count = self.count(start)
        j = count[0] if count else start
        unit = self.sense(j, "unit")
        if not unit or self.year(unit[0]):
            return None
        name, number = unit[1].value
        if count:
            number = count[1]
        end = unit[0]
        if not count and number == 1 and (single := self.sense(end, "count")) and single[1].value == 1:
            end = single[0]
        if not count and number == 1 and self.sense(end, "step"):
            return None
        return end, None if start > i or not number else number, name

    def counted_from(self, count: tuple[int, int | None, str], sign: int) -> Stretch | None:
        """Give the day, month or year that lies so far from publication, as exactly as the unit tells it."""
        _, number, name = count
        day = self.published
        if day is None or number is None or (name == "hour" and number % 24):
            return None
        if name == "month":
            return calendar.month_on(day, sign * number)
        if name == "year":
            return calendar.civil_years(day.year + sign * number, day.year + sign * number)
        days = number // 24 if name == "hour" else number * 7 if name == "week" else number
        return calendar.one_day(calendar.days_on(day, sign * days))

    def due_in(self, count: tuple[int, int | None, str]) -> Stretch | None:
        """Give the day on which a delay counted from publication ends."""
        _, number, name = count
        day = self.published
        if day is None or number is None:
            return None
        if name in ("month", "year"):
            month = calendar.month_on(day, number * (12 if name == "year" else 1))
            return calendar.one_day(month.first.replace(day=min(day.day, month.last.day))) if month else None
        days = -(-number // 24) if name == "hour" else number * 7 if name == "week" else number
        return calendar.one_day(calendar.days_on(day, days))

    # Whole times.

    def core(self, i: int) -> Parsed:
        """Read the longest time that begins at a word and stands for itself."""
        if i >= len(self.forms) or not (
            BEGINNINGS & (self.senses[i] or {}).keys() or self.form(i)[:1].isdecimal() or self.form(i) == self.data.fronts.article
        ):
            return None
        if i not in self._cores:
            self._cores[i] = self._read_core(i)
        return self._cores[i]

    def _read_core(self, i: int) -> Parsed:
        kinds, in_digits = (self.senses[i] or {}).keys(), self.form(i)[:1].isdecimal()
        readings = [read for read, opening, digits in _READINGS if (in_digits and digits) or not opening.isdisjoint(kinds)]
        if self.form(i) == self.data.fronts.article:
            readings.append(Line.stretch)
        found = [parsed for read in readings if (parsed := read(self, i)) and parsed[0] > i]
        return max(found, key=lambda parsed: parsed[0]) if found else None

    def read(self, told: Told, *, forward: bool) -> Stretch | None:
        """Give the days that are told, against the publication date."""
        found = resolve(told, self.published, forward=forward)
        if found and told.kind == "weekday" and told.day_end:
            second = calendar.days_on(found.last, 1)
            return Stretch(found.first, second, Precision.span) if second else None
        return found

    def run(self, start: Told, end: Told, *, forward: bool) -> Stretch | None:
        """Give the days from one time to another; the start is the latest before the end."""
        last = self.read(end, forward=forward)
        first = resolve(start, last.first, forward=False) if last else None
        if not first or not last or first.first > last.last:
            return None
        same = first.precision is last.precision and first.precision in (Precision.month, Precision.year)
        return Stretch(first.first, last.last, first.precision if same else Precision.span)


# What reads a whole time, the kinds of words with which it begins, and whether digits may begin it.
_READINGS: tuple[tuple[Callable[[Line, int], Parsed], frozenset[str], bool], ...] = (
    (Line.numeric, frozenset(), True),
    (Line.dated, frozenset({"part", "month_noun", "month", "hijri", "ordinal", "ten"}), True),
    (Line.daily, frozenset({"part", "day_word", "relative", "weekday"}), False),
    (Line.stretch, frozenset({"part", "this", "the_unit", "rough", "count", "ten", "unit"}), True),
    (Line.yearly, frozenset({"part", "season", "decade", "year_noun"}), True),
    (read_step_first, frozenset({"step_first"}), False),
    (read_ago, frozenset({"rough", "count", "ten", "unit"}), True),
)
