"""The steps of the schema: at their end stands what `store/schema.py` says, and no step loses what was there before it."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.dialects.postgresql import TSVECTOR
from store_at_hand import STRIKE, add, doc, prove, rows, store_at

import marsad.store
from marsad.store.connect import make_engine, parse_url, reading, writing
from marsad.store.migrate import _mark_sqlite, make_tables
from marsad.store.schema import metadata, notes

STEPS = Path(marsad.store.__file__).parent / "migrations"
# What each database has beside the schema: the tables of FTS5, and PostgreSQL's column of stems with its index.
SHADOWS = {"search_terms", *(f"search_terms_{part}" for part in ("data", "idx", "docsize", "config", "content"))}
BESIDE = SHADOWS | {"search_part.terms", "ix_search_part_terms"}


@contextmanager
def engine_of(url: str) -> Iterator[sa.Engine]:
    engine = make_engine(parse_url(url))
    try:
        yield engine
    finally:
        engine.dispose()


def differences(connection: sa.Connection, wanted: sa.MetaData = metadata) -> list[Any]:
    """List what Alembic finds to differ between a database and the schema; comments too, where the database keeps them."""

    def is_compared(thing: Any, name: str | None, kind: str, _: bool, __: Any) -> bool:
        return (f"{thing.table.name}.{name}" if kind == "column" else name) not in BESIDE

    def is_other_default(_: Any, __: Any, ___: Any, here: str | None, ____: Any, wanted: str | None) -> bool | None:
        """Alembic takes an empty text on SQLite for another one; all else is its own to compare."""
        return False if (here or "").strip("()") == "''" and wanted == "" else None

    options = {"compare_type": True, "compare_server_default": is_other_default, "include_object": is_compared}
    return list(compare_metadata(MigrationContext.configure(connection, opts=options), wanted))


def test_the_steps_end_in_the_schema(database_url: str) -> None:
    with engine_of(database_url) as engine:
        make_tables(engine)
        with reading(engine) as connection:
            assert differences(connection) == []


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("ALTER TABLE version DROP COLUMN title", "add_column"),
        ("ALTER TABLE version ADD COLUMN mood TEXT", "remove_column"),
        ("DROP TABLE carried", "add_table"),
        ("DROP INDEX ix_claim_origin", "add_index"),
    ],
)
def test_a_step_that_forgets_something_is_found(database_url: str, statement: str, found: str) -> None:
    with engine_of(database_url) as engine:
        make_tables(engine)
        with writing(engine) as connection:
            connection.execute(sa.text(statement))
        with reading(engine) as connection:
            assert found in str(differences(connection))


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("ALTER TABLE version ALTER COLUMN title TYPE varchar(20)", "modify_type"),
        ("ALTER TABLE version ALTER COLUMN title DROP DEFAULT", "modify_default"),
        ("ALTER TABLE version ALTER COLUMN title DROP NOT NULL", "modify_nullable"),
        ("COMMENT ON COLUMN version.title IS 'something else'", "modify_comment"),
        ("COMMENT ON TABLE version IS NULL", "add_table_comment"),
    ],
)
def test_a_step_that_says_otherwise_is_found(postgresql_url: str, statement: str, found: str) -> None:
    test_a_step_that_forgets_something_is_found(postgresql_url, statement, found)


def test_what_every_table_and_column_holds_is_told_in_the_database(database_url: str) -> None:
    with store_at(database_url) as store:
        told = {row["place"]: row["note"] for row in rows(store, "SELECT place, note FROM schema_note")}
        assert told == {row["place"]: row["note"] for row in notes()}
        assert all(told.values())


def test_postgresql_carries_the_comments_itself(postgresql_url: str) -> None:
    with store_at(postgresql_url) as store, store.read() as connection:
        eye = sa.inspect(connection)
        for table in metadata.sorted_tables:
            assert eye.get_table_comment(table.name)["text"] == table.comment
            here = {column["name"]: column["comment"] for column in eye.get_columns(table.name)}
            assert {name: here[name] for name in table.columns.keys()} == {one.name: one.comment for one in table.columns}  # noqa: SIM118


def test_names_are_compared_by_code_points_whatever_the_locale_of_the_server(postgresql_url: str) -> None:
    """Documents of one name are found as a range of names; where a locale ordered them, punctuation would not count."""
    query = "SELECT collation_name FROM information_schema.columns WHERE table_name = 'document' AND column_name = 'name'"
    with store_at(postgresql_url) as store:
        assert rows(store, query) == [{"collation_name": "C"}]


def test_a_step_leaves_the_tables_of_the_schema_alone() -> None:
    """A step that is out never changes: it may not hang on a module that does."""
    for path in (STEPS / "versions").glob("*.py"):
        assert "marsad" not in {line.split()[1].split(".")[0] for line in path.read_text("utf-8").splitlines() if "import" in line}


# ── Step by step, with something in every table ──


def step_to(connection: sa.Connection, revision: str, steps: Path = STEPS) -> None:
    config = Config()
    config.set_main_option("script_location", str(steps).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def revisions(steps: Path = STEPS) -> list[str]:
    config = Config()
    config.set_main_option("script_location", str(steps).replace("%", "%%"))
    return [step.revision for step in ScriptDirectory.from_config(config).walk_revisions()][::-1]


def tables_of(connection: sa.Connection) -> dict[str, sa.Table]:
    """Read the tables out of the database, so that those of an earlier step are as that step made them; in the order of keys."""
    there = sa.MetaData()
    there.reflect(connection, only=lambda name, _: name not in SHADOWS | {"alembic_version"})
    return {table.name: table for table in there.sorted_tables}


def fill_empty(connection: sa.Connection) -> None:
    """Put a row into every table that has none."""
    for table in tables_of(connection).values():
        if connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one() == 0:
            connection.execute(table.insert(), {column.name: a_value(connection, column) for column in table.columns})


_VALUES: dict[type[Any], Any] = {int: 7, float: 1.5, bool: True, str: "x", bytes: b"\x00\xff", dt.date: dt.date(2020, 2, 12)}


def a_value(connection: sa.Connection, column: sa.Column[Any]) -> Any:
    """Give a value that the column can hold: what it points to, else one of its type."""
    for key in column.foreign_keys:
        return connection.execute(sa.select(key.column)).scalar()
    if isinstance(column.type, sa.JSON):
        return {"a": ["b", None]}
    return None if isinstance(column.type, TSVECTOR) else _VALUES[column.type.python_type]


def snapshot(connection: sa.Connection) -> dict[str, list[dict[str, Any]]]:
    return {
        name: [dict(row) for row in connection.execute(sa.select(table)).mappings()]
        for name, table in tables_of(connection).items()
    }


GONE = "no such column any more"


def lost(before: dict[str, list[dict[str, Any]]], after: dict[str, list[dict[str, Any]]]) -> list[str]:
    """Name the rows of before that are not there after, column for column; columns may have come beside them."""
    gone = []
    for name, old in before.items():
        new = after.get(name, [])
        gone += [f"{name}: {row}" for row in old if not any({key: one.get(key, GONE) for key in row} == row for one in new)]
    return gone


def walk(url: str, steps: Path = STEPS) -> list[str]:
    """Go through all steps, each with a row in every table that the one before left; give what was lost on the way."""
    gone: list[str] = []
    with engine_of(url) as engine:
        before: dict[str, list[dict[str, Any]]] = {}
        for revision in revisions(steps):
            with writing(engine) as connection:
                step_to(connection, revision, steps)
                gone += lost(before, snapshot(connection))
                fill_empty(connection)
                before = snapshot(connection)
                assert all(before.values())
    return gone


def test_every_step_keeps_the_rows_of_the_one_before(database_url: str) -> None:
    assert walk(database_url) == []


BAD_STEPS = {
    "rows thrown away": 'op.execute("DELETE FROM carried")',
    "a column thrown away": 'op.drop_column("carried", "lost")',
    "a value changed": "op.execute(\"UPDATE tombstone SET reason = ''\")",
}
BAD_STEP = """from alembic import op

revision = "9999"
down_revision = {last!r}


def upgrade() -> None:
    {body}
"""


@pytest.mark.parametrize("what", BAD_STEPS)
def test_a_step_that_loses_something_is_found(database_url: str, what: str, tmp_path: Path) -> None:
    steps = tmp_path / "migrations"
    shutil.copytree(STEPS, steps, ignore=shutil.ignore_patterns("__pycache__"))
    (steps / "versions" / "9999_bad.py").write_text(BAD_STEP.format(last=revisions()[-1], body=BAD_STEPS[what]), "utf-8")
    assert len(walk(database_url, steps)) == 1


def test_a_database_of_the_first_step_moves_forward_and_is_proved(database_url: str) -> None:
    """The tables of the first step, then `marsad init`, then work as usual."""
    with engine_of(database_url) as engine:
        if engine.dialect.name == "sqlite":
            _mark_sqlite(engine)
        with writing(engine) as connection:
            step_to(connection, "0001")
    with store_at(database_url) as store:
        add(store, doc(STRIKE))
        assert not prove(store).harms
