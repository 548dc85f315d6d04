"""A bench for chip cards: a real PC/SC service of our own with emulated slots, and whoever holds a driver on it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext
from functools import cache

from devices.chipcards.pcsc import choose_service
from devices.emulators.pcscd import PrivatePcscd, cause_without_pcscd, service_folder
from devices.emulators.vpcd import ChipReaders
from tests.helpers.flying_time import FlyingLoop
from tests.helpers.shared_library import cause_without_compiler, shared_library

QUICK_EYES = """
#define _GNU_SOURCE
#include <dlfcn.h>
#include <time.h>

int nanosleep(const struct timespec *wanted, struct timespec *left)
{
    static int (*real)(const struct timespec *, struct timespec *);
    struct timespec sooner = {0, 20 * 1000 * 1000};
    if (!real)
        real = (int (*)(const struct timespec *, struct timespec *))dlsym(RTLD_NEXT, "nanosleep");
    return real(wanted->tv_sec == 0 && wanted->tv_nsec == 400 * 1000 * 1000 ? &sooner : wanted, left);
}
"""
"""pcscd asks vpcd every 400 ms whether a card is there; with this it asks every 20 ms. All else keeps its time."""


LOOKED_S = 0.1


@cache
def cause_without_chips() -> str:
    """Why there is no bench on this machine, or nothing."""
    return cause_without_pcscd() or cause_without_compiler()


def unstarted_chip_readers(quick: bool = True) -> ChipReaders:
    """The service and its slots, at the one path of this process, where libpcsclite looks for it."""
    folder = service_folder()
    folder.mkdir(exist_ok=True)
    eyes = folder / "quick_eyes.so"
    if quick and not eyes.exists():
        shared_library(QUICK_EYES, eyes)
    readers = ChipReaders(PrivatePcscd(folder, {"LD_PRELOAD": str(eyes)} if quick else {}))
    choose_service(str(readers.service.socket_path))
    return readers


@asynccontextmanager
async def chip_readers(quick: bool = True) -> AsyncIterator[ChipReaders]:
    """The same, at work."""
    readers = unstarted_chip_readers(quick)
    await readers.start()
    try:
        yield readers
    finally:
        await readers.close()


async def looked_at_empty() -> None:
    """Wait until the service has looked at a slot with nothing in it.

    A card that follows within one look on one that was pulled while its power was taken away is never announced by
    pcscd 1.9.9: the failed power-down marks the slot empty, and the look finds a card as before.
    """
    loop = asyncio.get_running_loop()
    with loop.hold() if isinstance(loop, FlyingLoop) else nullcontext():
        await asyncio.sleep(LOOKED_S)
