"""Campaign `canary`: after a resident has left, nothing of theirs is anywhere.

A resident whose name, number, address, telephone, account and page are like nothing else is served by the real program
at the emulated machines: without the network and with a slip nobody knows the end of, with a supplement, with a reader
pulled off and a session left behind. Then their strings are looked for, in every encoding:

    files      storage, home and temporary files of the terminal, also after a crash    none
    objects    everything alive in the process, by which path of references             none
    memory     every writable page of every process of the terminal                     counted; of fresh ones none
    the disk   a copy of the storage, with every key on it tried on the queue           nothing opens

Planted: a list that keeps the last person, a window's title, a log line with the name, a page in a temporary file, a
plain page in the queue, a search while the resident is still there, a dark screen.
"""

import asyncio
import os
import random
import shutil
import signal
import sqlite3
import time
from dataclasses import dataclass, field

import cv2
import numpy as np

from devices.cameras.legible import look_at
from devices.cameras.page_process import page_of
from devices.emulators.camera_views import draw_view
from tests.campaigns.runner import Campaign, CannotRun, Context, FellShort, Held, Outcome
from tests.helpers.canary import strings
from tests.helpers.canary.picture import Picture, x_server
from tests.helpers.canary.places import Found, search_files, search_process
from tests.helpers.canary.strings import Canary, Needle
from tests.helpers.canary.terminal import Site, site, wait_until
from tests.helpers.canary.thief import rob
from tests.helpers.process_costs import pss_mb
from ui.input.engine import Layout
from ui.input.rime import open_engine

NAME_KEYS = "ouyang danyi"
MOST_DARK_MS = 1000.0


@dataclass(slots=True)
class Trial:
    """One campaign as it goes on: what is looked for, what was found, what fell short."""

    context: Context
    canary: Canary
    page: bytes
    shortfalls: list[str] = field(default_factory=list)
    remnants: Found = field(default_factory=Found)
    files: Found = field(default_factory=Found)
    object_count: int = 0

    @property
    def needles(self) -> tuple[Needle, ...]:
        """Everything that is looked for."""
        return self.canary.needles

    def short(self, when: str, finds: list[str]) -> None:
        """Note what should not have been found."""
        for find in finds[:6]:
            self.context.progress(f"FOUND {when}: {find}")
        self.shortfalls += [f"{when}: {find}" for find in finds]

    def look_into_files(self, here: Site, when: str) -> None:
        """Nothing of the resident is in any file of the terminal."""
        found = search_files(here.searched, self.needles)
        self.files.add(found)
        self.short(when, found.where)

    def look(self, here: Site, when: str) -> None:
        """Files, and what is left in memory, into the sums."""
        self.look_into_files(here, when)
        self.remnants.add(self.look_into_memory(here))

    def look_into_memory(self, here: Site) -> Found:
        """What is left in the terminal's processes."""
        found = Found()
        for pid in here.processes:
            found.add(search_process(pid, self.needles))
        assert found.scanned_bytes > 0, "no process of the terminal was there to be searched"
        return found

    async def walk(self, here: Site) -> list[str]:
        """What is alive and holds something. Brings the strings into the process: nothing is looked for there after."""
        wanted = {what: (text, text.encode().hex()) for what, text in self.canary.texts.items()}
        wanted |= {what: ("", data.hex()) for what, data in self.canary.data.items()}
        told = await here.order("walk", needles=wanted)
        self.object_count = max(self.object_count, told["object_count"])
        return list(told["finds"])


async def run(context: Context) -> Outcome:
    """Serve residents at one terminal: first in a process that is made to stay, then in fresh ones."""
    if shutil.which("Xvfb") is None:
        return CannotRun("there is no Xvfb")
    shutil.rmtree(context.folder, ignore_errors=True)
    seen = _picture()
    trial = Trial(context, strings.resident(_kept(seen), seen, typed_name=_typed(NAME_KEYS)), seen)
    context.figure("strings_count", len(trial.canary.texts) + len(trial.canary.data))
    context.figure("strings_in_all_encodings_count", len(trial.needles))
    with x_server(context.folder / "picture") as picture:
        async with site(context.folder) as here:
            await _at_one_terminal(trial, here, picture)
    context.figure("file_bytes_searched", trial.files.scanned_bytes)
    context.figure("objects_walked_count", trial.object_count)
    if trial.shortfalls:
        return FellShort(f"{trial.shortfalls[0]} ({len(trial.shortfalls)} finds)")
    return Held("nothing of the resident in files and objects, nor in the memory of a replaced terminal")


async def _at_one_terminal(trial: Trial, here: Site, picture: Picture) -> None:
    window = {"QT_QPA_PLATFORM": "xcb", "DISPLAY": picture.display}
    await here.start(replaced=True, environment=window)
    await here.order("stay", on=True)
    case_id = await _residents(trial, here)
    await _standby_costs(trial, here)
    trial.short("alive", await trial.walk(here))
    await _swapped(trial, here, picture)
    await here.order("stay", on=True)
    if not trial.context.is_short:
        await _crash_in_session(trial, here)
        await here.order("stay", on=True)
        # a case is asked for a supplement once
        case_id = await here.file_case(phone=False, before_submit=lambda: None)
        await here.leave()
        await here.delivered()
    await _plant(trial, here, case_id)
    await _plant_dark(trial, here, picture)


# ── residents of a process that stays ──────────────────────────────────────────────────────────────────────────────


async def _residents(trial: Trial, here: Site) -> str:
    """Everything a session can go through; after each the files and the memory are searched. A case of theirs."""
    await here.stage.stop_platform()
    await here.paper_ends()
    case_id = await here.file_case(phone=not trial.context.is_short, before_submit=lambda: _plant_found(trial, here))
    await here.leave(slip_unknown=True)
    trial.look(here, "offline, slip unknown")
    _rob(trial, here)
    await here.stage.start_platform()
    await here.delivered()
    trial.look_into_files(here, "delivered afterwards")
    if not trial.context.is_short:
        await here.supplement(case_id, trial.page)
        trial.look(here, "supplement")
        await here.abandon(NAME_KEYS)
        trial.look(here, "typed and left behind")
    for encoding, count in trial.remnants.by_encoding.items():
        trial.context.figure(f"remnants_{encoding.replace('-', '_')}_count", count)
    trial.context.figure("remnants_count", trial.remnants.count)
    trial.context.figure("memory_bytes_searched", trial.remnants.scanned_bytes)
    return case_id


def _plant_found(trial: Trial, here: Site) -> None:
    """While the resident is still there, the search must find them: else it would find nothing at all."""
    fault = trial.context.plant("a search while the resident is still there")
    if trial.look_into_memory(here).count:
        fault.caught()


async def _plant(trial: Trial, here: Site, case_id: str) -> None:
    """Show the searches what they must not let pass."""
    kept = trial.context.plant("a list that keeps the last person")
    logged = trial.context.plant("a log line with the name")
    written = trial.context.plant("a page in a temporary file")
    shown = trial.context.plant("a window that keeps the name in its title")
    for kind in ("kept", "shown", "logged", "written"):
        await here.order("plant", kind=kind)
    await here.supplement(case_id, trial.page)
    found = search_files(here.searched, trial.needles).where
    if any("terminal.jsonl: name" in find for find in found):
        logged.caught()
    if any("page.jpg: page" in find for find in found):
        written.caught()
    alive = await trial.walk(here)
    if any("module tests.helpers.canary.planted" in find for find in alive):
        kept.caught()
    if any(find.startswith("name in Qt") for find in alive):
        shown.caught()


def _rob(trial: Trial, here: Site) -> None:
    """Nothing of the queue can be opened with what lies beside it; the thief himself is shown an open door."""
    copy = trial.context.folder / "stolen"
    loot = rob(here.storage, copy)
    trial.context.figure("stolen_messages_count", loot.queued_count)
    trial.context.figure("stolen_possible_keys_count", loot.key_count)
    if not loot.queued_count:
        trial.short("stolen disk", ["nothing was queued, so nothing was shown"])
    trial.short("stolen disk", [f"a {kind} can be read" for kind in loot.opened])
    plain = trial.context.plant("a plain page in the queue")
    with sqlite3.connect(copy / "outbox.db") as database:
        database.execute("delete from contents")
        database.execute("insert into contents (seq, data) select max(seq), ? from outbox", (trial.page,))
    database.close()
    if rob(copy, copy.with_name("stolen-again")).opened:
        plain.caught()


# ── a fresh process ────────────────────────────────────────────────────────────────────────────────────────────────


async def _standby_costs(trial: Trial, here: Site) -> None:
    """Wait until a standby is warm, and tell what it costs."""
    await wait_until("a standby that is warm", lambda: bool(here.moments("warm")))
    keeper = here.process.pid
    trial.context.figure("standby_pss_mb", round(pss_mb(here.moments("warm")[-1].pid), 1))
    trial.context.figure("keeper_pss_mb", round(pss_mb(keeper), 1))
    trial.context.figure("active_pss_mb", round(pss_mb(await here.active()), 1))


async def _swapped(trial: Trial, here: Site, picture: Picture) -> None:
    """The one that saw the resident goes: in no process of the terminal anything is left."""
    before = await here.active()
    picture.measure()
    await here.order("stay", on=False)
    await here.until("a fresh process", lambda now: now["pid"] != before and now["online"])
    await wait_until("the end of the old process", lambda: before not in here.processes)
    found = trial.look_into_memory(here)
    trial.context.figure("remnants_with_standby_count", found.count)
    trial.context.figure("memory_with_standby_bytes_searched", found.scanned_bytes)
    trial.short("replaced", found.where)
    _gap(trial, here, picture)


def _gap(trial: Trial, here: Site, picture: Picture) -> None:
    """How long the screen was dark, and how long a touch had to wait for the fresh process."""
    dark_ms = round(picture.longest_dark_s * 1000, 1)
    held, joined = here.moments("held")[-1], here.moments("joined")[-1]
    first_frame = here.moments("first frame")[-1]
    last_frame = here.moments("last frame")[-1]
    trial.context.figure("swap_dark_ms", dark_ms)
    trial.context.figure("swap_looks_count", picture.looks)
    trial.context.figure("swap_first_frame_after_ms", round((first_frame.at_s - held.at_s) * 1000, 1))
    trial.context.figure("swap_last_to_first_frame_ms", round((first_frame.at_s - last_frame.at_s) * 1000, 1))
    trial.context.figure("swap_touch_waits_ms", round((joined.at_s - held.at_s) * 1000, 1))
    if dark_ms > MOST_DARK_MS:
        trial.short("swap", [f"the screen was dark for {dark_ms} ms"])


async def _crash_in_session(trial: Trial, here: Site) -> None:
    """The process crashes before a resident's eyes: its standby takes over, and no file tells of them."""
    active = await here.active()
    await wait_until("the next standby", lambda: here.moments("warm")[-1].pid != active)
    await here.to_form()
    began_s = time.monotonic()
    os.kill(active, signal.SIGABRT)
    await here.until("the standby", lambda now: now["pid"] != active and now["screen"] == "Idle")
    trial.context.figure("crash_taken_over_after_s", round(time.monotonic() - began_s, 2))
    if "Fatal Python error" not in here.said():
        trial.short("crash", ["it left no trace, so it shows nothing"])
    trial.look_into_files(here, "crashed in mid-session")


async def _plant_dark(trial: Trial, here: Site, picture: Picture) -> None:
    """With no terminal at all the screen is dark, and the picture's watcher must say so."""
    dark = trial.context.plant("a dark screen")
    await here.end()
    picture.measure()
    await asyncio.sleep(MOST_DARK_MS / 1000 + 0.3)
    if picture.longest_dark_s * 1000 > MOST_DARK_MS:
        dark.caught()


# ── what the resident brings ───────────────────────────────────────────────────────────────────────────────────────


def _picture() -> bytes:
    """What the camera sees: a page that nobody else has, and that can be read: another one would be refused."""
    chance = random.Random(7)
    return draw_view("".join(chance.choice("望月巷居民户口登记卡与主关系姓名住址") for _ in range(90)))


def _kept(picture: bytes) -> bytes:
    """The page that the terminal cuts out of it."""
    decoded = cv2.imdecode(np.frombuffer(picture, np.uint8), cv2.IMREAD_COLOR)
    assert decoded is not None
    return page_of(look_at(decoded), picture)[0]


def _typed(keys: str) -> str:
    """What the first candidates for these syllables are, by the same engine."""
    engine = open_engine()
    engine.select(Layout.PINYIN)
    text = ""
    for syllables in keys.split():
        for letter in syllables:
            engine.type_key(letter)
        text += engine.choose(0).committed
    engine.close()
    return text


SHORT_NOTE = "plays whole sessions, walks 320,000 objects, searches 450 MB: 53 s of processor time"
CAMPAIGN = Campaign("canary", "nothing of a resident stays: files, objects, memory, a stolen disk", SHORT_NOTE, run)
