"""What is installed beside the program: systemd's own judgement of its units, and what locks the machine down."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from kiosk.app.command import EFFECT_S
from kiosk.app.lock import POWER_OFF, REBOOT
from kiosk.app.watchdog import WINDOW_WITHIN_S
from tests.helpers.view_context import ROOT

UNITS = ROOT / "packaging" / "systemd"
KIOSK = UNITS / "bianmin-kiosk.service"
LOCKED = ROOT / "packaging" / "lockdown" / "root"
MOST_EXPOSURE = 18
"""In tenths (systemd-analyze(1), `security`): what it is, below the 2.0 that it has to be."""

pytestmark = pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="there is no systemd here")


def judged(unit: Path) -> subprocess.CompletedProcess[str]:
    command = ["systemd-analyze", "security", "--offline=true", f"--threshold={MOST_EXPOSURE}", str(unit)]
    return subprocess.run(command, check=False, capture_output=True, text=True)


def setting(name: str, unit: Path = KIOSK) -> str:
    (found,) = re.findall(rf"^{name}=(.*)$", unit.read_text(encoding="utf-8"), re.MULTILINE)
    return str(found)


def test_the_program_is_exposed_no_more_than_2_of_10() -> None:
    done = judged(KIOSK)
    assert done.returncode == 0, done.stdout[-400:]


@pytest.mark.parametrize("lost", ["CapabilityBoundingSet=", "ProtectSystem=strict", "User=bianmin-kiosk"])
def test_a_unit_that_lost_a_fence_is_found(lost: str, tmp_path: Path) -> None:
    text = KIOSK.read_text(encoding="utf-8")
    assert f"\n{lost}\n" in text
    (tmp_path / KIOSK.name).write_text(text.replace(f"\n{lost}\n", "\n"), encoding="utf-8")
    assert judged(tmp_path / KIOSK.name).returncode != 0


def verified(root: Path, units: list[Path]) -> list[str]:
    command = ["systemd-analyze", "verify", *(str(unit) for unit in units)]
    said = subprocess.run(command, check=False, capture_output=True, text=True, cwd=root).stderr
    return [line for line in said.splitlines() if "is not executable: No such file" not in line]


def test_systemd_finds_no_mistake_in_any_unit(tmp_path: Path) -> None:
    assert verified(tmp_path, sorted(UNITS.glob("*.service"))) == []


def test_a_misspelt_setting_would_be_found(tmp_path: Path) -> None:
    wrong = tmp_path / KIOSK.name
    wrong.write_text(KIOSK.read_text(encoding="utf-8").replace("WatchdogSec=", "WatchdogSecs="), encoding="utf-8")
    assert verified(tmp_path, [wrong])


def test_the_unit_waits_as_long_as_the_program_may_take() -> None:
    assert float(setting("TimeoutStopSec")) > EFFECT_S
    assert float(setting("WatchdogSec")) > 2 * WINDOW_WITHIN_S
    assert setting("Restart") == "always"
    assert setting("StartLimitIntervalSec") == "0"


def test_the_codes_that_ask_for_a_boot_or_the_end_are_the_ones_that_are_listened_for() -> None:
    listens = (ROOT / "packaging/session/after-stop").read_text(encoding="utf-8")
    assert f"{REBOOT}) systemctl --no-block reboot ;;" in listens
    assert f"{POWER_OFF}) systemctl --no-block poweroff ;;" in listens


def test_every_program_that_a_unit_starts_is_one_that_the_package_brings() -> None:
    started = {
        path.rsplit("/", 1)[1]
        for unit in UNITS.glob("*.service")
        for path in re.findall(r"/opt/bianmin-kiosk/lib/[\w-]+", unit.read_text(encoding="utf-8"))
    }
    assert {*started, "launch"} == {path.name for path in (ROOT / "packaging/session").iterdir()}
    assert "/opt/bianmin-kiosk/lib/launch" in (ROOT / "packaging/deb/build").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("etc/sysctl.d/90-bianmin-kiosk.conf", "kernel.sysrq = 0"),
        ("etc/systemd/system.conf.d/90-bianmin-kiosk.conf", "CtrlAltDelBurstAction=none"),
        ("etc/systemd/logind.conf.d/90-bianmin-kiosk.conf", "NAutoVTs=0"),
        ("etc/systemd/logind.conf.d/90-bianmin-kiosk.conf", "ReserveVT=0"),
        ("etc/systemd/coredump.conf.d/90-bianmin-kiosk.conf", "Storage=none"),
        ("etc/modprobe.d/90-bianmin-kiosk.conf", "install usb-storage /bin/false"),
        ("etc/X11/xorg.conf.d/90-bianmin-kiosk.conf", '  Option "DontVTSwitch" "true"'),
        ("etc/X11/xorg.conf.d/90-bianmin-kiosk.conf", '  Option "DontZap" "true"'),
    ],
)
def test_each_way_out_of_the_picture_is_closed(file: str, line: str) -> None:
    assert line in (LOCKED / file).read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize(
    "unit", ["ctrl-alt-del.target", "getty@tty1.service", "autovt@.service", "debug-shell.service"]
)
def test_no_console_can_be_started(unit: str) -> None:
    assert (LOCKED / "etc/systemd/system" / unit).readlink() == Path("/dev/null")


def test_every_script_of_the_packages_is_a_script_that_the_shell_reads() -> None:
    scripts = [*ROOT.glob("packaging/deb/*.p*"), *ROOT.glob("packaging/session/*")]
    assert len(scripts) > 5
    for script in scripts:
        subprocess.run(["sh", "-n", str(script)], check=True)
