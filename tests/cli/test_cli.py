from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

import marsad.cli.pipeline
from marsad.cli import COMMANDS, app
from marsad.ledger import Coded
from marsad.model import Claim, Document, Event, Evidence, Skipped, SkipReason
from marsad.text import Span

TEXT = "قال الوزير إن القوات خرقت الهدنة في الشمال."
TRIGGER = "خرقت"
QUIET_TEXT = "قال الطبيب إن المرضى في المدينة بخير."


def code_by_a_word(document: Document) -> Coded:
    """Stand in for reading and coding: a claim wherever the trigger stands."""
    claims = tuple(
        Claim(
            id=f"{document.id}-{found.start()}",
            doc=document.id,
            lang=document.language,
            date=str(document.published) if document.published else None,
            sentence=Span(0, len(document.text)),
            source="outlet",
            act="report",
            event=Event(type="breach"),
            cue=None,
            trigger=Evidence(span=Span(*found.span()), quote=TRIGGER),
            rule="a word",
        )
        for found in re.finditer(TRIGGER, document.text)
    )
    return Coded(document, claims, (), (Skipped(Span(0, 1), SkipReason.newsletter),))


@pytest.fixture(autouse=True)
def _a_simple_coder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(marsad.cli.pipeline, "code_document", code_by_a_word)


def run(*arguments: object, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(app, [str(one) for one in arguments], input=stdin)


def write(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


# ── bad input: a message, exit code 2, nothing half-written ──

BAD: list[tuple[str, str | bytes, str]] = [
    ("empty.txt", "", "empty.txt is empty"),
    ("blank.txt", " \n\n", "blank.txt is empty"),
    ("binary.txt", bytes(range(256)), "binary.txt is binary"),
    ("paper.txt", b"%PDF-1.4", "is a PDF"),
    ("cut.txt", (TEXT * 2).encode()[:-2], "damaged at byte"),
    ("persian.txt", "وزیر خارجه گفت که نیروها از شهر خارج شده‌اند و این آتش‌بس برای ما مهم است", "Persian"),
    ("chinese.txt", "部长说部队已经离开了城市，停火仍在继续。", "no pack"),
    ("empty.html", "<html><body></body></html>", "without text"),
    ("lines.jsonl", '{"text": "a"\n', "lines.jsonl:1: broken JSON"),
]


@pytest.mark.parametrize(("name", "content", "says"), BAD)
@pytest.mark.parametrize("command", [["read"], ["ledger", "idlib-2018"]])
def test_bad_input_ends_with_a_message_and_code_2_and_writes_nothing(
    command: list[str], name: str, content: str | bytes, says: str, tmp_path: Path
) -> None:
    output = tmp_path / "out"
    result = run(*command, write(tmp_path / name, content), "--output", output)
    assert result.exit_code == 2
    assert result.stderr.startswith("error: ")
    assert says in result.stderr
    assert "Traceback" not in result.stderr
    assert result.stdout == ""
    assert [path.name for path in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["read", "missing.txt"], "missing.txt is not there"),
        (["read", "."], "holds no file that can be read"),
        (["read"], "Missing argument 'PATH...'"),
        (["read", "-", "--published", "12/2/2020"], "'12/2/2020' is no date; write it as 2020-02-12"),
        (["read", "-", "--published", "2020-02-30"], "is no date"),
        (["read", "-", "--format", "xml"], "xml"),
        (["read", "-"], "stdin is empty"),
        (["read", "-", "--language", "zz"], "zz"),
        (["raed", "-"], "raed"),
        (["ledger", "idlib2018", "-"], "idlib-2018"),
        (["ledger", "no-such.yaml", "-"], "no-such.yaml is not there"),
        (["agreements", "show", "idlib-2081"], "idlib-2018"),
        (["agreements", "check", "no-such.yaml"], "no-such.yaml is not there"),
        (["agreements", "check", "."], "cannot be read"),
    ],
)
def test_a_bad_option_or_name_is_told_with_code_2(
    arguments: list[str], says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run(*arguments, stdin=TEXT.encode() if "zz" in arguments else b"")
    assert result.exit_code == 2
    assert "error: " in result.stderr
    assert says in result.stderr


def test_an_old_file_stays_as_it_was_where_reading_fails(tmp_path: Path) -> None:
    good, bad, output = write(tmp_path / "a.txt", TEXT), write(tmp_path / "b.txt", b""), write(tmp_path / "out", "old")
    assert run("read", good, bad, "-o", output).exit_code == 2
    assert output.read_text() == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "b.txt", "out"]


@pytest.mark.parametrize("command", [("read",), ("ledger", "idlib-2018")])
def test_output_never_replaces_what_is_read(command: tuple[str, ...], tmp_path: Path) -> None:
    given = write(tmp_path / "report.txt", "قصفت القوات السورية إدلب.")
    result = run(*command, given, "--output", given)
    assert result.exit_code == 2
    assert "is read here" in result.stderr
    assert given.read_text("utf-8") == "قصفت القوات السورية إدلب."


@pytest.mark.parametrize("arguments", [("read", ""), ("ledger", "idlib-2018", ""), ("read", "-", "--output", "")])
def test_an_empty_path_is_no_folder(arguments: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "report.txt", "قصفت القوات السورية إدلب.")
    monkeypatch.chdir(tmp_path)
    result = run(*arguments, stdin=b"")
    assert (result.exit_code, result.stdout) == (2, "")


def test_json_lines_without_a_line_are_empty(tmp_path: Path) -> None:
    result = run("read", write(tmp_path / "nothing.jsonl", ""))
    assert result.exit_code == 2
    assert "is empty" in result.stderr


def test_a_ledger_of_nothing_that_could_be_read_is_not_printed(tmp_path: Path) -> None:
    result = run("ledger", "idlib-2018", tmp_path / "missing.txt", "--keep-going", "--format", "json")
    assert (result.exit_code, result.stdout) == (2, "")


def test_output_into_no_folder_is_told(tmp_path: Path) -> None:
    result = run("read", write(tmp_path / "a.txt", TEXT), "-o", tmp_path / "no" / "out")
    assert result.exit_code == 2
    assert "cannot be written" in result.stderr


def test_a_text_of_60_mb_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    block = (TEXT + "\n").encode() * 20_000
    with path.open("wb") as stream:
        for _ in range(60_000_000 // len(block) + 1):
            stream.write(block)
    result = run("read", path)
    assert result.exit_code == 2
    assert "too large" in result.stderr


def test_a_broken_line_stops_the_run_or_is_named_while_the_rest_is_read(tmp_path: Path) -> None:
    path = write(tmp_path / "day.jsonl", "\n".join([json.dumps({"text": TEXT}), "{broken", json.dumps({"text": TEXT})]))
    stopped = run("read", path, "--format", "jsonl")
    assert (stopped.exit_code, stopped.stdout.count("\n")) == (2, 1)
    went_on = run("read", path, "--format", "jsonl", "--keep-going")
    assert (went_on.exit_code, went_on.stdout.count("\n")) == (2, 2)
    for result in (stopped, went_on):
        assert "day.jsonl:2: broken JSON" in result.stderr
    assert "2 documents read, 2 claims" in went_on.stderr
    assert "could not be read: 1" in went_on.stderr


# ── what comes out ──


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1256", "iso8859_6", "utf-16", "utf-16-le", "utf-16-be"])
def test_old_encodings_are_read_right_and_told(encoding: str, tmp_path: Path) -> None:
    result = run("read", write(tmp_path / "a.txt", TEXT.encode(encoding)), "--format", "jsonl")
    record = json.loads(result.stdout)
    start, end = record["spans"]["trigger"]
    assert result.exit_code == 0
    assert TEXT[start:end] == record["trigger"] == TRIGGER
    assert ("note: a: " in result.stderr) == (encoding != "utf-8")


def test_offsets_count_the_text_as_given(tmp_path: Path) -> None:
    text = f"\r\n  😀 {TEXT}\r\n"
    record = json.loads(run("read", write(tmp_path / "a.txt", text), "--format", "jsonl").stdout)
    start, end = record["spans"]["trigger"]
    assert text[start:end] == TRIGGER


@pytest.mark.parametrize("form", ["table", "jsonl", "csv", "links"])
def test_a_document_without_claims_is_no_error(form: str, tmp_path: Path) -> None:
    result = run("read", write(tmp_path / "a.txt", QUIET_TEXT), "--format", form)
    assert result.exit_code == 0
    assert "1 document read, 0 claims" in result.stderr


def test_the_summary_tells_what_was_read_past_and_quiet_silences_it(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", TEXT.encode("cp1256"))
    assert "read past: 1 × newsletter line" in run("read", path).stderr
    assert run("read", path, "--quiet").stderr == ""


def test_quiet_does_not_silence_errors(tmp_path: Path) -> None:
    assert "error: " in run("read", write(tmp_path / "a.txt", ""), "--quiet", "--keep-going").stderr


def test_output_goes_to_a_file_whole(tmp_path: Path) -> None:
    output = tmp_path / "out.csv"
    result = run("read", write(tmp_path / "a.txt", TEXT), "--format", "csv", "--bom", "-o", output)
    assert (result.exit_code, result.stdout) == (0, "")
    assert output.read_bytes().startswith(b"\xef\xbb\xbfdoc,")
    assert TRIGGER in output.read_text("utf-8")


def test_output_to_a_device_does_not_replace_it(tmp_path: Path) -> None:
    assert run("read", write(tmp_path / "a.txt", TEXT), "-o", "/dev/null").exit_code == 0
    assert not Path("/dev/null").is_file()


def test_an_interrupted_run_says_what_was_done_and_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt_at_b(document: Document) -> Coded:
        if document.id == "b":
            raise KeyboardInterrupt
        return code_by_a_word(document)

    monkeypatch.setattr(marsad.cli.pipeline, "code_document", interrupt_at_b)
    paths = [write(tmp_path / f"{name}.txt", TEXT) for name in "ab"]
    result = run("read", *paths, "-o", tmp_path / "out")
    assert result.exit_code == 130
    assert "1 document read" in result.stderr
    assert not (tmp_path / "out").exists()


def test_help_has_examples_and_exit_codes() -> None:
    page = run("--help").stdout
    assert "Exit codes:" in page
    assert "130" in page
    for name in COMMANDS:
        assert "marsad " + name in run(name, "--help").stdout


def test_every_command_listed_can_be_loaded() -> None:
    context = click.Context(app)
    for name in app.list_commands(context):
        assert app.get_command(context, name) is not None


def test_help_loads_nothing_heavy() -> None:
    code = "import sys, marsad.cli\ntry: marsad.cli.app.main(['--help'])\nexcept SystemExit: pass\nprint(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert {"yaml", "rich", "trafilatura", "lxml", "jinja2", "marsad.model"}.isdisjoint(loaded)


def test_a_reader_that_closes_the_pipe_ends_the_run_quietly(tmp_path: Path) -> None:
    write(tmp_path / "many.jsonl", (json.dumps({"text": QUIET_TEXT}, ensure_ascii=False) + "\n") * 20_000)
    code = (
        "import re, sys, marsad.cli, marsad.cli.pipeline as p\nfrom marsad.ledger import Coded\n"
        "p.code_document = lambda document: Coded(document, ())\nmarsad.cli.main()"
    )
    command = [sys.executable, "-c", code, "read", str(tmp_path / "many.jsonl"), "--quiet"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, "NO_COLOR": "1"})
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    told = process.stderr.read()
    process.stderr.close()
    assert (process.wait(), told) == (0, b"")


# ── agreements ──


def test_the_agreements_are_listed_and_shown() -> None:
    assert "idlib-2018" in run("agreements", "list").stdout
    page = run("agreements", "show", "idlib-2018").stdout
    assert "S5" in page
    assert "signatory" in page


def test_a_malformed_agreement_file_is_told_line_by_line(tmp_path: Path) -> None:
    path = write(tmp_path / "mine.yaml", "id: mine\ntitle: Mine\nsigned: yesterday\n")
    result = run("agreements", "check", path)
    assert result.exit_code == 2
    assert "mine.yaml:3: " in result.stderr
    ledger = run("ledger", path, "-", stdin=TEXT.encode())
    assert ledger.exit_code == 2
    assert "mine.yaml:" in ledger.stderr


def test_explain_lists_the_sentences_or_shows_one_and_tells_a_wrong_number(tmp_path: Path) -> None:
    report = write(tmp_path / "report.txt", "عنوان الخبر\nقصفت القوات السورية سراقب.")
    listed = run("explain", report)
    assert (listed.exit_code, len(listed.stdout.splitlines())) == (0, 2)
    shown = run("explain", report, "--sentence", "2")
    assert shown.exit_code == 0
    assert "ar/events#shell-qasafa" in shown.stdout
    wrong = run("explain", report, "--sentence", "3")
    assert wrong.exit_code == 2
    assert "has 2 sentences" in wrong.stderr
    assert run("explain", tmp_path / "missing.txt").exit_code == 2
