"""The heartbeat's word for each device is the one a technician is told at the terminal."""

from datetime import timedelta

import msgspec

from devices.contracts.health import Health
from devices.contracts.power import PowerSource, PowerStatus
from devices.contracts.printer import Paper, PrinterStatus
from devices.contracts.statuses import Statuses
from devices.contracts.voice import VoiceStatus
from kiosk.maintenance.device_beats import device_beats
from kiosk.maintenance.device_report import Chosen, report_of
from kiosk.wire import DeviceBeat
from tests.helpers.messages import NOW

CHOSEN: Chosen = {"receipt_printer": ("escpos-tcp", {}), "voice": ("espeak", {}), "power": ("nut", {})}


def test_each_device_has_one_word_and_how_long_it_has_been_so() -> None:
    statuses = Statuses(
        receipt_printer=PrinterStatus(health=Health.OFFLINE, paper=Paper.OUT, since_s=940.0, last_confirmed_s=999.0),
        voice=VoiceStatus(health=Health.ONLINE, since_s=10.0, last_confirmed_s=999.0),
        power=PowerStatus(health=Health.ONLINE, source=PowerSource.BATTERY, since_s=880.0, last_confirmed_s=999.0),
    )
    assert device_beats(report_of(statuses, CHOSEN, NOW, 1000.0)) == (
        DeviceBeat(role="receipt_printer", state="no_paper", lasts_s=60.0),
        DeviceBeat(role="voice", state="ok", lasts_s=990.0),
        DeviceBeat(role="power", state="battery", lasts_s=120.0),
    )


def test_a_clock_that_is_set_meanwhile_makes_no_length_below_zero() -> None:
    statuses = Statuses(voice=VoiceStatus(health=Health.ONLINE, since_s=1000.0, last_confirmed_s=1000.0))
    report = report_of(statuses, CHOSEN, NOW, 1000.0)
    report.devices[0] = msgspec.structs.replace(report.devices[0], since=NOW + timedelta(hours=1))
    assert device_beats(report)[0].lasts_s == 0.0
