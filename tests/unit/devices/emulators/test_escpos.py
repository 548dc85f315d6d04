"""The emulated printer against another composer's bytes and an independent reader of codes."""

import asyncio
import io
from collections.abc import AsyncIterator

import pytest
import zxingcpp
from escpos.printer import Dummy
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from devices.emulators import code128
from devices.emulators.escpos import EscposEmulator
from devices.emulators.escpos_paper import Paper, Slip
from devices.emulators.escpos_tokens import next_token
from devices.emulators.jacks import TcpJack

pytestmark = pytest.mark.anyio


@pytest.fixture
async def printer() -> AsyncIterator[EscposEmulator]:
    machine = EscposEmulator(pacing=False)
    await machine.start()
    yield machine
    await machine.close()


def address(machine: EscposEmulator) -> tuple[str, int]:
    assert isinstance(machine.jack, TcpJack)
    return machine.jack.host, machine.jack.port


async def exchange(machine: EscposEmulator, data: bytes, answer_bytes: int) -> bytes:
    """Send bytes and wait for the answer."""
    reader, writer = await asyncio.open_connection(*address(machine))
    writer.write(data)
    answer = await asyncio.wait_for(reader.readexactly(answer_bytes), 5)
    writer.close()
    return answer


async def printed(machine: EscposEmulator, data: bytes) -> Slip:
    assert await exchange(machine, data + b"\x1dr\x01", 1) == b"\0"
    return machine.slips[-1]


async def test_text_and_codes_of_another_composer_are_understood(printer: EscposEmulator) -> None:
    composer = Dummy()
    composer.set(align="center", bold=True, double_width=True, double_height=True)
    composer.text("OLD-AGE 0037\n")
    composer.set()
    composer._raw(b"\x1c&" + "办事回执".encode("gb18030") + b"\n\x1c.")
    composer.qr("https://bmq.example.org/c/0037", native=True, size=6)
    composer.barcode("{B0037", "CODE128", function_type="B")
    composer.cut()
    slip = await printed(printer, composer.output)
    assert "OLD-AGE 0037" in slip.text
    assert "办事回执" in slip.text
    assert slip.codes == ("https://bmq.example.org/c/0037", "0037")
    codes = zxingcpp.read_barcodes(Image.open(io.BytesIO(slip.png)).convert("L"))
    assert {code.text for code in codes} == set(slip.codes)
    assert Image.open(io.BytesIO(slip.png)).width == 576


async def test_real_time_status_is_answered_while_the_paper_is_out(printer: EscposEmulator) -> None:
    printer.run_out()
    asked = b"hello\n\x1dr\x01" + b"\x10\x04\x01\x10\x04\x02\x10\x04\x03\x10\x04\x04"
    assert await exchange(printer, asked, 4) == bytes([0x1A, 0x32, 0x12, 0x7E])
    assert printer.slips == []


async def test_a_change_is_told_unasked_once_that_was_wished(printer: EscposEmulator) -> None:
    reader, writer = await asyncio.open_connection(*address(printer))
    writer.write(b"\x1da\x0e")
    assert await asyncio.wait_for(reader.readexactly(4), 5) == b"\x10\0\0\0"
    printer.set_cover(True)
    assert await asyncio.wait_for(reader.readexactly(4), 5) == b"\x38\0\0\0"
    writer.close()


async def test_a_full_buffer_stops_reading_until_there_is_paper(printer: EscposEmulator) -> None:
    printer.run_out()
    reader, writer = await asyncio.open_connection(*address(printer))
    writer.write(b"\x1bE\0" * 3600 + b"\x1dr\x01")
    writer.write(b"\x10\x04\x01")
    with pytest.raises(TimeoutError):  # the question waits behind the full buffer
        await asyncio.wait_for(reader.readexactly(1), 0.2)
    assert printer.received_bytes < 8192
    printer.refill()
    assert await asyncio.wait_for(reader.readexactly(2), 40) in (b"\x12\x00", b"\x00\x12")
    writer.close()


async def test_a_job_number_comes_back_when_it_is_done(printer: EscposEmulator) -> None:
    assert await exchange(printer, b"\x1d(H\x06\x0000abcd", 7) == b"7\x22abcd\0"


@given(st.binary(max_size=60))
def test_no_data_of_a_bar_code_break_the_printer(data: bytes) -> None:
    assert all(width > 0 for width in code128.bars(data))
    assert isinstance(code128.content(data), str)


@pytest.mark.parametrize("data", [b"{BHSL-0421-0037", b"{C\x15\x22\x43", b"{AA\x01B{Bb{C\x63", b"{B{{x"])
def test_a_bar_code_of_any_set_is_read_by_another_s_reader(data: bytes) -> None:
    paper = Paper()
    strip = paper.bar_code(bytes([73, len(data)]) + data)
    paper.put(strip)
    slip = paper.cut()
    (code,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(slip.png)).convert("L"))
    assert code.bytes.decode() == slip.codes[0]


@given(st.binary(max_size=300))
def test_no_bytes_hang_or_break_the_tokens(data: bytes) -> None:
    while (token := next_token(data)) is not None:
        assert token.size_bytes > 0
        data = data[token.size_bytes :]
