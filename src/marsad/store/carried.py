"""Proving what became of the words of older claims when their article was edited: it follows from texts and claims that are proved.

So it needs no link of the chain. What the newer text says is looked for again, and has to be what was put down.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlalchemy import Connection, func, select

from marsad.store.records import Row
from marsad.store.schema import carried, claim, reading, version
from marsad.store.tellings import ask

_PART = 200  # edited texts that are looked at together


class _Edit(NamedTuple):
    """A newer text of an article, with the one before it; either may be erased."""

    newer: int
    text: str | None
    older: int
    before: str | None
    added: Any


def check_carried(connection: Connection) -> Iterator[tuple[str, str]]:
    """Give the rows of `carried` that are not what the texts say, each with what is wrong with it."""
    after = 0
    while part := _load_edits(connection, after):
        for edit in part:
            yield from _check_edit(connection, edit)
        after = part[-1].newer
    edited = select(version.c.id).where(version.c.number > 1)
    for row in connection.execute(select(carried.c.id).where(carried.c.version_id.not_in(edited))).scalars():
        yield f"carried {row}", "the text in which it stands is not a newer one of an article"


def _load_edits(connection: Connection, after: int) -> list[_Edit]:
    older = version.alias("older")
    columns = version.c.id, version.c.text, older.c.id, older.c.text, version.c.added
    same = (older.c.document_id == version.c.document_id) & (older.c.number == version.c.number - 1)
    query = select(*columns).join(older, same).where(version.c.id > after).order_by(version.c.id).limit(_PART)
    return [_Edit(*row) for row in connection.execute(query)]


def _check_edit(connection: Connection, edit: _Edit) -> Iterator[tuple[str, str]]:
    here = {row["claim_id"]: row for row in ask(connection, select(carried).where(carried.c.version_id == edit.newer))}
    for one in _claims_before(connection, edit):
        row = here.pop(one["id"], None)
        if row is None:
            yield f"claim {one['id']} ({one['ident']})", f"what became of its words in version {edit.newer} is gone"
        elif edit.text is not None and edit.before is not None:
            words = edit.before[one["sentence_start"] : one["sentence_end"]]
            start = edit.text.find(words) if words else -1
            if (row["sentence_start"], row["lost"]) != (start if start >= 0 else None, start < 0):
                yield f"carried {row['id']}", "it is not where the words of its claim stand in the newer text"
    for row in here.values():
        yield f"carried {row['id']}", "its claim is none of the text before"


def _claims_before(connection: Connection, edit: _Edit) -> list[Row]:
    """Load the claims that the older text had when the newer one came in: those of its last reading until then."""
    read = select(func.max(reading.c.id)).where(reading.c.version_id == edit.older, reading.c.read <= edit.added)
    columns = claim.c.id, claim.c.ident, claim.c.sentence_start, claim.c.sentence_end
    return ask(connection, select(*columns).where(claim.c.reading_id == read.scalar_subquery()).order_by(claim.c.id))


__all__ = ["check_carried"]
