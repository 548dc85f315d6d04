"""The tables, and the forward steps that make them. Every row and key carries `division_code` (one county can move).

cases ◄── events       what a case is; `cases` holds what is looked up by, all of it derived from the events
messages               every envelope ever taken, its exact body and its acknowledgement: idempotency never expires
requests               the answers of staff's requests, by their Idempotency-Key
blobs, ratings, feed_entries, secrets
"""

from sqlalchemy import (
    Column,
    DateTime,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

metadata = MetaData()


def _division() -> "Column[str]":
    return Column("division_code", String(12), primary_key=True)


cases = Table(
    "cases",
    metadata,
    _division(),
    Column("case_id", String(32), primary_key=True),
    Column("number", String(40), nullable=False),
    Column("item_id", String(80), nullable=False),
    Column("state", String(24), nullable=False),
    Column("version", Integer, nullable=False),
    Column("filed_at", DateTime(timezone=True), nullable=False),
    Column("received_at", DateTime(timezone=True), nullable=False),
    Column("person_key", String(64), nullable=False),
    Column("name_key", String(64), nullable=False),
    Index("cases_by_id", "case_id", unique=True),
    Index("cases_by_person", "person_key"),
    Index("cases_by_arrival", "received_at", "case_id"),
)

events = Table(
    "events",
    metadata,
    _division(),
    Column("case_id", String(32), primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("kind", String(24), nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("actor", String(80), nullable=False),
    Column("data", Text, nullable=False),
    ForeignKeyConstraint(["division_code", "case_id"], ["cases.division_code", "cases.case_id"]),
)

messages = Table(
    "messages",
    metadata,
    _division(),
    Column("message_id", String(32), primary_key=True),
    Column("case_id", String(32), nullable=False),
    Column("kind", String(24), nullable=False),
    Column("sent_from", String(12), nullable=False),
    Column("schema", String(24), nullable=False),
    Column("alg", String(24), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("body", Text, nullable=False),
    Column("received_at", DateTime(timezone=True), nullable=False),
    Column("number", String(40)),
    ForeignKeyConstraint(["division_code", "case_id"], ["cases.division_code", "cases.case_id"]),
    Index("messages_by_id", "message_id", unique=True),
    Index("messages_by_case", "division_code", "case_id"),
)

ratings = Table(
    "ratings",
    metadata,
    _division(),
    Column("message_id", String(32), primary_key=True),
    Column("case_id", String(32), nullable=False),
    Column("level", Integer, nullable=False),
    Column("reasons", Text, nullable=False),
    Column("channel", Integer, nullable=False),
    Column("rated_at", DateTime(timezone=True), nullable=False),
    ForeignKeyConstraint(["division_code", "message_id"], ["messages.division_code", "messages.message_id"]),
)

blobs = Table(
    "blobs",
    metadata,
    _division(),
    Column("sha256", String(64), primary_key=True),
    Column("size_bytes", Integer, nullable=False),
    Column("received_at", DateTime(timezone=True), nullable=False),
    Column("content", LargeBinary, nullable=False),
)

requests = Table(
    "requests",
    metadata,
    _division(),
    Column("request_key", String(80), primary_key=True),
    Column("fingerprint", String(64), nullable=False),
    Column("status", Integer, nullable=False),
    Column("etag", String(40), nullable=False),
    Column("answer", Text, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
)

feed_entries = Table(
    "feed_entries",
    metadata,
    _division(),
    Column("entry_id", String(80), primary_key=True),
    Column("area", String(12), nullable=False),
    Column("version", Integer, nullable=False),
    Column("starts_at", DateTime(timezone=True), nullable=False),
    Column("expires_at", DateTime(timezone=True), nullable=False),
    Column("withdrawn", Integer, nullable=False),
    Column("data", Text, nullable=False),
    Index("feed_entries_by_id", "entry_id", unique=True),
    Index("feed_entries_by_area", "area"),
)

secrets = Table(
    "secrets",
    metadata,
    _division(),
    Column("name", String(40), primary_key=True),
    Column("value", LargeBinary, nullable=False),
)
