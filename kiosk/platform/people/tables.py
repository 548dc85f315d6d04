"""The tables of the console's people. `division_code` is the platform's own."""

from sqlalchemy import Column, ForeignKeyConstraint, Index, LargeBinary, String, Table, Text

from kiosk.platform.tables import WHOLE, Moment, division, metadata

people = Table(
    "people",
    metadata,
    division(),
    Column("person_id", String(40), primary_key=True),
    Column("name", String(80), nullable=False),
    Column("role", String(16), nullable=False),
    Column("desks", Text, nullable=False),
    Column("area", String(12), nullable=False),
    Column("password", Text, nullable=False),  # a PHC string
    Column("must_change", WHOLE, nullable=False),  # somebody else knows it
    Column("is_closed", WHOLE, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("made_by", String(40), nullable=False),
    Column("second_secret", LargeBinary),  # of an authenticator application
    Column("second_step", WHOLE),  # the last that was used
    Index("people_by_id", "person_id"),
)

visits = Table(
    "visits",
    metadata,
    division(),
    Column("token_digest", String(64), primary_key=True),
    Column("person_id", String(40), nullable=False),
    Column("begun_at", Moment, nullable=False),
    Column("seen_at", Moment, nullable=False),
    Column("way", String(12)),  # `oidc`: somebody else's sign-in, with its own second factor
    ForeignKeyConstraint(["division_code", "person_id"], ["people.division_code", "people.person_id"]),
    Index("visits_by_person", "person_id"),
    Index("visits_by_token", "token_digest"),
)

tries = Table(
    "tries",
    metadata,
    division(),
    Column("subject", String(80), primary_key=True),
    Column("try_count", WHOLE, nullable=False),
    Column("last_at", Moment, nullable=False),
    Column("shut_until", Moment),
    Index("tries_by_subject", "subject"),
)

diary = Table(
    "diary",
    metadata,
    division(),
    Column("entry_id", String(32), primary_key=True),
    Column("at", Moment, nullable=False),
    Column("person_id", String(40), nullable=False),
    Column("act", String(24), nullable=False),
    Column("case_id", String(32)),
    Column("about", String(80), nullable=False),
    Index("diary_by_time", "at", "entry_id"),
    Index("diary_by_case", "case_id", "at"),
)
