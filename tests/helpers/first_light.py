"""How long a program takes from its start until its page is on the screen, seen from outside, alike for all.

    start ─► process … window … first picture: enough of the screen is paper ─► the whole page: enough of it is water

The screen is Xvfb's; its picture lies in a file (`-fbdir`, XWD format), looked at several hundred times a second.
"""

import mmap
import os
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.helpers.canary.picture import Picture, points_of, x_server

LOOK_EVERY_S = 0.003
POINT_COUNT = 400
PAPER = bytes((0xE2, 0xEF, 0xF5))
"""`surface.page` as it lies in the picture: blue, green, red (tokens.json)."""
WATER = bytes((0xC4, 0xD2, 0xBC))
"""`surface.water`: under the bridge of the idle page, and nowhere before it."""
LEAST_SHARE = 0.05
PATIENCE_S = 60.0


@contextmanager
def lit(
    command: Sequence[str], folder: Path, environment: Mapping[str, str], colour: bytes = PAPER
) -> Iterator[tuple[subprocess.Popen[bytes], float]]:
    """Start a program on a screen of its own; gives it and the seconds until `colour` was there. Ends it.

    Raises TimeoutError if it never was.
    """
    with x_server(folder) as screen:
        started_s = time.monotonic()
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            start_new_session=True,
            env={**os.environ, "QT_QPA_PLATFORM": "xcb", "DISPLAY": screen.display, **environment},
        )  # fmt: skip
        try:
            yield process, _light_s(screen, colour) - started_s
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def _light_s(screen: Picture, colour: bytes) -> float:
    """The moment at which enough of the screen had this colour."""
    with screen.path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as seen:
        places = points_of(seen, POINT_COUNT)
        end_s = time.monotonic() + PATIENCE_S
        while time.monotonic() < end_s:
            if sum(seen[at : at + 3] == colour for at in places) >= LEAST_SHARE * POINT_COUNT:
                return time.monotonic()
            time.sleep(LOOK_EVERY_S)  # a picture in another program's memory tells nobody that it changed
    raise TimeoutError(f"no page on {screen.display}")
