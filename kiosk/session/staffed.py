"""The one screen that is no resident's, as the session knows it: that staff is here, and what of theirs is shown."""

from dataclasses import dataclass, field
from typing import Protocol


class StaffVisit(Protocol):
    """What the session asks a visit of staff (kiosk.maintenance.visit, which alone knows who they are)."""

    @property
    def shown(self) -> str:
        """The screen, and behind a stroke the place within it."""
        ...

    @property
    def is_signed_in(self) -> bool: ...
    @property
    def said(self) -> str:
        """Key of what the screen says."""
        ...


@dataclass(frozen=True, slots=True)
class Opening:
    """A visit that begins."""

    shown: str = "SignIn"
    is_signed_in: bool = False
    said: str = "maintenance.sign_in.text"


@dataclass(frozen=True, slots=True)
class Maintenance:
    """Staff has the machine, and no resident."""

    visit: StaffVisit = field(default_factory=Opening)
