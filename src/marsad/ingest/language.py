"""Which language a text is in, by its script, its own letters and its little words.

It is a small rule on purpose: it has to tell Arabic from its neighbours in the same script, and to say "another" rather than guess.
What it knows is in `languages.yaml`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import yaml

from marsad.errors import NoPack

OTHER = "other"
UNDETERMINED = "und"
_LOOKED_AT = 20_000  # code points from the start: a page is in one language, and the little words come early
_WORD = re.compile(r"[^\W\d_]+")
_LEAST = 0.02  # share of words below which a language has not shown itself


class Tongue(NamedTuple):
    """How a language shows itself: letters that its neighbours lack, and its little words."""

    name: str
    letters: frozenset[str]
    words: frozenset[str]


class Script(NamedTuple):
    """A script: its letters, the languages in it, and what a text without a sign is taken for."""

    letters: re.Pattern[str]
    tongues: Mapping[str, Tongue]
    default: str


class _Known(NamedTuple):
    scripts: tuple[Script, ...]
    alike: Mapping[int, str]


@cache
def _known() -> _Known:
    data: dict[str, Any] = yaml.safe_load(files("marsad.ingest").joinpath("languages.yaml").read_text("utf-8"))
    alike = {ord(letter): other for letter, other in data["alike"].items()}
    return _Known(tuple(_script(entry, data["languages"], alike) for entry in data["scripts"]), alike)


def _script(entry: Mapping[str, str], languages: Mapping[str, Any], alike: Mapping[int, str]) -> Script:
    tongues = {
        code: Tongue(known["name"], frozenset(known["letters"]), frozenset(word.translate(alike) for word in known["words"]))
        for code, known in languages.items()
        if known["script"] == entry["name"]
    }
    return Script(re.compile(f"[{entry['letters']}]"), tongues, entry.get("default", OTHER))


def identify(text: str) -> str:
    """Name the language of a text by its ISO 639 code; `other` where it shows none that is known, `und` where it has no letters.

    The script with most letters is taken, then the language of that script whose little words and own letters are most frequent. A
    text that shows no sign (a headline of three words) is taken for the language that `languages.yaml` names for its script.
    """
    sample = _lower(text[:_LOOKED_AT])
    script = max(_known().scripts, key=lambda known: len(known.letters.findall(sample)))
    letters = Counter(script.letters.findall(sample))
    if not letters:
        return OTHER if _WORD.search(sample) else UNDETERMINED
    words = Counter(_WORD.findall(sample.translate(_known().alike)))
    signs = {code: _sign(tongue, letters, words) for code, tongue in script.tongues.items()}
    best = max(signs, key=lambda code: signs[code], default=script.default)
    return best if signs.get(best, 0.0) >= _LEAST else script.default


def _sign(tongue: Tongue, letters: Counter[str], words: Counter[str]) -> float:
    """Tell how strongly a language shows: its little words among the words, and its own letters among the letters."""
    little = sum(words[word] for word in tongue.words)
    own = sum(letters[letter] for letter in tongue.letters)
    return little / max(words.total(), 1) + own / max(letters.total(), 1)


def _lower(text: str) -> str:
    # "İ" in small letters is two code points, of which the second is no letter.
    return text.replace("İ", "i").lower()


def name_language(code: str) -> str:
    """Give the English name of a language, or its code where no name is known."""
    for script in _known().scripts:
        if code in script.tongues:
            return script.tongues[code].name
    return code


def sense(text: str) -> float:
    """Tell what share of the words are little words of some language: near 0 where a wrong encoding was used.

    Small and capital letters count as they are: KOI8-R read as cp1251 gives Russian letters with the cases turned round. Words of
    one letter do not count: wrong encodings are full of them.
    """
    words = Counter(word for word in _WORD.findall(text[:_LOOKED_AT].translate(_known().alike)) if len(word) > 1)
    tongues = (tongue for script in _known().scripts for tongue in script.tongues.values())
    return max(sum(words[word] for word in tongue.words) for tongue in tongues) / max(words.total(), 1)


@cache
def languages_with_pack() -> tuple[str, ...]:
    """List the languages that a pack reads, by code."""
    folder = files("marsad").joinpath("languages")
    return tuple(sorted(entry.name for entry in folder.iterdir() if entry.joinpath("orthography.yaml").is_file()))


def remark_on_pack(language: str) -> tuple[str, ...]:
    """Say of a text that is kept that nothing is read in it yet; no remark where a pack reads it."""
    if language in languages_with_pack():
        return ()
    if language == UNDETERMINED:
        return ("it is kept without claims: its language cannot be told; --language says it",)
    what = "in a language that Marsad does not know" if language == OTHER else f"in {name_language(language)} ({language})"
    return (f"it is kept without claims: it is {what}, for which there is no pack yet; with one, `marsad reread` reads it",)


def require_pack(language: str, where: str) -> None:
    """Raise NoPack for a language that no pack reads, naming those that there are."""
    there = languages_with_pack()
    if language in there:
        return
    readable = ", ".join(f"{code} ({name_language(code)})" for code in there)
    if language == UNDETERMINED:
        raise NoPack(
            f"{where} has no letters by which to tell its language", f"Say it with --language; there are packs for {readable}"
        )
    what = "a language that Marsad does not know" if language == OTHER else f"{name_language(language)} ({language})"
    raise NoPack(
        f"{where} is in {what}, for which there is no pack",
        f"There are packs for {readable}; --language says it where the guess is wrong",
    )
