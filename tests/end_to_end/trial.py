"""One fault tried on the whole terminal: was the resident told, was nothing lost, could the next one go on?

A row counts a thing as held only after the assertion that shows it; `conftest` prints the rows of a run.
"""

import re
from dataclasses import dataclass
from typing import Final

from devices.contracts.card_reader import CardMedia
from kiosk.session import events as ev
from kiosk.session import screens
from tests.helpers.terminal import Terminal

NEXT_RESIDENT: Final = "tong-shu-fen"
KEY: Final = re.compile(r"[a-z_]+(\.[a-z_]+)+")


@dataclass(slots=True)
class Trial:
    """One row of the matrix."""

    fault: str
    terminal: Terminal
    told: bool = False
    safe: bool = False
    next_served: bool = False

    @property
    def row(self) -> tuple[str, bool, bool, bool]:
        """The fault, and whether it was told, safe, and the next resident served."""
        return self.fault, self.told, self.safe, self.next_served

    def reads(self, *lines: str) -> None:
        """The resident can read each of these now: words, or the key of words in the catalogue."""
        shown, texts = self.terminal.reads(), self.terminal.program.texts
        wanted = [texts(line) if KEY.fullmatch(line) else line for line in lines]
        missing = [line for line in wanted if line not in shown]
        assert missing == [], shown
        self.told = True

    def nothing_seen(self) -> None:
        """The machine got over it alone: there is nothing to tell."""
        self.told = True

    async def gone(self) -> None:
        """This resident gives up and takes the card along."""
        terminal = self.terminal
        if terminal.machines.reader.person is not None:
            await terminal.take_card()
        if not isinstance(terminal.state.screen, screens.Idle):
            terminal.send(ev.ExitPressed(), ev.LeaveConfirmed())
        assert isinstance(terminal.state.screen, screens.Idle)
        assert (terminal.state.person, terminal.state.draft) == (None, None)

    async def next_resident(self) -> None:
        """Somebody else files journey 1 right after, on the same running terminal."""
        assert self.terminal.state.card is not CardMedia.PRESENT
        await self.terminal.journey(NEXT_RESIDENT)
        self.next_served = True

    async def all_arrived(self, refused: tuple[str, ...] = ()) -> None:
        """Every case that a resident was told is saved is at the platform, once; the refused ones are still here."""
        terminal = self.terminal
        counts = await terminal.emptied(held_back_count=len(refused))  # the rating of a case that nobody took
        assert counts.refused_count == len(refused)
        assert await terminal.cases_there() == sorted(set(terminal.filed) - set(refused))
        assert terminal.untruths == []
        self.safe = True
