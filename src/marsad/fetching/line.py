"""One request over one connection, to an address that was checked, within bounds of time and size.

The connection is made to an IP address that the caller gives; the name of the host goes into the request and into the handshake
(SNI), so that certificates are still checked against it. A connection is used once: hosts are asked seconds apart anyway.
"""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

import httpcore

from marsad.fetching.addresses import Target, bracket
from marsad.fetching.limits import Limits
from marsad.fetching.outcomes import Headers
from marsad.ingest.unfold import ZIPPED, Broken, TooLarge, list_encodings, unfold

Timer = Callable[[], float]
_BODILESS = {204, 304}


class TooSlow(Exception):  # noqa: N818 - each of these becomes a Refused
    """It took longer than it may."""


class BrokenOff(Exception):  # noqa: N818
    """The answer is no HTTP, or ended before its end."""


class Answer(NamedTuple):
    """Status, headers and body of one response."""

    status: int
    headers: Headers
    body: bytes


@dataclass(slots=True)
class _Watch:
    """How much time is left for a request, and how many bytes came before the end of its headers."""

    timer: Timer
    end: float
    head: int
    open: bool = True

    def left(self, wanted: float | None) -> float:
        """Give the seconds for one wait. Raises TooSlow where none is left."""
        left = self.end - self.timer()
        if left <= 0:
            raise TooSlow
        return left if wanted is None else min(wanted, left)

    def count(self, size: int) -> None:
        """Count bytes while headers come. Raises TooLarge."""
        if self.open:
            self.head -= size
            if self.head < 0:
                raise TooLarge("headers")


class _Stream(httpcore.NetworkStream):
    """A stream that is watched: a server that sends a byte now and then does not get round the limit of time."""

    def __init__(self, inner: httpcore.NetworkStream, watch: _Watch) -> None:
        self._inner, self._watch = inner, watch

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        data = self._inner.read(min(max_bytes, 16_384), timeout=self._watch.left(timeout))
        self._watch.count(len(data))
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, timeout=self._watch.left(timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        inner = self._inner.start_tls(ssl_context, server_hostname=server_hostname, timeout=self._watch.left(timeout))
        return _Stream(inner, self._watch)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


class _Pinned(httpcore.NetworkBackend):
    """Connects to the addresses that were checked, whatever name it is asked for."""

    def __init__(self, inner: httpcore.NetworkBackend, ips: Sequence[str], watch: _Watch) -> None:
        self._inner, self._ips, self._watch = inner, ips, watch

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        last: Exception = httpcore.ConnectError("no address")
        for ip in self._ips:
            try:
                return _Stream(self._inner.connect_tcp(ip, port, timeout=self._watch.left(timeout)), self._watch)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                last = error
        raise last

    def connect_unix_socket(self, *_: Any, **__: Any) -> httpcore.NetworkStream:
        raise httpcore.ConnectError("sockets of this machine are not reached")


@cache
def _trust() -> ssl.SSLContext:
    import certifi

    return ssl.create_default_context(cafile=certifi.where())


def ask(
    target: Target,
    ips: Sequence[str],
    headers: Sequence[tuple[str, str]],
    *,
    backend: httpcore.NetworkBackend,
    timer: Timer,
    end: float,
    limits: Limits,
    most: int,
    cut: bool = False,
) -> Answer:
    """Send one GET and read the answer, of whose body `most` bytes at most are read: more is refused, or cut off with `cut`.

    Raises TooLarge, TooSlow, BrokenOff, OSError.
    """
    watch = _Watch(timer, end, limits.head)
    with (
        _told(),
        httpcore.HTTPConnection(
            httpcore.Origin(target.scheme.encode(), target.host.encode(), target.port),
            ssl_context=_trust() if target.scheme == "https" else None,
            network_backend=_Pinned(backend, ips[: limits.tries], watch),
        ) as connection,
    ):
        usual = target.port == (443 if target.scheme == "https" else 80)
        host = bracket(target.host) if usual else f"{bracket(target.host)}:{target.port}"
        request = httpcore.Request(
            "GET",
            httpcore.URL(
                scheme=target.scheme.encode(), host=target.host.encode(), port=target.port, target=target.path.encode("ascii")
            ),
            headers=[("Host", host), *headers, ("Connection", "close")],
            extensions={"timeout": {"connect": limits.connect, "read": limits.idle, "write": limits.idle, "pool": limits.connect}},
        )
        response = connection.handle_request(request)
        watch.open = False
        try:
            told = tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in response.headers)
            parts = response.iter_stream()
            body = b"" if response.status in _BODILESS else b"".join(unfold(parts, _encoding(told), most, cut=cut))
        finally:
            response.close()
        return Answer(response.status, told, body)


def _encoding(headers: Headers) -> list[str]:
    named = list_encodings(value for name, value in headers if name.lower() == "content-encoding")
    if len(named) > 1:
        raise BrokenOff(f"it is encoded {len(named)} times")
    if named and named[0] not in ZIPPED:
        raise BrokenOff(f"it is encoded as {named[0]}, which nobody asked for")
    return named


@contextmanager
def _told() -> Iterator[None]:
    """Turn what the line can raise into our few words."""
    try:
        yield
    except (httpcore.TimeoutException, TimeoutError) as error:
        raise TooSlow from error
    except Broken as error:
        raise BrokenOff(str(error)) from error
    except (httpcore.RemoteProtocolError, httpcore.LocalProtocolError) as error:
        raise BrokenOff(str(error)) from error
    except (httpcore.ReadError, httpcore.WriteError) as error:
        raise BrokenOff("the connection was cut") from error
    except (httpcore.NetworkError, httpcore.UnsupportedProtocol, ssl.SSLError) as error:
        raise OSError(str(error)) from error
