"""The process in which a PDF is taken apart: the file comes by standard input, what was found goes out as JSON."""

from __future__ import annotations

import json
import logging
import sys
from typing import Any

from marsad.errors import BadInput
from marsad.ingest.pdf import MAX_MEMORY, MAX_SECONDS

_MEND = "Open it and print it to a new PDF, or get it again"
_NOTHING = 0.3  # share of letters that cannot be told, from which on there is no text to speak of


def take_apart(data: bytes, name: str) -> dict[str, Any]:
    """Give the parts of a PDF's text and the remarks on them, or why it is refused."""
    from pdfminer.pdfexceptions import PDFException
    from pdfminer.psexceptions import PSException

    try:
        return _read(data, name)
    except BadInput as error:
        return {"refused": [error.what, error.hint]}
    except (PDFException, PSException) as error:
        return {"refused": [f"{name} is a PDF that is broken: {error}"[:300], _MEND]}
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - the edge of this process: the parser fell over what is broken
        return {"refused": [f"{name} is a PDF that is broken: {type(error).__name__}", _MEND]}


def _read(data: bytes, name: str) -> dict[str, Any]:
    from marsad.ingest.pdf_flow import compose
    from marsad.ingest.pdf_letters import read_letters

    found = read_letters(data, name)
    if not found.sheets:
        return {"refused": [f"{name} is a PDF without pages, cut off or broken", _MEND]}
    if not found.letters:
        return {"refused": [f"{name} is a PDF without text: its pages are pictures", "Run text recognition on it first (ocrmypdf)"]}
    if found.unknown > _NOTHING * found.letters:
        return {
            "refused": [f"{name} is a PDF whose fonts do not say what their letters are", "Run text recognition on it (ocrmypdf)"]
        }
    composed = compose(found)
    if not composed.parts:
        return {"refused": [f"{name} is a PDF without text", _MEND]}
    return {"parts": [[kind.value, text] for kind, text in composed.parts], "remarks": composed.remarks}


def _limit() -> None:
    """Set the limits of this process, where the system knows such."""
    try:
        import resource
    except ImportError:  # Windows: the time of the caller's clock is the only limit
        return
    resource.setrlimit(resource.RLIMIT_CPU, (MAX_SECONDS, MAX_SECONDS + 5))
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))


if __name__ == "__main__":
    _limit()
    logging.disable()
    try:
        answer = take_apart(sys.stdin.buffer.read(), sys.argv[1])
    except (MemoryError, RecursionError):
        sys.exit(3)
    sys.stdout.write(json.dumps(answer))
