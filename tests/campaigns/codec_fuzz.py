"""Campaign `codec-fuzz`: whatever a device sends, its codec comes back, in time, and keeps no more than it may.

Every codec is fuzzed for ten minutes, guided by the lines that an input reaches (atheris). The planted faults are a
codec that raises behind two right bytes, one that hangs there, and one that keeps everything.
"""

import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.campaigns.runner import Campaign, CannotRun, Context, FellShort, Held, Outcome
from tests.helpers.view_context import ROOT

FUZZ_S = 600
SHORT_FUZZ_S = 3
MOST_INPUT_BYTES = 8192
"""Twice what a scanner's codec may keep, so that too long a code is among them."""
MOST_INPUT_S = 10
"""By the wall's clock: on a machine that others use as well, a process may stand still for seconds (seen: 2 s over an
input that takes 0.2 ms)."""
MOST_MEMORY_MIB = 512
PLANTED = {
    "planted-error": "a codec that raises",
    "planted-hang": "a codec that hangs",
    "planted-leak": "a codec that keeps everything",
}
_RUNS = re.compile(r"stat::number_of_executed_units:\s*(\d+)")


@dataclass(frozen=True, slots=True)
class Fuzzed:
    """What one process of the fuzzer came to."""

    input_count: int
    complaint: str


def run(context: Context) -> Outcome:
    """Fuzz each codec, then the faults."""
    try:
        import atheris  # noqa: F401 # is it there?

        from tests.helpers.fuzz_targets import fuzz_targets
    except ImportError as error:
        return CannotRun(f"{error}: ./packaging/campaign codec-fuzz installs it (not on every processor)")
    seconds, complaints, total_count = SHORT_FUZZ_S if context.is_short else FUZZ_S, [], 0
    for name in fuzz_targets():
        found = fuzzed(name, _fresh(context.folder / name), seconds)
        total_count += found.input_count
        context.figure(f"{name.replace('-', '_')}_inputs_count", found.input_count)
        if found.complaint:
            complaints.append(f"{name}: {found.complaint}")
    for name, what in PLANTED.items():
        fault = context.plant(what)
        if fuzzed(name, _fresh(context.folder / name), 20).complaint:
            fault.caught()
    if complaints:
        return FellShort("; ".join(complaints))
    return Held(f"{total_count:,} inputs for {len(fuzz_targets())} codecs, and none that one could not take")


def fuzzed(name: str, folder: Path, seconds: int) -> Fuzzed:
    """Fuzz one target for so long; inputs it fell over stay in the folder."""
    ended = subprocess.run(
        [sys.executable, "-m", "tests.helpers.fuzz", name, str(_seeds(folder)), f"-max_total_time={seconds}",
         f"-max_len={MOST_INPUT_BYTES}", f"-timeout={MOST_INPUT_S}", f"-rss_limit_mb={MOST_MEMORY_MIB}",
         f"-artifact_prefix={folder}/", "-print_final_stats=1", "-seed=1"],
        cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, errors="replace", check=False,
    )  # fmt: skip
    counted = _RUNS.search(ended.stderr)
    complaint = "" if ended.returncode == 0 else _complaint(ended.stderr)
    return Fuzzed(int(counted[1]) if counted else 0, complaint)


def _complaint(told: str) -> str:
    lines = [line for line in told.splitlines() if "Error" in line or "ERROR" in line or "Exception" in line]
    return lines[0].strip() if lines else told.strip().splitlines()[-1]


def _seeds(folder: Path) -> Path:
    """A corpus to begin with: a frame, a card's answer, a status, a line, so that the first minutes are not lost."""
    corpus = folder / "corpus"
    corpus.mkdir()
    seeds = (
        bytes.fromhex("AAAAAA96690003200122"), bytes.fromhex("AAAAAA9669000800009F0000000097"),
        b"\x01\x00\x04\x00" + "张桂兰".ljust(128).encode("utf-16-le") + bytes(1024),
        bytes.fromhex("0110330300D15600000599110145FFFFFFFF9000"),
        b"130104|130104194103120025|A12345678|130104D1|\xd5\xc5|0081|1.00|20190612|20290612|",
        bytes.fromhex("16121212"), bytes.fromhex("10000000"), b'VAR kiosk ups.status "OB LB"\n', b"ERR DATA-STALE\n",
        "ZW20251123000017\r\n槐树里\r\n".encode(), "槐树里\r".encode("gbk"),
        b"HTTP/1.1 200 OK\r\nContent-Type: image/jpeg\r\nContent-Length: 9\r\n\r\n", b"\xff\xd8\xff\xe0",
        b"R\0\0\0\0\0\0\0\4\0\0\x3e\x80P\0\0\0\7\0\0\0\2\1\0", b'V\0\0\0\x15[640, 480, "good", true]',
        b"R\0\0\0\0\0\0\0\0B\0\0\0\7\0\0\0\0D\0\0\0\7\0\0\0\0", b"R\0\0\0\0\0\0\0\7\0\0\x56\x22e\0kA\0\0\0\7\0\0\0\0",
        b"uvcvideo".ljust(16, b"\0") + bytes(64) + bytes.fromhex("000106000100a08401002004"),
        bytes(16) + bytes.fromhex("01001e0001000000"),
    )  # fmt: skip
    for number, seed in enumerate(seeds):
        (corpus / str(number)).write_bytes(seed)
    return corpus


def _fresh(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


SHORT_NOTE = ""
CAMPAIGN = Campaign("codec-fuzz", "every device's codec under bytes that nobody sends", SHORT_NOTE, run)
