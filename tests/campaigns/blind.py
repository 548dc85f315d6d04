"""Campaign `blind`: everything in the catalogue, done alone by a resident who sees nothing.

`kiosk demo --journey ITEM --blind` for every item: headphones, the keypad, and what is said. What is filed here is
filed to its slip and its platform, with all that was typed heard before a key stands for a signature; what is done
elsewhere is heard to its end (what to know, what to bring, where, and which number to call). Then somebody comes back
to a case, hears what is wanted, lays the page under the camera, and hears the answer; and somebody without headphones
chooses that others hear them (旁边有人能听到).

Planted: a button that does not say its name, one that the keys pass over, an answer left out of what is read out, a
choice that changes nothing.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from kiosk.catalogue import Kind
from tests.campaigns.runner import Campaign, Context, FellShort, Held, Outcome
from tests.helpers.blind_play import LEFT_OUT, NAMELESS, NONE, PASSED_OVER, UNHEEDED
from tests.helpers.view_context import ROOT, real_catalogue

SHORT = ("hotline-12345",)
ALOUD = "pension-claim"
"""Where much is typed: once more, without headphones."""
RETURN = "progress"
"""Coming back: what is missing is handed in, and the answer heard."""
LIMIT_S = 600.0
FAULTS = {
    "a button without a name": (NAMELESS, "pension-claim", "nothing on this screen says"),
    "a button that the keys pass over": (PASSED_OVER, "pension-claim", "nothing on this screen says"),
    "a choice that changes nothing": (UNHEEDED, ALOUD, "nothing on this screen says"),
    "an answer that is not read out": (LEFT_OUT, "pension-claim", "was not among what was read out"),
}
"""Name: the fault, where it is met, and what the resident then says."""


def run(context: Context) -> Outcome:
    """Every item, and the coming back; then some of them with the faults."""
    statuses = {item.id: "received" if item.kind is Kind.APPLY else None for item in real_catalogue().items.values()}
    statuses[f"{ALOUD} --aloud"] = statuses[ALOUD]
    names = SHORT if context.is_short else (*sorted(statuses), RETURN)
    complaints: dict[str, list[str]] = {}
    keys_count, filed_count = 0, 0
    for name in names:
        told = _played(context.folder / name.replace(" --", "-"), name, NONE)
        broken = [*told["problems"], *_lacking(told, statuses.get(name, "closed"))]
        complaints |= {name: broken} if broken else {}
        keys_count += int(told["figures"].get("keys_pressed_count", 0))
        filed_count += told["platform_status"] is not None
        context.progress(f"{name}: {told['outcome']} in {told['seconds']:.0f} s {' '.join(broken)[:300]}")
    context.figure("journeys_done_count", len(names) - len(complaints))
    context.figure("cases_filed_count", filed_count)
    context.figure("keys_pressed_count", keys_count)
    for fault_name, (fault, item_id, said) in list(FAULTS.items())[: 1 if context.is_short else None]:
        planted = context.plant(fault_name)
        told = _played(context.folder / fault, item_id, fault)
        if any(said in problem for problem in told["problems"]):
            planted.caught()
    told_short = [f"{name}: {one}" for name, broken in complaints.items() for one in broken]
    return FellShort("; ".join(told_short)) if told_short else Held("all was done by keypad and ear")


def _lacking(told: dict[str, Any], status: str | None) -> list[str]:
    """`status` is the case's at its end, nothing where none is filed."""
    wanted = {"outcome": "completed", "touches": 0}
    wanted |= {"platform_status": status, "printed": "printed"} if status else {}
    return [f"{key} is {told[key]!r}" for key, value in wanted.items() if told[key] != value]


def _played(out: Path, item_id: str, fault: str) -> dict[str, Any]:
    """The summary of one journey in a process of its own."""
    shutil.rmtree(out, ignore_errors=True)
    command = [sys.executable, "-m", "tests.helpers.blind_play", fault, "demo", "--blind", "--no-pacing"]
    command += ["--out", str(out), "--journey", *item_id.split()]
    command += ["--aloud"] if fault == UNHEEDED else []
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    with (out.parent / f"{out.name}.log").open("wb") as log:
        subprocess.run(
            command, cwd=ROOT, env=environment, stdout=log, stderr=log, stdin=subprocess.DEVNULL, timeout=LIMIT_S,
            check=False,
        )  # fmt: skip
    told: dict[str, Any] = json.loads((out / "summary.json").read_bytes())
    return told


SHORT_NOTE = "two starts of the whole demo: about a minute"
CAMPAIGN = Campaign("blind", "every item of the catalogue by keypad and ear alone", SHORT_NOTE, run)
