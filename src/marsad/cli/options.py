"""Options and arguments that several commands share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
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
    """A path as it is given; an empty one is a slip, not the present folder."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Take the path, or fail where there is none."""
        if value == "":
            self.fail("an empty path; give a file, a folder, or - for the standard input", param, ctx)
        return super().convert(value, param, ctx)


def reading_options(command: Command) -> Command:
    """Give a command the paths to read and the options of reading."""
    for decorate in (
        click.option("--quiet", "-q", is_flag=True, help="No progress, notes or summary; errors are still told."),
        click.option("--keep-going", "-k", is_flag=True, help="Read on after what cannot be read; the exit code is 2 in the end."),
        click.option("--language", metavar="CODE", help="The language of all documents (ar), where the guess is wrong."),
        click.option(
            "--published", type=Day(), metavar="DATE", help="When documents were published that do not tell it: 2020-02-12."
        ),
        click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=Given(path_type=Path, allow_dash=True)),
    ):
        command = decorate(command)
    return command


output_option = click.option(
    "--output", "-o", metavar="FILE", type=Given(path_type=Path, dir_okay=False), help="Write to a file, whole or not at all."
)
