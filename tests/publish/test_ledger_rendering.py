"""The ledger as text, page and JSON, from ledgers made by hand."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections import Counter
from html.parser import HTMLParser
from typing import Any

import pytest

from marsad.errors import Drift
from marsad.ledger.standing import Grounds, stand_at_turns
from marsad.model import (
    Agreement,
    Claim,
    Commitment,
    Deadline,
    Dispute,
    Document,
    Due,
    Effect,
    Entry,
    Event,
    Evidence,
    Flag,
    FlagKind,
    Ledger,
    Link,
    Party,
    Role,
    Skipped,
    SkipReason,
    Zone,
)
from marsad.publish.bidi import FIRST_STRONG_ISOLATE as FSI
from marsad.publish.bidi import POP_ISOLATE as PDI
from marsad.publish.bidi import columns
from marsad.publish.ledger_html import render_html
from marsad.publish.ledger_json import render_json
from marsad.publish.ledger_lines import whole_words
from marsad.publish.ledger_text import render_text
from marsad.text import Span

HOSTILE = (
    "<script>alert(1)</script> \"onload='x' \u202eمقلوب\u202c\u2069\x1b[31m <img src=https://evil.example/a.png onerror=x> &amp;"
)


# ── Factories ────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def document(name: str, *sentences: str, published: dt.date | None = dt.date(2020, 2, 12), **more: Any) -> Document:
    return Document(
        id=name,
        text="\n".join(sentences),
        language=more.pop("language", "ar"),
        published=published,
        outlet=more.pop("outlet", ""),
        **more,
    )


def find(doc: Document, words: str) -> Span:
    start = doc.text.index(words)
    return Span(start, start + len(words))


def evidence(doc: Document, words: str | None) -> Evidence | None:
    return Evidence(span=find(doc, words), quote=words) if words else None


def claim(
    doc: Document, sentence: str, source: str, act: Any, event: Any, *, name: str = "", trigger: str | None = None, **more: Any
) -> Claim:
    said_as, speaker = more.pop("said_as", ()), more.pop("speaker", None)
    return Claim(
        id=name or f"{doc.id}-{source}-{act}-{event}",
        doc=doc.id,
        lang=doc.language,
        date=doc.published.isoformat() if doc.published else None,
        sentence=find(doc, sentence),
        source=source,
        act=act,
        event=Event(type=event, **more),
        cue=None,
        trigger=evidence(doc, trigger),
        speaker=evidence(doc, speaker),
        rule="ar.test",
        said_as=said_as,
    )


def entry(
    made: Claim, commitment: str | None, effect: Effect, of: str | None, *, origin: str = "", outlet: str = "وكالة الساحل"
) -> Entry:
    link = Link(
        agreement="x-2018", commitment=commitment, effect=effect, by=made.source, of=of, reason="says «لم تبعد»", claim=made.id
    )
    said = dt.date.fromisoformat(made.date) if made.date else None
    return Entry(claim=made, link=link, said=said, outlet=outlet, origin=origin)


def agreement(*commitments: Commitment) -> Agreement:
    return Agreement(
        id="x-2018",
        title="A memorandum",
        title_ar="مذكرة",
        signed=dt.date(2018, 9, 17),
        in_force=dt.date(2018, 9, 17),
        until=None,
        place="Sochi",
        parties=(
            Party(name="Russia", role=Role.signatory, codes=("RUS.GOV",)),
            Party(name="Armed groups", role=Role.regulated, codes=("SYR.REB",)),
        ),
        zone=Zone(countries=("SYR",)),
        names=(),
        not_this=(),
        commitments=commitments,
        sources=(),
    )


def commitment(name: str, what: str, *obligated: str, **more: Any) -> Commitment:
    return Commitment(id=name, kind="task", obligated=obligated, what=what, **more)


def ledger(documents: tuple[Document, ...] = (), **more: Any) -> Ledger:
    empty: dict[str, Any] = {"entries": (), "disputes": (), "harm": (), "other": ()}
    terms = agreement(
        commitment("S2", "No attacks are made.", "RUS.GOV"),
        commitment(
            "S5", "The groups leave the zone.", deadline=Deadline(kind="absolute", date=dt.date(2018, 10, 15)), read_as=("TUR.GOV",)
        ),
        commitment("S6", "The heavy weapons leave the zone."),
    )
    given = empty | more
    standings = stand_at_turns(given["entries"], Grounds(), terms)
    return Ledger(agreement=terms, documents=documents, **({"standings": standings} | given))


ACCUSED = "قالت موسكو إن أنقرة لم تبعد المسلحين عن المنطقة."
DENIED = "نفت أنقرة ذلك نفياً تاماً."
DEMAND = "وطالبت أنقرة بالانسحاب قبل نهاية الشهر."
KILLED = "وقتل أكثر من عشرة جنود في قصف."
CAPTION = "رتل على الطريق رتل على الطريق"


def full_ledger() -> Ledger:
    first = document("one", ACCUSED, CAPTION, KILLED, outlet="وكالة الساحل", title="موسكو وأنقرة")
    second = document("two", DENIED, DEMAND, published=None)
    accusation = entry(
        claim(first, ACCUSED, "RUS.GOV", "accuse", "breach", actor="TUR.GOV", trigger="لم تبعد"),
        "S5",
        "breach",
        "TUR.GOV",
    )
    denial = entry(
        claim(second, DENIED, "TUR.GOV", "deny", "breach", actor="TUR.GOV", trigger="نفت"), "S5", "deny", "TUR.GOV", outlet=""
    )
    demand = claim(second, DEMAND, "TUR.GOV", "demand", "retreat", actor="SYR.MIL", status="future", said_as=("نهاية الشهر",))
    harm = claim(first, KILLED, "outlet", "report", "assault", target="TUR.MIL", killed=(11, None))
    other = claim(first, KILLED, "outlet", "report", "mobilize", name="other")
    return ledger(
        (first, second),
        entries=(denial, accusation),
        disputes=(Dispute(commitment="S5", accused="TUR", accusations=(accusation,), replies=(denial,)),),
        calendar=(
            Due(
                id="TUR>SYR",
                kind="ultimatum",
                state="issued",
                commitment=None,
                by="TUR",
                of="SYR",
                date=None,
                words="نهاية الشهر",
                claims=(demand,),
            ),
        ),
        harm=(harm,),
        other=(other,),
        flags=(("one", Flag(FlagKind.wrong_country, find(first, "المنطقة"), "told as Iraq")),),
        skipped=(("one", Skipped(find(first, CAPTION), SkipReason.repeated_caption)),),
    )


def hostile_ledger() -> Ledger:
    doc = document("bad<id>", f"{HOSTILE}.", outlet=HOSTILE, title=HOSTILE, url="javascript:alert(1)", remarks=(HOSTILE,))
    made = entry(
        claim(doc, doc.text, "RUS.GOV", "accuse", "breach", actor="TUR.GOV", place=HOSTILE, trigger="مقلوب"),
        "S2",
        "breach",
        "TUR.GOV",
    )
    return ledger((doc,), entries=(made,), flags=((doc.id, Flag(FlagKind.bad_sum, Span(0, 9), HOSTILE)),))


# ── Reading a page back ──────────────────────────────────────────────────────────────────────────────────────────────────────


class Page(HTMLParser):
    """What a browser would see: ids, links, tags with their attributes, and the text of elements that are asked for."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: Counter[str] = Counter()
        self.links: list[str] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.marks: dict[str, str] = {}
        self.quotes: list[str] = []
        self.documents: list[str] = []
        self._open: list[tuple[str, dict[str, str]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {key: value or "" for key, value in attrs}
        self.tags.append((tag, given))
        if "id" in given:
            self.ids[given["id"]] += 1
        if tag == "a":
            self.links.append(given["href"])
        if tag == "blockquote":
            self.quotes.append("")
        if given.get("class") == "text":
            self.documents.append("")
        if tag not in {"meta", "br"}:
            self._open.append((tag, given))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        classes = {given.get("class", "") for _, given in self._open}
        for tag, given in self._open:
            if tag == "mark" and "why" not in classes:
                self.marks[given["id"]] = self.marks.get(given["id"], "") + data
            if tag == "blockquote":
                self.quotes[-1] += data
            if given.get("class") == "text" and not classes & {"why", "back"}:
                self.documents[-1] += data


def squeeze(text: str) -> str:
    return " ".join(re.sub(f"[{FSI}{PDI}]", "", text).split())


# ── The page ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_every_line_has_its_quote_and_a_target_that_stands_exactly_once() -> None:
    page = Page(render_html(full_ledger()))
    for sentence in (ACCUSED, DENIED, DEMAND, KILLED):
        assert f"«{sentence}»" in page.quotes
        assert sentence in page.marks.values()
    inside = [link[1:] for link in page.links if link.startswith("#")]
    assert inside
    assert {link: page.ids[link] for link in inside} == dict.fromkeys(inside, 1)
    assert not [name for name, count in page.ids.items() if count > 1]


def test_every_marked_sentence_leads_back_to_each_line_that_quotes_it() -> None:
    page = Page(render_html(full_ledger()))
    back = [given for tag, given in page.tags if tag == "a" and given.get("aria-label", "").startswith("back to line")]
    assert [given["href"] for given in back] == ["#e1", "#e4", "#e5", "#e2", "#e3"]


def test_the_documents_stand_in_the_page_letter_for_letter() -> None:
    made = full_ledger()
    assert Page(render_html(made)).documents == [doc.text for doc in made.documents]


def test_overlapping_sentences_share_a_mark_and_keep_their_own_anchors() -> None:
    doc = document("one", "قالت موسكو وقالت أنقرة وانتهى الأمر.")
    wide = entry(claim(doc, doc.text, "RUS.GOV", "state", "comply", actor="RUS.GOV"), "S2", "comply", "RUS.GOV")
    narrow = entry(claim(doc, "وقالت أنقرة", "TUR.GOV", "state", "comply", actor="TUR.GOV"), "S2", "comply", "TUR.GOV")
    page = Page(render_html(ledger((doc,), entries=(wide, narrow))))
    assert page.ids["d1-s0"] == 1
    assert page.ids["d1-s11"] == 1
    assert list(page.marks.values()) == [doc.text]
    assert page.documents == [doc.text]


def test_a_mark_never_cuts_a_word() -> None:
    text = "وسنضربهم غداً"
    assert whole_words(text, Span(2, 5)) == (0, 8)
    assert whole_words(text, Span(9, 13)) == (9, 13)
    assert whole_words("أكّد", Span(0, 2)) == (0, 4)


def test_the_page_loads_nothing_and_runs_nothing() -> None:
    for made in (full_ledger(), hostile_ledger(), ledger()):
        html = render_html(made)
        page = Page(html)
        assert "default-src 'none'" in html
        assert not {"script", "img", "iframe", "link", "object", "embed", "form", "svg", "base"} & {tag for tag, _ in page.tags}
        assert not [given for _, given in page.tags if {"src", "srcset", "background", "style"} & given.keys()]
        assert "url(" not in html
        assert "@import" not in html
        assert not [key for _, given in page.tags for key in given if key.startswith("on")]


def test_a_hostile_text_comes_out_as_text() -> None:
    html = render_html(hostile_ledger())
    page = Page(html)
    assert "<script" not in html
    assert not [link for link in page.links if not link.startswith(("#", "https://", "http://"))]
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x1b]", html)
    assert "[U+202E]مقلوب" in page.documents[0]
    assert "onerror=x&gt;" in html


def test_a_text_has_the_direction_of_its_language_and_not_of_the_page() -> None:
    english = document("two", "Moscow says that it keeps the agreement.", language="en")
    arabic = document("one", ACCUSED)
    page = Page(render_html(ledger((arabic, english))))
    texts = [(given["dir"], given["lang"]) for _, given in page.tags if given.get("class") == "text"]
    assert texts == [("rtl", "ar"), ("ltr", "en")]
    assert ("html", {"lang": "en", "dir": "ltr"}) in page.tags


def test_names_of_sources_stand_in_bdi() -> None:
    assert '<bdi dir="rtl">وكالة الساحل</bdi> reports that' in render_html(full_ledger())


def test_furniture_is_greyed_with_its_reason() -> None:
    html = render_html(full_ledger())
    assert f'<span class="past" title="read past: caption that stands twice">{CAPTION}</span>' in html


def test_kinds_differ_by_shape_and_word_and_not_by_colour_alone() -> None:
    html = render_html(full_ledger())
    assert re.search(r"▲</span> accusation", html)
    assert re.search(r"□</span> denial", html)


def test_who_accuses_whom_counts_each_claim_once() -> None:
    made = full_ledger()
    twice = entry(made.entries[1].claim, "S2", "breach", "TUR.GOV")
    html = render_html(ledger(made.documents, entries=(*made.entries, twice)))
    table = html[html.index('class="matrix"') : html.index("</table>", html.index('class="matrix"'))]
    assert re.findall(r"<strong>(\d+)</strong>", table) == ["1"]


def test_an_empty_ledger_says_so_in_every_form() -> None:
    made = ledger((document("one", "كان الطقس مشمساً."),))
    said = "Nothing in these documents was found to bear on this agreement."
    assert said in render_text(made)
    assert said in render_html(made)
    assert "1 document read" in render_text(made)
    assert [part["standing"] for part in json.loads(render_json(made))["commitments"]] == ["no report found"] * 4


def test_a_ledger_of_no_documents_says_so() -> None:
    assert "No document was read." in render_text(ledger())


# ── The terminal ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_line_of_the_terminal_tells_who_says_what_with_the_words() -> None:
    text = render_text(full_ledger())
    rows = text.splitlines()
    at = next(n for n, row in enumerate(rows) if "▲ accusation ·" in row)
    assert rows[at].startswith(f"  [1] 2020-02-12  ▲ accusation · in {FSI}وكالة الساحل{PDI}")
    assert rows[at + 1].endswith("does not keep what was agreed")
    assert "accuses:" in rows[at + 1]
    assert rows[at + 2] == f"      {FSI}«{ACCUSED}»{PDI}"
    assert rows[at + 3] == f"      d1 one 0–48 · words: {FSI}لم تبعد{PDI} · rule ar.test"
    assert rows[at + 4] == f"      linked: says «{FSI}لم تبعد{PDI}»"


@pytest.mark.parametrize(
    "words",
    [
        "S5 · disputed",
        "who must: the text names nobody",
        "due: 2018-10-15",
        "d2 date unknown · two",
        "1 without a publication date",
        "killed",
        "more than 10 (at least 11) killed",
        f"date not resolved: it needs a publication date, or the words give none · the words: {FSI}نهاية الشهر{PDI}",
        f"a place told with the wrong country (told as Iraq): {FSI}المنطقة{PDI}",
        f"caption that stands twice: {FSI}{CAPTION}{PDI}",
        "1 claim bearing on no commitment: deployment 1.",
        "Armed groups (its conduct is regulated)",
        "That does not mean that they were kept.",
    ],
)
def test_the_terminal_tells(words: str) -> None:
    assert words in render_text(full_ledger(), width=200)


def test_a_dispute_sets_the_denial_beside_the_accusation() -> None:
    text = render_text(full_ledger())
    block = text[text.index("Beside each other") : text.index("Ultimatums, set by")]
    assert re.search(r"held against it  \[1\] 2020-02-12 ▲", block)
    assert re.search(r"in reply         \[2\] date unknown □", block)


def test_no_report_found_is_never_said_to_be_kept() -> None:
    made = full_ledger()
    text = render_text(made)
    silent = text[text.index("No report found") : text.index("Beside each other")]
    assert "S6" in silent
    for form in (text, render_html(made), render_json(made)):
        assert not re.search(r"\bcomplied\b|\bviolated\b|\bguilty\b", form)


@pytest.mark.parametrize("width", [60, 80, 100])
@pytest.mark.parametrize("make", [full_ledger, hostile_ledger])
def test_no_row_is_wider_than_the_terminal(width: int, make: Any) -> None:
    rows = render_text(make(), width=width).splitlines()
    assert max(map(columns, rows)) <= width


def test_every_isolate_that_a_row_opens_it_closes() -> None:
    for made in (full_ledger(), hostile_ledger()):
        for row in render_text(made, width=60).splitlines():
            assert row.count(FSI) == row.count(PDI)


def test_a_long_quote_is_wrapped_and_stays_in_logical_order() -> None:
    long = " ".join(["قالت موسكو إن أنقرة لم تبعد المسلحين"] * 8) + "."
    doc = document("one", long)
    made = entry(claim(doc, long, "RUS.GOV", "accuse", "breach", actor="TUR.GOV"), "S5", "breach", "TUR.GOV")
    assert f"«{long}»" in squeeze(render_text(ledger((doc,), entries=(made,)), width=80))


def test_a_hostile_text_cannot_drive_the_terminal() -> None:
    text = render_text(hostile_ledger())
    assert "\x1b" not in text
    assert not re.search("[\u202a-\u202e\u2066\u2067]", text)
    assert "[U+001B]" in text


def test_colour_is_added_only_when_asked_for_and_changes_no_letter() -> None:
    plain, coloured = render_text(full_ledger()), render_text(full_ledger(), color=True)
    assert "\x1b[" in coloured
    assert re.sub(r"\x1b\[\d+m", "", coloured) == plain


# ── JSON, and all forms ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_json_holds_every_claim_once_and_names_it_elsewhere_by_id() -> None:
    record = json.loads(render_json(full_ledger()))
    assert record["format"] == "marsad.ledger/1"
    assert len(record["claims"]) == 5
    s5 = next(part for part in record["commitments"] if part["id"] == "S5")
    assert s5["standing"] == "disputed"
    assert [item["kind"] for item in s5["entries"]] == ["accusation", "denial"]
    accusation = record["claims"][s5["entries"][0]["claim"]]
    assert accusation["quote"] == ACCUSED
    assert record["ultimatums"][0]["due"] is None
    assert record["ultimatums"][0]["words"] == "نهاية الشهر"
    assert record["harm"] == ["one-outlet-report-assault"]
    assert record["read_past"][0]["quote"] == CAPTION


def test_json_can_be_written_as_utf_8_whatever_a_text_holds() -> None:
    doc = document("one", "نص \ud83d مكسور", outlet="\udcff")
    made = entry(claim(doc, doc.text, "RUS.GOV", "accuse", "breach", actor="TUR.GOV"), "S5", "breach", "TUR.GOV", outlet=doc.outlet)
    one = ledger((doc,), entries=(made,))
    assert json.loads(render_json(one).encode("utf-8"))["claims"][made.claim.id]["quote"] == doc.text
    assert render_html(one).encode("utf-8")
    assert render_text(one).encode("utf-8")


def test_a_quote_that_has_drifted_is_refused() -> None:
    doc = document("one", ACCUSED)
    good = claim(doc, ACCUSED, "RUS.GOV", "accuse", "breach", actor="TUR.GOV", trigger="لم تبعد")
    moved = document("one", "  " + ACCUSED)
    with pytest.raises(Drift):
        render_html(ledger((moved,), entries=(entry(good, "S5", "breach", "TUR.GOV"),)))
    with pytest.raises(Drift, match="does not hold"):
        render_text(ledger((), entries=(entry(good, "S5", "breach", "TUR.GOV"),)))
