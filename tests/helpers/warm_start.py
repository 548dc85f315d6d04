"""Programs of ours started as processes of their own within milliseconds: forked from one that has read the modules.

The process is as real as any (its own memory, files and end), but five hundred starts do not cost five hundred times
the reading of a web framework.
"""

import asyncio
import ctypes
import importlib
import multiprocessing
import os
import signal
import sys
from collections.abc import Mapping, Sequence
from multiprocessing.reduction import DupFd
from pathlib import Path
from typing import Any

PROGRAMS = ("tests.helpers.terminal_process", "kiosk.platform.__main__")
_PR_SET_PDEATHSIG = 1
_forks = multiprocessing.get_context("forkserver")
_forks.set_forkserver_preload(list(PROGRAMS))


class WarmProcess:
    """What `asyncio.subprocess.Process` offers, as far as it is used here."""

    def __init__(self, process: Any, stdin: asyncio.StreamWriter, stdout: asyncio.StreamReader) -> None:
        self._process = process
        self.pid: int = process.pid
        self.stdin = stdin
        self.stdout = stdout

    @property
    def returncode(self) -> int | None:
        code: int | None = self._process.exitcode
        return code

    async def wait(self) -> int:
        """The exit code, once there is one."""
        await asyncio.to_thread(self._process.join)
        self.stdin.close()
        code: int = self._process.exitcode
        return code


class _End:
    """One end of a pipe on its way to a new process."""

    def __init__(self, handle: int) -> None:
        self.handle = handle

    def __reduce__(self) -> tuple[Any, ...]:
        return _arrived, (DupFd(self.handle),)


def _arrived(dup: Any) -> _End:
    return _End(dup.detach())


def _become(
    program: str, arguments: tuple[str, ...], environment: dict[str, str], ends: tuple[_End, _End], log: Path
) -> None:
    """In the new process: be that program."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    os.setsid()
    os.dup2(ends[0].handle, 0)
    os.dup2(ends[1].handle, 1)
    os.dup2(os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), 2)
    for end in ends:
        os.close(end.handle)
    sys.stdin, sys.stdout, sys.stderr = os.fdopen(0), os.fdopen(1, "w"), os.fdopen(2, "w")
    sys.argv = [program, *arguments]
    os.environ.update(environment)
    sys.exit(importlib.import_module(program).main())


async def start_warm(program: str, arguments: Sequence[str], environment: Mapping[str, str], log: Path) -> WarmProcess:
    """Run one of `PROGRAMS` with its stdin and stdout here and its stderr in a file."""
    theirs_in, ours_out = os.pipe()
    ours_in, theirs_out = os.pipe()
    ends = (_End(theirs_in), _End(theirs_out))
    process = _forks.Process(target=_become, args=(program, tuple(arguments), dict(environment), ends, log))
    process.start()
    os.close(theirs_in)
    os.close(theirs_out)
    loop = asyncio.get_running_loop()
    reader = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), os.fdopen(ours_in, "rb"))
    transport, protocol = await loop.connect_write_pipe(asyncio.streams.FlowControlMixin, os.fdopen(ours_out, "wb"))
    return WarmProcess(process, asyncio.StreamWriter(transport, protocol, None, loop), reader)
