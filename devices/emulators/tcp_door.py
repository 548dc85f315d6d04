"""The TCP port of an emulated machine: whoever comes is served, and when it is switched off nobody stays.

asyncio's server knows nobody it has let in, and Python 3.11 loses a connection that it accepts while it closes: one
that came a moment before the power went was served on, or lay open until the collector found it.
"""

import asyncio
import contextlib
import ssl
from collections.abc import Awaitable, Callable

ServeTcp = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
LINE_BYTES = 64 * 1024


class TcpDoor:
    """Loop thread only. Port 0 becomes a free one when it opens, and stays."""

    def __init__(self, serve: ServeTcp, line_bytes: int = LINE_BYTES, tls: ssl.SSLContext | None = None) -> None:
        self._serve = serve
        self._line_bytes = line_bytes
        self.tls = tls
        self._server: asyncio.Server | None = None
        self._guests: dict[asyncio.Task[None], asyncio.StreamWriter] = {}

    @property
    def is_open(self) -> bool:
        return self._server is not None

    @property
    def guests(self) -> list[asyncio.StreamWriter]:
        """Everybody who is connected now."""
        return list(self._guests.values())

    async def open(self, host: str, port: int) -> int:
        """Let everybody in from now on; the port."""
        if self._server is None:
            self._server = await asyncio.start_server(self._let_in, host, port, limit=self._line_bytes, ssl=self.tls)
        number: int = self._server.sockets[0].getsockname()[1]
        return number

    async def close(self) -> None:
        """Nobody is let in, and everybody is gone when this returns."""
        if self._server is not None:
            for listening in self._server.sockets:
                asyncio.get_running_loop().remove_reader(listening.fileno())
            await asyncio.sleep(0)  # for who has knocked and does not stand inside yet
        self.shut()
        self.turn_out()
        for task in self._guests:
            task.cancel()
        await asyncio.gather(*self._guests, return_exceptions=True)

    def shut(self) -> None:
        """Nobody is let in any more, not even who knocked this moment; who is inside stays."""
        if self._server is not None:
            self._server.close()
            self._server = None

    def turn_out(self) -> None:
        """Break every connection; whoever comes back is let in."""
        for writer in self.guests:
            writer.transport.abort()

    def _let_in(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Called by the server as soon as there is a connection, and not a turn of the loop later."""
        if self._server is None:
            writer.transport.abort()
            return
        task = asyncio.get_running_loop().create_task(self._served(reader, writer), name="emulated connection")
        self._guests[task] = writer
        task.add_done_callback(lambda done: self._guests.pop(done))

    async def _served(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            with contextlib.suppress(OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
                await self._serve(reader, writer)
        finally:  # whoever is served falls: nobody waits for ever on a line that is open and dead
            writer.close()
