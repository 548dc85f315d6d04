"""Why a machine begins no new case, the worst cause first."""

from devices.contracts.health import Health
from devices.contracts.power import PowerSource, PowerStatus
from devices.contracts.statuses import Statuses
from kiosk.app.filing_off import filing_off, power_is_low
from kiosk.outbox import Room, Unreadable
from kiosk.session.troubles import FilingOff
from kiosk.sync import Standing


def fed_by(source: PowerSource) -> Statuses:
    return Statuses(power=PowerStatus(health=Health.ONLINE, since_s=0.0, last_confirmed_s=0.0, source=source))


LOW, MAINS = fed_by(PowerSource.BATTERY_LOW), fed_by(PowerSource.MAINS)


def test_the_worst_cause_is_told() -> None:
    assert filing_off(Standing.REVOKED, LOW, Room.OK, 0) is FilingOff.OUT_OF_SERVICE
    assert filing_off(Standing.IN_SERVICE, LOW, Room.OK, 0) is FilingOff.POWER_LOW
    assert filing_off(Standing.IN_SERVICE, MAINS, Room.OK, 0) is FilingOff.NO_NUMBERS
    full = next(room for room in Room if room is not Room.OK)
    assert filing_off(Standing.IN_SERVICE, MAINS, full, 0) is FilingOff.NO_ROOM
    assert filing_off(Standing.IN_SERVICE, MAINS, Room.OK, 1) is None


def test_a_machine_that_was_locked_from_afar_takes_nothing_new() -> None:
    assert filing_off(Standing.IN_SERVICE, MAINS, Room.OK, 1, is_locked=True) is FilingOff.OUT_OF_SERVICE


def test_what_nobody_knows_keeps_nobody_out() -> None:
    assert filing_off(Standing.IN_SERVICE, Statuses(), Room.OK, Unreadable("disk_error")) is None
    stale = LOW.power.aged(1e6) if LOW.power is not None else None
    assert not power_is_low(Statuses(power=stale))


def test_a_battery_that_lasts_yet_keeps_nobody_out() -> None:
    assert not power_is_low(fed_by(PowerSource.BATTERY))
