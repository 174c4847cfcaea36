"""The runner of a job: what nobody foresaw, while one document is read, takes down that document and is told; the run goes on."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from marsad.errors import BadInput, Fault


class Crashed(BadInput):
    """A fault of Marsad while it read one document."""


@contextmanager
def hold_crash(name: str) -> Iterator[None]:
    """Raise Crashed for whatever nobody foresaw; `name` is that of the document. With MARSAD_TRACE it is raised as it is."""
    try:
        yield
    except Fault:
        raise
    except Exception as error:
        if os.environ.get("MARSAD_TRACE"):
            raise
        raise Crashed(
            f"{name} could not be read: a fault in Marsad ({type(error).__name__}: {error})",
            "Report it with the document; MARSAD_TRACE=1 shows where it happened",
        ) from error
