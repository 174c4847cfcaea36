"""`marsad evidence`: a slip proves a claim by its words and by what is known of them, and a pack is verified by other programs."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from lxml import html  # type: ignore[import-untyped]

from marsad.cli import app
from marsad.cli.pipeline import prepare_document, tell_claim
from marsad.model import Capture, Document
from marsad.publish.evidence import AROUND, select_words
from marsad.publish.labels import load_labels
from marsad.store import Store, erasure, make_store
from marsad.store.claims import Filter, find_claims
from marsad.store.judgements import Decision, judge
from marsad.text import Span

STRIKE = "قصفت القوات السورية بلدة سراقب يوم الثلاثاء، ما أسفر عن مقتل 11 شخصاً."
DENIAL = "نفت وزارة الدفاع التركية أن تكون قواتها قد قصفت بلدة سراقب."
QUIET = "السوق في وسط المدينة."
PAGE = "https://tall.example/news/1"
MORNING = dt.datetime(2020, 2, 13, 6, 30, tzinfo=dt.UTC)
HOSTILE = "<script>alert(1)</script>\u202eevil"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["evidence", *map(str, arguments)])


def capture(body: bytes = b"<p>page", **more: Any) -> Capture:
    headers = (("Content-Type", "text/html"), ("X-Odd", HOSTILE))
    told: dict[str, Any] = {"url": PAGE, "asked": "https://tall.example/s/1", "status": 200, "headers": headers, "fetched": MORNING}
    return Capture(body, "text/html", **(told | more))


def document(text: str = f"{QUIET}\n\n{STRIKE}\n\n{QUIET}\n", **more: Any) -> Document:
    told: dict[str, Any] = {"id": "a", "url": PAGE, "outlet": "وكالة التل", "title": HOSTILE, "published": dt.date(2020, 2, 12)}
    return Document(text=text, language="ar", **({"capture": capture()} | told | more))


def fill(path: Path) -> Store:
    store, _ = make_store(str(path), now=lambda: MORNING, sleep=lambda _: None, tell=tell_claim)
    other = document(f"{DENIAL}\n", id="b", url="", title="", capture=Capture(DENIAL.encode(), "text/plain"))
    store.add([prepare_document(document()), prepare_document(other)])
    return store


@pytest.fixture
def base(tmp_path: Path) -> Path:
    fill(tmp_path / "m.db").close()
    return tmp_path / "m.db"


def ident_of(base: Path, name: str = "a") -> str:
    store, _ = make_store(str(base), now=lambda: MORNING, sleep=lambda _: None, tell=tell_claim)
    with store.read() as connection:
        return next(one.claim.id for one in find_claims(connection, Filter(superseded=True)) if one.document.id == name)


def slip(base: Path, ident: str) -> dict[str, Any]:
    done = run(ident, "-d", base, "--format", "json")
    assert done.exit_code == 0, done.output
    [record] = json.loads(done.stdout)
    return dict(record)


# ── Selectors ──


@pytest.mark.parametrize("span", [Span(0, 3), Span(100, 140), Span(395, 400), Span(0, 400)])
def test_position_and_quote_select_the_same_words(span: Span) -> None:
    text = ("كلمة \U0001f54a word " * 40)[:400]
    position, quote = select_words(text, span)
    assert text[position["start"] : position["end"]] == quote["exact"]
    around = quote["prefix"] + quote["exact"] + quote["suffix"]
    assert around in text
    assert len(quote["prefix"]) == min(AROUND, span.start)
    assert len(quote["suffix"]) == min(AROUND, 400 - span.end)


def test_a_slip_selects_the_sentence_in_the_stored_text(base: Path) -> None:
    record = slip(base, ident_of(base))
    text = document().text
    position, quote = record["annotation"]["target"]["selector"]
    assert text[position["start"] : position["end"]] == quote["exact"] == STRIKE
    assert quote["prefix"] == f"{QUIET}\n\n"
    assert record["annotation"]["target"]["source"] == f"urn:sha256:{hashlib.sha256(text.encode()).hexdigest()}"
    assert record["parts"]["trigger"][1]["exact"] == "قصفت"


# ── What stands on a slip ──


def test_a_slip_tells_how_the_bytes_were_got_and_what_proves_it(base: Path) -> None:
    record = slip(base, ident_of(base))
    [got] = record["retrievals"]
    assert (got["asked"], got["answered"], got["status"]) == ("https://tall.example/s/1", PAGE, 200)
    assert got["at"] == "2020-02-13T06:30:00+00:00"
    assert got["capture"] == {"sha256": hashlib.sha256(b"<p>page").hexdigest(), "media_type": "text/html", "size": 7}
    assert [row["kind"] for row in record["proof"]["rows"]] == ["version", "retrieval", "reading"]
    assert record["proof"]["harms"] == []
    for row in record["proof"]["rows"]:
        made = dt.datetime.fromisoformat(row["made"])
        parts = (row["seq"], f"{made:%Y-%m-%dT%H:%M:%S.%fZ}", row["kind"], row["row"], row["digest"], row["previous"])
        assert hashlib.sha256("|".join(map(str, parts)).encode()).hexdigest() == row["hash"]


def test_a_slip_tells_whether_the_words_stand_in_the_newest_version(base: Path) -> None:
    ident = ident_of(base)
    assert slip(base, ident)["stands_in_newest"]
    store = fill(base)
    store.add([prepare_document(document(f"{STRIKE} {QUIET}\n", capture=capture(b"2")))])
    assert slip(base, ident)["stands_in_newest"]
    store.add([prepare_document(document(f"{QUIET}\n", capture=capture(b"3")))])
    record = slip(base, ident)
    store.close()
    assert not record["stands_in_newest"]
    assert [one["start"] for one in record["versions"]] == [len(QUIET) + 2, 0, None]
    assert [one["newest"] for one in record["versions"]] == [False, False, True]
    assert not record["current"]


def test_a_slip_tells_every_judgement_with_who_when_and_why(base: Path) -> None:
    ident = ident_of(base)
    store = fill(base)
    for verdict, reason in (("accept", "seen by two"), ("correct", "")):
        field = {"field": "killed", "value": "12"} if verdict == "correct" else {}
        decision = Decision(claim=ident, verdict=verdict, by="أمينة", reason=reason, **field)  # type: ignore[arg-type]
        store.write(lambda connection, now, decision=decision: judge(connection, decision, now, store.tell))  # type: ignore[misc]
    store.close()
    first, second = slip(base, ident)["judgements"]
    assert (first["by"], first["verdict"], first["reason"]) == ("أمينة", "accept", "seen by two")
    assert (second["verdict"], second["field"], second["value"]) == ("correct", "killed", [12, 12])
    assert "judgement" in {row["kind"] for row in slip(base, ident)["proof"]["rows"]}


@pytest.mark.parametrize(
    ("statement", "harm"),
    [
        ("UPDATE retrieval SET status = 404", "retrieval 1"),
        ("UPDATE version SET title = 'x' WHERE id = 1", "version 1"),
        ("UPDATE claim SET killed_low = 12", "claim"),
        ("DELETE FROM chain WHERE seq = 2", "retrieval 1"),
        ("UPDATE chain SET hash = digest WHERE seq = 1", "chain 1"),
    ],
)
def test_a_slip_says_what_is_not_as_the_chain_says(base: Path, statement: str, harm: str) -> None:
    import sqlite3

    ident = ident_of(base)
    with sqlite3.connect(base) as connection:
        connection.execute(statement)
    connection.close()
    assert any(told.startswith(harm) for told in slip(base, ident)["proof"]["harms"])
    assert load_labels().word("slip", "broken") in run(ident, "-d", base).stdout
    assert load_labels().word("slip", "broken", "ar") in run(ident, "-d", base, "--format", "html", "--language", "ar").stdout


def test_an_id_may_be_cut_short_and_one_that_is_not_there_is_refused(base: Path) -> None:
    ident = ident_of(base)
    assert slip(base, ident[:6])["claim"]["id"] == ident
    assert run("0000", "-d", base).exit_code == 2
    assert run("-d", base).exit_code == 2
    assert run(ident, "--act", "accuse", "-d", base).exit_code == 2


# ── Pages ──


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("ar", "rtl")])
def test_a_page_is_in_its_language_and_direction_and_escapes_what_strangers_wrote(
    base: Path, language: str, direction: str
) -> None:
    page = run(ident_of(base), "-d", base, "--format", "html", "--language", language).stdout
    tree = html.document_fromstring(page.encode())
    assert (tree.get("lang"), tree.get("dir")) == (language, direction)
    assert load_labels().word("slip", "title", language) in tree.findtext(".//h1", "")
    assert not tree.xpath("//script")
    assert not tree.xpath("//@onclick")
    assert "[U+202E]" in page
    assert "\u202e" not in page
    [mark] = tree.xpath("//blockquote/mark")
    assert mark.text_content() == STRIKE
    assert [one.text for one in mark.findall("b")] == ["قصفت"]
    assert tree.xpath("//blockquote/@dir") == ["rtl"]
    assert set(tree.xpath("//code/@dir")) == {"ltr"}
    assert not tree.xpath("//img | //link | //iframe | //@src")


def test_every_label_of_a_slip_is_there_in_both_languages() -> None:
    labels = load_labels()
    for group in ("slip", "chained", "verdicts"):
        for code in labels.groups[group]:
            assert labels.word(group, code)
            assert labels.groups[group][code].get("ar")


def test_every_field_of_a_slip_is_in_the_text_too(base: Path) -> None:
    told = run(ident_of(base), "-d", base).stdout
    for piece in (STRIKE.split("،", maxsplit=1)[0], PAGE, "X-Odd: <script>", "[U+202E]", "SYR.MIL", "link 1 · text 1"):
        assert piece in told


# ── Packs ──


def pack(base: Path, path: Path, *more: object) -> zipfile.ZipFile:
    done = run("--pack", path, "-d", base, "-q", *(more or ("--since", "2020-01-01")))
    assert done.exit_code == 0, done.output
    return zipfile.ZipFile(path)


@pytest.mark.skipif(not shutil.which("sha256sum"), reason="no sha256sum here")
def test_a_pack_verifies_with_sha256sum_until_something_is_changed(base: Path, tmp_path: Path) -> None:
    place = tmp_path / "out"
    pack(base, tmp_path / "p.zip").extractall(place)

    def check() -> int:
        return subprocess.run(["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"], cwd=place, check=False).returncode

    assert check() == 0
    listed = {line.split("  ", 1)[1] for line in (place / "SHA256SUMS").read_text().splitlines()}
    there = {str(path.relative_to(place)) for path in place.rglob("*") if path.is_file()}
    assert there == listed | {"SHA256SUMS"}
    page = next(place.glob("slips/*.html"))
    page.write_bytes(page.read_bytes() + b" ")
    assert check() == 1


def test_texts_and_captures_are_named_by_their_hash_and_are_as_they_were_got(base: Path, tmp_path: Path) -> None:
    zipped = pack(base, tmp_path / "p.zip")
    bodies = {name: zipped.read(name) for name in zipped.namelist()}
    kept = {name: body for name, body in bodies.items() if name.startswith(("texts/", "captures/"))}
    assert sorted(kept.values()) == sorted([b"<p>page", DENIAL.encode(), document().text.encode(), f"{DENIAL}\n".encode()])
    assert all(Path(name).stem == hashlib.sha256(body).hexdigest() for name, body in kept.items())
    assert {"README.txt", "index.html", "index.ar.html", "claims.json", "SHA256SUMS"} <= set(bodies)
    for record in json.loads(bodies["claims.json"]):
        assert json.loads(bodies[record["slip"]]) == record
        assert f"texts/{record['text']['sha256']}.txt" in bodies


def test_every_link_inside_a_pack_leads_to_a_file_of_it(base: Path, tmp_path: Path) -> None:
    zipped = pack(base, tmp_path / "p.zip")
    names = set(zipped.namelist())
    for name in names:
        if name.endswith(".html"):
            for target in html.document_fromstring(zipped.read(name)).xpath("//a/@href"):
                if not target.startswith("https://"):
                    assert str((Path("/") / name).parent.joinpath(target).resolve()).lstrip("/") in names, (name, target)


def test_the_same_evidence_makes_the_same_pack(base: Path, tmp_path: Path) -> None:
    pack(base, tmp_path / "one.zip")
    shutil.copy(base, tmp_path / "copy.db")
    pack(tmp_path / "copy.db", tmp_path / "two.zip")
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()


def test_a_pack_holds_what_is_asked_for_alone(base: Path, tmp_path: Path) -> None:
    ident = ident_of(base, "b")
    by_id, by_options = pack(base, tmp_path / "1.zip", ident), pack(base, tmp_path / "2.zip", "--act", "deny")
    assert by_id.namelist() == by_options.namelist()
    assert f"slips/{ident}.json" in by_id.namelist()
    assert document().text.encode() not in [by_id.read(name) for name in by_id.namelist()]
    for arguments in ((), (ident, "--act", "deny"), ("--act", "pledge")):
        assert run("--pack", tmp_path / "3.zip", "-d", base, *arguments).exit_code == 2
    assert not (tmp_path / "3.zip").exists()


def test_what_was_erased_is_in_no_pack_and_on_no_slip(base: Path, tmp_path: Path) -> None:
    ident = ident_of(base)
    store = fill(base)
    store.write(lambda connection, now: erasure.erase_document(connection, "a", "asked for", now, store.tell))
    store.close()
    zipped = pack(base, tmp_path / "p.zip", "--since", "2020-01-01", "--superseded")
    whole = b"".join(zipped.read(name) for name in zipped.namelist())
    for gone in (STRIKE.split("،", maxsplit=1)[0].encode(), b"<p>page", PAGE.encode(), ident.encode()):
        assert gone not in whole
    refused = run(ident, "-d", base)
    assert refused.exit_code == 2
    assert "erased" in refused.stderr


def test_two_documents_with_one_text_have_a_slip_each(base: Path, tmp_path: Path) -> None:
    store = fill(base)
    store.add([prepare_document(document(id="c", url="https://other.example/1", capture=capture(url="https://other.example/1")))])
    store.close()
    ident = ident_of(base)
    assert len(json.loads(run(ident, "-d", base, "--format", "json").stdout)) == 2
    names = pack(base, tmp_path / "p.zip", ident).namelist()
    assert {f"slips/{ident}.json", f"slips/{ident}-2.json"} <= set(names)
