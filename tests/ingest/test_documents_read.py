"""PDF and DOCX files that are well: their text in the order of reading, whatever the direction in which it was drawn."""

from __future__ import annotations

from pathlib import Path

import pytest

from marsad.ingest import gather
from marsad.model import Document
from papers_at_hand import docx, paragraph, pdf

ARABIC = "قال المتحدث إن القوات انسحبت من البلدة في 12/03/2020 بعد القصف"
FORMS = "ﺔﻨﻳﺪﻤﻟﺍ ﻦﻣ ﺕﺍﻮﻘﻟﺍ ﺖﺒﺤﺴﻧﺍ"  # as it is drawn, from left to right


def read(data: bytes, folder: Path, name: str) -> Document:
    (folder / name).write_bytes(data)
    (found,) = gather([folder / name], for_keeping=True)
    assert isinstance(found, Document)
    return found


def as_seen(text: str) -> str:
    """Give a line of Arabic with one date as it stands on a page, from left to right."""
    return text[::-1].replace("0202/30/21", "12/03/2020")


@pytest.mark.parametrize(
    ("drawn", "text"),
    [
        (as_seen(ARABIC), ARABIC),
        (FORMS, "انسحبت القوات من المدينة"),
        ("(5-3) ةدلبلا نم تاوقلا تبحسنا", "انسحبت القوات من البلدة (3-5)".replace("3-5", "5-3"[::-1])),
        (")5-3( ةدلبلا نم تاوقلا تبحسنا", "انسحبت القوات من البلدة (3-5)".replace("3-5", "5-3"[::-1])),
        ("ةدلبلا قوف تقلح F-16 ةرئاط نإ Reuters News تلاق", "قالت Reuters News إن طائرة F-16 حلقت فوق البلدة"),
        ("The army said on Monday that it left the town.", "The army said on Monday that it left the town."),
        ("Военные заявили, что они покинули город.", "Военные заявили, что они покинули город."),
        ("Ordu, ilçeden çekildiğini ve ateşkesin sürdüğünü söyledi.", "Ordu, ilçeden çekildiğini ve ateşkesin sürdüğünü söyledi."),
    ],
    ids=["arabic", "presentation-forms", "brackets", "brackets-by-their-shape", "latin-in-arabic", "english", "russian", "turkish"],
)
def test_a_line_of_a_pdf_is_read_as_a_person_reads_it(drawn: str, text: str, tmp_path: Path) -> None:
    assert read(pdf([[(40, 700, drawn)]]), tmp_path, "a.pdf").text == text


def test_letters_drawn_the_wrong_way_round_are_put_in_order_and_that_is_told(tmp_path: Path) -> None:
    found = read(pdf([[(40, 700, ARABIC)]]), tmp_path, "a.pdf")
    assert found.text == ARABIC
    assert any("drawn from left to right" in remark for remark in found.remarks)


def test_presentation_forms_are_told(tmp_path: Path) -> None:
    assert any("presentation forms" in remark for remark in read(pdf([[(40, 700, FORMS)]]), tmp_path, "a.pdf").remarks)


@pytest.mark.parametrize("rtl", [False, True], ids=["left-to-right", "right-to-left"])
def test_columns_are_read_one_after_the_other_and_their_lines_joined(rtl: bool, tmp_path: Path) -> None:
    one = ["قال المتحدث إن القوات في", "البلدة قد انسحبت من كل", "الأحياء التي دخلتها أمس"] if rtl else None
    two = ["وأضاف أن الهدنة ما زالت", "صامدة في المنطقة كلها من", "غير أن يقع فيها أي خرق"] if rtl else None
    first = one or ["The spokesman said that", "the forces had left all", "the streets of the town"]
    second = two or ["He added that the truce", "still holds in the area", "and the patrols go on.."]
    width = 6 * 24
    page = []
    for number, texts in enumerate(zip(first, second, strict=True)):
        lefts = (300, 100) if rtl else (100, 300)
        for left, text in zip(lefts, texts, strict=True):
            page.append((left + (width - 6 * len(text) if rtl else 0), 700 - 15 * number, text[::-1] if rtl else text))
    assert read(pdf([page]), tmp_path, "a.pdf").text.split() == " ".join([*first, *second]).split()


def test_what_repeats_on_every_page_is_left_out_and_told(tmp_path: Path) -> None:
    words = ["withdrawal", "patrols", "shelling", "returns", "convoys"]
    pages = [
        [(40, 760, "Monitor of the truce"), (40, 700, f"This page tells of {one} in the town."), (300, 30, f"Page {n} of 5")]
        for n, one in enumerate(words, start=1)
    ]
    found = read(pdf(pages), tmp_path, "a.pdf")
    assert "Monitor of the truce" not in found.text
    assert "of 5" not in found.text
    assert all(f"tells of {one} in" in found.text for one in words)
    assert any("10 lines that repeat" in remark for remark in found.remarks)


def test_a_word_cut_at_the_end_of_a_line_is_joined(tmp_path: Path) -> None:
    lines = ["The spokesman told the report-", "ers that the forces of the army", "had left all of the city today."]
    found = read(pdf([[(40, 700 - 15 * n, text) for n, text in enumerate(lines)]]), tmp_path, "a.pdf")
    assert "the reporters that" in found.text


def test_a_docx_is_read_with_its_changes_accepted(tmp_path: Path) -> None:
    body = (
        paragraph("هدوء في البلدة", "Heading1")
        + "<w:p><w:r><w:t>انسحبت القوات </w:t></w:r><w:del><w:r><w:delText>كلها</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>جزئيا من البلدة أمس</w:t></w:r></w:ins></w:p>"
        + f"<w:tbl><w:tr><w:tc>{paragraph('القتلى')}</w:tc><w:tc>{paragraph('12')}</w:tc></w:tr></w:tbl>"
    )
    styles = b'<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:style w:styleId="Heading1">'
    styles += b'<w:name w:val="heading 1"/></w:style></w:styles>'
    found = read(docx(body, more={"word/styles.xml": styles, "word/comments.xml": b"<c/>"}), tmp_path, "a.docx")
    assert found.text == "هدوء في البلدة\n\nانسحبت القوات جزئيا من البلدة أمس\n\nالقتلى\t12"
    assert [block.kind.value for block in found.blocks] == ["heading", "paragraph", "table"]
    assert found.published is None
    assert any("1 insertions are in the text, 1 deletions are not" in remark for remark in found.remarks)
    assert any("comments" in remark for remark in found.remarks)


def test_many_documents_do_not_use_up_each_others_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("marsad.ingest.limits.MAX_BYTES", 2_000)
    monkeypatch.setattr("marsad.ingest.limits.MAX_RATIO", 1)
    for number in range(9):
        (tmp_path / f"{number}.docx").write_bytes(docx(paragraph("انسحبت القوات من البلدة أمس بعد القصف")))
    assert len(list(gather([tmp_path], for_keeping=True))) == 9
