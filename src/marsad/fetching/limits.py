"""How much, how long and how often: the bounds of everything that comes from the web."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds of one fetch. Sizes are bytes, times are seconds.

    `body` holds for what a compressed answer unfolds to as well as for what comes over the line. `whole` bounds one request from
    the look-up of its name to its last byte, `idle` one wait in it. `robots` is what RFC 9309 asks to read at least.
    """

    body: int = 50_000_000
    head: int = 64_000
    address: int = 4_000  # characters
    robots: int = 512_000
    redirects: int = 8
    connect: float = 15.0
    idle: float = 20.0
    whole: float = 90.0
    delay: float = 2.0  # between the end of one request to a host and the start of the next
    most_delay: float = 30.0  # of what a robots.txt asks for between two requests
    patience: float = 60.0  # a host that asks for a longer pause is left alone till then
    most_pause: float = 86_400.0
    tries: int = 3  # addresses of one name that are tried


LIMITS = Limits()
