"""Copies: which sentences and documents repeat each other's words, found by keys and proved on the words themselves.

A text is cut into *shingles*, runs of neighbouring folded words: two words in a sentence (one changed word then costs two shingles
of a sentence's twenty), three in a document, where there are enough of them. MinHash (rensa) draws a signature from the shingles,
and the signature is cut into *bands*: two texts that share a band may be copies and are compared, all others never meet, so that
the work grows with the number of texts and not with its square. The hashes only propose. What is said to be a copy is measured on
the shingles themselves, so that precision does not hang on hashing.

`SCHEME` names everything that a stored key depends on: kept keys are good only beside keys of the same scheme.
"""

from __future__ import annotations

import hashlib
import re
import struct
import zlib
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from rensa import RMinHash

from marsad.text import Folding

Signature = tuple[int, ...]
Words = tuple[str, ...]

SENTENCE = 2  # words of a sentence's shingle
DOCUMENT = 3  # words of a document's
PERMUTATIONS = 48
SEED = 20200305  # any number will do, as long as it stays
ROWS = 4
SHORTEST = 5  # words of the shortest sentence that is compared at all: shorter ones stand everywhere
SCHEME = f"shingles-{SENTENCE}-{DOCUMENT}/minhash-{RMinHash.ALGORITHM_VERSION}-{PERMUTATIONS}-{SEED}/bands-{ROWS}"

ALIKE = 0.6  # resemblance from which two sentences are near copies …
SHORT_ALIKE = 0.75  # … and short ones, of which many are formulas ("X went on to say")
PART = 0.85  # share of the shorter in the longer from which one stands in the other …
LONG_ENOUGH = 9  # … where the shorter has so many words
WHOLE = 0.7  # resemblance from which two documents are copies
PASSAGE = 0.5  # share of the shorter from which one document holds a part of the other

_WORD = re.compile(r"[^\W_]+")
_NUMBERS = 0.25  # share of numbers among the words of a line above which it is its numbers that it tells
_LITTLE = 3  # letters of a little word
_STRIDE = 7  # words of a passage's key
_SAMPLED = 16  # one passage in so many is a key


def words_of(text: str, folding: Folding | None = None) -> Words:
    """Cut a text into the folded words by which copies are compared: marks go, case goes, numbers stay."""
    return tuple(_WORD.findall((folding.key(text) if folding else text).casefold()))


def shingles(words: Sequence[str], size: int = SENTENCE) -> frozenset[str]:
    """Give the runs of `size` neighbouring words; of a text that is shorter, the text itself."""
    if len(words) <= size:
        return frozenset({" ".join(words)} if words else ())
    return frozenset(" ".join(words[at : at + size]) for at in range(len(words) - size + 1))


_known_shingles = lru_cache(4096)(shingles)  # one sentence is compared with dozens of others


def sign(words: Sequence[str], size: int = SENTENCE) -> Signature:
    """Draw the MinHash signature of a text: 48 numbers of 32 bits, the same on every machine for one `SCHEME`."""
    made = RMinHash(num_perm=PERMUTATIONS, seed=SEED)
    made.update(sorted(shingles(words, size)))
    return tuple(made.digest())


def pack_signature(signature: Signature) -> bytes:
    """Write a signature as bytes, for keeping: four each, the lowest first."""
    return struct.pack(f"<{len(signature)}I", *signature)


def unpack_signature(packed: bytes) -> Signature:
    """Read a signature that was kept."""
    return struct.unpack(f"<{len(packed) // 4}I", packed)


def bands(signature: Signature) -> tuple[str, ...]:
    """Give the keys under which a text is looked up: 12 bands of 4 numbers.

    Two texts share a key with the probability 1 - (1 - s⁴)¹², s being their resemblance: 0.02 at 0.2, 0.09 at 0.3, 0.54 at 0.5
    (where the curve is steepest), 0.81 at 0.6, 0.96 at 0.7, 0.998 at 0.8.
    """
    packed = pack_signature(signature)
    width = 4 * ROWS
    return tuple(
        f"{at // width:x}{hashlib.blake2b(packed[at : at + width], digest_size=7).hexdigest()}"
        for at in range(0, len(packed), width)
    )


def sentence_keys(words: Sequence[str]) -> tuple[str, ...]:
    """Give the keys of a sentence; none where it is too short to be anybody's own."""
    return bands(sign(words)) if len(words) >= SHORTEST else ()


def document_keys(words: Sequence[str]) -> tuple[str, ...]:
    """Give the keys of a document: bands for copies of the whole, and sampled runs of seven words for copies of a part.

    One run in sixteen is sampled, by its own check sum: a passage that two documents share is sampled in both or in neither. Sixty
    words in common share a key 97 times in 100.
    """
    whole = bands(sign(words, DOCUMENT)) if len(words) >= SHORTEST else ()
    runs = (" ".join(words[at : at + _STRIDE]).encode("utf-8", "surrogatepass") for at in range(len(words) - _STRIDE + 1))
    sums = dict.fromkeys(zlib.crc32(run) for run in runs)
    return (*(f"w{key}" for key in whole), *(f"p{number:08x}" for number in sums if number % _SAMPLED == 0))


def estimate(a: Signature, b: Signature) -> float:
    """Estimate the resemblance of two texts from their signatures alone (± 0.07, the standard error of 48 draws at the worst)."""
    return sum(x == y for x, y in zip(a, b, strict=True)) / len(a)


class Likeness(NamedTuple):
    """How much two texts have in common, as shares of shingles.

    `resemblance` is of both together (Jaccard), `share` of the shorter that stands in the longer.
    """

    resemblance: float
    share: float


_NOTHING = Likeness(0.0, 0.0)


def compare_words(a: Sequence[str], b: Sequence[str], size: int = SENTENCE) -> Likeness:
    """Measure on the words themselves what two texts have in common."""
    if tuple(a) == tuple(b):
        return Likeness(1.0, 1.0) if a else _NOTHING
    first, second = _known_shingles(tuple(a), size), _known_shingles(tuple(b), size)
    common = len(first & second)
    if not common:
        return _NOTHING
    return Likeness(common / (len(first) + len(second) - common), common / min(len(first), len(second)))


def resemblance(a: Sequence[str], b: Sequence[str], size: int = SENTENCE) -> float:
    """Give the share of shingles that two texts have in common of all that they have (Jaccard)."""
    return compare_words(a, b, size).resemblance


def share(a: Sequence[str], b: Sequence[str], size: int = SENTENCE) -> float:
    """Give the share of the shorter text's shingles that stand in the longer."""
    return compare_words(a, b, size).share


class Wording:
    """The words of a sentence with all by which they are compared; one object for all sentences of the same words.

    `long` are the words of more than three letters: in every language most of the shorter ones are little words.
    """

    __slots__ = ("long", "numbers", "shingles", "stamped", "words")

    def __init__(self, words: Words) -> None:
        self.words = words
        self.shingles = shingles(words)
        self.numbers = tuple(word for word in words if word[0].isdigit())
        self.stamped = len(self.numbers) > _NUMBERS * len(words)
        self.long = frozenset(word for word in words if len(word) > _LITTLE)


look_at_words = lru_cache(1 << 15)(Wording)


def share_words(a: Wording, b: Wording) -> float:
    """Give the share of the fewer long words that stand in the other, in any order; fewer than two have nothing in common."""
    fewer = min(len(a.long), len(b.long))
    return len(a.long & b.long) / fewer if fewer > 1 else 0.0


def liken(a: Wording, b: Wording) -> Likeness:
    """Measure what two sentences have in common, as `compare_words` does."""
    if a is b:
        return _NOTHING if not a.words else Likeness(1.0, 1.0)
    first, second = a.shingles, b.shingles
    common = len(first & second)
    if not common:
        return _NOTHING
    return Likeness(common / (len(first) + len(second) - common), common / min(len(first), len(second)))


def same_sentence(a: Sequence[str], b: Sequence[str]) -> str | None:
    """Say why two sentences are near copies, or nothing where they are not."""
    return same_wording(look_at_words(tuple(a)), look_at_words(tuple(b)))


def same_wording(a: Wording, b: Wording) -> str | None:
    """Say why two sentences are near copies, or nothing where they are not; lines that are mostly other numbers never are.

    Such are times of an update, results, rates.
    """
    shorter = min(len(a.words), len(b.words))
    if shorter < SHORTEST or ((a.stamped or b.stamped) and a.numbers != b.numbers):
        return None
    found = liken(a, b)
    if found.resemblance == 1:
        return "the same sentence"
    if found.resemblance >= (ALIKE if shorter >= LONG_ENOUGH else SHORT_ALIKE):
        return f"near copies: {found.resemblance:.0%} of the words in common"
    if found.share >= PART and shorter >= LONG_ENOUGH:
        return f"one sentence stands in the other: {found.share:.0%} of the shorter"
    return None


def same_document(a: Sequence[str], b: Sequence[str]) -> str | None:
    """Say how one document copies another, whole or in part, or nothing where they only speak of the same."""
    if min(len(a), len(b)) < SHORTEST:
        return None
    found = compare_words(a, b, DOCUMENT)
    if found.resemblance == 1:
        return "the same text"
    if found.resemblance >= WHOLE:
        return f"near copies: {found.resemblance:.0%} of the words in common"
    if found.share >= PASSAGE:
        return f"a part is copied: {found.share:.0%} of the shorter"
    return None
