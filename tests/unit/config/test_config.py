"""Settings: whole or not at all, every problem at once, and no value repeated."""

from pathlib import Path
from typing import Any

import pytest

from devices.registry import DRIVERS, create_devices
from kiosk.config import Settings, SettingsError, Storage, checked, load_settings

ASSETS = Path(__file__).parents[3] / "assets" / "config"


def problems(text: str, tmp_path: Path, environment: dict[str, str] | None = None) -> list[str]:
    file = tmp_path / "terminal.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as told:
        load_settings(file, environment or {})
    return [line.replace(str(file), "terminal.toml") for line in str(told.value).splitlines()]


def example(**changes: str) -> str:
    text = (ASSETS / "example.toml").read_text(encoding="utf-8")
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new)
    return text


def test_the_example_is_complete_and_its_drivers_exist() -> None:
    settings = load_settings(ASSETS / "example.toml", {})
    assert settings.terminal.place_name == "槐树里社区便民服务"
    assert settings.platform.ca_file == Path("/etc/bianmin-kiosk/platform-ca.pem")
    assert {"id_card", "receipt_printer", "voice", "camera"} <= settings.devices.chosen().keys()
    create_devices(settings.devices.chosen())
    assert [
        role for role in DRIVERS if f"[devices.{role}]\n" not in example() and f"[devices.{role}] " not in example()
    ] == []


def with_model(lines: str) -> str:
    return example() + f'\n[speech_model]\ntokens = "/m/tokens.txt"\n{lines}'


def test_a_speech_model_is_one_file_or_three(tmp_path: Path) -> None:
    told = ["terminal.toml: speech_model.model: a model is either `model`, or `encoder`, `decoder` and `joiner`"]
    assert problems(with_model(""), tmp_path) == told
    assert problems(with_model('encoder = "/m/e"\ndecoder = "/m/d"'), tmp_path) == told
    assert problems(with_model('model = "/m/m"\njoiner = "/m/j"'), tmp_path) == told


def test_a_speech_model_is_told_to_its_process_by_paths(tmp_path: Path) -> None:
    file = tmp_path / "terminal.toml"
    file.write_text(with_model('model = "/m/model.onnx"\nthreads = 2'), encoding="utf-8")
    chosen = load_settings(file, {}).speech_model
    assert chosen is not None
    assert chosen.options() == {"tokens": "/m/tokens.txt", "model": "/m/model.onnx", "threads": 2}


def test_the_demos_file_lacks_only_what_the_demo_adds(tmp_path: Path) -> None:
    text = (ASSETS / "demo.toml").read_text(encoding="utf-8")
    assert problems(text, tmp_path, {}) == [
        "terminal.toml: platform: Field required",
        "terminal.toml: storage: Field required",
    ]


def test_every_problem_is_told_at_once_with_file_and_key(tmp_path: Path) -> None:
    text = example(**{'"HSL3"': '"hsl 3"', "336.0": "-1", '"software"': '"vulkan"', 'language = "zh_CN"': "colour = 1"})
    told = problems(text, tmp_path)
    assert [line.split(": ")[:2] for line in told] == [
        ["terminal.toml", "terminal.number_prefix"],
        ["terminal.toml", "terminal.colour"],
        ["terminal.toml", "machine.panel_width_mm"],
        ["terminal.toml", "ui.renderer"],
    ]


def test_no_problem_repeats_a_value(tmp_path: Path) -> None:
    told = problems(example(), tmp_path, {"KIOSK_PLATFORM__BASE_URL": "ftp://user:secret@elsewhere"})
    assert "secret" not in "\n".join(told)
    assert told[0].startswith("KIOSK_PLATFORM__BASE_URL (environment): platform.base_url: ")


@pytest.mark.parametrize("address", ["http://127.0.0.1:8400", "http://localhost/", "http://[::1]:8400"])
def test_in_the_clear_it_speaks_to_this_machine(address: str, tmp_path: Path) -> None:
    file = tmp_path / "terminal.toml"
    file.write_text(example(**{"https://reception.example": address}), encoding="utf-8")
    assert load_settings(file, {}).platform.base_url == address


@pytest.mark.parametrize("address", ["http://reception.example", "http://127.0.0.1.example", "http://localhost.cn/"])
def test_in_the_clear_it_speaks_to_no_other(address: str, tmp_path: Path) -> None:
    (told,) = problems(example(**{"https://reception.example": address}), tmp_path)
    assert told.startswith("terminal.toml: platform.base_url: ")


def test_tls_needs_the_one_authority(tmp_path: Path) -> None:
    text = "\n".join(line for line in example().splitlines() if not line.startswith("ca_file"))
    assert problems(text, tmp_path) == ["terminal.toml: platform.ca_file: Needed with https"]


def test_the_disks_limits_are_checked(tmp_path: Path) -> None:
    text = example(**{"quota_mib = 4096": "quota_mib = 1", "low_free_percent = 10.0": "low_free_percent = 95.0"})
    assert [line.split(": ")[1] for line in problems(text, tmp_path)] == [
        "storage.quota_mib",
        "storage.low_free_percent",
    ]


def test_the_ballast_leaves_the_quota_to_the_queue(tmp_path: Path) -> None:
    text = example(**{"quota_mib = 4096": "quota_mib = 64"})
    assert problems(text, tmp_path) == ["terminal.toml: storage.ballast_mib: Expected at most a tenth of quota_mib"]


def test_the_example_writes_out_the_disks_own_limits() -> None:
    storage = load_settings(ASSETS / "example.toml", {}).storage
    assert storage == Storage(directory=storage.directory)


def test_the_environment_overrides_the_file(tmp_path: Path) -> None:
    file = tmp_path / "terminal.toml"
    file.write_text(example(), encoding="utf-8")
    changes = {
        "KIOSK_PLATFORM__BASE_URL": "https://10.0.0.1:8000",
        "KIOSK_DEVICES__RECEIPT_PRINTER__OPTIONS__PORT": "9101",
        "KIOSK_DEVICES__ID_CARD__OPTIONS__PATH": "/dev/ttyS3",
        "KIOSK_UI__FULL_SCREEN": "false",
        "KIOSK_HOME": "no setting: it names no section",
        "HOME": "/root",
    }
    settings = load_settings(file, changes)
    assert settings.platform.base_url == "https://10.0.0.1:8000"
    assert settings.devices.receipt_printer is not None
    assert settings.devices.receipt_printer.options["port"] == 9101
    assert settings.devices.id_card is not None
    assert settings.devices.id_card.options["path"] == "/dev/ttyS3"
    assert settings.ui.full_screen is False


@pytest.mark.parametrize(
    ("environment", "told"),
    [
        ({"KIOSK_PLATFROM__BASE_URL": "x"}, "terminal.toml: platfrom: Extra inputs are not permitted"),
        ({"KIOSK_UI__COLOUR": "x"}, "KIOSK_UI__COLOUR (environment): ui.colour: Extra inputs are not permitted"),
        (
            {"KIOSK_TERMINAL__TERMINAL_ID__X": "x"},
            "KIOSK_TERMINAL__TERMINAL_ID__X (environment): terminal_id is no section",
        ),
    ],
)
def test_a_variable_that_fits_nowhere_is_told(environment: dict[str, str], told: str, tmp_path: Path) -> None:
    assert problems(example(), tmp_path, environment) == [told]


@pytest.mark.parametrize("content", [b"[terminal", b"\xff\xfe", b"a = 1\na = 2"])
def test_a_file_that_is_no_toml_is_told(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "terminal.toml"
    file.write_bytes(content)
    with pytest.raises(SettingsError, match=r"terminal\.toml: "):
        load_settings(file, {})


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="No such file"):
        load_settings(tmp_path / "none.toml", {})


@pytest.mark.parametrize("value", ["nan", "inf", "-inf", "1e300", '"wide"'])
def test_a_panel_has_a_width_that_can_be(value: str, tmp_path: Path) -> None:
    (told,) = problems(example(**{"336.0": value}), tmp_path)
    assert "machine.panel_width_mm" in told


def test_a_lying_panel_is_measured_along_its_longer_side_and_its_texts_are_not_half_as_large_as_they_have_to_be(
    tmp_path: Path,
) -> None:
    path = tmp_path / "lying.toml"
    lying = {"336.0": "476.0", "width_px = 1080": "width_px = 1920", "height_px = 1920": "height_px = 1080"}
    path.write_text(example(**lying), encoding="utf-8")
    assert load_settings(path, {}).panel_short_mm == pytest.approx(267.75)


def test_settings_are_frozen() -> None:
    settings = load_settings(ASSETS / "example.toml", {})
    platform: Any = settings.platform
    with pytest.raises(AttributeError):
        platform.base_url = "http://elsewhere"


def test_plain_values_are_checked_alike() -> None:
    with pytest.raises(SettingsError, match="demo: terminal: Field required"):
        checked({}, "demo")
    assert isinstance(load_settings(ASSETS / "example.toml", {}), Settings)
