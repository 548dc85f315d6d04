"""What every view-model is built with, and how all of them follow the session.

A view-model has two halves. A pure function makes its `Face` — a frozen dataclass of exactly what the screen shows —
from the snapshot and the words; it is tested without Qt. The QObject keeps the newest face, emits `changed` when it
differs, and turns a hand's act into one event:

    snapshot ──face_of()──► Face ──Property──► QML ──slot──► session.send(event)
"""

from collections.abc import Coroutine
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from kiosk.session.snapshot import SessionPort, Snapshot
from kiosk.texts import Texts

if TYPE_CHECKING:  # read after the first frame
    from kiosk.catalogue import Catalogue


@dataclass(frozen=True, slots=True)
class Place:
    """Where this machine stands and what is built into it (configuration `[terminal]` and `[machine]`)."""

    place_name: str
    machine_line: str
    help_phone: str
    short_place_name: str
    refuge_name: str = ""
    """Where people go when their home is not safe; empty where the site names none."""
    refuge_way: str = ""
    public_url: str = ""
    """Where telephones reach the page of a case; empty where they do not."""
    console_url: str = ""
    """Where staff's telephones reach the console; empty where they do not."""
    refuge_walk: str = ""
    """Legs of the way there, to be sketched: E200 N150."""
    nearby_name: str = ""
    """Another machine that can be walked to; empty where the site names none."""
    nearby_note: str = ""
    nearby_walk: str = ""
    address: str = ""
    """Where the machine stands, as it is told on the telephone."""


class Starter(Protocol):
    """Starts background work under a name (`kiosk.core.tasks.Supervisor`)."""

    def start(self, name: str, work: Coroutine[Any, Any, Any]) -> object:
        """Run it in the background."""
        ...


class FirstContext(Protocol):
    """What the view-models of the first frame are built with; every `ViewContext` is one."""

    @property
    def session(self) -> SessionPort: ...
    @property
    def texts(self) -> Texts: ...
    @property
    def place(self) -> Place: ...


@dataclass(frozen=True, slots=True)
class Greeting:
    """Handed to the view-models of the first frame by the composition root."""

    session: SessionPort
    texts: Texts
    place: Place


@dataclass(frozen=True, slots=True)
class ViewContext:
    """Handed to every other view-model by the composition root."""

    session: SessionPort
    texts: Texts
    catalogue: "Catalogue"
    place: Place


class Mirror(Protocol):
    """A view-model as the composition root sees it."""

    def apply(self, snapshot: Snapshot) -> None:
        """Take over what changed; emit only then."""
        ...
