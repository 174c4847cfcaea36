"""Erasing personal data: the words go, a tombstone stays, and the chain stays valid.

What is erased: the text of a version, with its title, captures, places, records and search terms; the name of a coder; the reason
of a judgement. What stays: numbers, codes, lengths and digests, from which nothing can be read, since the salt that went into them
is erased too; the hash of a text stays, so that the text is known when somebody adds it again, and is not taken. The chain gets a
link that says what was erased and when.
"""

from __future__ import annotations

import datetime as dt
import hashlib

from sqlalchemy import Connection, Engine, delete, select, update

from marsad.errors import NotFound
from marsad.store.chain import Fact, append
from marsad.store.connect import told
from marsad.store.schema import (
    capture,
    carried,
    claim,
    coder,
    document,
    grade,
    judgement,
    link,
    reading,
    telling_key,
    version,
)
from marsad.store.search import forget_terms
from marsad.store.tellings import ask, in_parts

GONE = ""


def erase_document(connection: Connection, name: str, reason: str, now: dt.datetime) -> int:
    """Erase all versions of a document; give how many. Only inside `writing`. Raises NotFound where there is none."""
    row = connection.execute(select(document.c.id).where(document.c.name == name)).scalar()
    if row is None:
        raise NotFound(f"no document has the id {name}", "`marsad claims` shows the ids of documents")
    versions = ask(connection, select(version).where(version.c.document_id == row, version.c.text.is_not(None)))
    for one in versions:
        _erase_version(connection, one["id"], one["text"], reason, now)
    connection.execute(update(document).where(document.c.id == row).values(name=f"erased-{row}", url=GONE, outlet=GONE))
    _erase_captures(connection, {one["capture_sha256"] for one in versions if one["capture_sha256"]})
    return len(versions)


def _erase_version(connection: Connection, at: int, text: str, reason: str, now: dt.datetime) -> None:
    forget_terms(connection, at, text)
    readings = list(connection.execute(select(reading.c.id).where(reading.c.version_id == at)).scalars())
    claims = list(connection.execute(select(claim.c.id).where(claim.c.version_id == at)).scalars())
    for part in in_parts(claims):
        connection.execute(delete(telling_key).where(telling_key.c.claim_id.in_(part)))
        connection.execute(update(carried).where(carried.c.claim_id.in_(part)).values(sentence_start=None))
        connection.execute(update(link).where(link.c.claim_id.in_(part)).values(reason=GONE))
        gone = {"record": None, "place": None, "latitude": None, "longitude": None, "origin_id": None, "incident_id": None}
        connection.execute(update(claim).where(claim.c.id.in_(part)).values(**gone, current=False))
    connection.execute(update(reading).where(reading.c.version_id == at).values(salt=GONE, flags=[], skipped=[]))
    connection.execute(update(version).where(version.c.id == at).values(text=None, title=GONE, remarks=[], salt=GONE))
    proof = _proof(reason, now)
    facts = [Fact("erase version", at, proof), *(Fact("erase reading", one, proof) for one in readings)]
    append(connection, facts, now)


def _erase_captures(connection: Connection, hashes: set[str]) -> None:
    """Erase bytes that no version with a text was got out of."""
    for part in in_parts(hashes):
        used = select(version.c.capture_sha256).where(version.c.capture_sha256.in_(part), version.c.text.is_not(None))
        still = set(connection.execute(used).scalars())
        connection.execute(update(capture).where(capture.c.sha256.in_([one for one in part if one not in still])).values(body=None))


def erase_coder(connection: Connection, name: str, reason: str, now: dt.datetime) -> int:
    """Erase the name of somebody who judged, and what they wrote; their verdicts stay under a number. Give how many they are."""
    row = connection.execute(select(coder.c.id).where(coder.c.name == name)).scalar()
    if row is None:
        raise NotFound(f"nobody has judged under the name {name}", "Write the name as `marsad show` shows it")
    connection.execute(update(coder).where(coder.c.id == row).values(name=f"erased-{row}"))
    count = 0
    for table, kind in ((judgement, "erase judgement"), (grade, "erase grade")):
        numbers = list(connection.execute(select(table.c.id).where(table.c.coder_id == row)).scalars())
        connection.execute(update(table).where(table.c.coder_id == row).values(reason=None, salt=GONE))
        append(connection, [Fact(kind, one, _proof(reason, now)) for one in numbers], now)  # type: ignore[arg-type]
        count += len(numbers)
    return count


def erase_judgement(connection: Connection, number: int, reason: str, now: dt.datetime) -> None:
    """Erase what somebody wrote with a judgement; the verdict stays. Raises NotFound where there is none."""
    if connection.execute(select(judgement.c.id).where(judgement.c.id == number)).first() is None:
        raise NotFound(f"there is no judgement {number}", "`marsad show` shows the judgements of a claim")
    connection.execute(update(judgement).where(judgement.c.id == number).values(reason=None, salt=GONE))
    append(connection, [Fact("erase judgement", number, _proof(reason, now))], now)


def _proof(reason: str, now: dt.datetime) -> str:
    """A digest of why and when: the reason itself may name somebody, and is not kept."""
    return hashlib.sha256(f"{now.isoformat()}|{reason}".encode()).hexdigest()


def scrub(engine: Engine) -> None:
    """Make sure that what was erased is gone from the disk, too: pages that are free, and the log of writes.

    PostgreSQL is vacuumed; what its backups and its write-ahead log still hold is for its keeper to clear.
    """
    with told(engine.url), engine.connect() as connection:
        raw = connection.connection.driver_connection
        assert raw is not None
        if engine.dialect.name == "sqlite":
            raw.execute("INSERT INTO search_terms(search_terms) VALUES ('optimize')")
            raw.execute("PRAGMA secure_delete = ON")
            raw.execute("VACUUM")
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        else:
            raw.rollback()
            raw.autocommit = True
            raw.execute("VACUUM")
            raw.autocommit = False
