"""A network document camera: HTTP/1.1 on TCP, `GET /snapshot.jpg`. Shows the paper laid under it, or its bare plate."""

import asyncio
import contextlib
import io
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

SNAPSHOT_PATH = "/snapshot.jpg"
WIDTH_PX, HEIGHT_PX = 1600, 1200
EDGE_PX = 70
PLATE, SHEET, INK = (58, 62, 60), (252, 251, 247), (40, 40, 44)
FAULTS = ("error_500", "not_a_picture", "truncated", "silent", "wrong_type")


@dataclass(slots=True)
class DocumentCameraEmulator:
    """The camera. Loop thread only."""

    host: str = "127.0.0.1"
    port: int = 0
    paper: str | None = None
    """The words on the sheet under the camera, line by line; None is the bare plate."""
    fault: str | None = None
    """One of FAULTS; spoils every answer until it is None again."""
    pictures: int = 0
    _picture: bytes | None = None
    _server: asyncio.Server | None = None
    _writers: set[asyncio.StreamWriter] = field(default_factory=set)

    async def start(self) -> None:
        """Switch on; the port stays the same."""
        self._server = await asyncio.start_server(self._serve, self.host, self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def close(self) -> None:
        if self._server is not None:
            self._server.close()
            self._server = None
        for writer in tuple(self._writers):
            writer.transport.abort()

    def lay_paper(self, words: str | None) -> None:
        """Put a sheet with these words under the camera, or take it away."""
        self.paper, self._picture = words, None

    def show(self, jpeg: bytes) -> None:
        """Show a ready picture instead."""
        self._picture = jpeg

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writers.add(writer)
        with contextlib.suppress(OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            request = await reader.readuntil(b"\r\n\r\n")
            if self.fault == "silent":
                await reader.read()
            elif request.split(b" ")[:2] != [b"GET", SNAPSHOT_PATH.encode()]:
                writer.write(_answer(b"404 Not Found", b"text/plain", b""))
            else:
                self.pictures += 1
                writer.write(self._answer_picture())
                await writer.drain()
        self._writers.discard(writer)
        writer.close()

    def _answer_picture(self) -> bytes:
        picture = self._picture or draw_view(self.paper)
        match self.fault:
            case "error_500":
                return _answer(b"500 Internal Server Error", b"text/plain", b"busy")
            case "wrong_type":
                return _answer(b"200 OK", b"text/html", b"<html>log in</html>")
            case "not_a_picture":
                return _answer(b"200 OK", b"image/jpeg", b"\xff\xd8" + bytes(500))
            case "truncated":
                whole = _answer(b"200 OK", b"image/jpeg", picture)
                return whole[: len(whole) // 2]
            case _:
                return _answer(b"200 OK", b"image/jpeg", picture)


def _answer(status: bytes, content_type: bytes, body: bytes) -> bytes:
    length = str(len(body)).encode()
    head = b"HTTP/1.1 " + status + b"\r\nContent-Type: " + content_type + b"\r\nContent-Length: " + length
    return head + b"\r\nConnection: close\r\n\r\n" + body


@cache
def draw_view(words: str | None) -> bytes:
    """What the camera sees, as JPEG: a sheet lying a little askew, or nothing."""
    view = Image.new("RGB", (WIDTH_PX, HEIGHT_PX), PLATE)
    if words is not None:
        sheet = Image.new("RGBA", (760, 1075), (*SHEET, 255))
        draw = ImageDraw.Draw(sheet)
        for row, line in enumerate(wrapped(words, sheet.width - 2 * EDGE_PX)):
            draw.text((EDGE_PX, 80 + row * 62), line, fill=INK, font=font())
        turned = sheet.rotate(1.5, expand=True, resample=Image.Resampling.BICUBIC)
        view.paste(turned, ((WIDTH_PX - turned.width) // 2, (HEIGHT_PX - turned.height) // 2), turned)
    jpeg = io.BytesIO()
    view.save(jpeg, "JPEG", quality=85)
    return jpeg.getvalue()


def wrapped(words: str, width_px: int) -> list[str]:
    """The lines as they fit into a width; Chinese breaks anywhere."""
    lines: list[str] = []
    for line in words.splitlines():
        lines.append("")
        for character in line:
            if font().getlength(lines[-1] + character) > width_px:
                lines.append("")
            lines[-1] += character
    return lines


@cache
def font() -> ImageFont.FreeTypeFont:
    """What the page is set in."""
    path = next(iter(sorted(Path("/usr/share/fonts").glob("**/NotoSansCJK-Regular.ttc"))))
    return ImageFont.truetype(path, 40, index=2)
