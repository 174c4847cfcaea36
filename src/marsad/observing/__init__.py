"""Observing: rows of datasets of events as claims, made of their fields and not by reading.

A dataset is a third party that observes: it is the source of what its rows say, and every row is an origin of its own.
"""

from __future__ import annotations

from marsad.observing.claims import observe

__all__ = ["observe"]
