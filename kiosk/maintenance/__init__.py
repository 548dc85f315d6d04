"""What a technician is told of a terminal."""

from kiosk.maintenance.device_beats import device_beats
from kiosk.maintenance.device_file import DEVICES_FILE, DeviceFile
from kiosk.maintenance.device_report import DeviceReport, DeviceRow, report_of
from kiosk.maintenance.device_words import as_json, as_text
from kiosk.maintenance.paper_roll import PAPER_FILE, PaperRoll, RollSize

__all__ = [
    "DEVICES_FILE", "PAPER_FILE", "DeviceFile", "DeviceReport", "DeviceRow", "PaperRoll", "RollSize", "as_json",
    "as_text", "device_beats", "report_of",
]  # fmt: skip
