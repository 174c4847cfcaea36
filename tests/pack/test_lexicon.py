"""Looking a word up: clitics are peeled, words of several words are found from their first."""

from __future__ import annotations

import pytest

from marsad.pack import load_pack
from marsad.pack.entries import CueEntry, EventEntry, NameEntry
from marsad.pack.lexicon import Option
from marsad.words import cut_words

PACK = load_pack("ar")


def options(text: str, at: int = 0) -> list[Option]:
    return PACK.lexicon.options(cut_words(PACK.folding.fold(text)), at)


def types(word: str) -> set[str]:
    return {option.form.entry.type for option in options(word) if isinstance(option.form.entry, EventEntry)}


@pytest.mark.parametrize(
    "word",
    [
        "قصف",
        "قصفت",
        "وقصفت",
        "فقصف",
        "سيقصف",
        "وستقصف",
        "يقصفون",
        "ليقصف",
        "القصف",
        "بالقصف",
        "والقصف",
        "للقصف",
        "لقصف",
        "قصفها",
        "بقصفهم",
        "قصفه",
    ],
)
def test_an_event_word_is_found_under_its_clitics(word: str) -> None:
    assert "assault" in types(word)


@pytest.mark.parametrize("word", ["القصفت", "السيقصف", "بيقصف", "سقصف", "كقصفوا", "القصفها"])
def test_clitics_that_no_word_of_the_kind_takes_are_not_peeled(word: str) -> None:
    assert types(word) == set()


@pytest.mark.parametrize("word", ["سيقصف", "ستنسحب", "وسينسحب"])
def test_the_future_is_seen_in_the_clitic(word: str) -> None:
    assert [option.proclitic.future for option in options(word)] == [True] * len(options(word))
    assert options(word)


@pytest.mark.parametrize(("word", "joins"), [("وقصف", True), ("فقصف", True), ("قصف", False), ("بقصف", False)])
def test_an_and_is_seen_in_the_clitic(word: str, joins: bool) -> None:
    assert {option.proclitic.joins for option in options(word) if isinstance(option.form.entry, EventEntry)} == {joins}


@pytest.mark.parametrize(("word", "preposition"), [("بقصف", "ب"), ("لقصف", "ل"), ("للقصف", "ل"), ("قصف", "")])
def test_a_preposition_is_seen_in_the_clitic(word: str, preposition: str) -> None:
    found = {
        option.proclitic.preposition
        for option in options(word)
        if isinstance(option.form.entry, EventEntry) and not option.form.is_verb
    }
    assert found == {preposition}


@pytest.mark.parametrize(("word", "enclitic"), [("اتهمها", "ها"), ("اتهموه", "ه"), ("اتهمته", "ه")])
def test_a_pronoun_is_seen_after_a_cue(word: str, enclitic: str) -> None:
    assert {option.enclitic for option in options(word) if isinstance(option.form.entry, CueEntry)} == {enclitic}


def test_words_of_several_words_are_taken_whole_and_the_longest_comes_first() -> None:
    found = options("حزب الله أعلن")
    assert isinstance(found[0].form.entry, NameEntry)
    assert found[0].last == 2
    assert [option.last for option in found] == sorted((option.last for option in found), reverse=True)


@pytest.mark.parametrize("text", ["حزب", "حزب العمال"])
def test_the_first_word_alone_is_not_the_name(text: str) -> None:
    assert not [o for o in options(text) if isinstance(o.form.entry, NameEntry) and o.form.entry.country == "LBN"]


HARMLESS = ["المدرسة", "كتاب", "بيت", "السماء", "أزهار"]


@pytest.mark.parametrize("word", HARMLESS)
def test_a_word_of_peace_tells_of_no_event(word: str) -> None:
    assert types(word) == set()


PRONOUNS_OF_THAT = ["أنها", "إنها", "أنه", "إنه", "أنهم", "بأنها", "أننا"]


@pytest.mark.parametrize("word", PRONOUNS_OF_THAT)
def test_that_with_a_pronoun_is_no_event(word: str) -> None:
    assert types(word) == set()
    assert any(getattr(option.form.entry, "kind", "") == "complementizer" for option in options(word))


def test_a_word_is_analysed_once_and_remembered() -> None:
    assert PACK.lexicon.analyse("قصفت") is PACK.lexicon.analyse("قصفت")
