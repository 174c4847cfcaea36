"""Documents given in the browser: read as the commands read them, one by one, harmless whatever they hold."""

from __future__ import annotations

import time

from fastapi.testclient import TestClient
from workplace import workplace

from marsad.web.entrance import NAME
from store_at_hand import STRIKE, prove


def wait_for(client: TestClient, address: str) -> str:
    for _ in range(600):
        page = client.get(address).text
        if "http-equiv" not in page:
            return page
        time.sleep(0.05)
    raise AssertionError("it was never done")


def test_a_pasted_text_is_read_and_its_claims_are_there(database_url: str) -> None:
    with workplace(database_url) as (client, store):
        client.cookies.set(NAME, "amina")
        sent = {"text": f"عاجل\r\n\r\n{STRIKE}", "outlet": "صحيفة", "published": "2020-02-13", "language": "ar"}
        begun = client.post("/add", data=sent)
        assert begun.status_code == 303
        assert "<progress" not in wait_for(client, begun.headers["location"])
        (claim, *_) = client.get("/api/v1/claims?outlet=صحيفة").json()["claims"]
        assert claim["words"] == STRIKE
        assert claim["date"] == "2020-02-13"
        again = wait_for(client, client.post("/add", data=sent).headers["location"])
        assert "was there already" in again
        assert not prove(store).harms


def test_files_are_read_and_what_cannot_be_read_is_told(database_url: str) -> None:
    with workplace(database_url) as (client, _):
        client.cookies.set(NAME, "amina")
        good = client.post("/add", files={"file": ("../../x.txt", STRIKE.encode())}, data={"published": "2020-02-13"})
        page = wait_for(client, good.headers["location"])
        assert page.count('href="/document?') == 1
        bad = client.post("/add", files={"file": ("<b>.pdf", b"%PDF-1.4 broken")})
        page = wait_for(client, bad.headers["location"])
        assert "Not read:" in page
        assert "<b>" not in page
        assert "/tmp/" not in page


def test_nothing_given_is_refused_and_a_stranger_adds_nothing(database_url: str) -> None:
    with workplace(database_url) as (client, _):
        assert client.post("/add", data={"text": STRIKE}).status_code == 403, "without a name"
        client.cookies.set(NAME, "amina")
        assert client.post("/add", data={"text": "  "}).status_code == 422
        assert client.post("/add", data={"text": STRIKE, "published": "soon"}).status_code == 422
        assert client.get("/add/999").status_code == 404
