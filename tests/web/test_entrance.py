"""The entrance: what comes from elsewhere is refused, whatever route it is for."""

from __future__ import annotations

import pytest
from fastapi import APIRouter
from fastapi.testclient import TestClient
from workplace import routes_of, workplace

from marsad.web.entrance import NAME
from marsad.web.guard import Admin, Anybody, Coder

ELSEWHERE = [
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Origin": "http://localhost:9999"},
    {"Origin": "http://localhost.evil.example"},
    {"Origin": "http://localhost", "Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "cross-site"},
]
HOSTS = ["evil.example", "evil.example:8030", "localhost.evil.example", "127.0.0.1.evil.example", "", "[", "localhost@evil.example"]


def test_a_post_from_another_site_is_refused_by_every_route_that_writes(database_url: str) -> None:
    with workplace(database_url) as (client, _):
        writing = [(method, path) for method, path in routes_of(client) if method not in ("GET", "HEAD")]
        assert ("POST", "/name") in writing
        client.cookies.set(NAME, "amina")
        for method, path in writing:
            for headers in ELSEWHERE:
                got = client.request(method, path, headers=headers)
                assert (got.status_code, "sent from another site" in got.text) == (403, True), (method, path, headers)
            for headers in ({}, {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}):
                assert "sent from another site" not in client.request(method, path, headers=headers).text, (method, path, headers)


def test_a_foreign_host_is_refused_by_every_route(database_url: str) -> None:
    with workplace(database_url) as (client, _):
        for method, path in routes_of(client):
            for host in HOSTS:
                got = client.request(method, path, headers={"Host": host})
                assert got.status_code == 403, (method, path, host)
                assert "default-src 'none'" in got.headers["content-security-policy"]


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8030", "127.0.0.1:8030", "[::1]:8030"])
def test_this_machine_is_known_by_its_addresses(host: str, database_url: str) -> None:
    with workplace(database_url) as (client, _):
        assert client.get("/", headers={"Host": host}).status_code == 200


def test_who_works_without_accounts_gives_a_name_once(database_url: str) -> None:
    with workplace(database_url) as (client, _):
        try_route(client)
        assert client.get("/try").headers["location"] == "/name?back=%2Ftry"
        assert client.get("/try?place=x&lang=ar").headers["location"] == "/name?back=%2Ftry%3Fplace%3Dx%26lang%3Dar&lang=ar"
        assert client.post("/try").status_code == 403
        done = client.post("/name", data={"name": " أمينة; a ", "back": "/try"})
        assert (done.status_code, done.headers["location"]) == (303, "/try")
        assert "HttpOnly" in done.headers["set-cookie"]
        assert client.post("/try").json() == "أمينة; a"
        assert client.get("/try-admin").json() == "admin"
        assert "أمينة; a" in client.get("/").text


@pytest.mark.parametrize("name", ["", "  ", "a\nb", "\u202e", "x" * 81])
def test_a_name_is_a_line(name: str, database_url: str) -> None:
    with workplace(database_url) as (client, _):
        assert client.post("/name", data={"name": name}).status_code == 422


def try_route(client: TestClient) -> None:
    """Give an application routes that need somebody."""
    router = APIRouter()

    @router.post("/try")
    @router.get("/try")
    def ask(somebody: Coder) -> str:
        return somebody.name

    @router.get("/try-admin")
    def ask_admin(somebody: Admin, same: Anybody) -> str:
        assert somebody == same
        return somebody.role

    client.app.include_router(router)  # type: ignore[attr-defined]
