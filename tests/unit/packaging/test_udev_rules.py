"""The udev rules: that udev would take them (udev(7), checked strictly), and what they do with each kind of device."""

import fnmatch
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[3]
RULES = ROOT / "packaging/udev/60-bianmin-kiosk.rules"
TOKEN = re.compile(r'([A-Z]+)(?:\{([^}]+)\})?\s*(==|!=|\+=|=)\s*"([^"]*)"')
MATCHES = {"ACTION", "SUBSYSTEM", "KERNEL", "KERNELS", "ATTR", "ATTRS", "ENV"}
ASSIGNMENTS = {"SYMLINK": {"+="}, "RUN": {"+="}, "GROUP": {"="}, "MODE": {"="}, "GOTO": {"="}, "LABEL": {"="},
               "ENV": {"="}}  # fmt: skip
ROLES = {"idcard", "idcard-usb", "printer", "scanner", "camera", "keypad", "headphones", "proximity", "help"}


@dataclass(frozen=True, slots=True)
class Token:
    key: str
    attribute: str
    operator: str
    value: str

    @property
    def is_match(self) -> bool:
        return self.operator in ("==", "!=")


Rule = tuple[Token, ...]


def parse(text: str) -> Iterator[Rule]:
    """The rules of a file. Raises ValueError at what udev would refuse, and at what it would take and ignore."""
    for number, line in enumerate(text.splitlines(), start=1):
        if not line or line.startswith("#"):
            continue
        if TOKEN.sub("", line).replace(",", "").strip():
            raise ValueError(f"line {number}: not understood")
        tokens = tuple(Token(found[1], found[2] or "", found[3], found[4]) for found in TOKEN.finditer(line))
        if len(re.findall(r",\s", line)) != len(tokens) - 1:
            raise ValueError(f"line {number}: a comma is missing or too many")
        for token in tokens:
            known = token.key in MATCHES if token.is_match else token.operator in ASSIGNMENTS.get(token.key, ())
            if not known or (token.key in ("ATTR", "ATTRS", "ENV")) != bool(token.attribute):
                raise ValueError(f"line {number}: {token}")
        yield tokens


Device = dict[str, Any]


def run(rules: list[Rule], device: Device, site_role: str = "") -> Device:
    """What becomes of a device: its properties after the rules, as udev would leave them."""
    result: Device = {"ENV": {**device.get("ENV", {})}, "SYMLINK": [], "RUN": []}
    if site_role:
        result["ENV"]["KIOSK_ROLE"] = site_role
    at = 0
    while at < len(rules):
        tokens, at = rules[at], at + 1
        if all(holds(token, device, result) for token in tokens if token.is_match):
            label = apply([token for token in tokens if not token.is_match], result)
            if label:
                at = next(n for n in range(at, len(rules)) if Token("LABEL", "", "=", label) in rules[n])
    return result


def holds(token: Token, device: Device, result: Device) -> bool:
    match token.key:
        case "ENV":
            value = result["ENV"].get(token.attribute, "")
        case "ATTR" | "ATTRS":
            value = device.get("ATTR", {}).get(token.attribute)
        case key:
            value = device.get(key, "add" if key == "ACTION" else "")
    found = value is not None and any(fnmatch.fnmatchcase(value, pattern) for pattern in token.value.split("|"))
    return found is (token.operator == "==")


def apply(tokens: list[Token], result: Device) -> str:
    """Do what a rule says; the label it goes to."""
    for token in tokens:
        value = token.value.replace("$env{KIOSK_ROLE}", result["ENV"].get("KIOSK_ROLE", ""))
        match token.key:
            case "ENV":
                result["ENV"][token.attribute] = value
            case "SYMLINK" | "RUN":
                result[token.key].append(value)
            case "GOTO":
                return value
            case key:
                result[key] = value
    return ""


@pytest.fixture(scope="module")
def rules() -> list[Rule]:
    return list(parse(RULES.read_text()))


@pytest.mark.parametrize(
    "line",
    [
        'SUBSYSTEM="tty", SYMLINK+="kiosk/x"',
        'SUBSYSTEM=="tty" SYMLINK+="kiosk/x"',
        'SUBSYTEM=="tty", SYMLINK+="kiosk/x"',
        'ATTR=="x", MODE="0660"',
        'SUBSYSTEM=="tty", SYMLINK+=kiosk/x',
        'SUBSYSTEM=="tty", MODE+="0660"',
        'SUBSYSTEM=="tty", MODE=="0660"',
    ],
)
def test_the_checker_refuses_what_udev_would(line: str) -> None:
    with pytest.raises(ValueError, match="line 1"):
        list(parse(line))


def test_every_jump_leads_forward_to_a_label(rules: list[Rule]) -> None:
    for number, tokens in enumerate(rules):
        for token in tokens:
            if token.key == "GOTO":
                assert any(Token("LABEL", "", "=", token.value) in later for later in rules[number + 1 :])


def test_no_device_is_open_to_everybody_and_no_name_leaves_the_folder(rules: list[Rule]) -> None:
    tokens = [token for rule in rules for token in rule]
    assert {token.value for token in tokens if token.key == "MODE"} == {"0660"}
    assert {token.value for token in tokens if token.key == "GROUP"} == {"bianmin-kiosk"}
    assert {token.value for token in tokens if token.key == "SYMLINK"} == {"kiosk/$env{KIOSK_ROLE}"}
    given = {token.value for token in tokens if token.attribute == "KIOSK_ROLE" and token.operator == "="}
    assert given <= ROLES


def test_ids_are_written_as_the_kernel_writes_them(rules: list[Rule]) -> None:
    ids = [token.value for rule in rules for token in rule if token.attribute in ("idVendor", "idProduct")]
    assert ids
    assert all(re.fullmatch(r"[0-9a-f]{4}", each) for each in ids)


def usb(vendor: str, product: str) -> Device:
    attributes = {"idVendor": vendor, "idProduct": product}
    return {"SUBSYSTEM": "usb", "ENV": {"DEVTYPE": "usb_device"}, "ATTR": attributes}


def event(**attributes: str) -> Device:
    return {"SUBSYSTEM": "input", "KERNEL": "event3", "ATTR": {k.replace("_", "/"): v for k, v in attributes.items()}}


@pytest.mark.parametrize(
    ("device", "site_role", "name"),
    [
        (usb("0400", "c35a"), "", "kiosk/idcard-usb"),
        (usb("2015", "0008"), "", "kiosk/idcard-usb"),
        ({"SUBSYSTEM": "usbmisc", "KERNEL": "lp0"}, "", "kiosk/printer"),
        ({"SUBSYSTEM": "tty", "KERNEL": "ttyACM1"}, "", "kiosk/scanner"),
        ({"SUBSYSTEM": "tty", "KERNEL": "ttyACM1"}, "idcard", "kiosk/idcard"),
        ({"SUBSYSTEM": "tty", "KERNEL": "ttyUSB0"}, "idcard", "kiosk/idcard"),
        ({"SUBSYSTEM": "video4linux", "KERNEL": "video0", "ATTR": {"index": "0"}}, "", "kiosk/camera"),
        (event(capabilities_sw="4"), "", "kiosk/headphones"),
        (event(capabilities_sw="800"), "", "kiosk/proximity"),
        (event(capabilities_sw="0"), "keypad", "kiosk/keypad"),
    ],
)
def test_a_device_gets_its_name_and_belongs_to_the_kiosk(
    rules: list[Rule], device: Device, site_role: str, name: str
) -> None:
    result = run(rules, device, site_role)
    assert result["SYMLINK"] == [name]
    assert (result["GROUP"], result["MODE"]) == ("bianmin-kiosk", "0660")


@pytest.mark.parametrize(
    "device",
    [
        {"SUBSYSTEM": "block", "KERNEL": "sda"},
        {"SUBSYSTEM": "tty", "KERNEL": "ttyUSB0"},
        {"SUBSYSTEM": "tty", "KERNEL": "tty1"},
        {"SUBSYSTEM": "video4linux", "KERNEL": "video1", "ATTR": {"index": "1"}},
        usb("1d6b", "0002"),
        {**usb("0400", "c35a"), "ACTION": "remove"},
        event(capabilities_sw="0"),
    ],
)
def test_what_is_not_the_kiosks_is_left_alone(rules: list[Rule], device: Device) -> None:
    result = run(rules, device)
    assert (result["SYMLINK"], result["RUN"], "MODE" in result) == ([], [], False)


def test_the_keypads_keys_reach_no_window(rules: list[Rule]) -> None:
    assert run(rules, event(), "keypad")["ENV"]["LIBINPUT_IGNORE_DEVICE"] == "1"
    assert "LIBINPUT_IGNORE_DEVICE" not in run(rules, event(capabilities_sw="4"))["ENV"]


def test_the_lights_files_are_given_to_the_group(rules: list[Rule]) -> None:
    result = run(rules, {"SUBSYSTEM": "leds", "KERNEL": "kiosk:green:card"})
    assert [command.split()[0] for command in result["RUN"]] == ["/bin/chgrp", "/bin/chmod"]


def test_every_stable_name_in_the_example_settings_is_one_that_is_made() -> None:
    text = (ROOT / "assets/config/example.toml").read_text()
    tomllib.loads(text)
    names = set(re.findall(r"/dev/kiosk/([a-z-]+)", text))
    assert "idcard" in names
    assert names <= ROLES
