"""Residents: who is hit where a place is told by whose it is or that people live there: «بلدات إسرائيلية», «أحياء سكنية»."""

from __future__ import annotations

from marsad.coding.predicates import Row
from marsad.model import Actor
from marsad.reading.chunks import UNKNOWN, Chunk


def people_of(row: Row, index: int) -> tuple[Actor, int] | None:
    """Give who lives or serves in the place whose head word stands at `index`, with the chunk that tells it."""
    head, grammar = row.chunks[index], row.grammar
    at = index + 1
    while at < len(row.chunks) - 1 and at < index + 3 and (row.chunks[at].kind == "quote" or _is_unnamed(row, at)):
        at += 1
    if at >= len(row.chunks):
        return None
    said = row.chunks[at]
    if _form(row, at) in grammar.inhabited:
        whose = row.chunks[at + 1] if at + 1 < len(row.chunks) else None
        country = _nation(whose, definite=True) if whose is not None and not whose.governor else ""
        return Actor(country or UNKNOWN, "CVL"), at
    country = "" if _form(row, at).startswith(grammar.article) else _nation(said)
    word = _form(row, index).removeprefix(head.proclitic.form)
    civil = word in grammar.civil_places
    if not country or head.proclitic.article or not (civil or word in grammar.military_places):
        return None
    return Actor(country, "CVL" if civil else "MIL"), at


def _is_unnamed(row: Row, index: int) -> bool:
    chunk = row.chunks[index]
    told = _form(row, index) in row.grammar.inhabited
    unnamed = chunk.kind == "word" or (chunk.place is not None and chunk.place.place is None)
    return unnamed and not told and not chunk.governor


def _form(row: Row, index: int) -> str:
    return row.sentence.words[row.chunks[index].first].form


def _nation(chunk: Chunk, *, definite: bool = False) -> str:
    """Give the country of an adjective of nationality, without the article unless `definite`; empty for any other word."""
    if chunk.joins or (chunk.proclitic.article and not definite):
        return ""
    if chunk.actor is not None:
        phrase = chunk.actor
        return phrase.actor.country if phrase.kind == "adjective" and (definite or not phrase.definite) else ""
    place = chunk.place.place if chunk.place else None
    return place.country if place and place.kind == "country" and not place.name else ""
