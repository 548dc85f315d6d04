"""What any printer's troubles come to. Pure."""

from devices.contracts.printer import NotStarted, Paper, PrintResult, PrintTrouble, Unknown
from devices.contracts.results import Cancelled, CutOff, TimedOut

_OF_PAPER = {Paper.OUT: PrintTrouble.PAPER_OUT, Paper.JAMMED: PrintTrouble.JAMMED}


def trouble_for_a_hand(cover_open: bool, paper: Paper) -> PrintTrouble | None:
    """What keeps the printer from printing until somebody opens or closes something; None when nothing does. An open
    cover hides what the paper does."""
    return PrintTrouble.COVER_OPEN if cover_open else _OF_PAPER.get(paper)


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
