"""Review: what people say of claims is kept with their name, changes the ledger, and the chain proves it."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient
from workplace import workplace

from marsad.web.entrance import NAME
from store_at_hand import prove


def known(client: TestClient, name: str = "amina") -> TestClient:
    client.cookies.set(NAME, quote(name))
    return client


def first_of(page: str) -> str:
    found = re.search(r'name="ident" value="([0-9a-f]+)"', page)
    assert found, "no claim is shown"
    return found[1]


def form_of(page: str) -> dict[str, str]:
    """Give the fields of the form as a browser would send them unchanged."""
    sent = {"ident": first_of(page), **dict(re.findall(r'<input name="(field_\w+)" value="([^"]*)"', page))}
    for name, options in re.findall(r'<select name="(field_\w+)">(.*?)</select>', page):
        chosen = re.search(r'value="([^"]*)" selected', options)
        sent[name] = chosen[1] if chosen else ""
    return sent


def test_a_queue_is_judged_to_its_end(database_url: str) -> None:
    with workplace(database_url) as (client, store):
        known(client)
        judged = []
        while 'name="ident"' in (page := client.get("/review").text):
            ident = first_of(page)
            done = client.post("/review", data={"ident": ident, "verdict": "accept", "reason": "as it stands"})
            assert (done.status_code, done.headers["location"]) == (303, f"/review?done={ident}")
            judged.append(ident)
        idents = {one["id"] for one in client.get("/api/v1/claims").json()["claims"]}
        assert set(judged) == idents
        assert len(judged) == len(idents), "a claim that two documents tell is judged once"
        history = client.get("/judgements").text
        assert history.count("as it stands") == len(judged)
        assert not prove(store).harms


@pytest.mark.parametrize("verdict", ["accept", "reject", "unverifiable", "cannot_be_attributed"])
def test_every_verdict_is_kept_with_name_and_reason(verdict: str, database_url: str) -> None:
    with workplace(database_url) as (client, _):
        ident = first_of(known(client, "أمينة").get("/review?act=accuse").text)
        assert client.post(f"/review?claim={ident}", data={"ident": ident, "verdict": verdict, "reason": "لأنه"}).status_code == 303
        (row, *_) = client.get(f"/api/v1/claims/{ident}").json()["claims"][0]["judgements"]
        assert (row["by"], row["verdict"], row["reason"]) == ("أمينة", verdict, "لأنه")


def test_only_what_was_changed_is_corrected(database_url: str) -> None:
    with workplace(database_url) as (client, store):
        form = form_of(known(client).get("/review?type=assault&document=first").text)
        assert client.post("/review", data={**form, "verdict": "correct"}).status_code == 422, "nothing was changed"
        changed = {"field_actor": "SYR.REB", "field_killed": "9-11", "verdict": "correct", "reason": "read again"}
        assert client.post("/review", data={**form, **changed}).status_code == 303
        rows = client.get(f"/api/v1/claims/{form['ident']}").json()["claims"][0]["judgements"]
        assert {(row["field"], row["value"]) for row in rows} == {("actor", '"SYR.REB"'), ("killed", "[9, 11]")}
        again = form_of(client.get(f"/review?claim={form['ident']}").text)
        assert (again["field_actor"], again["field_killed"]) == ("SYR.REB", "9-11")
        assert not prove(store).harms


def test_what_is_rejected_leaves_the_ledger(database_url: str) -> None:
    with workplace(database_url) as (client, _):
        address = "/api/v1/agreements/idlib-2018/grid?since=2020-02-01&until=2020-03-01"
        before = {row["commitment"]: row["standing"] for row in client.get(address).json()["rows"]}
        known(client)
        for one in client.get("/api/v1/claims?agreement=idlib-2018").json()["claims"]:
            assert client.post("/review", data={"ident": one["id"], "verdict": "reject"}).status_code == 303
        after = {row["commitment"]: row["standing"] for row in client.get(address).json()["rows"]}
        assert before != after
        assert set(after.values()) == {"no report found"}


def test_what_nobody_can_say_is_refused(database_url: str) -> None:
    with workplace(database_url) as (client, store):
        ident = first_of(known(client).get("/review").text)
        rows = [
            {"verdict": "perhaps"},
            {"verdict": "correct", "field_actor": "nobody"},
            {"verdict": "correct", "field_when": "soon"},
        ]
        for row in rows:
            assert client.post("/review", data={"ident": ident, **row}).status_code == 422, row
        assert client.post("/review", data={"ident": "ffffffff", "verdict": "accept"}).status_code == 404
        assert client.get("/review?claim=ffffffff").status_code == 404
        client.cookies.clear()
        assert client.post("/review", data={"ident": ident, "verdict": "accept"}).status_code == 403, "without a name"
        assert prove(store).harms == ()
        assert "as it stands" not in client.get("/judgements").text


def test_two_people_code_blind_and_agreement_is_shown_when_both_are_done(database_url: str) -> None:
    with workplace(database_url) as (client, store):
        known(client)
        started = client.post("/coding", data={"name": "feb", "coders": "amina\r\nomar\r\n", "limit": "3"})
        assert (started.status_code, started.headers["location"]) == (303, "/coding/feb")
        for name, verdict in (("amina", "accept"), ("omar", "reject")):
            known(client, name)
            for _ in range(3):
                page = client.get("/coding/feb").text
                assert "omar-says" not in page
                assert "amina-says" not in page
                sent = {**form_of(page), "verdict": verdict, "reason": f"{name}-says"}
                if name == "omar":
                    sent["field_when"] = "2020-02-11"
                assert client.post("/coding/feb", data=sent).status_code == 303
        for language in ("ar", "en"):
            page = client.get("/coding/feb", headers={"Accept-Language": language}).text
            assert "<bdi>verdict</bdi>" in page
            assert "<bdi>0 / 3</bdi>" in page
        assert client.post("/coding/feb", data={**sent, "verdict": "accept"}).status_code == 422, "who has seen all judges no more"
        assert client.get("/coding/none").status_code == 404
        assert not prove(store).harms
