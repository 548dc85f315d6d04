"""A helper process as a wire: what it reads on stdin and writes on stdout; or as a filter, once for some bytes."""

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from devices.links.link import IN_USE, Link, LinkGoneError, OpenLink

READ_BYTES = 65536
END_S = 1.0
SOUND_EXITS = {4: IN_USE}
"""What a helper with a sound device ends with when another program has it."""


class ProcessEndedError(LinkGoneError):
    """The helper ended; `code` says how: `crashed`, or what its exit status was agreed to mean."""

    def __init__(self, code: str) -> None:
        super().__init__(f"the process ended: {code}")
        self._code = code

    @property
    def code(self) -> str:
        return self._code


class ProcessLink:
    """A running helper as a Link."""

    def __init__(self, process: asyncio.subprocess.Process, exits: Mapping[int, str]) -> None:
        self._process = process
        self._exits = exits

    @property
    def pid(self) -> int:
        return self._process.pid

    async def write(self, data: bytes) -> None:
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(data)
            await self._process.stdin.drain()
        except OSError as error:
            raise await self._ended() from error

    async def read(self) -> bytes:
        assert self._process.stdout is not None
        data = await self._process.stdout.read(READ_BYTES)
        if not data:
            raise await self._ended()
        return data

    async def _ended(self) -> ProcessEndedError:
        try:
            async with asyncio.timeout(END_S):
                status = await self._process.wait()
        except TimeoutError:  # it closed its pipes and lives on
            return ProcessEndedError("gone")
        return ProcessEndedError("crashed" if status < 0 else self._exits.get(status, "gone"))

    async def close(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()
        await _over(self._process)


async def _over(process: asyncio.subprocess.Process) -> None:
    """Wait for the end of a process that was killed, and take what it left in its pipe. `wait` alone waits for the pipe
    too (Python 3.11), and one that is full and paused never ends: a helper that flooded kept its driver for ever."""
    with contextlib.suppress(RuntimeError):  # somebody reads it
        await process.communicate()
    await process.wait()


_TIED = "import ctypes, sys; sys.platform == 'linux' and ctypes.CDLL(None).prctl(1, 9); "
"""PR_SET_PDEATHSIG, SIGKILL: a helper ends with the program that started it, also when that is killed and the helper
hangs: it would hold its device, and the terminal that is begun anew would find none."""


def own_module(name: str, *arguments: str) -> tuple[str, ...]:
    """The command that runs a module of this very program as a helper: no environment variable, no folder of the
    caller's and no other installed copy comes before it. Ends with this program.
    """
    root = str(Path(__file__).parents[2])
    start = f"import runpy; sys.path.insert(0, {root!r}); runpy.run_module({name!r}, run_name='__main__')"
    return (sys.executable, "-I", "-c", _TIED + start, *arguments)


def own_script(path: Path, *arguments: str) -> tuple[str, ...]:
    """The same for a file that needs nothing else of this program, and so starts sooner."""
    start = "import runpy; del sys.argv[0]; runpy.run_path(sys.argv[0], run_name='__main__')"
    return (sys.executable, "-I", "-c", _TIED + start, str(path), *arguments)


def other_program(*command: str) -> tuple[str, ...]:
    """The same for somebody else's program: the tie outlives the change into it, unless it is set-user-id."""
    start = "import os; os.execvp(sys.argv[1], sys.argv[1:])"
    return (sys.executable, "-I", "-S", "-c", _TIED + start, *command)


def process_link(command: Sequence[str], exits: Mapping[int, str] | None = None) -> OpenLink:
    """Start a program for every opening of the link; it ends with it. `exits` are short codes for its exit statuses."""

    async def open_link() -> Link:
        pipe = asyncio.subprocess.PIPE
        try:
            process = await asyncio.create_subprocess_exec(
                *command, stdin=pipe, stdout=pipe, stderr=asyncio.subprocess.DEVNULL
            )
        except (OSError, ValueError) as error:  # ValueError: a command that cannot be
            raise LinkGoneError(str(error)) from error
        return ProcessLink(process, exits or {})

    return open_link


async def run_filter(command: Sequence[str], data: bytes, most_bytes: int, limit_s: float) -> bytes | None:
    """What a program writes when it is given these bytes and the end of them; it must end well by itself.

    None if it cannot be started, fails, crashes, takes longer, or writes more than `most_bytes`. It and whatever it
    started are gone by then.
    """
    pipe = asyncio.subprocess.PIPE
    try:
        process = await asyncio.create_subprocess_exec(
            *command, stdin=pipe, stdout=pipe, stderr=asyncio.subprocess.DEVNULL, start_new_session=True
        )
    except (OSError, ValueError):
        return None
    try:
        async with asyncio.timeout(limit_s):
            return await _filtered(process, data, most_bytes)
    except TimeoutError:
        return None
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        await _over(process)


async def _filtered(process: asyncio.subprocess.Process, data: bytes, most_bytes: int) -> bytes | None:
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(data)  # little enough for a pipe: nobody waits for a program that does not read
    process.stdin.close()
    written = b""
    while piece := await process.stdout.read(READ_BYTES):
        written += piece
        if len(written) > most_bytes:
            return None
    return written if await process.wait() == 0 else None
