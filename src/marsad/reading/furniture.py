"""Page furniture: captions that stand twice, newsletter and follow-us lines; kept in the text, read past, told with the reason."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from marsad.errors import BadPack
from marsad.model import Skipped, SkipReason
from marsad.text import Folding, Span

_MIN_CAPTION = 6
_MAX_CAPTION = 160
# A caption that runs into its copy without a space has to be this long to be no chance.
_MIN_RUN_ON = 15


class Furniture:
    """Knows a language's furniture lines."""

    def __init__(self, patterns: Iterable[tuple[SkipReason, re.Pattern[str]]], folding: Folding) -> None:
        self._patterns = tuple(patterns)
        self._folding = folding

    def reason(self, line: str) -> SkipReason | None:
        """Say why a whole line is furniture, None where it is not."""
        folded = self._folding.key(line).strip()
        return next((reason for reason, pattern in self._patterns if pattern.search(folded)), None)


def load_furniture(raw: Iterable[Mapping[str, Any]], folding: Folding, file: str) -> Furniture:
    """Build the knowledge from a pack's `furniture.yaml`; BadPack names a pattern that does not compile."""
    patterns = []
    for row in raw:
        try:
            patterns.append((SkipReason[row["reason"]], re.compile(row["pattern"])))
        except (re.error, KeyError) as error:
            raise BadPack(
                f"a furniture pattern cannot be used: {error}", "Mend its reason or its regular expression.", file=file
            ) from error
    return Furniture(patterns, folding)


def find_furniture(text: str, lines: Iterable[Span], furniture: Furniture) -> Iterator[Skipped]:
    """Give the parts of the text to read past.

    Of a caption that stands twice only the second copy is furniture: the first may tell of something. A line that repeats an
    earlier line word for word is the same case.
    """
    seen: set[str] = set()
    for line in lines:
        words = line.of(text)
        reason = furniture.reason(words)
        if reason:
            yield Skipped(line, reason)
            continue
        half = _twice(words)
        if half:
            yield Skipped(Span(line.end - half, line.end), SkipReason.repeated_caption)
            seen.add(words[:half])
            continue
        if len(words) >= _MIN_CAPTION:
            if words in seen:
                yield Skipped(line, SkipReason.repeated_caption)
            seen.add(words)


def _twice(line: str) -> int:
    """Give the length of the half of which a line consists twice, 0 if it does not."""
    length = len(line)
    if length < 2 * _MIN_CAPTION or length > 2 * _MAX_CAPTION:
        return 0
    middle = length // 2
    for cut in (middle, middle + 1):
        left, right = line[:cut].strip(), line[cut:].strip()
        if left == right and " " in left and (line[cut - 1].isspace() or line[cut].isspace() or len(left) >= _MIN_RUN_ON):
            return len(right)
    return 0
