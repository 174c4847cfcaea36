"""Claims of rows: codes by the crosswalk, words by their place in the text, and nothing that the row does not tell."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml
from click.testing import CliRunner

import marsad.observing
from marsad.cli import app
from marsad.cli.pipeline import code_document, link_document, prepare_document, settle_ledger, tell_claim
from marsad.ingest.observations import read_observations
from marsad.ledger import load_agreements
from marsad.model import Claim, Document, EventType
from marsad.observing import observe
from marsad.observing.names import find_actor, find_place
from marsad.store import make_store
from marsad.store.tellings import load_documents
from observing_rows import ACLED, CLASH, GED, ONE_SIDED, STATE_BASED, STRIKE, table

WALK: Mapping[str, Any] = yaml.safe_load((Path(marsad.observing.__file__).parent / "crosswalk.yaml").read_text("utf-8"))


def document(row: Mapping[str, str]) -> Document:
    [one] = read_observations(io.BytesIO(table(GED if "id" in row else ACLED, row)), "x.csv")
    assert isinstance(one, Document)
    return one


def claim(row: Mapping[str, str], **more: str) -> Claim:
    [one] = observe(document({**row, **more}))
    return one


def test_a_strike_on_civilians_is_told_whole() -> None:
    one = claim(STRIKE)
    event = one.event
    assert (one.source, one.act, event.type, event.mode) == ("ACLED.NGO", "report", "assault", "air strike")
    assert (event.actor, event.target, event.when, event.killed) == ("SYR.MIL", "SYR.CVL", "2020-02-11", (11, 11))
    assert one.located
    assert (one.located.geonames, one.located.latitude, one.located.longitude) == (164816, 35.8644, 36.8059)
    assert one.observed


def test_every_part_of_a_claim_is_the_words_of_a_field() -> None:
    for row in (STRIKE, ONE_SIDED):
        text, one = document(row).text, claim(row)
        for words in (one.trigger, one.actor, one.target, one.place):
            assert words
            assert words.span.of(text) == words.quote
            assert words.quote in row.values()
        assert one.sentence.of(text).split(":")[0] in ("event_date", "date_start")


def test_bounds_of_ucdp_are_low_and_high_and_the_best_stands_beside() -> None:
    one = claim(ONE_SIDED)
    assert one.event.killed == (9, 14)
    assert one.note == "best estimate of the dead: 11"


TURNED = {"actor1": "Civilians (Syria)", "inter1": "7", "actor2": "Military Forces of Turkey (2016-)", "inter2": "1"}
# The row, what is changed in it, and doer and bearer that are told.
SIDES: list[tuple[Mapping[str, str], dict[str, str], str | None, str | None]] = [
    (CLASH, {}, None, None),
    (STRIKE, TURNED, "TUR.MIL", "SYR.CVL"),
    (CLASH, {"sub_event_type": "Government regains territory"}, "SYR.MIL", "SYR.REB"),
    (CLASH, {"sub_event_type": "Non-state actor overtakes territory"}, "SYR.REB", "SYR.MIL"),
    (STRIKE, {"actor1": "Unidentified Armed Group (Syria)", "inter1": "3"}, None, "SYR.CVL"),
    (STRIKE, {"actor2": "", "inter2": ""}, None, None),
    (STRIKE, {"actor1": "Protesters (Syria)", "inter1": "6"}, None, None),
    (ONE_SIDED, {}, "SYR.GOV", "SYR.CVL"),
    (STATE_BASED, {}, None, None),
    (ONE_SIDED, {"side_a": "IS"}, None, "SYR.CVL"),
]  # fmt: skip


@pytest.mark.parametrize(("row", "more", "doer", "bearer"), SIDES)
def test_who_did_it_is_told_only_where_the_codes_tell_it(
    row: Mapping[str, str], more: dict[str, str], doer: str | None, bearer: str | None
) -> None:
    one = claim(row, **more)
    assert (one.event.actor, one.event.target) == (doer, bearer)


def test_words_of_an_actor_that_is_not_known_are_kept_without_a_code() -> None:
    one = claim(STRIKE, actor1="Brigade of the Spring (Syria)", inter1="2")
    assert one.event.actor is None
    assert one.actor
    assert one.actor.quote == "Brigade of the Spring (Syria)"


def test_two_sides_without_direction_are_named_in_the_note() -> None:
    assert claim(CLASH).note == (
        "between Military Forces of Syria (2000-2024) and HTS: Hayat Tahrir al-Sham; the dataset tells no direction"
    )


TIMES: list[tuple[Mapping[str, str], dict[str, str], str | None]] = [
    (STRIKE, {}, "2020-02-11"),
    (STRIKE, {"event_date": "2020-02-11"}, "2020-02-11"),
    (STRIKE, {"time_precision": "2"}, "2020-02-05/2020-02-17"),
    (STRIKE, {"time_precision": "3"}, "2020-02"),
    (STRIKE, {"time_precision": "9"}, None),
    (STRIKE, {"event_date": "31 February 2020"}, None),
    (STRIKE, {"event_date": "11/02/2020"}, None),
    (STATE_BASED, {}, "2020-02-11/2020-02-13"),
    (STATE_BASED, {"date_end": "2020-02-01"}, None),
    (STATE_BASED, {"date_end": ""}, None),
]


@pytest.mark.parametrize(("row", "more", "when"), TIMES)
def test_the_time_is_as_exact_as_the_row_says(row: Mapping[str, str], more: dict[str, str], when: str | None) -> None:
    one = claim(row, **more)
    assert one.event.when == when
    assert bool(one.said_as) == (when is None)


@pytest.mark.parametrize(
    ("more", "killed"),
    [({"fatalities": "0"}, None), ({"fatalities": ""}, None), ({"fatalities": "many"}, None), ({"fatalities": "3"}, (3, 3))],
)
def test_nought_is_no_number_of_dead(more: dict[str, str], killed: tuple[int, int] | None) -> None:
    assert claim(STRIKE, **more).event.killed == killed


@pytest.mark.parametrize(
    ("more", "kind", "known"),
    [
        ({}, "town", True),
        ({"location": "Saraqab"}, "town", False),
        ({"location": "SARAQIB"}, "town", True),
        ({"latitude": "36.5"}, "town", False),
        ({"geo_precision": "2"}, "area", False),
        ({"geo_precision": "3"}, "region", False),
        ({"country": "Turkey"}, "town", False),
        ({"geo_precision": ""}, None, False),
        ({"latitude": "95"}, None, False),
        ({"longitude": "nan"}, None, False),
    ],
)
def test_a_place_is_the_gazetteers_only_by_name_country_and_point(more: dict[str, str], kind: str | None, known: bool) -> None:
    one = claim(STRIKE, **more)
    assert (one.located.kind if one.located else None) == kind
    assert bool(one.located and one.located.geonames) == known
    assert one.event.place == more.get("location", "Saraqib")


def test_a_name_of_several_towns_nearby_is_none_of_them() -> None:
    assert find_place("Saraqib", "SYR", 35.86, 36.8)
    assert find_place("No such town", "SYR", 35.86, 36.8) is None


def test_a_name_that_is_not_known_or_is_no_armed_groups_is_no_code() -> None:
    patterns = WALK["actors"]
    assert find_actor("RSF", None, patterns, "SDN") is None
    assert find_actor("Government of Nowhere", None, patterns, None) is None
    assert find_actor("Civilians", None, patterns, "SDN") == "SDN.CVL"
    assert find_actor("Civilians", None, patterns, None) is None


@pytest.mark.parametrize("name", ["Change to group/activity", "Other", "Something of 2031"])
def test_a_code_that_tells_no_event_makes_no_claim(name: str) -> None:
    assert observe(document({**STRIKE, "sub_event_type": name})) == ()


def test_the_crosswalk_names_types_that_there_are() -> None:
    for dataset in ("acled", "ucdp-ged"):
        for known in WALK[dataset]["events"].values():
            assert known["type"] in get_args(EventType)
            assert known["doer"] in ("victims", "state", "other", "none")


# ── Among other claims ──


def report() -> Document:
    import datetime as dt

    text = "قصفت القوات السورية بلدة سراقب يوم الثلاثاء، ما أسفر عن مقتل 11 مدنيا.\n"
    return Document(id="r", text=text, language="ar", outlet="وكالة التل", published=dt.date(2020, 2, 12))


def test_observations_bear_on_commitments_like_other_claims() -> None:
    links = link_document(code_document(document(STRIKE)))
    assert ("idlib-2018", "S2", "breach", "ACLED.NGO") in {
        (link.agreement, link.commitment, link.effect, link.by) for link in links
    }
    assert not link_document(code_document(document({**STRIKE, "location": "Afrin"})))
    assert not link_document(code_document(document(CLASH)))


def test_observations_meet_reports_in_an_incident_and_each_is_its_own_origin() -> None:
    rows = [document(STRIKE), document(ONE_SIDED), report()]
    ledger = settle_ledger([code_document(one) for one in rows], load_agreements()["idlib-2018"])
    [incident] = [one for one in ledger.incidents if len(one.tellings) > 1]
    assert {telling.document for telling in incident.tellings} == {"acled-SYR90001", "ucdp-ged-440001", "r"}
    assert len(incident.origins) == 3
    assert sorted(count.bounds for count in incident.counts) == [(9, 14), (11, 11), (11, 11)]
    kinds = {entry.claim.source: entry.link.effect for entry in ledger.entries}
    assert kinds["ACLED.NGO"] == kinds["UCDP.NGO"] == "breach"


def test_two_rows_of_one_dataset_are_two_events_and_two_origins() -> None:
    twin = {**STRIKE, "event_id_cnty": "SYR90009"}
    ledger = settle_ledger([code_document(document(STRIKE)), code_document(document(twin))], load_agreements()["idlib-2018"])
    assert [len(one.tellings) for one in ledger.incidents] == [1, 1]
    assert {entry.copies for entry in ledger.entries} == {1}
    assert len({entry.origin for entry in ledger.entries}) == 2


def test_rows_go_through_the_commands_and_back(tmp_path: Path) -> None:
    path, base = tmp_path / "acled.csv", str(tmp_path / "m.db")
    path.write_bytes(table(ACLED, STRIKE, CLASH))
    run = CliRunner().invoke
    for _ in range(2):
        assert run(app, ["add", str(path), "-d", base, "-q"]).exit_code == 0
    listed = run(app, ["claims", "-d", base, "--source", "ACLED", "--format", "jsonl"]).stdout.splitlines()
    assert len(listed) == 2
    assert "all as they were" in run(app, ["verify", "-d", base]).stdout
    path.write_bytes(table(ACLED, {**STRIKE, "fatalities": "13"}, CLASH))
    told = run(app, ["add", str(path), "-d", base]).stderr
    assert "added: 0, new version: 1, unchanged: 1" in told
    with_reread = run(app, ["reread", "-d", base, "-q"])
    assert with_reread.exit_code == 0
    assert run(app, ["read", str(path), "--format", "jsonl", "-q"]).exit_code == 0


def test_a_row_read_again_out_of_the_store_makes_the_same_claims(tmp_path: Path) -> None:
    import datetime as dt

    for row in (STRIKE, CLASH, ONE_SIDED, STATE_BASED):
        one = document(row)
        clock = dt.datetime(2020, 3, 1, tzinfo=dt.UTC)
        store, _ = make_store(str(tmp_path / f"{one.id}.db"), now=lambda at=clock: at, sleep=lambda _: None, tell=tell_claim)  # type: ignore[misc]
        store.add([prepare_document(one)])
        with store.read() as connection:
            [again] = load_documents(connection, [1]).values()
        store.close()
        assert again == one
        assert observe(again) == observe(one)
