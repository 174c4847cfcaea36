"""The fetcher against a site that does everything that a site may do to it."""

from __future__ import annotations

import gzip
import time
import zlib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler

import pytest

from marsad.fetching import Fetched, NotModified, Refused, Why
from site_of_tests import PUBLIC, Lines, Reply, Site, make_fetcher, run_site, set_trap

NEWS = "http://news.example"


@pytest.fixture
def site() -> Iterator[Site]:
    with run_site() as running:
        yield running


def get(site: Site, path: str) -> Fetched | NotModified | Refused:
    fetcher, _, _ = make_fetcher(site)
    return fetcher.fetch(f"{NEWS}{path}")


def body_of(outcome: object) -> bytes:
    assert isinstance(outcome, Fetched), outcome
    return outcome.body


def why(outcome: object) -> Why:
    assert isinstance(outcome, Refused), outcome
    assert outcome.what
    assert outcome.hint
    return outcome.why


def test_an_answer_is_kept_as_it_came(site: Site) -> None:
    site.pages["/a"] = Reply("سلام", headers={"X-Twice": "1", "x-twice": "2", "Content-Type": "text/plain; charset=utf-8"})
    fetcher, clock, _ = make_fetcher(site)
    got = fetcher.fetch(f"{NEWS}/a")
    assert isinstance(got, Fetched)
    assert got.body.decode() == "سلام"
    assert (got.asked, got.answered, got.status) == (f"{NEWS}/a", f"{NEWS}/a", 200)
    assert [value for name, value in got.headers if name.lower() == "x-twice"] == ["1", "2"]
    assert got.media_type == "text/plain; charset=utf-8"
    assert got.at == clock.now()
    assert got.tool.startswith("Marsad/")


def test_it_says_who_it_is_and_keeps_no_connection(site: Site) -> None:
    site.pages["/a"] = Reply("x")
    get(site, "/a")
    _, headers = site.seen[-1]
    assert headers["User-Agent"].startswith("Marsad/")
    assert headers["Host"] == "news.example"
    assert headers["Accept-Encoding"] == "gzip, deflate"
    assert "Cookie" not in headers


def redirect(to: str, status: int = 302) -> Reply:
    return Reply("", status, {"Location": to})


def test_a_redirect_is_followed_to_another_host_and_the_way_is_told(site: Site) -> None:
    site.pages["/old"] = redirect("http://other.example/new", 301)
    site.pages["/new"] = Reply("here")
    got = get(site, "/old")
    assert body_of(got) == b"here"
    assert isinstance(got, Fetched)
    assert got.answered == "http://other.example/new"
    assert got.passed == (f"{NEWS}/old", "http://other.example/new")


def test_a_redirect_in_arabic_letters_is_followed(site: Site) -> None:
    site.pages["/old"] = lambda handler: raw(handler, "HTTP/1.1 302 Found\r\nLocation: /خبر\r\nContent-Length: 0\r\n\r\n".encode())
    site.pages["/%D8%AE%D8%A8%D8%B1"] = Reply("here")
    assert body_of(get(site, "/old")) == b"here"


INWARDS = [
    "http://10.0.0.1/",
    "http://169.254.169.254/latest/meta-data/",
    "http://[::1]/",
    "http://[::ffff:10.0.0.1]/",
    "http://2130706433/",
    "http://0177.0.0.1/",
    "http://inner.example/",
    "//inner.example/",
    "file:///etc/passwd",
    "ftp://news.example/",
    "javascript:alert(1)",
    "http://a:b@news.example/",
    "http://localhost/",
]


@pytest.mark.parametrize("to", INWARDS)
@pytest.mark.parametrize("hops", [1, 3])
def test_a_redirect_inwards_is_refused_at_every_step(site: Site, to: str, hops: int) -> None:
    for hop in range(hops - 1):
        site.pages[f"/{hop}"] = redirect(f"/{hop + 1}")
    site.pages[f"/{hops - 1}"] = redirect(to)
    fetcher, _, lines = make_fetcher(site, names={"inner.example": ["192.168.0.9"]})
    assert why(fetcher.fetch(f"{NEWS}/0")) is Why.address
    assert set(lines.reached) == {PUBLIC}


def test_a_listener_on_this_machine_is_never_touched(site: Site) -> None:
    with set_trap() as (port, touched):
        forms = [
            f"http://127.0.0.1:{port}/",
            f"http://localhost:{port}/",
            f"http://[::ffff:7f00:1]:{port}/",
            f"http://x.example:{port}/",
        ]
        for number, form in enumerate(forms):
            site.pages[f"/{number}"] = redirect(form)
            lines = Lines({PUBLIC: site.port, "127.0.0.1": port, "::1": port, "::ffff:127.0.0.1": port})
            fetcher, _, _ = make_fetcher(site, names={"x.example": ["127.0.0.1"]}, lines=lines)
            assert why(fetcher.fetch(form)) is Why.address
            assert why(fetcher.fetch(f"{NEWS}/{number}")) is Why.address
        assert touched == []


def test_a_name_that_turns_private_between_two_look_ups_is_not_reached(site: Site) -> None:
    """DNS rebinding: public for the robots.txt, private for the page. Every connection is made to the address judged for it."""
    answers = iter([[PUBLIC], ["127.0.0.1"]])
    site.pages["/a"] = Reply("x")
    fetcher, _, lines = make_fetcher(site, names=lambda _: next(answers))
    assert why(fetcher.fetch(f"{NEWS}/a")) is Why.address
    assert lines.reached == [PUBLIC]


def test_each_request_looks_its_name_up_once_and_connects_to_what_was_judged(site: Site) -> None:
    asked: list[str] = []

    def resolve(host: str) -> list[str]:
        asked.append(host)
        return [PUBLIC]

    site.pages["/a"] = Reply("x")
    fetcher, _, lines = make_fetcher(site, names=resolve)
    assert body_of(fetcher.fetch(f"{NEWS}/a")) == b"x"
    assert asked == ["news.example"] * 2  # robots.txt, page
    assert lines.reached == [PUBLIC] * 2


def test_the_handshake_names_the_host_and_not_the_address_connected_to(site: Site) -> None:
    site.pages["/a"] = Reply("x")
    fetcher, _, lines = make_fetcher(site)
    assert body_of(fetcher.fetch("https://news.example/a")) == b"x"
    assert lines.named == ["news.example"] * 2


def test_a_second_address_of_a_name_is_tried_where_the_first_does_not_answer(site: Site) -> None:
    site.pages["/a"] = Reply("x")
    fetcher, _, lines = make_fetcher(site, names={"news.example": ["11.0.0.1", PUBLIC]})
    assert body_of(fetcher.fetch(f"{NEWS}/a")) == b"x"
    assert lines.reached == ["11.0.0.1", PUBLIC] * 2


def raw(handler: BaseHTTPRequestHandler, data: bytes) -> None:
    handler.wfile.write(data)
    handler.wfile.flush()


def endless_headers(handler: BaseHTTPRequestHandler) -> None:
    raw(handler, b"HTTP/1.1 200 OK\r\n")
    for number in range(100_000):
        raw(handler, f"X-{number}: {'a' * 1000}\r\n".encode())


def endless_continues(handler: BaseHTTPRequestHandler) -> None:
    for _ in range(1_000_000):
        raw(handler, b"HTTP/1.1 103 Early Hints\r\n\r\n")


def endless_body(handler: BaseHTTPRequestHandler) -> None:
    raw(handler, b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    for _ in range(100_000):
        raw(handler, b"1000\r\n" + b"a" * 4096 + b"\r\n")


def drop_by_drop(handler: BaseHTTPRequestHandler) -> None:
    raw(handler, b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
    for _ in range(200):
        raw(handler, b"a")
        time.sleep(0.02)


def headers_drop_by_drop(handler: BaseHTTPRequestHandler) -> None:
    for letter in b"HTTP/1.1 200 OK\r\n" * 20:
        raw(handler, bytes([letter]))
        time.sleep(0.02)


def silent(handler: BaseHTTPRequestHandler) -> None:
    time.sleep(1.0)


def cut_body(handler: BaseHTTPRequestHandler) -> None:
    raw(handler, b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nonly this")


def cut_chunk(handler: BaseHTTPRequestHandler) -> None:
    raw(handler, b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\nonly this")


def packed(data: bytes, encoding: str = "gzip") -> Reply:
    return Reply(data, headers={"Content-Encoding": encoding})


def bomb() -> bytes:
    return gzip.compress(b"\0" * 30_000_000, 9)


BROKEN = [
    ("endless headers", endless_headers, Why.large),
    ("endless early hints", endless_continues, Why.large),
    ("an endless body", endless_body, Why.large),
    ("a body larger than may be", Reply(b"a" * 1_000_001), Why.large),
    ("a gzip bomb", packed(bomb()), Why.large),
    ("a deflate bomb", packed(zlib.compress(b"\0" * 30_000_000, 9), "deflate"), Why.large),
    ("a bomb of many members", packed(gzip.compress(b"\0" * 60_000, 9) * 40), Why.large),
    ("drop by drop", drop_by_drop, Why.slow),
    ("headers drop by drop", headers_drop_by_drop, Why.slow),
    ("no answer", silent, Why.slow),
    ("a body cut off", cut_body, Why.broken),
    ("a chunk cut off", cut_chunk, Why.broken),
    ("gzip cut off", packed(gzip.compress(b"a" * 5000)[:-12]), Why.broken),
    ("gzip that is none", packed(b"plain text"), Why.broken),
    ("gzip twice", packed(gzip.compress(gzip.compress(b"a")), "gzip, gzip"), Why.broken),
    ("an encoding that nobody asked for", packed(b"x", "br"), Why.broken),
    ("no HTTP", lambda handler: raw(handler, b"220 mail.example ESMTP\r\n"), Why.broken),
    ("nothing at all", lambda handler: None, Why.broken),
    ("two lengths", lambda h: raw(h, b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 5\r\n\r\nabcde"), Why.broken),
    ("a line end in a header", lambda h: raw(h, b"HTTP/1.1 200 OK\r\nX: a\0b\r\nContent-Length: 1\r\n\r\na"), Why.broken),
    ("a part", Reply("x", 206), Why.broken),
    ("304 unasked", lambda h: raw(h, b"HTTP/1.1 304 Not Modified\r\n\r\n"), Why.broken),
    ("a redirect to nowhere", Reply("", 302), Why.broken),
    ("a login", Reply("", 401), Why.denied),
    ("forbidden", Reply("", 403), Why.denied),
    ("for reasons of law", Reply("", 451), Why.denied),
    ("not there", Reply("", 404), Why.missing),
    ("gone", Reply("", 410), Why.missing),
    ("a fault", Reply("", 500), Why.fault),
    ("too many requests", Reply("", 429), Why.busy),
    ("no service", Reply("", 503), Why.busy),
]


@pytest.mark.parametrize(("page", "reason"), [row[1:] for row in BROKEN], ids=[row[0] for row in BROKEN])
def test_a_broken_answer_ends_with_its_reason_and_in_bounds(site: Site, page: object, reason: Why) -> None:
    site.pages["/a"] = page  # type: ignore[assignment]
    site.pages["/robots.txt"] = Reply("")
    fetcher, _, _ = make_fetcher(site, body=1_000_000, idle=0.3, whole=0.4)
    fetcher.timer = time.monotonic
    started = time.monotonic()
    assert why(fetcher.fetch(f"{NEWS}/a")) is reason
    assert time.monotonic() - started < 5


@pytest.mark.parametrize("pack", [gzip.compress, zlib.compress, lambda d: zlib.compress(d)[2:-4]], ids=["gzip", "zlib", "bare"])
def test_a_compressed_answer_is_unfolded(site: Site, pack: object) -> None:
    assert callable(pack)
    text = "نص طويل. ".encode() * 20_000
    site.pages["/a"] = packed(pack(text), "gzip" if pack is gzip.compress else "deflate")
    assert body_of(get(site, "/a")) == text


def test_gzip_in_several_members_is_read_to_its_end(site: Site) -> None:
    site.pages["/a"] = packed(gzip.compress(b"one ") + gzip.compress(b"two ") + gzip.compress(b"three"))
    assert body_of(get(site, "/a")) == b"one two three"


def test_redirects_in_a_circle_and_without_end_are_refused(site: Site) -> None:
    site.pages["/a"], site.pages["/b"] = redirect("/b"), redirect("/a")
    assert why(get(site, "/a")) is Why.redirects
    for number in range(30):
        site.pages[f"/{number}"] = redirect(f"/{number + 1}")
    assert why(get(site, "/0")) is Why.redirects
    assert site.asked["/8"] == 1
    assert site.asked["/9"] == 0


def test_what_did_not_change_is_not_sent_again(site: Site) -> None:
    site.pages["/a"] = Reply("x", etag='"v1"')
    fetcher, _, _ = make_fetcher(site)
    first = fetcher.fetch(f"{NEWS}/a")
    assert isinstance(first, Fetched)
    again = fetcher.fetch(f"{NEWS}/a", etag=first.header("etag"), modified="Sat, 29 Feb 2020 10:00:00 GMT")
    assert isinstance(again, NotModified)
    assert site.seen[-1][1]["If-Modified-Since"] == "Sat, 29 Feb 2020 10:00:00 GMT"


# ── robots.txt ──


def test_what_robots_txt_forbids_is_not_asked(site: Site) -> None:
    site.pages["/robots.txt"] = Reply("User-agent: *\nDisallow: /\n\nUser-agent: Marsad\nDisallow: /secret\nCrawl-delay: 7\n")
    site.pages["/a"] = site.pages["/secret/b"] = Reply("x")
    fetcher, clock, _ = make_fetcher(site)
    assert body_of(fetcher.fetch(f"{NEWS}/a")) == b"x"
    assert why(fetcher.fetch(f"{NEWS}/secret/b")) is Why.robots
    assert site.asked["/secret/b"] == 0
    assert body_of(fetcher.fetch(f"{NEWS}/a")) == b"x"
    assert site.asked["/robots.txt"] == 1
    assert clock.waits == [2.0, 7.0]


def test_the_robots_txt_of_a_redirect_s_host_holds_too(site: Site) -> None:
    site.pages["/robots.txt"] = lambda h: Reply("User-agent: *\nDisallow: /" if h.headers["Host"] == "shut.example" else "").send(h)
    site.pages["/a"] = redirect("http://shut.example/b")
    site.pages["/b"] = Reply("x")
    assert why(get(site, "/a")) is Why.robots
    assert site.asked["/b"] == 0


ROBOTS = [
    ("not there", Reply("", 404), "x"),
    ("forbidden", Reply("", 403), "x"),
    ("a page", Reply("<!doctype html><p>robots</p>"), "x"),
    ("huge, its rules first", Reply(b"User-agent: *\nDisallow: /a\n" + b"#" * 3_000_000), Why.robots),
    ("a fault of the server", Reply("", 500), Why.fault),
    ("busy", Reply("", 429), Why.busy),
    ("cut off", cut_body, Why.broken),
    ("leading on six times", redirect("/r1"), "x"),
    ("leading inwards", redirect("http://10.0.0.1/robots.txt"), Why.address),
]


@pytest.mark.parametrize(("robots", "outcome"), [row[1:] for row in ROBOTS], ids=[row[0] for row in ROBOTS])
def test_a_robots_txt_that_is_missing_allows_and_one_out_of_reach_forbids(site: Site, robots: object, outcome: object) -> None:
    site.pages["/robots.txt"] = robots  # type: ignore[assignment]
    for number in range(1, 9):
        site.pages[f"/r{number}"] = redirect(f"/r{number + 1}")
    site.pages["/a"] = Reply("x")
    got = get(site, "/a")
    if outcome == "x":
        assert body_of(got) == b"x"
    else:
        assert why(got) is outcome
        assert site.asked["/a"] == 0


def test_rules_are_kept_for_a_day(site: Site) -> None:
    site.pages["/a"] = Reply("x")
    fetcher, clock, _ = make_fetcher(site)
    for wait in (0, 80_000, 10_000):
        clock.seconds += wait
        fetcher.fetch(f"{NEWS}/a")
    assert site.asked["/robots.txt"] == 2


# ── Turns and pauses ──


def test_two_requests_to_a_host_are_seconds_apart_and_hosts_do_not_wait_for_each_other(site: Site) -> None:
    site.pages["/robots.txt"], site.pages["/a"] = Reply(""), Reply("x")
    fetcher, clock, _ = make_fetcher(site)
    fetcher.fetch(f"{NEWS}/a")
    assert clock.waits == [2.0]
    fetcher.fetch("http://other.example/a")
    assert clock.waits == [2.0, 2.0]
    clock.seconds += 2
    fetcher.fetch(f"{NEWS}/a")
    assert clock.waits == [2.0, 2.0]


RETRY = [("120", 120.0), ("Sun, 01 Mar 2020 12:10:02 GMT", 600.0), ("999999999", 86_400.0), ("soon", None), ("-5", None)]


@pytest.mark.parametrize(("told", "later"), RETRY)
def test_a_busy_host_is_left_alone_for_as_long_as_it_asks(site: Site, told: str, later: float | None) -> None:
    site.pages["/robots.txt"] = Reply("")
    site.pages["/a"] = Reply("", 429, {"Retry-After": told})
    fetcher, clock, _ = make_fetcher(site)
    got = fetcher.fetch(f"{NEWS}/a")
    assert isinstance(got, Refused)
    assert (got.why, got.later) == (Why.busy, later)
    if later is None:
        return
    again = fetcher.fetch(f"{NEWS}/b")
    assert why(again) is Why.busy
    assert site.asked["/b"] == 0
    clock.seconds += later
    assert why(fetcher.fetch(f"{NEWS}/b")) is Why.missing


def test_pauses_of_a_busy_host_grow_and_end_when_it_is_well(site: Site) -> None:
    site.pages["/robots.txt"], site.pages["/a"] = Reply(""), Reply("", 503)
    fetcher, clock, _ = make_fetcher(site, patience=10_000.0)
    for _ in range(4):
        fetcher.fetch(f"{NEWS}/a")
    assert clock.waits == [2.0, 30.0, 60.0, 120.0]
    site.pages["/a"] = Reply("x")
    for _ in range(3):
        fetcher.fetch(f"{NEWS}/a")
    assert clock.waits[4:] == [240.0, 2.0, 2.0]


def test_a_host_that_is_down_is_not_tried_for_every_page(site: Site) -> None:
    fetcher, _, lines = make_fetcher(site, names={"down.example": ["11.0.0.9"]})
    reasons = [why(fetcher.fetch(f"http://down.example/{number}")) for number in range(20)]
    assert set(reasons) <= {Why.unreachable, Why.busy}
    assert len(lines.reached) <= 3


def test_a_host_that_is_no_host_is_told(site: Site) -> None:
    def resolve(_: str) -> list[str]:
        raise OSError("Name or service not known")

    fetcher, _, _ = make_fetcher(site, names=resolve)
    got = fetcher.fetch("http://nowhere.example/")
    assert why(got) is Why.unreachable
    assert isinstance(got, Refused)
    assert "not known" in got.what


def test_what_nobody_foresaw_ends_one_fetch_and_is_told(site: Site) -> None:
    def resolve(_: str) -> list[str]:
        raise RuntimeError("a bug")

    fetcher, _, _ = make_fetcher(site, names=resolve)
    got = fetcher.fetch(f"{NEWS}/a")
    assert why(got) is Why.broken
    assert isinstance(got, Refused)
    assert "a bug" in got.what


def test_a_fetcher_of_the_environment_reaches_no_loopback_unless_it_is_switched(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    from marsad.fetching.opening import TEST_SWITCH, open_fetcher

    site.pages["/robots.txt"], site.pages["/a"] = Reply(""), Reply("x")
    monkeypatch.delenv(TEST_SWITCH, raising=False)
    assert why(open_fetcher().fetch(f"{site.url}/a")) is Why.address
    assert site.asked.total() == 0
    monkeypatch.setenv(TEST_SWITCH, str(site.port))
    assert body_of(open_fetcher(sleep=lambda _: None).fetch(f"{site.url}/a")) == b"x"


def test_the_agent_may_name_who_runs_it() -> None:
    from marsad.fetching.fetcher import name_agent

    assert name_agent("mailto:desk@monitor.example").endswith("(mailto:desk@monitor.example)")
    assert "\n" not in name_agent("a\r\nX-Evil: 1")
    assert "Marsad" in name_agent()
