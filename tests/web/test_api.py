"""The API: what the pages show, as values."""

from __future__ import annotations

from workplace import workplace


def test_claims_come_page_by_page(database_url: str) -> None:
    with workplace(database_url) as (client, _):
        every = client.get("/api/v1/claims").json()["claims"]
        seen, after = [], ""
        while True:
            page = client.get(f"/api/v1/claims?limit=2{after}").json()
            seen += page["claims"]
            if page["next"] is None:
                break
            after = f"&after={page['next']}"
        assert seen == every
        assert every[0]["words"]
        assert every[0]["document"]["name"] == "second"


def test_a_claim_is_given_with_its_links_and_copies(database_url: str) -> None:
    with workplace(database_url) as (client, _):
        accusation = client.get("/api/v1/claims?act=accuse&document=first").json()["claims"][0]
        (first, *_) = client.get(f"/api/v1/claims/{accusation['id']}").json()["claims"]
        assert {link["agreement"] for link in first["links"]} >= {"idlib-2018"}
        assert client.get(f"/api/v1/claims/{accusation['id'][:8]}").json()["claims"][0]["id"] == accusation["id"]


def test_spans_of_a_document_are_those_of_its_text(database_url: str) -> None:
    with workplace(database_url) as (client, _):
        got = client.get("/api/v1/document", params={"name": "third/with a slash"}).json()
        for claim in got["claims"]:
            start, end = claim["spans"]["trigger"]
            assert got["text"][start:end] == claim["trigger"]


def test_the_grid_and_the_calendar_are_those_of_the_page(database_url: str) -> None:
    with workplace(database_url) as (client, _):
        grid = client.get("/api/v1/agreements/idlib-2018/grid?since=2020-02-12&until=2020-02-15").json()
        assert [one["first"] for one in grid["columns"]] == ["2020-02-12", "2020-02-13", "2020-02-14", "2020-02-15"]
        assert sum(sum(cell.values()) for row in grid["rows"] for cell in row["cells"]) > 0
        assert all(len(row["cells"]) == 4 for row in grid["rows"])
        calendar = client.get("/api/v1/agreements/idlib-2018/calendar?today=2020-03-01").json()
        assert calendar["day"] == "2020-03-01"
        assert {one["kind"] for one in calendar["calendar"]} >= {"deadline"}


def test_what_is_written_is_seen_at_once(database_url: str) -> None:
    from store_at_hand import STRIKE, add, doc

    with workplace(database_url) as (client, store):
        before = client.get("/api/v1/coverage").json()
        add(store, doc(STRIKE, name="new", url="https://tall.example/new"))
        after = client.get("/api/v1/coverage").json()
        assert after["documents"] == before["documents"] + 1


def test_the_api_describes_itself(database_url: str) -> None:
    with workplace(database_url) as (client, _):
        told = client.get("/api/v1/openapi.json").json()
        assert told["info"]["title"] == "Marsad"
        assert all(path.startswith("/api/v1/") for path in told["paths"])
        assert len(told["paths"]) >= 12
