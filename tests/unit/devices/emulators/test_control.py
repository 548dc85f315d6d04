"""The hands on emulated machines, where an order cannot be."""

import asyncio
import inspect
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from devices.emulators.__main__ import _parameter, main
from devices.emulators.control import ControlClient, ControlError, ControlServer, Hands
from devices.emulators.machines import Machines

NONSENSE: tuple[Any, ...] = (
    None, True, -1, 0, 12345, 2.5, 1e308, float("inf"), 10**30, "x", "", [], {}, "\0", "\ud800", "张" * 99,
)  # fmt: skip


@pytest.mark.parametrize("address", ["127.0.0.1:1", "127.0.0.1:99999", "nowhere"])
def test_an_order_to_machines_that_do_not_run_is_told_in_words_and_makes_no_traceback(
    address: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["emulators", "--control", address, "status"])
    assert main() == 1
    assert capsys.readouterr().err.startswith(f"no machines at {address}: ")


def test_a_state_that_no_byte_can_say_is_refused_and_the_reader_goes_on(tmp_path: Path) -> None:
    """It was taken, and the reader answered nothing any more, whatever was plugged in anew."""
    machines = Machines(tmp_path)
    with pytest.raises(ValueError, match="999"):
        asyncio.run(Hands(machines).do("reader.state", code=999))
    assert machines.reader.state == 0x90


@asynccontextmanager
async def controlled(machines: Machines) -> AsyncIterator[ControlClient]:
    await machines.start()
    server = ControlServer(Hands(machines))
    client = await ControlClient.connect(await server.start())
    try:
        yield client
    finally:
        await client.close()
        await server.close()
        await machines.close()


def orders(machines: Machines) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every hand with every nonsense in every place, and twice with none."""
    for name, hand in Hands(machines).by_name.items():
        places = [each for each in inspect.signature(hand).parameters.values() if each.kind is not each.VAR_KEYWORD]
        owed = {each.name: "x" for each in places if each.default is each.empty}
        yield from ((name, {**owed, each.name: what}) for each in places for what in NONSENSE)
        yield from [(name, {})] * 2


@pytest.mark.anyio
@pytest.mark.timeout(120)
async def test_whatever_an_order_holds_it_is_answered_and_the_machines_go_on(tmp_path: Path) -> None:
    """Some were never answered, and whoever gave them waited for ever; some left a machine that served nobody more."""
    machines = Machines(tmp_path, pacing=False)
    refused: list[str] = []
    async with controlled(machines) as client:
        for name, how in orders(machines):
            try:
                async with asyncio.timeout(20):
                    await client.do(name, **how)
            except ControlError as error:
                refused.append(f"{name}: {error}")
        assert not [told for told in refused if "emulators are gone" in told]
        assert machines.around.headphones.switches.keys() == {2}
        assert set(map(type, machines.around.headphones.switches.values())) == {bool}
        await client.do("pages.plug")
        assert (await client.do("status"))["page_printer"]["on"]
        machines.reader.heal()
        await client.do("reader.plug")
        await client.do("card.put", person="zhang-gui-lan")
        assert machines.reader._server is not None
        assert not machines.reader._server.done()


@pytest.mark.anyio
@pytest.mark.parametrize("how", [{"times": "x"}, {"times": None}, {"times": 0}])
async def test_a_fault_that_strikes_no_number_of_times_is_refused_and_the_reader_goes_on(
    how: dict[str, Any], tmp_path: Path
) -> None:
    """It was taken, and the reader fell over it at the next question and answered nothing any more."""
    machines = Machines(tmp_path)
    with pytest.raises((ValueError, TypeError)):
        await Hands(machines).do("reader.fault", kind="silence", **how)
    assert machines.reader._next_fault(0x3001) is None


@pytest.mark.anyio
async def test_a_bar_code_of_digits_is_scanned_as_it_is_printed(tmp_path: Path) -> None:
    """`scanner.scan text=6901234567892` hung, and the scanner with it."""
    machines = Machines(tmp_path, pacing=False)
    async with controlled(machines) as client, asyncio.timeout(10):
        await client.do("scanner.scan", text=6901234567892)
        await client.do("wedge.scan", text=6901234567892)
    assert machines.around.scanner.scans == 1


def test_a_fraction_in_an_order_stays_the_text_that_was_typed() -> None:
    """A card of specification 2.00 came as the number 2.0, and its chip answered nothing."""
    assert _parameter("specification=2.00") == ("specification", "2.00")
    assert _parameter("times=-1") == ("times", -1)


@pytest.mark.anyio
@pytest.mark.parametrize("address", ["新" * 36, 5])
async def test_an_address_that_no_card_holds_is_not_put_on_one(address: Any, tmp_path: Path) -> None:
    machines = Machines(tmp_path)
    with pytest.raises((ValueError, AttributeError)):
        await Hands(machines).do("card.put", person="zhang-gui-lan", newest_address=address)
    assert machines.reader.person is None
