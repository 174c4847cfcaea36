"""Every entry of every pack has an example, and every example is a test: a linguist adds one and sees it pass without Python.

The notation of an expected claim: `source act type actor > target`, then any of `@place`, `!neg`, `status=…`, `killed=low,high`, `when=…`, `deadline=…`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest

from marsad.coding import code
from marsad.model import Claim, Document
from marsad.pack import list_packs, load_pack, read_file
from marsad.reading import read, reader_of

PUBLISHED = dt.date(2020, 2, 12)


def claims_of(text: str, language: str, published: dt.date | None = PUBLISHED) -> list[Claim]:
    pack = load_pack(language)
    return code(read(Document(id="example", text=text, language=language, published=published), pack), pack)


def rows(language: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for file in ("events", "cues"):
        for row in read_file(language, file):
            yield file, row
    for kind in ("light", "aspect"):
        for row in read_file(language, "plain_verbs")[kind]:
            yield f"plain_verbs {kind} {row['verb']}", row


def examples() -> Iterator[Any]:
    for language in list_packs():
        for file, row in rows(language):
            for number, example in enumerate(row.get("examples") or ()):
                yield pytest.param(language, example["text"], example["claims"], example.get("date", PUBLISHED), id=f"{language}/{file}#{row.get('id', '')}-{number}")


def matches(claim: Claim, expected: str) -> str:
    """Say what a claim lacks of an expectation; nothing where it is met."""
    head, _, rest = expected.partition(">")
    source, act, kind, actor = head.split()
    target, *extras = rest.split(maxsplit=1)
    event = claim.event
    seen = [claim.source, claim.act, event.type, event.actor or "-", event.target or "-"]
    wanted = [source, act, kind, actor, target]
    if seen != wanted:
        return f"{' '.join(seen)}"
    more = extras[0] if extras else ""
    place = more.partition("@")[2]
    for cut in (" !neg", " status=", " killed=", " when=", " deadline="):
        place = place.partition(cut)[0]
    if place.strip() and not (event.place and (place.strip() in event.place or event.place in place.strip())):
        return f"place {event.place}"
    flags = more.replace("@" + place, " ") if place else more
    if ("!neg" in flags) != event.negated:
        return f"negated {event.negated}"
    for flag in flags.split():
        key, _, value = flag.partition("=")
        if key in ("status", "when", "deadline") and getattr(event, key) != value:
            return f"{key} {getattr(event, key)}"
        if key == "killed":
            low, _, high = value.partition(",")
            if event.killed != (int(low), int(high) if high else None):
                return f"killed {event.killed}"
    return ""


@pytest.mark.parametrize(("language", "text", "expected", "published"), list(examples()))
def test_an_example_gives_exactly_the_claims_that_it_names(language: str, text: str, expected: list[str], published: dt.date) -> None:
    claims = claims_of(text, language, published)
    left = list(claims)
    for want in expected:
        hit = next((claim for claim in left if not matches(claim, want)), None)
        assert hit is not None, f"{want} is not among {[shown(claim) for claim in claims]}"
        left.remove(hit)
    assert not left, f"more than expected: {[shown(claim) for claim in left]}"


def shown(claim: Claim) -> str:
    event = claim.event
    extra = f"{' !neg' if event.negated else ''} status={event.status} @{event.place} killed={event.killed} [{claim.rule}]"
    return f"{claim.source} {claim.act} {event.type} {event.actor or '-'} > {event.target or '-'}{extra}"


def role_examples() -> Iterator[Any]:
    for language in list_packs():
        raw = read_file(language, "roles")
        for part in ("heads", "qualifiers", "domains"):
            for row in raw[part]:
                yield pytest.param(language, row["example"], row["expect"], id=f"{language}/roles#{part}-{row['id']}")


@pytest.mark.parametrize(("language", "text", "expected"), list(role_examples()))
def test_a_role_is_read_to_the_code_that_its_example_names(language: str, text: str, expected: str) -> None:
    reading = read(Document(id="example", text=text, language=language, published=PUBLISHED), load_pack(language))
    codes = {actor.code for sentence in reading.sentences for chunk in sentence.chunks if chunk.actor for actor in chunk.actor.actors}
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
