"""`marsad doctor`: whether everything that Marsad needs is there and works."""

from __future__ import annotations

import dataclasses
import platform
import sys
from collections.abc import Callable, Iterator
from importlib.resources import files
from typing import Any, NamedTuple

import click
import yaml

from marsad.errors import Fault

_EPILOG = """\b
Example:
  marsad doctor
"""


class Finding(NamedTuple):
    """What was looked at, whether it is well, and what was found."""

    name: str
    well: bool
    detail: str


@click.command(epilog=_EPILOG)
@click.pass_context
def command(ctx: click.Context) -> None:
    """Check that everything is in place. The exit code is 1 where something is not."""
    ill = 0
    for finding in examine():
        click.echo(f"{'ok' if finding.well else 'FAULT':<6} {finding.name:<12} {finding.detail}")
        ill += not finding.well
    if ill:
        click.echo(f"{ill} of these must be mended", err=True)
        ctx.exit(1)


def examine() -> Iterator[Finding]:
    """Look at each part in turn; what raises a fault is told and does not stop the rest."""
    from marsad.pack import list_packs

    yield _look_at_python()
    yield _look_at_terminal()
    yield _guard("agreements", _look_at_agreements)
    for language in list_packs():
        yield _guard(f"pack {language}", lambda language=language: _look_at_pack(language))  # type: ignore[misc]
        yield _guard("gazetteer", lambda language=language: _look_at_gazetteer(language))  # type: ignore[misc]
        yield _guard("sentence", lambda language=language: _look_at_sentence(language))  # type: ignore[misc]


def _guard(name: str, look: Callable[[], Finding]) -> Finding:
    try:
        return look()
    except Fault as fault:
        return Finding(name, False, str(fault))


def _look_at_python() -> Finding:
    return Finding(
        "python", sys.version_info >= (3, 11), f"{platform.python_version()} ({platform.python_implementation()}); 3.11 is needed"
    )


def _look_at_terminal() -> Finding:
    """Look at what the terminal takes. Marsad writes UTF-8 in any case; another encoding is told, as it shows wrong letters."""
    encoding = (getattr(sys.stdout, "encoding", None) or "none").lower()
    well = encoding.replace("-", "") == "utf8"
    return Finding("terminal", True, encoding if well else f"{encoding}; Marsad writes UTF-8: set PYTHONUTF8=1 or a UTF-8 locale")


def _look_at_agreements() -> Finding:
    from marsad.cli.pipeline import known_agreements

    agreements = known_agreements()
    commitments = sum(len(agreement.commitments) for agreement in agreements.values())
    return Finding("agreements", bool(agreements), f"{len(agreements)} sound, with {commitments} commitments")


def _look_at_pack(language: str) -> Finding:
    from marsad.pack import load_pack

    pack = load_pack(language)
    return Finding(f"pack {language}", True, f"{pack.name['en']}, {len(pack.lexicon):,} word forms")


def _look_at_gazetteer(language: str) -> Finding:
    from marsad.pack import load_pack

    gazetteer = load_pack(language).gazetteer
    parts = {field.name: getattr(gazetteer, field.name) for field in dataclasses.fields(gazetteer)}
    counts = [f"{len(rows):,} {name}" for name, rows in parts.items() if isinstance(rows, tuple | list | dict)]
    return Finding("gazetteer", bool(counts), ", ".join(counts))


def _look_at_sentence(language: str) -> Finding:
    """Read a sentence of ours and look whether the claim is the one that it makes."""
    from marsad.cli.pipeline import code_document
    from marsad.model import Document

    samples: dict[str, Any] = yaml.safe_load(files("marsad.cli").joinpath("samples.yaml").read_text("utf-8"))
    if language not in samples:
        return Finding("sentence", False, f"samples.yaml has none in {language}")
    sample = samples[language]
    claims = code_document(Document(id="sample", text=sample["text"], language=language)).claims
    read = [{"source": one.source, "act": one.act, "type": one.event.type, "actor": one.event.actor} for one in claims]
    return Finding(
        "sentence", sample["claim"] in read, f"read as {read or 'nothing'}" if sample["claim"] not in read else "read right"
    )
