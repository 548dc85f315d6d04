"""What a screen owes about a device is asked of every device that has a part in it, and is to be found in the texts."""

from kiosk.config import Devices
from kiosk.session import screens
from tests.helpers.device_fault_table import FAULTS
from tests.helpers.device_words import AT_THE_BORDER, FACES, OWED, owed_keys
from tests.helpers.view_context import real_texts


def test_every_key_that_is_owed_has_words() -> None:
    shown = (screens.Home(), screens.Information("x"), screens.Notice(screens.Purpose.APPLY))
    keys = {
        key
        for fault in FAULTS
        for screen in shown
        if fault.lacks
        for key in owed_keys(fault.device, fault.rail, screen)
    }
    assert len(keys) > len(AT_THE_BORDER)
    assert all(key in real_texts() for key in keys)


def test_what_is_told_on_the_rail_names_its_words_in_every_fault_that_lasts() -> None:
    assert {fault.device for fault in FAULTS if fault.lacks and fault.rail} == AT_THE_BORDER
    assert all(fault.rail for fault in FAULTS if fault.lacks and fault.device in AT_THE_BORDER)


def test_every_screen_that_owes_something_has_its_face_and_every_device_is_one() -> None:
    assert OWED.keys() <= FACES.keys()
    assert {device for owed in OWED.values() for device in owed} <= set(Devices.__struct_fields__)


def test_the_idle_screen_and_a_device_without_a_part_owe_nothing() -> None:
    assert owed_keys("id_card", "rail.reader_fault", screens.Idle()) == ()
    assert owed_keys("keypad", "", screens.Home()) == ()
