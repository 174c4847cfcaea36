"""Settling: what the claims of several documents amount to for one agreement, sorted and set side by side, never judged."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from marsad.ledger.calendar import due
from marsad.ledger.compare import voice_of
from marsad.ledger.effects import country, is_own
from marsad.ledger.incidents import find_incidents
from marsad.ledger.lens import Lens
from marsad.ledger.link import link_claims
from marsad.ledger.origins import find_origins, origins_by_telling
from marsad.ledger.parties import side_of
from marsad.ledger.standing import Grounds, stand_at_turns
from marsad.ledger.tellings import key_of, make_telling
from marsad.model import Agreement, Claim, Dispute, Document, Entry, Flag, Incident, Ledger, Origin, Skipped
from marsad.text import Folding

NEVER = dt.date.max  # undated documents stand last


class Coded(NamedTuple):
    """A document with its claims, and what its reading flagged and read past."""

    document: Document
    claims: Sequence[Claim]
    flags: Sequence[Flag] = ()
    skipped: Sequence[Skipped] = ()


def settle(
    coded: Iterable[Coded],
    agreement: Agreement,
    lenses: Mapping[str, Lens],
    *,
    today: dt.date | None = None,
    is_common: Mapping[str, Callable[[str], bool]] | None = None,
) -> Ledger:
    """Settle the ledger of one agreement.

    `lenses` holds the agreement compiled for each language that the documents are in; a document in another language adds no
    entries. Order is that of the documents' dates, then of their ids, then of the text. The calendar is that of `today`, or else of
    the last day on which a document was published. `is_common` tells by language of a folded word that it is no personal name.
    """
    ordered = sorted(coded, key=lambda c: (c.document.published or NEVER, c.document.id))
    entries = tuple(_entries(ordered, lenses))
    bearing = {key_of(e.claim) for e in entries}
    about = [(c, part) for part in ordered for c in part.claims if _is_about(c, agreement) or key_of(c) in bearing]
    common = is_common or {}
    tellings = [
        make_telling(c, part.document, _folding(part.document, lenses), common.get(part.document.language)) for c, part in about
    ]
    origins = find_origins(tellings)
    return assemble(
        agreement,
        entries,
        [claim for claim, _ in about],
        tuple(c.document for c in ordered),
        origins=origins,
        incidents=find_incidents(tellings, origins_by_telling(origins)),
        today=today,
        flags=tuple((c.document.id, flag) for c in ordered for flag in c.flags),
        skipped=tuple((c.document.id, part) for c in ordered for part in c.skipped),
    )


def assemble(
    agreement: Agreement,
    entries: Iterable[Entry],
    claims: Iterable[Claim],
    documents: Sequence[Document],
    *,
    origins: Sequence[Origin] = (),
    incidents: Sequence[Incident] = (),
    today: dt.date | None = None,
    flags: tuple[tuple[str, Flag], ...] = (),
    skipped: tuple[tuple[str, Skipped], ...] = (),
    unverifiable: Mapping[str | None, dt.date] | None = None,
) -> Ledger:
    """Make a ledger of what has been read, linked and grouped before, whether now or, in a store, long ago.

    `claims` are those about the parties of the agreement, `documents` all that claims point to. Entries get their origin and the
    number of documents that carry it; incidents that bear on no commitment and tell no number are left out.
    """
    told_by = origins_by_telling(origins)
    carried = {origin.id: len({t.document for t in origin.tellings}) for origin in origins}
    known = tuple(_of_origin(entry, told_by, carried) for entry in entries)
    about = [c for c in claims if _is_about(c, agreement)]
    day = today or max((d.published for d in documents if d.published), default=None)
    calendar = due(agreement, known, about, day or agreement.in_force, origin_of=told_by)
    grounds = Grounds(told_by, _incidents_by_telling(incidents), _voices(origins), unverifiable or {})
    kept = _incidents_kept(incidents, known)
    harm = tuple(c for c in about if _tells_harm(c))
    told = {key_of(c) for c in (*(e.claim for e in known), *harm, *(c for one in calendar for c in one.claims))}
    return Ledger(
        agreement=agreement,
        documents=tuple(documents),
        entries=known,
        disputes=tuple(_disputes(known, agreement)),
        harm=harm,
        other=tuple(c for c in about if key_of(c) not in told),
        flags=flags,
        skipped=skipped,
        origins=tuple(origins),
        incidents=kept,
        standings=stand_at_turns(known, grounds, agreement),
        calendar=calendar,
        day=day,
    )


def _incidents_by_telling(incidents: Iterable[Incident]) -> dict[str, str]:
    return {telling.key: incident.id for incident in incidents for telling in incident.tellings}


def _voices(origins: Iterable[Origin]) -> dict[str, str]:
    return {telling.key: voice_of(telling) for origin in origins for telling in origin.tellings}


def _incidents_kept(incidents: Iterable[Incident], entries: Iterable[Entry]) -> tuple[Incident, ...]:
    bearing = {key_of(e.claim) for e in entries}
    return tuple(i for i in incidents if i.counts or any(t.key in bearing for t in i.tellings))


def _of_origin(entry: Entry, told_by: Mapping[str, str], carried: Mapping[str, int]) -> Entry:
    origin = told_by.get(key_of(entry.claim), "")
    return replace(entry, origin=origin, copies=carried.get(origin, 1))


def _folding(document: Document, lenses: Mapping[str, Lens]) -> Folding | None:
    lens = lenses.get(document.language)
    return lens.spelling.folding if lens else None


def _entries(coded: Sequence[Coded], lenses: Mapping[str, Lens]) -> Iterator[Entry]:
    for document, claims, _, _ in coded:
        lens = lenses.get(document.language)
        if lens is None:
            continue
        by_id = {c.id: c for c in claims}
        for link in link_claims(claims, document, lens):
            yield Entry(claim=by_id[link.claim], link=link, said=document.published, outlet=document.outlet)


def _is_about(claim: Claim, agreement: Agreement) -> bool:
    codes = (claim.source, claim.event.actor, claim.event.target)
    return any(country(code) in agreement.countries for code in codes)


def _tells_harm(claim: Claim) -> bool:
    event = claim.event
    counted = event.killed or event.wounded or event.displaced or event.type == "harm"
    return bool(counted) and event.status == "actual" and not event.negated


# ── Disputes ──


def _disputes(entries: Sequence[Entry], agreement: Agreement) -> Iterator[Dispute]:
    """Set accusations against a side beside its denials, claims that it complies, and its own accusations."""
    accused: dict[tuple[str | None, str], list[Entry]] = defaultdict(list)
    for entry in entries:
        of = side_of(entry.link.of)
        if entry.link.effect == "breach" and of and side_of(entry.link.by) != of:
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
    who = side_of(entry.link.of) or side_of(entry.link.by)
    return who == of and (entry.link.commitment == commitment or (entry.link.commitment is None and is_own(entry.claim)))


def _counters(entry: Entry, commitment: str | None, of: str, accusations: Sequence[Entry]) -> bool:
    if entry.link.effect != "breach" or entry.link.commitment != commitment:
        return False
    return side_of(entry.link.by) == of and side_of(entry.link.of) != of and entry not in accusations
