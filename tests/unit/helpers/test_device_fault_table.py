"""Whatever can go wrong with an emulated machine is struck by the campaign, or said to be somebody else's."""

from pathlib import Path

import pytest

from devices.emulators.control import Hands
from devices.emulators.machines import Machines
from devices.emulators.pcscd import PrivatePcscd
from devices.emulators.vpcd import ChipReaders
from tests.campaigns import device_faults
from tests.helpers.device_fault_table import ELSEWHERE, FAULTS, KINDS, NO_FAULTS, told_apart


@pytest.fixture
def hands(tmp_path: Path) -> set[str]:
    return set(Hands(Machines(tmp_path, chips=ChipReaders(PrivatePcscd(tmp_path)))).by_name)


def test_every_fault_of_every_emulator_is_in_the_matrix_or_has_its_suite_named(hands: set[str]) -> None:
    faults = {f"{hand} {kind}".strip() for hand in hands - NO_FAULTS for kind in KINDS.get(hand, ("",))}
    struck = {told_apart(order, how) for fault in FAULTS for order, how in fault.strikes}
    assert struck | ELSEWHERE.keys() == faults
    assert not struck & ELSEWHERE.keys()


def test_every_machine_is_pulled_and_put_back_by_the_same_words(hands: set[str]) -> None:
    machines = {hand.partition(".")[0] for hand in hands if "." in hand} - {"card", "chip"}
    assert machines >= {"reader", "printer", "pages", "camera", "voice", "power", "lights", "keypad", "microphone"}
    assert {f"{machine}.{order}" for machine in machines for order in ("unplug", "plug")} <= hands


def test_what_is_called_no_fault_exists(hands: set[str]) -> None:
    assert hands >= NO_FAULTS
    assert hands >= {order for fault in FAULTS for order, _ in fault.mends}


def test_no_two_faults_have_one_name_and_the_campaign_says_how_many_it_plays() -> None:
    assert len({fault.key for fault in FAULTS}) == len(FAULTS)
    assert f"plays {len(FAULTS)} pairs" in device_faults.SHORT_NOTE


def test_every_suite_that_has_a_fault_instead_is_there() -> None:
    named = {cause.rpartition(" ")[2] for cause in ELSEWHERE.values() if cause != "the same"}
    assert all((Path(__file__).parents[3] / path).is_file() for path in named)
