"""Cards read and slips printed by the real drivers, one after the other for long, and what that leaves in the process.

    python -m tests.helpers.soaked_devices FOLDER CARDS SLIPS PACING PLANT      prints its figures as JSON

The emulated machines are a process of their own, so that what grows here grew in drivers and hub. PACING is `real` or
`off`. PLANT is `none`, `memory` (a reader that keeps something of every card) or `files` (a printer that opens a file
for every slip and never closes it).
"""

import asyncio
import gc
import json
import os
import sys
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from devices.contracts.card_reader import CardRead
from devices.contracts.printer import PairLine, PrintDocument, Printed, Rule, RuleStyle, TextLine
from devices.emulators.control_client import ControlClient
from devices.emulators.persons import load_persons
from devices.hub import Hub
from devices.idcards.samv import SamvReader, SamvTiming
from devices.links.streams import serial_link, tcp_link
from devices.printers.escpos import EscposPrinter
from devices.registry import Devices
from tests.helpers.view_context import ROOT

OWNERS = ("zhang-gui-lan", "sun-ji")
SAMPLES = 10
QUICK = SamvTiming(poll_s=0.001, idle_poll_s=0.001)
WARM_CARDS, WARM_SLIPS = 10, 5
"""Done before the first sample: libraries are loaded, caches filled, threads begun."""
SLIP = PrintDocument(
    576, 16,
    (TextLine("办事回执", 36, 54, bold=True), Rule(RuleStyle.SOLID, 2),
     PairLine("办件编号", "HSL3-260421-00373", 24, 36, 140),
     TextLine("已经收好。手机号上会收到答复，也可以来这台机器查。", 24, 36)),
)  # fmt: skip


@dataclass
class Found:
    """What the run came to."""

    wanted_count: int
    """Cards and slips in all; a sample is taken after each tenth of them."""
    cards_read_count: int = 0
    wrong_cards_count: int = 0
    slips_printed_count: int = 0
    slips_out_count: int = 0
    """As the printer counts them."""
    memory_mib: list[float] = field(default_factory=list)
    """What this process has written and keeps, sampled evenly. What it has only read counts as private when the last
    other program that used the same library ends."""
    threads_count: list[int] = field(default_factory=list)
    files_count: list[int] = field(default_factory=list)

    def did_one(self) -> None:
        """One more card or slip is done."""
        done = self.cards_read_count + self.slips_printed_count
        if done * SAMPLES // self.wanted_count > (done - 1) * SAMPLES // self.wanted_count:
            self.sample()

    def sample(self) -> None:
        """Look at what this process holds now."""
        gc.collect()
        rollup = Path("/proc/self/smaps_rollup").read_text(encoding="ascii")
        private_kib = sum(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Private_Dirty"))
        self.memory_mib.append(round(private_kib / 1024, 2))
        self.threads_count.append(threading.active_count())
        self.files_count.append(len(os.listdir("/proc/self/fd")))


def main(folder: Path, card_count: int, slip_count: int, pacing: str, plant: str) -> int:
    """Run it all and print what was found."""
    found = asyncio.run(_soaked(folder, card_count, slip_count, pacing == "real", plant))
    sys.stdout.write(json.dumps(asdict(found)) + "\n")
    return 0


async def _soaked(folder: Path, card_count: int, slip_count: int, is_paced: bool, plant: str) -> Found:
    found, leaks = Found(card_count + slip_count), _Leaks(plant)
    async with machines(folder, is_paced) as (told, control):
        reader = SamvReader(serial_link(told["id_card"]["options"]["path"]), None if is_paced else QUICK)
        printer = EscposPrinter(tcp_link(**told["receipt_printer"]["options"]))
        running = asyncio.create_task(Hub(Devices(id_card=reader, receipt_printer=printer)).run())
        warmed = Found(WARM_CARDS + WARM_SLIPS)
        for cards, slips, into in ((WARM_CARDS, WARM_SLIPS, warmed), (card_count, slip_count, found)):
            into.sample()
            async with asyncio.TaskGroup() as group:
                group.create_task(_read_cards(reader, control, cards, into, leaks))
                group.create_task(_print_slips(printer, slips, into, leaks))
        found.slips_out_count = (await control.do("status"))["printer"]["slips"] - WARM_SLIPS
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
    return found


@asynccontextmanager
async def machines(
    folder: Path, is_paced: bool, chips_folder: Path | None = None
) -> AsyncIterator[tuple[dict[str, Any], ControlClient]]:
    """The emulated machines as a process, with chip cards where there is a folder for them; how they are reached, and a
    hand on them."""
    pace, chips = () if is_paced else ("--no-pacing",), ("--chip-cards", str(chips_folder)) if chips_folder else ()
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "devices.emulators", "--dir", str(folder), *pace, *chips,
        cwd=ROOT, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    try:
        told = json.loads(await process.stdout.readline())
        control = await ControlClient.connect(told["control"])
        yield told["devices"], control
        await control.close()
    finally:
        process.terminate()
        await process.wait()


async def _read_cards(reader: SamvReader, control: ControlClient, count: int, found: Found, leaks: "_Leaks") -> None:
    persons = load_persons()
    for number in range(count):
        owner = OWNERS[number % len(OWNERS)]
        await control.do("card.put", person=owner)
        result = await reader.read(10.0)
        found.cards_read_count += 1
        found.wrong_cards_count += not (isinstance(result, CardRead) and result.card.name == persons[owner].name)
        leaks.after_card()
        found.did_one()
        await control.do("card.take")


async def _print_slips(printer: EscposPrinter, count: int, found: Found, leaks: "_Leaks") -> None:
    for _ in range(count):
        found.slips_printed_count += isinstance(await printer.print(SLIP, lambda _: None), Printed)
        leaks.after_slip()
        found.did_one()


class _Leaks:
    """The planted faults."""

    def __init__(self, plant: str) -> None:
        self._plant = plant
        self._kept: list[object] = []

    def after_card(self) -> None:
        if self._plant == "memory":
            self._kept.append(os.urandom(256 * 1024))

    def after_slip(self) -> None:
        if self._plant == "files":
            self._kept.append(os.open(os.devnull, os.O_RDONLY))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4], sys.argv[5]))
