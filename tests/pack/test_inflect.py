"""Inflection at build time: verbs by persons, nouns by case and number, as the tables of the pack say."""

from __future__ import annotations

import pytest

from marsad.pack import load_pack
from marsad.pack.inflect import load_morphology

ARABIC = load_morphology(load_pack("ar").raw["morphology"])

PAST = [
    ("قصف", {"قصف", "قصفت", "قصفوا", "قصفا", "قصفنا"}),
    ("نفي", {"نفي", "نفت", "نفوا", "نفينا"}),
    ("دعا", {"دعا", "دعت", "دعوا", "دعونا"}),
]


@pytest.mark.parametrize(("verb", "forms"), PAST)
def test_a_past_is_spelled_by_persons(verb: str, forms: set[str]) -> None:
    assert forms <= {one.form for one in ARABIC.inflect_past(verb)}


PRESENT = [
    ("يقصف", {"يقصف", "تقصف", "نقصف", "يقصفون", "يقصفوا", "يقصفان"}),
    ("ينفي", {"ينفي", "تنفي", "ينف", "تنف", "ينفون"}),
    ("يدعو", {"يدعو", "تدعو", "يدع", "يدعون"}),
    ("يقول", {"يقول", "تقول", "يقل", "تقل", "يقولون"}),
]


@pytest.mark.parametrize(("verb", "forms"), PRESENT)
def test_a_present_is_spelled_by_persons_and_after_lam(verb: str, forms: set[str]) -> None:
    assert forms <= {one.form for one in ARABIC.inflect_present(verb)}


NOT = [("يقصف", "يقف"), ("يهاجم", "يهجم"), ("ينسحب", "ينحب")]


@pytest.mark.parametrize(("verb", "form"), NOT)
def test_only_a_hollow_verb_loses_its_vowel(verb: str, form: str) -> None:
    assert form not in {one.form for one in ARABIC.inflect_present(verb)}


NOUNS = [
    ("غاره", {"غاره", "غارتان", "غارتين"}),
    ("جندي", {"جندي", "جنديا", "جنديان", "جنديين"}),
    ("مقاتلون", {"مقاتلون", "مقاتلين", "مقاتلو", "مقاتلي"}),
    ("غارات", {"غارات"}),
]


@pytest.mark.parametrize(("noun", "forms"), NOUNS)
def test_a_noun_is_spelled_in_its_cases_and_numbers(noun: str, forms: set[str]) -> None:
    assert forms <= {one.form for one in ARABIC.inflect_noun(noun)}


@pytest.mark.parametrize("form", ["تركي", "تركيه", "تركيا", "تركيين", "تركيتان"])
def test_an_adjective_is_spelled_in_its_genders_and_numbers(form: str) -> None:
    assert form in {one.form for one in ARABIC.inflect_adjective("تركي")}


def test_a_person_is_named_without_primes() -> None:
    persons = {one.person for verb in ("نفي", "دعا", "قصف") for one in ARABIC.inflect_past(verb)}
    assert not any("'" in person for person in persons)
    assert {"3ms", "3fs", "3mp"} <= persons


def test_a_language_without_tables_leaves_words_as_they_are() -> None:
    plain = load_morphology({})
    assert [one.form for one in plain.inflect_noun("truce")] == ["truce"]
    assert [one.form for one in plain.inflect_past("said")] == ["said"]
