"""`kiosk demo`: play one journey and write down what it came to; or all three; or open the window with its dock."""

import argparse
import asyncio
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Coroutine
from contextlib import AsyncExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk.core.tasks import Supervisor

if TYPE_CHECKING:  # loaded when they are needed: figures of the start are the program's, not the demo's
    from devices.contracts.printer import PrintDocument
    from kiosk.app.demo.player import Player
    from kiosk.app.demo.stage import Stage
    from kiosk.app.demo.summary import Summary
    from kiosk.app.window import TerminalWindow
    from kiosk.config import Settings

OWN_JOURNEYS = (("old-age-allowance", False), ("old-age-allowance", True), ("progress", False))
"""What a machine without a display plays by itself: name, offline."""
NAMES = tuple(name + (" --offline" if offline else "") for name, offline in OWN_JOURNEYS)
"""The keys of `kiosk.app.demo.journeys.JOURNEYS`, which is loaded after the first frame."""


def demo(options: argparse.Namespace, root: Path) -> int:
    """Carry out `kiosk demo`; 0 only when every journey came to what it promises."""
    if options.journey is not None:
        return play_one(options, root)
    if options.offline or options.out is not None:
        print("--offline and --out go with --journey", file=sys.stderr)
        return 2
    if os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        from kiosk.app.demo.dock import open_with_dock

        return open_with_dock(options, root)
    return play_all(options, root / "build" / "demo")


def play_all(options: argparse.Namespace, out: Path) -> int:
    """Play the journeys one after the other, each in a process of its own so that its figures are its own."""
    worst = 0
    for name, offline in OWN_JOURNEYS:
        folder = out / (f"{name}-offline" if offline else name)
        arguments = ["--journey", name, "--out", str(folder), "--size", options.size, "--mode", options.mode]
        arguments += ["--seed", str(options.seed)]
        arguments += ["--offline"] if offline else []
        arguments += ["--no-pacing"] if options.no_pacing else []
        print(f"playing {name}{' offline' if offline else ''} into {folder}", flush=True)
        worst = max(worst, subprocess.run([sys.executable, "-m", "kiosk", "demo", *arguments], check=False).returncode)
    return worst


def _name(options: argparse.Namespace) -> str:
    return f"{options.journey} --offline" if options.offline else str(options.journey)


def play_one(options: argparse.Namespace, root: Path) -> int:
    """Play one journey without a display and write its summary; 0 when it came to what it promises."""
    from kiosk.app.demo.summary import Summary, write

    name = _name(options)
    if name not in NAMES:
        print(f"no journey {name!r}; there are: {', '.join(NAMES)}", file=sys.stderr)
        return 2
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("QT_LOGGING_RULES", "qt.qpa.*=false")
    from kiosk.app.loop import run_in_qt
    from kiosk.app.memory import keep_memory_small
    from ui.engine import make_application

    out: Path = options.out or root / "build" / "demo" / name.replace(" --", "-")
    out.mkdir(parents=True, exist_ok=True)
    keep_memory_small()
    application = make_application("software")
    summary = Summary(journey=options.journey, mode=options.mode, size=options.size)
    code = run_in_qt(application, lambda stop: _until_stopped(stop, _play(options, root, out, summary)))
    write(summary, out / "summary.json")
    print(
        f"{name}: {summary.outcome.value}, slip {summary.printed.value}, platform {summary.platform_status},"
        f" {summary.touches} touches in {summary.seconds:.1f} s; {out / 'summary.json'}"
    )
    for problem in summary.problems:
        print(f"  problem: {problem}")
    return code


async def _until_stopped(stop: asyncio.Event, playing: Coroutine[Any, Any, int]) -> int:
    """Play to the end, or until somebody ends the program."""
    async with Supervisor() as supervisor:
        play, stopped = supervisor.start("play", playing), supervisor.start("stop", stop.wait())
        await asyncio.wait((play, stopped), return_when=asyncio.FIRST_COMPLETED)
        return play.result() if play.done() else 1


async def _play(options: argparse.Namespace, root: Path, out: Path, summary: "Summary") -> int:
    from kiosk.app.demo.stage import Stage

    started_s = time.monotonic()
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bianmin-demo-")))
        stage = Stage(folder, root / "assets", "130102001001", pacing=not options.no_pacing)
        terminal = await _shown(stage.settings(*_size(options)), root / "assets", summary, stack)
        player = await _journey(options, root, stage, terminal, out, summary, stack)
        summary.seconds = round(time.monotonic() - started_s, 2)
        summary.figures.update(player.figures())
    (out / "spoken.txt").write_text("\n".join(summary.spoken) + "\n")
    held = summary.outcome.value != "failed" and not summary.problems
    return 0 if held else 1


def _size(options: argparse.Namespace) -> tuple[int, int]:
    width_px, height_px = (int(part) for part in options.size.split("x"))
    return width_px, height_px


async def _shown(settings: "Settings", assets: Path, summary: "Summary", stack: AsyncExitStack) -> "TerminalWindow":
    """Open the window, and take the time until its first frame."""
    from kiosk.app.measure import process_age_s
    from kiosk.app.window import TerminalWindow
    from ui.engine import on_first_frame

    terminal = TerminalWindow(settings, assets, summary.problems.append)
    stack.callback(terminal.scene.close)
    shown = asyncio.Event()

    def first_frame() -> None:
        summary.first_frame_ms = round(process_age_s() * 1000, 1)
        shown.set()

    on_first_frame(terminal.window, first_frame)
    terminal.show(full_screen=False)
    await asyncio.wait_for(shown.wait(), 20)
    return terminal


async def _journey(
    options: argparse.Namespace,
    root: Path,
    stage: "Stage",
    terminal: "TerminalWindow",
    out: Path,
    summary: "Summary",
    stack: AsyncExitStack,
) -> "Player":
    """Load and start the rest, and play; what went wrong is in the summary."""
    from devices.emulators.control_client import ControlError
    from kiosk.app.demo.finger import NotThereError
    from kiosk.app.demo.journeys import JOURNEYS
    from kiosk.app.demo.player import Player, PromiseBrokenError
    from kiosk.app.program import Hooks, Program
    from kiosk.documents import as_text

    journey = JOURNEYS[_name(options)]

    def printed(document: "PrintDocument") -> None:
        (out / "receipt.txt").write_text(as_text(document) + "\n")

    hooks = Hooks(heard=summary.spoken.append, printed=printed)
    await stage.open(stack, journey.begins_online)
    program = Program(stage.settings(*_size(options)), root / "assets", hooks)
    terminal.join(program)
    player = Player(program, stage, terminal.window, out, summary, random.Random(options.seed))
    hooks.measured = player.moments.__setitem__
    await program.start(stack)
    try:
        await journey.play(player)
        await player.keep_spoken()
    except (NotThereError, PromiseBrokenError, ControlError, AssertionError, RuntimeError, OSError) as error:
        summary.problems.append(f"{type(error).__name__}: {error}")
        await player.picture("where-it-ended")
    return player
