"""World knowledge as data: who and where news speaks of, read from the files beside this one.

The files say in their first lines what they are and how to add an entry; `SOURCES.md` says where they come from.
"""

from __future__ import annotations

from marsad.gazetteer.load import load_gazetteer
from marsad.gazetteer.model import Country, Gazetteer, Group, Holder, Organisation, PlaceName, Term, actor_of

__all__ = [
    "Country",
    "Gazetteer",
    "Group",
    "Holder",
    "Organisation",
    "PlaceName",
    "Term",
    "actor_of",
    "load_gazetteer",
]
