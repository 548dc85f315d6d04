"""A platform, or the way to it, that misbehaves: an ASGI application round the real one.

In process (httpx.ASGITransport) a broken connection is the `httpx` error a socket would cause; behind a real server
(uvicorn, for demo and campaigns) the socket is cut for real. Faults are set by the test and last until they are taken
back, or for a number of requests.
"""

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, MutableMapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import httpx
import uvicorn

from kiosk.core.clock import Clock
from kiosk.core.tasks import Supervisor

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
AsgiApp = Callable[[Message, Receive, Send], Awaitable[None]]

_PORTAL = b"<!DOCTYPE html><html><body>Please accept the terms of this network.</body></html>"
_PROBLEMS = {500: "internal-error", 409: "in-progress", 422: "unprocessable"}


class Fault(StrEnum):
    """What goes wrong."""

    DOWN = "down"
    """Nobody answers; the request never arrives."""
    SLOW = "slow"
    """The answer waits `slow_s` on the clock."""
    ERROR_500 = "500"
    CONFLICT_409 = "409"
    """With Retry-After: 1."""
    REFUSED_422 = "422"
    LOST_ACKNOWLEDGEMENT = "lost_acknowledgement"
    """The request takes effect, the answer never comes."""
    WRONG_CONTENT_TYPE = "wrong_content_type"
    """The right answer, labelled as text/html."""
    CAPTIVE_PORTAL = "captive_portal"
    """Somebody else's 200 with a page; the request never arrives."""
    TRUNCATED = "truncated"
    """The right answer, cut in the middle of its body."""


@dataclass(slots=True)
class _Set:
    fault: Fault
    left_count: int | None


class FaultyPlatform:
    """Wraps an ASGI application; without a fault it changes nothing. Counts what arrives."""

    def __init__(self, app: AsgiApp, clock: Clock, slow_s: float = 30.0) -> None:
        self._app = app
        self._clock = clock
        self._slow_s = slow_s
        self._set: _Set | None = None
        self.request_count = 0
        """Requests that were sent, whether they arrived or not."""
        self.slow_count = 0
        """Requests that sleep on the clock now."""

    def fail(self, fault: Fault, count: int | None = None) -> None:
        """Misbehave from now on, for `count` requests or until `heal`."""
        self._set = _Set(fault, count)

    def heal(self) -> None:
        """Behave again."""
        self._set = None

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        self.request_count += 1
        match self._next():
            case None:
                await self._app(scope, receive, send)
            case Fault.DOWN:
                _cut(send, httpx.ConnectError("nobody answers"))
            case Fault.SLOW:
                self.slow_count += 1
                await self._clock.sleep(self._slow_s)
                self.slow_count -= 1
                await self._app(scope, receive, send)
            case Fault.ERROR_500 | Fault.CONFLICT_409 | Fault.REFUSED_422 as fault:
                await _problem(send, int(fault.value))
            case Fault.LOST_ACKNOWLEDGEMENT:
                await self._app(scope, receive, _nowhere)
                _cut(send, httpx.ReadError("the answer was lost"))
            case Fault.WRONG_CONTENT_TYPE:
                await self._app(scope, receive, _relabelled(send))
            case Fault.CAPTIVE_PORTAL:
                await _answer(send, 200, b"text/html; charset=utf-8", _PORTAL)
            case Fault.TRUNCATED:
                await self._app(scope, receive, _truncated(send))

    def _next(self) -> Fault | None:
        held = self._set
        if held is None:
            return None
        if held.left_count is not None:
            held.left_count -= 1
            if held.left_count <= 0:
                self._set = None
        return held.fault


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready.set()


@asynccontextmanager
async def on_a_socket(app: AsgiApp) -> AsyncIterator[str]:
    """Serve an application on 127.0.0.1 inside this loop and yield its base URL."""
    config = uvicorn.Config(
        app, host="127.0.0.1", port=0, lifespan="off", access_log=False, log_config=None, date_header=False
    )
    server = _Server(config)
    listener = config.bind_socket()
    async with Supervisor() as supervisor:
        running = supervisor.start("platform on a socket", server._serve(sockets=[listener]))  # without its signals
        try:
            await server.ready.wait()
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            await running
            listener.close()


def _cut(send: Send, error: httpx.TransportError) -> None:
    """Break the connection without an answer: the socket where there is one, else the client's own error."""
    transport: Any = getattr(getattr(send, "__self__", None), "transport", None)
    if transport is None:
        raise error
    transport.abort()


async def _nowhere(message: Message) -> None:
    return


def _relabelled(send: Send) -> Send:
    async def relabel(message: Message) -> None:
        if message["type"] == "http.response.start":
            kept = [(name, value) for name, value in message["headers"] if name.lower() != b"content-type"]
            message["headers"] = [*kept, (b"content-type", b"text/html; charset=utf-8")]
        await send(message)

    return relabel


def _truncated(send: Send) -> Send:
    """Half of the body; in process the length is corrected too, since no socket is there to notice."""

    async def cut(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [(name, value) for name, value in message["headers"] if name != b"content-length"]
        elif message["type"] == "http.response.body":
            body = message["body"]
            message["body"] = body[: len(body) // 2]
        await send(message)

    return cut


async def _problem(send: Send, status: int) -> None:
    slug = _PROBLEMS[status]
    body = f'{{"type":"urn:bianmin:problem:{slug}","title":"A fault of the test.","status":{status}}}'
    headers = ((b"retry-after", b"1"),) if status == 409 else ()
    await _answer(send, status, b"application/problem+json", body.encode(), headers)


async def _answer(
    send: Send, status: int, content_type: bytes, body: bytes, headers: tuple[tuple[bytes, bytes], ...] = ()
) -> None:
    length = str(len(body)).encode()
    start: Any = {
        "type": "http.response.start",
        "status": status,
        "headers": [(b"content-type", content_type), (b"content-length", length), *headers],
    }
    await send(start)
    end: Any = {"type": "http.response.body", "body": body, "more_body": False}
    await send(end)
