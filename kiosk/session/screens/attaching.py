"""Where a session can be while something lies under the camera before the case is handed in; and where a camera is."""

from dataclasses import dataclass
from enum import StrEnum

from devices.contracts.page import PageVerdict
from kiosk.session.drafts import ScannedPage


class ScanState(StrEnum):
    """Where the camera step is."""

    READY = "ready"
    CAPTURING = "capturing"
    LOOK = "look"
    FAILED = "failed"
    """The camera gave none."""
    REFUSED = "refused"
    """There is one, and nobody could read it."""


KEPT_AFTER_REFUSALS = 2
"""So often a sheet may be found hard to read before its picture can be kept all the same: a clerk may read it."""


@dataclass(frozen=True, slots=True)
class Attach:
    """The materials of a case before it is handed in: photographed here, or brought to the window."""


@dataclass(frozen=True, slots=True)
class Photograph:
    """One page of one material under the camera, before the case is handed in."""

    material_id: str
    scan: ScanState = ScanState.READY
    taken: ScannedPage | None = None
    """The picture that is looked at."""
    wrong: PageVerdict | None = None
    refusal_count: int = 0
    doubtful: ScannedPage | None = None
    """As of `Supply`."""
