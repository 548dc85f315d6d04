"""A machine that rests tells the platform so: a process of its own, so that what fells it does not fell the page.

    rest ─ settings on standard input ─► kiosk.app.resting_beat ─► a heartbeat a minute, until it is ended

Nothing is sent from the queue; it is only counted.
"""

import asyncio
import pickle
import random
import sys

from kiosk.app.condition import condition_of, program_version
from kiosk.config import Settings
from kiosk.core.clock import SystemClock
from kiosk.maintenance.lives import Lives
from kiosk.maintenance.vital_signs import Vitals, machine_beats, memory_free_percent, needs_of, temperature_c
from kiosk.outbox import Outbox
from kiosk.sync import IDENTITY, KeyStore, PlatformClient, load_identity
from kiosk.sync.heartbeat import Condition, Heartbeats


async def tell(settings: Settings) -> None:
    """Beat for ever; a machine that was never enrolled belongs to nobody and tells nothing."""
    clock, directory, chosen = SystemClock(), settings.storage.directory, settings.platform
    keys = KeyStore.chosen(settings.terminal.key_store, settings.terminal.tpm)
    identity = load_identity(directory / IDENTITY, keys)
    if identity is None:
        return
    outbox = await Outbox(directory / "outbox.db", clock).open(identity.number_prefix)

    async def condition() -> Condition | None:
        rested = Lives(directory, clock).rested
        vitals = Vitals(clock.now(), memory_free_percent(), temperature_c(), rested=rested)
        return await condition_of(outbox, directory, machine_beats(needs_of(vitals)))

    try:
        async with PlatformClient(
            chosen.base_url, identity, clock, chosen.timeout_s, ca_file=chosen.ca_file
        ) as platform:
            heart = Heartbeats(
                identity, platform, outbox, condition, lambda answer: None, clock, random.Random(), program_version()
            )
            await heart.run()
    finally:
        await outbox.close()


if __name__ == "__main__":
    asyncio.run(tell(pickle.load(sys.stdin.buffer)))
