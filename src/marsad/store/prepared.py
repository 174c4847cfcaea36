"""What is worked out of a document before it is stored: rows without numbers, made where the reading is done.

Reading may happen in other processes; what comes back is plain values, so that the one writer has little left to do.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from marsad.ledger import Coded
from marsad.model import Document, Link
from marsad.store.digests import digest, digest_all, new_salt
from marsad.store.records import Row, claim_row, flag_record, link_row, skipped_record


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A document with the rows of its reading.

    `links[n]` are the links of `claims[n]`, `keys[n]` the keys under which it may meet what belongs with it, `terms` the folded
    terms by which the text is searched. `reader` says which words, rules and agreements read it.
    """

    document: Document
    reader: str
    claims: tuple[Row, ...]
    links: tuple[tuple[Row, ...], ...]
    keys: tuple[tuple[int, ...], ...]
    terms: tuple[str, ...]
    flags: tuple[Row, ...]
    skipped: tuple[Row, ...]
    salt: str
    digest: str


def prepare(
    coded: Coded, links: Sequence[Link], *, reader: str, keys: Mapping[str, tuple[int, ...]], terms: tuple[str, ...] = ()
) -> Prepared:
    """Make the rows of a coded document; `keys` are those of its claims, by their ids."""
    salt = new_salt()
    linked: dict[str, list[Row]] = {}
    for ordinal, link in enumerate(links):
        linked.setdefault(link.claim, []).append(link_row(link, ordinal))
    once = {claim.id: claim for claim in coded.claims}
    rows = []
    for claim in once.values():
        row = claim_row(claim)
        rows.append({**row, "digest": digest({**row, "links": linked.get(claim.id, [])}, salt)})
    return Prepared(
        document=coded.document,
        reader=reader,
        claims=tuple(rows),
        links=tuple(tuple(linked.get(ident, ())) for ident in once),
        keys=tuple(keys.get(ident, ()) for ident in once),
        terms=terms,
        flags=tuple(flag_record(flag) for flag in coded.flags),
        skipped=tuple(skipped_record(part) for part in coded.skipped),
        salt=salt,
        digest=digest_all((row["digest"] for row in rows), salt),
    )
