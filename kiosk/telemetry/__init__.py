"""What the machine writes about itself: events of a catalogue, as JSON lines, with nothing of a resident in them."""

from kiosk.telemetry.catalogue import CatalogueError, EventType, load_events
from kiosk.telemetry.log import EVENT_LOGGER, JsonLines, close_log, emit, open_log

__all__ = [
    "EVENT_LOGGER",
    "CatalogueError",
    "EventType",
    "JsonLines",
    "close_log",
    "emit",
    "load_events",
    "open_log",
]
