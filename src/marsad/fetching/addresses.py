"""Which addresses may be reached: http and https, on hosts of the open internet.

A page, a feed or a redirect can name any address. What it names must never lead into the network of the one who reads: its router,
its printers, the metadata service of a cloud. So a name is looked up once, every address that it has is judged, and the connection
goes to the very address that was judged.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from marsad.fetching.limits import LIMITS, Limits

Resolve = Callable[[str, int, float], Sequence[str]]  # host, port, seconds: its IP addresses. Raises OSError
Ip = ipaddress.IPv4Address | ipaddress.IPv6Address


class Unsafe(Exception):  # noqa: N818 - becomes a Refused, which says it to the user
    """An address that is not asked."""


class Target(NamedTuple):
    """An address that may be asked, with what stands for it on the line."""

    url: str
    scheme: str
    host: str
    port: int
    path: str

    @property
    def origin(self) -> str:
        """Scheme, host and port, as `https://example.org:443`: what a robots.txt holds for."""
        return f"{self.scheme}://{bracket(self.host)}:{self.port}"


# The special-purpose registries of IANA (RFC 6890 and what came later), with a word for people.
_REFUSED = (
    ("0.0.0.0/8", "an address of this network"),
    ("10.0.0.0/8", "a private address"),
    ("100.64.0.0/10", "a provider's inner address"),
    ("127.0.0.0/8", "an address of this machine"),
    ("169.254.0.0/16", "a link-local or metadata address"),
    ("172.16.0.0/12", "a private address"),
    ("192.0.0.0/24", "a reserved address"),
    ("192.0.2.0/24", "an address for examples"),
    ("192.31.196.0/24", "a reserved address"),
    ("192.52.193.0/24", "a reserved address"),
    ("192.88.99.0/24", "a relay's address"),
    ("192.168.0.0/16", "a private address"),
    ("192.175.48.0/24", "a reserved address"),
    ("198.18.0.0/15", "an address for measurements"),
    ("198.51.100.0/24", "an address for examples"),
    ("203.0.113.0/24", "an address for examples"),
    ("224.0.0.0/4", "a multicast address"),
    ("240.0.0.0/4", "a reserved address"),
    ("168.63.129.16/32", "a metadata address"),  # of a cloud, and outside the private ranges
    ("::/128", "an address of this network"),
    ("::1/128", "an address of this machine"),
    ("100::/64", "a reserved address"),
    ("2001::/23", "a reserved address"),
    ("2001:db8::/32", "an address for examples"),
    ("3fff::/20", "an address for examples"),
    ("5f00::/16", "a reserved address"),
    ("fc00::/7", "a private address"),
    ("fe80::/10", "a link-local address"),
    ("fec0::/10", "a private address"),
    ("ff00::/8", "a multicast address"),
)
_NETWORKS = tuple((ipaddress.ip_network(network), what) for network, what in _REFUSED)
_OPEN_6 = ipaddress.ip_network("2000::/3")  # all that is given out to the open internet
_NAT64 = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("64:ff9b:1::/48"))
_COMPATIBLE = ipaddress.ip_network("::/96")
_NUMBER = re.compile(r"(?:0[xX][0-9a-fA-F]*|\d+)\Z")
_INNER = re.compile(r"(?:\A|\.)(?:localhost|localdomain|local|internal|intranet|lan|home|corp|home\.arpa)\Z")
_NAME = re.compile(r"[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?)*\Z")
_USUAL = {"http": 80, "https": 443}
_SERVICES = 1024  # below it are the ports of other services; a web server that is meant for all is on 80 or 443


def judge(ip: Ip) -> str:
    """Say why an IP address is not reached, in words; empty for one of the open internet.

    An address in which another one is packed (IPv4-mapped, 6to4, Teredo, NAT64) is judged by that one too.
    """
    for network, what in _NETWORKS:
        if ip in network:
            return what
    if isinstance(ip, ipaddress.IPv4Address):
        return ""
    inner = _packed(ip)
    if inner is not None:
        what = judge(inner)
        return f"{what} ({inner}) in another form" if what else ""
    return "" if ip in _OPEN_6 else "a reserved address"


def _packed(ip: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    if any(ip in network for network in _NAT64) or ip in _COMPATIBLE:
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    teredo = ip.teredo
    return ip.ipv4_mapped or ip.sixtofour or (teredo[1] if teredo else None)


def read_address(given: str, *, base: str = "", loopback: frozenset[int] = frozenset(), limits: Limits = LIMITS) -> Target:
    """Read an address, against `base` where it is relative; letters of all scripts are written as the web writes them.

    `loopback` names the ports of this machine that may be reached; it is for test sites, and empty else. Raises Unsafe.
    """
    import httpx

    if len(given) > limits.address:
        raise Unsafe(f"its address is longer than {limits.address:,} characters")
    try:
        url = httpx.URL(base).join(_clean(given)) if base else httpx.URL(_clean(given))
        host = url.raw_host.decode("ascii").lower()
        port = url.port or _USUAL.get(url.scheme, 0)
    except (httpx.InvalidURL, UnicodeError, ValueError, TypeError) as error:
        raise Unsafe(f"its address cannot be read ({error})") from error
    if url.scheme not in _USUAL:
        raise Unsafe(f"it is {url.scheme or 'no'}: and not http(s)")
    if url.userinfo:
        raise Unsafe("its address holds a user name or password")
    _check_host(host, port, loopback)
    path = url.raw_path.decode("ascii") or "/"
    named = bracket(host) if port == _USUAL[url.scheme] else f"{bracket(host)}:{port}"
    return Target(f"{url.scheme}://{named}{path}", url.scheme, host, port, path)


def _clean(given: str) -> str:
    """Take off what browsers take off: space around, line ends and tabs within; a backslash is no slash and stays."""
    return re.sub(r"[\t\r\n]", "", given.strip(" \t\r\n\f\0"))


def _check_host(host: str, port: int, loopback: frozenset[int]) -> None:
    if not host:
        raise Unsafe("its address names no host")
    ip = as_ip(host)
    allowed = port in loopback
    if ip is not None:
        what = judge(ip)
        if what and not (allowed and ip.is_loopback):
            raise Unsafe(f"{host} is {what}")
    elif _NUMBER.match(host.rstrip(".").rpartition(".")[2]):
        raise Unsafe(f"{host} is a number that hides where it leads")
    elif not _NAME.match(host.rstrip(".")):
        raise Unsafe(f"{host!r} is no name of a host")
    elif _INNER.search(host.rstrip(".")) and not (allowed and host == "localhost"):
        raise Unsafe(f"{host} is a name of an inner network")
    if not 0 < port < 65_536 or (port < _SERVICES and port not in _USUAL.values() and not allowed):
        raise Unsafe(f"its port {port} is none of the web")


def as_ip(host: str) -> Ip | None:
    """Read a host that is written as an IP address in the usual form; None for all others."""
    try:
        return ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return None


def bracket(host: str) -> str:
    """Write a host as it stands in an address: an IPv6 address in brackets."""
    return f"[{host}]" if ":" in host else host


def find_ips(target: Target, resolve: Resolve, seconds: float, *, loopback: frozenset[int] = frozenset()) -> list[str]:
    """Look a host up and give the IP addresses to connect to. Raises Unsafe where any of them is not to be reached, OSError."""
    given = as_ip(target.host)
    found = [str(given)] if given else list(dict.fromkeys(resolve(target.host, target.port, seconds)))
    if not found:
        raise OSError("it has no address")
    for one in found:
        ip = as_ip(one.partition("%")[0])
        what = judge(ip) if ip is not None else "no address"
        if what and not (target.port in loopback and ip is not None and ip.is_loopback):
            raise Unsafe(f"{target.host} leads to {one}, {what}")
    return found
