"""Rings the drivers' bell when the kernel or udev tells of a new device. Only ever shortens a wait: every driver finds
its device again without it.

udev tells of a device once its rules have run, so that the stable name is there; the kernel tells before. Where udev
runs, its word is taken; else the kernel's.
"""

import asyncio
import logging
from pathlib import Path
from typing import Any

from devices.links.pause import PlugBell

ACTIONS = frozenset({"add", "bind", "change"})
"""`bind`: a driver of the kernel has taken the device. `change`: a printer or a reader that woke up."""
SUBSYSTEMS = ("tty", "usb", "usbmisc", "hidraw", "input", "video4linux", "sound", "leds")
"""Where the kiosk's devices show up; what disks and networks do wakes nobody."""
UDEV_RUNS = Path("/run/udev/control")
_log = logging.getLogger(__name__)


async def listen(bell: PlugBell, source: str | None = None) -> None:
    """Ring until cancelled; returns at once where nothing can be heard. `source` is "udev" or "kernel"."""
    monitor = await asyncio.to_thread(_monitor, source)  # pyudev takes 50 ms to import
    if monitor is None:
        return
    loop = asyncio.get_running_loop()
    loop.add_reader(monitor.fileno(), _hear, monitor, bell)
    try:
        await asyncio.Event().wait()
    finally:
        loop.remove_reader(monitor.fileno())


def _monitor(source: str | None) -> Any:
    """Listens from here on; None without pyudev, libudev or netlink."""
    try:
        import pyudev

        chosen = source or ("udev" if UDEV_RUNS.exists() else "kernel")
        monitor = pyudev.Monitor.from_netlink(pyudev.Context(), chosen)
        for subsystem in SUBSYSTEMS:
            monitor.filter_by(subsystem)
        monitor.start()
    except (ImportError, OSError) as error:
        _log.info("nobody tells of new devices here: %s", error)
        return None
    return monitor


def _hear(monitor: Any, bell: PlugBell) -> None:
    """Take one event; the loop calls again while there are more."""
    try:
        device = monitor.poll(timeout=0)
    except OSError:  # more came than the socket holds: something certainly changed
        bell.ring()
        return
    if device is not None and device.action in ACTIONS:
        bell.ring()
