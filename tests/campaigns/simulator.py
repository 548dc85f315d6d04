"""Campaign `simulator`: whole worlds from seeds (tests/simulator), and no promise broken in any of them.

A failing seed is named; `python -m tests.simulator SEED` prints that world, event by event. `KIOSK_SIMULATOR_SEED`
plays that one alone, `KIOSK_SIMULATOR_SEEDS` so many instead of the usual number. The planted faults are each looked
for until found, in the same worlds. The model of the platform is held against the real one with sequences of requests.
"""

import asyncio
import gc
import os
import random
import shutil
import time
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict

from tests.campaigns.runner import Campaign, Context, FellShort, Held, Outcome
from tests.simulator.differential import STEP_COUNT, differences
from tests.simulator.disk import file_layer
from tests.simulator.ledger import BrokenPromiseError
from tests.simulator.planted import PLANTED
from tests.simulator.world import Plan, Run

SEED_COUNT = 100_000
SHORT_SEED_COUNT = 150
CHUNK_COUNT = 250
"""Seeds a process plays in one go."""
SEQUENCE_COUNT = 300
SHORT_SEQUENCE_COUNT = 15
MOST_PLANTED_SEEDS = 400
"""A fault that does not show in so many worlds is missed."""


def run(context: Context) -> Outcome:
    """Play the seeds side by side, then the planted faults, then the two platforms."""
    seeds = _seeds(context.is_short)
    started_s = time.monotonic()
    made_of: Counter[str] = Counter()
    broken: dict[int, str] = {}
    workers = os.cpu_count() or 2
    with ProcessPoolExecutor(workers) as pool:
        chunks = (seeds[start : start + CHUNK_COUNT] for start in range(0, len(seeds), CHUNK_COUNT))
        for done, (tally, found) in enumerate(pool.map(play_all, chunks), start=1):
            made_of.update(tally)
            broken.update(found)
            for seed, error in found.items():
                context.progress(f"python -m tests.simulator {seed}: {error}")
            if done % 20 == 0:
                context.progress(f"{done * CHUNK_COUNT} seeds, {len(broken)} broken")
        seconds = time.monotonic() - started_s
        for name, count in pool.map(_first_seed_that_breaks, PLANTED):
            fault = context.plant(name)
            context.figure(f"seeds_until_{_word(name)}_shows_count", count)
            if count is not None:
                fault.caught()
    context.figure("seeds_count", len(seeds))
    context.figure("seeds_broken_count", len(broken))
    context.figure("seeds_per_s", round(len(seeds) / seconds, 1))
    context.figure("processes_count", workers)
    for name, count in sorted(made_of.items()):
        context.figure(name, count)
    different = _hold_the_model_against_the_platform(context)
    for seed, error in sorted(broken.items())[:5]:
        context.note(f"python -m tests.simulator {seed}: {error}")
    if broken:
        return FellShort(f"{len(broken)} of {len(seeds)} seeds broke a promise, the first is {min(broken)}")
    if different:
        return FellShort(f"the model of the platform is not the platform: {different[0]}")
    return Held(f"{len(seeds)} worlds, {made_of['message_count']} messages, none lost, none doubled")


def play_all(seeds: Iterable[int]) -> tuple[dict[str, int], dict[int, str]]:
    """Play seeds in this process: what they were made of, and what broke, by seed."""
    made_of: Counter[str] = Counter()
    broken: dict[int, str] = {}
    gc.disable()  # a world's circles are few and small; between worlds there is time
    with file_layer() as layer:
        for number, seed in enumerate(seeds):
            world = Run(seed, layer, Plan())
            try:
                world.play()
            except Exception as error:  # noqa: BLE001 - whatever breaks a world is what this looks for
                broken[seed] = f"{type(error).__name__}: {error}"
            made_of.update(asdict(world.tally))
            if number % 50 == 0:
                gc.collect()
    return dict(made_of), broken


def _first_seed_that_breaks(name: str) -> tuple[str, int | None]:
    """How many worlds it takes until a planted fault shows; None if it does not."""
    with file_layer() as layer:
        for seed in range(MOST_PLANTED_SEEDS):
            try:
                Run(seed, layer, PLANTED[name]).play()
            except BrokenPromiseError:
                return name, seed + 1
    return name, None


def _hold_the_model_against_the_platform(context: Context) -> list[str]:
    folder = context.folder / "platform"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    count = SHORT_SEQUENCE_COUNT if context.is_short else SEQUENCE_COUNT
    found = asyncio.run(differences(folder, random.Random(1), count))
    context.figure("requests_to_both_platforms_count", count * STEP_COUNT)
    context.figure("answers_that_differ_count", len(found))
    return found


def _seeds(is_short: bool) -> range:
    only = os.environ.get("KIOSK_SIMULATOR_SEED")
    if only is not None:
        return range(int(only), int(only) + 1)
    return range(int(os.environ.get("KIOSK_SIMULATOR_SEEDS", SHORT_SEED_COUNT if is_short else SEED_COUNT)))


def _word(name: str) -> str:
    return "".join(letter if letter.isalnum() else "_" for letter in name)


CAMPAIGN = Campaign("simulator", "100,000 worlds of terminal, network, platform, disk and clocks", "", run)
