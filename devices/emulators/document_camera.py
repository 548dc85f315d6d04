"""A document camera, with a network behind it or on USB. Shows the paper laid under it, or its bare plate.

network   HTTP/1.1 on TCP, `GET /snapshot.jpg`; HEAD for its head alone
USB       the kernel here offers no V4L2 device: a file of JPEG frames stands in its place, brighter one by one
          as the exposure of a camera settles; gone while unplugged, a pipe that nobody fills while it hangs
"""

import asyncio
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

from devices.emulators.camera_views import Way, dimmed, draw_view
from devices.emulators.spoiling import Spoiling
from devices.emulators.tcp_door import TcpDoor

SNAPSHOT_PATH = "/snapshot.jpg"
FAULTS = ("error_500", "not_a_picture", "truncated", "silent", "wrong_type", "black")
WARMING_UP = (0.25, 0.5, 0.75, 0.9)
"""How bright the frames are before the exposure has settled, of 1."""
SETTLED_FRAMES = 6
LAST_TURNS = 6
"""Of the loop, in which whoever knocked is let in, and whoever is shown out is gone."""
NO_PICTURE = b"\xff\xd8" + bytes(500)


@dataclass(slots=True)
class DocumentCameraEmulator(Spoiling):
    """The camera. Loop thread only. What its network hands out is counted, for a fault of so many times: pictures, and
    no looks whether it is there."""

    FAULTS: ClassVar[tuple[str, ...]] = FAULTS
    host: str = "127.0.0.1"
    port: int = 0
    usb_path: Path | None = None
    """Where the USB camera's node would be; None: it has no such plug."""
    paper: str | None = None
    """The words on the sheet under the camera, line by line; None is the bare plate."""
    way: Way = Way.FLAT
    """How the sheet lies there, and in what light."""
    pictures: int = 0
    """Handed out over the network."""
    _picture: bytes | None = None
    _door: TcpDoor = field(init=False)

    def __post_init__(self) -> None:
        self._door = TcpDoor(self._serve)

    async def start(self) -> None:
        """Switch on; the port stays the same."""
        self.port = await self._door.open(self.host, self.port)
        self._record()

    async def close(self) -> None:
        await self._door.close()
        if self.usb_path is not None:
            self.usb_path.unlink(missing_ok=True)

    def lay_paper(self, words: str | None, way: Way = Way.FLAT) -> None:
        """Put a sheet with these words under the camera, or take it away."""
        self.paper, self.way, self._picture = words, way, None
        self._record()

    def show(self, jpeg: bytes) -> None:
        """Show a ready picture instead."""
        self._picture = jpeg
        self._record()

    def fail(self, kind: str | None = None, times: int | None = None) -> None:
        Spoiling.fail(self, kind, times)  # super() knows no slots
        self._record()

    def _record(self) -> None:
        """Have the USB camera's node give what it would give now."""
        if self.usb_path is None or not self._door.is_open:
            return
        self.usb_path.unlink(missing_ok=True)
        if self.fault == "silent":
            os.mkfifo(self.usb_path)
            return
        self.usb_path.write_bytes(b"".join(self._frames()))

    def _frames(self) -> list[bytes]:
        picture = self._picture or draw_view(self.paper, self.way)
        match self.fault:
            case "truncated":
                return [picture[: len(picture) // 2]] * SETTLED_FRAMES
            case "black":
                return [dimmed(picture, 0.0)] * SETTLED_FRAMES
            case "error_500" | "not_a_picture" | "wrong_type":
                return [NO_PICTURE] * SETTLED_FRAMES
            case _:
                return [dimmed(picture, light) for light in WARMING_UP] + [picture] * SETTLED_FRAMES

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        request = await reader.readuntil(b"\r\n\r\n")
        method, path = [*request.split(b" ")[:2], b""][:2]
        is_picture = method == b"GET" and path == SNAPSHOT_PATH.encode()
        fault = self._struck() if is_picture else self.fault
        if fault == "silent":
            await reader.read()
            return
        await asyncio.sleep(self.delay_s)
        if path != SNAPSHOT_PATH.encode() or method not in (b"GET", b"HEAD"):
            writer.write(_answer(b"404 Not Found", b"text/plain", b""))
        elif method == b"HEAD":
            head, end, _ = self._answer_picture(fault).partition(b"\r\n\r\n")
            writer.write(head + end)
        else:
            self.pictures += 1
            writer.write(self._answer_picture(fault))
            await writer.drain()

    def _struck(self) -> str | None:
        fault = self.strike()
        if fault is not None and self.fault is None:
            self._record()
        return fault

    def _answer_picture(self, fault: str | None) -> bytes:
        picture = self._picture or draw_view(self.paper, self.way)
        match fault:
            case "error_500":
                return _answer(b"500 Internal Server Error", b"text/plain", b"busy")
            case "wrong_type":
                return _answer(b"200 OK", b"text/html", b"<html>log in</html>")
            case "not_a_picture":
                return _answer(b"200 OK", b"image/jpeg", NO_PICTURE)
            case "black":
                return _answer(b"200 OK", b"image/jpeg", dimmed(picture, 0.0))
            case "truncated":
                whole = _answer(b"200 OK", b"image/jpeg", picture)
                return whole[: len(whole) // 2]
            case _:
                return _answer(b"200 OK", b"image/jpeg", picture)


def _answer(status: bytes, content_type: bytes, body: bytes) -> bytes:
    length = str(len(body)).encode()
    head = b"HTTP/1.1 " + status + b"\r\nContent-Type: " + content_type + b"\r\nContent-Length: " + length
    return head + b"\r\nConnection: close\r\n\r\n" + body
