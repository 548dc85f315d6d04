"""Signs of life: each part that the machine needs promises by when it will be heard of again."""

import time
from collections.abc import Callable


class Pulse:
    """The promises that stand. Any thread may promise, and look."""

    def __init__(self, monotonic_s: Callable[[], float] = time.monotonic) -> None:
        self._monotonic_s = monotonic_s
        self._due_s: dict[str, float] = {}

    def promise(self, name: str, within_s: float) -> None:
        """`name` is alive, and will say so again within this time. `inf`: it waits for something without a limit."""
        self._due_s[name] = self._monotonic_s() + within_s

    @property
    def late(self) -> frozenset[str]:
        """Those who have not kept their last promise."""
        now_s = self._monotonic_s()
        return frozenset(name for name, due_s in tuple(self._due_s.items()) if now_s > due_s)
