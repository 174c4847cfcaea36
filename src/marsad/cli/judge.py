"""`marsad judge`: what a person decides of a claim."""

from __future__ import annotations

import click

from marsad.cli.options import database_option

_EPILOG = """\b
Examples:
  marsad judge 26b6052b accept --by amina
  marsad judge 26b6052b correct --field actor --value SYR.MIL --by amina --reason "the army is named two sentences before"
  marsad judge 26b6052b together --with 57777520 --by omar --reason "one strike, told with two numbers of dead"
"""
_VERDICTS = ("accept", "reject", "correct", "unverifiable", "cannot_be_attributed", "apart", "together")


@click.command(epilog=_EPILOG)
@click.argument("ident", metavar="ID")
@click.argument("verdict", type=click.Choice(_VERDICTS))
@database_option
@click.option("--by", required=True, metavar="NAME", help="Who judges; a pseudonym will do.")
@click.option("--reason", default="", metavar="TEXT", help="Why.")
@click.option("--field", metavar="FIELD", help="The field corrected: source, act, type, actor, target, place …")
@click.option("--value", metavar="VALUE", help="Its value; - for none.")
@click.option("--with", "other", metavar="ID", help="The other claim that tells of one event, or does not.")
def command(
    *, ident: str, verdict: str, database: str, by: str, reason: str, field: str | None, value: str | None, other: str | None
) -> None:
    """Add a judgement on a claim. Nothing is overwritten: the last one holds, and all are kept."""
    from typing import cast

    from marsad.cli.keeping import open_database
    from marsad.store.judgements import Decision, Verdict, judge

    decision = Decision(claim=ident, verdict=cast("Verdict", verdict), by=by, reason=reason, field=field, value=value, other=other)
    store = open_database(database)
    number = store.write(lambda connection, now: judge(connection, decision, now, store.tell))
    store.close()
    click.echo(f"judgement {number} is kept")
