"""What the platform told this machine to do: each command once, on the disk before it is begun.

    answer ─► the platform's own signature? ─► new? ─► "begun" on disk ─► carried out ─► outcome on disk ─► next beat

What was begun when a process ended: a restart is done, since here is another process; of anything else nobody knows.
"""

from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

import msgspec

from kiosk.core.durable import write_whole
from kiosk.telemetry import emit
from kiosk.wire import MOST_COMMANDS, Command, CommandDone, CommandsBeat, Wire, decode, encode, from_text, is_signed

FILE = "commands.json"
KEPT_COUNT = 64
"""Far more than a day's: what the platform may still ask for is among them."""
BEGUN, DONE, INTERRUPTED = "begun", "done", "interrupted"
RESTART = "restart"
CarryOut = Callable[[str], Awaitable[CommandDone | None]]
"""Does one act, by its word; the outcome's id is not looked at. None: it is done with the next start."""


class _Known(Wire, frozen=True):
    """One command and how far it came."""

    act: str
    done: CommandDone


class _Kept(Wire, frozen=True):
    """What the file holds, oldest first."""

    known: list[_Known] = msgspec.field(default_factory=list)
    is_locked: bool = False


class CommandDesk:
    """One machine's commands. Belongs to the loop; what it writes is small."""

    def __init__(self, file: Path, terminal_id: str, platform_key: Callable[[], bytes]) -> None:
        self._file, self._terminal_id, self._platform_key = file, terminal_id, platform_key
        kept = _read(file)
        self._known = {each.done.command_id: _ended(each) for each in kept.known}
        self._is_locked = kept.is_locked
        self._asked: tuple[str, ...] = ()

    @property
    def is_locked(self) -> bool:
        """A command said that no new case is begun here."""
        return self._is_locked

    def report(self) -> CommandsBeat:
        """What the next beat says: what came of those that the platform last asked for."""
        found = (self._known[each].done for each in self._asked if each in self._known)
        over = [done for done in found if done.outcome != BEGUN]
        return CommandsBeat(done=over[:MOST_COMMANDS], is_locked=self._is_locked)

    async def follow(self, commands: Sequence[Command], carry_out: CarryOut) -> None:
        """Carry out what is new, one after the other. Without room on the disk nothing is begun."""
        self._asked = tuple(each.command_id for each in commands)
        for command in commands:
            if command.command_id in self._known:
                continue
            if not self._is_the_platforms(command):
                emit("foreign_command")
                return
            if not self._note(command, CommandDone(command_id=command.command_id, outcome=BEGUN)):
                return
            done = await carry_out(command.act)
            if done is not None:
                self._note(command, msgspec.structs.replace(done, command_id=command.command_id))
                emit("command_done", act=command.act, outcome=done.outcome)

    def lock(self, is_locked: bool) -> bool:
        """Begin no new case from now on, or again; False where the disk does not keep it."""
        before, self._is_locked = self._is_locked, is_locked
        if self._keep():
            return True
        self._is_locked = before
        return False

    def _is_the_platforms(self, command: Command) -> bool:
        said = command.signed_bytes(self._terminal_id)
        return is_signed(self._platform_key(), said, from_text(command.signature))

    def _note(self, command: Command, done: CommandDone) -> bool:
        self._known[command.command_id] = _Known(act=command.act, done=done)
        self._known = dict(list(self._known.items())[-KEPT_COUNT:])
        return self._keep()

    def _keep(self) -> bool:
        kept = _Kept(known=list(self._known.values()), is_locked=self._is_locked)
        try:
            write_whole(self._file, encode(kept))
        except OSError:
            emit("command_not_kept")
            return False
        return True


def _ended(known: _Known) -> _Known:
    """As another process finds it."""
    if known.done.outcome != BEGUN:
        return known
    outcome = DONE if known.act == RESTART else INTERRUPTED
    return msgspec.structs.replace(known, done=msgspec.structs.replace(known.done, outcome=outcome))


def _read(file: Path) -> _Kept:
    """What is damaged is begun anew: a command may then be done once more, and none is lost."""
    try:
        return decode(file.read_bytes(), _Kept)
    except FileNotFoundError:
        return _Kept()
    except (OSError, ValueError):
        emit("commands_unreadable")
        return _Kept()
