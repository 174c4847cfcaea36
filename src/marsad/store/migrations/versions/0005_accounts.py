"""Accounts, sessions in a browser, tokens of programs, and the record of what each changed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision: str | None = "0004"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.String(27)
NUMBER = "number of the row"


def upgrade() -> None:
    """Make the tables."""
    _make_account()
    _make_session()
    _make_token()
    _make_audit()


def _make_account() -> None:
    op.create_table(
        "account",
        sa.Column("id", KEY, autoincrement=False, nullable=False, comment=NUMBER),
        sa.Column("name", sa.Text, nullable=False, comment="the name under which somebody signs in and works"),
        sa.Column("role", sa.String(12), nullable=False, comment="reader, coder, reviewer or admin; may change"),
        sa.Column("password", sa.Text, nullable=False, comment="argon2 hash of the password, with its salt; may change"),
        sa.Column(
            "totp", sa.String(64), nullable=True, comment="secret of the second factor; NULL where there is none; may change"
        ),
        sa.Column(
            "totp_step",
            sa.BigInteger,
            nullable=False,
            comment="the last time step whose code was used: none is used twice; may change",
        ),
        sa.Column(
            "closed",
            sa.Boolean,
            nullable=False,
            server_default=sa.false(),
            comment="whether nobody may sign in with it; may change",
        ),
        sa.Column("added", MOMENT, nullable=False, comment="when it was made, UTC"),
        sa.PrimaryKeyConstraint("id", name="pk_account"),
        sa.UniqueConstraint("name", name="uq_account_name"),
        comment="Somebody who may sign in. Not in the chain; what becomes of it stands in audit.",
    )


def _make_session() -> None:
    op.create_table(
        "session",
        sa.Column("id", KEY, autoincrement=False, nullable=False, comment=NUMBER),
        sa.Column(
            "digest", sa.String(64), nullable=False, comment="SHA-256 of the random word that the browser holds, hexadecimal"
        ),
        sa.Column("account_id", KEY, nullable=False, comment="whose it is"),
        sa.Column("made", MOMENT, nullable=False, comment="when somebody signed in, UTC"),
        sa.Column("seen", MOMENT, nullable=False, comment="when it was used last, to some minutes, UTC; may change"),
        sa.PrimaryKeyConstraint("id", name="pk_session"),
        sa.UniqueConstraint("digest", name="uq_session_digest"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_session_account_id"),
        comment="Browsers that are signed in. The row goes when the session ends.",
    )
    op.create_index("ix_session_account_id", "session", ["account_id"])


def _make_token() -> None:
    op.create_table(
        "token",
        sa.Column("id", KEY, autoincrement=False, nullable=False, comment=NUMBER),
        sa.Column(
            "digest", sa.String(64), nullable=False, comment="SHA-256 of the random word that the program sends, hexadecimal"
        ),
        sa.Column("account_id", KEY, nullable=False, comment="whose it is"),
        sa.Column("label", sa.Text, nullable=False, comment="what it is for, by a person"),
        sa.Column("scope", sa.String(12), nullable=False, comment="the role that it is good for; never more than the account's"),
        sa.Column("made", MOMENT, nullable=False, comment="when, UTC"),
        sa.Column("ends", MOMENT, nullable=False, comment="until when it is good, UTC"),
        sa.Column("revoked", MOMENT, nullable=True, comment="when it was called back, UTC; may change"),
        sa.PrimaryKeyConstraint("id", name="pk_token"),
        sa.UniqueConstraint("digest", name="uq_token_digest"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_token_account_id"),
        comment="Words by which programs use the API in the name of an account.",
    )
    op.create_index("ix_token_account_id", "token", ["account_id"])


def _make_audit() -> None:
    how = "how they were known: machine, session, token, visitor or command"
    proof = "SHA-256 of the row and of the digest before: what is changed is found"
    op.create_table(
        "audit",
        sa.Column("id", KEY, autoincrement=False, nullable=False, comment=NUMBER),
        sa.Column("at", MOMENT, nullable=False, comment="when, UTC"),
        sa.Column("who", sa.Text, nullable=False, comment="name of who did it; empty where nobody was known"),
        sa.Column("how", sa.String(12), nullable=False, comment=how),
        sa.Column("action", sa.String(40), nullable=False, comment="what was done"),
        sa.Column("subject", sa.Text, nullable=False, comment="to what or whom; never a password, a token or a text"),
        sa.Column("digest", sa.String(64), nullable=False, comment=proof),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
        comment="Every change that was made through the pages and the API, and every change of an account. Only added to.",
    )
    op.create_index("ix_audit_at", "audit", ["at"])
