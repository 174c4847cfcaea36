"""Makes the tables beside this file importable from every folder of the tests: pytest puts the folder of a conftest on its path.

And gives databases: `database_url` runs a test on SQLite and on a real PostgreSQL, each time with an empty database of its own.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from postgres_server import NoServer, PostgresServer, clear_place, make_place, make_server, share_server
from site_of_tests import run_site
from web_at_hand import World

settings.register_profile("marsad", deadline=None)  # how fast an example runs is no matter of the tests
settings.load_profile("marsad")

_PLACE = "MARSAD_TESTS_PLACE"


def pytest_configure(config: pytest.Config) -> None:
    """Make the place of the servers once, in the process that starts the workers; these find it in their environment."""
    if not hasattr(config, "workerinput"):
        os.environ[_PLACE] = str(make_place())


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput") and _PLACE in os.environ:
        clear_place(Path(os.environ.pop(_PLACE)))


@pytest.fixture(scope="session")
def server() -> PostgresServer:
    """The one PostgreSQL of the session, which no test stops."""
    try:
        return share_server(Path(os.environ[_PLACE]))
    except NoServer as reason:
        pytest.skip(f"no PostgreSQL here: {reason}")


@pytest.fixture
def postgresql_url(server: PostgresServer) -> Iterator[str]:
    """Give the URL of an empty database on PostgreSQL."""
    name = f"test_{secrets.token_hex(6)}"
    yield server.create_database(name)
    server.drop_database(name)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give the URL of an empty database: the test runs on SQLite, then on PostgreSQL."""
    if request.param == "sqlite":
        return str(tmp_path / "marsad.db")
    return str(request.getfixturevalue("postgresql_url"))


@pytest.fixture
def own_server() -> Iterator[PostgresServer]:
    """A PostgreSQL of the test's own, which it may stop and crash."""
    try:
        made = make_server(Path(os.environ[_PLACE]) / secrets.token_hex(4))
    except NoServer as reason:
        pytest.skip(f"no PostgreSQL here: {reason}")
    yield made
    made.remove()


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """A web for commands: a site of the tests, with a database and a clock."""
    with run_site() as site:
        made = World(site, tmp_path)
        monkeypatch.setattr("marsad.fetching.opening.open_fetcher", made.open_fetcher)
        monkeypatch.setattr("marsad.cli.keeping.present", made.clock.now)
        yield made
