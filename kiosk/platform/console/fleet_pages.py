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
from kiosk.platform.fleet_wire import BeatView, DeviceView, TerminalView
from kiosk.platform.hours import OK
from kiosk.platform.paper import PaperForecast
from kiosk.platform.roles import StaffRole
from kiosk.platform.terminals import TerminalState
from kiosk.texts import Texts
from kiosk.wire import QueueReport

SILENT_AFTER = timedelta(minutes=5)
"""Terminals beat every minute."""
FEW_NUMBERS = 50
LITTLE_ROOM_BYTES = 1 << 30
PAPER_SOON = timedelta(days=1)
"""Somebody has to drive there."""
SOON = frozenset({"paper_low", "starting", "battery"})
"""States in which a device still does its work, or is about to."""


@dataclass(frozen=True, slots=True)
class DeviceLine:
    """A device that is not well, in words."""

    role: str
    state: str
    since: datetime | None


@dataclass(frozen=True, slots=True)
class Standing:
    """One terminal, judged: `kind` and `key` are its pill's, `doubts` what a person has to look at, worst first."""

    view: TerminalView
    kind: str
    icon: str
    key: str
    doubts: tuple[tuple[str, int], ...]
    lacks: tuple[DeviceView, ...] = ()
    oldest_waiting_s: float | None = None
    """Grown since the beat: what waits at a silent terminal goes on waiting."""

    def lines(self, texts: Texts) -> tuple[DeviceLine, ...]:
        """What its devices lack, in the words a technician reads at the terminal; a word of a later program is shown
        as it is."""

        def word(key: str, plain: str) -> str:
            return texts(key) if key in texts else plain

        return tuple(
            DeviceLine(
                word(f"doctor.role.{each.role}", each.role), word(f"doctor.lack.{each.state}", each.state), each.since
            )
            for each in self.lacks
        )


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
        "texts": reception.texts,
        "soon": now + PAPER_SOON,
    }
    return page(request, "fleet", values)


def standing_of(view: TerminalView, now: datetime) -> Standing:
    """What is to be said of a terminal first. Unknown is never shown as well."""
    doubts = tuple((key, count) for key, count in _doubts(view) if count)
    kind, icon, key = _pill(view, now, bool(doubts))
    beat = view.last_beat
    if beat is None:
        return Standing(view, kind, icon, key, doubts)
    lacks = tuple(each for each in beat.devices if each.state != OK)
    waiting_s = beat.heartbeat.queue.oldest_waiting_s
    if waiting_s is not None:
        waiting_s += (now - beat.received_at).total_seconds()
    return Standing(view, kind, icon, key, doubts, lacks, waiting_s)


def _pill(view: TerminalView, now: datetime, is_doubted: bool) -> tuple[str, str, str]:
    """Kind, picture and words of what comes first."""
    if view.state != TerminalState.ACTIVE:
        return "none", "pause", f"fleet.state.{view.state}"
    beat = view.last_beat
    if beat is None:
        return "waiting", "clock", "fleet.never"
    if now - beat.received_at > SILENT_AFTER:
        return "bad", "network-off", "fleet.silent"
    if is_doubted:
        return "bad", "warning", "fleet.doubt"
    if any(each.state not in SOON | {OK} for each in beat.devices):
        return "bad", "wrench", "fleet.device"
    return _ahead(beat, now)


def _ahead(beat: BeatView, now: datetime) -> tuple[str, str, str]:
    """What will be lacking, of a terminal that lacks nothing yet."""
    said = beat.heartbeat
    if said.numbers_left_count < FEW_NUMBERS:
        return "waiting", "warning", "fleet.few_numbers"
    if said.free_bytes < LITTLE_ROOM_BYTES:
        return "waiting", "warning", "fleet.little_room"
    if _ends_soon(beat.paper, now) or any(each.state == "paper_low" for each in beat.devices):
        return "waiting", "receipt", "fleet.paper_low"
    if any(each.state in SOON for each in beat.devices):
        return "waiting", "wrench", "fleet.device"
    if said.queue.waiting_count:
        return "waiting", "saved-offline", "fleet.waiting"
    return "ok", "check", "fleet.ok"


def _ends_soon(paper: PaperForecast | None, now: datetime) -> bool:
    return paper is not None and paper.runs_out_at is not None and paper.runs_out_at <= now + PAPER_SOON


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
        ("fleet.doubt.locked", len(beat.heartbeat.locked)),
        *own,
    ]


HANDLERS = [get_fleet]
"""What those see who keep terminals running."""
