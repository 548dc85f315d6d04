"""A helper process as a wire: what it reads on stdin and writes on stdout."""

import asyncio
import contextlib
from collections.abc import Sequence

from devices.links.link import Link, LinkGoneError, OpenLink

READ_BYTES = 65536


class ProcessLink:
    """A running helper as a Link."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    @property
    def pid(self) -> int:
        return self._process.pid

    async def write(self, data: bytes) -> None:
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(data)
            await self._process.stdin.drain()
        except OSError as error:
            raise LinkGoneError(str(error)) from error

    async def read(self) -> bytes:
        assert self._process.stdout is not None
        data = await self._process.stdout.read(READ_BYTES)
        if not data:
            raise LinkGoneError("the process ended")
        return data

    async def close(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()
        await self._process.wait()


def process_link(command: Sequence[str]) -> OpenLink:
    """Start a program for every opening of the link; it ends with it."""

    async def open_link() -> Link:
        pipe = asyncio.subprocess.PIPE
        try:
            process = await asyncio.create_subprocess_exec(
                *command, stdin=pipe, stdout=pipe, stderr=asyncio.subprocess.DEVNULL
            )
        except OSError as error:
            raise LinkGoneError(str(error)) from error
        return ProcessLink(process)

    return open_link
