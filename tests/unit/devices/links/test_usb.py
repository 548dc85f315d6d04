"""A USB device's pipes as a wire, on the emulated bus: pyusb and the link's threads are the real ones."""

import asyncio
import threading
import time
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest

from devices.emulators.usb_bus import OUT_ROOM_BYTES, PACKET_BYTES, UsbBus, UsbDevice
from devices.links.link import Link, LinkGoneError
from devices.links.usb import MOST_WAITING_BYTES, SLICE_MS, TRANSFER_BYTES, Split, usb_link

pytestmark = pytest.mark.anyio

IDS = ((0x0400, 0xC35A), (0x0483, 0x5652))
BY_LENGTH = Split(head_bytes=2, body_bytes=lambda head: head[1])
"""A toy of a protocol: a letter, then how many bytes follow."""
PATIENCE_S = 5.0
Opener = Callable[..., Awaitable[Link]]


@pytest.fixture
def bus() -> UsbBus:
    return UsbBus()


@pytest.fixture
async def opened(bus: UsbBus) -> AsyncIterator[Opener]:
    """Opens links and closes them at the end, when none of their threads may be left."""
    links: list[Link] = []

    async def open_link(split: Split | None = None) -> Link:
        links.append(await usb_link(IDS, split, bus)())
        return links[-1]

    yield open_link
    for link in links:
        await link.close()
    assert [thread for thread in threading.enumerate() if thread.name == "usb"] == []


def one_pair(bus: UsbBus, ids: tuple[int, int] = IDS[0]) -> UsbDevice:
    device = UsbDevice(*ids)
    bus.plug(device)
    return device


def two_pairs(bus: UsbBus) -> UsbDevice:
    device = UsbDevice(*IDS[0], pipes=(0x02, 0x81, 0x06, 0x85))
    bus.plug(device)
    return device


def keep_the_loop_busy() -> None:
    """What comes meanwhile waits for the loop all together."""
    time.sleep(SLICE_MS / 1000)


async def exactly(link: Link, count: int) -> bytes:
    received = b""
    async with asyncio.timeout(PATIENCE_S):
        while len(received) < count:
            received += await link.read()
    return received


async def taken(device: UsbDevice, pipe: int, count: int) -> bytes:
    received = b""
    async with asyncio.timeout(PATIENCE_S):
        while len(received) < count:
            received += await device.take(pipe)
    return received


async def test_bytes_go_both_ways_over_one_pair_of_pipes(bus: UsbBus, opened: Opener) -> None:
    device = one_pair(bus)
    link = await opened()
    await link.write(b"a question")
    assert await taken(device, 0x01, 10) == b"a question"
    device.give(0x81, b"an answer")
    assert await exactly(link, 9) == b"an answer"


async def test_the_first_known_device_that_is_plugged_in_is_taken(bus: UsbBus, opened: Opener) -> None:
    other = one_pair(bus, IDS[1])
    link = await opened()
    await link.write(b"?")
    assert await taken(other, 0x01, 1) == b"?"


async def test_an_answer_of_whole_packets_comes_with_the_time_out(bus: UsbBus, opened: Opener) -> None:
    device = one_pair(bus)
    link = await opened()
    device.give(0x81, bytes(3 * PACKET_BYTES))
    assert await exactly(link, 3 * PACKET_BYTES) == bytes(3 * PACKET_BYTES)


async def test_head_and_body_travel_on_pipes_of_their_own(bus: UsbBus, opened: Opener) -> None:
    device = two_pairs(bus)
    link = await opened(BY_LENGTH)
    await link.write(b"Q\x03abc")
    assert (await taken(device, 0x02, 2), await taken(device, 0x06, 3)) == (b"Q\x03", b"abc")
    device.give(0x81, b"A\x04")
    device.give(0x85, b"de")
    device.give(0x85, b"fg")
    assert await exactly(link, 6) == b"A\x04defg"


async def test_pieces_that_came_together_are_one_read_and_no_second_empty_one(bus: UsbBus, opened: Opener) -> None:
    device = one_pair(bus)
    link = await opened()
    for piece in (b"ab", b"cd", b"ef"):
        device.give(0x81, piece)
    keep_the_loop_busy()
    assert await link.read() == b"abcdef"
    nothing_more = asyncio.ensure_future(link.read())
    await asyncio.wait((nothing_more,), timeout=SLICE_MS / 1000)
    assert not nothing_more.done()
    nothing_more.cancel()


async def test_a_body_that_never_came_does_not_become_the_next_ones(bus: UsbBus, opened: Opener) -> None:
    device = two_pairs(bus)
    link = await opened(BY_LENGTH)
    await link.write(b"Q\x00")
    device.give(0x81, b"A\x04")
    assert await exactly(link, 2) == b"A\x04"
    device.give(0x85, b"d")
    assert await exactly(link, 1) == b"d"
    device.give(0x81, b"late")  # nobody reads this pipe now: it lies there when the next question goes out
    await link.write(b"Q\x00")
    device.give(0x81, b"B\x01")
    device.give(0x85, b"e")
    assert await exactly(link, 3) == b"B\x01e"


@pytest.mark.parametrize("split", [None, BY_LENGTH], ids=["one pair", "two pairs"])
async def test_an_unplugged_device_is_gone_in_mid_read(bus: UsbBus, opened: Opener, split: Split | None) -> None:
    device = one_pair(bus) if split is None else two_pairs(bus)
    link = await opened(split)
    await link.write(b"Q\x00")
    reading = asyncio.ensure_future(link.read())
    await asyncio.sleep(0)
    bus.unplug(device)
    async with asyncio.timeout(PATIENCE_S):
        with pytest.raises(LinkGoneError, match="No such device"):
            await reading
    with pytest.raises(LinkGoneError):
        await link.write(b"?")


async def test_a_device_plugged_in_again_is_opened_anew(bus: UsbBus, opened: Opener) -> None:
    device = one_pair(bus)
    await opened()
    bus.unplug(device)
    with pytest.raises(LinkGoneError, match="0400:c35a"):
        await opened()
    bus.plug(device)
    link = await opened()
    device.give(0x81, b"back")
    assert await exactly(link, 4) == b"back"


async def test_what_was_said_before_the_plug_was_pulled_is_still_read(bus: UsbBus, opened: Opener) -> None:
    device = one_pair(bus)
    link = await opened()
    device.give(0x81, b"last words")
    assert await exactly(link, 10) == b"last words"
    bus.unplug(device)
    with pytest.raises(LinkGoneError):
        await link.read()


async def test_a_device_without_permission_or_held_by_another_is_gone(bus: UsbBus, opened: Opener) -> None:
    device = one_pair(bus)
    device.forbidden = True
    with pytest.raises(LinkGoneError, match="denied"):
        await opened()
    device.forbidden = False
    await opened()
    with pytest.raises(LinkGoneError, match="busy"):
        await opened()


async def test_a_device_with_no_pipes_to_read_is_no_wire(bus: UsbBus, opened: Opener) -> None:
    bus.plug(UsbDevice(*IDS[0], pipes=(0x01,)))
    with pytest.raises(LinkGoneError, match="no bulk pipes"):
        await opened()


async def test_a_cancelled_read_loses_nothing(bus: UsbBus, opened: Opener) -> None:
    device = one_pair(bus)
    link = await opened()
    reading = asyncio.ensure_future(link.read())
    await asyncio.sleep(0)
    reading.cancel()
    device.give(0x81, b"kept")
    assert await exactly(link, 4) == b"kept"


async def test_a_write_waits_while_the_device_takes_nothing_and_drops_the_rest_when_given_up(
    bus: UsbBus, opened: Opener
) -> None:
    device = one_pair(bus)
    link = await opened()
    writing = asyncio.ensure_future(link.write(bytes(100_000)))
    await asyncio.wait((writing,), timeout=SLICE_MS / 1000 * 1.5)
    assert not writing.done()
    writing.cancel()
    await asyncio.wait((writing,))
    next_writing = asyncio.ensure_future(link.write(b"next"))
    received = b""
    async with asyncio.timeout(PATIENCE_S):
        while not received.endswith(b"next"):
            received += await device.take(0x01)
    await next_writing
    assert len(received) <= OUT_ROOM_BYTES + TRANSFER_BYTES + 4


async def test_a_long_write_goes_on_as_the_device_takes_it(bus: UsbBus, opened: Opener) -> None:
    device = one_pair(bus)
    link = await opened()
    long = bytes(range(256)) * 40
    writing = asyncio.ensure_future(link.write(long))
    assert await taken(device, 0x01, len(long)) == long
    await writing


async def test_who_does_not_read_makes_the_device_wait_and_not_the_memory_grow(bus: UsbBus, opened: Opener) -> None:
    device = one_pair(bus)
    link = await opened()
    said = bytes(PACKET_BYTES - 1)
    for _ in range(3 * MOST_WAITING_BYTES // len(said)):
        device.give(0x81, said)
    await asyncio.sleep(SLICE_MS / 1000)
    assert len(await link.read()) <= MOST_WAITING_BYTES + PACKET_BYTES


async def test_a_closed_link_reads_and_writes_nothing_and_the_device_is_free(bus: UsbBus, opened: Opener) -> None:
    one_pair(bus)
    link = await opened()
    reading = asyncio.ensure_future(link.read())
    await asyncio.sleep(0)
    await link.close()
    with pytest.raises(LinkGoneError):
        await reading
    with pytest.raises(LinkGoneError):
        await link.write(b"?")
    await link.close()
    await opened()


async def test_an_opening_that_is_given_up_leaves_the_device_free(bus: UsbBus, opened: Opener) -> None:
    one_pair(bus)
    opening = asyncio.ensure_future(usb_link(IDS, backend=bus)())
    await asyncio.sleep(0)
    opening.cancel()
    await asyncio.wait((opening,))
    async with asyncio.timeout(PATIENCE_S):
        while True:
            try:
                await opened()
                return
            except LinkGoneError:
                await asyncio.sleep(0)
