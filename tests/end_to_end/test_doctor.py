"""`kiosk doctor` beside emulated devices, at rest and while the terminal runs."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from argparse import Namespace
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from kiosk.app.doctor import FELL_SHORT, doctor
from kiosk.app.lock import UNUSABLE, LockedError, take_storage
from kiosk.maintenance.device_file import DEVICES_FILE
from tests.helpers.fake_clock import FakeClock
from tests.helpers.view_context import ROOT

SETTINGS = (Path(__file__).parents[2] / "assets" / "config" / "demo.toml").read_text(encoding="utf-8")


@pytest.fixture
def machines(tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-m", "devices.emulators", "--dir", str(tmp_path / "machines"), "--no-pacing"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as process:
        yield process
        process.terminate()


@pytest.fixture
def devices(machines: subprocess.Popen[bytes]) -> dict[str, Any]:
    assert machines.stdout is not None
    told: dict[str, Any] = json.loads(machines.stdout.readline())["devices"]
    return told


@pytest.fixture
def stopped(machines: subprocess.Popen[bytes], devices: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The machines' process stands still: their ports are open, and nobody answers."""
    machines.send_signal(signal.SIGSTOP)
    yield devices
    machines.send_signal(signal.SIGCONT)


def settings(folder: Path, devices: dict[str, Any]) -> Path:
    lines = [SETTINGS, '[platform]\nbase_url = "http://127.0.0.1:9"', f'[storage]\ndirectory = "{folder / "storage"}"']
    for role, chosen in devices.items():
        options = ", ".join(f"{name} = {json.dumps(value)}" for name, value in chosen["options"].items())
        lines.append(f'[devices.{role}]\ndriver = "{chosen["driver"]}"\noptions = {{ {options} }}')
    path = folder / "terminal.toml"
    path.write_text("\n\n".join(lines), encoding="utf-8")
    return path


def asked(config: Path, *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "kiosk", "doctor", "--config", str(config), *options],
        cwd=ROOT, env={**os.environ, "PYTHONWARNINGS": "error"}, capture_output=True, text=True, timeout=50,
    )  # fmt: skip


def test_at_rest_it_opens_every_device_and_says_what_it_is(tmp_path: Path, devices: dict[str, Any]) -> None:
    told = asked(settings(tmp_path, devices), "--json")
    rows = {row["role"]: row for row in json.loads(told.stdout)["devices"]}
    assert rows.keys() == devices.keys()
    assert rows["id_card"]["serial"].startswith("05.03")
    assert {row["health"] for row in rows.values()} == {"online"}
    assert {row["since"] for row in rows.values()} == {None}
    assert (told.returncode, told.stderr) == (0, "")


def test_devices_whose_process_stands_still_keep_it_no_longer_and_are_told_as_silent(
    tmp_path: Path, stopped: dict[str, Any], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("kiosk.app.doctor.FIRST_WORDS_S", 5.0)
    began_s = time.monotonic()
    assert doctor(Namespace(config=settings(tmp_path, stopped), json=True), ROOT) == FELL_SHORT
    assert time.monotonic() - began_s < 20
    told = {row["role"]: row["health"] for row in json.loads(capsys.readouterr().out)["devices"]}
    by_their_files = {"scanner", "lights"}  # a port and a folder are there, whoever made them
    assert {role for role, health in told.items() if health == "online"} <= by_their_files
    assert told["page_printer"] == told["keypad"] == "offline"


def test_a_device_that_is_not_there_is_told_in_words_with_what_to_do(tmp_path: Path) -> None:
    gone = {"id_card": {"driver": "samv-serial", "options": {"path": str(tmp_path / "no-port")}}}
    told = asked(settings(tmp_path, gone))
    assert told.returncode == 1
    assert "身份证读卡器  找不到设备" in told.stdout
    assert "怎么办：" in told.stdout


def test_a_camera_without_opencv_is_told_with_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    camera = {"camera": {"driver": "http-snapshot", "options": {"url": "http://127.0.0.1:9/snapshot.jpg"}}}
    config = Namespace(config=settings(tmp_path, camera), json=False)
    doctor(config, ROOT)
    assert "[camera]" not in capsys.readouterr().out
    monkeypatch.setattr("devices.registry.cameras.find_spec", lambda name: None)
    doctor(config, ROOT)
    assert "没有装 OpenCV" in capsys.readouterr().out
    doctor(Namespace(config=config.config, json=True), ROOT)
    assert json.loads(capsys.readouterr().out)["pages_judged"] is False


def test_while_the_terminal_runs_it_tells_what_the_terminal_saw_and_for_how_long_it_holds(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = settings(tmp_path, {})
    lock = take_storage(tmp_path / "storage")
    try:
        nothing_yet = asked(config)
        assert (nothing_yet.returncode, nothing_yet.stdout) == (UNUSABLE, "")
        assert "没有写下设备报告" in nothing_yet.stderr
        assert not re.search("[a-z]{3}", nothing_yet.stderr), "a clerk does not read English"
        kept = {"taken_at": "2026-04-21T01:41:00Z", "devices": []}
        (tmp_path / "storage" / DEVICES_FILE).write_text(json.dumps(kept), encoding="utf-8")
        options, clock = Namespace(config=config, json=False), FakeClock()
        assert doctor(options, ROOT, clock) == 0
        assert capsys.readouterr().out == "2026-04-21 09:41，共 0 台设备\n"
        clock.set_wall_clock(clock.now() + timedelta(seconds=61))
        assert doctor(options, ROOT, clock) == FELL_SHORT
        assert "旧报告" in capsys.readouterr().out
    finally:
        lock.unlock()


def test_a_storage_that_cannot_be_locked_is_told_in_the_clerks_language_and_hides_no_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refused(directory: Path) -> None:
        raise LockedError(f"{directory}: no lock can be made there", UNUSABLE)

    monkeypatch.setattr("kiosk.app.doctor.take_storage", refused)
    options, clock = Namespace(config=settings(tmp_path, {}), json=False), FakeClock()
    (tmp_path / "storage").mkdir()
    assert doctor(options, ROOT, clock) == UNUSABLE
    assert "不能写" in capsys.readouterr().err
    kept = {"taken_at": "2026-04-21T01:41:00Z", "devices": []}
    (tmp_path / "storage" / DEVICES_FILE).write_text(json.dumps(kept), encoding="utf-8")
    assert doctor(options, ROOT, clock) == 0
    assert "共 0 台设备" in capsys.readouterr().out


@pytest.mark.parametrize(("out", "code"), [("/dev/full", UNUSABLE), ("closed pipe", 0)])
def test_a_full_disk_or_a_reader_who_stops_reading_makes_no_traceback(tmp_path: Path, out: str, code: int) -> None:
    if out == "/dev/full":
        write_end = os.open(out, os.O_WRONLY)
    else:
        read_end, write_end = os.pipe()
        os.close(read_end)
    command = [sys.executable, "-m", "kiosk", "doctor", "--config", str(settings(tmp_path, {}))]
    told = subprocess.run(command, cwd=ROOT, stdout=write_end, stderr=subprocess.PIPE, timeout=50, check=False)
    os.close(write_end)
    assert (told.returncode, told.stderr) == (code, b"")
