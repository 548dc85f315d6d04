"""`kiosk run`, whose window's thread stands still for ever once a file says so.

python -m tests.helpers.stalled_terminal CONFIG     stands still when there is a file CONFIG.stall
"""

import sys
import time
from pathlib import Path

from PySide6.QtCore import QTimer

from kiosk.app import command, start
from kiosk.app.window import TerminalWindow
from tests.helpers.view_context import ROOT

LOOK_EVERY_MS = 50


def look(sign: Path) -> None:
    while sign.exists():
        time.sleep(1.0)  # the line that the log has to name


def main(config: Path) -> int:
    class StalledWindow(TerminalWindow):
        def show(self, full_screen: bool) -> None:
            super().show(full_screen)
            self._looks = QTimer(self.window)
            self._looks.timeout.connect(lambda: look(config.with_suffix(".stall")))
            self._looks.start(LOOK_EVERY_MS)

    setattr(command, "TerminalWindow", StalledWindow)  # noqa: B010 - a fault is put in, so no type may follow it
    return start.run(config, ROOT)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
