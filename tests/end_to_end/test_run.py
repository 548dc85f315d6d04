"""`kiosk run` as systemd starts it: a process of its own, a settings file, SIGTERM."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kiosk.app.doctor import doctor
from kiosk.app.keeper import run as kept
from kiosk.app.lock import RUNS_ALREADY, UNUSABLE
from kiosk.app.start import run
from tests.helpers.signed_words import identity_in
from tests.helpers.view_context import ROOT

WAIT_S = 30

SETTINGS = """
[terminal]
terminal_id = "test-1"
number_prefix = "T1"
division_code = "130102001001"
place_name = "测试社区便民服务"
short_place_name = "测试社区"
machine_line = "河北省 · 1 号自助机"
machine_name = "测试 1 号自助机"
short_machine_name = "1 号机"
help_phone = "0311-5550-0101"

[platform]
base_url = "http://127.0.0.1:{port}"

[machine]
panel_width_mm = 336.0

[storage]
directory = "{storage}"

[devices.id_card]
driver = "samv-serial"
options = {{ path = "{storage}/no-such-port" }}

[devices.receipt_printer]
driver = "{printer}"
options = {{ host = "127.0.0.1", port = 9 }}
"""


@pytest.fixture
def platform() -> Iterator[socket.socket]:
    """Somebody who is called as soon as the terminal serves, and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(WAIT_S)
        yield listener


def settings_file(tmp_path: Path, port: int, printer: str = "escpos-tcp", enrolled: bool = True) -> Path:
    if enrolled:
        identity_in(tmp_path / "storage" / "identity")
    path = tmp_path / "terminal.toml"
    path.write_text(SETTINGS.format(port=port, storage=tmp_path / "storage", printer=printer), encoding="utf-8")
    return path


def start(config: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "kiosk", "run", "--config", str(config)],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.fixture
def terminal(tmp_path: Path, platform: socket.socket) -> Iterator[subprocess.Popen[str]]:
    """A terminal without devices that has begun to serve."""
    process = start(settings_file(tmp_path, platform.getsockname()[1]))
    with process:
        platform.accept()[0].close()
        yield process
        process.kill()


def test_it_serves_without_its_devices_and_ends_well_on_sigterm(terminal: subprocess.Popen[str]) -> None:
    terminal.send_signal(signal.SIGTERM)
    assert terminal.communicate(timeout=WAIT_S) == ("", "")
    assert terminal.returncode == 0


def _forget_callers(platform: socket.socket) -> None:
    """Drop the connections that the killed one had begun, so that the next caller is the next terminal."""
    platform.settimeout(0)
    with contextlib.suppress(BlockingIOError):
        while True:
            platform.accept()[0].close()
    platform.settimeout(WAIT_S)


def test_a_second_one_on_the_same_storage_is_refused_and_the_first_goes_on(
    tmp_path: Path, terminal: subprocess.Popen[str]
) -> None:
    with start(tmp_path / "terminal.toml") as second:
        said = second.communicate(timeout=WAIT_S)[1]
    assert second.returncode == RUNS_ALREADY
    assert str(tmp_path / "storage") in said
    assert terminal.poll() is None


def test_after_a_kill_the_next_one_starts(
    tmp_path: Path, terminal: subprocess.Popen[str], platform: socket.socket
) -> None:
    terminal.kill()
    terminal.wait()
    _forget_callers(platform)
    with start(tmp_path / "terminal.toml") as second:
        platform.accept()[0].close()
        second.terminate()
        second.communicate(timeout=WAIT_S)
    assert second.returncode == 0


def test_a_device_nobody_knows_is_named_and_ends_it(tmp_path: Path, platform: socket.socket) -> None:
    with start(settings_file(tmp_path, platform.getsockname()[1], printer="no-such-driver")) as process:
        said = process.communicate(timeout=WAIT_S)[1]
    assert process.returncode == UNUSABLE
    assert "no-such-driver" in said


def test_kept_by_a_keeper_it_serves_and_ends_well(tmp_path: Path, platform: socket.socket) -> None:
    config = settings_file(tmp_path, platform.getsockname()[1])
    with config.open("a", encoding="utf-8") as file:
        file.write("[process]\nreplace_after_resident = true\n")
    with start(config) as keeper:
        platform.accept()[0].close()
        assert (tmp_path / "storage" / "terminal.lock").exists()
        keeper.terminate()
        assert keeper.communicate(timeout=WAIT_S) == ("", "")
    assert keeper.returncode == 0
    assert not (tmp_path / "storage" / "terminal.lock").exists()


def test_every_problem_of_the_settings_is_printed_on_a_line_of_its_own(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = tmp_path / "terminal.toml"
    config.write_text("[storage]\ndirectory = 3\n[ui]\nwidth_px = 1\n", encoding="utf-8")
    assert run(config, ROOT) == UNUSABLE
    lines = capsys.readouterr().err.splitlines()
    assert {line.split(": ")[1] for line in lines} >= {"terminal", "platform", "storage.directory", "ui.width_px"}


DEVICE_MISTAKES = """
[devices.scanner]
driver = "serial-scanner"
options = {{ path = "{port}", baud_rate = 12345 }}
[devices.voice]
options = {{ words = 3 }}
[devices.toaster]
driver = "bread"
"""


@pytest.mark.parametrize("command", [run, kept, lambda config, root: doctor(Namespace(config=config), root)])
def test_a_missing_section_hid_the_mistakes_of_the_devices_until_it_was_mended(
    command: Callable[[Path, Path], int], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = settings_file(tmp_path, 1, enrolled=False)
    port = tmp_path / "storage" / "no-such-port"
    text = config.read_text(encoding="utf-8").replace("[platform]", "[devices.power]")  # nonsense for a supply
    config.write_text(text + DEVICE_MISTAKES.format(port=port), encoding="utf-8")
    assert command(config, ROOT) == UNUSABLE
    told = capsys.readouterr().err
    for wrong in (": platform: ", ": devices.toaster: ", ": devices.voice.driver: ", ": devices.power.driver: "):
        assert wrong in told
    assert "devices.scanner: serial-scanner: 12345" in told
    assert f"devices.scanner: {port} is what devices.id_card opens already" in told


def test_a_settings_file_that_is_not_there_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path / "none.toml", ROOT) == UNUSABLE
    assert "none.toml" in capsys.readouterr().err


def test_a_storage_directory_that_cannot_be_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = settings_file(tmp_path, 1, enrolled=False)
    (tmp_path / "storage").write_text("a file where the directory should be")
    assert run(config, ROOT) == UNUSABLE
    assert "storage" in capsys.readouterr().err
