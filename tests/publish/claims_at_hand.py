"""A document of our own with its claim, for tests of what is published."""

from __future__ import annotations

import datetime as dt

from marsad.model import Claim, Document, Event, Evidence, Flag, FlagKind, Place
from marsad.text import Span

TEXT = "خبر أول.\r\nاتهم وزير الدفاع التركي روسيا بقصف سراقب، وقال إن أكثر من عشرة مدنيين قتلوا.\n"


def make_document(text: str = TEXT, *, title: str = "خبر") -> Document:
    return Document(id="report", text=text, language="ar", title=title, outlet="وكالة تجريبية", published=dt.date(2020, 2, 12))


def find(words: str, text: str = TEXT) -> Evidence:
    start = text.index(words)
    return Evidence(span=Span(start, start + len(words)), quote=words)


def make_claim(*, note: str = "", place: str = "سراقب") -> Claim:
    return Claim(
        id="c1",
        doc="report",
        lang="ar",
        date="2020-02-12",
        sentence=Span(TEXT.index("اتهم"), len(TEXT) - 1),
        source="TUR.GOV",
        act="accuse",
        event=Event(
            type="assault", actor="RUS.MIL", target="SYR.CVL", place=place, killed=(11, None), wounded=(3, 5), mode="shelling"
        ),
        cue=find("اتهم"),
        trigger=find("قصف"),
        rule="ar/cues/accuse",
        actor=find("روسيا"),
        speaker=find("وزير الدفاع التركي"),
        place=find("سراقب"),
        located=Place(name="Saraqib", country="SYR", kind="town", latitude=35.86, longitude=36.8),
        transmitted_by=("SYR.MED",),
        flags=(Flag(FlagKind.wrong_country, find("سراقب").span, "told with another country"),),
        note=note,
    )
