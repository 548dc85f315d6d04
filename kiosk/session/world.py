"""What `advance` may look at besides the state: the moment, the catalogue, the limits, what this machine can do."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from kiosk.core.clock import china_date
from kiosk.core.ids import CaseId
from kiosk.session.states import Mode

if TYPE_CHECKING:  # the first frame needs the limits, and no catalogue
    from kiosk.catalogue import Catalogue


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a person may do nothing, and when they are asked (tokens: session)."""

    idle_s: float
    warn_s: float


DEFAULT_LIMITS: Mapping[Mode, Limits] = {
    Mode.STANDARD: Limits(idle_s=120, warn_s=30),
    Mode.ELDER: Limits(idle_s=300, warn_s=60),
    Mode.HIGH_CONTRAST: Limits(idle_s=180, warn_s=40),
}

SIGNED_IN_IDLE_S = 600.0
"""How long staff who are signed in may do nothing: a roll is changed in less (the ring of picture 16)."""

HOLD_SLIP_S = 2.5
"""How long a slip waits for the acknowledgement so that it can say 已经交上去了: two round trips of a slow network."""

ANNOUNCE_CARD_S = 10.0
"""A card left lying is announced again after this long."""
LOOK_AGAIN_S = 2.0
"""At the end of a session the reader first looks again: one that tells only by reading may not know yet that the card
was lifted a moment ago (`reading_line.SLOT_LOOK_S`)."""


@dataclass(frozen=True, slots=True)
class World:
    """Given afresh with every event."""

    catalogue: "Catalogue"
    now: datetime
    now_s: float
    """Monotonic."""
    new_case_id: CaseId
    """Used if the event begins a draft."""
    limits: Mapping[Mode, Limits] = field(default_factory=lambda: DEFAULT_LIMITS)
    camera_ready: bool = True
    microphone_ready: bool = True

    @property
    def today(self) -> date:
        """The civil date here."""
        return china_date(self.now)


@dataclass(frozen=True, slots=True)
class Countdown:
    """What the ring shows."""

    remaining_s: float
    total_s: float
    paused: bool
    warning: bool
