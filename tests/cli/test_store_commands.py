"""The commands of the database, as a user types them: what they print, and how they refuse."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from marsad.cli import app

REPORTS = Path(__file__).parents[2] / "demo" / "reports"


def run(*arguments: str, **more: str) -> Result:
    return CliRunner(env=more).invoke(app, list(arguments))


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = str(tmp_path_factory.mktemp("cli") / "marsad.db")
    assert run("add", str(REPORTS), "-d", path, "-q").exit_code == 0
    return path


def ids(database: str, *filters: str) -> list[str]:
    result = run("claims", "-d", database, "--format", "jsonl", *filters)
    assert result.exit_code == 0, result.output
    return [json.loads(line)["id"] for line in result.stdout.splitlines()]


def records(database: str, *filters: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in run("claims", "-d", database, "--format", "jsonl", *filters).stdout.splitlines()]


def test_a_database_is_made_once_and_stays_as_it_is(tmp_path: Path) -> None:
    path = str(tmp_path / "new.db")
    assert "is ready" in run("init", "-d", path).stdout
    assert "is of this version" in run("init", "-d", path).stdout
    assert run("claims", "-d", path).exit_code == 0


def test_the_database_is_named_by_the_environment_too(database: str) -> None:
    result = run("claims", "--limit", "1", MARSAD_DATABASE=database)
    assert result.exit_code == 0
    assert "2020-03-06" in result.stdout


FILTERS = [
    (("--source", "RUS"), lambda c: c["source"].startswith("RUS.")),
    (("--source", "tur.gov"), lambda c: c["source"] == "TUR.GOV"),
    (("--actor", "SYR"), lambda c: c["event"]["actor"].startswith("SYR.")),
    (("--act", "deny"), lambda c: c["act"] == "deny"),
    (("--type", "assault"), lambda c: c["event"]["type"] == "assault"),
    (("--place", "معرة"), lambda c: "معرة" in c["event"]["place"]),
    (("--since", "2020-02-20"), lambda c: c["date"] >= "2020-02-20"),
    (("--until", "2020-02-06"), lambda c: c["date"] <= "2020-02-06"),
    (("--document", "2020-02-15-marsad-al-sindyan"), lambda c: c["doc"] == "2020-02-15-marsad-al-sindyan"),
]


@pytest.mark.parametrize(("filters", "holds"), FILTERS, ids=[" ".join(filters) for filters, _ in FILTERS])
def test_a_filter_gives_what_it_says_and_all_of_it(database: str, filters: tuple[str, ...], holds: object) -> None:
    assert callable(holds)
    chosen = {str(one["id"]) for one in records(database, *filters)}
    every = records(database)

    def fits(one: dict[str, object]) -> bool:
        try:
            return bool(holds(one))
        except (AttributeError, TypeError):  # a field that is null
            return False

    assert chosen == {str(one["id"]) for one in every if fits(one)} != set()


def test_claims_of_a_commitment_are_those_of_the_ledger(database: str) -> None:
    found = ids(database, "--agreement", "idlib-2018", "--commitment", "S5", "--effect", "breach")
    shown = json.loads(run("ledger", "idlib-2018", "-d", database, "--format", "json").stdout)
    (chapter,) = [one for one in shown["commitments"] if one["id"] == "S5"]
    told = {entry["claim"] for entry in chapter["entries"] if entry["effect"] == "breach"}
    assert set(found) == told


def test_csv_has_a_line_for_each_claim(database: str) -> None:
    text = run("claims", "-d", database, "--format", "csv", "--bom").stdout
    assert text.startswith("\ufeff")
    assert len(list(csv.reader(io.StringIO(text)))) == 1 + len(ids(database))


def test_a_claim_is_shown_with_its_words_its_copies_and_its_proof(database: str) -> None:
    ident = next(str(one["id"]) for one in records(database, "--type", "coerce") if one["doc"] == "2020-02-12-wikalat-al-sahil")
    shown = run("show", ident[:8], "-d", database).stdout
    assert "told too" in shown
    assert "of the chain" in shown
    (record,) = json.loads(run("show", ident, "-d", database, "--format", "json").stdout)
    assert record["claim"]["id"] == ident
    assert record["claim"]["cue"] in record["sentence"]


def test_a_cut_id_that_fits_several_is_refused(database: str) -> None:
    first = {ident[0] for ident in ids(database)}
    several = next(letter for letter in first if sum(ident.startswith(letter) for ident in ids(database)) > 1)
    result = run("show", several, "-d", database)
    assert (result.exit_code, "several claims begin with" in result.output) == (2, True)


def test_the_matrix_counts_origins_and_its_cells_open_by_the_same_filters(database: str) -> None:
    rows = list(csv.DictReader(io.StringIO(run("matrix", "-d", database, "--format", "csv").stdout)))
    assert rows
    for row in rows:
        opened = ids(database, "--act", "accuse", "--source", row["source"], "--actor", row["accused"])
        assert len(opened) == int(row["claims"]) >= int(row["origins"]) > 0
    assert "rows accuse columns" in run("matrix", "-d", database).stdout


def test_what_did_not_come_is_never_shown_as_if_it_had(database: str) -> None:
    """A monitor tells that forces have not withdrawn: whoever reads "retreat" without the "not" reads the opposite."""
    (row,) = csv.DictReader(
        io.StringIO(run("claims", "-d", database, "--since", "2020-03-06", "--type", "retreat", "--format", "csv").stdout)
    )
    assert row["negated"] == "true"
    assert "report not retreat SYR.MIL" in run("search", "نقاط المراقبة", "-d", database, "--limit", "1").stdout
    assert "report not retreat 1" in run("timeline", "-d", database, "--since", "2020-03-06").stdout
    told_too = run("show", "-d", database, coerced(database)).stdout.partition("told too")[2]
    assert told_too.count("state not coerce") == 4


def coerced(database: str) -> str:
    """Give the id of a claim that Turkey did not remove groups, which five outlets carry."""
    page = run("claims", "-d", database, "--document", "2020-02-11-radio-al-wadi", "--type", "coerce", "--format", "csv").stdout
    return next(csv.DictReader(io.StringIO(page)))["id"]


def test_the_timeline_counts_every_claim_once(database: str) -> None:
    rows = list(csv.DictReader(io.StringIO(run("timeline", "-d", database, "--format", "csv").stdout)))
    assert sum(int(row["claims"]) for row in rows) == len(records(database))


def test_deadlines_of_the_text_and_ultimatums_of_speakers_stand_apart(database: str) -> None:
    shown = run("deadlines", "idlib-2018", "-d", database, "--today", "2020-03-02").stdout
    assert "superseded, now 2020-03-05" in shown
    assert shown.index("Deadlines of the text") < shown.index("Ultimatums, set by speakers")
    (record,) = json.loads(run("deadlines", "idlib-2018", "-d", database, "--today", "2020-03-02", "--format", "json").stdout)
    assert record["day"] == "2020-03-02"


def test_a_judgement_is_added_and_shown(tmp_path: Path) -> None:
    path = str(tmp_path / "m.db")
    run("add", str(REPORTS / "2020-02-28-wikalat-al-jisr.jsonl"), "-d", path, "-q")
    ident = ids(path)[0]
    assert run("judge", ident, "accept", "--by", "amina", "-d", path).exit_code == 0
    assert "by amina: accept" in run("show", ident, "-d", path).stdout
    assert run("judge", ident, "correct", "--by", "amina", "--field", "actor", "--value", "x", "-d", path).exit_code == 2
    assert run("verify", "-d", path, "-q").exit_code == 0


def test_erasing_asks_first_and_then_the_document_is_gone(tmp_path: Path) -> None:
    path = str(tmp_path / "m.db")
    name = "2020-02-28-wikalat-al-jisr"
    run("add", str(REPORTS / f"{name}.jsonl"), "-d", path, "-q")
    asked = CliRunner().invoke(app, ["erase", "document", name, "--reason", "x", "-d", path], input="n\n")
    assert asked.exit_code != 0
    assert ids(path)
    assert run("erase", "document", name, "--reason", "x", "--yes", "-d", path).exit_code == 0
    assert ids(path, "--superseded") == []
    assert run("verify", "-d", path, "-q").exit_code == 0


def test_search_shows_the_words_and_the_claims_of_their_sentences(database: str) -> None:
    shown = run("search", "الغارة", "-d", database).stdout
    assert "accuse assault" in shown
    lines = run("search", '"معرة النعمان"', "-d", database, "--format", "jsonl").stdout.splitlines()
    assert {word for line in lines for word in json.loads(line)["words"]} == {"معرة النعمان"}


REFUSED = [
    (("claims", "-d", "nowhere/at/all.db"), 2, "is not there"),
    (("show", "zzzz"), 2, "no claim has the id"),
    (("search", "..."), 2, "no word"),
    (("ledger", "no-such-agreement"), 2, "no-such-agreement"),
    (("ledger", "idlib-2018", "demo/reports", "--since", "2020-02-01"), 2, "choose texts of the database"),
    (("claims", "-d", "mysql://host/name"), 2, "no database that Marsad knows"),
    (("claims", "-d", ""), 2, "empty name"),
    (("code", "agreement", "never"), 2, "no round"),
    (("grade", "nobody at all", "B", "--by", "amina"), 2, "no outlet or speaker"),
]


@pytest.mark.parametrize(("arguments", "code", "words"), REFUSED, ids=[" ".join(row[0]) for row in REFUSED])
def test_what_cannot_be_done_is_refused_in_words(database: str, arguments: tuple[str, ...], code: int, words: str) -> None:
    result = run(*arguments, MARSAD_DATABASE=database)
    assert result.exit_code == code
    assert words in result.output
    assert "Traceback" not in result.output


def test_the_workplace_is_not_opened_to_others_without_an_account(tmp_path: Path) -> None:
    database = str(tmp_path / "a.db")
    assert CliRunner().invoke(app, ["init", "--database", database]).exit_code == 0
    for host in ("0.0.0.0", "192.168.1.5", "example.org", "::"):
        done = CliRunner().invoke(app, ["serve", "--host", host, "--database", database])
        assert done.exit_code == 2
        assert "there is no account yet" in done.output
