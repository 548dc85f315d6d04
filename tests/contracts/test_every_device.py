"""What each device's contract promises a resident, on the emulated machine and, marked, on the real one.

    pytest -m hardware -s --terminal terminal.toml tests/contracts

The terminal's configuration names the drivers and their ports; what it does not name is skipped, with its reason. A
person's hand does what is asked. Every suite beside this one goes deeper, where an emulator can do what no hand can.
"""

import asyncio
import functools
import io
import wave
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from PIL import Image

from devices.contracts.camera import Frame
from devices.contracts.card_reader import CardMedia, CardRead, NoCardInTime
from devices.contracts.health import Health
from devices.contracts.keypad import Key
from devices.contracts.lights import Flash, Light, LightSet
from devices.contracts.microphone import Recorded
from devices.contracts.page_printer import PageJob
from devices.contracts.power import PowerSource
from devices.contracts.printer import Feed, NotStarted, PrintDocument, Printed, PrintTrouble, TextLine, Unknown
from devices.contracts.results import TimedOut
from devices.contracts.scanner import Scanned
from devices.contracts.smart_card import Answered, CardLost, Conversation
from devices.contracts.social_card import SocialCardRead
from devices.contracts.voice import SpeechFinished, Utterance
from devices.emulators.machines import Machines
from tests.helpers.every_device import Bench, bench_for

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(900)]
SLIP = PrintDocument(576, 16, (TextLine("便民桥 · 试打一张", 32, 46), Feed(64)))
ON_IT = ("emulated", pytest.param("hardware", marks=pytest.mark.hardware))
PERSON = {"person": "zhang-gui-lan"}


@pytest.fixture(params=ON_IT)
async def bench(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Bench]:
    """Of the role that the test is marked with."""
    marker = request.node.get_closest_marker("role")
    async with bench_for(marker.args[0], request.param, tmp_path / "devices", request.config) as bench:
        yield bench


def says(field: str, value: object, status: object) -> bool:
    return bool(getattr(status, field) is value)


def only_lit(slot: str, machines: Machines) -> bool:
    return machines.around.leds.lit() == [slot]


@pytest.mark.role("id_card")
async def test_a_resident_card_is_read_once_and_seen_to_leave(bench: Bench) -> None:
    assert (await bench.online()).serial
    reading = asyncio.ensure_future(bench.device.read(60))
    await bench.hand.does("lay a resident's card on the reader", ("card.put", PERSON))
    assert isinstance(await reading, CardRead)
    assert await bench.device.read(0.5) == NoCardInTime()
    await bench.hand.does("take the card away", ("card.take", {}))
    await bench.until(lambda status: status.media is CardMedia.NOT_PRESENT)
    await bench.comes_and_goes("reader.unplug", "reader.plug")


@pytest.mark.role("social_card")
async def test_a_social_security_card_gives_number_and_name(bench: Bench) -> None:
    await bench.online()
    reading = asyncio.ensure_future(bench.device.read(60))
    await bench.hand.does("put a social-security card in", ("chip.put", PERSON))
    result = await reading
    assert isinstance(result, SocialCardRead)
    assert len(result.card.social_security_number) == 18
    await bench.hand.does("take the card out", ("chip.take", {}))
    await bench.until(lambda status: status.media is not CardMedia.PRESENT)


@pytest.mark.role("staff_card")
async def test_a_staff_card_is_talked_with_and_lost_when_it_is_pulled(bench: Bench) -> None:
    await bench.online()

    async def talk(card: Conversation) -> object:
        first = await card.ask(bytes.fromhex("00A4040000"))
        await bench.hand.does("pull the card out", ("chip.take", {"slot": "staff"}))
        return first, await card.ask(bytes.fromhex("00A4040000"))

    talking = asyncio.ensure_future(bench.device.talk(talk, 60))
    await bench.hand.does("put a chip card into the staff's slot", ("chip.put_foreign", {"slot": "staff"}))
    first, second = await talking
    assert isinstance(first, Answered)
    assert isinstance(second, CardLost)


@pytest.mark.role("receipt_printer")
async def test_a_slip_is_printed_and_an_open_cover_told(bench: Bench) -> None:
    await bench.online()
    result = await bench.device.print(SLIP, lambda _: None)
    assert isinstance(result, Printed) or result == Unknown(PrintTrouble.UNCONFIRMED)
    assert await bench.hand.sees("did the slip come out, cut", lambda machines: bool(machines.printer.slips))
    await bench.hand.does("open the cover", ("printer.cover_open", {}))
    await bench.until(lambda status: status.cover_open is True or status.health is Health.OFFLINE)
    assert isinstance(await bench.device.print(SLIP, lambda _: None), NotStarted)
    await bench.hand.does("close the cover", ("printer.cover_close", {}))
    await bench.online()
    await bench.comes_and_goes("printer.unplug", "printer.plug")


@pytest.mark.role("page_printer")
async def test_a_page_is_printed_and_confirmed(bench: Bench) -> None:
    await bench.online()
    pdf = io.BytesIO()
    Image.new("L", (595, 842), 255).save(pdf, "PDF")
    assert await bench.device.print(PageJob(pdf.getvalue(), "trial"), lambda _: None) == Printed("job_completed")
    assert await bench.hand.sees("did one sheet come out", lambda machines: len(machines.around.pages.printed) == 1)
    await bench.comes_and_goes("pages.unplug", "pages.plug")


@pytest.mark.role("camera")
async def test_a_picture_of_what_lies_there_is_taken(bench: Bench) -> None:
    await bench.online()
    await bench.hand.does("lay a sheet with writing under the camera", ("camera.paper", {"words": "户口本 本人页"}))
    frame = await bench.device.capture(30)
    assert isinstance(frame, Frame)
    assert Image.open(io.BytesIO(frame.jpeg)).size == (frame.width_px, frame.height_px)
    await bench.comes_and_goes("camera.unplug", "camera.plug")


@pytest.mark.role("voice")
async def test_a_sentence_is_heard(bench: Bench) -> None:
    await bench.online()
    assert await bench.device.say(Utterance("请把身份证放在下面亮着的地方。")) == SpeechFinished()
    heard = "did you hear 请把身份证放在下面亮着的地方"
    assert await bench.hand.sees(heard, lambda machines: machines.loudspeaker.transcript[-1].loudest > 3000)


@pytest.mark.role("scanner")
async def test_a_code_is_read_and_nobody_waits_for_ever(bench: Bench) -> None:
    if bench.is_emulated:  # one that types into the window is not seen before it types
        await bench.online()
    assert await bench.device.scan(0.5) == TimedOut()
    scanning = asyncio.ensure_future(bench.device.scan(60))
    await bench.hand.does("hold a QR code to the scanner", ("scanner.scan", {"text": "BMQ1:HSL3-260421-00373"}))
    assert isinstance(await scanning, Scanned)
    await bench.comes_and_goes("scanner.unplug", "scanner.plug")


@pytest.mark.role("microphone")
async def test_what_is_spoken_is_recorded_with_its_level(bench: Bench, tmp_path: Path) -> None:
    with wave.open(str(tmp_path / "spoken.wav"), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(16000)
        file.writeframes(b"\x00\x20\x00\xe0" * 16000)
    await bench.online()
    levels: list[float] = []
    spoken = ("microphone.hear", {"wav": str(tmp_path / "spoken.wav")})
    await bench.hand.does("press Enter and speak for two seconds", spoken)
    recorded = await bench.device.record(levels.append, 2.0)
    assert isinstance(recorded, Recorded)
    assert recorded.duration_s == pytest.approx(2.0, abs=0.2)
    assert max(levels) > 0.02
    await bench.comes_and_goes("microphone.unplug", "microphone.plug")


@pytest.mark.role("keypad")
async def test_every_key_is_heard_as_itself(bench: Bench) -> None:
    await bench.online()
    presses = bench.device.presses()
    for key in Key:
        heard = asyncio.ensure_future(anext(presses))
        await asyncio.sleep(0)
        await bench.hand.does(f"press the key “{key.value}”", ("keypad.press", {"key": key.value}))
        assert (await asyncio.wait_for(heard, 60)).key is key
    await bench.comes_and_goes("keypad.unplug", "keypad.plug")


@pytest.mark.role("help_button")
async def test_the_help_button_calls(bench: Bench) -> None:
    await bench.online()
    call = asyncio.ensure_future(anext(bench.device.calls()))
    await asyncio.sleep(0)
    await bench.hand.does("press the help button", ("help_button.press", {}))
    await asyncio.wait_for(call, 60)


@pytest.mark.role("headphones")
async def test_headphones_are_known_to_be_in_or_out(bench: Bench) -> None:
    for on in (True, False):
        await bench.hand.does("plug headphones in" if on else "pull them out", ("headphones.plug_in", {"on": on}))
        await bench.until(functools.partial(says, "plugged", on))


@pytest.mark.role("proximity")
async def test_somebody_before_the_screen_is_known(bench: Bench) -> None:
    for on in (True, False):
        what = "stand before the screen" if on else "step away from it"
        await bench.hand.does(what, ("proximity.near", {"on": on}))
        await bench.until(functools.partial(says, "somebody_near", on))


@pytest.mark.role("lights")
async def test_every_light_shines_alone_and_none_at_the_end(bench: Bench) -> None:
    await bench.online()
    for light in Light:
        if isinstance(await bench.device.show(light, Flash.ON), LightSet):
            slot = light.value
            what = f"does the light at “{slot}” shine, and no other"
            assert await bench.hand.sees(what, functools.partial(only_lit, slot))
            await bench.device.show(light, Flash.OFF)
    assert await bench.hand.sees("are all lights dark", lambda machines: machines.around.leds.lit() == [])


@pytest.mark.role("power")
async def test_the_mains_are_known_to_fail_and_to_come_back(bench: Bench) -> None:
    await bench.online()
    for source, order in ((PowerSource.BATTERY, "power.battery"), (PowerSource.MAINS, "power.mains")):
        what = "pull the supply's own mains plug" if source is PowerSource.BATTERY else "put it back"
        await bench.hand.does(what, (order, {}))
        await bench.until(functools.partial(says, "source", source))
