"""The port of an emulated machine: when it is switched off, nobody stays."""

import asyncio
import contextlib

import pytest

from devices.emulators.tcp_door import TcpDoor

pytestmark = pytest.mark.anyio
HOST = "127.0.0.1"


async def echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while data := await reader.read(100):
        writer.write(data)


async def hears_nothing(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
    with contextlib.suppress(ConnectionError):
        writer.write(b"are you there?")
        async with asyncio.timeout(5):
            return await reader.read(100) == b""
    return True


@pytest.mark.parametrize("turns", range(6))
async def test_who_comes_in_the_moment_the_power_goes_is_not_served(turns: int) -> None:
    door = TcpDoor(echo)
    port = await door.open(HOST, 0)
    coming = asyncio.create_task(asyncio.open_connection(HOST, port))
    for _ in range(turns):
        await asyncio.sleep(0)
    await door.close()
    with contextlib.suppress(ConnectionError):
        reader, writer = await coming
        assert await hears_nothing(reader, writer)
        writer.close()
    assert door.guests == []
    assert [task.get_name() for task in asyncio.all_tasks() if task.get_name() == "emulated connection"] == []


async def test_it_opens_again_at_the_same_port() -> None:
    door = TcpDoor(echo)
    port = await door.open(HOST, 0)
    first, first_writer = await asyncio.open_connection(HOST, port)
    await door.close()
    assert await hears_nothing(first, first_writer)
    first_writer.close()
    assert not door.is_open
    assert await door.open(HOST, port) == port
    reader, writer = await asyncio.open_connection(HOST, port)
    writer.write(b"and you?")
    assert await reader.read(100) == b"and you?"
    writer.close()
    await door.close()
