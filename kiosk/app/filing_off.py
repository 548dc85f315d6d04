"""Whether this machine may begin a new case, and if not, why: the worst cause first. Pure."""

from devices.contracts.power import PowerSource
from devices.contracts.statuses import Statuses
from kiosk.outbox import Room, Unreadable
from kiosk.session.troubles import FilingOff
from kiosk.sync import Standing


def filing_off(
    standing: Standing, machines: Statuses, room: Room, number_count: int | Unreadable, *, is_locked: bool = False
) -> FilingOff | None:
    """What cannot be counted or is not known keeps nobody out. `is_locked`: a command of the platform said so."""
    if standing is not Standing.IN_SERVICE or is_locked:
        return FilingOff.OUT_OF_SERVICE
    if power_is_low(machines):
        return FilingOff.POWER_LOW
    if room is not Room.OK:
        return FilingOff.NO_ROOM
    return FilingOff.NO_NUMBERS if number_count == 0 else None


def power_is_low(machines: Statuses) -> bool:
    """The battery lasts for minutes. When they are over, whoever watches the supply (NUT's upsmon) ends the machine,
    and with it this program in order."""
    return machines.power is not None and machines.power.source is PowerSource.BATTERY_LOW
