"""Qt and asyncio in one thread: the program's coroutine runs on qasync's loop until it returns.

The Qt application is never asked to quit; the coroutine returns instead, so that everything it owns can end in order.
"""

import asyncio
import gc
import importlib
import signal
import sys
from collections.abc import Callable, Coroutine
from types import ModuleType
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtGui import QGuiApplication


def _qasync() -> ModuleType:
    """qasync without Qt Widgets, which it imports for the name of a class that a Qt Quick program has no object of."""
    name = "PySide6.QtWidgets"
    if name in sys.modules:
        return importlib.import_module("qasync")
    stand_in = ModuleType(name)
    vars(stand_in)["QApplication"] = QGuiApplication
    sys.modules[name] = stand_in
    try:
        return importlib.import_module("qasync")
    finally:
        del sys.modules[name]


COLLECT_EVERY_MS = 1000


def run_in_qt(application: QGuiApplication, main: Callable[[asyncio.Event], Coroutine[Any, Any, int]]) -> int:
    """Run `main(stop)` to its end; SIGTERM and SIGINT set `stop`."""
    application.setQuitOnLastWindowClosed(False)
    collector = collect_on_this_thread()

    async def supervised() -> int:
        stop = asyncio.Event()
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, stop.set)
        return await main(stop)

    qasync = _qasync()
    with asyncio.Runner(loop_factory=lambda: qasync.QEventLoop(application)) as runner:
        code = runner.run(supervised())
    # Everything with a Qt timer goes while the application lives; later it could not stop its timers:
    # what was given to deleteLater and has no loop left to go in, and the closed loop, which is a cycle of references.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    collector.stop()
    gc.unfreeze()
    gc.collect()
    gc.enable()
    return code


def collect_on_this_thread() -> QTimer:
    """Look for reference cycles on the main thread only, once a second, and never where it happens to be due.

    Python's collector runs in whichever thread allocates; a cycle that holds a QObject with a timer, found by the
    outbox's thread, would end that timer from the wrong thread ("Timers cannot be stopped from another thread").
    """
    gc.disable()
    timer = QTimer()
    timer.setTimerType(Qt.TimerType.CoarseTimer)
    timer.timeout.connect(lambda: gc.collect(1))
    timer.start(COLLECT_EVERY_MS)
    return timer
