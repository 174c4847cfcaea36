"""What a claim means for a commitment: broken, kept, a duty recalled, set aside, or an accusation denied."""

from __future__ import annotations

from typing import NamedTuple

from marsad.ledger.lens import Lens
from marsad.ledger.parties import is_same_side
from marsad.ledger.phrases import Sentence
from marsad.model import Claim, Commitment, Effect


class Bearing(NamedTuple):
    """An effect and the rule that gave it, in plain words.

    `guessed` marks one that only the words around the claim gave, not what the claim itself tells.
    """

    effect: Effect
    why: str
    guessed: bool = False


def country(code: str | None) -> str | None:
    """Give the country or organisation of an actor code; None where it cannot be told."""
    known = code.partition(".")[0] if code else None
    return None if known == "???" else known


def is_own(claim: Claim) -> bool:
    """Tell whether the speaker speaks of its own side's conduct; a government that speaks of its rebels does not."""
    return is_same_side(claim.event.actor, claim.source)


def is_affirmed(claim: Claim) -> bool:
    """Tell whether the claim says that the event is so: neither negated nor denied, or both."""
    return claim.event.negated == (claim.act == "deny")


def bears_on(claim: Claim, commitment: Commitment | None, sentence: Sentence, lens: Lens) -> Bearing | None:
    """Tell how a claim bears on a commitment, or (None) on the agreement as a whole; None where it does not.

    Demands, threats and promises bear on nothing, unless they set the agreement aside or recall a duty.
    """
    leaving = _leaves(claim, sentence, lens)
    if leaving:
        return leaving
    if claim.act in ("threaten", "warn"):
        return None
    if claim.event.type == "breach":
        return _of_breach(claim)
    recalled = _recalls_duty(claim, sentence, lens)
    if recalled:
        return recalled if commitment or claim.event.type == "comply" else None
    if claim.act == "demand":
        return None
    if claim.event.type == "comply":
        return _of_compliance(claim, sentence, lens)
    return _of_conduct(claim, commitment, sentence, lens) if commitment else None


def _leaves(claim: Claim, sentence: Sentence, lens: Lens) -> Bearing | None:
    if claim.event.type == "exit" and claim.act not in ("demand", "warn", "deny", "reject"):
        return Bearing("comply", "says that it does not leave") if claim.event.negated else Bearing("exit", "leaves or suspends")
    if claim.event.type in ("exit", "consult", "agree", "harm"):
        return None
    words = lens.speaks("exit", sentence)
    return Bearing("exit", f"sets it aside («{words}»)") if words and claim.act not in ("accuse", "demand", "report") else None


def _of_breach(claim: Claim) -> Bearing | None:
    if claim.act in ("deny", "reject") and not claim.event.negated:
        return Bearing("deny", "a breach denied")
    if claim.event.status != "actual" or claim.act in ("demand", "pledge"):
        return None
    if claim.event.negated and claim.act != "deny":
        return Bearing("deny", "says that it has not broken it") if is_own(claim) else Bearing("comply", "said not to break it")
    return Bearing("breach", "a breach told")


def _recalls_duty(claim: Claim, sentence: Sentence, lens: Lens) -> Bearing | None:
    if claim.act in ("deny", "admit", "accuse"):
        return None
    words = lens.speaks("duty", sentence)
    return Bearing("duty", f"a duty recalled («{words}»)") if words else None


def _of_compliance(claim: Claim, sentence: Sentence, lens: Lens) -> Bearing | None:
    if claim.event.status in ("conditional", "possible") or (claim.event.status == "future" and claim.act != "pledge"):
        return None
    if claim.act == "pledge" and not lens.speaks("comply", sentence):
        return None
    if is_affirmed(claim) and claim.act != "reject":
        return Bearing("comply", "said to be kept")
    return Bearing("breach", "said not to be kept")


def _of_conduct(claim: Claim, commitment: Commitment, sentence: Sentence, lens: Lens) -> Bearing | None:
    """Read a plain event (a withdrawal, a patrol, an attack) by what keeps and what breaks the commitment."""
    event = claim.event
    if event.status in ("conditional", "possible"):
        return None
    if event.type in commitment.kept_by:
        return _of_keeping(claim, commitment, sentence, lens)
    if event.type in commitment.breached_by:
        return _of_breaking(claim, sentence, lens)
    return _by_words(claim, sentence, lens)


def _of_keeping(claim: Claim, commitment: Commitment, sentence: Sentence, lens: Lens) -> Bearing | None:
    kind = claim.event.type
    if is_affirmed(claim) and claim.act != "reject":
        if claim.event.status == "future" or claim.act == "pledge":
            return None
        if commitment.hostilities and claim.event.actor is None:
            return None  # a truce that takes effect is kept by nobody yet
        blamed = claim.act == "accuse" or lens.speaks("breach", sentence)
        return Bearing("breach", f"{kind} told as a breach") if blamed else Bearing("comply", f"{kind} keeps it")
    if claim.event.status == "future" or claim.act in ("pledge", "reject"):
        bound = country(claim.event.actor) in {country(c) for c in commitment.obligated}
        return (
            Bearing("exit", f"the bound party refuses ({kind})") if bound else Bearing("breach", f"refuses what it asks ({kind})")
        )
    return Bearing("breach", f"{kind} said not to have come")


def _of_breaking(claim: Claim, sentence: Sentence, lens: Lens) -> Bearing | None:
    kind = claim.event.type
    if is_affirmed(claim) and claim.act != "reject":
        if claim.event.status == "future" or claim.act == "pledge":
            return None
        words = lens.speaks("deny", sentence)
        if words and is_own(claim):
            return Bearing("deny", f"{kind} owned, the breach denied («{words}»)")
        return Bearing("breach", f"{kind} breaks it")
    if claim.act == "deny" or (is_own(claim) and claim.event.status == "actual" and not lens.speaks("comply", sentence)):
        return Bearing("deny", f"{kind} denied")
    return Bearing("comply", f"no {kind}")


def _by_words(claim: Claim, sentence: Sentence, lens: Lens) -> Bearing | None:
    """Read a claim whose type neither keeps nor breaks the commitment by the words around it, accusations and denials only."""
    kind = claim.event.type
    if claim.event.status != "actual" or kind in ("agree", "consult") or (kind == "none" and claim.act != "accuse"):
        return None
    if claim.act in ("deny", "reject") or (is_own(claim) and lens.speaks("deny", sentence)):
        return Bearing("deny", "a denial beside its words", guessed=True)
    words = lens.speaks("breach", sentence)
    if not words or lens.speaks("deny", sentence):
        return None
    return Bearing("breach", f"words of breach («{words}»)", guessed=True)
