"""The A4 printer: a PDF in, the truth about it out."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from devices.contracts.device import Device
from devices.contracts.printer import PrinterStatus, PrintProgress, PrintResult

MOST_PAGES_S = 1200.0
"""From the asking to the truth about a job: its turn, a large document and every hand that is awaited included."""


@dataclass(frozen=True, slots=True)
class PageJob:
    """What is printed. The name appears in the printer's own list of jobs: it must say nothing personal."""

    pdf: bytes
    name: str
    copies_count: int = 1
    duplex: bool = False


class PagePrinter(Device[PrinterStatus], Protocol):
    """Printing is confirmed by the printer's own word that the job is completed; a lost connection and a job that the
    printer has forgotten are `Unknown`."""

    async def print(self, job: PageJob, on_progress: Callable[[PrintProgress], None]) -> PrintResult:
        """Print and say what became of it; nothing is ever printed a second time by itself.

        It takes `MOST_PAGES_S` at most: what waits for its turn by then is not started, what is under way is taken
        back, and from a printer that hangs nothing is waited for much longer (`commands.CUT_OFF_S`): unknown.
        """
        ...

    def cancel(self) -> None:
        """Take the job back where the printer still can: `print` returns what is true by then."""
        ...
