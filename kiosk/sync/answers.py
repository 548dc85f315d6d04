"""What the platform's answers come to, as closed unions."""

from dataclasses import dataclass

from kiosk.wire import Acknowledgement, Feed, ProgressAnswer


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """The platform has exactly this message: id, case and digest were echoed."""

    acknowledgement: Acknowledgement | None
    """None for a blob, whose digest is its address."""


@dataclass(frozen=True, slots=True)
class TryLater:
    """Not now. `cause` is a word for log and maintenance menu."""

    cause: str
    retry_after_s: float | None = None
    missing_blobs: tuple[str, ...] = ()
    reached_platform: bool = False
    """The platform itself answered; the network is fine."""
    only_this: bool = False
    """It concerns this message alone; the next one may well arrive."""


@dataclass(frozen=True, slots=True)
class Refused:
    """The platform will never take it as it is: kept as a dead letter."""

    cause: str


SendResult = Acknowledged | TryLater | Refused


@dataclass(frozen=True, slots=True)
class ProgressFound:
    answer: ProgressAnswer


@dataclass(frozen=True, slots=True)
class Unavailable:
    """The platform could not be asked, or did not understand."""

    cause: str


ProgressResult = ProgressFound | Unavailable


@dataclass(frozen=True, slots=True)
class NewFeed:
    feed: Feed
    etag: str


@dataclass(frozen=True, slots=True)
class Unchanged:
    """What we have is still right."""


FeedResult = NewFeed | Unchanged | Unavailable
