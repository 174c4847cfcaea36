"""One run over documents: progress while it goes, and in the end what was read, read past and refused."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from functools import partial
from types import TracebackType
from typing import TYPE_CHECKING, Self

import click

from marsad.cli import pipeline
from marsad.cli.group import tell_error
from marsad.cli.runner import Crashed, hold_crash
from marsad.ingest import Failure, Load, Meter
from marsad.model import Document
from marsad.publish.bidi import show_controls

if TYPE_CHECKING:
    from marsad.ledger import Coded
    from marsad.store import Prepared

Show = Callable[[int, int, int], None]  # documents done, length of the present one and how much of it is read, in code points
_LONG_DOCUMENTS = 20
_LONG_BYTES = 1_000_000
_SHOWN = 20  # failures and notes told one by one; the rest is counted


@dataclass(slots=True, kw_only=True)
class Session:
    """Counts what happens in a run and tells it on standard error.

    As a context it prints the summary at the end, also where the run was interrupted; not after an error, which is told instead.
    `streams` says that results go to the terminal as they come: they are progress enough, and a bar would stand among them.
    `outcomes`, where it is given, counts what became of documents that are stored; others are only read. `passed` counts what
    archives hold that is no document, `meter` tells how far the reading of files has come.
    """

    quiet: bool
    streams: bool = False
    outcomes: Counter[str] | None = None
    documents: int = 0
    claims: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    flags: Counter[str] = field(default_factory=Counter)
    failures: int = 0
    notes: int = 0
    passed: Counter[str] = field(default_factory=Counter)
    meter: Meter = field(default_factory=Meter)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if not self.quiet and (kind is None or issubclass(kind, KeyboardInterrupt)):
            for line in self.summary():
                click.echo(line, err=True)

    def code_all(self, items: Iterable[Document | Failure], load: Callable[[], Load]) -> Iterator[Coded]:
        """Code documents one by one; `load` tells how much there is, asked only where progress may be drawn."""
        with self.progress(load) as show:
            for number, item in enumerate(items):
                if isinstance(item, Failure):
                    self.fail(item)
                    continue
                self.note(item)
                try:
                    with hold_crash(item.id):
                        told = (partial(show, number, len(item.text)),) if show else ()
                        coded = pipeline.code_document(item, *told)
                except Crashed as error:
                    self.fail(Failure(error))
                    continue
                self._count(coded)
                if show:
                    show(number, 1, 1)
                yield coded

    def _count(self, coded: Coded) -> None:
        self.documents += 1
        self.claims += len(coded.claims)
        self.skipped.update(part.reason.value for part in coded.skipped)
        self.flags.update(flag.kind.value for flag in coded.flags)

    def count_rows(self, prepared: Iterable[Prepared]) -> None:
        """Count documents whose rows were made elsewhere."""
        for one in prepared:
            self.documents += 1
            self.claims += len(one.claims)
            self.skipped.update(part["reason"] for part in one.skipped)
            self.flags.update(flag["kind"] for flag in one.flags)

    def fail(self, failure: Failure) -> None:
        """Count what could not be read, and tell it."""
        self.failures += 1
        if self.failures <= _SHOWN:
            tell_error(failure.error.what, failure.error.hint if self.failures == 1 else "")

    def note(self, document: Document) -> None:
        """Tell what was noted when a document was got out of its bytes."""
        for remark in document.remarks:
            self.notes += 1
            if not self.quiet and self.notes <= _SHOWN:
                click.echo(f"note: {show_controls(document.id)}: {show_controls(remark)}", err=True)

    def summary(self) -> Iterator[str]:
        """Say in lines what was done."""
        yield f"{_many(self.documents, 'document')} read, {_many(self.claims, 'claim')}"
        if self.outcomes is not None:
            yield ", ".join(f"{outcome}: {self.outcomes[outcome]:,}" for outcome in ("added", "new version", "unchanged"))
        if self.passed:
            yield f"passed over in folders and archives: {_list(self.passed)}"
        if self.skipped:
            yield f"read past: {_list(self.skipped)}"
        if self.flags:
            yield f"to be read with care: {_list(self.flags)}"
        if self.notes > _SHOWN:
            yield f"notes: {self.notes}, of which {_SHOWN} are shown"
        if self.failures:
            shown = f", of which {_SHOWN} are shown" if self.failures > _SHOWN else ""
            yield f"could not be read: {self.failures}{shown}"

    def progress(self, load: Callable[[], Load]) -> AbstractContextManager[Show | None]:
        """Open a bar on standard error where that is a terminal and there is much to read; else nothing."""
        if self.quiet or self.streams or not sys.stderr.isatty():
            return nullcontext()
        much = load()
        long = much.documents is None or much.documents > _LONG_DOCUMENTS or much.bytes > _LONG_BYTES
        if not long:
            return nullcontext()
        return _draw_bytes(much.bytes, self.meter) if much.by_bytes else _draw(much.documents)


@contextmanager
def draw_steps(what: str, *, quiet: bool) -> Iterator[Callable[[int, int], None] | None]:
    """Draw a bar for work of which the steps done and their number are told; nothing where standard error is no terminal."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(what, total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total)


@contextmanager
def _draw(total: int | None) -> Iterator[Show]:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        SpinnerColumn,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    columns = (
        SpinnerColumn(),
        TextColumn("reading"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("reading", total=total)
        yield lambda number, length, read: progress.update(task, completed=number + read / max(length, 1))


@contextmanager
def _draw_bytes(total: int, meter: Meter) -> Iterator[Show]:
    """Draw how many bytes are read, and how many documents that gave."""
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    columns = (
        SpinnerColumn(),
        TextColumn("reading"),
        BarColumn(),
        DownloadColumn(),
        TextColumn("{task.fields[count]:,} documents"),
    )
    with Progress(*columns, TimeElapsedColumn(), TimeRemainingColumn(), console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("reading", total=total, count=0)
        meter.listen = lambda done: progress.update(task, completed=done)
        try:
            yield lambda number, length, read: progress.update(task, completed=meter.bytes, count=number)
        finally:
            meter.listen = None


def _many(count: int, what: str) -> str:
    return f"{count:,} {what}" if count == 1 else f"{count:,} {what}s"


def _list(counts: Counter[str]) -> str:
    return ", ".join(f"{count:,} × {what}" for what, count in counts.most_common())
