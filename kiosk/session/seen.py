"""What the screen shows to who does not see it: what the speaking desk asks of whoever does."""

from collections.abc import Iterable
from typing import Protocol


class Seen(Protocol):
    """What the screen shows, in sentences."""

    def everything(self) -> Iterable[str]:
        """All of it, in reading order."""
        ...

    def place(self) -> Iterable[str]:
        """Where the keypad is: over which question, at which thing of how many."""
        ...

    def chosen(self) -> Iterable[str]:
        """What is chosen and filled in."""
        ...


class Unseen:
    """Nobody sees anything yet."""

    def everything(self) -> Iterable[str]:
        """Nothing."""
        return ()

    place = chosen = everything
