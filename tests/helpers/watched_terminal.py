"""The terminal as the campaign `watchdog` looks at it: the canary's agent inside, which can also make it stand still.

    python -m tests.helpers.watched_terminal CONFIG [--kept]      environment CANARY_AGENT: the socket to listen at

With `--kept` it is the product's keeper, which keeps such terminals (decisions/0019).
"""

import asyncio
import sys
import time
from pathlib import Path
from typing import Any

from kiosk.app.keeper import keep
from kiosk.app.watchdog import Watchdog
from kiosk.config import load_settings
from tests.helpers.canary import subject
from tests.helpers.canary.subject import Agent

FOR_EVER_S = 3600.0


class Hangs(Agent):
    """Hangs what it is told to. Every fault is put in from outside the product."""

    async def _block(self) -> dict[str, Any]:
        """The window's thread stands still, and never answers again."""
        asyncio.get_running_loop().call_later(0.05, stand_still)
        return {}

    async def _kill_task(self, name: str) -> dict[str, Any]:
        """A task is gone that nobody begins again."""
        for task in asyncio.all_tasks():
            if task.get_name() == name:
                task.cancel()
        return {}

    async def _blind_watchdog(self) -> dict[str, Any]:
        """From now on it says that all is well, whatever is."""
        setattr(Watchdog, "_look", lambda watchdog: watchdog._manager.tell("WATCHDOG=1"))  # noqa: B010 - a planted fault
        return {}

    async def _machines(self) -> dict[str, Any]:
        """How the devices are that are needed to serve."""
        machines = self._program.session.snapshot.machines.present()
        return {role: status.health.value for role, status in machines.items()}


def stand_still() -> None:
    """Runs on the window's thread."""
    time.sleep(FOR_EVER_S)  # the line that has to be named


def main() -> int:
    if sys.argv[2:] == ["--kept"]:
        command = (sys.executable, "-B", "-P", "-m", "tests.helpers.watched_terminal", sys.argv[1], "--cued")
        return keep(command, load_settings(Path(sys.argv[1])).storage.directory)
    setattr(subject, "Agent", Hangs)  # noqa: B010 - a fault is put in, so no type may follow it
    return subject.main()


if __name__ == "__main__":
    sys.exit(main())
