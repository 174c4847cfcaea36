"""Mixed directions and unsafe controls on one line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.publish.bidi import (
    FIRST_STRONG_ISOLATE,
    POP_ISOLATE,
    columns,
    fill,
    isolate,
    isolate_runs,
    one_line,
    show_controls,
    split_runs,
)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\u202eabc", "[U+202E]abc"),
        ("a\u2069b", "a[U+2069]b"),
        ("\x1b[2J", "[U+001B][2J"),
        ("\x9b31m", "[U+009B]31m"),
        ("a\r\nb\tc", "a\nb\tc"),
        ("\ud800", "[U+D800]"),
        ("لا\u200cتغيير", "لا\u200cتغيير"),
    ],
)
def test_unsafe_controls_are_shown_and_not_obeyed(text: str, shown: str) -> None:
    assert show_controls(text) == shown


def test_a_text_cannot_break_out_of_its_isolate() -> None:
    assert isolate(f"a{POP_ISOLATE}\u202eb") == f"{FIRST_STRONG_ISOLATE}a[U+2069][U+202E]b{POP_ISOLATE}"


@pytest.mark.parametrize(
    ("line", "runs"),
    [
        ("says «لم تبعد» of S5", ["لم تبعد"]),
        ("وكالة الساحل reports", ["وكالة الساحل"]),
        ("7 فبراير 2020 and S5", ["فبراير"]),
        ("يوم 7 فبراير", ["يوم 7 فبراير"]),
        ("no Arabic (7)", []),
    ],
)
def test_only_right_to_left_runs_are_isolated(line: str, runs: list[str]) -> None:
    assert [run for run, rtl in split_runs(line) if rtl] == runs
    assert isolate_runs(line).count(FIRST_STRONG_ISOLATE) == len(runs)


def test_marks_take_no_column_and_wide_letters_take_two() -> None:
    assert columns("مُحَمَّد") == 4
    assert columns("北") == 2
    assert columns(isolate("ab")) == 2


@given(st.text(alphabet="ab سوريا\u064b\n\u2068\u2069\u202e7«»", max_size=200), st.integers(min_value=5, max_value=40))
def test_filling_keeps_every_letter_fits_the_width_and_balances_isolates(text: str, width: int) -> None:
    line = f"x {isolate(text)} y"
    rows = fill(line, width)
    assert all(columns(row) <= width for row in rows)
    assert all(row.count(FIRST_STRONG_ISOLATE) == row.count(POP_ISOLATE) for row in rows)

    def bare(part: str) -> str:
        return "".join(part.split()).replace(FIRST_STRONG_ISOLATE, "").replace(POP_ISOLATE, "")

    assert bare("".join(rows)) == bare(line)


@given(st.text(max_size=80))
def test_one_line_is_one_line(text: str) -> None:
    assert len(one_line(text).splitlines()) <= 1
