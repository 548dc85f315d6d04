"""`kiosk run`, whose window's thread stands still for ever, a second after its first frame.

python -m tests.helpers.stalled_terminal CONFIG
"""

import sys
import time
from pathlib import Path

from PySide6.QtCore import QTimer

from kiosk.app import command
from kiosk.app.window import TerminalWindow
from tests.helpers.view_context import ROOT

AFTER_MS = 1000


def stand_still() -> None:
    while True:
        time.sleep(1.0)  # the line that the log has to name


class StalledWindow(TerminalWindow):
    def show(self, full_screen: bool) -> None:
        super().show(full_screen)
        QTimer.singleShot(AFTER_MS, self.window, stand_still)


def main(config: Path) -> int:
    setattr(command, "TerminalWindow", StalledWindow)  # noqa: B010 - a fault is put in, so no type may follow it
    return command.run(config, ROOT)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
