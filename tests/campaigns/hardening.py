"""Campaign `hardening`: no way out of the picture is left open by what the packages install, judged in the files.

systemd's own judgement of the unit (at most 2.0 of 10) and of every unit's words, consoles, Ctrl+Alt+Del, magic keys,
core dumps, X's keys and keyboards, drivers of USB storage, and which devices USBGuard lets in (helpers.lockdown).
Planted: each of these fences away, one after the other; every one has to be missed.
"""

import re
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

from tests.campaigns.runner import Campaign, CannotRun, Context, FellShort, Held, Outcome
from tests.helpers.lockdown import KIOSK, exposure_of, findings
from tests.helpers.view_context import ROOT

ETC = "lockdown/root/etc"
USB = f"{ETC}/usbguard/rules.d/90-bianmin-kiosk.conf"
FENCES = {
    "the unit keeps every capability": (f"systemd/{KIOSK}", r"^CapabilityBoundingSet=$"),
    "the unit runs as root": (f"systemd/{KIOSK}", r"^User=.*$"),
    "the unit writes everywhere": (f"systemd/{KIOSK}", r"^ProtectSystem=.*$"),
    "X changes consoles by its command": ("systemd/bianmin-display-x11.service", r" -novtswitch"),
    "a console by a key": (f"{ETC}/X11/xorg.conf.d/90-bianmin-kiosk.conf", r'^  Option "DontVTSwitch".*$'),
    "X can be ended by a key": (f"{ETC}/X11/xorg.conf.d/90-bianmin-kiosk.conf", r'^  Option "DontZap".*$'),
    "a keyboard that is plugged in": (f"{ETC}/X11/xorg.conf.d/90-bianmin-kiosk.conf", r'^  Option "Ignore".*$'),
    "magic keys": (f"{ETC}/sysctl.d/90-bianmin-kiosk.conf", r"^kernel\.sysrq.*$"),
    "dumps of memory": (f"{ETC}/sysctl.d/90-bianmin-kiosk.conf", r"^kernel\.core_pattern.*$"),
    "Ctrl+Alt+Del seven times": (f"{ETC}/systemd/system.conf.d/90-bianmin-kiosk.conf", r"^CtrlAltDelBurstAction.*$"),
    "consoles that wait": (f"{ETC}/systemd/logind.conf.d/90-bianmin-kiosk.conf", r"^NAutoVTs.*$"),
    "USB storage": (f"{ETC}/modprobe.d/90-bianmin-kiosk.conf", r"^install usb-storage.*$"),
    "a printer that is a keyboard too": (USB, r"^reject with-interface one-of \{ 03:01:01 \}$"),
    "a camera with a stick in it": (USB, r"^reject with-interface one-of \{ 08:\*:\* \}$"),
}
UNMASKED = ("ctrl-alt-del.target", "getty@tty1.service", "autovt@.service")


def run(context: Context) -> Outcome:
    """The files as they are, then without each fence."""
    if shutil.which("systemd-analyze") is None:
        return CannotRun("there is no systemd-analyze here")
    shutil.rmtree(context.folder, ignore_errors=True)
    context.figure("exposure_of_10", exposure_of(ROOT / "packaging/systemd" / KIOSK))
    found = findings(ROOT / "packaging")
    for what, (file, fence) in FENCES.items():
        _plant(context, what, partial(_without, file=file, fence=fence))
    for unit in UNMASKED:
        _plant(context, f"{unit} is not masked", partial(_unmasked, unit=unit))
    return FellShort("; ".join(found)) if found else Held(f"{len(FENCES) + len(UNMASKED)} fences stand")


def _plant(context: Context, what: str, take_away: Callable[[Path], None]) -> None:
    fault = context.plant(what)
    tree = context.folder / re.sub(r"\W+", "-", what)
    for part in ("systemd", "lockdown"):
        shutil.copytree(ROOT / "packaging" / part, tree / part, symlinks=True)
    take_away(tree)
    if findings(tree):
        fault.caught()


def _without(tree: Path, file: str, fence: str) -> None:
    text = (tree / file).read_text(encoding="utf-8")
    lacking, count = re.subn(fence, "", text, flags=re.MULTILINE)
    if count != 1:
        raise RuntimeError(f"{file} has {fence} {count} times")
    (tree / file).write_text(lacking, encoding="utf-8")


def _unmasked(tree: Path, unit: str) -> None:
    (tree / ETC / "systemd/system" / unit).unlink()


CAMPAIGN = Campaign("hardening", "no way out is left open by what the packages install", "", run)
