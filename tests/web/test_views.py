"""What pages are made of: grids, bars, texts cut into stretches."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from marsad.ledger import load_agreements
from marsad.store.claims import Day
from marsad.store.ledger import DayCount
from marsad.store.texts import open_text
from marsad.web.grid import choose_unit, lay_columns, lay_grid
from marsad.web.highlight import cut_document
from marsad.web.pages.counts import lay_bars
from store_at_hand import ACCUSATION, DENIAL, PLEDGE, STRIKE, add, doc, store_at

DAYS = st.dates(dt.date(2015, 1, 1), dt.date(2030, 1, 1))


@given(DAYS, st.integers(0, 3000))
def test_columns_cover_every_day_once(first: dt.date, days: int) -> None:
    last = first + dt.timedelta(days=days)
    columns = lay_columns(first, last, choose_unit(first, last))
    assert columns[0].first == first
    assert columns[-1].last == last
    assert all(b.first - a.last == dt.timedelta(days=1) for a, b in pairwise(columns))
    assert len(columns) <= 110


def test_a_grid_keeps_a_row_for_what_nobody_speaks_of() -> None:
    agreement = load_agreements()["idlib-2018"]
    day = dt.date(2020, 2, 12)
    counts = [
        DayCount("S5", "breach", "RUS.GOV", "TUR.GOV", "accuse", day, 2),
        DayCount("S5", "breach", "outlet", "TUR.GOV", "report", day, 1),
        DayCount(None, "deny", "TUR.GOV", "TUR.GOV", "deny", day, 1),
        DayCount("S5", "breach", "RUS.GOV", None, "accuse", None, 1),
    ]
    grid = lay_grid(agreement, counts, lay_columns(day, day, "day"), "day")
    assert [row.commitment for row in grid.rows] == [None, *(one.id for one in agreement.commitments)]
    by_id = {row.commitment: row for row in grid.rows}
    assert dict(by_id["S5"].cells[0]) == {"accusation": 2, "observation": 1}
    assert (by_id["S5"].total, by_id["S5"].undated) == (4, 1)
    assert dict(by_id[None].cells[0]) == {"denial": 1}
    assert by_id["S1a"].cells == ((),)


def test_bars_count_every_claim_once() -> None:
    day = dt.date(2020, 2, 12)
    days = [
        Day(day, "accuse", "breach", False, "actual", 3, 2),
        Day(day + dt.timedelta(days=1), "deny", "breach", False, "actual", 1, 1),
        Day(None, "deny", "breach", False, "actual", 4, 1),
    ]
    bars, undated = lay_bars(days)
    assert ([bar.total for bar in bars], undated) == ([3, 1], 4)
    assert lay_bars([]) == ([], 0)


def test_a_text_that_is_cut_is_the_text(database_url: str) -> None:
    text = doc(STRIKE, f"{ACCUSATION} {DENIAL}", "Mixed English 12 و 13 قرب سراقب", PLEDGE)
    with store_at(database_url) as store:
        add(store, text)
        with store.read() as connection:
            opened = open_text(connection, "a")
    paragraphs = cut_document(opened)
    stretches = [one for paragraph in paragraphs for one in paragraph.stretches]
    assert "".join(one.text for one in stretches) == text.text
    at = 0
    for one in stretches:
        assert one.start == at
        at += len(one.text)
    assert [claim.id for paragraph in paragraphs for claim in paragraph.claims] == [claim.id for claim in opened.claims]
    for claim in opened.claims:
        covered = "".join(one.text for one in stretches if claim.id in one.claims)
        assert claim.sentence.of(text.text) in covered
