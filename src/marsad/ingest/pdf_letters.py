"""The letters of a PDF as they stand on its pages, and the lines that they make.

A PDF says which letter is drawn where, in any order. The place is what a reader sees, so lines are put together by place alone:
it makes no difference whether a program wrote Arabic from its first letter or from its last.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from marsad.errors import NotText

if TYPE_CHECKING:
    from pdfminer.pdfdocument import PDFDocument

MAX_PAGES = 5_000
MAX_LETTERS = 20_000_000
_FORMS = re.compile("[\ufb00-\ufb06\ufb50-\ufdfc\ufe70-\ufefc]")
_UNKNOWN = re.compile(r"\(cid:\d+\)")
_SAME_LINE = 0.45  # of the size of a letter: notes stand higher than their line, but not by half
_DRAWN_TWICE = 0.1  # of the size: bold letters are sometimes drawn twice beside each other


class Letter(NamedTuple):
    """A letter, or several drawn as one, and where it stands: left and right edge, base line (upwards), size, in points."""

    text: str
    left: float
    right: float
    base: float
    size: float


class Sheet(NamedTuple):
    """A page: its lines from the top down, each from left to right, and how many letters stand askew."""

    width: float
    height: float
    rows: tuple[tuple[Letter, ...], ...]
    askew: int


class Found(NamedTuple):
    """What was found in a PDF: its pages, how many letters were drawn as presentation forms, and how many cannot be told."""

    sheets: tuple[Sheet, ...]
    forms: int
    unknown: int
    letters: int


def read_letters(data: bytes, name: str) -> Found:
    """Read the letters of a PDF. Raises NotText where it is encrypted, or no PDF that can be read."""
    from pdfminer.pdfpage import PDFPage

    document = _open(data, name)
    device, interpreter = _device()
    sheets: list[Sheet] = []
    forms = unknown = letters = 0
    for page in PDFPage.create_pages(document):
        interpreter.process_page(page)
        found = list(device.letters)
        letters += len(found)
        if len(sheets) >= MAX_PAGES or letters > MAX_LETTERS:
            raise NotText(f"{name} has more than {MAX_PAGES:,} pages or {MAX_LETTERS:,} letters", "Cut it into parts")
        forms += sum(len(_FORMS.findall(letter.text)) for letter in found)
        unknown += sum(_UNKNOWN.search(letter.text) is not None for letter in found)
        plain = [letter._replace(text=_plain(letter.text)) for letter in found]
        sheets.append(Sheet(device.width, device.height, tuple(_rows(_attach([one for one in plain if one.text]))), device.askew))
    return Found(tuple(sheets), forms, unknown, letters)


def _open(data: bytes, name: str) -> PDFDocument:
    from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError, PDFPasswordIncorrect
    from pdfminer.pdfparser import PDFParser

    try:
        return PDFDocument(PDFParser(io.BytesIO(data)))
    except PDFPasswordIncorrect as error:
        raise NotText(f"{name} is a PDF with a password", "Open it with the password and save it without one") from error
    except PDFEncryptionError as error:
        raise NotText(f"{name} is a PDF encrypted in a way that is not known", "Open it and save it without encryption") from error


def _device() -> tuple[Any, Any]:
    """Make what draws a page: a device that writes down each letter, and the interpreter that drives it."""
    from pdfminer.converter import PDFLayoutAnalyzer
    from pdfminer.layout import LTChar, LTPage
    from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager

    class Device(PDFLayoutAnalyzer):
        def receive_layout(self, ltpage: LTPage) -> None:
            self.width, self.height, self.askew = ltpage.width, ltpage.height, 0
            self.letters = []
            for one in _walk(ltpage):
                if not isinstance(one, LTChar):
                    continue
                if one.upright:
                    self.letters.append(Letter(one.get_text(), one.x0, one.x1, one.matrix[5], one.height or 1.0))
                else:
                    self.askew += bool(one.get_text().strip())

    resources = PDFResourceManager()
    device = Device(resources, laparams=None)
    return device, PDFPageInterpreter(resources, device)


def _walk(item: Any) -> Iterator[Any]:
    stack = [item]
    while stack:
        one = stack.pop()
        yield one
        if hasattr(one, "__iter__"):
            stack.extend(reversed(list(one)))


def _plain(text: str) -> str:
    """Write the presentation forms of letters as the letters that they are, and what cannot be told as U+FFFD."""
    text = _UNKNOWN.sub("\ufffd", text).replace("\0", "\ufffd")
    return _FORMS.sub(lambda found: unicodedata.normalize("NFKC", found.group()).strip(), text)


def _attach(letters: Sequence[Letter]) -> list[Letter]:
    """Put marks (vowel signs) behind the letter over which they stand; programs write them before or after it."""
    whole: list[Letter] = []
    at: list[int | None] = []  # where a letter stands in `whole`; None for a mark
    for letter in letters:
        if _is_mark(letter.text):
            at.append(None)
        else:
            at.append(len(whole))
            whole.append(letter)
    for index, letter in enumerate(letters):
        if at[index] is None:
            near = [place for place in at[max(index - 3, 0) : index + 4] if place is not None]
            base = min(near, key=lambda place: _distance(letter, whole[place]), default=None)
            if base is not None:
                whole[base] = whole[base]._replace(text=whole[base].text + letter.text)
    return whole


def _is_mark(text: str) -> bool:
    return bool(text) and all(unicodedata.category(sign) == "Mn" for sign in text)


def _distance(mark: Letter, letter: Letter) -> float:
    middle = (mark.left + mark.right) / 2
    beside = max(letter.left - middle, middle - letter.right, 0.0)
    return beside + abs(mark.base - letter.base) + (0.0 if letter.text[0].isalpha() else letter.size)


def _rows(letters: Iterable[Letter]) -> Iterator[tuple[Letter, ...]]:
    row: list[Letter] = []
    for letter in sorted((one for one in letters if one.text), key=lambda one: -one.base):
        if row and row[0].base - letter.base > _SAME_LINE * max(row[0].size, letter.size):
            yield from _row(row)
            row = []
        row.append(letter)
    yield from _row(row)


def _row(letters: list[Letter]) -> Iterator[tuple[Letter, ...]]:
    """Sort the letters of a line from left to right, each once; nothing where they are but spaces."""
    kept: list[Letter] = []
    for letter in sorted(letters, key=lambda one: (one.left, one.right)):
        last = kept[-1] if kept else None
        if last and last.text == letter.text and letter.left - last.left < _DRAWN_TWICE * letter.size and letter.text.strip():
            continue
        kept.append(letter)
    if any(letter.text.strip() for letter in kept):
        yield tuple(kept)
