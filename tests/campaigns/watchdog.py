"""Campaign `watchdog`: whatever hangs or is killed, the machine is idle and usable again, and nothing is lost.

    the packaged unit under a systemd of its own (helpers.packaged_unit) ◄─ emulated machines, platform
    window blocked, queue's loop gone, device hung ─► idle again within the watchdog's limit and 5 s
    killed in the middle of a form                 ─► idle again within 3 s, nothing of the resident on the screen
    SIGKILL of any process during journeys, ×200   ─► idle again; every case that was shown as filed has arrived, once
    five falls, and again, and again               ─► the telephone; booted anew; out of service, and the platform knows

Planted: a watchdog that always says that all is well, a unit that does not begin anew, a queue that is lost.
"""

import asyncio
import math
import os
import random
import shutil
import signal
import time
from contextlib import AsyncExitStack

from kiosk.app.demo import processes
from kiosk.app.demo.stage import Stage
from tests.campaigns.runner import Campaign, CannotRun, Context, FellShort, Held, Outcome
from tests.helpers.canary.terminal import START_S
from tests.helpers.installed_settings import give, open_ports, settings_at
from tests.helpers.own_systemd import STORAGE, UNIT, lacking
from tests.helpers.packaged_unit import USER_ID, PackagedUnit
from tests.helpers.view_context import ROOT
from tests.helpers.watched import AGENT, Watched

LIMIT_S = 10.0
"""`WatchdogSec` of the unit."""
BACK_S = LIMIT_S + 5.0
"""What a plain start takes is measured first: where the machine is so busy that it takes longer than `STARTS_S`, the
bounds are later by that, and the result says so."""
STARTS_S = 4.0
DEAD_SYNC_S = 300.0
CLEAN_S = 3.0
KILLS_COUNT = 200
SHORT_KILLS_COUNT = 3
MOST_LIFE_S = 8.0
PLANTED_S = BACK_S + 5.0


async def run(context: Context) -> Outcome:
    """Hangs, then kills, then falls; the planted faults last, since they break the machine."""
    if lacking() or os.geteuid() != 0:
        return CannotRun(f"it needs root, and has no {lacking()}")
    shutil.rmtree(context.folder, ignore_errors=True)
    context.folder.mkdir(parents=True)
    processes.READY_S = START_S
    async with AsyncExitStack() as stack:
        stage = Stage(context.folder / "stage", ROOT / "assets", "130102001001", pacing=False)
        await stage.open(stack, with_platform=True)
        open_ports(context.folder / "stage" / "devices")
        trial = _Trial(context, stage)
        trial.lay_out()
        with trial.machine.running(context.folder / "stage" / "devices"):
            await trial.hangs()
            await trial.crash_in_a_form()
            await trial.planted_hang()
        trial.keep_terminals()
        with trial.machine.running(context.folder / "stage" / "devices"):
            await trial.kills(SHORT_KILLS_COUNT if context.is_short else KILLS_COUNT)
            await trial.planted_ends()
        return trial.outcome


class _Trial:
    """One machine, its site, and what was found wrong."""

    def __init__(self, context: Context, stage: Stage) -> None:
        self._context = context
        self.machine = PackagedUnit(context.folder / "root")
        self._site = Watched(context.folder, stage, self.machine)
        self._wrong: list[str] = []
        self._chance = random.Random(7)
        self._filed: list[str] = []
        self._busy_s = 0.0

    @property
    def outcome(self) -> Outcome:
        told = (
            f"{len(self._filed)} cases shown as filed have arrived; every hang and every kill ended at an idle screen"
        )
        return FellShort("; ".join(self._wrong)) if self._wrong else Held(told)

    def lay_out(self) -> None:
        """The machine as it is before it is switched on."""
        self.machine.make({"CANARY_AGENT": f"/{STORAGE}/{AGENT}"})
        shutil.copytree(self._context.folder / "stage" / "terminal", self.machine.root / STORAGE, dirs_exist_ok=True)
        give(self.machine.root / STORAGE, USER_ID)
        self.machine.start_with(self._settings(False), "tests.helpers.watched_terminal")

    def keep_terminals(self) -> None:
        """From the next boot on a keeper runs, with a fresh process for every resident; the falls so far were ours."""
        self._site.forget_falls()
        self.machine.start_with(self._settings(True), "tests.helpers.watched_terminal", "--kept")

    def _settings(self, is_kept: bool) -> str:
        return settings_at(self._site.stage, STORAGE, process={"replace_after_resident": is_kept})

    # ── hangs ──────────────────────────────────────────────────────────────────────────────────────────────────────

    async def hangs(self) -> None:
        """Each thing that can stand still, one after the other; the queue's loop has two minutes for a step."""
        await self._site.usable(START_S)
        await self._plain_start()
        began_s = time.monotonic()
        await self._site.order("block")
        self._within("window_blocked_back_s", await self._site.anew(began_s), BACK_S)
        if "watched_terminal.py" not in self._last("window_stalled"):
            self._wrong.append("the log does not name the line where the window's thread stood")
        began_s = time.monotonic()
        await self._stop_all()
        self._within("all_stopped_back_s", await self._site.anew(began_s), BACK_S)
        await self._hung_device()
        if not self._context.is_short:
            await self._dead_sync()

    async def _plain_start(self) -> None:
        """How long a program needs here that nothing has befallen."""
        began_s = time.monotonic()
        self.machine.run(f"systemctl kill -s KILL --kill-whom=all {UNIT}")
        start_s = await self._site.anew(began_s, START_S)
        self._context.figure("plain_start_s", round(start_s, 2))
        self._busy_s = max(0.0, start_s - STARTS_S)
        if self._busy_s:
            self._context.note(
                f"the machine is busy: a plain start takes {start_s:.1f} s, and bounds are as much later"
            )

    async def _hung_device(self) -> None:
        """A printer that takes everything and answers nothing; somebody begins, and it is told before the money's worth
        of answers is given. Then it answers again."""
        await self._site.stage.control.do("printer.hang", on=True)
        began_s = time.monotonic()
        await self._site.usable(BACK_S)
        self._within("printer_hung_idle_s", time.monotonic() - began_s, BACK_S)
        await self._site.stage.control.do("printer.hang", on=False)

    async def _dead_sync(self) -> None:
        """Nobody empties the queue any more: found when its promise is over, and mended at once."""
        await self._site.order("kill_task", name="sync")
        began_s = time.monotonic()
        total_s = await self._site.anew(began_s, within_s=DEAD_SYNC_S)
        self._context.figure("dead_sync_found_and_back_s", round(total_s, 2))
        self._within("dead_sync_back_s", self._site.since_event("sign_of_life_missed"), BACK_S)

    async def crash_in_a_form(self) -> None:
        """SIGKILL while answers stand on the screen."""
        await self._site.to_form()
        began_s = time.monotonic()
        os.kill(self.machine.processes()[0], signal.SIGKILL)
        total_s = await self._site.anew(began_s)
        first_s = min(moment.at_s for moment in self._site.moments("first frame") if moment.at_s > began_s) - began_s
        self._within("crash_to_idle_picture_s", first_s, CLEAN_S)
        self._context.figure("crash_to_usable_s", round(total_s, 2))
        if (await self._site.order("look", name="next"))["seen"]:
            self._wrong.append("the form was there again after a crash")

    async def _stop_all(self) -> None:
        for pid in self.machine.processes():
            os.kill(pid, signal.SIGSTOP)

    # ── kills ──────────────────────────────────────────────────────────────────────────────────────────────────────

    async def kills(self, count: int) -> None:
        """Journeys, and every time a process of the program that chance chooses is killed."""
        await self._site.usable(START_S)
        slowest_s, killed = 0.0, dict.fromkeys(("keeper", "terminal", "another"), 0)
        for number in range(count):
            slowest_s = max(slowest_s, await self._one_kill(killed))
            if number % 20 == 19:
                self._context.progress(f"{number + 1} kills, {len(self._filed)} cases")
        for who, kill_count in killed.items():
            self._context.figure(f"killed_{who}_count", kill_count)
        self._within("slowest_back_after_kill_s", slowest_s, BACK_S)
        self._context.figure("filed_count", len(self._filed))
        await self._site.delivered()
        for case_id in self._filed:
            if (await self._site.stage.staff.case(case_id)).get("case_id") != case_id:
                self._wrong.append(f"case {case_id} was shown as filed and is not at the platform")

    async def _one_kill(self, killed: dict[str, int]) -> float:
        """How long until the machine was idle and usable."""
        whole = self._chance.choice((self._site.file_and_go, self._site.file_and_go, self._site.look_round))
        journey = asyncio.get_running_loop().create_task(whole(self._filed))
        await asyncio.wait([journey], timeout=self._chance.uniform(0.2, MOST_LIFE_S))
        pids = self.machine.processes()
        chosen = self._chance.choice(pids)
        active = await self._site.active_pid()
        killed["keeper" if chosen == pids[0] else "terminal" if chosen == active else "another"] += 1
        began_s = time.monotonic()
        os.kill(chosen, signal.SIGKILL)
        journey.cancel()
        await asyncio.wait([journey])
        await self._site.everybody_goes()
        await self._site.usable(START_S)
        self._site.forget_falls()
        return time.monotonic() - began_s

    # ── planted ────────────────────────────────────────────────────────────────────────────────────────────────────

    async def planted_hang(self) -> None:
        """The window's thread stands still, and the watchdog says that all is well."""
        fault = self._context.plant("a watchdog that always says that all is well")
        await self._site.order("blind_watchdog")
        await self._site.order("block")
        if math.isinf(await self._site.anew(time.monotonic(), PLANTED_S + 2 * self._busy_s, must=False)):
            fault.caught()

    async def planted_ends(self) -> None:
        """The same kill where nothing is begun anew, and the same question after a queue that is gone."""
        fault = self._context.plant("a unit that does not begin anew")
        self.machine.change_unit("planted.conf", "[Service]\nRestart=no\n")
        self.machine.run("systemctl daemon-reload")
        os.kill(self.machine.processes()[0], signal.SIGKILL)
        if math.isinf(await self._site.anew(time.monotonic(), PLANTED_S + 2 * self._busy_s, must=False)):
            fault.caught()
        await self._planted_loss()

    async def _planted_loss(self) -> None:
        fault = self._context.plant("a queue that is lost before it was sent")
        site = self._site
        await site.stage.stop_platform()
        self.machine.run(f"systemctl start {UNIT}")
        await site.usable(START_S, online=False)
        lost: list[str] = []
        await site.file_and_go(lost)
        self.machine.run(f"systemctl kill --kill-whom=all -s KILL {UNIT}")
        for path in (self.machine.root / STORAGE).glob("outbox.db*"):
            path.unlink()
        await site.stage.start_platform()
        self.machine.run(f"systemctl start {UNIT}")  # its own fault is planted: it does not begin anew
        if not await site.is_at_platform(lost[0]):
            fault.caught()

    def _within(self, name: str, seconds_s: float, most_s: float) -> None:
        self._context.figure(name, round(seconds_s, 2))
        if seconds_s > most_s + 2 * self._busy_s:
            self._wrong.append(f"{name} is {seconds_s:.1f}, more than {most_s + 2 * self._busy_s:.0f}")

    def _last(self, event: str) -> str:
        return next((line for line in reversed(self.machine.log().splitlines()) if f'"{event}"' in line), "")


SHORT_NOTE = "about 110 s: a watchdog's limit is waited for again and again"
CAMPAIGN = Campaign("watchdog", "what hangs or is killed is idle and usable again, under real systemd", SHORT_NOTE, run)
