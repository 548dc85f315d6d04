"""Campaign `device-soak`: ten thousand cards and two thousand slips leave nothing behind.

With the emulators' pacing off in one run, then two hundred of each at real pace. Every card read is its owner's, every
slip comes out once, and the process holds as much memory, as many threads and files in the end as after the first
few. The planted faults are a reader that keeps something of every card and a printer that leaves a file open.
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.campaigns.runner import Campaign, Context, FellShort, Held, Outcome
from tests.helpers.view_context import ROOT

MOST_GROWTH_MIB = 3.0
"""What an allocator and Python's caches may gain over hours of the same work."""


def run(context: Context) -> Outcome:
    """Soak without pacing, with it, and with the faults."""
    cards, slips, paced = (60, 12, 3) if context.is_short else (10_000, 2_000, 200)
    complaints = [
        *_judged(context, "fast", soaked(context.folder / "fast", cards, slips, "off"), cards, slips),
        *_judged(context, "paced", soaked(context.folder / "paced", paced, paced, "real"), paced, paced),
    ]
    for plant, what in (("memory", "a reader that keeps something"), ("files", "a printer that leaves files open")):
        fault = context.plant(what)
        if growth_of(soaked(context.folder / plant, 60, 12, "off", plant)):
            fault.caught()
    return FellShort("; ".join(complaints)) if complaints else Held(f"{cards:,} cards and {slips:,} slips left nothing")


def soaked(folder: Path, cards: int, slips: int, pacing: str, plant: str = "none") -> dict[str, Any]:
    """One run in a process of its own; what `tests.helpers.soaked_devices` printed."""
    shutil.rmtree(folder, ignore_errors=True)
    ended = subprocess.run(
        [sys.executable, "-m", "tests.helpers.soaked_devices", str(folder), str(cards), str(slips), pacing, plant],
        cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    found: dict[str, Any] = json.loads(ended.stdout)
    return found


def growth_of(found: dict[str, Any]) -> list[str]:
    """What grew from the first sample to the last."""
    grown = []
    if (mib := found["memory_mib"][-1] - found["memory_mib"][0]) > MOST_GROWTH_MIB:
        grown.append(f"memory grew by {mib:.1f} MiB")
    for name in ("threads", "files"):
        first, *_, last = found[f"{name}_count"]
        if last > first:
            grown.append(f"{name} grew from {first} to {last}")
    return grown


def _judged(context: Context, name: str, found: dict[str, Any], cards: int, slips: int) -> list[str]:
    for figure in ("memory_mib", "threads_count", "files_count"):
        context.figure(f"{name}_{figure.replace('_', '_first_', 1)}", found[figure][0])
        context.figure(f"{name}_{figure.replace('_', '_last_', 1)}", found[figure][-1])
    grown = [f"{name}: {each}" for each in growth_of(found)]
    if found["wrong_cards_count"] or found["cards_read_count"] != cards:
        grown.append(f"{name}: {found['wrong_cards_count']} of {found['cards_read_count']} cards were not read right")
    if not found["slips_printed_count"] == found["slips_out_count"] == slips:
        grown.append(
            f"{name}: {found['slips_printed_count']} of {slips} confirmed, {found['slips_out_count']} came out"
        )
    return grown


SHORT_NOTE = ""
CAMPAIGN = Campaign("device-soak", "ten thousand cards and two thousand slips leave nothing behind", SHORT_NOTE, run)
