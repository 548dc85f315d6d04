"""A bad network between a terminal and its platform: a TCP proxy that takes HTTP exchanges one by one and spoils them.

    async with FaultProxy(platform.port).listening() as url:
        proxy.fault = Fault.LOST_ANSWER            every exchange from now on
        proxy.choose = lambda: random.choice(…)    or whatever the campaign likes, exchange by exchange

It knows just enough of HTTP/1.1 to see where a message ends: a head, and a body of Content-Length bytes.
"""

import asyncio
import random
import re
import socket
import struct
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing, suppress
from enum import StrEnum

from kiosk.core.tasks import Supervisor

FAR_AWAY_S = 3600.0


class Fault(StrEnum):
    """What becomes of one exchange."""

    DELAY = "delay"
    """Right, but late by up to `delay_s`."""
    BYTE_BY_BYTE = "byte by byte"
    """Right, in chunks of one byte."""
    TWICE = "twice"
    """The request arrives twice, one after the other; the second answer is given."""
    TWICE_AT_ONCE = "twice at once"
    """The request arrives twice at the same moment; one of the answers is given."""
    BLACK_HOLE = "black hole"
    """Nothing arrives and nothing comes back."""
    RESET = "reset"
    """Cut at once."""
    REQUEST_CUT = "request cut"
    """Half of the request arrives, then both sides are cut."""
    LOST_ANSWER = "lost answer"
    """It takes effect, and the line is cut before the answer."""
    WITHHELD_ANSWER = "withheld answer"
    """It takes effect, and the answer never comes."""
    ANSWER_RESET = "answer reset"
    """Half of the answer, then a reset."""
    TRUNCATED = "truncated"
    """Half of the answer, then an orderly end."""
    SHORTENED = "shortened"
    """Half of the body, under a Content-Length that says so."""
    GARBAGE_BEFORE = "garbage before"
    GARBAGE_WITHIN = "garbage within"
    """Some bytes of the answer's body are others."""
    GARBAGE_AFTER = "garbage after"
    """The right answer, and then bytes that nobody asked for."""
    SLOW_LORIS = "slow loris"
    """The answer drips, a byte each half time-out, and never ends."""
    STALE_ANSWER = "stale answer"
    """The answer that an earlier exchange got; the request does not arrive."""
    WRONG_TYPE = "wrong content type"
    """The right answer, labelled text/html."""
    PORTAL_HTML = "portal: 200 html"
    PORTAL_JSON = "portal: 200 json"
    PORTAL_EMPTY = "portal: 204"
    PORTAL_REDIRECT = "portal: 302"
    """To another host, which counts who comes."""


_HTML = b"<!DOCTYPE html><html><body>Please accept the terms of this network.</body></html>"
_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)\r\n", re.IGNORECASE)
_TYPE = re.compile(rb"\r\ncontent-type: [^\r\n]*", re.IGNORECASE)


class FaultProxy:
    """One listening port before one platform. Without a fault it changes nothing."""

    def __init__(self, port: int, delay_s: float = 0.5, drip_s: float = 0.4) -> None:
        self._upstream = ("127.0.0.1", port)
        self._delay_s = delay_s
        self._drip_s = drip_s
        self._random = random.Random(7)
        self._earlier = b""
        self._stranger_url = b""
        self.fault: Fault | None = None
        self.choose: Callable[[], Fault | None] = lambda: self.fault
        self.exchange_counts: Counter[str] = Counter()
        """Exchanges by what became of them; "right" where nothing did."""
        self.stranger_count = 0
        """How often somebody followed a portal to another host."""

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[str]:
        """Listen on a port of its own and yield the URL that stands for the platform's."""
        async with Supervisor() as supervisor:

            def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
                supervisor.start("connection through the proxy", self._connection(reader, writer))

            server = await asyncio.start_server(accept, "127.0.0.1", 0)
            stranger = await asyncio.start_server(self._meet, "127.0.0.2", 0)
            async with server, stranger:
                self._stranger_url = b"http://127.0.0.2:%d/login" % stranger.sockets[0].getsockname()[1]
                yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
                await supervisor.close()
                await asyncio.sleep(0)  # the loop closes what was closed

    def _meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.stranger_count += 1
        writer.close()

    async def _connection(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with closing(writer), suppress(OSError, asyncio.IncompleteReadError):
            while True:
                request = await read_message(reader)
                fault = self.choose()
                self.exchange_counts[fault or "right"] += 1
                if not await self._exchange(fault, request, writer):
                    return

    async def _exchange(self, fault: Fault | None, request: bytes, writer: asyncio.StreamWriter) -> bool:
        """Spoil one exchange; True if the connection goes on."""
        match fault:
            case Fault.BLACK_HOLE:
                await asyncio.sleep(FAR_AWAY_S)
            case Fault.RESET:
                reset(writer)
                return False
            case Fault.REQUEST_CUT:
                _, upstream = await asyncio.open_connection(*self._upstream)
                upstream.write(request[: len(request) // 2])
                await upstream.drain()
                upstream.close()
                reset(writer)
                return False
            case Fault.PORTAL_HTML | Fault.PORTAL_JSON | Fault.PORTAL_EMPTY | Fault.PORTAL_REDIRECT:
                await _put(writer, self._portal(fault))
                return True
            case Fault.STALE_ANSWER:
                await _put(writer, self._earlier or self._portal(Fault.PORTAL_JSON))
                return True
            case Fault.TWICE:
                await self._ask(request)
            case Fault.TWICE_AT_ONCE:
                answers = await asyncio.gather(self._ask(request), self._ask(request))
                await _put(writer, self._random.choice(answers))
                return True
        answer = await self._ask(request)
        goes_on = await self._answer(fault, answer, writer)
        if request.startswith((b"POST", b"PUT", b"PATCH")):
            self._earlier = answer
        return goes_on

    async def _answer(self, fault: Fault | None, answer: bytes, writer: asyncio.StreamWriter) -> bool:
        """Give the right answer in the wrong way; True if the connection goes on."""
        head, _, body = answer.partition(b"\r\n\r\n")
        half = answer[: len(head) + 4 + len(body) // 2]
        match fault:
            case Fault.LOST_ANSWER:
                reset(writer)
                return False
            case Fault.WITHHELD_ANSWER:
                await asyncio.sleep(FAR_AWAY_S)
            case Fault.ANSWER_RESET:
                await _put(writer, half)
                reset(writer)
                return False
            case Fault.TRUNCATED:
                await _put(writer, half)
                return False
            case Fault.SLOW_LORIS:
                for byte in half:
                    await _put(writer, bytes([byte]))
                    await asyncio.sleep(self._drip_s)
                await asyncio.sleep(FAR_AWAY_S)
            case Fault.BYTE_BY_BYTE:
                for byte in answer:
                    await _put(writer, bytes([byte]))
                    await asyncio.sleep(0)
            case Fault.DELAY:
                await asyncio.sleep(self._random.uniform(0, self._delay_s))
                await _put(writer, answer)
            case _:
                await _put(writer, self._spoilt(fault, head + b"\r\n", body))
        return True

    def _spoilt(self, fault: Fault | None, head: bytes, body: bytes) -> bytes:
        match fault:
            case Fault.GARBAGE_BEFORE:
                return self._random.randbytes(64) + b"\r\n" + head + b"\r\n" + body
            case Fault.GARBAGE_AFTER:
                return head + b"\r\n" + body + self._random.randbytes(64)
            case Fault.GARBAGE_WITHIN:
                spoilt = bytearray(body)
                for place in self._random.sample(range(len(spoilt)), k=min(4, len(spoilt))):
                    spoilt[place] ^= 1 << self._random.randrange(8)
                return head + b"\r\n" + bytes(spoilt)
            case Fault.SHORTENED:
                length = b"\r\ncontent-length: %d\r\n" % (len(body) // 2)
                return _LENGTH.sub(length, head) + b"\r\n" + body[: len(body) // 2]
            case Fault.WRONG_TYPE:
                return _TYPE.sub(b"\r\ncontent-type: text/html", head) + b"\r\n" + body
            case _:
                return head + b"\r\n" + body

    def _portal(self, fault: Fault) -> bytes:
        match fault:
            case Fault.PORTAL_HTML:
                return _message(b"200 OK", b"text/html", _HTML)
            case Fault.PORTAL_JSON:
                return _message(b"200 OK", b"application/json", b'{"status":"ok","logged_in":false}')
            case Fault.PORTAL_EMPTY:
                return b"HTTP/1.1 204 No Content\r\n\r\n"
            case _:
                return _message(b"302 Found", b"text/html", b"", b"location: " + self._stranger_url + b"\r\n")

    async def _ask(self, request: bytes) -> bytes:
        """What the platform itself answers."""
        reader, writer = await asyncio.open_connection(*self._upstream)
        with closing(writer):
            await _put(writer, request)
            return await read_message(reader, is_head=request.startswith(b"HEAD "))


async def read_message(reader: asyncio.StreamReader, is_head: bool = False) -> bytes:
    """One HTTP message to its end; raises IncompleteReadError where the other side ends sooner.

    The answer to a HEAD tells a length and has no body.
    """
    head = await reader.readuntil(b"\r\n\r\n")
    length = None if is_head else _LENGTH.search(head)
    return head + (await reader.readexactly(int(length[1])) if length else b"")


def reset(writer: asyncio.StreamWriter) -> None:
    """End a connection with RST: what was under way is gone."""
    connection: socket.socket | None = writer.get_extra_info("socket")
    if connection is not None:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


def _message(status: bytes, media_type: bytes, body: bytes, more: bytes = b"") -> bytes:
    head = b"HTTP/1.1 " + status + b"\r\ncontent-type: " + media_type + b"\r\n" + more
    return head + b"content-length: %d\r\n\r\n" % len(body) + body


async def _put(writer: asyncio.StreamWriter, data: bytes) -> None:
    writer.write(data)
    await writer.drain()
