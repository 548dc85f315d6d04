"""A card reader on the bench: one driver, and a hand on what is below it, whatever that is.

serial, usb-a, usb-b    the emulated SAM_V module on each of its wires
vendor                  a vendor's library that the tests build with the C compiler
hardware                the reader that `pytest -m hardware --terminal FILE` names, with a person's hand (needs -s)
"""

import asyncio
import shutil
import struct
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, ClassVar, Protocol

import pytest

from devices.contracts.card_reader import CardMedia, CardReader, CardReaderStatus
from devices.emulators.persons import SyntheticPerson, card_text
from devices.emulators.samv import FOR_EVER, SamvEmulator
from devices.emulators.samv_wires import PRODUCT_ID, VENDOR_ID, PtyWire, UsbWire
from devices.emulators.usb_bus import UsbBus
from devices.idcards.photo import PhotoDecoder
from devices.idcards.samv import SamvReader, SamvTiming
from devices.idcards.termb import termb_link
from devices.idcards.usb import samv_usb_link
from devices.links.link import OpenLink
from devices.links.streams import serial_link
from devices.registry import create_device
from tests.helpers.every_device import named
from tests.helpers.shared_library import shared_library

EMULATED = ("serial", "usb-a", "usb-b")
QUICK = SamvTiming(
    poll_s=0.02, idle_poll_s=0.02, answer_s=0.4, read_answer_s=0.5, least_back_off_s=0.02, most_back_off_s=0.1
)
PATIENT = SamvTiming(
    poll_s=0.02, idle_poll_s=0.02, answer_s=1.0, read_answer_s=1.0, least_back_off_s=0.02, most_back_off_s=0.5
)
"""For a module that is a process, which must start first."""
TERMB_SOURCE = Path(__file__).parents[1] / "fixtures" / "termb" / "termb.c"
TERMB_PORT = 1001


class Machine(Protocol):
    """What a hand can do to a reader. What this one cannot suffer skips the test."""

    @property
    def commands(self) -> list[int]: ...

    def put_card(self, person: SyntheticPerson, text: bytes | None = None) -> None: ...
    def take_card(self) -> None: ...
    def fail(self, kind: str, times: int = 1, any_command: bool = False) -> None: ...
    def heal(self) -> None: ...
    def plug(self) -> None: ...
    def unplug(self) -> None: ...


@dataclass
class Bench:
    reader: CardReader
    machine: Machine
    knows_cards: bool = True
    """Whether the cards laid there are the synthetic persons'."""

    async def until(self, wanted: Callable[[CardReaderStatus], bool]) -> CardReaderStatus:
        async with asyncio.timeout(10):
            async for status in self.reader.watch():
                if wanted(status):
                    return status
        raise AssertionError("the reader was closed")

    async def media(self, media: CardMedia) -> None:
        await self.until(lambda status: status.media is media)


@asynccontextmanager
async def running(reader: CardReader, machine: Machine, knows_cards: bool = True) -> AsyncIterator[Bench]:
    """The driver at work."""
    async with asyncio.TaskGroup() as group:
        work = group.create_task(reader.run())
        try:
            yield Bench(reader, machine, knows_cards)
        finally:
            work.cancel()
            await reader.close()


@asynccontextmanager
async def emulated(
    wire: str, folder: Path, timing: SamvTiming = QUICK, pacing: bool = False, decoder: PhotoDecoder | None = None
) -> AsyncIterator[tuple[Bench, SamvEmulator]]:
    """The SAM_V driver over an emulated wire."""
    machine, open_link = _emulator(wire, folder, pacing)
    await machine.start()
    try:
        async with running(SamvReader(open_link, timing, decoder), machine) as bench:
            yield bench, machine
    finally:
        await machine.close()


def _emulator(wire: str, folder: Path, pacing: bool) -> tuple[SamvEmulator, OpenLink]:
    if wire == "serial":
        path = folder / "idcard"
        return SamvEmulator(PtyWire(path), pacing=pacing), serial_link(str(path))
    bus = UsbBus()
    machine = SamvEmulator(UsbWire(bus, split=wire == "usb-b"), pacing=pacing)
    return machine, samv_usb_link([(VENDOR_ID, PRODUCT_ID)], bus)


@cache
def build_termb(*options: str) -> Path:
    """The vendor's library as a file, built once in a run and gone with it."""
    return shared_library(TERMB_SOURCE.read_text(), Path(_built().name) / f"libtermb{len(options)}.so", *options)


@cache
def _built() -> TemporaryDirectory[str]:
    return TemporaryDirectory(prefix="termb-")


class VendorLibrary:
    """A hand on the vendor's library: it looks at a file at every call."""

    FAULTS: ClassVar = {
        "pull": 1,
        "read_failed": 2,
        "crash": 3,
        "silence": 4,
        "unplug": 5,
        "rubbish": 6,
        "crash_later": 7,
    }

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._path = folder / "termb-state"
        self._placing = self._placings = 0
        self._fault = 0
        self._card = bytes(1280)
        self._placings_to_pull = -1
        monkeypatch.setenv("TERMB_STATE", str(self._path))
        self.library = folder / "libtermb.so"
        shutil.copy(build_termb(), self.library)
        self._write()

    @property
    def commands(self) -> list[int]:
        pytest.skip("what the library is asked is its own business")

    def put_card(self, person: SyntheticPerson, text: bytes | None = None) -> None:
        if self._placings_to_pull == 0:
            self._fault = 0
        self._placings_to_pull -= 1
        self._placings += 1
        self._placing = self._placings
        self._card = (card_text(person) if text is None else text) + person.photo
        self._write()

    def take_card(self) -> None:
        self._placing = 0
        self._write()

    def fail(self, kind: str, times: int = 1, any_command: bool = False) -> None:
        if kind not in self.FAULTS or (kind in ("read_failed", "silence") and times != FOR_EVER):
            pytest.skip("a fault of the wire, and there is none")
        self._fault = self.FAULTS[kind]
        self._placings_to_pull = 1 if kind == "pull" else -1
        self._write()

    def heal(self) -> None:
        self._fault = 0
        self._write()

    def plug(self) -> None:
        self.heal()

    def unplug(self) -> None:
        self.fail("unplug")

    def _write(self) -> None:
        new = self._path.with_suffix(".new")
        new.write_bytes(struct.pack("<ii", self._placing, self._fault) + self._card)
        new.replace(self._path)


class ByHand:
    """A person's hand on a real reader, with two cards of their own: A and, where another is meant, B."""

    def __init__(self) -> None:
        self._first: SyntheticPerson | None = None

    @property
    def commands(self) -> list[int]:
        pytest.skip("nobody hears a real module's commands")

    def put_card(self, person: SyntheticPerson, text: bytes | None = None) -> None:
        if text is not None:
            pytest.skip("a real card carries what it carries")
        self._first = self._first or person
        _ask(f"lay card {'A' if person is self._first else 'B'} on the reader, alone")

    def take_card(self) -> None:
        _ask("take every card away")

    def fail(self, kind: str, times: int = 1, any_command: bool = False) -> None:
        pytest.skip("a real reader fails when it likes")

    def heal(self) -> None: ...

    def plug(self) -> None:
        _ask("plug the reader in")

    def unplug(self) -> None:
        _ask("pull the reader's plug")


def _ask(what: str) -> None:
    input(f"\n>>> please {what}, then press Enter ")


@asynccontextmanager
async def on_the_bench(
    kind: str, folder: Path, monkeypatch: pytest.MonkeyPatch, config: pytest.Config
) -> AsyncIterator[Bench]:
    """Any of them."""
    if kind in EMULATED:
        async with emulated(kind, folder) as (bench, _):
            yield bench
    elif kind == "vendor":
        machine = VendorLibrary(folder, monkeypatch)
        async with running(SamvReader(termb_link(str(machine.library), TERMB_PORT), PATIENT), machine) as bench:
            yield bench
    else:
        driver, options = named("id_card", config)
        reader: Any = create_device("id_card", driver, options)
        async with running(reader, ByHand(), knows_cards=False) as bench:
            yield bench
