"""The terminals, for those who keep them running: when each was heard of, what waits there, what is wrong."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated, Any

from litestar import Request, get
from litestar.params import QueryParameter
from litestar.response import Template

from kiosk.platform.access import AtReception
from kiosk.platform.console.doors import FOR
from kiosk.platform.console.rendering import page
from kiosk.platform.fleet import list_terminals
from kiosk.platform.fleet_wire import TerminalView
from kiosk.platform.roles import StaffRole
from kiosk.platform.terminals import TerminalState
from kiosk.wire import QueueReport

SILENT_AFTER = timedelta(minutes=5)
"""Terminals beat every minute."""
FEW_NUMBERS = 50
LITTLE_ROOM_BYTES = 1 << 30


@dataclass(frozen=True, slots=True)
class Standing:
    """One terminal, judged: `kind` and `key` are its pill's, `doubts` what a person has to look at, worst first."""

    view: TerminalView
    kind: str
    icon: str
    key: str
    doubts: tuple[tuple[str, int], ...]


@get("/fleet", opt={FOR: frozenset({StaffRole.FLEET})})
async def get_fleet(
    request: Request[Any, Any, Any],
    reception: AtReception,
    cursor: Annotated[str | None, QueryParameter(max_length=40)] = None,
) -> Template:
    """One page of terminals by their id."""
    told = await list_terminals(reception, cursor)
    now = reception.clock.now()
    standings = [standing_of(view, now) for view in told.terminals]
    values = {
        "standings": standings,
        "troubled": sum(each.kind != "ok" for each in standings),
        "next_cursor": told.next_cursor,
        "paged": cursor is not None,
        "now": now,
    }
    return page(request, "fleet", values)


def standing_of(view: TerminalView, now: datetime) -> Standing:
    """What is to be said of a terminal first. Unknown is never shown as well."""
    doubts = tuple((key, count) for key, count in _doubts(view) if count)
    if view.state != TerminalState.ACTIVE:
        return Standing(view, "none", "pause", f"fleet.state.{view.state}", doubts)
    beat = view.last_beat
    if beat is None:
        return Standing(view, "waiting", "clock", "fleet.never", doubts)
    if now - beat.received_at > SILENT_AFTER:
        return Standing(view, "bad", "network-off", "fleet.silent", doubts)
    if doubts:
        return Standing(view, "bad", "warning", "fleet.doubt", doubts)
    beats = beat.heartbeat
    if beats.numbers_left_count < FEW_NUMBERS or beats.free_bytes < LITTLE_ROOM_BYTES:
        key = "fleet.few_numbers" if beats.numbers_left_count < FEW_NUMBERS else "fleet.little_room"
        return Standing(view, "waiting", "warning", key, doubts)
    if beats.queue.waiting_count:
        return Standing(view, "waiting", "saved-offline", "fleet.waiting", doubts)
    return Standing(view, "ok", "check", "fleet.ok", doubts)


def _doubts(view: TerminalView) -> list[tuple[str, int]]:
    beat = view.last_beat
    own = [("fleet.doubt.doubled", view.doubled_number_count), ("fleet.doubt.unknown_lease", view.unknown_lease_count)]
    if beat is None:
        return own
    queue: QueueReport = beat.heartbeat.queue
    return [
        ("fleet.doubt.missing", beat.missing_count),
        ("fleet.doubt.stuck", queue.refused_count + queue.held_count),
        ("fleet.doubt.overdue", queue.overdue_count),
        ("fleet.doubt.set_aside", queue.set_aside_count),
        ("fleet.doubt.repeated", beat.repeated_count),
        ("fleet.doubt.audit", beat.audit_doubt_count),
        *own,
    ]


HANDLERS = [get_fleet]
"""What those see who keep terminals running."""
