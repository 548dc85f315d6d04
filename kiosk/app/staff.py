"""Staff at this machine, put together: who may come in, by which ways, and what brings them to the door."""

from collections.abc import Callable

from devices.contracts.card_reader import CardMedia
from devices.contracts.smart_card import SmartCardReader
from devices.contracts.statuses import Statuses
from kiosk.app.staff_door import Belonging, StaffDoor
from kiosk.config import Settings
from kiosk.core.clock import Clock
from kiosk.core.tasks import Supervisor
from kiosk.outbox import Outbox
from kiosk.session import events as ev
from kiosk.session.screens import Idle
from kiosk.session.states import SessionState
from kiosk.sync import AccessLine, Identity
from kiosk.telemetry import emit
from kiosk.wire import HeartbeatAnswer
from kiosk.wire.staff_cards import CardRoots


def staff_door(
    settings: Settings, outbox: Outbox, clock: Clock, identity: Identity | None, reader: SmartCardReader | None
) -> StaffDoor:
    """The door of this machine."""

    def belonging() -> Belonging | None:
        if identity is None:
            return None
        return Belonging(identity.terminal_id, identity.enrolled.division_code, identity.sealing_key(clock.now()))

    return StaffDoor(outbox, clock, settings.terminal.terminal_id, belonging, reader, _roots(settings))


def beat_answered(supervisor: Supervisor, wake: Callable[[], None], line: AccessLine, answer: HeartbeatAnswer) -> None:
    """The platform is there: what waits goes on, and the ways in are spoken of."""
    wake()
    supervisor.start("ways in", line.after_beat(answer))


def _roots(settings: Settings) -> CardRoots | None:
    """The operator's authorities; a file that is none takes no card, and is told."""
    file = settings.maintenance.card_roots
    if file is None:
        return None
    try:
        return CardRoots(file.read_bytes())
    except (OSError, ValueError):
        emit("card_roots_unusable", file=file.name)
        return None


class CardAtIdle:
    """A staff card that is put in where nobody is served brings its holder to the door. Main thread."""

    def __init__(self, state: Callable[[], SessionState], send: Callable[[ev.Event], None]) -> None:
        self._state = state
        self._send = send
        self._was_there = False

    def look(self, now: Statuses) -> None:
        """The devices changed."""
        is_there = now.staff_card is not None and now.staff_card.media is CardMedia.PRESENT
        comes, self._was_there = is_there and not self._was_there, is_there
        if comes and isinstance(self._state().screen, Idle):
            self._send(ev.MaintenanceAsked())
