"""Agreements as data: reading the files, checking them with the line of every problem, and finding one by its id."""

from __future__ import annotations

import difflib
import functools
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

import yaml

from marsad.errors import BadPack, NotFound
from marsad.ledger.form import Problem, Reader
from marsad.ledger.phrases import PhraseError, check_pattern, expand_groups
from marsad.model import Agreement

WORDS_FILE = "words.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class WordTable:
    """The words that all agreement files share: named groups and the words of effects, each by language."""

    groups: Mapping[str, Mapping[str, str]]
    effects: Mapping[str, Mapping[str, tuple[str, ...]]]


@functools.cache
def load_words() -> WordTable:
    """Read the shared words of the agreement files.

    Raises BadPack where a group or pattern breaks the notation.
    """
    text = (files("marsad.agreements") / WORDS_FILE).read_text(encoding="utf-8")
    raw = yaml.safe_load(text)
    groups: dict[str, dict[str, str]] = {}
    for name, by_language in raw["groups"].items():
        for language, choices in by_language.items():
            groups.setdefault(language, {})[name] = choices
    effects = {
        language: {effect: _expanded(patterns, groups.get(language, {})) for effect, patterns in by_effect.items()}
        for language, by_effect in raw["effects"].items()
    }
    return WordTable(groups=groups, effects=effects)


def _expanded(patterns: list[str], groups: Mapping[str, str]) -> tuple[str, ...]:
    try:
        expanded = tuple(expand_groups(p, groups) for p in patterns)
        for pattern in expanded:
            check_pattern(pattern)
    except PhraseError as fault:
        raise BadPack(str(fault), "Mend the pattern.", file=WORDS_FILE) from fault
    return expanded


def load_agreements() -> dict[str, Agreement]:
    """Read all agreements that come with the package, by id; parsing takes a moment, so the caller keeps the result.

    Raises BadPack where a file breaks its form.
    """
    folder = files("marsad.agreements")
    found: dict[str, Agreement] = {}
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        if entry.name.endswith(".yaml") and entry.name != WORDS_FILE:
            agreement = parse_agreement(entry.read_text(encoding="utf-8"), entry.name)
            found[agreement.id] = agreement
    return found


def parse_agreement(text: str, file: str) -> Agreement:
    """Read one agreement from YAML.

    Raises BadPack for the first problem, with its line and what to do.
    """
    agreement, problems = _read(text, file)
    if problems or agreement is None:
        first = min(problems, key=lambda p: p.line)
        raise BadPack(first.what, first.hint, file=file, line=first.line)
    return agreement


def check_agreement(text: str, file: str) -> list[Problem]:
    """List every problem of an agreement file, in the order of its lines; an empty list where it is sound."""
    return sorted(_read(text, file)[1], key=lambda p: p.line)


def find_agreement(name: str, agreements: Mapping[str, Agreement]) -> Agreement:
    """Find an agreement by its id.

    Raises NotFound, with the nearest ids where there are any.
    """
    if name in agreements:
        return agreements[name]
    near = difflib.get_close_matches(name.lower(), agreements, n=3, cutoff=0.4)
    offer = f"Did you mean {' or '.join(near)}?" if near else f"Known are {', '.join(sorted(agreements))}."
    raise NotFound(f"no agreement is called {name!r}", offer)


def _read(text: str, file: str) -> tuple[Agreement | None, list[Problem]]:
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line = mark.line + 1 if mark else 1
        return None, [Problem(file, line, f"not valid YAML: {error.problem}", "Check indentation, quotes and colons there.")]
    if root is None:
        return None, [Problem(file, 1, "the file is empty", "See docs/adding-an-agreement.md for the form.")]
    reader = Reader(file, load_words().groups)
    agreement = reader.agreement(root)
    return agreement, reader.problems
