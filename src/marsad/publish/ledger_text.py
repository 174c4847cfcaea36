"""The ledger in a terminal: plain text that fits the width, each speaker's words on lines of their own, in isolates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from marsad.model import Ledger
from marsad.publish.bidi import FIRST_STRONG_ISOLATE, POP_ISOLATE, fill, isolate, isolate_runs, one_line
from marsad.publish.labels import load_labels
from marsad.publish.ledger_types import Beside, Chapter, Contrast, Dated, Detail, Doubt, Happening, Line, Measure, View
from marsad.publish.ledger_view import count_kinds, tell_coverage, view_ledger

NO_FINDING = "Each line is what somebody says. It is no finding: nothing here tells what happened or who is to blame."
NOTHING = "Nothing in these documents was found to bear on this agreement."
SILENCE = "The documents say nothing of these. That does not mean that they were kept."
UNRESOLVED = "date not resolved: it needs a publication date, or the words give none"
UNDATED = "date unknown"
INCIDENTS = "Incidents: one event as several tell it, side by side"
DEADLINES = "Deadlines of the text, as they stand on {day}"
ULTIMATUMS = "Ultimatums, set by speakers and not by the agreement"
QUIET = "nothing is reported of it since, in these documents"
FEW = 12  # numbers of lines named in one row; the rest is counted

# Foreground colours of ANSI terminals; each goes with a shape and a word.
_STYLES = {
    "bold": "1",
    "dim": "2",
    "accusation": "33",
    "allegation": "33",
    "admission": "33",
    "justified": "33",
    "denial": "36",
    "own_compliance": "32",
    "compliance": "32",
    "observation": "35",
    "duty": "34",
    "exit": "31",
}
_INDENT = " " * 6


def render_text(ledger: Ledger, *, width: int = 100, color: bool = False) -> str:
    """Render a ledger for a terminal of `width` columns.

    Raises Drift where a quote does not stand where its span says.
    """
    page = _Page(view_ledger(ledger, load_labels()), width=max(40, width), color=color)
    return "\n".join(row.rstrip() for row in page.rows()).rstrip() + "\n"


def render_calendar(ledger: Ledger, *, width: int = 100, color: bool = False) -> str:
    """Render what falls due under an agreement, and what speakers have set a day for, for a terminal of `width` columns."""
    page = _Page(view_ledger(ledger, load_labels()), width=max(40, width), color=color)
    return "\n".join(row.rstrip() for row in page.calendar()).strip("\n") + "\n"


class _Page:
    """Gives the rows of a ledger, part by part."""

    def __init__(self, view: View, *, width: int, color: bool) -> None:
        self.view, self.labels = view, view.labels
        self.width, self.color = width, color
        self.quoted: set[int] = set()  # the numbers of lines whose words have been shown

    def rows(self) -> Iterator[str]:
        yield from self.head()
        if self.view.is_empty:
            yield from ("", *self.wrap(NOTHING))
        for chapter in self.view.chapters:
            if chapter.lines:
                yield from self.chapter(chapter)
        yield from self.silent()
        yield from self.section(
            "Beside each other: what is held against a party, and the replies", map(self.dispute, self.view.disputes)
        )
        yield from self.section(INCIDENTS, map(self.happening, self.view.happenings))
        yield from self.dues()
        yield from self.section("Harm told", map(self.harm, self.view.harm))
        yield from self.section("Read with care", map(self.doubt, self.view.doubts))
        yield from self.section("Read past", map(self.past, self.view.read_past))
        yield from self.other()

    def dues(self) -> Iterator[str]:
        yield from self.section(DEADLINES.format(day=self.view.ledger.day or UNDATED), map(self.deadline, self.view.deadlines))
        yield from self.section(ULTIMATUMS, map(self.ultimatum, self.view.ultimatums))

    def calendar(self) -> Iterator[str]:
        """The calendar alone, under the name of its agreement."""
        agreement = self.view.ledger.agreement
        yield from self.wrap(f"{agreement.title} ({agreement.id})", style="bold")
        rows = list(self.dues())
        yield from rows or self.wrap("No deadline is in its text, and no speaker has set one.", "  ")
        yield ""

    # ── rows ──

    def style(self, text: str, style: str) -> str:
        return f"\x1b[{_STYLES[style]}m{text}\x1b[0m" if self.color and style else text

    def wrap(self, text: str, indent: str = "", hang: str | None = None, style: str = "") -> Iterator[str]:
        hang = indent if hang is None else hang
        for number, row in enumerate(fill(text, self.width - max(len(indent), len(hang)))):
            yield (hang if number else indent) + self.style(row, style)

    def section(self, title: str, blocks: Iterable[Iterable[str]]) -> Iterator[str]:
        rows = [row for block in blocks for row in block]
        while rows and not rows[-1]:
            rows.pop()
        if rows:
            yield from ("", "─" * self.width, *self.wrap(title, style="bold"), "", *rows)

    def mark(self, kind: str) -> str:
        return str(self.labels.entry("kinds", kind)["mark"])

    # ── head ──

    def head(self) -> Iterator[str]:
        agreement = self.view.ledger.agreement
        yield from self.wrap(one_line(agreement.title), style="bold")
        if agreement.title_ar:
            yield from self.wrap(isolate(agreement.title_ar))
        yield from self.wrap(
            f"{agreement.id} · signed {agreement.signed}" + (f" at {one_line(agreement.place)}" if agreement.place else "")
        )
        for party in agreement.parties:
            yield from self.wrap(f"{one_line(party.name)} ({self.labels.word('roles', party.role.name)})", "  ", "    ")
        yield from ("", *self.wrap(tell_coverage(self.view.ledger.documents)))
        for number, document in enumerate(self.view.ledger.documents, 1):
            names = " · ".join(isolate(part) for part in (document.outlet, document.title) if part)
            label = f"d{number} {document.published or UNDATED} · {one_line(document.id)}"
            yield from self.wrap(f"{label} · {names}" if names else label, "  ", "     ")
        if self.view.read_past:
            count = len(self.view.read_past)
            yield from self.wrap(
                f"{count} part{'s' if count > 1 else ''} of the pages read past; listed at the end with the reasons."
            )
        yield from self.wrap(NO_FINDING, style="dim")

    # ── by commitment ──

    def chapter(self, chapter: Chapter) -> Iterator[str]:
        standing = self.labels.word("standings", chapter.standing)
        part = chapter.commitment
        yield from ("", "─" * self.width)
        yield from self.wrap(f"{part.id if part else 'The agreement as a whole'} · {standing}", style="bold")
        if part:
            yield from self.wrap(one_line(part.what), "  ")
            yield from self.wrap(f"who must: {chapter.obliged}", "  ", "    ", "dim")
            if chapter.read_as:
                yield from self.wrap(f"speakers read it as the duty of: {chapter.read_as}", "  ", "    ", "dim")
            if chapter.due:
                yield from self.wrap(f"due: {one_line(chapter.due)}", "  ", "    ", "dim")
        if len(chapter.turns) > 1:
            turns = " → ".join(f"{turn.day} {self.labels.word('standings', turn.word)}" for turn in chapter.turns)
            yield from self.wrap(turns, "  ", "    ", "dim")
        for measure in chapter.measures:
            yield from self.measure(measure)
        counts = count_kinds(chapter.lines).items()
        yield from self.wrap(
            " · ".join(f"{self.mark(k)} {self.labels.word('kinds', k)} {n}" for k, n in counts), "  ", "    ", "dim"
        )
        before = ""
        for line in chapter.lines:
            yield from ("", *self.entry(line, repeated=line.quote.anchor == before))
            before = line.quote.anchor

    def measure(self, measure: Measure) -> Iterator[str]:
        """Tell by how many one of the four things is told, with the number of the line for each of them."""
        if not measure.count:
            return
        sides = (("a party", "parties", measure.parties), ("another", "others", measure.others))
        told = [f"{one if len(who) == 1 else many} {numbers_of(who)}" for one, many, who in sides if who]
        origins = tell_count(measure.count, "independent origin")
        yield from self.wrap(f"{self.labels.word('measures', measure.code) + ':':<17}{origins}: {', '.join(told)}", "  ", " " * 19)

    def entry(self, line: Line, *, repeated: bool) -> Iterator[str]:
        kind = self.style(f"{self.mark(line.kind)} {self.labels.word('kinds', line.kind)}", line.kind)
        outlet = f" · in {isolate(line.outlet)}" if line.outlet else ""
        yield f"  [{line.number}] {line.said or UNDATED}  {kind}{outlet}"
        yield from self.told(line, repeated=repeated)
        yield from self.wrap(f"linked: {isolate_runs(line.reason)}", _INDENT, style="dim")
        yield from self.copies(line)

    def copies(self, line: Line) -> Iterator[str]:
        """Tell who else carries an origin, and what they tell otherwise."""
        if not line.others:
            return
        for other in line.others:
            self.quoted.add(other.number)
        places: dict[str, list[Line]] = {}
        for one in (line, *line.others):
            places.setdefault(one.quote.doc, []).append(one)
        carried = " · ".join(
            f"{isolate(at[0].outlet) + ' ' if at[0].outlet else ''}d{at[0].quote.number} {at[0].said or UNDATED} {numbers_of(at)}"
            for at in places.values()
        )
        yield from self.wrap(f"one origin {tell_reach(line)}: {carried}", _INDENT, style="dim")
        for found in line.drift:
            yield from self.wrap(f"told otherwise: {self.contrast(found)}", _INDENT, style="dim")

    def contrast(self, found: Contrast) -> str:
        values = (
            f"{isolate(value) if found.own_words else isolate_runs(value)} {numbers_of(lines)}" for value, lines in found.values
        )
        return f"{self.labels.word('fields', found.field)}: {' / '.join(values)}"

    def told(self, line: Line, *, repeated: bool = False, lead: bool = False) -> Iterator[str]:
        """Tell one claim: the gloss and its details, the quote, where it stands and by which rule it was read."""
        gloss = " · ".join([isolate_runs(line.gloss), *map(tell_detail, line.details)])
        if lead:
            yield from self.wrap(f"[{line.number}] {line.said or UNDATED} {gloss}", "  ", _INDENT)
        else:
            yield from self.wrap(gloss, _INDENT)
        self.quoted.add(line.number)
        if repeated:
            yield from self.wrap("(the same sentence)", _INDENT)
        else:
            yield from self.quote(line.quote.text)
        yield from self.wrap(tell_origin(line), _INDENT, style="dim")

    def quote(self, text: str) -> Iterator[str]:
        for row in fill(f"«{one_line(text)}»", self.width - len(_INDENT)):
            yield f"{_INDENT}{FIRST_STRONG_ISOLATE}{row}{POP_ISOLATE}"

    def silent(self) -> Iterator[str]:
        parts = [chapter.commitment for chapter in self.view.chapters if chapter.commitment and not chapter.lines]
        title = self.labels.word("standings", "no report found").capitalize()
        rows = (self.wrap(one_line(part.what), f"  {part.id:<5}", " " * 7) for part in parts)
        yield from self.section(title, [self.wrap(SILENCE, style="dim"), *rows] if parts else [])

    # ── apart from commitments ──

    def dispute(self, dispute: Beside) -> Iterator[str]:
        yield from self.wrap(f"{dispute.commitment or 'The agreement as a whole'} · {dispute.accused_name}", "  ", style="bold")
        sides = (("held against it", dispute.accusations), ("in reply", dispute.replies), ("in turn", dispute.counter))
        for side, lines in sides:
            for number, line in enumerate(lines):
                text = f"[{line.number}] {line.said or UNDATED} {self.mark(line.kind)} {isolate_runs(line.gloss)}"
                yield from self.wrap(text, "    " + f"{'' if number else side:<17}", " " * 25)
        yield ""

    def happening(self, happening: Happening) -> Iterator[str]:
        incident = happening.incident
        where = f" · {isolate(incident.place)}" if incident.place else ""
        yield from self.wrap(f"{happening.title}{where} · {tell_days(happening)}", "  ", "    ", "bold")
        told = f"{tell_count(len(happening.lines), 'origin')} in {tell_count(happening.outlets, 'outlet')}"
        why = f"; together because of: {incident.why}" if len(happening.lines) > 1 else ""
        yield from self.wrap(told + why, "    ", style="dim")
        for figure in happening.figures:
            yield from self.wrap(f"{figure.words:<24} {isolate_runs(figure.by)} [{figure.line.number}]", "    ", " " * 29)
        for found in happening.differences:
            if found.field != "number":
                yield from self.wrap(self.contrast(found), "    ", "      ")
        for line in happening.lines:
            yield from self.briefly(line)
        yield ""

    def briefly(self, line: Line) -> Iterator[str]:
        """Tell a line whose words have been shown by its gloss alone, and any other in full."""
        if line.number in self.quoted:
            kind = f"{self.mark(line.kind)} " if line.kind else ""
            yield from self.wrap(f"[{line.number}] {line.said or UNDATED} {kind}{isolate_runs(line.gloss)}", "    ", " " * 8)
        else:
            yield from self.told(line, lead=True)
            yield from self.copies(line)

    def harm(self, line: Line) -> Iterator[str]:
        yield from (*self.told(line, lead=True), *self.copies(line), "")

    def deadline(self, dated: Dated) -> Iterator[str]:
        due = dated.due
        state = self.labels.word("dues", due.state) + (f" by {due.superseded_by}" if due.superseded_by else "")
        moved = f", now {due.moved_to}" if due.moved_to else ""
        day = f"{due.date}  " if due.date else ""
        yield from self.wrap(f"{due.commitment:<5} {day}{state}{moved}", "  ", " " * 8, "bold")
        yield from self.wrap(one_line(dated.title), " " * 8)
        if due.words:
            yield from self.wrap(f"the text: {one_line(due.words)}", " " * 8, style="dim")
        yield from self.since(dated)

    def since(self, dated: Dated) -> Iterator[str]:
        """Tell what is reported once the day had passed."""
        if dated.after:
            rows = [f"[{line.number}] {line.said or UNDATED} {isolate_runs(line.gloss)}" for line in dated.after[:FEW]]
            for number, row in enumerate(rows):
                yield from self.wrap(row, " " * 8 + ("           " if number else "since then "), " " * 23, "dim")
            if len(dated.after) > FEW:
                yield from self.wrap(f"and {len(dated.after) - FEW} more", " " * 19, style="dim")
        elif dated.due.state in ("passed", "expired"):
            yield from self.wrap(QUIET, " " * 8, style="dim")

    def ultimatum(self, dated: Dated) -> Iterator[str]:
        due = dated.due
        words = f" · the words: {isolate(due.words)}" if due.words else ""
        state = self.labels.word("dues", due.state) + (f", now {due.moved_to}" if due.moved_to else "")
        day = f"due {due.date}" if due.date else UNRESOLVED
        yield from self.wrap(f"{dated.title} · {day}{words} · {state}", "  ", "    ", "bold")
        for line in dated.lines:
            yield from self.briefly(line)
        yield from self.since(dated)
        yield ""

    def doubt(self, doubt: Doubt) -> Iterator[str]:
        note = f" ({isolate_runs(doubt.note)})" if doubt.note else ""
        yield from self.wrap(f"d{doubt.number} {self.labels.word('flags', doubt.kind)}{note}: {isolate(doubt.quote)}", "  ", "    ")

    def past(self, doubt: Doubt) -> Iterator[str]:
        yield from self.wrap(f"d{doubt.number} {self.labels.word('skips', doubt.kind)}: {isolate(doubt.quote)}", "  ", "    ")

    def other(self) -> Iterator[str]:
        counts = Counter(line.claim.event.type for line in self.view.other)
        told = ", ".join(f"{self.labels.word('events', event)} {count}" for event, count in counts.most_common())
        total = sum(counts.values())
        rows = self.wrap(f"{total} claim{'s' if total > 1 else ''} bearing on no commitment: {told}.", "  ")
        yield from self.section("Other claims", [rows] if total else [])


def tell_detail(detail: Detail) -> str:
    """Put one detail of an event into words, a source's wording in isolates."""
    return f"{detail.label}: {isolate(detail.value) if detail.own_words else detail.value}"


def tell_origin(line: Line) -> str:
    """Say where a quote stands, which of its words were read, and by which rule."""
    words = [isolate(part.quote) for part in (line.claim.cue, line.claim.trigger) if part]
    place = f"d{line.quote.number} {one_line(line.quote.doc)} {line.quote.span.start}–{line.quote.span.end}"
    return " · ".join([place, *([f"words: {' + '.join(words)}"] if words else []), f"rule {line.claim.rule}"])


def tell_reach(line: Line) -> str:
    """Say how many outlets carry an origin."""
    outlets = len(line.outlets)
    return f"in {outlets} outlets" if outlets > 1 else f"in {line.copies} documents" if line.copies > 1 else "told twice here"


def tell_days(happening: Happening) -> str:
    """Say on which days an incident is told to have been."""
    first, last = happening.incident.first, happening.incident.last
    if first is None or last is None:
        return "day not told"
    return f"{first}" if first == last else f"{first} to {last}"


def numbers_of(lines: Iterable[Line]) -> str:
    """Give the numbers of lines, a few of them."""
    numbers = [line.number for line in lines]
    more = f" and {len(numbers) - FEW} more" if len(numbers) > FEW else ""
    return " ".join(f"[{number}]" for number in numbers[:FEW]) + more


def tell_count(number: int, what: str) -> str:
    """Count things in words: `2 origins`."""
    return f"{number} {what}{'' if number == 1 else 's'}"
