"""Where a page of a list ends, as an opaque word of the platform's own."""

import base64
import json
from datetime import date, datetime

from kiosk.platform.problems import Refusal, refusal


def write_cursor(*after: str) -> str:
    """After the line with these values."""
    return base64.urlsafe_b64encode(json.dumps(after).encode()).decode()


def by_arrival(cursor: str) -> tuple[datetime, str] | Refusal:
    """Arrival and id."""
    parts = _read(cursor)
    try:
        at, case_id = parts
        moment = datetime.fromisoformat(at)
    except ValueError:
        return _not_ours()
    return _not_ours() if moment.tzinfo is None else (moment, case_id)


def by_due_day(cursor: str) -> tuple[date, datetime, str] | Refusal:
    """Due day, arrival and id."""
    due_on, *rest = [*_read(cursor), ""]
    arrived = by_arrival(write_cursor(*rest[:-1]))
    try:
        return arrived if isinstance(arrived, Refusal) else (date.fromisoformat(due_on), *arrived)
    except ValueError:
        return _not_ours()


def _read(cursor: str) -> list[str]:
    try:
        parts = json.loads(base64.urlsafe_b64decode(cursor))
    except ValueError:  # binascii's and json's are ones
        return []
    return parts if isinstance(parts, list) and all(isinstance(part, str) for part in parts) else []


def _not_ours() -> Refusal:
    return refusal(400, "invalid-cursor", "This cursor is not one of ours.")
