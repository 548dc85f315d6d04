"""The events that exist: id, level, allowed fields, explanation. Data in `events.toml`, checked when it is read."""

import logging
import math
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

EVENTS_FILE = Path(__file__).with_name("events.toml")
Value = str | int | float | bool | None
_TYPES: dict[str, tuple[type, ...]] = {"text": (str,), "int": (int,), "float": (float, int), "bool": (bool,)}
_LEVELS = {"info": logging.INFO, "warning": logging.WARNING, "error": logging.ERROR}
MOST_CHARACTERS = 200
"""Of one text field; what is longer is cut, since no word of this program is."""


class CatalogueError(Exception):
    """`events.toml` says something that cannot be; names the event."""


@dataclass(frozen=True, slots=True)
class EventType:
    """One event that may be written."""

    event_id: str
    level: int
    explanation: str
    fields: dict[str, str]
    """Field name → text, int, float or bool."""

    def allowed(self, fields: dict[str, Any]) -> dict[str, Value]:
        """What of these fields may be written: named here, and of the right type; nothing else survives."""
        return {name: _cut(value) for name, value in fields.items() if self.allows(name, value)}

    def allows(self, name: str, value: object) -> bool:
        """Whether a field may be written with this value. Unknown (None) always may."""
        if name not in self.fields:
            return False
        if value is None:
            return True
        kind = self.fields[name]
        if isinstance(value, bool) is not (kind == "bool"):
            return False
        return isinstance(value, _TYPES[kind]) and not (isinstance(value, float) and not math.isfinite(value))


def load_events(path: Path = EVENTS_FILE) -> dict[str, EventType]:
    """Read a catalogue; raises `CatalogueError`."""
    values = tomllib.loads(path.read_text(encoding="utf-8"))
    return {event_id: _event(event_id, entry) for event_id, entry in values.items()}


def _event(event_id: str, entry: dict[str, Any]) -> EventType:
    try:
        fields = dict(entry["fields"])
        event = EventType(event_id, _LEVELS[entry["level"]], str(entry["explanation"]), fields)
    except (KeyError, TypeError, ValueError) as error:
        raise CatalogueError(f"{event_id}: {error!r}") from error
    unknown = [kind for kind in fields.values() if kind not in _TYPES]
    if unknown or set(entry) != {"level", "explanation", "fields"} or not event.explanation:
        raise CatalogueError(f"{event_id}: has unknown keys or types, or no explanation {unknown}")
    return event


def _cut(value: Any) -> Value:
    kept: Value = value[:MOST_CHARACTERS] if isinstance(value, str) else value
    return kept
