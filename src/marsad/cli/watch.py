"""`marsad watch`: the sources that are followed, asked again and again; what is new comes into the database."""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from marsad.cli.options import database_option

if TYPE_CHECKING:
    from marsad.cli.rounds import Round
    from marsad.store.sources import Source

_EPILOG = """\b
Examples:
  marsad watch --once
  marsad watch --every 30m
  marsad watch --once --only "Radio Levant" --limit 20

A round asks every source whether it has something new, fetches the articles behind it and reads them. What was fetched once is not
fetched again; a round that was stopped goes on with the next. Sources are added with `marsad sources add`.
"""
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
_LEAST = 60


class Span(click.ParamType[int]):
    """A span of time, written as 30m, 2h or 1d; seconds within."""

    name = "time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Read the span, or fail with the form in which it is written."""
        if isinstance(value, int):
            return value
        found = re.fullmatch(r"(\d{1,6})([smhd])", str(value).strip())
        seconds = int(found.group(1)) * _UNITS[found.group(2)] if found else 0
        if seconds < _LEAST:
            self.fail(f"{value!r} is no span of a minute or more; write it as 30m, 2h or 1d", param, ctx)
        return seconds


@click.command(epilog=_EPILOG)
@database_option
@click.option("--once", is_flag=True, help="One round, then end: for cron and timers.")
@click.option("--every", type=Span(), default="30m", show_default=True, metavar="TIME", help="From one round to the next.")
@click.option("--only", multiple=True, metavar="SOURCE", help="This source alone: its address, number or name; may stand twice.")
@click.option(
    "--limit",
    type=click.IntRange(1),
    default=100,
    show_default=True,
    metavar="N",
    help="At most so many articles of a source a round.",
)
@click.option("--parallel", type=click.IntRange(1, 64), default=8, show_default=True, metavar="N", help="Hosts beside each other.")
@click.option("--quiet", "-q", is_flag=True, help="No progress, notes or summary; errors are still told.")
@click.pass_context
def command(
    ctx: click.Context, *, database: str, once: bool, every: int, only: tuple[str, ...], limit: int, parallel: int, quiet: bool
) -> None:
    """Follow the sources of the database. The exit code is 2 where a source did not answer in a single round."""
    from marsad.cli.keeping import open_database
    from marsad.cli.rounds import Round
    from marsad.cli.session import Session, draw_steps
    from marsad.errors import NotFound
    from marsad.fetching.lanes import Lanes
    from marsad.fetching.opening import open_fetcher
    from marsad.store.sources import find_source, list_sources

    store = open_database(database)
    with store.read() as connection:
        chosen = [find_source(connection, one) for one in only] if only else None
        if not list_sources(connection):
            raise NotFound("no source is followed yet", "Add one: marsad sources add https://example.org/feed")
    lanes: Lanes[Any] = Lanes(parallel)
    fetcher = open_fetcher(sleep=lanes.sleep)
    ctx.call_on_close(lambda: list(lanes.stop()))
    while True:
        started = time.monotonic()
        session = Session(quiet=quiet, outcomes=Counter())
        one = Round(store=store, fetcher=fetcher, lanes=lanes, session=session, most=limit)
        try:
            with session, draw_steps("fetching", quiet=quiet) as one.show:
                one.run(chosen)
        except KeyboardInterrupt:
            tell_round(one, quiet=quiet)
            raise
        tell_round(one, quiet=quiet)
        if once:
            break
        time.sleep(max(every - (time.monotonic() - started), 1.0))
    if one.failed:
        ctx.exit(2)


def tell_round(one: Round, *, quiet: bool) -> None:
    """Say on standard error what a round did, what it left, and which sources are not well."""
    from marsad.publish.bidi import isolate_runs

    for line in () if quiet else summarize_round(one):
        click.echo(isolate_runs(line), err=True)


def summarize_round(one: Round) -> Iterator[str]:
    """Give the lines of a round's summary."""
    asked = one.polls.total()
    parts = [f"{count:,} {word}" for word, count in _polls(one.polls)]
    yield f"{_many(asked, 'source')} asked" + (f": {', '.join(parts)}" if parts else "")
    if one.resting:
        yield f"{_many(one.resting, 'source')} not asked: left alone for a while after a failure, or as they wish"
    told = [f"{one.items[key]:,} {word}" for key, word in _ITEMS if one.items[key]]
    left = one.left()
    if told or left:
        yield "articles: " + ", ".join([*told, *([f"{left:,} waiting for a later round"] if left else [])])
    for source, error in one.failed:
        yield f"{source.name}: {error}"
    yield from (f"{source.name}: {line}" for source, line in _silent(one))


_ITEMS = (
    ("new", "new"),
    ("fetched", "fetched"),
    ("failed", "failed, to be tried again"),
    ("refused", "refused"),
    ("resting", "put off, as their hosts are busy"),
)


def _polls(polls: Counter[str]) -> Iterator[tuple[str, int]]:
    words = {"new": "with something new", "failed": "did not answer"}
    same = polls["same"] + polls["unchanged"]
    for key, word in words.items():
        if polls[key]:
            yield word, polls[key]
    if same:
        yield "as before", same


def _silent(one: Round) -> Iterator[tuple[Source, str]]:
    from marsad.store.health import find_health
    from marsad.store.sources import list_sources

    with one.store.read() as connection:
        sources = list_sources(connection)
        health = find_health(connection, sources, one.store.now())
    return ((source, health[source.id].line) for source in sources if health[source.id].state == "silent")


def _many(count: int, what: str) -> str:
    return f"{count:,} {what}" if count == 1 else f"{count:,} {what}s"


__all__ = ["Span", "command", "summarize_round", "tell_round"]
