"""Slips as pages, in English from left to right or in Arabic from right to left: self-contained, without script."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from marsad.model import OUTLET, Slip
from marsad.publish.evidence import prove_quotes, stands_in_newest
from marsad.publish.evidence_view import Tongue, quote_of, tell_moment
from marsad.publish.page import page_environment


@dataclass(frozen=True, slots=True)
class Listed:
    """A claim in the list of a pack: where its slip is, and what it says in short."""

    ident: str
    href: str
    day: str
    source: str
    own_source: bool
    told: str
    quote: str
    language: str


def render_slips(slips: Sequence[Slip], language: str = "en", *, root: str = "", other: str = "") -> str:
    """Render slips as one page; `root` is the way to the top of a pack, `other` the same page in the other language.

    Raises Drift where a quote does not stand where its slip says.
    """
    for slip in slips:
        prove_quotes(slip)
    return _render(Tongue(language), slips=slips, listed=(), root=root, packed=bool(root), other=other)


def render_list(listed: Iterable[Listed], language: str, *, other: str) -> str:
    """Render the list of a pack's slips."""
    return _render(Tongue(language), slips=(), listed=list(listed), root="", packed=True, other=other)


def list_slip(slip: Slip, href: str, language: str) -> Listed:
    """Give the line of a slip in the list of a pack."""
    tongue = Tongue(language)
    claim = slip.claim
    event = claim.event
    told = [tongue.word(claim.act, "acts"), tongue.word(event.type, "events")]
    told += [tongue.word("negated")] if event.negated else []
    told += [tongue.word(event.status, "statuses")] if event.status != "actual" else []
    told += [tongue.actor(event.actor)] if event.actor else []
    return Listed(
        ident=claim.id[:8],
        href=href,
        day=claim.date or "",
        source=tongue.actor(claim.source, slip.document.outlet),
        own_source=claim.source == OUTLET and bool(slip.document.outlet),
        told=" · ".join(told),
        quote=claim.sentence.of(slip.document.text),
        language=claim.lang,
    )


def _render(tongue: Tongue, **values: Any) -> str:
    page = page_environment().get_template("evidence.html.j2")
    return page.render(
        **values,
        tongue=tongue,
        w=tongue.word,
        direction=tongue.labels.direction,
        quote_of=quote_of,
        stands_in_newest=stands_in_newest,
        tell_moment=tell_moment,
    )
