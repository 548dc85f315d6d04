"""What stands around the screen takes part: the lamps at the slots, and the supply that says how long it lasts."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from devices.contracts.lights import Flash, Light
from kiosk.maintenance.device_file import DEVICES_FILE, DeviceFile
from kiosk.session import events as ev
from kiosk.session import screens, states
from kiosk.session.troubles import FilingOff
from tests.helpers.flying_time import FLYING, Backend
from tests.helpers.terminal import DEVICES, ITEM, Terminal, whole_terminal

pytestmark = pytest.mark.anyio
RESIDENT = "zhang-gui-lan"


@pytest.fixture
def anyio_backend() -> Backend:
    return FLYING


async def flashing(terminal: Terminal, *wanted: Light) -> None:
    def is_so() -> bool:
        lights = terminal.program.session.snapshot.machines.lights
        return lights is not None and lights.shown == dict.fromkeys(wanted, Flash.MEDIUM)

    await terminal.until_now(f"{[*wanted]} to flash", is_so)


async def test_what_the_doctor_reads_of_devices_that_stay_well_is_never_old(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.app.program.DISK_LOOK_S", 1.0)
    monkeypatch.setattr("kiosk.maintenance.device_file.MOST_AGE", timedelta(seconds=1))
    async with whole_terminal(tmp_path) as terminal:
        program = terminal.program
        file = DeviceFile(program.settings.storage.directory / DEVICES_FILE)
        await asyncio.sleep(15)
        assert program.clock.now() - file.read().taken_at < timedelta(seconds=5)


async def test_the_lamp_at_a_slot_flashes_while_a_hand_is_wanted_there_and_no_longer(tmp_path: Path) -> None:
    async with whole_terminal(tmp_path, (*DEVICES, "lights")) as terminal:
        await flashing(terminal)
        await terminal.at_reader()
        await flashing(terminal, Light.ID_CARD)
        await terminal.do("card.put", person=RESIDENT)
        await terminal.on(screens.Form)
        await flashing(terminal, Light.ID_CARD)  # to be taken again
        await terminal.take_card()
        await flashing(terminal)
        await terminal.do("lights.unplug")
        terminal.fill_in()
        terminal.send(ev.SubmitPressed())
        await terminal.on(screens.Done)
        await terminal.slip_settled()
        await terminal.do("lights.plug")
        await flashing(terminal, Light.RECEIPT_PRINTER)
        terminal.leave()
        await flashing(terminal)


async def test_with_minutes_of_battery_left_a_running_form_is_finished_and_no_other_is_begun(tmp_path: Path) -> None:
    async with whole_terminal(tmp_path, (*DEVICES, "power")) as terminal:
        await terminal.card_read(RESIDENT)
        await terminal.take_card()
        await terminal.do("power.battery_low")
        await terminal.until("the battery to be told", lambda state: state.filing_off is FilingOff.POWER_LOW)
        terminal.fill_in()
        terminal.send(ev.SubmitPressed())
        await terminal.on(screens.Done)
        await terminal.acknowledged()
        await terminal.slip_settled()
        terminal.leave()
        terminal.send(ev.Started(states.Mode.STANDARD), ev.EntryChosen(ITEM), ev.ApplyPressed(ITEM))
        await terminal.on(screens.Information)
        await terminal.do("power.mains")
        await terminal.until("the mains to be told", lambda state: state.filing_off is None)
        terminal.send(ev.ApplyPressed(ITEM))
        await terminal.on(screens.Notice)
