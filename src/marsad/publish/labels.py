"""The words in which a ledger is shown, read from `labels.yaml`: glosses of codes, and of what a claim says.

A gloss is ours and neutral; it is always shown beside the speaker's own words and never instead of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

import yaml

from marsad.errors import BadPack
from marsad.model import OUTLET, Actor, Claim

_FILE = "publish/labels.yaml"
Entry = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Labels:
    """The glosses by group and code, and the names of countries."""

    groups: Mapping[str, Mapping[str, Entry]]
    rtl: frozenset[str]
    countries: Mapping[str, Entry]

    def entry(self, group: str, code: str) -> Entry:
        """Find what the file says of a code.

        Raises BadPack where the file has no such entry.
        """
        found = self.groups.get(group, {}).get(code)
        if found is None:
            raise BadPack(f"no entry {code!r} under {group!r}", "Add it, with en and ar.", file=_FILE)
        return found

    def word(self, group: str, code: str, language: str = "en") -> str:
        """Give the word for a code; English where the language has none."""
        found = self.entry(group, code)
        return str(found.get(language) or found["en"])

    def direction(self, language: str) -> str:
        """Tell which way a language is written: `rtl`, `ltr`, or `auto` where no language is known."""
        if not language or language == "und":
            return "auto"
        return "rtl" if language.partition("-")[0].lower() in self.rtl else "ltr"

    def country(self, code: str, language: str = "en") -> str:
        """Name a country or organisation; its code where no name is known."""
        found = self.groups["organisations"].get(code) or self.countries.get(code) or {}
        return str(found.get(language) or found.get("en") or code)

    def actor(self, code: str, language: str = "en") -> str:
        """Name an actor from its code: `TUR.MIL` is "forces of Turkey", and `TUR` is "Turkey"."""
        if "." not in code:
            return self.country(code, language)
        actor = Actor.parse(code)
        pattern = self.word("sectors", actor.sector if actor.sector in self.groups["sectors"] else "UNK", language)
        return pattern.format(country=self.country(actor.country, language))

    def is_many(self, code: str | None) -> bool:
        """Tell whether the actor's name takes a verb in the plural."""
        return bool(code) and bool(self.groups["sectors"].get(Actor.parse(code or "").sector, {}).get("many"))

    def tell(self, claim: Claim, outlet: str = "") -> str:
        """Say in one English line what a claim says: who, the act, the event."""
        source = (outlet or "the outlet") if claim.source == OUTLET else self.actor(claim.source)
        act = self.entry("acts", claim.act)
        if claim.event.type == "none":
            target = self.actor(claim.event.target) if claim.event.target else "someone not named"
            return f"{source} {act['bare'].format(target=target)}; no event is told"
        return f"{source} {act['says']} {self.event(claim)}"

    def event(self, claim: Claim) -> str:
        """Say in English what the event of a claim is, with its doer, negation and status."""
        event = claim.event
        label = self.entry("events", event.type)
        by_target = label.get("subject") == "target"
        subject = event.target if by_target else event.actor
        name = self.actor(subject) if subject else "people not named" if by_target else "someone not named"
        many = self.is_many(subject) or (by_target and not subject)
        verb = self._verb(label, claim, many=many)
        toward = str(label["toward"]).format(target=self.actor(event.target)) if event.target else ""
        condition = ", on a condition" if event.status == "conditional" else ""
        return " ".join(part for part in (name, verb, toward) if part) + condition

    def _verb(self, label: Entry, claim: Claim, *, many: bool) -> str:
        modal = self.entry("statuses", claim.event.status)["modal"]
        modal = self.groups["modals_by_act"].get(claim.act, {}).get(claim.event.status, modal)
        base = str(label["base"])
        if modal:
            return f"{modal} {label.get('not_base', f'not {base}') if claim.event.negated else base}"
        if not claim.event.negated:
            return str(label["many" if many else "one"])
        return str(label.get("not_many", f"do not {base}") if many else label.get("not_one", f"does not {base}"))


def count_words(bounds: tuple[int, int | None], what: str) -> str:
    """Put a count with its bounds into words: `(11, None)` is "more than 10 (at least 11) killed"."""
    low, high = bounds
    if high is None:
        return f"more than {low - 1} (at least {low}) {what}" if low > 1 else f"at least {low} {what}"
    if low == high:
        return f"{low} {what}" if low else f"nobody {what}"
    return f"{low} to {high} {what}" if low else f"up to {high} {what}"


@lru_cache(maxsize=1)
def load_labels() -> Labels:
    """Read the labels once; names of countries come from the gazetteer."""
    data = yaml.safe_load(resources.files("marsad.publish").joinpath("labels.yaml").read_bytes())
    return Labels(
        groups={k: v for k, v in data.items() if isinstance(v, dict)},
        rtl=frozenset(data["right_to_left"]),
        countries=_countries(),
    )


def _countries() -> Mapping[str, Entry]:
    """Take the first name of each country in each language, as the gazetteer gives them."""
    file = resources.files("marsad").joinpath("gazetteer", "countries.yaml")
    if not file.is_file():
        return {}
    rows = yaml.load(file.read_bytes(), getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 (both loaders are safe)
    return {row["iso3"]: {language: names[0] for language, names in row["names"].items() if names} for row in rows}
