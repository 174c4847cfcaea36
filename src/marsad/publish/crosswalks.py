"""Claims in the codes of the field: PLOVER, CAMEO, and columns like those of ACLED and UCDP GED.

The mapping is data (`crosswalks.yaml`). A code is given only where the claim says what the code means: an accusation is no
violation, a denial no attack, a plan no event. What each scheme loses is told in docs/crosswalks.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

import yaml

from marsad.model import Claim, Document
from marsad.publish.csv import Cell, render_rows

COLUMNS = (
    "doc", "id", "date", "lang", "source", "act", "type", "actor", "target", "negated", "status",
    "plover_type", "plover_mode", "plover_contexts", "cameo", "coded_source", "coded_target",
    "acled_event_type", "acled_sub_event_type", "acled_actor1", "acled_actor2", "event_date", "time_precision", "location",
    "latitude", "longitude", "fatalities",
    "ucdp_type_of_violence", "side_a", "side_b", "date_start", "date_end", "low", "high",
)  # fmt: skip
_FACTS = ("report", "state", "admit")  # acts under which something is told as having happened


class Coded(NamedTuple):
    """A claim in PLOVER and CAMEO, with whose deed it is and against whom; an empty code where a scheme has none."""

    plover_type: str = ""
    plover_mode: str = ""
    contexts: tuple[str, ...] = ()
    cameo: str = ""
    source: str | None = None
    target: str | None = None


class Incident(NamedTuple):
    """What ACLED calls an event: its type and sub-type, empty where it has none for the claim."""

    event_type: str = ""
    sub_event_type: str = ""


@cache
def _tables() -> Mapping[str, Any]:
    file = resources.files("marsad.publish") / "crosswalks.yaml"
    tables: Mapping[str, Any] = yaml.safe_load(file.read_text("utf-8"))
    return tables


def is_told(claim: Claim) -> bool:
    """Tell whether the event of a claim is said to have happened or to go on."""
    return not claim.event.negated and claim.event.status == "actual"


def code_claim(claim: Claim) -> Coded:
    """Give the PLOVER type, mode and contexts and the CAMEO code of a claim; nothing where no row takes it."""
    row = next((row for row in _tables()["directed"] if _fits(row, claim)), None)
    if row is None:
        return Coded()
    kind, mode = row["plover"]
    contexts = tuple(_tables()["contexts"].get(claim.event.type, ())) if kind else ()
    return Coded(kind, mode, contexts, row["cameo"], _party(row["from"], claim), _party(row["to"], claim))


def _fits(row: Mapping[str, Any], claim: Claim) -> bool:
    event = claim.event
    sector = (event.actor or ".").split(".")[1]
    return (
        claim.act in row.get("acts", (claim.act,))
        and event.type in row.get("types", (event.type,))
        and event.mode in row.get("modes", (event.mode,))
        and sector in row.get("sectors", (sector,))
        and row.get("deadline", bool(event.deadline)) == bool(event.deadline)
        and row.get("told", is_told(claim)) == is_told(claim)
    )


def _party(role: str | None, claim: Claim) -> str | None:
    event = claim.event
    return {
        "speaker": claim.source,
        "actor": event.actor,
        "target": event.target,
        "party": event.actor or event.target,
    }.get(role or "")


def find_incident(claim: Claim) -> Incident:
    """Give ACLED's event and sub-event for what a claim tells as fact; nothing for accusations, denials, plans and demands."""
    if claim.act not in _FACTS or not is_told(claim):
        return Incident()
    tables, event = _tables(), claim.event
    if event.type == "assault" and event.mode in tables["attacks"]:
        return Incident(*_attack(tables, event.actor, event.target))
    if event.type == "control" and event.mode in tables["incidents"]["control"]:
        return Incident(*tables["takers"].get(_sector(event.actor), ()))
    return Incident(*tables["incidents"].get(event.type, {}).get(event.mode, ()))


def _attack(tables: Mapping[str, Any], actor: str | None, target: str | None) -> Sequence[str]:
    """An attack is one on civilians, or a clash of two armed sides; where who bears it is not told it is neither."""
    if _sector(target) in tables["unarmed"]:
        civilians: Sequence[str] = tables["civilians"]
        return civilians
    armed = {*tables["state"], *tables["group"]}
    both: Sequence[str] = tables["armed"] if {_sector(actor), _sector(target)} <= armed else ()
    return both


def tell_violence(claim: Claim) -> int | None:
    """Give the type of violence in the manner of UCDP GED: 1 state-based, 2 non-state, 3 one-sided; None where it cannot be told.

    UCDP counts an event from one death on, and asks for two sides: without a death or a side there is no type.
    """
    tables, event = _tables(), claim.event
    if claim.act not in _FACTS or not is_told(claim) or event.type not in tables["violence"] or not (event.killed or (0, None))[0]:
        return None
    doer, bearer = _sector(event.actor), _sector(event.target)
    armed = {*tables["state"], *tables["group"]}
    if doer not in armed or bearer not in armed | {*tables["unarmed"]}:
        return None
    if bearer in tables["unarmed"]:
        return 3
    return 1 if {doer, bearer} & {*tables["state"]} else 2


def _sector(actor: str | None) -> str:
    return actor.split(".")[1] if actor else ""


def list_codes(document: Document, claim: Claim) -> tuple[Cell, ...]:
    """Give the cells of a claim in the order of `COLUMNS`; None where nothing is told."""
    event, coded, incident, violence = claim.event, code_claim(claim), find_incident(claim), tell_violence(claim)
    begins, ends = _span(event.when)
    low, high = event.killed or (None, None)
    told, point = bool(incident.event_type), claim.located
    return (
        document.id, claim.id, claim.date, claim.lang, claim.source, claim.act, event.type, event.actor, event.target,
        "true" if event.negated else "false", event.status,
        coded.plover_type, coded.plover_mode, "; ".join(coded.contexts), coded.cameo, coded.source, coded.target,
        *incident,
        *((event.actor, event.target, begins, _precision(begins, ends)) if told else (None,) * 4),
        *((event.place, point.latitude if point else None, point.longitude if point else None, low) if told else (None,) * 4),
        violence,
        *((event.actor, event.target, begins, ends, low, high) if violence else (None,) * 6),
    )  # fmt: skip


def _span(when: str | None) -> tuple[str | None, str | None]:
    """The first and the last day that words of time stand for, as far as they were told."""
    if when is None:
        return None, None
    first, _, last = when.partition("/")
    return first, last or first


def _precision(begins: str | None, ends: str | None) -> int | None:
    """ACLED's precision of time: 1 the day, 3 a month; None where no time is told or it is a stretch."""
    if begins is None or begins != ends:
        return None
    return {10: 1, 7: 3}.get(len(begins))


def render_codes(rows: Iterable[tuple[Document, Claim]]) -> Iterator[str]:
    """Render claims in the codes of the field as CSV, the names of the columns first."""
    return render_rows(COLUMNS, (list_codes(document, claim) for document, claim in rows))
