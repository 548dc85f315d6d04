"""Two network namespaces with a cable between them, and what the kernel can do to it.

Each namespace lives as long as a process of ours that holds it, and that ends with us: nothing is left behind.
"""

import asyncio
import os
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from enum import StrEnum


class Bad(StrEnum):
    """What can be wrong with the cable, seen from the platform's end."""

    LOSS = "20 % of the packets lost"
    RESET = "half of the connections reset"
    ONE_WAY = "answers dropped"
    THIN = "256 kbit/s"


_HOOKS = {
    Bad.LOSS: ("numgen random mod 100 < 20 drop", "numgen random mod 100 < 20 drop"),
    Bad.RESET: ("tcp dport 8400 numgen random mod 100 < 50 reject with tcp reset", ""),
    Bad.ONE_WAY: ("", "tcp sport 8400 @th,96,16 & 0x2 == 0 drop"),
}
"""nft rules for what comes in and what goes out. Of the answers only those of a connection being made may pass, so
that a request arrives and takes effect."""


@dataclass(frozen=True, slots=True)
class Namespace:
    """One end of the cable."""

    holder_pid: int
    address: str
    device: str

    @property
    def prefix(self) -> tuple[str, ...]:
        """The command to start something in it."""
        return ("nsenter", f"--net=/proc/{self.holder_pid}/ns/net", "--")

    def run(self, *command: str) -> None:
        """Run a command in it; raises RuntimeError with what it said."""
        done = subprocess.run([*self.prefix, *command], check=False, capture_output=True, text=True)
        if done.returncode != 0:
            raise RuntimeError(f"{' '.join(command)}: {done.stderr.strip()}")

    def worsen(self, kind: Bad) -> None:
        """From now on."""
        self.heal()
        if kind is Bad.THIN:
            shape = ("rate", "256kbit", "burst", "4kb", "latency", "400ms")
            self.run("tc", "qdisc", "add", "dev", self.device, "root", "tbf", *shape)
            return
        self.run("nft", "add", "table", "inet", "bad")
        for hook, rule in zip(("input", "output"), _HOOKS[kind], strict=True):
            if rule:
                self.run("nft", f"add chain inet bad {hook} {{ type filter hook {hook} priority 0; }}")
                self.run("nft", f"add rule inet bad {hook} {rule}")

    def heal(self) -> None:
        """A good cable again."""
        self.run("nft", "flush", "ruleset")
        self.run("tc", "qdisc", "replace", "dev", self.device, "root", "pfifo")


def cause_without_namespaces() -> str:
    """Why this machine cannot do it, or nothing."""
    if os.geteuid() != 0:
        return "network namespaces need root"
    missing = [name for name in ("ip", "nft", "tc", "unshare", "nsenter") if shutil.which(name) is None]
    if missing:
        return f"there is no {', '.join(missing)} here"
    tried = subprocess.run(["unshare", "--net", "true"], check=False, capture_output=True, text=True)
    return tried.stderr.strip()


@asynccontextmanager
async def two_namespaces() -> AsyncIterator[tuple[Namespace, Namespace]]:
    """A terminal's end and a platform's end, with addresses that exist nowhere else."""
    async with _held() as here_pid, _held() as there_pid:
        here = Namespace(here_pid, "10.77.0.1", "kiosk0")
        there = Namespace(there_pid, "10.77.0.2", "desk0")
        here.run(
            "ip", "link", "add", here.device, "type", "veth", "peer", "name", there.device, "netns", str(there_pid)
        )
        for end in (here, there):
            end.run("ip", "address", "add", f"{end.address}/24", "dev", end.device)
            end.run("ip", "link", "set", end.device, "up")
            end.run("ip", "link", "set", "lo", "up")
        yield here, there


@asynccontextmanager
async def _held() -> AsyncIterator[int]:
    """A new namespace, held by a process that waits for the end of its stdin."""
    wait = "import sys; print(flush=True); sys.stdin.read()"
    process = await asyncio.create_subprocess_exec(
        "unshare", "--net", sys.executable, "-S", "-c", wait,
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        if not await process.stdout.readline():
            raise RuntimeError("a network namespace could not be made")
        yield process.pid
    finally:
        process.stdin.close()
        await process.wait()
