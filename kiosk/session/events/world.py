"""Of no hand: how a call for help stands, the network, the time, and what is more urgent."""

from dataclasses import dataclass

from kiosk.session.overlays import Alert
from kiosk.session.states import HelpState
from kiosk.session.troubles import FilingOff


@dataclass(frozen=True, slots=True)
class HelpHeard:
    """How a call for help stands: waiting, coming, or not to be made now."""

    serial: int
    state: HelpState
    who: str = ""


@dataclass(frozen=True, slots=True)
class FilingChanged:
    """New cases can be begun here again, or no longer."""

    off: FilingOff | None


@dataclass(frozen=True, slots=True)
class NetworkChanged:
    online: bool


@dataclass(frozen=True, slots=True)
class Tick:
    """A second or so has passed; the moment is in the world given to `advance`."""


@dataclass(frozen=True, slots=True)
class Interrupted:
    """Something more urgent takes the screen, in any state (decisions/0007)."""

    by: str


@dataclass(frozen=True, slots=True)
class AlertChanged:
    """Another warning of the authorities holds, or none any more."""

    alert: Alert | None


@dataclass(frozen=True, slots=True)
class InterruptionOver:
    """Back to where the resident was, with the draft."""


@dataclass(frozen=True, slots=True)
class Restarted:
    """Somebody was served shortly before this program began: what they had not handed in is gone."""

    told_for_s: float


@dataclass(frozen=True, slots=True)
class Crashed:
    """A part of the program died; what it was to answer will never come."""


WorldEvent = (
    HelpHeard | FilingChanged | NetworkChanged | Tick | Interrupted | AlertChanged | InterruptionOver | Restarted
    | Crashed
)  # fmt: skip
