"""Campaign `deb`: the packages, from a bare Debian to a machine that is taken away again.

    built ─► installed where there is no network ─► booted by systemd ─► a case by accessible names alone, delivered
          ─► killed, back ─► a case waits: no removal, an upgrade that loses nothing ─► delivered once ─► removed

The installed program runs under its own unit with all of its fences; platform and emulated machines are ours, outside.
Planted: a package whose removal asks nobody.
"""

import asyncio
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import AsyncExitStack, contextmanager
from pathlib import Path

from kiosk.app.demo import processes
from kiosk.app.demo.stage import Stage
from tests.campaigns.assistive import BETWEEN_S, Listener
from tests.campaigns.runner import Campaign, CannotRun, Context, FellShort, Held, Outcome
from tests.helpers.assistive import Assistive
from tests.helpers.canary import strings
from tests.helpers.canary.picture import x_server
from tests.helpers.canary.terminal import START_S
from tests.helpers.installed import STORAGE, UNIT, Installed, lacking
from tests.helpers.installed_settings import give, open_ports, settings_at
from tests.helpers.view_context import ROOT

TOOLS = ("Xvfb", "dbus-daemon", "xdotool", "setpriv")
BACK_S = 30.0
DELIVERED_S = 90.0
IS_EMPTY = "bianmin-kiosk queue empty --config /etc/bianmin-kiosk/terminal.toml"
FIRST_CHOICE = "和户籍地址一样"
PRERM = Path("var/lib/dpkg/info/bianmin-kiosk.prerm")


class Body:
    """Whoever stands at the installed terminal: a card, and a finger on the X server's screen."""

    def __init__(self, stage: Stage, assistive: Assistive, display: str) -> None:
        self._stage = stage
        self._assistive = assistive
        self._display = display

    async def put_card(self) -> None:
        await self._stage.control.do("card.put", person=strings.PERSON.key)

    async def take_card(self) -> None:
        await self._stage.control.do("card.take")
        await asyncio.sleep(BETWEEN_S)

    async def on(self, screen: str) -> None:
        """Nobody tells from outside: the form is known by its first choice, and what is pressed next is waited for."""
        if screen == "Form":
            await asyncio.to_thread(self._assistive.find, FIRST_CHOICE)

    async def sign(self) -> None:
        left, top, width, height = await asyncio.to_thread(self._assistive.place, "canvas")
        for stroke in strings.SIGNATURE:
            places = [(str(left + round(x * width)), str(top + round(y * height))) for x, y in stroke]
            acts: list[str] = ["mousemove", *places[0], "mousedown", "1"]
            for place in places[1:]:
                acts += ["mousemove", *place, "sleep", "0.05"]
            await asyncio.to_thread(_said, "xdotool", *acts, "mouseup", "1", display=self._display)
        await asyncio.sleep(BETWEEN_S)

    async def printed(self) -> None:
        """The button that ends it waits for the printer by itself."""


async def run(context: Context) -> Outcome:
    """The whole life of a machine, once."""
    missing = [*lacking(), *(tool for tool in TOOLS if shutil.which(tool) is None)]
    if missing or os.geteuid() != 0:
        return CannotRun(f"it needs root, and has no {missing}")
    shutil.rmtree(context.folder, ignore_errors=True)
    context.folder.mkdir(parents=True)
    packages = await asyncio.to_thread(_built, context)
    machine = Installed(context.folder, ROOT / "build" / "deb" / "base")
    await asyncio.to_thread(machine.make, packages)
    context.progress("installed where there is no network")
    processes.READY_S = START_S
    async with AsyncExitStack() as stack:
        stage = Stage(context.folder / "stage", ROOT / "assets", "130102001001", pacing=False)
        await stage.open(stack, with_platform=True)
        (terminal,) = [each for each in packages if each.name.startswith("bianmin-kiosk_")]
        return await _lived(context, machine, stage, terminal)


async def _lived(context: Context, machine: Installed, stage: Stage, package: Path) -> Outcome:
    owner = _owner(machine)
    shutil.copytree(context.folder / "stage" / "terminal", machine.root / STORAGE, dirs_exist_ok=True)
    give(machine.root / STORAGE, owner)
    bus_folder = context.folder / "bus"
    bus_folder.mkdir()
    os.chown(bus_folder, owner, owner)
    with x_server(context.folder / "x") as screen, _bus_of(owner, bus_folder) as address:
        display = {"QT_QPA_PLATFORM": "xcb", "DISPLAY": screen.display, "DBUS_SESSION_BUS_ADDRESS": address,
                   "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"}  # fmt: skip
        machine.configure(settings_at(stage, STORAGE), display)
        open_ports(context.folder / "stage" / "devices")
        with machine.booted(context.folder / "stage" / "devices", bus_folder):
            pid = await asyncio.to_thread(machine.active)
            context.progress("booted, and the terminal serves")
            await _journey(context, stage, screen.display, address, owner)
            await asyncio.to_thread(machine.until, "the delivery", IS_EMPTY, DELIVERED_S)
            context.progress("a case was handed in by names alone and has arrived")
            machine.run(f"kill -KILL {pid}")
            context.figure("back_after_kill_s", round(await asyncio.to_thread(machine.back_after, pid, BACK_S), 2))
            return await _kept(context, machine, stage, package, owner)


async def _journey(context: Context, stage: Stage, display: str, address: str, owner: int) -> None:
    with _as(owner):
        assistive = Assistive(address)
    try:
        listener = Listener(Body(stage, assistive, display), assistive)
        await listener.to_review()
        await listener.to_the_end()
        context.figure("pressed_by_name_count", listener.pressed_count)
    finally:
        assistive.close()


async def _kept(context: Context, machine: Installed, stage: Stage, package: Path, owner: int) -> Outcome:
    """A case waits; the program may be replaced, and not taken away."""
    await stage.stop_platform()
    machine.run(f"systemctl stop {UNIT}")
    case_id = await asyncio.to_thread(_filed, machine.root / STORAGE)
    give(machine.root / STORAGE, owner)
    machine.run(f"systemctl start {UNIT}")
    pid = await asyncio.to_thread(machine.active)
    if (await asyncio.to_thread(machine.run, "dpkg -r bianmin-kiosk-lockdown bianmin-kiosk")).returncode == 0:
        return FellShort("it was removed while a case waited")
    await asyncio.to_thread(machine.dpkg_running, _newer(context.folder, package))
    await asyncio.to_thread(machine.back_after, pid, BACK_S)
    context.progress("upgraded while a case waited")
    if (await asyncio.to_thread(machine.run, IS_EMPTY)).returncode == 0:
        return FellShort("the case that waited is gone after the upgrade")
    await stage.start_platform()
    await asyncio.to_thread(machine.until, "the delivery", IS_EMPTY, DELIVERED_S)
    if (await stage.staff.case(case_id))["case_id"] != case_id:
        return FellShort("the platform does not know the case that waited")
    await _planted(context, machine, stage)
    return Held("installed, booted, used, killed, upgraded with a case that waited, and not removed before it had gone")


async def _planted(context: Context, machine: Installed, stage: Stage) -> None:
    """The same removal, by a package that asks nobody."""
    fault = context.plant("a package whose removal asks nobody")
    await stage.stop_platform()
    machine.run(f"systemctl stop {UNIT}")
    await asyncio.to_thread(_filed, machine.root / STORAGE)
    (machine.root / PRERM).write_text("#!/bin/sh\nexit 0\n")
    if (await asyncio.to_thread(machine.run, "dpkg -r bianmin-kiosk-lockdown bianmin-kiosk")).returncode == 0:
        fault.caught()


def _built(context: Context) -> list[Path]:
    """Both packages, fresh from this checkout."""
    _said(str(ROOT / "packaging" / "deb" / "build"))
    made = sorted((ROOT / "build" / "deb").glob("*.deb"), key=lambda path: path.name)
    context.figure("package_mib", round(max(path.stat().st_size for path in made) / 2**20, 1))
    return made


def _newer(folder: Path, package: Path) -> Path:
    """The same package under a later version."""
    opened = folder / "newer"
    _said("dpkg-deb", "-R", str(package), str(opened))
    control = opened / "DEBIAN" / "control"
    control.write_text(re.sub(r"^Version: .*$", "Version: 99.0", control.read_text(), flags=re.MULTILINE))
    _said("dpkg-deb", "-Znone", "--root-owner-group", "-b", str(opened), str(folder / "newer.deb"))
    shutil.rmtree(opened)
    return folder / "newer.deb"


def _filed(storage: Path) -> str:
    """A case, filed in a queue whose terminal does not run; its id."""
    identity = ["--identity", str(storage / "identity")]
    said = subprocess.run(
        [sys.executable, "-m", "tests.helpers.terminal_process", *identity],
        cwd=ROOT, input=f"open {storage}\ncase\nclose\n", text=True, capture_output=True, check=True,
    ).stdout  # fmt: skip
    (case_id,) = re.findall(r'"what":"saved","kind":"case","message_id":"([^"]+)"', said)
    return str(case_id)


def _owner(machine: Installed) -> int:
    for line in (machine.root / "etc/passwd").read_text().splitlines():
        if line.startswith("bianmin-kiosk:"):
            return int(line.split(":")[2])
    raise RuntimeError("the package made no user")


@contextmanager
def _bus_of(owner: int, folder: Path) -> Iterator[str]:
    """A message bus of the terminal's user; gives its address."""
    user = ("setpriv", f"--reuid={owner}", f"--regid={owner}", "--clear-groups")
    command = (*user, "dbus-daemon", "--session", "--nofork", f"--address=unix:path={folder}/session",
               "--print-address")  # fmt: skip
    environment = {**os.environ, "XDG_RUNTIME_DIR": str(folder), "HOME": str(folder)}
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as daemon:
        assert daemon.stdout is not None
        try:
            yield daemon.stdout.readline().strip()
        finally:
            daemon.terminate()


@contextmanager
def _as(user: int) -> Iterator[None]:
    """Whoever connects to a bus is known by their process' user."""
    os.setresuid(user, user, 0)
    try:
        yield
    finally:
        os.setresuid(0, 0, 0)


def _said(*command: str, display: str = "") -> None:
    environment: Mapping[str, str] = {**os.environ, "DISPLAY": display} if display else os.environ
    done = subprocess.run(command, check=False, capture_output=True, text=True, env=environment)
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(command)[:200]}: {(done.stdout + done.stderr)[-1500:]}")


CAMPAIGN = Campaign(
    "deb", "the packages in a Debian of their own, from installing to removing", "downloads Debian", run
)
