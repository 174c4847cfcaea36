"""The catalogues: complete in both languages, and used as they are filled."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from marsad.errors import BadPack
from marsad.web.words import LANGUAGES, choose_language, load_words

ROOT = Path(__file__).resolve().parents[2] / "src" / "marsad" / "web"


def test_the_catalogues_have_the_same_keys_and_the_same_places_for_values() -> None:
    first, *others = (load_words(language).by_key for language in LANGUAGES)
    for other in others:
        assert first.keys() == other.keys()
        for key in first:
            if not key.endswith(".one"):  # "one document" may or may not say the number
                assert set(re.findall(r"\{\w+\}", first[key])) == set(re.findall(r"\{\w+\}", other[key])), key


def test_no_words_are_empty_or_left_in_the_other_language() -> None:
    arabic = load_words("ar").by_key
    for key, words in arabic.items():
        assert words.strip(), key
        if key != "site.other_language":
            assert re.search("[\u0621-\u064a]", words), f"{key} is not in Arabic"
    for key, words in load_words("en").by_key.items():
        if key != "site.other_language":
            assert not re.search("[\u0621-\u064a]", words), f"{key} is not in English"


def test_every_key_that_a_page_says_is_in_the_catalogue_and_the_other_way_round() -> None:
    said = set[str]()
    for path in [*ROOT.rglob("*.j2"), *ROOT.rglob("*.py")]:
        said |= set(re.findall(r"""(?:by|reader|self)\.(?:say|count)\(\s*["']([\w.]+)""", path.read_text("utf-8")))
        said |= set(re.findall(r'"((?:nav)\.\w+)"', path.read_text("utf-8")))
    keys = load_words("en").by_key.keys()
    for key in said:
        assert key in keys or any(one.startswith(key) for one in keys), f"{key} has no words"
    for key in keys:
        assert any(key == one or key.startswith(one.rstrip(".")) for one in said), f"nobody says {key}"


def test_a_value_stands_in_an_isolate() -> None:
    assert "\u20682020-02-12\u2069" in load_words("ar").say("calendar.as_of", day="2020-02-12")
    words = load_words("ar")
    inner = words.count("count.claims", 12)
    assert f"\u2068{inner}\u2069" in words.say("incident.told", claims=inner, origins=inner, first="x", last="y")
    with pytest.raises(BadPack, match="no words for"):
        load_words("en").say("nothing.here")


@pytest.mark.parametrize(
    ("asked", "cookie", "accepted", "chosen"),
    [
        ("", "", "", "en"),
        ("", "", "ar-SY,ar;q=0.9,en;q=0.8", "ar"),
        ("", "", "fr,ar;q=0.5,en;q=0.7", "en"),
        ("", "", "fr", "en"),
        ("", "ar", "en", "ar"),
        ("en", "ar", "ar", "en"),
        ("xx", "yy", "ar;q=x,en", "en"),
    ],
)
def test_a_language_is_chosen(asked: str, cookie: str, accepted: str, chosen: str) -> None:
    assert choose_language(asked, cookie, accepted) == chosen
