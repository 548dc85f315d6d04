"""Staff at this machine, put together: who comes in, the menu behind the door, and what it looks at."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from devices.hub import Hub
from kiosk.app.attendance import Attendance
from kiosk.app.condition import program_version
from kiosk.app.loudness import Loudness
from kiosk.app.menu_desk import MenuDesk
from kiosk.app.self_report import SelfReport
from kiosk.app.staff import staff_door
from kiosk.app.terminal_machine import TerminalMachine
from kiosk.config import Settings
from kiosk.core.clock import Clock
from kiosk.core.tasks import Falls, Supervisor
from kiosk.core.working_days import load_working_days
from kiosk.maintenance.access import Action
from kiosk.maintenance.line_history import LINE_FILE, LineHistory
from kiosk.outbox import Outbox
from kiosk.session import events as ev
from kiosk.session.runner import Session
from kiosk.sync import Identity, PlatformClient, Watcher
from kiosk.texts import Texts

LINE_LOOK_S = 30.0


@dataclass(frozen=True, slots=True)
class Parts:
    """What of the program the menu looks at, and what it may set going."""

    settings: Settings
    assets: Path
    outbox: Outbox
    clock: Clock
    identity: Identity | None
    hub: Hub
    report: SelfReport
    texts: Texts
    session: Session
    watcher: Watcher
    platform: PlatformClient | None
    wake: Callable[[], None]
    restart: Callable[[], None]
    """This process ends once nobody is here, and the service manager goes on."""
    loudness: Loudness | None = None


def staff_at(parts: Parts, supervisor: Supervisor, fell: Callable[[str, Exception, Falls], None]) -> Attendance:
    """Open the door and the menu behind it; what they need runs under the supervisor."""
    door = staff_door(parts.settings, parts.outbox, parts.clock, parts.identity, parts.hub.devices.staff_card)
    attendance = Attendance(door, supervisor, parts.session.send)
    supervisor.start("ways in", door.set_up())
    history = LineHistory(parts.settings.storage.directory / LINE_FILE)

    def restart() -> None:
        """Staff leave with it."""
        parts.restart()
        parts.session.send(ev.ExitPressed())

    machine = TerminalMachine(
        parts.settings, parts.hub, parts.outbox, parts.report, parts.texts, parts.clock,
        load_working_days(parts.assets / "content" / "holidays.toml"), parts.platform, lambda: parts.watcher.now,
        parts.wake, restart, history,
    )  # fmt: skip
    if parts.loudness is not None:
        machine.say, machine.loudness = parts.loudness.say, _level_of(parts.loudness)
        machine.others[Action.SET_VOLUME] = parts.loudness.turn
    desk = MenuDesk(machine, attendance, supervisor, parts.clock, program_version())
    desk.open()
    supervisor.keep("menu", desk.run, parts.clock, fell)
    supervisor.keep("line", lambda: _watch_line(parts, history), parts.clock, fell)
    return attendance


async def _watch_line(parts: Parts, history: LineHistory) -> None:
    while True:
        travelled = None if parts.platform is None else parts.platform.travelled
        latency_ms = None if travelled is None else travelled.latency_ms
        history.look(parts.clock.now(), parts.watcher.now.online, latency_ms)
        await parts.clock.sleep(LINE_LOOK_S)


def _level_of(loudness: Loudness) -> Callable[[], int]:
    return lambda: loudness.percent
