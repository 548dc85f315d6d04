"""The demo's other processes: each says on its first line, as JSON, where it listens, and ends with the demo."""

import asyncio
import json
import os
import shutil
import sys
from pathlib import Path
from typing import Any

READY_S = 180.0
"""Several demos may start at once on a small machine; at a load of 17 on two cores, 60 s were too few."""
END_S = 5.0


class Neighbour:
    """One child process. `start` returns what its first line said; its other output goes to a log file."""

    def __init__(self, name: str, arguments: list[str], log: Path, environment: dict[str, str] | None = None) -> None:
        self._name = name
        self._arguments = arguments
        self._log = log
        self._environment = {**os.environ, **(environment or {})}
        self._process: asyncio.subprocess.Process | None = None

    async def next_line(self) -> dict[str, Any]:
        """What it says next; raises RuntimeError where that is no JSON, or nothing comes."""
        assert self._process is not None
        assert self._process.stdout is not None
        try:
            async with asyncio.timeout(READY_S):
                told: dict[str, Any] = json.loads(await self._process.stdout.readline())
        except (TimeoutError, ValueError) as error:
            raise RuntimeError(f"{self._name} said nothing more") from error
        return told

    async def start(self) -> dict[str, Any]:
        """Start it and wait until it is ready; raises RuntimeError with its log if it is not."""
        with self._log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *_ends_with_us(), sys.executable, *self._arguments,
                stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE,
                stderr=log, env=self._environment,
            )  # fmt: skip
        assert self._process.stdout is not None
        try:
            async with asyncio.timeout(READY_S):
                told: dict[str, Any] = json.loads(await self._process.stdout.readline())
        except (TimeoutError, ValueError) as error:
            await self.stop()
            late = f" within {READY_S:.0f} s" if isinstance(error, TimeoutError) else ""
            raise RuntimeError(f"{self._name} did not start{late}: {self._log.read_text()[-2000:]}") from error
        return told

    @property
    def running(self) -> bool:
        """It was started and has not ended."""
        return self._process is not None and self._process.returncode is None

    async def stop(self) -> None:
        """Ask it to end, and make it end if it does not."""
        if self._process is None or self._process.returncode is not None:
            return
        self._process.terminate()
        try:
            async with asyncio.timeout(END_S):
                await self._process.wait()
        except TimeoutError:
            self._process.kill()
            await self._process.wait()


def _ends_with_us() -> tuple[str, ...]:
    """Before the command: have the kernel end the child when this process is gone, even by SIGKILL (util-linux)."""
    setpriv = shutil.which("setpriv")
    return () if setpriv is None else (setpriv, "--pdeathsig", "TERM", "--")
