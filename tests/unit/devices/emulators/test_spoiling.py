"""Every machine that answers can be made to fail next, or to be slow, by the same words of the control API."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from devices.emulators.control import Hands
from devices.emulators.machines import Machines

pytestmark = pytest.mark.anyio
LOOK = b"GET VAR kiosk ups.status\n"
PICTURE = b"GET /snapshot.jpg HTTP/1.1\r\n\r\n"
THERE = b"HEAD /snapshot.jpg HTTP/1.1\r\n\r\n"
ARE_YOU_THERE = b"?" + bytes(8)


class Bench:
    """The machines, and whoever talks to one of them."""

    def __init__(self, machines: Machines) -> None:
        self.machines = machines
        self.hands = Hands(machines)

    @contextlib.asynccontextmanager
    async def talking(self, role: str) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
        around, camera = self.machines.around, self.machines.camera
        ports = {"power": around.ups.port, "camera": camera.port, "microphone": around.microphone.port}
        reader, writer = await asyncio.open_connection(camera.host, ports[role])
        try:
            yield reader, writer
        finally:
            writer.close()

    async def asked(self, role: str, question: bytes) -> bytes:
        """The first line of what one question is answered with."""
        async with self.talking(role) as (reader, writer):
            writer.write(question)
            return await reader.readline()


@pytest.fixture
async def bench(tmp_path: Path) -> AsyncIterator[Bench]:
    machines = Machines(tmp_path, pacing=False)
    await machines.start()
    yield Bench(machines)
    await machines.close()


async def test_a_supply_fails_its_next_two_answers_and_no_more(bench: Bench) -> None:
    await bench.hands.do("power.fault", kind="data_stale", times=2)
    told = [await bench.asked("power", LOOK) for _ in range(3)]
    assert told == [b"ERR DATA-STALE\n", b"ERR DATA-STALE\n", b'VAR kiosk ups.status "OL CHRG"\n']


async def test_a_camera_fails_its_next_picture_and_a_look_at_it_is_none(bench: Bench) -> None:
    await bench.hands.do("camera.fault", kind="error_500", times=1)
    assert b"500" in await bench.asked("camera", THERE)
    assert b"500" in await bench.asked("camera", PICTURE)
    assert b"200" in await bench.asked("camera", PICTURE)


async def test_a_microphone_fails_its_next_answer(bench: Bench) -> None:
    async with bench.talking("microphone") as (reader, writer):
        assert (await reader.readexactly(13))[:1] == b"R"
        await bench.hands.do("microphone.fault", kind="silent", times=1)
        writer.write(ARE_YOU_THERE + ARE_YOU_THERE)
        assert (await reader.readexactly(13))[:1] == b"R"
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.1):
                await reader.readexactly(1)


@pytest.mark.parametrize(("role", "question"), [("power", LOOK), ("camera", PICTURE), ("microphone", b"")])
async def test_an_answer_comes_as_late_as_the_machine_is_told_to_be(bench: Bench, role: str, question: bytes) -> None:
    now = asyncio.get_running_loop().time
    await bench.hands.do(f"{role}.delay", delay_ms=150)
    began_s = now()
    async with bench.talking(role) as (reader, writer):
        writer.write(question)
        await reader.readexactly(1)
    assert now() - began_s >= 0.14


async def test_what_cannot_be_done_is_told_in_words(bench: Bench) -> None:
    for order in ({"kind": "no such"}, {"kind": "silent", "times": 0}):
        with pytest.raises(ValueError, match=r"no such fault|0 times"):
            await bench.hands.do("power.fault", **order)
    with pytest.raises(ValueError, match="sooner"):
        await bench.hands.do("camera.delay", delay_ms=-1)
