"""Campaign `whole-loop`: one case from a kiosk through two departments and back to a kiosk, all of it real.

    kiosk 1 files ─► both departments have it at once (Chromium) ─► one asks for a page ─► kiosk 2 supplies it
    ─► both accept, one finishes, the other answers (Chromium) ─► kiosk 1 shows the answer; it is rated

Platform, kiosks and their hardware are processes of their own. Pictures are left in the campaign's folder: the screens
of each visit, the pages at each desk. The record of the case is judged at the end; the planted faults are records with
one thing missing: the page, one of the departments, the rating of the answer.
"""

import asyncio
import json
import os
import secrets
import shutil
import sqlite3
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from kiosk.app.demo.desk import Colleague, open_desk
from kiosk.app.demo.processes import Neighbour
from kiosk.app.demo.stage import STAFF_TOKEN
from tests.campaigns.runner import Campaign, CannotRun, Context, FellShort, Held, Outcome
from tests.helpers.chromium_page import CHROMIUM
from tests.helpers.view_context import ROOT

ROUTE = """
format = 1
item = "old-age-allowance"
front = "community"
accept_working_days = 5
warn_working_days = 1
return_working_days = 2
extension_working_days = 5

[[tasks]]
id = "check"
desk = "civil-affairs"
step = 1
name = "核年龄和户籍"
accepts = true

[[tasks]]
id = "pension"
desk = "social-insurance"
step = 1
name = "核养老待遇"
accepts = true

[[tasks]]
id = "decide"
desk = "civil-affairs"
step = 2
after = ["check", "pension"]

[[tasks]]
id = "register"
desk = "social-insurance"
step = 2
name = "登记发放"
after = ["check", "pension"]

[[escalations]]
after_working_days = 0
desk = "subdistrict"
"""
PEOPLE: tuple[dict[str, Any], ...] = (
    {"person_id": "admin", "name": "孟姜"},
    {"person_id": "minzheng", "name": "陈明", "role": "department", "desks": ["changan-civil-affairs"]},
    {"person_id": "shebao", "name": "周静", "role": "department", "desks": ["changan-social-insurance"]},
)
PASSWORD = "walks over a bridge"
VISIT_S = 180.0


@dataclass(frozen=True, slots=True)
class Record:
    """What the platform has of one case."""

    kinds: tuple[str, ...]
    """Of its events, in order."""
    actors: frozenset[str]
    """Who of the staff said something."""
    terminals: frozenset[str]
    levels: tuple[int, ...]
    """Of its ratings."""
    state: str


@dataclass(frozen=True, slots=True)
class Loop:
    """The platform, and where everything is left."""

    context: Context
    url: str
    token: str
    database: Path

    async def visit(self, number: int, what: str) -> dict[str, Any]:
        """Somebody comes to a kiosk; raises RuntimeError where it does not go as it should."""
        folder, out = self.context.folder / f"kiosk-{number}", self.context.folder / f"kiosk-{number}-{what}"
        folder.mkdir(exist_ok=True)
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "tests.helpers.visiting_terminal", str(folder), str(number), what, str(out),
            cwd=ROOT, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
            env={**os.environ, "PLATFORM_URL": self.url, STAFF_TOKEN: self.token, "PYTHONPATH": str(ROOT)},
        )  # fmt: skip
        said, complained = await asyncio.wait_for(process.communicate(), VISIT_S)
        if process.returncode != 0:
            raise RuntimeError(f"{what}: {said.decode()[-600:]} {complained.decode()[-600:]}")
        told: dict[str, Any] = json.loads(said.decode().splitlines()[-1])
        self.context.progress(f"kiosk {number}: {what}")
        return told


async def run(context: Context) -> Outcome:
    """Go round once."""
    try:
        from playwright.async_api import async_playwright
    except ImportError:
        return CannotRun("playwright is not installed: packaging/campaign whole-loop does that")
    if shutil.which("chromium") is None:
        return CannotRun("there is no chromium: packaging/apt/campaign-whole-loop")
    shutil.rmtree(context.folder, ignore_errors=True)
    context.folder.mkdir(parents=True)
    async with _platform(context) as (loop, people), async_playwright() as play:
        chromium = await play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        offices = {each.person_id: await _sign_in(loop, chromium, each) for each in people[1:]}
        case_id = (await loop.visit(1, "file"))["case_id"]
        faults = await _at_desks(loop, offices, case_id)
        await chromium.close()
    record = record_of(loop.database, case_id)
    faults += judged(record)
    _plant(context, record)
    return FellShort("; ".join(faults)) if faults else Held("one case, two departments at once, two kiosks, one answer")


async def _at_desks(loop: Loop, offices: dict[str, Any], case_id: str) -> list[str]:
    faults = []
    for who, page in offices.items():
        await page.goto(f"{loop.url}/console/inbox")
        await page.screenshot(path=loop.context.folder / f"desk-1-{who}-inbox.png")
        if await page.locator(f"a[href*='{case_id}']").count() == 0:
            faults.append(f"{who} does not have it from the beginning")
    if faults:
        return faults
    await _ask_for_page(loop, offices["shebao"], case_id)
    await loop.visit(2, "supply")
    for who, page in offices.items():
        await _open(loop, page, case_id)
        await page.locator(".foot button.primary").first.click()
        await page.screenshot(path=loop.context.folder / f"desk-3-{who}-accepted.png")
    await loop.visit(2, "look")
    await _finish(loop, offices["shebao"], case_id)
    await _close(loop, offices["minzheng"], case_id)
    await loop.visit(1, "answer")
    await _open(loop, offices["minzheng"], case_id)
    await offices["minzheng"].screenshot(path=loop.context.folder / "desk-6-closed.png")
    return faults


async def _open(loop: Loop, page: Any, case_id: str) -> None:
    await page.goto(f"{loop.url}/console/cases/{case_id}")


async def _ask_for_page(loop: Loop, page: Any, case_id: str) -> None:
    await _open(loop, page, case_id)
    form = page.locator("details:has(input[value='ask_correction'])")
    await form.locator("summary").click()
    await form.locator("input[name=material][value=household_register]").check()
    await form.locator("input[name=reason_household_register]").fill("要看户主页和本人页")
    await page.screenshot(path=loop.context.folder / "desk-2-asks.png")
    await form.locator("button.primary").click()
    await page.screenshot(path=loop.context.folder / "desk-2-asked.png")


async def _finish(loop: Loop, page: Any, case_id: str) -> None:
    await _open(loop, page, case_id)
    form = page.locator("details:has(input[value='finish_task'])")
    await form.locator("summary").click()
    await form.locator("textarea[name=note]").fill("养老待遇核过，没有重复领取")
    await form.locator("button.primary").click()
    await page.screenshot(path=loop.context.folder / "desk-4-finished.png")


async def _close(loop: Loop, page: Any, case_id: str) -> None:
    await _open(loop, page, case_id)
    form = page.locator("details:has(input[value='close'])")
    await form.locator("summary").click()
    await form.locator("input[name=result][value=granted]").check()
    await form.locator("textarea[name=text]").fill("您的高龄津贴批下来了，从这个月起每月发到卡上。")
    await form.locator("button.primary").click()
    await page.screenshot(path=loop.context.folder / "desk-5-answered.png")


async def _sign_in(loop: Loop, chromium: Any, who: Colleague) -> Any:
    """A page of their own, with a password of their own."""
    page = await (await chromium.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")).new_page()
    await page.goto(f"{loop.url}/console/sign-in")
    await page.fill("#person_id", who.person_id)
    await page.fill("#password", who.password)
    await page.click("button.primary")
    await page.fill("#old", who.password)
    await page.fill("#password", PASSWORD)
    await page.fill("#again", PASSWORD)
    await page.click("button.primary")
    return page


@asynccontextmanager
async def _platform(context: Context) -> AsyncIterator[tuple[Loop, list[Colleague]]]:
    routing, database, token = context.folder / "routing", context.folder / "platform.db", secrets.token_hex(24)
    shutil.copytree(ROOT / "assets" / "routing", routing)
    (routing / "routes" / "old-age-allowance.toml").write_text(ROUTE, encoding="utf-8")
    arguments = [
        "-m", "kiosk.platform", "--port", "0", "--database", str(database), "--division-code", "130102",
        "--routing", str(routing), "--staff-name", "陈静",
    ]  # fmt: skip
    environment = {STAFF_TOKEN: token, "PYTHONPATH": str(ROOT)}
    platform = Neighbour("platform", arguments, context.folder / "platform.log", environment)
    try:
        url = (await platform.start())["listening"]
        people = await open_desk(url, (await platform.next_line())["set_up_code"], PEOPLE)
        yield Loop(context, url, token, database), people
    finally:
        await platform.stop()


# ── the judge ────────────────────────────────────────────────────────────────────────────────────────────────────────


def record_of(database: Path, case_id: str) -> Record:
    """What is kept of the case."""
    db = sqlite3.connect(database)
    events = db.execute("select kind, actor from events where case_id = ? order by seq", (case_id,)).fetchall()
    terminals = db.execute("select distinct terminal_id from messages where case_id = ?", (case_id,)).fetchall()
    levels = db.execute("select level from ratings where case_id = ? order by rated_at", (case_id,)).fetchall()
    (state,) = db.execute("select state from cases where case_id = ?", (case_id,)).fetchone()
    db.close()
    return Record(
        tuple(kind for kind, _ in events), frozenset(actor for _, actor in events if actor.startswith("staff:")),
        frozenset(terminal for (terminal,) in terminals), tuple(level for (level,) in levels), state,
    )  # fmt: skip


WAY = ("received", "correction_asked", "supplied", "accepted", "accepted", "task_done", "closed")


def judged(record: Record) -> list[str]:
    """What of the loop is missing."""
    faults = []
    if (way := tuple(kind for kind in record.kinds if kind in WAY)) != WAY:
        faults.append(f"it went {' → '.join(way)}")
    if record.actors != {"staff:陈明", "staff:周静"}:
        faults.append(f"staff were {sorted(record.actors)}")
    if record.terminals != {"huaishuli-1", "huaishuli-2"}:
        faults.append(f"it was at {sorted(record.terminals)}")
    if record.levels != (5, 4):
        faults.append(f"it was rated {record.levels}")
    if record.state != "closed":
        faults.append(f"it is {record.state}")
    return faults


def _plant(context: Context, record: Record) -> None:
    broken = {
        "a page that never came": replace(record, kinds=tuple(k for k in record.kinds if k != "supplied")),
        "one department alone": replace(record, actors=frozenset({"staff:陈明"})),
        "an answer nobody rated": replace(record, levels=record.levels[:1]),
        "the same kiosk twice": replace(record, terminals=frozenset({"huaishuli-1"})),
    }
    for name, wrong in broken.items():
        fault = context.plant(name)
        if judged(wrong):
            fault.caught()


CAMPAIGN = Campaign(
    "whole-loop", "one case: kiosk, two departments at once in Chromium, another kiosk, answer and rating",
    "four visits to real kiosks: about 90 s", run,
)  # fmt: skip
