"""Counts over claims: who accuses whom, what was said when, what is covered at all."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter

from marsad.store.claims import count_days, count_matrix
from marsad.store.texts import load_coverage
from marsad.web.asked import Wanted
from marsad.web.records import record_cell, record_coverage, record_day
from marsad.web.room import InRoom, Reading

router = APIRouter(tags=["counts"])


@router.get("/matrix")
def get_matrix(wanted: Wanted, room: InRoom, connection: Reading) -> dict[str, Any]:
    """Count who accuses whom: claims, and the independent origins that they go back to."""
    cells = room.keep(connection, ("matrix", wanted), lambda: count_matrix(connection, wanted))
    return {"cells": [record_cell(one) for one in cells]}


@router.get("/timeline")
def get_timeline(wanted: Wanted, room: InRoom, connection: Reading) -> dict[str, Any]:
    """Count claims day by day, by act and kind of event; `day` is null for texts without a date."""
    days = room.keep(connection, ("timeline", wanted), lambda: count_days(connection, wanted))
    return {"days": [record_day(one) for one in days]}


@router.get("/coverage")
def get_coverage(room: InRoom, connection: Reading) -> dict[str, Any]:
    """Tell what the store covers: documents, outlets, languages, days."""
    return record_coverage(room.keep(connection, "coverage", lambda: load_coverage(connection)))
