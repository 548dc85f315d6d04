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
    from kiosk.app.demo.stage import Stage
    from kiosk.app.demo.summary import Summary
    from kiosk.app.window import TerminalWindow
    from kiosk.config import Settings

OWN_JOURNEYS = (("old-age-allowance", False), ("old-age-allowance", True), ("progress", False))
"""What a machine without a display plays by itself: name, offline."""
FIRST_FRAME_S = 60.0
"""Several demos may start at once on a small machine; how long it took is measured, not judged, here."""
CLEARED_UP_S = 20.0
"""Within it the stage is cleared, its processes ended; measured at most 4 s at a load of 10 on two cores."""
ITEMS = Path("assets", "catalogue", "items")
"""Each can be played by ear."""
UNFINISHED = "This was written before the journey began; it had neither time nor room to write how it ended."
NAMES = tuple(name + (" --offline" if offline else "") for name, offline in OWN_JOURNEYS)
"""The keys of `kiosk.app.demo.journeys.JOURNEYS`, which is loaded after the first frame."""


def demo(options: argparse.Namespace, root: Path) -> int:
    """Carry out `kiosk demo`; 0 only when every journey came to what it promises."""
    if options.journey is not None:
        return play_one(options, root)
    if options.offline or options.desk or options.blind or options.aloud or options.out is not None:
        print("--offline, --desk, --blind, --aloud and --out go with --journey", file=sys.stderr)
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
        arguments += ["--low-reach"] if options.low_reach else []
        arguments += ["--no-pacing"] if options.no_pacing else []
        print(f"playing {name}{' offline' if offline else ''} into {folder}", flush=True)
        worst = max(worst, subprocess.run([sys.executable, "-m", "kiosk", "demo", *arguments], check=False).returncode)
    return worst


def _name(options: argparse.Namespace) -> str:
    flags = {" --offline": options.offline, " --blind": options.blind, " --aloud": options.aloud}
    return f"{options.journey}{''.join(flag for flag, is_on in flags.items() if is_on)}"


def play_one(options: argparse.Namespace, root: Path) -> int:
    """Play one journey without a display and write its summary; 0 when it came to what it promises."""
    from kiosk.app.demo.summary import Summary

    name = _name(options)
    by_ear = [f"{path.stem} --blind" for path in sorted((root / ITEMS).glob("*.toml"))]
    names = (*NAMES, "progress --blind", *by_ear, *(f"{one} --aloud" for one in by_ear))
    if name not in names:
        print(f"no journey {name!r}; there are: {', '.join(names)}", file=sys.stderr)
        return 2
    out: Path = options.out or root / "build" / "demo" / name.replace(" --", "-")
    summary = Summary(
        journey=options.journey, mode=options.mode, size=options.size, low_reach=options.low_reach
    )  # fmt: skip
    refusal = _claimed(out, summary)
    if refusal:
        print(refusal, file=sys.stderr)
        return 2
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("QT_LOGGING_RULES", "qt.qpa.*=false")
    from kiosk.app.loop import run_in_qt
    from kiosk.app.memory import keep_memory_small
    from kiosk.telemetry import close_log, open_log
    from ui.engine import make_application

    keep_memory_small()
    log = open_log(out)
    application = make_application("software")
    played = asyncio.Event()
    playing = _play(options, root, out, summary, played)
    run_in_qt(application, lambda stop: _until_stopped(stop, playing, summary, played))
    close_log(log)
    return _told(name, summary, out / "summary.json")


def _claimed(out: Path, summary: "Summary") -> str:
    """Take the folder and leave a summary there that is true should nothing follow; the reason why that cannot be."""
    from msgspec.structs import replace

    from kiosk.app.demo.summary import write

    try:
        out.mkdir(parents=True, exist_ok=True)
        (out / "terminal.jsonl").unlink(missing_ok=True)
        write(replace(summary, problems=[UNFINISHED]), out / "summary.json")
    except OSError as error:
        return f"--out {out} cannot be used: {error.strerror}."
    return ""


def _told(name: str, summary: "Summary", path: Path) -> int:
    """Write and say what it came to; the exit code."""
    from kiosk.app.demo.summary import write

    try:
        write(summary, path)
    except OSError as error:
        summary.problems.append(f"The summary could not be written: {error.strerror}.")
    print(
        f"{name}: {summary.outcome.value}, slip {summary.printed.value}, platform {summary.platform_status},"
        f" {summary.touches} touches in {summary.seconds:.1f} s; {path}"
    )
    for problem in summary.problems:
        print(f"  problem: {problem}")
    return 1 if summary.problems or summary.outcome.value == "failed" else 0


async def _until_stopped(
    stop: asyncio.Event, playing: Coroutine[Any, Any, None], summary: "Summary", played: asyncio.Event
) -> int:
    """Play to the end, or until somebody ends the program; once all is played, that is no interruption."""
    async with Supervisor() as supervisor:
        play, stopped = supervisor.start("play", playing), supervisor.start("stop", stop.wait())
        await asyncio.wait((play, stopped), return_when=asyncio.FIRST_COMPLETED)
        if not play.done() and not played.is_set():
            summary.stopped()
        while not play.done():  # once may not be enough: what ends in the same moment can swallow it (asyncio.wait_for)
            play.cancel()
            await asyncio.wait((play,), timeout=CLEARED_UP_S)
    return 0


async def _play(options: argparse.Namespace, root: Path, out: Path, summary: "Summary", played: asyncio.Event) -> None:
    """Play, and keep in the summary what went wrong, however early."""
    try:
        async with AsyncExitStack() as stack:
            stage = await _played(options, root, out, summary, stack)
            (out / "spoken.txt").write_text("\n".join(summary.spoken) + "\n")
            if options.desk and not summary.problems:
                await _desk_stays_open(stage, played)
    except Exception as error:  # noqa: BLE001 - whatever it was, the summary must say so
        summary.problem(error)


async def _played(
    options: argparse.Namespace, root: Path, out: Path, summary: "Summary", stack: AsyncExitStack
) -> "Stage":
    from kiosk.app.demo.stage import Stage

    started_s = time.monotonic()
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bianmin-demo-")))
    stage = Stage(folder, root / "assets", "130102001001", pacing=not options.no_pacing)
    try:
        terminal = await _shown(stage.settings(*_size(options)), root / "assets", summary, stack)
        await _journey(options, root, stage, terminal, out, summary, stack)
    finally:
        summary.seconds = round(time.monotonic() - started_s, 2)
    return stage


async def _desk_stays_open(stage: "Stage", played: asyncio.Event) -> None:
    """Let people into the console, say who they are, and wait until somebody ends the program."""
    from kiosk.app.demo.desk import say_desk

    say_desk(stage.base_url, await stage.open_desk())
    played.set()
    await asyncio.Event().wait()


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
    try:
        async with asyncio.timeout(FIRST_FRAME_S):
            await shown.wait()
    except TimeoutError as error:
        raise RuntimeError(f"no first frame within {FIRST_FRAME_S:.0f} s") from error
    return terminal


async def _journey(
    options: argparse.Namespace,
    root: Path,
    stage: "Stage",
    terminal: "TerminalWindow",
    out: Path,
    summary: "Summary",
    stack: AsyncExitStack,
) -> None:
    """Load and start the rest, and play; what went wrong is in the summary."""
    from kiosk.app.demo.journeys import journey_named
    from kiosk.app.demo.player import Player
    from kiosk.app.program import Hooks, Program
    from kiosk.documents import as_text

    journey = journey_named(_name(options))

    def printed(document: "PrintDocument") -> None:
        try:
            (out / "receipt.txt").write_text(as_text(document) + "\n")
        except OSError as error:
            summary.problem(error)

    hooks = Hooks(heard=summary.spoken.append, printed=printed)
    await stage.open(stack, journey.begins_online)
    program = Program(stage.settings(*_size(options)), root / "assets", hooks)
    terminal.join(program)
    player = Player(program, stage, terminal.window, out, summary, random.Random(options.seed), seed=options.seed)
    hooks.measured = player.moments.__setitem__
    try:
        await program.start(stack)
        terminal.go_by_ear(program)
        await journey.play(player)
        await player.keep_spoken()
        await player.keep_slip_keys()
    except Exception as error:  # noqa: BLE001 - whatever it was, the summary must say so
        summary.problem(error)
        await player.picture("where-it-ended")
    finally:
        player.note_what_is_known()
