"""The demo as `make demo` runs it: thirty reports and a correction in a database, and the ledger out of it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from click.testing import CliRunner

from marsad.cli import app, pipeline
from marsad.cli.keeping import open_database
from marsad.model import Ledger
from marsad.store.claims import Filter, find_claims, show_claim
from marsad.store.ledger import load_ledger
from marsad.store.verify import verify

DEMO = Path(__file__).parents[2] / "demo"
DIFFA = "2020-02-18-sahifat-al-diffa"


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = str(tmp_path_factory.mktemp("demo") / "marsad.db")
    for folder in ("reports", "corrections"):
        result = CliRunner().invoke(app, ["add", str(DEMO / folder), "--database", path, "--quiet"])
        assert result.exit_code == 0, result.output
    return path


@pytest.fixture(scope="module")
def ledger(database: str) -> Ledger:
    store = open_database(database)
    with store.read() as connection:
        return load_ledger(connection, pipeline.choose_agreement("idlib-2018"), store.tell, today=dt.date(2020, 3, 2))


def test_one_statement_in_five_outlets_is_one_origin(ledger: Ledger) -> None:
    most = max(ledger.origins, key=lambda origin: len(origin.outlets))
    assert len(most.outlets) == 5
    assert {telling.claim.source for telling in most.tellings} == {"RUS.GOV"}


def test_the_item_of_the_agency_and_its_copies_are_one_origin(ledger: Ledger) -> None:
    held = {telling.document for origin in ledger.origins for telling in origin.tellings if len(origin.outlets) == 4}
    assert held == {
        "2020-02-08-sahifat-al-nab",
        "2020-02-08-mawqi-al-mina",
        "2020-02-08-sahifat-al-marfa",
        "2020-02-09-qanat-al-tall",
    }


def test_one_strike_stands_with_eleven_thirteen_and_fourteen_killed(ledger: Ledger) -> None:
    figures = [{count.bounds for count in incident.counts if count.field == "killed"} for incident in ledger.incidents]
    assert {(11, 11), (13, 13), (14, 14)} in figures


def test_the_ultimatum_was_repeated_and_is_superseded(ledger: Ledger) -> None:
    found = {due.date: due for due in ledger.ultimatums if due.by == "TUR" and due.of == "SYR"}
    first, second = found[dt.date(2020, 2, 29)], found[dt.date(2020, 3, 5)]
    assert (first.state, first.moved_to, len(first.claims)) == ("superseded", dt.date(2020, 3, 5), 2)
    assert second.state == "issued"


def test_the_corrected_article_is_a_new_version_and_its_lost_words_are_told(database: str) -> None:
    store = open_database(database)
    with store.read() as connection:
        found = list(find_claims(connection, Filter(document=DIFFA, superseded=True)))
        killed = {one.claim.event.killed: show_claim(connection, one.claim.id)[0] for one in found if one.claim.event.killed}
    assert {number[0]: dossier.current for number, dossier in killed.items()} == {6: False, 4: True}
    assert [row["lost"] for row in killed[6, 6].evidence] == [True]


def test_the_database_is_proved(database: str) -> None:
    store = open_database(database)
    with store.read() as connection:
        assert verify(connection).harms == ()
