"""The store: documents, claims and judgements in one database, which loses nothing and proves every line."""

from __future__ import annotations

from marsad.store.base import Store, make_store, open_store
from marsad.store.connect import DEFAULT
from marsad.store.keys import group_keys
from marsad.store.prepared import Prepared, prepare

__all__ = ["DEFAULT", "Prepared", "Store", "group_keys", "make_store", "open_store", "prepare"]
