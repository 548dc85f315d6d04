"""Where a process stood when it was felled: by the service manager's watchdog, by a bug below Python, by no memory.

    open(folder) ─► a signal that ends it ─► fault.txt: file, line, function of each thread ─► next process: `told`

Python's faulthandler writes nothing but the lines of code, and does so when nothing else runs any more.
"""

import faulthandler
import re
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

FAULT_FILE = "fault.txt"
MOST_LINES_COUNT = 12
_REASON = re.compile(r"Fatal Python error: (.{1,60})")
_LINE = re.compile(r'File ".*?([^"/]+)", line (\d+) in (\S+)')
_THREAD = re.compile(r"^(Current thread|Thread) .*?$", re.MULTILINE)


class LastWords:
    """The file beside the log. Until it is closed, what fells this process leaves its words there."""

    def __init__(self, directory: Path) -> None:
        self._path = directory / FAULT_FILE
        self.told = _told(self._path)
        """Of the process before: why, and the lines of the thread that was running and of the window's, innermost
        first; empty if it ended without."""
        self._file: BinaryIO | None = None
        with suppress(OSError):
            self._file = self._path.open("wb", buffering=0)
            faulthandler.enable(self._file, all_threads=True)

    def close(self) -> None:
        """From now on nothing is left."""
        faulthandler.disable()
        if self._file is not None:
            self._file.close()


def _told(path: Path) -> str:
    try:
        text = path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    reason = _REASON.search(text)
    if reason is None:
        return ""
    _, *parts = _THREAD.split(text)
    threads = [
        (label.startswith("Current"), _lines(trace)) for label, trace in zip(parts[::2], parts[1::2], strict=True)
    ]
    window = threads[-1][1] if threads else []
    running = next((lines for is_current, lines in threads if is_current), window)
    told = running if running == window else [*running[:3], "window", *window]
    return " < ".join([reason.group(1), *told[:MOST_LINES_COUNT]])


def _lines(trace: str) -> list[str]:
    return [f"{name}:{line} {function}" for name, line, function in _LINE.findall(trace)]
