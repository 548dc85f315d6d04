"""What somebody else has is told as busy, its service is off meanwhile, and it comes back by itself: on every wire that
tells it from a device that is gone.

    serial port       another program's lock (flock)              USB     its claim on the interface
    usblp             its open file
    input device      its grab                                    V4L2    its buffers
    PC/SC             its exclusive connection                    ALSA    EBUSY, by PortAudio's word
    IPP               a job of somebody else's, where the printer takes one at a time
"""

import asyncio
import errno
import os
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

import pytest

from devices.cameras.still import CameraTiming
from devices.cameras.v4l2 import V4l2Camera
from devices.cameras.v4l2_node import VIDIOC_QUERYCAP, VIDIOC_REQBUFS, NoCameraError, ask_node
from devices.chipcards.social import PcscSocialCardReader
from devices.chipcards.threads import CardSession, Opened
from devices.contracts.card_reader import CardMedia
from devices.contracts.device import Device
from devices.contracts.health import DeviceStatus, Health
from devices.contracts.printer import NotStarted, Printed
from devices.contracts.readiness import Lack, lack_of
from devices.contracts.results import DeviceGone
from devices.contracts.social_card import SocialCardRead
from devices.emulators.chips import SocialChip
from devices.emulators.ipp_printer import IppPrinterEmulator
from devices.emulators.persons import load_persons
from devices.emulators.samv import SamvEmulator
from devices.emulators.samv_wires import PRODUCT_ID, VENDOR_ID, PtyWire, UsbWire
from devices.emulators.usb_bus import UsbBus
from devices.idcards.samv import SamvReader
from devices.inputs.evdev import EvdevKeypad
from devices.links.character_device import character_device_link
from devices.links.driver import BackOff
from devices.links.evdev import EVIOCGRAB, evdev_link
from devices.links.process import SOUND_EXITS, process_link
from devices.links.streams import serial_link
from devices.links.usb import usb_link
from devices.microphones.recorder import Recorder
from devices.printers.escpos import EscposPrinter
from devices.printers.ipp import IppPrinter
from devices.printers.ipp_client import IppClient
from devices.voice.sinks import LinkSink
from devices.voice.speaker import Speaker
from devices.voice.timing import SpeakerTiming
from tests.contracts.test_page_printer import JOB, QUICK
from tests.helpers.chip_bench import chip_readers
from tests.helpers.loop_turns import a_few_turns
from tests.helpers.view_context import ROOT

pytestmark = pytest.mark.anyio
SOON = BackOff(0.02, 0.1)


@asynccontextmanager
async def running(device: Device[Any]) -> AsyncIterator[None]:
    work = asyncio.ensure_future(device.run())
    try:
        yield
    finally:
        work.cancel()
        await asyncio.gather(work, return_exceptions=True)
        await device.close()


async def until(device: Device[Any], health: Health, trouble: str = "") -> DeviceStatus:
    async with asyncio.timeout(15):
        async for status in device.watch():
            if (status.health, status.trouble) == (health, trouble):
                told: DeviceStatus = status
                return told
    raise AssertionError("the driver was closed")


async def is_busy(device: Device[Any]) -> None:
    assert lack_of(await until(device, Health.BUSY, "in_use")) is Lack.BUSY


@pytest.mark.parametrize("wire", ["serial", "usb"])
async def test_a_card_reader_that_another_program_has(wire: str, tmp_path: Path) -> None:
    on_bus = UsbWire(UsbBus())
    on_port = PtyWire(tmp_path / "idcard")
    machine = SamvEmulator(on_port if wire == "serial" else on_bus)
    open_link = (
        serial_link(str(on_port.path)) if wire == "serial" else usb_link([(VENDOR_ID, PRODUCT_ID)], backend=on_bus.bus)
    )
    reader = SamvReader(open_link)
    await machine.start()
    machine.hold()
    async with running(reader):
        await is_busy(reader)
        assert await reader.read(1) == DeviceGone("in_use")
        machine.hold(False)
        await until(reader, Health.ONLINE)
    await machine.close()


async def test_a_receipt_printer_whose_file_another_program_has_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """usblp opens for one at a time; the second is told EBUSY (drivers/usb/class/usblp.c, usblp_open)."""
    lp, opens, held = str(tmp_path / "lp0"), os.open, True

    def open_file(path: str, *more: int) -> int:
        if path == lp and held:
            raise OSError(errno.EBUSY, "Device or resource busy")
        return opens(path, *more)

    monkeypatch.setattr(os, "open", open_file)
    printer = EscposPrinter(character_device_link(lp))
    async with running(printer):
        await is_busy(printer)
        held = False
        await until(printer, Health.NO_DEVICE, "gone")  # there is no such file here


async def test_a_keypad_that_another_program_has_grabbed(tmp_path: Path) -> None:
    node = tmp_path / "keypad"
    node.write_bytes(b"")
    held = True

    def ioctl(_fd: int, request: int, argument: int | bytes) -> int | bytes:
        if request == EVIOCGRAB and held:
            raise OSError(errno.EBUSY, "Device or resource busy")
        return argument

    keypad = EvdevKeypad(evdev_link(str(node), grab=True, ioctl=ioctl), back_off=SOON)
    async with running(keypad):
        await is_busy(keypad)
        held = False
        await until(keypad, Health.NO_DEVICE, "gone")  # a file has no end but one


@contextmanager
def node_that_says(tmp_path: Path, to_buffers: int) -> Iterator[Callable[[], object]]:
    """A camera's node as the kernel answers for it; `to_buffers` is its errno to who asks for some."""
    from tests.unit.devices.cameras.test_v4l2_node import CAPTURE, STREAMING, answer

    def ioctl(_fd: int, request: int, argument: bytearray) -> object:
        if request == VIDIOC_QUERYCAP:
            argument[:] = answer(CAPTURE | STREAMING)
        elif request == VIDIOC_REQBUFS and to_buffers:
            raise OSError(to_buffers, "refused")
        return 0

    yield lambda: ask_node("/dev/null", ioctl)


@pytest.mark.parametrize("refusal", [0, errno.ENOTTY, errno.EINVAL])
def test_a_camera_that_has_no_word_on_buffers_is_nobody_else_s(refusal: int, tmp_path: Path) -> None:
    with node_that_says(tmp_path, refusal) as ask:
        assert ask() is not None


async def test_a_camera_whose_pictures_another_program_takes(tmp_path: Path) -> None:
    with node_that_says(tmp_path, errno.EBUSY) as ask, pytest.raises(NoCameraError, match="in_use"):
        ask()
    says = ["in_use"]

    def node() -> Any:
        if says:
            raise NoCameraError(says[0])
        with node_that_says(tmp_path, 0) as ask:
            return ask()

    helper = process_link((sys.executable, "-S", "-c", "import os; os.write(1, b'X\\0\\0\\0\\x06in_use')"))
    camera = V4l2Camera(helper, node, CameraTiming(poll_s=0.02), SOON)
    assert await camera.capture(10) == DeviceGone("in_use")
    assert camera.status.health is Health.BUSY
    async with running(camera):
        await is_busy(camera)
        says.clear()
        await until(camera, Health.ONLINE)


async def test_a_chip_card_that_another_program_has_to_itself() -> None:
    async with chip_readers() as machine:
        reader = PcscSocialCardReader("*[vpcd] 00 00")
        async with running(reader):
            machine.social.put(SocialChip(load_persons()["zhang-gui-lan"]))
            status: Any = await until(reader, Health.ONLINE)
            while status.media is not CardMedia.PRESENT:
                await asyncio.sleep(0.02)
                status = reader.status
            other = CardSession(status.model)  # as any program's: a connection of its own to the service
            assert isinstance(await other.open(10), Opened)
            await is_busy(reader)
            assert await reader.read(1) == DeviceGone("in_use")
            other.close()
            await until(reader, Health.ONLINE)
            seen: list[Health] = []
            noting = asyncio.ensure_future(note(reader, seen))
            for _ in range(5):
                assert isinstance(await reader.read(20), SocialCardRead)
            await asyncio.sleep(0.5)
            noting.cancel()
            assert set(seen) == {Health.ONLINE}  # what this terminal does itself makes it no busy one


async def note(device: Device[Any], seen: list[Health]) -> None:
    async for status in device.watch():
        seen.append(status.health)


async def test_an_a4_printer_that_prints_for_somebody_else_and_takes_one_job_at_a_time() -> None:
    machine = IppPrinterEmulator(pacing=False, page_s=0.02)
    await machine.start()
    printer = IppPrinter(IppClient(machine.uri, answer_s=5.0), QUICK)
    seen: list[Health] = []
    async with running(printer):
        await until(printer, Health.ONLINE)
        machine.be_busy(10_000)
        await machine.asked(4)
        assert printer.status.health is Health.ONLINE  # most take another job meanwhile, and print it after
        assert isinstance(await printer.print(JOB, lambda _: None), NotStarted)
        await is_busy(printer)
        machine.be_busy(0)
        await until(printer, Health.ONLINE)
        machine.be_busy(10_000)
        await is_busy(printer)  # known by now
        machine.be_busy(0)
        await until(printer, Health.ONLINE)
        noting = asyncio.ensure_future(note(printer, seen))
        await a_few_turns()
        for _ in range(3):
            assert isinstance(await printer.print(JOB, lambda _: None), Printed)
        noting.cancel()
    await machine.close()
    assert set(seen) == {Health.ONLINE}


TAKEN = f"""
import runpy, sys, types
sound = sys.modules["sounddevice"] = types.ModuleType("sounddevice")
class PortAudioError(Exception): pass
def refused(**_): raise PortAudioError("Error opening stream: Device unavailable [PaErrorCode -9985]", -9985)
sound.PortAudioError, sound.RawOutputStream, sound.RawInputStream = PortAudioError, refused, refused
sound.check_input_settings = refused
runpy.run_path({str(ROOT)!r} + "/devices/" + sys.argv[1] + "/sound_device.py", run_name="__main__")
"""
"""PortAudio as it is while another program has the device: the helpers on the machine's own need real hardware."""


async def test_a_loudspeaker_that_another_program_has() -> None:
    sink = LinkSink(process_link((sys.executable, "-c", TAKEN, "voice"), SOUND_EXITS))
    voice = Speaker(sink, timing=SpeakerTiming(least_back_off_s=0.05, most_back_off_s=0.2))
    async with running(voice):
        await is_busy(voice)


async def test_a_microphone_that_another_program_has() -> None:
    microphone = Recorder(process_link((sys.executable, "-c", TAKEN, "microphones"), SOUND_EXITS), SOON)
    async with running(microphone):
        await is_busy(microphone)
        assert await microphone.record(lambda _: None, 5) == DeviceGone("in_use")
