"""The waits of drivers: between two tries to reach a device, cut short when something is plugged in, and between two
questions to one that is well.

    driver ──pause──► back-off 0.5 → 5 s ──────────────► next try
                            │  the bell rings (links.hotplug)
                            └──────────────────────────► next try at once, and patience from the beginning

The bell hangs in the context of the tasks that shall hear it: the hub hangs one up before it starts its drivers. A
driver that runs alone hears none and waits its time.

An untouched machine costs what it is woken for: half of a question's price is the processor's way out of its sleep and
back. So questions nobody waits for fall on one beat, and the machine wakes once for all of them.
"""

import asyncio
import math
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from devices.links.link import LEAST_BACK_OFF_S, MOST_BACK_OFF_S, back_off_s

BEAT_S = 0.8
"""The pace of drivers that ask a device which nobody uses; those that can wait longer ask at a multiple."""
LEAST_PAUSE_S = 0.05
"""A device with a loose plug rings without end: no driver is hurried more than twenty times a second."""


class PlugBell:
    """Wakes every driver that waits for its next try. Loop thread only."""

    def __init__(self) -> None:
        self._next = asyncio.Event()

    def ring(self) -> None:
        """Something was plugged in; whose it is, the drivers find out by trying."""
        self._next.set()
        self._next = asyncio.Event()

    @property
    def next(self) -> asyncio.Event:
        """Set by the next ring; one that came before is not in it."""
        return self._next

    @contextmanager
    def hung(self) -> Iterator[None]:
        """Tasks started inside hear this bell."""
        token = _bell.set(self)
        try:
            yield
        finally:
            _bell.reset(token)


_bell: ContextVar[PlugBell | None] = ContextVar("plug bell", default=None)


def to_beat_s(period_s: float) -> float:
    """How long to wait for the next of the moments, `period_s` apart, that all drivers of this loop share."""
    now_s = asyncio.get_running_loop().time()
    return (math.floor(now_s / period_s) + 1) * period_s - now_s


async def pause(failures: int, least_s: float = LEAST_BACK_OFF_S, most_s: float = MOST_BACK_OFF_S) -> int:
    """Wait after the n-th failure in a row (n from 1): doubling from `least_s`, at most `most_s`, or until something is
    plugged in. Returns how many failures count from here: 0 after a ring, because a device that has just got its power
    may need a few tries until it answers."""
    bell = _bell.get()
    wait_s = back_off_s(failures, least_s, most_s)
    if bell is None:
        await asyncio.sleep(wait_s)
        return failures
    ring = bell.next
    hurried_s = min(wait_s, LEAST_PAUSE_S)
    await asyncio.sleep(hurried_s)
    try:
        async with asyncio.timeout(wait_s - hurried_s):
            await ring.wait()
    except TimeoutError:
        return failures
    return 0
