"""Wires that break, and how long to wait before the next try."""

import asyncio
import sys
from pathlib import Path

import pytest

from devices.links.link import LinkGoneError, OpenLink, back_off_s
from devices.links.process import process_link
from devices.links.streams import serial_link, tcp_link

pytestmark = pytest.mark.anyio


def test_the_wait_doubles_from_half_a_second_to_five() -> None:
    assert [back_off_s(n) for n in (1, 2, 3, 4, 5, 500)] == [0.5, 1.0, 2.0, 4.0, 5.0, 5.0]


@pytest.mark.parametrize(
    "open_link",
    [serial_link("/dev/nothing-here"), tcp_link("127.0.0.1", 1), process_link(("/nowhere/at-all",))],
    ids=["serial", "tcp", "process"],
)
async def test_a_wire_that_is_not_there_is_gone(open_link: OpenLink) -> None:
    with pytest.raises(LinkGoneError):
        await open_link()


async def test_a_regular_file_is_no_serial_port(tmp_path: Path) -> None:
    path = tmp_path / "idcard"
    path.write_bytes(b"")
    with pytest.raises(LinkGoneError):
        await serial_link(str(path))()


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
