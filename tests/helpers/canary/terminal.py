"""One terminal with its machines and its platform, played from outside: what the canary resident does at it.

Site ─► Stage: platform, emulated machines          processes that are not the terminal
   └──► `kiosk run` with an agent inside (subject)   the terminal: what is searched
"""

import asyncio
import base64
import json
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

import msgspec

from kiosk.app.demo import processes
from kiosk.app.demo.stage import Stage
from tests.helpers.canary import strings
from tests.helpers.canary.places import family
from tests.helpers.view_context import ROOT

ITEM = "old-age-allowance"
START_S = 120.0
PATIENCE_S = 60.0
IDLE_S = 150.0
"""More than a standard session waits for a hand."""
SETTLED_S = 2.5
"""After the screen is idle: its swap, the drivers' last answers, the tidying up."""


@dataclass(frozen=True, slots=True)
class Moment:
    """What happened in one of the terminal's processes, on the machine's monotonic clock."""

    pid: int
    at_s: float
    name: str


class Site:
    """The terminal and its surroundings. Use `site()`."""

    def __init__(self, folder: Path, stage: Stage) -> None:
        self.folder = folder
        self.stage = stage
        self.process: asyncio.subprocess.Process
        self._socket = folder / "agent.sock"
        self.probe_s = 1.0
        """How often the terminal asks for its platform: often, so that nobody waits for it."""

    @property
    def storage(self) -> Path:
        """The terminal's storage directory."""
        return self.folder / "stage" / "terminal"

    @property
    def searched(self) -> tuple[Path, ...]:
        """The folders of the terminal: its storage, its home, its temporary files, what it printed."""
        return (self.storage, self.folder / "home")

    @property
    def processes(self) -> list[int]:
        """Every process of the terminal."""
        return family(self.process.pid)

    # ── the terminal ───────────────────────────────────────────────────────────────────────────────────────────────

    async def start(self, replaced: bool = False, environment: Mapping[str, str] = MappingProxyType({})) -> None:
        """Start the terminal and wait until it is served."""
        home = self.folder / "home"
        (home / "tmp").mkdir(parents=True, exist_ok=True)
        config = self.folder / "terminal.toml"
        config.write_text(toml(self._settings(replaced, "DISPLAY" in environment)))
        module = "tests.helpers.canary." + ("kept" if replaced else "subject")
        with (home / "stderr").open("ab") as said:
            self.process = await asyncio.create_subprocess_exec(
                sys.executable, "-X", "faulthandler", "-m", module, str(config),
                cwd=ROOT, stdin=asyncio.subprocess.DEVNULL, stdout=said, stderr=said,
                env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "HOME": str(home), "TMPDIR": str(home / "tmp"),
                     "XDG_CACHE_HOME": str(home / "cache"), "XDG_RUNTIME_DIR": str(home / "tmp"),
                     "CANARY_AGENT": str(self._socket), **environment},
            )  # fmt: skip
        await self.until("a terminal that is online", lambda now: now["online"], START_S)

    def _settings(self, replaced: bool, full_screen: bool) -> dict[str, Any]:
        values: dict[str, Any] = msgspec.to_builtins(self.stage.settings(1080, 1920), enc_hook=str)
        values["platform"]["probe_s"] = self.probe_s
        values["ui"]["full_screen"] = full_screen
        if replaced:
            values["process"] = {"replace_after_resident": True}
        return values

    async def end(self, number: signal.Signals = signal.SIGTERM) -> int:
        """End it and wait for that."""
        with suppress(ProcessLookupError):
            self.process.send_signal(number)
        return await asyncio.wait_for(self.process.wait(), PATIENCE_S)

    async def order(self, do: str, **more: Any) -> dict[str, Any]:
        """Tell the agent one thing. Raises RuntimeError where it could not be done."""
        reader, writer = await asyncio.open_unix_connection(self._socket, limit=1 << 24)
        try:
            writer.write(json.dumps({"do": do, **more}).encode() + b"\n")
            told: dict[str, Any] = json.loads(await reader.readline() or b'{"ok": false, "error": "gone"}')
        finally:
            writer.close()
        if not told.pop("ok"):
            raise RuntimeError(f"{do} {more.get('name', '')}: {told['error']}; on {(await self.order('look'))}")
        return told

    async def until(self, what: str, seen: Callable[[dict[str, Any]], bool], within_s: float = PATIENCE_S) -> None:
        """Wait until the session is so."""
        last: dict[str, Any] = {}
        end_s = asyncio.get_running_loop().time() + within_s
        while asyncio.get_running_loop().time() < end_s:
            with suppress(OSError, RuntimeError):
                last = await self.order("look")
                if seen(last):
                    return
            if ended := self._ended():
                raise RuntimeError(ended)
            await asyncio.sleep(0.05)
        raise RuntimeError(f"waited {within_s:.0f} s for {what}; {last}; {self.said()[-800:]}")

    def _ended(self) -> str:
        """Why it need not be waited for any more; empty while it runs."""
        code = self.process.returncode
        return "" if code is None else f"the terminal ended with {code}: {self.said()[-1500:]}"

    def moments(self, name: str) -> list[Moment]:
        """When something of that name happened, in whichever of the terminal's processes."""
        path = self._socket.with_name("moments")
        lines = path.read_text().splitlines() if path.exists() else []
        found = [Moment(int(line.split()[0]), float(line.split()[1]), line.split(maxsplit=2)[2]) for line in lines]
        return [moment for moment in found if moment.name == name]

    def said(self) -> str:
        """What the terminal wrote to its standard error."""
        return (self.folder / "home" / "stderr").read_text(errors="replace")

    # ── the resident ───────────────────────────────────────────────────────────────────────────────────────────────

    async def on(self, screen: str) -> None:
        await self.until(screen, lambda now: now["screen"] == screen)

    async def tap(self, *names: str) -> None:
        for name in names:
            await self.order("tap", name=name)

    async def type(self, field: str, keys: str) -> None:
        """Type into a field of a form, key by key."""
        if not (await self.order("look", name="key-1"))["seen"]:
            await self.tap(f"field-{field}")
        await self.tap(*(f"key-{key}" for key in keys))
        if (await self.order("look", name="key-close"))["seen"]:
            await self.tap("key-close")

    async def to_reader(self) -> None:
        """From the idle screen to the reader, on the way to an application."""
        await self.tap("start", "category-elder-care", f"entry-{ITEM}", "apply", "understood")
        await self.on("Identify")

    async def to_form(self) -> None:
        """From the idle screen until the card was read; it is taken away again."""
        await self.to_reader()
        await self.put_card()
        await self.on("Form")
        await self.take_card()

    async def put_card(self) -> None:
        await self.stage.control.do("card.put", person=strings.PERSON.key)

    async def take_card(self) -> None:
        await self.stage.control.do("card.take")
        await self.until("the card to be away", lambda now: now["card"] != "present")

    async def time_out(self) -> None:
        """The resident went away without a word."""
        await self.order("forward", seconds_s=IDLE_S)
        await self.until("the end of the session", lambda now: now["screen"] == "Idle")

    async def active(self) -> int:
        """The process on the screen."""
        return int((await self.order("look"))["pid"])

    async def file_case(self, phone: bool, before_submit: Callable[[], None]) -> str:
        """From the idle screen until the case is on disk. The case's id."""
        await self.to_form()
        await self.tap("same-residence-address")
        if phone:
            await self.type("phone", strings.PHONE)
        await self.tap("next", "choice-social-card")
        await self.type("payout-account", strings.ACCOUNT)
        await self.type("payout-account-again", strings.ACCOUNT)
        await self.tap("next")
        await self.on("Review")
        if phone:
            await self.tap("consent-sms-yes")
        await self.order("draw", name="signature", strokes=strings.SIGNATURE)
        before_submit()
        await self.order("tap", name="submit", twice=True)
        await self.on("Done")
        return str((await self.order("look"))["case_id"])

    async def paper_ends(self) -> None:
        """The next slip is begun, and nobody knows what became of it."""
        await self.stage.control.do("printer.paper_out", after_dots=1)

    async def leave(self, slip_unknown: bool = False) -> None:
        """Done, rated, gone."""
        if slip_unknown:
            await self.until("an empty printer", lambda now: "waiting_for_paper" in now["going_on"])
            await self.stage.control.do("printer.reset")
            await self.stage.control.do("printer.refill")
        await self.until("no more printing", lambda now: now["screen"] == "Done" and not now["busy"])
        await self.tap("finish", "level-5", "send")
        await self.gone()

    async def gone(self) -> None:
        """The screen is idle and everything has come to rest."""
        await self.on("Idle")
        await asyncio.sleep(SETTLED_S)

    async def delivered(self) -> None:
        """Nothing waits to be sent any more."""
        async with asyncio.timeout(PATIENCE_S):
            while (await self.order("queue"))["waiting_count"] != 0:  # noqa: ASYNC110 - another process' queue
                await asyncio.sleep(0.1)

    async def supplement(self, case_id: str, page: bytes) -> None:
        """Staff want a page; the resident comes, supplies it and goes."""
        wanted = {"material_id": "household_register", "reason": "请补一张户口本"}
        action = {"action": "ask_correction", "materials": [wanted], "due_on": "2099-01-01"}
        await self.stage.staff.act(case_id, action)
        await self.stage.control.do("camera.show", jpeg_base64=base64.b64encode(page).decode())
        await self.tap("start", "progress", "understood")
        await self.put_card()
        await self.until("their cases", lambda now: now["screen"] in ("CaseList", "CaseDetail") and now["cases"])
        if (await self.order("look"))["screen"] == "CaseList":
            await self.tap("case-1")  # the newest is the first
            await self.on("CaseDetail")
        await self.take_card()
        await self.tap("supply", "capture")
        await self.until("the picture", lambda now: "look" in now["going_on"])
        await self.tap("keep")
        await self.until("the delivery", lambda now: now["screen"] == "Supplied" and "acknowledged" in now["going_on"])
        await self.tap("finish")
        await self.gone()

    async def abandon(self, name_keys: str) -> None:
        """The reader is pulled off in the middle of a read, identity is typed by hand, and nobody comes back."""
        await self.to_reader()
        await self.stage.control.do("reader.fault", kind="unplug")
        await self.put_card()
        await self.until("trouble", lambda now: now["trouble"] not in ("", "None"))
        await self.stage.control.do("card.take")
        await self.tap("type-instead")
        await self.on("TypeIdentity")
        if not (await self.order("look", name="key-o"))["seen"]:
            await self.tap("field-name")
        for syllables in name_keys.split():
            await self.tap(*(f"key-{letter}" for letter in syllables), "candidate-0")
        await self.tap("key-done", *(f"key-{digit}" for digit in strings.PERSON.number))
        await self.time_out()
        await self.gone()
        await self.stage.control.do("reader.plug")


async def wait_until(what: str, holds: Callable[[], bool], within_s: float = START_S) -> None:
    """Wait for something of another process, which tells nobody."""
    try:
        async with asyncio.timeout(within_s):
            while not holds():  # noqa: ASYNC110 - no event passes between processes
                await asyncio.sleep(0.05)
    except TimeoutError:
        raise RuntimeError(f"waited {within_s:.0f} s for {what}") from None


@asynccontextmanager
async def site(folder: Path, with_platform: bool = True) -> AsyncIterator[Site]:
    """Start platform and machines; end them, and the terminal, with the block."""
    processes.READY_S = START_S  # other campaigns may have the machine at the same time
    async with AsyncExitStack() as stack:
        stage = Stage(folder / "stage", ROOT / "assets", "130102001001", pacing=False)
        await stage.open(stack, with_platform)
        here = Site(folder, stage)
        try:
            yield here
        finally:
            if getattr(here, "process", None) is not None and here.process.returncode is None:
                await here.end()


def toml(values: dict[str, Any]) -> str:
    """These settings as a file; None is left out."""
    return "\n".join(f"{key} = {_toml_value(value)}" for key, value in values.items() if value is not None) + "\n"


def _toml_value(value: Any) -> str:
    if isinstance(value, dict):
        inner = ", ".join(f"{key} = {_toml_value(each)}" for key, each in value.items() if each is not None)
        return f"{{ {inner} }}"
    return json.dumps(value, ensure_ascii=False)
