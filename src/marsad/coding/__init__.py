"""code: Reading -> list[Claim].

Source, act and event of everything that the text says of a conflict, with the words that prove it.
"""

from __future__ import annotations

from marsad.coding.claims import Coder
from marsad.coding.quotations import open_quotations
from marsad.coding.scope import concerns_conflict, is_quiet
from marsad.model import Claim
from marsad.pack import Pack
from marsad.reading.chunks import Reading

__all__ = ["code"]


def code(reading: Reading, pack: Pack) -> list[Claim]:
    """Code a reading with the pack of its language; claims come in the order of the text."""
    coder = Coder(reading.document, pack, home=reading.home)
    quiet = is_quiet(reading.sentences)
    opened = open_quotations(reading.sentences)
    claims = [
        claim
        for sentence in reading.sentences
        for claim in coder.code(sentence, quoted=opened.get(sentence.index, 0))
        if not quiet or concerns_conflict(claim, sentence)
    ]
    seen: set[str] = set()
    unique = []
    for claim in claims:
        if claim.id not in seen:
            seen.add(claim.id)
            unique.append(claim)
    return unique
