"""Apposition: names that stand beside their titles («فلان الفلاني، عضو الوفد السوري»).

From there on the name alone is known.
"""

from __future__ import annotations

from collections.abc import Sequence

from marsad.reading.chunks import MAYBE_NAME, ActorPhrase, Chunk
from marsad.reading.focus import Focus
from marsad.words import COMMAS, Word

_MAX_NAME = 4
_INTRODUCED = "names#introduced"


def introduce(chunks: Sequence[Chunk], words: Sequence[Word], he_is: frozenset[str], focus: Focus) -> list[Chunk]:
    """Read the names that stand before or after a title as who bears it, and remember them."""
    done = list(chunks)
    for at in [at for at, chunk in enumerate(chunks) if chunk.actor is not None][::-1]:
        if at >= len(done):
            # A name of several words has become one chunk.
            continue
        title = done[at].actor
        if title is None or title.role is None or title.role.kind != "person" or done[at].governor or done[at].enclitic:
            continue
        found = _name_before(done, at, he_is)
        if found is not None:
            first, last = found
            focus.introduce(words[done[last - 1].first].form, title)
            done[first:last] = [_named(done[first], done[last - 1].last, title)]
        elif title.definite and not title.name_words:
            end = _name_after(done, at)
            if end is not None:
                focus.introduce(words[done[end - 1].first].form, title)
    return done


def _named(chunk: Chunk, last: int, title: ActorPhrase) -> Chunk:
    phrase = ActorPhrase(
        title.actors,
        "person",
        _INTRODUCED,
        definite=True,
        known=title.known,
        far=title.far,
        foreign=title.foreign,
        where=title.where,
    )
    return Chunk("actor", chunk.first, last, actor=phrase, proclitic=chunk.proclitic)


def _name_before(chunks: Sequence[Chunk], at: int, he_is: frozenset[str]) -> tuple[int, int] | None:
    """Find «قال فلان الفلاني، …» before a title: a name after a verb of saying, or two words of one, cut off by a comma."""
    last = at
    if last and chunks[last - 1].value in he_is:
        last -= 1
    apart = bool(last) and chunks[last - 1].kind == "mark" and chunks[last - 1].value in COMMAS
    last -= apart
    first = last
    while first and last - first < _MAX_NAME and _may_be_name(chunks[first - 1]):
        first -= 1
    said = first > 0 and chunks[first - 1].kind == "cue"
    count = last - first
    if count and ((apart and (said or count > 1)) or (said and count > 1)):
        return first, last
    return None


def _name_after(chunks: Sequence[Chunk], at: int) -> int | None:
    """Find «الناطق باسم الوزارة، فلان الفلاني، …» after a title: where the name ends."""
    start = at + 1
    if start >= len(chunks) or chunks[start].value not in COMMAS:
        return None
    end = start + 1
    while end < len(chunks) and end - start <= _MAX_NAME and _may_be_name(chunks[end]):
        end += 1
    closed = end < len(chunks) and (chunks[end].kind in ("mark", "quote") or chunks[end].little == "complementizer")
    return end if closed and end > start + 1 else None


def _may_be_name(chunk: Chunk) -> bool:
    return chunk.kind == "word" and chunk.little == MAYBE_NAME and not chunk.governor
