"""Every entry of every pack has an example, and every example is a test: a linguist adds one and sees it pass without Python.

The notation of an expected claim is that of `tests/claim_table.py`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest

from claim_table import PUBLISHED, claims_of, differences, read_text
from marsad.model import Document
from marsad.pack import list_packs, load_pack, read_file
from marsad.reading import read, reader_of


def rows(language: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for file in ("events", "cues"):
        for row in read_file(language, file):
            yield file, row
    for kind in ("light", "aspect"):
        for row in read_file(language, "plain_verbs")[kind]:
            yield f"plain_verbs {kind} {row.get('verb') or row['id']}", row


def examples() -> Iterator[Any]:
    for language in list_packs():
        for file, row in rows(language):
            for number, example in enumerate(row.get("examples") or ()):
                yield pytest.param(
                    language,
                    example["text"],
                    example["claims"],
                    example.get("date", PUBLISHED),
                    id=f"{language}/{file}#{row.get('id', '')}-{number}",
                )


@pytest.mark.parametrize(("language", "text", "expected", "published"), list(examples()))
def test_an_example_gives_exactly_the_claims_that_it_names(
    language: str, text: str, expected: list[str], published: dt.date
) -> None:
    claims = claims_of(text, language, published)
    assert differences(claims, expected) == []


def role_examples() -> Iterator[Any]:
    for language in list_packs():
        raw = read_file(language, "roles")
        for part in ("heads", "qualifiers", "domains"):
            for row in raw[part]:
                yield pytest.param(language, row["example"], row["expect"], id=f"{language}/roles#{part}-{row['id']}")


@pytest.mark.parametrize(("language", "text", "expected"), list(role_examples()))
def test_a_role_is_read_to_the_code_that_its_example_names(language: str, text: str, expected: str) -> None:
    reading = read_text(text, language)
    codes = {
        actor.code for sentence in reading.sentences for chunk in sentence.chunks if chunk.actor for actor in chunk.actor.actors
    }
    assert expected in codes


def furniture_examples() -> Iterator[Any]:
    for language in list_packs():
        for row in read_file(language, "furniture"):
            yield pytest.param(language, row["example"], row["reason"], id=f"{language}/furniture-{row['reason']}")


@pytest.mark.parametrize(("language", "text", "reason"), list(furniture_examples()))
def test_a_furniture_line_is_read_past_with_its_reason(language: str, text: str, reason: str) -> None:
    document = Document(id="example", text=f"خبر أول.\n{text}", language=language)
    assert [part.reason.name for part in read(document, load_pack(language)).skipped] == [reason]
    assert reader_of(load_pack(language)) is reader_of(load_pack(language))
