"""The menu's pages, and what somebody must be allowed for each to open. Pure."""

from enum import StrEnum
from types import MappingProxyType

from kiosk.maintenance.access import Action, SignedIn, may


class Page(StrEnum):
    """What can be open; the value is the visit's word for it."""

    FRONT = ""
    GUIDE = "guide"
    PRINTER_TEST = "printer_test"
    PAPER = "paper"
    QUEUE = "queue"
    DEVICES = "devices"
    NETWORK = "network"
    LOGS = "logs"
    ACCESS = "access"
    """Which ways in were tried in vain."""
    SELF_TESTS = "self_tests"
    """Behind it, by its name, the one trial that is open."""


PAGE_ACTION = MappingProxyType(
    {
        Page.FRONT: Action.SEE_STATE,
        Page.GUIDE: Action.CHANGE_PAPER,
        Page.PRINTER_TEST: Action.TEST_PRINTER,
        Page.PAPER: Action.SEE_STATE,
        Page.QUEUE: Action.SEE_STATE,
        Page.DEVICES: Action.TEST_DEVICES,
        Page.NETWORK: Action.SEE_NETWORK,
        Page.LOGS: Action.SEE_LOGS,
        Page.ACCESS: Action.SEE_LOGS,
        Page.SELF_TESTS: Action.TEST_DEVICES,
    }
)
"""What somebody must be allowed for a page to open."""


def may_open(who: SignedIn, page: str) -> bool:
    """Whether they may see it; what lies behind a page (`queue/letter`) is as its page; what is none never opens."""
    action = PAGE_ACTION.get(page.partition("/")[0])  # type: ignore[call-overload] # a StrEnum's key is found by its text
    return action is not None and may(who, action)
