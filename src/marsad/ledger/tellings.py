"""A claim where one document tells it, made ready to be compared with what other documents tell."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from marsad.ledger.copies import words_of
from marsad.ledger.credits import agencies_for
from marsad.model import Claim, Document, Telling
from marsad.text import Folding


def key_of(claim: Claim) -> str:
    """Give the key of a claim among all documents: two documents with the very same text hold the same claim ids."""
    return f"{claim.doc}#{claim.id}"


def make_telling(
    claim: Claim, document: Document, folding: Folding | None = None, is_common: Callable[[str], bool] | None = None
) -> Telling:
    """Make the telling of a claim by its document.

    `folding` is that of the document's language. `is_common` tells of a folded word that it is no personal name: "minister",
    "Russian", "the Kremlin". Without it every word of the speaker counts as a name, so that fewer statements are joined.
    """
    sentence = claim.sentence.of(document.text)
    speaker = words_of(claim.speaker.quote, folding) if claim.speaker else ()
    return Telling(
        key=key_of(claim),
        claim=claim,
        document=document.id,
        outlet=document.outlet,
        published=document.published,
        sentence=sentence,
        words=words_of(sentence, folding),
        names=tuple(word for word in speaker if is_common is None or not is_common(word)),
        agencies=agencies_for(document.text, claim.sentence),
    )


def once(claims: Iterable[Claim], origins: Mapping[str, str]) -> tuple[Claim, ...]:
    """Give each origin once, by the first of its claims; `origins` gives the origin of a telling by its key."""
    return tuple({origins.get(key_of(c), key_of(c)): c for c in reversed(list(claims))}.values())[::-1]
