"""A root directory whose own systemd runs as process 1 of its namespaces; nothing is left but the folder.

The recipe: a control group and namespaces of its own, private /proc, /sys, cgroup2 and /run, the kernel's settings not
to be written, then the root's /lib/systemd/systemd (systemd-nspawn does not come up where cgroups are of version 1).
Needs root. The network is this machine's, so that platform and emulated hardware are where they are.
"""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

BOOT_S = 90.0
UNIT = "bianmin-kiosk.service"
STORAGE = Path("var/lib/bianmin-kiosk")
SLICE = Path(f"system.slice/{UNIT}")
_BOOT = """
set -e
mount --make-rprivate /
mount --bind "$1" "$1"
mount -t proc proc "$1/proc"
mount --bind "$1/proc/sys" "$1/proc/sys"
mount -o remount,bind,ro "$1/proc/sys"
mount -t sysfs sys "$1/sys"
umount -R "$1/sys/fs/cgroup" 2>/dev/null || true
mount -t cgroup2 none "$1/sys/fs/cgroup"
mount -t tmpfs tmpfs "$1/run"
mount --rbind /dev "$1/dev"
root=$1; shift
for shared in "$@"; do
  from=${shared%%=*} to=$root${shared##*=}
  if [ -d "$from" ]; then mkdir -p "$to"; else mkdir -p "$(dirname "$to")"; touch "$to"; fi
  mount --bind "$from" "$to"
done
if [ -e "$root/etc/ld.so.conf" ]; then chroot "$root" /sbin/ldconfig; fi
exec env -i container=lxc PATH=/usr/sbin:/usr/bin:/sbin:/bin chroot "$root" /lib/systemd/systemd --system
"""


def lacking() -> list[str]:
    """What this machine has not, and it needs."""
    return [name for name in ("unshare", "nsenter", "systemd-analyze") if shutil.which(name) is None]


class OwnSystemd:
    """One root, booted. Blocking."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._init_pid = 0
        self._cgroup = _cgroup2() / f"bianmin-{os.getpid()}"

    @contextmanager
    def booted(self, *shared: Path | tuple[Path, Path]) -> Iterator[None]:
        """Its systemd runs within; these folders of ours are there, under the same names or under the second one's."""
        pairs = (pair if isinstance(pair, tuple) else (pair, pair) for pair in shared)
        self._cgroup.mkdir(exist_ok=True)
        enter = f'echo $$ >"{self._cgroup}/cgroup.procs"; exec "$@"'
        command = ["sh", "-c", enter, "enter", "unshare", "--pid", "--fork", "--mount", "--uts", "--ipc", "--cgroup",
                   "--kill-child", "sh", "-c", _BOOT, "boot", str(self.root)]  # fmt: skip
        command += [f"{ours}={theirs}" for ours, theirs in pairs]
        with subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as outer:
            try:
                self._init_pid = _child_of(outer.pid)
                self.until("a booted system", "test -S /run/systemd/private", BOOT_S)
                yield
            finally:
                outer.kill()
                outer.wait()
                self._remove_cgroup()

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

    def processes(self) -> list[int]:
        """Every process of the program, as this machine counts; the oldest first."""
        with suppress(OSError):
            return sorted(int(pid) for pid in (self._cgroup / SLICE / "cgroup.procs").read_text().split())
        return []

    @property
    def is_up(self) -> bool:
        """Whether its process 1 lives; a machine that was told to boot anew has ended."""
        return Path(f"/proc/{self._init_pid}/ns/pid").exists()

    def journal(self) -> str:
        return self.run(f"journalctl -u {UNIT} --no-pager -n 15 -o cat").stdout[-1500:]

    def log(self) -> str:
        """What the program wrote of itself."""
        return (self.root / STORAGE / "log/terminal.jsonl").read_text(encoding="utf-8")

    def _remove_cgroup(self) -> None:
        """Empty groups, innermost first; one whose processes are still ending stays for the next run."""
        for folder, _, _ in os.walk(self._cgroup, topdown=False):
            with suppress(OSError):
                os.rmdir(folder)


def done(*command: str) -> str:
    """What a command said; raises RuntimeError where it failed."""
    ended = subprocess.run(command, check=False, capture_output=True, text=True)
    if ended.returncode != 0:
        raise RuntimeError(f"{' '.join(command)[:200]}: {(ended.stdout + ended.stderr)[-1500:]}")
    return ended.stdout + ended.stderr


def _cgroup2() -> Path:
    """Where control groups of version 2 are."""
    mounts = (line.split() for line in Path("/proc/mounts").read_text(encoding="utf-8").splitlines())
    return next((Path(mount[1]) for mount in mounts if mount[2] == "cgroup2"), Path("/sys/fs/cgroup"))


def _child_of(pid: int) -> int:
    """The first process in the new PID namespace."""
    path = Path(f"/proc/{pid}/task/{pid}/children")
    for _ in range(200):
        if children := path.read_text().split():
            return int(children[0])
        time.sleep(0.05)
    raise RuntimeError("no namespace was made")
