"""What a ledger shows of origins, incidents, standings and the calendar, in every form: each number leads to its words."""

from __future__ import annotations

import datetime as dt
import json
import re
from functools import cache
from typing import Any

import pytest

from marsad.errors import Drift
from marsad.ledger.origins import origins_by_telling
from marsad.ledger.settle import assemble
from marsad.ledger.standing import Grounds, stand_at_turns
from marsad.ledger.tellings import key_of, make_telling
from marsad.model import (
    Agreement,
    Amended,
    Claim,
    Commitment,
    Count,
    Deadline,
    Difference,
    Document,
    Entry,
    Event,
    Incident,
    Ledger,
    Link,
    Origin,
    Party,
    Role,
    Telling,
    Zone,
)
from marsad.publish.bidi import FIRST_STRONG_ISOLATE as FSI
from marsad.publish.bidi import POP_ISOLATE as PDI
from marsad.publish.bidi import columns
from marsad.publish.labels import load_labels
from marsad.publish.ledger_html import render_html
from marsad.publish.ledger_json import render_json
from marsad.publish.ledger_text import render_text
from marsad.publish.ledger_view import view_ledger
from marsad.text import Span

OUTLETS = ("وكالة النهر", "صحيفة الجسر", "إذاعة الوادي", "قناة السهل", "موقع الشاطئ")
ACCUSATION = "قالت أنقرة إن قوات دمشق قصفت القرية."
DENIAL = "نفت دمشق أنها قصفت القرية."
DEMAND = "طالبت أنقرة دمشق بالانسحاب قبل نهاية الشهر."
LATER = "طالبت أنقرة دمشق بالانسحاب قبل العاشر من الشهر المقبل."


def document(number: int, text: str, day: int) -> Document:
    outlet = OUTLETS[number % len(OUTLETS)]
    return Document(id=f"n{number}", text=text, language="ar", published=dt.date(2020, 2, day), outlet=outlet)


def claim(doc: Document, source: str, act: str, kind: str, **event: Any) -> Claim:
    return Claim(
        id=f"{doc.id}-{source}-{act}",
        doc=doc.id,
        lang="ar",
        date=doc.published.isoformat() if doc.published else None,
        sentence=Span(0, len(doc.text)),
        source=source,
        act=act,  # type: ignore[arg-type]
        event=Event(type=kind, **event),  # type: ignore[arg-type]
        cue=None,
        trigger=None,
        rule="ar.test",
    )


def entry(made: Claim, effect: Any) -> Entry:
    link = Link(agreement="x-2020", commitment="E1", effect=effect, by=made.source, of=made.event.actor, reason="", claim=made.id)
    return Entry(claim=made, link=link, said=dt.date.fromisoformat(made.date or ""), outlet=OUTLETS[int(made.doc[1:]) % 5])


def terms() -> Agreement:
    amended = Amended(by="other-2020", date=dt.date(2020, 3, 31), since=dt.date(2020, 2, 1))
    deadline = Deadline(kind="absolute", date=dt.date(2020, 1, 31), words="by the end of January")
    moved = Deadline(kind="absolute", date=dt.date(2020, 2, 10), amended=amended)
    return Agreement(
        id="x-2020",
        title="A truce",
        title_ar="هدنة",
        signed=dt.date(2020, 1, 1),
        in_force=dt.date(2020, 1, 2),
        until=None,
        place="Vienna",
        parties=(
            Party(name="Turkey", role=Role.signatory, codes=("TUR.GOV",)),
            Party(name="Syria", role=Role.signatory, codes=("SYR.GOV",)),
        ),
        zone=Zone(countries=("SYR",)),
        names=(),
        not_this=(),
        commitments=(
            Commitment(id="E1", kind="standing", obligated=("SYR.GOV",), what="No village is shelled.", deadline=deadline),
            Commitment(id="E2", kind="task", obligated=(), what="The posts are moved.", deadline=moved),
        ),
        sources=(),
    )


def toll(number: int, source: str, dead: int) -> tuple[Document, Claim]:
    doc = document(number, f"قتل {dead} شخصاً في قصف القرية.", 13)
    return doc, claim(doc, source, "report", "assault", actor="SYR.MIL", killed=(dead, dead), place="القرية", when="2020-02-12")


@cache
def full_ledger() -> Ledger:
    """One statement in five outlets, its denial, one strike with 11, 13 and 14 dead, an ultimatum and what took its place."""
    carried = [document(n, ACCUSATION, 12) for n in range(5)]
    said = [claim(d, "TUR.GOV", "accuse", "assault", actor="SYR.MIL", place="القرية", when="2020-02-12") for d in carried]
    denied = document(5, DENIAL, 13)
    denial = claim(denied, "SYR.GOV", "deny", "assault", actor="SYR.MIL")
    tolls = [toll(6, "outlet", 13), toll(7, "SYR.NGO", 14), toll(8, "TUR.GOV", 11)]
    first, second = document(9, DEMAND, 5), document(10, LATER, 14)
    asked = claim(first, "TUR.GOV", "demand", "retreat", actor="SYR.MIL", status="future", deadline="2020-02-29")
    again = claim(second, "TUR.GOV", "demand", "retreat", actor="SYR.MIL", status="future", deadline="2020-03-10")
    documents = (*carried, denied, *(d for d, _ in tolls), first, second)
    by_id = {d.id: d for d in documents}
    claims = [*said, denial, *(c for _, c in tolls), asked, again]
    tellings = {key_of(c): make_telling(c, by_id[c.doc]) for c in claims}
    origins = _origins([tellings[key_of(c)] for c in said], [tellings[key_of(c)] for c in claims[5:]])
    entries = [*(entry(c, "breach") for c in said), entry(denial, "deny"), *(entry(c, "breach") for _, c in tolls)]
    told = [tellings[key_of(c)] for c in (*said, *(c for _, c in tolls))]
    return assemble(
        terms(), entries, claims, documents, origins=origins, incidents=(_incident(told, origins_by_telling(origins)),),
        today=dt.date(2020, 2, 20),
    )  # fmt: skip


def _origins(carried: list[Telling], single: list[Telling]) -> list[Origin]:
    drift = Difference(field="doer", values=(("SYR.MIL", tuple(t.key for t in carried[:4])), ("", (carried[4].key,))))
    statement = Origin(id="o-said", kind="statement", tellings=tuple(carried), why="one statement", drift=(drift,))
    return [statement, *(Origin(id=f"o-{t.document}", kind="single", tellings=(t,)) for t in single)]


def _incident(told: list[Telling], origin_of: dict[str, str]) -> Incident:
    killed = [t for t in told if t.claim.event.killed]
    return Incident(
        id="i1",
        type="assault",
        tellings=tuple(told),
        origins=tuple(dict.fromkeys(origin_of[t.key] for t in told)),
        why="one place, one day",
        place="القرية",
        first=dt.date(2020, 2, 12),
        last=dt.date(2020, 2, 12),
        counts=tuple(Count(origin=origin_of[t.key], field="killed", bounds=t.claim.event.killed or (0, 0)) for t in killed),
        differences=(Difference(field="place", values=(("القرية", (told[0].key,)), ("ريف القرية", (told[5].key,)))),),
    )


def plain(text: str) -> str:
    return " ".join(re.sub(f"[{FSI}{PDI}]", "", text).split())


def section(text: str, title: str) -> str:
    part = next(block for block in re.split(r"^─+$", text, flags=re.MULTILINE) if title in block)
    return plain(part)


# ── Origins ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_one_statement_in_five_outlets_stands_once_with_all_of_them() -> None:
    view = view_ledger(full_ledger(), load_labels())
    (lead,) = [line for line in view.chapters[1].lines if line.claim.source == "TUR.GOV" and line.claim.act == "accuse"]
    assert lead.outlets == OUTLETS
    assert len(view.chapters[1].every) == 9
    text = plain(render_text(full_ledger(), width=200))
    assert "one origin in 5 outlets: وكالة النهر d1 2020-02-12 [1] · صحيفة الجسر d2 2020-02-12 [2]" in text
    assert text.count(f"«{ACCUSATION}»") == 1


def test_what_copies_tell_otherwise_stands_beneath_with_its_lines() -> None:
    text = plain(render_text(full_ledger(), width=200))
    assert "told otherwise: doer: forces of Syria [1] [2] [3] [4] / not told [5]" in text


def test_the_matrix_counts_an_origin_once() -> None:
    html = render_html(full_ledger())
    table = html[html.index('class="matrix"') : html.index("</table>", html.index('class="matrix"'))]
    assert re.findall(r"<strong>(\d+)</strong>", table) == ["1"]


# ── Incidents ────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_dead_stand_side_by_side_with_who_says_which() -> None:
    (happening,) = view_ledger(full_ledger(), load_labels()).happenings
    assert [(figure.words, figure.by) for figure in happening.figures] == [
        ("11 killed", "Turkey"),
        ("13 killed", OUTLETS[1]),
        ("14 killed", "a monitor or aid group (Syria)"),
    ]
    assert all(figure.line.claim.event.killed for figure in happening.figures)
    told = section(render_text(full_ledger(), width=200), "Incidents")
    assert re.search(r"11 killed Turkey \[\d+\] 13 killed صحيفة الجسر \[\d+\] 14 killed a monitor or aid group", told)
    assert "4 origins in 5 outlets; together because of: one place, one day" in told
    assert "place: القرية [1] / ريف القرية" in told


def test_an_incident_that_one_origin_tells_without_a_number_stands_in_its_chapter_alone() -> None:
    made = full_ledger()
    lone = made.incidents[0].tellings[0]
    single = Incident(id="i2", type="assault", tellings=(lone,), origins=("o-said",))
    ledger = assemble(made.agreement, made.entries, (), made.documents, origins=made.origins, incidents=(single,))
    assert view_ledger(ledger, load_labels()).happenings == ()


# ── Standing ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_every_count_of_a_standing_opens_as_many_lines() -> None:
    chapter = view_ledger(full_ledger(), load_labels()).chapters[1]
    counted = {measure.code: (measure.count, len(measure.parties), len(measure.others)) for measure in chapter.measures}
    # Turkey by its statement and its toll is one voice; the outlet and the monitor are two others.
    assert counted == {"said": (4, 2, 2), "happened": (3, 1, 2), "who": (3, 1, 2), "breach": (0, 0, 0), "against": (1, 1, 0)}
    numbers = {line.number for line in chapter.every}
    assert all(line.number in numbers for measure in chapter.measures for line in measure.lines)


def test_the_days_on_which_the_word_changed_stand_in_their_order() -> None:
    chapter = view_ledger(full_ledger(), load_labels()).chapters[1]
    assert [(str(turn.day), turn.word) for turn in chapter.turns] == [("2020-02-12", "alleged"), ("2020-02-13", "disputed")]
    assert "2020-02-12 alleged → 2020-02-13 disputed" in plain(render_text(full_ledger()))


def test_a_count_that_cannot_open_its_words_is_refused() -> None:
    made = full_ledger()
    wrong = stand_at_turns(made.entries, Grounds({key_of(e.claim): "o-gone" for e in made.entries}), made.agreement)
    ledger = Ledger(**{**{f: getattr(made, f) for f in Ledger.__slots__}, "standings": wrong, "origins": ()})
    with pytest.raises(Drift, match="o-gone"):
        view_ledger(ledger, load_labels())


# ── The calendar ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_deadlines_stand_apart_from_ultimatums_each_with_its_state() -> None:
    text = render_text(full_ledger(), width=200)
    deadlines = section(text, "Deadlines of the text, as they stand on 2020-02-20")
    assert "E1 2020-01-31 passed No village is shelled. the text: by the end of January since then [1] 2020-02-12" in deadlines
    assert "E2 2020-02-10 superseded by other-2020, now 2020-03-31" in deadlines
    assert "E2 2020-03-31 open" in deadlines
    ultimatums = section(text, "Ultimatums, set by speakers")
    assert "Turkey to Syria · due 2020-02-29 · superseded, now 2020-03-10" in ultimatums
    assert "Turkey to Syria · due 2020-03-10 · issued" in ultimatums
    assert f"«{DEMAND}»" in ultimatums
    assert "2020-02-29" not in deadlines


def test_a_deadline_of_which_nothing_is_told_since_says_so_and_nothing_more() -> None:
    made = full_ledger()
    ledger = assemble(made.agreement, (), (), made.documents, today=dt.date(2020, 4, 20))
    for form in (render_text(ledger), render_html(ledger)):
        assert "nothing is reported of it since, in these documents" in plain(form)
        assert not re.search(r"\bmissed\b(?!:)", form.replace("does not say that it was missed", ""))


# ── All forms ────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_json_lists_claims_for_every_count() -> None:
    record = json.loads(render_json(full_ledger()))
    e1 = next(part for part in record["commitments"] if part["id"] == "E1")
    assert e1["standing"] == "disputed"
    assert e1["turns"] == [{"day": "2020-02-12", "standing": "alleged"}, {"day": "2020-02-13", "standing": "disputed"}]
    assert e1["measures"]["happened"]["origins"] == 3
    assert [count["low"] for count in record["incidents"][0]["counts"]] == [13, 14, 11]
    assert record["origins"]["o-said"]["outlets"] == list(OUTLETS)
    assert [item["origin"] for item in e1["entries"] if item["leads"]] == ["o-said", "o-n5", "o-n6", "o-n7", "o-n8"]
    assert [(item["due"], item["state"], item["moved_to"]) for item in record["ultimatums"]] == [
        ("2020-02-29", "superseded", "2020-03-10"),
        ("2020-03-10", "issued", None),
    ]
    listed = {key for dated in (*record["deadlines"], *record["ultimatums"]) for key in (*dated["claims"], *dated["after"])}
    listed |= {key for found in record["incidents"] for key in found["claims"]}
    assert listed <= set(record["claims"])


def test_every_link_of_the_page_leads_to_one_place_and_every_line_has_one() -> None:
    html = render_html(full_ledger())
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', html)) <= set(ids)


@pytest.mark.parametrize("width", [60, 80, 100])
def test_no_row_is_wider_than_the_terminal_and_every_isolate_is_closed(width: int) -> None:
    for row in render_text(full_ledger(), width=width).splitlines():
        assert columns(row) <= width
        assert row.count(FSI) == row.count(PDI)


def test_outlets_and_places_stand_in_bdi() -> None:
    html = render_html(full_ledger())
    figures = html[html.index('class="figures"') :]
    assert f'<strong>13 killed</strong> <bdi dir="auto">{OUTLETS[1]}</bdi>' in figures
    assert '<bdi dir="auto">القرية</bdi>' in html
