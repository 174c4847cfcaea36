"""A site for the tests, on the loopback address: what it answers is told path by path, and it counts what it is asked.

`Lines` stands for the network: addresses that look public lead to the site, and all others are noted, so that a
test can say that nothing private was reached.
"""

from __future__ import annotations

import datetime as dt
import socket
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpcore

from marsad.fetching import Fetcher, Limits

PUBLIC = "11.22.33.44"  # an address of the open internet, which the tests never reach: Lines leads it to the site
Send = Callable[[BaseHTTPRequestHandler], None]


@dataclass(frozen=True)
class Reply:
    """What the site answers to a path."""

    body: bytes | str = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    etag: str = ""

    def send(self, handler: BaseHTTPRequestHandler) -> None:
        fresh = not self.etag or handler.headers.get("If-None-Match") != self.etag
        data = self.body.encode() if isinstance(self.body, str) else self.body
        handler.send_response(self.status if fresh else 304)
        named = {name.lower() for name in self.headers}
        for name, value in self.headers.items():
            handler.send_header(name, value)
        if self.etag:
            handler.send_header("ETag", self.etag)
        if fresh:
            if "content-type" not in named:
                handler.send_header("Content-Type", "text/html; charset=utf-8")
            handler.send_header("Content-Length", str(len(data)))
        handler.end_headers()
        if fresh:
            handler.wfile.write(data)


class Site:
    """A server on a free port of the loopback address. Paths are added to `pages` at any time."""

    def __init__(self) -> None:
        self.pages: dict[str, Reply | Send] = {}
        self.asked: Counter[str] = Counter()
        self.seen: list[tuple[str, dict[str, str]]] = []
        self._guard = threading.Lock()
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                site.answer(self)

            def log_message(self, *_: Any) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._server.handle_error = lambda *_: None  # type: ignore[method-assign]  # clients that hang up are what is tested
        self.port: int = self._server.server_address[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        with self._guard:
            self.asked[handler.path] += 1
            self.seen.append((handler.path, dict(handler.headers.items())))
        page = self.pages.get(handler.path, Reply("nothing here", 404))
        page.send(handler) if isinstance(page, Reply) else page(handler)
        handler.close_connection = True

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@contextmanager
def run_site() -> Iterator[Site]:
    """Run a site while a test lasts."""
    site = Site()
    site.start()
    try:
        yield site
    finally:
        site.stop()


@contextmanager
def set_trap() -> Iterator[tuple[int, list[Any]]]:
    """Listen on a port that must never be touched; give the port, and what touched it."""
    touched: list[Any] = []
    trap = socket.create_server(("127.0.0.1", 0))
    trap.settimeout(0.05)
    stop = threading.Event()

    def watch() -> None:
        while not stop.is_set():
            try:
                connection, address = trap.accept()
            except TimeoutError:
                continue
            touched.append(address)
            connection.close()

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    try:
        yield trap.getsockname()[1], touched
    finally:
        stop.set()
        thread.join()
        trap.close()


class Lines(httpcore.NetworkBackend):
    """The network of a test: `leads` says to which port of this machine an IP address leads; all connections are noted."""

    def __init__(self, leads: Mapping[str, int]) -> None:
        self.leads = dict(leads)
        self.reached: list[str] = []
        self.named: list[str | None] = []
        self.open: Counter[str] = Counter()  # connections to each address at this moment
        self.most: Counter[str] = Counter()

    def connect_tcp(self, host: str, port: int, timeout: float | None = None, *_: Any, **__: Any) -> httpcore.NetworkStream:
        self.reached.append(host)
        if host not in self.leads:
            raise httpcore.ConnectError(f"nothing is at {host}")
        self.open[host] += 1
        self.most[host] = max(self.most[host], self.open[host])
        inner = httpcore.SyncBackend().connect_tcp("127.0.0.1", self.leads[host], timeout=timeout)
        return _Named(inner, self, host)


class _Named(httpcore.NetworkStream):
    """A stream that notes for which name a handshake is asked, and then goes on without one."""

    def __init__(self, inner: httpcore.NetworkStream, lines: Lines, host: str) -> None:
        self.inner, self.lines, self.host, self.closed = inner, lines, host, False

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self.inner.read(max_bytes, timeout)

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self.inner.write(buffer, timeout)

    def close(self) -> None:
        if not self.closed:
            self.closed = True
            self.lines.open[self.host] -= 1
            self.inner.close()

    def start_tls(
        self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        self.lines.named.append(server_hostname)
        return self

    def get_extra_info(self, info: str) -> Any:
        return None


class Clock:
    """A clock of the test: waiting moves it on, and takes no time."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.waits: list[float] = []
        self._guard = threading.Lock()

    def timer(self) -> float:
        return self.seconds

    def sleep(self, seconds: float) -> None:
        with self._guard:
            self.waits.append(seconds)
            self.seconds += seconds

    def now(self) -> dt.datetime:
        return dt.datetime(2020, 3, 1, 12, tzinfo=dt.UTC) + dt.timedelta(seconds=self.seconds)


def make_fetcher(
    site: Site,
    *,
    clock: Clock | None = None,
    names: Mapping[str, Sequence[str]] | Callable[[str], Sequence[str]] = {},  # noqa: B006 - never changed
    lines: Lines | None = None,
    **limits: Any,
) -> tuple[Fetcher, Clock, Lines]:
    """Make a fetcher for which every name leads to the site, but those that `names` tells otherwise."""
    clock, lines = clock or Clock(), lines or Lines({PUBLIC: site.port})

    def resolve(host: str, port: int, seconds: float) -> Sequence[str]:
        return names(host) if callable(names) else names.get(host, [PUBLIC])

    fetcher = Fetcher(now=clock.now, timer=clock.timer, sleep=clock.sleep, resolve=resolve, backend=lines, limits=Limits(**limits))
    return fetcher, clock, lines
