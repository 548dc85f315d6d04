"""Campaign `ui-soak`: two thousand whole sessions in one process leave nothing behind.

The real terminal's window is touched by one resident after the other: cases filed and printed, cases looked up, a look
round in large letters, names typed in Pinyin, forms left in the middle and gone on with (helpers.soaked_terminal).
Memory that the process has written stays within 3 MiB of what it was after the first hundred sessions, judged by the
median of three samples, since an allocator breathes; threads and open files do not grow at all. Planted: something kept
of each session, a file left open, a thread left running.
"""

import json
import shutil
import statistics
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.campaigns.runner import Campaign, Context, FellShort, Held, Outcome
from tests.helpers.view_context import ROOT

MOST_GROWTH_MIB = 3.0
MOST_GROWTH_OBJECTS = 1_000
"""Of about 142,000 that the collector tracks; they come and go by 400."""
WARM_COUNT, SHORT_WARM_COUNT = 100, 24
"""Sessions after which caches are filled and every screen has been loaded; in short, each kind four times."""
SAMPLES_COUNT = 3


def run(context: Context) -> Outcome:
    """Soak, then plant."""
    shutil.rmtree(context.folder, ignore_errors=True)
    session_count, every = (48, 3) if context.is_short else (2_000, 50)
    found = soaked(context.folder / "sessions", session_count, every)
    _tell(context, found)
    warm_count = SHORT_WARM_COUNT if context.is_short else WARM_COUNT
    grown = growth_of(found, warm_count)
    for plant, what in (
        ("memory", "something kept of each session"),
        ("files", "a file left open"),
        ("threads", "a thread left running"),
    ):
        fault = context.plant(what)
        if any(plant in each for each in growth_of(soaked(context.folder / plant, 18, 2, plant), 6)):
            fault.caught()
    return FellShort("; ".join(grown)) if grown else Held(f"{session_count:,} sessions left nothing")


def soaked(folder: Path, session_count: int, sample_every: int, plant: str = "none") -> dict[str, Any]:
    """One run in a process of its own; what `tests.helpers.soaked_terminal` printed."""
    folder.mkdir(parents=True)
    ended = subprocess.run(
        [sys.executable, "-m", "tests.helpers.soaked_terminal", str(folder), str(session_count), str(sample_every),
         plant],
        cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    found: dict[str, Any] = json.loads(ended.stdout.splitlines()[-1])
    return found


def growth_of(found: dict[str, Any], warm_count: int) -> list[str]:
    """What grew between the first samples after the warm-up and the last ones."""
    warm = next(n for n, count in enumerate(found["at_session_count"]) if count >= warm_count)
    grown = []
    for name, most, unit in (("memory_mib", MOST_GROWTH_MIB, "MiB"), ("threads_count", 0, ""), ("files_count", 0, ""),
                             ("objects_count", MOST_GROWTH_OBJECTS, "")):  # fmt: skip
        first = statistics.median(found[name][warm : warm + SAMPLES_COUNT])
        last = statistics.median(found[name][-SAMPLES_COUNT:])
        if last - first > most:
            grown.append(f"{name.partition('_')[0]} grew from {first} to {last} {unit}".rstrip())
    return grown


def _tell(context: Context, found: dict[str, Any]) -> None:
    for kind, count in found["sessions"].items():
        context.figure(f"sessions_{kind}_count", count)
    for name in ("memory_mib", "threads_count", "files_count", "objects_count"):
        series = found[name]
        context.figure(f"first_{name}", series[0])
        context.figure(f"last_{name}", series[-1])
        context.figure(f"most_{name}", max(series))


SHORT_NOTE = ""
CAMPAIGN = Campaign("ui-soak", "two thousand whole sessions leave nothing behind", SHORT_NOTE, run)
