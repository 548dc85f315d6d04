"""The wait before the next try, and what cuts it short."""

import asyncio

import pytest

from devices.links.pause import BEAT_S, LEAST_PAUSE_S, PlugBell, pause, to_beat_s
from tests.helpers.flying_time import FLYING

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> object:
    return FLYING


async def waited(failures: int) -> tuple[float, int]:
    """How long it took, and what counts afterwards."""
    loop = asyncio.get_running_loop()
    began_s = loop.time()
    counts = await pause(failures)
    return loop.time() - began_s, counts


@pytest.mark.parametrize(("failures", "wait_s"), [(1, 0.5), (2, 1.0), (4, 4.0), (9, 5.0)])
@pytest.mark.parametrize("hears_a_bell", [False, True])
async def test_while_nothing_is_plugged_in_the_back_off_is_waited_out(
    failures: int, wait_s: float, hears_a_bell: bool
) -> None:
    if hears_a_bell:
        with PlugBell().hung():
            took_s, counts = await asyncio.create_task(waited(failures))
    else:
        took_s, counts = await waited(failures)
    assert took_s == pytest.approx(wait_s, abs=0.4)
    assert counts == failures


async def test_a_plug_wakes_every_driver_at_once_and_their_patience_begins_anew() -> None:
    bell = PlugBell()
    with bell.hung():
        drivers = [asyncio.create_task(waited(8)) for _ in range(3)]
    await asyncio.sleep(1.0)
    bell.ring()
    for took_s, counts in await asyncio.gather(*drivers):
        assert took_s == pytest.approx(1.0, abs=0.4)
        assert counts == 0


async def test_a_ring_before_the_wait_is_not_heard() -> None:
    bell = PlugBell()
    bell.ring()
    with bell.hung():
        assert (await asyncio.create_task(waited(1)))[1] == 1


async def test_a_loose_plug_hurries_nobody_below_the_least_pause() -> None:
    bell, tries = PlugBell(), 0

    async def driver() -> None:
        nonlocal tries
        failures = 0
        while True:
            tries += 1
            failures = await pause(failures + 1)

    with bell.hung():
        running = asyncio.create_task(driver())
    loop = asyncio.get_running_loop()
    began_s = loop.time()
    while loop.time() < began_s + 0.5:
        bell.ring()
        await asyncio.sleep(0.001)
    running.cancel()
    assert 2 < tries <= 0.5 / LEAST_PAUSE_S + 2


async def test_a_driver_outside_the_hub_hears_nobody_elses_bell() -> None:
    bell = PlugBell()
    with bell.hung():
        pass
    alone = asyncio.create_task(waited(1))
    await asyncio.sleep(0.2)
    bell.ring()
    assert (await alone)[1] == 1


async def test_drivers_that_nobody_hurries_wake_the_machine_together() -> None:
    loop = asyncio.get_running_loop()
    woken: set[float] = set()

    async def driver(beats: int, began_late_s: float) -> None:
        await asyncio.sleep(began_late_s)
        for _ in range(6 // beats):
            await asyncio.sleep(to_beat_s(beats * BEAT_S))
            woken.add(round(loop.time() / BEAT_S, 2))

    await asyncio.gather(driver(1, 0.1), driver(2, 0.33), driver(3, 0.57))
    assert all(moment == round(moment) for moment in woken)
    assert len(woken) <= 7
