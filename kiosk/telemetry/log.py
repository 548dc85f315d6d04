"""The log: standard logging in, JSON lines out, and nothing in a line that the catalogue does not allow.

    emit("session_ended", item=…) ─► logger `kiosk.events` ┐              ┌► {"at", "level", "event", allowed fields}
    any other log record ─────────────────────────────────┴─► JsonLines ─┴► {"at", "level", "logger", "text", "error"}

Of a record that is no event only the first line of the constant text is written, never its arguments, and of an error
only its types and the lines of code: a resident's name or number can stand in an argument, in an exception's message or
in the objects that asyncio prints below its first line.
"""

import json
import logging
import traceback
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any

from kiosk.telemetry.catalogue import MOST_CHARACTERS, EventType, Value, load_events

EVENT_LOGGER = "kiosk.events"
LOG_FILE = "terminal.jsonl"
"""Its name in the log's folder; those before end in .1, .2 …"""
FILE_BYTES = 4 * 1024 * 1024
FILE_COUNT = 5
_EVENTS = load_events()
_log = logging.getLogger(EVENT_LOGGER)


class UnknownEventError(Exception):
    """An event or a field that the catalogue does not know; only a strict formatter raises it."""


class JsonLines(logging.Formatter):
    """One JSON object a record. `strict` raises on what the catalogue does not know, for tests; else it is left out."""

    def __init__(self, events: dict[str, EventType] | None = None, strict: bool = False) -> None:
        super().__init__()
        self._events = _EVENTS if events is None else events
        self._strict = strict

    def format(self, record: logging.LogRecord) -> str:
        """The line, without its newline."""
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line: dict[str, Any] = {"at": at, "level": record.levelname.lower()}
        line |= self._event(record) if record.name == EVENT_LOGGER else _plain(record)
        return json.dumps(line, ensure_ascii=False, allow_nan=False)

    def _event(self, record: logging.LogRecord) -> dict[str, Value]:
        event_id, given = str(record.msg), dict(getattr(record, "fields", {}))
        event = self._events.get(event_id)
        kept = {} if event is None else event.allowed(given)
        if self._strict and (event is None or len(kept) < len(given)):
            raise UnknownEventError(f"{event_id}: not in the catalogue, or not with {sorted(set(given) - set(kept))}")
        return {"event": event_id if event is not None else "unknown_event", **kept}


def emit(event_id: str, **fields: Value) -> None:
    """Write one event of the catalogue, at the catalogue's level."""
    event = _EVENTS.get(event_id)
    _log.log(logging.ERROR if event is None else event.level, event_id, extra={"fields": fields})


def open_log(directory: Path) -> logging.Handler:
    """Write everything from INFO up to rotating files in a directory; returns the handler, for `close_log`."""
    directory.mkdir(parents=True, exist_ok=True)
    handler = RotatingFileHandler(
        directory / LOG_FILE, maxBytes=FILE_BYTES, backupCount=FILE_COUNT, encoding="utf-8", delay=True
    )
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(min(root.level, logging.INFO) if root.level else logging.INFO)
    for chatty in ("httpx", "httpcore"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    return handler


def close_log(handler: logging.Handler) -> None:
    """Stop writing to the handler of `open_log`."""
    logging.getLogger().removeHandler(handler)
    handler.close()


def _plain(record: logging.LogRecord) -> dict[str, Any]:
    text = record.msg if isinstance(record.msg, str) else type(record.msg).__name__
    line: dict[str, Any] = {"logger": record.name, "text": text.partition("\n")[0][:MOST_CHARACTERS]}
    if record.exc_info and record.exc_info[1] is not None:
        line["error"] = _where(record.exc_info[1])
    return line


def _where(error: BaseException) -> list[dict[str, Any]]:
    """The chain of an error, newest first: its type and the lines of code, without its message."""
    chain: list[dict[str, Any]] = []
    link: BaseException | None = error
    while link is not None and len(chain) < 5:
        frames = traceback.extract_tb(link.__traceback__)
        lines = [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
        chain.append({"type": type(link).__name__, "lines": lines[-12:]})
        link = link.__cause__ or link.__context__
    return chain
