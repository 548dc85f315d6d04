"""A PC/SC service of our own, with two readers that are emulated (vpcd): the daemon is the real one.

Root only. It runs in a mount namespace, where this folder is its /run, so that its socket is in here and the machine's
own service is not touched; and in a network namespace, so that vpcd's two ports can be reached by nobody else and any
number of services can run at once. It ends with this process.
"""

import asyncio
import atexit
import ctypes
import importlib.util
import os
import shutil
import socket
import subprocess
import tempfile
import threading
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

VPCD_LIBRARY = "/usr/lib/pcsc/drivers/serial/libifdvpcd.so"
READER_NAME = "Bianmin Emulated Reader [vpcd]"
SLOTS = (f"{READER_NAME} 00 00", f"{READER_NAME} 00 01")
PORT = 0x8C7B
"""Of the first slot; the second has the next."""
CONFIGURATION = f"""FRIENDLYNAME "{READER_NAME}"
DEVICENAME /dev/null:{PORT:#x}
LIBPATH {VPCD_LIBRARY}
CHANNELID {PORT:#x}
"""
START = 'ip link set lo up && mount --bind "$0" /run && exec pcscd --foreground --config "$1"'
PROGRAMS = ("pcscd", "unshare", "setpriv", "mount", "ip")
START_S = 10.0
LONGEST_PARENT = 60
"""A socket's path has at most 107 characters, and 45 of them are ours."""
CLONE_NEWNET = 0x40000000
PATH = os.environ.get("PATH", "") + ":/usr/sbin:/sbin"


@cache
def service_folder() -> Path:
    """Where a service for this process's own use lives: one place, for libpcsclite looks its socket up once."""
    temporary = tempfile.gettempdir()
    folder = Path(temporary if len(temporary) <= LONGEST_PARENT else "/tmp") / f"bianmin-chips-{os.getpid()}"
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


@cache
def cause_without_pcscd() -> str:
    """Why this machine cannot run it, or nothing."""
    if importlib.util.find_spec("smartcard") is None:
        return "pyscard is not installed (extra chipcards)"
    if os.geteuid() != 0:
        return "a PC/SC service of our own needs root"
    missing = [name for name in PROGRAMS if shutil.which(name, path=PATH) is None]
    if not Path(VPCD_LIBRARY).exists():
        missing.append("vsmartcard-vpcd")
    if missing:
        return f"there is no {', '.join(missing)} here"
    tried = subprocess.run(["unshare", "--mount", "--net", "true"], check=False, capture_output=True, text=True)
    return tried.stderr.strip()


class PrivatePcscd:
    """The daemon. Loop thread only."""

    def __init__(self, folder: Path, environment: Mapping[str, str] = MappingProxyType({})) -> None:
        self._folder = folder
        self._environment = {**os.environ, "PATH": PATH, **environment}
        self._process: asyncio.subprocess.Process | None = None
        self.socket_path = folder / "run" / "pcscd" / "pcscd.comm"
        """For PCSCLITE_CSOCK_NAME."""

    @property
    def running(self) -> bool:
        return self._process is not None

    async def start(self) -> None:
        """Start it unless it runs, and wait until it serves. Raises RuntimeError, or TimeoutError, when it does not."""
        if self.running:
            return
        run, readers = self._folder / "run", self._folder / "readers"
        for folder in (run, readers):
            folder.mkdir(parents=True, exist_ok=True)
        (readers / "vpcd").write_text(CONFIGURATION)
        self.socket_path.unlink(missing_ok=True)
        nothing = asyncio.subprocess.DEVNULL
        self._process = await asyncio.create_subprocess_exec(
            "setpriv", "--pdeathsig", "KILL", "--", "unshare", "--mount", "--net", "--propagation", "private",
            "sh", "-c", START, str(run), str(readers),
            stdin=nothing, stdout=nothing, stderr=nothing, env=self._environment,
        )  # fmt: skip
        async with asyncio.timeout(START_S):
            while not self._serves():
                if self._process.returncode is not None:
                    raise RuntimeError(f"pcscd ended with {self._process.returncode}")
                await asyncio.sleep(0.005)

    def _serves(self) -> bool:
        """The socket is bound a moment before it can be connected to."""
        with socket.socket(socket.AF_UNIX) as probe:
            try:
                probe.connect(str(self.socket_path))
            except OSError:
                return False
            return True

    async def kill(self) -> None:
        """End it as a crash would."""
        process, self._process = self._process, None
        if process is not None and process.returncode is None:
            process.kill()
            await process.wait()

    def connect(self, slot: int) -> socket.socket:
        """A connection to a slot of vpcd, made inside the daemon's network namespace. Raises OSError."""
        if self._process is None:
            raise ConnectionRefusedError("the PC/SC service is down")
        namespace = os.open(f"/proc/{self._process.pid}/ns/net", os.O_RDONLY)
        made: list[socket.socket | OSError] = []
        thread = threading.Thread(target=_connect_in, args=(namespace, PORT + slot, made))
        thread.start()
        thread.join()
        os.close(namespace)
        if isinstance(made[0], OSError):
            raise made[0]
        return made[0]


def _connect_in(namespace: int, port: int, made: list[socket.socket | OSError]) -> None:
    """On a thread that ends at once: a namespace is a thread's own, and a socket stays where it was made."""
    libc = ctypes.CDLL(None, use_errno=True)
    try:
        if libc.setns(namespace, CLONE_NEWNET) != 0:
            raise OSError(ctypes.get_errno(), "no way into the service's network")
        made.append(socket.create_connection(("127.0.0.1", port)))
    except OSError as error:
        made.append(error)
