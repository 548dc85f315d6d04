"""Staff cards in a real PC/SC service (pcscd and vpcd), and the real door before them.

async with staff_bench(office.roots) as bench: bench.put(chip); await bench.signed_in(PIN)
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from devices.contracts.card_reader import CardMedia
from devices.emulators.chips import Chip
from devices.emulators.vpcd import ChipReaders
from kiosk.app.staff_door import StaffDoor
from kiosk.core.clock import SystemClock
from kiosk.maintenance import visit as vi
from kiosk.maintenance.access import Way
from kiosk.maintenance.visit import SigningIn
from kiosk.outbox import Outbox
from kiosk.wire.staff_cards import CardRoots
from tests.helpers.chip_bench import chip_readers, looked_at_empty

TERMINAL = "hsl-03"
WAIT_S = 20.0


@dataclass
class StaffBench:
    """A reader, a door, and whatever card lies there."""

    door: StaffDoor
    machine: ChipReaders
    outbox: Outbox

    async def put(self, chip: Chip) -> vi.CardKnown | vi.CardRefused:
        """Put a card in; what the door says of it before any PIN."""
        self.machine.staff.put(chip)
        async with asyncio.timeout(WAIT_S):
            return await self.door.look_for_card()

    async def typed(self, known: vi.CardKnown, pin: str) -> vi.Accepted | vi.Refused:
        """Type its PIN."""
        async with asyncio.timeout(WAIT_S):
            return await self.door.check(SigningIn(Way.CARD, card=known.card, typed=pin, checking=True))

    async def sign_in(self, chip: Chip, pin: str) -> vi.Accepted | vi.Refused | vi.CardRefused:
        """Both."""
        known = await self.put(chip)
        return known if isinstance(known, vi.CardRefused) else await self.typed(known, pin)

    async def take(self) -> vi.CardGone:
        """Take it out; wait until the door knows, and the service has looked."""
        self.machine.staff.take()
        async with asyncio.timeout(WAIT_S):
            gone = await self.door.card_left()
        await looked_at_empty()
        return gone


@asynccontextmanager
async def staff_bench(roots: bytes, folder: Path) -> AsyncIterator[StaffBench]:
    """The bench at work. Needs what `chip_bench.cause_without_chips` names."""
    from devices.chipcards.slot import SlotTiming
    from devices.chipcards.staff import PcscSmartCardReader

    patient = SlotTiming(open_s=20.0, settle_s=20.0, let_go_s=20.0, least_back_off_s=0.02, most_back_off_s=0.1)
    clock = SystemClock()
    outbox = await Outbox(folder / "outbox.db", clock).open()
    async with chip_readers() as machine, asyncio.TaskGroup() as group:
        reader = PcscSmartCardReader("*00 01", patient)
        running = group.create_task(reader.run())
        async with asyncio.timeout(WAIT_S):
            async for status in reader.watch():
                if status.media is CardMedia.NOT_PRESENT:
                    break
        door = StaffDoor(outbox, clock, TERMINAL, lambda: None, reader, CardRoots(roots))
        yield StaffBench(door, machine, outbox)
        running.cancel()
        await reader.close()
    await outbox.close()
