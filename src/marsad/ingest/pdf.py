"""PDF files: their text in the order of reading, right to left too.

The file is taken apart in a process of its own, with a limit on memory and time: a PDF can be made so that its parts unpack to any
size, or lead in circles, and no library refuses all of that. What goes wrong there costs this one file.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from marsad.errors import BadInput, NotText
from marsad.ingest import files
from marsad.ingest.desk import Desk, Got
from marsad.ingest.page import Page
from marsad.model import Block, BlockKind, Document
from marsad.text import Span

MAX_SECONDS = 120  # of the processor, for one PDF; 500 full pages of Arabic took 25
MAX_MEMORY = 1_500_000_000  # bytes; those 500 pages took 0.5 GB
_LIMITS = "Open it and print it to a new PDF; a file made to do harm is best left alone"


def read_pdf(stream: BinaryIO, desk: Desk, got: Got) -> Iterator[Document | BadInput]:
    """Read the text of a PDF file. Its properties (author, dates) are those of a file, and no facts of a publication."""
    data = files.read_bytes(stream, got.name)
    told = _take_apart(data, got.name)
    if "refused" in told:
        raise NotText(*told["refused"])
    blocks, at = [], 0
    for kind, text in told["parts"]:
        blocks.append(Block(Span(at, at + len(text)), BlockKind(kind)))
        at += len(text) + 2
    text = "\n\n".join(text for _, text in told["parts"])
    page = Page(text=text, blocks=tuple(blocks))
    yield desk.make(page, got, got.capture(data, "application/pdf"), remarks=tuple(told["remarks"]))


def _take_apart(data: bytes, name: str) -> Mapping[str, Any]:
    """Take a PDF apart in a process of its own; give what it found, or why it refused."""
    run = [sys.executable, "-m", "marsad.ingest.pdf_apart", name]
    try:
        done = subprocess.run(  # noqa: S603 - this very program
            run,
            input=data,
            capture_output=True,
            check=False,
            timeout=2 * MAX_SECONDS,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONIOENCODING": "utf-8"},
        )
    except subprocess.TimeoutExpired as error:
        raise NotText(f"{name} is a PDF that takes more than {MAX_SECONDS} seconds to read", _LIMITS) from error
    except OSError as error:
        raise BadInput(f"{name} cannot be read: no process can be started for it ({error.strerror})", "Try it again") from error
    if done.returncode:
        raise NotText(f"{name} is a PDF that takes too much memory or time to read", _LIMITS)
    found: Mapping[str, Any] = json.loads(done.stdout)
    return found
