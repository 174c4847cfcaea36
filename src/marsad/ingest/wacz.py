"""Pages out of web archives in the form of WACZ: a ZIP file of WARC files with a manifest of hashes (datapackage.json).

Nothing is unpacked to the disk: names of files are only compared and told. Archives whose hash is another than the manifest says
are left out and told; without a manifest all are read, and that is told too.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import Any, BinaryIO

from marsad.errors import BadInput, NotText
from marsad.ingest.desk import Desk, Got
from marsad.ingest.limits import MAX_BYTES, MAX_DEPTH, MAX_MEMBERS, MAX_RATIO, SURELY_SMALL
from marsad.ingest.page_dates import parse_day, parse_moment
from marsad.ingest.warc import read_warc
from marsad.model import Document

MANIFEST, PROOF, PAGES = "datapackage.json", "datapackage-digest.json", "pages/pages.jsonl"
_ARCHIVE = re.compile(r"archive/[^/]+\.warc(?:\.gz)?", re.IGNORECASE)
_ESCAPES = re.compile(r"\A(?:[A-Za-z]:|[\\/])|(?:\A|[\\/])\.\.(?:[\\/]|\Z)|\\|\x00")
_BROKEN = (zipfile.BadZipFile, OSError, EOFError, zlib.error, NotImplementedError, RuntimeError)
_HINT = "The rest of the archive was read; get it again where that is possible"
_STEP = 1 << 20

Told = Mapping[tuple[str, dt.datetime | None], Mapping[str, Any]]  # what is told of texts, by their hash and time


def read_wacz(stream: BinaryIO, desk: Desk, got: Got) -> Iterator[Document | BadInput]:
    """Read the pages of a WACZ file one by one; every archive in it is proved by its hash first."""
    if not stream.seekable():
        raise BadInput(f"{got.name} is a ZIP archive, which cannot be read as it comes", "Save it, and give the file")
    if got.depth >= MAX_DEPTH:
        raise BadInput(f"{got.name} lies in {got.depth} archives, one in the other", "Unpack it first")
    try:
        zipped = zipfile.ZipFile(stream)
    except _BROKEN as error:
        raise BadInput(
            f"{got.name} is no whole ZIP archive: {error}", "Get it again; a WARC file in it may be read by itself"
        ) from error
    with zipped:
        if len(zipped.infolist()) > MAX_MEMBERS:
            raise BadInput(
                f"{got.name} holds {len(zipped.infolist()):,} files, more than {MAX_MEMBERS:,}", "It is no archive of pages"
            )
        yield from _Package(zipped, desk, got).read()


@dataclass(slots=True)
class _Package:
    """A WACZ file that is read."""

    zip: zipfile.ZipFile
    desk: Desk
    got: Got
    harms: list[BadInput] = field(default_factory=list)

    def read(self) -> Iterator[Document | BadInput]:
        manifest = self._load_manifest()
        told = self._load_told()
        yield from self.harms
        names = [one.filename for one in self.zip.infolist()]
        yield from (self._harm(name, "its name leads out of the archive") for name in names if _ESCAPES.search(name))
        archives = [one for one in self.zip.infolist() if _ARCHIVE.fullmatch(one.filename)]
        if not archives:
            yield NotText(f"{self.got.name} holds no WARC file under archive/", "Look whether it is a WACZ file")
        for name in sorted(set(manifest or ()) - set(names)):
            yield self._harm(name, "it is named in the manifest, and is not there")
        for one in archives:
            yield from self._read_archive(one, manifest, told)

    def _harm(self, name: str, what: str) -> BadInput:
        return BadInput(f"{self.got.name}#{name}: {what}", _HINT)

    def _read_archive(self, one: zipfile.ZipInfo, manifest: Mapping[str, str] | None, told: Told) -> Iterator[Document | BadInput]:
        wrong = self._prove(one, manifest)
        if wrong:
            yield self._harm(one.filename, wrong)
            return
        within = f"{self.got.within or PurePath(self.got.name).name}#{one.filename}"
        part = replace(self.got, name=f"{self.got.name}#{one.filename}", within=within, depth=self.got.depth + 1)
        with self.zip.open(one) as stream:
            for found in read_warc(stream, self.desk, part):  # type: ignore[arg-type]
                yield _complete(found, told) if isinstance(found, Document) else found

    def _prove(self, one: zipfile.ZipInfo, manifest: Mapping[str, str] | None) -> str:
        """Say what is wrong with a file in the archive; empty where all is well."""
        wrong = _refuse(one)
        if wrong or manifest is None:
            return wrong
        if one.filename not in manifest:
            return "it is not named in the manifest, so that nothing proves it; it was left out"
        told = manifest[one.filename]
        if not told:
            return ""
        try:
            with self.zip.open(one) as stream:
                same = _has_hash(iter(lambda: stream.read(_STEP), b""), told)
        except _BROKEN as error:
            return f"it is damaged: {error}"
        return "" if same else "its bytes are not those of its hash in the manifest; it was left out"

    def _load(self, name: str) -> bytes | None:
        """Give a small file of the archive; None where it is not there, or cannot be read, which is told."""
        try:
            one = self.zip.getinfo(name)
        except KeyError:
            return None
        wrong = _refuse(one) or ("it is too large" if one.file_size > MAX_BYTES else "")
        try:
            if not wrong:
                return self.zip.read(one)
        except _BROKEN as error:
            wrong = f"it is damaged: {error}"
        self.harms.append(self._harm(name, wrong))
        return None

    def _load_manifest(self) -> Mapping[str, str] | None:
        """Give the hashes of files by their names, empty where none is told; None where there is no manifest to go by."""
        data = self._load(MANIFEST)
        if data is None:
            if MANIFEST not in self.zip.namelist():
                self.harms.append(self._harm(MANIFEST, "it is missing, so that nothing proves what is in the archive"))
            return None
        hashes = _read_manifest(data)
        if hashes is None:
            self.harms.append(self._harm(MANIFEST, "it is no list of files and their hashes, so that nothing proves them"))
            return None
        proof = self._load(PROOF)
        if proof is not None and not _has_hash([data], _read_proof(proof)):
            self.harms.append(self._harm(MANIFEST, f"its bytes are not those of its hash in {PROOF}"))
        return hashes

    def _load_told(self) -> Told:
        data = self._load(PAGES) if PAGES in self.zip.namelist() else None
        found: dict[tuple[str, dt.datetime | None], Mapping[str, Any]] = {}
        for line in (data or b"").splitlines():
            record = _object(line)
            told = record.get("document")
            if isinstance(told, dict) and isinstance(told.get("sha256"), str) and isinstance(record.get("ts"), str):
                found.setdefault((told["sha256"], parse_moment(record["ts"])), told)
        return found


def _refuse(one: zipfile.ZipInfo) -> str:
    if one.flag_bits & 0x1:
        return "it is encrypted"
    if one.file_size > SURELY_SMALL and one.file_size > MAX_RATIO * max(one.compress_size, 1):
        return f"it unpacks to more than {MAX_RATIO} times its size, which no archive of pages does"
    return ""


def _has_hash(parts: Iterator[bytes] | list[bytes], told: str) -> bool:
    kind, _, value = told.partition(":")
    if kind not in ("sha256", "sha512", "sha1", "md5"):
        return False
    real = hashlib.new(kind, usedforsecurity=False)
    for part in parts:
        real.update(part)
    return real.hexdigest() == value.strip().lower()


def _object(data: bytes) -> Mapping[str, Any]:
    """Read JSON; empty where it is no object."""
    try:
        found = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _read_manifest(data: bytes) -> Mapping[str, str] | None:
    resources = _object(data).get("resources")
    if not isinstance(resources, list):
        return None
    hashes: dict[str, str] = {}
    for one in resources:
        if not isinstance(one, dict) or not isinstance(one.get("path"), str):
            return None
        told = one.get("hash", one["stats"].get("hash") if isinstance(one.get("stats"), dict) else None)
        hashes[one["path"]] = told if isinstance(told, str) else ""
    return hashes


def _read_proof(data: bytes) -> str:
    told = _object(data).get("hash")
    return told if isinstance(told, str) else ""


def _complete(found: Document, told: Told) -> Document:
    """Add what the list of pages tells of the very text that came out of a page; its address stays that of the page."""
    known = told.get((found.sha256, found.fetched))
    if known is None:
        return found

    def word(key: str, own: str) -> str:
        value = known.get(key)
        return value if isinstance(value, str) and value and _is_keepable(value) else own

    remarks = known.get("remarks", [])
    noted = [one for one in remarks if isinstance(one, str) and _is_keepable(one)] if isinstance(remarks, list) else []
    return replace(
        found,
        id=word("id", found.id),
        language=word("language", found.language),
        title=word("title", found.title),
        outlet=word("outlet", found.outlet),
        author=word("author", found.author),
        published=parse_day(word("published", "")) or found.published,
        modified=parse_day(word("modified", "")) or found.modified,
        remarks=(*noted, *(one for one in found.remarks if one not in noted)),
    )


def _is_keepable(value: str) -> bool:
    return not re.search("[\0\ud800-\udfff]", value)
