"""Packs: what Marsad knows of a language, loaded from its folder and compiled once.

A pack is data in `marsad/languages/CODE/*.yaml`, with the gazetteer's names in that language. Nothing in the stages asks which
language it is; what a language does differently, its pack declares.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from typing import Any

import yaml

from marsad.errors import BadPack, NoPack
from marsad.gazetteer import Gazetteer, load_gazetteer
from marsad.pack.compile import Compiler, Pair
from marsad.pack.inflect import load_morphology
from marsad.pack.lexicon import BARE, Clitics, Lexicon, Proclitic, build_forms
from marsad.pack.names import spell_names, spell_places
from marsad.text import Folding, make_folding

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
FILES = ("orthography", "morphology", "function", "furniture", "events", "cues", "roles", "plain_verbs", "dates", "numbers")
_DRAFT = "draft: true"
_PREPOSITIONS = "preposition "
# Lists of `function.yaml` whose words become chunks of their own; the others are looked up where a rule asks for them.
_LITTLE = (
    "still", "among", "condition", "possibility", "future", "obligation", "perfect", "relative", "turn", "result",
    "because", "naming", "place_heads", "directions", "wide_places", "pronoun", "adverb",
)  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Pack:
    """A language, ready for reading: its folding, lexicon, grammar words and raw tables by file name."""

    code: str
    name: Mapping[str, str]
    direction: str
    folding: Folding
    lexicon: Lexicon
    words: Mapping[str, frozenset[str]]
    prepositions: Mapping[str, frozenset[str]]
    raw: Mapping[str, Any]
    gazetteer: Gazetteer
    common: frozenset[str] = frozenset()
    weights: Mapping[str, float] = field(default_factory=dict)
    choices: Mapping[str, float] = field(default_factory=dict)
    hung: Mapping[str, Proclitic] = field(default_factory=dict)
    has_fixed_order: bool = False


def list_packs(*, drafts: bool = False) -> list[str]:
    """Name the languages that have a pack; a draft, which is not yet held to its examples, only where it is asked for."""
    folder = resources.files("marsad") / "languages"
    files = {entry.name: entry / "orthography.yaml" for entry in folder.iterdir() if entry.is_dir()}
    return sorted(
        code for code, file in files.items() if file.is_file() and (drafts or _DRAFT not in file.read_text("utf-8").splitlines())
    )


@lru_cache(maxsize=8)
def load_pack(code: str) -> Pack:
    """Load and compile the pack of a language.

    Raises NoPack where there is none, BadPack where a file breaks its form.
    """
    if code not in list_packs(drafts=True):
        raise NoPack(f"there is no pack for the language {code!r}", f"Languages that can be read: {', '.join(list_packs())}.")
    raw = {name: read_file(code, name) for name in FILES}
    orthography = raw["orthography"]
    folding = make_folding(orthography["letters"], orthography["dropped"])
    hung = _hang(raw["function"], folding)
    compiler = Compiler(folding.key, load_morphology(raw["morphology"]), code, frozenset(hung))
    gazetteer = load_gazetteer(code)
    forms = build_forms(_spell(raw, compiler, gazetteer, code))
    function = raw["function"]
    lists = {key: value for key, value in function.items() if isinstance(value, list)}
    return Pack(
        code=code,
        name=orthography["name"],
        direction=orthography["direction"],
        folding=folding,
        lexicon=Lexicon(forms, _clitics(orthography, folding)),
        words={key: frozenset(folding.key(word) for word in value) for key, value in lists.items()},
        prepositions={kind: frozenset(folding.key(word) for word in words) for kind, words in function["prepositions"].items()},
        raw=raw,
        gazetteer=gazetteer,
        common=_read_common(code),
        weights=_read_weights(code, "weights"),
        choices=_read_weights(code, "choices"),
        hung=hung,
        has_fixed_order=orthography.get("word_order") == "fixed",
    )


def read_file(code: str, name: str) -> Any:
    """Read one file of a pack; BadPack names the line where it is no YAML."""
    file = resources.files("marsad") / "languages" / code / f"{name}.yaml"
    try:
        return yaml.load(file.read_text("utf-8"), Loader=_LOADER)  # noqa: S506 - the loader is a safe one
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise BadPack(f"not valid YAML: {error.problem}", "Mend the line.", file=f"{code}/{name}.yaml", line=line) from error


def _read_weights(code: str, name: str) -> dict[str, float]:
    """Read what a model of the coding has learned; without it the rules decide alone."""
    file = resources.files("marsad") / "languages" / code / f"{name}.json"
    return json.loads(file.read_text("utf-8")) if file.is_file() else {}


def _read_common(code: str) -> frozenset[str]:
    """Read the words that are no personal names; a pack may do without."""
    file = resources.files("marsad") / "languages" / code / "common.txt"
    if not file.is_file():
        return frozenset()
    return frozenset(line for line in file.read_text("utf-8").splitlines() if line and line[0] != "#")


def _spell(raw: Mapping[str, Any], compiler: Compiler, gazetteer: Gazetteer, code: str) -> Iterator[Pair]:
    yield from _spell_function(raw["function"], compiler)
    yield from compiler.events(raw["events"], f"{code}/events.yaml")
    yield from compiler.cues(raw["cues"], f"{code}/cues.yaml")
    yield from compiler.roles(raw["roles"], f"{code}/roles.yaml")
    yield from compiler.other_verbs(raw["plain_verbs"], f"{code}/plain_verbs.yaml")
    yield from spell_names(gazetteer, compiler)
    yield from spell_places(gazetteer, compiler)


def _spell_function(function: Mapping[str, Any], compiler: Compiler) -> Iterator[Pair]:
    for kind, words in function["negation"].items():
        yield from compiler.function_words(f"negation {kind}", words)
    for kind, words in function["prepositions"].items():
        yield from compiler.function_words(_PREPOSITIONS + kind, words)
    yield from compiler.function_words("complementizer", function["complementizer"]["words"])
    yield from compiler.function_words("place_heads", function.get("sites") or ())
    for kind, words in (function.get("auxiliary") or {}).items():
        yield from compiler.function_words(f"auxiliary {kind}", words)
    for kind in _LITTLE:
        yield from compiler.function_words(kind, function.get(kind) or ())


def _hang(function: Mapping[str, Any], folding: Folding) -> dict[str, Proclitic]:
    """Give the little words that are read as if they hung on the word after them: articles, and what joins."""
    kinds = {"articles": BARE._replace(article=True), "indefinite": BARE, "and_words": BARE._replace(joins=True)}
    return {folding.key(word): hung for kind, hung in kinds.items() for word in function.get(kind) or ()}


def _clitics(orthography: Mapping[str, Any], folding: Folding) -> Clitics:
    rows = orthography["proclitics"]
    article = next((row["form"] for row in rows if row.get("article") and not row.get("preposition") and not row.get("means")), "")
    return Clitics(
        proclitics=tuple(
            Proclitic(
                form=folding.key(row["form"]),
                before=row["before"],
                joins=bool(row.get("means")),
                article=bool(row.get("article")),
                preposition=row.get("preposition", ""),
                future=bool(row.get("future")),
            )
            for row in rows
        ),
        enclitics=tuple(folding.key(word) for word in orthography["enclitics"]),
        before_enclitic=tuple((end, restored) for end, restored in orthography["before_enclitic"]),
        article=article,
        noun_enclitics=frozenset(orthography.get("noun_enclitics", ())),
        case_ending=folding.key(orthography.get("case_ending") or ""),
        possessives=tuple(orthography.get("possessives") or ()),
    )
