"""Getting things from the web: the only room that reaches the network.

`Fetcher.fetch` gives an outcome for an address; `open_fetcher` makes one with the real clock, resolver and network. Feeds, sitemaps
and lists of sources are read out of bytes that it got.
"""

from __future__ import annotations

from marsad.fetching.fetcher import ACCEPT, ACCEPT_FEED, Fetcher, name_tool
from marsad.fetching.limits import LIMITS, Limits
from marsad.fetching.outcomes import Fetched, NotModified, Outcome, Refused, Why

__all__ = [
    "ACCEPT",
    "ACCEPT_FEED",
    "LIMITS",
    "Fetched",
    "Fetcher",
    "Limits",
    "NotModified",
    "Outcome",
    "Refused",
    "Why",
    "name_tool",
]
