"""Pages of the web out of a database as WACZ, and into another as they were."""

from __future__ import annotations

import datetime as dt
import gzip
import hashlib
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from click.testing import CliRunner, Result
from warcio.archiveiterator import ArchiveIterator

from archives_at_hand import page
from marsad.cli import app
from marsad.cli.answers import Known, read_answer
from marsad.cli.keeping import make_database
from marsad.cli.pipeline import prepare_document
from marsad.fetching import Fetched
from marsad.model import Document
from marsad.publish.wacz import sort_address
from marsad.store.connect import make_engine, parse_url
from marsad.store.schema import capture, document, retrieval, version

HTML = ("Content-Type", "text/html; charset=utf-8")
MOMENT = dt.datetime(2020, 2, 12, 9, 30, 0, 250_000, tzinfo=dt.UTC)


def fetched(number: int, **more: Any) -> Fetched:
    url = f"https://news.example/{number}"
    told: dict[str, Any] = {"asked": url, "answered": url, "status": 200, "headers": (HTML,), "body": page(number)}
    return Fetched(**{**told, "at": MOMENT + dt.timedelta(minutes=number), "tool": "Marsad/0.1", **more})


PAGES = [
    (fetched(1), Known()),
    (
        fetched(2, headers=(HTML, ("Content-Length", str(len(page(2)))))),
        Known(outlet="وكالة الجسر", published=dt.date(2020, 2, 11)),
    ),
    (
        fetched(3, headers=(("content-encoding", "gzip"), ("Content-Length", "99"), HTML, ("X-A", "é"), ("X-A", ""))),
        Known(by_feed=True),
    ),
    (fetched(4, headers=(("Transfer-Encoding", "chunked"), HTML), asked="http://news.example/old"), Known(language="ar")),
    (fetched(5, headers=(), tool="Marsad/0.2", status=203), Known(outlet="صحيفة", published=dt.date(2020, 2, 9), by_feed=True)),
    (fetched(6, body=page(6, encoding="cp1256"), headers=(("Content-Type", "text/html; charset=windows-1256"),)), Known()),
    (fetched(7, body="قال الناطق إن الطريق مفتوح.".encode(), headers=(("Content-Type", "text/plain"),)), Known()),
    (fetched(1, at=MOMENT + dt.timedelta(days=1)), Known()),
    (fetched(1, at=MOMENT + dt.timedelta(days=2), body=page(1, "وزاد أن الجسر أصلح.")), Known()),
    (fetched(8, body=page(8).replace("قال الناطق".encode(), b"The speaker told the people of the village that")), Known()),
]


def fill(url: str, *, folder: Path | None = None) -> str:
    """Add pages as the fetcher gives them, and a file that was never on the web."""
    store, _ = make_database(url)
    for got, known in PAGES:
        (found,) = read_answer(got, known)
        assert isinstance(found, Document)
        if store.find_known([found]) == [True]:
            store.keep_retrievals([found])
        else:
            store.add([prepare_document(found)])
    store.close()
    if folder:
        (folder / "file.txt").write_text("قال الناطق إن الجسر مغلق.", "utf-8")
        run("add", folder / "file.txt", "-d", url, "-q")
    return url


def run(*arguments: object) -> Result:
    result = CliRunner().invoke(app, [str(one) for one in arguments])
    assert result.exit_code == 0, result.output
    return result


def kept(database: str) -> list[dict[str, Any]]:
    """Give all that is kept of pages: documents, texts, and each time that they were got, with the bytes."""
    told = [version.c[name] for name in ("number", "text", "title", "author", "language", "published", "modified", "fetched")]
    told += [version.c[name] for name in ("blocks", "encoding", "remarks", "latest")]
    told += [retrieval.c[name] for name in ("asked", "answered", "status", "headers", "at", "tool", "capture_sha256")]
    query = sa.select(document.c.name, document.c.url, document.c.outlet, capture.c.media_type, capture.c.body, *told)
    query = query.join(version, version.c.document_id == document.c.id).join(retrieval, retrieval.c.version_id == version.c.id)
    query = query.join(capture, capture.c.sha256 == retrieval.c.capture_sha256).where(retrieval.c.answered != "")
    engine = make_engine(parse_url(database))
    with engine.connect() as connection:
        found = [dict(row) for row in connection.execute(query.order_by(retrieval.c.at, document.c.name)).mappings()]
    engine.dispose()
    return found


def test_pages_out_as_wacz_and_in_again_are_equal(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("marsad.cli.keeping.present", lambda: MOMENT)
    fill(database_url, folder=tmp_path)
    first, second, other = tmp_path / "first.wacz", tmp_path / "second.wacz", str(tmp_path / "other.db")
    assert "10 pages" in run("export", first, "-d", database_url, "--superseded").stderr
    told = run("add", first, "-d", other)
    assert "warcinfo record" in told.stderr
    assert kept(other) == kept(database_url)
    assert len(kept(other)) == 10
    run("export", second, "-d", other, "--superseded", "-q")
    assert second.read_bytes() == first.read_bytes()
    assert "unchanged: 10" in run("add", second, "-d", database_url).stderr


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wacz")
    database = fill(str(folder / "m.db"), folder=folder)
    run("export", folder / "out.wacz", "-d", database, "--superseded", "-q")
    return folder / "out.wacz"


def test_the_archive_is_of_the_form_of_wacz(archive: Path) -> None:
    with zipfile.ZipFile(archive) as zipped:
        assert zipped.testzip() is None
        assert zipped.namelist() == [
            "archive/data.warc.gz",
            "indexes/index.cdxj",
            "pages/pages.jsonl",
            "datapackage.json",
            "datapackage-digest.json",
        ]
        assert zipped.getinfo("archive/data.warc.gz").compress_type == zipfile.ZIP_STORED
        manifest = json.loads(zipped.read("datapackage.json"))
        proof = json.loads(zipped.read("datapackage-digest.json"))
        assert (manifest["profile"], manifest["wacz_version"]) == ("data-package", "1.1.1")
        assert proof == {
            "path": "datapackage.json",
            "hash": f"sha256:{hashlib.sha256(zipped.read('datapackage.json')).hexdigest()}",
        }
        for one in manifest["resources"]:
            data = zipped.read(one["path"])
            assert (one["bytes"], one["hash"]) == (len(data), f"sha256:{hashlib.sha256(data).hexdigest()}")
            assert one["path"].endswith(one["name"])
        head, *pages = (json.loads(line) for line in zipped.read("pages/pages.jsonl").splitlines())
        assert head["format"] == "json-pages-1.0"
        assert len(pages) == 10
        assert all(one["url"].startswith("https://news.example/") and one["ts"].endswith("Z") for one in pages)


def test_another_program_reads_the_records_and_finds_them_by_the_index(archive: Path) -> None:
    with zipfile.ZipFile(archive) as zipped:
        data = zipped.read("archive/data.warc.gz")
        lines = zipped.read("indexes/index.cdxj").decode().splitlines()
    read = {}
    for one in ArchiveIterator(io.BytesIO(data), check_digests="raise"):
        if one.rec_type == "response":
            body = one.content_stream().read()
            read[one.rec_headers["WARC-Target-URI"], one.rec_headers["WARC-Date"]] = body
            assert not one.http_headers.get_header("Content-Encoding")
    assert sorted(hashlib.sha256(body).hexdigest() for body in read.values()) == sorted(
        hashlib.sha256(got.body).hexdigest() for got, _ in PAGES
    )
    assert lines == sorted(lines)
    assert len(lines) == 10
    for line in lines:
        key, moment, rest = line.split(" ", 2)
        told = json.loads(rest)
        part = data[told["offset"] : told["offset"] + told["length"]]
        block = gzip.decompress(part)
        assert f"WARC-Target-URI: {told['url']}\r\n".encode() in block
        assert told["digest"].encode() in block
        assert key == sort_address(told["url"])
        assert moment.isdigit()


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://www.Example.org/Index.html", "org,example,www)/index.html"),
        ("http://example.org:8080/a?b=C#d", "org,example:8080)/a?b=c"),
        ("http://example.org", "org,example)/"),
        ("http://192.0.2.1/x", "192.0.2.1)/x"),
        ("http://[bad/x", "http://[bad/x"),
    ],
)
def test_addresses_are_sorted_by_their_sites(url: str, key: str) -> None:
    assert sort_address(url) == key


def test_pages_of_chosen_texts_are_written_and_files_never(tmp_path: Path) -> None:
    database = fill(str(tmp_path / "m.db"), folder=tmp_path)
    assert "1 page" in run("export", tmp_path / "a.wacz", "-d", database, "--outlet", "وكالة الجسر").stderr
    result = CliRunner().invoke(app, ["export", str(tmp_path / "b.wacz"), "-d", database, "--document", "file"])
    assert result.exit_code == 2
    assert "no page of the web" in result.output
    assert not (tmp_path / "b.wacz").exists()
