"""What a heartbeat says of the devices: one word each, and for how long. Pure."""

from kiosk.maintenance.device_report import DeviceReport, DeviceRow
from kiosk.wire import DeviceBeat

OK = "ok"


def device_beats(report: DeviceReport) -> tuple[DeviceBeat, ...]:
    """Every device as a technician at the terminal would be told it, without where it is found and who made it."""
    return tuple(_beat(row, report) for row in report.devices)


def _beat(row: DeviceRow, report: DeviceReport) -> DeviceBeat:
    lasts_s = None if row.since is None else max(0.0, (report.taken_at - row.since).total_seconds())
    return DeviceBeat(role=row.role, state=str(row.lack or row.need or OK), lasts_s=lasts_s)
