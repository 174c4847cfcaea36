"""Incidents as pages and values: accounts side by side, differences marked, copies with their origin."""

from __future__ import annotations

import datetime as dt

from workplace import workplace

from marsad.web.entrance import NAME
from store_at_hand import DENIAL, doc, prove

THIRTEEN = "أعلن الدفاع المدني السوري مقتل 13 مدنيا في غارة جوية على سوق في مدينة معرة النعمان يوم الجمعة 14 فبراير."
ELEVEN = "قال مرصد السنديان إن غارة جوية على سوق في مدينة معرة النعمان أوقعت 11 قتيلا من المدنيين يوم الجمعة 14 فبراير."
ON = dt.date(2020, 2, 15)
REPORTS = [
    doc(THIRTEEN, name="first", published=ON, outlet="Al-Tall", url="https://tall.example/1"),
    doc(THIRTEEN, name="copy", outlet="Al-Nab", published=ON + dt.timedelta(days=1), url="https://nab.example/1"),
    doc(ELEVEN, name="other", published=ON, outlet="Al-Jisr", url="https://jisr.example/2"),
    doc(DENIAL, name="denial", outlet="Al-Marfa"),
]


def test_an_incident_shows_its_accounts_with_what_they_differ_on(database_url: str) -> None:
    with workplace(database_url, *REPORTS) as (client, _):
        (one,) = [each for each in client.get("/api/v1/incidents").json()["incidents"] if each["origins"] > 1]
        told = client.get(f"/api/v1/incidents/{one['id']}").json()
        assert {account["doc"] for account in told["accounts"]} == {"first", "copy", "other"}
        assert [difference["field"] for difference in told["differences"]] == ["number"]
        assert sorted(origin["outlets"] for origin in told["origins"]) == [["Al-Jisr"], ["Al-Tall", "Al-Nab"]]
        for language in ("ar", "en"):
            page = client.get(f"/incidents/{one['id']}", headers={"Accept-Language": language}).text
            assert page.count('<tr class="differs">') == 1
            assert "<bdi>11</bdi>" in page
            assert f'href="/claims/{told["accounts"][0]["id"]}"' in page
            assert "Al-Nab" in page


def test_a_list_of_incidents_narrows_and_goes_on(database_url: str) -> None:
    with workplace(database_url, *REPORTS) as (client, _):
        every = client.get("/api/v1/incidents").json()["incidents"]
        first = client.get("/api/v1/incidents?limit=1").json()
        rest = client.get(f"/api/v1/incidents?after={first['next']}").json() if first["next"] else {"incidents": []}
        assert first["incidents"] + rest["incidents"] == every
        assert client.get("/api/v1/incidents?actor=TUR").json()["incidents"] == []
        assert client.get("/incidents?actor=TUR").status_code == 200


def test_a_claim_leads_to_its_incident_and_what_is_not_there_is_told(database_url: str) -> None:
    with workplace(database_url, *REPORTS) as (client, _):
        (one, *_) = client.get("/api/v1/incidents").json()["incidents"]
        page = client.get(f"/claims/{one['telling']['id']}").text
        assert f'href="/incidents/{one["id"]}"' in page
        for address in ("/incidents/i000000000000000", "/api/v1/incidents/i000000000000000"):
            assert client.get(address).status_code == 404
        assert client.get("/incidents/none").status_code == 422


def test_people_take_an_incident_apart_and_put_it_together(database_url: str) -> None:
    with workplace(database_url, *REPORTS) as (client, store):
        client.cookies.set(NAME, "amina")
        (one,) = client.get("/api/v1/incidents").json()["incidents"]
        accounts = {each["doc"]: each["id"] for each in client.get(f"/api/v1/incidents/{one['id']}").json()["accounts"]}
        assert client.post(f"/incidents/{one['id']}/apart", data={}).status_code == 422
        done = client.post(f"/incidents/{one['id']}/apart", data={"claim": accounts["other"], "reason": "another market"})
        assert done.status_code == 303
        assert client.get(done.headers["location"]).status_code == 200
        left = client.get("/api/v1/incidents").json()["incidents"]
        assert [(each["claims"], each["origins"]) for each in left] == [(2, 1)]
        again = client.post(f"/incidents/{left[0]['id']}/together", data={"other": accounts["other"]})
        assert again.status_code == 303
        assert [each["claims"] for each in client.get("/api/v1/incidents").json()["incidents"]] == [3]
        assert not prove(store).harms
