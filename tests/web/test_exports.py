"""Lists as files: the same claims as the page's, harmless in a spreadsheet, and as each form asks for it."""

from __future__ import annotations

import csv
import io
import json
from typing import Any
from xml.etree import ElementTree

import pytest
from workplace import REPORTS, workplace

from store_at_hand import STRIKE, add, doc

ATOM = "{http://www.w3.org/2005/Atom}"
FILES = [
    ("/claims.csv", "text/csv"),
    ("/claims.jsonl", "application/jsonl"),
    ("/claims.geojson", "application/geo+json"),
    ("/claims.atom", "application/atom+xml"),
    ("/documents.csv", "text/csv"),
    ("/documents.jsonl", "application/jsonl"),
    ("/search.csv?q=سراقب", "text/csv"),
    ("/search.jsonl?q=سراقب", "application/jsonl"),
    ("/matrix.csv", "text/csv"),
    ("/matrix.jsonl", "application/jsonl"),
    ("/timeline.csv", "text/csv"),
    ("/timeline.jsonl", "application/jsonl"),
    ("/sources.csv", "text/csv"),
    ("/sources.jsonl", "application/jsonl"),
    ("/agreements/idlib-2018/grid.csv", "text/csv"),
    ("/agreements/idlib-2018/calendar.csv", "text/csv"),
    ("/agreements/idlib-2018/calendar.jsonl", "application/jsonl"),
    ("/agreements/idlib-2018/calendar.ics", "text/calendar"),
]

NOWHERE = "اتهم الكرملين تركيا بخرق اتفاق سوتشي."


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_every_list_is_a_file_at_the_page_and_in_the_api(database_url: str) -> None:
    with workplace(database_url) as (client, _):
        for address, kind in FILES:
            got = client.get(address)
            assert (got.status_code, got.headers["content-type"]) == (200, f"{kind}; charset=utf-8"), address
            assert got.headers["content-disposition"].startswith("attachment; filename=")
            assert client.get(f"/api/v1{address}").text == got.text or "atom" in address
            again = client.get(address, headers={"If-None-Match": got.headers["etag"]})
            assert (again.status_code, again.content) == (304, b""), address


@pytest.mark.parametrize(
    "asked", ["", "?act=accuse", "?agreement=idlib-2018&effect=breach", "?outlet=Al-Jisr", "?source=TUR", "?act=pledge&source=USA"]
)
def test_a_file_holds_the_claims_of_the_page(asked: str, database_url: str) -> None:
    with workplace(database_url) as (client, _):
        shown = [(one["id"], one["doc"]) for one in client.get(f"/api/v1/claims{asked}").json()["claims"]]
        rows = table(client.get(f"/claims.csv{asked}").text)
        assert [(row["id"], row["doc"]) for row in rows] == shown
        lines = [json.loads(line) for line in client.get(f"/claims.jsonl{asked}").text.splitlines()]
        assert [(line["id"], line["doc"]) for line in lines] == shown
        features = client.get(f"/claims.geojson{asked}").json()["features"]
        assert [one["id"] for one in features] == [ident for ident, _ in shown]
        entries = ElementTree.fromstring(client.get(f"/claims.atom{asked}").text).findall(f"{ATOM}entry")
        assert len(entries) == len(shown)


def test_a_new_claim_changes_the_file_and_a_judgement_stands_in_it(database_url: str) -> None:
    from marsad.store.judgements import Decision, judge

    with workplace(database_url) as (client, store):
        before = client.get("/claims.jsonl")
        add(store, doc(STRIKE, name="new"))
        after = client.get("/claims.jsonl", headers={"If-None-Match": before.headers["etag"]})
        assert after.status_code == 200
        assert len(after.text.splitlines()) > len(before.text.splitlines())
        ident = json.loads(after.text.splitlines()[0])["id"]
        store.write(lambda connection, now: judge(connection, Decision(claim=ident, verdict="accept", by="amina"), now, store.tell))
        lines = [json.loads(line) for line in client.get("/claims.jsonl").text.splitlines()]
        assert {line["judged"]["verdict"] for line in lines if line["id"] == ident} == {"accept"}
        assert all(line["judged"] is None for line in lines if line["id"] != ident)


@pytest.mark.parametrize("start", ["=HYPERLINK(1)", "+1", "-1", "@SUM(1)", "\uff1d1"])
def test_no_cell_is_run_by_a_spreadsheet(start: str, database_url: str) -> None:
    told: dict[str, Any] = {"outlet": f"{start} outlet", "title": f"{start} title", "url": f"{start}"}
    with workplace(database_url, doc(f"{start} {STRIKE}", name=f"{start} name", **told)) as (client, _):
        for address in ("/claims.csv", "/documents.csv", "/search.csv?q=سراقب"):
            rows = table(client.get(address).text)
            assert rows, address
            for row in rows:
                for value in row.values():
                    assert not value.lstrip().startswith(("=", "+", "-", "@", "\uff1d")), address


def test_a_byte_order_mark_stands_only_where_it_is_asked_for(database_url: str) -> None:
    with workplace(database_url) as (client, _):
        for address in (one for one, kind in FILES if kind == "text/csv"):
            sign = "&" if "?" in address else "?"
            assert not client.get(address).content.startswith(b"\xef\xbb\xbf")
            assert client.get(f"{address}{sign}bom=true").content == b"\xef\xbb\xbf" + client.get(address).content


def test_a_feed_is_in_the_readers_language_and_holds_the_words(database_url: str) -> None:
    hostile = doc(f"<b>&amp; ]]> {STRIKE}", name="<x>", outlet="a & b \x0b")
    with workplace(database_url, hostile, *REPORTS) as (client, _):
        for language in ("ar", "en"):
            feed = ElementTree.fromstring(client.get("/claims.atom", headers={"Accept-Language": language}).text)
            assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == language
            idents = [one.findtext(f"{ATOM}id") for one in feed.findall(f"{ATOM}entry")]
            assert len(idents) == len(set(idents)) > 3
            words = [one.findtext(f"{ATOM}content") or "" for one in feed.findall(f"{ATOM}entry")]
            assert any(STRIKE.rstrip(".") in one for one in words)


def test_points_are_length_before_breadth_and_no_place_is_no_point(database_url: str) -> None:
    with workplace(database_url, *REPORTS, doc(NOWHERE, name="nowhere")) as (client, _):
        got = client.get("/claims.geojson").json()
        assert got["type"] == "FeatureCollection"
        for one in got["features"]:
            if one["geometry"]:
                east, north = one["geometry"]["coordinates"]
                assert 35 < east < 43, "Syria lies between 35 and 43 degrees east"
                assert 32 < north < 38
                assert one["properties"]["precision"]
        assert any(one["geometry"] for one in got["features"])
        assert any(not one["geometry"] for one in got["features"])


def test_a_calendar_is_folded_and_its_names_stay(database_url: str) -> None:
    with workplace(database_url) as (client, _):
        for language in ("ar", "en"):
            got = client.get("/agreements/idlib-2018/calendar.ics", headers={"Accept-Language": language})
            lines = got.content.split(b"\r\n")
            assert (lines[0], lines[-2], lines[-1]) == (b"BEGIN:VCALENDAR", b"END:VCALENDAR", b"")
            assert all(len(line) <= 75 and line.decode() for line in lines[:-1])
            whole = got.text.replace("\r\n ", "")
            names = [line for line in whole.splitlines() if line.startswith("UID:")]
            assert len(names) == len(set(names)) == whole.count("BEGIN:VEVENT") > 0


def test_what_cannot_be_made_is_told_before_anything_is_sent(database_url: str) -> None:
    rows = [
        ("/claims.csv?since=never", 422),
        ("/claims.pdf", 404),
        ("/agreements/none/calendar.ics", 404),
        ("/agreements/none/grid.csv", 404),
    ]
    rows += [("/agreements/idlib-2018/grid.csv?since=2021-01-01&until=2020-01-01", 422), ("/search.csv?q=", 422)]
    with workplace(database_url) as (client, _):
        for address, status in rows:
            assert client.get(address).status_code == (status if address != "/claims.pdf" else 404), address
            assert client.get(f"/api/v1{address}").json()["status"] == status, address
