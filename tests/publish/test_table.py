from __future__ import annotations

import pytest
from claims_at_hand import make_claim, make_document

from marsad.publish.table import render_table


def test_a_table_shows_who_says_what_with_the_words_in_isolates() -> None:
    page = render_table(make_document(), [make_claim()])
    for words in (
        "TUR.GOV",
        "accuse",
        "assault",
        "RUS.MIL",
        "SYR.CVL",
        "11+",
        "\u2068سراقب\u2069",
        "\u2068اتهم\u2069 … \u2068قصف\u2069",
    ):
        assert words in page


@pytest.mark.parametrize("width", [60, 80, 200])
def test_a_table_keeps_to_its_width_and_loses_no_words(width: int) -> None:
    from marsad.publish.bidi import columns

    page = render_table(make_document(), [make_claim()], width=width)
    assert max(columns(line) for line in page.split("\n")[1:]) <= width


def test_a_document_without_claims_says_so() -> None:
    assert "no claim" in render_table(make_document(), [])


def test_controls_in_a_text_do_not_reach_the_terminal() -> None:
    page = render_table(make_document(title="\x1b[2Jخبر"), [make_claim(place="\x1b]0;x\x07سراقب")])
    assert "\x1b" not in page
    assert "\x07" not in page


def test_markup_in_a_text_is_shown_as_it_is() -> None:
    assert "[red]" in render_table(make_document(title="[red]خبر"), [])
