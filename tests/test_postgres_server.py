"""The databases that the tests get: real, empty, apart from each other, and the server can be stopped and crashed."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import OperationalError

from postgres_server import HOST, PostgresServer


def run(url: str, *statements: str) -> list[object]:
    engine = sa.create_engine(url if "://" in url else f"sqlite:///{url}")
    try:
        with engine.begin() as connection:
            for statement in statements[:-1]:
                connection.execute(sa.text(statement))
            return [row[0] for row in connection.execute(sa.text(statements[-1]))]
    finally:
        engine.dispose()


MAKE = ("CREATE TABLE note (word text)", "INSERT INTO note VALUES ('هدنة')", "SELECT word FROM note")


@pytest.mark.parametrize("turn", [1, 2])
def test_a_database_is_empty_at_first_and_keeps_what_is_written(database_url: str, turn: int) -> None:
    assert run(database_url, *MAKE) == ["هدنة"]
    assert run(database_url, MAKE[-1]) == ["هدنة"]


def test_the_server_is_a_real_one_on_the_loopback_address_that_asks_for_the_password(postgresql_url: str) -> None:
    url = sa.make_url(postgresql_url)
    assert (url.drivername, url.host) == ("postgresql+psycopg", HOST)
    assert "PostgreSQL" in str(run(postgresql_url, "SELECT version()"))
    with pytest.raises(OperationalError, match="password"):
        run(url.set(password="wrong").render_as_string(hide_password=False), "SELECT 1")


def test_what_was_committed_outlives_a_crash_and_the_url_stays(own_server: PostgresServer) -> None:
    url = own_server.create_database("crash")
    run(url, *MAKE)
    own_server.kill()
    with pytest.raises(OperationalError):
        run(url, MAKE[-1])
    own_server.start()
    assert run(url, MAKE[-1]) == ["هدنة"]
    own_server.restart()
    assert run(url, MAKE[-1]) == ["هدنة"]
    assert run(url, "SHOW fsync") == ["on"]
