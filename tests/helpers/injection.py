"""A system call that fails inside a running process, by strace: the program and the kernel are the real ones."""

import asyncio
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Failing:
    """The `nth` call of a kind that a thread makes from now on returns an error, once."""

    call: str
    error: str
    nth: int

    def __str__(self) -> str:
        return f"{self.error} at {self.call} {self.nth}"


@dataclass(slots=True)
class Struck:
    """Filled when the block has ended: how often the call failed."""

    count: int = 0


def cause_without_injection() -> str:
    """Why this machine cannot do it, or nothing."""
    if shutil.which("strace") is None:
        return "there is no strace here"
    sleeper = subprocess.Popen([sys.executable, "-S", "-c", "input()"], stdin=subprocess.PIPE)
    try:
        command = ["timeout", "2", "strace", "-e", "trace=none", "-p", str(sleeper.pid)]
        told = subprocess.run(command, check=False, capture_output=True, text=True).stderr
        return "" if "attached" in told else f"strace cannot attach: {told.strip()}"
    finally:
        sleeper.kill()
        sleeper.communicate()


@asynccontextmanager
async def failing(pid: int, what: Failing, place: Path, trace: Path) -> AsyncIterator[Struck]:
    """Inject into a process for as long as the block lasts, and only into what it does to the queue in `place`."""
    files = (place, *(place / f"outbox.db{suffix}" for suffix in ("", "-wal", "-shm", "-journal")))
    inject = f"inject={what.call}:error={what.error}:when={what.nth}"
    watched = [f"--trace-path={file}" for file in files]
    process = await asyncio.create_subprocess_exec(
        "strace", "-f", "-p", str(pid), *watched, "-e", f"trace={what.call}", "-e", inject, "-o", str(trace),
        stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert process.stderr is not None
    struck = Struck()
    try:
        told = await process.stderr.readline()
        if b"attached" not in told:
            raise RuntimeError(f"strace did not attach: {told.decode().strip()}")
        yield struck
    finally:
        with suppress(ProcessLookupError):
            process.terminate()  # it detaches
        await process.communicate()
        struck.count = _injected_count(trace)


def _injected_count(trace: Path) -> int:
    return trace.read_text(errors="replace").count("(INJECTED)")
