"""What the platform says of a terminal's paper, from what its heartbeat told. Pure; the pace is `core.paper_pace`."""

from datetime import datetime

from kiosk.core.paper_pace import Pace, runs_out_at, slips_left_count
from kiosk.core.working_days import WorkingDays
from kiosk.wire import PaperBeat, Wire


class PaperForecast(Wire, frozen=True):
    """The receipt printer's paper."""

    printed_mm: int
    left_mm: int | None
    """None: nobody knows, as long as no roll was seen put in."""
    slips_left_count: int | None
    """At the length of this machine's slips."""
    runs_out_at: datetime | None
    """None: not known, or further off than can be told."""


def forecast(paper: PaperBeat, pace: Pace | None, said_at: datetime, calendar: WorkingDays) -> PaperForecast:
    """What is to be said of the paper of which the terminal told at `said_at`."""
    slips_count = slips_left_count(paper.left_mm, paper.printed_mm, paper.slip_count)
    at = None if paper.left_mm is None or pace is None else runs_out_at(paper.left_mm, pace, said_at, calendar)
    return PaperForecast(
        printed_mm=paper.printed_mm, left_mm=paper.left_mm, slips_left_count=slips_count, runs_out_at=at
    )
