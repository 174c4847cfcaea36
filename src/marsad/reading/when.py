"""When: dates, stretches and deadlines that a sentence tells, against the date on which it was published.

Words and choices come from the pack (`languages/ar/dates.yaml`); the grammar is here and in `marsad.reading.dates`. A time is
told in two readings where they differ: backward (`TimeHit.when`, for what happened) and forward (`TimeHit.later`, for what is
planned, threatened or demanded). Conventions:

* a weekday is the latest up to and including publication, forward the next from it on; beside «أمس» or «غدا» it is the one
  nearest to that day;
* a date without a year is the nearest not after publication, unless one comes within a month and the other is as good as a
  year gone, or «المقبل» stands with it;
* "since X" runs from X to publication, "last week" is the calendar week before, "the last three days" end on the day before;
* "before", "until", "by" a date is a deadline, due on that day; of a month, week or year on its last day (after "before": the
  day before it begins); told of a past date they date nothing and are left out;
* "within 48 hours" is a deadline; after «خلال», which also tells of the past, only in the forward reading;
* what needs a publication date and has none, and a date that no calendar has, stays unresolved with its wording.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import NamedTuple

from marsad.model import Precision, When
from marsad.reading import calendar
from marsad.reading.calendar import Stretch
from marsad.reading.dates import Line
from marsad.reading.datewords import DateWords, load_date_words
from marsad.reading.told import YEARS, Told, due
from marsad.text import Span
from marsad.words import STOPS, Word

__all__ = ["DateWords", "TimeHit", "find_times", "load_date_words"]


class TimeHit(NamedTuple):
    """A time told by the words `first` to `last` (half-open).

    `when` is the backward reading; `later` the same words read forward, None where that is no different.
    """

    first: int
    last: int
    when: When
    later: When | None = None


class _Sentence(Line):
    """One sentence under reading, with what leads its dates in."""

    __slots__ = ("text", "words")

    def __init__(self, words: Sequence[Word], text: str, published: dt.date | None, data: DateWords) -> None:
        super().__init__(words, published, data)
        self.words, self.text = words, text

    def time_at(self, i: int) -> TimeHit | int | None:
        """Read the time that begins at a word; a number is the word up to which nothing is told."""
        here = self.senses[i] or {}
        for kind, read in _LED:
            if kind in here and (found := self.sense(i, kind)):
                hit = read(self, i, found[0])
                if hit is not None:
                    return hit
        core = self.core(i)
        return self.ranged(i, core) if core else None

    def ranged(self, i: int, core: tuple[int, Told]) -> TimeHit:
        """Join a time with the one to which it runs («من الأحد إلى الثلاثاء», «بين يناير ومارس 2015»)."""
        end, told = core
        to = self.skip(end, "range")
        if to == end and self.sense(i - 1, "between"):
            joined = self.joined(end)
            to = joined if joined is not None else -1
        other = self.core(to) if to > end or (to == end and self.joined(end) is not None and self.sense(i - 1, "between")) else None
        if not other:
            return self.hit(i, end, self.read(told, forward=False), self.read(told, forward=True))
        return self.hit(i, other[0], self.run(told, other[1], forward=False), self.run(told, other[1], forward=True))

    def hit(
        self, i: int, end: int, back: Stretch | None, ahead: Stretch | None, *, due: bool = False, due_ahead: bool = False
    ) -> TimeHit:
        when = self.when(i, end, back, due=due)
        later = self.when(i, end, ahead, due=due or due_ahead)
        return TimeHit(i, end, when, later if later != when and ahead else None)

    def when(self, i: int, end: int, stretch: Stretch | None, *, due: bool) -> When:
        span = Span(self.words[i].start, self.words[end - 1].end)
        first, last, precision = stretch or (None, None, Precision.unresolved)
        return When(span=span, said_as=span.of(self.text), first=first, last=last, precision=precision, deadline=due)

    # Times led in by a word.

    def since(self, i: int, j: int) -> TimeHit | None:
        count = self.counted_unit(j)
        core = self.core(j)
        if count and (not core or core[0] < count[0]):
            found = self.counted_from(count, -1)
            return self.hit(i, count[0], self.to_now(found), None)
        if not core:
            return None
        if (to := self.skip(core[0], "range")) > core[0] and self.core(to):
            return self.ranged(i, core)
        found = self.read(core[1], forward=False)
        return self.hit(i, core[0], self.to_now(found), None)

    def to_now(self, found: Stretch | None) -> Stretch | None:
        if not found or not self.published or found.first > self.published or found.last >= self.published:
            return found
        coarse = found.precision in (Precision.month, Precision.year)
        return Stretch(found.first, self.published, found.precision if coarse else Precision.span)

    def ago(self, i: int, j: int) -> TimeHit | int | None:
        count = self.counted_unit(j)
        if count:
            # «قبل يومين من الاقتراع» counts from something else.
            return count[0] if self.sense(count[0], "of") else self.hit(i, count[0], self.counted_from(count, -1), None)
        return self.by(i, j, before=True)

    def hence(self, i: int, j: int) -> TimeHit | int | None:
        if self.core(i):
            return None  # «بعد غد», «بعد ظهر الأحد»
        count = self.counted_unit(j)
        if count:
            anchored = self.sense(count[0], "of") or self.form(count[0]) in self.data.counted_from
            return count[0] if anchored else self.hit(i, count[0], None, self.counted_from(count, 1))
        core = self.core(j)
        return core[0] if core else None  # what came after a date is not dated by it

    def by(self, i: int, j: int, *, before: bool = False) -> TimeHit | int | None:
        if j > i and self.core(i):
            return None  # «قبل أمس»
        core = self.core(j)
        if not core:
            return None
        end, told = core
        ahead, back = self.read(told, forward=True), self.read(told, forward=False)
        if ahead is None:
            return self.hit(i, end, None, None, due=True)
        if self.is_past(told, back, ahead):
            return end
        day = calendar.one_day(due(told, ahead, before=before))
        return self.hit(i, end, day, day, due=True)

    def by_part(self, i: int, _: int) -> TimeHit | None:
        """Read «بنهاية العام» as a deadline, told of the past as a plain time."""
        hit = self.by(i, i)
        return hit if isinstance(hit, TimeHit) else None

    def is_past(self, told: Told, back: Stretch | None, ahead: Stretch) -> bool:
        """Tell whether a date that something was to happen by lies behind: surely, or within the last month."""
        now = self.published
        if now is None:
            return told.month is None and told.year is not None
        return ahead.last < now or bool(told.kind == "date" and back and 0 < (now - back.last).days <= calendar.SOON)

    def within(self, i: int, j: int) -> TimeHit | None:
        return self.in_time(i, j, sure=True)

    def during(self, i: int, j: int) -> TimeHit | None:
        return self.in_time(i, j, sure=False)

    def in_time(self, i: int, j: int, *, sure: bool) -> TimeHit | None:
        count = self.counted_unit(self.skip(j, "rough"))
        core = self.core(j)
        if not count or (core and core[0] > count[0]):
            if core and core[1].kind == "counted" and core[1].ahead and self.published and core[1].ahead.first > self.published:
                due = calendar.one_day(core[1].ahead.last)
                return self.hit(i, core[0], core[1].back, due, due_ahead=True)
            return None
        due = self.due_in(count)
        return self.hit(i, count[0], due if sure else None, due, due=sure, due_ahead=True)

    def notice(self, i: int, j: int) -> TimeHit | None:
        """Read a granted delay: «مهلة 48 ساعة», «مهلة تنتهي الجمعة», and «أمهل» with whom it is granted to between."""
        k = j
        for _ in range(4):
            count, core = self.counted_unit(k), self.core(k)
            if count and (not core or core[0] <= count[0]):
                due = self.due_in(count)
                return self.hit(i, count[0], due, due, due=True)
            if core:
                hit = self.by(i, k)
                return hit if isinstance(hit, TimeHit) else None
            if (past := self.skip(k, "notice_link")) == k:
                return None
            k = past
        return None

    def grant(self, i: int, j: int) -> TimeHit | None:
        """Read the delay after a verb that grants one, past whom it grants it to («أمهلت الحكومة المسلحين 48 ساعة»)."""
        for k in range(j, min(j + 4, len(self.forms))):
            count = self.counted_unit(k)
            if count and count[1]:
                due = self.due_in(count)
                return self.hit(k, count[0], due, due, due=True)
            if self.core(k) or self.form(k) in STOPS:
                return None
        return None


_LED: tuple[tuple[str, Callable[[_Sentence, int, int], TimeHit | int | None]], ...] = (
    ("by", _Sentence.by),
    ("by_part", _Sentence.by_part),
    ("until", _Sentence.by),
    ("before", _Sentence.ago),
    ("after", _Sentence.hence),
    ("since", _Sentence.since),
    ("within", _Sentence.within),
    ("during", _Sentence.during),
    ("notice", _Sentence.notice),
    ("grant", _Sentence.grant),
)


def find_times(words: Sequence[Word], text: str, published: dt.date | None, data: DateWords) -> list[TimeHit]:
    """Find the times that the words of one sentence tell, leftmost and longest first; they never overlap.

    `text` is the document that the words' spans count in. A publication date outside 1800–2100 is not believed.
    """
    if published is not None and published.year not in YEARS:
        published = None
    line = _Sentence(words, text, published, data)
    hits: list[TimeHit] = []
    i, n = 0, len(words)
    while i < n:
        form = line.forms[i]
        following = data.openings.get(form)
        if following is None:
            opens = form[0].isdecimal() or form == data.fronts.article
        else:
            opens = not following or line.form(i + 1) in following
        if not opens:
            i += 1
            continue
        found = line.time_at(i)
        if isinstance(found, TimeHit):
            hits.append(found)
            i = found.last
        else:
            i = max(found or 0, i + 1)
    return hits
