"""The packages in a Debian of their own, booted by its own systemd in namespaces; nothing is left but a folder.

    debootstrap ─► root ─► packages' dependencies ─► dpkg -i without a network ─► boot ─► `run(command)`

Needs root, debootstrap and Debian's mirror. The recipe of the boot: PID namespace, private /proc, /sys, cgroup2 and
/run, then the root's own /lib/systemd/systemd (systemd-nspawn does not come up where cgroups are of version 1).
"""

import shlex
import shutil
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType

MIRROR = "http://deb.debian.org/debian"
SUITE = "bookworm"
BOOT_S = 90.0
UNIT = "bianmin-kiosk.service"
SETTINGS = Path("etc/bianmin-kiosk/terminal.toml")
STORAGE = Path("var/lib/bianmin-kiosk")
NO_DISPLAY = """[Unit]
Description=No display
[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/bin/sh -c 'mkdir -p /run/bianmin-display; cp /etc/bianmin-kiosk/display /run/bianmin-display/environment'
"""
_BOOT = """
set -e
mount --make-rprivate /
mount --bind "$1" "$1"
mount -t proc proc "$1/proc"
mount -t sysfs sys "$1/sys"
umount -R "$1/sys/fs/cgroup" 2>/dev/null || true
mount -t cgroup2 none "$1/sys/fs/cgroup"
mount -t tmpfs tmpfs "$1/run"
mount --rbind /dev "$1/dev"
root=$1; shift
for shared in "$@"; do mkdir -p "$root$shared"; mount --bind "$shared" "$root$shared"; done
exec env -i container=lxc PATH=/usr/sbin:/usr/bin:/sbin:/bin chroot "$root" /lib/systemd/systemd --system
"""


def lacking() -> list[str]:
    """What this machine has not, and it needs."""
    return [name for name in ("debootstrap", "unshare", "nsenter", "dpkg-deb") if shutil.which(name) is None]


class Installed:
    """One root with the packages in it. Blocking."""

    def __init__(self, folder: Path, base: Path) -> None:
        """`base` is kept between runs: a Debian of its own without our packages."""
        self.root = folder / "root"
        self._base = base
        self._init_pid = 0

    def make(self, packages: list[Path]) -> None:
        """A bare Debian with what the packages depend on, then the packages, installed where there is no network."""
        if not (self._base / "bin").exists():
            include = "--include=systemd,systemd-sysv,dbus,udev,python3"
            _done("debootstrap", "--variant=minbase", include, SUITE, str(self._base), MIRROR)
        shutil.rmtree(self.root, ignore_errors=True)
        _done("cp", "-a", str(self._base), str(self.root))
        shutil.copy("/etc/resolv.conf", self.root / "etc/resolv.conf")
        fields = (_done("dpkg-deb", "-f", str(package), "Depends") for package in packages)
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
        done = self.run(f"dpkg -i /root/{package.name}", timeout_s=300.0)
        if done.returncode != 0:
            raise RuntimeError(done.stdout + done.stderr)

    def _beside(self, command: str, *more: str) -> str:
        """Run a command in the root that is not booted."""
        script = f"mount --make-rprivate /; mount -t proc proc {self.root}/proc; mount --rbind /dev {self.root}/dev; "
        script += f"chroot {self.root} sh -c {shlex.quote(command)}"
        return _done("unshare", "--mount", "--pid", "--fork", "--kill-child", *more, "sh", "-ec", script)

    def configure(self, settings: str, display: Mapping[str, str] = MappingProxyType({})) -> None:
        """Its settings, and what stands for its display."""
        (self.root / SETTINGS).write_text(settings, encoding="utf-8")
        told = {"QT_QPA_PLATFORM": "offscreen", **display}
        lines = "".join(f"{name}={value}\n" for name, value in told.items())
        (self.root / SETTINGS.with_name("display")).write_text(lines, encoding="utf-8")
        unit = self.root / "etc/systemd/system/bianmin-display.service"
        unit.unlink(missing_ok=True)
        unit.write_text(NO_DISPLAY, encoding="utf-8")

    @contextmanager
    def booted(self, *shared: Path) -> Iterator[None]:
        """Its systemd runs within; these folders of ours are there under the same names."""
        command = ["unshare", "--pid", "--fork", "--mount", "--uts", "--ipc", "--kill-child", "sh", "-c", _BOOT, "boot"]
        command += [str(self.root), *(str(folder) for folder in shared)]
        with subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as outer:
            try:
                self._init_pid = _child_of(outer.pid)
                self.until("a booted system", "test -S /run/systemd/private", BOOT_S)
                yield
            finally:
                outer.kill()

    def run(self, command: str, timeout_s: float = 60.0) -> subprocess.CompletedProcess[str]:
        """A shell command in the running system."""
        inside = ["nsenter", "-t", str(self._init_pid), "-p", "-m", "--", "chroot", str(self.root), "sh", "-c", command]
        return subprocess.run(inside, check=False, capture_output=True, text=True, timeout=timeout_s)

    def until(self, what: str, command: str, within_s: float) -> float:
        """Wait until a command succeeds; how long that took."""
        began_s = time.monotonic()
        while time.monotonic() - began_s < within_s:
            if self.run(command).returncode == 0:
                return time.monotonic() - began_s
            time.sleep(0.05)
        raise RuntimeError(f"waited {within_s:.0f} s for {what}; {self.journal()}")

    def active(self, within_s: float = BOOT_S) -> int:
        """Wait until the program says that it is ready; its process, as its own system counts."""
        self.until("a terminal that serves", f"systemctl is-active -q {UNIT}", within_s)
        return self.main_pid()

    def main_pid(self) -> int:
        return int(self.run(f"systemctl show -p MainPID --value {UNIT}").stdout or 0)

    def back_after(self, ended_pid: int, within_s: float) -> float:
        """How long until another process than this one is ready."""
        ready = f'p=$(systemctl show -p MainPID --value {UNIT}); [ "$p" != {ended_pid} ] && [ "$p" != 0 ]'
        return self.until("another process", f"{ready} && systemctl is-active -q {UNIT}", within_s)

    def journal(self) -> str:
        return self.run(f"journalctl -u {UNIT} --no-pager -n 15 -o cat").stdout[-1500:]

    def log(self) -> str:
        """What the program wrote of itself."""
        return (self.root / STORAGE / "log/terminal.jsonl").read_text(encoding="utf-8")


def _child_of(pid: int) -> int:
    """The first process in the new PID namespace."""
    path = Path(f"/proc/{pid}/task/{pid}/children")
    for _ in range(200):
        if children := path.read_text().split():
            return int(children[0])
        time.sleep(0.05)
    raise RuntimeError("no namespace was made")


def _done(*command: str) -> str:
    """What a command said; raises RuntimeError where it failed."""
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(command)[:200]}: {(done.stdout + done.stderr)[-1500:]}")
    return done.stdout + done.stderr
