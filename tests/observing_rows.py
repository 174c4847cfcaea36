"""Invented rows of ACLED and UCDP GED, under the columns as they are exported."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping

_ACLED = (
    "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,assoc_actor_1,inter1,actor2,"
    "assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,country,admin1,admin2,admin3,location,latitude,longitude,"
    "geo_precision,source,source_scale,notes,fatalities,tags,timestamp"
)
_GED = (
    "id,relid,year,active_year,code_status,type_of_violence,conflict_dset_id,conflict_new_id,conflict_name,dyad_dset_id,"
    "dyad_new_id,dyad_name,side_a_dset_id,side_a_new_id,side_a,side_b_dset_id,side_b_new_id,side_b,number_of_sources,"
    "source_article,source_office,source_date,source_headline,source_original,where_prec,where_coordinates,where_description,adm_1,"
    "adm_2,latitude,longitude,geom_wkt,priogrid_gid,country,country_id,region,event_clarity,date_prec,date_start,date_end,deaths_a,"
    "deaths_b,deaths_civilians,deaths_unknown,best,high,low,gwnoa,gwnob"
)
ACLED, GED = _ACLED.split(","), _GED.split(",")

STRIKE = {
    "event_id_cnty": "SYR90001", "event_date": "11 February 2020", "year": "2020", "time_precision": "1",
    "disorder_type": "Political violence", "event_type": "Explosions/Remote violence", "sub_event_type": "Air/drone strike",
    "actor1": "Military Forces of Syria (2000-2024)", "inter1": "State forces", "actor2": "Civilians (Syria)",
    "inter2": "Civilians",
    "country": "Syria", "admin1": "Idleb", "location": "Saraqib", "latitude": "35.8644", "longitude": "36.8059",
    "geo_precision": "1", "source": "Tall Wire", "notes": "Aircraft of the government hit a market,\nand eleven people died.",
    "fatalities": "11",
}  # fmt: skip
CLASH = STRIKE | {
    "event_id_cnty": "SYR90002", "event_type": "Battles", "sub_event_type": "Armed clash", "actor2": "HTS: Hayat Tahrir al-Sham",
    "inter2": "Rebel group", "notes": "", "fatalities": "0", "source": "",
}  # fmt: skip
ONE_SIDED = {
    "id": "440001", "type_of_violence": "3", "side_a": "Government of Syria", "side_b": "Civilians", "where_prec": "1",
    "where_coordinates": "Saraqib town", "where_description": "a market in Saraqib", "country": "Syria", "latitude": "35.8644",
    "longitude": "36.8059", "date_prec": "1", "date_start": "2020-02-11 00:00:00.000", "date_end": "2020-02-11 00:00:00.000",
    "best": "11", "high": "14", "low": "9", "source_article": "Tall Wire, 2020-02-12, A market is hit",
    "source_original": "rescue workers", "number_of_sources": "-1",
}  # fmt: skip
STATE_BASED = ONE_SIDED | {"id": "440002", "type_of_violence": "1", "side_b": "Syrian insurgents", "date_end": "2020-02-13"}


def table(columns: list[str], *rows: Mapping[str, str], delimiter: str = ",") -> bytes:
    """Write a table as it is exported."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=delimiter)
    writer.writerow(columns)
    writer.writerows([row.get(column, "") for column in columns] for row in rows)
    return stream.getvalue().encode("utf-8")
