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


class Setting(NamedTuple):
    """A sentence with what is known around it: whether it names the agreement, or one before it does."""

    sentence: Sentence
    lens: Lens
    named: bool
    named_before: bool
    inside_before: bool
    dated: bool


def link_claims(claims: Sequence[Claim], document: Document, lens: Lens) -> tuple[Link, ...]:
    """Link the claims of one document to the commitments of one agreement, in the order of the claims.

    `lens` is the agreement compiled for the document's language.
    """
    able = [c for c in claims if _is_timely(c, document, lens) and _is_by_a_party(c, lens.agreement)]
    naming = find_naming(document, lens) if able else Naming(())
    links: list[Link] = []
    for span in dict.fromkeys(c.sentence for c in able):
        here = [c for c in able if c.sentence == span]
        sentence = lens.sentence(span.of(document.text), span.start)
        if not sentence.first(lens.not_this):
            before = naming.just_before(span.start)
            named = _is_meant(here, sentence, lens, before)
            links.extend(
                _link_sentence(
                    here, Setting(sentence, lens, named, before, naming.inside_before(span.start), document.published is not None)
                )
            )
    return tuple(dict.fromkeys(links))


def _link_sentence(claims: Sequence[Claim], setting: Setting) -> Iterator[Link]:
    taken: dict[str, list[tuple[Found, Bearing]]] = {c.id: [] for c in claims}
    if setting.named or _concerns(claims, setting):
        for found in _spoken_of(setting.sentence, setting.lens):
            for claim, bearing in _takers(found, claims, setting):
                taken[claim.id].append((found, bearing))
    left: set[str | None] = set()  # who has already been said to set it aside in this sentence
    for claim in claims:
        for link in _links_of(claim, taken[claim.id], setting):
            if link.effect == "exit" and link.commitment is None and country(claim.source) in left:
                continue
            if link.effect == "exit":
                left.add(country(claim.source))
            yield link


def _links_of(claim: Claim, found: Sequence[tuple[Found, Bearing]], setting: Setting) -> Iterator[Link]:
    """Link one claim: to the commitments whose words it takes, else to the one that fighting breaks, else to the whole if named."""
    sentence, lens = setting.sentence, setting.lens
    chosen = _of_the_bound(claim, found)
    for (commitment, spans), bearing in chosen:
        yield _link(claim, commitment, bearing, f"{bearing.why}; {commitment.id} by «{sentence.quote(spans)}»", lens)
    if chosen:
        return
    fighting = _of_hostilities(claim, setting)
    if fighting:
        yield fighting
    elif setting.named and (whole := bears_on(claim, None, sentence, lens)):
        yield _link(claim, None, whole, f"{whole.why}; the agreement is named, no commitment's words", lens)


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


def _is_by_a_party(claim: Claim, agreement: Agreement) -> bool:
    """Tell whether the doer is a party, or cannot be told; what others do breaks and keeps nothing here."""
    doer = country(claim.event.actor)
    return doer is None or doer in agreement.countries


def _is_meant(claims: Sequence[Claim], sentence: Sentence, lens: Lens, named_before: bool) -> bool:
    """Tell whether a sentence speaks of this agreement: by a name, or by "the agreement" after a name, or in its zone."""
    if sentence.first(lens.names):
        return True
    if not lens.speaks("agreement", sentence):
        return False
    return named_before or (bool(sentence.first(lens.inside)) and _has_party(claims, lens))


def _has_party(claims: Iterable[Claim], lens: Lens) -> bool:
    codes = {country(code) for c in claims for code in (c.source, c.event.actor, c.event.target)}
    return bool(codes & lens.agreement.sides)


def _concerns(claims: Sequence[Claim], setting: Setting) -> bool:
    """Tell whether a sentence that does not name the agreement may still speak of its commitments.

    It may if the agreement was named before; in a dated document also if it speaks of the zone, or if two of those who made the
    agreement face each other. Where the zone is a whole country, one who belongs there is enough.
    """
    lens = setting.lens
    if setting.sentence.first(lens.outside):
        return False
    if setting.named_before or not setting.dated:
        return setting.named_before
    if setting.sentence.first(lens.inside):
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


def _takers(found: Found, claims: Sequence[Claim], setting: Setting) -> Iterator[tuple[Claim, Bearing]]:
    """Give the claims that a commitment's words belong to: the nearest, and others with the same trigger.

    A claim that tells of a breach or of the commitment's own kind of event goes before one that only stands beside such words.
    """
    able = [(c, b) for c in claims if (b := bears_on(c, found.commitment, setting.sentence, setting.lens))]
    able = [(c, b) for c, b in able if not b.guessed] or able
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


def _of_hostilities(claim: Claim, setting: Setting) -> Link | None:
    """Link fighting inside the zone while the agreement is in force to the commitment that forbids it.

    Where nobody can tell who fights, a party must say it, or the agreement must be named: feuds of others break nothing.
    """
    sentence, lens = setting.sentence, setting.lens
    day, doer = _day(claim), country(claim.event.actor)
    if day is None or day < lens.agreement.in_force:
        return None
    told = lens.in_zone(claim, sentence)
    if not told and not _is_still_inside(claim, setting):
        return None
    if doer is None and not (setting.named or setting.named_before or country(claim.source) in lens.agreement.sides):
        return None
    forbidding = [c for c in lens.agreement.commitments if c.hostilities and claim.event.type in c.breached_by]
    if len(forbidding) > 1:
        forbidding = [c for c in forbidding if doer in _bound(c)]
    if len(forbidding) != 1:
        return None
    bearing = bears_on(claim, forbidding[0], sentence, lens)
    if bearing is None or bearing.effect in ("duty", "exit"):
        return None
    where = "inside the zone" if told else "the text has last spoken of the zone"
    return _link(claim, forbidding[0], bearing, f"{bearing.why}; {where}, while in force ({forbidding[0].id})", lens)


def _is_still_inside(claim: Claim, setting: Setting) -> bool:
    """Tell whether a text that has named the agreement and speaks of the zone goes on to tell what its parties do there."""
    lens = setting.lens
    if (
        claim.event.place
        or claim.event.actor is None
        or not (setting.named_before and setting.inside_before)
        or setting.sentence.first(lens.outside)
    ):
        return False
    return (
        claim.event.status == "actual"
        and country(claim.event.actor) in lens.agreement.countries
        and _party_of(claim.source, lens.agreement) is not None
    )


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
