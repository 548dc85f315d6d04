"""Identifiers made on this machine, unique without asking anybody."""

import secrets
from datetime import datetime
from typing import NewType

CaseId = NewType("CaseId", str)
"""32 lower-case hex digits; the case's identity everywhere and its Idempotency-Key, for ever."""

MessageId = NewType("MessageId", str)
"""32 lower-case hex digits of one message to the platform; a case's own message carries the case's id."""

ID_PATTERN = r"^[0-9a-f]{32}$"


def new_id(at: datetime) -> str:
    """Make a UUIDv7 (RFC 9562 §5.7) as 32 hex digits: 48 bits of Unix milliseconds, then 74 random bits.

    The time part only keeps database pages together; nothing may order by it, since clocks jump.
    """
    milliseconds = int(at.timestamp() * 1000) & (1 << 48) - 1
    value = milliseconds << 80 | 0x7 << 76 | secrets.randbits(12) << 64 | 0b10 << 62 | secrets.randbits(62)
    return f"{value:032x}"


def new_case_id(at: datetime) -> CaseId:
    """Make the id of a case when its form is begun."""
    return CaseId(new_id(at))


def new_message_id(at: datetime) -> MessageId:
    """Make the id of a follow-up message (correction, rating, blob)."""
    return MessageId(new_id(at))
