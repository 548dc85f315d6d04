"""How a resident hears the terminal: by ear alone, how loud, how fast. Gone with them.

Loudness goes in steps of 6 dB (EN 301 549, 5.1.3.12 and VVSG 2.0: at most 10 dB), speed from half to double
(VVSG 2.0: 50 to 200 %, seven steps). One key for each: it goes round.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

VOLUMES_PERCENT = (12, 25, 50, 100, 200)
"""Of the voice's own amplitude; 100 is what the loudspeaker was set to at its installation (at most 65 dB(A))."""
RATES_PERCENT = (50, 75, 100, 125, 150, 175, 200)
OWN_VOLUME, OWN_RATE = VOLUMES_PERCENT.index(100), RATES_PERCENT.index(100)


class Telling(StrEnum):
    """What can be asked for at any moment, besides what the screen says by itself."""

    EVERYTHING = "everything"
    PLACE = "place"
    """Which screen, which thing of how many, and that thing again."""
    CHOSEN = "chosen"
    """What is chosen and filled in here."""
    SPELLING = "spelling"
    """What was said last, sign by sign."""


class Aid(StrEnum):
    """What the down key offers, one after the other; the last three are done with the select key."""

    PLACE = "place"
    CHOSEN = "chosen"
    ALOUD = "aloud"
    """Where no headphones are in: to have one's own read to the room too, or no more."""
    BACK = "back"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class Hearing:
    """Reset by every end of a session."""

    by_ear: bool = False
    """The resident sees nothing: every screen says itself, and what has the focus is said."""
    volume: int = OWN_VOLUME
    """Its place in VOLUMES_PERCENT."""
    rate: int = OWN_RATE
    """Its place in RATES_PERCENT."""
    is_dark: bool = False
    """The screen is blank, by their choice: who stands behind them sees nothing either."""
    aloud: bool = False
    """旁边有人能听到: without headphones too their own is said, by their explicit choice; never what is secret. Until
    they take it back, headphones go in or out, or another matter begins."""
    at_hand: Aid | None = None
    """What the down key offered last, until something else is done."""
    keys_next: bool = False
    """The help key read the whole screen; pressed once more it explains the keys."""

    @property
    def takes_select(self) -> bool:
        """The select key belongs to what was offered, not to the window."""
        return self.at_hand in (Aid.ALOUD, Aid.BACK, Aid.DARK)

    def next_aid(self, in_private: bool) -> Aid:
        """What the down key offers now."""
        aids = [aid for aid in Aid if aid is not Aid.ALOUD or not in_private]
        return aids[(aids.index(self.at_hand) + 1) % len(aids)] if self.at_hand in aids else aids[0]

    def let_go(self) -> "Hearing":
        """Something else was done: nothing is offered any more."""
        return replace(self, at_hand=None, keys_next=False)

    def kept_private(self) -> "Hearing":
        """Nobody has chosen that the room hears."""
        return replace(self, aloud=False) if self.aloud else self

    @property
    def volume_percent(self) -> int:
        return VOLUMES_PERCENT[self.volume]

    @property
    def rate_percent(self) -> int:
        """Of the speed of the mode."""
        return RATES_PERCENT[self.rate]

    def louder(self) -> "Hearing":
        """The next loudness; after the greatest the least."""
        return replace(self, volume=(self.volume + 1) % len(VOLUMES_PERCENT))

    def faster(self) -> "Hearing":
        """The next speed; after the greatest the least."""
        return replace(self, rate=(self.rate + 1) % len(RATES_PERCENT))


AS_INSTALLED = Hearing()
