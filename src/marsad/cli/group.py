"""The group of commands: loads each when it is called, and turns what goes wrong into a message and an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from types import TracebackType
from typing import Any

import click

from marsad.errors import Fault

INTERRUPTED = 130


class FaultTold(click.ClickException):
    """A fault on its way to the user: message and hint on standard error, and the exit code of its kind."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.what)
        self.hint = fault.hint
        self.code = fault.exit_code

    def show(self, file: Any = None) -> None:
        """Print `error: …`, and what to do about it on a line of its own."""
        tell_error(self.message, self.hint)


class MarsadGroup(click.Group):
    """A group whose commands live in modules of their own, named with a line of help so that the list needs none of them."""

    def __init__(self, *, modules: Mapping[str, str], **settings: Any) -> None:
        super().__init__(**settings)
        self.modules = modules
        self.params.append(_version_option())

    def list_commands(self, ctx: click.Context) -> list[str]:
        """List the commands in the order in which they are learnt."""
        return list(self.modules)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load a command; a command that does not exist gives None, and click says so."""
        if cmd_name not in self.modules:
            return None
        command: click.Command = import_module(f"marsad.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without loading them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(self.modules.items()))

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write examples and exit codes as they stand, without the indent that click gives an epilog."""
        if self.epilog:
            formatter.write_paragraph()
            for line in self.epilog.replace("\b\n", "").splitlines():
                formatter.write(f"{line}\n")

    def main(  # type: ignore[override]  # click declares it twice, for each way to end
        self, args: Sequence[str] | None = None, prog_name: str | None = None, standalone_mode: bool = True, **extra: Any
    ) -> Any:
        """Run, telling bad options in the same words as other errors."""
        if not standalone_mode:
            return super().main(args, prog_name, standalone_mode=False, **extra)
        try:
            code = super().main(args, prog_name, standalone_mode=False, **extra)
        except click.UsageError as error:
            hint = f"Try '{error.ctx.command_path} --help'" if error.ctx else ""
            tell_error(error.format_message().rstrip("."), hint)
            code = error.exit_code
        except click.ClickException as error:
            error.show()
            code = error.code if isinstance(error, FaultTold) else error.exit_code
        except click.Abort:
            code = INTERRUPTED
        sys.exit(code if isinstance(code, int) else 0)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; a reader that closes the pipe early ends it quietly."""
        try:
            return super().invoke(ctx)
        except Fault as fault:
            raise FaultTold(fault) from fault
        except BrokenPipeError:
            _let_go_of_stdout()
            ctx.exit(0)
        except KeyboardInterrupt:
            click.echo("interrupted", err=True)
            ctx.exit(INTERRUPTED)
        except OSError as error:
            where = f"{error.filename}: " if error.filename else ""
            raise FaultTold(Fault(f"{where}{error.strerror or error}", "Look at the disk and its permissions")) from error


def tell_error(message: str, hint: str = "") -> None:
    """Print an error and what to do about it on standard error; controls in names and texts are shown, not obeyed."""
    from marsad.publish.bidi import show_controls

    click.echo(f"error: {show_controls(message)}", err=True)
    if hint:
        click.echo(f"  {show_controls(hint)}", err=True)


def tell_unforeseen(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Tell a fault that nobody foresaw in one line; the whole trace where MARSAD_TRACE is set."""
    if os.environ.get("MARSAD_TRACE") or issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
    else:
        tell_error(
            f"a fault in Marsad: {kind.__name__}: {error}",
            "Run it again with MARSAD_TRACE=1, and report what it prints with the input",
        )


def _let_go_of_stdout() -> None:
    # The interpreter flushes standard output when it ends; what is left must have somewhere to go.
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        return


def _version_option() -> click.Option:
    def show(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
        if wanted and not ctx.resilient_parsing:
            from importlib.metadata import version

            click.echo(f"marsad {version('marsad')}")
            ctx.exit()

    return click.Option(
        ["--version"], is_flag=True, is_eager=True, expose_value=False, callback=show, help="Show the version and exit."
    )
