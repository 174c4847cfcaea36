"""`marsad verify`: whether anything was changed behind the database's back."""

from __future__ import annotations

import click

from marsad.cli.options import database_option

_SHOWN = 50
_EPILOG = """\b
Examples:
  marsad verify
  marsad verify --known 7fa11408d26b29d1101c2174d8c499461536280bccd6457a7bc663e7205a15d3

Keep the last hash that is printed outside the database: given with --known, it also proves that nothing was cut off the end.
"""


@click.command(epilog=_EPILOG)
@database_option
@click.option("--known", metavar="HASH", default="", help="A hash that the chain held once, and must still hold.")
@click.option("--quiet", "-q", is_flag=True, help="No progress.")
@click.pass_context
def command(ctx: click.Context, *, database: str, known: str, quiet: bool) -> None:
    """Prove every text, claim, link and judgement against the chain of hashes.

    What was changed is named, and the exit code is 1 then.
    """
    from marsad.cli.keeping import open_database
    from marsad.cli.session import draw_steps
    from marsad.store.verify import verify, verify_captures

    store = open_database(database)
    with store.read() as connection, draw_steps("proving", quiet=quiet) as show:
        proof = verify(connection, show=show, known=known)
        harms = [*proof.harms, *verify_captures(connection)]
    store.close()
    for harm in harms[:_SHOWN]:
        click.echo(f"CHANGED {harm.row}: {harm.what}")
    if len(harms) > _SHOWN:
        click.echo(f"and {len(harms) - _SHOWN:,} more")
    result = f"{len(harms):,} not as they were" if harms else "all as they were"
    click.echo(f"{proof.links:,} links of the chain, {proof.rows:,} rows: {result}")
    click.echo(f"last hash {proof.last}")
    if harms:
        ctx.exit(1)
