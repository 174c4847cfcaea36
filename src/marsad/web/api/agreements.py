"""Agreements, their ledger in numbers, and their calendar."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path

from marsad.store.ledger import count_entries, list_agreements
from marsad.web.asked import Day
from marsad.web.pages.ledgers import calendar_of, period_of
from marsad.web.records import record_agreement, record_due
from marsad.web.room import InRoom, Reading
from marsad.web.standings import load_grid

router = APIRouter(tags=["agreements"])
Key = Annotated[str, Path(max_length=64)]


@router.get("/agreements")
def get_agreements(room: InRoom, connection: Reading) -> dict[str, Any]:
    """List the agreements that are known, with how many claims bear on each."""
    counts = list_agreements(connection)
    return {"agreements": [{**record_agreement(one), "claims": counts.get(key, 0)} for key, one in room.agreements.items()]}


@router.get("/agreements/{key}")
def get_agreement(key: Key, room: InRoom, connection: Reading) -> dict[str, Any]:
    """Give an agreement with the entries of each commitment by effect, and the day of the last one."""
    agreement = room.agreement(key)
    entries = [
        {"commitment": commitment, "effect": effect, "entries": count, "last": last.isoformat() if last else None}
        for (commitment, effect), (count, last) in sorted(
            count_entries(connection, key).items(), key=lambda one: (one[0][0] or "", one[0][1])
        )
    ]
    return {**record_agreement(agreement), "entries": entries}


@router.get("/agreements/{key}/grid")
def get_grid(key: Key, room: InRoom, connection: Reading, since: Day = None, until: Day = None) -> dict[str, Any]:
    """Give the grid of an agreement: its commitments by time, with what kind of entries there are, and the standing words."""
    agreement = room.agreement(key)
    found = load_grid(room, connection, agreement, period_of(connection, agreement, since, until))
    grid = found.grid
    return {
        "unit": grid.unit,
        "columns": [{"first": one.first.isoformat(), "last": one.last.isoformat()} for one in grid.columns],
        "rows": [
            {
                "commitment": row.commitment,
                "standing": found.words.get(row.commitment, "no report found"),
                "cells": [dict(cell) for cell in row.cells],
                "total": row.total,
            }
            for row in grid.rows
        ],
    }


@router.get("/agreements/{key}/calendar")
def get_calendar(key: Key, room: InRoom, connection: Reading, today: Day = None) -> dict[str, Any]:
    """Give the deadlines of the text and the ultimatums of speakers."""
    day = today or room.now().date()
    return {"day": day.isoformat(), "calendar": [record_due(one) for one in calendar_of(room, connection, key, day)]}
