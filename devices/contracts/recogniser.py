"""What was said, in writing: by a model on this machine, from one recording that is kept nowhere."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import ClassVar, Protocol

from devices.contracts.microphone import Recorded
from devices.contracts.results import Completion


@dataclass(frozen=True, slots=True)
class Recognised:
    """The words, as the model writes them; empty if it heard none. Somebody's own: never logged."""

    completion: ClassVar[Completion] = Completion.SUCCESS
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class NotRecognised:
    """There is no model at work; `reason` is `model`, `gone` or `slow`."""

    completion: ClassVar[Completion] = Completion.DEVICE_NOT_READY
    reason: str


class Recogniser(Protocol):
    """One model, used for one recording at a time."""

    @property
    def is_ready(self) -> bool: ...

    @property
    def trouble(self) -> str:
        """Why it is not ready: `model` (it is none, or cannot be read), `gone`; empty while it is, or only loads."""
        ...

    async def recognise(self, recorded: Recorded) -> Recognised | NotRecognised:
        """Write down what was said in it. The samples leave this machine by no way and are let go of."""
        ...

    async def run(self, changed: Callable[[], None]) -> None:
        """Load the model and keep it, until cancelled, or until it is clear that it is none. `changed` is called with
        every change of `is_ready`."""
        ...
