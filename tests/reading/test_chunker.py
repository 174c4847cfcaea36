"""Chunks: every word in exactly one, the longest thing that can stand at each place."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claim_table import read_text
from marsad.pack import load_pack

CUT = [
    ("قصفت القوات الروسية بلدة سراقب", [("event", "قصفت"), ("actor", "القوات الروسية"), ("little", "بلدة"), ("place", "سراقب")]),
    ("وسيقصف الجيش السوري إدلب", [("event", "وسيقصف"), ("actor", "الجيش السوري"), ("place", "إدلب")]),
    ("قال أردوغان إن روسيا", [("cue", "قال"), ("actor", "أردوغان"), ("little", "إن"), ("actor", "روسيا")]),
    ("قتل ٢٠ مدنيا سوريا", [("event", "قتل"), ("number", "٢٠"), ("actor", "مدنيا سوريا")]),
    ("لم تقصف", [("little", "لم"), ("event", "تقصف")]),
    ("نهاية فبراير", [("time", "نهاية فبراير")]),
    ("وزير الدفاع التركي خلوصي أكار", [("actor", "وزير الدفاع التركي خلوصي أكار")]),
]


@pytest.mark.parametrize(("text", "chunks"), CUT)
def test_a_sentence_is_cut_into_what_its_words_stand_for(text: str, chunks: list[tuple[str, str]]) -> None:
    [sentence] = read_text(text).sentences
    assert [(chunk.kind, sentence.span_of(chunk).of(text)) for chunk in sentence.chunks] == chunks


GOVERNED = [
    ("هجوم على سراقب", "سراقب", "على"),
    ("قصف بإدلب", "إدلب", "ب"),
    ("قصف لإدلب", "إدلب", "ل"),
    ("قصف في إدلب", "إدلب", "في"),
]


@pytest.mark.parametrize(("text", "word", "governor"), GOVERNED)
def test_a_preposition_before_a_place_is_its_governor(text: str, word: str, governor: str) -> None:
    [sentence] = read_text(text).sentences
    [chunk] = [chunk for chunk in sentence.chunks if chunk.kind == "place"]
    assert sentence.span_of(chunk).of(text).endswith(word)
    assert chunk.governor == load_pack("ar").folding.key(governor)


HOMOGRAPHS = [
    ("قالت روسيا إنها ملتزمة", "إنها", "little"),  # not «أنهى»
    ("قال الوزير ذلك", "قال", "cue"),
    ("على الطريق قرب البلدة", "على", "little"),
]


@pytest.mark.parametrize(("text", "word", "kind"), HOMOGRAPHS)
def test_a_word_that_could_be_two_things_is_the_one_that_fits(text: str, word: str, kind: str) -> None:
    [sentence] = read_text(text).sentences
    assert [chunk.kind for chunk in sentence.chunks if word in sentence.span_of(chunk).of(text).split()] == [kind]


WORDS = [
    "قصفت",
    "القوات",
    "الروسية",
    "و",
    "سراقب",
    "في",
    "لم",
    "قال",
    "إن",
    "،",
    ".",
    "«",
    "»",
    "٢٠",
    "أمس",
    "من قبل",
    "الذي",
    "وزير",
    "الدفاع",
    "التركي",
    "خلوصي",
    "؟",
]


@pytest.mark.parametrize(("word", "kind", "pronoun"), [("قتله", "event", "ه"), ("قتلة", "word", ""), ("وردة", "word", "")])
def test_a_last_letter_that_is_no_pronoun_takes_nothing_off_a_word(word: str, kind: str, pronoun: str) -> None:
    text = f"رأى الناس {word} في المدينة"
    [sentence] = read_text(text).sentences
    found = {sentence.span_of(chunk).of(text): (chunk.kind, chunk.enclitic) for chunk in sentence.chunks}
    assert found[word] == (kind, pronoun)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=25))
def test_chunks_cover_every_word_once_and_in_order(words: list[str]) -> None:
    for sentence in read_text(" ".join(words)).sentences:
        at = 0
        for chunk in sentence.chunks:
            assert chunk.first == at < chunk.last
            at = chunk.last
        assert at == len(sentence.words)
