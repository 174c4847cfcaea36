"""ZIP archives: what a folder would give, nothing else, and never a byte on the disk."""

from __future__ import annotations

import io
import os
from collections import Counter
from pathlib import Path

import pytest

from documents_at_hand import nested, zip_named_in, zip_of
from marsad.ingest import Failure, gather, limits
from marsad.model import Document

FIRST = "قال المتحدث باسم الوزارة إن القوات انسحبت من البلدة أمس بعد أيام من القصف المتواصل على أطرافها."
SECOND = "وأضاف أن الهدنة ما زالت صامدة في المنطقة كلها، وأن الدوريات المشتركة ستبدأ الأسبوع المقبل كما اتفق عليه."


def read(path: Path, *, stdin: bytes | None = None, passed: Counter[str] | None = None) -> tuple[dict[str, Document], list[str]]:
    """Give documents by where they stood, and the reasons of failures."""
    stream = io.BytesIO(stdin) if stdin is not None else None
    found = list(gather([path], stdin=stream, keep_going=True, for_keeping=True, passed=passed))
    documents = {one.capture.within: one for one in found if isinstance(one, Document) and one.capture}
    return documents, [one.error.what for one in found if isinstance(one, Failure)]


def save(folder: Path, data: bytes, name: str = "news.zip") -> Path:
    (folder / name).write_bytes(data)
    return folder / name


def test_the_files_of_a_zip_are_documents_that_say_where_they_stood(tmp_path: Path) -> None:
    page = f"<html><head><title>هدوء</title></head><body><p>{FIRST}</p><p>{SECOND}</p></body></html>"
    lines = '{"id": "x", "text": "' + SECOND + '"}\n'
    members: dict[str, str | bytes] = {"day/": "", "day/a.txt": FIRST, "day/b.html": page, "c.jsonl": lines}
    members["old.txt"] = FIRST.encode("cp1256")
    documents, failures = read(save(tmp_path, zip_of(members)))
    assert not failures
    assert list(documents) == ["news.zip!day/a.txt", "news.zip!day/b.html", "news.zip!c.jsonl", "news.zip!old.txt"]
    assert documents["news.zip!day/a.txt"].id == "a"
    assert documents["news.zip!day/a.txt"].text == documents["news.zip!old.txt"].text == FIRST
    assert documents["news.zip!c.jsonl"].id == "x"
    capture = documents["news.zip!old.txt"].capture
    assert capture is not None
    assert capture.body == FIRST.encode("cp1256")


def test_a_zip_in_a_zip_is_opened_and_names_both(tmp_path: Path) -> None:
    documents, failures = read(save(tmp_path, nested({"a.txt": FIRST}, 2)))
    assert list(documents) == ["news.zip!1.zip!0.zip!a.txt"]
    assert not failures


def test_what_is_no_document_is_passed_over_and_counted(tmp_path: Path) -> None:
    names = ["a.txt", "p/q.PNG", "s.css", "x.js", "__MACOSX/._a.txt", ".DS_Store", ".git/b.txt", "f.mp4", "odd.xyz", "README"]
    passed = Counter[str]()
    documents, failures = read(save(tmp_path, zip_of(dict.fromkeys(names, FIRST))), passed=passed)
    assert (list(documents), failures) == (["news.zip!a.txt"], [])
    counted = {
        "picture": 1,
        "style or script": 2,
        "hidden file": 3,
        "sound or film": 1,
        "file of kind .xyz": 1,
        "file of no kind": 1,
    }
    assert passed == counted


@pytest.mark.parametrize(
    ("encoding", "name"), [("cp1256", "تقرير.txt"), ("cp866", "доклад.txt"), ("cp437", "année.txt"), ("utf-8", "تقرير.txt")]
)
def test_a_name_in_an_old_encoding_is_read(encoding: str, name: str, tmp_path: Path) -> None:
    documents, failures = read(save(tmp_path, zip_named_in(encoding, name, FIRST.encode())))
    assert (list(documents), failures) == ([f"news.zip!{name}"], [])


def test_a_zip_is_told_by_its_bytes_and_read_from_a_folder_and_from_the_standard_input(tmp_path: Path) -> None:
    data = zip_of({"a.txt": FIRST})
    assert list(read(save(tmp_path, data, "no-suffix"))[0]) == ["no-suffix!a.txt"]
    save(tmp_path, data)
    assert list(read(tmp_path)[0]) == ["news.zip!a.txt"]
    assert list(read(Path("-"), stdin=data)[0]) == ["stdin!a.txt"]


def test_nothing_is_written_to_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = save(tmp_path, zip_of({"../../out.txt": FIRST, "/tmp/out.txt": FIRST, "a.txt": FIRST}))
    monkeypatch.chdir(tmp_path)
    documents, failures = read(path)
    assert list(documents) == ["news.zip!a.txt"]
    assert len(failures) == 2
    assert os.listdir(tmp_path) == ["news.zip"]  # noqa: PTH208


def test_more_files_than_an_archive_may_hold_are_refused_before_they_are_listed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MAX_MEMBERS", 3)
    documents, (reason,) = read(save(tmp_path, zip_of({f"{number}.txt": FIRST for number in range(4)})))
    assert not documents
    assert "holds more than 3 files" in reason


def test_an_archive_that_unpacks_without_end_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_BYTES", 4_000)
    monkeypatch.setattr(limits, "MAX_RATIO", 1)
    inner = zip_of({f"{number}.txt": FIRST * 3 for number in range(5)})
    documents, failures = read(save(tmp_path, zip_of({"a.zip": inner, "b.zip": inner})))
    assert documents
    assert failures
    assert all("unpacks to far more" in reason for reason in failures)
