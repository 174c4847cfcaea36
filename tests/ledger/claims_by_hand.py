"""Hand-made documents and claims for the tests of linking and settling."""

from __future__ import annotations

import datetime as dt
from typing import Any

from spellings import SPELLINGS

from marsad.ledger import Lens, load_agreements, make_lens
from marsad.model import Claim, Document, Event, Evidence
from marsad.text import Span

AGREEMENTS = load_agreements()
LENSES: dict[tuple[str, str], Lens] = {
    (key, language): make_lens(agreement, spelling)
    for key, agreement in AGREEMENTS.items()
    for language, spelling in SPELLINGS.items()
}


def document(text: str, day: str | None = "2020-02-12", language: str = "ar", name: str = "doc") -> Document:
    return Document(id=name, text=text, language=language, published=dt.date.fromisoformat(day) if day else None)


def claim(doc: Document, source: str, act: str, kind: str, *, sentence: str = "", trigger: str = "", **event: Any) -> Claim:
    start = doc.text.index(sentence) if sentence else 0
    span = Span(start, start + len(sentence)) if sentence else Span(0, len(doc.text))
    at = doc.text.index(trigger, start) if trigger else 0
    said_as = event.pop("said_as", ())
    return Claim(
        id=f"{doc.id}:{source}:{act}:{kind}:{start}:{at}:{event.get('actor')}:{event.get('target')}",
        doc=doc.id,
        lang=doc.language,
        date=doc.published.isoformat() if doc.published else None,
        sentence=span,
        source=source,
        act=act,  # type: ignore[arg-type]
        event=Event(type=kind, **event),  # type: ignore[arg-type]
        cue=None,
        trigger=Evidence(span=Span(at, at + len(trigger)), quote=trigger) if trigger else None,
        rule="test",
        said_as=said_as,
    )
