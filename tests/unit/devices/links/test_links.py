"""Wires that break, and how long to wait before the next try."""

import asyncio
import os
import sys
import tty
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from devices.links.character_device import character_device_link
from devices.links.link import Link, LinkGoneError, OpenLink, back_off_s
from devices.links.process import process_link, run_filter
from devices.links.streams import serial_link, tcp_link

pytestmark = pytest.mark.anyio


def test_the_wait_doubles_from_half_a_second_to_five() -> None:
    assert [back_off_s(n) for n in (1, 2, 3, 4, 5, 500)] == [0.5, 1.0, 2.0, 4.0, 5.0, 5.0]


@pytest.mark.parametrize(
    "open_link",
    [
        serial_link("/dev/nothing-here"),
        tcp_link("127.0.0.1", 1),
        process_link(("/nowhere/at-all",)),
        character_device_link("/dev/usb/lp99"),
    ],
    ids=["serial", "tcp", "process", "character device"],
)
async def test_a_wire_that_is_not_there_is_gone(open_link: OpenLink) -> None:
    with pytest.raises(LinkGoneError):
        await open_link()


@pytest.mark.parametrize("link_to", [serial_link, character_device_link])
async def test_a_regular_file_is_no_device(tmp_path: Path, link_to: Callable[[str], OpenLink]) -> None:
    path = tmp_path / "idcard"
    path.write_bytes(b"")
    with pytest.raises(LinkGoneError):
        await link_to(str(path))()


async def test_bytes_go_both_ways_and_the_end_is_told() -> None:
    link = await process_link((sys.executable, "-c", "print(input()[::-1], flush=True)"))()
    received = b""
    try:
        await link.write(b"abc\n")
        while True:
            received += await link.read()
    except LinkGoneError:
        ended = True
    finally:
        await link.close()
    assert (received, ended) == (b"cba\n", True)


async def test_closing_a_broken_wire_never_raises() -> None:
    server = await asyncio.start_server(lambda reader, writer: writer.transport.abort(), "127.0.0.1", 0)
    async with server:
        link = await tcp_link("127.0.0.1", server.sockets[0].getsockname()[1])()
        with pytest.raises(LinkGoneError):
            await link.read()
        await link.close()
        await link.close()


@pytest.fixture
async def device() -> AsyncIterator[tuple[int, Link]]:
    """The machine's end of a device file, and the link to its other end."""
    ours, theirs = os.openpty()
    tty.setraw(theirs)
    link = await character_device_link(os.ttyname(theirs))()
    os.close(theirs)
    yield ours, link
    await link.close()


async def test_a_device_file_carries_bytes_both_ways(device: tuple[int, Link]) -> None:
    ours, link = device
    reading = asyncio.create_task(link.read())
    await link.write(b"abc")
    assert os.read(ours, 10) == b"abc"
    os.write(ours, b"xyz")
    assert await reading == b"xyz"
    os.close(ours)


async def test_what_a_device_file_has_no_room_for_waits_and_is_not_lost(device: tuple[int, Link]) -> None:
    ours, link = device
    sent = os.urandom(60_000)
    writing = asyncio.create_task(link.write(sent))
    received = b""
    while len(received) < len(sent):
        received += await asyncio.to_thread(os.read, ours, 4096)
    await writing
    assert received == sent
    os.close(ours)


async def test_a_device_that_is_unplugged_while_it_is_waited_for_is_gone(device: tuple[int, Link]) -> None:
    ours, link = device
    reading = asyncio.create_task(link.read())
    await asyncio.sleep(0)
    os.close(ours)
    with pytest.raises(LinkGoneError):
        await reading
    with pytest.raises(LinkGoneError):
        await link.write(b"abc")


async def test_closing_a_device_file_ends_who_waits_for_it(device: tuple[int, Link]) -> None:
    ours, link = device
    reading = asyncio.create_task(link.read())
    await asyncio.sleep(0)
    await link.close()
    with pytest.raises(LinkGoneError):
        await reading
    os.close(ours)


async def test_how_a_wire_was_lost_has_a_short_code(tmp_path: Path) -> None:
    with pytest.raises(LinkGoneError) as nothing_there:
        await serial_link("/dev/nothing-here")()
    assert nothing_there.value.code == "gone"
    forbidden = LinkGoneError("denied")
    forbidden.__cause__ = PermissionError(13, "denied")
    assert forbidden.code == "no_permission"


@pytest.mark.parametrize(
    ("ending", "code"),
    [("os.abort()", "crashed"), ("sys.exit(3)", "no_library"), ("sys.exit(9)", "gone"), ("pass", "gone")],
)
async def test_how_a_process_ended_is_told_by_what_was_agreed(ending: str, code: str) -> None:
    link = await process_link((sys.executable, "-S", "-c", f"import os, sys; {ending}"), {3: "no_library"})()
    with pytest.raises(LinkGoneError) as ended:
        await link.read()
    await link.close()
    assert ended.value.code == code


@pytest.mark.parametrize(
    ("program", "result"),
    [
        ("sys.stdout.write(sys.stdin.read()[::-1])", b"cba"),
        ("sys.stdout.write('x' * 10)", b"x" * 10),
        ("sys.stdout.write('x' * 11)", None),
        ("sys.exit(1)", None),
        ("os.abort()", None),
        ("os.close(0)", b""),
    ],
)
async def test_a_filter_gives_what_a_program_wrote_if_it_ended_well(program: str, result: bytes | None) -> None:
    command = (sys.executable, "-S", "-c", f"import os, sys; {program}")
    assert await run_filter(command, b"abc", most_bytes=10, limit_s=10) == result


async def test_a_filter_that_takes_too_long_is_ended_with_what_it_started() -> None:
    began_s = asyncio.get_running_loop().time()
    assert await run_filter(("sh", "-c", "sleep 60 & sleep 60"), b"", most_bytes=10, limit_s=0.2) is None
    assert asyncio.get_running_loop().time() - began_s < 10


FLOODS = (sys.executable, "-S", "-c", "import sys\nwhile True: sys.stdout.buffer.write(bytes(65536))")


async def test_a_helper_that_flooded_kept_its_driver_for_ever() -> None:
    link = await process_link(FLOODS)()
    await link.read()
    await asyncio.sleep(0.3)  # all that the loop takes for nobody, and the pipe behind it, are full
    async with asyncio.timeout(5):
        await link.close()


async def test_a_link_is_closed_while_somebody_reads_it() -> None:
    link = await process_link((sys.executable, "-S", "-c", "import time; time.sleep(60)"))()
    reading = asyncio.ensure_future(link.read())
    await asyncio.sleep(0.05)
    async with asyncio.timeout(5):
        await link.close()
    with pytest.raises(LinkGoneError):
        await reading
