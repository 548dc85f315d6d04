"""Where a message of ours is, and what is known of its slip."""

from enum import StrEnum


class Delivery(StrEnum):
    """Where a message of ours is; told by the outbox and by nobody else."""

    WAITING = "waiting"
    ACKNOWLEDGED = "acknowledged"
    REFUSED = "refused"


class PrintState(StrEnum):
    """What is known of the slip; `unknown` is never printed again by itself."""

    HELD = "held"
    """Waits a moment for the acknowledgement, so that the slip can say the better thing truthfully."""
    PRINTING = "printing"
    WAITING_FOR_PAPER = "waiting_for_paper"
    WAITING_FOR_COVER = "waiting_for_cover"
    WAITING_FOR_PRINTER = "waiting_for_printer"
    PRINTED = "printed"
    PARTIAL = "partial"
    NOT_STARTED = "not_started"
    UNKNOWN = "unknown"
    DECLINED = "declined"


PRINT_UNDER_WAY = frozenset(
    {
        PrintState.HELD,
        PrintState.PRINTING,
        PrintState.WAITING_FOR_PAPER,
        PrintState.WAITING_FOR_COVER,
        PrintState.WAITING_FOR_PRINTER,
    }
)


NOT_PRINTED = frozenset({PrintState.NOT_STARTED, PrintState.PARTIAL, PrintState.UNKNOWN})
"""The print is over and no whole slip is known to have come out: the screen is the receipt now."""
