"""The terminal under a systemd of its own, with residents who come and go, whatever happens to it meanwhile."""

import asyncio
import json
import math
import time
import urllib.error
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from kiosk.app.demo.stage import Stage
from kiosk.maintenance.lives import LIVES_FILE
from tests.helpers.canary.terminal import START_S, Site
from tests.helpers.own_systemd import STORAGE, OwnSystemd

AGENT = "agent.sock"
GONE_S = 310.0
"""More than any mode waits for a hand."""
ANSWER_S = 3.0
"""An agent that does not answer within this stands still."""


class Watched(Site):
    """The canary's site, on a machine of its own."""

    def __init__(self, folder: Path, stage: Stage, machine: OwnSystemd) -> None:
        super().__init__(folder, stage)
        self._machine = machine
        self._socket = machine.root / STORAGE / AGENT

    def _ended(self) -> str:
        return ""  # its systemd begins it anew

    def said(self) -> str:
        return self._machine.journal()

    async def order(self, do: str, **more: Any) -> dict[str, Any]:
        async with asyncio.timeout(20.0 if do in ("tap", "draw") else ANSWER_S):
            return await super().order(do, **more)

    async def look(self) -> dict[str, Any]:
        """What the agent sees; empty while there is none."""
        with suppress(OSError, RuntimeError, TimeoutError, json.JSONDecodeError):
            return await self.order("look")
        return {}

    async def active_pid(self) -> int:
        """The process on the screen, as this machine counts; 0 while there is none."""
        inner = (await self.look()).get("pid", 0)
        return next((pid for pid in self._machine.processes() if _inner(pid) == inner), 0)

    async def usable(self, within_s: float, online: bool = True) -> float:
        """Wait for an idle screen that would serve; how long that took. Raises RuntimeError if it did not come."""
        took_s = await _within(within_s, lambda: self._is_usable(online))
        if math.isinf(took_s):
            raise RuntimeError(
                f"waited {within_s:.0f} s for an idle screen; {await self.look()}; {self._machine.journal()}"
            )
        return took_s

    async def anew(self, began_s: float, within_s: float = 60.0, must: bool = True) -> float:
        """Wait until another process than the one at `began_s` is usable; seconds since then.

        Raises RuntimeError, or where it need not be so gives `inf`.
        """
        earlier = self._socket.stat().st_mtime

        async def is_another() -> bool:
            with suppress(OSError):
                return self._socket.stat().st_mtime != earlier and await self._is_usable(True)
            return False

        if math.isinf(await _within(within_s, is_another)):
            if must:
                raise RuntimeError(f"waited {within_s:.0f} s for another process; {self._machine.journal()}")
            return math.inf
        return time.monotonic() - began_s

    async def _is_usable(self, online: bool) -> bool:
        seen = await self.look()
        return bool(seen) and seen["screen"] == "Idle" and (seen["online"] or not online)

    def since_event(self, event: str) -> float:
        """Seconds from the last such line of the log until now."""
        line = next(line for line in reversed(self._machine.log().splitlines()) if f'"{event}"' in line)
        return time.time() - datetime.fromisoformat(json.loads(line)["at"]).timestamp()

    def forget_falls(self) -> None:
        """As if an hour had passed since the last fall."""
        with suppress(FileNotFoundError):
            (self._machine.root / STORAGE / LIVES_FILE).unlink()

    async def file_and_go(self, filed: list[str]) -> None:
        """From the first touch to the rating. The case counts as filed when the screen says so."""
        filed.append(await self.file_case(phone=False, before_submit=lambda: None))
        await self.leave()

    async def look_round(self, filed: list[str]) -> None:
        """To a form, and away in the middle of it."""
        await self.to_form()
        await self.tap("same-residence-address", "next")

    async def everybody_goes(self) -> None:
        """Whoever stood there is gone, with their card; their time runs out as soon as the terminal answers."""
        await self.stage.control.do("card.take")

        async def nobody_is_there() -> bool:
            screen = (await self.look()).get("screen")
            if screen not in (None, "Idle"):
                with suppress(OSError, RuntimeError, TimeoutError, json.JSONDecodeError):
                    await self.order("forward", seconds_s=GONE_S)
            return screen == "Idle"

        await _within(START_S, nobody_is_there)

    async def is_at_platform(self, case_id: str) -> bool:
        """Whether the platform has the case, now that the terminal has nothing more to send."""
        await self.usable(60.0)
        with suppress(urllib.error.HTTPError):
            return (await self.stage.staff.case(case_id)).get("case_id") == case_id
        return False


def _inner(pid: int) -> int:
    """How its own machine counts this process (proc_pid_status(5): NSpid)."""
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("NSpid:"):
                return int(line.split()[-1])
    return 0


async def _within(most_s: float, holds: Callable[[], Awaitable[bool]]) -> float:
    began_s = time.monotonic()
    while time.monotonic() - began_s < most_s:
        if await holds():
            return time.monotonic() - began_s
        await asyncio.sleep(0.05)
    return math.inf
