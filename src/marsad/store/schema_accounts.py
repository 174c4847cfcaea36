"""The tables of who works here: accounts, sessions in a browser, tokens of programs, and the record of what each changed.

No password, no session and no token stands in them: of a password the argon2 hash, of the others the SHA-256 of their random words.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, String, Table, Text, UniqueConstraint, false

from marsad.store.schema import Key, Moment, metadata


def _key() -> Column[int]:
    return Column("id", Key, primary_key=True, autoincrement=False, comment="number of the row")


account = Table(
    "account",
    metadata,
    _key(),
    Column("name", Text, nullable=False, unique=True, comment="the name under which somebody signs in and works"),
    Column("role", String(12), nullable=False, comment="reader, coder, reviewer or admin; may change"),
    Column("password", Text, nullable=False, comment="argon2 hash of the password, with its salt; may change"),
    Column("totp", String(64), nullable=True, comment="secret of the second factor; NULL where there is none; may change"),
    Column(
        "totp_step", BigInteger, nullable=False, comment="the last time step whose code was used: none is used twice; may change"
    ),
    Column("closed", Boolean, nullable=False, server_default=false(), comment="whether nobody may sign in with it; may change"),
    Column("added", Moment, nullable=False, comment="when it was made, UTC"),
    comment="Somebody who may sign in. Not in the chain; what becomes of it stands in audit.",
)

session = Table(
    "session",
    metadata,
    _key(),
    Column("digest", String(64), nullable=False, comment="SHA-256 of the random word that the browser holds, hexadecimal"),
    Column("account_id", Key, ForeignKey("account.id"), nullable=False, index=True, comment="whose it is"),
    Column("made", Moment, nullable=False, comment="when somebody signed in, UTC"),
    Column("seen", Moment, nullable=False, comment="when it was used last, to some minutes, UTC; may change"),
    UniqueConstraint("digest"),
    comment="Browsers that are signed in. The row goes when the session ends.",
)

token = Table(
    "token",
    metadata,
    _key(),
    Column("digest", String(64), nullable=False, comment="SHA-256 of the random word that the program sends, hexadecimal"),
    Column("account_id", Key, ForeignKey("account.id"), nullable=False, index=True, comment="whose it is"),
    Column("label", Text, nullable=False, comment="what it is for, by a person"),
    Column("scope", String(12), nullable=False, comment="the role that it is good for; never more than the account's"),
    Column("made", Moment, nullable=False, comment="when, UTC"),
    Column("ends", Moment, nullable=False, comment="until when it is good, UTC"),
    Column("revoked", Moment, nullable=True, comment="when it was called back, UTC; may change"),
    UniqueConstraint("digest"),
    comment="Words by which programs use the API in the name of an account.",
)

audit = Table(
    "audit",
    metadata,
    _key(),
    Column("at", Moment, nullable=False, comment="when, UTC"),
    Column("who", Text, nullable=False, comment="name of who did it; empty where nobody was known"),
    Column("how", String(12), nullable=False, comment="how they were known: machine, session, token, visitor or command"),
    Column("action", String(40), nullable=False, comment="what was done"),
    Column("subject", Text, nullable=False, comment="to what or whom; never a password, a token or a text"),
    Column("digest", String(64), nullable=False, comment="SHA-256 of the row and of the digest before: what is changed is found"),
    Index("ix_audit_at", "at"),
    comment="Every change that was made through the pages and the API, and every change of an account. Only added to.",
)
