"""A TPM 2.0 in software, as a process of its own on loopback: the chip that the campaign `tpm` signs with."""

import shutil
import socket
import subprocess
import time
from pathlib import Path
from types import TracebackType

from kiosk.sync.tpm import Tpm

START_S = 10.0


def cause_without_swtpm() -> str:
    """Why no chip can be started here; empty if it can."""
    if shutil.which("swtpm") is None:
        return "there is no swtpm"
    return "" if Tpm("swtpm:").is_there else "there are no tpm2-tools"


class Swtpm:
    """One chip, whose state lies in a folder. Between `with` and its end it runs; it may be stopped and started."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True)
        self._folder = folder
        self._port = _two_free_ports()
        self._process: subprocess.Popen[bytes] | None = None
        self.tcti = f"swtpm:host=127.0.0.1,port={self._port}"

    def start(self) -> None:
        """Power on; what it was told not to forget, it knows again."""
        server, control = (f"type=tcp,port={port},bindaddr=127.0.0.1" for port in (self._port, self._port + 1))
        self._process = subprocess.Popen(
            ("swtpm", "socket", "--tpm2", "--tpmstate", f"dir={self._folder}", "--server", server,
             "--ctrl", control, "--flags", "not-need-init,startup-clear"),
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        ends_s = time.monotonic() + START_S
        while not _listens(self._port + 1):
            if time.monotonic() > ends_s or self._process.poll() is not None:
                raise RuntimeError("swtpm did not start")
            time.sleep(0.02)

    def stop(self) -> None:
        """Power off, at any moment."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def __enter__(self) -> "Swtpm":
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stop()


def _two_free_ports() -> int:
    """The first of two: the chip's way in is told one port, and the next is its control's."""
    while True:
        with socket.socket() as first, socket.socket() as second:
            first.bind(("127.0.0.1", 0))
            port: int = first.getsockname()[1]
            try:
                second.bind(("127.0.0.1", port + 1))
            except OSError:
                continue
            return port


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex(("127.0.0.1", port)) == 0
