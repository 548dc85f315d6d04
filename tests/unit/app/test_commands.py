"""What a command does at the machine: it disturbs nobody, and says truly what came of it."""

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from devices.contracts.printer import NotStarted, PrintDocument, Printed, PrintResult, PrintTrouble, TextLine
from kiosk.app.commands import Acts, trial_slip
from kiosk.sync.commands import CommandDesk
from kiosk.wire import DeviceBeat
from tests.helpers.in_process_platform import TEXTS

pytestmark = pytest.mark.anyio
WELL = DeviceBeat(role="receipt_printer", state="ok", lasts_s=None)
GONE = DeviceBeat(role="id_card", state="not_found", lasts_s=60.0)


@dataclass
class Machine:
    """One, with a printer that says what the test wants."""

    desk: CommandDesk
    came: PrintResult = field(default_factory=lambda: Printed("gs_r_behind_cut"))
    devices: tuple[DeviceBeat, ...] = (WELL,)
    is_served: bool = False
    printed: list[PrintDocument] = field(default_factory=list)
    told: list[str] = field(default_factory=list)

    async def print(self, document: PrintDocument, on_progress: object) -> PrintResult:
        self.printed.append(document)
        return self.came

    async def do(self, act: str, has_printer: bool = True) -> tuple[str, str] | None:
        acts = Acts(
            self.desk,
            lambda: self.is_served,
            self if has_printer else None,  # type: ignore[arg-type]  # a printer that only prints
            lambda: self.devices,
            lambda: trial_slip(TEXTS, "槐树里社区 3号机", "2026-04-21 09:41"),
            lambda: self.told.append("leave"),
            lambda: self.told.append("locked"),
        )
        done = await acts.carry_out(act)
        return None if done is None else (done.outcome, done.detail)


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(CommandDesk(tmp_path / "commands.json", "hsl-3", lambda: bytes(32)))


async def test_a_restart_is_left_to_whoever_runs_the_process(machine: Machine) -> None:
    assert await machine.do("restart") is None
    assert machine.told == ["leave"]


async def test_a_self_test_names_what_lacks_something(machine: Machine) -> None:
    assert await machine.do("self_test") == ("well", "")
    machine.devices = (WELL, GONE)
    assert await machine.do("self_test") == ("lacking", "id_card:not_found")


async def test_a_trial_slip_says_what_it_is(machine: Machine) -> None:
    assert await machine.do("print_test") == ("done", "gs_r_behind_cut")
    (document,) = machine.printed
    lines = [block.text for block in document.blocks if isinstance(block, TextLine)]
    assert lines[0] == "测试页"
    assert "槐树里社区 3号机" in lines


async def test_nothing_is_printed_before_somebody_s_eyes(machine: Machine) -> None:
    machine.is_served = True
    assert await machine.do("print_test") == ("busy", "")
    assert await machine.do("print_test", has_printer=False) == ("no_printer", "")
    assert machine.printed == []


async def test_what_was_not_printed_is_not_called_done(machine: Machine) -> None:
    machine.came = NotStarted(PrintTrouble.PAPER_OUT)
    assert await machine.do("print_test") == ("not_printed", "paper_out")


async def test_a_lock_is_kept_and_told_to_whoever_looks_whether_cases_are_taken(machine: Machine) -> None:
    assert await machine.do("lock") == ("done", "")
    assert (machine.desk.is_locked, machine.told) == (True, ["locked"])
    assert await machine.do("unlock") == ("done", "")
    assert not machine.desk.is_locked


async def test_a_word_of_a_later_platform_is_answered_and_not_guessed(machine: Machine) -> None:
    assert await machine.do("dance") == ("unknown", "")
