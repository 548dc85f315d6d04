"""Campaign `journey-speed`: how fast the first journey is, at the pace of real hardware.

Figures are medians over several plays. Where a physical limit exists, the figure is held against it in the same run:
a card read takes the bytes on the wire at 115200 baud and the module's own delays (50 + 50 + 600 ms), a first frame
takes at least what the smallest Qt Quick window takes on the same machine. The planted fault is a slow reader: the
same journey with 400 ms more before each answer must be noticed.
"""

import math
import os
import shutil
import statistics
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from tests.campaigns.runner import Campaign, Context, FellShort, Held, Outcome
from tests.helpers.played import ROOT, Take, broken_promises, play, summary_of

WIRE_MS = 1329 * 10 / 115.2
"""1,329 reply bytes of ten bits each at 115,200 baud, in ms (devices reference 2.5)."""
MODULE_MS = 50 + 50 + 600
CARD_LIMIT_MS = WIRE_MS + MODULE_MS

MOST_CARD_RATIO = 2.0
"""Putting the card anywhere between two polls, reading it, and drawing the form, over wire and module alone."""
MOST_FRAME_RATIO = 6.0
"""First frame of the whole program over the smallest Qt Quick window."""
MOST_PSS_MB = 260.0
MOST_FIRST_BYTE_MS = 3500.0
MOST_TOUCHES = 80

SMALLEST_WINDOW = """
import os, sys, time
os.environ['QT_QPA_PLATFORM'] = 'offscreen'
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickWindow, QSGRendererInterface
QQuickWindow.setGraphicsApi(QSGRendererInterface.GraphicsApi.Software)
from kiosk.app.measure import process_age_s
app = QGuiApplication([])
from PySide6.QtQml import QQmlApplicationEngine
engine = QQmlApplicationEngine()
engine.loadData(b'import QtQuick; Window { visible: true; width: 1080; height: 1920; Text { text: "1" } }')
def shown():
    print(process_age_s() * 1000, flush=True)
    app.exit(0)
engine.rootObjects()[0].frameSwapped.connect(shown)
app.exec()
"""


def run(context: Context) -> Outcome:
    """Play, measure, compare."""
    count = 1 if context.is_short else 5
    plays = []
    for seed in range(1, count + 1):
        take = Take("old-age-allowance", seed=seed)
        out = _fresh(context.folder / take.name)
        play(take, out, pacing=True)
        broken = broken_promises(take, out)
        if broken:
            return FellShort(f"{take.name}: {broken[0]}")
        plays.append(summary_of(out))
        context.progress(f"played {take.name} in {plays[-1]['seconds']} s")
    figures = {
        "first_frame_ms": [play["first_frame_ms"] for play in plays],
        "peak_pss_mb": [play["peak_pss_mb"] for play in plays],
        "card_to_form_ms": [play["figures"]["card_to_form_ms"] for play in plays],
        "commit_to_first_byte_ms": [play["figures"]["commit_to_first_byte_ms"] for play in plays],
        "touches_count": [play["touches"] for play in plays],
        "journey_s": [play["seconds"] for play in plays],
    }
    median = {name: statistics.median(values) for name, values in figures.items()}
    for name, value in median.items():
        context.figure(name, round(value, 1))
    smallest_ms = statistics.median(_smallest_window_ms() for _ in range(3))
    frame_ratio = median["first_frame_ms"] / smallest_ms
    card_ratio = median["card_to_form_ms"] / CARD_LIMIT_MS
    context.figure("smallest_window_ms", round(smallest_ms, 1))
    context.figure("first_frame_over_smallest_window_ratio", round(frame_ratio, 2))
    context.figure("card_limit_ms", round(CARD_LIMIT_MS, 1))
    context.figure("card_to_form_over_limit_ratio", round(card_ratio, 2))
    _plant(context, median["card_to_form_ms"])
    limits = (
        ("first frame", frame_ratio, MOST_FRAME_RATIO),
        ("card to form", card_ratio, MOST_CARD_RATIO),
        ("peak PSS", median["peak_pss_mb"], MOST_PSS_MB),
        ("commit to first byte", median["commit_to_first_byte_ms"], MOST_FIRST_BYTE_MS),
        ("touches", median["touches_count"], MOST_TOUCHES),
    )
    over = over_limits(limits)
    return FellShort("; ".join(over)) if over else Held(f"{count} plays within every limit")


def over_limits(limits: Iterable[tuple[str, float, float]]) -> list[str]:
    """A sentence for each (name, value, most) that is over; rounded up, so that it also reads as over."""
    return [f"{name}: {math.ceil(value * 100) / 100} > {most}" for name, value, most in limits if value > most]


def _plant(context: Context, usual_ms: float) -> None:
    slow = context.plant("a reader that answers 400 ms late")
    take = Take("old-age-allowance", seed=1)
    out = _fresh(context.folder / "planted-slow-reader")
    os.environ["KIOSK_DEMO_READER_DELAY_MS"] = "400"
    try:
        play(take, out, pacing=True)
    finally:
        del os.environ["KIOSK_DEMO_READER_DELAY_MS"]
    found = summary_of(out).get("figures", {}).get("card_to_form_ms", 0.0)
    context.figure("planted_card_to_form_ms", found)
    if found / CARD_LIMIT_MS > MOST_CARD_RATIO or found > usual_ms + 400:
        slow.caught()


def _smallest_window_ms() -> float:
    ended = subprocess.run(
        [sys.executable, "-c", SMALLEST_WINDOW], cwd=ROOT, capture_output=True, text=True, timeout=30, check=True
    )
    return float(ended.stdout.split()[0])


def _fresh(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


CAMPAIGN = Campaign(
    "journey-speed", "first frame, memory, card to form, commit to paper, touches", "plays at real pace twice", run
)
