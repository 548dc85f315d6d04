"""How the machine itself is, beside its devices: memory, heat, disk, clock, whether its program rested. Mostly pure.

/proc, /sys, disk, the platform's clock, the program's lives ─► Vitals ─► words ─► heartbeat, what needs a hand now

The words go where a device's do (`device_beats`), under the role `machine`: nobody need learn another list.
"""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from kiosk.wire import DeviceBeat

MACHINE = "machine"
LEAST_MEMORY_PERCENT = 8.0
"""Of what the machine has; below it the kernel begins to throw out what it needs again."""
HOTTEST_C = 85.0
"""Processors slow down from about 95 °C and switch off at 105; a closed cabinet in summer is on its way there."""
CLOCK_OFF = timedelta(minutes=5)
"""More, and what is signed by it is refused (decisions/0014)."""
EARLIEST = datetime(2025, 1, 1, tzinfo=UTC)
"""A clock before that has forgotten the time: its battery is empty."""


@dataclass(frozen=True, slots=True)
class Vitals:
    """What was found; None is not told by this machine."""

    now: datetime
    memory_free_percent: float | None = None
    temperature_c: float | None = None
    is_disk_low: bool = False
    clock_ahead: timedelta = timedelta()
    """How far the platform's clock is ahead of this machine's, as far as it mattered."""
    rested: str = ""
    """Why the program did not serve lately (`lives`)."""


def needs_of(vitals: Vitals) -> tuple[str, ...]:
    """What of it needs a person, in words of `doctor.lack`, the worst first."""
    memory, heat = vitals.memory_free_percent, vitals.temperature_c
    found = {
        f"rested_{vitals.rested}": bool(vitals.rested),
        "hot": heat is not None and heat >= HOTTEST_C,
        "memory_low": memory is not None and memory < LEAST_MEMORY_PERCENT,
        "disk_low": vitals.is_disk_low,
        "clock_wrong": vitals.now < EARLIEST or abs(vitals.clock_ahead) > CLOCK_OFF,
    }
    return tuple(word for word, holds in found.items() if holds)


def machine_beats(needs: Iterable[str]) -> tuple[DeviceBeat, ...]:
    """The needs as a heartbeat tells them."""
    return tuple(DeviceBeat(role=MACHINE, state=word, lasts_s=None) for word in needs)


def memory_free_percent(proc: Path = Path("/proc")) -> float | None:
    """By what the kernel says could be had without swapping (proc_meminfo(5), MemAvailable)."""
    with suppress(OSError, ValueError, KeyError, ZeroDivisionError):
        lines = (line.split() for line in (proc / "meminfo").read_text(encoding="ascii").splitlines())
        told = {words[0].rstrip(":"): float(words[1]) for words in lines if len(words) > 1}
        return round(100 * told["MemAvailable"] / told["MemTotal"], 1)
    return None


def temperature_c(sys: Path = Path("/sys")) -> float | None:
    """Of the hottest zone that the kernel tells of (sysfs-class-thermal)."""
    found: list[float] = []
    for path in sys.glob("class/thermal/thermal_zone*/temp"):
        with suppress(OSError, ValueError):
            found.append(int(path.read_text(encoding="ascii")) / 1000)
    return max(found, default=None)
