"""The simulation: a seed is a world for ever, a sound system keeps its promises, each planted fault breaks one."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.simulator.disk import FileLayer, file_layer
from tests.simulator.ledger import BrokenPromiseError
from tests.simulator.planted import PLANTED
from tests.simulator.world import Plan, Run

ROOT = Path(__file__).resolve().parents[2]
CAUGHT_BY = {
    "no dedupe at the platform": 1,
    "acknowledged before the commit": 0,
    "ordered by the wall clock": 101,
    "scheduled by the wall clock": 20,
    "dropped on a refusal": 1,
    "synchronous=normal": 1,
}
"""A seed in which each fault shows; the campaign finds them by itself."""


@pytest.fixture(scope="module")
def layer() -> Iterator[FileLayer]:
    with file_layer() as registered:
        yield registered


def played(seed: int, layer: FileLayer, plan: Plan | None = None) -> tuple[str, list[str]]:
    trace: list[str] = []
    return Run(seed, layer, plan or Plan(), trace.append).play(), trace


@pytest.mark.parametrize("seed", [1, 11])
def test_a_seed_played_twice_is_the_same_to_the_byte(seed: int, layer: FileLayer) -> None:
    assert played(seed, layer) == played(seed, layer)


def test_a_seed_is_the_same_in_another_process_with_other_hashes(layer: FileLayer) -> None:
    digest, trace = played(3, layer)
    environment = {**os.environ, "PYTHONHASHSEED": "12345"}
    told = subprocess.run(
        [sys.executable, "-m", "tests.simulator", "3"], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    assert (told.returncode, told.stdout) == (0, "".join(trace) + digest + "\n")


def test_different_seeds_are_different_worlds(layer: FileLayer) -> None:
    assert len({played(seed, layer)[0] for seed in range(5)}) == 5


def test_a_sound_system_keeps_its_promises(layer: FileLayer) -> None:
    for seed in range(30):
        played(seed, layer)


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_fault_breaks_a_promise(name: str, layer: FileLayer) -> None:
    with pytest.raises(BrokenPromiseError):
        played(CAUGHT_BY[name], layer, PLANTED[name])
