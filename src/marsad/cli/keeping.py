"""Opening the store for a command: with the clock, and with what reads."""

from __future__ import annotations

import datetime as dt
import time
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from marsad.store import Store


def present() -> dt.datetime:
    """Give the present moment in UTC."""
    return dt.datetime.now(dt.UTC)


def open_database(given: str) -> Store:
    """Open a database that is there. Raises NotFound or BadDatabase."""
    from marsad.cli.pipeline import tell_claim
    from marsad.store import open_store

    return _closed_at_end(open_store(given, now=present, sleep=time.sleep, tell=tell_claim))


def make_database(given: str) -> tuple[Store, str | None]:
    """Make a database, or move an older one forward; give the revision that it had, None where it is new."""
    from marsad.cli.pipeline import tell_claim
    from marsad.store import make_store

    store, before = make_store(given, now=present, sleep=time.sleep, tell=tell_claim)
    return _closed_at_end(store), before


def _closed_at_end(store: Store) -> Store:
    """Let the store be closed when the command ends, also where it ends with an error."""
    context = click.get_current_context(silent=True)
    if context:
        context.call_on_close(store.close)
    return store
