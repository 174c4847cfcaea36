"""`marsad read`: documents in, claims out."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from marsad.cli.options import output_option, reading_options, table_options

if TYPE_CHECKING:
    from marsad.ledger import Coded

_EPILOG = """\b
Examples:
  marsad read report.txt --published 2020-02-12
  marsad read saved-page.html reports/ --format csv --bom --output claims.csv
  marsad read articles.jsonl --format jsonl --keep-going > claims.jsonl
  marsad read articles.jsonl --format links > links.jsonl
  marsad read articles.jsonl --format codes > plover-cameo-acled-ucdp.csv
  cat report.txt | marsad read - --published 2020-02-12

A PATH is a text or HTML file, a folder of them, - for the standard input, or a .jsonl file with an object a line:
{"id", "text", "title", "published", "outlet", "url", "language"}, of which only "text" is needed.
"""


@click.command(epilog=_EPILOG)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "jsonl", "csv", "links", "codes"]),
    default="table",
    show_default=True,
    help="How to print.",
)
@click.option("--bom", is_flag=True, help="Start CSV with a byte order mark, by which Excel knows UTF-8.")
@output_option
@table_options
@reading_options
@click.pass_context
def command(
    ctx: click.Context,
    *,
    paths: tuple[Path, ...],
    form: str,
    bom: bool,
    output: Path | None,
    columns: Mapping[str, str] | None,
    dates: str | None,
    published: dt.date | None,
    language: str | None,
    keep_going: bool,
    quiet: bool,
) -> None:
    """Read documents and print their claims: who says that who did what, where and when, with the words."""
    from marsad.cli.output import is_terminal, open_output, refuse_overwrite
    from marsad.cli.session import Session
    from marsad.ingest import gather, weigh

    refuse_overwrite(output, paths)
    session = Session(quiet=quiet, streams=is_terminal(output))
    items = gather(
        paths,
        published=published,
        language=language,
        stdin=sys.stdin.buffer,
        keep_going=keep_going,
        passed=session.passed,
        meter=session.meter,
        columns=columns,
        dates=dates or "",
    )
    with session, open_output(output) as write:
        for text in _render(session.code_all(items, lambda: weigh(paths)), form, output, bom=bom):
            write(text)
    if session.failures:
        ctx.exit(2)


def _render(coded: Iterable[Coded], form: str, output: Path | None, *, bom: bool) -> Iterator[str]:
    if form == "jsonl":
        from marsad.publish.jsonl import render_jsonl

        return (line for one in coded for line in render_jsonl(one.claims))
    if form == "csv":
        return _render_csv(coded, bom=bom)
    if form == "codes":
        return _render_codes(coded, bom=bom)
    if form == "links":
        from marsad.cli.pipeline import link_document
        from marsad.publish.links import render_links

        return (line for one in coded for line in render_links(one.document.id, link_document(one)))
    return _render_tables(coded, output)


def _render_csv(coded: Iterable[Coded], *, bom: bool) -> Iterator[str]:
    from marsad.publish.csv import render_csv

    if bom:
        yield "\ufeff"
    yield from render_csv((one.document, claim) for one in coded for claim in one.claims)


def _render_codes(coded: Iterable[Coded], *, bom: bool) -> Iterator[str]:
    from marsad.publish.crosswalks import render_codes

    if bom:
        yield "\ufeff"
    yield from render_codes((one.document, claim) for one in coded for claim in one.claims)


def _render_tables(coded: Iterable[Coded], output: Path | None) -> Iterator[str]:
    from marsad.cli.output import measure_width, wants_color
    from marsad.publish.table import render_table

    width, color = measure_width(output), wants_color(output)
    for one in coded:
        yield render_table(one.document, one.claims, width=width, color=color)
