"""Home: the country of those whom a text names by their role alone, where the text is about one country.

"The army" of a report on Yemen is Yemen's. Where two countries are named about as often, nothing is filled in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from marsad.model import Actor
from marsad.reading.chunks import UNKNOWN, Chunk, Sentence
from marsad.reading.focus import Focus
from marsad.reading.roles import OPEN

# How many times more often the country of a text is named than the next one.
_LEAD = 1.6
# The points from which on a text's country changes where a named group fights.
_SURE = 4
_ARMED = frozenset({"REB", "OPP"})
_KINDS = frozenset({"person", "body", "collective", "unplaced"})


def place_unknown(sentences: Iterable[Sentence], focus: Focus) -> tuple[Sentence, ...]:
    """Give the sentences with the roles of unknown country placed in the country that the text is about, if it is about one."""
    home = home_of(focus)
    by_sector = {
        sector: next(iter(actors)).country for sector, actors in focus.by_sector.items() if len({a.country for a in actors}) == 1
    }
    sure = home if home and focus.scenes[home] >= _SURE else None
    homes = {
        sector: by_sector.get(sector, home) if sector in _ARMED else home for sector in ("GOV", "MIL", "REB", "OPP", "CVL", "UNK")
    }
    return tuple(
        Sentence(
            s.index, s.span, s.kind, s.words, tuple(_place(_close(chunk, focus, home), homes, home, sure) for chunk in s.chunks)
        )
        if any(c.actor and (_is_open(c) or c.actor.kind == OPEN or c.actor.where) for c in s.chunks)
        else s
        for s in sentences
    )


def _close(chunk: Chunk, focus: Focus, home: str | None) -> Chunk:
    """Settle a phrase such as "the movement": the one that the text has named, here or later, or no actor at all."""
    phrase = chunk.actor
    if phrase is None or phrase.kind != OPEN:
        return chunk
    same = focus.by_head.get(phrase.head_word)
    if same is None and phrase.role and home in phrase.where:
        return chunk._replace(actor=phrase._replace(kind=phrase.role.kind))
    if same is None and phrase.role and phrase.role.bare:
        return chunk._replace(actor=phrase._replace(kind="unplaced"))
    if same is None or phrase.role is None:
        return Chunk("word", chunk.first, chunk.last, value=phrase.head_word, proclitic=chunk.proclitic, governor=chunk.governor)
    sector = phrase.actor.sector if phrase.role.bare else same.actor.sector
    actors = (Actor(same.actor.country, sector),)
    return chunk._replace(actor=phrase._replace(actors=actors, kind=phrase.role.kind, where=same.where))


def home_of(focus: Focus) -> str | None:
    """Give the country that a text is about: where most places lie that it names, else that of most forces, groups and people.

    None where two countries are named about as often. A government that speaks or acts from afar counts for nothing.
    """
    for counted in (focus.scenes, focus.places, focus.countries):
        ranked = counted.most_common(2)
        if ranked and ranked[0][1] >= _LEAD * (ranked[1][1] if len(ranked) > 1 else 0):
            return ranked[0][0]
    return None


def _is_open(chunk: Chunk) -> bool:
    phrase = chunk.actor
    if phrase and phrase.role and phrase.role.carries and phrase.definite and phrase.kind == "person":
        # «المتحدث» is whoever spoke for somebody before; coding knows.
        return False
    return bool(
        phrase
        and (phrase.kind in _KINDS or (phrase.kind == "voice" and phrase.actor.sector == "CVL"))
        and (phrase.actor.country == UNKNOWN or phrase.far)
        and not phrase.foreign
        and phrase.actor.sector not in ("MED", "IGO")
    )


def _place(chunk: Chunk, homes: Mapping[str, str | None], home: str | None, sure: str | None) -> Chunk:
    phrase = chunk.actor
    if phrase and phrase.where:
        # Whom the text's country tells apart («التحالف») is never simply of that country.
        meant = phrase.where.get((sure if phrase.known else home) or "")
        actors = tuple(Actor(meant, actor.sector) for actor in phrase.actors) if meant else phrase.actors
        return chunk._replace(actor=phrase._replace(actors=actors, placed=bool(meant)))
    if not _is_open(chunk) or chunk.actor is None or chunk.enclitic:
        return chunk
    home = homes.get(chunk.actor.actor.sector)
    if not home:
        return chunk
    return chunk._replace(actor=chunk.actor._replace(actors=(Actor(home, chunk.actor.actor.sector),), placed=True))
