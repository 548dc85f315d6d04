"""Commands at the terminal: each once, on the disk before it is begun; nobody's but the platform's."""

from dataclasses import dataclass, field
from pathlib import Path

import pytest
from msgspec.structs import replace

from kiosk.sync.commands import CommandDesk
from kiosk.wire import Command, CommandDone, to_text
from tests.helpers.messages import NOW
from tests.helpers.signed_words import TERMINAL_ID, UNSIGNED, PlatformHand

pytestmark = pytest.mark.anyio
FIRST, SECOND = "1" * 32, "2" * 32


@dataclass
class Machine:
    """A terminal that does what it is told, over and over in new processes."""

    folder: Path
    hand: PlatformHand = field(default_factory=PlatformHand)
    acts: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.desk = self.begin()

    def begin(self) -> CommandDesk:
        """Another process."""
        self.desk = CommandDesk(self.folder / "commands.json", TERMINAL_ID, lambda: self.hand.signer.public_key)
        return self.desk

    def command(self, act: str, command_id: str = FIRST, terminal_id: str = TERMINAL_ID) -> Command:
        said = Command(command_id=command_id, act=act, given_at=NOW, signature=UNSIGNED)
        return replace(said, signature=to_text(self.hand.signer.sign(said.signed_bytes(terminal_id))))

    async def carry_out(self, act: str) -> CommandDone | None:
        self.acts.append(act)
        return None if act == "restart" else CommandDone(command_id="0" * 32, outcome="well", detail="fine")

    async def hear(self, *commands: Command) -> list[tuple[str, str]]:
        """What the next beat says after such an answer."""
        await self.desk.follow(commands, self.carry_out)
        return [(each.command_id, each.outcome) for each in self.desk.report().done]


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


async def test_a_command_is_done_once_however_often_it_is_told(machine: Machine) -> None:
    for _ in range(3):
        assert await machine.hear(machine.command("self_test")) == [(FIRST, "well")]
    machine.begin()
    assert await machine.hear(machine.command("self_test")) == [(FIRST, "well")]
    assert machine.acts == ["self_test"]


async def test_what_the_platform_asks_for_no_more_is_told_no_more(machine: Machine) -> None:
    await machine.hear(machine.command("self_test"))
    assert await machine.hear() == []


async def test_a_restart_is_done_once_another_process_is_here(machine: Machine) -> None:
    assert await machine.hear(machine.command("restart")) == []
    machine.begin()
    assert await machine.hear(machine.command("restart")) == [(FIRST, "done")]
    assert machine.acts == ["restart"]


async def test_of_what_was_cut_off_half_way_nobody_says_that_it_was_done(machine: Machine) -> None:
    async def cut_off(act: str) -> CommandDone | None:
        raise ConnectionError

    with pytest.raises(ConnectionError):
        await machine.desk.follow([machine.command("print_test")], cut_off)
    machine.begin()
    assert await machine.hear(machine.command("print_test")) == [(FIRST, "interrupted")]
    assert machine.acts == []


async def test_only_the_platform_s_word_to_this_very_machine_is_followed(machine: Machine) -> None:
    foreign = replace(machine.command("lock"), signature=UNSIGNED)
    for command in (
        foreign,
        machine.command("lock", terminal_id="another"),
        replace(machine.command("lock"), act="x_y"),
    ):
        assert await machine.hear(command) == []
    assert machine.acts == []


async def test_nothing_is_begun_that_the_disk_does_not_keep(machine: Machine) -> None:
    (machine.folder / "commands.json.new").mkdir()
    assert await machine.hear(machine.command("restart")) == []
    assert machine.acts == []
    assert not machine.desk.lock(True)
    assert not machine.desk.is_locked


async def test_a_lock_outlives_the_process(machine: Machine) -> None:
    assert machine.desk.lock(True)
    assert machine.begin().is_locked
    assert machine.desk.report().is_locked
    assert machine.desk.lock(False)
    assert not machine.begin().is_locked


async def test_a_damaged_file_is_begun_anew(machine: Machine) -> None:
    (machine.folder / "commands.json").write_bytes(b"\x00\xff")
    machine.begin()
    assert await machine.hear(machine.command("self_test", SECOND)) == [(SECOND, "well")]
