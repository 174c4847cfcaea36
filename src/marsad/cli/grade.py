"""`marsad grade`: how far a source is reliable, by a person."""

from __future__ import annotations

import click

from marsad.cli.options import database_option

_EPILOG = """\b
Examples:
  marsad grade "Radio Levant" B --by amina --reason "own reporters on the ground, two corrections in a year"
  marsad grade "Radio Levant" B 3 --claim 26b6052b --by amina
  marsad grade "Radio Levant"

A to F say how far the source has been reliable, 1 to 6 how far one piece of its information is believed (F, 6: cannot be judged).
Grades are shown beside claims; they are never multiplied into a score.
"""


@click.command(epilog=_EPILOG)
@click.argument("outlet")
@click.argument("reliability", metavar="[A-F]", required=False)
@click.argument("credibility", metavar="[1-6]", required=False)
@database_option
@click.option("--claim", metavar="ID", help="The claim whose information is graded.")
@click.option("--by", metavar="NAME", help="Who grades; a pseudonym will do.")
@click.option("--reason", default="", metavar="TEXT", help="Why.")
def command(
    *, outlet: str, reliability: str | None, credibility: str | None, database: str, claim: str | None, by: str | None, reason: str
) -> None:
    """Grade a source, or list its grades where none is given."""
    from marsad.cli.keeping import open_database
    from marsad.errors import BadInput
    from marsad.publish.bidi import isolate_runs
    from marsad.store.grades import Grading, add_grade, check_outlet, list_grades

    store = open_database(database)
    with store.read() as connection:
        check_outlet(connection, outlet)
        rows = list_grades(connection, outlet) if reliability is None else []
    if reliability is None:
        for row in rows:
            what = f"{row['reliability']}{row['credibility'] or ''}" + (f" of {row['claim_ident']}" if row["claim_ident"] else "")
            click.echo(
                f"{what}  {row['made']:%Y-%m-%d} by {isolate_runs(row['coder'])}  {isolate_runs(row['reason'] or '')}".rstrip()
            )
        if not rows:
            click.echo("nobody has graded it")
    else:
        if not by:
            raise BadInput("a grade needs a name", "Say who grades with --by; a pseudonym will do")
        given = Grading(outlet=outlet, reliability=reliability.upper(), credibility=credibility, claim=claim, by=by, reason=reason)
        number = store.write(lambda connection, now: add_grade(connection, given, now))
        click.echo(f"grade {number} is kept")
    store.close()
