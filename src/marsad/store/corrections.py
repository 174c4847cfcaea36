"""Corrections of claims: which fields people may correct, which values these can hold, and the claim as it is corrected."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, get_args

from marsad.errors import BadInput
from marsad.model import Act, Claim, EventType, Status
from marsad.store.records import days_of

_CODE = re.compile(r"(\?\?\?|[A-Z][A-Z0-9]{1,11})\.(GOV|MIL|REB|OPP|CVL|NGO|MED|IGO|UNK)|outlet")
_DAYS = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?(/[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?)?")
_BOUNDS = re.compile(r"(\d{1,9})(?:(?:-|–|\.\.)(\d{1,9})|(\+))?")
_CHOICES: Mapping[str, tuple[str, ...]] = {"act": get_args(Act), "type": get_args(EventType), "status": get_args(Status)}
FIELDS = ("source", "act", "type", "actor", "target", "negated", "status", "place", "when", "deadline", "killed")
NUMBERS = ("killed", "wounded", "displaced")
CORRECTED = (*FIELDS, "wounded", "displaced", "mode")


def check_value(field: str, value: str | None) -> Any:
    """Read a corrected value as the claim record has it; `-` or nothing is null. Raises BadInput for what a field cannot hold."""
    text = (value or "").strip()
    if text in ("", "-", "null"):
        if field in ("source", "act", "type", "status", "negated"):
            raise BadInput(f"{field} cannot be empty", "Give a value, or judge the claim as a whole")
        return "" if field == "mode" else None
    if field in _CHOICES:
        if text not in _CHOICES[field]:
            raise BadInput(f"{text!r} is no {field}", f"Give one of {', '.join(_CHOICES[field])}")
        return text
    if field in ("source", "actor", "target"):
        if not _CODE.fullmatch(text) or (field != "source" and text == "outlet"):
            raise BadInput(f"{text!r} is no actor", "Write country and sector: TUR.GOV, SYR.REB, ???.MIL")
        return text
    if field == "negated":
        if text.lower() not in ("true", "false"):
            raise BadInput(f"negated is true or false, not {text!r}", "Give --value true or --value false")
        return text.lower() == "true"
    if field in ("when", "deadline"):
        return _check_days(text)
    return _check_bounds(text) if field in NUMBERS else text


def write_value(value: Any) -> str:
    """Write a value as `check_value` reads it: nothing for null, 12, 11-14 or 11+ for bounds."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        low, high = value
        return f"{low}+" if high is None else str(low) if low == high else f"{low}-{high}"
    return str(value)


def values_of(one: Claim) -> dict[str, Any]:
    """Give the fields of a claim that people may correct."""
    return {name: getattr(one if name in ("source", "act") else one.event, name) for name in CORRECTED}


def _check_days(text: str) -> str:
    try:
        first, last = days_of(text) if _DAYS.fullmatch(text) else (None, None)
    except ValueError:
        first = last = None
    if first is None or last is None or first > last:
        hint = "Write a day, a month, a year or an interval: 2020-02-12, 2020-02, 2020-02-01/2020-02-12"
        raise BadInput(f"{text!r} is no time", hint)
    return text


def _check_bounds(text: str) -> list[int | None]:
    found = _BOUNDS.fullmatch(text)
    low = int(found[1]) if found else 0
    high = None if found and found[3] else int(found[2]) if found and found[2] else low
    if not found or (high is not None and high < low):
        raise BadInput(f"{text!r} is no number", "Write 12, a range 11-14, or 11+ for eleven or more")
    return [low, high]


def correct_claim(one: Claim, corrected: Mapping[str, Any]) -> Claim:
    """Give a claim as people corrected it, with a note of what the machine had."""
    event = {k: v for k, v in corrected.items() if k not in ("source", "act")}
    event |= {name: tuple(event[name]) for name in NUMBERS if event.get(name) is not None}
    had = ", ".join(f"{k} was {getattr(one if k in ('source', 'act') else one.event, k)}" for k in corrected)
    outer = {k: v for k, v in corrected.items() if k in ("source", "act")}
    return replace(one, event=replace(one.event, **event), note=f"corrected by people: {had}", **outer)
