"""What a demo or a measurement may listen to."""

from collections.abc import Callable
from dataclasses import dataclass, field

from devices.contracts.keypad import KeyPress
from devices.contracts.printer import PrintDocument


@dataclass(slots=True)
class Hooks:
    """What a demo or a measurement may listen to; nothing in the program depends on it."""

    heard: Callable[[str], None] = lambda text: None
    """Each phrase as it is spoken."""
    measured: Callable[[str, float], None] = lambda name, at_s: None
    printed: Callable[[PrintDocument], None] = lambda document: None
    pressed: Callable[[KeyPress], None] = lambda press: None
    """Each key of the assistive keypad."""
    forget: list[Callable[[], None]] = field(default_factory=list)
    """Called when a session's traces have to go."""
