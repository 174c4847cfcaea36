"""Texts in two languages: each paragraph is read by the pack of its own language, or read past and told."""

from __future__ import annotations

import pytest

import marsad.cli.pipeline
import marsad.ingest.language
from marsad.cli.pipeline import code_document
from marsad.model import Document, SkipReason

ARABIC = "أعلنت وزارة الدفاع التركية أن قوات النظام السوري قصفت مدينة إدلب أمس الأربعاء."
RUSSIAN = "Министр заявил, что войска покинули город и перемирие соблюдается."


def document(*lines: str, language: str = "ar") -> Document:
    return Document(id="mixed", text="\n\n".join(lines), language=language)


def test_a_paragraph_in_a_language_without_a_pack_is_read_past_with_the_reason() -> None:
    mixed = document(ARABIC, RUSSIAN, ARABIC.replace("إدلب", "حلب"))
    coded = code_document(mixed)
    assert [part.span.of(mixed.text) for part in coded.skipped if part.reason is SkipReason.other_language] == [RUSSIAN]
    assert len(coded.claims) == 2


def test_a_paragraph_in_a_language_with_a_pack_is_read_by_it(monkeypatch: pytest.MonkeyPatch) -> None:
    mixed = document(RUSSIAN, ARABIC, language="ru")
    load = marsad.cli.pipeline.load_once
    monkeypatch.setattr(marsad.ingest.language, "languages_with_pack", lambda: ("ar", "ru"))
    monkeypatch.setattr(marsad.cli.pipeline, "load_once", lambda language: load("ar"))  # the Arabic pack finds nothing in Russian
    coded = code_document(mixed)
    assert [claim.lang for claim in coded.claims] == ["ar"]
    assert not [part for part in coded.skipped if part.reason is SkipReason.other_language]
