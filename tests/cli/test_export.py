"""What goes out of a database and into another comes in as it was."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from click.testing import CliRunner, Result

from archives_at_hand import Sent, page, record
from marsad.cli import app
from marsad.store.connect import make_engine, parse_url
from marsad.store.schema import claim, document, version
from observing_rows import ACLED, CLASH, STRIKE, table

DEMO = Path(__file__).parents[2] / "demo"


def run(*arguments: object, stdin: str | None = None) -> Result:
    result = CliRunner().invoke(app, [str(one) for one in arguments], input=stdin)
    assert result.exit_code == 0, result.output
    return result


def rows(database: str, query: sa.Select[Any]) -> list[dict[str, Any]]:
    engine = make_engine(parse_url(database))
    with engine.connect() as connection:
        found = [dict(row) for row in connection.execute(query).mappings()]
    engine.dispose()
    return found


def texts(database: str) -> list[dict[str, Any]]:
    """Give all that is told of all texts, in the order in which they came in."""
    told = [version.c[name] for name in ("number", "text", "title", "author", "language", "published", "modified", "fetched")]
    told += [version.c[name] for name in ("blocks", "dataset", "remarks", "latest")]
    query = sa.select(document.c.name, document.c.url, document.c.outlet, *told)
    return rows(database, query.join(version, version.c.document_id == document.c.id).order_by(version.c.id))


def claims(database: str) -> list[dict[str, Any]]:
    return rows(database, sa.select(claim.c.ident, claim.c.record, claim.c.current).order_by(claim.c.ident, claim.c.current))


@pytest.fixture
def filled(database_url: str, tmp_path: Path) -> str:
    """A database with all kinds of documents, on either database."""
    return fill(database_url, tmp_path / "in")


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The same, once for the tests that only read it."""
    folder = tmp_path_factory.mktemp("export")
    return fill(str(folder / "marsad.db"), folder / "in")


def fill(database: str, folder: Path) -> str:
    """Add reports, an edited one, pages with blocks, texts of other languages and encodings, and rows of a dataset."""
    folder.mkdir()
    (folder / "a.html").write_bytes(
        '<html><head><meta charset=utf-8><meta name="author" content="سامي النجار">'
        '<meta property="article:modified_time" content="2020-02-14"></head>'.encode()
        + page(1)[6:]
    )
    (folder / "old.txt").write_bytes("نفت أنقرة أمس أن قواتها قصفت البلدة.\r\n\r\nوأضافت أن «الهدنة» صامدة.".encode("cp1256"))
    (folder / "other.txt").write_text("Le porte-parole dit que la trêve est respectée dans tout le village.", "utf-8")
    (folder / "odd.jsonl").write_text(json.dumps({"text": "قال الناطق\x00 إن الطريق مفتوح. \U0001f54a \u2028 \r\n كلمات"}), "utf-8")
    (folder / "events.csv").write_bytes(table(ACLED, STRIKE, CLASH))
    (folder / "w.warc.gz").write_bytes(record(Sent("https://news.example/a", page(2))))
    for path in (DEMO / "reports", DEMO / "corrections", *sorted(folder.iterdir())):
        run("add", path, "-d", database, "-q", "-k")
    return database


def test_json_lines_out_and_in_again_are_equal(filled: str, tmp_path: Path) -> None:
    first, second, other = tmp_path / "first.jsonl", tmp_path / "second.jsonl", str(tmp_path / "other.db")
    assert "documents" in run("export", first, "-d", filled, "--superseded").stderr
    run("add", first, "-d", other, "-q")
    assert texts(other) == texts(filled)
    assert claims(other) == claims(filled)
    run("export", second, "-d", other, "--superseded", "-q")
    assert second.read_bytes() == first.read_bytes()


def test_the_newest_text_of_each_document_is_written_and_all_with_superseded(database: str, tmp_path: Path) -> None:
    every = texts(database)
    newest = [json.loads(line) for line in run("export", "-", "-d", database).stdout.splitlines()]
    assert [one["text"] for one in newest] == [one["text"] for one in every if one["latest"]]
    assert 0 < len(newest) < len(every)


@pytest.mark.parametrize(
    ("options", "holds"),
    [
        (("--outlet", "وكالة الجسر"), lambda one: one["outlet"] == "وكالة الجسر"),
        (("--document", "a"), lambda one: one["id"] == "a"),
        (("--since", "2020-02-14", "--until", "2020-02-16"), lambda one: "2020-02-14" <= one.get("published", "") <= "2020-02-16"),
        (("--act", "deny", "--source", "TUR"), lambda one: one["language"] == "ar"),
    ],
)
def test_options_choose_documents_as_they_choose_claims(options: tuple[str, ...], holds: Any, database: str) -> None:
    chosen = [json.loads(line) for line in run("export", "-", "-d", database, "-q", *options).stdout.splitlines()]
    assert chosen
    assert all(map(holds, chosen))
    if "--act" in options:
        found = run("claims", "-d", database, "--format", "jsonl", *options).stdout.splitlines()
        assert {one["id"] for one in chosen} == {json.loads(line)["doc"] for line in found}


def test_nothing_chosen_and_forms_that_are_not_known_are_refused(database: str, tmp_path: Path) -> None:
    for arguments, reason in (
        ([str(tmp_path / "x.jsonl"), "--outlet", "nobody"], "no document is chosen"),
        ([str(tmp_path / "x.xml")], "tells no form"),
    ):
        result = CliRunner().invoke(app, ["export", *arguments, "-d", database])
        assert result.exit_code == 2
        assert reason in result.output
        assert not list(tmp_path.glob("*x.*"))


def test_a_line_out_of_the_database_can_be_read_at_once(database: str) -> None:
    lines = run("export", "-", "-d", database, "-q", "--document", "2020-02-15-marsad-al-sindyan").stdout
    read = run("read", "-", "--format", "jsonl", "-q", stdin=lines).stdout
    assert read == run("claims", "-d", database, "--format", "jsonl", "--document", "2020-02-15-marsad-al-sindyan").stdout.replace(
        ', "judged": null', ""
    )
