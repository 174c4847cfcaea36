"""`marsad search`: texts of the database, by words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from marsad.cli.options import database_option, output_option

if TYPE_CHECKING:
    from marsad.model import Claim
    from marsad.store.search import Hit

_SHOWN = 3  # places shown of one text; the rest is counted
_AROUND = 70  # code points shown before and after
_EPILOG = """\b
Examples:
  marsad search هدنة
  marsad search '"وقف إطلاق النار" سراقب'
  marsad search 'Saraqib OR سراقب -تركيا'

Spelling variants and little words written together with a word are the same: هدنة finds والهدنة and للهدنه.
"""


@click.command(epilog=_EPILOG)
@click.argument("words", nargs=-1, required=True)
@database_option
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, metavar="N", help="At most so many texts.")
@click.option("--format", "form", type=click.Choice(["text", "jsonl"]), default="text", show_default=True, help="How to print.")
@output_option
def command(*, words: tuple[str, ...], database: str, limit: int, form: str, output: Path | None) -> None:
    """Find texts by their words, the last added first, with the claims of the sentences found."""
    from marsad.cli.keeping import open_database
    from marsad.cli.output import open_output
    from marsad.store.claims import claims_at
    from marsad.store.search import search
    from marsad.store.terms import parse_query

    query = parse_query(" ".join(words))
    store = open_database(database)
    count = 0
    with store.read() as connection, open_output(output) as write:
        for hit in search(connection, query, limit=limit):
            count += 1
            claims = claims_at(connection, hit.version, hit.document, hit.spans)
            for line in _render_record(hit, claims) if form == "jsonl" else _render_text(hit, claims):
                write(line + "\n")
    if form == "text":
        click.echo(f"{count} text{'' if count == 1 else 's'}" + ("; --limit shows more" if count == limit else ""), err=True)
    store.close()


def _render_text(hit: Hit, claims: list[Claim]) -> Iterator[str]:
    from marsad.publish.bidi import isolate, isolate_runs, one_line
    from marsad.publish.table import tell_event

    document = hit.document
    about = (document.outlet, str(document.published or "no date told"), document.title)
    yield f"{isolate_runs(document.id)}  " + " · ".join(isolate_runs(part) for part in about if part)
    for span in hit.spans[:_SHOWN]:
        start, end = max(0, span.start - _AROUND), min(len(document.text), span.end + _AROUND)
        before, after = "…" if start else "", "…" if end < len(document.text) else ""
        yield f"    {isolate(before + one_line(document.text[start:end]) + after)}"
    if len(hit.spans) > _SHOWN:
        yield f"    and {len(hit.spans) - _SHOWN} more places"
    for claim in claims[:_SHOWN]:
        event = claim.event
        yield f"    {claim.id[:8]} {claim.source} {claim.act} {tell_event(event)} {event.actor or '–'} > {event.target or '–'}"
    if len(claims) > _SHOWN:
        yield f"    and {len(claims) - _SHOWN} more claims"


def _render_record(hit: Hit, claims: list[Claim]) -> Iterator[str]:
    import json

    document = hit.document
    record = {
        "doc": document.id,
        "outlet": document.outlet,
        "published": document.published.isoformat() if document.published else None,
        "title": document.title,
        "spans": [list(span) for span in hit.spans],
        "words": [span.of(document.text) for span in hit.spans],
        "claims": [claim.id for claim in claims],
    }
    yield json.dumps(record, ensure_ascii=False)
