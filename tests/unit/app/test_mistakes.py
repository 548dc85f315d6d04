"""Whoever mends a settings file is told everything that is wrong with it in one go."""

from pathlib import Path

import pytest

from kiosk.app.mistakes import all_mistakes, mistakes_in
from kiosk.config import SettingsError, checked, load_settings
from tests.unit.config.test_config import example

NO_CA = "platform.ca_file: /no/such.pem: No such file or directory"
NO_DRIVER = {'driver = "samv-serial"': 'driver = "samv-cereal"'}
NO_AUTHORITY = {"/etc/bianmin-kiosk/platform-ca.pem": "/no/such.pem"}


def told(tmp_path: Path, **changes: str) -> list[str]:
    file = tmp_path / "terminal.toml"
    file.write_text(example(**changes), encoding="utf-8")
    try:
        return mistakes_in(load_settings(file, {})).splitlines()
    except SettingsError as error:
        return all_mistakes(error).splitlines()


def test_an_authority_that_cannot_be_read_was_told_only_after_the_devices_were_mended(tmp_path: Path) -> None:
    lines = told(tmp_path, **NO_DRIVER, **NO_AUTHORITY)
    assert len(lines) == 2
    assert "samv-cereal" in lines[0]
    assert lines[1] == NO_CA


def test_it_is_told_with_the_settings_own_mistakes(tmp_path: Path) -> None:
    lines = told(tmp_path, **NO_AUTHORITY, **{"quota_mib = 4096": "quota_mib = 1"})
    assert [line.split(": ")[1] for line in lines[:1]] == ["storage.quota_mib"]
    assert lines[-1] == NO_CA


def test_an_authority_that_is_no_text_is_the_settings_mistake_alone() -> None:
    with pytest.raises(SettingsError) as found:
        checked({"platform": {"ca_file": 3}}, "terminal.toml")
    assert found.value.ca_file is None
