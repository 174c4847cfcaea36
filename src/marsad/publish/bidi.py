"""Text of two directions on one line, and text from strangers: isolates, wrapping by columns, and controls shown, not obeyed.

A source's words keep their logical order. They are wrapped in Unicode isolates (U+2068 … U+2069, UAX #9), so that neither their
direction nor the line's can turn the other around.
"""

from __future__ import annotations

import re
import unicodedata

FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2068", "\u2069"
# C0 and C1 controls drive terminals; embeddings, overrides and isolates reorder what follows; lone surrogates cannot be written.
_UNSAFE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_RTL = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_RTL_RUN = re.compile(rf"[{_RTL}](?:[^A-Za-z«»\"()]*[{_RTL}])?")
_WORD = re.compile(r"\S+")


def show_controls(text: str) -> str:
    """Show unsafe controls by their number, `[U+202E]`; tabs and line feeds stay."""
    return _UNSAFE.sub(lambda match: f"[U+{ord(match.group()):04X}]", text.replace("\r\n", "\n"))


def one_line(text: str) -> str:
    """Put a source's text on one line, safely: white space of any kind becomes a space."""
    return show_controls(" ".join(re.split(r"[ \t\r\n\v\f\x85\u2028\u2029]+", text)).strip())


def isolate(text: str) -> str:
    """Wrap a source's text in isolates, on one line."""
    return f"{FIRST_STRONG_ISOLATE}{one_line(text)}{POP_ISOLATE}"


def split_runs(text: str) -> list[tuple[str, bool]]:
    """Split a line of ours into runs, telling of each whether it is written from right to left."""
    flat = one_line(text)
    runs: list[tuple[str, bool]] = []
    at = 0
    for match in _RTL_RUN.finditer(flat):
        runs += [(flat[at : match.start()], False), (match.group(), True)]
        at = match.end()
    runs.append((flat[at:], False))
    return [run for run in runs if run[0]]


def isolate_runs(text: str) -> str:
    """Wrap each right-to-left run inside a line of ours, such as a name or a quoted word, in isolates."""
    return "".join(f"{FIRST_STRONG_ISOLATE}{run}{POP_ISOLATE}" if rtl else run for run, rtl in split_runs(text))


def columns(text: str) -> int:
    """Count the terminal columns that a text takes: marks and format characters take none, wide letters two."""
    return sum(_width(letter) for letter in text)


def _width(letter: str) -> int:
    if unicodedata.category(letter) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(letter) in {"W", "F"} else 1


def fill(text: str, width: int) -> list[str]:
    """Break a text between words into rows of at most `width` columns; an isolate that a break cuts is closed and opened again."""
    rows: list[str] = []
    row, used = "", 0
    for word in _WORD.findall(text):
        for part in _parts(word, width):
            needed = columns(part)
            if row and used + 1 + needed > width:
                rows.append(row)
                row, used = part, needed
            else:
                row, used = (f"{row} {part}", used + 1 + needed) if row else (part, needed)
    return _balance([*rows, row] if row else rows)


def _parts(word: str, width: int) -> list[str]:
    if columns(word) <= width:
        return [word]
    parts, part, used = [], "", 0
    for letter in word:
        if used + _width(letter) > width:
            parts.append(part)
            part, used = "", 0
        part, used = part + letter, used + _width(letter)
    return [*parts, part]


def _balance(rows: list[str]) -> list[str]:
    balanced: list[str] = []
    open_ones = 0
    for row in rows:
        begun = FIRST_STRONG_ISOLATE * open_ones + row
        open_ones += row.count(FIRST_STRONG_ISOLATE) - row.count(POP_ISOLATE)
        balanced.append(begun + POP_ISOLATE * open_ones)
    return balanced
