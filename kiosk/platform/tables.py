"""The tables as they are now. Every row and key carries `division_code` (a county can move to its own node).

cases ◄── events       what a case is; `cases` holds what is looked up by, all of it derived from the events
      ◄── desk_cases   which desks have, had or heard of it, and until when; derived too
      ◄── erasures     those of which nothing is left that says whose they were (`retention`)
      ◄── case_notes   what is wrong about a case that was taken all the same
messages               every envelope ever taken, its exact body and its acknowledgement: idempotency never expires
`adapters.tables`      how far each connected system was told, and what was handed over to it
requests               the answers of staff's requests, by their Idempotency-Key
terminals ◄── terminal_keys, leases, heartbeats (the last beat alone), terminal_hours (what is counted of
                       them), blob_parts (pages on their way); `fleet_tables`
blobs, ratings, feed_entries, sealing_keys, secrets

What makes them is `steps/`; a test holds the two together.

On one node the ids alone are unique too (the `…_by_id` indexes); spread over nodes, the composite keys remain.
"""

from datetime import UTC, datetime

from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    DateTime,
    Dialect,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
)

metadata = MetaData()
WHOLE = BigInteger().with_variant(Integer(), "sqlite")
"""Of 64 bits in either database."""
steps_metadata = MetaData()


class Moment(TypeDecorator[datetime]):
    """An aware UTC moment; SQLite keeps no zone, so it is taken off and put back here."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def division() -> "Column[str]":
    """The first part of every key."""
    return Column("division_code", String(12), primary_key=True)


def its_terminal() -> ForeignKeyConstraint:
    """A row of one terminal."""
    return ForeignKeyConstraint(["division_code", "terminal_id"], ["terminals.division_code", "terminals.terminal_id"])


schema_steps = Table(
    "schema_steps",
    steps_metadata,
    Column("version", WHOLE, primary_key=True),
    Column("at", Moment, nullable=False),
)

cases = Table(
    "cases",
    metadata,
    division(),
    Column("case_id", String(32), primary_key=True),
    Column("number", String(40), nullable=False),
    Column("item_id", String(80), nullable=False),
    Column("state", String(24), nullable=False),
    Column("version", WHOLE, nullable=False),
    Column("filed_at", Moment, nullable=False),
    Column("received_at", Moment, nullable=False),
    Column("person_key", String(64), nullable=False),
    Column("name_key", String(64), nullable=False),
    Column("wakes_on", Date),  # the next day on which a clock says something
    Column("derived_by", String(16)),  # what worked out this row; none for a row of before
    Column("is_confidential", WHOLE, nullable=False, server_default="0"),
    Column("page_token", String(26)),  # of the case's page (`wire.page_token`)
    Index("cases_by_page", "page_token"),
    Index("cases_by_wake", "wakes_on"),
    Index("cases_by_id", "case_id", unique=True),
    Index("cases_by_number", "number", "division_code"),  # not unique: a doubled number is taken and noted
    Index("cases_by_person", "person_key"),
    Index("cases_by_arrival", "received_at", "case_id"),
)

desk_cases = Table(
    "desk_cases",
    metadata,
    division(),
    Column("case_id", String(32), primary_key=True),
    Column("desk_id", String(40), primary_key=True),
    Column("standing", String(8), nullable=False),
    Column("due_on", Date, nullable=False),
    Column("received_at", Moment, nullable=False),
    ForeignKeyConstraint(["division_code", "case_id"], ["cases.division_code", "cases.case_id"]),
    Index("desk_cases_by_due", "desk_id", "standing", "due_on", "received_at", "case_id"),
    Index("desk_cases_by_day", "standing", "due_on", "received_at", "case_id"),
)

case_notes = Table(
    "case_notes",
    metadata,
    division(),
    Column("case_id", String(32), primary_key=True),
    Column("note", String(24), primary_key=True),
    Column("at", Moment, nullable=False),
    Column("terminal_id", String(40), nullable=False),
    ForeignKeyConstraint(["division_code", "case_id"], ["cases.division_code", "cases.case_id"]),
    Index("case_notes_by_terminal", "terminal_id", "note"),
)

events = Table(
    "events",
    metadata,
    division(),
    Column("case_id", String(32), primary_key=True),
    Column("seq", WHOLE, primary_key=True),
    Column("kind", String(24), nullable=False),
    Column("at", Moment, nullable=False),
    Column("actor", String(80), nullable=False),
    Column("data", Text, nullable=False),
    Column("position", WHOLE),  # in the order of commits, over all cases
    ForeignKeyConstraint(["division_code", "case_id"], ["cases.division_code", "cases.case_id"]),
    Index("events_by_case", "case_id", "seq"),
    Index("events_by_position", "position"),
)

messages = Table(
    "messages",
    metadata,
    division(),
    Column("message_id", String(32), primary_key=True),
    Column("case_id", String(32), nullable=False),
    Column("kind", String(24), nullable=False),
    Column("sent_from", String(12), nullable=False),
    Column("schema", String(24), nullable=False),
    Column("alg", String(24), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("body", Text, nullable=False),
    Column("received_at", Moment, nullable=False),
    Column("number", String(40)),
    Column("terminal_id", String(40)),  # none for what came before terminals had keys
    Column("enrolment", WHOLE),  # of the machine it was last acknowledged to
    Column("terminal_seq", WHOLE),  # 1, 2, 3 … within the enrolment: no clock orders it
    ForeignKeyConstraint(["division_code", "case_id"], ["cases.division_code", "cases.case_id"]),
    Index("messages_by_id", "message_id", unique=True),
    Index("messages_by_case", "division_code", "case_id"),
    Index("messages_by_terminal", "terminal_id", "enrolment", "terminal_seq", unique=True),
)

ratings = Table(
    "ratings",
    metadata,
    division(),
    Column("message_id", String(32), primary_key=True),
    Column("case_id", String(32), nullable=False),
    Column("level", WHOLE, nullable=False),
    Column("reasons", Text, nullable=False),
    Column("channel", WHOLE, nullable=False),
    Column("rated_at", Moment, nullable=False),
    ForeignKeyConstraint(["division_code", "message_id"], ["messages.division_code", "messages.message_id"]),
)

blobs = Table(
    "blobs",
    metadata,
    division(),
    Column("sha256", String(64), primary_key=True),
    Column("size_bytes", WHOLE, nullable=False),
    Column("received_at", Moment, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Index("blobs_by_digest", "sha256"),
)

requests = Table(
    "requests",
    metadata,
    division(),
    Column("request_key", String(80), primary_key=True),
    Column("fingerprint", String(64), nullable=False),
    Column("status", WHOLE, nullable=False),
    Column("etag", String(40), nullable=False),
    Column("answer", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Index("requests_by_key", "request_key"),
)

feed_entries = Table(
    "feed_entries",
    metadata,
    division(),
    Column("entry_id", String(80), primary_key=True),
    Column("area", String(12), nullable=False),
    Column("version", WHOLE, nullable=False),
    Column("starts_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("withdrawn", WHOLE, nullable=False),
    Column("data", Text, nullable=False),
    Index("feed_entries_by_id", "entry_id", unique=True),
    Index("feed_entries_by_area", "area"),
)

secrets = Table(
    "secrets",
    metadata,
    division(),
    Column("name", String(40), primary_key=True),
    Column("value", LargeBinary, nullable=False),
)

terminals = Table(
    "terminals",
    metadata,
    division(),
    Column("terminal_id", String(40), primary_key=True),
    Column("number_prefix", String(8), nullable=False),
    Column("place", String(80), nullable=False),
    Column("state", String(24), nullable=False),
    Column("enrolment", WHOLE, nullable=False),  # how many codes were given out; keys and leases name theirs
    Column("code_digest", LargeBinary, nullable=False),
    Column("code_expires_at", Moment, nullable=False),
    Column("tries_left_count", WHOLE, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("created_by", String(80), nullable=False),
    Column("confirmed_at", Moment),
    Column("confirmed_by", String(80)),
    Column("revoked_at", Moment),
    Column("revoked_by", String(80)),
    Index("terminals_by_id", "terminal_id", unique=True),
    Index("terminals_by_prefix", "number_prefix", unique=True),
)

terminal_keys = Table(
    "terminal_keys",
    metadata,
    division(),
    Column("key_id", String(16), primary_key=True),
    Column("terminal_id", String(40), nullable=False),
    Column("enrolment", WHOLE, nullable=False),
    Column("public_key", LargeBinary, nullable=False),
    Column("state", String(24), nullable=False),
    Column("valid_from", Moment, nullable=False),
    Column("holds_until", Moment),  # none: until another one follows
    its_terminal(),
    Index("terminal_keys_by_id", "key_id", unique=True),
    Index("terminal_keys_by_terminal", "terminal_id"),
)

leases = Table(
    "leases",
    metadata,
    division(),
    Column("prefix", String(8), primary_key=True),
    Column("first", WHOLE, primary_key=True),
    Column("last", WHOLE, nullable=False),
    Column("terminal_id", String(40), nullable=False),
    Column("enrolment", WHOLE, nullable=False),
    Column("at", Moment, nullable=False),
    Column("is_learnt", WHOLE, nullable=False),  # from the terminal, which had it: this database was an older copy
    its_terminal(),
    Index("leases_by_serial", "prefix", "first", unique=True),
)

sealing_keys = Table(
    "sealing_keys",
    metadata,
    division(),
    Column("version", WHOLE, primary_key=True),
    Column("private_key", LargeBinary, nullable=False),
    Column("public_key", LargeBinary, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("not_after", Moment, nullable=False),
)

heartbeats = Table(
    "heartbeats",
    metadata,
    division(),
    Column("terminal_id", String(40), primary_key=True),
    Column("beat", WHOLE, nullable=False),
    Column("received_at", Moment, nullable=False),
    Column("data", Text, nullable=False),
    Column("message_count", WHOLE, nullable=False),
    Column("repeated_count", WHOLE, nullable=False),
    Column("repeated_at", Moment),
    Column("brought_count", WHOLE, nullable=False),  # acknowledged to this very disk under an earlier enrolment
    Column("missing_count", WHOLE, nullable=False),
    Column("missing_at", Moment),
    Column("audit_doubt_count", WHOLE, nullable=False),
    Column("audit_doubt_at", Moment),
    Column("audit_known_count", WHOLE, nullable=False),  # up to here its audit is as it was told before
    Column("audit_known_head", String(64)),
    Column("hour", Text),  # what was counted of the hour that runs (`hours.Hour`)
    Column("pace", Text),  # how much it prints in which hour of the day (`paper.Pace`)
    its_terminal(),
)

terminal_hours = Table(
    "terminal_hours",
    metadata,
    division(),
    Column("terminal_id", String(40), primary_key=True),
    Column("begins_at", Moment, primary_key=True),
    Column("beat_count", WHOLE, nullable=False),
    Column("troubled_count", WHOLE, nullable=False),  # beats that told of a device that lacked something
    Column("most_waiting_count", WHOLE, nullable=False),
    Column("printed_mm", WHOLE, nullable=False),
    its_terminal(),
    Index("terminal_hours_by_terminal", "terminal_id", "begins_at"),
)

blob_parts = Table(
    "blob_parts",
    metadata,
    division(),
    Column("terminal_id", String(40), primary_key=True),
    Column("sha256", String(64), primary_key=True),
    Column("start_byte", WHOLE, primary_key=True),
    Column("end_byte", WHOLE, nullable=False),
    Column("length_bytes", WHOLE, nullable=False),
    Column("received_at", Moment, nullable=False),
    Column("content", LargeBinary, nullable=False),
    its_terminal(),
    Index("blob_parts_by_arrival", "received_at"),
    Index("blob_parts_by_page", "terminal_id", "sha256"),
)
