"""The hand's end of the control line (devices.emulators.control): no machine of its own, nothing heavy."""

import asyncio
import contextlib
import json
from typing import Any

LINE_BYTES = 32 * 1024 * 1024
"""A slip comes as base64 in one line."""


class ControlError(Exception):
    """The machines refused an order, or are gone."""


class ControlClient:
    """The other end. Orders from several tasks are answered one after the other."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer
        self._turn = asyncio.Lock()

    @classmethod
    async def connect(cls, address: str) -> "ControlClient":
        """Connect to the `control` address the emulators told."""
        host, _, port = address.rpartition(":")
        reader, writer = await asyncio.open_connection(host, int(port), limit=LINE_BYTES)
        return cls(reader, writer)

    async def do(self, name: str, **parameters: Any) -> dict[str, Any]:
        """Do one thing and return what was told. Raises ControlError."""
        try:
            async with self._turn:
                self._writer.write(json.dumps({"do": name, **parameters}).encode() + b"\n")
                await self._writer.drain()
                line = await self._reader.readline()
        except OSError as error:
            raise ControlError(str(error)) from error
        if not line:
            raise ControlError("the emulators are gone")
        told: dict[str, Any] = json.loads(line)
        if not told.pop("ok"):
            raise ControlError(str(told["error"]))
        return told

    async def close(self) -> None:
        with contextlib.suppress(OSError):
            self._writer.close()
            await self._writer.wait_closed()
