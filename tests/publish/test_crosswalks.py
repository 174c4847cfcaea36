from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from claims_at_hand import make_claim, make_document

from marsad.model import Claim, Event
from marsad.publish.crosswalks import COLUMNS, code_claim, find_incident, render_codes, tell_violence


def claim_of(act: str, kind: str, *, source: str = "outlet", **told: Any) -> Claim:
    from dataclasses import replace

    return replace(make_claim(), act=act, source=source, event=Event(type=kind, **told))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("claim", "plover", "cameo"),
    [
        (claim_of("accuse", "breach", source="RUS.GOV", actor="UKR.MIL"), "ACCUSE allege", "1123"),
        (claim_of("accuse", "coerce", source="RUS.GOV", actor="UKR.GOV"), "ACCUSE allege", "112"),
        (claim_of("report", "breach", actor="UKR.MIL"), "ASSAULT ", "196"),
        (claim_of("state", "breach", source="RUS.GOV", actor="UKR.GOV"), "REJECT ", "128"),
        (claim_of("deny", "breach", source="UKR.GOV", actor="UKR.MIL"), " ", "016"),
        (claim_of("report", "breach", actor="UKR.MIL", negated=True), " ", ""),
        (claim_of("report", "breach", actor="UKR.MIL", status="possible"), " ", ""),
        (claim_of("threaten", "assault", source="TUR.GOV", actor="TUR.MIL", deadline="2020-02-29"), "THREATEN violence", "139"),
        (claim_of("demand", "retreat", source="TUR.GOV", actor="SYR.MIL", deadline="2020-02-29"), "THREATEN territory", "139"),
        (claim_of("demand", "retreat", source="TUR.GOV", actor="SYR.MIL"), "REQUEST yield", "1056"),
        (claim_of("pledge", "retreat", source="TUR.GOV", actor="TUR.MIL", status="future"), "CONCEDE ", "0356"),
        (claim_of("report", "retreat", actor="TUR.MIL", mode="withdrawal"), "RETREAT withdraw", "0874"),
        (claim_of("report", "retreat", actor="TUR.MIL", mode="withdrawal", status="future"), " ", ""),
        (claim_of("admit", "assault", source="ISR.MIL", actor="ISR.MIL"), " ", "015"),
    ],
)
def test_a_claim_has_the_code_of_what_it_says_and_no_other(claim: Claim, plover: str, cameo: str) -> None:
    coded = code_claim(claim)
    assert (f"{coded.plover_type} {coded.plover_mode}", coded.cameo) == (plover, cameo)


def test_an_accusation_runs_from_who_speaks_to_who_is_blamed_and_an_attack_from_doer_to_bearer() -> None:
    accused = code_claim(claim_of("accuse", "assault", source="TUR.GOV", actor="SYR.MIL", target="TUR.MIL"))
    told = code_claim(claim_of("report", "assault", actor="SYR.MIL", target="TUR.MIL"))
    assert (accused.source, accused.target) == ("TUR.GOV", "SYR.MIL")
    assert (told.source, told.target) == ("SYR.MIL", "TUR.MIL")


@pytest.mark.parametrize(
    ("claim", "sub_event"),
    [
        (claim_of("report", "assault", actor="SYR.MIL", target="TUR.MIL", mode="shelling"), "Shelling/artillery/missile attack"),
        (claim_of("report", "assault", actor="ISR.MIL", target="PSE.CVL", mode="killing"), "Attack"),
        (claim_of("report", "assault", actor="SYR.REB", target="SYR.MIL", mode="attack"), "Armed clash"),
        (claim_of("report", "assault", actor="SYR.REB", mode="attack"), ""),
        (claim_of("report", "control", actor="SYR.REB", mode="take territory"), "Non-state actor overtakes territory"),
        (claim_of("report", "control", actor="SYR.MIL", mode="take territory"), "Government regains territory"),
        (claim_of("accuse", "assault", actor="SYR.MIL", mode="shelling"), ""),
        (claim_of("deny", "assault", actor="SYR.MIL", mode="shelling"), ""),
        (claim_of("report", "assault", actor="SYR.MIL", mode="shelling", status="future"), ""),
        (claim_of("report", "harm", target="SYR.CVL", mode="killed"), ""),
    ],
)
def test_only_what_is_told_as_fact_is_an_incident(claim: Claim, sub_event: str) -> None:
    assert find_incident(claim).sub_event_type == sub_event


@pytest.mark.parametrize(
    ("actor", "target", "killed", "kind"),
    [
        ("SYR.MIL", "SYR.REB", (3, 3), 1),
        ("SYR.MIL", "TUR.MIL", (3, 3), 1),
        ("SYR.REB", "SYR.REB", (3, 3), 2),
        ("SYR.MIL", "SYR.CVL", (3, 3), 3),
        ("SYR.MIL", "SYR.CVL", None, None),
        (None, "SYR.CVL", (3, 3), None),
        ("SYR.MIL", "SYR.UNK", (3, 3), None),
    ],
)
def test_violence_has_a_type_only_with_two_sides_and_a_death(
    actor: str | None, target: str, killed: tuple[int, int] | None, kind: int | None
) -> None:
    assert tell_violence(claim_of("report", "assault", actor=actor, target=target, killed=killed)) == kind


def test_a_row_has_a_cell_for_every_column_and_no_deaths_that_nobody_told() -> None:
    told = claim_of("report", "assault", actor="SYR.MIL", target="SYR.CVL", mode="shelling", when="2020-02-11")
    (row,) = csv.DictReader(io.StringIO("".join(render_codes([(make_document(), told)])), newline=""))
    assert tuple(row) == COLUMNS
    assert (row["event_date"], row["time_precision"], row["fatalities"], row["low"]) == ("2020-02-11", "1", "", "")
