"""What a terminal can do now, by what its devices say."""

from dataclasses import replace
from typing import Any

import pytest

from devices.contracts.health import Health
from devices.contracts.printer import Paper, PrinterStatus
from devices.contracts.readiness import Lack, Off, Service, service_off
from devices.contracts.scanner import ScannerStatus
from devices.contracts.statuses import Statuses
from tests.helpers.fake_session import ALL_WELL

PRINTER = PrinterStatus(health=Health.ONLINE, paper=Paper.FULL, cover_open=False, since_s=7.0)


def slip(printer: PrinterStatus) -> Lack | None:
    off = service_off(Service.PRINT_SLIP, replace(ALL_WELL, receipt_printer=printer))
    return None if off is None else off.lack


def test_every_service_has_a_device_of_its_name() -> None:
    assert {service.value for service in Service} <= set(Statuses.__dataclass_fields__)


def test_what_this_terminal_has_not_is_off_for_good_and_the_rest_is_on() -> None:
    assert service_off(Service.READ_ID_CARD, ALL_WELL) is None
    assert service_off(Service.SCAN_CODE, ALL_WELL) == Off(Lack.ABSENT, float("-inf"))


def test_what_is_off_says_since_when() -> None:
    gone = replace(PRINTER, health=Health.NO_DEVICE)
    assert service_off(Service.PRINT_SLIP, Statuses(receipt_printer=gone)) == Off(Lack.GONE, 7.0)


@pytest.mark.parametrize(
    ("health", "lack"),
    [
        (Health.ONLINE, None),
        (Health.STARTING, Lack.STARTING),
        (Health.USER_ERROR, Lack.HAND_AWAITED),
        (Health.HARDWARE_ERROR, Lack.BROKEN),
        (Health.NO_DEVICE, Lack.GONE),
        (Health.OFFLINE, Lack.SILENT),
        (Health.UNKNOWN, Lack.SILENT),
        (Health.BUSY, Lack.BUSY),
    ],
)
def test_every_health_is_either_ready_or_lacks_something(health: Health, lack: Lack | None) -> None:
    assert slip(replace(PRINTER, health=health)) is lack


@pytest.mark.parametrize(("health", "lack"), [(Health.STARTING, Lack.STARTING), (Health.UNKNOWN, Lack.SILENT)])
def test_a_scanner_that_nobody_can_see_is_offered_until_it_is_known_to_be_gone(health: Health, lack: Lack) -> None:
    seen = ScannerStatus(health=health, since_s=7.0)
    assert service_off(Service.SCAN_CODE, Statuses(scanner=seen)) == Off(lack, 7.0)
    assert service_off(Service.SCAN_CODE, Statuses(scanner=replace(seen, is_unseen=True))) is None
    gone = replace(seen, is_unseen=True, health=Health.NO_DEVICE)
    assert service_off(Service.SCAN_CODE, Statuses(scanner=gone)) == Off(Lack.GONE, 7.0)


@pytest.mark.parametrize(
    ("changes", "lack"),
    [
        ({"paper": Paper.LOW}, None),
        ({"paper": Paper.OUT, "health": Health.OFFLINE}, Lack.NO_PAPER),
        ({"paper": Paper.JAMMED, "health": Health.HARDWARE_ERROR}, Lack.JAMMED),
        ({"paper": Paper.OUT, "cover_open": True, "health": Health.OFFLINE}, Lack.COVER_OPEN),
        ({"paper": Paper.UNKNOWN, "cover_open": None, "health": Health.UNKNOWN}, Lack.SILENT),
    ],
)
def test_what_a_hand_can_mend_is_told_before_what_follows_from_it(changes: dict[str, Any], lack: Lack) -> None:
    assert slip(replace(PRINTER, **changes)) is lack
