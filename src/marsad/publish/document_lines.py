"""Documents as JSON lines, in the form in which `marsad add` reads them: out and in again is the same.

What is empty is left out. The text is never changed; blocks are half-open code points of it.
"""

from __future__ import annotations

import datetime as dt

from marsad.model import Document
from marsad.publish.jsonl import Record, write_line

_LINE_ENDS = {sign: f"\\u{sign:04x}" for sign in (0x85, 0x2028, 0x2029)}


def record_document(one: Document) -> Record:
    """Give the record of a document, its text last."""
    record: Record = {
        "id": one.id,
        "title": one.title,
        "outlet": one.outlet,
        "author": one.author,
        "url": one.url,
        "published": one.published.isoformat() if one.published else None,
        "modified": one.modified.isoformat() if one.modified else None,
        "fetched": write_moment(one.fetched) if one.fetched else None,
        "language": one.language,
        "dataset": one.dataset,
        "remarks": list(one.remarks),
        "blocks": [[*block.span, block.kind.value] for block in one.blocks],
        "text": one.text,
    }
    return {key: value for key, value in record.items() if value}


def write_moment(moment: dt.datetime) -> str:
    """Write a moment in UTC, parts of a second only where there are some."""
    told = moment.astimezone(dt.UTC).replace(tzinfo=None).isoformat(timespec="microseconds" if moment.microsecond else "seconds")
    return f"{told}Z"


def render_document(one: Document) -> str:
    """Render a document as one line, also for programs that take other signs than the line feed for the end of a line."""
    return write_line(record_document(one)).translate(_LINE_ENDS)
