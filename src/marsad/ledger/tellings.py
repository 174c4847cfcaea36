"""A claim where one document tells it, made ready to be compared with what other documents tell."""

from __future__ import annotations

from marsad.model import Claim, Document, Telling
from marsad.text import Folding


def key_of(claim: Claim) -> str:
    """Give the key of a claim among all documents: two documents with the very same text hold the same claim ids."""
    return f"{claim.doc}#{claim.id}"


def make_telling(claim: Claim, document: Document, folding: Folding | None = None) -> Telling:
    """Make the telling of a claim by its document; `folding` is that of the document's language."""
    sentence = claim.sentence.of(document.text)
    folded = folding.key(sentence) if folding else sentence
    return Telling(
        key=key_of(claim),
        claim=claim,
        document=document.id,
        outlet=document.outlet,
        published=document.published,
        sentence=sentence,
        words=tuple("".join(letter if letter.isalnum() else " " for letter in folded.casefold()).split()),
    )
