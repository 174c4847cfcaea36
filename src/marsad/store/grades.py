"""Grades that people give to sources (A to F) and to their information (1 to 6): kept and shown, never multiplied."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import Connection, or_, select

from marsad.errors import BadInput, NotFound
from marsad.store.claims import find_ident
from marsad.store.judgements import add_row, check_name, said_last
from marsad.store.records import Row
from marsad.store.schema import claim, coder, document, grade, version
from marsad.store.tellings import ask

RELIABILITY = ("A", "B", "C", "D", "E", "F")
CREDIBILITY = ("1", "2", "3", "4", "5", "6")


@dataclass(frozen=True, slots=True, kw_only=True)
class Grading:
    """A grade that somebody gives: of a source (A to F), and of one piece of its information (1 to 6) where a claim is named."""

    outlet: str
    reliability: str
    by: str
    reason: str = ""
    credibility: str | None = None
    claim: str | None = None


def add_grade(connection: Connection, given: Grading, now: dt.datetime) -> int:
    """Add a grade; give its number. Only inside `writing`. Raises BadInput for a grade that there is not."""
    if given.reliability not in RELIABILITY:
        raise BadInput(f"{given.reliability!r} is no grade of a source", "Give A (reliable) to E, or F (cannot be judged)")
    if given.credibility is not None and given.credibility not in CREDIBILITY:
        raise BadInput(f"{given.credibility!r} is no grade of information", "Give 1 (confirmed) to 5, or 6 (cannot be judged)")
    if (given.credibility is None) != (given.claim is None):
        raise BadInput("a grade of information is of one claim", "Give the grade 1 to 6 and --claim together, or neither")
    values: Row = {
        "outlet": given.outlet,
        "reliability": given.reliability,
        "credibility": given.credibility,
        "claim_ident": _claim_of(connection, given.outlet, given.claim) if given.claim else None,
        "by": check_name(given.by),
        "reason": given.reason.strip(),
    }
    said = said_last(connection, grade, grade.c.outlet == given.outlet, values)
    return add_row(connection, grade, values, now) if said is None else said


def _claim_of(connection: Connection, outlet: str, ident: str) -> str:
    """Find the claim that is graded, and see that the outlet published it, or the speaker said it."""
    whole = find_ident(connection, ident)
    query = (
        select(claim.c.id).join(version, version.c.id == claim.c.version_id).join(document, document.c.id == version.c.document_id)
    )
    of_outlet = or_(document.c.outlet == outlet, claim.c.source == outlet)
    if connection.execute(query.where(claim.c.ident == whole, of_outlet).limit(1)).first() is None:
        raise BadInput(f"the claim {whole} is none of {outlet}", f"`marsad show {whole}` tells who published it, and who says it")
    return whole


def list_grades(connection: Connection, outlet: str | None = None) -> list[Row]:
    """List grades in the order in which they were given, with who gave them; all are kept, none outweighs another."""
    query = select(grade, coder.c.name.label("coder")).join(coder, coder.c.id == grade.c.coder_id).order_by(grade.c.id)
    return ask(connection, query.where(grade.c.outlet == outlet) if outlet else query)


def check_outlet(connection: Connection, outlet: str) -> None:
    """Raise NotFound where no document is of an outlet and nobody speaks under the code."""
    known = connection.execute(select(document.c.id).where(document.c.outlet == outlet).limit(1)).first()
    spoken = connection.execute(select(claim.c.id).where(claim.c.source == outlet).limit(1)).first()
    if known is None and spoken is None:
        raise NotFound(f"{outlet} is no outlet or speaker of this database", "Write its name as `marsad claims` shows it")
