"""What can be made wrong with every machine that answers, in one way: its next answers, all of them, or their time."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar


@dataclass(slots=True, kw_only=True)
class Spoiling:
    """A machine of this kind adds its FAULTS, asks `strike` before every answer and waits `delay_s`, or gives what it
    says to `say_late`."""

    FAULTS: ClassVar[tuple[str, ...]] = ()
    fault: str | None = None
    """One of FAULTS; spoils every answer until it is None again."""
    fault_times: int | None = None
    """How many answers it still spoils; None: all."""
    delay_s: float = 0.0
    """Every answer comes that much later."""

    def fail(self, kind: str | None = None, times: int | None = None) -> None:
        """Spoil the next answers, or every one from now on, or none any more. Raises ValueError."""
        if kind is not None and kind not in self.FAULTS:
            raise ValueError(f"no such fault: {kind}; there are {', '.join(self.FAULTS)}")
        if times is not None and times < 1:
            raise ValueError(f"no answer can be spoilt {times} times")
        self.fault, self.fault_times = kind, times

    def slow(self, delay_ms: int) -> None:
        """Let every answer come that much later."""
        if delay_ms < 0:
            raise ValueError(f"no answer comes {-delay_ms} ms sooner")
        self.delay_s = delay_ms / 1000

    def strike(self) -> str | None:
        """The fault of this answer."""
        fault = self.fault
        if self.fault_times is not None:
            self.fault_times -= 1
            if self.fault_times <= 0:
                self.fault = self.fault_times = None
        return fault

    def say_late(self, write: Callable[[bytes], object], data: bytes) -> None:
        """What is said unasked, or from where nobody can wait: in the order it was said."""
        if self.delay_s:
            asyncio.get_running_loop().call_later(self.delay_s, write, data)
        else:
            write(data)
