"""What a ledger shows, whatever it is shown in: lines, chapters and counts made ready once for the terminal, the page and JSON.

Nothing here judges. A standing word says what stands in the documents read; "no report found" says only that they are silent.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from marsad.errors import Drift
from marsad.model import OUTLET, Claim, Commitment, Document, Entry, Ledger, Link, Ultimatum
from marsad.publish.labels import Labels, count_words
from marsad.text import Span, check_quote

_REPLIES = frozenset({"denial", "own_compliance"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of a quote; `key` marks the words that carry the act or the event."""

    text: str
    key: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """The sentence behind a line, and where it stands; `anchor` names it in the page."""

    doc: str
    number: int
    span: Span
    text: str
    pieces: tuple[Piece, ...]
    language: str
    direction: str
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """One thing told with an event; `own_words` where the value is the source's wording and not ours."""

    label: str
    value: str
    own_words: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One claim as a reader sees it: date, gloss, details, quote, and how it came to stand here."""

    number: int
    claim: Claim
    kind: str
    said: dt.date | None
    outlet: str
    gloss: str
    details: tuple[Detail, ...]
    quote: Quote
    link: Link | None = None
    copies: int = 1

    @property
    def id(self) -> str:
        """The line's name in the page."""
        return f"e{self.number}"

    @property
    def reason(self) -> str:
        """Why the claim is linked to the commitment; empty where it is linked to none."""
        return self.link.reason if self.link else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """The history of one commitment; `commitment` is None for the agreement as a whole."""

    commitment: Commitment | None
    obliged: str
    read_as: str
    due: str
    standing: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What is held against somebody, beside what is said in reply and what they hold against others."""

    commitment: str | None
    accused: str
    accused_name: str
    accusations: tuple[Line, ...]
    replies: tuple[Line, ...]
    counter: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """An ultimatum: the line, its date or the words that nobody could resolve, and who said it again."""

    line: Line
    due: str
    said_as: str
    repeats: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A flag, or a part read past, with the words that it is about; `kind` is the name of its reason."""

    doc: str
    number: int
    span: Span
    kind: str
    note: str
    quote: str
    direction: str


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """All that is shown of a ledger."""

    ledger: Ledger
    labels: Labels
    chapters: tuple[Chapter, ...]
    disputes: tuple[Beside, ...]
    limits: tuple[Limit, ...]
    harm: tuple[Line, ...]
    other: tuple[Line, ...]
    doubts: tuple[Doubt, ...]
    read_past: tuple[Doubt, ...]
    lines: tuple[Line, ...]
    accusers: Mapping[str, Mapping[str, tuple[Line, ...]]]

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing at all was found that bears on the agreement."""
        return not (any(chapter.lines for chapter in self.chapters) or self.limits or self.harm)


# ── Words that are kept whole ────────────────────────────────────────────────────────────────────────────────────────────────

_LETTER = re.compile(r"[\w\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u0640\u200c\u200d]")


def whole_words(text: str, span: Span) -> Span:
    """Widen a span so that neither end cuts a word: a mark inside a word breaks the joining of Arabic letters."""
    start, end = max(0, span.start), min(len(text), span.end)
    while 0 < start < len(text) and _LETTER.match(text[start]) and _LETTER.match(text[start - 1]):
        start -= 1
    while 0 < end < len(text) and _LETTER.match(text[end]) and _LETTER.match(text[end - 1]):
        end += 1
    return Span(start, end)


def join_spans(spans: Iterable[Span]) -> list[Span]:
    """Join spans that share a code point, in order of their starts."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start < joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        elif span.end > span.start:
            joined.append(span)
    return joined


def cut(text: str, within: Span, keys: Iterable[Span]) -> tuple[Piece, ...]:
    """Cut a stretch of text into pieces, those of `keys` marked, with no word cut."""
    pieces: list[Piece] = []
    at = within.start
    for span in join_spans(whole_words(text, key) for key in keys):
        start, end = max(span.start, at), min(span.end, within.end)
        if start >= end:
            continue
        pieces.append(Piece(text=text[at:start], key=False))
        pieces.append(Piece(text=text[start:end], key=True))
        at = end
    pieces.append(Piece(text=text[at : within.end], key=False))
    return tuple(piece for piece in pieces if piece.text)


# ── Lines ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


class _Lines:
    """Numbers claims as they come up and makes each ready once for each place where it stands."""

    def __init__(self, ledger: Ledger, labels: Labels) -> None:
        self.labels = labels
        self.documents = {document.id: (number, document) for number, document in enumerate(ledger.documents, 1)}
        self._made: dict[tuple[str, str | None, str], Line] = {}

    def of_entry(self, entry: Entry) -> Line:
        """Make the line of an entry."""
        key = (entry.claim.id, entry.link.commitment, entry.link.effect)
        return self._made.get(key) or self._make(
            key,
            entry.claim,
            kind_of(entry),
            entry.said,
            entry.outlet,
            link=entry.link,
            copies=entry.copies,
        )

    def of_claim(self, claim: Claim) -> Line:
        """Make the line of a claim that stands apart from any commitment, or give the one that it already has."""
        for (claim_id, _, _), line in self._made.items():
            if claim_id == claim.id:
                return line
        said = dt.date.fromisoformat(claim.date) if claim.date else None
        return self._make((claim.id, None, ""), claim, "", said, self.document(claim.doc)[1].outlet)

    @property
    def all(self) -> tuple[Line, ...]:
        """Every line made so far, in the order of its number."""
        return tuple(self._made.values())

    def document(self, doc: str) -> tuple[int, Document]:
        """Find a document and its number.

        Raises Drift where the ledger does not hold it: a line that cannot open its quote is not shown.
        """
        if doc not in self.documents:
            raise Drift(f"a claim points to the document {doc!r}, which the ledger does not hold")
        return self.documents[doc]

    def _make(
        self,
        key: tuple[str, str | None, str],
        claim: Claim,
        kind: str,
        said: dt.date | None,
        outlet: str,
        *,
        link: Link | None = None,
        copies: int = 1,
    ) -> Line:
        line = Line(
            number=len(self._made) + 1,
            claim=claim,
            kind=kind,
            said=said,
            outlet=outlet,
            gloss=self.labels.tell(claim, outlet),
            details=_details(claim),
            quote=self._quote(claim),
            link=link,
            copies=copies,
        )
        self._made[key] = line
        return line

    def _quote(self, claim: Claim) -> Quote:
        number, document = self.document(claim.doc)
        evidence = [part for part in (claim.cue, claim.trigger) if part is not None]
        for part in evidence:
            check_quote(document.text, part.span, part.quote)
        span = whole_words(document.text, claim.sentence)
        return Quote(
            doc=claim.doc,
            number=number,
            span=claim.sentence,
            text=span.of(document.text),
            pieces=cut(document.text, span, [part.span for part in evidence]),
            language=claim.lang or document.language,
            direction=self.labels.direction(claim.lang or document.language),
            anchor=f"d{number}-s{claim.sentence.start}",
        )


def kind_of(entry: Entry) -> str:
    """Say what an entry is to its commitment; the kinds and their words are those of `labels.yaml`.

    A breach that names nobody is an allegation and no accusation; one that the outlet or a witness tells is an observation.
    """
    effect, claim = entry.link.effect, entry.claim
    own = entry.link.by.partition(".")[0] == (entry.link.of or "").partition(".")[0]
    if effect == "comply":
        return "own_compliance" if own else "compliance"
    if effect != "breach":
        return {"deny": "denial", "duty": "duty", "exit": "exit"}[effect]
    if own or claim.act == "admit":
        return "admission"
    if claim.act == "report" or claim.source == OUTLET:
        return "observation"
    return "accusation" if entry.link.of is not None else "allegation"


def _details(claim: Claim) -> tuple[Detail, ...]:
    event = claim.event
    counts = [(event.killed, "killed"), (event.wounded, "wounded"), (event.displaced, "displaced")]
    found = [
        Detail(label="speaker", value=claim.speaker.quote, own_words=True) if claim.speaker else None,
        Detail(label="where", value=event.place, own_words=True) if event.place else None,
        Detail(label="when", value=event.when) if event.when else None,
        Detail(label="by", value=event.deadline) if event.deadline else None,
        *(Detail(label="toll", value=count_words(bounds, what)) if bounds else None for bounds, what in counts),
        *(Detail(label="time not resolved", value=words, own_words=True) for words in claim.said_as),
        *(Detail(label="via", value=name, own_words=True) for name in claim.transmitted_by),
    ]
    return tuple(detail for detail in found if detail)


# ── Chapters ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def standing_of(kinds: Iterable[str]) -> str:
    """Say where a commitment stands by the kinds of its entries; none of the words says what happened."""
    held = set(kinds)
    if "admission" in held:
        return "admitted"
    if held & {"accusation", "allegation", "observation"}:
        if held & _REPLIES:
            return "disputed"
        return "reported" if held.isdisjoint({"accusation", "allegation"}) else "alleged"
    for kind, standing in (
        ("denial", "denied"),
        ("own_compliance", "said_kept"),
        ("compliance", "said_kept"),
        ("exit", "exit_told"),
        ("duty", "duty_read"),
    ):
        if kind in held:
            return standing
    return "no_report"


def _in_date_order(lines: Iterable[Line]) -> tuple[Line, ...]:
    return tuple(sorted(lines, key=lambda line: (line.said or dt.date.max, line.quote.number, line.quote.span, line.number)))


def _chapters(ledger: Ledger, lines: _Lines) -> tuple[Chapter, ...]:
    entries: dict[str | None, list[Entry]] = defaultdict(list)
    for entry in sorted(
        ledger.entries, key=lambda entry: (entry.said or dt.date.max, lines.document(entry.claim.doc)[0], entry.claim.sentence)
    ):
        entries[entry.link.commitment].append(entry)
    parts: list[Commitment | None] = [None, *ledger.agreement.commitments]
    return tuple(_chapter(part, entries.get(part.id if part else None, []), lines) for part in parts)


def _chapter(part: Commitment | None, entries: Sequence[Entry], lines: _Lines) -> Chapter:
    made = _in_date_order({line.number: line for line in map(lines.of_entry, entries)}.values())
    due = part.deadline if part else None
    return Chapter(
        commitment=part,
        obliged=_names(part.obligated, lines.labels) or "the text names nobody" if part else "",
        read_as=_names(part.read_as, lines.labels) if part else "",
        due=" ".join(str(bit) for bit in (due.date, due.words) if bit) if due else "",
        standing=standing_of(line.kind for line in made),
        lines=made,
    )


def _names(codes: Iterable[str], labels: Labels) -> str:
    return ", ".join(labels.actor(code) for code in codes)


def _limit(ultimatum: Ultimatum, lines: _Lines) -> Limit:
    return Limit(
        line=lines.of_claim(ultimatum.claim),
        due=ultimatum.due or "",
        said_as=ultimatum.said_as,
        repeats=tuple(lines.of_claim(claim) for claim in ultimatum.repeats),
    )


def _accusers(lines: Iterable[Line]) -> dict[str, dict[str, tuple[Line, ...]]]:
    """Set who accuses beside whom; one claim counts once however many commitments it bears on."""
    cells: dict[str, dict[str, dict[str, Line]]] = defaultdict(lambda: defaultdict(dict))
    for line in lines:
        claim = line.claim
        if claim.act == "accuse":
            accused = (claim.event.target if claim.event.type == "none" else claim.event.actor) or ""
            cells[claim.source][accused].setdefault(claim.id, line)
    return {source: {accused: tuple(found.values()) for accused, found in row.items()} for source, row in cells.items()}


def _doubts(ledger: Ledger, lines: _Lines) -> tuple[tuple[Doubt, ...], tuple[Doubt, ...]]:
    def doubt(doc: str, span: Span, kind: str, note: str) -> Doubt:
        number, document = lines.document(doc)
        direction = lines.labels.direction(document.language)
        return Doubt(doc=doc, number=number, span=span, kind=kind, note=note, quote=span.of(document.text), direction=direction)

    flags = tuple(doubt(doc, flag.span, flag.kind.name, flag.note) for doc, flag in ledger.flags)
    return flags, tuple(doubt(doc, part.span, part.reason.name, "") for doc, part in ledger.skipped)


def view_ledger(ledger: Ledger, labels: Labels) -> View:
    """Make a ledger ready to be shown.

    Raises Drift where a claim's words do not stand where its spans say, or its document is missing.
    """
    lines = _Lines(ledger, labels)
    chapters = _chapters(ledger, lines)
    limits = tuple(_limit(ultimatum, lines) for ultimatum in ledger.ultimatums)
    harm = _in_date_order(lines.of_claim(claim) for claim in ledger.harm)
    other = tuple(lines.of_claim(claim) for claim in ledger.other)
    disputes = tuple(
        Beside(
            commitment=dispute.commitment,
            accused=dispute.accused,
            accused_name=labels.country(dispute.accused.partition(".")[0]),
            accusations=tuple(map(lines.of_entry, dispute.accusations)),
            replies=tuple(map(lines.of_entry, dispute.replies)),
            counter=tuple(map(lines.of_entry, dispute.counter)),
        )
        for dispute in ledger.disputes
    )
    flags, skipped = _doubts(ledger, lines)
    return View(
        ledger=ledger,
        labels=labels,
        chapters=chapters,
        disputes=disputes,
        limits=limits,
        harm=harm,
        other=other,
        doubts=flags,
        read_past=skipped,
        lines=lines.all,
        accusers=_accusers(lines.all),
    )


# ── Words for the head ───────────────────────────────────────────────────────────────────────────────────────────────────────


def tell_coverage(documents: Sequence[Document]) -> str:
    """Say how much was read and of what dates: a reader must see what a ledger cannot know."""
    if not documents:
        return "No document was read."
    dates = sorted(document.published for document in documents if document.published)
    undated = len(documents) - len(dates)
    read = f"{len(documents)} document{'s' if len(documents) > 1 else ''} read"
    if dates:
        read += f", published {dates[0]}" if dates[0] == dates[-1] else f", published {dates[0]} to {dates[-1]}"
    if undated:
        read += f", {undated} without a publication date"
    return f"{read}. What other documents say is not in this ledger."


def count_kinds(lines: Iterable[Line]) -> Counter[str]:
    """Count lines by kind."""
    return Counter(line.kind for line in lines)
