"""The log as a technician searches it: by event, newest first. Pure; what is in a line no resident is named by.

terminal.jsonl ─► lines that are events ─► counted by event ─► those of one, with what happened in plain words
"""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

MOST_READ_COUNT = 2_000
"""Of the newest lines: some days of a village's machine."""
MOST_SHOWN_COUNT = 40
_FIXED = frozenset({"at", "level", "event"})


@dataclass(frozen=True, slots=True)
class LogLine:
    """One event that was written."""

    at: datetime
    level: str
    event: str
    details: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Log:
    """What was read of the log."""

    lines: tuple[LogLine, ...] = ()
    """Newest first."""

    @property
    def counts(self) -> tuple[tuple[str, int], ...]:
        """How often each event was written, the most urgent sort first, then the most frequent."""
        worst = {line.event: _URGENCY.get(line.level, len(_URGENCY)) for line in self.lines}
        count_of = Counter(line.event for line in self.lines)
        return tuple(sorted(count_of.items(), key=lambda item: (worst[item[0]], -item[1], item[0])))

    def of(self, event: str) -> tuple[LogLine, ...]:
        """Those of one event; of all where it is empty. No more than can be shown."""
        return tuple(line for line in self.lines if event in ("", line.event))[:MOST_SHOWN_COUNT]


_URGENCY = {"error": 0, "warning": 1, "info": 2}


def log_of(lines: Iterable[str]) -> Log:
    """The log from its lines, oldest first; a line that is torn or no event is passed over."""
    events = [event for line in lines if (event := _event(line)) is not None]
    return Log(tuple(reversed(events[-MOST_READ_COUNT:])))


def _event(line: str) -> LogLine | None:
    try:
        told = json.loads(line)
        at = datetime.fromisoformat(told["at"])
        details = tuple((str(name), str(value)) for name, value in told.items() if name not in _FIXED)
        return LogLine(at, str(told["level"]), str(told["event"]), details)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
