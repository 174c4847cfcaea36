"""The pages: in both languages, harmless whatever a text holds, and an address for every view."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin

import pytest
from workplace import workplace

from marsad.web.entrance import NAME
from store_at_hand import DENIAL, STRIKE, doc

PAGES = [
    "/",
    "/claims",
    "/claims?agreement=idlib-2018&effect=breach",
    "/agreements/idlib-2018",
    "/agreements/idlib-2018?since=2019-01-01&until=2020-03-01",
    "/agreements/minsk-2015",
    "/agreements/idlib-2018/calendar",
    "/matrix",
    "/matrix?agreement=idlib-2018",
    "/timeline",
    "/documents",
    "/document?name=first",
    "/search",
    "/search?q=سراقب",
    "/sources",
    "/about",
]


class Links(HTMLParser):
    """Collects where a page leads, and its ids."""

    def __init__(self) -> None:
        super().__init__()
        self.to: list[str] = []
        self.ids: list[str] = []
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        self.tags.append(tag)
        self.ids += [told["id"] or ""] if "id" in told else []
        self.to += [told["href"] or ""] if tag == "a" and "href" in told else []


def read(page: str) -> Links:
    links = Links()
    links.feed(page)
    return links


@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("en", "ltr")])
def test_every_page_is_there_in_both_languages(language: str, direction: str, database_url: str) -> None:
    with workplace(database_url) as (client, _):
        for address in PAGES:
            got = client.get(address, headers={"Accept-Language": language})
            assert got.status_code == 200, address
            assert f'<html lang="{language}" dir="{direction}">' in got.text
            assert got.headers["content-language"] == language


def test_every_link_leads_somewhere(tmp_path: object, database_url: str) -> None:
    with workplace(database_url) as (client, _):
        client.cookies.set(NAME, "amina")
        seen, waiting = set[str](), ["/"]
        while waiting and len(seen) < 300:
            address = waiting.pop()
            got = client.get(address)
            assert got.status_code == 200, address
            links = read(got.text)
            assert len(links.ids) == len(set(links.ids)), f"an id stands twice in {address}"
            found = {urljoin(address, to).partition("#")[0] for to in links.to if not to.startswith("http")} - seen
            seen |= found
            waiting += sorted(found)
        assert len(seen) > 30


def test_the_language_is_remembered_and_asks_come_before_it(database_url: str) -> None:
    with workplace(database_url) as (client, _):
        assert 'lang="en"' in client.get("/").text
        done = client.post("/language", data={"language": "ar", "back": "/claims?act=deny"})
        assert (done.status_code, done.headers["location"]) == (303, "/claims?act=deny")
        assert 'lang="ar" dir="rtl"' in client.get("/").text
        assert 'lang="en" dir="ltr"' in client.get("/?lang=en").text


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_nobody_is_sent_to_another_site(back: str, database_url: str) -> None:
    with workplace(database_url) as (client, _):
        assert client.post("/language", data={"language": "ar", "back": back}).headers["location"] == "/"


HOSTILE = (
    "<script>alert(1)</script> <img src=x onerror=alert(1)> \" ' ` </bdi></p> {{ 7 * 7 }} \u202eabc\u202c <svg onload=alert(1)>"
)


def test_a_hostile_text_is_shown_and_not_obeyed(database_url: str) -> None:
    told: dict[str, Any] = {"title": HOSTILE, "outlet": HOSTILE, "author": HOSTILE, "url": "javascript:x"}
    hostile = doc(f"{HOSTILE} {STRIKE}", DENIAL, "x" * 1_000_000, name=f"n{HOSTILE}", **told)
    with workplace(database_url, hostile) as (client, _):
        pages = ["/", "/claims", "/documents", "/sources", "/search?q=سراقب", "/matrix"]
        document = next(to for to in read(client.get("/documents").text).to if to.startswith("/document?"))
        claims = [to for to in read(client.get("/claims").text).to if to.startswith("/claims/")]
        assert claims
        for address in [*pages, document, *claims]:
            got = client.get(address)
            assert got.status_code == 200
            links = read(got.text)
            assert links.tags.count("script") == 1, "our own script alone"
            assert not {"svg", "img"} & set(links.tags)
            assert not [to for to in links.to if to.startswith("javascript")]
            assert "\u202e" not in got.text
            assert "49" not in re.findall(r"\b49\b", got.text.split("<main")[1].split("{{")[0])


def test_what_is_not_there_is_told_in_words(database_url: str) -> None:
    rows = [("/nowhere", 404), ("/agreements/none", 404), ("/claims/abcdef", 404), ("/document?name=none", 404)]
    rows += [("/claims?limit=9999", 422), ("/claims?since=never", 422), ("/claims?since=2020-02-02&until=2020-01-01", 422)]
    rows += [
        ("/document?name=first&version=9", 404),
        ("/documents?after=yesterday", 422),
        ("/claims/zz", 422),
        ("/claims?after=99", 404),
    ]
    with workplace(database_url) as (client, _):
        for address, status in rows:
            got = client.get(address)
            assert got.status_code == status, address
            assert "<h1>" in got.text
            api = client.get(f"/api/v1{address}")
            assert api.status_code == status, address
            assert api.headers["content-type"] == "application/problem+json"
            assert api.json()["status"] == status


def test_every_answer_has_the_policy_and_a_tag(database_url: str) -> None:
    with workplace(database_url) as (client, _):
        for address in ("/", "/api/v1/claims", "/static/marsad.css", "/nowhere"):
            got = client.get(address)
            assert "default-src 'none'" in got.headers["content-security-policy"]
            assert got.headers["x-content-type-options"] == "nosniff"
        for address in ("/claims", "/api/v1/claims"):
            first = client.get(address)
            again = client.get(address, headers={"If-None-Match": first.headers["etag"]})
            assert (again.status_code, again.content) == (304, b"")
            assert client.get(address, headers={"If-None-Match": '"other"'}).status_code == 200


def test_pages_hold_no_words_of_their_own_style_or_script(database_url: str) -> None:
    """The policy forbids what stands in the page itself: styles and scripts come from files alone."""
    with workplace(database_url) as (client, _):
        for address in PAGES:
            page = client.get(address).text
            assert "style=" not in page
            assert "<style" not in page
            assert not re.search(r"<script(?! src=)", page)
            assert not re.search(r"\son\w+=", page.split("<main")[0])
