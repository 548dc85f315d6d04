"""Qt and asyncio in one thread: the program's coroutine runs on qasync's loop until it returns.

The Qt application is never asked to quit; the coroutine returns instead, so that everything it owns can end in order.
"""

import asyncio
import gc
import signal
from collections.abc import Callable, Coroutine
from typing import Any

import qasync
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QGuiApplication


def run_in_qt(application: QGuiApplication, main: Callable[[asyncio.Event], Coroutine[Any, Any, int]]) -> int:
    """Run `main(stop)` to its end; SIGTERM and SIGINT set `stop`."""
    application.setQuitOnLastWindowClosed(False)

    async def supervised() -> int:
        stop = asyncio.Event()
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, stop.set)
        return await main(stop)

    with asyncio.Runner(loop_factory=lambda: qasync.QEventLoop(application)) as runner:
        code = runner.run(supervised())
    # Everything with a Qt timer goes while the application lives; later it could not stop its timers:
    # what was given to deleteLater and has no loop left to go in, and the closed loop, which is a cycle of references.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()
    return code
