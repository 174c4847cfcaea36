"""Claims as short lines, for tables of sentences and what they must be read to.

The notation of an expected claim: `source act type actor > target`, then any of `@place`, `!neg`, `status=…`, `killed=low,high`,
`wounded=low,high`, `when=…`, `deadline=…`. A place that is not told is not compared, `@-` says that there is none; `when=-` and
`deadline=-` likewise. `A|B` stands for either where two readings are right, `… || …` for either of two whole lines. Negation is
always compared.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from marsad.coding import code
from marsad.model import Claim, Document, Evidence
from marsad.pack import load_pack
from marsad.reading import Reading, read

PUBLISHED = dt.date(2020, 2, 12)
_OPTIONS = (" !neg", " status=", " killed=", " wounded=", " when=", " deadline=")


def read_text(text: str, language: str = "ar", published: dt.date | None = PUBLISHED) -> Reading:
    return read(Document(id="example", text=text, language=language, published=published), load_pack(language))


def claims_of(text: str, language: str = "ar", published: dt.date | None = PUBLISHED) -> list[Claim]:
    """Give the claims of a text; no test text passes with evidence that does not stand where it says."""
    claims = code(read_text(text, language, published), load_pack(language))
    assert not list(misquoted(text, claims))
    return claims


def evidence_of(claim: Claim) -> list[Evidence]:
    parts = (claim.cue, claim.trigger, claim.actor, claim.target, claim.speaker, claim.place, *claim.agreement_words)
    return [part for part in parts if part is not None]


def misquoted(text: str, claims: Iterable[Claim]) -> Iterable[str]:
    """Tell every piece of evidence that is not verbatim or not inside the text, and every sentence out of range."""
    for claim in claims:
        if not 0 <= claim.sentence.start < claim.sentence.end <= len(text):
            yield f"{shown(claim)}: sentence {claim.sentence}"
        for part in evidence_of(claim):
            if not 0 <= part.span.start < part.span.end <= len(text) or text[part.span.start : part.span.end] != part.quote:
                yield f"{shown(claim)}: {part}"


def _either(seen: str, wanted: str) -> bool:
    return seen in wanted.split("|")


def matches(claim: Claim, expected: str) -> str:
    """Say what a claim lacks of an expectation; nothing where it is met."""
    lacks = [_lacks(claim, one.strip()) for one in expected.split(" || ")]
    return "" if "" in lacks else lacks[0]


def _lacks(claim: Claim, expected: str) -> str:
    head, _, rest = expected.partition(">")
    target, *extras = rest.split(maxsplit=1)
    event = claim.event
    seen = [claim.source, claim.act, event.type, event.actor or "-", event.target or "-"]
    if not all(_either(one, wanted) for one, wanted in zip(seen, [*head.split(), target], strict=True)):
        return " ".join(seen)
    more = f" {extras[0]}" if extras else ""
    place = more.partition("@")[2]
    for cut in _OPTIONS:
        place = place.partition(cut)[0]
    wanted_place = place.strip()
    if wanted_place == "-" and event.place:
        return f"place {event.place}"
    if wanted_place not in ("", "-") and not (event.place and (wanted_place in event.place or event.place in wanted_place)):
        return f"place {event.place}"
    flags = more.replace("@" + place, " ") if place else more
    if ("!neg" in flags) != event.negated:
        return f"negated {event.negated}"
    for flag in flags.split():
        key, _, value = flag.partition("=")
        if key in ("status", "when", "deadline") and not _either(getattr(event, key) or "-", value):
            return f"{key} {getattr(event, key)}"
        if key in ("killed", "wounded"):
            low, _, high = value.partition(",")
            if getattr(event, key) != (int(low), int(high) if high else None):
                return f"{key} {getattr(event, key)}"
    return ""


def shown(claim: Claim) -> str:
    event = claim.event
    extra = f"{' !neg' if event.negated else ''} status={event.status} @{event.place} killed={event.killed}"
    extra += f" when={event.when} deadline={event.deadline} [{claim.rule}]"
    return f"{claim.source} {claim.act} {event.type} {event.actor or '-'} > {event.target or '-'}{extra}"


def differences(claims: Sequence[Claim], expected: Sequence[str]) -> list[str]:
    """Say which expected claims are missing and which claims nobody expects; nothing where both are one."""
    left = list(claims)
    missing = []
    for want in expected:
        hit = next((claim for claim in left if not matches(claim, want)), None)
        if hit is None:
            missing.append(want)
        else:
            left.remove(hit)
    return [f"missing {one}" for one in missing] + [f"too much {shown(one)}" for one in left]


def wrong(text: str, *expected: str, published: dt.date | None = PUBLISHED) -> list[str]:
    """Say how the claims of an Arabic text differ from those that it holds; nothing where they are the same."""
    return differences(claims_of(text, published=published), expected)


def lacking(text: str, *expected: str, published: dt.date | None = PUBLISHED) -> list[str]:
    """Say which of some claims an Arabic text is not read to; other claims in it do not matter."""
    claims = claims_of(text, published=published)
    missing = [want for want in expected if all(matches(claim, want) for claim in claims)]
    return [f"missing {one}" for one in missing] + [f"read {shown(claim)}" for claim in claims if missing]
