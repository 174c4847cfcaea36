from __future__ import annotations

import json

from marsad.model import Link
from marsad.publish.links import render_links


def test_a_link_is_a_line_with_the_keys_that_the_scorer_reads() -> None:
    link = Link(agreement="idlib-2018", commitment=None, effect="breach", by="RUS.GOV", of=None, reason="a name", claim="c1")
    (line,) = render_links("report", [link])
    assert json.loads(line) == {
        "doc": "report",
        "agreement": "idlib-2018",
        "commitment": None,
        "effect": "breach",
        "by": "RUS.GOV",
        "of": None,
        "claim": "c1",
        "reason": "a name",
    }
