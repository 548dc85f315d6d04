"""Drivers by name, and configurations that cannot be."""

import asyncio
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, cast

import pytest

from devices.chipcards import pcsc
from devices.contracts.camera import FrameSource
from devices.contracts.health import Health
from devices.links.character_device import character_device_link
from devices.links.evdev import evdev_link
from devices.links.link import LinkGoneError, OpenLink
from devices.links.process import process_link
from devices.links.streams import serial_link, tcp_link
from devices.registry import DRIVERS, BadDeviceConfigError, create_device, create_devices
from devices.registry.cameras import page_source

GOOD: list[tuple[str, str, dict[str, Any]]] = [
    ("id_card", "samv-serial", {"path": "/dev/kiosk/idcard"}),
    ("social_card", "pcsc", {"reader": "*Contact*"}),
    ("social_card", "sscard-library", {"path": "/opt/vendor/libSSCardDriver.so", "interface": "contactless"}),
    ("staff_card", "pcsc", {"reader": "*PIV*"}),
    ("id_card", "samv-usb", {"vendor_id": 0x2015, "product_id": 0x0008, "photo_decoder": "/opt/wlt/decode --bmp"}),
    ("id_card", "vendor-termb", {"library": "/opt/vendor/libtermb.so"}),
    ("receipt_printer", "escpos-tcp", {"host": "10.0.0.9", "pictures": "assets/content/print"}),
    ("receipt_printer", "escpos-serial", {"path": "/dev/kiosk/printer", "baud_rate": 19200}),
    ("receipt_printer", "escpos-usb", {"vendor_id": 0x04B8, "product_id": 0x0202}),
    ("receipt_printer", "escpos-usblp", {"profile": "epson-tm-t88"}),
    ("page_printer", "ipp", {"uri": "ipp://10.0.0.10/ipp/print"}),
    ("page_printer", "ipp", {"uri": "ipps://10.0.0.10/ipp/print", "certificate_sha256": "AB:" * 31 + "cd"}),
    ("voice", "espeak", {}),
    ("voice", "espeak-network", {"host": "127.0.0.1", "port": 4000}),
    ("voice", "pyttsx3", {"voice": "sit/cmn-latn-pinyin", "host": "127.0.0.1", "port": 4000}),
    ("voice", "sherpa-onnx", {"model": "/m.onnx", "tokens": "/tokens.txt", "lexicon": "/l.txt", "threads": 2}),
    ("camera", "http-snapshot", {"url": "http://127.0.0.1:8080/snapshot.jpg"}),
    ("camera", "v4l2", {"path": "/dev/kiosk/camera", "width_px": 3264, "height_px": 2448}),
    ("scanner", "serial-scanner", {"path": "/dev/kiosk/scanner"}),
    ("scanner", "wedge-scanner", {"path": "/dev/kiosk/scanner"}),
    ("scanner", "wedge-in-window", {}),
    ("power", "nut", {"ups": "kiosk"}),
    ("microphone", "portaudio-microphone", {}),
    ("microphone", "microphone-network", {"host": "127.0.0.1", "port": 4002}),
    ("lights", "sysfs-leds", {"id_card": "kiosk:green:card", "help": "kiosk:red:help"}),
    ("keypad", "hid-keypad", {"path": "/dev/kiosk/keypad", "volume": 114}),
    ("headphones", "evdev-jack", {"path": "/dev/kiosk/headphones"}),
    ("proximity", "evdev-proximity", {"host": "127.0.0.1", "port": 4001}),
    ("help_button", "evdev-button", {"path": "/dev/kiosk/help"}),
]


@pytest.mark.parametrize(("role", "driver", "options"), GOOD)
def test_every_driver_is_made_by_name_and_has_not_started(role: str, driver: str, options: dict[str, Any]) -> None:
    assert create_device(role, driver, options).status.health is Health.STARTING


def test_every_registered_driver_is_tried_here() -> None:
    assert {(role, driver) for role, driver, _ in GOOD} == {
        (role, driver) for role, drivers in DRIVERS.items() for driver in drivers
    }


@pytest.mark.parametrize(
    ("role", "driver", "options", "told"),
    [
        ("id_card", "samv-bluetooth", {}, "samv-serial"),
        ("id_card", "samv-usb", {"vendor_id": 0x0400}, "product_id"),
        ("id_card", "samv-serial", {}, "path"),
        ("id_card", "samv-serial", {"path": "/dev/x", "baud": 9600}, "baud"),
        ("receipt_printer", "escpos-tcp", {"host": "x", "profile": "tm"}, "epson-tm-t88"),
        ("social_card", "pcsc", {}, "reader"),
        ("social_card", "sscard-library", {"path": "x", "interface": "both"}, "contactless"),
        ("voice", "espeak-network", {"host": "x", "port": "4000"}, "port"),
        ("voice", "sherpa-onnx", {"model": "/m.onnx"}, "tokens"),
        ("voice", "espeak", {"fallback": "festival"}, "none, espeak, pyttsx3"),
        ("lights", "sysfs-leds", {}, "one light"),
        ("page_printer", "ipp", {"uri": "http://x/ipp/print"}, "'uri' must begin with ipp://"),
        ("page_printer", "ipp", {"uri": "ipp://x/ipp/print", "certificate_sha256": "ab" * 32}, "ipps://"),
        ("page_printer", "ipp", {"uri": "ipps://x/ipp/print", "certificate_sha256": "ab:cd"}, "64 hexadecimal"),
        ("page_printer", "ipp", {"uri": "ipps://x/ipp/print", "ca_file": "/no/such.pem"}, "/no/such.pem"),
        (
            "page_printer",
            "ipp",
            {"uri": "ipps://x/ipp/print", "certificate_sha256": "ab" * 32, "ca_file": "/no/such.pem"},
            "not both",
        ),
        ("camera", "http-snapshot", {"url": "rtsp://x"}, "camera"),
    ],
)
def test_a_wrong_configuration_says_what_is_wrong(role: str, driver: str, options: dict[str, Any], told: str) -> None:
    with pytest.raises(ValueError, match=told):
        create_device(role, driver, options)
    assert issubclass(BadDeviceConfigError, ValueError)


@pytest.mark.parametrize(
    ("role", "driver", "options", "told"),
    [
        ("page_printer", "ipp", {"uri": "foo"}, "devices.page_printer: .*foo"),
        ("page_printer", "ipp", {"uri": "ipp://10.0.0.10:99999/ipp/print"}, "devices.page_printer: .*'uri'.*99999"),
        ("camera", "http-snapshot", {"url": "file:///dev/video0"}, "devices.camera: .*file:///dev/video0"),
        ("camera", "http-snapshot", {"url": "http://127.0.0.1:99999/"}, "devices.camera: .*'url'.*99999"),
        ("id_card", "samv-serial", {"path": "/dev/x", "photo_decoder": "a 'b"}, "devices.id_card: .*photo_decoder"),
        ("receipt_printer", "escpos-tcp", {"host": "10.0.0.9", "port": 99999}, "devices.receipt_printer: .*'port'"),
        ("power", "nut", {"host": "a..b", "ups": "kiosk"}, "devices.power: .*'host'.*a..b"),
        ("scanner", "serial-scanner", {"path": "/dev/\0"}, "devices.scanner: .*'path'"),
    ],
)
def test_an_address_that_cannot_be_is_told_in_words_with_its_setting_and_makes_no_traceback(
    role: str, driver: str, options: dict[str, Any], told: str
) -> None:
    with pytest.raises(BadDeviceConfigError, match=told):
        create_device(role, driver, options)


@pytest.mark.parametrize(
    ("role", "driver", "options"),
    [
        ("camera", "http-snapshot", {"url": "http://admin:geheim@10.0.0.9/snapshot.jpg"}),
        ("page_printer", "ipp", {"uri": "ipp://admin:geheim@10.0.0.10/ipp/print"}),
    ],
)
def test_a_password_in_an_address_is_a_mistake_for_it_was_shown_by_the_doctor_and_handed_to_nobody(
    role: str, driver: str, options: dict[str, Any]
) -> None:
    with pytest.raises(BadDeviceConfigError, match="password") as refused:
        create_device(role, driver, options)
    assert "geheim" not in str(refused.value)


def test_all_device_mistakes_of_a_file_are_told_at_once() -> None:
    with pytest.raises(BadDeviceConfigError) as refused:
        create_devices({"page_printer": ("ipp", {"uri": "foo"}), "voice": ("espeak", {}), "power": ("nut", {})})
    assert [line.split(":")[0] for line in str(refused.value).splitlines()] == ["devices.page_printer", "devices.power"]


def test_the_scanner_was_given_the_card_reader_s_port_and_each_swallowed_half_of_the_other_s_bytes(
    tmp_path: Path,
) -> None:
    (tmp_path / "idcard").symlink_to("ttyUSB0")
    with pytest.raises(BadDeviceConfigError) as refused:
        create_devices({
            "id_card": ("samv-serial", {"path": str(tmp_path / "idcard")}),
            "scanner": ("serial-scanner", {"path": str(tmp_path / "ttyUSB0"), "baud_rate": 12345}),
            "keypad": ("hid-keypad", {"path": "/dev/kiosk/panel"}),
            "headphones": ("evdev-jack", {"path": "/dev/kiosk/panel"}),
        })  # fmt: skip
    lines = str(refused.value).splitlines()
    assert [line.split(":")[0] for line in lines] == ["devices.scanner", "devices.scanner", "devices.headphones"]
    assert lines[1].endswith(f"{tmp_path}/ttyUSB0 is what devices.id_card opens already")


def test_two_switches_of_one_input_device_are_read_side_by_side() -> None:
    panel = {"path": "/dev/kiosk/panel"}
    made = create_devices({"headphones": ("evdev-jack", panel), "proximity": ("evdev-proximity", panel)})
    assert made.present().keys() == {"headphones", "proximity"}


@pytest.mark.parametrize(
    ("role", "driver", "options", "wrong"),
    [
        ("receipt_printer", "escpos-tcp", {"host": "a..b", "port": 99999, "profile": "x", "prot": 1},
         ["'host'", "'port'", "'profile'", "prot"]),
        ("receipt_printer", "escpos-serial", {"baud_rate": 12345, "profile": 3}, ["12345", "'path'", "'profile'"]),
        ("page_printer", "ipp", {"uri": "foo", "certificate_sha256": "00", "ca_file": "/nowhere"},
         ["'uri'", "not both", "'ca_file'", "'certificate_sha256'", "ipps://"]),
        ("power", "nut", {"host": 7, "port": -1}, ["'host'", "'port'", "'ups'"]),
        ("camera", "v4l2", {"width_px": 0, "height_px": "x"}, ["'path'", "'width_px'", "'height_px'"]),
        ("social_card", "sscard-library", {"interface": "x", "port": 1}, ["'interface'", "'path'", "port"]),
        ("lights", "sysfs-leds", {"folder": ""}, ["one light", "'folder'"]),
        ("keypad", "hid-keypad", {"up": 0, "down": -1, "path": ""}, ["'up'", "'down'", "'path'"]),
    ],
)  # fmt: skip
def test_all_mistakes_of_one_device_are_told_at_once(
    role: str, driver: str, options: dict[str, Any], wrong: list[str]
) -> None:
    """Each was told only when the one before it had been mended."""
    with pytest.raises(BadDeviceConfigError) as refused:
        create_device(role, driver, options)
    lines = str(refused.value).splitlines()
    assert all(line.startswith(f"devices.{role}: {driver}: ") for line in lines)
    assert len(lines) == len(wrong)
    assert all(any(each in line for line in lines) for each in wrong)


@pytest.mark.parametrize(
    "open_link",
    [tcp_link("127.0.0.1", 99999), tcp_link("a..b", 1), serial_link("/dev/\0"), character_device_link("/dev/\0"),
     evdev_link("/dev/\0", grab=False), process_link(["\0"])],
)  # fmt: skip
def test_a_wire_to_where_nothing_can_be_is_a_wire_that_is_gone_and_no_fall_of_the_driver(
    open_link: OpenLink,
) -> None:
    async def opened() -> None:
        await open_link()

    with pytest.raises(LinkGoneError) as gone:
        asyncio.run(opened())
    assert gone.value.__cause__ is not None


def test_a_usb_camera_without_opencv_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("devices.registry.cameras.find_spec", lambda name: None)
    with pytest.raises(BadDeviceConfigError, match=r"\[camera\]"):
        create_device("camera", "v4l2", {"path": "/dev/kiosk/camera"})


def test_without_opencv_a_network_camera_works_and_its_pages_are_not_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    camera = cast(
        "FrameSource", create_device("camera", "http-snapshot", {"url": "http://127.0.0.1:8080/snapshot.jpg"})
    )
    assert page_source(camera).judges
    monkeypatch.setattr("devices.registry.cameras.find_spec", lambda name: None)
    assert not page_source(camera).judges


def test_the_slips_drawing_is_where_a_terminal_looks_for_it() -> None:
    assert (Path(__file__).parents[3] / "assets" / "content" / "print" / "bridge.png").is_file()


def test_a_terminal_without_pyscard_says_so_only_when_a_chip_card_reader_is_configured() -> None:
    without = """if True:
        import sys
        sys.modules["smartcard"] = None
        from devices.registry import create_device
        create_device("id_card", "samv-serial", {"path": "/dev/kiosk/idcard"})
        create_device("social_card", "sscard-library", {"path": "/opt/libSSCardDriver.so"})
        create_device("social_card", "pcsc", {"reader": "*"})
    """
    done = subprocess.run([sys.executable, "-c", without], check=False, capture_output=True, text=True)
    assert done.stderr.splitlines()[-1].startswith(
        "devices.registry.options.BadDeviceConfigError: devices.social_card: pcsc: pyscard"
    )


def test_one_terminal_has_one_chip_card_service(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pcsc, "_services", [])
    monkeypatch.setenv("PCSCLITE_CSOCK_NAME", "/run/inherited")
    create_device("social_card", "pcsc", {"reader": "*", "socket": "/run/one"})
    assert os.environ["PCSCLITE_CSOCK_NAME"] == "/run/one"
    with pytest.raises(BadDeviceConfigError, match="/run/one"):
        create_device("staff_card", "pcsc", {"reader": "*", "socket": "/run/other"})


@pytest.mark.parametrize("role_driver", [("scanner", "serial-scanner"), ("id_card", "samv-serial")])
def test_a_baud_rate_no_port_has_is_a_wrong_setting_and_no_scanner_that_is_online(role_driver: tuple[str, str]) -> None:
    role, driver = role_driver
    with pytest.raises(BadDeviceConfigError, match="12345 is no baud rate"):
        create_device(role, driver, {"path": "/dev/x", "baud_rate": 12345})
