"""Tables of staff's ways into terminals (steps/9.sql)."""

from sqlalchemy import Column, String, Table, Text

from kiosk.platform.tables import WHOLE, Moment, division, its_terminal, metadata

terminal_access = Table(
    "terminal_access",
    metadata,
    division(),
    Column("terminal_id", String(40), primary_key=True),
    Column("enrolment", WHOLE, nullable=False),
    Column("generation", WHOLE, nullable=False),
    Column("alg", String(40), nullable=False),
    Column("body", Text, nullable=False),  # sealed, as it came
    Column("received_at", Moment, nullable=False),
    its_terminal(),
)

answered_codes = Table(
    "answered_codes",
    metadata,
    division(),
    Column("terminal_id", String(40), primary_key=True),
    Column("code", String(12), primary_key=True),
    Column("person_id", String(40), nullable=False),
    Column("at", Moment, nullable=False),
    its_terminal(),
)

revivals = Table(
    "revivals",
    metadata,
    division(),
    Column("terminal_id", String(40), primary_key=True),
    Column("ordinal", WHOLE, primary_key=True),
    Column("credential", String(48), nullable=False),
    Column("at", Moment, nullable=False),
    Column("by_person", String(40), nullable=False),
    Column("is_followed", WHOLE, nullable=False),
    its_terminal(),
)
