"""How often one address may ask for pages: so many at once, then so many a minute. In memory, of this process alone.

Tokens cannot be guessed; this keeps a machine that tries from costing the platform anything.
"""

from collections import OrderedDict

AT_ONCE_COUNT = 30
"""A whole community hall may come from one address."""
EVERY_S = 2.0
MOST_ADDRESSES = 10_000
"""Beyond, whoever asked longest ago is forgotten: they start anew, and memory stays bounded."""


class Crowd:
    """Belongs to the loop."""

    def __init__(self) -> None:
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait_s(self, address: str, now_s: float) -> float:
        """0 for one more page now, else in how many seconds there is one."""
        left, at_s = self._left.pop(address, (float(AT_ONCE_COUNT), now_s))
        left = min(float(AT_ONCE_COUNT), left + max(0.0, now_s - at_s) / EVERY_S)
        wait_s = 0.0 if left >= 1 else (1 - left) * EVERY_S
        self._left[address] = (left if wait_s else left - 1, now_s)
        if len(self._left) > MOST_ADDRESSES:
            self._left.popitem(last=False)
        return wait_s
