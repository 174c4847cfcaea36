"""The evidence of a claim as JSON, with the two selectors of the W3C Web Annotation Data Model.

Positions count Unicode code points of the text as it was stored, from 0, the end not included. Prefix and suffix are what stands
before and after the words, so that they are found again in a text that was changed a little.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from marsad.model import OUTLET, Claim, Edition, Evidence, Proved, Retrieval, Slip, Verdict
from marsad.publish.jsonl import Record, record_claim
from marsad.publish.labels import load_labels
from marsad.publish.links import record_link
from marsad.text import Span, check_quote

AROUND = 64  # code points of prefix and suffix: enough to tell a sentence from its like, few enough to quote
PARTS = ("cue", "trigger", "speaker", "actor", "target", "place")
CONTEXT = "http://www.w3.org/ns/anno.jsonld"


def select_words(text: str, span: Span) -> list[Record]:
    """Give the TextPositionSelector and the TextQuoteSelector of a span."""
    return [
        {"type": "TextPositionSelector", "start": span.start, "end": span.end},
        {
            "type": "TextQuoteSelector",
            "exact": span.of(text),
            "prefix": text[max(0, span.start - AROUND) : span.start],
            "suffix": text[span.end : span.end + AROUND],
        },
    ]


def parts_of(claim: Claim) -> dict[str, Evidence]:
    """Give the words that prove the parts of a claim, by the part."""
    return {part: words for part in PARTS if (words := getattr(claim, part)) is not None}


def prove_quotes(slip: Slip) -> None:
    """Raise Drift where words of a slip do not stand where it says."""
    for words in (*parts_of(slip.claim).values(), *slip.claim.agreement_words):
        check_quote(slip.document.text, words.span, words.quote)


def record_slip(slip: Slip) -> Record:
    """Give the record of a slip: the claim, its annotation, and all that proves it. Raises Drift where a quote moved."""
    prove_quotes(slip)
    claim, document = slip.claim, slip.document
    return {
        "claim": record_claim(claim),
        "current": slip.current,
        "annotation": _annotation(slip),
        "parts": {part: select_words(document.text, words.span) for part, words in parts_of(claim).items()},
        "document": {
            "id": document.id,
            "outlet": document.outlet,
            "title": document.title,
            "author": document.author,
            "url": document.url,
            "language": document.language,
            "published": document.published,
            "modified": document.modified,
            "encoding": document.encoding,
            "remarks": list(document.remarks),
        },
        "text": {"sha256": document.sha256, "length": len(document.text), "unit": "Unicode code points"},
        "retrievals": [_retrieval(one) for one in slip.retrievals],
        "versions": [_edition(one) for one in slip.versions],
        "stands_in_newest": stands_in_newest(slip),
        "reading": {"read": slip.read, "reader": slip.reader, "pack": claim.lang, "rule": claim.rule, "added": slip.added},
        "links": [record_link(document.id, link) for link in slip.links],
        "judgements": [_verdict(one) for one in slip.verdicts],
        "proof": {
            "rows": [_proved(one) for one in slip.chain],
            "harms": list(slip.harms),
            "end": {"seq": slip.end[0], "hash": slip.end[1]},
        },
    }


def _annotation(slip: Slip) -> Record:
    claim, document = slip.claim, slip.document
    outlet = document.outlet if claim.source == OUTLET else ""
    return {
        "@context": CONTEXT,
        "id": f"urn:marsad:claim:{claim.id}",
        "type": "Annotation",
        "motivation": "describing",
        "body": {"type": "TextualBody", "value": load_labels().tell(claim, outlet), "format": "text/plain", "language": "en"},
        "target": {
            "type": "SpecificResource",
            "source": f"urn:sha256:{document.sha256}",
            "selector": select_words(document.text, claim.sentence),
        },
    }


def stands_in_newest(slip: Slip) -> bool:
    """Tell whether the words stand in the newest version of the document."""
    return any(one.newest and one.start is not None for one in slip.versions)


def _retrieval(one: Retrieval) -> Record:
    return {
        "at": one.at,
        "asked": one.asked or None,
        "answered": one.answered or None,
        "status": one.status,
        "headers": [list(pair) for pair in one.headers],
        "tool": one.tool,
        "within": one.within or None,
        "capture": {"sha256": one.sha256, "media_type": one.media_type, "size": one.size},
    }


def _edition(one: Edition) -> Record:
    return {
        "version": one.number,
        "added": one.added,
        "published": one.published,
        "modified": one.modified,
        "text_sha256": one.sha256,
        "start": one.start,
        "made_here": one.holds,
        "newest": one.newest,
    }


def _verdict(one: Verdict) -> Record:
    return {
        "number": one.number,
        "made": one.made,
        "by": one.by,
        "verdict": one.verdict,
        "field": one.field,
        "value": one.value,
        "reason": one.reason,
    }


def _proved(one: Proved) -> Record:
    return {
        "seq": one.seq,
        "made": one.made,
        "kind": one.kind,
        "row": one.row,
        "digest": one.digest,
        "previous": one.previous,
        "hash": one.hash,
        "harms": list(one.harms),
    }


def render_json(slips: Iterable[Slip]) -> str:
    """Write slips as a JSON list, letters as they are."""
    return write_json([record_slip(one) for one in slips])


def write_json(value: Any) -> str:
    """Write a value as JSON that people can read; days and moments in ISO 8601."""
    return json.dumps(value, ensure_ascii=False, indent=2, default=lambda moment: moment.isoformat()) + "\n"
