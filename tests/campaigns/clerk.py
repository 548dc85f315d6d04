"""Campaign `clerk`: from 没纸 on the resident's screen to printing again, led by the menu's pictures alone.

The real program over real wires: a resident files at a machine without paper and goes; an automatic hand signs in as a
clerk and follows the pictures, which tell it what to do to the emulated printer (`tests.helpers.clerk_terminal`). It is
counted how often it touches and how long it takes. Held against the outside: the printer's own word, and every slip
that came out since: a test page, and never the slip of the resident who went.

Two runs more put no paper in. In one the program must not say that it prints; in the other, the planted fault, a step
claims success all the same, and the printer's own word must give it away.
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.campaigns.runner import Campaign, Context, FellShort, Held, Outcome
from tests.helpers.view_context import ROOT

MOST_TOUCH_COUNT = 30
"""Of the clerk, the PIN's digits included: four steps, three looks at the page, and the ways between."""
MOST_S = 120.0
"""A clerk's patience, and half of it goes by while the hand lifts between two touches."""
RUN_S = 900.0
"""A run starts a platform, machines and a terminal, and a neighbour may have the processors."""
THE_WAY = ["printer-closed", "printer-core", "printer-roll", "printer-closing"]


def run(context: Context) -> Outcome:
    """Play three times, and hold each against what can be seen from outside."""
    led = _played(context, "led")
    context.figure("touches_count", led["touch_count"])
    context.figure("touches_without_pin_count", led["touch_count"] - led["pin_touch_count"])
    context.figure("no_paper_to_printing_again_s", led["seconds"])
    context.figure("screenshots_count", len(led["screens"]))
    broken = broken_promises(led)
    unfed = _played(context, "no-paper", "--no-paper")
    if unfed["claims_success"]:
        broken.append("it was said to print again without paper")
    fault = context.plant("a step claims success while the printer still says that it is out")
    if broken_promises(_played(context, "planted", "--no-paper", "--plant")):
        fault.caught()
    if broken:
        return FellShort("; ".join(broken))
    return Held(f"printing again after {led['touch_count']} touches and {led['seconds']} s, by pictures alone")


def broken_promises(told: dict[str, Any]) -> list[str]:
    """What the screen claims and the machine does not bear out."""
    broken = []
    if told["pictures"] != THE_WAY:
        broken.append(f"the pictures led {told['pictures']}")
    if not told["claims_success"]:
        broken.append("it was not said to print again")
    if told["is_out"]:
        broken.append("the printer itself is still out of paper")
    if not told["slips_after"]:
        broken.append("no test page came out")
    if any(told["case_number"] in codes for codes in told["slips_after"]):
        broken.append("the slip of the resident who went came out")
    if told["touch_count"] > MOST_TOUCH_COUNT:
        broken.append(f"it took {told['touch_count']} touches")
    if told["seconds"] > MOST_S:
        broken.append(f"it took {told['seconds']} s")
    return broken


def _played(context: Context, name: str, *how: str) -> dict[str, Any]:
    """One run in a process of its own, which says at its end what came of it."""
    folder: Path = context.folder / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    ended = subprocess.run(
        [sys.executable, "-m", "tests.helpers.clerk_terminal", str(folder), *how],
        cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True, timeout=RUN_S,
    )  # fmt: skip
    told: dict[str, Any] = json.loads(ended.stdout.splitlines()[-1])
    context.progress(f"{name}: {told}")
    return told


SHORT_NOTE = "plays the program three times over real wires: about two minutes on two cores"
CAMPAIGN = Campaign("clerk", "from no paper to printing again, by the pictures only", SHORT_NOTE, run)
