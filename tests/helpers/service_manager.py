"""A service manager as systemd is one: listens on its socket, and ends with SIGABRT what is silent for too long."""

import signal
import socket
import subprocess
import time
from types import TracebackType


class ListeningManager:
    """Its end of the socket; `environment` is what a service is started with."""

    def __init__(self, limit_s: float) -> None:
        self._limit_s = limit_s
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.bind("")  # the kernel chooses an abstract name, which is never too long
        self._name = self._socket.getsockname()[1:].decode("ascii")
        self.words: list[str] = []

    @property
    def environment(self) -> dict[str, str]:
        return {"NOTIFY_SOCKET": f"@{self._name}", "WATCHDOG_USEC": str(round(self._limit_s * 1e6))}

    def hear(self, within_s: float) -> str:
        """The next word; empty if none came in time."""
        self._socket.settimeout(within_s)
        try:
            word = self._socket.recv(256).decode()
        except TimeoutError:
            return ""
        self.words.append(word)
        return word

    def wait_for(self, word: str, within_s: float = 60.0) -> None:
        """Hear until a word is said."""
        end_s = time.monotonic() + within_s
        while time.monotonic() < end_s:
            if self.hear(max(0.001, end_s - time.monotonic())) == word:
                return
        raise AssertionError(f"{word} was never said; heard {self.words[-5:]}")

    def watch(self, service: "subprocess.Popen[str]", most_s: float = 60.0) -> None:
        """Watch until the service is silent for longer than the limit or says that it stalled, and end it."""
        end_s = time.monotonic() + most_s
        while self.hear(self._limit_s) not in ("", "WATCHDOG=trigger"):
            if time.monotonic() > end_s:
                raise AssertionError("it was never silent")
        service.send_signal(signal.SIGABRT)

    def __enter__(self) -> "ListeningManager":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._socket.close()
