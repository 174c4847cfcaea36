"""The ledger in a terminal: plain text that fits the width, each speaker's words on lines of their own, in isolates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from marsad.model import Ledger
from marsad.publish.bidi import FIRST_STRONG_ISOLATE, POP_ISOLATE, fill, isolate, isolate_runs, one_line
from marsad.publish.labels import load_labels
from marsad.publish.ledger_view import Beside, Chapter, Detail, Doubt, Limit, Line, View, count_kinds, tell_coverage, view_ledger

NO_FINDING = "Each line is what somebody says. It is no finding: nothing here tells what happened or who is to blame."
NOTHING = "Nothing in these documents was found to bear on this agreement."
SILENCE = "The documents say nothing of these. That does not mean that they were kept."
UNRESOLVED = "date not resolved: it needs a publication date, or the words give none"
UNDATED = "date unknown"

# Foreground colours of ANSI terminals; each goes with a shape and a word.
_STYLES = {
    "bold": "1",
    "dim": "2",
    "accusation": "33",
    "allegation": "33",
    "admission": "33",
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


class _Page:
    """Gives the rows of a ledger, part by part."""

    def __init__(self, view: View, *, width: int, color: bool) -> None:
        self.view, self.labels = view, view.labels
        self.width, self.color = width, color

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
        yield from self.section("Ultimatums, set by speakers and not by the agreement", map(self.limit, self.view.limits))
        yield from self.section("Harm told", ([*self.told(line, lead=True), ""] for line in self.view.harm))
        yield from self.section("Read with care", map(self.doubt, self.view.doubts))
        yield from self.section("Read past", map(self.past, self.view.read_past))
        yield from self.other()

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
        counts = count_kinds(chapter.lines).items()
        yield from self.wrap(
            " · ".join(f"{self.mark(k)} {self.labels.word('kinds', k)} {n}" for k, n in counts), "  ", "    ", "dim"
        )
        before = ""
        for line in chapter.lines:
            yield from ("", *self.entry(line, repeated=line.quote.anchor == before))
            before = line.quote.anchor

    def entry(self, line: Line, *, repeated: bool) -> Iterator[str]:
        kind = self.style(f"{self.mark(line.kind)} {self.labels.word('kinds', line.kind)}", line.kind)
        outlet = f" · in {isolate(line.outlet)}" if line.outlet else ""
        yield f"  [{line.number}] {line.said or UNDATED}  {kind}{outlet}"
        yield from self.told(line, repeated=repeated)
        yield from self.wrap(f"linked: {isolate_runs(line.reason)}", _INDENT, style="dim")
        if line.copies > 1:
            yield from self.wrap(f"the same sentence stands in {line.copies} documents: one origin", _INDENT, style="dim")

    def told(self, line: Line, *, repeated: bool = False, lead: bool = False) -> Iterator[str]:
        """Tell one claim: the gloss and its details, the quote, where it stands and by which rule it was read."""
        gloss = " · ".join([isolate_runs(line.gloss), *map(tell_detail, line.details)])
        if lead:
            yield from self.wrap(f"[{line.number}] {line.said or UNDATED} {gloss}", "  ", _INDENT)
        else:
            yield from self.wrap(gloss, _INDENT)
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
        title = self.labels.word("standings", "no_report").capitalize()
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

    def limit(self, limit: Limit) -> Iterator[str]:
        words = f" · the words: {isolate(limit.said_as)}" if limit.said_as else ""
        yield from self.wrap(f"due {limit.due}{words}" if limit.due else f"{UNRESOLVED}{words}", "  ", "    ", "bold")
        yield from self.told(limit.line, lead=True)
        if limit.repeats:
            again = ", ".join(f"[{line.number}] {line.said or UNDATED} in d{line.quote.number}" for line in limit.repeats)
            yield from self.wrap(f"said again: {again}", _INDENT, style="dim")
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
