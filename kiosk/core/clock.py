"""The only source of time and of waiting, so that tests can own both."""

import asyncio
import time
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Protocol

CHINA = timezone(timedelta(hours=8), "Asia/Shanghai")
"""Civil time of the whole country, without daylight saving since 1992 (tz database, Asia/Shanghai)."""


class Clock(Protocol):
    """Wall time for what is written down, monotonic time for what is measured or scheduled."""

    def now(self) -> datetime:
        """The wall time as aware UTC; it may jump in either direction."""
        ...

    def monotonic_s(self) -> float:
        """Seconds that only grow while this process lives."""
        ...

    async def sleep(self, seconds_s: float) -> None:
        """Wait for at least about that long (Qt's coarse timers return up to 5 % early)."""
        ...


class SystemClock:
    """The machine's own clocks."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def monotonic_s(self) -> float:
        return time.monotonic()

    async def sleep(self, seconds_s: float) -> None:
        await asyncio.sleep(seconds_s)


def boot_id() -> str:
    """Which run of the machine this is: monotonic times of one run can be compared. Empty where nobody tells."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except OSError:
        return ""


def china_date(at: datetime) -> date:
    """The civil date in China at an aware moment."""
    return at.astimezone(CHINA).date()
