"""From a line as it is seen, left to right, to the order in which it is read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from marsad.ingest.pdf_letters import Letter

_GAP = 0.2  # of the size of a letter: wider apart, two letters are of two words
_MIRRORED = {
    ord(one): other for one, other in zip("()[]{}<>\u00ab\u00bb\u2039\u203a", ")(][}{><\u00bb\u00ab\u203a\u2039", strict=True)
}
_TURNED = re.compile(r"\)[^()]*\(|\][^\[\]]*\[|»[^«»]*«")
_HOLDING = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|«[^«»]*»")
_STEADY = re.compile(r"[.,:/\u066b\u066c\u060c]")  # between two digits they are of the number


def order_line(row: Sequence[Letter], *, rtl: bool) -> str:
    """Write a line in the order in which it is read; `rtl` says that its text runs from right to left.

    In a line that runs from right to left, what is written in Latin or Cyrillic letters and numbers keep their own order.
    """
    atoms = list(_atoms(row))
    if rtl:
        atoms = [_mirror(one) for one in reversed(atoms)]
        runs = _runs(atoms, "L", "N")
    else:
        runs = _runs(atoms, "R", "")
    for start, end, kind in runs:
        part = [_mirror(one) for one in reversed(atoms[start:end])]
        atoms[start:end] = _turn_numbers(part) if kind == "R" else part
    return " ".join("".join(atoms).split())


def set_brackets(texts: Sequence[str]) -> tuple[list[str], bool]:
    """Turn brackets round where most pairs stand with their backs to what they hold, and tell whether that was so.

    Programs differ in what they store of a bracket in text that runs from right to left: its meaning, or the shape that is drawn.
    """
    turned = sum(len(_TURNED.findall(text)) for text in texts)
    if turned <= sum(len(_HOLDING.findall(text)) for text in texts):
        return list(texts), False
    return [text.translate(_MIRRORED) for text in texts], True


def show_line(row: Sequence[Letter]) -> str:
    """Write a line from left to right as it is seen."""
    return " ".join("".join(_atoms(row)).split())


def is_rtl(text: str) -> bool:
    """Tell whether a text holds a letter of a script that runs from right to left."""
    return any(unicodedata.bidirectional(sign) in ("R", "AL") for sign in text)


def count_directions(text: str) -> tuple[int, int]:
    """Count the letters that run from right to left, and those that run from left to right."""
    kinds = [unicodedata.bidirectional(sign) for sign in text]
    return sum(kind in ("R", "AL") for kind in kinds), kinds.count("L")


def _atoms(row: Sequence[Letter]) -> Iterator[str]:
    last = None
    for letter in row:
        if last is not None and letter.left - last.right > _GAP * max(letter.size, last.size):
            yield " "
        yield letter.text if letter.text.strip() else " "
        last = letter


def _mirror(atom: str) -> str:
    return atom.translate(_MIRRORED)


def _kind(atom: str) -> str:
    """Tell the direction of what is drawn as one: L, R, N (a digit), or nothing for signs and spaces."""
    for sign in atom:
        direction = unicodedata.bidirectional(sign)
        if direction in ("R", "AL"):
            return "R"
        if direction == "L":
            return "L"
        if direction in ("EN", "AN"):
            return "N"
    return ""


def _runs(atoms: Sequence[str], letters: str, digits: str) -> list[tuple[int, int, str]]:
    """Find the runs that read the other way than their line: of foreign letters with what stands between them, and of digits."""
    kinds = [_kind(atom) for atom in atoms]
    runs: list[tuple[int, int, str]] = []
    index = 0
    while index < len(atoms):
        if kinds[index] == letters or (letters == "L" and _opens_word(atoms, kinds, index)):
            end = _end_of_run(atoms, kinds, index, letters)
            runs.append((index, end, letters))
        elif digits and kinds[index] == digits:
            end = _end_of_number(atoms, kinds, index)
            runs.append((index, end, digits))
        else:
            end = index + 1
        index = end
    return runs


def _opens_word(atoms: Sequence[str], kinds: Sequence[str], index: int) -> bool:
    """Tell whether digits here are of a word in foreign letters that follows without a space: 16-F as it is met from the right."""
    end = index
    while end < len(atoms) and (kinds[end] == "N" or atoms[end] in "-./_"):
        end += 1
    return kinds[index] == "N" and end < len(atoms) and kinds[end] == "L"


def _end_of_run(atoms: Sequence[str], kinds: Sequence[str], start: int, letters: str) -> int:
    other = "R" if letters == "L" else "L"
    end = index = start + 1
    while index < len(atoms) and kinds[index] != other:
        if kinds[index] == letters or (kinds[index] == "N" and atoms[index - 1] != " " and end == index):
            end = index + 1
        index += 1
    return end


def _end_of_number(atoms: Sequence[str], kinds: Sequence[str], start: int) -> int:
    end = start + 1
    while end < len(atoms):
        if kinds[end] == "N":
            end += 1
        elif _STEADY.fullmatch(atoms[end]) and end + 1 < len(atoms) and kinds[end + 1] == "N":
            end += 2
        else:
            break
    return end


def _turn_numbers(atoms: list[str]) -> list[str]:
    """Turn the numbers inside a run that reads from right to left back."""
    kinds = [_kind(atom) for atom in atoms]
    index = 0
    while index < len(atoms):
        if kinds[index] == "N":
            end = _end_of_number(atoms, kinds, index)
            atoms[index:end] = reversed(atoms[index:end])
            index = end
        else:
            index += 1
    return atoms
