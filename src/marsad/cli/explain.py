"""`marsad explain`: how a sentence was read, and which entries made its claims."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

import click

from marsad.cli.options import Day, Given

_EPILOG = """\b
Examples:
  marsad explain report.txt
  marsad explain report.txt --sentence 3 --published 2020-02-12

Without --sentence the sentences are listed with their numbers and how many claims each gave.
Of several documents the first is shown.
"""


@click.command(epilog=_EPILOG)
@click.argument("path", metavar="PATH", type=Given(path_type=Path, allow_dash=True))
@click.option("--sentence", type=click.IntRange(min=1), metavar="N", help="The number of the sentence, from 1.")
@click.option("--published", type=Day(), metavar="DATE", help="When the document was published, if it does not tell: 2020-02-12.")
@click.option("--language", metavar="CODE", help="The language of the document (ar), where the guess is wrong.")
def command(path: Path, sentence: int | None, published: dt.date | None, language: str | None) -> None:
    """Show how a sentence was read: folded words, chunks, event and cue words, who speaks where, and the entries that fired."""
    from marsad.cli import pipeline
    from marsad.cli.output import open_output
    from marsad.errors import BadInput
    from marsad.ingest import Failure, gather

    document = next(gather([path], published=published, language=language, stdin=sys.stdin.buffer), None)
    if document is None or isinstance(document, Failure):
        raise BadInput(f"{path} holds no document", "Give a text, HTML or JSON lines file")
    with open_output(None) as write:
        for line in pipeline.explain_document(document, sentence):
            write(line + "\n")
