"""The way to the platform over the last day: how fast it answered, and when nobody did. Kept in a file of this machine.

    every look ─► its quarter of an hour ─► 96 of them ─► plot, and for how long the line was down

Written whole or not at all; losing it loses the plot.
"""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec

LINE_FILE = "line.json"
"""Its name in the storage directory."""
QUARTER = timedelta(minutes=15)
KEPT = timedelta(days=1)


class Quarter(msgspec.Struct, frozen=True, kw_only=True):
    """What was seen in the quarter of an hour that began then."""

    begins_at: datetime
    look_count: int = 0
    down_count: int = 0
    """Looks at which the platform was out of reach."""
    latency_ms: float | None = None
    """The slowest answer that was seen; None: none was."""


Quarters = tuple[Quarter, ...]


def seen(quarters: Quarters, at: datetime, online: bool | None, latency_ms: float | None) -> Quarters:
    """The history after one more look; what nobody asked yet is no look."""
    if online is None:
        return quarters
    begins_at = at - (at - datetime.min.replace(tzinfo=UTC)) % QUARTER
    kept = tuple(quarter for quarter in quarters if at - KEPT < quarter.begins_at < begins_at)
    now = next((one for one in quarters if one.begins_at == begins_at), Quarter(begins_at=begins_at))
    slowest_ms = max((each for each in (now.latency_ms, latency_ms) if each is not None and online), default=None)
    counted = msgspec.structs.replace(
        now, look_count=now.look_count + 1, down_count=now.down_count + (not online),
        latency_ms=slowest_ms if slowest_ms is not None else now.latency_ms,
    )  # fmt: skip
    return (*kept, counted)


def down_for(quarters: Quarters) -> timedelta:
    """For how long nobody answered, as far as looks tell."""
    return sum((QUARTER * one.down_count / one.look_count for one in quarters if one.look_count), timedelta())


class LineHistory:
    """The file. Main thread."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.quarters: Quarters = ()
        with suppress(OSError, msgspec.MsgspecError):
            self.quarters = msgspec.json.decode(path.read_bytes(), type=Quarters)

    def look(self, at: datetime, online: bool | None, latency_ms: float | None) -> None:
        """Take in one look."""
        self.quarters = seen(self.quarters, at, online, latency_ms)
        new = self._path.with_suffix(".new")
        with suppress(OSError):  # a disk that takes nothing is told of elsewhere
            new.write_bytes(msgspec.json.encode(self.quarters))
            new.replace(self._path)
