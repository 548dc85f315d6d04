"""`kiosk run`: settings and lock first, then something to look at, then all the rest.

    settings ─► lock ─► first light ─► import of the program ─► kiosk.app.command

Imports little, since the first picture waits for it.
"""

import select
import sys
from pathlib import Path

import ui  # noqa: F401 - what is imported after it is not read a second time

# isort: split
from PySide6.QtGui import QGuiApplication

from kiosk.app.first_light import first_light
from kiosk.app.lock import UNUSABLE, LockedError, take_storage
from kiosk.app.memory import keep_memory_small
from kiosk.app.mistakes import all_mistakes
from kiosk.config import SettingsError, load_settings


def run(config: Path, root: Path) -> int:
    """Run the terminal until SIGTERM, SIGINT or the end of its window; returns the exit code."""
    try:
        settings = load_settings(config)
        lock = take_storage(settings.storage.directory)
    except SettingsError as error:
        return _refused(all_mistakes(error), UNUSABLE)
    except LockedError as error:
        return _refused(str(error), error.code)
    keep_memory_small()
    application = QGuiApplication(["kiosk"])
    application.setQuitOnLastWindowClosed(False)
    light = first_light(settings, root / "assets")
    from kiosk.app.command import serve

    code = serve(settings, root, light)
    lock.unlock()
    return code


def run_cued(config: Path, root: Path) -> int:
    """The same under a keeper (decisions/0019): one that is told to go while it starts has nobody before it."""
    settings = load_settings(config)
    keep_memory_small()
    application = QGuiApplication(["kiosk"])
    application.setQuitOnLastWindowClosed(False)
    is_first = bool(select.select([sys.stdin], [], [], 0)[0])
    light = first_light(settings, root / "assets") if is_first else None
    from kiosk.app.command import serve_cued

    return serve_cued(settings, root, light)


def _refused(reason: str, code: int) -> int:
    print(reason, file=sys.stderr)
    return code
