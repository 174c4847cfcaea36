"""Spellings of the languages that the agreement files have words for, as tests need them."""

from __future__ import annotations

from importlib.resources import files

import yaml

from marsad.ledger.phrases import Spelling
from marsad.text import make_folding


def _arabic() -> Spelling:
    table = yaml.safe_load((files("marsad") / "languages" / "ar" / "orthography.yaml").read_text(encoding="utf-8"))
    return Spelling(
        language="ar",
        folding=make_folding(table["letters"], table["dropped"]),
        proclitics=tuple(p["form"] for p in table["proclitics"]),
        enclitics=tuple(table["enclitics"]),
    )


ARABIC = _arabic()
ENGLISH = Spelling(language="en", folding=make_folding({}, ""))
SPELLINGS = {"ar": ARABIC, "en": ENGLISH}
