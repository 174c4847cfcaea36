"""Copies are found by keys and proved on the words."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spellings import ARABIC

from marsad.ledger.copies import (
    PERMUTATIONS,
    SHORTEST,
    bands,
    compare_words,
    document_keys,
    estimate,
    pack_signature,
    resemblance,
    same_document,
    same_sentence,
    sentence_keys,
    share,
    sign,
    unpack_signature,
    words_of,
)

WORDS = st.lists(st.sampled_from([f"w{number}" for number in range(60)]), max_size=40)
BASE = "the army shelled the market of the town on tuesday evening and eleven people were killed the hospital said"

SENTENCES = [
    # first, second, whether copies, why
    (BASE, BASE, True, "word for word"),
    (BASE, BASE.replace("eleven", "thirteen"), True, "another number"),
    (BASE, BASE.replace("the army", "the militants"), True, "another doer"),
    (BASE, BASE.replace(" the hospital said", ""), True, "an attribution left out"),
    (
        BASE,
        f"{BASE} while rescue teams went on to look for the missing under the rubble of three houses until dawn",
        True,
        "a part",
    ),
    (BASE, "on tuesday evening eleven people were killed when shells of the army hit a market", False, "told in other words"),
    (
        BASE,
        "the army shelled the airport and the port of the capital on friday and nobody was hurt the ministry said",
        False,
        "form",
    ),
    ("Monday 12 February 2020 updated at 14 00 GMT", "Monday 19 February 2020 updated at 22 00 GMT", False, "stamps of two days"),
    ("the minister went on to say", "the general went on to say", False, "a formula with another name"),
    ("he said so again", "he said so again", False, "too short to be anybody's own"),
]


@pytest.mark.parametrize(("one", "other", "copies", "why"), SENTENCES, ids=[row[3] for row in SENTENCES])
def test_sentences_are_copies_by_their_words(one: str, other: str, copies: bool, why: str) -> None:
    assert (same_sentence(words_of(one), words_of(other)) is not None) is copies


def test_what_is_a_copy_shares_a_key_and_the_reason_tells_how_much() -> None:
    one, other = words_of(BASE), words_of(BASE.replace("eleven", "thirteen"))
    assert set(sentence_keys(one)) & set(sentence_keys(other))
    assert same_sentence(one, other) == "near copies: 80% of the words in common"


def test_spellings_fall_together_in_the_words() -> None:
    assert words_of("قُصفت إدلب، أمس!", ARABIC.folding) == words_of("قصفت ادلب أمس", ARABIC.folding)


def test_a_sentence_too_short_has_no_keys() -> None:
    assert sentence_keys(("a",) * (SHORTEST - 1)) == ()
    assert sentence_keys(()) == ()


def test_a_signature_is_the_same_on_every_machine_for_one_scheme() -> None:
    # Kept keys hang on it: whoever changes this changes SCHEME, and the store makes its keys anew.
    assert sign(words_of("five words of an example"))[:2] == FIRST_NUMBERS
    assert bands(sign(words_of("five words of an example")))[0] == FIRST_BAND


FIRST_NUMBERS = (3360202697, 3453151133)
FIRST_BAND = "0bc43341ea11941"


@given(WORDS)
def test_a_signature_survives_keeping(words: list[str]) -> None:
    signature = sign(words)
    assert len(signature) == PERMUTATIONS
    assert unpack_signature(pack_signature(signature)) == signature


@given(WORDS, WORDS)
def test_resemblance_is_even_and_never_above_the_share(one: list[str], other: list[str]) -> None:
    found = compare_words(one, other)
    assert found == compare_words(other, one)
    assert 0 <= found.resemblance <= found.share <= 1


@given(WORDS.filter(bool))
def test_a_text_is_wholly_in_itself_and_its_beginning_wholly_in_it(words: list[str]) -> None:
    assert resemblance(words, words) == 1
    assert share(words[: max(2, len(words) // 2)], words) == 1


def test_the_signature_estimates_the_resemblance() -> None:
    dice = random.Random(7)
    errors = []
    for _ in range(300):
        one = [f"w{dice.randrange(10**6)}" for _ in range(25)]
        other = [word if dice.random() < 0.85 else "x" + word for word in one]
        errors.append(estimate(sign(one), sign(other)) - resemblance(one, other))
    assert abs(sum(errors) / len(errors)) < 0.02
    assert max(map(abs, errors)) < 0.3


def make_text(count: int, seed: int) -> list[str]:
    dice = random.Random(seed)
    return [f"w{dice.randrange(5000)}" for _ in range(count)]


DOCUMENTS = [
    (make_text(300, 1), make_text(300, 1), "the same text"),
    (make_text(300, 1), [*make_text(300, 1)[:280], *make_text(15, 3)], "near copies"),
    (make_text(80, 1), [*make_text(200, 2), *make_text(80, 1), *make_text(200, 3)], "a part is copied: 100%"),
    (make_text(300, 1), make_text(300, 2), None),
    (make_text(300, 1), [*make_text(300, 1)[:60], *make_text(240, 2)], None),
]


@pytest.mark.parametrize(("one", "other", "why"), DOCUMENTS, ids=["same", "edited", "part", "other", "a quotation"])
def test_documents_are_copies_whole_or_in_part(one: list[str], other: list[str], why: str | None) -> None:
    found = same_document(one, other)
    assert found is None if why is None else (found or "").startswith(why)
    if why:
        assert set(document_keys(one)) & set(document_keys(other))
