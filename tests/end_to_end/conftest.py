"""Prints what became of each bad input at the end of a run, and keeps it in build/bad-input.txt."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.end_to_end.trial import Trial
from tests.helpers.terminal import Terminal, whole_terminal
from tests.helpers.view_context import ROOT

KEPT = ROOT / "build" / "bad-input.txt"
HEAD = ("fault", "told", "safe", "next journey works")
PROPERTY = "bad-input"
"""Rows travel with the test's report, since a test may run in another process than the one that prints."""
Row = tuple[str, bool, bool, bool]


@pytest.fixture
async def terminal(tmp_path: Path) -> AsyncIterator[Terminal]:
    async with whole_terminal(tmp_path) as running:
        yield running


@pytest.fixture
def trial(request: pytest.FixtureRequest, terminal: Terminal) -> Iterator[Trial]:
    """A row for this test, named by its parameter or by what its name says of the fault."""
    running = Trial(_fault_of(request.node.name), terminal)
    yield running
    request.node.user_properties.append((PROPERTY, running.row))


def _fault_of(test_name: str) -> str:
    name, _, parameter = test_name.removeprefix("test_").rstrip("]").partition("[")
    return (f"{name}: {parameter}" if parameter else name).replace("_", " ")


def table(rows: list[Row]) -> Iterator[str]:
    """One line a fault."""
    wide = max(len(row[0]) for row in rows)
    yield f"{HEAD[0]:{wide}}  {HEAD[1]:4}  {HEAD[2]:4}  {HEAD[3]}"
    for fault, *held in sorted(rows):
        told, safe, served = ("yes" if each else "NO" for each in held)
        yield f"{fault:{wide}}  {told:4}  {safe:4}  {served}"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    reports = [report for reports in terminalreporter.stats.values() for report in reports]
    teardowns = [report for report in reports if getattr(report, "when", None) == "teardown"]
    rows = [tuple(row) for report in teardowns for name, row in report.user_properties if name == PROPERTY]
    if not rows:
        return
    lines = list(table(rows))
    terminalreporter.section("bad input")
    for line in lines:
        terminalreporter.line(line)
    KEPT.parent.mkdir(exist_ok=True)
    KEPT.write_text("\n".join(lines) + "\n", encoding="utf-8")
