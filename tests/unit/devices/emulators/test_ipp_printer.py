"""The emulated A4 printer before another's client."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyipp import IPP

from devices.emulators.ipp_printer import IppPrinterEmulator
from devices.emulators.ipp_wire import take_request

pytestmark = pytest.mark.anyio


async def test_pyipp_understands_what_it_says_of_itself() -> None:
    machine = IppPrinterEmulator()
    await machine.start()
    machine.set_reason("paper_out")
    async with IPP(machine.uri) as client:
        told = await client.printer()
    assert (told.info.model, told.info.serial) == ("EMU-A4", "A4000421")
    assert (told.state.printer_state, told.state.reasons) == ("stopped", "media-empty-error")
    await machine.close()


@given(st.binary(max_size=300))
def test_no_request_keeps_or_breaks_it_but_by_its_declared_error(data: bytes) -> None:
    with suppress(IndexError):
        take_request(data)
