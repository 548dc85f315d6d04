"""What another process costs, as the kernel counts it."""

import os
import re
from collections.abc import Collection
from pathlib import Path

_MAPPING = re.compile(r"[0-9a-f]+-[0-9a-f]+ ")
_TICKS_PER_S = os.sysconf("SC_CLK_TCK")


def pss_mb(pid: int) -> float:
    """Proportional set size in 10^6 bytes."""
    rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    return int(rollup.partition("\nPss:")[2].split()[0]) * 1024 / 1e6


def pss_without_mb(pid: int, names: Collection[str]) -> float:
    """The same without the files mapped that have one of these in their name: what a measuring agent brought along."""
    kib, counts = 0, True
    for line in Path(f"/proc/{pid}/smaps").read_text(errors="replace").splitlines():
        if _MAPPING.match(line):
            counts = not any(name in line for name in names)
        elif counts and line.startswith("Pss:"):
            kib += int(line.split()[1])
    return kib * 1024 / 1e6


def cpu_s(pid: int) -> float:
    """Seconds of processor time that it took so far, all its threads together (proc(5), fields 14 and 15 of stat)."""
    stat = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(stat[11]) + int(stat[12])) / _TICKS_PER_S
