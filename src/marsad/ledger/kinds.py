"""What an entry is to its commitment: an accusation, an observation, an admission, a denial and so on; never what is true."""

from __future__ import annotations

from marsad.ledger.effects import is_affirmed
from marsad.ledger.parties import is_party, is_same_side
from marsad.model import Act, Agreement, Effect, Entry, EntryKind

BREACH_TOLD: frozenset[EntryKind] = frozenset({"accusation", "allegation", "observation", "admission"})
OWNED: frozenset[EntryKind] = frozenset({"admission", "justified"})
REPLIES: frozenset[EntryKind] = frozenset({"denial", "own_compliance"})


def kind_of(entry: Entry, agreement: Agreement) -> EntryKind:
    """Say what an entry is to its commitment; the words of the kinds stand in `labels.yaml`.

    A breach told by one who is no party to the conflict, and who does not accuse, is an observation; one that names nobody is an
    allegation. One who tells an own act admits it, and justifies it where he denies in the same words that it is a breach.
    """
    link = entry.link
    kind = kind_by(link.effect, link.by, link.of, entry.claim.act, agreement)
    own = is_same_side(link.by, link.of)
    return "justified" if kind == "denial" and own and _tells_the_act(entry, agreement) else kind


def kind_by(effect: Effect, by: str, of: str | None, act: Act, agreement: Agreement) -> EntryKind:
    """Say what an entry is by its link and its act alone; an own act that is justified counts as a denial here."""
    own = is_same_side(by, of)
    match effect:
        case "comply":
            return "own_compliance" if own else "compliance"
        case "deny":
            return "denial"
        case "breach":
            return "admission" if own else _told_of_another(by, of, act, agreement)
        case other:
            return other


def _told_of_another(by: str, of: str | None, act: Act, agreement: Agreement) -> EntryKind:
    if act != "accuse" and not is_party(by, agreement):
        return "observation"
    return "accusation" if of is not None else "allegation"


def _tells_the_act(entry: Entry, agreement: Agreement) -> bool:
    """Tell whether an entry that denies a breach owns the act: it says that what would break the commitment was done."""
    claim = entry.claim
    part = agreement.commitment(entry.link.commitment or "")
    if part is None or claim.act in ("deny", "reject") or claim.event.status != "actual":
        return False
    return claim.event.type in part.breached_by and is_affirmed(claim)
