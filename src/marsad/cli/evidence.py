"""`marsad evidence`: what proves a claim, as a slip, or many of them as a pack."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from marsad.cli.options import Given, database_option, filter_options, output_option
from marsad.errors import BadInput

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from marsad.model import Slip
    from marsad.publish.evidence_pack import Packed
    from marsad.store.claims import Filter

_EPILOG = """\b
Examples:
  marsad evidence 26b6052b
  marsad evidence 26b6052b --format html --language ar --output slip.html
  marsad evidence --pack breaches.zip --agreement idlib-2018 --effect breach
  marsad evidence --pack two.zip 26b6052b 57777520

A pack holds slips, texts, the bytes as they were got, and SHA256SUMS, which `sha256sum -c` verifies. Erased data is never in it.
"""


@click.command(epilog=_EPILOG)
@click.argument("idents", metavar="[ID...]", nargs=-1)
@database_option
@click.option(
    "--format", "form", type=click.Choice(["text", "html", "json"]), default="text", show_default=True, help="How to print."
)
@click.option(
    "--language",
    type=click.Choice(["en", "ar"]),
    default="en",
    show_default=True,
    help="The language of a page, with its direction.",
)
@click.option("--pack", metavar="FILE", type=Given(path_type=Path, dir_okay=False), help="Write a ZIP file with all evidence.")
@click.option("--quiet", "-q", is_flag=True, help="No progress and no summary of a pack.")
@output_option
@filter_options
def command(
    *,
    idents: tuple[str, ...],
    database: str,
    form: str,
    language: str,
    pack: Path | None,
    quiet: bool,
    output: Path | None,
    **wanted: Any,
) -> None:
    """Give the evidence of claims: the words, where they stand, how the text was got, which rule, what was judged, what proves it.

    Ids may be cut short as far as they stay the only ones. For a pack, claims can also be chosen as in `marsad claims`.
    """
    from marsad.cli.keeping import open_database
    from marsad.store.claims import Filter

    chosen = Filter(**wanted)
    _check(idents, chosen, pack, output)
    store = open_database(database)
    with store.read() as connection:
        if pack:
            packed = _pack(connection, pack, idents, chosen, quiet=quiet)
            if not quiet:
                click.echo(f"{pack}: {packed.slips:,} slips, {packed.texts:,} texts, {packed.captures:,} captures", err=True)
        else:
            _print(list(_slips_of(connection, idents)), form, language, output)
    store.close()


def _check(idents: Sequence[str], chosen: Filter, pack: Path | None, output: Path | None) -> None:
    from marsad.store.claims import Filter

    if not pack and (not idents or chosen != Filter()):
        raise BadInput(
            "it is not said of which claim", "Give the ids of claims; `marsad claims` lists them. With --pack, options too"
        )
    if pack and bool(idents) == (chosen != Filter()):
        raise BadInput("it is not clear what goes into the pack", "Give either ids of claims, or options such as --agreement")
    if pack and output:
        raise BadInput("a pack is written to the file that --pack names", "Leave --output out")


def _slips_of(connection: Connection, idents: Sequence[str]) -> Iterator[Slip]:
    from marsad.store.evidence import find_slips

    seen: set[str] = set()
    for ident in idents:
        slips = find_slips(connection, ident)
        if slips[0].claim.id not in seen:
            seen.add(slips[0].claim.id)
            yield from slips


def _print(slips: Sequence[Slip], form: str, language: str, output: Path | None) -> None:
    from marsad.cli.output import measure_width, open_output

    with open_output(output) as write:
        if form == "html":
            from marsad.publish.evidence_html import render_slips

            write(render_slips(slips, language))
        elif form == "json":
            from marsad.publish.evidence import render_json

            write(render_json(slips))
        else:
            from marsad.publish.evidence_text import render_text

            write(render_text(slips, min(measure_width(output), 120)))


def _pack(connection: Connection, path: Path, idents: Sequence[str], chosen: Filter, *, quiet: bool) -> Packed:
    from marsad.cli.output import open_bytes
    from marsad.cli.session import draw_steps
    from marsad.store.claims import count_claims, find_claims
    from marsad.store.evidence import make_slips

    total = len(idents) or count_claims(connection, chosen)
    if not total:
        raise BadInput("no claim is chosen by these options", "`marsad claims` with the same options lists what they choose")
    slips = _slips_of(connection, idents) if idents else make_slips(connection, find_claims(connection, chosen))
    with open_bytes(path) as stream, draw_steps("packing", quiet=quiet) as show:
        return _write(connection, stream, slips, lambda done: show(done, total) if show else None)


def _write(connection: Connection, stream: BinaryIO, slips: Iterator[Slip], show: Any) -> Packed:
    from marsad.publish.evidence_pack import write_pack
    from marsad.store.evidence import load_bytes, load_texts

    return write_pack(
        stream, slips, lambda document: load_texts(connection, document), lambda hashes: load_bytes(connection, hashes), show
    )
