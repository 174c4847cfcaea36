"""A fetcher with the real world behind it."""

from __future__ import annotations

import datetime as dt
import os
import re
import time
from collections.abc import Callable

from marsad.errors import BadInput
from marsad.fetching.fetcher import Fetcher, name_agent
from marsad.fetching.limits import LIMITS, Limits

TEST_SWITCH = "MARSAD_TEST_LOOPBACK_PORTS"
CONTACT = "MARSAD_CONTACT"


def open_fetcher(
    *,
    sleep: Callable[[float], None] = time.sleep,
    timer: Callable[[], float] = time.monotonic,
    limits: Limits = LIMITS,
) -> Fetcher:
    """Make a fetcher with the system's clock, resolver and network.

    The environment says who runs it (MARSAD_CONTACT), and, for the tests alone, which ports of this machine it may reach
    (MARSAD_TEST_LOOPBACK_PORTS). Proxies of the environment are not used: the address that was checked must be the one
    that is reached.
    """
    import httpcore

    from marsad.fetching.resolving import resolve_name

    return Fetcher(
        now=lambda: dt.datetime.now(dt.UTC),
        timer=timer,
        sleep=sleep,
        resolve=resolve_name,
        backend=httpcore.SyncBackend(),
        agent=name_agent(os.environ.get(CONTACT, "")),
        limits=limits,
        loopback=read_switch(os.environ.get(TEST_SWITCH, "")),
    )


def read_switch(told: str) -> frozenset[int]:
    """Read the ports of this machine that a test allows: numbers with commas between."""
    if not re.fullmatch(r"(\d{1,5}(,\d{1,5})*)?", told):
        raise BadInput(f"{TEST_SWITCH} is {told!r}", "It lists ports of the test site, such as 8123,8124; leave it out otherwise")
    return frozenset(int(port) for port in told.split(",") if port)
