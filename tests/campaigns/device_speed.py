"""Campaign `device-speed`: what the drivers add to the machines' own time, and how soon a fault is told.

- A card: from the call to the read card, over the module's delays and the wire's bits (goal: 5 % more at most).
- A social-security card: from the call to the read card that lies in its slot, every answer as late as a card of 9600
  baud gives it, over what that lateness comes to.
- A slip of forty lines: from the call to its confirmation, over the time its paper takes.
- Every device: from the hand that pulls it, and from its falling silent, to the hub's word on it; and back.
- All devices together, untouched: the share of a processor they take (goal: half a percent).

Everything at real pace, the machines in a process of their own. A figure is taken several times and the best counts: a
neighbour on the machine makes it worse, never better. The planted faults are a reader that waits between question and
answer, a slot that does so, an A4 printer that is asked every other second, and drivers that ask without pause.
"""

import asyncio
import random
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest import mock

from devices.chipcards.threads import CardSession
from devices.contracts.card_reader import CardMedia, CardRead, CardReader
from devices.contracts.printer import PrintDocument, Printed, ReceiptPrinter, TextLine
from devices.contracts.readiness import lack_of
from devices.contracts.social_card import SocialCardRead, SocialCardReader
from devices.contracts.statuses import Statuses
from devices.emulators.pcscd import cause_without_pcscd, service_folder
from devices.emulators.samv import DELAYS_S
from devices.emulators.samv_wires import UART_BYTE_S
from devices.hub import Hub
from devices.idcards.exchange import Exchange
from devices.idcards.frames import Command, encode_command
from devices.printers.ipp import IppPrinter
from devices.printers.ipp_job import IppTiming
from devices.registry import create_devices
from tests.campaigns.runner import Campaign, CannotRun, Context, FellShort, Held, Outcome
from tests.helpers.soaked_devices import machines

MOST_READ_RATIO = 1.05
MOST_SOCIAL_RATIO = 1.25
"""Fourteen questions and their answers, the card's power-up, and a thread that is begun for it."""
CARD_ANSWER_MS = 40
"""Of a card at 9600 baud: 36 bytes for a question and its answer on the average."""
MOST_SLIP_RATIO = 1.5
"""Composing comes before the first byte, and a part is sent when the one before it was confirmed."""
MOST_IDLE_SHARE = 0.005
MOST_TOLD_S = 15.0
MOST_PAGES_TOLD_S = 1.0
MOST_SOON_TOLD_S = 3.0
SOON_TOLD = ("page_printer", "keypad", "headphones", "proximity", "help_button", "microphone")
"""Silence is told within about two seconds where a beat costs next to nothing."""
MOST_BACK_S = 8.0
"""Back-off grows to 5 s; greeting and first answers come on top."""
LINES = 40
LINE_DOTS = 36
PAPER_MM_S = 150
DOTS_PER_MM = 8
OWNER = "zhang-gui-lan"
PULLED = {
    "id_card": "reader", "receipt_printer": "printer", "page_printer": "pages",
    **{role: role for role in ("voice", "camera", "scanner", "microphone", "keypad", "headphones", "proximity",
                               "help_button", "lights", "power")},
}  # fmt: skip
"""Role → the machine's name for a hand: each is pulled by `unplug` and put back by `plug`."""
CHIP_READERS = ("social_card", "staff_card")
"""Both go with their service."""
Order = tuple[str, dict[str, Any]]
FALLS_SILENT: dict[str, tuple[Order, Order]] = {
    "id_card": (("reader.fault", {"kind": "silence", "times": -1, "any_command": True}), ("reader.heal", {})),
    "receipt_printer": (("printer.silent", {}), ("printer.silent", {"on": False})),
    "page_printer": (("pages.fault", {"kind": "silent"}), ("pages.fault", {})),
    **{
        role: ((f"{role}.fault", {"kind": "silent"}), (f"{role}.fault", {}))
        for role in ("camera", "microphone", "power")
    },
    **{
        role: ((f"{role}.silent", {}), (f"{role}.silent", {"on": False}))
        for role in ("voice", "keypad", "headphones", "proximity", "help_button")
    },
}
"""How a device falls silent, and is well again. Scanner and lights say nothing when they are well."""


async def run(context: Context) -> Outcome:
    """Measure, then the faults."""
    if cause := cause_without_pcscd():
        return CannotRun(cause)
    attempts, idle_s = (2, 4.0) if context.is_short else (8, 20.0)
    async with Bench(context.folder / "bench") as bench:
        complaints = await _measured(bench, context, attempts, idle_s)
        await _planted(bench, context)
    return (
        FellShort("; ".join(complaints)) if complaints else Held("the drivers add little, tell soon, and idle quietly")
    )


class Bench:
    """All devices of a terminal on their emulated machines at real pace, a hub over them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def __aenter__(self) -> "Bench":
        shutil.rmtree(self._folder, ignore_errors=True)
        self._machines = machines(self._folder, is_paced=True, chips_folder=service_folder())
        told, self.control = await self._machines.__aenter__()
        self.hub = Hub(create_devices({role: (each["driver"], each["options"]) for role, each in told.items()}))
        self._running = asyncio.create_task(self.hub.run())
        await self.until(lambda now: all(_is_well(role, now) for role in (*PULLED, *CHIP_READERS)))
        return self

    async def __aexit__(self, *_: object) -> None:
        self._running.cancel()
        await asyncio.gather(self._running, return_exceptions=True)
        await self._machines.__aexit__(None, None, None)

    async def until(self, wanted: Callable[[Statuses], bool]) -> None:
        """Wait until the hub has said so."""
        async with asyncio.timeout(60):
            async for statuses in self.hub.watch():
                if wanted(statuses):
                    return

    @property
    def reader(self) -> CardReader:
        assert self.hub.devices.id_card is not None
        return self.hub.devices.id_card

    @property
    def social_reader(self) -> SocialCardReader:
        assert self.hub.devices.social_card is not None
        return self.hub.devices.social_card

    @property
    def printer(self) -> ReceiptPrinter:
        assert self.hub.devices.receipt_printer is not None
        return self.hub.devices.receipt_printer


def _is_well(role: str, statuses: Statuses) -> bool:
    status = getattr(statuses, role)
    return status is not None and lack_of(status) is None


async def _measured(bench: Bench, context: Context, attempts: int, idle_s: float) -> list[str]:
    complaints = []
    read = min([await read_ratio(bench) for _ in range(attempts)])
    slip = min([await slip_ratio(bench) for _ in range(attempts)])
    social_s, social = min([await social_read(bench) for _ in range(attempts)])
    context.figure("card_read_over_wire_and_module_ratio", round(read, 3))
    context.figure("social_card_read_s", round(social_s, 3))
    context.figure("social_card_read_over_the_cards_answers_ratio", round(social, 3))
    context.figure("slip_over_paper_ratio", round(slip, 2))
    if read > MOST_READ_RATIO:
        complaints.append(f"a card takes {read:.3f} of what wire and module need")
    if social > MOST_SOCIAL_RATIO:
        complaints.append(f"a social-security card takes {social:.3f} of what its answers need")
    if slip > MOST_SLIP_RATIO:
        complaints.append(f"a slip takes {slip:.2f} of what its paper needs")
    complaints += await _told_and_back(bench, context)
    empty_s = max([await out_of_paper_told_s(bench) for _ in range(attempts)])
    context.figure("page_printer_out_of_paper_told_max_s", round(empty_s, 2))
    if empty_s > MOST_PAGES_TOLD_S:
        complaints.append(f"an A4 printer without paper is told after {empty_s:.2f} s")
    share = min([await idle_share(idle_s) for _ in range(3)])
    context.figure("idle_share_of_a_processor_percent", round(share * 100, 3))
    if share > MOST_IDLE_SHARE:
        complaints.append(f"untouched, the devices take {share:.2%} of a processor")
    return complaints


async def _told_and_back(bench: Bench, context: Context) -> list[str]:
    """Every device pulled and put back, and silent and well again, whose wire lets it be so."""
    orders: list[tuple[str, str, Order, Order]] = [
        (role, "pulled", (f"{name}.unplug", {}), (f"{name}.plug", {})) for role, name in PULLED.items()
    ]
    orders += [(role, "pulled", ("chip.service_kill", {}), ("chip.service_start", {})) for role in CHIP_READERS]
    orders += [(role, "silent", strike, mend) for role, (strike, mend) in FALLS_SILENT.items()]
    complaints = []
    for role, what, strike, mend in orders:
        told_s = await _seconds_until(bench, strike, role, is_well=False)
        back_s = await _seconds_until(bench, mend, role, is_well=True)
        context.figure(f"{role}_{what}_to_told_s", round(told_s, 2))
        context.figure(f"{role}_{what}_to_back_s", round(back_s, 2))
        if told_s > MOST_TOLD_S or back_s > MOST_BACK_S:
            complaints.append(f"{role} {what}: told after {told_s:.1f} s, back after {back_s:.1f} s")
        if what == "silent" and role in SOON_TOLD and told_s > MOST_SOON_TOLD_S:
            complaints.append(f"{role} {what}: told after {told_s:.1f} s")
    return complaints


async def _seconds_until(bench: Bench, order: Order, role: str, is_well: bool) -> float:
    began_s = time.monotonic()
    await bench.control.do(order[0], **order[1])
    await bench.until(lambda now: _is_well(role, now) is is_well)
    return time.monotonic() - began_s


async def read_ratio(bench: Bench) -> float:
    """One card that lies there already, over what its wire and its module take for the same questions."""
    await bench.control.do("card.put", person=OWNER)
    before = len((await bench.control.do("reader.commands"))["commands"])
    began_s = time.monotonic()
    result = await bench.reader.read(10.0)
    took_s = time.monotonic() - began_s
    assert isinstance(result, CardRead), result
    asked = _of_the_read((await bench.control.do("reader.commands"))["commands"][before:])
    await bench.control.do("card.take")
    await bench.until(lambda now: now.id_card is not None and now.id_card.media is CardMedia.NOT_PRESENT)
    return took_s / sum(map(_least_s, asked))


async def social_read(bench: Bench) -> tuple[float, float]:
    """Seconds for one card that lies there already, and the same over what its answers take."""
    await bench.control.do("chip.delay", delay_ms=CARD_ANSWER_MS)
    await bench.control.do("chip.put", person=OWNER)
    await bench.until(lambda now: now.social_card is not None and now.social_card.media is CardMedia.PRESENT)
    answers: list[None] = []
    ask = CardSession.ask

    async def counted(session: CardSession, command: bytes, timeout_s: float) -> Any:
        answers.append(None)
        return await ask(session, command, timeout_s)

    with mock.patch.object(CardSession, "ask", counted):
        began_s = time.monotonic()
        result = await bench.social_reader.read(10.0)
        took_s = time.monotonic() - began_s
    assert isinstance(result, SocialCardRead), result
    await bench.control.do("chip.take")
    await bench.until(lambda now: now.social_card is not None and now.social_card.media is CardMedia.NOT_PRESENT)
    return took_s, took_s / (len(answers) * CARD_ANSWER_MS / 1000)


async def out_of_paper_told_s(bench: Bench) -> float:
    """From an empty tray at any moment between two questions to the hub's word on it."""
    await asyncio.sleep(random.random())
    began_s = time.monotonic()
    await bench.control.do("pages.reason", reason="paper_out")
    await bench.until(lambda now: not _is_well("page_printer", now))
    told_s = time.monotonic() - began_s
    await bench.control.do("pages.reason", reason="paper_out", on=False)
    await bench.until(lambda now: _is_well("page_printer", now))
    return told_s


def _of_the_read(asked: list[int]) -> list[int]:
    """Without the driver's next question whether the card still lies there, which may be out already."""
    last = max(
        at for at, command in enumerate(asked) if command in (Command.READ_TEXT_PHOTO, Command.READ_NEWEST_ADDRESS)
    )
    return asked[: last + 1]


def _least_s(command: int) -> float:
    """What one question takes at least: its bits, the module's delay, the answer's bits."""
    answers_bytes = {Command.READ_TEXT_PHOTO: 1295, Command.SELECT_CARD: 19, Command.FIND_CARD: 15}
    wire_bytes = len(encode_command(Command(command))) + answers_bytes.get(Command(command), 11)
    return DELAYS_S.get(command, 0.0) + wire_bytes * UART_BYTE_S


async def slip_ratio(bench: Bench) -> float:
    """Forty lines from the call to the confirmation, over what the paper takes at the printer's speed."""
    line = TextLine("办事回执：高龄津贴申领 HSL3-260421-00373", 24, LINE_DOTS)
    began_s = time.monotonic()
    result = await bench.printer.print(PrintDocument(576, 16, (line,) * LINES), lambda _: None)
    took_s = time.monotonic() - began_s
    assert isinstance(result, Printed), result
    return took_s / (LINES * LINE_DOTS / DOTS_PER_MM / PAPER_MM_S)


async def idle_share(seconds: float) -> float:
    """The share of one processor that hub and drivers take while nobody touches anything."""
    began_s, used_s = time.monotonic(), time.process_time()
    await asyncio.sleep(seconds)
    return (time.process_time() - used_s) / (time.monotonic() - began_s)


async def _planted(bench: Bench, context: Context) -> None:
    fault = context.plant("a reader that waits between question and answer")
    ask = Exchange.ask

    async def dawdling(exchange: Exchange, *question: Any) -> Any:
        await asyncio.sleep(0.1)
        return await ask(exchange, *question)

    with mock.patch.object(Exchange, "ask", dawdling):
        if await read_ratio(bench) > MOST_READ_RATIO:
            fault.caught()
    fault = context.plant("a slot that waits between question and answer")
    speak = CardSession.ask

    async def slow(session: CardSession, *question: Any) -> Any:
        await asyncio.sleep(0.05)
        return await speak(session, *question)

    with mock.patch.object(CardSession, "ask", slow):
        if (await social_read(bench))[1] > MOST_SOCIAL_RATIO:
            fault.caught()
    fault = context.plant("an A4 printer that is asked every other second")
    assert isinstance(bench.hub.devices.page_printer, IppPrinter)
    with mock.patch.object(bench.hub.devices.page_printer, "_timing", IppTiming(idle_poll_s=2.0)):
        if max([await out_of_paper_told_s(bench) for _ in range(4)]) > MOST_PAGES_TOLD_S:
            fault.caught()
    fault = context.plant("a device that is asked without pause")
    questions = asyncio.create_task(_ask_without_pause())
    if await idle_share(2.0) > MOST_IDLE_SHARE:
        fault.caught()
    questions.cancel()


async def _ask_without_pause() -> None:
    while True:  # noqa: ASYNC110 # to ask without pause is the fault
        await asyncio.sleep(0.001)


SHORT_NOTE = "plays at real pace: two minutes"
CAMPAIGN = Campaign("device-speed", "what drivers add, how soon a fault is told, what idling costs", SHORT_NOTE, run)
