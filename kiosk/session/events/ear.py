"""Of ear and voice: the assistive keypad, headphones, what is read out, what somebody says to the machine."""

from dataclasses import dataclass
from enum import StrEnum

from kiosk.session.meant import Meant


class Ear(StrEnum):
    """Keys of the assistive keypad that belong to no place on the screen, and what stands beside them."""

    HELP = "help"
    VOLUME = "volume"
    RATE = "rate"
    SPELL = "spell"
    """Up: what was said last, sign by sign."""
    MORE = "more"
    """Down: the next of `hearing.Aid`."""
    TAKE = "take"
    """Select, while one of them is offered."""
    DARKEN, LIGHT, LOOK = "darken", "light", "look"
    """Buttons on the screen for who stands by: nothing is seen, all is seen, they go on by the eye."""


@dataclass(frozen=True, slots=True)
class EarKey:
    """One of them was pressed."""

    key: Ear


@dataclass(frozen=True, slots=True)
class SignByKeyPressed:
    """Instead of signing, by who goes by ear: first it is read out, then it is confirmed."""


@dataclass(frozen=True, slots=True)
class ReadOutEnded:
    """All that is handed in was heard to its end, in these words."""

    session_serial: int
    text: str


@dataclass(frozen=True, slots=True)
class HeadphonesChanged:
    """Somebody plugged headphones in, or pulled them; also unplugged when nobody knows."""

    plugged: bool


@dataclass(frozen=True, slots=True)
class SpeechChanged:
    speaking: bool


@dataclass(frozen=True, slots=True)
class ListenPressed:
    """说一说: somebody wants to speak to the machine."""


@dataclass(frozen=True, slots=True)
class SpokenEnough:
    """说完了."""


@dataclass(frozen=True, slots=True)
class ListeningChanged:
    """Whether anybody can be listened to at all."""

    can: bool


@dataclass(frozen=True, slots=True)
class SpeechHeard:
    """What somebody said comes to this; None: the microphone or the model did not do its part."""

    listen_serial: int
    meant: Meant | None


EarEvent = (
    EarKey | SignByKeyPressed | ReadOutEnded | HeadphonesChanged | SpeechChanged
    | ListenPressed | SpokenEnough | ListeningChanged | SpeechHeard
)  # fmt: skip
