"""The packaged unit with all of its fences, under a systemd of its own, on the program of this checkout.

    /usr of this machine ┐                      ┌ /opt/bianmin-kiosk  the checkout's folders, where the package has them
    a bare /etc, /var ───┴─► root ─► systemd ───┤ /opt/python         this interpreter and its libraries
                                                └ drop-in             which program the unit starts, and nothing else

Nothing is downloaded and nothing built, so that a minute is enough; the campaign `deb` has the packages themselves.
"""

import shutil
import sys
import sysconfig
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.helpers.offscreen import screens
from tests.helpers.own_systemd import STORAGE, UNIT, OwnSystemd
from tests.helpers.view_context import ROOT

USER_ID = 987
PROGRAM = Path("/opt/bianmin-kiosk")
PYTHON, LIBRARIES = Path("/opt/python"), Path("/opt/libraries")
SETTINGS = Path("etc/bianmin-kiosk/terminal.toml")
SCREENS = Path("etc/bianmin-kiosk/screens.json")
BROUGHT = ("kiosk", "devices", "ui", "assets", "tests", "build/rime", "packaging/systemd")
"""Of the checkout; the last is read by what names it there."""
MASKED = ("systemd-udevd.service", "systemd-udevd-kernel.socket", "systemd-udevd-control.socket",
          "systemd-udev-trigger.service", "systemd-modules-load.service", "systemd-logind.service", "dbus.service",
          "dbus.socket", "pcscd.socket", "pcscd.service", "systemd-timesyncd.service", "systemd-networkd.service",
          "systemd-resolved.service", "getty.target", "cron.service", "systemd-binfmt.service",
          "systemd-tmpfiles-setup.service", "systemd-tmpfiles-clean.timer", "systemd-sysusers.service")  # fmt: skip
"""What this machine happens to have and would set going on hardware that is not the terminal's."""
DISPLAY = """[Unit]
Description=No display
[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/bin/sh -c 'mkdir -p /run/bianmin-display; cp /etc/bianmin-kiosk/display /run/bianmin-display/environment'
"""


class PackagedUnit(OwnSystemd):
    """One machine with the unit on it. Blocking."""

    def make(self, display: dict[str, str]) -> None:
        """Lay out the root."""
        shutil.rmtree(self.root, ignore_errors=True)
        for folder in ("etc/systemd/system", "etc/bianmin-kiosk", "var/log", "var/tmp", "tmp", "proc", "sys", "dev",
                       "run", "usr", "root", "opt/bianmin-kiosk/build", str(STORAGE)):  # fmt: skip
            (self.root / folder).mkdir(parents=True, exist_ok=True)
        (self.root / "tmp").chmod(0o1777)
        for name in ("bin", "sbin", "lib", "lib64"):
            (self.root / name).symlink_to(f"usr/{name}")
        self._write_etc(display)
        units = self.root / "etc/systemd/system"
        for unit in MASKED:
            (units / unit).symlink_to("/dev/null")
        (units / "bianmin-display.service").write_text(DISPLAY)
        (units / "default.target").symlink_to("/lib/systemd/system/multi-user.target")
        shutil.copy(ROOT / "packaging/systemd" / UNIT, units / UNIT)
        self._make_venv()
        (units / "multi-user.target.wants").mkdir()
        (units / "multi-user.target.wants" / UNIT).symlink_to(f"../{UNIT}")

    def start_with(self, settings: str, module: str, *options: str) -> None:
        """From the next boot on the unit starts `module` with the path of these settings, and these options."""
        (self.root / SETTINGS).write_text(settings, encoding="utf-8")
        started = " ".join((_started(module), *options))
        cached = "Environment=PYTHONPYCACHEPREFIX=/var/cache/bianmin-kiosk/bytecode"  # the package's is compiled
        self.change_unit("program.conf", f"[Service]\nExecStart=\nExecStart={started}\n{cached}\n")

    def use_launcher(self) -> None:
        """The unit starts what it does where the package is installed: no drop-in says otherwise."""
        started = f"{PROGRAM}/lib/launch run --config /{SETTINGS}"  # /usr, where its name lies, is this machine's
        self.change_unit("program.conf", f"[Service]\nExecStart=\nExecStart={started}\n")

    def change_unit(self, name: str, text: str) -> None:
        """A drop-in of the unit; it counts from the next boot, or `daemon-reload`."""
        folder = self.root / f"etc/systemd/system/{UNIT}.d"
        folder.mkdir(exist_ok=True)
        (folder / name).write_text(text)

    @contextmanager
    def running(self, *shared: Path) -> Iterator[None]:
        """Booted, with these folders of ours beside the program's own."""
        program = [(ROOT / part, PROGRAM / part) for part in BROUGHT]
        program += [(ROOT / "packaging/session", PROGRAM / "lib"), (Path(sys.base_prefix), PYTHON),
                    (Path(sysconfig.get_path("purelib")), LIBRARIES), (Path("/usr"), Path("/usr"))]  # fmt: skip
        with self.booted(*program, *shared):
            yield

    def _make_venv(self) -> None:
        """Where the package has its own: this interpreter with these libraries."""
        version = f"python{sys.version_info.major}.{sys.version_info.minor}"
        venv = self.root / PROGRAM.relative_to("/") / "venv"
        (venv / "bin").mkdir(parents=True)
        (venv / "lib" / version).mkdir(parents=True)
        (venv / "bin/python").symlink_to(PYTHON / "bin" / version)
        (venv / "lib" / version / "site-packages").symlink_to(LIBRARIES)
        (venv / "pyvenv.cfg").write_text(f"home = {PYTHON}/bin\ninclude-system-site-packages = false\n")

    def _write_etc(self, display: dict[str, str]) -> None:
        etc = self.root / "etc"
        home = "/var/cache/bianmin-kiosk"
        users = f"root:x:0:0::/root:/bin/sh\nbianmin-kiosk:x:{USER_ID}:{USER_ID}::{home}:/usr/sbin/nologin\n"
        (etc / "passwd").write_text(users)
        (etc / "group").write_text(f"root:x:0:\naudio:x:29:\ntty:x:5:\nbianmin-kiosk:x:{USER_ID}:\n")
        (etc / "machine-id").write_text("0" * 31 + "1\n")
        (etc / "hosts").write_text("127.0.0.1 localhost\n")
        shutil.copytree("/etc/ld.so.conf.d", etc / "ld.so.conf.d")
        (etc / "ld.so.conf").write_text(f"{PYTHON}/lib\ninclude /etc/ld.so.conf.d/*.conf\n")
        shutil.copytree("/etc/fonts", etc / "fonts", symlinks=True)
        if Path("/etc/alternatives").is_dir():
            shutil.copytree("/etc/alternatives", etc / "alternatives", symlinks=True)
        display = {"QT_QPA_PLATFORM": screens(self.root / SCREENS, seen_as=Path("/") / SCREENS), **display}
        (etc / "bianmin-kiosk/display").write_text("".join(f"{name}={value}\n" for name, value in display.items()))


def _started(module: str) -> str:
    """As packaging/session/launch starts it."""
    return f"/usr/bin/env PYTHONPATH={PROGRAM} {PROGRAM}/venv/bin/python -P -m {module} /{SETTINGS}"
