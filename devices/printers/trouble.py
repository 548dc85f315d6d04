"""What a hand can mend on any printer, and in which order it is told: an open cover hides what the paper does. Pure."""

from devices.contracts.printer import Paper, PrintTrouble

_OF_PAPER = {Paper.OUT: PrintTrouble.PAPER_OUT, Paper.JAMMED: PrintTrouble.JAMMED}


def trouble_for_a_hand(cover_open: bool, paper: Paper) -> PrintTrouble | None:
    """What keeps the printer from printing until somebody opens or closes something; None when nothing does."""
    return PrintTrouble.COVER_OPEN if cover_open else _OF_PAPER.get(paper)
