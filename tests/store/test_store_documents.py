"""Documents into the store: the same thing twice changes nothing, an edited article is a new version, nothing is lost."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner
from store_at_hand import ACCUSATION, DENIAL, PLEDGE, STRIKE, add, doc, dump, opened, outcomes, prove, rows, store_at

from marsad.cli import app
from marsad.cli.pipeline import prepare_document
from marsad.model import Capture, Document
from marsad.store import Store
from marsad.store.claims import Filter, find_claims, show_claim


def claims_in(store: Store) -> list[str]:
    with store.read() as connection:
        return sorted(found.claim.id for found in find_claims(connection, Filter()))


def test_the_same_thing_twice_changes_nothing(database_url: str) -> None:
    with store_at(database_url) as store:
        add(store, doc(STRIKE, ACCUSATION), doc(DENIAL, name="b"))
        before = dump(store)
        assert outcomes(store, doc(STRIKE, ACCUSATION), doc(DENIAL, name="b")) == ["unchanged", "unchanged"]
        assert [one.outcome for one in add(store, doc(DENIAL, name="b"), doc(STRIKE, ACCUSATION))] == ["unchanged", "unchanged"]
        assert dump(store) == before
        assert store.find_known([doc(DENIAL, name="b"), doc(PLEDGE, name="c")]) == [True, False]


def test_the_same_thing_twice_in_one_batch_is_one(database_url: str) -> None:
    with store_at(database_url) as store:
        assert [one.outcome for one in add(store, doc(STRIKE), doc(STRIKE))] == ["added", "unchanged"]
        assert len(rows(store, "SELECT * FROM version")) == 1
        assert not prove(store).harms


def test_every_claim_of_a_document_is_kept_with_its_words(database_url: str) -> None:
    one = doc(STRIKE, ACCUSATION, DENIAL, outlet="وكالة التل", url="https://tall.example/1", title="عنوان")
    with store_at(database_url) as store:
        add(store, one)
        with store.read() as connection:
            found = list(find_claims(connection, Filter()))
    from marsad.cli.pipeline import code_document

    assert [known.claim for known in found] == sorted(code_document(one).claims, key=lambda claim: claim.sentence)
    assert all(known.document == one for known in found)


def test_an_edited_article_is_a_new_version_and_its_evidence_is_carried_or_lost(database_url: str) -> None:
    url = "https://tall.example/1"
    with store_at(database_url) as store:
        add(store, doc(STRIKE, ACCUSATION, url=url))
        with store.read() as connection:
            old = {found.claim.event.type: found.claim.id for found in find_claims(connection, Filter())}
        [stored] = add(store, doc(ACCUSATION, DENIAL, url=url))
        assert stored.outcome == "new version"
        carried = rows(store, "SELECT c.ident, r.lost, r.sentence_start FROM carried r JOIN claim c ON c.id = r.claim_id")
        lost = {row["ident"]: bool(row["lost"]) for row in carried}
        assert lost[old["breach"]] is False
        assert lost[old["assault"]] is True
        assert all((row["sentence_start"] is None) == bool(row["lost"]) for row in carried)
        with store.read() as connection:
            assert {found.document.text for found in find_claims(connection, Filter())} == {doc(ACCUSATION, DENIAL).text}
            assert len(list(find_claims(connection, Filter(superseded=True)))) > len(list(find_claims(connection, Filter())))
            [shown] = [one for one in show_claim(connection, old["assault"]) if not one.current]
        assert [row["lost"] for row in shown.evidence] == [True]
        assert not prove(store).harms


def test_an_article_that_is_edited_back_is_not_a_third_version(database_url: str) -> None:
    url = "https://tall.example/1"
    first, second = doc(STRIKE, url=url), doc(STRIKE, DENIAL, url=url)
    with store_at(database_url) as store:
        assert outcomes(store, first, second, first) == ["added", "new version", "unchanged"]
        assert [row["number"] for row in rows(store, "SELECT number FROM version ORDER BY id")] == [1, 2]


NAMESAKES: list[tuple[str, Document, Document, list[str], list[str]]] = [
    ("two texts of one name are two documents", doc(STRIKE), doc(DENIAL), ["added", "added"], ["a", "a-2"]),
    ("two addresses", doc(STRIKE, url="https://x/1"), doc(STRIKE, url="https://x/2"), ["added", "added"], ["a", "a-2"]),
    ("one address", doc(STRIKE, url="https://x/1"), doc(DENIAL, name="b", url="https://x/1"), ["added", "new version"], ["a"]),
    ("a text of one name that was edited", doc(STRIKE, ACCUSATION), doc(STRIKE, DENIAL), ["added", "new version"], ["a"]),
    ("two names of one text", doc(STRIKE), doc(STRIKE, name="b"), ["added", "added"], ["a", "b"]),
    ("names that SQL would take for patterns", doc(STRIKE, name="a%"), doc(DENIAL, name="a_"), ["added", "added"], ["a%", "a_"]),
]  # fmt: skip


@pytest.mark.parametrize(("case", "one", "other", "became", "names"), NAMESAKES, ids=[row[0] for row in NAMESAKES])
def test_documents_of_one_name(
    case: str, one: Document, other: Document, became: list[str], names: list[str], database_url: str
) -> None:
    with store_at(database_url) as store:
        assert outcomes(store, one, other) == became
        assert outcomes(store, one, other) == ["unchanged", "unchanged"]
        assert [row["name"] for row in rows(store, "SELECT name FROM document ORDER BY id")] == names
        assert not prove(store).harms


def test_a_third_of_one_name_gets_the_next_number(database_url: str) -> None:
    with store_at(database_url) as store:
        assert outcomes(store, doc(STRIKE), doc(DENIAL), doc(PLEDGE), doc(DENIAL)) == ["added", "added", "added", "unchanged"]
        assert [row["name"] for row in rows(store, "SELECT name FROM document ORDER BY id")] == ["a", "a-2", "a-3"]


STRANGE = {
    "emoji": "🚨 " + STRIKE + " 🇷🇺😡",
    "marks and controls": "\u202b" + STRIKE + "\u202c\u200f\u2066x\u2069",
    "far planes": STRIKE + " 𐎀𒀀",
    "decomposed": STRIKE + " e\u0301",
    "quotes of SQL": STRIKE + " '; DROP TABLE claim; -- \" \\ %s %(a)s :b ?",
    "line ends": STRIKE + "\r\n\x0b\x85\u2028",
}


@pytest.mark.parametrize("text", STRANGE.values(), ids=STRANGE.keys())
def test_any_letters_come_back_as_they_were_given(text: str, database_url: str) -> None:
    one = doc(text, name="n" + text[:9], outlet=text[:20], title=text)
    with store_at(database_url) as store:
        assert outcomes(store, one, one) == ["added", "unchanged"]
        with store.read() as connection:
            found = list(find_claims(connection, Filter()))
        assert found
        assert {known.document for known in found} == {one}
        assert not prove(store).harms


def test_a_text_of_a_hundred_thousand_words_is_kept_whole(database_url: str) -> None:
    one = doc(STRIKE, " ".join(["كلمة"] * 50_000) + ".", ACCUSATION, " ".join(["أخرى"] * 50_000) + ".")
    with store_at(database_url) as store:
        add(store, one)
        with store.read() as connection:
            assert {known.document.text for known in find_claims(connection, Filter())} == {one.text}
        assert not prove(store).harms


def test_bytes_as_they_were_given_are_kept_once(database_url: str) -> None:
    body = "<p>" + STRIKE + "</p>"
    capture = Capture(body.encode("cp1256"), "text/html")
    with store_at(database_url) as store:
        add(store, doc(STRIKE, capture=capture, encoding="cp1256"), doc(STRIKE, name="b", capture=capture, encoding="cp1256"))
        [kept] = rows(store, "SELECT sha256, size, media_type FROM capture")
        assert kept == {"sha256": capture.sha256, "size": len(capture.body), "media_type": "text/html"}
        assert not prove(store).harms


def test_what_has_no_date_is_kept_and_found(database_url: str) -> None:
    with store_at(database_url) as store:
        add(store, doc(STRIKE, published=None), doc(STRIKE, name="b"))
        with store.read() as connection:
            found = list(find_claims(connection, Filter()))
            assert [known.document.id for known in found][-1] == "a"
            assert {known.document.id for known in find_claims(connection, Filter(since=dt.date(2020, 1, 1)))} == {"b"}


def test_a_batch_that_fails_leaves_nothing(database_url: str) -> None:
    good, bad = prepare_document(doc(STRIKE)), prepare_document(doc(DENIAL, name="b"))
    broken = dataclasses.replace(bad, claims=tuple({**row, "source": None} for row in bad.claims))
    with store_at(database_url) as store:
        add(store, doc(PLEDGE, name="c"))
        before = dump(store)
        with pytest.raises(Exception, match=r".+"):
            store.add([good, broken])
        assert dump(store) == before
        assert [one.outcome for one in store.add([good, bad])] == ["added", "added"]
        assert not prove(store).harms


def test_letters_that_no_database_holds_are_told_and_replaced(database_url: str, tmp_path: Path) -> None:
    lines = tmp_path / "lines.jsonl"
    lines.write_text(
        json.dumps({"id": "nul", "outlet": "\x00", "text": STRIKE + "\x00 x", "published": "2020-02-12", "language": "ar"}), "utf-8"
    )
    named = tmp_path / os.fsdecode(b"half-\xff.txt")
    named.write_text(DENIAL, "utf-8")
    done = CliRunner().invoke(app, ["add", "--database", database_url, "--published", "2020-02-12", str(lines), str(named)])
    assert done.exit_code == 0, done.output
    assert done.stderr.count("no database keeps") == 2
    with opened(database_url) as store:
        with store.read() as connection:
            found = {known.document.id: known.document.text for known in find_claims(connection, Filter())}
        assert found["nul"].startswith(STRIKE + "\ufffd")
        assert len(found) == 2
        assert not prove(store).harms
