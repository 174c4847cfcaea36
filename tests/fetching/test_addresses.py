"""Which addresses may be asked: a table of what leads inwards, in every form in which it can be written."""

from __future__ import annotations

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.fetching.addresses import Unsafe, find_ips, judge, read_address

REFUSED = [
    ("file:///etc/passwd", "not http"),
    ("ftp://example.org/a", "not http"),
    ("gopher://example.org/", "not http"),
    ("javascript:alert(1)", "not http"),
    ("data:text/html,x", "not http"),
    ("//example.org/a", "not http"),
    ("example.org/a", "not http"),
    ("", "not http"),
    ("http://", "no host"),
    ("http:///a", "no host"),
    ("http://user:secret@example.org/", "user name"),
    ("http://127.0.0.1/", "this machine"),
    ("http://127.255.255.254/", "this machine"),
    ("http://10.1.2.3/", "private"),
    ("http://172.16.0.1/", "private"),
    ("http://172.31.255.255/", "private"),
    ("http://192.168.1.1/admin", "private"),
    ("http://169.254.169.254/latest/meta-data/", "metadata"),
    ("http://168.63.129.16/", "metadata"),
    ("http://100.64.0.1/", "provider"),
    ("http://100.100.100.200/", "provider"),
    ("http://0.0.0.0/", "this network"),
    ("http://224.0.0.1/", "multicast"),
    ("http://255.255.255.255/", "reserved"),
    ("http://[::1]/", "this machine"),
    ("http://[::]/", "this network"),
    ("http://[::ffff:127.0.0.1]/", "in another form"),
    ("http://[::ffff:a9fe:a9fe]/", "in another form"),
    ("http://[::127.0.0.1]/", "in another form"),
    ("http://[2002:7f00:1::]/", "in another form"),
    ("http://[2002:c0a8:101::1]/", "in another form"),
    ("http://[64:ff9b::10.0.0.1]/", "in another form"),
    ("http://[2001:0:4136:e378:8000:63bf:3fff:fdd2]/", "reserved"),
    ("http://[fe80::1]/", "link-local"),
    ("http://[fd00:ec2::254]/", "private"),
    ("http://[ff02::1]/", "multicast"),
    ("http://[fe80::1%25eth0]/", ""),
    ("http://2130706433/", "hides"),
    ("http://0x7f000001/", "hides"),
    ("http://0x7f.1/", "hides"),
    ("http://0177.0.0.1/", ""),
    ("http://127.1/", "hides"),
    ("http://127.0.0.1./", "hides"),
    ("http://１２７.0.0.1/", ""),
    ("http://①②⑦.⓪.⓪.①/", ""),
    ("http://localhost/", "inner"),
    ("http://LOCALHOST./", "inner"),
    ("http://a.localhost/", "inner"),
    ("http://printer.local/", "inner"),
    ("http://metadata.google.internal/", "inner"),
    ("http://exa mple.org/", ""),
    ("http://example.org:22/", "port"),
    ("http://example.org:99999/", "port"),
    ("http://example.org\\@127.0.0.1/", ""),
    ("http://127.0.0.1\\@example.org/", ""),
    ("http://example.org#@127.0.0.1:22/../" + "a" * 5000, "longer"),
]


@pytest.mark.parametrize(("address", "words"), REFUSED)
def test_an_address_that_leads_inwards_or_hides_where_it_leads_is_not_asked(address: str, words: str) -> None:
    with pytest.raises(Unsafe, match=words or "."):
        read_address(address)


READ = [
    ("http://example.org", "http://example.org/", "example.org", 80, "/"),
    ("  HTTPS://Example.ORG:443/a?b=c#d ", "https://example.org/a?b=c", "example.org", 443, "/a?b=c"),
    ("http://example.org/خبر", "http://example.org/%D8%AE%D8%A8%D8%B1", "example.org", 80, "/%D8%AE%D8%A8%D8%B1"),
    ("http://مثال.إختبار/", "", "xn--mgbh0fb.xn--kgbechtv", 80, "/"),
    ("http://8.8.8.8:8080/x", "http://8.8.8.8:8080/x", "8.8.8.8", 8080, "/x"),
    ("http://[2606:4700:4700::1111]/", "", "2606:4700:4700::1111", 80, "/"),
    ("http://example.org/a%20b?u=http://127.0.0.1/", "", "example.org", 80, "/a%20b?u=http://127.0.0.1/"),
]


@pytest.mark.parametrize(("address", "url", "host", "port", "path"), READ)
def test_an_address_of_the_open_web_is_read_as_the_web_writes_it(address: str, url: str, host: str, port: int, path: str) -> None:
    target = read_address(address)
    assert (target.host, target.port, target.path) == (host, port, path)
    assert not url or target.url == url


def test_a_relative_address_is_read_against_the_one_before() -> None:
    assert read_address("../b?c", base="https://example.org/x/y/z").url == "https://example.org/x/b?c"
    assert read_address("//other.example.org/", base="https://example.org/").url == "https://other.example.org/"


@given(st.integers(min_value=0, max_value=2**32 - 1).map(ipaddress.IPv4Address))
def test_what_python_calls_private_is_refused_in_every_form(ip: ipaddress.IPv4Address) -> None:
    if not ip.is_global or ip.is_multicast:
        assert judge(ip)
    packed = [f"::ffff:{ip}", f"64:ff9b::{ip}", str(ipaddress.IPv6Address((0x2002 << 112) | (int(ip) << 80)))]
    for form in packed:
        assert bool(judge(ipaddress.ip_address(form))) == bool(judge(ip))


@given(st.integers(min_value=0, max_value=2**128 - 1).map(ipaddress.IPv6Address))
def test_an_ipv6_address_outside_of_what_is_given_out_is_refused(ip: ipaddress.IPv6Address) -> None:
    if not ip.is_global or ip.is_multicast:
        assert judge(ip)


def test_a_name_with_one_private_address_among_public_ones_is_not_asked() -> None:
    target = read_address("http://example.org/")
    with pytest.raises(Unsafe, match=r"leads to 10\.0\.0\.7, a private address"):
        find_ips(target, lambda *_: ["11.22.33.44", "10.0.0.7"], 1.0)


def test_loopback_is_reached_on_the_ports_of_the_test_switch_alone() -> None:
    allowed = frozenset({8123})
    assert read_address("http://127.0.0.1:8123/", loopback=allowed).port == 8123
    for address in ("http://127.0.0.1:8124/", "http://10.0.0.1:8123/", "http://[fe80::1]:8123/", "http://169.254.169.254:8123/"):
        with pytest.raises(Unsafe):
            read_address(address, loopback=allowed)
