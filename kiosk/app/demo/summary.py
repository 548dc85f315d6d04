"""`summary.json`: what one played journey came to. Other programs read it; its schema is `summary.schema.json`."""

from contextlib import suppress
from enum import StrEnum
from pathlib import Path

import msgspec

SCHEMA_PATH = Path(__file__).with_name("summary.schema.json")


class Outcome(StrEnum):
    """How the resident left."""

    COMPLETED = "completed"
    SAVED_OFFLINE = "saved_offline"
    ABANDONED = "abandoned"
    FAILED = "failed"


class Slip(StrEnum):
    """What is known of the receipt."""

    PRINTED = "printed"
    PARTIAL = "partial"
    NOT_STARTED = "not_started"
    UNKNOWN = "unknown"


class Summary(msgspec.Struct, kw_only=True):
    """One journey. Times are of this run on this machine; `peak_pss_mb` is the kiosk process alone, in 10^6 bytes."""

    journey: str
    mode: str
    size: str
    low_reach: bool = False
    outcome: Outcome = Outcome.FAILED
    case_id: str | None = None
    receipt_number: str | None = None
    platform_status: str | None = None
    """The case's state at the platform when the journey ended (a `CaseState`), None if it never arrived."""
    printed: Slip = Slip.NOT_STARTED
    screens: list[str] = []
    spoken: list[str] = []
    touches: int = 0
    seconds: float = 0.0
    first_frame_ms: float = 0.0
    peak_pss_mb: float = 0.0
    figures: dict[str, float] = {}
    """Further measurements of this run by name, each ending in its unit."""
    problems: list[str] = []

    def problem(self, error: Exception) -> None:
        """Keep what went wrong; of a group every error in it."""
        if isinstance(error, ExceptionGroup):
            for part in error.exceptions:
                self.problem(part)
        else:
            self.problems.append(f"{type(error).__name__}: {error}")

    def stopped(self) -> None:
        """Somebody ended the program in mid-play."""
        self.problems.append("It was stopped before the journey's end.")
        if self.outcome is Outcome.FAILED:
            self.outcome = Outcome.ABANDONED


def schema() -> bytes:
    """The JSON Schema of `Summary`, as kept beside this module."""
    found = msgspec.json.schema(Summary)
    found["$defs"]["Summary"]["required"] = list(found["$defs"]["Summary"]["properties"])  # every key is always written
    return msgspec.json.format(msgspec.json.encode(found), indent=2) + b"\n"


def write(summary: Summary, path: Path) -> None:
    """Write one summary, readable by people; the one before it stays if that fails. Raises OSError."""
    new = path.with_suffix(".json.new")
    try:
        new.write_bytes(msgspec.json.format(msgspec.json.encode(summary), indent=2) + b"\n")
        new.replace(path)
    except OSError:
        with suppress(OSError):
            new.unlink()
        raise
