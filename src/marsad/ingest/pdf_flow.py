"""From the lines of the pages of a PDF to paragraphs: columns one after the other, what repeats on every page left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from marsad.ingest.language import sense
from marsad.ingest.pdf_letters import Found, Letter, Sheet
from marsad.ingest.pdf_order import count_directions, is_rtl, order_line, set_brackets, show_line
from marsad.model import BlockKind

Row = Sequence[Letter]
_GUTTER = 0.6  # of the size of a letter: what stands between columns is at least so wide
_COLUMN_ROWS = 3  # lines that stand on both sides of a gutter, before it is one
_FULL = 0.7  # of the width of a column: its lines are mostly so long where it is one of prose
_NARROWEST = 8  # letters' sizes: narrower columns are those of a table
_ONE_SIDED = 3  # lines of one column alone that may stand above its neighbour's first
_FAR = 3  # of the size: further apart, lines are not of the same columns
_MOST_ROWS = 400  # of a page whose columns are looked for
_SHORT = 0.85  # of the width of a column: a line that ends before is the last of its paragraph
_INDENT = 0.8  # of the size: a line that begins further in begins a paragraph
_APART = 1.35  # of the usual distance of lines: further apart stand paragraphs
_LARGER = 1.15  # of the usual size: headings are so much larger
_EDGE = 2  # lines at the top and at the foot of a page, among which repeated ones are looked for
_REPEATED = 0.4  # of the pages: even and odd ones may differ
_FEWEST_PAGES = 3
_NUMBER = re.compile(r"\d+")
_HYPHEN = re.compile(r"(\w*[^\W\d_])[-\u00ad\u2010]$")
_LONGEST_WORD = 60  # letters at the end of a text among which a cut word is looked for: a text may be long
_WORD = re.compile(r"[^\W\d_]+")


class Line(NamedTuple):
    """A line of one column in the order of reading, with its edges and those of its column; `cells` says that it is of a table."""

    text: str
    left: float
    right: float
    base: float
    size: float
    column: tuple[float, float]
    rtl: bool
    cells: bool = False


class Composed(NamedTuple):
    """The parts of a PDF's text and what is to be known of how they were put together."""

    parts: tuple[tuple[BlockKind, str], ...]
    remarks: tuple[str, ...]


def compose(found: Found) -> Composed:
    """Put the text of a PDF together from its letters."""
    sheets, repeated = _drop_repeated(found.sheets)
    shown = "\n".join(show_line(row) for sheet in sheets for row in sheet.rows)
    right, left = count_directions(shown)
    rtl = right > left
    turned, remarks = _prove_order(sheets, rtl)
    flows = [line for sheet in sheets for line in _flow(sheet, rtl=rtl, turned=turned)]
    parts, joined = _paragraphs(flows, Counter(_WORD.findall(shown.casefold())))
    parts, set_right = _set_brackets(parts)
    if set_right:
        remarks.append("brackets are stored turned round; they stand as they are read")
    if found.forms:
        remarks.append(f"{found.forms:,} letters are drawn as presentation forms; they stand as plain letters")
    if found.unknown:
        remarks.append(f"{found.unknown:,} letters cannot be told, their font does not say what they are; they stand as \ufffd")
    if askew := sum(sheet.askew for sheet in sheets):
        remarks.append(f"{askew:,} letters that stand askew were left out")
    if repeated:
        remarks.append(f"{repeated:,} lines that repeat on most pages, or number them, were left out")
    if joined:
        remarks.append(f"{joined:,} words cut at the end of a line were joined without their hyphen")
    return Composed(tuple(parts), tuple(remarks))


def _set_brackets(parts: Sequence[tuple[BlockKind, str]]) -> tuple[list[tuple[BlockKind, str]], bool]:
    """Set the brackets right in what runs from right to left."""
    right = [index for index, (_, text) in enumerate(parts) if is_rtl(text)]
    texts, turned = set_brackets([parts[index][1] for index in right])
    done = list(parts)
    for index, text in zip(right, texts, strict=True):
        done[index] = (parts[index][0], text)
    return done, turned


def _drop_repeated(sheets: Sequence[Sheet]) -> tuple[list[Sheet], int]:
    """Leave out the lines at the top and foot of pages that are the same on most, but for their numbers."""
    if len(sheets) < _FEWEST_PAGES:
        return list(sheets), 0
    edges = [{key for _, key in _edge(sheet)} for sheet in sheets]
    counts = Counter(key for keys in edges for key in keys)
    least = max(_FEWEST_PAGES, _REPEATED * len(sheets))
    kept, dropped = [], 0
    for sheet in sheets:
        gone = {index for index, key in _edge(sheet) if counts[key] >= least}
        dropped += len(gone)
        kept.append(sheet._replace(rows=tuple(row for index, row in enumerate(sheet.rows) if index not in gone)))
    return kept, dropped


def _edge(sheet: Sheet) -> Iterator[tuple[int, tuple[bool, str]]]:
    count = len(sheet.rows)
    for index, row in enumerate(sheet.rows):
        if index < _EDGE or index >= count - _EDGE:
            yield index, (index < _EDGE, _NUMBER.sub("#", show_line(row)))


def _prove_order(sheets: Sequence[Sheet], rtl: bool) -> tuple[bool, list[str]]:
    """Tell whether right-to-left text is drawn the wrong way round, by which order gives words that are known."""
    rows = [row for sheet in sheets for row in sheet.rows if is_rtl(show_line(row))]
    if not rows:
        return False, []
    seen = "\n".join(order_line(row, rtl=rtl) for row in rows)
    turned = "\n".join(show_line(row) for row in rows)
    right, wrong = sense(seen), sense(turned)
    if wrong > right:
        return True, ["its letters are drawn from left to right though they are read from right to left; they were put in order"]
    if not right and len(turned.split()) > 10:
        return False, ["the order of its letters cannot be proved; compare a quote with the file before relying on it"]
    return False, []


def _flow(sheet: Sheet, *, rtl: bool, turned: bool) -> Iterator[Line]:
    """Give the lines of a page in the order of reading."""
    index, rows = 0, sheet.rows
    whole = _extent(rows) if rows else (0.0, 0.0)
    while index < len(rows):
        end, gutters = _find_columns(rows, index) if len(rows) <= _MOST_ROWS else (index, [])
        if not gutters:
            yield _line([rows[index]], whole, rtl, turned)
            index += 1
            continue
        columns = [_within(rows[index:end], left, right) for left, right in _between(gutters)]
        if all(_is_prose(column) for column in columns):
            for column in reversed(columns) if rtl else columns:
                extent = _extent(column)
                yield from (_line([row], extent, rtl, turned) for row in column)
        else:
            for row in rows[index:end]:
                cells = [cell for left, right in _between(gutters) for cell in _within([row], left, right)]
                yield _line(cells[::-1] if rtl else cells, _extent([row]), rtl, turned)._replace(cells=True)
        index = end


def _find_columns(rows: Sequence[Row], start: int) -> tuple[int, list[tuple[float, float]]]:
    """Find how far from a line on the same white strips go down the page; none where they are no gutters."""
    free: list[tuple[float, float]] = [(float("-inf"), float("inf"))]
    both, end, between = 0, start, False
    while end < len(rows):
        size = rows[end][0].size
        if end > start and rows[end - 1][0].base - rows[end][0].base > _FAR * size:
            break
        left = _meet(free, _free(rows[end]), _GUTTER * size)
        still = any(low > float("-inf") and high < float("inf") for low, high in left)
        if not still and (between or end - start >= _ONE_SIDED):
            break
        free, between = left, between or still
        both += _is_split(rows[end], free)
        end += 1
    if both < _COLUMN_ROWS:
        return start, []
    extent = _extent(rows[start:end])
    return end, [one for one in free if extent[0] < one[0] and one[1] < extent[1]]


def _free(row: Row) -> list[tuple[float, float]]:
    """Give the white parts of a line, from side to side of the page."""
    spans: list[tuple[float, float]] = []
    at = float("-inf")
    for letter in row:
        if letter.text.strip():
            if letter.left > at:
                spans.append((at, letter.left))
            at = max(at, letter.right)
    return [*spans, (at, float("inf"))]


def _meet(one: list[tuple[float, float]], other: list[tuple[float, float]], least: float) -> list[tuple[float, float]]:
    met, i, j = [], 0, 0
    while i < len(one) and j < len(other):
        low, high = max(one[i][0], other[j][0]), min(one[i][1], other[j][1])
        if high - low >= least:
            met.append((low, high))
        if one[i][1] < other[j][1]:
            i += 1
        else:
            j += 1
    return met


def _is_split(row: Row, free: list[tuple[float, float]]) -> bool:
    left, right = _extent([row])
    return any(left < low and high < right for low, high in free)


def _between(gutters: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    middles = [(low + high) / 2 for low, high in gutters]
    return list(zip([float("-inf"), *middles], [*middles, float("inf")], strict=True))


def _within(rows: Iterable[Row], left: float, right: float) -> list[Row]:
    parts = ([one for one in row if left <= (one.left + one.right) / 2 < right] for row in rows)
    return [part for part in parts if any(one.text.strip() for one in part)]


def _extent(rows: Iterable[Row]) -> tuple[float, float]:
    inked = [letter for row in rows for letter in row if letter.text.strip()]
    return min(one.left for one in inked), max(one.right for one in inked)


def _is_prose(column: Sequence[Row]) -> bool:
    if len(column) < _COLUMN_ROWS // 2:
        return False
    left, right = _extent(column)
    width = right - left
    lengths = [high - low for low, high in (_extent([row]) for row in column)]
    return width >= _NARROWEST * column[0][0].size and median(lengths) >= _FULL * width


def _line(cells: Sequence[Row], column: tuple[float, float], rtl: bool, turned: bool) -> Line:
    texts = [
        show_line(cell) if turned and is_rtl(show_line(cell)) else order_line(cell, rtl=_runs_rtl(cell, rtl)) for cell in cells
    ]
    left, right = _extent(cells)
    sizes = Counter(round(letter.size, 1) for cell in cells for letter in cell if letter.text.strip())
    base = next(letter.base for letter in cells[0])
    return Line("\t".join(texts), left, right, base, sizes.most_common(1)[0][0], column, _runs_rtl(cells[0], rtl))


def _runs_rtl(row: Row, rtl: bool) -> bool:
    """Tell whether a line runs from right to left: in such a text each that has one such letter, else by the most letters."""
    right, left = count_directions("".join(letter.text for letter in row))
    return (right > 0 or not left) if rtl else right > left


def _paragraphs(lines: Sequence[Line], words: Counter[str]) -> tuple[list[tuple[BlockKind, str]], int]:
    """Join the lines of each paragraph; count the words that were joined over the end of a line."""
    if not lines:
        return [], 0
    body = Counter(line.size for line in lines for _ in line.text).most_common(1)[0][0]
    steps = [one.base - other.base for one, other in pairwise(lines) if 0 < one.base - other.base < 4 * body]
    step = median(steps) if steps else body
    parts: list[tuple[BlockKind, str]] = []
    joined = 0
    last: Line | None = None
    for line in lines:
        kind = BlockKind.table if line.cells else BlockKind.heading if line.size > _LARGER * body else BlockKind.paragraph
        if last is None or parts[-1][0] is not kind or _begins(last, line, step):
            parts.append((kind, line.text))
        elif line.cells:
            parts[-1] = (kind, f"{parts[-1][1]}\n{line.text}")
        else:
            text, cut = _join(parts[-1][1], line.text, words)
            parts[-1] = (kind, text)
            joined += cut
        last = line
    return parts, joined


def _begins(last: Line, line: Line, step: float) -> bool:
    """Tell whether a line begins a paragraph, and does not go on with that of the line before."""
    if line.cells or last.cells:
        return line.cells != last.cells
    if last.rtl != line.rtl or abs(last.size - line.size) > 0.1 * last.size:
        return True
    follows = last.base > line.base and last.column == line.column
    if follows and last.base - line.base > _APART * max(step, last.size):
        return True
    width = last.column[1] - last.column[0]
    reach = last.column[1] - last.left if last.rtl else last.right - last.column[0]
    if reach < _SHORT * width:
        return True
    indent = line.column[1] - line.right if line.rtl else line.left - line.column[0]
    before = last.column[1] - last.right if last.rtl else last.left - last.column[0]
    return follows and indent - before > _INDENT * line.size


def _join(text: str, line: str, words: Counter[str]) -> tuple[str, bool]:
    """Join a line to a text; a word cut by a hyphen is made whole unless it is known to be written with one."""
    cut = _HYPHEN.search(text[-_LONGEST_WORD:])
    rest = _WORD.match(line)
    if not cut or is_rtl(text[-2:]) or not rest or not rest.group()[0].islower():
        return f"{text} {line}", False
    first = _WORD.findall(cut.group(1))[-1].casefold()
    whole = first + rest.group().casefold()
    if text[-1] != "\u00ad" and not words[whole] and words[first] > 1 and words[rest.group().casefold()] > 1:
        return text + line, False  # both parts are words of this text, and their compound is not: cease-fire
    return text[:-1] + line, True
