"""Accounts: who may come in, what each role may do, and that nothing secret is kept or told."""

from __future__ import annotations

import datetime as dt
import json
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pyotp
import pytest
from fastapi.testclient import TestClient
from workplace import NOW, routes_of, workplace

from marsad.errors import BadInput, NotAllowed
from marsad.store import Store
from marsad.store.accounts import add_account, close_account, find_account, set_role, set_second_factor
from marsad.store.audit import Done, find_tampering, list_audit, note
from marsad.store.passwords import check_password, digest_word, find_step
from marsad.store.tokens import add_token, revoke_token
from marsad.web.entrance import Entry
from store_at_hand import change, dump, store_at

ROLES = ("reader", "coder", "reviewer", "admin")
PASSWORD = "three wells and a mill"
OPEN = {"/login", "/language", "/logout", "/name"}


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.at = NOW

    def __call__(self) -> dt.datetime:
        return self.at

    def go(self, **span: float) -> None:
        self.at += dt.timedelta(**span)


class Place:
    """A workplace with accounts of every role, each named after it."""

    def __init__(self, client: TestClient, store: Store, clock: Clock) -> None:
        self.client, self.store, self.clock = client, store, clock

    def browser(self) -> TestClient:
        return TestClient(self.client.app, base_url="http://localhost", follow_redirects=False)

    def sign_in(self, name: str, password: str = PASSWORD, code: str = "", at: TestClient | None = None) -> TestClient:
        browser = at or self.browser()
        got = browser.post("/login", data={"name": name, "password": password, "code": code})
        assert got.status_code == 303, got.text
        return browser

    def token(self, name: str, scope: str, days: int = 30) -> str:
        def task(connection: object, _: dt.datetime) -> str:
            whose = find_account(connection, name)  # type: ignore[arg-type]
            return add_token(connection, whose, "test", scope=scope, days=days, now=self.clock())[1]  # type: ignore[arg-type]

        return self.store.write(task)


@contextmanager
def guarded(url: str, *, public: bool = False) -> Iterator[Place]:
    clock = Clock()
    with workplace(url, entry=Entry(accounts=True, public=public), now=clock) as (client, store):
        for role in ROLES:
            store.write(lambda connection, now, role=role: add_account(connection, role, role, PASSWORD, now))  # type: ignore[misc]
        yield Place(client, store, clock)


def test_who_is_not_known_comes_nowhere_but_to_the_door(database_url: str) -> None:
    with guarded(database_url) as place:
        for method, path in routes_of(place.client):
            got = place.client.request(method, path)
            if path in ("/login", "/language"):
                assert got.status_code in (200, 303, 405, 422), (method, path)
            elif path.startswith("/api/") or method not in ("GET", "HEAD"):
                assert got.status_code == 401, (method, path)
                assert got.headers["www-authenticate"] == "Bearer"
            else:
                assert got.status_code == 303, (method, path)
                assert got.headers["location"].startswith("/login?back=%2F"), (method, path)


def test_a_reader_cannot_write_by_any_route(database_url: str) -> None:
    with guarded(database_url) as place:
        browser, token = place.sign_in("reader"), {"Authorization": f"Bearer {place.token('reader', 'reader')}"}
        low = {"Authorization": f"Bearer {place.token('admin', 'reader')}"}
        before = dump(place.store, without=("session", "audit"))
        writing = [(method, path) for method, path in routes_of(place.client) if method not in ("GET", "HEAD")]
        writing += [("POST", "/nowhere"), ("DELETE", "/claims/1"), ("PUT", "/api/v1/claims"), ("PATCH", "/static/marsad.css")]
        for method, path in writing:
            if path not in OPEN and not path.startswith("/account/"):
                assert browser.request(method, path).status_code == 403, (method, path)
            for headers in (token, low):
                if path not in OPEN:  # with a token not even the own account
                    got = place.client.request(method, path, headers=headers, data={"number": "1", "password": PASSWORD})
                    assert got.status_code in (403, 422), (method, path)
        for method, path in routes_of(place.client):
            if method == "GET" and path != "/1":
                browser.get(path)
        assert dump(place.store, without=("session", "audit")) == before


def test_what_is_for_admins_is_for_nobody_else(database_url: str) -> None:
    with guarded(database_url) as place:
        for role in ROLES:
            browser = place.sign_in(role)
            for method, path in routes_of(place.client):
                if path.startswith(("/people", "/audit", "/api/v1/audit")) and method != "HEAD":
                    assert (browser.request(method, path).status_code == 403) == (role != "admin"), (role, method, path)


def test_a_session_ends_when_it_should(database_url: str) -> None:
    ends: dict[str, Callable[[Place, TestClient], object]] = {
        "signing out": lambda _, browser: browser.post("/logout"),
        "idle": lambda place, _: place.clock.go(hours=13),
        "another role": lambda place, _: place.store.write(lambda c, now: set_role(c, "coder", "reader")),
        "closed": lambda place, _: place.store.write(lambda c, now: close_account(c, "coder", closed=True)),
        "another password": lambda place, browser: place.sign_in("admin").post(
            "/people/password", data={"name": "coder", "password": "four wells and two mills"}
        ),
        "everywhere": lambda place, browser: place.sign_in("coder").post("/account/sessions/end"),
    }
    with guarded(database_url) as place:
        for why, end in ends.items():
            if why == "another password":
                place.store.write(lambda c, now: close_account(c, "coder", closed=False))
            if why == "everywhere":
                place.sign_in("admin").post("/people/password", data={"name": "coder", "password": PASSWORD})
            browser = place.sign_in("coder")
            kept = browser.cookies["marsad_session"]
            assert browser.get("/").status_code == 200, why
            end(place, browser)
            again = place.browser()
            again.cookies.set("marsad_session", kept)
            assert again.get("/").status_code == 303, why


def test_a_session_that_is_used_lasts_a_week_and_no_longer(database_url: str) -> None:
    with guarded(database_url) as place:
        browser = place.sign_in("coder")
        for _ in range(16):
            place.clock.go(hours=10)
            assert browser.get("/").status_code == 200
        place.clock.go(hours=10)
        assert browser.get("/").status_code == 303


def test_the_cookie_of_a_session_is_out_of_reach(database_url: str) -> None:
    with guarded(database_url) as place:
        data = {"name": "coder", "password": PASSWORD}
        cookie = place.client.post("/login", data=data).headers["set-cookie"]
        assert {"HttpOnly", "Path=/", "SameSite=lax"} <= set(cookie.split("; "))
        safe = TestClient(place.client.app, base_url="https://localhost", follow_redirects=False)
        cookie = safe.post("/login", data=data).headers["set-cookie"]
        assert cookie.startswith("__Host-marsad=")
        assert {"HttpOnly", "Path=/", "SameSite=lax", "Secure"} <= set(cookie.split("; "))


def test_a_new_session_has_a_new_word(database_url: str) -> None:
    with guarded(database_url) as place:
        browser = place.browser()
        browser.cookies.set("marsad_session", "fixed-by-somebody-else")
        place.sign_in("coder", at=browser)
        assert "fixed-by-somebody-else" not in str(dump(place.store)["session"])
        assert {one["digest"] for one in dump(place.store)["session"]} != {digest_word("fixed-by-somebody-else")}


def test_wrong_tries_are_stopped_and_the_clock_opens_again(database_url: str) -> None:
    with guarded(database_url) as place:
        for _ in range(5):
            assert place.client.post("/login", data={"name": "admin", "password": "wrong"}).status_code == 401
        for name in ("admin", "ADMIN ", "admin"):
            got = place.client.post("/login", data={"name": name, "password": PASSWORD})
            assert got.status_code == 429, "even with the right password"
        place.sign_in("coder")
        place.clock.go(minutes=16)
        place.sign_in("admin")


def test_one_address_cannot_try_many_names(database_url: str) -> None:
    with guarded(database_url) as place:
        codes = [place.client.post("/login", data={"name": f"n{n}", "password": "wrong"}).status_code for n in range(32)]
        assert codes == [401] * 30 + [429] * 2


def test_nobody_learns_which_of_name_and_password_was_wrong(database_url: str) -> None:
    with guarded(database_url) as place:
        place.store.write(lambda connection, _: close_account(connection, "coder", closed=True))
        tries = [("nobody", PASSWORD), ("admin", "wrong"), ("coder", PASSWORD), ("coder", "wrong"), ("' OR 1=1 --", "x")]
        told = {place.client.post("/login", data={"name": name, "password": word}).text for name, word in tries}
        assert len(told) == 1


HOSTILE = ["<script>alert(1)</script>", "' OR ''='", "a\0b", "\u202eabc", "ü" * 300, "\ud800", "x" * 1_000_000, "%00", "{{7*7}}"]


@pytest.mark.parametrize("field", ["name", "password", "code", "back"])
def test_a_hostile_sign_in_is_refused_and_not_obeyed(field: str, database_url: str) -> None:
    with guarded(database_url) as place:
        for text in HOSTILE:
            told = {"name": "x", "password": "y", field: text}
            body = "&".join(f"{key}={quote_any(value)}" for key, value in told.items())
            headers = {"Content-Type": "application/x-www-form-urlencoded"}
            got = place.client.post("/login", content=body.encode("ascii"), headers=headers)
            assert got.status_code in (400, 401, 413, 422, 429), (field, text[:20], got.status_code)
            assert "<script>alert" not in got.text
            assert "\u202e" not in got.text
            place.clock.go(minutes=20)


def quote_any(text: str) -> str:
    from urllib.parse import quote

    return quote(text.encode("utf-8", "surrogatepass"), safe="")


def test_no_password_and_no_token_is_kept_or_told(database_url: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with guarded(database_url) as place:
        browser = place.sign_in("admin")
        word = place.token("admin", "admin")
        browser.post("/people", data={"name": "new", "role": "coder", "password": "a password of its own"})
        browser.post("/account/password", data={"old": PASSWORD, "new": "another one for the mill"})
        place.client.post("/login", data={"name": "admin", "password": "a wrong one of theirs"})
        place.client.get("/api/v1/coverage", headers={"Authorization": f"Bearer {word}"})
        secrets = [PASSWORD, "a password of its own", "another one for the mill", "a wrong one of theirs", word]
        secrets += [browser.cookies["marsad_session"]]
        kept = json.dumps(dump(place.store), default=str, ensure_ascii=False) + caplog.text
        for secret in secrets:
            assert secret not in kept
        assert all(one["password"].startswith("$argon2id$") for one in dump(place.store)["account"])
        pages = "".join(browser.get(path).text for path in ("/people", "/audit", "/account"))
        assert not [one for one in (*secrets, "$argon2") if one in pages]


def test_a_second_factor_is_asked_for_and_no_code_works_twice(database_url: str) -> None:
    with guarded(database_url) as place:
        browser = place.sign_in("coder")
        page = browser.post("/account/second-factor/begin").text
        secret = page.split('name="secret" value="')[1].split('"')[0]
        totp = pyotp.TOTP(secret)
        code = totp.at(place.clock())
        wrong = {"secret": secret, "fresh": "000000" if code != "000000" else "111111", "password": PASSWORD}
        assert browser.post("/account/second-factor", data=wrong).status_code == 422
        assert browser.post("/account/second-factor", data={**wrong, "fresh": code, "password": "wrong"}).status_code == 401
        assert browser.post("/account/second-factor", data={**wrong, "fresh": code}).status_code == 303
        data = {"name": "coder", "password": PASSWORD}
        assert place.client.post("/login", data=data).status_code == 401
        assert place.client.post("/login", data={**data, "code": code}).status_code == 401, "it was used already"
        place.clock.go(seconds=60)
        later = totp.at(place.clock())
        place.sign_in("coder", code=f" {later[:3]} {later[3:]} ")
        assert place.client.post("/login", data={**data, "code": later}).status_code == 401, "it was used already"


@pytest.mark.parametrize(("late", "good"), [(-30, True), (0, True), (29, True), (-95, False), (95, False)])
def test_a_code_is_good_for_its_half_minute_and_the_next(late: int, good: bool) -> None:
    secret = pyotp.random_base32()
    code = pyotp.TOTP(secret).at(NOW + dt.timedelta(seconds=late))
    assert (find_step(secret, code, NOW, 0) is not None) == good
    assert find_step(secret, "١٢٣٤٥٦", NOW, 0) is None
    assert find_step(secret, "", NOW, 0) is None


def test_a_token_is_good_for_its_scope_and_its_time(database_url: str) -> None:
    with guarded(database_url) as place:
        word = place.token("coder", "reader", days=2)
        headers = {"Authorization": f"Bearer {word}"}
        me = place.client.get("/api/v1/me", headers=headers).json()
        assert me == {"name": "coder", "role": "reader", "known": "token"}
        assert place.client.get("/account", headers=headers).status_code == 403
        place.clock.go(days=2)
        assert place.client.get("/api/v1/me", headers=headers).status_code == 401
        with pytest.raises(NotAllowed):
            place.token("coder", "reviewer")


def test_a_token_is_called_back_and_falls_with_its_account(database_url: str) -> None:
    with guarded(database_url) as place:
        first, second = ({"Authorization": f"Bearer {place.token('coder', 'coder')}"} for _ in range(2))
        place.store.write(lambda connection, _: revoke_token(connection, 1, place.clock()))
        assert place.client.get("/api/v1/me", headers=first).status_code == 401
        assert place.client.get("/api/v1/me", headers=second).json()["role"] == "coder"
        place.store.write(lambda connection, _: set_role(connection, "coder", "reader"))
        assert place.client.get("/api/v1/me", headers=second).json()["role"] == "reader"
        place.store.write(lambda connection, _: close_account(connection, "coder", closed=True))
        assert place.client.get("/api/v1/me", headers=second).status_code == 401


@pytest.mark.parametrize("sent", ["Bearer", "Bearer nonsense", "Basic YTpi", "bearer \x7f", "Bearer marsad_", "x"])
def test_a_token_that_is_none_is_refused_even_where_visitors_may_read(sent: str, database_url: str) -> None:
    with guarded(database_url, public=True) as place:
        assert place.client.get("/api/v1/coverage", headers={"Authorization": sent}).status_code == 401
        assert place.client.get("/api/v1/coverage").status_code == 200


def test_tokens_are_made_and_called_back_on_the_page(database_url: str) -> None:
    with guarded(database_url) as place:
        browser = place.sign_in("coder")
        told = {"label": "nightly", "scope": "coder", "days": "3", "password": PASSWORD}
        assert browser.post("/account/tokens", data={**told, "password": "wrong"}).status_code == 401
        assert browser.post("/account/tokens", data={**told, "scope": "admin"}).status_code == 403
        page = browser.post("/account/tokens", data=told)
        word = page.text.split("marsad_")[1].split("<")[0]
        assert page.headers["cache-control"] == "no-store"
        headers = {"Authorization": f"Bearer marsad_{word}"}
        assert place.client.get("/api/v1/me", headers=headers).status_code == 200
        assert place.sign_in("reader").post("/account/tokens/revoke", data={"number": "1"}).status_code == 404
        assert browser.post("/account/tokens/revoke", data={"number": "1"}).status_code == 303
        assert place.client.get("/api/v1/me", headers=headers).status_code == 401


def test_every_change_is_kept_with_who_and_when(database_url: str) -> None:
    with guarded(database_url) as place:
        browser = place.sign_in("admin")
        browser.post("/people", data={"name": "new", "role": "coder", "password": PASSWORD})
        browser.post("/people/role", data={"name": "new", "role": "reviewer"})
        browser.post("/people/role", data={"name": "nobody", "role": "reviewer"})
        browser.post("/people/close", data={"name": "new", "closed": "true"})
        with place.store.read() as connection:
            noted = list_audit(connection)
            assert find_tampering(connection) == []
        assert [one.done for one in noted][:4] == [
            Done("admin", "session", "close account", "new"),
            Done("admin", "session", "role", "new: reviewer"),
            Done("admin", "session", "add account", "new: coder"),
            Done("admin", "session", "sign in", ""),
        ]
        assert {one.at for one in noted} == {NOW}
        assert "new: reviewer" in browser.get("/audit").text
        assert browser.get("/api/v1/audit").json()["changes"][1]["subject"] == "new: reviewer"


@pytest.mark.parametrize(
    "statement", ["UPDATE audit SET who = 'omar' WHERE id = 2", "DELETE FROM audit WHERE id = 2", "DELETE FROM audit WHERE id = 1"]
)
def test_a_record_that_was_changed_is_found(statement: str, database_url: str) -> None:
    with store_at(database_url) as store:
        for n in range(4):
            store.write(lambda connection, now, n=n: note(connection, Done("amina", "session", "role", str(n)), now))  # type: ignore[misc]
        change(store, statement)
        with store.read() as connection:
            assert find_tampering(connection)


def test_the_last_admin_stays(database_url: str) -> None:
    with guarded(database_url) as place:
        with pytest.raises(NotAllowed):
            place.store.write(lambda connection, _: set_role(connection, "admin", "reader"))
        with pytest.raises(NotAllowed):
            place.store.write(lambda connection, _: close_account(connection, "admin", closed=True))
        place.store.write(lambda connection, _: set_role(connection, "coder", "admin"))
        place.store.write(lambda connection, _: close_account(connection, "admin", closed=True))


@pytest.mark.parametrize("password", ["short", "aaaaaaaaaaaaaaaa", "the-amina-password", "x" * 201, ""])
def test_a_password_that_is_easy_to_guess_is_refused(password: str) -> None:
    with pytest.raises(BadInput):
        check_password(password, "amina")


@pytest.mark.parametrize("name", ["", "a\nb", "Reader", "reader ", "x" * 81, "\u202eabc"])
def test_a_name_that_is_taken_or_none_is_refused(name: str, database_url: str) -> None:
    with store_at(database_url) as store:
        store.write(lambda connection, now: add_account(connection, "reader", "reader", PASSWORD, now))
        with pytest.raises(BadInput):
            store.write(lambda connection, now: add_account(connection, name, "reader", PASSWORD, now))


def test_who_sends_too_much_or_too_often_is_stopped(database_url: str) -> None:
    with guarded(database_url) as place:
        browser = place.sign_in("reader")
        assert place.client.post("/login", content=b"x" * 200_000).status_code == 413
        parts = (b"x" * 50_000 for _ in range(10))
        assert browser.post("/account/tokens/revoke", content=parts).status_code in (400, 413, 422)
        codes = [browser.get("/static/marsad.svg").status_code for _ in range(905)]
        assert codes[:800] == [200] * 800
        assert codes[-1] == 429
        place.clock.go(minutes=2)
        assert browser.get("/").status_code == 200


def test_a_second_factor_that_is_lost_is_taken_away_with_a_new_password(database_url: str) -> None:
    with guarded(database_url) as place:
        place.store.write(lambda connection, _: set_second_factor(connection, "coder", pyotp.random_base32()))
        renewed = "four wells and two mills"
        place.sign_in("admin").post("/people/password", data={"name": "coder", "password": renewed})
        place.sign_in("coder", renewed)
