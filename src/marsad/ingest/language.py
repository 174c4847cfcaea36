"""Which language a text and each of its paragraphs is in, by script, own letters and little words.

It is a small rule on purpose: it has to tell Arabic from its neighbours in the same script, and to say "another" or nothing rather
than guess. What it knows is in `languages.yaml`. Of three words or fewer only the script is believed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import yaml

from marsad.errors import NoPack
from marsad.text import Span

OTHER = "other"
UNDETERMINED = "und"
_LOOKED_AT = 20_000  # code points from the start: a page is in one language, and the little words come early
_WORD = re.compile(r"[^\W\d_]+")
_LETTER = re.compile(r"[^\W\d_]")
_LINE = re.compile(r"\S[^\r\n\u2028\u2029]*")
_LEAST = 0.02  # share of words below which a language has not shown itself
_FEW_WORDS = 3  # so few are names as often as words
_MANY_WORDS = 8  # of a line that is to be told from its text in the same script
_PLAIN = 0.12  # sign of a language that shows itself plainly


class Foreign(NamedTuple):
    """A paragraph in another language than its text, and the language that it is in."""

    span: Span
    language: str


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
    text that shows no sign is taken for the language that `languages.yaml` names for its script. Three words or fewer are `und`
    where the script has no such language, as Latin has none.
    """
    sample = _lower(text[:_LOOKED_AT])
    script = max(_known().scripts, key=lambda known: len(known.letters.findall(sample)))
    letters = Counter(script.letters.findall(sample))
    if not letters:
        return OTHER if _WORD.search(sample) else UNDETERMINED
    words = Counter(_WORD.findall(sample.translate(_known().alike)))
    if script.default == OTHER and words.total() <= _FEW_WORDS:
        return UNDETERMINED
    signs = {code: _sign(tongue, letters, words) for code, tongue in script.tongues.items()}
    best = max(signs, key=lambda code: signs[code], default=script.default)
    return best if signs.get(best, 0.0) >= _LEAST else script.default


def find_foreign(text: str, language: str) -> Iterator[Foreign]:
    """Find the paragraphs of a text that are in another language than the text.

    A paragraph is a line. It is called foreign only where that is plain: most of its letters are of another script, or, in the same
    script, it is long and shows another language far more strongly. Shorter lines stay with their text: names, quotes, headlines.
    """
    home = next((script for script in _known().scripts if language in script.tongues or language == script.default), None)
    if home is None:
        return
    strange = _strange_letters(home, language)
    for found in _LINE.finditer(text):
        line = found.group().rstrip()
        own = len(home.letters.findall(line))
        if own * 2 >= len(_LETTER.findall(line)):
            if strange is not None and strange.isdisjoint(line):
                continue
            told = _rival(line, home, language)
        else:
            told = identify(line) if len(_WORD.findall(line)) > _FEW_WORDS else ""
        if told and told not in (language, UNDETERMINED):
            yield Foreign(Span(found.start(), found.start() + len(line)), told)


def _strange_letters(home: Script, language: str) -> frozenset[str] | None:
    """Give the letters without which a line is in no other language of the script; None where other languages need none."""
    others = [tongue for code, tongue in home.tongues.items() if code != language]
    if not all(tongue.letters for tongue in others):
        return None
    own = home.tongues[language].letters if language in home.tongues else frozenset()
    return frozenset().union(*(tongue.letters for tongue in others)) - own


def _rival(line: str, home: Script, language: str) -> str:
    """Name the language of the same script that a line shows far more strongly than its own; empty where there is none."""
    sample = _lower(line)
    words = Counter(_WORD.findall(sample.translate(_known().alike)))
    if words.total() < _MANY_WORDS or language not in home.tongues:
        return ""
    letters = Counter(home.letters.findall(sample))
    signs = {code: _sign(tongue, letters, words) for code, tongue in home.tongues.items()}
    best = max(signs, key=lambda code: signs[code])
    return best if signs[best] >= _PLAIN and signs[best] >= 2 * signs[language] else ""


def _sign(tongue: Tongue, letters: Counter[str], words: Counter[str]) -> float:
    """Tell how strongly a language shows: its little words among the words, and its own letters among the letters."""
    little = sum(words[word] for word in words.keys() & tongue.words)
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
    """List the languages that a pack reads, by code; a draft reads nothing yet."""
    heads = {entry.name: entry.joinpath("orthography.yaml") for entry in files("marsad").joinpath("languages").iterdir()}
    found = {name: head.read_text("utf-8") for name, head in heads.items() if head.is_file()}
    return tuple(sorted(name for name, head in found.items() if "draft: true" not in head.splitlines()))


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
            f"{where} has too few words by which to tell its language", f"Say it with --language; there are packs for {readable}"
        )
    what = "a language that Marsad does not know" if language == OTHER else f"{name_language(language)} ({language})"
    raise NoPack(
        f"{where} is in {what}, for which there is no pack",
        f"There are packs for {readable}; --language says it where the guess is wrong",
    )
