"""Each fault of the proxy, seen from both sides: what the client gets, and how often the platform was asked."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest

from tests.helpers.fault_proxy import Fault, FaultProxy, read_message

pytestmark = pytest.mark.anyio

REQUEST = b"POST /v1/envelopes HTTP/1.1\r\nhost: platform\r\ncontent-length: 6\r\n\r\na case"
BODY = b'{"message_id":"0","case_id":"0"}'
ANSWER = b"HTTP/1.1 201 Created\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n" % len(BODY) + BODY
NEVER = (Fault.BLACK_HOLE, Fault.WITHHELD_ANSWER, Fault.SLOW_LORIS)
RIGHT = (Fault.DELAY, Fault.BYTE_BY_BYTE, Fault.TWICE, Fault.TWICE_AT_ONCE)
PORTALS = (Fault.PORTAL_HTML, Fault.PORTAL_JSON, Fault.PORTAL_EMPTY, Fault.PORTAL_REDIRECT)
UNHEARD = (Fault.BLACK_HOLE, Fault.RESET, Fault.REQUEST_CUT, Fault.STALE_ANSWER, *PORTALS)


@dataclass(slots=True)
class Desk:
    """A platform that answers everything alike and counts the whole requests it got."""

    port: int = 0
    requests: list[bytes] = field(default_factory=list)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(asyncio.IncompleteReadError):
            self.requests.append(await read_message(reader))
            writer.write(ANSWER)
        writer.close()


@asynccontextmanager
async def desk_and_proxy(fault: Fault | None) -> AsyncIterator[tuple[Desk, FaultProxy, str]]:
    desk = Desk()
    async with await asyncio.start_server(desk.serve, "127.0.0.1", 0) as server:
        desk.port = server.sockets[0].getsockname()[1]
        proxy = FaultProxy(desk.port, delay_s=0.02, drip_s=0.002)
        proxy.fault = fault
        async with proxy.listening() as url:
            yield desk, proxy, url


async def exchanged(url: str) -> bytes:
    """All that comes back to one request until the line ends, or for a moment; then `RST` if it was cut hard."""
    reader, writer = await asyncio.open_connection("127.0.0.1", int(url.rpartition(":")[2]))
    writer.write(REQUEST)
    writer.write_eof()
    got = b""
    try:
        async with asyncio.timeout(0.1):
            while part := await reader.read(4096):
                got += part
    except TimeoutError:
        pass
    except ConnectionResetError:
        got += b"RST"
    writer.close()
    with contextlib.suppress(OSError):
        await writer.wait_closed()
    return got


async def test_without_a_fault_nothing_is_changed() -> None:
    async with desk_and_proxy(None) as (desk, proxy, url):
        assert await exchanged(url) == ANSWER
        assert desk.requests == [REQUEST]
        assert proxy.exchange_counts == {"right": 1}


@pytest.mark.parametrize("fault", Fault)
async def test_the_platform_hears_of_a_request_what_the_fault_says(fault: Fault) -> None:
    async with desk_and_proxy(fault) as (desk, proxy, url):
        await exchanged(url)
        whole = 0 if fault in UNHEARD else 2 if fault in (Fault.TWICE, Fault.TWICE_AT_ONCE) else 1
        assert desk.requests == [REQUEST] * whole
        assert proxy.exchange_counts[fault] == 1


@pytest.mark.parametrize("fault", Fault)
async def test_only_a_harmless_fault_lets_the_right_answer_through(fault: Fault) -> None:
    async with desk_and_proxy(fault) as (_, _, url):
        assert (await exchanged(url) == ANSWER) is (fault in RIGHT)


@pytest.mark.parametrize("fault", NEVER)
async def test_an_answer_that_never_comes_leaves_the_line_open(fault: Fault) -> None:
    async with desk_and_proxy(fault) as (_, _, url):
        got = await exchanged(url)
        assert not got.endswith(b"RST")
        assert got in ANSWER
        assert got != ANSWER


@pytest.mark.parametrize("fault", [Fault.RESET, Fault.REQUEST_CUT, Fault.LOST_ANSWER, Fault.ANSWER_RESET])
async def test_a_cut_is_a_reset(fault: Fault) -> None:
    async with desk_and_proxy(fault) as (_, _, url):
        assert (await exchanged(url)).endswith(b"RST")


@pytest.mark.parametrize("fault", PORTALS)
async def test_a_portal_answers_for_the_platform(fault: Fault) -> None:
    async with desk_and_proxy(fault) as (_, _, url):
        assert (await exchanged(url))[9:12] == (fault.value[-3:] if "20" not in fault else fault[8:11]).encode()


async def test_a_stale_answer_is_the_one_an_earlier_request_got() -> None:
    async with desk_and_proxy(None) as (desk, proxy, url):
        await exchanged(url)
        proxy.fault = Fault.STALE_ANSWER
        assert await exchanged(url) == ANSWER
        assert len(desk.requests) == 1


async def test_garbage_and_lies_leave_something_that_is_not_the_answer() -> None:
    async with desk_and_proxy(None) as (_, proxy, url):
        proxy.fault = Fault.GARBAGE_BEFORE
        assert (await exchanged(url)).endswith(ANSWER)
        proxy.fault = Fault.GARBAGE_AFTER
        assert (await exchanged(url)).startswith(ANSWER)
        proxy.fault = Fault.GARBAGE_WITHIN
        assert len(await exchanged(url)) == len(ANSWER)
        proxy.fault = Fault.SHORTENED
        assert b"content-length: 16" in await exchanged(url)
        proxy.fault = Fault.WRONG_TYPE
        assert b"content-type: text/html" in await exchanged(url)


async def test_who_follows_a_redirect_is_counted() -> None:
    async with desk_and_proxy(Fault.PORTAL_REDIRECT) as (_, proxy, url):
        place = (await exchanged(url)).partition(b"location: ")[2].split(b"\r\n")[0].decode()
        reader, writer = await asyncio.open_connection("127.0.0.2", int(place.rpartition(":")[2].split("/")[0]))
        await reader.read()  # until it has been met
        writer.close()
        await writer.wait_closed()
        assert proxy.stranger_count == 1
