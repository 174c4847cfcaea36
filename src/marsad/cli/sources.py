"""`marsad sources`: the list of what is followed, and how each is doing."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from marsad.cli.options import Day, Given, database_option, output_option

if TYPE_CHECKING:
    from marsad.fetching import Fetcher
    from marsad.store import Store
    from marsad.store.health import Health
    from marsad.store.sources import Source

_EPILOG = """\b
Examples:
  marsad sources add https://example.org/feed --outlet "Radio Levant" --language ar
  marsad sources add https://example.org/
  marsad sources list
  marsad sources check
  marsad sources pause "Radio Levant"
  marsad sources remove https://example.org/feed
  marsad sources import feeds.opml
  marsad sources export --output feeds.opml

A source is a feed (RSS, Atom, JSON Feed) or a sitemap; of a page, the feed that it names is taken. `marsad watch` follows them.
"""


@click.group(epilog=_EPILOG)
def command() -> None:
    """Keep the list of sources that `marsad watch` follows."""


@command.command("add")
@click.argument("urls", metavar="URL...", nargs=-1, required=True)
@database_option
@click.option("--outlet", default="", metavar="NAME", help="Who publishes; used where a page does not tell it.")
@click.option("--language", default="", metavar="CODE", help="The language of all its articles (ar), where the guess is wrong.")
@click.option("--folder", default="", metavar="NAME", help="Where it stands in the list: syria/agencies.")
@click.option("--since", type=Day(), metavar="DATE", help="Fetch nothing that its list says is older.")
@click.option("--no-check", is_flag=True, help="Add it as it is, without asking it.")
def add(
    *, urls: tuple[str, ...], database: str, outlet: str, language: str, folder: str, since: dt.date | None, no_check: bool
) -> None:
    """Add feeds, sitemaps, or pages that name a feed. A database that is not there yet is made."""
    from marsad.cli.keeping import make_database
    from marsad.store.sources import Source, add_sources

    found = list(_look(urls, check=not no_check))
    store, _ = make_database(database)
    sources = [
        Source(url=url, title=title, site=site, outlet=outlet, language=language, folder=folder.strip("/"), since=since)
        for url, title, site in found
    ]
    added = store.write(lambda connection, now: add_sources(connection, sources, now))
    store.close()
    for one in added:
        click.echo(f"added {_show(one)}")
    for one in sources:
        if one.url not in {new.url for new in added}:
            click.echo(f"there already: {_show(one)}")


def _look(urls: Sequence[str], *, check: bool) -> Iterator[tuple[str, str, str]]:
    """Give address, title and site of what is to be followed. Raises BadInput where there is nothing to follow."""
    from marsad.errors import BadInput
    from marsad.fetching.addresses import Unsafe, read_address
    from marsad.fetching.opening import open_fetcher

    fetcher = open_fetcher()
    for url in urls:
        try:
            target = read_address(url, loopback=fetcher.loopback)
        except Unsafe as error:
            raise BadInput(f"{url} cannot be followed: {error}", "Give the http(s) address of a feed") from error
        yield find_feed(fetcher, target.url) if check else (target.url, "", "")


def find_feed(fetcher: Fetcher, url: str) -> tuple[str, str, str]:
    """Find the feed at an address, or the one that the page there names; give its address, title and site.

    Raises NotText where there is none, BadInput where a page names several.
    """
    from marsad.errors import BadInput, NotText
    from marsad.fetching.discover import find_feeds
    from marsad.fetching.feeds import read_feed

    got = _fetch(fetcher, url)
    try:
        feed = read_feed(got.body, url=got.answered, media_type=got.media_type, name=url)
    except NotText:
        named = find_feeds(got.body, url=got.answered)
    else:
        return url, feed.title, feed.site
    if len(named) == 1:
        feed = read_feed(_fetch(fetcher, named[0].url).body, url=named[0].url)
        return named[0].url, feed.title or named[0].title, feed.site or url
    if named:
        listed = ", ".join(f"{one.url} ({one.title})" if one.title else one.url for one in named)
        raise BadInput(f"{url} names {len(named)} feeds: {listed}", "Give the address of one or more of them")
    maps = fetcher.robots.rules(_target(fetcher, got.answered)).sitemaps
    hint = f"Its robots.txt names sitemaps: {', '.join(maps[:5])}" if maps else "Look on the site for RSS, or give its sitemap"
    raise NotText(f"{url} is no feed, and names none", hint)


def _target(fetcher: Fetcher, url: str) -> Any:
    from marsad.fetching.addresses import read_address

    return read_address(url, loopback=fetcher.loopback)


def _fetch(fetcher: Fetcher, url: str) -> Any:
    from marsad.cli.pages import refusal
    from marsad.fetching import ACCEPT_FEED, Fetched

    got = fetcher.fetch(url, accept=ACCEPT_FEED)
    if not isinstance(got, Fetched):
        raise refusal(got)
    return got


@command.command("list")
@database_option
@click.option(
    "--format", "form", type=click.Choice(["table", "jsonl", "csv"]), default="table", show_default=True, help="How to print."
)
@output_option
def list_(*, database: str, form: str, output: Path | None) -> None:
    """List the sources, with a line on how each is doing."""
    from marsad.cli.keeping import open_database
    from marsad.cli.output import open_output

    store = open_database(database)
    rows = _with_health(store)
    store.close()
    render = {"table": _render_table, "jsonl": _render_jsonl, "csv": _render_csv}[form]
    with open_output(output) as write:
        for line in render(rows):
            write(line)
    if not rows:
        click.echo("no source is followed yet; add one with `marsad sources add`", err=True)


def _with_health(store: Store) -> list[tuple[Source, Health]]:
    from marsad.store.health import find_health
    from marsad.store.sources import list_sources

    with store.read() as connection:
        sources = list_sources(connection)
        health = find_health(connection, sources, store.now())
    return [(one, health[one.id]) for one in sources]


def _render_table(rows: Sequence[tuple[Source, Health]]) -> Iterator[str]:
    from marsad.publish.bidi import isolate_runs

    folder = ""
    for one, health in rows:
        if one.folder != folder:
            folder = one.folder
            yield f"{isolate_runs(folder)}\n"
        yield f"{one.id:>4}  {_show(one)}\n"
        yield f"      {health.state}: {isolate_runs(health.line)}\n" if health.line != health.state else f"      {health.state}\n"


def _show(one: Source) -> str:
    from marsad.publish.bidi import isolate, one_line

    return f"{isolate(one.name)}  {one_line(one.url)}" if one.name != one.url else one_line(one.url)


def _record(one: Source, health: Health) -> dict[str, Any]:
    def moment(value: dt.datetime | None) -> str | None:
        return f"{value:%Y-%m-%dT%H:%M:%SZ}" if value else None

    return {
        "id": one.id,
        "url": one.url,
        "title": one.title,
        "outlet": one.outlet,
        "language": one.language,
        "folder": one.folder,
        "kind": one.kind,
        "since": one.since.isoformat() if one.since else None,
        "state": health.state,
        "health": health.line,
        "last_answer": moment(health.last_good),
        "failures": health.failures,
        "newest_item": moment(health.newest),
        "items_a_day": round(health.a_day, 2),
    }


def _render_jsonl(rows: Sequence[tuple[Source, Health]]) -> Iterator[str]:
    return (json.dumps(_record(*row), ensure_ascii=False) + "\n" for row in rows)


def _render_csv(rows: Sequence[tuple[Source, Health]]) -> Iterator[str]:
    from marsad.publish.csv import escape_cell

    page = io.StringIO()
    table = csv.writer(page, lineterminator="\r\n")
    for number, row in enumerate(rows):
        record = _record(*row)
        if number == 0:
            table.writerow(record)
        table.writerow([escape_cell(value) if isinstance(value, str) else value for value in record.values()])
    yield page.getvalue()


@command.command("remove")
@click.argument("names", metavar="SOURCE...", nargs=-1, required=True)
@database_option
def remove(*, names: tuple[str, ...], database: str) -> None:
    """Stop following sources, by their address, number or name. What they listed is forgotten; documents stay."""
    from marsad.cli.keeping import open_database
    from marsad.store.sources import find_source, remove_source

    store = open_database(database)
    with store.read() as connection:
        found = [find_source(connection, name) for name in names]
    for one in found:
        gone = store.write(lambda connection, _, one=one: remove_source(connection, one))  # type: ignore[misc]
        click.echo(f"removed {_show(one)}, with {gone:,} items; documents stay")
    store.close()


def _pause(names: Sequence[str], database: str, *, paused: bool) -> None:
    from marsad.cli.keeping import open_database
    from marsad.store.sources import find_source, pause_source

    store = open_database(database)
    with store.read() as connection:
        found = [find_source(connection, name) for name in names]
    for one in found:
        store.write(lambda connection, _, one=one: pause_source(connection, one, paused=paused))  # type: ignore[misc]
        click.echo(f"{'paused' if paused else 'followed again'}: {_show(one)}")
    store.close()


@command.command("pause")
@click.argument("names", metavar="SOURCE...", nargs=-1, required=True)
@database_option
def pause(*, names: tuple[str, ...], database: str) -> None:
    """Leave sources alone for now."""
    _pause(names, database, paused=True)


@command.command("resume")
@click.argument("names", metavar="SOURCE...", nargs=-1, required=True)
@database_option
def resume(*, names: tuple[str, ...], database: str) -> None:
    """Follow sources again that were paused."""
    _pause(names, database, paused=False)


@command.command("check")
@click.argument("names", metavar="[SOURCE...]", nargs=-1)
@database_option
@click.pass_context
def check(ctx: click.Context, *, names: tuple[str, ...], database: str) -> None:
    """Ask sources whether they answer and what they list, without fetching an article. The exit code is 2 where one does not."""
    from marsad.cli.asking import ask_source
    from marsad.cli.keeping import open_database
    from marsad.cli.pages import WIDTH, lane_of
    from marsad.fetching.lanes import Lanes
    from marsad.fetching.opening import open_fetcher
    from marsad.store.sources import find_source, list_sources

    store = open_database(database)
    with store.read() as connection:
        sources = [find_source(connection, name) for name in names] if names else list_sources(connection)
    store.close()
    lanes: Lanes[Any] = Lanes(WIDTH)
    fetcher = open_fetcher(sleep=lanes.sleep)
    for one in sources:
        bare = _unvalidated(one)
        lanes.add(lane_of(one.url), lambda bare=bare: (bare, ask_source(fetcher, bare)))  # type: ignore[misc]
    ill = 0
    try:
        for one, poll in lanes.results():
            ill += poll.outcome == "failed"
            click.echo(f"{'FAULT' if poll.outcome == 'failed' else 'ok':<6}{_show(one)}: {_tell_poll(poll)}")
    finally:
        list(lanes.stop())
    if ill:
        click.echo(f"{ill} of {len(sources)} did not answer as a feed", err=True)
        ctx.exit(2)


def _unvalidated(one: Source) -> Source:
    """Give a source without what is known of its last answer, so that it answers in full."""
    from dataclasses import replace

    return replace(one, etag="", modified="")


def _tell_poll(poll: Any) -> str:
    from marsad.publish.bidi import isolate_runs

    if poll.outcome == "failed":
        return isolate_runs(poll.error)
    days = [item.published or item.updated for item in poll.items if item.published or item.updated]
    newest = f", the newest of {max(days)}" if days else ", without dates"
    bare = sum(not item.url for item in poll.items)
    return (
        f"{poll.kind}, {len(poll.items):,} items"
        + (newest if poll.items else "")
        + (f", {bare:,} without an address" if bare else "")
    )


@command.command("import")
@click.argument("path", metavar="FILE", type=Given(path_type=Path, allow_dash=True))
@database_option
@click.option("--since", type=Day(), metavar="DATE", help="Fetch nothing that their lists say is older.")
def import_(*, path: Path, database: str, since: dt.date | None) -> None:
    """Add the sources of an OPML file, as feed readers export it. They are not asked yet."""
    from marsad.cli.keeping import make_database
    from marsad.errors import BadInput
    from marsad.fetching.addresses import Unsafe, read_address
    from marsad.fetching.opening import open_fetcher
    from marsad.fetching.opml import read_opml
    from marsad.ingest import files
    from marsad.store.sources import Source, add_sources

    if path == files.STDIN:
        data = files.read_bytes(sys.stdin.buffer, "stdin")
    else:
        with files.open_file(path) as stream:
            data = files.read_bytes(stream, str(path))
    subscriptions = read_opml(data, name=str(path))
    if not subscriptions:
        raise BadInput(f"{path} lists no source", "Give a list of feeds as feed readers export it")
    loopback = open_fetcher().loopback
    sources: list[Source] = []
    refused = 0
    for one in subscriptions:
        try:
            url = read_address(one.url, loopback=loopback).url
        except Unsafe as error:
            refused += 1
            click.echo(f"left out: {one.url[:200]!r}: {error}", err=True)
            continue
        told = {name: getattr(one, name) for name in ("title", "outlet", "language", "site", "folder", "paused")}
        sources.append(Source(url=url, since=since, **told))
    store, _ = make_database(database)
    added = store.write(lambda connection, now: add_sources(connection, sources, now))
    store.close()
    click.echo(f"added: {len(added)}, there already: {len(sources) - len(added)}, left out: {refused}")


@command.command("export")
@database_option
@output_option
def export(*, database: str, output: Path | None) -> None:
    """Write the sources as OPML, which every feed reader takes."""
    from marsad.cli.keeping import open_database
    from marsad.cli.output import open_output
    from marsad.fetching.opml import Subscription, write_opml
    from marsad.store.sources import list_sources

    store = open_database(database)
    with store.read() as connection:
        sources = list_sources(connection)
    store.close()
    told = ("url", "title", "outlet", "language", "site", "folder", "paused")
    page = write_opml([Subscription(**{name: getattr(one, name) for name in told}) for one in sources])
    with open_output(output) as write:
        write(page.decode("utf-8"))
