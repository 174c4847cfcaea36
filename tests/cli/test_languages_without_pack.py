"""What a text in a language that no pack reads comes to: refused where it is to be read now, kept where it is stored."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import marsad.cli.pipeline
import marsad.ingest.language
from marsad.cli import app

PERSIAN = "وزیر خارجه گفت که نیروها از شهر خارج شده‌اند و این آتش‌بس برای ما مهم است"
ARABIC = "أعلنت وزارة الدفاع التركية أن قوات النظام السوري قصفت مدينة إدلب أمس الأربعاء."


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(one) for one in arguments])


def put(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def count_claims(database: Path) -> int:
    return len(run("claims", "-d", database, "--format", "jsonl").stdout.splitlines())


def test_a_text_in_a_language_without_a_pack_is_kept_without_claims_and_found(tmp_path: Path) -> None:
    database = tmp_path / "a.db"
    done = run("add", put(tmp_path, "persian.txt", PERSIAN), "-d", database)
    assert done.exit_code == 0, done.output
    assert "kept without claims: it is in Persian (fa)" in done.stderr
    assert count_claims(database) == 0
    assert "persian" in run("search", "آتش‌بس", "-d", database).stdout
    assert run("verify", "-d", database).exit_code == 0


@pytest.mark.parametrize(("text", "told"), [("ᚠᚢᚦᚨᚱᚲ", "does not know"), ("12 34 56", "cannot be told")])
def test_a_text_whose_language_nobody_tells_is_kept_too(text: str, told: str, tmp_path: Path) -> None:
    done = run("add", put(tmp_path, "a.txt", text), "-d", tmp_path / "a.db")
    assert (done.exit_code, told in done.stderr) == (0, True)


def test_a_language_that_the_user_names_and_no_pack_reads_is_refused(tmp_path: Path) -> None:
    done = run("add", put(tmp_path, "a.txt", PERSIAN), "--language", "fas", "-d", tmp_path / "a.db")
    assert done.exit_code == 2
    assert "no pack" in done.stderr


def test_to_read_such_a_text_now_is_refused(tmp_path: Path) -> None:
    done = run("read", put(tmp_path, "a.txt", PERSIAN))
    assert done.exit_code == 2
    assert "no pack" in done.stderr


def test_a_text_kept_without_a_pack_is_read_once_one_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    database = tmp_path / "a.db"
    with monkeypatch.context() as before:
        before.setattr(marsad.ingest.language, "languages_with_pack", lambda: ("xx",))
        before.setattr(marsad.cli.pipeline, "reader_version", lambda: "without-the-pack")
        done = run("add", put(tmp_path, "a.jsonl", json.dumps({"text": ARABIC, "published": "2020-02-13"})), "-d", database)
        assert "for which there is no pack yet" in done.stderr
    assert count_claims(database) == 0
    assert "1 texts read again" in run("reread", "-d", database).stderr
    assert count_claims(database) == 1
