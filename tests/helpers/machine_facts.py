"""The machine of the maintenance pictures, as facts: all is well, and from there each thing that may go wrong."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from devices.contracts.card_reader import CardReaderStatus
from devices.contracts.health import Health
from devices.contracts.power import PowerSource, PowerStatus
from devices.contracts.printer import Paper, PrinterStatus
from devices.contracts.scanner import ScannerStatus
from devices.contracts.statuses import Statuses
from devices.contracts.voice import VoiceStatus
from kiosk.core.clock import china_date
from kiosk.maintenance.device_report import Chosen, report_of
from kiosk.maintenance.facts import Facts, Line, QueueFacts
from kiosk.maintenance.line_history import QUARTER, Quarter
from kiosk.maintenance.log_pages import Log, LogLine
from kiosk.maintenance.paper_outlook import PaperOutlook
from kiosk.outbox import DeadLetter, QueueReport, Room

AFTERNOON = datetime(2026, 4, 21, 8, 30, tzinfo=UTC)
"""4月21日 16:30 in China, the moment on the design pictures."""
CHOSEN: Chosen = {
    "id_card": ("samv-usb", {}),
    "social_card": ("pcsc-social", {}),
    "receipt_printer": ("escpos-tcp", {}),
    "scanner": ("serial-scanner", {}),
    "voice": ("espeak", {}),
    "power": ("nut", {}),
    "camera": ("v4l2", {}),
    "keypad": ("hid-keypad", {}),
    "headphones": ("evdev-jack", {}),
    "lights": ("sysfs-leds", {}),
}
WELL = Statuses(
    id_card=CardReaderStatus(health=Health.ONLINE, since_s=0.0, model="SS628-100", firmware="1.9.0"),
    social_card=CardReaderStatus(health=Health.ONLINE, since_s=0.0, model="D8-HN"),
    receipt_printer=PrinterStatus(
        health=Health.ONLINE, since_s=0.0, paper=Paper.FULL, cover_open=False, model="TM-T88VI"
    ),
    scanner=ScannerStatus(health=Health.ONLINE, since_s=0.0, model="ER80"),
    voice=VoiceStatus(health=Health.ONLINE, since_s=0.0),
    power=PowerStatus(health=Health.ONLINE, since_s=0.0, source=PowerSource.MAINS, charge_percent=96),
)
LATER = (1_500.0, 2_100.0, 1_900.0, 0.0, 0.0, 2_400.0, 2_600.0, 1_700.0, 2_000.0, 1_800.0, 0.0, 0.0, 2_200.0, 1_300.0)
PAPER = PaperOutlook(
    left_mm=62_000.0, left_share=0.775, slips_left_count=290, runs_out_at=AFTERNOON + timedelta(days=21),
    days=tuple((china_date(AFTERNOON) - timedelta(days=13 - back), mm) for back, mm in enumerate(LATER)),
)  # fmt: skip
ENDING = replace(
    PAPER, left_mm=9_600.0, left_share=0.12, slips_left_count=24, runs_out_at=AFTERNOON + timedelta(hours=1, minutes=30)
)
GONE = replace(PAPER, left_mm=0.0, left_share=0.0, slips_left_count=0, runs_out_at=AFTERNOON)
EMPTY_QUEUE = QueueFacts(QueueReport(0, 0, 0, None, 1_204, AFTERNOON), free_bytes=41_300_000_000)
REFUSED = DeadLetter(
    "m-1", "01jsd0000000000000c7f9", "case", "422 key-reused", AFTERNOON - timedelta(hours=23), 6, is_held=False
)
TRYING = DeadLetter("m-2", "01jsd0000000000000a8d2", "rating", "unreachable", AFTERNOON, 2, False, waiting_s=300.0)
STUCK_QUEUE = QueueFacts(
    QueueReport(3, 1, 0, 23 * 3600.0, 1_204, AFTERNOON), (REFUSED,), (TRYING,), Room.OK, 41_300_000_000
)


QUARTERS = tuple(
    Quarter(
        begins_at=AFTERNOON.replace(minute=30) - QUARTER * back, look_count=30,
        down_count=20 if back in (40, 41) else 0, latency_ms=None if back == 41 else 40.0 + 25 * (back % 7),
    )
    for back in range(95, -1, -1)
)  # fmt: skip
LINE = Line(
    online=True, since=AFTERNOON - timedelta(hours=7), latency_ms=40.0,
    certificate_ends_at=AFTERNOON + timedelta(days=211), clock_off_s=0.4, addresses=("10.24.3.18",), quarters=QUARTERS,
)  # fmt: skip
LOG = Log((
    LogLine(AFTERNOON, "warning", "message_postponed", (("cause", "timeout"), ("kind", "case"))),
    LogLine(AFTERNOON - timedelta(minutes=4), "info", "connectivity_changed", (("online", "False"),)),
    LogLine(AFTERNOON - timedelta(hours=1), "error", "task_fell", (("task", "sync"), ("count", "1"))),
    LogLine(AFTERNOON - timedelta(hours=2), "info", "session_ended", (("item", "old-age-allowance"),)),
))  # fmt: skip


def facts(statuses: Statuses = WELL, **other: object) -> Facts:
    """The machine with those devices."""
    report = report_of(statuses, CHOSEN, AFTERNOON, 600.0)
    line = Line(online=True, since=AFTERNOON - timedelta(hours=7), latency_ms=40.0)
    is_out = statuses.receipt_printer is not None and statuses.receipt_printer.paper is Paper.OUT
    whole = Facts(AFTERNOON, statuses, report, GONE if is_out else PAPER, line, EMPTY_QUEUE)
    return replace(whole, **other)  # type: ignore[arg-type] # a test names the field that is otherwise


def printer(**state: object) -> Statuses:
    """All devices are well but the receipt printer, which is so."""
    assert WELL.receipt_printer is not None
    return replace(WELL, receipt_printer=replace(WELL.receipt_printer, **state))  # type: ignore[arg-type] # as above


NO_PAPER = printer(paper=Paper.OUT, health=Health.OFFLINE)
OPEN = printer(paper=Paper.OUT, cover_open=True, health=Health.OFFLINE)
OPEN_LOADED = printer(paper=Paper.FULL, cover_open=True, health=Health.USER_ERROR)
JAMMED = printer(paper=Paper.JAMMED, health=Health.HARDWARE_ERROR)
