"""Lists of sources out and in again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.errors import BadInput, NotText
from marsad.fetching.feeds import clean
from marsad.fetching.opml import Subscription, read_opml, write_opml

WORDS = st.text(max_size=30).map(clean)
FOLDERS = st.lists(WORDS.map(lambda word: clean(word.replace("/", ""))).filter(bool), max_size=3).map("/".join)
SOURCES = st.builds(
    Subscription,
    url=st.integers(0, 10**6).map(lambda n: f"https://a.example/{n}?x=1&y=2"),
    title=WORDS,
    outlet=WORDS,
    language=st.sampled_from(["", "ar", "ru", "tr", "en"]),
    site=st.sampled_from(["", "https://a.example/"]),
    folder=FOLDERS,
    paused=st.booleans(),
)


@given(st.lists(SOURCES, unique_by=lambda source: source.url, max_size=8))
def test_what_is_written_is_read_back_equal(sources: list[Subscription]) -> None:
    back = read_opml(write_opml(sources))
    assert sorted(back, key=lambda source: source.url) == sorted(sources, key=lambda source: source.url)
    assert write_opml(list(back)) == write_opml(list(read_opml(write_opml(list(back)))))


def test_a_list_of_another_program_is_read() -> None:
    text = """<?xml version="1.0"?><OPML version="1.0"><head><title>mine</title></head><body>
    <outline text="سوريا"><outline text="الجسر" xmlUrl="https://jisr.example/feed" htmlUrl="https://jisr.example/" type="rss"/>
    <outline text="inner"><outline text="https://b.example/f" xmlurl="https://b.example/f"/></outline></outline>
    <outline title="again" xmlUrl="https://jisr.example/feed"/><outline text="empty"/></body></OPML>"""
    assert read_opml(text.encode()) == (
        Subscription(url="https://jisr.example/feed", title="الجسر", site="https://jisr.example/", folder="سوريا"),
        Subscription(url="https://b.example/f", folder="سوريا/inner"),
    )


BAD = [
    (b"", NotText),
    (b"<html/>", NotText),
    (b"<opml><body>", NotText),
    (b'<!DOCTYPE o [<!ENTITY a "b">]><opml><body><outline text="&a;" xmlUrl="&a;"/></body></opml>', NotText),
    (b"<opml><body>" + b'<outline text="a">' * 50 + b"</outline>" * 50 + b"</body></opml>", BadInput),
    (b"<opml><body>" + b'<outline text="a">' * 9000 + b"</outline>" * 9000 + b"</body></opml>", NotText),
]


@pytest.mark.parametrize(("data", "error"), BAD, ids=[str(n) for n in range(len(BAD))])
def test_a_list_that_is_none_is_refused(data: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        read_opml(data)
