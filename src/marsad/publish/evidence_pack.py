"""A pack of evidence: slips, texts and bytes in one ZIP file with a manifest, the same bytes each time for the same evidence.

Texts and captures are named by their SHA-256; captures have no ending, so that no program opens by itself what a stranger wrote.
The manifest is in the form of `sha256sum`.
"""

from __future__ import annotations

import hashlib
import zipfile
from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from importlib import resources
from typing import BinaryIO, NamedTuple

from marsad.model import Slip
from marsad.publish.evidence import record_slip, write_json
from marsad.publish.evidence_html import Listed, list_slip, render_list, render_slips
from marsad.publish.evidence_view import LANGUAGES
from marsad.publish.jsonl import Record

MANIFEST = "SHA256SUMS"
_BEGINNING = (1980, 1, 1, 0, 0, 0)  # the first moment that a ZIP file can tell; the present one would make every pack another
_LEVEL = 6

Texts = Callable[[str], Iterable[tuple[str, str]]]  # the texts of all versions of a document, by its name, with their hashes
Bodies = Callable[[Collection[str]], Iterable[tuple[str, bytes]]]  # captures by their hashes; erased ones are left out


class Packed(NamedTuple):
    """What went into a pack."""

    slips: int
    texts: int
    captures: int


@dataclass(slots=True)
class _Archive:
    """A ZIP file that remembers the hash of everything put into it."""

    zip: zipfile.ZipFile
    sums: dict[str, str] = field(default_factory=dict)

    def put(self, name: str, data: bytes | str) -> bool:
        """Put a file in, once; tell whether it was not there yet."""
        if name in self.sums:
            return False
        body = data.encode("utf-8") if isinstance(data, str) else data
        self.sums[name] = hashlib.sha256(body).hexdigest()
        info = zipfile.ZipInfo(name, _BEGINNING)
        info.compress_type = zipfile.ZIP_DEFLATED
        info.create_system = 3  # Unix, wherever it is made
        info.external_attr = 0o644 << 16
        self.zip.writestr(info, body, compresslevel=_LEVEL)
        return True


def write_pack(
    stream: BinaryIO, slips: Iterable[Slip], texts: Texts, bodies: Bodies, show: Callable[[int], None] | None = None
) -> Packed:
    """Write a pack; `show` is told the slips done. Raises Drift where a quote does not stand where its slip says."""
    counts: Counter[str] = Counter()
    names: Counter[str] = Counter()
    records: list[Record] = []
    listed: dict[str, list[Listed]] = {language: [] for language in LANGUAGES}
    with zipfile.ZipFile(stream, "w") as zipped:
        archive = _Archive(zipped)
        archive.put("README.txt", resources.files("marsad.publish").joinpath("templates", "evidence_pack.txt").read_bytes())
        for slip in slips:
            name = _name(slip, names)
            records.append(_put_slip(archive, slip, name))
            for language, lines in listed.items():
                lines.append(list_slip(slip, page_name(f"slips/{name}", language), language))
            counts["texts"] += sum(archive.put(f"texts/{sha}.txt", text) for sha, text in texts(slip.document.id))
            wanted = {one.sha256 for one in slip.retrievals if f"captures/{one.sha256}" not in archive.sums}
            counts["captures"] += sum(archive.put(f"captures/{sha}", body) for sha, body in bodies(wanted))
            if show:
                show(len(records))
        archive.put("claims.json", write_json(records))
        for language, lines in listed.items():
            archive.put(page_name("index", language), render_list(lines, language, other=page_name("index", _other(language))))
        sums = "".join(f"{sha}  {name}\n" for name, sha in sorted(archive.sums.items()))
        archive.put(MANIFEST, sums)
    return Packed(len(records), counts["texts"], counts["captures"])


def _name(slip: Slip, names: Counter[str]) -> str:
    """Name a slip by its claim; where several documents hold the same text, with a number behind it."""
    names[slip.claim.id] += 1
    count = names[slip.claim.id]
    return slip.claim.id if count == 1 else f"{slip.claim.id}-{count}"


def _put_slip(archive: _Archive, slip: Slip, name: str) -> Record:
    record = {"slip": f"slips/{name}.json", **record_slip(slip)}
    archive.put(f"slips/{name}.json", write_json(record))
    for language in LANGUAGES:
        other = page_name(name, _other(language))
        archive.put(page_name(f"slips/{name}", language), render_slips([slip], language, root="../", other=other))
    return record


def page_name(name: str, language: str) -> str:
    """Name a page: the English one has no language in its name."""
    return f"{name}.html" if language == LANGUAGES[0] else f"{name}.{language}.html"


def _other(language: str) -> str:
    return next(one for one in LANGUAGES if one != language)
