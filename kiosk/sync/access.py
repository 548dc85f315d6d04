"""Staff's ways in, between this machine and its platform: what is escrowed goes there, what is revived comes back.

Asked after every answered heartbeat, so an order to revive arrives within a minute, and a PIN that was used is known to
the platform again as soon as the network is.
"""

from typing import Protocol

from kiosk.outbox import AccessKept, Outbox
from kiosk.sync.answers import Unavailable
from kiosk.wire import HeartbeatAnswer, Revival, decode
from kiosk.wire.access import AccessEscrow, AccessTaken

BY_PLATFORM = "platform"


class Escrows(Protocol):
    """What this needs of `PlatformClient`."""

    async def hand_in_access(self, escrow: AccessEscrow) -> AccessTaken | Unavailable: ...


class AccessLine:
    """One terminal's. Main thread."""

    def __init__(self, outbox: Outbox, platform: Escrows) -> None:
        self._outbox = outbox
        self._platform = platform

    async def after_beat(self, answer: HeartbeatAnswer) -> None:
        """Do what the platform orders, then hand in what it does not hold yet."""
        for revival in answer.revivals:
            await self._revive(revival)
        await self.hand_in()

    async def _revive(self, order: Revival) -> None:
        await self._outbox.access(lambda book: book.revive(order.credential, [BY_PLATFORM], order.order))

    async def hand_in(self) -> None:
        """Hand in the newest generation, until the platform says that it holds it."""
        kept = await self._outbox.access(lambda book: book.kept())
        if not isinstance(kept, AccessKept) or kept.escrow is None:
            return
        taken = await self._platform.hand_in_access(decode(kept.escrow, AccessEscrow))
        if isinstance(taken, AccessTaken):
            await self._outbox.access(lambda book: book.escrow_taken(taken.generation))
