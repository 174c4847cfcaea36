"""The last arrow: claims and an agreement become a ledger."""

from __future__ import annotations

from marsad.ledger.agreements import check_agreement, find_agreement, load_agreements, parse_agreement
from marsad.ledger.form import Problem
from marsad.ledger.incidents import find_incidents, incident_keys, same_incident
from marsad.ledger.lens import Lens, make_lens
from marsad.ledger.link import link_claims
from marsad.ledger.origins import find_origins, origin_keys, origins_by_telling, same_origin
from marsad.ledger.phrases import Spelling, plain_spelling
from marsad.ledger.settle import Coded, settle
from marsad.ledger.tellings import make_telling

__all__ = [
    "Coded",
    "Lens",
    "Problem",
    "Spelling",
    "check_agreement",
    "find_agreement",
    "find_incidents",
    "find_origins",
    "incident_keys",
    "link_claims",
    "load_agreements",
    "make_lens",
    "make_telling",
    "origin_keys",
    "origins_by_telling",
    "parse_agreement",
    "plain_spelling",
    "same_incident",
    "same_origin",
    "settle",
]
