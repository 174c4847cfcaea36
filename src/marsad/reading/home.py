"""Home: the country of those whom a text names by their role alone, where the text is about one country.

"The army" of a report on Yemen is Yemen's. Where two countries are named about as often, nothing is filled in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from marsad.model import Actor
from marsad.reading.chunks import UNKNOWN, ActorPhrase, Chunk, Sentence
from marsad.reading.focus import Focus, end_of_dateline
from marsad.reading.roles import OPEN

# How many times more often the country of a text is named than the next one.
_LEAD = 1.6
# The points from which on a text's country changes where a named group fights.
_SURE = 4
_ATTACKS = frozenset({"assault", "control"})
_ARMED = frozenset({"REB", "OPP"})
_PLACED = frozenset({"GOV", "MIL", "REB", "OPP", "CVL", "UNK"})
_KINDS = frozenset({"person", "body", "collective", "unplaced"})


def place_unknown(sentences: Iterable[Sentence], focus: Focus) -> tuple[Sentence, ...]:
    """Give the sentences with the roles of unknown country placed in the country that the text is about, if it is about one."""
    homes = _Homes(focus)
    return tuple(
        Sentence(s.index, s.span, s.kind, s.words, homes.place_all(s))
        if any(c.actor and (_is_open(c) or c.actor.kind == OPEN or c.actor.where) for c in s.chunks)
        else s
        for s in sentences
    )


def home_of(focus: Focus) -> str | None:
    """Give the country that a text is about: where most of what it names lies and fights, else that of most forces and groups.

    None where two countries are named about as often. A government that speaks or acts from afar counts for nothing.
    """
    # Towns share their names: those in a country that the text never names count for half.
    scenes = Counter({land: points * (1 + (land in focus.nations)) for land, points in focus.scenes.items()})
    for counted in (scenes, focus.places, focus.countries):
        ranked = counted.most_common(2)
        if ranked and ranked[0][1] >= _LEAD * (ranked[1][1] if len(ranked) > 1 else 0):
            return ranked[0][0]
    return None


class _Homes:
    """What one text tells of the country of those whom it names by their role alone."""

    def __init__(self, focus: Focus) -> None:
        self._focus = focus
        self._home = home_of(focus)
        self._sure = self._home if self._home and focus.scenes[self._home] >= _SURE else None
        nations = {sector: {actor.country for actor in actors} for sector, actors in focus.by_sector.items()}
        self._armed = {sector: next(iter(named)) for sector, named in nations.items() if sector in _ARMED and len(named) == 1}
        self._armies = nations.get("MIL", set())

    def place_all(self, sentence: Sentence) -> tuple[Chunk, ...]:
        """Place the roles of a sentence."""
        chunks = sentence.chunks
        newsroom = end_of_dateline(sentence.words)
        lands = {
            chunk.place.place.country for chunk in _scenes(chunks) if chunk.first >= newsroom and chunk.place and chunk.place.place
        } - {""}
        # Towns share their names: one in a country that the text never names is another town.
        here = next(iter(lands)) if len(lands) == 1 and lands <= self._focus.nations else None
        return tuple(self._place(self._close(chunk), here) if chunk.actor else chunk for chunk in chunks)

    def _close(self, chunk: Chunk) -> Chunk:
        """Settle a phrase such as "the movement": the one that the text has named, here or later, or no actor at all."""
        phrase = chunk.actor
        if phrase is None or phrase.kind != OPEN:
            return chunk
        same = self._focus.by_head.get(phrase.head_word)
        if same is None and phrase.role and self._home in phrase.where:
            return chunk._replace(actor=phrase._replace(kind=phrase.role.kind))
        if same is None and phrase.role and phrase.role.bare:
            return chunk._replace(actor=phrase._replace(kind="unplaced"))
        if same is None or phrase.role is None:
            return Chunk(
                "word", chunk.first, chunk.last, value=phrase.head_word, proclitic=chunk.proclitic, governor=chunk.governor
            )
        sector = phrase.actor.sector if phrase.role.bare else same.actor.sector
        actors = (Actor(same.actor.country, sector),)
        return chunk._replace(actor=phrase._replace(actors=actors, kind=phrase.role.kind, where=same.where))

    def _place(self, chunk: Chunk, here: str | None) -> Chunk:
        phrase = chunk.actor
        meant = phrase.where.get((self._sure if phrase.known else self._home) or "") if phrase else None
        if phrase and meant:
            # Whom the country in view tells: «التحالف», «الاحتلال», a group that fights in several countries.
            whose, _, sector = meant.partition(".")
            actors = tuple(Actor(whose, sector or actor.sector) for actor in phrase.actors)
            return chunk._replace(actor=phrase._replace(actors=actors, placed=True))
        if not _is_open(chunk) or phrase is None or chunk.enclitic:
            return chunk
        alone = chunk.last - chunk.first == 1
        country = self._country_of(phrase, here, alone=alone) if phrase.actor.sector in _PLACED or _is_local(phrase) else None
        if not country:
            return chunk
        return chunk._replace(actor=phrase._replace(actors=(Actor(country, phrase.actor.sector),), placed=True))

    def _country_of(self, phrase: ActorPhrase, here: str | None, *, alone: bool) -> str | None:
        """Give the country of a role: that of its side, of the one place of its sentence where people live there, or the home."""
        sector = phrase.actor.sector
        if sector in _ARMED:
            return self._armed.get(sector) or (here if sector == "REB" else None) or self._home
        if sector == "CVL" or _is_local(phrase):
            return here or self._home
        if sector == "MIL" and alone and not phrase.definite and self._armies - {self._home}:
            # «قُتل ثلاثة جنود»: where armies of several countries are, nothing tells whose they were.
            return None
        return self._home


def _scenes(chunks: Sequence[Chunk]) -> Iterator[Chunk]:
    """Give the places of a sentence that say where; not «اتفاق سوتشي», where a town only names what stands before it."""
    for before, chunk in zip((None, *chunks), chunks, strict=False):
        if chunk.kind != "place" or chunk.place is None or chunk.place.place is None or chunk.place.place.kind == "country":
            continue
        attacked = before is not None and any(getattr(option.form.entry, "type", "") in _ATTACKS for option in before.options)
        if before is None or chunk.governor or attacked or before.kind not in ("word", "event"):
            yield chunk


def _is_open(chunk: Chunk) -> bool:
    phrase = chunk.actor
    pointing = phrase and phrase.role and phrase.role.carries and phrase.definite and phrase.kind == "person" and not phrase.plural
    if pointing and phrase and phrase.actor.sector in ("GOV", "UNK") and chunk.last - chunk.first == 1:
        # «المتحدث» is whoever spoke for somebody before; coding knows.
        return False
    return bool(
        phrase
        and (phrase.kind in _KINDS or (phrase.kind == "voice" and (phrase.actor.sector == "CVL" or _is_new(chunk))))
        and (phrase.actor.country == UNKNOWN or phrase.far)
        and not phrase.foreign
        and (phrase.actor.sector not in ("MED", "IGO") or _is_local(phrase))
    )


def _is_local(phrase: ActorPhrase) -> bool:
    return phrase.role is not None and phrase.role.local


def _is_new(chunk: Chunk) -> bool:
    """Whether a voice is not one that spoke before: «مصادر أمنية», not «المصادر»."""
    return chunk.actor is not None and not chunk.proclitic.article and chunk.actor.actor.sector in ("MIL", "GOV", "REB")
