"""Campaign `monkey`: half an hour of touches, gestures, keys, scans and pulled cards, and the picture is still ours.

The real terminal, full screen, its machines emulated (helpers.monkey_terminal). All the while: one window, over the
whole screen; nothing on the clipboard; no error that nobody caught, in the log neither; memory that does not grow.
Planted: a second window, an error, something kept of every act, a window that goes when it is asked to.
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.campaigns.runner import Campaign, Context, FellShort, Held, Outcome
from tests.helpers.offscreen import screens
from tests.helpers.view_context import ROOT

LONG_S, SHORT_S, PLANTED_S = 1800.0, 22.0, 6.0
MOST_GROWTH_MIB = 6.0
"""Over the second half of the run: every screen was seen by then, and every picture drawn."""
LEAK_GROWTH_MIB = 3.0
BUGS = ("task_crashed", "task_fell", "screen_broke", "window_stalled", "left_behind", "worn_out")


def run(context: Context) -> Outcome:
    """One long run, then the faults."""
    shutil.rmtree(context.folder, ignore_errors=True)
    wrong, seen = _played(context.folder / "long", SHORT_S if context.is_short else LONG_S, "none")
    for name, count in sorted(seen["acts"].items()):
        context.figure(f"acts_{name}_count", count)
    context.figure("screens_seen_count", len(seen["screens"]))
    context.figure("looks_count", seen["looks"])
    if not context.is_short:
        grown_mib = growth_of(seen["memory_mib"])
        context.figure("memory_first_mib", seen["memory_mib"][0])
        context.figure("memory_growth_second_half_mib", grown_mib)
        if grown_mib > MOST_GROWTH_MIB:
            wrong.append(f"memory grew by {grown_mib} MiB")
    for plant, what in (
        ("window", "a second window"), ("error", "an error that nobody catches"),
        ("closes", "a window that goes when it is asked to"),
    ):  # fmt: skip
        fault = context.plant(what)
        if _played(context.folder / plant, PLANTED_S * 2, plant)[0]:
            fault.caught()
    if not context.is_short:
        fault = context.plant("something kept of every act")
        if growth_of(_played(context.folder / "memory", 120.0, "memory")[1]["memory_mib"]) > LEAK_GROWTH_MIB:
            fault.caught()
    return FellShort("; ".join(wrong)) if wrong else Held(f"{sum(seen['acts'].values())} acts, and one window")


def growth_of(memory_mib: list[float]) -> float:
    """From the middle of the run to its end, each by the median of three samples."""
    middle = len(memory_mib) // 2
    return round(statistics.median(memory_mib[-3:]) - statistics.median(memory_mib[middle : middle + 3]), 2)


def _played(folder: Path, seconds_s: float, plant: str) -> tuple[list[str], dict[str, Any]]:
    """What was wrong, and all that was seen."""
    folder.mkdir(parents=True)
    ended = subprocess.run(
        [sys.executable, "-m", "tests.helpers.monkey_terminal", str(folder), str(seconds_s), "11", plant],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=(folder / "stderr").open("w"), text=True, check=False,
        env={**os.environ, "QT_QPA_PLATFORM": screens(folder / "screens.json")},
    )  # fmt: skip
    if ended.returncode != 0 or not ended.stdout:
        return [f"the program ended with {ended.returncode}"], {
            "acts": {},
            "screens": {},
            "looks": 0,
            "memory_mib": [0.0] * 6,
        }
    seen: dict[str, Any] = json.loads(ended.stdout.splitlines()[-1])
    wrong = [f"{what} (×{count})" for what, count in seen["wrong"].items()]
    log = (folder / "terminal.jsonl").read_text(encoding="utf-8").splitlines()
    wrong += [line[:300] for line in log if json.loads(line).get("event") in BUGS or "Traceback" in line]
    return wrong, seen


CAMPAIGN = Campaign("monkey", "anything at the screen for half an hour, and one window all the while", "", run)
