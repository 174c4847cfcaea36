"""What the store is asked: claims by what they say, one claim, the matrix, the timeline; reading again; copies of the whole."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import marsad.cli.pipeline
from marsad.cli import app
from marsad.errors import BadInput, NotFound
from marsad.model import Document
from marsad.store.claims import Filter, count_days, count_matrix, find_claims, show_claim
from marsad.store.erasure import erase_document
from marsad.store.ledger import count_entries, count_entries_by_day
from marsad.store.texts import list_texts, load_coverage, open_text
from store_at_hand import ACCUSATION, DAY, DENIAL, PLEDGE, STRIKE, add, change, doc, dump, opened, prove, rows, store_at

LATER = DAY + dt.timedelta(days=3)
REPORTS: list[Document] = [
    doc(STRIKE, ACCUSATION, name="first", outlet="Al-Tall", url="https://tall.example/1"),
    doc(DENIAL, PLEDGE, name="second", outlet="Al-Jisr", published=LATER, url="https://jisr.example/2"),
    doc(ACCUSATION, name="third", outlet="Al-Marfa", url="https://marfa.example/3"),
]


def run(*arguments: object) -> Result:
    done = CliRunner().invoke(app, [str(one) for one in arguments])
    assert done.exit_code == 0, done.output
    return done


FILTERS: list[tuple[dict[str, Any], set[tuple[str, str, str]]]] = [
    ({"source": "RUS"}, {("first", "accuse", "breach"), ("third", "accuse", "breach")}),
    ({"source": "rus.gov"}, {("first", "accuse", "breach"), ("third", "accuse", "breach")}),
    ({"source": "outlet"}, {("first", "report", "assault")}),
    ({"actor": "SYR.MIL"}, {("first", "report", "assault")}),
    ({"act": "deny"}, {("second", "deny", "assault")}),
    ({"type": "retreat"}, {("second", "pledge", "retreat")}),
    ({"place": "سراقب", "act": "deny"}, {("second", "deny", "assault")}),
    ({"place": "%"}, set()),
    ({"outlet": "Al-Jisr"}, {("second", "deny", "assault"), ("second", "pledge", "retreat")}),
    ({"document": "third"}, {("third", "accuse", "breach")}),
    ({"since": LATER}, {("second", "deny", "assault"), ("second", "pledge", "retreat")}),
    ({"until": DAY, "act": "accuse"}, {("first", "accuse", "breach"), ("third", "accuse", "breach")}),
    ({"agreement": "idlib-2018", "effect": "breach", "outlet": "Al-Marfa"}, {("third", "accuse", "breach")}),
    ({"agreement": "minsk-2015"}, set()),
    ({"source": "RUS", "act": "deny"}, set()),
]  # fmt: skip


def test_claims_are_found_by_what_they_say(database_url: str) -> None:
    with store_at(database_url) as store:
        add(store, *REPORTS)
        with store.read() as connection:
            for wanted, expected in FILTERS:
                found = list(find_claims(connection, Filter(**wanted)))
                assert {(one.document.id, one.claim.act, one.claim.event.type) for one in found} == expected, wanted
            days = [one.document.published or dt.date.min for one in find_claims(connection, Filter())]
            assert days == sorted(days, reverse=True)
            assert len(list(find_claims(connection, Filter(), limit=2))) == 2


def test_the_newest_claims_are_the_first_of_all_whichever_way_they_are_found(database_url: str) -> None:
    """A few of an agreement are found by way of its links, all of them by way of the claims."""
    asked: list[dict[str, Any]] = [
        {"agreement": "idlib-2018"},
        {"agreement": "idlib-2018", "superseded": True},
        {"agreement": "idlib-2018", "effect": "breach", "source": "RUS"},
        {"agreement": "idlib-2018", "since": LATER, "outlet": "Al-Jisr"},
    ]
    with store_at(database_url) as store:
        add(store, *REPORTS)
        add(store, doc(DENIAL, ACCUSATION, name="second", published=LATER, url="https://jisr.example/2"))
        with store.read() as connection:
            for one in asked:
                wanted = Filter(**one)
                every = [found.number for found in find_claims(connection, wanted)]
                assert every
                for limit in (1, 2, 50):
                    assert [found.number for found in find_claims(connection, wanted, limit=limit)] == every[:limit]


def test_links_hold_the_day_of_their_claim_and_whether_it_stands(database_url: str) -> None:
    odd = (
        "SELECT link.id FROM link JOIN claim ON claim.id = claim_id WHERE link.current <> claim.current OR link.said <> claim.said"
    )
    with store_at(database_url) as store:
        add(store, *REPORTS)
        assert rows(store, "SELECT count(*) AS many FROM link WHERE said IS NOT NULL")[0]["many"] > 2
        add(store, doc(DENIAL, name="second", published=LATER, url="https://jisr.example/2"))
        assert rows(store, "SELECT DISTINCT current FROM link ORDER BY current") == [{"current": 0}, {"current": 1}]
        assert not rows(store, odd)
        store.write(lambda connection, now: erase_document(connection, "third", "asked for", now, store.tell))
        assert not rows(store, odd)


def test_every_form_of_the_list_tells_the_same_claims(database_url: str) -> None:
    with store_at(database_url) as store:
        add(store, *REPORTS)
        with store.read() as connection:
            idents = [one.claim.id for one in find_claims(connection, Filter())]
    lines = [json.loads(line) for line in run("claims", "-d", database_url, "--format", "jsonl").stdout.splitlines()]
    assert [line["id"] for line in lines] == idents
    table = list(csv.DictReader(io.StringIO(run("claims", "-d", database_url, "--format", "csv").stdout)))
    assert [row["id"] for row in table] == idents
    text = run("claims", "-d", database_url).stdout
    assert all(ident[:8] in text for ident in idents)


def test_the_matrix_counts_origins_beside_claims_and_leads_to_them(database_url: str) -> None:
    with store_at(database_url) as store:
        add(store, *REPORTS)
        with store.read() as connection:
            [cell] = count_matrix(connection, Filter())
            assert cell == ("RUS", "TUR", 2, 1), "one accusation in two outlets is one origin"
            found = list(find_claims(connection, Filter(source=cell.source, actor=cell.accused, act="accuse")))
            assert len(found) == cell.claims
            assert ("RUS", "TUR", 2, 1) in count_matrix(connection, Filter(agreement="idlib-2018"))
            assert count_matrix(connection, Filter(since=LATER)) == []
    shown = list(csv.reader(io.StringIO(run("matrix", "-d", database_url, "--format", "csv").stdout)))
    assert ["RUS", "TUR"] in [row[:2] for row in shown]


def test_the_timeline_counts_every_claim_once(database_url: str) -> None:
    with store_at(database_url) as store:
        add(store, *REPORTS, doc(STRIKE, name="undated", published=None))
        with store.read() as connection:
            days = count_days(connection, Filter())
            total = len(list(find_claims(connection, Filter())))
        assert sum(day.claims for day in days) == total
        assert days[0].day == DAY
        assert days[-1].day is None
        assert all(day.origins <= day.claims for day in days)
    assert "2020-02-15" in run("timeline", "-d", database_url).stdout


def test_a_claim_is_shown_with_all_that_is_known_of_it(database_url: str) -> None:
    with store_at(database_url) as store:
        add(store, *REPORTS)
        with store.read() as connection:
            [first] = find_claims(connection, Filter(act="accuse", document="first"))
            [shown] = show_claim(connection, first.claim.id)
            assert shown.found.claim == first.claim
            assert [one.document.id for one in shown.copies] == ["third"]
            assert {link.agreement for link in shown.links} >= {"idlib-2018"}
            assert shown.chain is not None
            assert show_claim(connection, first.claim.id[:10]) == (shown,)
            with pytest.raises(NotFound):
                show_claim(connection, "feedfeedfeedfeed")
            for sign in ("%", "_", "' OR 1=1", "g"):
                with pytest.raises(NotFound):
                    show_claim(connection, sign)
            with pytest.raises(BadInput, match="several"):
                show_claim(connection, "")
    text = run("show", first.claim.id, "-d", database_url).stdout
    assert "Al-Tall" in text
    assert json.loads(run("show", first.claim.id, "-d", database_url, "--format", "json").stdout)


# ── Reading again ──


def test_reading_again_by_the_same_words_changes_nothing(database_url: str) -> None:
    with store_at(database_url) as store:
        add(store, *REPORTS)
        before = dump(store)
    assert "every text was read" in run("reread", "-d", database_url).stderr
    with opened(database_url) as store:
        assert dump(store) == before


def test_reading_again_by_newer_words_keeps_the_old_claims(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with store_at(database_url) as store:
        add(store, *REPORTS)
        old = rows(store, "SELECT id, ident, digest FROM claim ORDER BY id")
    monkeypatch.setattr(marsad.cli.pipeline, "reader_version", lambda: "newer-words")
    assert "3 texts read again" in run("reread", "-d", database_url).stderr
    assert "every text was read" in run("reread", "-d", database_url).stderr
    with opened(database_url) as store:
        kept = rows(store, "SELECT id, ident, digest FROM claim WHERE NOT current ORDER BY id")
        assert kept == old
        new = rows(store, "SELECT ident FROM claim WHERE current ORDER BY id")
        assert [row["ident"] for row in new] == [row["ident"] for row in old], "the same words give a claim the same id"
        with store.read() as connection:
            assert count_matrix(connection, Filter()) == [("RUS", "TUR", 2, 1)]
        assert not prove(store).harms


def test_only_the_newest_version_is_read_again(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    url = "https://tall.example/1"
    with store_at(database_url) as store:
        add(store, doc(STRIKE, url=url))
        add(store, doc(DENIAL, url=url))
    monkeypatch.setattr(marsad.cli.pipeline, "reader_version", lambda: "newer-words")
    assert "1 texts read again" in run("reread", "-d", database_url).stderr
    with opened(database_url) as store:
        assert {row["version_id"] for row in rows(store, "SELECT version_id FROM claim WHERE current")} == {2}
        assert not prove(store).harms


# ── Copies of the whole ──


def test_a_backup_equals_its_source_and_is_a_database_of_its_own(database_url: str, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    with store_at(database_url) as store:
        add(store, *REPORTS)
        run("backup", copy, "-d", database_url)
        before, last = dump(store), prove(store).last
        add(store, doc(PLEDGE, name="after the copy"))
    with opened(str(copy)) as copied:
        assert dump(copied) == before
        assert prove(copied).harms == ()
        assert prove(copied).last == last
        add(copied, doc(PLEDGE, name="into the copy"))
        assert not prove(copied).harms
    assert "first" in run("search", "سراقب", "-d", copy).stdout


def test_a_backup_never_replaces_a_file(tmp_path: Path) -> None:
    with store_at(str(tmp_path / "some.db")) as store:
        add(store, doc(STRIKE))
    (tmp_path / "copy.db").write_text("mine")
    done = CliRunner().invoke(app, ["backup", str(tmp_path / "copy.db"), "-d", str(tmp_path / "some.db")])
    assert done.exit_code == 2
    assert (tmp_path / "copy.db").read_text() == "mine"
    done = CliRunner().invoke(app, ["backup", str(tmp_path / "none" / "copy.db"), "-d", str(tmp_path / "some.db")])
    assert done.exit_code == 2
    assert "cannot be written" in done.stderr
    assert sorted(one.name for one in tmp_path.iterdir()) == ["copy.db", "some.db"]


def test_verify_ends_with_code_1_and_names_what_was_changed(database_url: str) -> None:
    with store_at(database_url) as store:
        add(store, *REPORTS)
        last = prove(store).last
    assert last in run("verify", "-d", database_url, "--known", last).stdout
    with opened(database_url) as store:
        change(store, "UPDATE claim SET source = 'USA.GOV' WHERE id = 1")
    done = CliRunner().invoke(app, ["verify", "-d", database_url])
    assert done.exit_code == 1
    assert "CHANGED claim 1" in done.stdout


@pytest.mark.parametrize("wanted", [Filter(), Filter(agreement="idlib-2018"), Filter(superseded=True)])
def test_pages_of_a_list_are_the_list(wanted: Filter, database_url: str) -> None:
    with store_at(database_url) as store:
        add(store, *REPORTS, doc(STRIKE, PLEDGE, name="undated", published=None, url="https://jisr.example/9"))
        with store.read() as connection:
            every = [found.number for found in find_claims(connection, wanted)]
            for size in (1, 2, 3):
                seen: list[int] = []
                while page := list(find_claims(connection, wanted, limit=size, after=seen[-1] if seen else None)):
                    seen += [found.number for found in page]
                assert seen == every
            with pytest.raises(NotFound, match="not there any more"):
                list(find_claims(connection, wanted, limit=2, after=9999))


def test_a_document_is_opened_with_its_claims_in_any_version(database_url: str) -> None:
    with store_at(database_url) as store:
        add(store, *REPORTS)
        add(store, doc(DENIAL, name="second", published=LATER, url="https://jisr.example/2"))
        with store.read() as connection:
            newest, first = open_text(connection, "second"), open_text(connection, "second", 1)
            assert [one.number for one in newest.versions] == [1, 2]
            assert (newest.at.number, first.at.number) == (2, 1)
            assert {claim.act for claim in newest.claims} == {"deny"}
            assert {claim.act for claim in first.claims} == {"deny", "pledge"}
            with pytest.raises(NotFound, match="no document nobody"):
                open_text(connection, "nobody")
            with pytest.raises(NotFound, match="in a version 7"):
                open_text(connection, "second", 7)
            listed = list_texts(connection)
            assert [one.name for one in listed] == ["second", "third", "first"]
            seen = [None, *((one.published, one.version) for one in listed[:2])]
            paged = [one for at in seen for one in list_texts(connection, after=at, limit=1)]
            assert paged == listed
            covered = load_coverage(connection)
        assert (covered.documents, covered.first, covered.last, covered.undated) == (3, DAY, LATER, 0)
        assert dict(covered.outlets) == {"Al-Tall": 1, "Al-Jisr": 1, "Al-Marfa": 1}
        store.write(lambda connection, now: erase_document(connection, "third", "asked for", now, store.tell))
        with store.read() as connection, pytest.raises(NotFound, match="no document third"):
            open_text(connection, "third")


def test_entries_are_counted_day_by_day(database_url: str) -> None:
    with store_at(database_url) as store:
        add(store, *REPORTS)
        with store.read() as connection:
            days = count_entries_by_day(connection, "idlib-2018", None, None)
            whole = count_entries(connection, "idlib-2018")
            later = count_entries_by_day(connection, "idlib-2018", LATER, None)
        assert sum(one.links for one in days) == sum(count for count, _ in whole.values())
        assert {one.day for one in later} <= {LATER}
        assert later
