"""Sentences: where they begin and end, also where a page lacks the space after a full stop.

Written by hand because the spans must count code points of the stored text, because a closing quotation mark belongs to the
sentence that it closes, and because saved pages run sentences together («الأربعاء.وقال»): no splitter at hand cuts these and leaves
abbreviations whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from marsad.text import Span
from marsad.words import COMMAS

_LINE = re.compile(r"[^\r\n\u2028\u2029]+")
# The longest stretch, in code points, that is read as one sentence.
MAX_SENTENCE = 3_000
_CLOSERS = "\"'”»’)]"


@dataclass(frozen=True, slots=True)
class SentenceMarks:
    """What ends a sentence in a language, after which words a full stop does not, and the letter that only lengthens another."""

    ends: str
    abbreviations: frozenset[str]
    elongation: str = ""

    def pattern(self) -> re.Pattern[str]:
        """Compile the search for possible ends: marks with the closing quotes that follow them."""
        return re.compile(rf"[{re.escape(self.ends)}]+[{re.escape(_CLOSERS)}]*")


def split_lines(text: str) -> Iterator[Span]:
    """Give the lines of a text that hold anything, trimmed of white space."""
    for match in _LINE.finditer(text):
        line = match.group()
        left = len(line) - len(line.lstrip())
        right = len(line.rstrip())
        if left < right:
            yield Span(match.start() + left, match.start() + right)


def split_sentences(text: str, line: Span, marks: SentenceMarks, pattern: re.Pattern[str]) -> Iterator[Span]:
    """Cut one line into sentences; together they cover all its letters."""
    yield from _cut_long(text, _split(text, line, marks, pattern))


def _cut_long(text: str, sentences: Iterable[Span]) -> Iterator[Span]:
    """Cut what runs on without an end at the last comma or space before it is too long to be shown as the proof of a claim."""
    for span in sentences:
        begin = span.start
        while span.end - begin > MAX_SENTENCE:
            window = text[begin : begin + MAX_SENTENCE]
            cut = max((window.rfind(mark) + 1 for mark in COMMAS), default=0)
            cut = cut if cut > MAX_SENTENCE // 2 else window.rfind(" ") + 1 or MAX_SENTENCE
            held = window[:cut].rstrip()
            if held:
                yield Span(begin, begin + len(held))
            begin += cut
            while begin < span.end and text[begin].isspace():
                begin += 1
        if begin < span.end:
            yield Span(begin, span.end)


def _split(text: str, line: Span, marks: SentenceMarks, pattern: re.Pattern[str]) -> Iterator[Span]:
    begin = line.start
    for match in pattern.finditer(text, line.start, line.end):
        if not _ends_here(text, match, line, marks):
            continue
        yield Span(begin, match.end())
        begin = match.end()
        while begin < line.end and text[begin].isspace():
            begin += 1
    if begin < line.end:
        yield Span(begin, line.end)


def _ends_here(text: str, match: re.Match[str], line: Span, marks: SentenceMarks) -> bool:
    at, end = match.span()
    if end >= line.end:
        return False
    before = text[at - 1] if line.start < at else " "
    after = text[end]
    if before in _CLOSERS and at - 2 > line.start:
        before = text[at - 2]
    if marks.elongation in (before, after):
        # A dot beside an elongation hides a word from filters; it ends nothing.
        return False
    if text[at] == "." and before.isdigit() and after.isdigit():
        return False
    if match.group()[:1] == "." and _word_before(text, at, line.start) in marks.abbreviations:
        return False
    if match.group().startswith("..") and after.isspace():
        # Two dots stand for a pause as often as for an end; the next line or a real stop decides.
        return len(match.group().rstrip(_CLOSERS)) == 2 and end - at >= 2 and _long_enough(text, line.start, at)
    if after.isspace():
        return True
    if text[at] == "." and text[at - 1 : at].isspace() and after.isalpha() and ord(after) > 0x24F:
        # «… الهدنة .وأعلن»: the space stands on the wrong side.
        return True
    if text[at] == "." and _runs_on(text, before, end) and len(_word_before(text, at, line.start)) > 2:
        # «… the talks.Russian officials …»
        return True
    # No space: an end only between two words of letters, as in «الأربعاء.وقال», never in «خ.رقت» or «www.site.org».
    return text[at] != "." or (
        before.isalpha()
        and after.isalpha()
        and ord(after) > 0x24F
        and len(_word_before(text, at, line.start)) > 2
        and _word_after(text, end, line.end) > 2
    )


def _runs_on(text: str, before: str, end: int) -> bool:
    """Whether a capital letter and a small one follow a small one past a full stop, as no address of the web has them."""
    return before.islower() and text[end].isupper() and text[end + 1 : end + 2].islower()


def _long_enough(text: str, start: int, at: int) -> bool:
    return text.count(" ", start, at) >= 2


def _word_before(text: str, at: int, floor: int) -> str:
    begin = at
    while begin > floor and (
        text[begin - 1].isalpha() or (text[begin - 1] == "." and begin - 1 > floor and text[begin - 2].isalpha())
    ):
        begin -= 1
    return text[begin:at]


def _word_after(text: str, at: int, ceiling: int) -> int:
    end = at
    while end < ceiling and text[end].isalpha():
        end += 1
    return end - at
