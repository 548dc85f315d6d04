"""Assistive technology as it meets a program from outside: the AT-SPI bus, names and roles, no pixels.

    session bus ─► org.a11y.Bus ─► the accessibility bus ─► registry ─► each program's tree

Whoever uses it sees what a screen reader sees. Interfaces: at-spi2-core 2.46, `xml/`; states: its `atspi-constants.h`.
"""

import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from jeepney import DBusAddress, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection
from jeepney.wrappers import Properties, unwrap_msg

ACCESSIBLE = "org.a11y.atspi.Accessible"
ACTION = "org.a11y.atspi.Action"
COMPONENT = "org.a11y.atspi.Component"
ON_SCREEN = 0
"""Extents are those on the whole screen (AtspiCoordType)."""
REGISTRY = ("org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root")
ENABLED, SHOWING = 8, 25
"""Bits of AtspiStateType."""
PRESSED = ("button", "radio button", "check box", "text")
PATIENCE_S = 30.0
LOOK_EVERY_S = 0.1


@contextmanager
def session_bus() -> Iterator[str]:
    """A message bus of its own, on which the accessibility bus is started when somebody asks; gives its address."""
    command = ("dbus-daemon", "--session", "--nofork", "--print-address")
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as daemon:
        assert daemon.stdout is not None
        try:
            yield daemon.stdout.readline().strip()
        finally:
            daemon.terminate()


@dataclass(frozen=True, slots=True)
class Node:
    """One thing in a program's tree."""

    owner: str
    path: str
    name: str
    role: str
    is_usable: bool
    """Shown and enabled."""


class Assistive:
    """Reads the trees of all programs on one bus and presses by name. Blocking: call it from a thread. Close it."""

    def __init__(self, session_address: str) -> None:
        with open_dbus_connection(session_address) as session:
            bus = DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus")
            (address,) = unwrap_msg(session.send_and_get_reply(new_method_call(bus, "GetAddress"), timeout=PATIENCE_S))
        self._bus: DBusConnection = open_dbus_connection(address)
        self.call_count = 0

    def close(self) -> None:
        self._bus.close()

    def nodes(self) -> list[Node]:
        """Everything that is shown by any program, in tree order."""
        return [node for owner, path in self._children(*REGISTRY) for node in self._below(owner, path)]

    def find(self, name: str, within_s: float = PATIENCE_S) -> Node:
        """The one usable thing of that name, or that begins with it. Raises LookupError when there is none in time."""
        seen: list[Node] = []
        end_s = time.monotonic() + within_s
        while time.monotonic() < end_s:
            seen = self.seen()
            fits: list[Callable[[Node], bool]] = [lambda n: n.name == name, lambda n: n.name.startswith(name)]
            for fit in fits:
                found = [node for node in seen if node.is_usable and node.role in PRESSED and fit(node)]
                if found:
                    return found[0]
            time.sleep(LOOK_EVERY_S)
        raise LookupError(f"nothing is called {name!r}: {[node.name for node in seen if node.role == 'button']}")

    def press(self, name: str) -> None:
        """Do what the control of that name does."""
        node = self.find(name)
        address = DBusAddress(node.path, node.owner, ACTION)
        (actions,) = self._call(new_method_call(address, "GetActions"))
        known = [action for action, *_ in actions]
        index = known.index("Press") if "Press" in known else 0
        if not self._call(new_method_call(address, "DoAction", "i", (index,)))[0]:
            raise LookupError(f"{name!r} cannot be pressed")

    def place(self, role: str) -> tuple[int, int, int, int]:
        """Where the one thing of this role is: left, top, width, height in pixels of the screen."""
        (node,) = [node for node in self.seen() if node.role == role]
        address = DBusAddress(node.path, node.owner, COMPONENT)
        left, top, width, height = self._call(new_method_call(address, "GetExtents", "u", (ON_SCREEN,)))[0]
        return left, top, width, height

    def seen(self) -> list[Node]:
        """What is shown; nothing, where the screen changed while it was read."""
        try:
            return self.nodes()
        except _GoneError:
            return []

    def _below(self, owner: str, path: str) -> Iterator[Node]:
        address = DBusAddress(path, owner, ACCESSIBLE)
        low, high = self._call(new_method_call(address, "GetState"))[0]
        states = low | high << 32
        is_application = path.endswith("/root")
        if not (is_application or states >> SHOWING & 1):
            return
        (_, name) = self._call(Properties(address).get("Name"))[0]
        role = self._call(new_method_call(address, "GetRoleName"))[0]
        yield Node(owner, path, name, role.replace("push button", "button"), bool(states >> ENABLED & 1))
        for child_owner, child_path in self._children(owner, path):
            yield from self._below(child_owner, child_path)

    def _children(self, owner: str, path: str) -> list[tuple[str, str]]:
        found: list[tuple[str, str]] = self._call(new_method_call(DBusAddress(path, owner, ACCESSIBLE), "GetChildren"))[
            0
        ]
        return found

    def _call(self, message: Any) -> Any:
        self.call_count += 1
        reply = self._bus.send_and_get_reply(message, timeout=PATIENCE_S)
        if reply.header.message_type.name == "error":
            raise _GoneError(str(reply.body))
        return reply.body


class _GoneError(Exception):
    """What was asked is no more."""
