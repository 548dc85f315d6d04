"""What was done to the queue, and by staff to the machine: a chain of hashes, not to be changed in its middle unseen.

    hash = SHA-256 of the UTF-8 JSON  [seq, at, event, subject, details, previous]  without a blank

`seq` counts from 1 without a gap; `at` is ISO 8601 in UTC; `details` is itself JSON text, keys sorted, without a blank
and without anything of a resident; `previous` is the hash before, 64 zeros at first. An entry is written in the
transaction of what it records, so neither is ever there without the other. The end of the chain can be cut off unseen
on this machine alone: its count and head travel in every heartbeat.

A failed attempt to send is not recorded, and neither is anything that only looks.
"""

import hashlib
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

import apsw
import msgspec

from kiosk.outbox.queries import SQL

GENESIS = "0" * 64


class Event(StrEnum):
    """What can be recorded."""

    CASE_FILED = "case_filed"
    MESSAGE_FILED = "message_filed"
    ACKNOWLEDGED = "acknowledged"
    REFUSED = "refused"
    ASKED_AGAIN = "asked_again"
    RETRIED = "retried"
    HELD = "held"
    EXPORTED = "exported"
    DISCARDED = "discarded"
    LEASE_TAKEN = "lease_taken"
    RECEIPT = "receipt"
    MIGRATED = "migrated"
    SALVAGED = "salvaged"
    TRIED = "tried"
    """Somebody showed a way in; written before anybody looked whether it was right."""
    REVIVED = "revived"
    ACCESS_RENEWED = "access_renewed"
    SIGNED_IN = "signed_in"
    SIGNED_OUT = "signed_out"
    MAINTAINED = "maintained"
    """Staff did something in the menu; the subject says what."""


class AuditHead(NamedTuple):
    """How long the chain is, and its last hash; None while it is empty."""

    entry_count: int
    last_hash: str | None


def record(db: apsw.Connection, at: datetime, event: Event, subject: str, **details: str | int | list[str]) -> None:
    """Append one entry; the caller's transaction is open. `subject`: a message, a case, or empty."""
    entry_count, previous = head(db)
    plain = msgspec.json.encode(details, order="sorted").decode()
    entry = (entry_count + 1, at.isoformat(), event.value, subject, plain, previous or GENESIS)
    seq, moment, name, about, text, before = entry
    SQL.add_audit(
        db, seq=seq, at=moment, event=name, subject=about, details=text, previous=before, hash=hash_of(*entry)
    )


def head(db: apsw.Connection) -> AuditHead:
    """The chain's end."""
    row = SQL.audit_head(db)
    return AuditHead(0, None) if row is None else AuditHead(*row)


def hash_at(db: apsw.Connection, entry_count: int) -> str | None:
    """The chain's last hash when it had so many entries; None if it never had."""
    found: str | None = SQL.audit_hash_at(db, seq=entry_count)
    return found


def first_broken(db: apsw.Connection) -> int | None:
    """The place in the chain that is not what was written there; None if all of it is."""
    expected, previous = 1, GENESIS
    for *entry, found in SQL.audit_rows(db):
        if entry[0] != expected or entry[5] != previous or hash_of(*entry) != found:
            return expected
        expected, previous = expected + 1, found
    return None


def hash_of(seq: int, at: str, event: str, subject: str, details: str, previous: str) -> str:
    """The hash of one entry in its canonical form."""
    return hashlib.sha256(msgspec.json.encode((seq, at, event, subject, details, previous))).hexdigest()
