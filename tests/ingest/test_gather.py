from __future__ import annotations

import datetime as dt
import io
import json
import os
from pathlib import Path
from typing import Any

import pytest

from marsad.errors import BadInput, NoPack, NotFound, NotText
from marsad.ingest import Failure, gather, limits, plain, weigh
from marsad.ingest.desk import Desk, Got
from marsad.ingest.formats import split_content_type
from marsad.model import Document

TEXT = "قال الوزير إن القوات انسحبت من المدينة في الشمال."


def write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def documents(
    *paths: Path, stdin: bytes | None = None, published: dt.date | None = None, language: str | None = None
) -> list[Document]:
    stream = None if stdin is None else io.BytesIO(stdin)
    found = list(gather(paths, published=published, language=language, stdin=stream))
    assert all(isinstance(one, Document) for one in found)
    return [one for one in found if isinstance(one, Document)]


def test_a_text_file_is_a_document_as_it_stands(tmp_path: Path) -> None:
    text = f"\r\n {TEXT}\r\n\r\n{TEXT} \n"
    (document,) = documents(write(tmp_path / "report.txt", text))
    assert (document.id, document.text, document.language, document.encoding) == ("report", text, "ar", "utf-8")
    assert document.published is None
    assert document.remarks == ()


def test_a_folder_is_read_to_the_bottom_in_order_without_hidden_and_other_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a.TXT", "sub/c.txt", ".hidden.txt", ".git/d.txt", "e.png", "f.md"):
        write(tmp_path / name, TEXT)
    assert [one.id for one in documents(tmp_path)] == ["a", "b", "c"]


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", TEXT)
    assert len(documents(path, tmp_path, tmp_path / ".." / tmp_path.name / "a.txt")) == 1


def test_documents_of_one_name_get_ids_of_their_own(tmp_path: Path) -> None:
    write(tmp_path / "x" / "a.txt", TEXT)
    write(tmp_path / "y" / "a.txt", TEXT)
    first, second = documents(tmp_path)
    assert (first.id, second.id) == ("a", "a-2")
    assert "a-2" in second.remarks[0]


def test_json_lines_give_a_document_a_line(tmp_path: Path) -> None:
    full = {
        "id": "x1",
        "text": f" {TEXT}\r\n",
        "title": "ت",
        "published": "2020-02-12T08:00:00Z",
        "outlet": "و",
        "url": "u",
        "language": "ar",
    }
    lines = [
        json.dumps(full),
        "",
        json.dumps({"text": TEXT}, ensure_ascii=False),
        json.dumps({"id": 7, "text": TEXT, "title": None}),
    ]
    first, second, third = documents(write(tmp_path / "day.jsonl", "\n".join(lines)))
    assert (first.id, first.text, first.title, first.outlet, first.url) == ("x1", f" {TEXT}\r\n", "ت", "و", "u")
    assert first.published == dt.date(2020, 2, 12)
    assert (second.id, third.id) == ("day-3", "7")


def test_a_line_separator_inside_a_text_does_not_end_the_line(tmp_path: Path) -> None:
    (document,) = documents(write(tmp_path / "a.jsonl", json.dumps({"text": f"{TEXT}\u2028{TEXT}\x85"}, ensure_ascii=False)))
    assert document.text == f"{TEXT}\u2028{TEXT}\x85"


def test_json_lines_in_utf16_or_with_a_mark_are_read(tmp_path: Path) -> None:
    line = json.dumps({"text": TEXT}, ensure_ascii=False) + "\n"
    for encoding in ("utf-16", "utf-8-sig"):
        assert len(documents(write(tmp_path / f"{encoding}.jsonl", (line * 2).encode(encoding)))) == 2


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (b'{"text": "a"', "broken JSON"),
        (b"[1]", "not an object"),
        (b'"text"', "not an object"),
        (b'{"id": "a"}', 'no "text"'),
        (b'{"text": "  "}', 'no "text"'),
        (b'{"text": 5}', '"text" is not a string'),
        (b'{"text": "a", "title": ["b"]}', '"title" is not a string'),
        (b'{"text": "a \\ud800 b"}', "half a character"),
        (b'{"text": "\xc7\xe1"}', "not UTF-8 at byte 10"),
        (b"[" * 100_000, "broken JSON"),
        (b'{"text": "a", "n": ' + b"9" * 5000 + b"}", "broken JSON"),
        ('{"text": "a b", "published": "yesterday"}', "no date"),
    ],
)
def test_a_bad_line_is_named_and_the_rest_is_read_if_asked(line: bytes | str, says: str, tmp_path: Path) -> None:
    good = json.dumps({"text": TEXT}).encode()
    raw = line.encode() if isinstance(line, str) else line
    path = write(tmp_path / "day.jsonl", b"\n".join([good, good, raw, good]))
    with pytest.raises(BadInput, match=r"day\.jsonl:3: ") as caught:
        list(gather([path]))
    assert says in caught.value.what
    kinds = [type(one) for one in gather([path], keep_going=True)]
    assert kinds == [Document, Document, Failure, Document]


def test_a_page_is_read_as_a_page_whatever_its_name(tmp_path: Path) -> None:
    page = f"<!DOCTYPE html><html><head><meta charset='windows-1256'></head><body><p>{TEXT}</p></body></html>".encode("cp1256")
    for name in ("a.html", "b.txt"):
        (document,) = documents(write(tmp_path / name, page))
        assert document.text == TEXT
        assert document.encoding == "cp1256"
        assert "cp1256" in document.remarks[0]


def test_the_date_given_holds_for_documents_that_tell_none(tmp_path: Path) -> None:
    day = dt.date(2020, 2, 12)
    lines = [{"text": TEXT}, {"text": TEXT, "published": "2019-01-01"}]
    first, second = documents(write(tmp_path / "a.jsonl", "\n".join(map(json.dumps, lines))), published=day)
    assert (first.published, second.published) == (day, dt.date(2019, 1, 1))
    assert "2019-01-01" in second.remarks[0]


@pytest.mark.parametrize(
    ("data", "ids"),
    [
        (TEXT.encode(), ["stdin"]),
        (TEXT.encode("cp1256"), ["stdin"]),
        (TEXT.encode("utf-16"), ["stdin"]),
        (f"<html><body><p>{TEXT}</p></body></html>".encode(), ["stdin"]),
        (b"\n \n" + json.dumps({"text": TEXT}).encode() + b"\n" + json.dumps({"text": TEXT}).encode(), ["stdin-3", "stdin-4"]),
        (b"\xef\xbb\xbf" + json.dumps({"text": TEXT, "id": "x"}).encode(), ["x"]),
    ],
)
def test_the_standard_input_is_text_a_page_or_json_lines(data: bytes, ids: list[str]) -> None:
    found = documents(Path("-"), stdin=data)
    assert [one.id for one in found] == ids
    assert all(one.text.strip() == TEXT for one in found)


@pytest.mark.parametrize(
    ("name", "content", "error", "says"),
    [
        ("empty.txt", "", NotText, "empty"),
        ("binary.txt", bytes(range(256)), NotText, "binary"),
        ("folder/", None, NotText, "no file that can be read"),
        ("missing.txt", None, NotFound, "not there"),
        ("persian.txt", "وزیر خارجه گفت که نیروها از شهر خارج شده‌اند و این آتش‌بس برای ما مهم است", NoPack, r"Persian \(fa\)"),
        ("chinese.txt", "部长说部队已经离开了城市，停火仍在继续。", NoPack, "zh"),
        ("numbers.txt", "12 34 56", NoPack, "too few words"),
        ("runes.txt", "ᚠᚢᚦᚨᚱᚲ", NoPack, "does not know"),
    ],
)
def test_what_cannot_be_read_is_named_with_the_reason(
    name: str, content: str | bytes | None, error: type[BadInput], says: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    if name.endswith("/"):
        path.mkdir()
    elif content is not None:
        write(path, content)
    with pytest.raises(error, match=says) as caught:
        list(gather([path]))
    assert Path(name).stem in caught.value.what
    assert caught.value.hint
    (failure,) = gather([path], keep_going=True)
    assert isinstance(failure, Failure)


def test_no_pack_names_the_languages_that_have_one(tmp_path: Path) -> None:
    with pytest.raises(NoPack, match=r"ar \(Arabic\)"):
        list(gather([write(tmp_path / "a.txt", "部长说部队已经离开了城市")]))


def test_the_language_can_be_told(tmp_path: Path) -> None:
    (document,) = documents(write(tmp_path / "a.txt", "12 34"), language="ar")
    assert document.language == "ar"


def test_a_text_over_the_limit_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as stream:
        stream.write(TEXT.encode())
        stream.truncate(60_000_000)
    with pytest.raises(NotText, match="too large: 60 MB, and one text may have 50 MB"):
        list(gather([path]))


def test_a_stream_over_the_limit_is_refused_when_it_passes_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_BYTES", 1000)
    with pytest.raises(NotText, match="stdin is too large"):
        documents(Path("-"), stdin=(TEXT + "\n").encode() * 30)


def test_a_json_line_over_the_limit_is_refused_and_a_long_file_of_short_lines_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MAX_BYTES", 1000)
    assert len(documents(write(tmp_path / "a.jsonl", (json.dumps({"text": TEXT}) + "\n") * 30))) == 30
    with pytest.raises(NotText, match="too large"):
        documents(write(tmp_path / "b.jsonl", json.dumps({"text": TEXT * 30})))


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_file_without_permission_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", TEXT)
    path.chmod(0)
    with pytest.raises(BadInput, match="cannot be opened"):
        documents(path)


def test_the_load_counts_files_and_lines(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", "abcd")
    write(tmp_path / "b.jsonl", "{}\n{}\n")
    assert weigh([tmp_path]) == (3, 10, False)
    assert weigh([tmp_path, Path("-"), tmp_path / "missing"]) == (None, 10, False)


def test_the_load_of_archives_is_told_in_bytes_where_all_are_known(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", "abcd")
    write(tmp_path / "b.warc.gz", "12345")
    assert weigh([tmp_path]) == (None, 9, True)
    assert weigh([tmp_path, Path("-")]) == (None, 9, False)
    assert weigh([tmp_path], pages=2) == (None, 9, False)


def test_a_crash_in_a_parser_takes_down_one_file_and_not_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(source: str, *, name: str) -> Any:
        raise RecursionError("too deep")

    monkeypatch.setattr(plain, "read_page", crash)
    page, text = write(tmp_path / "a.html", "<!doctype html><p>x"), write(tmp_path / "b.txt", "قصفت القوات البلدة")
    failure, document = gather([page, text], keep_going=True)
    assert isinstance(failure, Failure)
    assert f"{page} could not be read: a fault in Marsad (RecursionError: too deep)" in str(failure.error)
    assert isinstance(document, Document)


def test_an_archive_in_too_many_archives_is_refused() -> None:
    (refused,) = Desk().take_bytes(b"words", Got(name="a.zip!b.txt", stem="b", depth=limits.MAX_DEPTH + 1))
    assert "one in the other" in str(refused)


@pytest.mark.parametrize(
    ("header", "found"),
    [
        ("text/html; charset=Windows-1256", ("text/html", "Windows-1256")),
        ('TEXT/HTML;CHARSET="utf-8"', ("text/html", "utf-8")),
        ("application/pdf", ("application/pdf", "")),
        ("", ("", "")),
    ],
)
def test_a_content_type_gives_its_type_and_its_charset(header: str, found: tuple[str, str]) -> None:
    assert split_content_type(header) == found


def test_the_charset_of_the_server_is_used_where_the_page_tells_none() -> None:
    words = "قالت الوزارة إن القوات انسحبت من البلدة"
    got = Got(name="page", stem="page", media_type="text/html", charset="iso-8859-6")
    (document,) = Desk().take_bytes(f"<html><body><p>{words}</p></body></html>".encode("iso-8859-6"), got)
    assert isinstance(document, Document)
    assert words in document.text
    assert document.encoding == "iso8859-6"
