"""A pseudo-terminal under a name that stays the same when it is unplugged and put back, as udev makes it."""

import fcntl
import os
import tty
from pathlib import Path


class NamedPty:
    """A serial port, seen from the machine's side. Loop thread only."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.ours = -1
        """The machine's end, not blocking; -1 while it is unplugged."""
        self.held = False
        """Another program has locked it when it appears, before the driver comes."""
        self._theirs = -1

    @property
    def plugged(self) -> bool:
        return self.ours >= 0

    def plug(self) -> None:
        """Appear under the name."""
        self.ours, self._theirs = os.openpty()  # theirs stays open here, or a driver that closes would hang up on us
        tty.setraw(self._theirs)
        os.set_blocking(self.ours, False)
        if self.held:
            fcntl.flock(self._theirs, fcntl.LOCK_EX)
        link = self.path.with_name(self.path.name + ".new")
        link.unlink(missing_ok=True)
        link.symlink_to(os.ttyname(self._theirs))
        link.replace(self.path)

    def unplug(self) -> None:
        """Go, and the name with it."""
        self.path.unlink(missing_ok=True)
        os.close(self.ours)
        os.close(self._theirs)
        self.ours = self._theirs = -1
