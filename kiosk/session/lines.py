"""What waits to be said: a phrase or tones, what it belongs to, and how long it is worth being said. Pure."""

from dataclasses import dataclass
from enum import Enum, auto

from devices.contracts.card_reader import CardMedia
from devices.contracts.voice import Utterance
from kiosk.session.events import ReadOutEnded
from kiosk.session.overlays import Overlay
from kiosk.session.screens import Screen
from kiosk.speech import Phrase

MISSED = Utterance("♪", volume_percent=50, tones_hz=(660, 440))
"""Falls, as everywhere for what did not work; soft, for it may come often."""


class Of(Enum):
    """What a phrase belongs to, and how long it is worth being said."""

    MOMENT = auto()
    """Something happened: said to its end."""
    SCREEN = auto()
    """The screen shows it: said while it is shown."""
    FOCUS = auto()
    """The keypad went there: said until it goes on."""


@dataclass(frozen=True, slots=True)
class Line:
    """A phrase in the queue, and what it is true of."""

    phrase: Phrase | None
    """None: tones."""
    of: Of
    reading: ReadOutEnded | None = None
    """What the session is told once all lines of this reading were heard to their end."""
    tones: Utterance = MISSED
    asked: "Asked | None" = None
    """Of what must be true and soon when its turn comes."""
    spells: str = ""
    """What is spelled on demand once it was said; empty: all of it."""
    is_spelling: bool = False
    """It is no news, and spelled itself by nobody."""
    is_aside: bool = False
    """Cut, it is not worth being said again."""


@dataclass(frozen=True, slots=True)
class CutOff:
    """What a hand silenced: the line that sounded, those that waited, and what of the screen had been said before."""

    lines: tuple[Line, ...] = ()
    begun: tuple[Phrase, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """The moment at which something was to be said."""

    at_s: float
    screen: Screen
    overlay: Overlay | None
    card: CardMedia
