"""Pages as a web archive that replays in a browser (WACZ 1.1.1): ZIP with records, index, list of pages and hashes.

The form: https://specs.webrecorder.net/wacz/1.1.1/ and https://specs.webrecorder.net/cdxj/0.1.0/. The same bytes each time for the
same pages, but for the moment at which it is made. The list of pages also holds what is told of the text of each, with the hash of
the text: where the same text comes out of the page again, the same is told of it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import IO, BinaryIO, NamedTuple
from urllib.parse import urlsplit

from marsad.model import Document, Retrieval
from marsad.publish.document_lines import record_document, write_moment
from marsad.publish.jsonl import Record
from marsad.publish.warc import Written, write_answer, write_info

VERSION = "1.1.1"
_RECORDS = "data.warc.gz"
_BEGINNING = (1980, 1, 1, 0, 0, 0)  # the first moment that a ZIP file can tell; the present one would make every file another
_LEFT_OUT = ("text", "blocks", "url", "fetched", "dataset")  # come out of the page itself


class Archived(NamedTuple):
    """A page as it goes into an archive: how it was got, its bytes, and the text that was taken out of them."""

    got: Retrieval
    body: bytes
    document: Document


@dataclass(slots=True)
class _Package:
    """A ZIP file that remembers size and hash of everything put into it."""

    zip: zipfile.ZipFile
    resources: list[Record] = field(default_factory=list)

    @contextmanager
    def open(self, path: str, *, packed: bool = True) -> Iterator[_Hashed]:
        """Open a file in it, to be written piece by piece; what is packed already is only stored."""
        with self.zip.open(_info(path, packed=packed), "w", force_zip64=True) as stream:
            made = _Hashed(stream)
            yield made
        told = {"name": path.rpartition("/")[2], "path": path, "hash": f"sha256:{made.hash.hexdigest()}", "bytes": made.size}
        self.resources.append(told)

    def put(self, path: str, text: str) -> None:
        """Put a text in."""
        with self.open(path) as stream:
            stream.write(text.encode("utf-8"))


class _Hashed:
    """A stream whose size and hash are known."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream, self.hash, self.size = stream, hashlib.sha256(), 0

    def write(self, data: bytes) -> None:
        self._stream.write(data)
        self.hash.update(data)
        self.size += len(data)


def _info(path: str, *, packed: bool) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(path, _BEGINNING)
    info.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
    info.create_system = 3  # Unix, wherever it is made
    info.external_attr = 0o644 << 16
    return info


def write_wacz(
    stream: BinaryIO,
    pages: Iterable[Archived],
    *,
    made: dt.datetime,
    software: str,
    show: Callable[[int], None] | None = None,
) -> int:
    """Write an archive of pages in their order; `show` is told the pages done. Gives how many there are."""
    index: list[str] = []
    listed: list[Record] = [{"format": "json-pages-1.0", "id": "pages", "title": "All Pages"}]
    with zipfile.ZipFile(stream, "w") as zipped:
        package = _Package(zipped)
        with package.open(f"archive/{_RECORDS}", packed=False) as out:
            for one, record, offset in _write_records(out, pages):
                index.append(_index(one, record, offset))
                listed.append(_list(one, record))
                if show:
                    show(len(listed) - 1)
        package.put("indexes/index.cdxj", "".join(sorted(index)))
        package.put("pages/pages.jsonl", "".join(_line(one) for one in listed))
        _finish(package, made, software)
    return len(listed) - 1


def _write_records(out: _Hashed, pages: Iterable[Archived]) -> Iterator[tuple[Archived, Written, int]]:
    infos: dict[str, str] = {}
    for one in pages:
        if one.got.tool not in infos:
            info = write_info(one.got.tool, one.got)
            out.write(info.data)
            infos[one.got.tool] = info.ident
        offset = out.size
        record = write_answer(one.got, one.body, infos[one.got.tool])
        out.write(record.data)
        yield one, record, offset


def _index(one: Archived, record: Written, offset: int) -> str:
    got = one.got
    told = {
        "url": got.answered,
        "mime": got.media_type,
        "status": got.status or 200,
        "digest": record.digest,
        "length": len(record.data),
        "offset": offset,
        "filename": _RECORDS,
    }
    return f"{sort_address(got.answered)} {got.at.astimezone(dt.UTC):%Y%m%d%H%M%S}{got.at.microsecond // 1000:03} {_line(told)}"


def sort_address(url: str) -> str:
    """Write an address so that those of one site stand together: `org,example)/page`."""
    try:
        parts = urlsplit(url.lower())
        host, port = parts.hostname or "", f":{parts.port}" if parts.port else ""
    except ValueError:
        return url.lower()
    turned = ",".join(reversed(host.split("."))) if not host.replace(".", "").isdigit() else host
    return f"{turned}{port}){parts.path or '/'}{f'?{parts.query}' if parts.query else ''}"


def _list(one: Archived, record: Written) -> Record:
    told = {key: value for key, value in record_document(one.document).items() if key not in _LEFT_OUT}
    title = {"title": one.document.title} if one.document.title else {}
    base = {"id": record.ident[len("<urn:uuid:") : -1], "url": one.got.answered, "ts": write_moment(one.got.at)}
    return {**base, **title, "size": len(one.body), "document": {"sha256": one.document.sha256, **told}}


def _line(record: Record) -> str:
    return json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n"


def _finish(package: _Package, made: dt.datetime, software: str) -> None:
    """Write the manifest, and its hash."""
    manifest = {
        "profile": "data-package",
        "wacz_version": VERSION,
        "created": write_moment(made),
        "software": software,
        "resources": list(package.resources),
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=2) + "\n"
    package.put("datapackage.json", text)
    proof = {"path": "datapackage.json", "hash": f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"}
    package.put("datapackage-digest.json", json.dumps(proof, indent=2) + "\n")
