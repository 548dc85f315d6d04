"""Campaign `sync-mutants`: every small change to the sync's core must fail a unit test, or be judged.

mutmut changes one thing at a time in a copy of the tree and runs the quick unit tests of that module. What survives is
looked up in sync_mutants.toml by module, function and change: each one there was judged by a person, with the reason. A
survivor that is not there makes the campaign fall short. Planted: the same tests with one taken out.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.campaigns.runner import ROOT, Campaign, Context, FellShort, Held, Outcome

JUDGED = Path(__file__).with_suffix(".toml")
TESTS: Mapping[str, tuple[str, ...]] = {
    "kiosk/outbox/retry.py": ("tests/unit/outbox/test_retry.py",),
    "kiosk/sync/judge.py": ("tests/unit/sync/test_judge.py",),
    "kiosk/sync/engine.py": ("tests/unit/sync/test_engine.py", "tests/unit/sync/test_courier.py"),
    "kiosk/sync/courier.py": ("tests/unit/sync/test_courier.py",),
}
SHORT = "kiosk/outbox/retry.py"
REMOVED = "test_a_delay_lies_between_its_bounds"
"""The test whose absence must show."""
COPIED = (
    "kiosk",
    "tests/__init__.py",
    "tests/helpers",
    "tests/unit/__init__.py",
    "tests/unit/sync",
    "tests/unit/outbox",
)
SURVIVED, UNCHECKED = frozenset({0, 5, 33}), frozenset({None, 2})
"""mutmut's codes: no test failed, or none runs the function; never tried, or stopped."""
_DIFFS = """
import json, sys
from mutmut.mutation.diff_apply import get_diff_for_mutant
print(json.dumps({name: get_diff_for_mutant(name) for name in json.load(sys.stdin)}))
"""
_CONFIG = """
[tool.pytest.ini_options]
addopts = "-p no:cacheprovider"
filterwarnings = ["error"]

[tool.mutmut]
source_paths = ["kiosk"]
only_mutate = {modules}
pytest_add_cli_args_test_selection = {tests}
use_git_change_detection = false
use_setproctitle = false
"""


@dataclass(frozen=True, slots=True, order=True)
class Mutant:
    """One change: where, and the lines taken out and put in."""

    module: str
    function: str
    change: str


@dataclass(frozen=True, slots=True)
class Found:
    """What became of the mutants of one run."""

    killed_count: int
    survivors: frozenset[Mutant]


def run(context: Context) -> Outcome:
    """Mutate, hold the survivors against what was judged, then take a test out."""
    modules = [SHORT] if context.is_short else list(TESTS)
    found = _mutated(context.folder / "tree", modules)
    judged = {mutant for mutant in judged_survivors() if mutant.module in modules}
    new, gone = sorted(found.survivors - judged), sorted(judged - found.survivors)
    context.figure("mutants_killed_count", found.killed_count)
    context.figure("survivors_judged_count", len(found.survivors & judged))
    context.figure("survivors_new_count", len(new))
    for mutant in new:
        context.note(f"survives unjudged: {mutant.module} {mutant.function}: {mutant.change!r}")
    for mutant in gone:
        context.note(f"judged, and no longer a survivor: {mutant.module} {mutant.function}: {mutant.change!r}")
    fault = context.plant(f"{REMOVED} taken out")
    weaker = _mutated(context.folder / "weaker", [SHORT], without=REMOVED)
    unguarded = weaker.survivors - judged
    context.figure("survivors_without_a_test_count", len(unguarded))
    if len(unguarded) > len(new):
        fault.caught()
    if new:
        return FellShort(f"{len(new)} changes fail no test, the first in {new[0].module} {new[0].function}")
    return Held(f"{found.killed_count} changes fail a test, {len(found.survivors)} survivors are judged")


def judged_survivors() -> set[Mutant]:
    """What sync_mutants.toml holds."""
    entries = tomllib.loads(JUDGED.read_text(encoding="utf-8"))["survivor"]
    return {Mutant(entry["module"], entry["function"], entry["change"].strip()) for entry in entries}


def _mutated(tree: Path, modules: Iterable[str], without: str = "") -> Found:
    """Copy the tree, run mutmut in it, and read what it wrote."""
    names = list(modules)
    tests = [test for name in names for test in TESTS[name]]
    _copy(tree)
    (tree / "pyproject.toml").write_text(
        _CONFIG.format(modules=json.dumps(names), tests=json.dumps(list(dict.fromkeys(tests))))
    )
    if without:
        _take_out(tree, tests, without)
    ended = _python(tree, "-m", "mutmut", "run", "--max-children", str(os.cpu_count() or 2))
    codes = {name: json.loads((tree / "mutants" / f"{name}.meta").read_text())["exit_code_by_key"] for name in names}
    every = {mutant: code for of_module in codes.values() for mutant, code in of_module.items()}
    if not every or UNCHECKED & set(every.values()):
        raise RuntimeError(f"mutmut did not try them all: {ended.stdout[-2000:]}")
    survivors = [mutant for mutant, code in every.items() if code in SURVIVED]
    return Found(len(every) - len(survivors), frozenset(_described(tree, survivors)))


def _described(tree: Path, mutants: list[str]) -> Iterable[Mutant]:
    """From mutmut's names, which change with every edit, to what stays the same."""
    told = _python(tree, "-c", _DIFFS, given=json.dumps(mutants))
    for name, diff in json.loads(told.stdout.splitlines()[-1]).items():
        module, _, function = name.rpartition("__mutmut_")[0].rpartition(".")
        lines = (line for line in diff.splitlines() if re.match(r"[-+](?![-+]{2} )", line))
        change = "\n".join(f"{line[0]} {line[1:].strip()}" for line in lines)
        yield Mutant(module.replace(".", "/") + ".py", _plain(function), change)


def _plain(function: str) -> str:
    """`x_room` is a function, `xǁCourierǁnext` a method."""
    return function.removeprefix("x_").removeprefix("xǁ").replace("ǁ", ".")


def _copy(tree: Path) -> None:
    shutil.rmtree(tree, ignore_errors=True)
    for name in COPIED:
        source, target = ROOT / name, tree / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, target)


def _take_out(tree: Path, tests: Iterable[str], without: str) -> None:
    """Rename a test so that it is none."""
    for test in tests:
        path = tree / test
        path.write_text(path.read_text(encoding="utf-8").replace(f"def {without}", f"def no_{without}"))


def _python(tree: Path, *arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    return subprocess.run(
        [sys.executable, *arguments], cwd=tree, env=environment, input=given, capture_output=True, text=True, check=True
    )


CAMPAIGN = Campaign("sync-mutants", "every small change to the sync's core fails a test, or is judged", "", run)
