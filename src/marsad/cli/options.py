"""Options and arguments that several commands share."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])


class Day(click.ParamType[dt.date]):
    """A civil date, written as 2020-02-12."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> dt.date:
        """Read the date, or fail with the form in which it is written."""
        try:
            return value if isinstance(value, dt.date) else dt.date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is no date; write it as 2020-02-12", param, ctx)


class Given(click.Path):
    """A path as it is given; an empty one is a slip, not the present folder. An address is given back as it is, or refused."""

    def __init__(self, *, urls: bool = False, **settings: Any) -> None:
        super().__init__(**settings)
        self.urls = urls

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Take the path, or fail where there is none."""
        if value == "":
            self.fail("an empty path; give a file, a folder, or - for the standard input", param, ctx)
        if is_address(value):
            return value if self.urls else self.fail(f"{value} is an address; `marsad add` fetches pages", param, ctx)
        return super().convert(value, param, ctx)


def is_address(value: object) -> bool:
    """Whether something that is given is an address of the web, and no path."""
    return isinstance(value, str) and re.match(r"https?://", value, re.IGNORECASE) is not None


def reading_options(command: Command) -> Command:
    """Give a command the paths to read and the options of reading."""
    return _reading(command, required=True)


def adding_options(command: Command) -> Command:
    """Give a command the paths to read, among which may be addresses of the web, and the options of reading."""
    return _reading(command, required=True, urls=True)


def maybe_reading_options(command: Command) -> Command:
    """Give a command the options of reading, and paths that may be left out."""
    return _reading(command, required=False)


def _reading(command: Command, *, required: bool, urls: bool = False) -> Command:
    what = "URL|PATH..." if urls else "PATH..."
    for decorate in (
        click.option("--quiet", "-q", is_flag=True, help="No progress, notes or summary; errors are still told."),
        click.option("--keep-going", "-k", is_flag=True, help="Read on after what cannot be read; the exit code is 2 in the end."),
        click.option("--language", metavar="CODE", help="The language of all documents (ar), where the guess is wrong."),
        click.option(
            "--published", type=Day(), metavar="DATE", help="When documents were published that do not tell it: 2020-02-12."
        ),
        click.argument(
            "paths",
            metavar=what if required else f"[{what}]",
            nargs=-1,
            required=required,
            type=Given(path_type=Path, allow_dash=True, urls=urls),
        ),
    ):
        command = decorate(command)
    return command


class Columns(click.ParamType[Mapping[str, str]]):
    """Which column of a table holds what: `text=Body,title=Headline`."""

    name = "columns"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Mapping[str, str]:
        """Read the pairs, or fail with the fields that there are."""
        from marsad.ingest.tables import FIELDS

        if not isinstance(value, str):
            return dict(value)
        pairs = [[part.strip() for part in pair.split("=", 1)] for pair in value.split(",")]
        told = {pair[0]: pair[1] for pair in pairs if len(pair) == 2 and pair[1]}
        if len(told) < len(pairs) or not set(told) <= set(FIELDS) or "text" not in told:
            what = f"{value!r} does not say which column holds what; write text=Body,title=Headline"
            self.fail(f"{what}; fields are {', '.join(FIELDS)}, and text is needed", param, ctx)
        return told


def table_options(command: Command) -> Command:
    """Give a command the options by which tables (CSV, XLSX) are read."""
    for decorate in (
        click.option(
            "--dates", type=click.Choice(["day-first", "month-first"]), default=None, help="How days in tables are written."
        ),
        click.option(
            "--columns",
            type=Columns(),
            default=None,
            metavar="FIELD=COLUMN,...",
            help="Which column of a table holds what: text=Body,title=Headline,published=Date.",
        ),
    ):
        command = decorate(command)
    return command


database_option = click.option(
    "--database",
    "-d",
    metavar="URL",
    envvar="MARSAD_DATABASE",
    default="marsad.db",
    show_default=True,
    help="The database: a file, or postgresql://user:password@host/name. Also by MARSAD_DATABASE.",
)


def filter_options(command: Command) -> Command:
    """Give a command the options by which claims are chosen; their names are the fields of `store.claims.Filter`."""
    for decorate in (
        click.option("--judged", is_flag=True, help="Judged by somebody."),
        click.option("--superseded", is_flag=True, help="Claims of older readings and versions too."),
        click.option("--until", type=Day(), metavar="DATE", help="Published until this day."),
        click.option("--since", type=Day(), metavar="DATE", help="Published since this day."),
        click.option("--document", default="", metavar="ID", help="In this document."),
        click.option("--outlet", default="", metavar="NAME", help="Published by this outlet."),
        click.option(
            "--effect",
            type=click.Choice(["breach", "comply", "duty", "exit", "deny"]),
            help="What it means for the commitment.",
        ),
        click.option("--commitment", default="", metavar="ID", help="Bearing on this commitment: S5."),
        click.option("--agreement", default="", metavar="ID", help="Bearing on this agreement: idlib-2018."),
        click.option("--place", default="", metavar="WORDS", help="With these words in its place."),
        click.option("--type", default="", metavar="TYPE", help="About this kind of event: assault, retreat …"),
        click.option("--act", default="", metavar="ACT", help="By this act: accuse, deny, demand …"),
        click.option("--target", default="", metavar="CODE", help="Borne by them: a country (SYR) or a code (SYR.CVL)."),
        click.option("--actor", default="", metavar="CODE", help="Done by them: a country (RUS) or a code (RUS.MIL)."),
        click.option("--source", default="", metavar="CODE", help="Said by them: a country (TUR), a code (TUR.GOV), or outlet."),
    ):
        command = decorate(command)
    return command


output_option = click.option(
    "--output", "-o", metavar="FILE", type=Given(path_type=Path, dir_okay=False), help="Write to a file, whole or not at all."
)
