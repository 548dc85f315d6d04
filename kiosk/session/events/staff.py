"""Of staff at the machine."""

from dataclasses import dataclass

from kiosk.session.staffed import StaffVisit


@dataclass(frozen=True, slots=True)
class MaintenanceAsked:
    """The gesture that stands in the technicians' manual, or a staff card."""


@dataclass(frozen=True, slots=True)
class MaintenanceShown:
    """Where the visit of staff is now (kiosk.app.attendance)."""

    visit: StaffVisit


@dataclass(frozen=True, slots=True)
class StaffActed:
    """A hand on a screen of theirs: an event of `kiosk.maintenance.visit`, or an act of the menu's."""

    act: object


@dataclass(frozen=True, slots=True)
class MaintenanceOver:
    """The staff left."""


StaffEvent = MaintenanceAsked | MaintenanceShown | StaffActed | MaintenanceOver
