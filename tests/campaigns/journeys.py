"""Campaign `journeys`: every journey in both sizes and both modes, held against its promise.

The judge is `tests/helpers/played.py`, which reads the pictures and the paper from outside. It is shown three broken
folders first: a journey played offline but judged as delivered, a slip whose code is another case's, and a summary
without its schema's keys.
"""

import json
import shutil
from pathlib import Path

from tests.campaigns.runner import Campaign, Context, FellShort, Held, Outcome
from tests.helpers.played import Take, broken_promises, play, summary_of

SIZES = ("1080x1920", "1920x1080")
MODES = ("standard", "elder")
WAYS = (("old-age-allowance", False), ("old-age-allowance", True), ("progress", False))


def run(context: Context) -> Outcome:
    """Play, judge, count."""
    takes = [Take(j, offline, size, mode) for j, offline in WAYS for size in SIZES for mode in MODES]
    if context.is_short:
        takes = [takes[0], Take("old-age-allowance", True, SIZES[1], "elder")]
    broken: list[str] = []
    for take in takes:
        out = _fresh(context.folder / take.name)
        code, said = play(take, out, pacing=not context.is_short)
        found = broken_promises(take, out) + ([] if code == 0 else [f"exit code {code}: {said[-300:]}"])
        broken += [f"{take.name}: {one}" for one in found]
        context.progress(f"{take.name}: {'as promised' if not found else '; '.join(found)}")
    context.figure("journeys_played_count", len(takes))
    context.figure("promises_broken_count", len(broken))
    _plant(context, takes[0], context.folder / takes[0].name)
    return FellShort(broken[0]) if broken else Held(f"{len(takes)} journeys as promised")


def _plant(context: Context, take: Take, good: Path) -> None:
    """Show the judge what it must not let pass."""
    undelivered = context.plant("an undelivered case judged as delivered")
    out = _fresh(context.folder / "planted-undelivered")
    play(Take(take.journey, offline=True), out, pacing=False)
    if any("outcome" in one for one in broken_promises(take, out)):
        undelivered.caught()
    another = context.plant("a slip with another case's code")
    out = _copy(good, context.folder / "planted-number")
    summary = summary_of(out)
    summary["receipt_number"] = "HSL3-000000-99999"
    (out / "summary.json").write_text(json.dumps(summary))
    if any("codes" in one for one in broken_promises(take, out)):
        another.caught()
    keyless = context.plant("a summary without its keys")
    out = _copy(good, context.folder / "planted-summary")
    summary = summary_of(out)
    del summary["outcome"]
    (out / "summary.json").write_text(json.dumps(summary))
    if any("summary" in one for one in broken_promises(take, out)):
        keyless.caught()


def _fresh(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def _copy(good: Path, folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(good, folder)
    return folder


SHORT_NOTE = "plays the program three times over real wires: about 90 s on two cores"
CAMPAIGN = Campaign("journeys", "all journeys in both sizes and modes, held against their promise", SHORT_NOTE, run)
