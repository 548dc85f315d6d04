"""What the menu shows, out of the session's snapshot. No Qt."""

from kiosk.maintenance.access import SignedIn
from kiosk.maintenance.sight import Sight
from kiosk.maintenance.visit import AtMenu
from kiosk.session.screens import Maintenance
from kiosk.session.snapshot import Snapshot


def seen_in(snapshot: Snapshot) -> tuple[Sight, SignedIn] | None:
    """The machine as it is shown, and to whom; None on every other screen."""
    screen = snapshot.state.screen
    visit = screen.visit if isinstance(screen, Maintenance) else None
    if not isinstance(visit, AtMenu) or visit.sight is None:
        return None
    return visit.sight, visit.who
