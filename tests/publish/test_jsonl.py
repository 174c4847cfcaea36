from __future__ import annotations

import json

from claims_at_hand import TEXT, make_claim

from marsad.publish.jsonl import record_claim, render_jsonl

RECORD = ["doc", "lang", "date", "sentence", "source", "act", "event", "cue", "trigger", "note"]
EVENT = ["type", "actor", "target", "negated", "status", "place", "when", "deadline", "killed"]


def test_a_line_starts_with_the_keys_of_the_claim_record_in_their_order() -> None:
    (line,) = render_jsonl([make_claim()])
    record = json.loads(line)
    assert list(record)[: len(RECORD)] == RECORD
    assert list(record["event"]) == EVENT
    assert record["event"]["killed"] == [11, None]
    assert record["cue"] == "اتهم"


def test_a_line_says_the_same_when_it_is_read_back() -> None:
    claim = make_claim(note='"a"\n\u2028b')
    (line,) = render_jsonl([claim])
    assert line.count("\n") == 1
    assert json.loads(line) == record_claim(claim)


def test_every_quote_stands_where_its_span_says() -> None:
    record = record_claim(make_claim())
    for part in ("cue", "trigger"):
        start, end = record["spans"][part]
        assert TEXT[start:end] == record[part]
    start, end = record["spans"]["place"]
    assert TEXT[start:end] == record["event"]["place"]
    assert record["spans"]["target"] is None


def test_what_is_not_told_is_null_and_never_left_out() -> None:
    record = record_claim(make_claim())
    assert record["displaced"] is None
    assert record["wounded"] == [3, 5]
    assert record["event"]["when"] is None
    assert record["located"] == {"name": "Saraqib", "country": "SYR", "kind": "town", "lat": 35.86, "lon": 36.8}
