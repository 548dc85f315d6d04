"""How a resident hears the terminal: by ear alone, how loud, how fast. Gone with them.

Loudness goes in steps of 6 dB (EN 301 549, 5.1.3.12 and VVSG 2.0: at most 10 dB), speed from half to double
(VVSG 2.0: 50 to 200 %, seven steps). One key for each: it goes round.
"""

from dataclasses import dataclass, replace

VOLUMES_PERCENT = (12, 25, 50, 100, 200)
"""Of the voice's own amplitude; 100 is what the loudspeaker was set to at its installation (at most 65 dB(A))."""
RATES_PERCENT = (50, 75, 100, 125, 150, 175, 200)
OWN_VOLUME, OWN_RATE = VOLUMES_PERCENT.index(100), RATES_PERCENT.index(100)


@dataclass(frozen=True, slots=True)
class Hearing:
    """Reset by every end of a session."""

    by_ear: bool = False
    """The resident sees nothing: every screen says itself, and what has the focus is said."""
    volume: int = OWN_VOLUME
    """Its place in VOLUMES_PERCENT."""
    rate: int = OWN_RATE
    """Its place in RATES_PERCENT."""

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
