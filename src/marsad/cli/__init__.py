"""The command line: a file a command. Commands are loaded when they are called, so that `marsad --help` starts at once."""

from __future__ import annotations

import sys

from marsad.cli.group import MarsadGroup

COMMANDS = {
    "read": "Read documents and print their claims.",
    "ledger": "Keep the ledger of one agreement from documents.",
    "init": "Make the database.",
    "add": "Add documents to the database with their claims.",
    "serve": "Open the workplace in a browser.",
    "accounts": "Keep the accounts of those who work in the browser.",
    "tokens": "Keep the tokens by which programs use the API.",
    "sources": "Keep the list of sources that are followed.",
    "watch": "Follow the sources: what is new comes in.",
    "claims": "List claims of the database.",
    "show": "Show all that is known of one claim.",
    "evidence": "Prove a claim: a slip, or a pack of slips, texts and captures.",
    "search": "Find texts by their words.",
    "export": "Write documents into a file that `marsad add` reads.",
    "timeline": "Count what was said, day by day.",
    "matrix": "Count who accuses whom.",
    "deadlines": "Show what falls due, and what became of it.",
    "judge": "Add a judgement on a claim.",
    "grade": "Grade a source, or list its grades.",
    "reread": "Read stored texts again with newer words and rules.",
    "code": "Double coding: judge the same claims apart, and compare.",
    "erase": "Erase personal data, with a tombstone.",
    "backup": "Copy the database into a file.",
    "verify": "Prove that nothing was changed behind the database's back.",
    "agreements": "List, show and check the agreements known.",
    "explain": "Show how a sentence was read.",
    "doctor": "Check that everything is in place.",
}
EPILOG = """\b
Examples:
  marsad read report.txt --published 2020-02-12
  marsad read reports/ --format jsonl --output claims.jsonl
  marsad ledger idlib-2018 reports/ --format html --output ledger.html
  curl -s https://example.org/page | marsad read -

\b
Exit codes:
  0    done, also where no claim was found
  1    a fault of Marsad, of its data, or of the machine
  2    bad input or a bad option; with --keep-going: something could not be read, the rest was
  130  interrupted
"""

app = MarsadGroup(
    name="marsad",
    modules=COMMANDS,
    help="Read what is published about a ceasefire agreement and keep its ledger: who says that who did what, where, when, and "
    "which commitment that breaks or keeps, with the exact words as evidence.",
    epilog=EPILOG,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
)


def main() -> None:
    """Run the command line. What nobody foresaw is told in one line; MARSAD_TRACE=1 shows where it happened."""
    from marsad.cli.group import tell_unforeseen

    sys.excepthook = tell_unforeseen
    app.main(prog_name="marsad")
