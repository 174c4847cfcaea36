"""What coders of English news get wrong most often: who denies is no doer, a threat is no attack, what is asked is not done."""

from __future__ import annotations

import pytest

from claim_table import claims_of, differences

PROBES = [
    ("Russia denied violating the ceasefire.", ["RUS.GOV deny breach RUS.GOV > -"]),
    ("Moscow denied that its warplanes bombed the town.", ["RUS.GOV deny assault RUS.MIL > -"]),
    ("The Syrian army did not attack Saraqib.", ["outlet report assault SYR.MIL > - @Saraqib !neg"]),
    ("Ukraine accused Russia of violating the ceasefire.", ["UKR.GOV accuse breach RUS.GOV > -"]),
    ("Lebanon said that Israel attacked Tyre.", ["LBN.GOV state assault ISR.MIL > - @Tyre"]),
    ("Turkey will withdraw from Idlib.", ["outlet report retreat TUR.MIL > - @Idlib status=future"]),
    ("Turkey withdrew from Idlib.", ["outlet report retreat TUR.MIL > - @Idlib status=actual"]),
    ("Turkey has yet to withdraw from Idlib.", ["outlet report retreat TUR.MIL > - @Idlib !neg"]),
    ("Turkey refused to withdraw from Idlib.", ["outlet report retreat TUR.MIL > - @Idlib !neg"]),
    ("No ceasefire violations were recorded.", ["outlet report breach - > - !neg"]),
    ("Turkey may attack Syrian forces.", ["outlet report assault TUR.MIL > SYR.MIL status=possible"]),
    (
        "If Turkey does not withdraw, the Syrian army will attack Saraqib.",
        [
            "outlet report retreat TUR.MIL > - !neg status=conditional",
            "outlet report assault SYR.MIL > - @Saraqib status=future",
        ],
    ),
    (
        "Israel threatened to bomb Beirut unless Hezbollah withdraws.",
        [
            "ISR.GOV threaten assault ISR.MIL > - @Beirut status=conditional",
            "ISR.GOV demand retreat LBN.REB > - status=future",
        ],
    ),
    (
        "The shelling of Idlib by the Syrian army killed ten civilians.",
        ["outlet report assault SYR.MIL > SYR.CVL @Idlib killed=10,10"],
    ),
    ("The town of Sarmin was shelled by the Syrian army.", ["outlet report assault SYR.MIL > - @Sarmin"]),
    ("Ten civilians were killed in Russian air strikes on Idlib.", ["outlet report assault RUS.MIL > SYR.CVL @Idlib killed=10,10"]),
    ("\"Russian forces shelled Kharkiv,\" the Ukrainian army said in a statement.", ["UKR.MIL state assault RUS.MIL > - @Kharkiv"]),
    ("The Syrian army shelled Saraqib, according to Turkey.", ["TUR.GOV state assault SYR.MIL > - @Saraqib"]),
    (
        "The United Nations called on Israel to halt its air strikes on Gaza.",
        ["UN.IGO demand retreat ISR.MIL > - @Gaza status=future"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), PROBES)
def test_a_probe_is_read_as_it_is_meant(text: str, expected: list[str]) -> None:
    assert differences(claims_of(text, "en"), expected) == []


def test_who_blames_another_has_not_broken_the_truce() -> None:
    claims = claims_of("There were violations of the ceasefire that Moscow blamed on Kyiv.", "en")
    assert [claim for claim in claims if claim.event.actor and claim.event.actor.startswith("RUS")] == []
