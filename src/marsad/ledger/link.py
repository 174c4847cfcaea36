"""Linking: which commitments of an agreement the claims of a document bear on.

A claim bears on a commitment if its sentence speaks of it (the phrases of the agreement's file), or if it tells of fighting
inside the zone while the agreement is in force. A claim of breach, compliance or exit that names the agreement and no commitment
bears on the agreement as a whole. What happened before the signature, after the end, or elsewhere bears on nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from marsad.ledger.effects import Bearing, bears_on, country
from marsad.ledger.lens import Lens, Naming, find_naming
from marsad.ledger.phrases import Sentence
from marsad.model import Agreement, Claim, Commitment, Document, Link, Role
from marsad.text import Span

REACH = 100  # code points between a claim's trigger and the nearest word of a phrase that it may take


class Found(NamedTuple):
    """A commitment of which a sentence speaks, and where."""

    commitment: Commitment
    spans: tuple[Span, ...]


def link_claims(claims: Sequence[Claim], document: Document, lens: Lens) -> tuple[Link, ...]:
    """Link the claims of one document to the commitments of one agreement, in the order of the claims.

    `lens` is the agreement compiled for the document's language.
    """
    timely = [c for c in claims if _is_timely(c, document, lens)]
    naming = find_naming(document, lens) if timely else Naming(())
    links: list[Link] = []
    for span in dict.fromkeys(c.sentence for c in timely):
        here = [c for c in timely if c.sentence == span]
        links.extend(_link_sentence(here, lens.sentence(span.of(document.text), span.start), lens, naming))
    return tuple(_without_echoes(links))


def _link_sentence(claims: Sequence[Claim], sentence: Sentence, lens: Lens, naming: Naming) -> Iterator[Link]:
    if not claims or sentence.first(lens.not_this):
        return
    named = _is_meant(claims, sentence, lens, naming)
    taken: dict[str, list[tuple[Found, Bearing]]] = {c.id: [] for c in claims}
    if named or _concerns(claims, sentence, lens, naming):
        for found in _spoken_of(sentence, lens):
            for claim, bearing in _takers(found, claims, sentence, lens):
                taken[claim.id].append((found, bearing))
    left: set[str | None] = set()  # who has already been said to set it aside in this sentence
    for claim in claims:
        for link in _links_of(claim, taken[claim.id], sentence, lens, named):
            if link.effect == "exit" and link.commitment is None and country(claim.source) in left:
                continue
            if link.effect == "exit":
                left.add(country(claim.source))
            yield link


def _links_of(claim: Claim, found: Sequence[tuple[Found, Bearing]], sentence: Sentence, lens: Lens, named: bool) -> Iterator[Link]:
    """Link one claim: to the commitments whose words it takes, else to the one that fighting breaks, else to the whole if named."""
    chosen = _of_the_bound(claim, found)
    for (commitment, spans), bearing in chosen:
        yield _link(claim, commitment, bearing, f"{bearing.why}; {commitment.id} by «{sentence.quote(spans)}»", lens)
    if chosen:
        return
    fighting = _of_hostilities(claim, sentence, lens)
    if fighting:
        yield fighting
    elif named and (bearing_whole := bears_on(claim, None, sentence, lens)):
        yield _link(claim, None, bearing_whole, f"{bearing_whole.why}; the agreement is named, no commitment's words", lens)


def _link(claim: Claim, commitment: Commitment | None, bearing: Bearing, reason: str, lens: Lens) -> Link:
    of = claim.event.actor
    if bearing.effect == "exit" and claim.event.type != "exit" and claim.source != "outlet" and commitment is None:
        of = claim.source
    return Link(
        agreement=lens.agreement.id,
        commitment=commitment.id if commitment else None,
        effect=bearing.effect,
        by=claim.source,
        of=of,
        reason=reason,
        claim=claim.id,
    )


def _is_meant(claims: Sequence[Claim], sentence: Sentence, lens: Lens, naming: Naming) -> bool:
    """Tell whether a sentence speaks of this agreement: by a name, or by "the agreement" after a name, or in its zone."""
    if sentence.first(lens.names):
        return True
    if not lens.speaks("agreement", sentence):
        return False
    return naming.just_before(sentence.start) or (bool(sentence.first(lens.inside)) and _has_party(claims, lens))


def _has_party(claims: Iterable[Claim], lens: Lens) -> bool:
    codes = {country(code) for c in claims for code in (c.source, c.event.actor, c.event.target)}
    return bool(codes & lens.agreement.countries)


def _concerns(claims: Sequence[Claim], sentence: Sentence, lens: Lens, naming: Naming) -> bool:
    """Tell whether a sentence that does not name the agreement may still speak of its commitments.

    It may if it speaks of the zone, if the agreement was named before, or if two of those who made it face each other. Where the
    zone is a whole country, one who belongs there is enough.
    """
    if sentence.first(lens.outside):
        return False
    if sentence.first(lens.inside) or naming.just_before(sentence.start):
        return True
    codes = {code for c in claims for code in (c.source, c.event.actor, c.event.target) if code}
    makers = {_party_of(code, lens.agreement) for code in codes} - {None}
    zone = lens.agreement.zone
    return len(makers) > 1 or (zone.whole and any(country(code) in zone.countries for code in codes))


def _party_of(code: str, agreement: Agreement) -> str | None:
    """Name the signatory or guarantor that a code stands for."""
    makers = (p for p in agreement.parties if p.role in (Role.signatory, Role.guarantor))
    return next((p.name for p in makers if code in p.codes), None)


def _spoken_of(sentence: Sentence, lens: Lens) -> Iterator[Found]:
    for commitment, patterns in lens.phrases:
        spans = sentence.first(patterns)
        if spans:
            yield Found(commitment, spans)


def _takers(found: Found, claims: Sequence[Claim], sentence: Sentence, lens: Lens) -> Iterator[tuple[Claim, Bearing]]:
    """Give the claims that a commitment's words belong to: those whose trigger stands nearest, all with the same trigger."""
    able = [(c, b) for c in claims if (b := bears_on(c, found.commitment, sentence, lens))]
    if not able:
        return
    nearest = min(_distance(c, found) for c, _ in able)
    if nearest <= REACH:
        best = [(c, b) for c, b in able if _distance(c, found) == nearest]
        yield from best
        yield from ((c, b) for c, b in able if _says_alike(c, best[0][0], found.commitment) and c not in [x for x, _ in best])


def _says_alike(claim: Claim, best: Claim, commitment: Commitment) -> bool:
    """Tell if another speaker says of the same doer what the nearest claim says: Moscow counts five breaches, Ankara eight."""
    doer = country(claim.event.actor)
    return (
        claim.event.type == best.event.type
        and claim.source != best.source
        and claim.event.actor == best.event.actor
        and (doer is None or doer in _bound(commitment))
    )


def _distance(claim: Claim, found: Found) -> int:
    if claim.trigger is None:
        return REACH
    start, end = claim.trigger.span
    return min(max(s.start - end, start - s.end, 0) for s in found.spans)


def _of_the_bound(claim: Claim, found: Sequence[tuple[Found, Bearing]]) -> Sequence[tuple[Found, Bearing]]:
    """Where several commitments fit, keep those that bind the doer, if any does."""
    doer = country(claim.event.actor)
    if doer is None or len(found) < 2:
        return found
    binding = [f for f in found if not (who := _bound(f[0].commitment)) or doer in who]
    return binding or found


def _bound(commitment: Commitment) -> set[str | None]:
    return {country(code) for code in (*commitment.obligated, *commitment.read_as)}


def _of_hostilities(claim: Claim, sentence: Sentence, lens: Lens) -> Link | None:
    """Link fighting inside the zone while the agreement is in force to the commitment that forbids it."""
    agreement = lens.agreement
    day = _day(claim)
    if day is None or day < agreement.in_force or not lens.in_zone(claim, sentence):
        return None
    doer = country(claim.event.actor)
    if doer is not None and doer not in agreement.countries:
        return None
    forbidding = [c for c in agreement.commitments if c.hostilities and claim.event.type in c.breached_by]
    if len(forbidding) > 1:
        forbidding = [c for c in forbidding if doer in _bound(c)]
    if len(forbidding) != 1:
        return None
    bearing = bears_on(claim, forbidding[0], sentence, lens)
    if bearing is None or bearing.effect in ("duty", "exit"):
        return None
    return _link(claim, forbidding[0], bearing, f"{bearing.why}; inside the zone, while in force ({forbidding[0].id})", lens)


def _is_timely(claim: Claim, document: Document, lens: Lens) -> bool:
    day = _day(claim) or document.published
    until = lens.agreement.until
    return day is None or (day >= lens.agreement.signed and (until is None or day <= until))


def _day(claim: Claim) -> dt.date | None:
    """Give the last day on which the event may have been: its own date if told and past, else the day it was said."""
    said = dt.date.fromisoformat(claim.date) if claim.date else None
    when = last_day(claim.event.when) if claim.event.when else None
    if when is None:
        return said
    return min(when, said) if said else when


def last_day(iso: str) -> dt.date | None:
    """Give the last day of an ISO date, month, year or interval of these; None where it is none of them."""
    last = iso.rpartition("/")[2]
    try:
        if len(last) == 10:
            return dt.date.fromisoformat(last)
        year, month = int(last[:4]), int(last[5:7] or 12)
        return dt.date(year + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1)
    except ValueError:
        return None


def _without_echoes(links: Iterable[Link]) -> Iterator[Link]:
    """Drop a second link of one claim that says the same."""
    yield from dict.fromkeys(links)
