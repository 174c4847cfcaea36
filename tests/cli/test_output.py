"""How wide output is: the terminal's columns, or what is said, or enough for a page."""

from __future__ import annotations

from pathlib import Path

import pytest

from marsad.cli.output import measure_width


@pytest.mark.parametrize(("told", "width"), [(None, 100), ("72", 72), ("wide", 100), ("0", 100)])
@pytest.mark.parametrize("path", [None, Path("ledger.txt")])
def test_output_that_no_terminal_shows_is_as_wide_as_columns_says_or_a_hundred(
    told: str | None, width: int, path: Path | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    if told is not None:
        monkeypatch.setenv("COLUMNS", told)
    assert measure_width(path) == width
