"""Clauses of languages of fixed word order: the doer stands before the verb, who bears it after it.

A pack declares the order (`word_order: fixed` of its orthography); the rooms here take the place of those that read by person, case
and clitics. Which clause a word belongs to is told by the verbs with their auxiliaries, and by the little words between.
"""

from marsad.coding.ordered.clauses import OrderedParticipants
from marsad.coding.ordered.groups import OrderedRow
from marsad.coding.ordered.joining import OrderedJoins
from marsad.coding.ordered.saying import OrderedAttribution
from marsad.coding.ordered.standing import OrderedModality, OrderedTelling

__all__ = ["OrderedAttribution", "OrderedJoins", "OrderedModality", "OrderedParticipants", "OrderedRow", "OrderedTelling"]
