"""How long a device's word holds."""

from dataclasses import replace

import pytest

from devices.contracts.card_reader import CardMedia, CardReaderStatus
from devices.contracts.health import FAULTS, DeviceStatus, Health
from devices.contracts.lights import Flash, Light, LightsStatus
from devices.contracts.power import PowerSource, PowerStatus
from devices.contracts.printer import Paper, PrinterStatus
from devices.contracts.sensing import HeadphoneStatus, ProximityStatus
from devices.contracts.voice import VoiceStatus

LIMIT_S = DeviceStatus.AGE_LIMIT_S
FAULT_LIMIT_S = DeviceStatus.FAULT_AGE_LIMIT_S
FRESH = PrinterStatus(health=Health.ONLINE, paper=Paper.FULL, cover_open=False, since_s=10.0, last_confirmed_s=100.0)


def test_what_was_confirmed_in_time_is_told_as_it_is() -> None:
    assert FRESH.aged(100.0 + LIMIT_S - 0.1) is FRESH


def test_what_was_not_confirmed_in_time_is_unknown_from_that_moment_on() -> None:
    old = FRESH.aged(100.0 + LIMIT_S + 50)
    assert (old.health, old.paper, old.cover_open) == (Health.UNKNOWN, Paper.UNKNOWN, None)
    assert old.since_s == 100.0 + LIMIT_S
    assert old.last_confirmed_s == 100.0


@pytest.mark.parametrize("health", FAULTS)
def test_a_device_that_is_gone_or_broken_is_so_for_as_long_as_its_driver_finds_it_so(health: Health) -> None:
    out = replace(FRESH, health=health, paper=Paper.OUT, last_found_s=300.0)
    assert out.aged(300.0 + FAULT_LIMIT_S - 0.1) is out
    old = out.aged(300.0 + FAULT_LIMIT_S)
    assert (old.health, old.paper, old.since_s) == (Health.UNKNOWN, Paper.UNKNOWN, 300.0 + FAULT_LIMIT_S)


@pytest.mark.parametrize("health", set(Health) - {Health.UNKNOWN})
def test_every_state_ages_and_becomes_unknown_once(health: Health) -> None:
    old = replace(FRESH, health=health).aged(1e9)
    assert old.health is Health.UNKNOWN
    assert old.aged(2e9) is old


def test_a_driver_that_never_gets_further_than_starting_is_unknown() -> None:
    assert CardReaderStatus(since_s=0.0).aged(LIMIT_S - 0.1).health is Health.STARTING
    assert CardReaderStatus(since_s=0.0).aged(LIMIT_S).health is Health.UNKNOWN


@pytest.mark.parametrize(
    ("status", "unknown"),
    [
        (CardReaderStatus(since_s=0.0, media=CardMedia.PRESENT), {"media": CardMedia.UNKNOWN}),
        (PowerStatus(since_s=0.0, source=PowerSource.MAINS, charge_percent=90), {"source": PowerSource.UNKNOWN}),
        (HeadphoneStatus(since_s=0.0, plugged=True), {"plugged": None}),
        (ProximityStatus(since_s=0.0, somebody_near=False), {"somebody_near": None}),
    ],
)
def test_nothing_of_an_old_status_is_taken_for_granted(status: DeviceStatus, unknown: dict[str, object]) -> None:
    old = status.aged(1000.0)
    assert {name: getattr(old, name) for name in unknown} == unknown


def test_the_lights_are_what_they_were_last_told() -> None:
    shown = LightsStatus(since_s=0.0, shown={Light.HELP: Flash.ON})
    assert shown.aged(1000.0).shown == {Light.HELP: Flash.ON}


def test_the_voice_does_not_age_for_its_pipes_tell_at_once() -> None:
    for health in (Health.ONLINE, Health.NO_DEVICE):
        assert VoiceStatus(health=health, since_s=0.0).aged(1e9).health is health
