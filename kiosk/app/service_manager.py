"""What the program tells the service manager that started it: ready, alive, ending (sd_notify(3), a datagram a word).

Without NOTIFY_SOCKET in the environment nobody is told, and nothing else changes.
"""

import os
import socket
from collections.abc import Mapping

READY = "READY=1"
ALIVE = "WATCHDOG=1"
STALLED = "WATCHDOG=trigger"
"""It does what it would do if it had not heard `ALIVE` for its limit."""
ENDING = "STOPPING=1"


class ServiceManager:
    """The way to it. Any thread."""

    def __init__(self, environment: Mapping[str, str] = os.environ) -> None:
        self._address = environment.get("NOTIFY_SOCKET", "")
        self._limit_us = environment.get("WATCHDOG_USEC", "")

    @property
    def limit_s(self) -> float | None:
        """It ends this program after so long without `ALIVE`; None if it does not watch.

        WATCHDOG_PID is not looked at: under a keeper (decisions/0019) the one on the screen is a child.
        """
        return int(self._limit_us) / 1e6 if self._address and self._limit_us.isdecimal() else None

    def tell(self, word: str) -> None:
        """Say it; one that is gone does not hear."""
        if not self._address:
            return
        name = "\0" + self._address[1:] if self._address.startswith("@") else self._address
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as way:
            way.setblocking(False)
            try:
                way.sendto(word.encode("ascii"), name)
            except OSError:
                return
