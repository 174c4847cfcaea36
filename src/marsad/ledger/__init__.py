"""The last arrow: claims and an agreement become a ledger."""

from __future__ import annotations

from marsad.ledger.agreements import check_agreement, find_agreement, load_agreements, parse_agreement
from marsad.ledger.form import Problem
from marsad.ledger.lens import Lens, make_lens
from marsad.ledger.link import link_claims
from marsad.ledger.phrases import Spelling
from marsad.ledger.settle import Coded, settle

__all__ = [
    "Coded",
    "Lens",
    "Problem",
    "Spelling",
    "check_agreement",
    "find_agreement",
    "link_claims",
    "load_agreements",
    "make_lens",
    "parse_agreement",
    "settle",
]
