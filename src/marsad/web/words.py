"""The words of the pages, by language: a catalogue a language (`locale/*.yaml`), the same keys in each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml

from marsad.errors import BadPack
from marsad.publish.bidi import FIRST_STRONG_ISOLATE, POP_ISOLATE, isolate

LANGUAGES = ("ar", "en")
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Said(str):
    """Words of ours, filled in: what stands in isolates already needs no other when it is filled in elsewhere."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language by their keys, `agreement.standing`."""

    language: str
    by_key: Mapping[str, str]

    def say(self, key: str, **values: object) -> Said:
        """Give the words of a key with values filled in, each in an isolate, so that a day in an Arabic line keeps its order.

        Raises BadPack where the catalogue has no such key.
        """
        found = self.by_key.get(key)
        if found is None:
            raise BadPack(f"no words for {key!r}", "Add them in both languages", file=f"web/locale/{self.language}.yaml")
        return Said(found.format(**{name: _isolate(value) for name, value in values.items()}) if values else found)

    def count(self, key: str, number: int) -> str:
        """Give the words for a number of things: `key.one` for one, `key.many` for others."""
        return self.say(f"{key}.one" if number == 1 else f"{key}.many", n=f"{number:,}")


@cache
def load_words(language: str) -> Words:
    """Read the catalogue of a language."""
    data = yaml.load(resources.files("marsad.web").joinpath("locale", f"{language}.yaml").read_bytes(), Loader=_LOADER)  # noqa: S506
    return Words(language, dict(_flatten("", data)))


def _isolate(value: object) -> str:
    return f"{FIRST_STRONG_ISOLATE}{value}{POP_ISOLATE}" if isinstance(value, Said) else isolate(str(value))


def _flatten(start: str, data: Mapping[str, Any]) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for key, value in data.items():
        name = f"{start}{key}"
        found += _flatten(f"{name}.", value) if isinstance(value, Mapping) else [(name, str(value))]
    return found


def choose_language(asked: str, cookie: str, accepted: str) -> str:
    """Choose the language of a page: the one asked for, else the one chosen before, else the first that the browser accepts."""
    for one in (asked, cookie):
        if one in LANGUAGES:
            return one
    offers = sorted(_offers(accepted), key=lambda offer: -offer[1])
    return next((language for language, _ in offers if language in LANGUAGES), "en")


def _offers(accepted: str) -> list[tuple[str, float]]:
    found = []
    for part in accepted[:500].split(","):
        tag, _, quality = part.partition(";q=")
        try:
            found.append((tag.strip().partition("-")[0].lower(), float(quality or 1)))
        except ValueError:
            continue
    return found
