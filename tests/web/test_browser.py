"""The workplace in a real browser: the machine's Chromium, by Playwright. Where either is missing, these tests are skipped."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from workplace import workplace

from marsad.ledger import load_agreements
from marsad.store import Store
from marsad.store.ledger import load_ledger
from marsad.web.entrance import NAME
from store_at_hand import ACCUSATION, DENIAL, STRIKE, doc

api: Any = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")

QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-sync"]
TOWNS = ["سراقب", "النيرب", "أريحا", "سرمين", "بنش"]
MIXED = [
    "قال Reuters إن القوات السورية قصفت بلدة سراقب (Saraqib) يوم 11 فبراير 2020، ما أسفر عن مقتل 12 شخصاً.",
    f"[12:45 GMT] {STRIKE} – https://example.org/a?b=1",
    f"{ACCUSATION} \u200f(M4/M5)\u200f 100%.",
]


def strikes() -> list[Any]:
    """Give reports with more than ten claims."""
    return [
        doc(STRIKE.replace("سراقب", town), DENIAL.replace("سراقب", town), ACCUSATION, name=f"r{n}") for n, town in enumerate(TOWNS)
    ]


@pytest.fixture
def site(tmp_path: Path) -> Iterator[tuple[str, Any, Store]]:
    """Serve a workplace at an address of this machine; give it with one who asks the API."""
    with workplace(str(tmp_path / "marsad.db"), *strikes(), doc(*MIXED, name="mixed")) as (client, store):
        server = uvicorn.Server(uvicorn.Config(client.app, host="127.0.0.1", port=0, log_level="error", ws="none"))
        thread = threading.Thread(target=server.run)
        thread.start()
        while not server.started:
            time.sleep(0.02)
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}", client, store
        server.should_exit = True
        thread.join()


@pytest.fixture
def page(site: tuple[str, Any, Store]) -> Iterator[Any]:
    """Open a window of a browser, for somebody whose name is known."""
    with api.sync_playwright() as machine:
        browser = machine.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        context = browser.new_context(base_url=site[0])
        context.add_cookies([{"name": NAME, "value": "amina", "url": site[0]}])
        yield context.new_page()
        browser.close()


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_document_is_added_its_claim_corrected_and_the_ledger_changes(
    language: str, site: tuple[str, Any, Store], page: Any
) -> None:
    client = site[1]
    page.set_extra_http_headers({"Accept-Language": language})
    page.goto("/add")
    page.fill("textarea[name=text]", "اتهم الكرملين تركيا بخرق اتفاق سوتشي في إدلب اليوم.")
    page.fill("input[name=published]", "2020-02-20")
    page.click("form.adding button")
    page.click("main li a")
    page.click(".margin a")
    grid = "/api/v1/agreements/idlib-2018/grid?since=2020-02-20&until=2020-02-20"
    before = client.get(grid).json()
    page.click("main a[href^='/review?claim=']")
    page.fill("input[name=field_actor]", "SYR.REB")
    page.fill("input[name=reason]", "read again")
    page.click("button[value=correct]")
    assert "read again" in page.inner_text("main")
    ident = page.url.rpartition("/")[2]
    with site[2].read() as connection:
        ledger = load_ledger(connection, load_agreements()["idlib-2018"], site[2].tell)
    assert {entry.link.of for entry in ledger.entries if entry.claim.id == ident} == {"SYR.REB"}
    page.goto(f"/review?claim={ident}")
    page.click("button[value=reject]")
    assert [row["standing"] for row in client.get(grid).json()["rows"]] != [row["standing"] for row in before["rows"]]


def test_ten_claims_are_reviewed_by_keyboard(site: tuple[str, Any, Store], page: Any) -> None:
    client = site[1]
    page.goto("/review")
    for _ in range(10):
        ident = page.input_value("input[name=ident]")
        page.keyboard.press("a")
        page.wait_for_url(f"**/review?done={ident}")
    judged = client.get("/api/v1/claims?judged=true").json()["claims"]
    assert len({one["id"] for one in judged}) == 10
    page.keyboard.press("e")
    page.keyboard.type("arr")  # within a field, keys are letters
    assert page.input_value("input[name=reason]") == "arr"


def test_a_selection_over_a_claim_is_its_quote(site: tuple[str, Any, Store], page: Any) -> None:
    claims = site[1].get("/api/v1/claims?document=mixed").json()["claims"]
    assert len(claims) >= 3
    page.goto("/document?name=mixed")
    for claim in claims:
        selected = page.evaluate(
            """(id) => {
                const parts = [...document.querySelectorAll(`.body [data-claims~="${id}"]`)];
                const range = document.createRange();
                range.setStartBefore(parts[0]);
                range.setEndAfter(parts[parts.length - 1]);
                getSelection().removeAllRanges();
                getSelection().addRange(range);
                return getSelection().toString();
            }""",
            claim["id"],
        )
        assert selected == claim["words"]


@pytest.mark.parametrize("language", ["ar", "en"])
def test_pages_have_no_serious_finding_of_axe(language: str, page: Any) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
    page.set_extra_http_headers({"Accept-Language": language})
    for address in (
        "/",
        "/claims",
        "/review",
        "/judgements",
        "/coding",
        "/add",
        "/incidents",
        "/matrix",
        "/timeline",
        "/document?name=mixed",
    ):
        page.goto(address)
        found = axe.Axe().run(page).response["violations"]
        serious = [(one["id"], one["nodes"][0]["html"][:200]) for one in found if one["impact"] in ("serious", "critical")]
        assert not serious, address
