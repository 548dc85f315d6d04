"""A printer and a print queue of others, private to a folder: ippeveprinter behind DNS-SD of its own, and cupsd.

    IppPrinter ──► ippeveprinter ──► print.sh ──► printed-*.pdf
        └──► cupsd, queue A4 ──► ippeveprinter
The fault file holds a printer-state-reason; the print command tells it and waits while it stands there.
"""

import asyncio
import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

from tests.helpers.both_ends import free_port

AVAHI = """[server]
allow-interfaces=lo
enable-dbus=yes
use-ipv6=no
[publish]
disable-publishing=no
"""
PRINT = """#!/bin/sh
here=$(dirname "$0")
while [ -s "$here/fault" ]; do
  reason=$(cat "$here/fault")
  [ "$reason" = "$told" ] || echo "STATE: +$reason" >&2
  told=$reason
  sleep 0.05
done
[ -z "$told" ] || echo "STATE: -$told" >&2
sleep 1
cp "$1" "$here/printed-$(date +%s%N).pdf"
"""
CUPSD = """LogLevel info
Listen 127.0.0.1:{port}
Browsing No
DefaultAuthType None
WebInterface No
PreserveJobHistory Yes
<Location />
  Order allow,deny
  Allow all
</Location>
<Location /admin>
  Order allow,deny
  Allow all
</Location>
<Policy default>
  <Limit All>
    Order allow,deny
    Allow all
  </Limit>
</Policy>
"""
CUPS_FILES = """User lp
Group lp
SystemGroup root
ServerRoot {here}
RequestRoot {here}/spool
TempDir {here}/spool/tmp
CacheDir {here}/cache
StateDir {here}/state
DataDir /usr/share/cups
ServerBin /usr/lib/cups
AccessLog {here}/access_log
ErrorLog {here}/error_log
PageLog {here}/page_log
"""
FORMATS = "application/pdf,image/jpeg,image/pwg-raster,image/urf"
READY_S = 10.0
FIND_S = 5
_NEEDED = ("ippeveprinter", "ipptool", "ippfind", "cupsd", "lpadmin", "avahi-daemon", "avahi-publish", "dbus-daemon")


def cause_without_cups() -> str | None:
    """Why the bench cannot be set up here; None when it can."""
    if os.geteuid() != 0:
        return "cupsd needs root"
    path = os.environ.get("PATH", "") + ":/usr/sbin:/sbin"
    missing = [name for name in _NEEDED if shutil.which(name, path=path) is None]
    return f"not installed: {', '.join(missing)}" if missing else None


@dataclass(slots=True)
class CupsBench:
    """What runs, and the hands for it."""

    PRINTER_NAME: ClassVar[str] = "Kiosk A4"
    """Of ippeveprinter, on the network."""
    folder: Path
    printer_port: int = field(default_factory=free_port)
    queue_port: int = field(default_factory=free_port)
    _processes: dict[str, asyncio.subprocess.Process] = field(default_factory=dict)

    @property
    def printer_uri(self) -> str:
        return f"ipp://localhost:{self.printer_port}/ipp/print"

    @property
    def queue_uri(self) -> str:
        return f"ipp://localhost:{self.queue_port}/printers/A4"

    @property
    def printed(self) -> list[bytes]:
        """What came out, oldest first."""
        return [path.read_bytes() for path in sorted(self.folder.glob("printed-*.pdf"))]

    def set_reason(self, reason: str = "") -> None:
        """Let the printer stop with this reason; none lets it go on."""
        (self.folder / "fault").write_text(reason)

    async def start(self) -> None:
        self._write_files()
        await self._run("dbus-daemon", "--session", f"--address={self._bus}", "--nofork", "--nopidfile")
        async with asyncio.timeout(READY_S):
            while not self._bus_is_there():  # noqa: ASYNC110 - another process makes it
                await asyncio.sleep(0.02)
        options = ("--no-drop-root", "--no-chroot", "--no-rlimits")
        await self._run("avahi-daemon", "-f", str(self.folder / "avahi.conf"), *options)
        await self.printer_on()
        files = ("-c", str(self.folder / "cupsd.conf"), "-s", str(self.folder / "cups-files.conf"))
        await self._run("cupsd", "-f", *files)
        await _until_open(self.queue_port)
        await self._finished("lpadmin", "-p", "A4", "-v", self.printer_uri, "-E", "-m", "everywhere")

    async def printer_on(self) -> None:
        """Until it listens; avahi may need a moment before it takes anybody."""
        command = (
            "-n", "localhost", "-p", str(self.printer_port), "-d", str(self.folder / "eve"), "-f", FORMATS, "-2",
            "-s", "20", "-V", "2.0", "-c", str(self.folder / "print.sh"), self.PRINTER_NAME,
        )  # fmt: skip
        async with asyncio.timeout(READY_S):
            while True:
                await self._run("ippeveprinter", *command)
                if await _is_open(self.printer_port, self._processes["ippeveprinter"]):
                    return

    async def printer_power_cut(self) -> None:
        """At once, with all it knew."""
        await self._kill("ippeveprinter")
        for path in (self.folder / "eve").iterdir():
            path.unlink()

    @asynccontextmanager
    async def announced(self, name: str, port: int) -> AsyncIterator[None]:
        """Another printer is on this network, at /ipp/print of a port of this machine."""
        await self._run("avahi-publish", "-s", name, "_ipp._tcp", str(port), "rp=ipp/print")
        try:
            yield
        finally:
            await self._kill("avahi-publish")

    async def found(self, name: str) -> str:
        """What ippfind says of the printer of that name: state, whether it takes jobs, reasons; empty if not found."""
        process = await asyncio.create_subprocess_exec(
            "ippfind", "-T", f"{FIND_S}", "_ipp._tcp", "-N", name, "--ls", env=self._environment,
            stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE,
        )  # fmt: skip
        told, _ = await process.communicate()
        return told.decode().strip().partition(" ")[2]

    async def close(self) -> None:
        for name in reversed(tuple(self._processes)):
            await self._kill(name)

    @property
    def _bus(self) -> str:
        return f"unix:path={self.folder / 'bus.sock'}"

    def _bus_is_there(self) -> bool:
        return (self.folder / "bus.sock").exists()

    @property
    def _environment(self) -> dict[str, str]:
        path = os.environ.get("PATH", "") + ":/usr/sbin:/sbin"
        server = f"localhost:{self.queue_port}"
        return {**os.environ, "PATH": path, "DBUS_SYSTEM_BUS_ADDRESS": self._bus, "CUPS_SERVER": server}

    def _write_files(self) -> None:
        here = self.folder
        for name in ("eve", "spool/tmp", "cache", "state"):
            (here / name).mkdir(parents=True)
        for name in ("spool", "spool/tmp", "cache", "state"):
            shutil.chown(here / name, "lp", "lp")
        (here / "avahi.conf").write_text(AVAHI)
        (here / "cupsd.conf").write_text(CUPSD.format(port=self.queue_port))
        (here / "cups-files.conf").write_text(CUPS_FILES.format(here=here))
        (here / "fault").write_text("")
        (here / "print.sh").write_text(PRINT)
        (here / "print.sh").chmod(0o755)

    async def _run(self, name: str, *arguments: str) -> None:
        log = (self.folder / f"{name}.log").open("ab")
        self._processes[name] = await asyncio.create_subprocess_exec(
            name, *arguments, env=self._environment, stdin=asyncio.subprocess.DEVNULL, stdout=log, stderr=log
        )
        log.close()

    async def _finished(self, name: str, *arguments: str) -> None:
        await self._run(name, *arguments)
        code = await self._processes.pop(name).wait()
        if code:
            raise RuntimeError(f"{name} ended with {code}: {(self.folder / f'{name}.log').read_text()}")

    async def _kill(self, name: str) -> None:
        process = self._processes.pop(name)
        if process.returncode is None:
            process.kill()
        await process.wait()


async def _until_open(port: int) -> None:
    async with asyncio.timeout(READY_S):
        while not await _connects(port):  # noqa: ASYNC110 - another process opens it
            await asyncio.sleep(0.02)


async def _is_open(port: int, process: asyncio.subprocess.Process) -> bool:
    """Wait until the process listens or has given up."""
    while process.returncode is None:
        if await _connects(port):
            return True
        await asyncio.sleep(0.05)
    return False


async def _connects(port: int) -> bool:
    try:
        _, writer = await asyncio.open_connection("localhost", port)
    except OSError:
        return False
    writer.close()
    return True


@asynccontextmanager
async def cups_bench(folder: Path) -> AsyncIterator[CupsBench]:
    bench = CupsBench(folder)
    try:
        await bench.start()
        yield bench
    finally:
        await bench.close()
