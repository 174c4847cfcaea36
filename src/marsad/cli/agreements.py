"""`marsad agreements`: what is known of agreements, and whether a file of one is sound."""

from __future__ import annotations

from pathlib import Path

import click

_EPILOG = """\b
Examples:
  marsad agreements list
  marsad agreements show idlib-2018
  marsad agreements check my-agreement.yaml
"""


@click.group(epilog=_EPILOG)
def command() -> None:
    """List, show and check the agreements known."""


@command.command("list")
def list_agreements() -> None:
    """List the agreements that come with Marsad."""
    from marsad.cli import pipeline
    from marsad.publish.agreement import list_line

    for agreement in pipeline.known_agreements().values():
        click.echo(list_line(agreement))


@command.command("show")
@click.argument("agreement", metavar="ID")
def show_agreement(agreement: str) -> None:
    """Show one agreement: parties, commitments, deadlines, sources."""
    from marsad.cli import pipeline
    from marsad.cli.output import measure_width
    from marsad.publish.agreement import render_agreement

    click.echo(render_agreement(pipeline.choose_agreement(agreement), width=min(measure_width(None), 110)), nl=False)


@command.command("check")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path, allow_dash=False))
@click.pass_context
def check_file(ctx: click.Context, file: Path) -> None:
    """Check an agreement file: every problem with its line and what to do. The exit code is 2 where there is one."""
    from marsad.cli import pipeline
    from marsad.publish.bidi import show_controls

    problems = pipeline.check_file(file)
    for problem in problems:
        click.echo(show_controls(f"{problem.file}:{problem.line}: {problem.what}"), err=True)
        click.echo(show_controls(f"  {problem.hint}"), err=True)
    if problems:
        click.echo(f"{len(problems)} problem{'s' if len(problems) > 1 else ''} in {file}", err=True)
        ctx.exit(2)
    click.echo(f"{file} is sound")
