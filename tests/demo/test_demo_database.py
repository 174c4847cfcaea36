"""The demo as `make demo` runs it: thirty reports and a correction in a database, and the ledger out of it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from click.testing import CliRunner

from marsad.cli import app, pipeline
from marsad.cli.keeping import open_database
from marsad.ingest import gather
from marsad.model import Document, Ledger
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


def test_one_statement_in_five_outlets_is_one_origin_with_its_drift(ledger: Ledger) -> None:
    (most,) = [origin for origin in ledger.origins if len(origin.outlets) == 5]
    assert {telling.claim.source for telling in most.tellings} == {"RUS.GOV"}
    drift = {found.field: {value: len(keys) for value, keys in found.values} for found in most.drift}
    assert drift == {"place": {"Idlib": 4, "Idlib governorate": 1}}


NAMED = ("2020-02-08-sahifat-al-nab", "2020-02-08-mawqi-al-mina", "2020-02-08-sahifat-al-marfa", "2020-02-09-qanat-al-tall")
INVENTED = (
    "2020-02-23-wikalat-al-burj",
    "2020-02-23-qanat-al-shati",
    "2020-02-24-sahifat-al-rabia",
    "2020-02-24-radio-al-wadi",
)


@pytest.mark.parametrize("item", [NAMED, INVENTED], ids=["a real agency", "an invented agency"])
def test_an_item_of_an_agency_its_copies_and_a_part_of_it_are_one_origin(item: tuple[str, ...], ledger: Ledger) -> None:
    of_item = [origin for origin in ledger.origins if {telling.document for telling in origin.tellings} & set(item)]
    assert {telling.document for telling in max(of_item, key=lambda origin: len(origin.outlets)).tellings} == set(item)


def test_one_strike_stands_with_eleven_thirteen_and_fourteen_killed_by_three_origins(ledger: Ledger) -> None:
    (strike,) = [incident for incident in ledger.incidents if {(11, 11), (13, 13)} <= {count.bounds for count in incident.counts}]
    assert [count.bounds for count in strike.counts] == [(11, 11), (13, 13), (14, 14)]
    assert len({telling.document for telling in strike.tellings}) == len(strike.tellings) == 3


def test_the_ultimatum_was_repeated_and_is_superseded(ledger: Ledger) -> None:
    found = {due.date: due for due in ledger.ultimatums if due.by == "TUR" and due.of == "SYR"}
    first, second = found[dt.date(2020, 2, 29)], found[dt.date(2020, 3, 5)]
    assert (first.state, first.moved_to, len(first.claims)) == ("superseded", dt.date(2020, 3, 5), 2)
    assert second.state == "issued"


def test_what_is_told_after_the_later_day_passed_stands_beneath_it(database: str) -> None:
    store = open_database(database)
    with store.read() as connection:
        after = load_ledger(connection, pipeline.choose_agreement("idlib-2018"), store.tell, today=dt.date(2020, 3, 6))
    (second,) = [due for due in after.ultimatums if due.date == dt.date(2020, 3, 5)]
    assert second.state == "expired"
    assert {(claim.doc, claim.event.type, claim.event.negated) for claim in second.after} == {
        ("2020-03-06-marsad-al-sindyan", "retreat", True)
    }


def test_a_claim_of_the_strike_opens_its_words_and_the_other_tellings(database: str) -> None:
    store = open_database(database)
    with store.read() as connection:
        (one,) = find_claims(connection, Filter(document="2020-02-16-shabakat-al-ufuq"))
        (dossier,) = show_claim(connection, one.claim.id)
    assert "14" in one.claim.sentence.of(one.document.text)
    assert {other.claim.event.killed for other in dossier.incident} == {(11, 11), (13, 13)}


def test_files_and_the_database_keep_one_ledger(database: str) -> None:
    """But for the corrected article, which files have in its older version alone, and for texts that bear on no commitment."""
    store = open_database(database)
    agreement = pipeline.choose_agreement("idlib-2018")
    with store.read() as connection:
        kept = load_ledger(connection, agreement, store.tell)
    coded = [pipeline.code_document(item) for item in gather([DEMO / "reports"]) if isinstance(item, Document)]
    read = pipeline.settle_ledger(coded, agreement)
    assert _entries(kept) == _entries(read) != set()
    assert {incident.id for incident in kept.incidents} <= {incident.id for incident in read.incidents}


def _entries(ledger: Ledger) -> set[tuple[str, str | None, str]]:
    return {(one.claim.id, one.link.commitment, one.link.effect) for one in ledger.entries if one.claim.doc != DIFFA}


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
