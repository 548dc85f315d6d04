"""Campaign `update`: a new version of the program comes in, or the one before goes on; never neither.

    every write of taking in, keeping and giving back, cut ─► a version runs, and the right one after the next start
    under systemd, with the packaged unit:
      good ─► runs when nobody is served, kept      bad signature, unfit ─► refused      falls, hangs ─► given back
      power cut while it comes in (the whole machine is killed) ─► a version runs

Planted: a record that is written before its version is there; one that is unpacked in its place; a signature that
nobody looks at; a machine that believes every version to be well.
"""

import asyncio
import os
import random
import shutil
import time
from contextlib import AsyncExitStack
from pathlib import Path

from kiosk.app.demo import processes
from kiosk.app.demo.stage import Stage
from kiosk.app.versions import Versions, checked, unpack
from kiosk.maintenance import updates
from kiosk.maintenance.updates import Head, Manifest, Record
from kiosk.maintenance.updates.steps import STARTS_COUNT
from tests.campaigns.runner import Campaign, CannotRun, Context, FellShort, Held, Outcome
from tests.helpers.bundles import Machine, Publisher, cut_at, program
from tests.helpers.canary.terminal import START_S
from tests.helpers.installed_settings import give, open_ports
from tests.helpers.own_systemd import STORAGE, lacking
from tests.helpers.packaged_unit import USER_ID, PackagedUnit
from tests.helpers.updated import BROKEN, GOOD, HANGS, UNFIT, Updated
from tests.helpers.view_context import ROOT

MOST_WRITES_COUNT = 300
CUTS_COUNT, SHORT_CUTS_COUNT = 20, 2
MOST_CUT_AFTER_S = 6.0
COMES_IN_S = 180.0
RETURNS_S = 300.0


async def run(context: Context) -> Outcome:
    """The writes, the planted faults, then the real thing."""
    if lacking() or os.geteuid() != 0:
        return CannotRun(f"it needs root, and has no {lacking()}")
    shutil.rmtree(context.folder, ignore_errors=True)
    context.folder.mkdir(parents=True)
    publisher = Publisher.new()
    wrong = _cuts(context, publisher, Versions, "true", is_counted=True)
    _planted(context, publisher)
    processes.READY_S = START_S
    async with AsyncExitStack() as stack:
        stage = Stage(context.folder / "stage", ROOT / "assets", "130102001001", pacing=False)
        await stage.open(stack, with_platform=True)
        open_ports(context.folder / "stage" / "devices")
        real = _Real(context, stage, publisher)
        await real.lived()
        wrong += real.wrong
    return (
        FellShort("; ".join(wrong))
        if wrong
        else Held("each bundle that may come came, and no other; nothing stood still")
    )


# ── every write ────────────────────────────────────────────────────────────────────────────────────────────────────


def _cuts(
    context: Context, publisher: Publisher, kind: type[Versions], name: str, is_counted: bool = False
) -> list[str]:
    """Three ways, cut at each of their writes; what was wrong afterwards."""
    wrong: list[str] = []
    total = 0
    for way in ("taken", "kept", "returned"):
        for count in range(1, MOST_WRITES_COUNT):
            here = _before(context.folder / "writes" / name / way / str(count), publisher, way, kind)
            was_cut = cut_at(count, here.start)
            if here.runs not in ("1", "2"):
                wrong.append(f"{way}, write {count}: what runs is {here.runs}")
            here.start()
            if here.runs != ("1" if way == "returned" else "2"):
                wrong.append(f"{way}, write {count}: then {here.runs} runs")
            if not was_cut:
                break
            total += 1
    if is_counted:
        context.figure("writes_cut_count", total)
    return wrong


def _before(folder: Path, publisher: Publisher, way: str, kind: type[Versions]) -> Machine:
    """Version 1 is well, and 2 lies there; or 2 has been started often enough, and is well or not."""
    here = Machine(folder, publisher)
    here.stage(publisher.bundle(1, program(1)))
    here.start()
    here.says_it_is_well(1)
    here.start()
    here.stage(publisher.bundle(2, program(2)))
    if way != "taken":
        for _ in range(STARTS_COUNT):
            here.start()
    if way == "kept":
        here.says_it_is_well(2)
    return Machine(folder, publisher, kind)


class RecordFirst(Versions):
    """Writes down that a version is on trial before it is there."""

    def _unpacked(self, bundle: Path, before: Record) -> Manifest | tuple[int, str]:
        head = checked(bundle, self._is_signed, before.newest)
        if isinstance(head, Head):
            self._write(updates.taken(before, head.manifest.serial, False))
            before = Record(before.good)
        return super()._unpacked(bundle, before)


class InPlace(Versions):
    """Unpacks a version where it is looked for."""

    def _unpacked(self, bundle: Path, before: Record) -> Manifest | tuple[int, str]:
        head = checked(bundle, self._is_signed, before.newest)
        if not isinstance(head, Head):
            return super()._unpacked(bundle, before)
        self._write(updates.taken(before, head.manifest.serial, False))
        unpack(bundle, head.starts_at, self._place(head.manifest.serial))
        return head.manifest


def _planted(context: Context, publisher: Publisher) -> None:
    for kind, what in (
        (RecordFirst, "a record that is written before its version is there"),
        (InPlace, "a version that is unpacked in its place"),
    ):
        fault = context.plant(what)
        if _cuts(context, publisher, kind, kind.__name__):
            fault.caught()
    fault = context.plant("a signature that nobody looks at")
    here = _before(context.folder / "writes" / "unsigned", publisher, "kept", Versions)
    here.start()
    here.stage(Publisher.new().bundle(3, program(3)))
    blind = Versions(here.folder, here.inbox, lambda message, signature: True, 2, lambda folder: True)
    blind.bring_in()
    if here.runs == "3":
        fault.caught()
    fault = context.plant("a machine that believes every version to be well")
    here = _before(context.folder / "writes" / "believes", publisher, "returned", Versions)
    here.says_it_is_well(2)
    here.start()
    if here.runs == "2":
        fault.caught()


# ── under systemd ──────────────────────────────────────────────────────────────────────────────────────────────────


class _Real:
    """One machine with the packaged unit, and the versions that are brought to it."""

    def __init__(self, context: Context, stage: Stage, publisher: Publisher) -> None:
        self._context = context
        self.wrong: list[str] = []
        self._machine = PackagedUnit(context.folder / "root")
        self._site = Updated(context.folder, stage, self._machine, publisher)
        self._chance = random.Random(3)

    async def lived(self) -> None:
        self._machine.make({})
        shutil.copytree(self._context.folder / "stage" / "terminal", self._machine.root / STORAGE, dirs_exist_ok=True)
        give(self._machine.root / STORAGE, USER_ID)
        self._site.configure()
        devices = self._context.folder / "stage" / "devices"
        with self._machine.running(devices):
            await asyncio.to_thread(self._machine.active)
            await self._expect("good_in_and_kept_s", 1, GOOD, running=1, outcome="kept", within_s=COMES_IN_S)
            await self._expect("forged_refused_s", 2, GOOD, running=1, outcome="signature", is_forged=True)
            await self._expect("unfit_refused_s", 3, UNFIT, running=1, outcome="fit")
            await self._expect("falling_given_back_s", 4, BROKEN, running=1, outcome="returned", within_s=RETURNS_S)
            await self._expect("hanging_given_back_s", 5, HANGS, running=1, outcome="returned", within_s=RETURNS_S)
        await self._power_cuts(devices)

    async def _expect(
        self, name: str, serial: int, files: dict[str, str], running: int, outcome: str,
        is_forged: bool = False, within_s: float = COMES_IN_S,
    ) -> None:  # fmt: skip
        """Leave a bundle in the inbox; within the time that version runs, idle, and that is what came of it."""
        began_s = time.monotonic()
        self._site.leave(serial, files, is_forged)
        if await self._site.until_settled(serial, running, outcome, within_s):
            self._context.figure(name, round(time.monotonic() - began_s, 2))
        else:
            self.wrong.append(f"{name}: after {within_s:.0f} s {self._site.told()}; {self._machine.journal()[-600:]}")

    async def _power_cuts(self, devices: Path) -> None:
        """The machine goes dark while a version comes in, and is switched on again."""
        count = SHORT_CUTS_COUNT if self._context.is_short else CUTS_COUNT
        for number in range(count):
            serial = 10 + number
            with self._machine.running(devices):
                await asyncio.to_thread(self._machine.active)
                self._site.leave(serial, GOOD)
                await asyncio.sleep(self._chance.uniform(0.0, MOST_CUT_AFTER_S))
            with self._machine.running(devices):
                await asyncio.to_thread(self._machine.active)
                if not await self._site.until_settled(serial, serial, "kept", COMES_IN_S):
                    self.wrong.append(f"after power cut {number}: {self._site.told()}")
        self._context.figure("power_cuts_count", count)


SHORT_NOTE = "about 150 s: a version on trial is waited for, and one that falls is started three times"
CAMPAIGN = Campaign("update", "a new version comes in or the one before goes on", SHORT_NOTE, run)
