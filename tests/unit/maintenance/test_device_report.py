"""What a technician reads of the devices: true, complete, and nothing of a resident."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from devices.contracts.card_reader import CardMedia, CardReaderStatus
from devices.contracts.health import Health, LastError
from devices.contracts.power import PowerSource, PowerStatus
from devices.contracts.printer import Paper, PrinterStatus
from devices.contracts.readiness import Lack
from devices.contracts.scanner import ScannerStatus
from devices.contracts.statuses import Statuses
from kiosk.config import Devices
from kiosk.maintenance.device_file import DeviceFile
from kiosk.maintenance.device_report import DeviceReport, report_of
from kiosk.maintenance.device_words import as_json, as_text
from kiosk.texts import Texts
from tests.helpers.view_context import ROOT

NOW = datetime(2026, 4, 21, 1, 41, tzinfo=UTC)
NOW_S = 1000.0
CHOSEN: dict[str, tuple[str, dict[str, object]]] = {
    "id_card": ("samv-serial", {"path": "/dev/kiosk/idcard"}),
    "receipt_printer": ("escpos-tcp", {"host": "10.0.0.9", "port": 9100}),
    "page_printer": ("ipp", {"uri": "ipp://10.0.0.10/ipp/print"}),
}
READER = CardReaderStatus(
    health=Health.ONLINE, media=CardMedia.PRESENT, since_s=400.0, last_confirmed_s=999.0, serial="05.03-20230101"
)
PRINTER = PrinterStatus(health=Health.OFFLINE, paper=Paper.OUT, since_s=940.0, last_confirmed_s=999.0, model="TM-T88VI")
ZH = Texts.load(ROOT / "assets" / "i18n", "zh_CN")


def report(**changes: Any) -> Any:
    return report_of(replace(Statuses(READER, receipt_printer=PRINTER), **changes), CHOSEN, NOW, NOW_S)


def test_every_device_that_this_terminal_has_is_told_with_where_it_is_found_and_since_when() -> None:
    reader, printer = report().devices
    assert (reader.role, reader.found_at, reader.serial) == ("id_card", "path=/dev/kiosk/idcard", "05.03-20230101")
    assert reader.since == NOW - timedelta(minutes=10)
    assert (printer.lack, printer.model) == (Lack.NO_PAPER, "TM-T88VI")
    assert printer.since == NOW - timedelta(minutes=1)


def test_a_report_is_well_when_no_device_lacks_anything() -> None:
    assert not report().is_well
    assert report(receipt_printer=replace(PRINTER, health=Health.ONLINE, paper=Paper.LOW)).is_well


def test_who_reads_it_is_told_what_to_do() -> None:
    text = as_text(report(), ZH)
    assert "小票打印机  没纸，从 " in text
    assert "怎么办：打开盖子，放一卷新纸" in text
    assert "身份证读卡器  正常" in text


@pytest.mark.parametrize(("paper", "todo"), [(Paper.OUT, "纸盒里放 A4 纸"), (Paper.JAMMED, "顺着走纸方向")])
def test_nobody_is_told_to_put_a_roll_into_the_a4_printer_or_to_look_at_its_knife(paper: Paper, todo: str) -> None:
    text = as_text(report(receipt_printer=None, page_printer=replace(PRINTER, paper=paper)), ZH)
    assert todo in text
    assert "卷" not in text
    assert "切刀" not in text


def test_model_serial_number_and_firmware_each_stand_behind_their_name() -> None:
    """A number alone in a line was taken for the serial number, and was the firmware's."""
    known = replace(READER, model="SAM_V", serial="05.03-1", firmware="2.1")
    lines = [line.strip() for line in as_text(report(id_card=known), ZH).splitlines()]
    assert [line for line in lines if line.startswith(("型号", "序列号", "固件"))][:3] == [
        "型号：SAM_V", "序列号：05.03-1", "固件：2.1",
    ]  # fmt: skip
    assert "固件：" not in as_text(report(), ZH)


def test_of_a_terminal_at_rest_nobody_claims_since_when_its_devices_are_so() -> None:
    """The doctor's own opening was told as the beginning of a fault that had lasted for days."""
    opened = report_of(Statuses(READER, receipt_printer=PRINTER), CHOSEN, NOW, NOW_S, opened_for_it=True)
    assert {row.since for row in opened.devices} == {None}
    text = as_text(opened, ZH)
    assert "临时打开来看" in text
    assert "，从 2026" not in text
    assert "临时打开" not in as_text(report(), ZH)


@pytest.mark.parametrize("passed", [timedelta(seconds=61), timedelta(days=3), timedelta(hours=-1)])
def test_a_report_that_the_terminal_should_have_renewed_is_told_as_old_and_no_device_as_well(passed: timedelta) -> None:
    """The terminal hung and its reader was unplugged: a minute later the reader was told as well."""
    well = report(receipt_printer=None)
    assert well.is_well
    assert well.aged(NOW + timedelta(seconds=60)) == well
    old = well.aged(NOW + passed)
    assert not old.is_well
    text = as_text(old, ZH)
    assert text.startswith("2026-04-21 09:41 的旧报告")
    assert "终端程序没有回应" in text
    assert "身份证读卡器  状态不明" in text
    assert "正常" not in text
    assert old.devices[0].serial == "05.03-20230101"


def test_a_supply_with_minutes_of_battery_and_a_roll_that_ends_were_told_as_normal() -> None:
    supply = PowerStatus(health=Health.ONLINE, source=PowerSource.BATTERY_LOW, since_s=990.0, last_confirmed_s=999.0)
    chosen: dict[str, tuple[str, dict[str, object]]] = {**CHOSEN, "power": ("nut", {"ups": "kiosk"})}
    low = replace(PRINTER, health=Health.ONLINE, paper=Paper.LOW)
    told = report_of(Statuses(READER, receipt_printer=low, power=supply), chosen, NOW, NOW_S)
    assert not told.is_well
    text = as_text(told, ZH)
    assert "不间断电源  停电了，电池只够几分钟" in text
    assert "小票打印机  纸快用完了" in text


def test_of_a_scanner_that_nobody_can_see_it_is_said_how_to_find_out() -> None:
    unseen = ScannerStatus(health=Health.UNKNOWN, is_unseen=True, since_s=940.0)
    chosen: dict[str, tuple[str, dict[str, object]]] = {**CHOSEN, "scanner": ("serial-scanner", {"path": "/dev/x"})}
    told = report_of(Statuses(READER, scanner=unseen), chosen, NOW, NOW_S)
    assert told.is_well
    assert "扫一个码试试" in as_text(told, ZH)


@pytest.mark.parametrize(("driver", "options"), [("pcsc", {"reader": "*"}), ("escpos-tcp", {"host": "x"})])
def test_nobody_is_told_of_baud_rates_where_there_are_none(driver: str, options: dict[str, object]) -> None:
    silent = replace(READER, health=Health.OFFLINE)
    assert "波特率" not in as_text(report_of(Statuses(silent), {"id_card": (driver, options)}, NOW, NOW_S), ZH)
    serial = report_of(Statuses(silent), {"id_card": ("samv-serial", {"path": "/dev/x"})}, NOW, NOW_S)
    assert "波特率" in as_text(serial, ZH)


def test_a_driver_without_options_is_not_said_to_be_at_nothing() -> None:
    assert "在 \n" not in as_text(report_of(Statuses(READER), {"id_card": ("espeak", {})}, NOW, NOW_S), ZH) + "\n"


def test_a_device_that_never_answered_is_said_to_have_never_answered() -> None:
    silent = CardReaderStatus(health=Health.NO_DEVICE, since_s=990.0, trouble="silent")
    text = as_text(report(id_card=silent), ZH)
    assert "最近一次回应：还没有过" in text
    assert "毛病：不回应" in text


def test_a_trouble_of_an_older_version_s_report_is_shown_as_it_is() -> None:
    kept = report(id_card=replace(READER, trouble="silent"))
    (reader, *others) = kept.devices
    older = msgspec.structs.replace(kept, devices=[msgspec.structs.replace(reader, trouble="sw_ff"), *others])
    assert "sw_ff" in as_text(older, ZH)


def test_whether_a_card_lies_on_the_reader_is_not_in_it(tmp_path: Path) -> None:
    file = DeviceFile(tmp_path / "devices.json")
    file.keep(report())
    assert b"media" not in (tmp_path / "devices.json").read_bytes()
    assert "present" not in as_text(report(), ZH)


@pytest.mark.parametrize("locale", ["zh_CN", "en"])
def test_every_role_state_and_lack_has_words(locale: str) -> None:
    texts = Texts.load(ROOT / "assets" / "i18n", locale)
    wanted = [f"doctor.role.{role}" for role in Devices.__struct_fields__]
    wanted += [f"doctor.health.{health}" for health in Health]
    wanted += [f"doctor.{kind}.{lack}" for lack in Lack if lack is not Lack.ABSENT for kind in ("lack", "todo")]
    assert [key for key in wanted if key not in texts] == []


def test_what_is_kept_beside_the_queue_is_read_back_and_written_only_when_a_state_changed(tmp_path: Path) -> None:
    path = tmp_path / "devices.json"
    file = DeviceFile(path)
    file.keep(report())
    assert file.read() == report()
    path.unlink()
    file.keep(report(id_card=replace(READER, media=CardMedia.NOT_PRESENT, last_confirmed_s=999.5)))
    assert not path.exists()
    file.keep(report(id_card=replace(READER, health=Health.NO_DEVICE)))
    assert file.read().devices[0].health is Health.NO_DEVICE


def test_a_device_that_is_well_for_hours_is_not_said_to_have_answered_hours_ago(tmp_path: Path) -> None:
    file = DeviceFile(tmp_path / "devices.json")
    file.keep(report())
    for later in (timedelta(seconds=19), timedelta(seconds=20), timedelta(hours=-1)):  # the clock was put back
        now = msgspec.structs.replace(report(), taken_at=NOW + later)
        file.keep(now)
        assert (file.read() == now) is (later != timedelta(seconds=19))


def test_a_full_disk_leaves_the_report_before(tmp_path: Path) -> None:
    path = tmp_path / "devices.json"
    file = DeviceFile(path)
    file.keep(report())
    (tmp_path / "devices.new").mkdir()  # nothing can be written there
    file.keep(report(id_card=replace(READER, health=Health.NO_DEVICE)))
    assert file.read() == report()


def test_a_damaged_report_is_a_value_error(tmp_path: Path) -> None:
    path = tmp_path / "devices.json"
    path.write_bytes(b"{")
    with pytest.raises(ValueError, match=r"Input data was truncated"):
        DeviceFile(path).read()


def flapping(opened_for_it: bool = False, **errors: LastError) -> DeviceReport:
    return report_of(Statuses(READER, receipt_printer=PRINTER), CHOSEN, NOW, NOW_S, opened_for_it, errors)


def test_a_reader_that_comes_and_goes_is_told_with_its_last_error_and_when_though_it_is_well_now() -> None:
    """The doctor always looked while it was well."""
    text = as_text(flapping(id_card=LastError("silent", NOW_S - 120), receipt_printer=LastError("x", NOW_S)), ZH)
    assert "身份证读卡器  正常" in text
    assert "最近一次毛病：不回应，2026-04-21 09:39" in text
    assert "最近一次毛病：x，" in text


def test_a_fault_without_a_reason_is_told_in_words_too() -> None:
    assert "最近一次毛病：有故障，" in as_text(flapping(id_card=LastError("hardware_error", NOW_S)), ZH)


def test_what_is_wrong_now_is_not_told_twice() -> None:
    silent = replace(READER, health=Health.OFFLINE, trouble="silent")
    errors = {"id_card": LastError("silent", NOW_S)}
    text = as_text(report_of(Statuses(silent), CHOSEN, NOW, NOW_S, last_errors=errors), ZH)
    assert text.count("毛病：") == 1


def test_the_last_error_outlives_the_process_that_saw_it(tmp_path: Path) -> None:
    """A terminal that begins a fresh process for every resident forgot it each time."""
    file = DeviceFile(tmp_path / "devices.json")
    assert file.last() is None
    file.keep(flapping(id_card=LastError("silent", NOW_S - 120)))
    before = file.last()
    assert before is not None
    reader, printer = flapping(receipt_printer=LastError("paper_out", NOW_S)).after(before).devices
    assert (reader.last_error, reader.last_error_at) == ("silent", NOW - timedelta(minutes=2))
    assert (printer.last_error, printer.last_error_at) == ("paper_out", NOW)
    other: dict[str, tuple[str, dict[str, object]]] = {**CHOSEN, "id_card": ("samv-serial", {"path": "/dev/another"})}
    (another, _) = report_of(Statuses(READER, receipt_printer=PRINTER), other, NOW, NOW_S).after(before).devices
    assert another.last_error == ""


def test_at_rest_it_is_told_since_when_a_device_was_so_when_the_terminal_last_ran() -> None:
    before = report()
    gone = replace(READER, health=Health.NO_DEVICE)
    opened = report_of(Statuses(gone, receipt_printer=PRINTER), CHOSEN, NOW, NOW_S, opened_for_it=True)
    reader, printer = opened.after(before).devices
    assert reader.since is None, "it was well then"
    assert printer.since == NOW - timedelta(minutes=1)
    assert "小票打印机  没纸，上次运行时从 2026-04-21 09:40 起就这样" in as_text(opened.after(before), ZH)


def test_a_program_that_reads_the_report_had_codes_only() -> None:
    told = msgspec.json.decode(as_json(flapping(id_card=LastError("silent", NOW_S)), ZH))
    reader, printer = told["devices"]
    assert (reader["words"], reader["last_error"], reader["last_error_words"]) == ("正常", "silent", "不回应")
    assert (reader["what_to_do"], printer["last_error_words"]) == ("", "")
    assert (printer["lack"], printer["words"]) == ("no_paper", "没纸")
    assert printer["what_to_do"].startswith("打开盖子，放一卷新纸")
    assert msgspec.convert(told, DeviceReport) == flapping(id_card=LastError("silent", NOW_S))
