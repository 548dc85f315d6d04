"""`python -m tests.helpers.page_on_qt`: one page over IPP on the program's own loop, Qt's; prints what became of it."""

import asyncio
import sys

from PySide6.QtGui import QGuiApplication

from devices.contracts.page_printer import PageJob
from devices.emulators.ipp_printer import IppPrinterEmulator
from devices.printers.ipp import IppPrinter
from devices.printers.ipp_client import IppClient
from kiosk.app.loop import run_in_qt


async def _printed(stop: asyncio.Event) -> int:
    machine = IppPrinterEmulator(pacing=False)
    await machine.start()
    printer = IppPrinter(IppClient(machine.uri))
    running = asyncio.create_task(printer.run(), name="page printer")
    result = await printer.print(PageJob(b"%PDF-1.7\n" + bytes(300_000), "page-on-qt"), lambda _: None)
    sys.stdout.write(f"{result} {len(machine.printed)}\n")
    running.cancel()
    await printer.close()
    await machine.close()
    return 0


if __name__ == "__main__":
    sys.exit(run_in_qt(QGuiApplication([]), _printed))
