"""Campaign `oldest-qt`: the screens on the oldest Qt that is promised, 6.7.3, as older glibc (UOS, Kylin) needs it.

A venv of its own holds that Qt; everything else is this project's. In it: the tests of the screens and of the parts
that QML uses, and a whole journey that ends with a printed slip.
Planted: a property that Qt 6.7 does not know yet, and a name of PySide6 that it does not have.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

from tests.campaigns.runner import Campaign, CannotRun, Context, FellShort, Held, Outcome
from tests.helpers.view_context import ROOT

QT = "6.7.3"
SHORT_TESTS = ("tests/screens/test_first_screens.py", "tests/screens/test_controls.py", "tests/screens/test_touch.py")
TESTS = ("tests/screens", "tests/unit/ui", "tests/unit/app")
NEWER_QML = "import QtQuick\nWindow { topPadding: 4; Flickable { acceptedButtons: Qt.LeftButton } }\n"
"""Flickable.acceptedButtons is of Qt 6.9."""
NEWER_NAME = "from PySide6.QtGui import QAccessibilityHints"
"""Of Qt 6.10 (qstylehints, accessibility)."""
LOADS = """
import sys
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine
app = QGuiApplication([])
engine = QQmlApplicationEngine()
engine.load(sys.argv[1])
sys.exit(0 if engine.rootObjects() else 1)
"""


def run(context: Context) -> Outcome:
    """Make the venv, run what runs on the newest Qt."""
    shutil.rmtree(context.folder, ignore_errors=True)
    context.folder.mkdir(parents=True)
    python = _venv(ROOT / "build" / "oldest-qt")
    if isinstance(python, str):
        return CannotRun(python)
    context.note(f"Qt {_said(python, '-c', 'import PySide6.QtCore as core; print(core.qVersion())').stdout.strip()}")
    wrong = [*_planted(context, python), *_tests(context, python), *_journey(context, python)]
    return FellShort("; ".join(wrong)) if wrong else Held(f"the screens, and a journey to its slip, on Qt {QT}")


def _venv(folder: Path) -> Path | str:
    """Its interpreter; or why there is none. Kept between runs."""
    python = folder / "bin" / "python"
    uv = ROOT / "build" / "bootstrap" / "bin" / "uv"
    if not uv.exists():
        return "there is no uv in build/bootstrap: packaging/campaign sets it up"
    known = _said(python, "-c", "import PySide6; print(PySide6.__version__)") if python.exists() else None
    if known is None or known.stdout.strip() != QT:
        for command in (
            (uv, "venv", "--quiet", "--clear", "--no-project", "--python", sys.executable, folder),
            (uv, "pip", "install", "--quiet", "--python", python, f"PySide6-Essentials=={QT}"),
        ):
            made = subprocess.run(
                [str(word) for word in command], check=False, capture_output=True, text=True, cwd=folder.parent
            )
            if made.returncode != 0:
                return f"uv: {made.stderr.strip()[-300:]}"
        version = f"python{sys.version_info.major}.{sys.version_info.minor}"
        (folder / "lib" / version / "site-packages" / "rest.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return python


def _tests(context: Context, python: Path) -> list[str]:
    chosen = SHORT_TESTS if context.is_short else TESTS
    done = _said(python, "-m", "pytest", "-q", "-x" if context.is_short else "--maxfail=60", *chosen)
    (context.folder / "tests.log").write_text(done.stdout + done.stderr)
    counted = {name: int(count) for count, name in re.findall(r"(\d+) (passed|failed|error)", done.stdout[-300:])}
    context.figure("tests_passed_count", counted.get("passed", 0))
    context.figure("tests_failed_count", counted.get("failed", 0) + counted.get("error", 0))
    if done.returncode == 0 and counted.get("passed"):
        return []
    return [line for line in done.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))][:20] or [
        done.stdout[-400:]
    ]


def _journey(context: Context, python: Path) -> list[str]:
    out = context.folder / "journey"
    done = _said(python, "-m", "kiosk", "demo", "--journey", "old-age-allowance", "--out", str(out), "--no-pacing")
    summary = out / "summary.json"
    problems = json.loads(summary.read_text())["problems"] if summary.exists() else [done.stderr[-400:]]
    context.figure("journey_pictures_count", len(list(out.glob("*.png"))))
    return [f"the journey: {problem}" for problem in problems] or (
        [] if done.returncode == 0 else ["the journey failed"]
    )


def _planted(context: Context, python: Path) -> list[str]:
    page = context.folder / "newer.qml"
    page.write_text(NEWER_QML)
    for what, command in (
        ("a property of a newer Qt in QML", ("-c", LOADS, str(page))),
        ("a name of a newer PySide6", ("-c", NEWER_NAME)),
    ):
        fault = context.plant(what)
        if _said(python, *command).returncode != 0:
            fault.caught()
    page.write_text("import QtQuick\nWindow { Flickable { } }\n")
    return [] if _said(python, "-c", LOADS, str(page)).returncode == 0 else ["a plain page does not load either"]


def _said(python: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [str(python), *arguments], check=False, capture_output=True, text=True, cwd=ROOT, env=environment
    )


CAMPAIGN = Campaign("oldest-qt", "the screens on Qt 6.7.3", "", run)
