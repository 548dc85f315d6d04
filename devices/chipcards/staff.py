"""A technician's or clerk's card over PC/SC, command by command."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from devices.chipcards.slot import ChipSlot
from devices.chipcards.threads import CardSession, Opened, Taken
from devices.contracts.results import Cancelled, DeviceGone, TimedOut
from devices.contracts.smart_card import MOST_TALK_S, Answered, CardLost, Conversation

R = TypeVar("R")


class _Conversation:
    """Implements `Conversation`."""

    def __init__(self, session: CardSession, atr: bytes) -> None:
        self._session = session
        self.atr = atr

    async def ask(self, command: bytes, timeout_s: float = 5.0) -> Answered | CardLost | TimedOut:
        return await self._session.ask(command, timeout_s)


class PcscSmartCardReader(ChipSlot):
    """Implements `SmartCardReader`. A newer talk ends the older with Cancelled."""

    async def talk(
        self, talk: Callable[[Conversation], Awaitable[R]], timeout_s: float
    ) -> R | DeviceGone | Cancelled | TimedOut:
        return await self.newest(lambda: self._talk(talk, self._monotonic() + timeout_s), timeout_s + MOST_TALK_S)

    async def _talk(self, talk: Callable[[Conversation], Awaitable[R]], deadline_s: float) -> R | DeviceGone | TimedOut:
        """Talk with the first card that answers; one that does not is waited out."""
        while True:
            seen = await self.card(deadline_s - self._monotonic())
            if seen is None or isinstance(seen, DeviceGone):
                return seen or TimedOut()
            async with self.session(seen) as session:
                opened = await session.open(self._timing.open_s) if session is not None else TimedOut()
                if session is not None and isinstance(opened, Opened):
                    return await talk(_Conversation(session, opened.atr))
            if isinstance(opened, Taken):
                return self.taken()
            await self.leaves(seen)
