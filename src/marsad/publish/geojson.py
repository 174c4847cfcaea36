"""Claims as GeoJSON (RFC 7946), for maps: a feature a claim, at the point that a gazetteer knows of its place.

A point stands for a place as it is named in the text: a town, a district, a country. `precision` says which, and a map had better
draw it as an area of that size. A claim without a point keeps its feature, with no geometry: what cannot be drawn is still counted.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from marsad.model import Claim, Document
from marsad.publish.jsonl import record_claim

_LEFT_OUT = ("doc", "sentence", "spans", "located", "agreement_words", "event")


def render_geojson(rows: Iterable[tuple[Document, Claim]]) -> Iterator[str]:
    """Render claims as one collection of features, piece by piece."""
    yield '{"type": "FeatureCollection", "features": ['
    for number, (document, claim) in enumerate(rows):
        yield (",\n" if number else "\n") + json.dumps(record_feature(document, claim), ensure_ascii=False)
    yield "\n]}\n"


def record_feature(document: Document, claim: Claim) -> dict[str, Any]:
    """Give a claim as a feature; its properties are flat, as maps take them."""
    place, record = claim.located, record_claim(claim)
    located = place is not None and place.latitude is not None and place.longitude is not None
    return {
        "type": "Feature",
        "id": claim.id,
        "geometry": {"type": "Point", "coordinates": [place.longitude, place.latitude]} if place and located else None,
        "properties": {
            **{key: value for key, value in record.items() if key not in _LEFT_OUT},
            **record["event"],
            "precision": place.kind if place else None,
            "place_name": place.name if place else None,
            "country": place.country if place else None,
            "quote": claim.sentence.of(document.text),
            "document": document.id,
            "outlet": document.outlet,
            "url": document.url,
        },
    }
