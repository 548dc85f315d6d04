"""One call for help on its way: told to the platform, asked after every few seconds, withdrawn at the end.

Nothing of it is kept on the disk: a call that arrives an hour later would bring somebody to a machine where nobody is.
"""

import asyncio
from collections.abc import Callable
from typing import Any, Protocol

from kiosk.core.clock import Clock
from kiosk.core.ids import new_message_id
from kiosk.core.tasks import Supervisor
from kiosk.session import effects as do
from kiosk.session import events as ev
from kiosk.session.events import Event
from kiosk.session.states import HelpState
from kiosk.sync import Unavailable
from kiosk.telemetry import emit
from kiosk.wire import HelpAnswer, HelpCall, HelpStanding

ASK_AGAIN_S = 3.0
LOST_AFTER_S = 15.0
"""A call that had arrived is called lost when the platform was silent for so long: one answer may go astray."""
WITHDRAW_TRIES = 3
"""Then the platform forgets it by itself, since nobody asks after it any more."""
_STANDS = {HelpStanding.WAITING: HelpState.WAITING, HelpStanding.COMING: HelpState.COMING}


class HelpPlatform(Protocol):
    """What a call needs of `PlatformClient`."""

    async def call_help(self, call_id: str, call: HelpCall) -> HelpAnswer | Unavailable: ...

    async def withdraw_help(self, call_id: str) -> Unavailable | None: ...


class HelpLine:
    """Calls, one at a time, and answers with `HelpHeard`. Main thread."""

    def __init__(
        self, platform: HelpPlatform | None, clock: Clock, supervisor: Supervisor, send: Callable[[Event], None]
    ) -> None:
        self._platform = platform
        self._clock = clock
        self._supervisor = supervisor
        self._send = send
        self._calling: asyncio.Task[Any] | None = None
        self._call_id = ""

    def call(self, effect: do.CallHelp) -> None:
        """Begin; a machine that belongs to no platform can call nobody."""
        self.withdraw()
        emit("help_called", matter=effect.matter)
        if self._platform is None:
            self._send(ev.HelpHeard(effect.serial, HelpState.CANNOT))
            return
        self._call_id = new_message_id(self._clock.now())
        calling = self._call(self._platform, self._call_id, effect)
        self._calling = self._supervisor.start("call help", calling)

    def withdraw(self) -> None:
        """Nobody need come any more; returns at once."""
        if self._calling is None or self._platform is None:
            return
        self._calling.cancel()
        self._calling = None
        self._supervisor.start("withdraw help", self._withdraw(self._platform, self._call_id))

    async def _call(self, platform: HelpPlatform, call_id: str, effect: do.CallHelp) -> None:
        heard_s, told = -LOST_AFTER_S, HelpState.CALLING
        while True:
            answer = await platform.call_help(call_id, HelpCall(matter=effect.matter))
            now_s = self._clock.monotonic_s()
            if isinstance(answer, HelpAnswer):
                heard_s, stands = now_s, _STANDS[answer.standing]
                self._send(ev.HelpHeard(effect.serial, stands, answer.who))
            else:
                stands = HelpState.CANNOT if now_s - heard_s >= LOST_AFTER_S else told
                self._send(ev.HelpHeard(effect.serial, stands))
            if stands is not told:
                emit("help_stands", state=stands.value)
            told = stands
            await self._clock.sleep(ASK_AGAIN_S)

    async def _withdraw(self, platform: HelpPlatform, call_id: str) -> None:
        for _ in range(WITHDRAW_TRIES):
            if await platform.withdraw_help(call_id) is None:
                return
            await self._clock.sleep(ASK_AGAIN_S)
