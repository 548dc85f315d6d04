"""The menu of a real machine, without its screens: real store, real hub and drivers, the attendance and the desk.

Whoever is named has come in; what a hand does is said with `act`, and what the pages show is waited for with `until`.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from msgspec import structs

from devices.hub import Hub
from devices.registry import Options, create_devices
from kiosk.app.attendance import Attendance
from kiosk.app.menu_desk import MenuDesk
from kiosk.app.self_report import SelfReport
from kiosk.app.terminal_machine import TerminalMachine
from kiosk.config import Device, Devices, load_settings
from kiosk.core.clock import SystemClock
from kiosk.core.tasks import Supervisor
from kiosk.core.working_days import load_working_days
from kiosk.maintenance import visit as vi
from kiosk.maintenance.access import SignedIn, Staff
from kiosk.maintenance.sight import Sight
from kiosk.maintenance.visit import AtMenu, SigningIn
from kiosk.outbox import Outbox
from kiosk.outbox.database import open_beside
from kiosk.session import effects as do
from kiosk.session import events as ev
from tests.helpers.queue import open_outbox
from tests.helpers.staff_states import WANGS_CARD
from tests.helpers.view_context import ROOT, real_texts

WAITED_FOR_S = 20.0
Chosen = dict[str, tuple[str, Options]]


@dataclass(slots=True)
class OpenDoor:
    """Everybody who types something is who the test says."""

    staff: Staff

    async def look_for_card(self) -> vi.CardKnown | vi.CardRefused:
        return vi.CardKnown(replace(WANGS_CARD, staff=self.staff))

    async def card_left(self) -> vi.CardGone:
        await asyncio.Event().wait()
        return vi.CardGone()

    async def fresh_code(self, visit: SigningIn) -> vi.CodeShown | vi.Refused:
        return vi.CodeShown("4K7MQX9T2H0B")

    async def check(self, visit: SigningIn) -> vi.Accepted | vi.Refused:
        return vi.Accepted(self.staff)

    async def note_signed_in(self, who: SignedIn) -> None: ...

    async def note_left(self, who: SignedIn) -> None: ...


@dataclass(slots=True)
class MenuBench:
    """Somebody stands at the menu."""

    directory: Path
    outbox: Outbox
    hub: Hub
    machine: TerminalMachine
    attendance: Attendance
    desk: MenuDesk
    door: OpenDoor
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    def act(self, *acts: object) -> None:
        """What the hand did."""
        for act in acts:
            self.attendance(act)

    @property
    def page(self) -> str:
        visit = self.attendance.visit
        assert isinstance(visit, AtMenu)
        return visit.page

    @property
    def sight(self) -> Sight:
        visit = self.attendance.visit
        assert isinstance(visit, AtMenu)
        assert visit.sight is not None
        return visit.sight

    async def until(self, holds: Callable[[Sight], bool]) -> Sight:
        """What the page shows once that holds."""
        async with asyncio.timeout(WAITED_FOR_S):
            while not holds(self.sight):
                self.changed.clear()
                await self.changed.wait()
        return self.sight

    async def joined_by(self, staff: Staff) -> None:
        """A second person signs in, who was asked for."""
        self.door.staff = staff
        await self.signed_in()

    async def signed_in(self) -> None:
        """Their card lies there, they type, and the menu is seen."""
        async with asyncio.timeout(WAITED_FOR_S):
            while not _is_known(self.attendance.visit):
                self.changed.clear()
                await self.changed.wait()
            self.act(*map(vi.Typed, "271828"))
            while not _is_seen(self.attendance.visit):
                self.changed.clear()
                await self.changed.wait()

    def audit(self) -> list[tuple[str, dict[str, Any]]]:
        """What staff did and its details, as they lie on the disk."""
        db = open_beside(self.directory / "outbox.db")
        rows = [(str(subject), json.loads(str(details))) for subject, details in db.execute(_MAINTAINED)]
        db.close()
        return rows


_MAINTAINED = "select subject, details from audit where event = 'maintained' order by seq"


@asynccontextmanager
async def at_the_menu(directory: Path, staff: Staff, devices: Chosen | None = None) -> AsyncIterator[MenuBench]:
    """They are signed in and look at the front page."""
    settings = load_settings(ROOT / "assets" / "config" / "example.toml", {})
    settings = structs.replace(
        settings,
        storage=structs.replace(settings.storage, directory=directory),
        devices=Devices(**{role: Device(driver, dict(options)) for role, (driver, options) in (devices or {}).items()}),
    )
    clock, changed = SystemClock(), asyncio.Event()
    outbox = await open_outbox(directory / "outbox.db", clock)
    hub = Hub(create_devices(settings.devices.chosen()))

    def shown(event: ev.Event) -> None:
        changed.set()

    async with Supervisor() as supervisor:
        calendar = load_working_days(ROOT / "assets" / "content" / "holidays.toml")
        report = SelfReport(settings, hub, outbox, clock)
        machine = TerminalMachine(settings, hub, outbox, report, real_texts(), clock, calendar)
        door = OpenDoor(staff)
        attendance = Attendance(door, supervisor, shown)
        desk = MenuDesk(machine, attendance, supervisor, clock)
        bench = MenuBench(directory, outbox, hub, machine, attendance, desk, door, changed)
        desk.open()
        supervisor.start("devices", hub.run())
        supervisor.start("menu", desk.run())
        bench.act(do.Staffed.OPENED)
        await bench.signed_in()
        yield bench
        await supervisor.close()
    await outbox.close()


def _is_known(visit: Any) -> bool:
    return isinstance(visit, SigningIn) and visit.card is not None


def _is_seen(visit: Any) -> bool:
    return isinstance(visit, AtMenu) and visit.sight is not None
