"""Who stands for whom: the side behind an actor's code, and whether it is a party to the conflict."""

from __future__ import annotations

from marsad.model import OUTLET, Agreement

_UNKNOWN = "???"
_STATE = frozenset({"", "GOV", "MIL"})  # a government and its forces speak and act as one
_APART = frozenset({"NGO", "MED", "CVL", "IGO"})  # of a country, and yet no party to its conflict


def side_of(code: str | None) -> str | None:
    """Give the side that a code belongs to: `TUR.MIL` is of `TUR`, `SYR.REB` is a side of its own; None where unknown."""
    if not code or code == OUTLET:
        return None
    country, _, sector = code.partition(".")
    if country == _UNKNOWN:
        return None
    return country if sector in _STATE else code


def is_same_side(one: str | None, other: str | None) -> bool:
    """Tell whether two codes are of one side: a government that accuses its rebels does not speak of itself."""
    side = side_of(one)
    return side is not None and side == side_of(other)


def is_party(code: str | None, agreement: Agreement) -> bool:
    """Tell whether a speaker is a party to the conflict.

    It is, where its country or organisation is one of the agreement's sides, unless it is an aid group, the press, civilians or an
    international body. Where it cannot be told, it is taken for a party: nobody is held to be independent by mistake.
    """
    if not code or code == OUTLET:
        return False
    country, _, sector = code.partition(".")
    return country in agreement.sides and sector not in _APART
