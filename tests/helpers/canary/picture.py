"""An X server without a screen, and what would be seen on it: how long its picture was dark.

Xvfb keeps its picture in a file (`-fbdir`, XWD format), which is looked at from outside several hundred times a second.
"""

import mmap
import os
import struct
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

WIDTH_PX, HEIGHT_PX = 1080, 1920
LOOK_EVERY_S = 0.004
POINT_COUNT = 60
DARK_SHARE = 0.9
"""The idle screen is light paper; a screen without a window is black."""


class Picture:
    """Looks at an X server's picture from a thread of its own."""

    def __init__(self, display: str, path: Path) -> None:
        self.display = display
        self.path = path
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self.looks = 0
        self.longest_dark_s = 0.0

    def measure(self) -> None:
        """Look from now on; what was seen before is forgotten."""
        self.longest_dark_s, self.looks = 0.0, 0
        if not self._thread.is_alive():
            self._thread.start()

    def close(self) -> None:
        """Look no more."""
        self._ended.set()
        if self._thread.is_alive():
            self._thread.join()

    def _look(self) -> None:
        with self.path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as seen:
            places = points_of(seen, POINT_COUNT)
            dark_since_s: float | None = None
            while not self._ended.wait(LOOK_EVERY_S):
                dark_count = sum(seen[at : at + 3] == b"\0\0\0" for at in places)
                now_s = time.monotonic()
                self.looks += 1
                if dark_count < DARK_SHARE * POINT_COUNT:
                    dark_since_s = None
                else:
                    dark_since_s = dark_since_s or now_s
                    self.longest_dark_s = max(self.longest_dark_s, now_s - dark_since_s)


def points_of(picture: mmap.mmap, count: int) -> list[int]:
    """Where the bytes (blue, green, red) of so many points lie that are spread over an XWD picture."""
    head = struct.unpack(">25I", picture[:100])
    pixels_at, width_px, height_px, line_bytes = head[0] + head[19] * 12, head[4], head[5], head[12]
    step = width_px * height_px // count
    return [pixels_at + (n * step // width_px) * line_bytes + (n * step % width_px) * 4 for n in range(count)]


@contextmanager
def x_server(folder: Path) -> Iterator[Picture]:
    """A server of the panel's size, its picture watched."""
    folder.mkdir(parents=True, exist_ok=True)
    told, tell = os.pipe()
    command = ("Xvfb", "-displayfd", str(tell), "-screen", "0", f"{WIDTH_PX}x{HEIGHT_PX}x24", "-fbdir", str(folder),
               "-nolisten", "tcp", "-br")  # fmt: skip
    with subprocess.Popen(command, pass_fds=(tell,), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        os.close(tell)
        with os.fdopen(told) as answer:
            number = answer.readline().strip()
        picture = Picture(f":{number}", folder / "Xvfb_screen0")
        try:
            yield picture
        finally:
            picture.close()
            server.terminate()
