"""The commands with the real arrows behind them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from marsad.cli import app

ACCUSED = "اتهمت تركيا روسيا بانتهاك الاتفاق.\r\n\r\nوقال وزير الدفاع التركي إن القوات الروسية قصفت بلدة سراقب.\r\n"
CALM = "افتتحت البلدية حديقة جديدة للأطفال."


def run(*arguments: object, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(app, [str(one) for one in arguments], input=stdin)


def test_the_doctor_finds_everything_well() -> None:
    result = run("doctor")
    assert "FAULT" not in result.stdout
    assert result.exit_code == 0


def test_every_quote_of_a_line_stands_where_its_span_says() -> None:
    records = [json.loads(line) for line in run("read", "-", "--format", "jsonl", stdin=ACCUSED.encode()).stdout.splitlines()]
    assert records
    for record in records:
        for part in ("cue", "trigger"):
            start, end = record["spans"][part] or (0, 0)
            assert ACCUSED[start:end] == (record[part] or "")


@pytest.mark.parametrize("form", ["text", "html", "json"])
def test_a_ledger_of_documents_without_claims_is_empty_and_says_so(form: str) -> None:
    result = run("ledger", "idlib-2018", "-", "--format", form, stdin=CALM.encode())
    assert result.exit_code == 0
    assert "1 document read, 0 claims" in result.stderr
    if form == "json":
        assert json.loads(result.stdout)["claims"] in ({}, [])
    else:
        assert "no report" in result.stdout.lower()


@pytest.mark.parametrize("form", ["text", "html", "json"])
def test_a_ledger_opens_the_quote_of_what_is_said(form: str, tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text("قالت روسيا إن تركيا لم تلتزم باتفاق سوتشي بشأن إدلب.", "utf-8")
    result = run("ledger", "idlib-2018", report, "--published", "2020-02-12", "--format", form)
    assert result.exit_code == 0
    assert "تلتزم" in result.stdout


def test_the_links_of_a_document_name_agreement_effect_and_claim(tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text("اتهمت روسيا تركيا بخرق اتفاق سوتشي بشأن إدلب.", "utf-8")
    claims = run("read", report, "--published", "2020-02-12", "--format", "jsonl").stdout.splitlines()
    links = [json.loads(line) for line in run("read", report, "--published", "2020-02-12", "--format", "links").stdout.splitlines()]
    assert {(link["agreement"], link["effect"]) for link in links} >= {("idlib-2018", "breach")}
    assert {link["claim"] for link in links} <= {json.loads(claim)["id"] for claim in claims}
