"""Who reads a page: in which language, and how codes, days and numbers are put into its words."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from marsad.model import OUTLET
from marsad.publish.labels import Labels, load_labels
from marsad.web.words import Words, choose_language, load_words

COOKIE = "marsad_language"


@dataclass(frozen=True, slots=True)
class Reader:
    """The language of a page, with its words and the labels of codes."""

    language: str
    words: Words
    labels: Labels

    @property
    def direction(self) -> str:
        """Which way the page is written."""
        return self.labels.direction(self.language)

    @property
    def other(self) -> str:
        """The other language that there is."""
        return "en" if self.language == "ar" else "ar"

    def say(self, key: str, **values: object) -> str:
        """Give the words of a key."""
        return self.words.say(key, **values)

    def count(self, key: str, number: int) -> str:
        """Give the words for a number of things."""
        return self.words.count(key, number)

    def label(self, group: str, code: str) -> str:
        """Give the word for a code; the code itself where no word is known."""
        found = self.labels.groups.get(group, {}).get(code)
        return str(found.get(self.language) or found["en"]) if found else code

    def actor(self, code: str | None, outlet: str = "") -> str:
        """Name an actor; an outlet that speaks for itself by its own name, nobody as someone not named."""
        if not code:
            return self.say("claim.nobody")
        if code == OUTLET:
            return outlet or self.say("claim.the_outlet")
        return self.labels.actor(code, self.language)

    def day(self, day: dt.date | None) -> str:
        """Write a day."""
        return day.isoformat() if day else self.say("claim.no_day")

    def moment(self, moment: dt.datetime | None) -> str:
        """Write a moment, in UTC."""
        return f"{moment.astimezone(dt.UTC):%Y-%m-%d %H:%M} UTC" if moment else "–"

    def bounds(self, bounds: tuple[int, int | None] | None) -> str:
        """Write a count with its bounds: 12, 11–14, 11+."""
        if bounds is None:
            return ""
        low, high = bounds
        return f"{low}+" if high is None else str(low) if low == high else f"{low}–{high}"


def read_by(request: Request) -> Reader:
    """Tell who reads: the language asked for, chosen before, or accepted by the browser."""
    asked, chosen = request.query_params.get("lang", ""), request.cookies.get(COOKIE, "")
    language = choose_language(asked, chosen, request.headers.get("accept-language", ""))
    return Reader(language, load_words(language), load_labels())


By = Annotated[Reader, Depends(read_by)]
