"""Settling: what the claims of several documents amount to for one agreement, sorted and set side by side, never judged."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from marsad.ledger.effects import country, is_own
from marsad.ledger.lens import Lens
from marsad.ledger.link import last_day, link_claims
from marsad.model import Agreement, Claim, Dispute, Document, Entry, Flag, Ledger, Skipped, Ultimatum

NEVER = dt.date.max  # undated documents stand last


class Coded(NamedTuple):
    """A document with its claims, and what its reading flagged and read past."""

    document: Document
    claims: Sequence[Claim]
    flags: Sequence[Flag] = ()
    skipped: Sequence[Skipped] = ()


def settle(coded: Iterable[Coded], agreement: Agreement, lenses: Mapping[str, Lens]) -> Ledger:
    """Settle the ledger of one agreement.

    `lenses` holds the agreement compiled for each language that the documents are in; a document in another language adds no
    entries. Order is that of the documents' dates, then of their ids, then of the text.
    """
    ordered = sorted(coded, key=lambda c: (c.document.published or NEVER, c.document.id))
    entries = tuple(_entries(ordered, lenses))
    bearing = {e.claim.id for e in entries}
    about = [c for part in ordered for c in part.claims if _is_about(c, agreement)]
    harm = tuple(c for c in about if _tells_harm(c))
    ultimatums = tuple(_ultimatums(about, ordered))
    told = bearing | {c.id for c in harm} | {c.id for u in ultimatums for c in (u.claim, *u.repeats)}
    return Ledger(
        agreement=agreement,
        documents=tuple(c.document for c in ordered),
        entries=entries,
        disputes=tuple(_disputes(entries, agreement)),
        ultimatums=ultimatums,
        harm=harm,
        other=tuple(c for c in about if c.id not in told),
        flags=tuple((c.document.id, flag) for c in ordered for flag in c.flags),
        skipped=tuple((c.document.id, part) for c in ordered for part in c.skipped),
    )


def _entries(coded: Sequence[Coded], lenses: Mapping[str, Lens]) -> Iterator[Entry]:
    copies = _count_copies(coded, lenses)
    for document, claims, _, _ in coded:
        lens = lenses.get(document.language)
        if lens is None:
            continue
        by_id = {c.id: c for c in claims}
        for link in link_claims(claims, document, lens):
            claim = by_id[link.claim]
            same = copies[_key(claim.sentence.of(document.text), lens)]
            yield Entry(claim=claim, link=link, said=document.published, outlet=document.outlet, copies=len(same))


def _count_copies(coded: Sequence[Coded], lenses: Mapping[str, Lens]) -> dict[str, set[str]]:
    """Find the documents that carry each sentence, by its folded words."""
    found: dict[str, set[str]] = defaultdict(set)
    for document, claims, _, _ in coded:
        lens = lenses.get(document.language)
        for claim in claims if lens else ():
            found[_key(claim.sentence.of(document.text), lens)].add(document.id)
    return found


def _key(sentence: str, lens: Lens | None) -> str:
    body = lens.spelling.folding.key(sentence) if lens else sentence
    return " ".join(body.split()).casefold()


def _is_about(claim: Claim, agreement: Agreement) -> bool:
    codes = (claim.source, claim.event.actor, claim.event.target)
    return any(country(code) in agreement.countries for code in codes)


def _tells_harm(claim: Claim) -> bool:
    event = claim.event
    counted = event.killed or event.wounded or event.displaced or event.type == "harm"
    return bool(counted) and event.status == "actual" and not event.negated


# ── Disputes ──


def _disputes(entries: Sequence[Entry], agreement: Agreement) -> Iterator[Dispute]:
    """Set accusations against a country beside its denials, claims that it complies, and its own accusations."""
    accused: dict[tuple[str | None, str], list[Entry]] = defaultdict(list)
    for entry in entries:
        of = country(entry.link.of)
        if entry.link.effect == "breach" and of and country(entry.link.by) != of:
            accused[entry.link.commitment, of].append(entry)
    order = {c.id: n for n, c in enumerate(agreement.commitments)}
    for (commitment, of), accusations in sorted(accused.items(), key=lambda kv: (order.get(kv[0][0] or "", -1), kv[0][1])):
        replies = tuple(e for e in entries if _answers(e, commitment, of))
        counter = tuple(e for e in entries if _counters(e, commitment, of, accusations))
        if replies or counter:
            yield Dispute(commitment=commitment, accused=of, accusations=tuple(accusations), replies=replies, counter=counter)


def _answers(entry: Entry, commitment: str | None, of: str) -> bool:
    """Tell whether an entry answers accusations: on the same commitment, or the accused on the whole agreement."""
    if entry.link.effect not in ("deny", "comply"):
        return False
    who = country(entry.link.of) or country(entry.link.by)
    return who == of and (entry.link.commitment == commitment or (entry.link.commitment is None and is_own(entry.claim)))


def _counters(entry: Entry, commitment: str | None, of: str, accusations: Sequence[Entry]) -> bool:
    if entry.link.effect != "breach" or entry.link.commitment != commitment:
        return False
    return country(entry.link.by) == of and country(entry.link.of) != of and entry not in accusations


# ── Ultimatums ──


def _ultimatums(claims: Sequence[Claim], coded: Sequence[Coded]) -> Iterator[Ultimatum]:
    """Find demands and threats with a deadline; a later one by the same country, of the same kind and day, is a repeat."""
    dated = {c.document.id for c in coded if c.document.published}
    joined: dict[tuple[str | None, str, str], list[Claim]] = {}
    for claim in claims:
        due, words = _due(claim), _due_words(claim, claim.doc in dated)
        if due or words:
            joined.setdefault((country(claim.source), claim.event.type, due or words), []).append(claim)
    for first, *repeats in joined.values():
        yield Ultimatum(claim=first, due=_due(first), said_as=" … ".join(first.said_as), repeats=tuple(repeats))


def _due(claim: Claim) -> str | None:
    event = claim.event
    if claim.act not in ("demand", "threaten") or event.negated:
        return None
    if event.deadline:
        return event.deadline
    if claim.act != "threaten" or not event.when or not claim.date:
        return None
    last = last_day(event.when)
    return event.when if last and last > dt.date.fromisoformat(claim.date) else None


def _due_words(claim: Claim, is_dated: bool) -> str:
    """Give the unresolved words of a deadline; only an undated document leaves them unresolved."""
    return " … ".join(claim.said_as) if claim.act in ("demand", "threaten") and not is_dated else ""
