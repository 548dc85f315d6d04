"""The packages in a Debian of their own, booted by its own systemd in namespaces; nothing is left but a folder.

    debootstrap ─► root ─► packages' dependencies ─► dpkg -i without a network ─► boot ─► `run(command)`

Needs root, debootstrap and Debian's mirror; how it boots: `own_systemd`.
"""

import shlex
import shutil
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from tests.helpers import own_systemd
from tests.helpers.own_systemd import STORAGE, UNIT, OwnSystemd, done

__all__ = ["SETTINGS", "STORAGE", "UNIT", "Installed", "lacking"]

MIRROR = "http://deb.debian.org/debian"
SUITE = "bookworm"
SETTINGS = Path("etc/bianmin-kiosk/terminal.toml")
NO_DISPLAY = """[Unit]
Description=No display
[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/bin/sh -c 'mkdir -p /run/bianmin-display; cp /etc/bianmin-kiosk/display /run/bianmin-display/environment'
"""


def lacking() -> list[str]:
    """What this machine has not, and it needs."""
    own = [name for name in ("debootstrap", "dpkg-deb") if shutil.which(name) is None]
    return [*own, *own_systemd.lacking()]


class Installed(OwnSystemd):
    """One root with the packages in it. Blocking."""

    def __init__(self, folder: Path, base: Path) -> None:
        """`base` is kept between runs: a Debian of its own without our packages."""
        super().__init__(folder / "root")
        self._base = base

    def make(self, packages: list[Path]) -> None:
        """A bare Debian with what the packages depend on, then the packages, installed where there is no network."""
        if not (self._base / "bin").exists():
            include = "--include=systemd,systemd-sysv,dbus,udev,python3"
            done("debootstrap", "--variant=minbase", include, SUITE, str(self._base), MIRROR)
        shutil.rmtree(self.root, ignore_errors=True)
        done("cp", "-a", str(self._base), str(self.root))
        shutil.copy("/etc/resolv.conf", self.root / "etc/resolv.conf")
        fields = (done("dpkg-deb", "-f", str(package), "Depends") for package in packages)
        named = {each.split("(")[0].strip() for field in fields for each in field.split(",")}
        wanted = sorted(each for each in named if each and not each.startswith("bianmin"))
        self._beside("apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q "
                     f"--no-install-recommends {' '.join(wanted)}")  # fmt: skip
        self.dpkg(packages)

    def dpkg(self, packages: list[Path]) -> str:
        """Install or upgrade without a network and without a running system; what dpkg said."""
        for package in packages:
            shutil.copy(package, self.root / "root" / package.name)
        names = " ".join(f"/root/{package.name}" for package in packages)
        return self._beside(f"dpkg -i {names}", "--net")

    def dpkg_running(self, package: Path) -> None:
        """Upgrade in the running system, as a technician does."""
        shutil.copy(package, self.root / "root" / package.name)
        said = self.run(f"dpkg -i /root/{package.name}", timeout_s=300.0)
        if said.returncode != 0:
            raise RuntimeError(said.stdout + said.stderr)

    def _beside(self, command: str, *more: str) -> str:
        """Run a command in the root that is not booted."""
        script = f"mount --make-rprivate /; mount -t proc proc {self.root}/proc; mount --rbind /dev {self.root}/dev; "
        script += f"chroot {self.root} sh -c {shlex.quote(command)}"
        return done("unshare", "--mount", "--pid", "--fork", "--kill-child", *more, "sh", "-ec", script)

    def configure(self, settings: str, display: Mapping[str, str] = MappingProxyType({})) -> None:
        """Its settings, and what stands for its display."""
        (self.root / SETTINGS).write_text(settings, encoding="utf-8")
        told = {"QT_QPA_PLATFORM": "offscreen", **display}
        lines = "".join(f"{name}={value}\n" for name, value in told.items())
        (self.root / SETTINGS.with_name("display")).write_text(lines, encoding="utf-8")
        unit = self.root / "etc/systemd/system/bianmin-display.service"
        unit.unlink(missing_ok=True)
        unit.write_text(NO_DISPLAY, encoding="utf-8")
