"""What a technician is told of a terminal."""

from kiosk.maintenance.device_file import DEVICES_FILE, DeviceFile
from kiosk.maintenance.device_report import DeviceReport, DeviceRow, as_text, report_of

__all__ = ["DEVICES_FILE", "DeviceFile", "DeviceReport", "DeviceRow", "as_text", "report_of"]
