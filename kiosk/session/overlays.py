"""What may lie over a screen: one question or one message, which the screen below waits for."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class TimeIsUp:
    """您还在吗? Any touch keeps the session."""


@dataclass(frozen=True, slots=True)
class ModeChooser:
    """大字 · 显示: mode, reach and motion."""


@dataclass(frozen=True, slots=True)
class HelpCalled:
    """How the call for help stands, and the telephone number."""


@dataclass(frozen=True, slots=True)
class LeaveQuestion:
    """Something is filled in: leave and clear it?"""

    to_home: bool


@dataclass(frozen=True, slots=True)
class Interruption:
    """Something more urgent has the screen; the session returns with its draft."""

    by: str


@dataclass(frozen=True, slots=True)
class Listening:
    """请说: the microphone is open, or is opened as soon as the machine itself is silent."""

    serial: int
    is_open: bool = False


HAZARDS = frozenset({"rainstorm"})
"""What there are words for under `alert.do.*`; of any other it is said to stay where it is safe and to listen."""


@dataclass(frozen=True, slots=True)
class Alert:
    """A warning of the authorities that holds now, as the feed has it (decisions/0009)."""

    entry_id: str
    version: int
    title: str
    text: str
    icon: str
    issued_at: datetime

    @property
    def hazard(self) -> str:
        """Which words say what to do."""
        return self.icon if self.icon in HAZARDS else "other"


@dataclass(frozen=True, slots=True)
class AlertShown:
    """The warning, and what to do now."""


Overlay = TimeIsUp | ModeChooser | HelpCalled | LeaveQuestion | Interruption | AlertShown | Listening
