"""What every view-model is built with, and how all of them follow the session.

A view-model has two halves. A pure function makes its `Face` — a frozen dataclass of exactly what the screen shows —
from the snapshot and the words; it is tested without Qt. The QObject keeps the newest face, emits `changed` when it
differs, and turns a hand's act into one event:

    snapshot ──face_of()──► Face ──Property──► QML ──slot──► session.send(event)
"""

from dataclasses import dataclass
from typing import Protocol

from kiosk.catalogue import Catalogue
from kiosk.session.snapshot import SessionPort, Snapshot
from kiosk.texts import Texts


@dataclass(frozen=True, slots=True)
class Place:
    """Where this machine stands and what is built into it (configuration `[terminal]` and `[machine]`)."""

    place_name: str
    machine_line: str
    help_phone: str
    short_place_name: str


@dataclass(frozen=True, slots=True)
class ViewContext:
    """Handed to every view-model by the composition root."""

    session: SessionPort
    texts: Texts
    catalogue: Catalogue
    place: Place


class Mirror(Protocol):
    """A view-model as the composition root sees it."""

    def apply(self, snapshot: Snapshot) -> None:
        """Take over what changed; emit only then."""
        ...
