"""When somebody has finished speaking, from how loud it is ten times a second. Pure.

the room ─ ─ ─ ▂▁▂ ▆█▇▅▇▆ ▂▁▁▂▁▁▂▁ ─► over: they spoke, and it is as quiet as before for 0.8 s
"""

LOUDER = 0.12
"""Above the quietest so far (7 dB of a scale of 60): a voice before the machine, not the room behind it."""
SPOKEN_COUNT = 2
"""A knock on the cabinet is shorter."""
SILENT_COUNT = 8
NOBODY_COUNT = 50


class Ending:
    """Told every level; says when it is enough. Who spoke before the room was heard is found out by the room."""

    def __init__(self) -> None:
        self._levels: list[float] = []

    def is_over(self, level: float) -> bool:
        """Whether nothing more is to be waited for, with this level of 0 to 1."""
        self._levels.append(level)
        voice = min(self._levels) + LOUDER
        if sum(one > voice for one in self._levels) < SPOKEN_COUNT:
            return len(self._levels) >= NOBODY_COUNT
        return all(one <= voice for one in self._levels[-SILENT_COUNT:])
