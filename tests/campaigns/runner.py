"""Runs one campaign and writes what it found: `python -m tests.campaigns NAME [--short] [--renew] | --list`.

Lives here: the interface of a campaign, the rule of when it held, the result file (result.schema.json). Never here:
what a campaign does. A campaign NAME is a module tests/campaigns/NAME.py (dashes become underscores) that holds

    CAMPAIGN = Campaign("clock-skew", "the queue under a clock that jumps", "", run)

    async def run(context: Context) -> Outcome:         # or a plain def
        fault = context.plant("acknowledgement dropped")   # counts as missed …
        …
        fault.caught()                                     # … until the campaign itself has noticed it
        context.figure("cases_sent_count", 40)
        return Held("40 cases, none twice")

`--list` reads name, summary and note from the source, so they are plain text or names of it; nothing that a campaign
imports has to be installed for it.

A campaign that plants no fault, or misses one, did not hold, whatever it returns: it might be unable to fall short.
"""

import argparse
import ast
import asyncio
import importlib
import inspect
import json
import os
import sys
import time
import traceback
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import assert_never

ROOT = Path(__file__).resolve().parents[2]
SCHEMA_PATH = Path(__file__).with_name("result.schema.json")
NOT_CAMPAIGNS = {"__init__", "__main__", "runner"}

Figure = int | float | str | bool | None


@dataclass(frozen=True, slots=True)
class Held:
    """Everything that was promised was seen."""

    summary: str


@dataclass(frozen=True, slots=True)
class FellShort:
    """At least one promise was seen broken; the summary names it."""

    summary: str


@dataclass(frozen=True, slots=True)
class CannotRun:
    """This machine lacks what the campaign needs; nothing was learnt."""

    cause: str


Outcome = Held | FellShort | CannotRun


@dataclass(slots=True)
class Fault:
    """A fault put in on purpose, to see that the campaign can notice one."""

    name: str
    is_caught: bool = False

    def caught(self) -> None:
        self.is_caught = True


@dataclass(slots=True)
class Context:
    """What a campaign is given: how long it may take, a folder of its own, and where it reports."""

    name: str
    is_short: bool
    folder: Path
    is_renewing: bool = False
    """What is seen now is to be what later runs are held against."""
    figures: dict[str, Figure] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    started_s: float = field(default_factory=time.monotonic)

    def progress(self, text: str) -> None:
        """Prints one line with the seconds since the start."""
        print(f"[{time.monotonic() - self.started_s:7.1f} s] {text}", flush=True)

    def figure(self, name: str, value: Figure) -> None:
        """Keeps a measurement; its name ends in its unit."""
        self.figures[name] = value
        self.progress(f"{name} = {value}")

    def note(self, text: str) -> None:
        """Keeps a sentence that a reader of the result needs."""
        self.notes.append(text)
        self.progress(text)

    def plant(self, name: str) -> Fault:
        """Registers a planted fault, missed until its `caught()` is called. A name may be planted once."""
        if any(fault.name == name for fault in self.faults):
            raise ValueError(f"the fault {name!r} is planted already")
        fault = Fault(name)
        self.faults.append(fault)
        return fault


@dataclass(frozen=True, slots=True)
class Campaign:
    """One campaign; `short_note` says in --list why --short takes more than 50 s, else it is empty."""

    name: str
    summary: str
    short_note: str
    run: Callable[[Context], Outcome | Awaitable[Outcome]]


@dataclass(frozen=True, slots=True)
class Result:
    """What is written to build/campaigns/NAME.json, and the line and exit code that say the same."""

    context: Context
    outcome: Outcome
    seconds: float

    @property
    def held(self) -> bool | None:
        match self.outcome:
            case Held():
                return bool(self.context.faults) and not self.missed
            case FellShort():
                return False
            case CannotRun():
                return None
            case _:
                assert_never(self.outcome)

    @property
    def missed(self) -> list[str]:
        return [fault.name for fault in self.context.faults if not fault.is_caught]

    @property
    def exit_code(self) -> int:
        return {True: 0, False: 1, None: 2}[self.held]

    @property
    def sentence(self) -> str:
        name = self.context.name
        match self.outcome:
            case CannotRun(cause):
                return f"{name}: cannot run here: {cause}"
            case FellShort(summary):
                return f"{name}: fell short: {summary}"
            case Held(summary) if self.missed:
                return f"{name}: fell short: planted faults were missed: {', '.join(self.missed)} ({summary})"
            case Held(summary) if not self.context.faults:
                return f"{name}: fell short: it planted no fault, so it could not have noticed one ({summary})"
            case Held(summary):
                return f"{name}: held: {summary}"
            case _:
                assert_never(self.outcome)

    def as_json(self) -> dict[str, object]:
        """The keys of result.schema.json, in its order."""
        return {
            "name": self.context.name,
            "held": self.held,
            "short": self.context.is_short,
            "seconds": round(self.seconds, 3),
            "figures": self.context.figures,
            "planted_faults": {fault.name: "caught" if fault.is_caught else "missed" for fault in self.context.faults},
            "notes": [*self.context.notes, self.sentence],
        }


def perform(campaign: Campaign, is_short: bool, results: Path, is_renewing: bool = False) -> Result:
    """Runs the campaign, prints its closing line and writes results/NAME.json. What it raises is a falling short."""
    folder = results / campaign.name
    folder.mkdir(parents=True, exist_ok=True)
    context = Context(campaign.name, is_short, folder, is_renewing)
    try:
        outcome = campaign.run(context)
        if inspect.isawaitable(outcome):
            outcome = asyncio.run(_awaited(outcome))
    except Exception as error:  # noqa: BLE001 - a campaign that breaks down has not held, and must still leave its result
        traceback.print_exc()
        outcome = FellShort(f"it broke down: {type(error).__name__}: {error}")
    result = Result(context, outcome, time.monotonic() - context.started_s)
    written = results / f"{campaign.name}.json"
    written.with_suffix(".json.new").write_text(json.dumps(result.as_json(), ensure_ascii=False, indent=2) + "\n")
    os.replace(written.with_suffix(".json.new"), written)
    print(result.sentence, flush=True)
    return result


def find(name: str, package: str = "tests.campaigns") -> Campaign | None:
    """The campaign of that name, or None when no module holds it."""
    if name not in names(package):
        return None
    campaign = importlib.import_module(f"{package}.{name.replace('-', '_')}").CAMPAIGN
    if not isinstance(campaign, Campaign) or campaign.name != name:
        raise TypeError(f"{package}.{name.replace('-', '_')}.CAMPAIGN must be the Campaign named {name!r}")
    return campaign


def names(package: str = "tests.campaigns") -> list[str]:
    """The names of all campaigns of the package, sorted."""
    return sorted(_names(package))


def main(arguments: Sequence[str], package: str = "tests.campaigns", results: Path = ROOT / "build/campaigns") -> int:
    """The command line; returns the exit code: 0 held, 1 fell short, 2 could not run or was not understood."""
    parser = argparse.ArgumentParser(prog="packaging/campaign")
    parser.add_argument("name", nargs="?")
    parser.add_argument("--short", action="store_true", help="at most 50 s where the work allows")
    parser.add_argument("--renew", action="store_true", help="approve what a campaign sees now (screens)")
    parser.add_argument("--list", action="store_true", dest="is_list")
    options = parser.parse_args(arguments)
    if options.is_list:
        _print_list(package)
        return 0
    campaign = find(options.name or "", package)
    if campaign is None:
        print(f"no campaign is named {options.name!r}; there are:", file=sys.stderr)
        _print_list(package)
        return 2
    return perform(campaign, options.short, results, options.renew).exit_code


async def _awaited(outcome: Awaitable[Outcome]) -> Outcome:
    return await outcome


def _folder(package: str) -> Path:
    location = importlib.import_module(package).__file__
    assert location is not None
    return Path(location).parent


def _names(package: str) -> Iterator[str]:
    for path in _folder(package).glob("*.py"):
        if path.stem not in NOT_CAMPAIGNS:
            yield path.stem.replace("_", "-")


def _print_list(package: str) -> None:
    for name in names(package):
        _, summary, short_note = written_words(_folder(package) / f"{name.replace('-', '_')}.py")
        note = f"  [--short: {short_note}]" if short_note else ""
        print(f"{name:<24} {summary}{note}")


def written_words(path: Path) -> tuple[str, ...]:
    """The name, summary and note of a campaign as its source writes them; imports nothing."""
    assigned = {
        target.id: statement.value
        for statement in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(statement, ast.Assign)
        for target in statement.targets
        if isinstance(target, ast.Name)
    }
    made = assigned["CAMPAIGN"]
    assert isinstance(made, ast.Call)
    words = (assigned[word.id] if isinstance(word, ast.Name) else word for word in made.args[:3])
    return tuple(str(ast.literal_eval(word)) for word in words)
