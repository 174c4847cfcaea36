"""What nobody foresaw takes down one document, and not the run."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from archives_at_hand import pages
from marsad.cli import app, pipeline
from marsad.cli.runner import Crashed
from marsad.ingest import Failure, plain
from marsad.ingest import page as pages_of_ingest

BAD = "رقم 1 "


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(one) for one in arguments])


def crash_at(real: Callable[..., Any]) -> Callable[..., Any]:
    """Let a function crash where what it is given holds the bad words."""

    def crash(given: Any, *more: Any, **named: Any) -> Any:
        if BAD in getattr(given, "text", given):
            raise ZeroDivisionError("a fault of ours")
        return real(given, *more, **named)

    return crash


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    (tmp_path / "a.warc.gz").write_bytes(b"".join(pages(4)))
    return tmp_path / "a.warc.gz"


def test_a_crash_while_a_page_of_an_archive_is_taken_apart_costs_that_page(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plain, "read_page", crash_at(pages_of_ingest.read_page))
    result = run("add", archive, "-d", tmp_path / "m.db", "-k")
    assert result.exit_code == 2
    assert "added: 3" in result.output
    assert "(https://news.example/1) could not be read: a fault in Marsad (ZeroDivisionError: a fault of ours)" in result.output


@pytest.mark.parametrize("command", ["add", "read", "reread"])
def test_a_crash_while_a_text_is_read_costs_that_text(
    command: str, archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if command == "reread":
        assert run("add", archive, "-d", tmp_path / "m.db").exit_code == 0
        monkeypatch.setattr(pipeline, "reader_version", lambda: "another")
    monkeypatch.setattr(pipeline, "code_document", crash_at(pipeline.code_document))
    arguments = {"add": (archive, "-d", tmp_path / "m.db"), "read": (archive,), "reread": ("-d", tmp_path / "m.db")}[command]
    result = run(command, *arguments)
    assert result.exit_code == (1 if command == "reread" else 2)
    assert "news.example-1 could not be read: a fault in Marsad (ZeroDivisionError" in result.output
    assert {"add": "added: 3", "read": "3 documents read", "reread": "3 texts read again"}[command] in result.output
    monkeypatch.undo()
    if command == "add":
        assert "added: 1, new version: 0, unchanged: 3" in run("add", archive, "-d", tmp_path / "m.db").output


def test_a_crash_comes_back_from_another_process_as_it_was() -> None:
    error = pickle.loads(pickle.dumps(Failure(Crashed("what happened", "what to do")))).error
    assert (type(error), error.what, error.hint) == (Crashed, "what happened", "what to do")
