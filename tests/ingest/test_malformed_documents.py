"""PDF and DOCX files that are malformed or hostile: what is whole is read, and the rest is told, each with its reason."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from marsad.ingest import Failure, gather
from marsad.model import Document
from papers_at_hand import bomb, docx, objects, paragraph, pdf, stream, zipped

FIRST = "قال المتحدث باسم الوزارة إن القوات انسحبت من البلدة أمس بعد أيام من القصف على أطرافها."
GOOD = "قال الناطق إن الطريق مفتوح أمام المزارعين."
TEXT = FIRST.encode()
ENTITIES = '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY {one} "{f"&{before};" * 10}">' for before, one in zip("abcdefgh", "bcdefghi", strict=True)
)


class Row(NamedTuple):
    """One malformed input: how many documents come out of it, and which words tell each failure."""

    name: str
    data: Callable[[], bytes]
    documents: int
    reasons: tuple[str, ...]


def line(text: str) -> bytes:
    return pdf([[(60, 700, text)]])


def circle() -> bytes:
    return objects([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count 1 /Kids [2 0 R] >>"])


def form_in_itself() -> bytes:
    return objects(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R /Resources << /XObject << /X 5 0 R >> >> >>",
            stream(b"/X Do"),
            stream(b"/X Do", "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 5 0 R >> >>"),
        ]
    )


def locked() -> bytes:
    keys = f"/Encrypt << /Filter /Standard /V 1 /R 2 /Length 40 /P -4 /O <{'41' * 32}> /U <{'42' * 32}> >> /ID [<41> <41>]"
    return objects([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count 0 /Kids [] >>"], keys)


ROWS = [
    # ── DOCX ──
    Row(
        "file-entity.docx",
        lambda: docx(paragraph("&x;"), head='<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
        0,
        ("entities",),
    ),
    Row("laughs.docx", lambda: docx(paragraph("&i;"), head=ENTITIES + "]>"), 0, ("entities",)),
    Row("no-body.docx", lambda: zipped({"word/other.xml": b"<a/>"}), 0, ("no word/document.xml",)),
    Row("broken-xml.docx", lambda: docx("<w:p><w:r>"), 0, ("broken DOCX",)),
    Row("nested.docx", lambda: docx("<w:sdt>" * 5_000 + "</w:sdt>" * 5_000), 0, ("nested",)),
    Row("no-text.docx", lambda: docx("<w:p/>"), 0, ("without text",)),
    Row("bomb.docx", lambda: docx(paragraph(" " * 40_000_000)), 0, ("far more than a text",)),
    Row("truncated.docx", lambda: docx(paragraph(FIRST))[:-40], 0, ("a damaged ZIP",)),
    Row("macros.docm", lambda: docx(paragraph(FIRST), more={"word/vbaProject.bin": b"x"}), 1, ()),
    Row("old.doc", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), 0, ("old form",)),
    # ── PDF ──
    Row("no-text.pdf", lambda: pdf([[]]), 0, ("without text",)),
    Row("password.pdf", locked, 0, ("password",)),
    Row("truncated.pdf", lambda: line(FIRST)[:300], 0, ("PDF",)),
    Row("head-alone.pdf", lambda: b"%PDF-1.7\n", 0, ("PDF",)),
    Row("circle.pdf", circle, 0, ("PDF",)),
    Row("form-in-itself.pdf", form_in_itself, 0, ("PDF",)),
    Row("bomb.pdf", bomb, 0, ("too much memory or time",)),
    Row("unmapped.pdf", lambda: pdf([[(60, 700, FIRST)]], mapped=False), 0, ("fonts do not say",)),
    Row("named-html.html", lambda: line(FIRST[::-1]), 1, ()),
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_a_malformed_document_is_told_and_the_rest_is_read(row: Row, tmp_path: Path) -> None:
    (tmp_path / row.name).write_bytes(row.data())
    (tmp_path / "good.txt").write_text(GOOD, "utf-8")
    *found, good = gather([tmp_path / row.name, tmp_path / "good.txt"], keep_going=True, for_keeping=True)
    assert isinstance(good, Document)
    assert good.text == GOOD
    failures = [one.error for one in found if isinstance(one, Failure)]
    documents = [one for one in found if isinstance(one, Document)]
    assert [one.text.strip() for one in documents] == [FIRST] * row.documents
    assert len(failures) == len(row.reasons)
    for failure, reason in zip(failures, row.reasons, strict=True):
        assert reason in failure.what
        assert failure.hint
    assert not [one for one in tmp_path.rglob("*") if one.name not in (row.name, "good.txt")]
