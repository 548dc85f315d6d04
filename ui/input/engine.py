"""What an input engine is: letters go in, what is being composed and its candidates come out. Synchronous and quick.

type_key ─► Composition(preedit, candidates) ─► choose ─► text
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

BACKSPACE = "\b"
Stroke = tuple[tuple[int, int], ...]
"""Where a finger went, from 0 to 1000 both ways."""


class Layout(StrEnum):
    """Which keys the composing is typed with."""

    PINYIN = "pinyin"
    NINE_KEY = "nine_key"


@dataclass(frozen=True, slots=True)
class Composition:
    """What has been typed and is not text yet; `candidates` is the page to choose from now."""

    preedit: str = ""
    chosen: str = ""
    """The part at the front of `preedit` that was chosen already; the rest still waits."""
    waiting: str = ""
    """What was typed and is not chosen, its syllables parted by spaces."""
    candidates: tuple[str, ...] = ()
    has_next_page: bool = False
    has_previous_page: bool = False
    committed: str = ""
    """Text that this step finished; to be taken over once."""


EMPTY = Composition()


class EngineFailedError(Exception):
    """The library behind an engine does not answer any more; says why. What was being composed is lost."""


class InputEngine(Protocol):
    """Keeps one composition. Nothing typed outlives `reset`, nothing is written to disk. Main thread."""

    @property
    def name(self) -> str:
        """For the health page: which engine composes."""
        ...

    @property
    def problem(self) -> str:
        """Why there is no composing; empty when there is."""
        ...

    def select(self, layout: Layout) -> None:
        """Compose with these keys from now on; what was composed is dropped."""
        ...

    def type_key(self, key: str) -> Composition:
        """One letter, one digit of the nine keys, or BACKSPACE. Raises EngineFailedError, as the next three do."""
        ...

    def choose(self, index: int) -> Composition:
        """Take the candidate at this place of the page."""
        ...

    def turn_page(self, forward: bool) -> Composition:
        """Show the next or the previous candidates."""
        ...

    def reset(self) -> None:
        """Forget everything typed; called when a field is left and when the session ends."""
        ...

    def close(self) -> None:
        """Give the library back; the engine is not used again."""
        ...


class PenEngine(InputEngine, Protocol):
    """Takes strokes instead of keys."""

    def draw(self, stroke: Stroke) -> Composition:
        """One stroke more of the character; what it may be by now."""
        ...

    def close(self) -> None:
        """Put it down: what it holds is let go until the next stroke."""
        ...


class NoEngine:
    """Composes nothing: keys are text at once. Says why."""

    def __init__(self, problem: str) -> None:
        self._problem = problem

    @property
    def name(self) -> str:
        return "none"

    @property
    def problem(self) -> str:
        return self._problem

    def select(self, layout: Layout) -> None:
        """Nothing to select."""

    def type_key(self, key: str) -> Composition:
        return EMPTY if key == BACKSPACE else Composition(committed=key)

    def choose(self, index: int) -> Composition:
        return EMPTY

    def turn_page(self, forward: bool) -> Composition:
        return EMPTY

    def reset(self) -> None:
        """Nothing is kept."""

    def close(self) -> None:
        """Nothing to give back."""
