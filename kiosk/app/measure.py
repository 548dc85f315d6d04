"""Figures of this very process, read from the kernel."""

import os
import time
from pathlib import Path

_TICKS_PER_S = os.sysconf("SC_CLK_TCK")


def process_age_s() -> float:
    """Seconds since the kernel started this process (proc(5), field 22 of stat)."""
    stat = Path("/proc/self/stat").read_text().rpartition(")")[2].split()
    started_s = int(stat[19]) / _TICKS_PER_S
    return time.clock_gettime(time.CLOCK_BOOTTIME) - started_s


def pss_mb() -> float:
    """Proportional set size of this process in 10^6 bytes; 0 where the kernel does not tell."""
    try:
        text = Path("/proc/self/smaps_rollup").read_text()
    except OSError:
        return 0.0
    kib = next((int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:")), 0)
    return kib * 1024 / 1e6
