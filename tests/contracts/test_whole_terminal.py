"""Everything at once: the emulators as their own process, the control API, the registry's drivers and the hub."""

import asyncio
import base64
import io
import json
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from devices.contracts.camera import Frame
from devices.contracts.card_reader import CardMedia, CardPulled, CardRead
from devices.contracts.health import Health
from devices.contracts.keypad import Key, KeyPress
from devices.contracts.lights import Flash, Light, LightSet
from devices.contracts.microphone import Recorded
from devices.contracts.power import PowerSource
from devices.contracts.printer import Paper, PrintDocument, Printed, TextLine
from devices.contracts.scanner import Scanned
from devices.contracts.social_card import SocialCardRead
from devices.contracts.statuses import Statuses
from devices.contracts.voice import SpeechFinished, Utterance
from devices.emulators.control import ControlClient, ControlError
from devices.emulators.pcscd import cause_without_pcscd, service_folder
from devices.emulators.persons import load_persons
from devices.hub import Hub
from devices.registry import Devices, create_devices

pytestmark = pytest.mark.anyio
ROOT = Path(__file__).parents[2]


@dataclass
class Terminal:
    hub: Hub
    control: ControlClient

    async def until(self, wanted: Callable[[Statuses], bool]) -> Statuses:
        async with asyncio.timeout(8):
            async for statuses in self.hub.watch():
                if wanted(statuses):
                    return statuses
        raise AssertionError("the hub was closed")


def all_online(statuses: Statuses) -> bool:
    parts = (statuses.id_card, statuses.receipt_printer, statuses.voice, statuses.camera)
    return all(part is not None and part.health is Health.ONLINE for part in parts)


def drivers_for(told: dict[str, Any]) -> Devices:
    return create_devices({role: (each["driver"], each["options"]) for role, each in told.items()})


async def emulators(stack: AsyncExitStack, folder: Path, *more: str) -> dict[str, Any]:
    """Start the process and return its first line."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "devices.emulators", "--dir", str(folder), "--no-pacing", *more,
        cwd=ROOT, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip

    async def end() -> None:
        process.terminate()
        assert await asyncio.wait_for(process.wait(), 5) == 0

    stack.push_async_callback(end)
    assert process.stdout is not None
    told: dict[str, Any] = json.loads(await asyncio.wait_for(process.stdout.readline(), 10))
    return told


@pytest.fixture
async def terminal(tmp_path: Path) -> AsyncIterator[Terminal]:
    async with AsyncExitStack() as stack:
        told = await emulators(stack, tmp_path)
        control = await ControlClient.connect(told["control"])
        stack.push_async_callback(control.close)
        hub = Hub(drivers_for(told["devices"]))
        async with asyncio.TaskGroup() as group:
            running = group.create_task(hub.run())
            terminal = Terminal(hub, control)
            await terminal.until(all_online)
            yield terminal
            running.cancel()


async def test_a_resident_is_read_heard_photographed_and_given_a_slip(terminal: Terminal) -> None:
    devices, control = terminal.hub.devices, terminal.control
    assert devices.id_card is not None
    assert devices.receipt_printer is not None
    assert devices.voice is not None
    assert devices.camera is not None
    await control.do("card.put", person="zhang-gui-lan")
    read = await devices.id_card.read(3)
    assert isinstance(read, CardRead)
    assert read.card.name == load_persons()["zhang-gui-lan"].name
    assert await devices.voice.say(Utterance("您好")) == SpeechFinished()
    (spoken,) = (await control.do("voice.transcript"))["spoken"]
    assert (spoken["text"], spoken["cut"]) == ("您好", False)
    await control.do("camera.paper", words="居民户口簿")
    assert isinstance(await devices.camera.capture(3), Frame)
    slip = PrintDocument(576, 16, (TextLine("办事回执", 24, 36),))
    assert isinstance(await devices.receipt_printer.print(slip, lambda _: None), Printed)
    receipt = await control.do("printer.receipt")
    png = base64.b64decode(receipt["png_base64"])
    assert Image.open(io.BytesIO(png)).size == (576, 36)
    assert (receipt["count"], receipt["torn"]) == (1, False)
    status = await control.do("status")
    assert status["reader"] == {"plugged": True, "card": "zhang-gui-lan"}


async def test_what_a_hand_does_to_the_machines_is_seen_by_the_hub(terminal: Terminal) -> None:
    seen: list[Statuses] = []
    unsubscribe = terminal.hub.subscribe(seen.append)
    await terminal.control.do("card.put", person="sun-ji")
    await terminal.until(lambda now: now.id_card is not None and now.id_card.media is CardMedia.PRESENT)
    await terminal.control.do("printer.paper_out")
    await terminal.until(lambda now: now.receipt_printer is not None and now.receipt_printer.paper is Paper.OUT)
    await terminal.control.do("pages.reason", reason="jam")
    await terminal.until(lambda now: now.page_printer is not None and now.page_printer.paper is Paper.JAMMED)
    await terminal.control.do("printer.refill")
    await terminal.control.do("reader.unplug")
    statuses = await terminal.until(
        lambda now: now.id_card is not None and now.id_card.health is Health.NO_DEVICE and all_paper(now)
    )
    unsubscribe()
    assert seen[-1] == statuses
    assert terminal.hub.snapshot.id_card is not None
    assert terminal.hub.snapshot.id_card.media is CardMedia.UNKNOWN


@pytest.mark.skipif(bool(cause_without_pcscd()), reason=cause_without_pcscd() or "it can run")
async def test_a_chip_card_put_in_by_the_same_hands_is_read_where_the_machine_can_run_its_service(
    tmp_path: Path,
) -> None:
    async with AsyncExitStack() as stack:
        told = await emulators(stack, tmp_path, "--chip-cards", str(service_folder()))
        control = await ControlClient.connect(told["control"])
        stack.push_async_callback(control.close)
        devices = drivers_for({role: told["devices"][role] for role in ("social_card", "staff_card")})
        assert devices.social_card is not None
        async with asyncio.TaskGroup() as group:
            running = group.create_task(Hub(devices).run())
            await control.do("chip.put", person="zhang-gui-lan", t0=True)
            result = await devices.social_card.read(20)
            assert isinstance(result, SocialCardRead)
            assert result.card.name == load_persons()["zhang-gui-lan"].name
            await control.do("chip.fault", kind="pull", after=4)
            assert await devices.social_card.read(20) == CardPulled()
            await control.do("chip.service_kill")
            with pytest.raises(ControlError, match="down"):
                await control.do("chip.put_foreign")
            assert (await control.do("status"))["chip_service"] == {"running": False}
            running.cancel()


def all_paper(statuses: Statuses) -> bool:
    return statuses.receipt_printer is not None and statuses.receipt_printer.paper is Paper.FULL


async def test_what_stands_around_the_screen_is_heard_and_set_through_the_same_hands(terminal: Terminal) -> None:
    devices, control = terminal.hub.devices, terminal.control
    assert devices.scanner is not None
    assert devices.lights is not None
    assert devices.microphone is not None
    assert devices.keypad is not None
    assert devices.help_button is not None
    await terminal.until(all_around_online)
    scanned = asyncio.create_task(devices.scanner.scan(5))
    pressed = asyncio.create_task(first(devices.keypad.presses()))
    called = asyncio.create_task(first(devices.help_button.calls()))
    await asyncio.sleep(0)
    await control.do("scanner.scan", text="HSL3-260421-00373")
    await control.do("keypad.press", key="help")
    await control.do("help_button.press")
    assert await scanned == Scanned("HSL3-260421-00373")
    assert await pressed == KeyPress(Key.HELP)
    assert await called is None
    await control.do("power.battery_low", charge_percent=8)
    await control.do("headphones.plug_in")
    await control.do("proximity.near")
    await terminal.until(on_battery_with_headphones_and_somebody_near)
    assert await devices.lights.show(Light.KEYPAD, Flash.ON) == LightSet()
    assert isinstance(await devices.microphone.record(lambda _: None, 0.2), Recorded)
    status = await control.do("status")
    assert (status["lights"]["lit"], status["scanner"]["scans"]) == (["keypad"], 1)


def all_around_online(now: Statuses) -> bool:
    parts = (now.scanner, now.keypad, now.headphones, now.proximity, now.help_button, now.lights, now.microphone)
    return all(part is not None and part.health is Health.ONLINE for part in parts)


def on_battery_with_headphones_and_somebody_near(now: Statuses) -> bool:
    assert now.power is not None
    assert now.headphones is not None
    assert now.proximity is not None
    is_low = now.power.source is PowerSource.BATTERY_LOW
    return is_low and now.headphones.plugged is True and now.proximity.somebody_near is True


async def first(happenings: AsyncIterator[object]) -> object:
    async for each in happenings:
        return each
    raise AssertionError("closed")


@pytest.mark.parametrize(
    ("name", "parameters", "error"),
    [
        ("card.eat", {}, "card.eat"),
        ("card.put", {"person": "nobody"}, "nobody"),
        ("card.put", {"persona": "x"}, "'person'"),
        ("reader.fault", {"kind": "gremlin"}, "gremlin"),
        ("printer.receipt", {}, "0 came out"),
    ],
)
async def test_an_order_that_cannot_be_obeyed_is_answered(
    tmp_path: Path, name: str, parameters: dict[str, Any], error: str
) -> None:
    async with AsyncExitStack() as stack:
        control = await ControlClient.connect((await emulators(stack, tmp_path))["control"])
        stack.push_async_callback(control.close)
        with pytest.raises(ControlError, match=error):
            await control.do(name, **parameters)
        assert (await control.do("help"))["hands"]
