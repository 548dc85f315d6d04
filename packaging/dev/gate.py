"""Runs every static check of the project side by side and reports all findings; exit code 1 on any.

Lives here: which checks there are. Never here: what they check (pyproject.toml, house_rules.py, qmllint).
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent


@dataclass(frozen=True, slots=True)
class Check:
    """One command; its name is what the report calls it."""

    name: str
    command: Sequence[str | Path]


@dataclass(frozen=True, slots=True)
class Verdict:
    check: Check
    exit_code: int
    output: str
    seconds: float


# The longest first: two cores then finish at about the same time.
CHECKS = (
    Check("mypy", [BIN / "mypy"]),
    Check("qmllint", [ROOT / "packaging/dev/qmllint"]),
    Check("lint-imports", [BIN / "lint-imports", "--no-logo", "--no-cache"]),
    Check("house rules", [sys.executable, ROOT / "packaging/dev/house_rules.py"]),
    Check("ruff check", [BIN / "ruff", "check", "--quiet"]),
    Check("ruff format", [BIN / "ruff", "format", "--check", "--quiet"]),
)


def run(check: Check, environment: Mapping[str, str] = os.environ) -> Verdict:
    """Runs one check in the checkout's root. A command that cannot be started is a finding like any other."""
    started = time.monotonic()
    try:
        done = subprocess.run(
            [str(word) for word in check.command],
            cwd=ROOT,
            env={**environment, "COLUMNS": "200"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        exit_code, output = done.returncode, done.stdout
    except OSError as error:
        exit_code, output = 127, f"{error}\n"
    return Verdict(check, exit_code, output, time.monotonic() - started)


def report(checks: Iterable[Check]) -> int:
    """Prints one line for each check and the whole output of those that fail; 0 when all pass, else 1."""
    failed: list[str] = []
    with ThreadPoolExecutor(max_workers=os.cpu_count() or 2) as pool:
        for done in as_completed([pool.submit(run, check) for check in checks]):
            verdict = done.result()
            word = "ok" if verdict.exit_code == 0 else "FAILED"
            print(f"{word:>8}  {verdict.check.name}  ({verdict.seconds:.1f} s)", flush=True)
            if verdict.exit_code != 0:
                failed.append(verdict.check.name)
                print(verdict.output, flush=True)
    print(f"check: {'failed: ' + ', '.join(sorted(failed)) if failed else 'all passed'}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(report(CHECKS))
