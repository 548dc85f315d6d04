"""What terminals are told to do, what came of it, and where somebody was called to help."""

from sqlalchemy import Column, Index, String, Table

from kiosk.platform.tables import WHOLE, Moment, division, its_terminal, metadata

terminal_commands = Table(
    "terminal_commands",
    metadata,
    division(),
    Column("command_id", String(32), primary_key=True),
    Column("terminal_id", String(40), nullable=False),
    Column("enrolment", WHOLE, nullable=False),  # of the machine that is meant
    Column("act", String(24), nullable=False),
    Column("given_at", Moment, nullable=False),
    Column("given_by", String(80), nullable=False),
    Column("asked_at", Moment),  # when the terminal was first told
    Column("done_at", Moment),
    Column("outcome", String(24)),
    Column("detail", String(200), nullable=False),
    its_terminal(),
    Index("terminal_commands_by_id", "command_id", unique=True),
    Index("terminal_commands_by_terminal", "terminal_id", "given_at"),
)

help_calls = Table(
    "help_calls",
    metadata,
    division(),
    Column("call_id", String(32), primary_key=True),
    Column("terminal_id", String(40), nullable=False),
    Column("matter", String(24), nullable=False),
    Column("called_at", Moment, nullable=False),
    Column("heard_at", Moment, nullable=False),  # when the terminal last said that it still calls
    Column("answered_at", Moment),
    Column("answered_by", String(80)),
    Column("shown_name", String(80)),  # of who comes, as the resident reads it
    Column("withdrawn_at", Moment),
    its_terminal(),
    Index("help_calls_by_id", "call_id", unique=True),
    Index("help_calls_by_hearing", "heard_at"),
)
