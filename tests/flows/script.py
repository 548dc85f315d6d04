"""A journey as a list of steps: what happens, what is shown then, and what has been done for it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kiosk.session import effects as do
from kiosk.session.effects import Effect
from kiosk.session.events import Event
from tests.helpers.session_world import Journey

SILENT = (do.Speak, do.SpeakScreen, do.StopSpeaking)
"""What is heard is not what is done; the speech has tests of its own."""


@dataclass(frozen=True)
class Step:
    """One thing that happens, and the screen and effects it must lead to."""

    what: str
    event: Event | Callable[[Journey], Event]
    screen: type
    effects: tuple[type[Effect], ...] = ()
    wait_s: float = 0.0


def play(journey: Journey, steps: Sequence[Step]) -> None:
    """Walk the list; the first step that leads elsewhere fails by its name."""
    for number, step in enumerate(steps, 1):
        journey.wait(step.wait_s)
        event = step.event(journey) if callable(step.event) else step.event
        told = len(journey.effects)
        journey.hand(event)
        done = tuple(type(effect) for effect in journey.effects[told:] if not isinstance(effect, SILENT))
        where = f"step {number}, {step.what}"
        assert type(journey.screen) is step.screen, f"{where}: {journey.screen}"
        assert done == step.effects, f"{where}: {done}"
