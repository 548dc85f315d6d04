"""Campaign `drain-touch`: a resident's touch is painted at once while a full queue drains behind the screen.

The real terminal with its real queue of sealed cases, the real platform process on loopback, real touches by a hand
that is a process of its own; the time runs from the hand's moment to the first frame on the screen whose pixels differ
(`tests.helpers.touch_to_paint`). The goal is a 99th percentile of 50 ms. Where a neighbour's load already takes as
much from the idle terminal, the drain is held against the idle figure of the same run instead, and the result says so.

The platform stands for another machine: it is niced, so that it takes what the terminal leaves of the processors. The
drain's rate is therefore the rate on what was left here; `terminal_cpu_share` says how much of one the terminal took.
The whole queue must be empty in the end; in the short form the touches end before it is.

The planted fault is 200 ms of work on the loop's thread, again and again: its touches must miss the goal.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.campaigns.runner import Campaign, Context, FellShort, Held, Outcome
from tests.helpers.view_context import ROOT

MOST_P99_MS = 50.0
MOST_IDLE_RATIO = 1.5
"""What the drain may add where the machine's own noise exceeds the goal."""
PHASES = ("idle", "drain", "blocked")


def run(context: Context) -> Outcome:
    """Fill, drain, touch; then the fault."""
    case_count, touch_count, most_s = (1000, 16, 10) if context.is_short else (10_000, 200, 600)
    fault = context.plant("200 ms of work on the loop's thread")
    found = _terminal(_fresh(context.folder), case_count, touch_count, most_s)
    touches = found["touches"]
    touches["idle"] = touches.pop("before") + touches.pop("after")
    p99 = {phase: _tell(context, phase, touches[phase]) for phase in PHASES}
    context.figure("queued_count", case_count)
    for name, value in found["drain"].items():
        context.figure(name, round(value, 2))
    context.figure("drain_over_idle_p99_ratio", round(p99["drain"] / p99["idle"], 2))
    context.figure("load_of_machine_ratio", round(os.getloadavg()[0] / (os.cpu_count() or 1), 2))
    if p99["blocked"] > limit_ms(p99["idle"]):
        fault.caught()
    if found["refused_count"]:
        return FellShort(f"{found['refused_count']} cases were refused")
    if found["left_count"] and not context.is_short:
        return FellShort(f"{found['left_count']} of {case_count} cases still waited after {most_s} s")
    if p99["idle"] * MOST_IDLE_RATIO > MOST_P99_MS:
        context.note(f"the machine is too busy for the goal alone: the idle terminal needs {p99['idle']:.0f} ms")
    if p99["drain"] > limit_ms(p99["idle"]):
        return FellShort(f"touch to paint took {p99['drain']:.1f} ms during the drain, {p99['idle']:.1f} ms without")
    return Held(f"touch to paint p99 {p99['drain']:.1f} ms with {case_count} cases draining")


def limit_ms(idle_p99_ms: float) -> float:
    """The goal, or what the idle terminal needs on this machine and half as much again."""
    return max(MOST_P99_MS, idle_p99_ms * MOST_IDLE_RATIO)


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that so large a share of them does not exceed."""
    return sorted(values)[max(0, -(-len(values) * round(share * 100) // 100) - 1)]


def _tell(context: Context, phase: str, touches: list[dict[str, float]]) -> float:
    """Keep one phase's figures; its 99th percentile."""
    seen_ms, late_ms = [each["seen_ms"] for each in touches], [each["late_ms"] for each in touches]
    p99 = percentile(seen_ms, 0.99)
    context.figure(f"{phase}_touches_count", len(touches))
    context.figure(f"{phase}_touch_to_paint_p50_ms", round(percentile(seen_ms, 0.5), 1))
    context.figure(f"{phase}_touch_to_paint_p99_ms", round(p99, 1))
    context.figure(f"{phase}_hand_late_p99_ms", round(percentile(late_ms, 0.99), 1))
    return p99


def _terminal(folder: Path, *measure: int) -> dict[str, Any]:
    """The terminal runs in a process of its own, which says at its end what it measured."""
    ended = subprocess.run(
        [sys.executable, "-m", "tests.helpers.drained_terminal", str(folder), *map(str, measure)],
        cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    found: dict[str, Any] = json.loads(ended.stdout.splitlines()[-1])
    return found


def _fresh(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


SHORT_NOTE = "touches a real terminal for a minute"
CAMPAIGN = Campaign("drain-touch", "touch to paint while a full queue drains", SHORT_NOTE, run)
