"""A page as a resident supplies it: photographed, straightened, and looked at before anybody sends it."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from devices.contracts.camera import FrameUnusable
from devices.contracts.results import Completion, DeviceGone

MOST_PAGE_BYTES = 2 * 1024 * 1024
"""No page is larger: at A4 size and 200 dpi it is about 0.5 MB."""


class PageVerdict(StrEnum):
    """Whether a person could read it, or the first thing a hand should mend."""

    OK = "ok"
    NOTHING_THERE = "nothing_there"
    """A bare desk, or a hand on it."""
    BLANK = "blank"
    """Something lies there and nothing is written on it: the wrong side is up."""
    TOO_DARK = "too_dark"
    GLARE = "glare"
    """A lamp is mirrored on it, or it is so bright that the writing is gone."""
    BLURRED = "blurred"
    TOO_SMALL = "too_small"
    """The writing is too small in the picture: it lies too far off."""
    CUT_OFF = "cut_off"
    """Part of it is outside the picture."""
    UNJUDGED = "unjudged"
    """Nobody looked: this machine cannot, or its helper fell over. The resident's own eyes decide, as always."""


@dataclass(frozen=True, slots=True)
class Page:
    """The sheet alone where its four corners were found, else the whole picture; kept in memory only."""

    jpeg: bytes = field(repr=False)
    width_px: int
    height_px: int
    verdict: PageVerdict
    is_seen: bool = True
    """Something lies there, whatever can be read of it; a clerk may judge better than a threshold."""

    @property
    def completion(self) -> Completion:
        """A page that cannot be read is the person's error, never the device's."""
        fine = self.verdict in (PageVerdict.OK, PageVerdict.UNJUDGED)
        return Completion.SUCCESS if fine else Completion.USER_ERROR


PageResult = Page | FrameUnusable | DeviceGone


class PageSource(Protocol):
    """What stands between a camera and whoever wants a page; any `FrameSource` does. Loop thread only."""

    @property
    def judges(self) -> bool:
        """Whether pages are straightened and judged on this machine at all."""
        ...

    async def photograph(self, timeout_s: float) -> PageResult:
        """Take a picture now and look at it; the looking takes at most 10 s more."""
        ...

    async def forget(self) -> None:
        """Let go of everything that was seen, and of what it was seen with; never raises."""
        ...
