"""Whether the platform can be reached, as last seen; told on change only."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Connectivity:
    """`online` is None until the platform was asked once. `since_s` is monotonic."""

    online: bool | None
    since_s: float


class Watcher:
    """Keeps the newest `Connectivity` and tells subscribers when it changes."""

    def __init__(self) -> None:
        self._now = Connectivity(None, 0.0)
        self._subscribers: list[Callable[[Connectivity], None]] = []

    @property
    def now(self) -> Connectivity:
        """As last seen."""
        return self._now

    def subscribe(self, told: Callable[[Connectivity], None]) -> None:
        """Call `told` on every change."""
        self._subscribers.append(told)

    def saw(self, online: bool, at_s: float) -> bool:
        """Take over one observation; True if it is news."""
        if online == self._now.online:
            return False
        self._now = Connectivity(online, at_s)
        for told in self._subscribers:
            told(self._now)
        return True
