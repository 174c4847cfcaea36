"""Loading a pack: compiled once, refused with the file and what to do where it breaks its form."""

from __future__ import annotations

from collections import Counter
from typing import get_args

import pytest

from marsad.errors import BadPack, NoPack
from marsad.model import Act, EventType
from marsad.pack import list_packs, load_pack, read_file
from marsad.pack.compile import Compiler
from marsad.pack.inflect import load_morphology

ARABIC = load_pack("ar")


def compiler() -> Compiler:
    return Compiler(ARABIC.folding.key, load_morphology(ARABIC.raw["morphology"]), "ar")


def test_arabic_has_a_pack_and_it_is_loaded_once() -> None:
    assert "ar" in list_packs()
    assert load_pack("ar") is ARABIC


@pytest.mark.parametrize("code", ["xx", "", "AR", "../ar", "ar/"])
def test_a_language_without_a_pack_is_refused_with_those_that_have_one(code: str) -> None:
    with pytest.raises(NoPack, match="ar"):
        load_pack(code)


def test_an_arabic_pack_reads_from_right_to_left_and_names_itself() -> None:
    assert (ARABIC.code, ARABIC.direction, ARABIC.name["en"]) == ("ar", "rtl", "Arabic")


BROKEN_EVENTS = [
    ({"type": "assault", "nouns": ["قصف"]}, "id"),
    ({"id": "x", "type": "assault", "colour": "red"}, "colour"),
    ({"id": "x", "type": "picnic", "nouns": ["قصف"]}, "picnic"),
    ({"id": "x", "type": "assault", "verbs": ["قصف يقصف قاصف"]}, "past and a present"),
]


@pytest.mark.parametrize(("row", "told"), BROKEN_EVENTS)
def test_a_broken_event_entry_is_refused_with_its_file_and_its_fault(row: dict[str, object], told: str) -> None:
    with pytest.raises(BadPack, match=told) as caught:
        list(compiler().events([row], "ar/events.yaml"))
    assert "events.yaml" in str(caught.value)


@pytest.mark.parametrize(
    ("row", "told"),
    [({"id": "x", "act": "sing", "verbs": ["قال يقول"]}, "sing"), ({"id": "x", "act": "state", "louder": True}, "louder")],
)
def test_a_broken_cue_entry_is_refused_with_its_file_and_its_fault(row: dict[str, object], told: str) -> None:
    with pytest.raises(BadPack, match=told) as caught:
        list(compiler().cues([row], "ar/cues.yaml"))
    assert "cues.yaml" in str(caught.value)


@pytest.mark.parametrize("file", ["events", "cues"])
@pytest.mark.parametrize("language", list_packs())
def test_no_two_entries_have_one_id(language: str, file: str) -> None:
    assert [one for one, count in Counter(row["id"] for row in read_file(language, file)).items() if count > 1] == []


@pytest.mark.parametrize("file", ["events", "cues"])
@pytest.mark.parametrize("language", list_packs())
def test_every_entry_has_an_example(language: str, file: str) -> None:
    assert [row["id"] for row in read_file(language, file) if not row.get("examples")] == []


LEMMAS = [
    ("قصف يقصف", [(["قصف", "يقصف"], ())]),
    ("أطلق يطلق + النار", [(["اطلق", "يطلق"], ("النار",))]),
    ("أطلق يطلق .. سراح", [(["اطلق", "يطلق"], ("..", "سراح"))]),
    ("شاهد + عيان شهود + عيان", [(["شاهد"], ("عيان",)), (["شهود"], ("عيان",))]),
]


@pytest.mark.parametrize(("text", "groups"), LEMMAS)
def test_the_notation_of_a_lemma_is_read(text: str, groups: list[tuple[list[str], tuple[str, ...]]]) -> None:
    assert compiler().lemma(text) == groups


def test_every_event_type_of_the_guidelines_but_none_has_arabic_words() -> None:
    types = {row["type"] for row in ARABIC.raw["events"]}
    assert types >= set(get_args(EventType)) - {"none"}


def test_every_act_of_the_guidelines_has_arabic_words() -> None:
    acts = {row["act"] for row in ARABIC.raw["cues"]} | {row["otherwise"] for row in ARABIC.raw["cues"] if row.get("otherwise")}
    assert acts >= set(get_args(Act)) - {"report"}
