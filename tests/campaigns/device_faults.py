"""Campaign `device-faults`: every device, every fault of its, at every step of a journey.

After each the resident's case is at the platform once, hub and screen have said something true within half a minute,
and the next resident is served, slip and all, by the same running terminal. The matrix is printed and kept in
`matrix.txt` of the campaign's folder. The short form strikes once with each fault, where its device is at work.

The planted faults are a hub that keeps bad news to itself, a screen that hides what the hub told, and a driver that
does not look for its device again.
"""

import asyncio
import shutil
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

from devices.chipcards import threads
from devices.contracts.health import DeviceStatus
from devices.contracts.readiness import Lack, lack_of
from devices.hub import Hub
from devices.links import pause
from tests.campaigns.runner import Campaign, CannotRun, Context, FellShort, Held, Outcome
from tests.helpers.chip_bench import cause_without_chips
from tests.helpers.device_fault_table import FAULTS, MOST_TELLING, STEPS, DeviceFault
from tests.helpers.device_trials import Cell, trials
from tests.helpers.flying_time import FlyingLoop
from ui.viewmodels import guide_face

PLANTED_FAULT = "id_card: unplugged"


def run(context: Context) -> Outcome:
    """Fill the matrix, print it, then the faults."""
    if cause := cause_without_chips():
        return CannotRun(cause)
    with mock.patch.object(threads, "LOOK_S", 0.1):  # chip cards' service keeps its own time, and the loop's flies
        cells = played(context.folder / "cells", list(_wanted(context.is_short)), context)
    (context.folder / "matrix.txt").write_text("\n".join(matrix(cells)) + "\n", encoding="utf-8")
    for line in matrix(cells):
        context.progress(line)
    for device in sorted({cell.fault.device for cell in cells}):
        told_s = [cell.told_s for cell in cells if cell.fault.device == device and cell.told_s is not None]
        if told_s:
            context.figure(f"{device}_told_max_s", round(max(told_s), 2))
    context.figure("cells_count", len(cells))
    _plant(context)
    broken = [f"{cell.fault.key} at {cell.step}: {cell.problems[0]}" for cell in cells if cell.problems]
    if broken:
        return FellShort("; ".join(broken[:5]) + (f" and {len(broken) - 5} more" if len(broken) > 5 else ""))
    return Held(f"{len(cells)} faults struck: nobody was left untold, nothing lost, the next one always served")


def played(folder: Path, wanted: list[tuple[DeviceFault, str]], context: Context) -> list[Cell]:
    """Every cell; after one that fell short the rest goes on with a fresh terminal."""
    cells: list[Cell] = []
    while len(cells) < len(wanted):
        place = folder / str(len(cells))
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir(parents=True)
        with asyncio.Runner(loop_factory=FlyingLoop) as runner:
            runner.run(_collect(place, wanted[len(cells) :], cells, context))
    return cells


async def _collect(place: Path, wanted: list[tuple[DeviceFault, str]], cells: list[Cell], context: Context) -> None:
    async for cell in trials(place, wanted):
        cells.append(cell)
        context.progress(f"{cell.fault.key}, {cell.step}: {'; '.join(cell.problems) or 'held'}")


def matrix(cells: list[Cell]) -> Iterator[str]:
    """A line for each fault, a column for each step: · held, ! fell short, blank not tried; then the counts."""
    wide = max(len(cell.fault.key) for cell in cells)
    yield " " * wide + "  " + "  ".join(f"{step:8}" for step in STEPS)
    for key in dict.fromkeys(cell.fault.key for cell in cells):
        by_step = {cell.step: "!" if cell.problems else "·" for cell in cells if cell.fault.key == key}
        yield f"{key:{wide}}  " + "  ".join(f"{by_step.get(step, ''):8}" for step in STEPS)
    yield f"{len(cells)} tried, {sum(not cell.problems for cell in cells)} held"


def _wanted(is_short: bool) -> Iterator[tuple[DeviceFault, str]]:
    for fault in FAULTS:
        for step in (fault.only or MOST_TELLING.get(fault.device, "form"),) if is_short else fault.steps:
            yield fault, step


def _plant(context: Context) -> None:
    wanted = [(fault, "form") for fault in FAULTS if fault.key == PLANTED_FAULT]
    fault = context.plant("a hub that keeps bad news to itself")
    tell = Hub._tell

    def only_good(hub: Hub, name: str, status: DeviceStatus) -> None:
        if lack_of(status) in (None, Lack.STARTING):
            tell(hub, name, status)

    with mock.patch.object(Hub, "_tell", only_good):
        if any(cell.problems for cell in played(context.folder / "untold", wanted, context)):
            fault.caught()
    fault = context.plant("a screen that hides what the hub told")
    at_guide = [(each, "guide") for each, _ in wanted]
    with mock.patch.object(guide_face, "material_off", return_value=False):
        if any(cell.problems for cell in played(context.folder / "hidden", at_guide, context)):
            fault.caught()
    fault = context.plant("a driver that never tries again")
    with mock.patch.object(pause, "back_off_s", return_value=1e6):
        if any(cell.problems for cell in played(context.folder / "lost", wanted, context)):
            fault.caught()


SHORT_NOTE = "plays 103 pairs of journeys: five minutes"
CAMPAIGN = Campaign("device-faults", "every fault of every device at every step of a journey", SHORT_NOTE, run)
