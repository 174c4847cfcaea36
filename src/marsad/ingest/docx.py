"""DOCX files: headings, paragraphs, lists, tables and footnotes, as they read when all changes in them are accepted.

Nothing in the file is run or followed: macros, links, fields and pictures stay where they are. Its properties (author, dates) are
those of a file, and no facts of a publication.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, BinaryIO

from marsad.errors import BadInput, NotText
from marsad.ingest import files, limits
from marsad.ingest.desk import Desk, Got
from marsad.ingest.page import Page
from marsad.ingest.zipped import open_zip, read_member
from marsad.model import Block, BlockKind, Document
from marsad.text import Span

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BODY, _NOTES, _STYLES = "word/document.xml", ("word/footnotes.xml", "word/endnotes.xml"), "word/styles.xml"
_LEFT_OUT = {f"{_W}{name}" for name in ("del", "moveFrom", "delText", "instrText", "pict", "commentReference", "object")}
_HEADING = re.compile(r"heading \d|title", re.IGNORECASE)
_DEEPEST = 200
_HINT = "Open it and save it again as .docx"


def read_docx(stream: BinaryIO, desk: Desk, got: Got) -> Iterator[Document | BadInput]:
    """Read the text of a DOCX file."""
    data = files.read_bytes(stream, got.name)
    if not got.depth:
        desk.may_unpack = max(limits.MAX_BYTES, len(data) * limits.MAX_RATIO)
    word = _Word(data, got.name, desk)
    parts = word.read()
    if not parts:
        raise NotText(f"{got.name} is a DOCX without text", "It may hold pictures only")
    blocks, at = [], 0
    for kind, text in parts:
        blocks.append(Block(Span(at, at + len(text)), kind))
        at += len(text) + 2
    page = Page(text="\n\n".join(text for _, text in parts), blocks=tuple(blocks))
    media_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    yield desk.make(page, got, got.capture(data, media_type), remarks=tuple(word.tell()))


class _Word:
    """A DOCX file that is read, and what was met in it."""

    def __init__(self, data: bytes, name: str, desk: Desk) -> None:
        self.name, self.desk, self.met = name, desk, Counter[str]()
        self.zip = open_zip(io.BytesIO(data), name)
        self.names = {one.filename: one for one in self.zip.infolist()}
        if _BODY not in self.names:
            raise NotText(f"{name} is no DOCX file: it has no {_BODY}", _HINT)
        if any(one.endswith("vbaProject.bin") for one in self.names):
            self.met["macros"] = 1
        self.styles = self._load_styles()

    def read(self) -> list[tuple[BlockKind, str]]:
        """Give the parts of the text; notes come last."""
        body = self._load(_BODY).find(f"{_W}body")
        parts = list(self._blocks(body, 0)) if body is not None else []
        for name in _NOTES:
            if name in self.names:
                notes = (note for note in self._load(name) if note.get(f"{_W}type") in (None, "normal"))
                parts += [part for note in notes for part in self._blocks(note, 0)]
        return parts

    def tell(self) -> Iterator[str]:
        """Give the remarks on what was met."""
        if self.met["deleted"] or self.met["inserted"]:
            inserted, deleted = self.met["inserted"], self.met["deleted"]
            yield f"it has tracked changes: {inserted} insertions are in the text, {deleted} deletions are not"
        if "word/comments.xml" in self.names:
            yield "comments beside the text were left out"
        if self.met["macros"]:
            yield "it holds macros, which were not run"

    def _load(self, name: str) -> Any:
        from xml.etree.ElementTree import ParseError

        from defusedxml import DefusedXmlException
        from defusedxml.ElementTree import fromstring

        try:
            return fromstring(read_member(self.zip, self.names[name], f"{self.name}!{name}", self.desk), forbid_dtd=True)
        except DefusedXmlException as error:
            raise NotText(
                f"{self.name} declares entities of XML, as no program for texts does", "It may be made to do harm"
            ) from error
        except ParseError as error:
            raise NotText(f"{self.name} is a broken DOCX: {error}", _HINT) from error

    def _load_styles(self) -> dict[str, str]:
        if _STYLES not in self.names:
            return {}
        names: dict[str, str] = {}
        for style in self._load(_STYLES).iter(f"{_W}style"):
            name = style.find(f"{_W}name")
            names[style.get(f"{_W}styleId") or ""] = "" if name is None else name.get(f"{_W}val") or ""
        return names

    def _blocks(self, parent: Any, depth: int) -> Iterator[tuple[BlockKind, str]]:
        if depth > _DEEPEST:
            raise NotText(f"{self.name} is nested beyond reason", _HINT)
        for child in parent:
            if child.tag == f"{_W}p":
                text = self._text(child)
                if text:
                    yield self._kind(child), text
            elif child.tag == f"{_W}tbl":
                rows = [
                    "\t".join(" ".join(self._text(one) for one in cell.iter(f"{_W}p")).strip() for cell in row.iter(f"{_W}tc"))
                    for row in child.iter(f"{_W}tr")
                ]
                table = "\n".join(row for row in rows if row.strip())
                if table:
                    yield BlockKind.table, table
            elif child.tag not in _LEFT_OUT:
                yield from self._blocks(child, depth + 1)

    def _kind(self, paragraph: Any) -> BlockKind:
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        name = "" if style is None else style.get(f"{_W}val") or ""
        name = self.styles.get(name) or name
        if _HEADING.match(name):
            return BlockKind.heading
        if name.lower() == "caption":
            return BlockKind.caption
        if "quote" in name.lower():
            return BlockKind.quote
        numbered = paragraph.find(f"{_W}pPr/{_W}numPr") is not None or name.lower().startswith("list")
        return BlockKind.list if numbered else BlockKind.paragraph

    def _text(self, paragraph: Any) -> str:
        stack, pieces = [paragraph], list[str]()
        while stack:
            one = stack.pop()
            tag = one.tag.removeprefix(_W)
            self.met["deleted"] += tag in ("del", "moveFrom") and one is not paragraph
            self.met["inserted"] += tag in ("ins", "moveTo") and len(one) > 0
            if one.tag in _LEFT_OUT or one.tag.endswith("}Fallback"):
                continue
            if tag == "t":
                pieces.append(one.text or "")
            elif tag in ("tab", "br", "cr"):
                pieces.append(" ")
            elif tag == "noBreakHyphen":
                pieces.append("-")
            elif tag != "pPr":
                stack.extend(reversed(list(one)))
        return " ".join("".join(pieces).split())
