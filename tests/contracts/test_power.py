"""What every power supply owes the kiosk, held by the NUT driver on an emulated daemon and on NUT's own.

Needs nut-server (packaging/apt/gate).
"""

import asyncio
import os
import pwd
import socket
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from devices.contracts.health import Health
from devices.contracts.power import PowerSource, PowerStatus
from devices.emulators.ups import UpsEmulator
from devices.links.driver import BackOff
from devices.links.streams import tcp_link
from devices.power.nut import NutSupply, NutTiming
from tests.helpers.flying_time import FLYING, flying_loop

pytestmark = pytest.mark.anyio
PATIENCE_S = 60.0
NUT = Path("/lib/nut")


@pytest.fixture
def anyio_backend() -> object:
    return FLYING


@dataclass
class Bench:
    supply: NutSupply
    machine: UpsEmulator

    async def until(self, wanted: Callable[[PowerStatus], bool]) -> PowerStatus:
        return await until(self.supply, wanted)

    async def source(self, source: PowerSource) -> PowerStatus:
        return await self.until(lambda status: status.source is source and status.health is Health.ONLINE)


async def until(supply: NutSupply, wanted: Callable[[PowerStatus], bool]) -> PowerStatus:
    async with asyncio.timeout(PATIENCE_S):
        async for status in supply.watch():
            if wanted(status):
                return status
    raise AssertionError("the supply was closed")


@asynccontextmanager
async def running(supply: NutSupply) -> AsyncIterator[NutSupply]:
    async with asyncio.TaskGroup() as group:
        task = group.create_task(supply.run())
        yield supply
        task.cancel()
        await supply.close()


@pytest.fixture
async def bench() -> AsyncIterator[Bench]:
    machine = UpsEmulator()
    await machine.start()
    supply = NutSupply(tcp_link(machine.host, machine.port), "kiosk", monotonic=flying_loop().time)
    async with running(supply):
        yield Bench(supply, machine)
    await machine.close()


async def test_mains_battery_and_the_last_minutes_are_told_with_what_the_supply_expects(bench: Bench) -> None:
    status = await bench.source(PowerSource.MAINS)
    assert (status.charge_percent, status.runtime_s) == (100, 1800)
    assert (status.model, status.serial, status.firmware) == ('Bench 600 "S"', "B-600-7", "1.02")
    bench.machine.battery(50)
    status = await bench.source(PowerSource.BATTERY)
    assert (status.charge_percent, status.runtime_s) == (50, 900)
    bench.machine.battery_low()
    await bench.source(PowerSource.BATTERY_LOW)
    bench.machine.mains()
    await bench.source(PowerSource.MAINS)


async def test_a_battery_that_runs_down_is_one_state_since_the_power_went(bench: Bench) -> None:
    await bench.source(PowerSource.MAINS)
    bench.machine.battery(90)
    began = await bench.source(PowerSource.BATTERY)
    bench.machine.battery(60)
    later = await bench.until(lambda status: status.charge_percent == 60)
    assert later.since_s == began.since_s


@pytest.mark.parametrize(
    ("fault", "health", "trouble"),
    [
        ("data_stale", Health.OFFLINE, "data_stale"),
        ("driver_gone", Health.OFFLINE, "driver_gone"),
        ("unknown_ups", Health.NO_DEVICE, "unknown_ups"),
        ("access_denied", Health.OFFLINE, "access_denied"),
        ("silent", Health.OFFLINE, "silent"),
        ("rubbish", Health.OFFLINE, "bad_answer"),
        ("endless_line", Health.OFFLINE, "bad_answer"),
        ("half_line", Health.NO_DEVICE, "gone"),
    ],
)
async def test_a_supply_that_cannot_be_heard_is_neither_mains_nor_battery_and_comes_back(
    bench: Bench, fault: str, health: Health, trouble: str
) -> None:
    await bench.source(PowerSource.MAINS)
    bench.machine.fail(fault)
    status = await bench.until(lambda status: status.health is not Health.ONLINE)
    assert (status.health, status.trouble) == (health, trouble)
    assert (status.source, status.charge_percent, status.runtime_s) == (PowerSource.UNKNOWN, None, None)
    bench.machine.fail(None)
    assert (await bench.source(PowerSource.MAINS)).trouble == ""


@pytest.mark.parametrize("status", ["", "OFF", "WAIT", "nonsense"])
async def test_a_supply_that_does_not_say_where_the_power_comes_from_is_not_told_as_well(
    bench: Bench, status: str
) -> None:
    """The doctor called it well."""
    await bench.source(PowerSource.MAINS)
    bench.machine.variables["ups.status"] = status
    told = await bench.until(lambda told: told.source is PowerSource.UNKNOWN)
    assert (told.health, told.trouble) == (Health.OFFLINE, "no_status")
    bench.machine.mains()
    await bench.source(PowerSource.MAINS)


async def test_a_daemon_that_ends_and_starts_again_is_told(bench: Bench) -> None:
    await bench.source(PowerSource.MAINS)
    await bench.machine.close()
    await bench.until(lambda status: status.health is Health.NO_DEVICE)
    await bench.machine.start()
    await bench.source(PowerSource.MAINS)


async def test_a_supply_without_a_gauge_is_a_supply(bench: Bench) -> None:
    del bench.machine.variables["battery.charge"], bench.machine.variables["battery.runtime"]
    status = await bench.source(PowerSource.MAINS)
    assert (status.charge_percent, status.runtime_s) == (None, None)


async def test_only_changes_are_told_and_the_word_stays_fresh(bench: Bench) -> None:
    told: list[PowerStatus] = []
    await bench.source(PowerSource.MAINS)

    async def listen() -> None:
        async for status in bench.supply.watch():
            told.append(status)

    listening = asyncio.create_task(listen())
    await asyncio.sleep(PowerStatus.AGE_LIMIT_S * 2)
    listening.cancel()
    assert len(told) == 1
    assert bench.supply.status.aged(flying_loop().time()).health is Health.ONLINE


# ── NUT's own daemon as judge ──────────────────────────────────────────────────────────────────────────────────


class NutDaemons:
    """upsd with dummy-ups, configured in a folder of their own."""

    def __init__(self, folder: Path, port: int) -> None:
        self._folder = folder
        self._port = port
        self._folder.mkdir(mode=0o700)
        self._write("ups.conf", "pollinterval = 1\n[kiosk]\ndriver = dummy-ups\nport = kiosk.dev\n")
        self._write("upsd.conf", f"LISTEN 127.0.0.1 {port}\n")
        self._write("upsd.users", "")
        self._written_s = int(time.time())

    def says(self, status: str) -> None:
        """What dummy-ups tells from its next look on.

        dummy-ups reads its file again when the whole seconds of the file's time have changed (NUT 2.8, dummy-once):
        each writing is one second younger than the last, and comes in one piece.
        """
        self._write("new.dev", f"ups.status: {status}\nbattery.charge: 42\nups.model: Bench\n")
        self._written_s += 1
        os.utime(self._folder / "new.dev", (self._written_s, self._written_s))
        (self._folder / "new.dev").rename(self._folder / "kiosk.dev")

    @asynccontextmanager
    async def running(self, program: str, *options: str) -> AsyncIterator[asyncio.subprocess.Process]:
        environment = {**os.environ, "NUT_CONFPATH": str(self._folder), "NUT_STATEPATH": str(self._folder)}
        nobody, me = asyncio.subprocess.DEVNULL, pwd.getpwuid(os.geteuid()).pw_name
        process = await asyncio.create_subprocess_exec(
            NUT / program, *options, "-u", me, "-F", env=environment, stdout=nobody, stderr=nobody
        )
        try:
            yield process
        finally:
            if process.returncode is None:
                process.kill()
            await process.wait()

    def _write(self, name: str, text: str) -> None:
        (self._folder / name).write_text(text)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port: int = taken.getsockname()[1]
        return port


@pytest.fixture
def short_path() -> Iterator[Path]:
    """A folder for a socket: its path holds 107 bytes (unix(7)), and a checkout may lie deep."""
    with tempfile.TemporaryDirectory(prefix="kiosk-", dir="/tmp") as folder:
        yield Path(folder)


@pytest.mark.parametrize("anyio_backend", ["asyncio"])
async def test_nuts_own_daemon_is_understood(short_path: Path, anyio_backend: str) -> None:
    daemons = NutDaemons(short_path / "nut", port := free_port())
    daemons.says("OL")
    supply = NutSupply(tcp_link("127.0.0.1", port), "kiosk", NutTiming(poll_s=0.1), BackOff(0.05, 0.1))
    async with AsyncExitStack() as stack:
        driver = await stack.enter_async_context(daemons.running("dummy-ups", "-a", "kiosk"))
        upsd = await stack.enter_async_context(daemons.running("upsd"))
        await stack.enter_async_context(running(supply))
        status = await until(supply, lambda status: status.source is PowerSource.MAINS)
        assert (status.charge_percent, status.runtime_s, status.model) == (42, None, "Bench")
        daemons.says("OB LB")
        await until(supply, lambda status: status.source is PowerSource.BATTERY_LOW)
        driver.kill()
        await until(supply, lambda status: status.trouble in ("driver_gone", "data_stale"))
        upsd.kill()
        await until(supply, lambda status: status.trouble == "gone")
