"""What the running program does for its own sake: ends for another version, at its hour, before the battery is empty.

another version lies there ┐
it is past its hour        ├─► worn.due ─► nobody is here ─► this process ends, and the service manager goes on
minutes of battery are left┘                └ battery: not waited for longer than POWER_WAIT_S
"""

from contextlib import AsyncExitStack
from datetime import datetime, time, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.app.filing_off import power_is_low
from kiosk.app.inbox import UpdateWatch
from kiosk.app.lock import POWER_OFF
from kiosk.app.watchdog import Watchdog
from kiosk.core.clock import CHINA
from kiosk.core.tasks import Falls, Supervisor
from kiosk.telemetry import emit

if TYPE_CHECKING:
    from kiosk.app.program import Program

LOOK_S = 5.0
LEAST_LIFE_S = 3600.0
"""A clock that is set by years ends no process that has just begun."""
POWER_WAIT_S = 60.0
"""A battery that says low lasts for minutes; the machine needs some of them for its own end."""


def is_due(restart_at: str, began: datetime, now: datetime) -> bool:
    """Whether the hour of the daily restart has come since the process began. Pure."""
    if not restart_at:
        return False
    here = now.astimezone(CHINA)
    moment = datetime.combine(here.date(), time.fromisoformat(restart_at), CHINA)
    return began < (moment if moment <= here else moment - timedelta(days=1))


class Upkeep:
    """Looks every few seconds. Main thread."""

    def __init__(self, program: "Program") -> None:
        self._program = program
        self._began = program.clock.now()
        self._began_s = program.clock.monotonic_s()
        self._low_since_s: float | None = None

    async def run(self) -> None:
        """Look until the process ends."""
        while True:
            await self._program.clock.sleep(LOOK_S)
            self.look()

    def look(self) -> None:
        """Once."""
        program = self._program
        now_s = program.clock.monotonic_s()
        restart_at = program.settings.process.restart_at
        if now_s - self._began_s >= LEAST_LIFE_S and is_due(restart_at, self._began, program.clock.now()):
            program.worn.due("hour")
        if program.settings.machine.powers_off:
            self._look_at_power(now_s)

    def _look_at_power(self, now_s: float) -> None:
        if not power_is_low(self._program.session.snapshot.machines):
            self._low_since_s = None
            self._program.worn.withdraw("power_low")
            return
        self._low_since_s = now_s if self._low_since_s is None else self._low_since_s
        self._program.worn.due("power_low", POWER_OFF)
        if now_s - self._low_since_s >= POWER_WAIT_S:
            self._program.worn.at_once()


async def keep_up(program: "Program", root: Path, watchdog: Watchdog, stack: AsyncExitStack) -> None:
    """Begin, until `stack` is left."""
    supervisor = await stack.enter_async_context(Supervisor())
    updates = UpdateWatch(program.settings, root, program.clock, program.worn.due)
    supervisor.keep("updates", partial(updates.run, lambda: watchdog.all_is_well), program.clock, _fell)
    if (platform := program.report.platform) is not None and program.settings.updates.publisher_key:
        supervisor.keep("newer versions", partial(updates.ask, platform), program.clock, _fell)
    supervisor.keep("upkeep", Upkeep(program).run, program.clock, _fell)


def _fell(name: str, error: Exception, falls: Falls) -> None:
    emit("task_fell", task=name, error=type(error).__name__, count=len(falls.at_s))
