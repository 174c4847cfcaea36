"""PDF, DOCX and ZIP files made by hand for tests, sign by sign, so that they can be as wrong as is wanted."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping, Sequence

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
Drawn = tuple[float, float, str]  # left edge, base line, letters from left to right


def pdf(pages: Sequence[Sequence[Drawn]], *, size: int = 12, mapped: bool = True) -> bytes:
    """Write a PDF whose letters are half as wide as they are high, with a font that says what they are, or does not."""
    letters = sorted({letter for page in pages for *_, text in page for letter in text})
    codes = {letter: number for number, letter in enumerate(letters, start=1)}
    table = "".join(f"<{code:04x}> <{letter.encode('utf-16-be').hex()}>\n" for letter, code in codes.items())
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def 1 begincodespacerange <0000> <ffff> "
        f"endcodespacerange {len(codes)} beginbfchar\n{table}endbfchar endcmap end end"
    )
    contents = [
        "".join(
            f"BT /F1 {size} Tf 1 0 0 1 {left} {base} Tm <{''.join(f'{codes[one]:04x}' for one in text)}> Tj ET\n"
            for left, base, text in page
        ).encode()
        for page in pages
    ]
    kids = " ".join(f"{7 + 2 * number} 0 R" for number in range(len(pages)))
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] >>".encode(),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [4 0 R]"
        + (b" /ToUnicode 5 0 R >>" if mapped else b" >>"),
        (
            b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /DW 500 /CIDSystemInfo"
            b" << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor 6 0 R >>"
        ),
        stream(cmap.encode()),
        b"<< /Type /FontDescriptor /FontName /X /Flags 4 /Ascent 800 /Descent -200 /FontBBox [0 -200 1000 800] >>",
    ]
    for number, content in enumerate(contents):
        head = f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {8 + 2 * number} 0 R"
        bodies += [f"{head} /Resources << /Font << /F1 3 0 R >> >> >>".encode(), stream(content)]
    return objects(bodies)


def stream(data: bytes, head: str = "") -> bytes:
    return f"<< /Length {len(data)} {head} >>\nstream\n".encode() + data + b"\nendstream"


def objects(bodies: Sequence[bytes], trailer: str = "") -> bytes:
    """Write the objects of a PDF, numbered from 1, with the table of where they stand."""
    out, at = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(bodies, start=1):
        at.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(bodies) + 1}\n0000000000 65535 f \n".encode() + b"".join(b"%010d 00000 n \n" % one for one in at)
    out += f"trailer << /Size {len(bodies) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF".encode()
    return bytes(out)


def bomb() -> bytes:
    """Write a PDF of a few megabytes whose one page unpacks to four gigabytes."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b" " * 4_000_000) for _ in range(1_000)) + packer.flush()
    return objects(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R /Resources << >> >>",
            stream(packed, "/Filter /FlateDecode"),
        ]
    )


def zipped(files: Mapping[str, bytes], *, packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packing) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name), data, packing)
    return out.getvalue()


def docx(body: str, *, head: str = "", more: Mapping[str, bytes] | None = None) -> bytes:
    source = f'<?xml version="1.0"?>{head}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    return zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": source.encode(), **(more or {})})


def paragraph(text: str, style: str = "") -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}<w:r><w:t>{text}</w:t></w:r></w:p>"
