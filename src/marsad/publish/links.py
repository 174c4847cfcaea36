"""Links from claims to commitments as JSON lines, as `score_links.py` reads them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from marsad.model import Link
from marsad.publish.jsonl import Record, write_line


def record_link(doc: str, link: Link) -> Record:
    """Give the record of a link; `commitment` is null where the claim bears on the agreement as a whole."""
    return {
        "doc": doc,
        "agreement": link.agreement,
        "commitment": link.commitment,
        "effect": link.effect,
        "by": link.by,
        "of": link.of,
        "claim": link.claim,
        "reason": link.reason,
    }


def render_links(doc: str, links: Iterable[Link]) -> Iterator[str]:
    """Render the links of one document's claims, one line each."""
    return (write_line(record_link(doc, link)) for link in links)
