"""What any printer's troubles come to. Pure."""

from collections.abc import Callable

from devices.contracts.health import Health
from devices.contracts.printer import NotStarted, Paper, PrintProgress, PrintResult, PrintTrouble, Unknown
from devices.contracts.results import Cancelled, CutOff, TimedOut

_WAITING_FOR = {
    PrintTrouble.PAPER_OUT: PrintProgress.WAITING_FOR_PAPER,
    PrintTrouble.COVER_OPEN: PrintProgress.WAITING_FOR_COVER,
}
_OF_PAPER = {Paper.OUT: PrintTrouble.PAPER_OUT, Paper.JAMMED: PrintTrouble.JAMMED}


def trouble_for_a_hand(cover_open: bool, paper: Paper) -> PrintTrouble | None:
    """What keeps the printer from printing until somebody opens or closes something; None when nothing does. An open
    cover hides what the paper does."""
    return PrintTrouble.COVER_OPEN if cover_open else _OF_PAPER.get(paper)


def health_of(trouble: PrintTrouble | None, is_broken: bool) -> Health:
    """What a printer's trouble makes of it: a cover is opened, and closed, by a person."""
    if is_broken or trouble in (PrintTrouble.JAMMED, PrintTrouble.TONER_EMPTY):
        return Health.HARDWARE_ERROR
    if trouble is PrintTrouble.COVER_OPEN:
        return Health.USER_ERROR
    return Health.ONLINE if trouble is None else Health.OFFLINE


class Awaited:
    """Tells whoever waits for a job what it waits for itself, each change once."""

    def __init__(self, on_progress: Callable[[PrintProgress], None]) -> None:
        self._on_progress = on_progress
        self._told: PrintProgress | None = None

    def tell(self, trouble: PrintTrouble | None) -> None:
        """This stands in its way now; None: nothing does."""
        waiting = None if trouble is None else _WAITING_FOR.get(trouble, PrintProgress.WAITING_FOR_PRINTER)
        if waiting is not self._told:
            self._told = waiting
            self._on_progress(waiting or PrintProgress.RESUMED)


def became_of(command: PrintResult | Cancelled | TimedOut | CutOff, has_begun: bool) -> PrintResult:
    """What became of a job whose command ended in the printer's queue like this."""
    match command:
        case Cancelled():
            return NotStarted(PrintTrouble.CANCELLED)
        case TimedOut():
            return NotStarted(PrintTrouble.OFFLINE)
        case CutOff():
            return Unknown(PrintTrouble.OFFLINE) if has_begun else NotStarted(PrintTrouble.OFFLINE)
        case told:
            return told
